//! The sheet of a comparison: judgements with what became of them, recommendations, then the text.

use super::{Choice, mark};
use crate::{
    analysis::{
        Comparison,
        compare::{Fate, Kind, WordRange, are_of_one_body, word_changes},
    },
    output::{
        changes::{group_of, heading, said, texts},
        print::{
            Align, Block, Cell, Column, ColumnWidth, Look, Row, RowKind, Rule, Sheet, Style, Table, Words,
        },
    },
    report::{Date, Judgement, Report},
};

pub(super) fn sheet(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
    choice: &Choice,
    made_on: Date,
) -> Sheet {
    let title = format!("{} and {}", left.name(), right.name());
    let mut blocks = vec![
        Block::Heading(1, title.as_str().into()),
        Block::Paragraph(Style::Lead, "What changed from one report to the other".into()),
    ];
    if !are_of_one_body(left, right) {
        let words = "The reports are of different bodies: up and down say which is graded higher.";
        blocks.push(Block::Paragraph(Style::Body, words.into()));
    }
    let sides = Sides { left, right, comparison };
    blocks.extend(sides.judgements());
    blocks.extend(sides.recommendations());
    if choice.text {
        blocks.extend(sides.text());
    }
    super::sheet(title, &[left, right], made_on, blocks)
}

/// Words that were taken out, and words that were added: told apart without colour.
const GONE: Look = Look { rule: Some(Rule::Through), quiet: true, ..Look::PLAIN };
const COME: Look = Look { rule: Some(Rule::Under), bold: true, ..Look::PLAIN };

struct Sides<'a> {
    left: &'a Report,
    right: &'a Report,
    comparison: &'a Comparison,
}

impl Sides<'_> {
    /// What tells the reports apart: the year where both are of one body, else the whole name.
    fn names(&self) -> [Words; 2] {
        let reports = [self.left, self.right];
        let years = reports.map(|report| report.cover.day().map(|day| day.year().to_string()));
        match years {
            [Some(left), Some(right)] if left != right && are_of_one_body(self.left, self.right) => {
                [left.as_str().into(), right.as_str().into()]
            }
            _ => reports.map(|report| report.name().as_str().into()),
        }
    }

    fn judgements(&self) -> Vec<Block> {
        if self.comparison.judgements.is_empty() {
            return Vec::new();
        }
        let fit = Column { width: ColumnWidth::Fit, align: Align::Start };
        let share = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let [left, right] = self.names();
        let grade = |report: &Report, judgement: Option<&Judgement>| match judgement {
            Some(judgement) => Cell {
                mark: Some(mark(&judgement.grade, report)),
                words: judgement.grade.label.as_str().into(),
            },
            None => "–".into(),
        };
        let mut group = None;
        let rows = self.comparison.judgements.iter().flat_map(|pair| {
            let own = group_of(self.left, self.right, pair);
            let named = own.filter(|_| own != group);
            group = own;
            let named = named.map(|name| Row { kind: RowKind::Group, cells: vec![name.into()] });
            let mut title = Words::from(pair.title.as_str());
            if let Some(reason) = &pair.reason {
                title.push(&format!(" – {reason}"), Look::QUIET);
            }
            let cells = vec![
                title.into(),
                grade(self.left, pair.left.map(|index| &self.left.judgements[index])),
                grade(self.right, pair.right.map(|index| &self.right.judgements[index])),
                Words::new(&said(pair.change.says()), Look::BOLD).into(),
            ];
            named.into_iter().chain([Row { kind: RowKind::Body, cells }])
        });
        let table = Table {
            columns: vec![share, fit, fit, fit],
            header: vec!["Judgement".into(), left, right, "Change".into()],
            rows: rows.collect(),
            names_rows: true,
        };
        vec![Block::Heading(2, "Judgements".into()), Block::Table(table)]
    }

    fn recommendations(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for fate in [Fate::CarriedOver, Fate::New, Fate::Answered] {
            let pairs = self.comparison.recommendations.iter().filter(|pair| pair.fate == fate);
            let told = pairs.map(|pair| {
                let before = pair.left.map(|index| self.left.recommendations[index].text.plain());
                let after = pair.right.map(|index| self.right.recommendations[index].text.plain());
                side_by_side([before, after], true)
            });
            rows.extend(named(&said(fate.says()), told.collect()));
        }
        self.table("Recommendations", rows)
    }

    fn text(&self) -> Vec<Block> {
        let (left, right, comparison) = (self.left, self.right, self.comparison);
        if comparison.changes.is_empty() {
            let words = Block::Paragraph(Style::Body, "The texts are the same.".into());
            return vec![Block::Heading(2, "Text".into()), words];
        }
        let rows = comparison.changes.iter().flat_map(|change| {
            let words = texts(comparison, change).map(|unit| unit.map(|unit| unit.words.as_str()));
            // Of words that are all others, which ones says nothing.
            let row = side_by_side(words, change.kind != Kind::Replaced);
            named(&heading(left, right, comparison, change), vec![row])
        });
        self.table("Text", rows.collect())
    }

    /// Two columns, one a report, under a heading; nothing where there is nothing to tell.
    fn table(&self, title: &str, rows: Vec<Row>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let table = Table { columns: vec![column; 2], header: self.names().into(), rows, names_rows: false };
        vec![Block::Heading(2, title.into()), Block::Table(table)]
    }
}

/// Rows under a name; nothing where there are none.
fn named(name: &str, rows: Vec<Row>) -> Vec<Row> {
    let name = Row { kind: RowKind::Group, cells: vec![name.into()] };
    if rows.is_empty() { rows } else { std::iter::once(name).chain(rows).collect() }
}

/// Two texts, with the words that differ where they are told.
fn side_by_side([before, after]: [Option<&str>; 2], tells_words: bool) -> Row {
    let both = before.zip(after).filter(|_| tells_words);
    let (gone, come) = both.map(|(before, after)| word_changes(before, after)).unwrap_or_default();
    let cells = vec![
        before.map(|text| marked(text, &gone, GONE)).unwrap_or_default().into(),
        after.map(|text| marked(text, &come, COME)).unwrap_or_default().into(),
    ];
    Row { kind: RowKind::Body, cells }
}

/// A text with stretches of another look.
fn marked(text: &str, ranges: &[WordRange], look: Look) -> Words {
    let mut words = Words::default();
    let mut at = 0;
    for range in ranges {
        words.push(&text[at..range.start], Look::PLAIN);
        words.push(&text[range.clone()], look);
        at = range.end;
    }
    words.push(&text[at..], Look::PLAIN);
    words
}
