//! Organisations, figures and earlier inspections that a report mentions, each with all places.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    asides::is_aside,
    passages::{Passage, passages},
    sentences::sentences,
};
use crate::report::{Content, MONTHS, Place, Report};

/// An organisation, a set of figures or an earlier inspection that a report mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name, figures or date, as first printed.
    pub name: String,
    /// The first sentence with this mention.
    pub sentence: String,
    /// All places with this mention, in reading order.
    pub uses: Vec<Place>,
}

/// Collects mentions by key, in the order of their first places.
#[derive(Debug, Default)]
struct MentionCollector {
    found: Vec<Mention>,
    /// For each key, the index in `found`.
    index_by_key: HashMap<String, usize>,
}

impl MentionCollector {
    /// Adds a mention, or another place of the mention that has this key.
    fn add_mention(&mut self, key: String, name: &str, sentence: &str, place: Place) {
        let index = *self.index_by_key.entry(key).or_insert(self.found.len());
        match self.found.get_mut(index) {
            // Two mentions in one place are listed once.
            Some(mention) if mention.uses.last() == Some(&place) => {}
            Some(mention) => mention.uses.push(place),
            None => self.found.push(Mention {
                name: shorten_sentence(name).to_owned(),
                sentence: shorten_sentence(sentence).to_owned(),
                uses: vec![place],
            }),
        }
    }
}

/// Returns the beginning of a sentence that fits into a list.
fn shorten_sentence(sentence: &str) -> &str {
    /// The maximum length of a sentence that is shown, in bytes.
    const MAX_SHOWN_BYTES: usize = 400;
    &sentence[..sentence.floor_char_boundary(sentence.len().min(MAX_SHOWN_BYTES))]
}

/// Calls `visit` with each sentence of a report and its place, in reading order.
fn for_each_sentence(report: &Report, mut visit: impl FnMut(&str, Place)) {
    for Passage { text, place, .. } in passages(report) {
        for range in sentences(text) {
            visit(&text[range], place);
        }
    }
}

/// The last words of the names of organisations.
const ORGANISATION_LAST_WORDS: [&str; 29] = [
    "Academy",
    "Agency",
    "Association",
    "Authority",
    "Authorities",
    "Board",
    "Boards",
    "Cabinet",
    "College",
    "Commission",
    "Commissioner",
    "Committee",
    "Constabulary",
    "Council",
    "Councils",
    "Department",
    "Federation",
    "Forum",
    "Hospital",
    "Hospitals",
    "Infirmary",
    "Inspectorate",
    "Parliament",
    "Partnership",
    "Police",
    "School",
    "Society",
    "Trust",
    "University",
];
/// Small words that join the parts of an organisation's name.
const JOINING_WORDS: [&str; 5] = ["and", "for", "in", "of", "&"];
/// Capitalised words that begin a sentence and do not belong to a name.
const SENTENCE_START_WORDS: [&str; 34] = [
    "A",
    "All",
    "Although",
    "An",
    "As",
    "At",
    "Both",
    "By",
    "Each",
    "Every",
    "For",
    "From",
    "However",
    "In",
    "It",
    "Its",
    "On",
    "Our",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "These",
    "This",
    "Through",
    "When",
    "Where",
    "While",
    "With",
    "Previous",
    "Previously",
    "Other",
    "Since",
];

/// Words that begin the title of a post and not the name of an organisation.
const POST_FIRST_WORDS: [&str; 12] = [
    "Assistant",
    "Chair",
    "Chief",
    "Deputy",
    "Director",
    "Directors",
    "Executive",
    "Head",
    "Heads",
    "Inspector",
    "Inspectors",
    "Member",
];

/// Returns the organisations that a report names. A name is at least two capitalised words, and the last says what kind
/// of organisation it is, as in "Larkmoor and District Hospital".
#[must_use]
pub fn organisations(report: &Report) -> Vec<Mention> {
    let mut mentions = MentionCollector::default();
    for_each_sentence(report, |sentence, place| {
        for name in organisation_names(sentence) {
            let key = name.to_lowercase().replace('\u{2019}', "'");
            // "Board" and "Boards" are the same organisation.
            let key = key.strip_suffix('s').unwrap_or(&key).to_owned();
            mentions.add_mention(key, name, sentence, place);
        }
    });
    mentions.found
}

