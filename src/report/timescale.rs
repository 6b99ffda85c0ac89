//! Timescales of recommendations, and the due dates they give.

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

use super::{Date, due::whole_due_date};

/// The time allowed for a recommendation, as printed and parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timescale {
    /// The wording as printed, without the colon: "Within three months".
    pub label: String,
    /// The time allowed.
    pub limit: TimeLimit,
}

/// The time by which a recommendation is due: a length of time after publication, a day, or words that give no exact day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeLimit {
    /// At once.
    Immediately,
    /// A number of days.
    Days(u16),
    /// A number of calendar months.
    Months(u16),
    /// By this day.
    By(Date),
    /// In words that give no exact day: "May 2023", "Ongoing".
    InWords,
}

impl TimeLimit {
    /// Returns the due date for a report that was published on this date. If that day does not exist in the month of
    /// the due date (31 June), the due date is the last day of the month.
    ///
    /// Returns `None` if the timescale is not exact, if it counts from a publication date that is not known, or if the
    /// result is outside the calendar.
    #[must_use]
    pub fn due_date(self, published: Option<Date>) -> Option<Date> {
        match self {
            Self::Immediately => published,
            Self::Days(days) => published?.checked_add(i64::from(days).days()).ok(),
            Self::Months(months) => published?.checked_add(i64::from(months).months()).ok(),
            // An earlier day is that of something that was done before.
            Self::By(day) => Some(day).filter(|day| published.is_none_or(|published| *day > published)),
            Self::InWords => None,
        }
    }
}

/// The numbers from 0 to 12 in words. The index of a word is its number.
const NUMBER_WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

impl Timescale {
    /// Parses "Immediately", "Within three months:", "Within 6 weeks" and "With immediate effect".
    ///
    /// A date in brackets at the end is dropped: "Within three months (by 14 August 2012)". Returns `None` if the line
    /// is not a timescale.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let label = line.trim().trim_end_matches(':').trim_end();
        let label = label.split_once(" (by ").map_or(label, |(label, _)| label);
        let lower = label.to_ascii_lowercase();
        let limit = match lower.as_str() {
            "immediately" | "immediate" | "with immediate effect" => TimeLimit::Immediately,
            _ => parse_time_limit(lower.strip_prefix("within ")?)?,
        };
        Some(Self { label: label.to_owned(), limit })
    }

    /// Parses a cell of a table of recommendations, in a column such as "By when": "Within three months", "6 weeks", "31 May
    /// 2023", "End of May 2023", "Ongoing". Only a cell with nothing else gives a due date. Returns `None` for a cell that
    /// states no time, or is too long.
    #[must_use]
    pub fn parse_table_cell(words: &str) -> Option<Self> {
        /// The maximum length of a time, in bytes.
        const MAX_TIME_BYTES: usize = 60;
        const MISSING: [&str; 12] = [
            "n/a",
            "na",
            "no date",
            "none",
            "not applicable",
            "not specified",
            "not stated",
            "tba",
            "tbc",
            "tbd",
            "to be agreed",
            "to be confirmed",
        ];
        let label = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = label.trim_end_matches('.').to_ascii_lowercase();
        let day = whole_due_date(&label);
        let has_words = label.contains(char::is_alphabetic) && label.len() <= MAX_TIME_BYTES;
        if day.is_none() && !has_words || MISSING.contains(&lower.as_str()) {
            return None;
        }
        // "Six months after the election" counts from another day.
        let counts_from_other_day = [" of ", " from ", " after "].iter().any(|word| lower.contains(word))
            && !["publication", "published", "this report"].iter().any(|word| lower.contains(word));
        let length = || Self::parse(&label).map(|time| time.limit).or_else(|| parse_time_limit(&lower));
        let length = || if counts_from_other_day { None } else { length() };
        let limit = day.map(TimeLimit::By).or_else(length).unwrap_or(TimeLimit::InWords);
        Some(Self { label, limit })
    }

    /// Returns true if the due date is counted from the publication date.
    #[must_use]
    pub fn is_counted_from_publication(&self) -> bool {
        match self.limit {
            TimeLimit::Immediately | TimeLimit::Days(_) | TimeLimit::Months(_) => true,
            TimeLimit::By(_) | TimeLimit::InWords => false,
        }
    }

    /// Returns true if a line introduces recommendations with a timescale that [`Timescale::parse`] does not know: "By the
    /// end of the calendar year:".
    #[must_use]
    pub fn is_unknown(line: &str) -> bool {
        let lower = line.trim().to_ascii_lowercase();
        let is_lead_in =
            lower.ends_with(':') && ["within ", "by "].iter().any(|start| lower.starts_with(start));
        is_lead_in && Self::parse(line).is_none()
    }

    /// Returns the due date for a report that was published on this date; see [`TimeLimit::due_date`].
    #[must_use]
    pub fn due_date(&self, published: Option<Date>) -> Option<Date> {
        self.limit.due_date(published)
    }

    /// Returns the publication date that gives this due date. Returns `None` if the due date does not depend on it, or if
    /// the result is outside the calendar.
    #[must_use]
    pub fn publication_date(&self, due: Date) -> Option<Date> {
        match self.limit {
            TimeLimit::Immediately => Some(due),
            TimeLimit::Days(days) => due.checked_sub(i64::from(days).days()).ok(),
            TimeLimit::Months(months) => due.checked_sub(i64::from(months).months()).ok(),
            TimeLimit::By(_) | TimeLimit::InWords => None,
        }
    }
}

/// Parses "three months", "6 weeks", "one year" and "three months of the publication of this report".
///
/// Returns `None` for other words and for numbers outside 1 to 120.
pub(super) fn parse_time_limit(words: &str) -> Option<TimeLimit> {
    let mut words = words.split_whitespace();
    let count = words.next()?;
    let spelled_count =
        NUMBER_WORDS.iter().position(|word| *word == count).and_then(|index| u16::try_from(index).ok());
    let count = count.parse::<u16>().ok().or(spelled_count).filter(|count| (1..=120).contains(count))?;
    let unit = words.next()?;
    let is_complete = words.next().is_none_or(|word| matches!(word, "of" | "from" | "after"));
    match unit {
        _ if !is_complete => None,
        "day" | "days" => Some(TimeLimit::Days(count)),
        "week" | "weeks" => Some(TimeLimit::Days(count * 7)),
        "month" | "months" => Some(TimeLimit::Months(count)),
        "year" | "years" => Some(TimeLimit::Months(count * 12)),
        _ => None,
    }
}
