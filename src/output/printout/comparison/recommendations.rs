//! The recommendations of a comparison sheet: repeated and similar ones, and those that the later report still
//! mentions.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use super::{ComparisonSheet, add_group_heading, texts::change_row};
use crate::{
    analysis::compare::{RecommendationChange, RecommendationPair, ReportNames, StillMentioned},
    output::{
        print::{Block, Cell, ParagraphStyle, Row, RowKind, StyledText, TextStyle},
        printout::first_words,
        strings,
    },
    report::{Place, Report, Text},
};

/// The group of a recommendation that the earlier report may have made too, in the order of printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReturningGroup {
    /// It has the same wording.
    Repeated,
    /// The user confirmed that it asks for the same thing.
    Confirmed,
    /// It is similar, and nobody has decided yet whether it asks for the same thing.
    Similar,
}

impl ReturningGroup {
    const ALL: [Self; 3] = [Self::Repeated, Self::Confirmed, Self::Similar];

    /// Returns the group of a pair; `None` if only one report makes the recommendation.
    fn of_pair(pair: &RecommendationPair) -> Option<Self> {
        match pair.change {
            RecommendationChange::Repeated => Some(Self::Repeated),
            RecommendationChange::Similar if pair.is_confirmed => Some(Self::Confirmed),
            RecommendationChange::Similar => Some(Self::Similar),
            RecommendationChange::NotRepeated | RecommendationChange::New => None,
        }
    }

    /// Returns the label of the group: "≈ Similar to 2022, not confirmed".
    fn label(self, names: &ReportNames) -> String {
        let change = match self {
            Self::Repeated => RecommendationChange::Repeated,
            Self::Confirmed | Self::Similar => RecommendationChange::Similar,
        };
        let label = change.group_label(names);
        match self {
            Self::Repeated => format!("{} {label}", change.symbol()),
            Self::Confirmed => {
                let same = RecommendationChange::Repeated.symbol();
                format!("{same} {}", strings::confirmed_same_as(names.in_words(0)))
            }
            Self::Similar => format!("{} {}", change.symbol(), strings::not_confirmed(&label)),
        }
    }
}

/// A row of the table of repeated and similar recommendations.
pub(super) struct ReturningRow {
    group: ReturningGroup,
    row: Row,
}

