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
    /// The name as it is first printed.
    pub name: String,
    /// The first sentence that mentions it.
    pub sentence: String,
    /// All places that mention it, in reading order.
    pub uses: Vec<Place>,
}

/// Mentions by key, in the order in which they are first found.
#[derive(Debug, Default)]
struct Mentions {
    found: Vec<Mention>,
    /// For each key, the index in `found`.
    index_by_key: HashMap<String, usize>,
}

impl Mentions {
    fn add(&mut self, key: String, name: &str, sentence: &str, place: Place) {
        let index = *self.index_by_key.entry(key).or_insert(self.found.len());
        match self.found.get_mut(index) {
            // Two mentions in one place are listed once.
            Some(mention) if mention.uses.last() == Some(&place) => {}
            Some(mention) => mention.uses.push(place),
            None => self.found.push(Mention {
                name: shortened(name).to_owned(),
                sentence: shortened(sentence).to_owned(),
                uses: vec![place],
            }),
        }
    }
}

/// Returns the part of a sentence that is shown.
fn shortened(sentence: &str) -> &str {
    const MAX_SHOWN_BYTES: usize = 400;
    &sentence[..sentence.floor_char_boundary(sentence.len().min(MAX_SHOWN_BYTES))]
}

fn for_each_sentence(report: &Report, mut visit: impl FnMut(&str, Place)) {
    for Passage { text, place, .. } in passages(report) {
        for range in sentences(text) {
            visit(&text[range], place);
        }
    }
}

/// The last words of organisations' names.
const LAST_WORDS: [&str; 29] = [
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
/// Small words that join the parts of a name.
const JOINING_WORDS: [&str; 5] = ["and", "for", "in", "of", "&"];
/// Capitalised words that begin a sentence and do not belong to a name.
const SENTENCE_STARTS: [&str; 34] = [
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
const POSTS: [&str; 12] = [
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
    let mut mentions = Mentions::default();
    for_each_sentence(report, |sentence, place| {
        for name in organisation_names(sentence) {
            let key = name.to_lowercase().replace('\u{2019}', "'");
            // "Board" and "Boards" are the same organisation.
            let key = key.strip_suffix('s').unwrap_or(&key).to_owned();
            mentions.add(key, name, sentence, place);
        }
    });
    mentions.found
}

/// Returns the names of organisations in a sentence.
fn organisation_names(sentence: &str) -> Vec<&str> {
    let at = |word: &str| word.as_ptr() as usize - sentence.as_ptr() as usize;
    let mut found = Vec::new();
    // The words of the current name so far, with the small words between them.
    let mut run: Vec<&str> = Vec::new();
    let mut close = |run: &mut Vec<&str>| {
        let first =
            run.iter().position(|word| !SENTENCE_STARTS.contains(word) && !JOINING_WORDS.contains(word));
        let last = run.iter().rposition(|word| LAST_WORDS.contains(&bare_word(word)));
        if let (Some(first), Some(last)) = (first, last)
            && last > first
            && !POSTS.contains(&run[first])
        {
            let end = bare_word(run[last]);
            found.push(&sentence[at(run[first])..at(end) + end.len()]);
        }
        run.clear();
    };
    for word in sentence.split_whitespace() {
        let core = word.trim_start_matches(['(', '\u{2018}', '\u{201C}', '"', '\'']);
        let ends_name = bare_word(core).len() < core.len();
        if core.len() < word.len() {
            close(&mut run);
        }
        let is_name = core.starts_with(char::is_uppercase);
        // "A Trust and B Trust" are two names.
        let is_complete =
            run.last().is_some_and(|last| LAST_WORDS.contains(&bare_word(last)) && *last != "Police");
        if is_name || !run.is_empty() && JOINING_WORDS.contains(&core) && !is_complete {
            run.push(core);
        } else {
            close(&mut run);
        }
        if ends_name {
            close(&mut run);
        }
    }
    close(&mut run);
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
    let mut mentions = Mentions::default();
    for_each_sentence(report, |sentence, place| {
        // The same percentage of something else is a different figure, so the sentence is the key.
        let figures = figures_in(sentence);
        if !figures.is_empty() {
            mentions.add(sentence.to_owned(), &figures.join(", "), sentence, place);
        }
    });
    mentions.found
}

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

/// Returns " per 10,000" if the text after a number begins with a rate.
fn rate_after(rest: &str) -> Option<&str> {
    let numbers = rest.strip_prefix(" per ")?;
    let after = numbers.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let length = rest.len() - after.len();
    let rate = rest[..length].trim_end_matches(',');
    rate.ends_with(|c: char| c.is_ascii_digit()).then_some(rate)
}

fn starts_with_unit(rest: &str, unit: &str) -> bool {
    rest.strip_prefix(unit).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// Words for an inspection, but not for inspectors.
static INSPECTION_WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:re-?)?inspections?|(?:re-?)?inspected|focused visits?|monitoring visits?|area reviews?)\b").ok()
});
/// The greatest distance between an inspection and its date, in bytes.
const MAX_DATE_DISTANCE_BYTES: usize = 60;

/// Returns the earlier inspections that the text mentions with a month or year. Only those before the first day of this
/// inspection count, or all of them if that day is unknown.
#[must_use]
pub fn earlier_inspections(report: &Report) -> Vec<Mention> {
    let cover = &report.cover;
    let first = cover.inspected.iter().map(|period| period.from).min().or(cover.published);
    let this = first.map(|day| (day.year(), day.month()));
    let mut mentions = Mentions::default();
    for_each_sentence(report, |sentence, place| {
        let inspections =
            INSPECTION_WORDS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(sentence));
        let inspections: Vec<Range<usize>> = inspections.map(|found| found.range()).collect();
        if inspections.is_empty() {
            return;
        }
        // Footnotes cite laws and other reports.
        let block = report.block(place.block);
        let is_aside = block.section.is_some_and(|section| is_aside(report, section));
        if is_aside || matches!(block.content, Content::Footnote(_)) {
            return;
        }
        for (year, month, name) in months_and_years(sentence) {
            let is_earlier = this.is_none_or(|this| match month {
                Some(month) => (year, month) < this,
                None => year < this.0,
            });
            let at = name.as_ptr() as usize - sentence.as_ptr() as usize;
            let end = at + name.len();
            // The inspection may be mentioned before the date or after it.
            let before = inspections.partition_point(|range| range.end <= at);
            let is_close = |distance: usize| distance <= MAX_DATE_DISTANCE_BYTES;
            let is_near = before.checked_sub(1).is_some_and(|index| is_close(at - inspections[index].end))
                || inspections.get(before).is_some_and(|range| is_close(range.start.saturating_sub(end)));
            if is_earlier && is_near {
                mentions.add(format!("{year}-{}", month.unwrap_or(0)), name, sentence, place);
            }
        }
    });
    mentions.found
}

/// Last words of laws and other documents that have a year in their name.
const DOCUMENTS_WITH_YEAR: [&str; 7] =
    ["Act", "Framework", "Guidance", "Order", "Regulations", "Rules", "Strategy"];

/// Returns dates such as "March 2009" and "2009": the year, the month if there is one, and the words.
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