/// Returns the names of organisations in a sentence.
fn organisation_names(sentence: &str) -> Vec<&str> {
    let offset_of = |word: &str| word.as_ptr() as usize - sentence.as_ptr() as usize;
    let mut found = Vec::new();
    // The words of the current name so far, with the small words between them.
    let mut name_words: Vec<&str> = Vec::new();
    let mut finish_name = |name_words: &mut Vec<&str>| {
        let first = name_words
            .iter()
            .position(|word| !SENTENCE_START_WORDS.contains(word) && !JOINING_WORDS.contains(word));
        let last = name_words.iter().rposition(|word| ORGANISATION_LAST_WORDS.contains(&bare_word(word)));
        if let (Some(first), Some(last)) = (first, last)
            && last > first
            && !POST_FIRST_WORDS.contains(&name_words[first])
        {
            let end = bare_word(name_words[last]);
            found.push(&sentence[offset_of(name_words[first])..offset_of(end) + end.len()]);
        }
        name_words.clear();
    };
    for word in sentence.split_whitespace() {
        let core = word.trim_start_matches(['(', '\u{2018}', '\u{201C}', '"', '\'']);
        let ends_name = bare_word(core).len() < core.len();
        if core.len() < word.len() {
            finish_name(&mut name_words);
        }
        let is_name = core.starts_with(char::is_uppercase);
        // A name is not continued after its last word: "Lark Trust and Moor Trust" are two names.
        let is_complete = name_words
            .last()
            .is_some_and(|last| ORGANISATION_LAST_WORDS.contains(&bare_word(last)) && *last != "Police");
        if is_name || !name_words.is_empty() && JOINING_WORDS.contains(&core) && !is_complete {
            name_words.push(core);
        } else {
            finish_name(&mut name_words);
        }
        if ends_name {
            finish_name(&mut name_words);
        }
    }
    finish_name(&mut name_words);
    found
}

/// Returns a word without the punctuation and the "'s" after it.
fn bare_word(word: &str) -> &str {
    let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    bare.strip_suffix("\u{2019}s").or(bare.strip_suffix("'s")).unwrap_or(bare)
}

/// Returns percentages, sums of money and rates as printed, by sentence: "98%", "45 per cent", "£1.2 million", "62 per
/// 10,000".
#[must_use]
pub fn figures(report: &Report) -> Vec<Mention> {
    let mut mentions = MentionCollector::default();
    for_each_sentence(report, |sentence, place| {
        // The same percentage of something else is a different figure, so the sentence is the key.
        let figures = figures_in(sentence);
        if !figures.is_empty() {
            mentions.add_mention(sentence.to_owned(), &figures.join(", "), sentence, place);
        }
    });
    mentions.found
}

/// Returns the percentages, sums of money and rates in a sentence, as printed and in order.
fn figures_in(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = sentence[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let digits =
            sentence[start..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = sentence[start..sentence.len() - digits.len()].trim_end_matches(['.', ',']);
        let end = start + number.len();
        from = end.max(start + 1);
        let rest = &sentence[end..];
        let is_money = sentence[..start].ends_with('\u{A3}');
        let begin = if is_money { start - '\u{A3}'.len_utf8() } else { start };
        let tail = if is_money {
            [" million", " billion", "m", "bn", "k"]
                .into_iter()
                .find(|unit| starts_with_unit(rest, unit))
                .or(Some(""))
        } else {
            let percent =
                ["%", " %", " per cent", " percent"].into_iter().find(|unit| rest.starts_with(unit));
            percent.or_else(|| rate_after(rest))
        };
        if let Some(tail) = tail {
            found.push(&sentence[begin..end + tail.len()]);
            from = end + tail.len();
        }
    }
    found
}

/// Returns the rate at the beginning of the text after a number: " per 10,000". Returns `None` if there is no rate.
fn rate_after(rest: &str) -> Option<&str> {
    let numbers = rest.strip_prefix(" per ")?;
    let after = numbers.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let length = rest.len() - after.len();
    let rate = rest[..length].trim_end_matches(',');
    rate.ends_with(|c: char| c.is_ascii_digit()).then_some(rate)
}

/// Returns true if a text starts with a unit such as "m", but not with a longer word such as "men".
fn starts_with_unit(rest: &str, unit: &str) -> bool {
    rest.strip_prefix(unit).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// Matches words for inspections, but not for inspectors.
static INSPECTION_WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:re-?)?inspections?|(?:re-?)?inspected|focused visits?|monitoring visits?|area reviews?)\b").ok()
});
/// The maximum distance between the mention of an inspection and its date, in bytes.
const MAX_DATE_DISTANCE_BYTES: usize = 60;

