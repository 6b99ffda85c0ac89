//! The printed summary of a report: a page of judgements, and a page of recommendations.

mod remarks;

use super::{Baseline, Length, PrintOptions, document, footer, grade_mark};
use crate::{
    analysis::{
        self, Extent, JudgementRow, RecommendationGroup,
        compare::{GradeChange, JudgementPair, have_same_subject},
    },
    output::{
        print::{
            Align, Block, Card, Cell, Column, ColumnWidth, Item, PageSetup, Pages, PrintDocument, Row,
            RowKind, Style, StyledText, Table, TextStyle, typeset,
        },
        strings,
    },
    report::{
        Content, Date, FrameworkId, Grade, Judgement, Report, StatementKind, Warning, format_date,
        format_period,
    },
};

const RULED_LINES: u32 = 8;

/// The amount of detail and the text size of a summary. They are tried in turn until the summary has the chosen number
/// of pages.
#[derive(Debug, Clone, Copy)]
struct Density {
    /// Text size, as a factor of the normal size.
    size: f32,
    /// Space between blocks, as a factor of the normal space.
    space: f32,
    /// True if the meaning of each grade is printed, and not only the order of the grades.
    has_meanings: bool,
    /// True if recommendations and inconsistencies are printed in full, and not only counted.
    has_wording: bool,
    /// True if the main judgements are also printed as large cards above the table.
    has_headlines: bool,
}

const NORMAL: Density =
    Density { size: 1.0, space: 1.0, has_meanings: true, has_wording: true, has_headlines: true };
const DENSEST: Density =
    Density { size: 0.9, space: 0.65, has_meanings: false, has_wording: false, has_headlines: false };
const DENSITIES: [Density; 9] = [
    NORMAL,
    Density { space: 0.75, ..NORMAL },
    Density { size: 0.95, space: 0.7, ..NORMAL },
    Density { size: 0.9, space: 0.65, ..NORMAL },
    Density { size: 0.9, space: 0.65, has_meanings: false, ..NORMAL },
    Density { has_wording: false, ..NORMAL },
    Density { has_wording: false, space: 0.75, ..NORMAL },
    Density { has_headlines: true, ..DENSEST },
    DENSEST,
];

/// Typesets the summary of a report with the first density that has the chosen number of pages.
pub(super) fn pages(
    report: &Report,
    warnings: &[Warning],
    baseline: Option<Baseline<'_>>,
    options: &PrintOptions,
    made_on: Date,
) -> Pages {
    let summary = Summary { report, warnings, baseline, options };
    let normal = options.page_setup();
    let typeset_with = |density: Density, has_page_break: bool| {
        let setup = PageSetup { size: normal.size * density.size, space: density.space, ..normal };
        typeset(&summary.document(density, has_page_break, made_on), setup)
    };
    // If everything fits on one page, the recommendations need no page break before them.
    let whole = typeset_with(NORMAL, false);
    // Large print must not become smaller.
    if whole.count() == 1 || options.large || options.length == Length::Full {
        return whole;
    }
    // No density saves more than half of the pages.
    let max_pages = if options.length == Length::OnePage { 1 } else { 2 };
    if whole.count() > max_pages * 2 + 1 && options.length == Length::TwoPages {
        return whole;
    }
    let densities: Vec<Density> = match options.length {
        Length::OnePage => DENSITIES.into(),
        _ => DENSITIES.into_iter().filter(|density| density.has_wording).collect(),
    };
    // Recommendations on a page of their own are worth slightly less space and text half a point smaller: the first
    // three densities are tried with a page break before any is tried without.
    const PAGE_BREAK_FIRST: usize = 3;
    let (closer, smaller) = densities.split_at(PAGE_BREAK_FIRST);
    let with_break = closer.iter().map(|density| (*density, true));
    let without_break = closer.iter().map(|density| (*density, false));
    let rest = smaller.iter().flat_map(|density| [(*density, true), (*density, false)]);
    let candidates = with_break.chain(without_break).chain(rest);
    let candidates = candidates.filter(|(_, has_page_break)| max_pages == 2 || !has_page_break);
    let fitting = candidates
        .map(|(density, has_page_break)| typeset_with(density, has_page_break))
        .find(|pages| pages.count() <= max_pages);
    // A summary that does not fit on two pages keeps its normal size and takes more.
    fitting.unwrap_or_else(|| if max_pages == 1 { typeset_with(DENSEST, false) } else { whole })
}

