//! The printed summary of a report: judgements, grading scale, recommendations and inconsistencies.

mod remarks;

use super::{Baseline, PrintOptions, SummaryLength, document_with_footer, footer_paragraphs, grade_mark};
use crate::{
    analysis::{
        self, JudgementExtent, JudgementRow, RecommendationGroup,
        compare::{GradeChange, JudgementPair, have_same_subject},
    },
    output::{
        changes::{change_label, judgement_change},
        print::{
            Align, Block, Cell, Column, ColumnWidth, GradeCard, ListItem, PageSetup, ParagraphStyle,
            PrintDocument, PrintedPages, Row, RowKind, StyledText, Table, TextStyle, typeset,
        },
        strings,
    },
    report::{
        Content, Date, FrameworkId, Grade, Judgement, Report, StatementKind, Warning, format_date,
        format_period,
    },
};

/// Number of ruled lines for handwritten notes.
const NOTE_LINES: u32 = 8;

/// The text size, spacing and amount of detail of a summary. Several densities are tried in turn until the summary has
/// the chosen number of pages.
#[derive(Debug, Clone, Copy)]
struct Density {
    /// Text size, as a factor of the normal size.
    size_factor: f32,
    /// Space between blocks, as a factor of the normal space.
    space_factor: f32,
    /// True if the meaning of each grade is printed; false if only the order of the grades is.
    has_meanings: bool,
    /// True if recommendations and inconsistencies are printed in full; false if only the number of recommendations and
    /// the titles of inconsistencies are.
    has_wording: bool,
    /// True if the main judgements are also printed as large cards above the table.
    has_headlines: bool,
}

/// Normal size and space with all details.
const NORMAL_DENSITY: Density = Density {
    size_factor: 1.0,
    space_factor: 1.0,
    has_meanings: true,
    has_wording: true,
    has_headlines: true,
};
/// The least size and space, without details.
const MAX_DENSITY: Density = Density {
    size_factor: 0.9,
    space_factor: 0.65,
    has_meanings: false,
    has_wording: false,
    has_headlines: false,
};
/// The densities, in the order of trying them.
const DENSITIES: [Density; 9] = [
    NORMAL_DENSITY,
    Density { space_factor: 0.75, ..NORMAL_DENSITY },
    Density { size_factor: 0.95, space_factor: 0.7, ..NORMAL_DENSITY },
    Density { size_factor: 0.9, space_factor: 0.65, ..NORMAL_DENSITY },
    Density { size_factor: 0.9, space_factor: 0.65, has_meanings: false, ..NORMAL_DENSITY },
    Density { has_wording: false, ..NORMAL_DENSITY },
    Density { has_wording: false, space_factor: 0.75, ..NORMAL_DENSITY },
    Density { has_headlines: true, ..MAX_DENSITY },
    MAX_DENSITY,
];

/// Typesets the summary of a report with the first density that gives the chosen number of pages.
pub(super) fn typeset_summary(
    report: &Report,
    warnings: &[Warning],
    baseline: Option<Baseline<'_>>,
    options: &PrintOptions,
    made_on: Date,
) -> PrintedPages {
    let summary = Summary { report, warnings, baseline, options };
    let normal_setup = options.page_setup();
    let typeset_with = |density: Density, has_page_break: bool| {
        let setup = PageSetup {
            text_size: normal_setup.text_size * density.size_factor,
            space_factor: density.space_factor,
            ..normal_setup
        };
        typeset(&summary.summary_document(density, has_page_break, made_on), setup)
    };
    // A page break before the recommendations is not needed if everything fits on one page.
    let normal_pages = typeset_with(NORMAL_DENSITY, false);
    // Large print must not become smaller: its readers need the size.
    if normal_pages.count() == 1 || options.is_large_print || options.length == SummaryLength::Full {
        return normal_pages;
    }
    // No density that prints the wording of the recommendations saves more than half of the pages, so trying them would
    // only take time.
    let max_pages = if options.length == SummaryLength::OnePage { 1 } else { 2 };
    if normal_pages.count() > max_pages * 2 + 1 && options.length == SummaryLength::TwoPages {
        return normal_pages;
    }
    let densities: Vec<Density> = match options.length {
        SummaryLength::OnePage => DENSITIES.into(),
        _ => DENSITIES.into_iter().filter(|density| density.has_wording).collect(),
    };
    // It is better to have the recommendations on a separate page than to have the normal space and text that is
    // half a point larger. So the first densities are all tried with a page break before any is tried without.
    const DENSITIES_WITH_BREAK_FIRST: usize = 3;
    let (first_densities, other_densities) = densities.split_at(DENSITIES_WITH_BREAK_FIRST);
    let with_break = first_densities.iter().map(|density| (*density, true));
    let without_break = first_densities.iter().map(|density| (*density, false));
    let rest = other_densities.iter().flat_map(|density| [(*density, true), (*density, false)]);
    let candidates = with_break.chain(without_break).chain(rest);
    let candidates = candidates.filter(|(_, has_page_break)| max_pages == 2 || !has_page_break);
    let fitting_pages = candidates
        .map(|(density, has_page_break)| typeset_with(density, has_page_break))
        .find(|pages| pages.count() <= max_pages);
    // If nothing fits, a summary of one page is as dense as possible, and a summary of two pages has the normal size
    // and more pages.
    fitting_pages
        .unwrap_or_else(|| if max_pages == 1 { typeset_with(MAX_DENSITY, false) } else { normal_pages })
}

