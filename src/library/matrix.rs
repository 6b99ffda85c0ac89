//! The matrix of a folder: a row for each report or council, and a column for each judgement.
//!
//! Pure functions over a [`Collection`]; the window, exports and tests use the same rows.

mod order;

use std::collections::{BTreeSet, HashMap};

use super::{Collection, Entry, JudgementFacts, ReportFacts};
use crate::{
    analysis::JudgementColumn,
    report::{FrameworkId, Grade},
};

/// The choices of a user for a matrix.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MatrixOptions {
    /// The kind of row: a report, or a council.
    pub rows: MatrixRows,
    /// The rows that are shown.
    pub filter: MatrixFilter,
    /// The order of the rows.
    pub sort: MatrixSort,
    /// The groups that the rows are in.
    pub group: MatrixGroup,
    /// The columns that the user shows or hides, instead of [`default_columns`].
    pub chosen_columns: Option<BTreeSet<JudgementColumn>>,
}

/// A kind of row of the matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatrixRows {
    /// A report.
    #[default]
    Reports,
    /// A council, with its latest report that gives grades, or else its latest report of any kind.
    LatestOfCouncil,
}

/// The rows that are shown. A row must fit every choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatrixFilter {
    /// Words that the name, the file and the title must contain together, in upper or lower case.
    pub words: String,
    /// The framework.
    pub framework: Option<FrameworkId>,
    /// The region.
    pub region: Option<String>,
    /// The year of the inspection.
    pub year: Option<i16>,
    /// The grade, as its label.
    pub grade: Option<String>,
    /// The judgement that must have the grade; `None` for any judgement.
    pub graded_column: Option<JudgementColumn>,
    /// True to show only reports with priority actions.
    pub has_priority_actions: bool,
    /// True to show only reports with overdue recommendations.
    pub has_overdue: bool,
    /// True to show only files that can't be read.
    pub is_unreadable: bool,
}

/// The order of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixSort {
    /// The column to sort by.
    pub column: SortColumn,
    /// True for the reverse order.
    pub is_descending: bool,
}

/// A column that the rows can be sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SortColumn {
    /// The name of the report, then its date.
    Name,
    /// The date of the inspection.
    Date,
    /// The kind of inspection.
    Kind,
    /// The region.
    Region,
    /// The grade of a judgement, the best first.
    Judgement(JudgementColumn),
    /// The number of recommendations.
    Recommendations,
    /// The number of overdue recommendations.
    Overdue,
}

/// The groups that the rows are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatrixGroup {
    /// No groups.
    #[default]
    None,
    /// A group for each council.
    Council,
    /// A group for each region.
    Region,
    /// A group for each year, the latest first.
    Year,
}

impl Default for MatrixSort {
    fn default() -> Self {
        Self { column: SortColumn::Name, is_descending: false }
    }
}

/// The rows and columns of a matrix.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// The columns of judgements that are shown.
    pub columns: Vec<JudgementColumn>,
    /// All columns of judgements that the reports have, those of known subjects first, then the most frequent first.
    pub all_columns: Vec<JudgementColumn>,
    /// The rows, with the titles of groups among them.
    pub rows: Vec<MatrixRow>,
    /// The number of rows without titles of groups.
    pub shown_count: usize,
    /// The number of rows that there would be without a filter.
    pub total_count: usize,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixRow {
    /// The title of a group, and the number of rows in it.
    Group {
        /// The title; empty for rows without a council, region or year.
        title: String,
        /// The number of rows.
        count: usize,
    },
    /// The index of an entry in [`Collection::entries`].
    Entry(usize),
}

