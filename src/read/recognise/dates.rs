//! Reads dates and periods in the forms that covers and letters print.
//!
//! Works on a text; must not know lines or covers.

use crate::report::{Date, Period};

/// A part of a date or period.
#[derive(Debug, Clone, Copy, PartialEq)]
enum DateToken {
    /// A day of the month, from 1 to 31.
    Day(i8),
    /// A month, from 1 to 12.
    Month(i8),
    /// A year, such as 2012.
    Year(i16),
    /// The word "to" or "until", or a dash.
    To,
    /// The word "and".
    And,
}

/// A day of the month, with the month and year printed after it. They are missing from the first day of "19 to 30 March
/// 2012", because they are printed only once.
#[derive(Debug, Clone, Copy, Default)]
struct PartialDate {
    /// The day of the month, from 1 to 31.
    day: i8,
    /// The month, from 1 to 12; `None` if it is not printed after this day.
    month: Option<i8>,
    /// The year; `None` if it is not printed after this day.
    year: Option<i16>,
    /// True if "to" is between this day and the next.
    is_followed_by_to: bool,
}

/// Returns the first date in a text, such as "14 May 2012", "07 February 2017" or "14/5/2012"; `None` if there is no
/// date.
pub(super) fn find_date(words: &str) -> Option<Date> {
    find_periods(words).first().map(|period| period.from)
}

/// Returns all periods in a text: "19 to 30 March 2012", "8 – 12 July 2013", "14 November 2016 – 8 December 2016",
/// "8 July 2019 to 12 July 2019 and 7 August 2019 to 8 August 2019", "9 and 10 May 2018". A period that ends before it
/// begins is kept as printed.
pub(super) fn find_periods(words: &str) -> Vec<Period> {
    let mut days = group_tokens_by_day(&tokenise_dates(words));
    let (mut month, mut year) = (None, None);
    for day in days.iter_mut().rev() {
        // In "10 December and 8 January 2019", the first day is in the year before.
        let is_year_before = day.year.is_none()
            && day.month.is_some_and(|month| month >= 10)
            && month.is_some_and(|month| month <= 3);
        month = day.month.or(month);
        year = day.year.or(if is_year_before { year.map(|year| year - 1) } else { year });
        (day.month, day.year) = (month, year);
    }
    // The year can be printed only after an earlier day: "8 July 2019 to 12 July".
    let mut year = None;
    for day in &mut days {
        year = day.year.or(year);
        day.year = year;
    }
    let dates = days
        .iter()
        .filter_map(|day| Some((Date::new(day.year?, day.month?, day.day).ok()?, day.is_followed_by_to)));
    let mut periods: Vec<Period> = Vec::new();
    let mut period_start = None;
    for (date, is_followed_by_to) in dates {
        match period_start.take() {
            Some(from) => periods.push(Period { from, to: date }),
            None if is_followed_by_to => period_start = Some(date),
            None => push_day(&mut periods, date),
        }
    }
    // The "to" after the last day can be part of the sentence: "on 23 and 24 February 2021 to Larkmoor".
    if let Some(date) = period_start {
        push_day(&mut periods, date);
    }
    periods
}

/// Adds a single day. A day directly after the last period extends that period: "9 and 10 May" is one period.
fn push_day(periods: &mut Vec<Period>, date: Date) {
    match periods.last_mut() {
        Some(last) if last.to.tomorrow().is_ok_and(|next| next == date) => last.to = date,
        _ => periods.push(Period { from: date, to: date }),
    }
}

/// Splits a text into the parts of dates. Other words are left out.
fn tokenise_dates(words: &str) -> Vec<DateToken> {
    let normalised: String = words
        .chars()
        .map(|c| {
            if matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2500}' | '\u{2212}') { '\u{2013}' } else { c }
        })
        .collect();
    let normalised = normalised.replace('\u{2013}', " to ");
    let mut tokens = Vec::new();
    for word in normalised.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(parts) = parse_slashed_date(word) {
            tokens.extend(parts);
        } else {
            tokens.extend(parse_token(word));
        }
    }
    tokens
}

/// Parses a word as a part of a date. Returns `None` for other words.
fn parse_token(word: &str) -> Option<DateToken> {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "to" | "until" => return Some(DateToken::To),
        "and" => return Some(DateToken::And),
        _ => {}
    }
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = &lower[digits.len()..];
    if let Ok(number) = digits.parse::<i16>() {
        return match (number, ordinal) {
            (1..=31, "" | "st" | "nd" | "rd" | "th") => i8::try_from(number).ok().map(DateToken::Day),
            (1900..=2199, "") => Some(DateToken::Year(number)),
            _ => None,
        };
    }
    parse_month(&lower).map(DateToken::Month)
}

/// Returns the number of a month, from 1 to 12, from its name or an abbreviation of at least three letters: "March",
/// "Mar", "Sept". Returns `None` for other words.
fn parse_month(word: &str) -> Option<i8> {
    let index = crate::report::MONTHS.iter().position(|name| {
        word.len() >= 3 && name.len() >= word.len() && name[..word.len()].eq_ignore_ascii_case(word)
    })?;
    i8::try_from(index + 1).ok()
}

/// Parses a date with slashes, such as "14/5/2012" or "14/5/12". The day comes first, as in Britain. Returns `None` for
/// other words.
fn parse_slashed_date(word: &str) -> Option<[DateToken; 3]> {
    let mut parts = word.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = year.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    Some([DateToken::Day(day.parse().ok()?), DateToken::Month(month.parse().ok()?), DateToken::Year(year)])
}

/// Groups tokens into days, each with the month, year and "to" that follow it.
fn group_tokens_by_day(tokens: &[DateToken]) -> Vec<PartialDate> {
    let mut days: Vec<PartialDate> = Vec::new();
    for token in tokens {
        match (token, days.last_mut()) {
            (DateToken::Day(day), _) => days.push(PartialDate { day: *day, ..PartialDate::default() }),
            (DateToken::Month(month), Some(last)) => last.month = Some(*month),
            (DateToken::Year(year), Some(last)) => last.year = Some(*year),
            (DateToken::To, Some(last)) => last.is_followed_by_to = true,
            _ => {}
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::find_periods;

    #[test]
    fn days_share_the_month_and_year_that_are_printed_once() {
        for (words, expected) in [
            ("19 to 30 March 2012", &["19 March 2012 - 30 March 2012"][..]),
            ("the 15 and 16 of May 2018", &["15 May 2018 - 16 May 2018"]),
            ("30 October and 31 October 2024", &["30 October 2024 - 31 October 2024"]),
            ("23 and 24 February 2021 to", &["23 February 2021 - 24 February 2021"]),
            ("8 July 2019 to 12 July", &["8 July 2019 - 12 July 2019"]),
            ("3, 9 and 10 March 2021", &["3 March 2021 - 3 March 2021", "9 March 2021 - 10 March 2021"]),
            ("18 December to 9 January 2019", &["18 December 2018 - 9 January 2019"]),
            ("14 May", &[]),
        ] {
            let found: Vec<String> = find_periods(words)
                .iter()
                .map(|period| {
                    let [from, to] = [period.from, period.to].map(crate::report::format_date);
                    format!("{from} - {to}")
                })
                .collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
