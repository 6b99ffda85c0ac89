//! Timescales of recommendations, and the due dates they give.

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

use super::{Date, due::stated_due_date};

/// The time allowed for a recommendation, as printed and as a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timescale {
    /// The wording as printed, without the colon: "Within three months".
    pub label: String,
    /// The time allowed.
    pub within: TimeLimit,
}

/// A length of time after the publication date, or another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeLimit {
    /// At once.
    Immediately,
    /// A number of days.
    Days(u16),
    /// A number of calendar months.
    Months(u16),
    /// Until this day.
    Until(Date),
    /// A time that is not an exact day: "May 2023", "Ongoing".
    Unclear,
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
        let within = match lower.as_str() {
            "immediately" | "immediate" | "with immediate effect" => TimeLimit::Immediately,
            _ => parse_time_limit(lower.strip_prefix("within ")?)?,
        };
        Some(Self { label: label.to_owned(), within })
    }

    /// Parses the time in a table of recommendations, in a column such as "By when": "Within three months", "6 weeks", "31
    /// May 2023", "End of May 2023", "Ongoing". Returns `None` for a text that is blank or too long.
    #[must_use]
    pub fn parse_stated(words: &str) -> Option<Self> {
        /// The maximum length of a time, in bytes.
        const MAX_TIME_BYTES: usize = 60;
        let label = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = label.to_ascii_lowercase();
        let has_words = label.contains(char::is_alphanumeric) && label.len() <= MAX_TIME_BYTES;
        let is_missing =
            matches!(lower.trim_end_matches('.'), "n/a" | "na" | "none" | "not applicable" | "tbc");
        if !has_words || is_missing {
            return None;
        }
        Self::parse(&label).or_else(|| {
            let day = stated_due_date(&format!("by {label}"));
            let length = || parse_time_limit(lower.trim_end_matches('.'));
            let within = day.map(TimeLimit::Until).or_else(length).unwrap_or(TimeLimit::Unclear);
            Some(Self { label, within })
        })
    }

    /// Returns true if the due date is counted from the publication date.
    #[must_use]
    pub fn is_counted_from_publication(&self) -> bool {
        match self.within {
            TimeLimit::Immediately | TimeLimit::Days(_) | TimeLimit::Months(_) => true,
            TimeLimit::Until(_) | TimeLimit::Unclear => false,
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

    /// Returns the due date for a report that was published on this date. If that day does not exist in the month of
    /// the due date (31 June), the due date is the last day of the month.
    ///
    /// Returns `None` if the timescale is not exact, if it counts from a publication date that is not known, or if the
    /// result is outside the calendar.
    #[must_use]
    pub fn due_date(&self, published: Option<Date>) -> Option<Date> {
        match self.within {
            TimeLimit::Immediately => published,
            TimeLimit::Days(days) => published?.checked_add(i64::from(days).days()).ok(),
            TimeLimit::Months(months) => published?.checked_add(i64::from(months).months()).ok(),
            TimeLimit::Until(day) => Some(day),
            TimeLimit::Unclear => None,
        }
    }

    /// Returns the publication date that gives this due date. Returns `None` if the due date does not depend on it, or if
    /// the result is outside the calendar.
    #[must_use]
    pub fn publication_date(&self, due: Date) -> Option<Date> {
        match self.within {
            TimeLimit::Immediately => Some(due),
            TimeLimit::Days(days) => due.checked_sub(i64::from(days).days()).ok(),
            TimeLimit::Months(months) => due.checked_sub(i64::from(months).months()).ok(),
            TimeLimit::Until(_) | TimeLimit::Unclear => None,
        }
    }
}

/// Parses "three months", "6 weeks", "one year" and "three months of the publication of this report".
///
/// Returns `None` for other words and for numbers outside 1 to 120.
fn parse_time_limit(words: &str) -> Option<TimeLimit> {
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