/// Returns the printout of the recommendations without the rest of the summary.
pub(super) fn recommendations_document(
    report: &Report,
    options: &PrintOptions,
    made_on: Date,
) -> PrintDocument {
    let summary = Summary { report, warnings: &[], baseline: None, options };
    let mut blocks = summary.title(made_on);
    blocks.extend(summary.recommendations());
    document(format!("{}: recommendations", report.name()), &[report], made_on, blocks)
}

struct Summary<'a> {
    report: &'a Report,
    warnings: &'a [Warning],
    baseline: Option<Baseline<'a>>,
    options: &'a PrintOptions,
}

impl Summary<'_> {
    /// Returns the summary at this density, with or without a page break before the recommendations.
    fn document(&self, density: Density, has_page_break: bool, made_on: Date) -> PrintDocument {
        let mut blocks = self.title(made_on);
        blocks.extend(self.reading_problems());
        blocks.extend(self.headlines().filter(|_| density.has_headlines));
        blocks.extend(self.judgements());
        if self.options.scale {
            blocks.extend(self.scale(density.has_meanings));
        }
        if self.options.recommendations {
            if has_page_break && !self.report.recommendations.is_empty() {
                blocks.push(Block::PageBreak);
            }
            blocks.extend(if density.has_wording {
                self.recommendations()
            } else {
                self.recommendation_counts()
            });
        }
        if self.options.checks {
            blocks.extend(if density.has_wording {
                self.inconsistency_list()
            } else {
                self.inconsistency_titles()
            });
        }
        if self.options.lines {
            blocks.push(Block::Heading(2, "Notes".into()));
            blocks.push(Block::RuledLines(RULED_LINES));
        }
        let reports: Vec<&Report> =
            self.baseline.iter().map(|baseline| baseline.report).chain([self.report]).collect();
        let title = format!("{}: summary", self.report.name());
        PrintDocument { footer: footer(&reports, made_on), ..document(title, &[], made_on, blocks) }
    }

    /// Returns the title, the facts of the cover, and the outcome of an inspection without grades.
    fn title(&self, made_on: Date) -> Vec<Block> {
        let cover = &self.report.cover;
        let subject = cover.subject.as_deref().unwrap_or(&self.report.source.file);
        let mut blocks = vec![Block::Heading(1, subject.into())];
        let kind = cover.title.as_deref().or(cover.framework.map(FrameworkId::name));
        blocks.extend(kind.map(|kind| Block::Paragraph(Style::Lead, kind.into())));
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
            blocks.push(Block::Paragraph(Style::Fact, words));
        }
        if let Some(words) = self.baseline.and_then(|baseline| self.baseline_note(baseline.report)) {
            blocks.push(Block::Paragraph(Style::Fact, words.into()));
        }
        // It is on the page itself, not only in the footer, because people copy pages without the footer and open them
        // again.
        let made = strings::summary_made_on(made_on);
        blocks.push(Block::Paragraph(Style::Fact, StyledText::new(&made, TextStyle::SECONDARY)));
        if let Some(outcome) = &cover.outcome {
            blocks.push(Block::Heading(2, "Outcome".into()));
            blocks.push(Block::Paragraph(Style::Body, outcome.as_str().into()));
        }
        blocks
    }

    /// Returns a note if the report that changes are counted from is later, or about another organisation.
    fn baseline_note(&self, other: &Report) -> Option<&'static str> {
        let days = other.cover.day().zip(self.report.cover.day());
        if !have_same_subject(other, self.report) {
            Some(strings::DIFFERENT_ORGANISATIONS)
        } else if days.is_some_and(|(other, own)| other > own) {
            Some(strings::BASELINE_IS_LATER)
        } else {
            None
        }
    }

    /// Returns the main judgements as cards.
    fn headlines(&self) -> Option<Block> {
        let judgements = analysis::headline_judgements(self.report);
        let cards = judgements.into_iter().map(|index| {
            let judgement = &self.report.judgements[index];
            let group = judgement.group.as_deref();
            let change = self.compared(index).filter(|pair| pair.change != GradeChange::New);
            let change = change.map(|pair| self.change_words(pair));
            Card {
                mark: grade_mark(&judgement.grade, self.report),
                label: judgement.grade.label.clone(),
                title: judgement.title.clone(),
                note: group.map(str::to_owned).into_iter().chain(change).collect::<Vec<_>>().join(" · "),
            }
        });
        let cards: Vec<Card> = cards.collect();
        (!cards.is_empty()).then_some(Block::Cards(cards))
    }

    /// Returns a judgement together with its counterpart in the other report.
    fn compared(&self, index: usize) -> Option<&JudgementPair> {
        let pairs = &self.baseline?.comparison.judgements;
        pairs.iter().find(|pair| pair.right == Some(index))
    }

    /// Returns the change of a judgement in words: "↑ Up from Adequate".
    fn change_words(&self, pair: &JudgementPair) -> String {
        let (sign, word) = pair.change.symbol_and_label();
        let before = || {
            let judgement = &self.baseline?.report.judgements.get(pair.left?)?;
            Some(judgement.grade.label.as_str())
        };
        match (pair.change, before()) {
            (GradeChange::Up | GradeChange::Down, Some(before)) => format!("{sign} {word} from {before}"),
            (GradeChange::NotComparable, Some(before)) => format!("{sign} {word} (was {before})"),
            _ => format!("{sign} {word}"),
        }
    }

    /// Returns the table of judgements.
    fn judgements(&self) -> Vec<Block> {
        let report = self.report;
        if report.judgements.is_empty() {
            return Vec::new();
        }
        let fit = |align| Column { width: ColumnWidth::Fit, align };
        let mut columns = vec![
            Column { width: ColumnWidth::Share(1.0), align: Align::Start },
            fit(Align::Start),
            fit(Align::End),
        ];
        let mut header: Vec<StyledText> = vec!["Judgement".into(), "Grade".into(), "Paragraphs".into()];
        if self.baseline.is_some() {
            columns.insert(2, fit(Align::Start));
            header.insert(2, "Change".into());
        }
        let rows = analysis::judgement_rows(report).into_iter().map(|row| match row {
            JudgementRow::Group(group) => Row { kind: RowKind::Group, cells: vec![group.into()] },
            JudgementRow::Judgement(index) => self.judgement_row(index),
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.extend(self.dropped_judgements());
        vec![
            Block::Heading(2, "Judgements".into()),
            Block::Table(Table { columns, header, rows, names_rows: true }),
        ]
    }

    fn judgement_row(&self, index: usize) -> Row {
        let judgement = &self.report.judgements[index];
        let extent = Extent::of_judgement(self.report, judgement).to_string();
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
            let change = self.compared(index).map(|pair| self.change_words(pair)).unwrap_or_default();
            cells.insert(2, change.as_str().into());
        }
        Row { kind: RowKind::Body, cells }
    }

    fn grade_cell(&self, grade: &Grade, report: &Report) -> Cell {
        // A grade label is easier to read on a single line.
        let label = grade.label.replace(' ', "\u{A0}");
        Cell { mark: Some(grade_mark(grade, report)), words: StyledText::new(&label, TextStyle::BOLD) }
    }

    /// Returns a different grade that the report gives for the same judgement elsewhere: "table: Adequate".
    fn other_grade(&self, judgement: &Judgement) -> Option<String> {
        let other = judgement.statements.iter().find(|other| other.grade.label != judgement.grade.label)?;
        let place = match other.kind {
            StatementKind::Table => "table",
            StatementKind::Cover => "cover",
            StatementKind::Heading | StatementKind::Line => "text",
        };
        Some(format!("{place}: {}", other.grade.label))
    }

    /// Returns the rows of judgements that only the other report makes.
    fn dropped_judgements(&self) -> Vec<Row> {
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
            let name = strings::only_in(&baseline.report.name());
            rows.insert(0, Row { kind: RowKind::Group, cells: vec![name.as_str().into()] });
        }
        rows
    }

    /// Returns the grading scale: a table of meanings, or the order of the grades if they are not wanted or not known.
    fn scale(&self, shows_meanings: bool) -> Vec<Block> {
        let Some(scale) = &self.report.scale else { return Vec::new() };
        if self.report.judgements.is_empty() {
            return Vec::new();
        }
        let has_meanings = scale.grades.iter().any(|grade| grade.meaning.is_some());
        if !shows_meanings || !has_meanings {
            let labels: Vec<&str> = scale.grades.iter().map(|grade| grade.label.as_str()).collect();
            let mut words = StyledText::new(strings::GRADES_IN_ORDER, TextStyle::BOLD);
            words.push(&format!("{}.", labels.join(", ")), TextStyle::PLAIN);
            return vec![Block::Paragraph(Style::Small, words)];
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
            Block::Table(Table { columns, header, rows: rows.collect(), names_rows: true }),
        ]
    }

    /// Returns the recommendations by timescale, in the exact words of the report.
    fn recommendations(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, "Recommendations".into())];
        for group in &groups {
            blocks.extend(group.heading().map(|title| Block::Heading(3, title.as_str().into())));
            // In a list with and without numbers, an item without a number would look like a part of the item above it.
            let is_numbered = group.items.iter().all(|index| self.printed_number(*index).is_some());
            let items = group.items.iter().map(|index| self.recommendation_item(*index, is_numbered));
            blocks.push(Block::List(items.collect()));
        }
        blocks
    }

    /// Returns the number that the report prints before a recommendation, if any.
    fn printed_number(&self, index: usize) -> Option<u32> {
        match self.report.block(self.report.recommendations[index].place.block).content {
            Content::Paragraph(id) => self.report.paragraph(id).number,
            _ => None,
        }
    }

    /// Returns a recommendation with its number, if the list is numbered, or else with a bullet. Its own bullets are on
    /// lines of their own.
    fn recommendation_item(&self, index: usize, is_numbered: bool) -> Item {
        let item = &self.report.recommendations[index];
        let own = self.printed_number(index);
        let paragraph = item.paragraph.and_then(|id| self.report.paragraph(id).number);
        let paragraph = paragraph.filter(|_| own.is_none());
        let section = item.section.map(|section| self.report.section(section).title.as_str());
        // Groups without a timescale are already named after the section.
        let section = section.filter(|_| item.timescale.is_some() && own.or(paragraph).is_none());
        // Most recommendations begin with the organisation that they are addressed to.
        let who = item.responsible.as_ref().filter(|who| !item.text.plain().starts_with(who.as_str()));
        let notes = [
            who.map(|who| format!("for {who}")),
            paragraph.map(|number| format!("paragraph\u{A0}{number}")),
            section.map(str::to_owned),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let label = own.filter(|_| is_numbered).map_or_else(|| "•".to_owned(), |number| format!("{number}."));
        let mut words = StyledText::default();
        for (index, line) in item.text.lines().iter().enumerate() {
            if index > 0 {
                words.push_break();
            }
            words.push_text(line);
        }
        if !notes.is_empty() {
            words.push(&format!(" ({})", notes.join(", ")), TextStyle::SECONDARY);
        }
        Item { label, level: 0, words }
    }

    /// Returns the number of recommendations of each timescale, for a summary without room for their wording.
    fn recommendation_counts(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let items = groups.iter().map(|group: &RecommendationGroup| {
            let title = group.heading().unwrap_or_else(|| strings::NO_TIMESCALE.to_owned());
            let words = strings::recommendation_count(&title, group.items.len());
            Item { label: "•".to_owned(), level: 0, words: words.as_str().into() }
        });
        let items = items.collect();
        vec![
            Block::Heading(2, "Recommendations".into()),
            Block::List(items),
            Block::Paragraph(Style::Small, strings::WORDING_LEFT_OUT.into()),
        ]
    }
}
