//! The order and the groups of the rows of a register.

use std::{cmp::Ordering, collections::HashMap};

use super::{ItemPosition, RegisterItem, RegisterRow, RegisterSource};
use crate::{
    output::plan::{RAG_RATINGS, STATUSES},
    report::Date,
};

/// The order of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterSort {
    /// The column to sort by.
    pub column: RegisterColumn,
    /// True for the reverse order.
    pub is_descending: bool,
}

/// A column of a register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RegisterColumn {
    /// The council, then the latest report first.
    #[default]
    Council,
    /// The date of the inspection.
    Date,
    /// The wording.
    Wording,
    /// The number of councils that were asked for something similar.
    Asked,
    /// The due date.
    Due,
    /// The number of days since the due date, of overdue rows.
    Overdue,
    /// The person or organisation that the recommendation is addressed to.
    Responsible,
    /// The owner.
    Owner,
    /// The status.
    Status,
    /// The rating.
    Rag,
}

/// The groups that the rows are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RegisterGroup {
    /// No groups.
    #[default]
    None,
    /// A group for each council.
    Council,
    /// A group for each owner.
    Owner,
    /// A group for each status.
    Status,
    /// A group for recommendations in similar words, the largest first.
    Similar,
}

/// A value that rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Date(Date),
    Number(i64),
    Words(String),
}

/// Sorts rows. Rows that lack what is sorted by come last in both directions.
pub(super) fn sort(shown: &mut [ItemPosition], source: RegisterSource<'_>, sort: &RegisterSort) {
    let ranks = entry_ranks(source);
    let by_place = |position: &ItemPosition| (ranks[position.entry], position.recommendation);
    if sort.column == RegisterColumn::Council && !sort.is_descending {
        shown.sort_unstable_by_key(by_place);
        return;
    }
    // Sorting compares each row many times, so the keys are made once.
    let key =
        |position: &ItemPosition| source.item(*position).and_then(|item| sort_key(item, source, sort.column));
    let mut keyed: Vec<(Option<SortKey>, ItemPosition)> =
        shown.iter().map(|position| (key(position), *position)).collect();
    keyed.sort_by(|(one, at), (other, other_at)| {
        let order = match (one, other) {
            (Some(one), Some(other)) if sort.is_descending => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        order.then_with(|| by_place(at).cmp(&by_place(other_at)))
    });
    for (at, (_, position)) in shown.iter_mut().zip(keyed) {
        *at = position;
    }
}

/// Returns the rank of each entry: by name, then the latest first, then by path.
fn entry_ranks(source: RegisterSource<'_>) -> Vec<usize> {
    let entries = source.collection.entries();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_cached_key(|index| {
        let entry = &entries[*index];
        let facts = entry.facts();
        let name =
            facts.and_then(|facts| facts.organisation()).map_or_else(|| entry.file_name(), str::to_owned);
        let date = facts.and_then(|facts| facts.sort_date());
        (name.to_lowercase(), std::cmp::Reverse(date), *index)
    });
    let mut ranks = vec![0; entries.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}

fn sort_key(item: RegisterItem<'_>, source: RegisterSource<'_>, column: RegisterColumn) -> Option<SortKey> {
    let words = |words: &str| (!words.is_empty()).then(|| SortKey::Words(words.to_lowercase()));
    match column {
        RegisterColumn::Council => words(&item.council()),
        RegisterColumn::Date => item.facts.sort_date().map(SortKey::Date),
        RegisterColumn::Wording => words(&item.recommendation.text),
        RegisterColumn::Asked => {
            let found = source.similar?.counts(&item.facts.sha256, item.index)?;
            // A recommendation that came back in one council is before those that were made once.
            let years = i64::try_from(found.years.len()).unwrap_or(0);
            let count = i64::from(found.council_count) * 1000 + years;
            (found.council_count > 1 || found.years.len() > 1).then_some(SortKey::Number(-count))
        }
        RegisterColumn::Due => item.due().map(SortKey::Date),
        RegisterColumn::Overdue => {
            item.overdue_days(source.today).map(|days| SortKey::Number(-i64::from(days)))
        }
        RegisterColumn::Responsible => words(item.responsible()),
        RegisterColumn::Owner => words(item.owner()),
        RegisterColumn::Status => words(item.status()).map(|words| known_first(words, &STATUSES)),
        RegisterColumn::Rag => words(item.rag()).map(|words| known_first(words, &RAG_RATINGS)),
    }
}

/// Returns the key of words in a list of choices, so that they are sorted as in the list, and others after them.
fn known_first(key: SortKey, choices: &[&str]) -> SortKey {
    let SortKey::Words(words) = key else { return key };
    let place = choices.iter().position(|choice| choice.eq_ignore_ascii_case(&words));
    SortKey::Words(format!("{}{words}", place.unwrap_or(choices.len())))
}

/// Returns rows with the titles of groups. The order within a group stays. The rows without a title come last.
pub(super) fn group(
    shown: Vec<ItemPosition>,
    source: RegisterSource<'_>,
    group: RegisterGroup,
) -> Vec<RegisterRow> {
    if group == RegisterGroup::None {
        return shown.into_iter().map(RegisterRow::Item).collect();
    }
    let mut groups: HashMap<String, (String, Vec<ItemPosition>)> = HashMap::new();
    for position in shown {
        let title = source.item(position).and_then(|item| group_title(item, source, group));
        let title = title.unwrap_or_default();
        // "Ann Lee" and "ann lee" are one owner.
        let (_, rows) = groups.entry(title.to_lowercase()).or_insert_with(|| (title, Vec::new()));
        rows.push(position);
    }
    let mut groups: Vec<(String, Vec<ItemPosition>)> = groups.into_values().collect();
    groups.sort_by(|(one, rows), (other, other_rows)| {
        let place = |title: &str| {
            STATUSES.iter().position(|status| status.eq_ignore_ascii_case(title)).unwrap_or(STATUSES.len())
        };
        let order = match group {
            RegisterGroup::Similar => other_rows.len().cmp(&rows.len()),
            RegisterGroup::Status => place(one).cmp(&place(other)),
            RegisterGroup::None | RegisterGroup::Council | RegisterGroup::Owner => Ordering::Equal,
        };
        one.is_empty().cmp(&other.is_empty()).then(order).then_with(|| one.cmp(other))
    });
    let with_title = |(title, rows): (String, Vec<ItemPosition>)| {
        let heading = RegisterRow::Group { title, count: rows.len() };
        std::iter::once(heading).chain(rows.into_iter().map(RegisterRow::Item))
    };
    groups.into_iter().flat_map(with_title).collect()
}

fn group_title(item: RegisterItem<'_>, source: RegisterSource<'_>, group: RegisterGroup) -> Option<String> {
    let title = match group {
        RegisterGroup::None => return None,
        RegisterGroup::Council => item.council(),
        RegisterGroup::Owner => item.owner().to_owned(),
        RegisterGroup::Status => item.status().to_owned(),
        RegisterGroup::Similar => source.similar?.representative(&item.facts.sha256, item.index)?.to_owned(),
    };
    Some(title)
}
