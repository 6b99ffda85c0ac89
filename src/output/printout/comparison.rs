//! The printout of a comparison: judgements with their changes, recommendations, then the changes in the text.

use super::{PrintOptions, document_with_footer, grade_mark};
use crate::{
    analysis::{
        Comparison,
        compare::{
            RecommendationChange, TextChangeKind, TextMode, WordRange, have_same_subject, word_changes,
        },
    },
    output::{
        changes::{change_heading, changed_units, judgement_change, judgement_group, section_counts},
        print::{
            Align, Block, Cell, Column, ColumnWidth, Decoration, ParagraphStyle, PrintDocument, Row, RowKind,
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
        Block::Paragraph(ParagraphStyle::Lead, strings::COMPARISON_SUBTITLE.into()),
    ];
    if !have_same_subject(left, right) {
        blocks.push(Block::Paragraph(ParagraphStyle::Body, strings::DIFFERENT_ORGANISATIONS.into()));
    }
    if let Some((first, rest)) = comparison.verdict.sentences().split_first() {
        let mut verdict = StyledText::new(first, TextStyle::BOLD);
        verdict.push(&format!(" {}", rest.join(" ")), TextStyle::PLAIN);
        blocks.push(Block::Paragraph(ParagraphStyle::Body, verdict));
    }
    let reports = ComparedReports { left, right, comparison };
    blocks.extend(reports.judgement_blocks());
    blocks.extend(reports.recommendation_blocks());
    if options.has_changed_text {
        blocks.extend(reports.text_change_blocks());
    }
    document_with_footer(title, &[left, right], made_on, blocks)
}

// Removed and added words can be told apart without colour, for black-and-white printers.

/// The style of removed words.
const REMOVED_STYLE: TextStyle =
    TextStyle { decoration: Some(Decoration::Strikethrough), is_secondary: true, ..TextStyle::PLAIN };
/// The style of added words.
const ADDED_STYLE: TextStyle =
    TextStyle { decoration: Some(Decoration::Underline), is_bold: true, ..TextStyle::PLAIN };

/// Two reports with their comparison.
struct ComparedReports<'a> {
    left: &'a Report,
    right: &'a Report,
    comparison: &'a Comparison,
}

