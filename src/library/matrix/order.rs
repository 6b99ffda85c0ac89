//! The order and the groups of the rows of a matrix.

use std::{cmp::Ordering, collections::HashMap};

use super::{MatrixGroup, MatrixRow, MatrixSort, SortColumn, cell};
use crate::library::{Entry, EntryContent, ReportFacts};

/// Sorts entries, given by their indices. Entries that lack what is sorted by come last in both directions.
pub(super) fn sort(
    shown: &mut [usize],
    entries: &[Entry],
    sort: &MatrixSort,
    overdue_counts: &HashMap<String, usize>,
) {
    // Sorting compares each entry many times, so the keys are made once.
    let keys: HashMap<usize, (Option<SortKey>, NameKey)> = shown
        .iter()
        .map(|index| {
            let entry = &entries[*index];
            (*index, (sort_key(entry, &sort.column, overdue_counts), name_key(entry)))
        })
        .collect();
    shown.sort_by(|one, other| {
        let ((one_key, one_name), (other_key, other_name)) = (&keys[one], &keys[other]);
        let order = match (one_key, other_key) {
            (Some(one), Some(other)) if sort.is_descending => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        order.then_with(|| one_name.cmp(other_name))
    });
}

/// The rank of the content, the name in lower case, the newest date first, and the path.
type NameKey = (u8, String, std::cmp::Reverse<Option<crate::report::Date>>, std::path::PathBuf);

fn name_key(entry: &Entry) -> NameKey {
    let rank = match entry.content {
        EntryContent::Report(_) => 0,
        EntryContent::NotRead => 1,
        EntryContent::Failed(_) => 2,
    };
    let facts = entry.facts();
    let name = facts.and_then(|facts| facts.organisation()).map_or_else(|| entry.file_name(), str::to_owned);
    let date = facts.and_then(|facts| facts.sort_date());
    (rank, name.to_lowercase(), std::cmp::Reverse(date), entry.path().to_owned())
}

/// A value that entries are sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Words(String),
    Date(crate::report::Date),
    /// A grade as its share of the scale in hundredths, then its label.
    Grade(u16, String),
    Count(usize),
}

fn sort_key(entry: &Entry, column: &SortColumn, overdue_counts: &HashMap<String, usize>) -> Option<SortKey> {
    let facts = entry.facts()?;
    match column {
        SortColumn::Name => Some(SortKey::Words(facts.organisation()?.to_lowercase())),
        SortColumn::Date => facts.sort_date().map(SortKey::Date),
        SortColumn::Kind => Some(SortKey::Words(facts.framework?.name().to_lowercase())),
        SortColumn::Region => Some(SortKey::Words(facts.authority.as_ref()?.region.to_lowercase())),
        SortColumn::Judgement(column) => {
            let (_, judgement) = cell(facts, column)?;
            let steps = u16::from(facts.step_count().max(1));
            let share = u16::from(judgement.grade.step?) * 100 / steps;
            Some(SortKey::Grade(share, judgement.grade.label.to_lowercase()))
        }
        SortColumn::Recommendations => Some(SortKey::Count(facts.recommendations.len())),
        SortColumn::Overdue => {
            Some(SortKey::Count(overdue_counts.get(&facts.sha256).copied().unwrap_or_default()))
        }
    }
}

/// Returns rows with the titles of groups. The order within a group stays; groups are sorted by title, and years with the
/// latest first. The rows without a title come last.
pub(super) fn group(shown: Vec<usize>, entries: &[Entry], group: MatrixGroup) -> Vec<MatrixRow> {
    if group == MatrixGroup::None {
        return shown.into_iter().map(MatrixRow::Entry).collect();
    }
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for index in shown {
        let facts = entries[index].facts();
        let title = facts.and_then(|facts| group_title(facts, group)).unwrap_or_default();
        groups.entry(title).or_default().push(index);
    }
    let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by(|(one, _), (other, _)| {
        let order = if group == MatrixGroup::Year { other.cmp(one) } else { one.cmp(other) };
        one.is_empty().cmp(&other.is_empty()).then(order)
    });
    let with_title = |(title, rows): (String, Vec<usize>)| {
        let heading = MatrixRow::Group { title, count: rows.len() };
        std::iter::once(heading).chain(rows.into_iter().map(MatrixRow::Entry))
    };
    groups.into_iter().flat_map(with_title).collect()
}

fn group_title(facts: &ReportFacts, group: MatrixGroup) -> Option<String> {
    match group {
        MatrixGroup::None => None,
        MatrixGroup::Council => facts.organisation().map(str::to_owned),
        MatrixGroup::Region => facts.authority.as_ref().map(|authority| authority.region.clone()),
        MatrixGroup::Year => facts.year().map(|year| year.to_string()),
    }
}