impl Matrix {
    /// Returns the matrix of a collection. `overdue_counts` has the number of overdue recommendations of each report
    /// that has any, by its SHA-256.
    #[must_use]
    pub fn new(
        collection: &Collection,
        options: &MatrixOptions,
        overdue_counts: &HashMap<String, usize>,
    ) -> Self {
        let all_columns = all_columns(collection);
        let columns = match &options.chosen_columns {
            Some(chosen) => all_columns.iter().filter(|column| chosen.contains(column)).cloned().collect(),
            None => default_columns(&all_columns),
        };
        let entries = collection.entries();
        let (mut shown, total_count) = options.shown_entries(entries, overdue_counts);
        order::sort(&mut shown, entries, &options.sort, overdue_counts);
        let shown_count = shown.len();
        let rows = order::group(shown, entries, options.group);
        Self { columns, all_columns, rows, shown_count, total_count }
    }
}

impl MatrixOptions {
    /// Returns the facts of the reports that fit the choices, in the order of the files.
    #[must_use]
    pub fn shown_reports<'a>(
        &self,
        collection: &'a Collection,
        overdue_counts: &HashMap<String, usize>,
    ) -> Vec<&'a ReportFacts> {
        let entries = collection.entries();
        let (shown, _) = self.shown_entries(entries, overdue_counts);
        shown.into_iter().filter_map(|index| entries[index].facts().map(|facts| &**facts)).collect()
    }

    /// Returns the indices of the entries that fit the choices, and the number of entries without a filter.
    fn shown_entries(
        &self,
        entries: &[Entry],
        overdue_counts: &HashMap<String, usize>,
    ) -> (Vec<usize>, usize) {
        let candidates: Vec<usize> = match self.rows {
            // A file that can't be read is about no council.
            MatrixRows::LatestOfCouncil if !self.filter.is_unreadable => latest_of_councils(entries),
            MatrixRows::Reports | MatrixRows::LatestOfCouncil => (0..entries.len()).collect(),
        };
        let total_count = candidates.len();
        let fits = |index: &usize| self.filter.accepts(&entries[*index], overdue_counts);
        (candidates.into_iter().filter(fits).collect(), total_count)
    }
}

impl MatrixFilter {
    /// Returns true if an entry fits every choice.
    #[must_use]
    pub fn accepts(&self, entry: &Entry, overdue_counts: &HashMap<String, usize>) -> bool {
        if !self.accepts_words(entry) {
            return false;
        }
        let Some(facts) = entry.facts() else {
            return self.is_unreadable || *self == Self { words: self.words.clone(), ..Self::default() };
        };
        let region = || facts.authority.as_ref().map(|authority| authority.region.as_str());
        !self.is_unreadable
            && self.framework.is_none_or(|wanted| facts.framework == Some(wanted))
            && self.region.as_deref().is_none_or(|wanted| region() == Some(wanted))
            && self.year.is_none_or(|wanted| facts.year() == Some(wanted))
            && self.grade.as_ref().is_none_or(|wanted| self.has_grade(facts, wanted))
            && (!self.has_priority_actions || facts.recommendations.iter().any(|item| item.is_priority))
            && (!self.has_overdue || overdue_counts.get(&facts.sha256).is_some_and(|count| *count > 0))
    }

    fn accepts_words(&self, entry: &Entry) -> bool {
        if self.words.trim().is_empty() {
            return true;
        }
        let facts = entry.facts();
        let mut texts = vec![entry.name()];
        texts.extend(entry.paths.iter().map(|path| path.to_string_lossy().into_owned()));
        texts.extend(facts.and_then(|facts| facts.title.clone()));
        texts.extend(facts.and_then(|facts| facts.organisation()).map(str::to_owned));
        let text = texts.join("\n").to_lowercase();
        self.words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    fn has_grade(&self, facts: &ReportFacts, wanted: &str) -> bool {
        let is_wanted = |judgement: &&JudgementFacts| judgement.grade.label.eq_ignore_ascii_case(wanted);
        let mut graded = facts.judgements.iter().filter(is_wanted);
        match &self.graded_column {
            // Some reports have an overall judgement for each of their parts.
            Some(JudgementColumn::Overall) => graded.any(|judgement| judgement.is_overall),
            Some(column) => graded.any(|judgement| judgement.column == *column),
            None => graded.next().is_some(),
        }
    }
}

/// Returns the judgement that a cell shows: the first in its column. Returns `None` for an empty cell.
#[must_use]
pub fn cell<'a>(facts: &'a ReportFacts, column: &'a JudgementColumn) -> Option<(usize, &'a JudgementFacts)> {
    facts.judgements_in(column).next()
}

