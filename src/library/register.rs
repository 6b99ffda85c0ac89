//! The register of a folder: a row for each recommendation of its reports, with the progress that people entered.
//!
//! Pure functions over a [`Collection`]; the window, exports and tests use the same rows.

mod filter;
mod order;

use std::collections::{HashMap, HashSet};

pub use self::{
    filter::{DueFilter, RegisterFilter},
    order::{RegisterColumn, RegisterGroup, RegisterSort},
};
use super::{
    Collection, Entry, RecommendationFacts, ReportFacts, SimilarRecommendations, matrix::council_key,
};
use crate::{
    output::plan::{EditedPlan, ItemProgress, PlanItem, PlanRowKey, item_progress},
    report::{Date, Timescale},
};

/// The progress of the recommendations of each report that has an action plan or an entered publication date, by the
/// SHA-256 of the report.
pub type RegisterProgress = HashMap<String, Vec<ItemProgress>>;

/// The choices of a user for a register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RegisterOptions {
    /// The rows that are shown.
    pub filter: RegisterFilter,
    /// The order of the rows.
    pub sort: RegisterSort,
    /// The groups that the rows are in.
    pub group: RegisterGroup,
}

/// The data that a register is made from.
#[derive(Debug, Clone, Copy)]
pub struct RegisterSource<'a> {
    /// The reports.
    pub collection: &'a Collection,
    /// The progress of the recommendations.
    pub progress: &'a RegisterProgress,
    /// The similar recommendations; `None` until they are known.
    pub similar: Option<&'a SimilarRecommendations>,
    /// The day on which recommendations are overdue or due soon.
    pub today: Date,
}

/// A recommendation in a register.
#[derive(Debug, Clone, Copy)]
pub struct RegisterItem<'a> {
    /// The report and its files.
    pub entry: &'a Entry,
    /// The facts of the report.
    pub facts: &'a ReportFacts,
    /// The index of the recommendation in the report.
    pub index: usize,
    /// The recommendation.
    pub recommendation: &'a RecommendationFacts,
    /// The progress; `None` if the report has no plan.
    pub progress: Option<&'a ItemProgress>,
}

/// The position of a recommendation: the index of its report in [`Collection::entries`] and its own in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemPosition {
    /// The index of the report.
    pub entry: usize,
    /// The index of the recommendation in the report.
    pub recommendation: usize,
}

/// A row of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterRow {
    /// The title of a group, and the number of rows in it.
    Group {
        /// The title; empty for rows without an owner, a status, …
        title: String,
        /// The number of rows.
        count: usize,
    },
    /// A recommendation.
    Item(ItemPosition),
}

/// The rows of a register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    /// The rows, with the titles of groups among them.
    pub rows: Vec<RegisterRow>,
    /// The number of recommendations that are shown.
    pub shown_count: usize,
    /// The number of recommendations without a filter.
    pub total_count: usize,
}

impl Register {
    /// Returns the register of a folder.
    #[must_use]
    pub fn new(source: RegisterSource<'_>, options: &RegisterOptions) -> Self {
        let mut register = Self::default();
        let latest = options.filter.is_latest_only.then(|| latest_of_councils(source.collection));
        let filter = options.filter.prepared();
        let mut shown = Vec::new();
        for (entry_index, entry) in source.collection.entries().iter().enumerate() {
            let Some(facts) = entry.facts() else { continue };
            register.total_count += facts.recommendations.len();
            if latest.as_ref().is_some_and(|latest| !latest.contains(&entry_index)) {
                continue;
            }
            for item in source.items_of(entry) {
                if filter.accepts(&item, source.today) {
                    shown.push(ItemPosition { entry: entry_index, recommendation: item.index });
                }
            }
        }
        register.shown_count = shown.len();
        order::sort(&mut shown, source, &options.sort);
        register.rows = order::group(shown, source, options.group);
        register
    }

    /// Returns the positions of the recommendations that are shown, in order.
    pub fn positions(&self) -> impl Iterator<Item = ItemPosition> {
        self.rows.iter().filter_map(|row| match row {
            RegisterRow::Item(position) => Some(*position),
            RegisterRow::Group { .. } => None,
        })
    }
}

impl<'a> RegisterSource<'a> {
    /// Returns the recommendation at a position; `None` if there is none.
    #[must_use]
    pub fn item(self, position: ItemPosition) -> Option<RegisterItem<'a>> {
        let entry = self.collection.entries().get(position.entry)?;
        let facts = entry.facts()?;
        let progress = self.progress.get(&facts.sha256);
        Some(RegisterItem {
            entry,
            facts,
            index: position.recommendation,
            recommendation: facts.recommendations.get(position.recommendation)?,
            progress: progress.and_then(|progress| progress.get(position.recommendation)),
        })
    }

    /// Returns the recommendations of a report.
    pub fn items_of(self, entry: &'a Entry) -> impl Iterator<Item = RegisterItem<'a>> {
        let facts = entry.facts();
        let progress = facts.and_then(|facts| self.progress.get(&facts.sha256));
        let items = facts.into_iter().flat_map(|facts| {
            facts.recommendations.iter().enumerate().map(move |(index, item)| (facts, index, item))
        });
        items.map(move |(facts, index, recommendation)| RegisterItem {
            entry,
            facts,
            index,
            recommendation,
            progress: progress.and_then(|progress| progress.get(index)),
        })
    }
}

