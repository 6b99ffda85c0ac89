//! The summary: a page of judgements, a page of what is to be done.

mod remarks;

use super::{Before, Choice, Length, footer, mark, sheet};
use crate::{
    analysis::{
        self, Extent, JudgementRow, RecommendationGroup,
        compare::{Change, JudgementPair, are_of_one_body},
    },
    output::print::{
        Align, Block, Card, Cell, Column, ColumnWidth, Item, Look, Pages, Row, RowKind, Setting, Sheet,
        Style, Table, Words, set,
    },
    report::{
        Content, Date, FrameworkId, Grade, Judgement, Report, Stated, Warning, long_date, period_words,
    },
};

/// Lines to write on.
const LINES: u32 = 8;

/// What of the summary is told, and how large: each is tried until one has the pages that were asked for.
#[derive(Debug, Clone, Copy)]
struct Fit {
    /// By the usual size.
    size: f32,
    /// By the usual space.
    space: f32,
    /// Whether grades are told with their meaning, and not only in their order.
    meanings: bool,
    /// Whether recommendations and checks are told, and not only counted.
    in_words: bool,
    /// Whether the first judgements are told large, and not only in the table.
    headlines: bool,
}

const USUAL: Fit = Fit { size: 1.0, space: 1.0, meanings: true, in_words: true, headlines: true };
const SMALLEST: Fit = Fit { size: 0.9, space: 0.65, meanings: false, in_words: false, headlines: false };
const FITS: [Fit; 9] = [
    USUAL,
    Fit { space: 0.75, ..USUAL },
    Fit { size: 0.95, space: 0.7, ..USUAL },
    Fit { size: 0.9, space: 0.65, ..USUAL },
    Fit { size: 0.9, space: 0.65, meanings: false, ..USUAL },
    Fit { in_words: false, ..USUAL },
    Fit { in_words: false, space: 0.75, ..USUAL },
    Fit { headlines: true, ..SMALLEST },
    SMALLEST,
];

pub(super) fn pages(
    report: &Report,
    warnings: &[Warning],
    before: Option<Before<'_>>,
    choice: &Choice,
    made_on: Date,
) -> Pages {
    let summary = Summary { report, warnings, before, choice };
    let usual = choice.setting();
    let set_as = |fit: Fit, parted: bool| {
        let setting = Setting { size: usual.size * fit.size, space: fit.space, ..usual };
        set(&summary.sheet(fit, parted, made_on), setting)
    };
    let plain = USUAL;
    // All of it on one page needs no page of its own for the recommendations.
    let whole = set_as(plain, false);
    // Large print is not made smaller.
    if whole.count() == 1 || choice.large || choice.length == Length::Full {
        return whole;
    }
    // No type is small enough for twice the pages.
    let most = if choice.length == Length::OnePage { 1 } else { 2 };
    if whole.count() > most * 2 + 1 && choice.length == Length::TwoPages {
        return whole;
    }
    let fits: Vec<Fit> = match choice.length {
        Length::OnePage => FITS.into(),
        _ => FITS.into_iter().filter(|fit| fit.in_words).collect(),
    };
    // Judgements and scale on one page, recommendations on the other: that is worth a little space and half a point.
    const WORTH: usize = 3;
    let (closer, smaller) = fits.split_at(WORTH);
    let parted = closer.iter().map(|fit| (*fit, true));
    let flowing = closer.iter().map(|fit| (*fit, false));
    let rest = smaller.iter().flat_map(|fit| [(*fit, true), (*fit, false)]);
    let ways = parted.chain(flowing).chain(rest).filter(|(_, parted)| most == 2 || !parted);
    let tried = ways.map(|(fit, parted)| set_as(fit, parted)).find(|pages| pages.count() <= most);
    // More than that flows on, as large as it is read best.
    tried.unwrap_or_else(|| if most == 1 { set_as(SMALLEST, false) } else { whole })
}