impl ComparisonSheet<'_> {
    /// Returns the repeated and similar recommendations, the points in which the right report still mentions earlier ones,
    /// and the number of all others. There are at most `max_rows` rows.
    pub(super) fn recommendation_blocks(&self, max_rows: Option<usize>) -> Vec<Block> {
        if self.left.recommendations.is_empty() && self.right.recommendations.is_empty() {
            return Vec::new();
        }
        let (mut returning, mut mentions) = (self.returning_rows(), self.mention_rows());
        let row_count = returning.len() + mentions.len();
        let max_rows = max_rows.unwrap_or(row_count);
        // Both kinds are shortened, because the mentions are another kind of news and not only more of the same.
        let max_returning = max_rows.saturating_sub(mentions.len()).max(max_rows.div_ceil(2));
        returning.truncate(max_returning);
        mentions.truncate(max_rows - returning.len().min(max_rows));
        let left_out = row_count - returning.len() - mentions.len();

        let mut blocks = vec![Block::Heading(2, strings::REPEATED_OR_SIMILAR.into())];
        let has_returning = !returning.is_empty();
        let mut rows = Vec::new();
        let mut returning = returning.into_iter().peekable();
        for group in ReturningGroup::ALL {
            let mut of_group = Vec::new();
            while let Some(found) = returning.next_if(|found| found.group == group) {
                of_group.push(found.row);
            }
            rows.extend(add_group_heading(&group.label(self.names()), of_group));
        }
        blocks.extend(self.two_column_table(rows));
        blocks.push(self.counts(has_returning));
        if !mentions.is_empty() {
            let heading = strings::still_mentioned_in(self.names().in_words(1));
            blocks.push(Block::Heading(2, heading.as_str().into()));
            blocks.extend(self.two_column_table(mentions));
        }
        if left_out > 0 {
            let words = strings::more_not_shown(left_out);
            blocks.push(Block::Paragraph(ParagraphStyle::Small, words.as_str().into()));
        }
        blocks
    }

    /// Returns a sentence about the recommendations that are neither repeated nor similar.
    fn counts(&self, has_returning: bool) -> Block {
        let count = |change: RecommendationChange| {
            self.comparison.recommendations.iter().filter(|pair| pair.change == change).count()
        };
        let (dropped, new) = (count(RecommendationChange::NotRepeated), count(RecommendationChange::New));
        let reports = [self.names().in_words(0), self.names().in_words(1)];
        let words = strings::recommendations_without_partner(has_returning, dropped, new, reports);
        Block::Paragraph(ParagraphStyle::Body, words.as_str().into())
    }

    /// Returns a row for each repeated or similar recommendation of the right report, group by group. An earlier
    /// recommendation is printed in full once and after that only with its first words.
    pub(super) fn returning_rows(&self) -> Vec<ReturningRow> {
        let mut printed = HashSet::new();
        let mut rows = Vec::new();
        for group in ReturningGroup::ALL {
            let is_in_group = |pair: &&RecommendationPair| ReturningGroup::of_pair(pair) == Some(group);
            let pairs: Vec<&RecommendationPair> =
                self.comparison.recommendations.iter().filter(is_in_group).collect();
            for similar in pairs.chunk_by(|one, next| one.right == next.right) {
                rows.extend(self.returning_row(similar, group, &mut printed));
            }
        }
        rows
    }

    /// Returns the row of a recommendation of the right report and the earlier ones that it is similar to.
    fn returning_row(
        &self,
        pairs: &[&RecommendationPair],
        group: ReturningGroup,
        printed: &mut HashSet<usize>,
    ) -> Option<ReturningRow> {
        let after = &self.right.recommendations[pairs.first()?.right?].text;
        let lefts: Vec<usize> = pairs.iter().filter_map(|pair| pair.left).collect();
        // Similar recommendations have few words in common, so marking all others would not help.
        if let (ReturningGroup::Repeated, [left]) = (group, lefts.as_slice()) {
            printed.insert(*left);
            let before = self.left.recommendations[*left].text.plain();
            return Some(ReturningRow { group, row: change_row([Some(before), Some(after.plain())], true) });
        }
        let mut before = StyledText::default();
        for (position, left) in lefts.iter().enumerate() {
            if position > 0 {
                before.push_line_break();
            }
            let recommendation = &self.left.recommendations[*left];
            let label = format!("{}. ", left + 1);
            before.push(&label, TextStyle::SECONDARY);
            if printed.insert(*left) {
                push_lines(&mut before, &recommendation.text);
            } else {
                let beginning = first_words(recommendation.text_before_points());
                before.push(&strings::printed_above(&beginning), TextStyle::SECONDARY);
            }
        }
        let mut after_lines = StyledText::default();
        push_lines(&mut after_lines, after);
        let cells = vec![before.into(), after_lines.into()];
        Some(ReturningRow { group, row: Row { kind: RowKind::Body, cells } })
    }

    /// Returns a row for each point of the right report that still mentions earlier recommendations: the beginnings of
    /// these, and the point with its paragraph.
    pub(super) fn mention_rows(&self) -> Vec<Row> {
        let mut rows: Vec<(&StillMentioned, StyledText)> = Vec::new();
        let mut row_of: HashMap<(Place, &String), usize> = HashMap::new();
        for mention in &self.comparison.still_mentioned {
            let recommendation = &self.left.recommendations[mention.recommendation];
            let beginning = first_words(recommendation.text_before_points());
            let words = format!("{}. {beginning}", mention.recommendation + 1);
            match row_of.entry((mention.place, &mention.sentence)) {
                Entry::Occupied(row) => {
                    let before = &mut rows[*row.get()].1;
                    before.push_line_break();
                    before.push(&words, TextStyle::PLAIN);
                }
                Entry::Vacant(row) => {
                    row.insert(rows.len());
                    rows.push((mention, words.as_str().into()));
                }
            }
        }
        let to_row = |(mention, before): (&StillMentioned, StyledText)| {
            let cells = vec![before.into(), mention_cell(mention, self.right)];
            Row { kind: RowKind::Body, cells }
        };
        rows.into_iter().map(to_row).collect()
    }

    /// Returns the recommendations that only one report makes.
    pub(super) fn other_recommendation_blocks(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for kind in [RecommendationChange::New, RecommendationChange::NotRepeated] {
            let pairs = self.comparison.recommendations.iter().filter(|pair| pair.change == kind);
            let of_kind = pairs.map(|pair| {
                let before = pair.left.map(|index| self.left.recommendations[index].text.plain());
                let after = pair.right.map(|index| self.right.recommendations[index].text.plain());
                change_row([before, after], false)
            });
            let label = format!("{} {}", kind.symbol(), kind.group_label(self.names()));
            rows.extend(add_group_heading(&label, of_kind.collect()));
        }
        let table = self.two_column_table(rows);
        let heading = table.is_some().then(|| Block::Heading(2, strings::OTHER_RECOMMENDATIONS.into()));
        heading.into_iter().chain(table).collect()
    }
}

/// Returns a cell with a point of the later report and its paragraph.
fn mention_cell(mention: &StillMentioned, later: &Report) -> Cell {
    let mut words = StyledText::from(mention.sentence.as_str());
    if let Some(number) = later.paragraph(mention.paragraph).number {
        words.push(
            &format!(" ({})", strings::paragraph_list(&[number.to_string()], false)),
            TextStyle::SECONDARY,
        );
    }
    words.into()
}

/// Appends a recommendation with its sub-points on lines of their own.
fn push_lines(words: &mut StyledText, text: &Text) {
    for (index, line) in text.lines().iter().enumerate() {
        if index > 0 {
            words.push_line_break();
        }
        words.push_text(line);
    }
}
