//! Due dates in sentences: "should send the plan by 13 October 2023".

use jiff::ToSpan as _;

use super::{Date, MONTHS, TimeLimit, Timescale, parse_date};

/// A date after "by" or "no later than".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// One day.
    Day(Date),
    /// A month, season or year without a day. "By September 2024" can mean the first or the last day of the month.
    Unclear,
}

/// Returns the due date of a recommendation with this timescale and wording; see [`super::Recommendation::due_date`].
#[must_use]
pub(crate) fn due_date(
    timescale: Option<&Timescale>,
    wording: &str,
    published: Option<Date>,
) -> Option<Date> {
    match timescale {
        Some(timescale) if timescale.limit != TimeLimit::InWords => timescale.due_date(published),
        Some(_) | None => {
            let is_later = |due: &Date| published.is_none_or(|published| *due > published);
            let counted = || stated_time_limit(wording)?.due_date(published);
            stated_due_date(wording).filter(is_later).or_else(counted)
        }
    }
}

/// Returns the length of time after publication that a text states: "within six months of the publication of this report".
/// Returns `None` if it states none, or if several differ.
fn stated_time_limit(text: &str) -> Option<TimeLimit> {
    /// The maximum number of words from the number to "publication".
    const MAX_WORDS: usize = 7;
    let lower = text.to_ascii_lowercase();
    let mut found = None;
    for (at, start) in lower.match_indices("within ") {
        let rest: Vec<&str> = lower[at + start.len()..].split_whitespace().take(MAX_WORDS).collect();
        let Some(end) = rest.iter().position(|word| without_marks(word) == "publication") else { continue };
        match (super::timescale::parse_time_limit(&rest[..end].join(" ")), found) {
            (Some(limit), None) => found = Some(limit),
            (limit, _) if limit == found => {}
            (_, _) => return None,
        }
    }
    found
}

/// Returns the day by which a text says that something is due: "by 13 October 2023", "no later than Friday 1 March
/// 2024", "by the end of March 2024".
///
/// Returns `None` if there is no such day, if several differ, or if another due date in the text is not exact.
#[must_use]
pub(crate) fn stated_due_date(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found: Option<Date> = None;
    for (index, word) in words.iter().enumerate() {
        let is_later_than = word.eq_ignore_ascii_case("later")
            && words.get(index + 1).is_some_and(|next| next.eq_ignore_ascii_case("than"));
        let start = match without_marks(word) {
            bare if bare.eq_ignore_ascii_case("by") => index + 1,
            _ if is_later_than => index + 2,
            _ => continue,
        };
        match (parse_due(&words[start..]), found) {
            (None, _) => {}
            (Some(Due::Day(day)), None) => found = Some(day),
            (Some(Due::Day(day)), Some(other)) if day == other => {}
            (Some(_), _) => return None,
        }
    }
    found
}

/// Returns the day that a text consists of: "31 May 2023", "by 31/05/2023", "End of May 2023".
///
/// Returns `None` if the text has other words or a second date, or if the day is not exact.
pub(super) fn whole_due_date(text: &str) -> Option<Date> {
    let words: Vec<&str> =
        text.split_whitespace().map(without_marks).filter(|word| !word.is_empty()).collect();
    let is_whole_date = |word: &str| word.contains(['/', '-', '.']) && parse_date(word).is_some();
    let is_date_word = |(index, word): (usize, &&str)| {
        word.eq_ignore_ascii_case("by")
            || is_leading_word(word, words.get(index + 1).copied())
            || parse_month(word).is_some()
            || word.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u16>().is_ok()
            || is_whole_date(word)
    };
    let years = words.iter().filter(|word| parse_year(word).is_some() || is_whole_date(word)).count();
    let is_date = years == 1 && words.iter().enumerate().all(is_date_word);
    stated_due_date(&format!("by {text}")).filter(|_| is_date)
}

/// Parses the date at the beginning of some words, after words such as "the end of". Returns `None` if there is no date.
fn parse_due(words: &[&str]) -> Option<Due> {
    /// The maximum number of words before a date: "the close of business on Friday the".
    const MAX_LEADING_WORDS: usize = 7;
    let is_leading = |index: &usize| {
        words.get(*index).is_some_and(|word| is_leading_word(word, words.get(index + 1).copied()))
    };
    let lead = (0..MAX_LEADING_WORDS).take_while(is_leading).count();
    let is_end = words[..lead].iter().any(|word| word.eq_ignore_ascii_case("end"));
    let mut rest = words[lead..].iter().map(|word| without_marks(word));
    let first = rest.next()?;
    if let Some(day) = first.contains(['/', '-', '.']).then(|| parse_date(first)).flatten() {
        return Some(Due::Day(day));
    }
    if let Some(year) = parse_year(first) {
        // After "the", the year belongs to a noun: "the 2024 inspection", "the end of the 2024 school year".
        let is_before_noun = words[..lead].last().is_some_and(|word| word.eq_ignore_ascii_case("the"));
        return match (is_end, is_before_noun) {
            (true, false) => Date::new(year, 12, 31).ok().map(Due::Day),
            (false, true) => None,
            _ => Some(Due::Unclear),
        };
    }
    if let Some(month) = parse_month(first) {
        let first_day = rest.next().and_then(parse_year).and_then(|year| Date::new(year, month, 1).ok());
        let last_day =
            first_day.filter(|_| is_end).and_then(|day| day.checked_add(1.month()).ok()?.yesterday().ok());
        return Some(last_day.map_or(Due::Unclear, Due::Day));
    }
    let day = first.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<i8>().ok()?;
    let month = match rest.next()? {
        "of" => rest.next()?,
        other => other,
    };
    let month = parse_month(month)?;
    let Some(year) = rest.next().and_then(parse_year) else { return Some(Due::Unclear) };
    Date::new(year, month, day).ok().map(Due::Day)
}