/// Returns the columns that are shown if the user chose none: those of known subjects. A folder without any has the
/// first few of the others.
#[must_use]
pub fn default_columns(all: &[JudgementColumn]) -> Vec<JudgementColumn> {
    /// The number of other columns to show if there are no columns of known subjects.
    const OTHER_COLUMNS: usize = 6;
    let is_subject = |column: &&JudgementColumn| !matches!(column, JudgementColumn::Title(_));
    let subjects: Vec<JudgementColumn> = all.iter().filter(is_subject).cloned().collect();
    if subjects.is_empty() { all.iter().take(OTHER_COLUMNS).cloned().collect() } else { subjects }
}

/// Returns all columns that the reports have: those of known subjects, then the others, the most frequent first.
#[must_use]
pub fn all_columns(collection: &Collection) -> Vec<JudgementColumn> {
    let mut counts: HashMap<&JudgementColumn, usize> = HashMap::new();
    for judgement in collection.reports().flat_map(|facts| &facts.judgements) {
        *counts.entry(&judgement.column).or_default() += 1;
    }
    let subjects = JudgementColumn::SUBJECTS.into_iter().filter(|column| counts.contains_key(column));
    let is_other = |column: &&&JudgementColumn| matches!(column, JudgementColumn::Title(_));
    let mut others: Vec<&JudgementColumn> = counts.keys().filter(is_other).copied().collect();
    others.sort_by(|one, other| counts[other].cmp(&counts[one]).then_with(|| one.cmp(other)));
    subjects.chain(others.into_iter().cloned()).collect()
}

/// Returns the entry with the latest report of each council, in the order of the entries. Reports that give grades come
/// before later reports that give none, such as visits. Files without a council are left out.
fn latest_of_councils(entries: &[Entry]) -> Vec<usize> {
    let mut latest: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some((facts, key)) = entry.facts().and_then(|facts| Some((facts, council_key(facts)?))) else {
            continue;
        };
        let rank = |facts: &ReportFacts| (!facts.judgements.is_empty(), facts.sort_date());
        let known = latest.entry(key).or_insert(index);
        if entries[*known].facts().is_none_or(|before| rank(before) < rank(facts)) {
            *known = index;
        }
    }
    let mut indices: Vec<usize> = latest.into_values().collect();
    indices.sort_unstable();
    indices
}

/// Returns the name by which reports of one council are recognised; `None` for a report without a subject.
pub(in crate::library) fn council_key(facts: &ReportFacts) -> Option<String> {
    let code = facts.authority.as_ref().map(|authority| authority.code.clone());
    code.or_else(|| facts.subject.as_ref().map(|subject| subject.to_lowercase()))
}

/// Returns the labels of all grades in a collection, the best first, then those without a step.
#[must_use]
pub fn grade_labels(collection: &Collection) -> Vec<String> {
    let mut grades: Vec<&Grade> =
        collection.reports().flat_map(|facts| &facts.judgements).map(|judgement| &judgement.grade).collect();
    grades.sort_by_key(|grade| (grade.step.unwrap_or(u8::MAX), grade.label.as_str()));
    let mut labels: Vec<String> = Vec::new();
    for grade in grades {
        if !labels.iter().any(|label| label.eq_ignore_ascii_case(&grade.label)) {
            labels.push(grade.label.clone());
        }
    }
    labels
}

#[cfg(test)]
#[path = "matrix/tests.rs"]
mod tests;
