//! The filter of a register.

use jiff::ToSpan as _;

use super::RegisterItem;
use crate::report::Date;

/// The number of days before the due date in which a recommendation is due soon.
const SOON_DAYS: i64 = 60;

/// The rows that are shown. A row must fit every choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Words that the row must contain, each in any column, in upper or lower case.
    pub words: String,
    /// The name of the council.
    pub council: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The year of the inspection.
    pub year: Option<i16>,
    /// The owner; empty for rows without an owner.
    pub owner: Option<String>,
    /// The status; empty for rows without a status.
    pub status: Option<String>,
    /// The due date.
    pub due: DueFilter,
    /// True to show only priority actions.
    pub is_priority: bool,
    /// True to show only the latest report of each council that makes recommendations.
    pub is_latest_only: bool,
}

/// A filter by due date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DueFilter {
    /// All rows.
    #[default]
    All,
    /// Rows whose due date has passed and that are not closed.
    Overdue,
    /// Rows that are due in the next 60 days and not closed.
    Soon,
    /// Rows without a due date.
    None,
}

impl DueFilter {
    /// All filters.
    pub const ALL: [Self; 4] = [Self::All, Self::Overdue, Self::Soon, Self::None];
}

impl Default for RegisterFilter {
    fn default() -> Self {
        Self {
            words: String::new(),
            council: None,
            region: None,
            year: None,
            owner: None,
            status: None,
            due: DueFilter::All,
            is_priority: false,
            is_latest_only: true,
        }
    }
}

impl RegisterFilter {
    /// Returns the filter with its words in lower case, to use it for many rows.
    pub(super) fn prepared(&self) -> PreparedFilter<'_> {
        PreparedFilter { filter: self, words: self.words.split_whitespace().map(str::to_lowercase).collect() }
    }
}

/// A filter that is used for many rows.
pub(super) struct PreparedFilter<'a> {
    filter: &'a RegisterFilter,
    /// The words in lower case.
    words: Vec<String>,
}

impl PreparedFilter<'_> {
    /// Returns true if a recommendation fits every choice.
    pub(super) fn accepts(&self, item: &RegisterItem<'_>, today: Date) -> bool {
        let filter = self.filter;
        let facts = item.facts;
        let region = || facts.authority.as_ref().map(|authority| authority.region.as_str());
        let is_same = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(found))
        };
        let is_due = match filter.due {
            DueFilter::All => true,
            DueFilter::Overdue => item.is_overdue(today),
            DueFilter::Soon => is_due_soon(item, today),
            DueFilter::None => item.due().is_none(),
        };
        is_due
            && (!filter.is_priority || item.recommendation.is_priority)
            && filter.council.as_deref().is_none_or(|wanted| item.council() == wanted)
            && filter.region.as_deref().is_none_or(|wanted| region() == Some(wanted))
            && filter.year.is_none_or(|wanted| facts.year() == Some(wanted))
            && is_same(&filter.owner, item.owner())
            && is_same(&filter.status, item.status())
            && self.accepts_words(item)
    }

    fn accepts_words(&self, item: &RegisterItem<'_>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let subject = item.facts.subject.as_deref().unwrap_or_default();
        let council = item.council();
        let texts = [
            item.recommendation.text.as_str(),
            council.as_str(),
            subject,
            item.responsible(),
            item.owner(),
            item.status(),
            item.evidence(),
        ];
        let all = texts.join("\n").to_lowercase();
        self.words.iter().all(|word| all.contains(word.as_str()))
    }
}

/// Returns true if a recommendation is due in the next [`SOON_DAYS`] and not closed.
fn is_due_soon(item: &RegisterItem<'_>, today: Date) -> bool {
    let end = today.checked_add(SOON_DAYS.days()).unwrap_or(Date::MAX);
    item.due().is_some_and(|due| due >= today && due <= end) && !item.is_closed()
}
