//! The printout of a comparison: judgements with their changes, recommendations, then the changes of the text.

use super::{PrintOptions, document, grade_mark};
use crate::{
    analysis::{
        Comparison,
        compare::{RecommendationChange, TextChangeKind, WordRange, have_same_subject, word_changes},
    },
    output::{
        changes::{change_heading, change_label, changed_units, judgement_group},
        print::{
            Align, Block, Cell, Column, ColumnWidth, Decoration, PrintDocument, Row, RowKind, Style,
            StyledText, Table, TextStyle,
        },
        strings,
    },
    report::{Date, Judgement, Report},
};

/// Returns the printout of a comparison.
pub(super) fn comparison_document(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
    options: &PrintOptions,
    made_on: Date,
) -> PrintDocument {
    let title = format!("{} and {}", left.name(), right.name());
    let mut blocks = vec![
        Block::Heading(1, title.as_str().into()),
        Block::Paragraph(Style::Lead, strings::COMPARISON_SUBTITLE.into()),
    ];
    if !have_same_subject(left, right) {
        blocks.push(Block::Paragraph(Style::Body, strings::DIFFERENT_ORGANISATIONS.into()));
    }
    let reports = ComparedReports { left, right, comparison };
    blocks.extend(reports.judgements());
    blocks.extend(reports.recommendations());
    if options.text {
        blocks.extend(reports.text());
    }
    document(title, &[left, right], made_on, blocks)
}

/// Removed and added words differ without colour, for black-and-white printers.
const REMOVED: TextStyle =
    TextStyle { decoration: Some(Decoration::Strikethrough), secondary: true, ..TextStyle::PLAIN };
const ADDED: TextStyle =
    TextStyle { decoration: Some(Decoration::Underline), bold: true, ..TextStyle::PLAIN };

struct ComparedReports<'a> {
    left: &'a Report,
    right: &'a Report,
    comparison: &'a Comparison,
}

impl ComparedReports<'_> {
    /// Returns the column headings for the two reports: their years if both are about the same organisation, or else
    /// their names.
    fn column_headings(&self) -> [StyledText; 2] {
        let reports = [self.left, self.right];
        let years = reports.map(|report| report.cover.day().map(|day| day.year().to_string()));
        match years {
            [Some(left), Some(right)] if left != right && have_same_subject(self.left, self.right) => {
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
        let [left, right] = self.column_headings();
        let grade = |report: &Report, judgement: Option<&Judgement>| match judgement {
            Some(judgement) => Cell {
                mark: Some(grade_mark(&judgement.grade, report)),
                words: judgement.grade.label.as_str().into(),
            },
            None => "–".into(),
        };
        let mut group = None;
        let rows = self.comparison.judgements.iter().flat_map(|pair| {
            let pair_group = judgement_group(self.left, self.right, pair);
            let new_group = pair_group.filter(|_| pair_group != group);
            group = pair_group;
            let group_row = new_group.map(|name| Row { kind: RowKind::Group, cells: vec![name.into()] });
            let mut title = StyledText::from(pair.title.as_str());
            if let Some(reason) = &pair.reason {
                title.push(&format!(" – {reason}"), TextStyle::SECONDARY);
            }
            let cells = vec![
                title.into(),
                grade(self.left, pair.left.map(|index| &self.left.judgements[index])),
                grade(self.right, pair.right.map(|index| &self.right.judgements[index])),
                StyledText::new(&change_label(pair.change.symbol_and_label()), TextStyle::BOLD).into(),
            ];
            group_row.into_iter().chain([Row { kind: RowKind::Body, cells }])
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
        for kind in
            [RecommendationChange::CarriedOver, RecommendationChange::New, RecommendationChange::NotRepeated]
        {
            let pairs = self.comparison.recommendations.iter().filter(|pair| pair.change == kind);
            let pair_rows = pairs.map(|pair| {
                let before = pair.left.map(|index| self.left.recommendations[index].text.plain());
                let after = pair.right.map(|index| self.right.recommendations[index].text.plain());
                side_by_side([before, after], true)
            });
            rows.extend(with_group_row(&change_label(kind.symbol_and_label()), pair_rows.collect()));
        }
        self.table("Recommendations", rows)
    }

    fn text(&self) -> Vec<Block> {
        let (left, right, comparison) = (self.left, self.right, self.comparison);
        if comparison.changes.is_empty() {
            let words = Block::Paragraph(Style::Body, strings::SAME_TEXT.into());
            return vec![Block::Heading(2, "Text".into()), words];
        }
        let rows = comparison.changes.iter().flat_map(|change| {
            let words = changed_units(comparison, change).map(|unit| unit.map(|unit| unit.words.as_str()));
            // If all words differ, marking them would say nothing.
            let row = side_by_side(words, change.kind != TextChangeKind::Replaced);
            with_group_row(&change_heading(left, right, comparison, change), vec![row])
        });
        self.table("Text", rows.collect())
    }

    /// Returns a table with a column for each report, below a heading; nothing without rows.
    fn table(&self, title: &str, rows: Vec<Row>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let table = Table {
            columns: vec![column; 2],
            header: self.column_headings().into(),
            rows,
            names_rows: false,
        };
        vec![Block::Heading(2, title.into()), Block::Table(table)]
    }
}

/// Returns the rows, with a group heading above them unless there are none.
fn with_group_row(name: &str, rows: Vec<Row>) -> Vec<Row> {
    let heading = Row { kind: RowKind::Group, cells: vec![name.into()] };
    if rows.is_empty() { rows } else { std::iter::once(heading).chain(rows).collect() }
}

/// Returns a row with two texts side by side. With `marks_words`, words that differ are marked.
fn side_by_side([before, after]: [Option<&str>; 2], marks_words: bool) -> Row {
    let both = before.zip(after).filter(|_| marks_words);
    let (removed, added) = both.map(|(before, after)| word_changes(before, after)).unwrap_or_default();
    let cells = vec![
        before.map(|text| with_style(text, &removed, REMOVED)).unwrap_or_default().into(),
        after.map(|text| with_style(text, &added, ADDED)).unwrap_or_default().into(),
    ];
    Row { kind: RowKind::Body, cells }
}

/// Returns a text with these byte ranges in another style.
fn with_style(text: &str, ranges: &[WordRange], style: TextStyle) -> StyledText {
    let mut words = StyledText::default();
    let mut at = 0;
    for range in ranges {
        words.push(&text[at..range.start], TextStyle::PLAIN);
        words.push(&text[range.clone()], style);
        at = range.end;
    }
    words.push(&text[at..], TextStyle::PLAIN);
    words
}