/// Returns the earlier inspections that the text mentions with a month or year. An inspection is earlier if it was
/// before the first day of this inspection, or else before the publication date. If the report gives neither date, all
/// inspections count as earlier.
#[must_use]
pub fn earlier_inspections(report: &Report) -> Vec<Mention> {
    let cover = &report.cover;
    let first = cover.inspected.iter().map(|period| period.from).min().or(cover.published);
    let this_month = first.map(|day| (day.year(), day.month()));
    let mut mentions = MentionCollector::default();
    for_each_sentence(report, |sentence, place| {
        let inspections =
            INSPECTION_WORDS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(sentence));
        let inspections: Vec<Range<usize>> = inspections.map(|found| found.range()).collect();
        if inspections.is_empty() {
            return;
        }
        // The dates in footnotes are often those of laws and other reports.
        let block = report.block(place.block);
        let is_aside = block.section.is_some_and(|section| is_aside(report, section));
        if is_aside || matches!(block.content, Content::Footnote(_)) {
            return;
        }
        for (year, month, name) in months_and_years(sentence) {
            let is_earlier = this_month.is_none_or(|this_month| match month {
                Some(month) => (year, month) < this_month,
                None => year < this_month.0,
            });
            let start = name.as_ptr() as usize - sentence.as_ptr() as usize;
            let end = start + name.len();
            // The inspection may be mentioned before the date or after it.
            let before = inspections.partition_point(|range| range.end <= start);
            let is_close = |distance: usize| distance <= MAX_DATE_DISTANCE_BYTES;
            let is_near = before.checked_sub(1).is_some_and(|index| is_close(start - inspections[index].end))
                || inspections.get(before).is_some_and(|range| is_close(range.start.saturating_sub(end)));
            if is_earlier && is_near {
                mentions.add_mention(format!("{year}-{}", month.unwrap_or(0)), name, sentence, place);
            }
        }
    });
    mentions.found
}

/// The words before the year in the names of laws and other documents.
const DOCUMENTS_WITH_YEAR: [&str; 7] =
    ["Act", "Framework", "Guidance", "Order", "Regulations", "Rules", "Strategy"];

/// Returns dates such as "March 2009" and "2009": the year, the month from 1 if it is given, and the words as printed.
fn months_and_years(sentence: &str) -> Vec<(i16, Option<i8>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = sentence[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let rest = sentence[start..].trim_start_matches(|c: char| c.is_ascii_digit());
        let end = sentence.len() - rest.len();
        from = end;
        let Some(year) = sentence[start..end].parse::<i16>().ok().filter(|year| (1990..2100).contains(year))
        else {
            continue;
        };
        // A year within a number, a range of years or the name of a law is not a date.
        let before = &sentence[..start];
        let mut after = rest.chars();
        let is_joined = after.next().is_some_and(|c| matches!(c, '/' | '-' | '\u{2013}' | ','));
        if is_joined && after.next().is_some_and(|c| c.is_ascii_digit())
            || before.ends_with(['/', '-', '\u{2013}', ',', '.', '\u{A3}'])
            || DOCUMENTS_WITH_YEAR.iter().any(|word| before.trim_end().ends_with(word))
        {
            continue;
        }
        let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        let month = MONTHS.iter().position(|month| word == *month);
        let name = match month {
            Some(_) => before.trim_end().len() - word.len(),
            None => start,
        };
        found.push((year, month.and_then(|month| i8::try_from(month + 1).ok()), &sentence[name..end]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{figures_in, months_and_years, organisation_names};

    #[test]
    fn organisation_names_are_capitalised_and_end_with_a_kind_of_organisation() {
        for (sentence, expected) in [
            (
                "The Town of Lark Council and Lark Teaching Hospital NHS Foundation Trust agree.",
                &["Town of Lark Council", "Lark Teaching Hospital NHS Foundation Trust"][..],
            ),
            (
                "Lark and District NHS Trust\u{2019}s staff met the Health and Wellbeing Board.",
                &["Lark and District NHS Trust", "Health and Wellbeing Board"],
            ),
            ("However, the Council has a plan; Board members know it.", &[]),
            (
                "In Moor Primary School (Lark Academy) pupils do well.",
                &["Moor Primary School", "Lark Academy"],
            ),
            ("The Head of Care and the Chair of the Lark Board spoke.", &["Lark Board"]),
            ("Trust", &[]),
            ("", &[]),
        ] {
            assert_eq!(organisation_names(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn percentages_sums_of_money_and_rates_are_figures() {
        for (sentence, expected) in [
            (
                "It rose from 2.5% to 45 per cent, 62 per 10,000.",
                &["2.5%", "45 per cent", "62 per 10,000"][..],
            ),
            (
                "\u{A3}1.2 million of \u{A3}3,000, in 2012, for 12 children aged 3.",
                &["\u{A3}1.2 million", "\u{A3}3,000"],
            ),
            ("\u{A3}5m and 7 per", &["\u{A3}5m"]),
        ] {
            assert_eq!(figures_in(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn years_are_distinguished_from_other_numbers() {
        let found =
            months_and_years("In March 2009 and 2010, under the Children Act 1989, by 2,012 and in 2008-09.");
        assert_eq!(found, [(2009, Some(3), "March 2009"), (2010, None, "2010")]);
    }
}