/// Returns true for a word between "by" and a date. A time of the day is such a word too: "5pm", "5 p.m.", "17:00", "12
/// noon". `next` is the word after it.
fn is_leading_word(word: &str, next: Option<&str>) -> bool {
    const LEADING_WORDS: [&str; 18] = [
        "the",
        "end",
        "of",
        "on",
        "close",
        "business",
        "noon",
        "midday",
        "midnight",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "latest",
        "at",
    ];
    let lower = without_marks(word).to_ascii_lowercase();
    let is_half_of_day = |word: &str| matches!(word, "am" | "pm" | "a.m" | "p.m");
    let is_before_half_of_day = next
        .map(|next| without_marks(next).to_ascii_lowercase())
        .is_some_and(|next| is_half_of_day(&next) || matches!(next.as_str(), "noon" | "midday" | "midnight"));
    let is_time = lower.starts_with(|c: char| c.is_ascii_digit())
        && (lower.ends_with('m') || lower.contains(':') || is_before_half_of_day);
    is_time || is_half_of_day(&lower) || LEADING_WORDS.contains(&lower.as_str())
}

/// Returns a word without punctuation at its ends.
fn without_marks(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Returns the number of a month from its name or a short form of at least three letters.
fn parse_month(word: &str) -> Option<i8> {
    let is_month = |name: &&str| {
        word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let index = MONTHS.iter().position(is_month)?;
    i8::try_from(index + 1).ok()
}

fn parse_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| (1990..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::{due_date, stated_due_date, whole_due_date};
    use crate::report::{Date, format_date};

    #[test]
    fn a_time_after_publication_in_the_wording_gives_the_due_date() {
        let published = Date::new(2024, 7, 18).ok();
        for (words, expected) in [
            (
                "The council should act within six months of the publication of this report.",
                "18 January 2025",
            ),
            ("Act within 12 months of publication.", "18 July 2025"),
            ("Act within six months of the fire.", ""),
            ("Act within six months.", ""),
            ("Plan within six months of publication and act within 24 months of publication.", ""),
            ("Act by 1 May 2025, and report within six months of publication.", "1 May 2025"),
        ] {
            let found = due_date(None, words, published).map(format_date).unwrap_or_default();
            assert_eq!(found, expected, "{words}");
        }
        assert_eq!(due_date(None, "Act within six months of publication.", None), None);
    }

    #[test]
    fn only_a_text_without_other_words_is_a_due_date() {
        for (words, expected) in [
            ("31 May 2023", "31 May 2023"),
            ("By 31 May 2023.", "31 May 2023"),
            ("31/05/2023", "31 May 2023"),
            ("End of May 2023", "31 May 2023"),
            ("May 2023", ""),
            ("1 May 2023 to 30 June 2023", ""),
            ("1 May 2023 - 31 May 2023", ""),
            ("31 May 2023 and 30 June 2023", ""),
            ("30/06/2023 (extended to 31/12/2023)", ""),
            ("31 May 2023, then each year", ""),
            ("Ongoing", ""),
        ] {
            let found = whole_due_date(words).map(format_date).unwrap_or_default();
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn only_an_exact_date_after_by_is_due() {
        for (words, expected) in [
            ("The board should send its plan by 13 October 2023.", "13 October 2023"),
            ("By 1 March 2024, the board should act.", "1 March 2024"),
            ("Act (by 1 March 2024).", "1 March 2024"),
            ("Act by the 1st of March 2024.", "1 March 2024"),
            ("Act by Friday 1st March 2024.", "1 March 2024"),
            ("Act by Friday, 1 Mar 2024 at the latest.", "1 March 2024"),
            ("Act by noon on 1 March 2024.", "1 March 2024"),
            ("Act by 5pm on 1 March 2024.", "1 March 2024"),
            ("Act by no later than 5 p.m. on 1 March 2024.", "1 March 2024"),
            ("Act by 17:00 on Friday 1 March 2024.", "1 March 2024"),
            ("Act by 12 noon on 1 March 2024.", "1 March 2024"),
            ("Act no later than 1\u{A0}March 2024.", "1 March 2024"),
            ("Act by 01/03/2024.", "1 March 2024"),
            ("Act by 01.03.2024.", "1 March 2024"),
            ("Act by the end of March 2024.", "31 March 2024"),
            ("Act by the end of February 2024.", "29 February 2024"),
            ("Act by the end of 2024.", "31 December 2024"),
            ("Send a plan by 13th October 2023, and act by 13 October 2023.", "13 October 2023"),
            // Not exact, or not one date.
            ("Act by September 2024.", ""),
            ("Act by 31 March.", ""),
            ("Act by 2024.", ""),
            ("Act by the end of the 2024 school year.", ""),
            ("Act by the end of the spring term.", ""),
            ("Send a plan by September 2024 and a report by 1 May 2025.", ""),
            ("Send a plan by 13 October 2023 and a report by 1 May 2024.", ""),
            // Not due.
            ("Learn from the review of 13 October 2023.", ""),
            ("Send a plan by 31 June 2023.", ""),
            ("Be led by 12 people.", ""),
            ("Grow by 1.5 times.", ""),
            ("Follow the plan written by May Lark.", ""),
            ("Act by", ""),
        ] {
            let found = stated_due_date(words).map(format_date).unwrap_or_default();
            assert_eq!(found, expected, "{words}");
        }
    }
}
