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

/// Returns the first date in a text, such as "14 May 2012", "07 February 2017", "14/5/2012", "14.05.2012" or
/// "2012-05-14"; `None` if there is no date.
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
    let spaced: String = words.chars().map(|c| if is_long_dash(c) { '\u{2013}' } else { c }).collect();
    let spaced = spaced.replace('\u{2013}', " \u{2013} ");
    let mut tokens = Vec::new();
    for word in spaced.split_whitespace() {
        let bare = trim_punctuation(word);
        if let Some(parts) = parse_numeric_date(bare) {
            tokens.extend(parts);
            continue;
        }
        // Other hyphens are between two days: "15-19 July".
        for (index, part) in word.split(['-', '\u{2013}']).enumerate() {
            if index > 0 {
                tokens.push(DateToken::To);
            }
            match parse_numeric_date(trim_punctuation(part)) {
                Some(parts) => tokens.extend(parts),
                None => tokens.extend(parse_token(trim_punctuation(part))),
            }
        }
    }
    tokens
}

/// Returns true for a dash that is longer than a hyphen, or a character that is printed as such a dash.
fn is_long_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2500}' | '\u{2212}')
}

/// Returns a word without punctuation at its ends.
fn trim_punctuation(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
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

/// Parses a date in figures: "14/5/2012", "14/5/12", "14.05.2012" or "2012-05-14". The day comes first, as in Britain,
/// except before hyphens. Returns `None` for other words.
fn parse_numeric_date(word: &str) -> Option<[DateToken; 3]> {
    let mark = word.chars().find(|c| !c.is_ascii_digit()).filter(|mark| matches!(mark, '/' | '.' | '-'))?;
    let mut parts = word.split(mark);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, year) = if mark == '-' { (last, first) } else { (first, last) };
    // Other numbers with dots and hyphens have shorter years: "1.2.12" can be the number of a paragraph.
    if mark != '/' && (parts.next().is_some() || year.len() != 4) {
        return None;
    }
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
            ("2024-03-05", &["5 March 2024 - 5 March 2024"]),
            ("2024-03-05 to 2024-03-08", &["5 March 2024 - 8 March 2024"]),
            ("05.03.2024 \u{2013} 08.03.2024.", &["5 March 2024 - 8 March 2024"]),
            ("15-19 July 2013", &["15 July 2013 - 19 July 2013"]),
            ("8\u{2013}12 July 2013", &["8 July 2013 - 12 July 2013"]),
            ("paragraph 1.2.12 and 31.02.2024", &[]),
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