/// Returns the printout of the recommendations without the rest of the summary.
pub(super) fn recommendations_document(
    report: &Report,
    options: &PrintOptions,
    made_on: Date,
) -> PrintDocument {
    let summary = Summary { report, warnings: &[], baseline: None, options };
    let mut blocks = summary.title_blocks(made_on);
    blocks.extend(summary.recommendation_blocks());
    document_with_footer(format!("{}: recommendations", report.name()), &[report], made_on, blocks)
}

/// A report with everything that its summary is made from.
struct Summary<'a> {
    report: &'a Report,
    /// The warnings from reading and from the checks.
    warnings: &'a [Warning],
    /// The report that the summary is compared with, if it shows changes.
    baseline: Option<Baseline<'a>>,
    options: &'a PrintOptions,
}

impl Summary<'_> {
    /// Returns the summary at this density, with or without a page break before the recommendations.
    fn summary_document(&self, density: Density, has_page_break: bool, made_on: Date) -> PrintDocument {
        let mut blocks = self.title_blocks(made_on);
        blocks.extend(self.reading_problems());
        blocks.extend(self.headline_cards().filter(|_| density.has_headlines));
        blocks.extend(self.judgement_blocks());
        if self.options.has_grade_meanings {
            blocks.extend(self.scale_blocks(density.has_meanings));
        }
        if self.options.has_recommendations {
            if has_page_break && !self.report.recommendations.is_empty() {
                blocks.push(Block::PageBreak);
            }
            blocks.extend(if density.has_wording {
                self.recommendation_blocks()
            } else {
                self.recommendation_count_blocks()
            });
        }
        if self.options.has_checks {
            blocks.extend(if density.has_wording {
                self.inconsistency_list()
            } else {
                self.inconsistency_titles()
            });
        }
        if self.options.has_note_lines {
            blocks.push(Block::Heading(2, "Notes".into()));
            blocks.push(Block::RuledLines(NOTE_LINES));
        }
        let reports: Vec<&Report> =
            self.baseline.iter().map(|baseline| baseline.report).chain([self.report]).collect();
        let title = format!("{}: summary", self.report.name());
        PrintDocument {
            footer: footer_paragraphs(&reports, made_on),
            ..document_with_footer(title, &[], made_on, blocks)
        }
    }

    /// Returns the title, the facts of the cover, and the outcome if the inspection gives one instead of grades.
    fn title_blocks(&self, made_on: Date) -> Vec<Block> {
        let cover = &self.report.cover;
        let subject = cover.subject.as_deref().unwrap_or(&self.report.source.file);
        let mut blocks = vec![Block::Heading(1, subject.into())];
        let kind = cover.title.as_deref().or(cover.framework.map(FrameworkId::name));
        blocks.extend(kind.map(|kind| Block::Paragraph(ParagraphStyle::Lead, kind.into())));
        let inspected: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
        let facts = [
            ("Inspected", inspected.join("; ")),
            ("Published", cover.published.map(format_date).unwrap_or_default()),
            (
                if cover.inspectors.len() == 1 { "Inspector" } else { "Inspectors" },
                cover.inspectors.join(", "),
            ),
            (strings::ACTION_PLAN_DUE, cover.action_plan_due.map(format_date).unwrap_or_default()),
            ("Compared with", self.baseline.map(|baseline| baseline.report.name()).unwrap_or_default()),
        ];
        for (name, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
            let mut words = StyledText::new(&format!("{name}: "), TextStyle::BOLD);
            words.push(&fact, TextStyle::PLAIN);
            blocks.push(Block::Paragraph(ParagraphStyle::Fact, words));
        }
        if let Some(words) = self.baseline.and_then(|baseline| self.baseline_note(baseline.report)) {
            blocks.push(Block::Paragraph(ParagraphStyle::Fact, words.into()));
        }
        // This line is above the footer too, because people copy the text without the footer, and Findings must still
        // recognise the summary when they open the copy.
        let made = strings::summary_origin(made_on);
        blocks.push(Block::Paragraph(ParagraphStyle::Fact, StyledText::new(&made, TextStyle::SECONDARY)));
        if let Some(outcome) = &cover.outcome {
            blocks.push(Block::Heading(2, "Outcome".into()));
            blocks.push(Block::Paragraph(ParagraphStyle::Body, outcome.as_str().into()));
        }
        blocks
    }

    /// Returns a note if the other report is later or about another organisation.
    fn baseline_note(&self, other: &Report) -> Option<&'static str> {
        let days = other.cover.sort_date().zip(self.report.cover.sort_date());
        if !have_same_subject(other, self.report) {
            Some(strings::DIFFERENT_ORGANISATIONS)
        } else if days.is_some_and(|(other, own)| other > own) {
            Some(strings::BASELINE_IS_LATER)
        } else {
            None
        }
    }

    /// Returns the main judgements as cards; `None` if there are none.
    fn headline_cards(&self) -> Option<Block> {
        let judgements = analysis::headline_judgements(self.report);
        let cards = judgements.into_iter().map(|index| {
            let judgement = &self.report.judgements[index];
            let group = judgement.group.as_deref();
            let change = self.judgement_pair(index).filter(|pair| pair.change != GradeChange::New);
            let change = change.map(|pair| self.change_words(pair));
            GradeCard {
                mark: grade_mark(&judgement.grade, self.report),
                label: judgement.grade.label.clone(),
                title: judgement.title.clone(),
                note: group.map(str::to_owned).into_iter().chain(change).collect::<Vec<_>>().join(" · "),
            }
        });
        let cards: Vec<GradeCard> = cards.collect();
        (!cards.is_empty()).then_some(Block::Cards(cards))
    }

    /// Returns a judgement together with its counterpart in the other report; `None` if the summary shows no changes.
    fn judgement_pair(&self, index: usize) -> Option<&JudgementPair> {
        let pairs = &self.baseline?.comparison.judgements;
        pairs.iter().find(|pair| pair.right == Some(index))
    }

    /// Returns the change of a judgement in words: "↑ Up one grade from Adequate". Empty if the summary shows no
    /// changes.
    fn change_words(&self, pair: &JudgementPair) -> String {
        let Some(baseline) = self.baseline else { return String::new() };
        let names = &baseline.comparison.verdict.names;
        let change = judgement_change(pair, names);
        let before = pair.left.and_then(|index| baseline.report.judgements.get(index));
        match (pair.change, before.map(|judgement| judgement.grade.label.as_str())) {
            (GradeChange::Up | GradeChange::Down, Some(before)) => format!("{change} from {before}"),
            (GradeChange::NotComparable, Some(before)) => format!("{change} (was {before})"),
            // A summary is of one report, so "the right report" would mean nothing.
            (GradeChange::New, _) if !names.are_years() => {
                change_label((pair.change.symbol(), strings::ONLY_IN_THIS_REPORT))
            }
            _ => change,
        }
    }

    /// Returns the table of judgements.
    fn judgement_blocks(&self) -> Vec<Block> {
        let report = self.report;
        if report.judgements.is_empty() {
            return Vec::new();
        }
        let fitted = |align| Column { width: ColumnWidth::Fit, align };
        let mut columns = vec![
            Column { width: ColumnWidth::Share(1.0), align: Align::Start },
            fitted(Align::Start),
            fitted(Align::End),
        ];
        let mut header: Vec<StyledText> = vec!["Judgement".into(), "Grade".into(), "Paragraphs".into()];
        if self.baseline.is_some() {
            columns.insert(2, fitted(Align::Start));
            header.insert(2, "Change".into());
        }
        let rows = analysis::judgement_rows(report).into_iter().map(|row| match row {
            JudgementRow::Group(group) => Row { kind: RowKind::Group, cells: vec![group.into()] },
            JudgementRow::Judgement(index) => self.judgement_row(index),
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.extend(self.dropped_judgement_rows());
        vec![
            Block::Heading(2, "Judgements".into()),
            Block::Table(Table { columns, header, rows, has_row_headings: true }),
        ]
    }

    /// Returns the row of a judgement: title, grade, change if the summary shows changes, and place.
    fn judgement_row(&self, index: usize) -> Row {
        let judgement = &self.report.judgements[index];
        let extent = JudgementExtent::of_judgement(self.report, judgement).to_string();
        let mut place = StyledText::new(&extent, TextStyle::SECONDARY);
        if let Some(other) = self.other_grade(judgement) {
            place.push(&format!("; {other}"), TextStyle::BOLD);
        }
        let mut cells = vec![
            judgement.title.as_str().into(),
            self.grade_cell(&judgement.grade, self.report),
            place.into(),
        ];
        if self.baseline.is_some() {
            let change = self.judgement_pair(index).map(|pair| self.change_words(pair)).unwrap_or_default();
            cells.insert(2, change.as_str().into());
        }
        Row { kind: RowKind::Body, cells }
    }

    /// Returns a cell with a grade and its mark.
    fn grade_cell(&self, grade: &Grade, report: &Report) -> Cell {
        // No-break spaces keep the label on a single line, which is easier to read.
        let label = grade.label.replace(' ', "\u{A0}");
        Cell { mark: Some(grade_mark(grade, report)), words: StyledText::new(&label, TextStyle::BOLD) }
    }

    /// Returns a different grade that the report gives for the same judgement in another place: "table: Adequate".
    fn other_grade(&self, judgement: &Judgement) -> Option<String> {
        let other = judgement.statements.iter().find(|other| other.grade.label != judgement.grade.label)?;
        let place = match other.kind {
            StatementKind::Table => "table",
            StatementKind::Cover => "cover",
            StatementKind::Heading | StatementKind::Line => "text",
        };
        Some(format!("{place}: {}", other.grade.label))
    }

    /// Returns the rows of judgements that only the other report has.
    fn dropped_judgement_rows(&self) -> Vec<Row> {
        let Some(baseline) = self.baseline else { return Vec::new() };
        let dropped = baseline.comparison.judgements.iter().filter(|pair| pair.right.is_none());
        let mut rows: Vec<Row> = dropped
            .filter_map(|pair| {
                let judgement = baseline.report.judgements.get(pair.left?)?;
                let was = format!("was {}", judgement.grade.label);
                // The same title can be in several groups.
                let title = match &judgement.group {
                    Some(group) => format!("{} ({group})", pair.title),
                    None => pair.title.clone(),
                };
                let cells = vec![title.as_str().into(), Cell::default(), was.as_str().into()];
                Some(Row { kind: RowKind::Body, cells })
            })
            .collect();
        if !rows.is_empty() {
            let name = strings::only_in_report(&baseline.report.name());
            rows.insert(0, Row { kind: RowKind::Group, cells: vec![name.as_str().into()] });
        }
        rows
    }

    /// Returns the grading scale: a table with the meaning of each grade, or only the order of the grades if
    /// `shows_meanings` is false or the report gives no meanings.
    fn scale_blocks(&self, shows_meanings: bool) -> Vec<Block> {
        let Some(scale) = &self.report.scale else { return Vec::new() };
        if self.report.judgements.is_empty() {
            return Vec::new();
        }
        let has_meanings = scale.grades.iter().any(|grade| grade.meaning.is_some());
        if !shows_meanings || !has_meanings {
            let labels: Vec<&str> = scale.grades.iter().map(|grade| grade.label.as_str()).collect();
            let mut words = StyledText::new(strings::GRADES_IN_ORDER, TextStyle::BOLD);
            words.push(&format!("{}.", labels.join(", ")), TextStyle::PLAIN);
            return vec![Block::Paragraph(ParagraphStyle::Small, words)];
        }
        let rows = scale.grades.iter().map(|grade| Row {
            kind: RowKind::Body,
            cells: vec![
                self.grade_cell(&grade.to_grade(), self.report),
                grade.meaning.as_deref().unwrap_or("–").into(),
            ],
        });
        let columns = vec![
            Column { width: ColumnWidth::Fit, align: Align::Start },
            Column { width: ColumnWidth::Share(1.0), align: Align::Start },
        ];
        let header = vec!["Grade".into(), strings::GRADE_MEANING.into()];
        vec![
            Block::Heading(2, strings::GRADING_SCALE.into()),
            Block::Table(Table { columns, header, rows: rows.collect(), has_row_headings: true }),
        ]
    }

    /// Returns the recommendations by timescale, in the exact words of the report.
    fn recommendation_blocks(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, "Recommendations".into())];
        for group in &groups {
            blocks.extend(group.heading().map(|title| Block::Heading(3, title.as_str().into())));
            // If only some items had numbers, an item without a number would look like a part of the item above it.
            let is_numbered = group.items.iter().all(|index| self.printed_number(*index).is_some());
            let items = group.items.iter().map(|index| self.recommendation_item(*index, is_numbered));
            blocks.push(Block::List(items.collect()));
        }
        blocks
    }

    /// Returns the number that the report prints before a recommendation; `None` if it has none.
    fn printed_number(&self, index: usize) -> Option<u32> {
        match self.report.block(self.report.recommendations[index].place.block).content {
            Content::Paragraph(id) => self.report.paragraph(id).number,
            _ => None,
        }
    }

    /// Returns a recommendation as an item of a list: with its number if the list is numbered, or else with a bullet.
    /// Its sub-points are on separate lines.
    fn recommendation_item(&self, index: usize, is_numbered: bool) -> ListItem {
        let item = &self.report.recommendations[index];
        let own_number = self.printed_number(index);
        let paragraph = item.paragraph.and_then(|id| self.report.paragraph(id).number);
        let paragraph = paragraph.filter(|_| own_number.is_none());
        let section = item.section.map(|section| self.report.section(section).title.as_str());
        // The heading of a group without a timescale already names the section.
        let section = section.filter(|_| item.timescale.is_some() && own_number.or(paragraph).is_none());
        // Most recommendations begin with the name of the organisation that has to act, so the note would repeat it.
        let responsible = item.responsible.as_ref();
        let responsible = responsible.filter(|name| !item.text.plain().starts_with(name.as_str()));
        let notes = [
            responsible.map(|name| format!("for {name}")),
            paragraph.map(|number| format!("paragraph\u{A0}{number}")),
            section.map(str::to_owned),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let label =
            own_number.filter(|_| is_numbered).map_or_else(|| "•".to_owned(), |number| format!("{number}."));
        let mut words = StyledText::default();
        for (index, line) in item.text.lines().iter().enumerate() {
            if index > 0 {
                words.push_line_break();
            }
            words.push_text(line);
        }
        if !notes.is_empty() {
            words.push(&format!(" ({})", notes.join(", ")), TextStyle::SECONDARY);
        }
        ListItem { label, level: 0, words }
    }

    /// Returns the number of recommendations for each timescale, for a summary that has no space for their wording.
    fn recommendation_count_blocks(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let items = groups.iter().map(|group: &RecommendationGroup| {
            let title = group.heading().unwrap_or_else(|| strings::NO_TIMESCALE.to_owned());
            let words = strings::recommendation_count(&title, group.items.len());
            ListItem { label: "•".to_owned(), level: 0, words: words.as_str().into() }
        });
        let items = items.collect();
        vec![
            Block::Heading(2, "Recommendations".into()),
            Block::List(items),
            Block::Paragraph(ParagraphStyle::Small, strings::WORDING_LEFT_OUT.into()),
        ]
    }
}