/// The recommendations alone.
pub(super) fn recommendations_alone(report: &Report, choice: &Choice, made_on: Date) -> Sheet {
    let summary = Summary { report, warnings: &[], before: None, choice };
    let mut blocks = summary.title(made_on);
    blocks.extend(summary.recommendations());
    sheet(format!("{}: recommendations", report.name()), &[report], made_on, blocks)
}

struct Summary<'a> {
    report: &'a Report,
    warnings: &'a [Warning],
    before: Option<Before<'a>>,
    choice: &'a Choice,
}

impl Summary<'_> {
    fn sheet(&self, fit: Fit, parted: bool, made_on: Date) -> Sheet {
        let mut blocks = self.title(made_on);
        blocks.extend(self.unread());
        blocks.extend(self.headlines().filter(|_| fit.headlines));
        blocks.extend(self.judgements());
        if self.choice.scale {
            blocks.extend(self.scale(fit.meanings));
        }
        if self.choice.recommendations {
            if parted && !self.report.recommendations.is_empty() {
                blocks.push(Block::PageBreak);
            }
            blocks.extend(if fit.in_words { self.recommendations() } else { self.counted() });
        }
        if self.choice.checks {
            blocks.extend(if fit.in_words { self.checks() } else { self.checks_counted() });
        }
        if self.choice.lines {
            blocks.push(Block::Heading(2, "Notes".into()));
            blocks.push(Block::Lines(LINES));
        }
        let reports: Vec<&Report> =
            self.before.iter().map(|before| before.report).chain([self.report]).collect();
        let title = format!("{}: summary", self.report.name());
        Sheet { footer: footer(&reports, made_on), ..sheet(title, &[], made_on, blocks) }
    }

    fn title(&self, made_on: Date) -> Vec<Block> {
        let cover = &self.report.cover;
        let subject = cover.subject.as_deref().unwrap_or(&self.report.source.file);
        let mut blocks = vec![Block::Heading(1, subject.into())];
        let kind = cover.title.as_deref().or(cover.framework.map(FrameworkId::name));
        blocks.extend(kind.map(|kind| Block::Paragraph(Style::Lead, kind.into())));
        let inspected: Vec<String> = cover.inspected.iter().map(|period| period_words(*period)).collect();
        let facts = [
            ("Inspected", inspected.join("; ")),
            ("Published", cover.published.map(long_date).unwrap_or_default()),
            (
                if cover.inspectors.len() == 1 { "Inspector" } else { "Inspectors" },
                cover.inspectors.join(", "),
            ),
            ("Compared with", self.before.map(|before| before.report.name()).unwrap_or_default()),
        ];
        for (name, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
            let mut words = Words::new(&format!("{name}: "), Look::BOLD);
            words.push(&fact, Look::PLAIN);
            blocks.push(Block::Paragraph(Style::Fact, words));
        }
        if let Some(words) = self.before.and_then(|before| self.about(before.report)) {
            blocks.push(Block::Paragraph(Style::Fact, words.into()));
        }
        // Said on the page itself, too: such pages are copied without their foot, and opened again.
        let made = format!("Summary made with Findings on {}", long_date(made_on));
        blocks.push(Block::Paragraph(Style::Fact, Words::new(&made, Look::QUIET)));
        if let Some(outcome) = &cover.outcome {
            blocks.push(Block::Heading(2, "Outcome".into()));
            blocks.push(Block::Paragraph(Style::Body, outcome.as_str().into()));
        }
        blocks
    }

    /// What has to be known of the report that this one is held against.
    fn about(&self, other: &Report) -> Option<&'static str> {
        let days = other.cover.day().zip(self.report.cover.day());
        if !are_of_one_body(other, self.report) {
            Some("The reports are of different bodies: up and down say which is graded higher.")
        } else if days.is_some_and(|(other, own)| other > own) {
            Some("The other report is the later one: up and down are counted from it back to this one.")
        } else {
            None
        }
    }

    fn headlines(&self) -> Option<Block> {
        let judgements = analysis::headlines(self.report);
        let cards = judgements.into_iter().map(|index| {
            let judgement = &self.report.judgements[index];
            let group = judgement.group.as_deref();
            let change = self.pair(index).filter(|pair| pair.change != Change::New);
            let change = change.map(|pair| self.change_words(pair));
            Card {
                mark: mark(&judgement.grade, self.report),
                word: judgement.grade.label.clone(),
                title: judgement.title.clone(),
                note: group.map(str::to_owned).into_iter().chain(change).collect::<Vec<_>>().join(" · "),
            }
        });
        let cards: Vec<Card> = cards.collect();
        (!cards.is_empty()).then_some(Block::Cards(cards))
    }

    /// What became of a judgement since the other report.
    fn pair(&self, index: usize) -> Option<&JudgementPair> {
        let pairs = &self.before?.comparison.judgements;
        pairs.iter().find(|pair| pair.right == Some(index))
    }

    /// "↑ Up from Adequate".
    fn change_words(&self, pair: &JudgementPair) -> String {
        let (sign, word) = pair.change.says();
        let before = || {
            let judgement = &self.before?.report.judgements.get(pair.left?)?;
            Some(judgement.grade.label.as_str())
        };
        match (pair.change, before()) {
            (Change::Up | Change::Down, Some(before)) => format!("{sign} {word} from {before}"),
            (Change::NotComparable, Some(before)) => format!("{sign} {word} (was {before})"),
            _ => format!("{sign} {word}"),
        }
    }

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
        let mut header: Vec<Words> = vec!["Judgement".into(), "Grade".into(), "Paragraphs".into()];
        if self.before.is_some() {
            columns.insert(2, fit(Align::Start));
            header.insert(2, "Change".into());
        }
        let rows = analysis::judgement_rows(report).into_iter().map(|row| match row {
            JudgementRow::Group(group) => Row { kind: RowKind::Group, cells: vec![group.into()] },
            JudgementRow::Judgement(index) => self.judgement(index),
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.extend(self.no_longer_made());
        vec![
            Block::Heading(2, "Judgements".into()),
            Block::Table(Table { columns, header, rows, names_rows: true }),
        ]
    }

    fn judgement(&self, index: usize) -> Row {
        let judgement = &self.report.judgements[index];
        let extent = Extent::of(self.report, judgement).to_string();
        let mut place = Words::new(&extent, Look::QUIET);
        if let Some(other) = self.other_grade(judgement) {
            place.push(&format!("; {other}"), Look::BOLD);
        }
        let mut cells =
            vec![judgement.title.as_str().into(), self.grade(&judgement.grade, self.report), place.into()];
        if self.before.is_some() {
            let change = self.pair(index).map(|pair| self.change_words(pair)).unwrap_or_default();
            cells.insert(2, change.as_str().into());
        }
        Row { kind: RowKind::Body, cells }
    }

    fn grade(&self, grade: &Grade, report: &Report) -> Cell {
        // The word of a grade is read at a glance: it stays in one line.
        let label = grade.label.replace(' ', "\u{A0}");
        Cell { mark: Some(mark(grade, report)), words: Words::new(&label, Look::BOLD) }
    }

    /// What else the report says a judgement's grade is: "table: Adequate".
    fn other_grade(&self, judgement: &Judgement) -> Option<String> {
        let other = judgement.stated.iter().find(|said| said.grade.label != judgement.grade.label)?;
        let place = match other.stated {
            Stated::Table => "table",
            Stated::Cover => "cover",
            Stated::Heading | Stated::Line => "text",
        };
        Some(format!("{place}: {}", other.grade.label))
    }

    /// Judgements that only the other report makes.
    fn no_longer_made(&self) -> Vec<Row> {
        let Some(before) = self.before else { return Vec::new() };
        let gone = before.comparison.judgements.iter().filter(|pair| pair.right.is_none());
        let mut rows: Vec<Row> = gone
            .filter_map(|pair| {
                let judgement = before.report.judgements.get(pair.left?)?;
                let was = format!("was {}", judgement.grade.label);
                // Titles come more than once, in several groups.
                let title = match &judgement.group {
                    Some(group) => format!("{} ({group})", pair.title),
                    None => pair.title.clone(),
                };
                let cells = vec![title.as_str().into(), Cell::default(), was.as_str().into()];
                Some(Row { kind: RowKind::Body, cells })
            })
            .collect();
        if !rows.is_empty() {
            let name = format!("No longer judged, since {}", before.report.name());
            rows.insert(0, Row { kind: RowKind::Group, cells: vec![name.as_str().into()] });
        }
        rows
    }

    fn scale(&self, meanings: bool) -> Vec<Block> {
        let Some(scale) = &self.report.scale else { return Vec::new() };
        if self.report.judgements.is_empty() {
            return Vec::new();
        }
        let has_meanings = scale.grades.iter().any(|grade| grade.meaning.is_some());
        if !meanings || !has_meanings {
            let labels: Vec<&str> = scale.grades.iter().map(|grade| grade.label.as_str()).collect();
            let mut words = Words::new("Grades, best first: ", Look::BOLD);
            words.push(&format!("{}.", labels.join(", ")), Look::PLAIN);
            return vec![Block::Paragraph(Style::Small, words)];
        }
        let rows = scale.grades.iter().map(|grade| Row {
            kind: RowKind::Body,
            cells: vec![
                self.grade(&grade.given(), self.report),
                grade.meaning.as_deref().unwrap_or("–").into(),
            ],
        });
        let columns = vec![
            Column { width: ColumnWidth::Fit, align: Align::Start },
            Column { width: ColumnWidth::Share(1.0), align: Align::Start },
        ];
        let header = vec!["Grade".into(), "What it means, in the report’s own words".into()];
        vec![
            Block::Heading(2, "The scale".into()),
            Block::Table(Table { columns, header, rows: rows.collect(), names_rows: true }),
        ]
    }

    /// The recommendations by timescale, word for word.
    fn recommendations(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, "Recommendations".into())];
        for group in &groups {
            blocks.extend(group.heading().map(|title| Block::Heading(3, title.as_str().into())));
            let items = group.items.iter().map(|index| self.recommendation(*index));
            blocks.push(Block::List(items.collect()));
        }
        blocks
    }

    /// A recommendation with the number that the report prints before it, where there is one; its bullets in lines of
    /// their own.
    fn recommendation(&self, index: usize) -> Item {
        let item = &self.report.recommendations[index];
        let own = match self.report.block(item.place.block).content {
            Content::Paragraph(id) => self.report.paragraph(id).number,
            _ => None,
        };
        let paragraph = item.paragraph.and_then(|id| self.report.paragraph(id).number);
        let paragraph = paragraph.filter(|_| own.is_none());
        let section = item.section.map(|section| self.report.section(section).title.as_str());
        // Where the group is a timescale, the section is news.
        let section = section.filter(|_| item.timescale.is_some() && own.or(paragraph).is_none());
        // Who is addressed is mostly said by the words themselves.
        let who = item.responsible.as_ref().filter(|who| !item.text.plain().starts_with(who.as_str()));
        let notes = [
            who.map(|who| format!("for {who}")),
            paragraph.map(|number| format!("paragraph\u{A0}{number}")),
            section.map(str::to_owned),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let label = own.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
        let mut words = Words::default();
        for (index, line) in item.text.lines().iter().enumerate() {
            if index > 0 {
                words.push_break();
            }
            words.push_text(line);
        }
        if !notes.is_empty() {
            words.push(&format!(" ({})", notes.join(", ")), Look::QUIET);
        }
        Item { label, level: 0, words }
    }

    /// How many recommendations there are of each timescale.
    fn counted(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let items = groups.iter().map(|group: &RecommendationGroup| {
            let title = group.heading().unwrap_or_else(|| "Without a timescale".to_owned());
            let count = match group.items.len() {
                1 => "one recommendation".to_owned(),
                count => format!("{count} recommendations"),
            };
            let words = format!("{title}: {count}");
            Item { label: "•".to_owned(), level: 0, words: words.as_str().into() }
        });
        let items = items.collect();
        vec![
            Block::Heading(2, "Recommendations".into()),
            Block::List(items),
            Block::Paragraph(
                Style::Small,
                "This page has no room for their words; the report has them.".into(),
            ),
        ]
    }
}
