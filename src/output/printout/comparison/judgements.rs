//! The judgements of a comparison sheet.

use std::collections::HashMap;

use super::ComparisonSheet;
use crate::{
    analysis::compare::{GradeChange, JudgementPair},
    output::{
        changes::judgement_change,
        print::{
            Align, Block, Cell, Column, ColumnWidth, ParagraphStyle, Row, RowKind, StyledText, Table,
            TextStyle,
        },
        printout::grade_mark,
        strings,
    },
    report::{Judgement, Report},
};

impl ComparisonSheet<'_> {
    /// Returns the table of judgements with their changes, and the judgements that only the left report has.
    pub(super) fn judgement_blocks(&self) -> Vec<Block> {
        /// The maximum number of judgements of only the left report that have a row each. Reports under another
        /// framework can have 20 more.
        const MAX_ROWS_ONLY_LEFT: usize = 3;
        let pairs = &self.comparison.judgements;
        let only_left: Vec<usize> =
            pairs.iter().filter(|pair| pair.right.is_none()).filter_map(|pair| pair.left).collect();
        let has_rows_for_all = only_left.len() <= MAX_ROWS_ONLY_LEFT;
        let shown: Vec<&JudgementPair> =
            pairs.iter().filter(|pair| pair.right.is_some() || has_rows_for_all).collect();
        let mut blocks = self.judgement_table(&shown);
        if !has_rows_for_all {
            blocks.extend(self.judgements_only_left(&only_left));
        }
        let are_corrected = self.groups.iter().any(|groups| groups.are_corrected);
        if are_corrected && !blocks.is_empty() {
            blocks.push(Block::Paragraph(ParagraphStyle::Small, strings::CORRECTED_GROUPS.into()));
        }
        blocks
    }

    /// Returns the table of judgements whose grades changed.
    pub(super) fn changed_judgement_blocks(&self) -> Vec<Block> {
        let pairs = &self.comparison.judgements;
        let changed: Vec<&JudgementPair> =
            pairs.iter().filter(|pair| pair.change != GradeChange::Same).collect();
        self.judgement_table(&changed)
    }

    /// Returns the heading and the table of these judgements with their changes; nothing if there are none.
    fn judgement_table(&self, pairs: &[&JudgementPair]) -> Vec<Block> {
        if pairs.is_empty() {
            return Vec::new();
        }
        let fitted = Column { width: ColumnWidth::Fit, align: Align::Start };
        let shared = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let [left, right] = self.column_headings();
        let mut group = None;
        let rows = pairs.iter().flat_map(|pair| {
            let pair_group = self.judgement_group(pair);
            let new_group = pair_group.filter(|_| pair_group != group);
            group = pair_group;
            let group_row = new_group.map(|name| Row { kind: RowKind::Group, cells: vec![name.into()] });
            group_row.into_iter().chain([self.judgement_row(pair)])
        });
        let table = Table {
            columns: vec![shared, fitted, fitted, fitted],
            header: vec!["Judgement".into(), left, right, "Change".into()],
            rows: rows.collect(),
            has_row_headings: true,
        };
        vec![Block::Heading(2, strings::JUDGEMENTS.into()), Block::Table(table)]
    }

    /// Returns the row of a judgement: title, both grades and the change.
    fn judgement_row(&self, pair: &JudgementPair) -> Row {
        let grade_cell = |report: &Report, judgement: Option<&Judgement>| match judgement {
            Some(judgement) => Cell {
                mark: Some(grade_mark(&judgement.grade, report)),
                words: judgement.grade.label.as_str().into(),
            },
            None => "–".into(),
        };
        let mut title = StyledText::from(pair.title.as_str());
        if let Some(reason) = &pair.reason {
            title.push(&format!(" – {reason}"), TextStyle::SECONDARY);
        }
        let change = keep_ends_whole(&judgement_change(pair, self.names()));
        let cells = vec![
            title.into(),
            grade_cell(self.left, pair.left.map(|index| &self.left.judgements[index])),
            grade_cell(self.right, pair.right.map(|index| &self.right.judgements[index])),
            StyledText::new(&change, TextStyle::BOLD).into(),
        ];
        Row { kind: RowKind::Body, cells }
    }

    /// Returns the group of a judgement in the right report, or else in the left report; `None` if it has no group.
    fn judgement_group(&self, pair: &JudgementPair) -> Option<&str> {
        match (pair.right, pair.left) {
            (Some(index), _) => self.groups[1].titles[index],
            (None, Some(index)) => self.groups[0].titles[index],
            (None, None) => None,
        }
    }

    /// Returns the judgements that only the left report has as a table: a row for each group, with its judgements by
    /// grade.
    fn judgements_only_left(&self, indices: &[usize]) -> Vec<Block> {
        let mut row_of: HashMap<Option<&str>, usize> = HashMap::new();
        let mut groups: Vec<(Option<&str>, Vec<&Judgement>)> = Vec::new();
        for index in indices {
            let group = self.groups[0].titles[*index];
            let row = *row_of.entry(group).or_insert_with(|| {
                groups.push((group, Vec::new()));
                groups.len() - 1
            });
            groups[row].1.push(&self.left.judgements[*index]);
        }
        let has_groups = groups.iter().any(|(group, _)| group.is_some());
        let rows = groups.into_iter().map(|(group, judgements)| {
            let group = has_groups.then(|| Cell::from(StyledText::from(group.unwrap_or_default())));
            let cells = group.into_iter().chain([judgements_by_grade(judgements).into()]).collect();
            Row { kind: RowKind::Body, cells }
        });
        let share = |share: f32| Column { width: ColumnWidth::Share(share), align: Align::Start };
        let columns = if has_groups { vec![share(1.0), share(2.0)] } else { vec![share(1.0)] };
        let table = Table { columns, header: Vec::new(), rows: rows.collect(), has_row_headings: has_groups };
        let heading = strings::only_in_report(self.names().in_words(0));
        vec![Block::Heading(3, heading.as_str().into()), Block::Table(table)]
    }
}

/// Returns judgements in one text, the best grades first: "Outstanding: Partnership working. Good: Being healthy;
/// Staying safe."
fn judgements_by_grade(mut judgements: Vec<&Judgement>) -> StyledText {
    judgements.sort_by_key(|judgement| (judgement.grade.step.is_none(), judgement.grade.step));
    let mut words = StyledText::default();
    for same_grade in judgements.chunk_by(|one, next| one.grade.label == next.grade.label) {
        let titles: Vec<&str> = same_grade.iter().map(|judgement| judgement.title.as_str()).collect();
        let space = if words.plain().is_empty() { "" } else { " " };
        words.push(&format!("{space}{}: ", same_grade[0].grade.label), TextStyle::BOLD);
        words.push(&format!("{}.", titles.join("; ")), TextStyle::PLAIN);
    }
    words
}

/// Returns the words of a change with its first two and its last two words each on one line: "↑ Up" and "one grade".
fn keep_ends_whole(change: &str) -> String {
    /// Longer words contain the name of a report.
    const MAX_CHARACTERS: usize = 24;
    let change = change.replacen(' ', "\u{A0}", 1);
    match change.rsplit_once(' ') {
        Some((start, end)) if change.chars().count() <= MAX_CHARACTERS => format!("{start}\u{A0}{end}"),
        _ => change,
    }
}