impl<'a> RegisterItem<'a> {
    /// Returns the due date: the date in the plan, or else the date that the report gives.
    #[must_use]
    pub fn due(self) -> Option<Date> {
        match self.progress {
            Some(progress) => progress.due,
            None => self.recommendation.due,
        }
    }

    /// Returns the person or organisation that the recommendation is addressed to; empty if it is not known.
    #[must_use]
    pub fn responsible(self) -> &'a str {
        let entered = self.progress.map(|progress| progress.responsible.as_str());
        entered
            .filter(|entered| !entered.is_empty())
            .or(self.recommendation.responsible.as_deref())
            .unwrap_or_default()
    }

    /// Returns the owner; empty if there is none.
    #[must_use]
    pub fn owner(self) -> &'a str {
        self.progress.map_or("", |progress| &progress.owner)
    }

    /// Returns the status; empty if there is none.
    #[must_use]
    pub fn status(self) -> &'a str {
        self.progress.map_or("", |progress| &progress.status)
    }

    /// Returns the rating; empty if there is none.
    #[must_use]
    pub fn rag(self) -> &'a str {
        self.progress.map_or("", |progress| &progress.rag)
    }

    /// Returns the evidence of progress; empty if there is none.
    #[must_use]
    pub fn evidence(self) -> &'a str {
        self.progress.map_or("", |progress| &progress.evidence)
    }

    /// Returns the due date as a person entered it; empty if nobody did.
    #[must_use]
    pub fn entered_due(self) -> &'a str {
        self.progress.map_or("", |progress| &progress.entered_due)
    }

    /// Returns true if nothing is left to do.
    #[must_use]
    pub fn is_closed(self) -> bool {
        self.progress.is_some_and(ItemProgress::is_closed)
    }

    /// Returns true if something is left to do although the due date is before this day.
    #[must_use]
    pub fn is_overdue(self, today: Date) -> bool {
        self.due().is_some_and(|due| due < today) && !self.is_closed()
    }

    /// Returns the number of days since the due date; `None` unless the recommendation is overdue.
    #[must_use]
    pub fn overdue_days(self, today: Date) -> Option<i32> {
        let due = self.due().filter(|_| self.is_overdue(today))?;
        Some(due.until(today).ok()?.get_days())
    }

    /// Returns the name of the council, or else of the file.
    #[must_use]
    pub fn council(self) -> String {
        self.facts.organisation().map_or_else(|| self.entry.file_name(), str::to_owned)
    }

    /// Returns the key of the row of the plan in which entries are kept.
    #[must_use]
    pub fn row_key(self) -> PlanRowKey {
        let row = self.progress.and_then(|progress| progress.row.clone());
        row.unwrap_or_else(|| PlanRowKey {
            id: self.recommendation.id.clone(),
            action: self.recommendation.text.clone(),
        })
    }
}

/// Returns the progress of the recommendations of a report in its plan. `published` is the publication date that a
/// person entered for a report that does not state it.
#[must_use]
pub fn report_progress(facts: &ReportFacts, plan: &EditedPlan, published: Option<Date>) -> Vec<ItemProgress> {
    let items = facts.recommendations.iter().map(|item| PlanItem {
        id: &item.id,
        text: &item.text,
        timescale: item
            .timescale
            .as_deref()
            .and_then(|time| Timescale::parse(time).or_else(|| Timescale::parse_table_cell(time))),
    });
    item_progress(&items.collect::<Vec<_>>(), plan, facts.published, published)
}

/// Returns the number of overdue recommendations of the reports that the user looks at: all, or the latest of each council.
#[must_use]
pub fn total_overdue(source: RegisterSource<'_>, is_latest_only: bool) -> usize {
    let latest = is_latest_only.then(|| latest_of_councils(source.collection));
    let is_looked_at = |index: &usize| latest.as_ref().is_none_or(|latest| latest.contains(index));
    let entries = source.collection.entries().iter().enumerate().filter(|(index, _)| is_looked_at(index));
    let items = entries.flat_map(|(_, entry)| source.items_of(entry));
    items.filter(|item| item.is_overdue(source.today)).count()
}

/// Returns the number of overdue recommendations of a report.
#[must_use]
pub fn overdue_count(facts: &ReportFacts, progress: Option<&[ItemProgress]>, today: Date) -> usize {
    match progress {
        Some(progress) => progress.iter().filter(|item| item.is_overdue(today)).count(),
        None => facts.recommendations.iter().filter(|item| item.due.is_some_and(|due| due < today)).count(),
    }
}

/// Returns the entries with the latest report of each council that makes recommendations, and the reports of which the
/// council is not known.
fn latest_of_councils(collection: &Collection) -> HashSet<usize> {
    let mut latest: HashMap<String, (Option<Date>, usize)> = HashMap::new();
    let mut found = HashSet::new();
    for (index, entry) in collection.entries().iter().enumerate() {
        let Some(facts) = entry.facts().filter(|facts| !facts.recommendations.is_empty()) else { continue };
        let Some(key) = council_key(facts) else {
            found.insert(index);
            continue;
        };
        let date = facts.sort_date();
        let known = latest.entry(key).or_insert((date, index));
        if known.0 < date {
            *known = (date, index);
        }
    }
    found.extend(latest.into_values().map(|(_, index)| index));
    found
}

#[cfg(test)]
#[path = "register/tests.rs"]
mod tests;