impl ComparedReports<'_> {
    /// Returns the column headings of the two reports: the years if both reports are about the same organisation and
    /// their years differ, or else the names.
    fn column_headings(&self) -> [StyledText; 2] {
        let reports = [self.left, self.right];
        let years = reports.map(|report| report.cover.sort_date().map(|day| day.year().to_string()));
        match years {
            [Some(left), Some(right)] if left != right && have_same_subject(self.left, self.right) => {
                [left.as_str().into(), right.as_str().into()]
            }
            _ => reports.map(|report| report.name().as_str().into()),
        }
    }

    /// Returns the table of judgements with their changes.
    fn judgement_blocks(&self) -> Vec<Block> {
        if self.comparison.judgements.is_empty() {
            return Vec::new();
        }
        let fitted = Column { width: ColumnWidth::Fit, align: Align::Start };
        let shared = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let [left, right] = self.column_headings();
        let grade_cell = |report: &Report, judgement: Option<&Judgement>| match judgement {
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
                grade_cell(self.left, pair.left.map(|index| &self.left.judgements[index])),
                grade_cell(self.right, pair.right.map(|index| &self.right.judgements[index])),
                StyledText::new(&judgement_change(pair, &self.comparison.verdict.names), TextStyle::BOLD)
                    .into(),
            ];
            group_row.into_iter().chain([Row { kind: RowKind::Body, cells }])
        });
        let table = Table {
            columns: vec![shared, fitted, fitted, fitted],
            header: vec!["Judgement".into(), left, right, "Change".into()],
            rows: rows.collect(),
            has_row_headings: true,
        };
        vec![Block::Heading(2, "Judgements".into()), Block::Table(table)]
    }

    /// Returns the table of recommendations, grouped by kind of change.
    fn recommendation_blocks(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for kind in [
            RecommendationChange::Repeated,
            RecommendationChange::Similar,
            RecommendationChange::New,
            RecommendationChange::NotRepeated,
        ] {
            let pairs = self.comparison.recommendations.iter().filter(|pair| pair.change == kind);
            let pair_rows = pairs.map(|pair| {
                let before = pair.left.map(|index| self.left.recommendations[index].text.plain());
                let after = pair.right.map(|index| self.right.recommendations[index].text.plain());
                // Similar recommendations have few words in common, so marking all others would not help.
                change_row([before, after], kind == RecommendationChange::Repeated)
            });
            let label = format!("{} {}", kind.symbol(), kind.group_label(&self.comparison.verdict.names));
            rows.extend(add_group_heading(&label, pair_rows.collect()));
        }
        for mention in &self.comparison.still_mentioned {
            let before = self.left.recommendations[mention.recommendation].text.plain();
            let row = change_row([Some(before), Some(&mention.sentence)], false);
            let label = strings::sentence_case(&mention.label(self.right));
            rows.extend(add_group_heading(&label, vec![row]));
        }
        self.two_column_table("Recommendations", rows)
    }

    /// Returns the table of changes in the text.
    fn text_change_blocks(&self) -> Vec<Block> {
        let comparison = self.comparison;
        if comparison.mode == TextMode::Inspections {
            return self.inspection_text_blocks();
        }
        if comparison.changes.is_empty() {
            let words = Block::Paragraph(ParagraphStyle::Body, strings::SAME_TEXT.into());
            return vec![Block::Heading(2, "Text".into()), words];
        }
        self.two_column_table("Text", self.text_change_rows())
    }

    /// Returns the rows of all changes in the text.
    fn text_change_rows(&self) -> Vec<Row> {
        let (left, right, comparison) = (self.left, self.right, self.comparison);
        let rows = comparison.changes.iter().flat_map(|change| {
            let words = changed_units(comparison, change).map(|unit| unit.map(|unit| unit.words.as_str()));
            // In a rewritten text nearly all words differ, so underlining them would not help.
            let row = change_row(words, change.kind != TextChangeKind::Replaced);
            add_group_heading(&change_heading(left, right, comparison, change), vec![row])
        });
        rows.collect()
    }

    /// Returns the numbers of paragraphs in each section of two inspections, and the changed paragraphs.
    fn inspection_text_blocks(&self) -> Vec<Block> {
        let note = Block::Paragraph(ParagraphStyle::Body, strings::DIFFERENT_INSPECTIONS.into());
        let fitted = Column { width: ColumnWidth::Fit, align: Align::Start };
        let shared = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let header = strings::section_count_columns(&self.comparison.verdict.names);
        let rows =
            section_counts(self.left, self.right, self.comparison).into_iter().map(|(title, counts)| {
                let counts = counts.map(|count| Cell::from(StyledText::from(count.to_string().as_str())));
                let cells = std::iter::once(StyledText::from(title.as_str()).into()).chain(counts);
                Row { kind: RowKind::Body, cells: cells.collect() }
            });
        let table = Table {
            columns: vec![shared, fitted, fitted, fitted],
            header: header.iter().map(|title| title.as_str().into()).collect(),
            rows: rows.collect(),
            has_row_headings: true,
        };
        let mut blocks = vec![Block::Heading(2, "Text".into()), note];
        if !table.rows.is_empty() {
            blocks.push(Block::Table(table));
        }
        blocks.extend(self.two_column_table("Changed paragraphs", self.text_change_rows()));
        blocks
    }

    /// Returns a heading and a table with a column for each report; nothing if there are no rows.
    fn two_column_table(&self, title: &str, rows: Vec<Row>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let table = Table {
            columns: vec![column; 2],
            header: self.column_headings().into(),
            rows,
            has_row_headings: false,
        };
        vec![Block::Heading(2, title.into()), Block::Table(table)]
    }
}

/// Returns rows with a group heading above them; nothing if there are no rows.
fn add_group_heading(name: &str, rows: Vec<Row>) -> Vec<Row> {
    let heading = Row { kind: RowKind::Group, cells: vec![name.into()] };
    if rows.is_empty() { rows } else { std::iter::once(heading).chain(rows).collect() }
}

/// Returns a row with the text before and after a change. With `shows_word_changes`, removed and added words are in
/// their own styles.
fn change_row([before, after]: [Option<&str>; 2], shows_word_changes: bool) -> Row {
    let both = before.zip(after).filter(|_| shows_word_changes);
    let (removed, added) = both.map(|(before, after)| word_changes(before, after)).unwrap_or_default();
    let cells = vec![
        before.map(|text| style_ranges(text, &removed, REMOVED_STYLE)).unwrap_or_default().into(),
        after.map(|text| style_ranges(text, &added, ADDED_STYLE)).unwrap_or_default().into(),
    ];
    Row { kind: RowKind::Body, cells }
}

/// Returns text with these byte ranges in a style and the rest plain.
fn style_ranges(text: &str, ranges: &[WordRange], style: TextStyle) -> StyledText {
    let mut words = StyledText::default();
    let mut end_of_last = 0;
    for range in ranges {
        words.push(&text[end_of_last..range.start], TextStyle::PLAIN);
        words.push(&text[range.clone()], style);
        end_of_last = range.end;
    }
    words.push(&text[end_of_last..], TextStyle::PLAIN);
    words
}
