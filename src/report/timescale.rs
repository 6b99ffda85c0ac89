//! By when something is to be done.

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

use super::Date;

/// How long after publication, as printed and as a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timescale {
    /// As printed, without the colon: "Within three months".
    pub label: String,
    /// How long.
    pub within: Within,
}

/// A length of time after publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// At once.
    Immediately,
    /// So many days.
    Days(u16),
    /// So many calendar months.
    Months(u16),
}

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

impl Timescale {
    /// Reads "Immediately", "Within three months:", "Within 6 weeks", "With immediate effect"; a day in brackets after it is left out.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let label = line.trim().trim_end_matches(':').trim_end();
        // "Within three months (by 14 August 2012)".
        let label = label.split_once(" (by ").map_or(label, |(label, _)| label);
        let lower = label.to_ascii_lowercase();
        let within = match lower.as_str() {
            "immediately" | "immediate" | "with immediate effect" => Within::Immediately,
            _ => parse_within(lower.strip_prefix("within ")?)?,
        };
        Some(Self { label: label.to_owned(), within })
    }

    /// The day it is due, counted from the day of publication; a month's end stays a month's end.
    ///
    /// `None` where the sum leaves the calendar.
    #[must_use]
    pub fn due(&self, published: Date) -> Option<Date> {
        match self.within {
            Within::Immediately => Some(published),
            Within::Days(days) => published.checked_add(i64::from(days).days()).ok(),
            Within::Months(months) => published.checked_add(i64::from(months).months()).ok(),
        }
    }

    /// The day that it is counted from, where it is due on this one.
    #[must_use]
    pub fn before(&self, due: Date) -> Option<Date> {
        match self.within {
            Within::Immediately => Some(due),
            Within::Days(days) => due.checked_sub(i64::from(days).days()).ok(),
            Within::Months(months) => due.checked_sub(i64::from(months).months()).ok(),
        }
    }
}

/// "three months", "6 weeks", "one year", "three months of the publication of this report".
fn parse_within(words: &str) -> Option<Within> {
    let mut words = words.split_whitespace();
    let count = words.next()?;
    let spelt = NUMBERS.iter().position(|word| *word == count).and_then(|index| u16::try_from(index).ok());
    let count = count.parse::<u16>().ok().or(spelt).filter(|count| (1..=120).contains(count))?;
    let unit = words.next()?;
    let ends = words.next().is_none_or(|word| matches!(word, "of" | "from" | "after"));
    match unit {
        _ if !ends => None,
        "day" | "days" => Some(Within::Days(count)),
        "week" | "weeks" => Some(Within::Days(count * 7)),
        "month" | "months" => Some(Within::Months(count)),
        "year" | "years" => Some(Within::Months(count * 12)),
        _ => None,
    }
}
