//! Dates in a report: parsing them, and formatting them for display.

use serde::{Deserialize, Serialize};

/// A calendar date, without a time or a time zone.
pub type Date = jiff::civil::Date;

/// The days of one inspection visit, from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day; the same as `from` if the visit took one day.
    pub to: Date,
}

/// The English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Parses "14 May 2012", "14 Aug 2012", "14/05/2012" (day first) and "2012-05-14".
///
/// Returns `None` if the text is in another form, is not a real date, or has a year below 1000.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let mut parts = text.split([' ', '/', '.']).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month_by_name = || {
        MONTHS.iter().position(|name| {
            month.len() >= 3 && name.get(..month.len()).is_some_and(|start| start.eq_ignore_ascii_case(month))
        })
    };
    let month = month.parse::<i8>().ok().or_else(|| i8::try_from(month_by_name()? + 1).ok())?;
    let year = year.parse::<i16>().ok().filter(|year| *year > 999)?;
    Date::new(year, month, day.parse().ok()?).ok().filter(|_| parts.next().is_none())
}

/// Parses a date that a person entered: in the forms of [`parse_date`], or with the last two digits of a year of this
/// century: "1/9/27", "15.06.27".
///
/// Returns `None` if the text is in another form, or is not a real date.
#[must_use]
pub fn parse_entered_date(text: &str) -> Option<Date> {
    let with_century = || {
        let (start, year) = text.trim().rsplit_once(['/', '.'])?;
        let is_short = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
        is_short.then(|| parse_date(&format!("{start}/20{year}"))).flatten()
    };
    parse_date(text).or_else(with_century)
}

/// Returns true if these words were most likely meant as a date that [`parse_entered_date`] can't read, such as "31/02/2025"
/// or "05/14/2025": numbers with a separator between them, or the name of a month with a number.
#[must_use]
pub fn is_unclear_date(text: &str) -> bool {
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    let is_month = |word: &str| {
        word.len() >= 3
            && MONTHS
                .iter()
                .any(|name| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    };
    let has_month = || text.split(|letter: char| !letter.is_alphabetic()).any(is_month);
    is_impossible_date(text) || has_digit && has_month() && parse_entered_date(text).is_none()
}

/// Returns true for numbers with a separator between them that are not a real date, such as "31/02/2025": a slip.
#[must_use]
pub fn is_impossible_date(text: &str) -> bool {
    let is_separator = |letter: char| matches!(letter, '/' | '-' | '.');
    let is_numeric = text.trim().chars().all(|letter| letter.is_ascii_digit() || is_separator(letter));
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    is_numeric && has_digit && text.contains(is_separator) && parse_entered_date(text).is_none()
}

/// Formats a date as "14 May 2012".
#[must_use]
pub fn format_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

/// Formats a period and prints a shared month or year only once: "19 to 30 March 2012", "29 January to 9 February
/// 2018", "9 March 2020".
#[must_use]
pub fn format_period(period: Period) -> String {
    let Period { from, to } = period;
    if from == to {
        format_date(from)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{} to {}", from.day(), format_date(to))
    } else if from.year() == to.year() {
        format!("{} {} to {}", from.day(), month_name(from), format_date(to))
    } else {
        format!("{} to {}", format_date(from), format_date(to))
    }
}

/// Returns the English name of the month of a date.
fn month_name(date: Date) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or(0);
    MONTHS.get(index).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{format_date, is_impossible_date, is_unclear_date, parse_entered_date};

    #[test]
    fn entered_dates_can_have_short_years() {
        for (words, expected) in [
            ("1/9/27", "1 September 2027"),
            ("15.06.27", "15 June 2027"),
            ("01/09/2027", "1 September 2027"),
            ("31/02/27", ""),
            ("1/9/7", ""),
            ("May 27", ""),
        ] {
            let found = parse_entered_date(words).map(format_date).unwrap_or_default();
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn only_numbers_are_slips() {
        for (words, is_impossible, is_unclear) in [
            ("31/02/2025", true, true),
            ("05/14/2025", true, true),
            ("end of June 2027", false, true),
            ("1/9/27", false, false),
            ("next spring", false, false),
        ] {
            assert_eq!(
                (is_impossible_date(words), is_unclear_date(words)),
                (is_impossible, is_unclear),
                "{words}"
            );
        }
    }
}
