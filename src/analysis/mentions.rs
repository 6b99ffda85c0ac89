//! What a report mentions besides what it finds: bodies, figures, earlier inspections. Each with every place.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    asides::is_aside,
    passages::{Passage, passages},
    sentences::sentences,
};
use crate::report::{Content, MONTHS, Place, Report};

/// Something a report mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// As it is first printed.
    pub name: String,
    /// The sentence in which it first stands.
    pub sentence: String,
    /// Everywhere it is mentioned, in reading order.
    pub uses: Vec<Place>,
}

/// Mentions by a key, in the order in which they first come.
#[derive(Debug, Default)]
struct Mentions {
    found: Vec<Mention>,
    known: HashMap<String, usize>,
}

impl Mentions {
    fn add(&mut self, key: String, name: &str, sentence: &str, place: Place) {
        let index = *self.known.entry(key).or_insert(self.found.len());
        match self.found.get_mut(index) {
            // A place is told once, however often it says so.
            Some(mention) if mention.uses.last() == Some(&place) => {}
            Some(mention) => mention.uses.push(place),
            None => self.found.push(Mention {
                name: beginning(name).to_owned(),
                sentence: beginning(sentence).to_owned(),
                uses: vec![place],
            }),
        }
    }
}

/// As much of a sentence as is shown.
fn beginning(sentence: &str) -> &str {
    const SHOWN: usize = 400;
    &sentence[..sentence.floor_char_boundary(sentence.len().min(SHOWN))]
}

fn each_sentence(report: &Report, mut visit: impl FnMut(&str, Place)) {
    for Passage { text, place, .. } in passages(report) {
        for range in sentences(text) {
            visit(&text[range], place);
        }
    }
}

/// Last words of the names of bodies.
const HEADS: [&str; 29] = [
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
/// Small words within a name.
const JOINTS: [&str; 5] = ["and", "for", "in", "of", "&"];
/// Words that begin a sentence and not a name.
const BEFORE: [&str; 34] = [
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

/// Words that begin the name of an office and not of a body.
const OFFICES: [&str; 12] = [
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

/// Bodies by their names: words in capitals of which the last says what kind of body it is, as in "Larkmoor and
/// District Hospital". One word alone names none.
#[must_use]
pub fn bodies(report: &Report) -> Vec<Mention> {
    let mut mentions = Mentions::default();
    each_sentence(report, |sentence, place| {
        for name in names(sentence) {
            let key = name.to_lowercase().replace('\u{2019}', "'");
            // "Board" and "Boards" are one.
            let key = key.strip_suffix('s').unwrap_or(&key).to_owned();
            mentions.add(key, name, sentence, place);
        }
    });
    mentions.found
}

/// Names of bodies within a sentence.
fn names(sentence: &str) -> Vec<&str> {
    let at = |word: &str| word.as_ptr() as usize - sentence.as_ptr() as usize;
    let mut found = Vec::new();
    // Words of the name so far, small words between them too, and whether a body's last word was seen.
    let mut run: Vec<&str> = Vec::new();
    let mut close = |run: &mut Vec<&str>| {
        let first = run.iter().position(|word| !BEFORE.contains(word) && !JOINTS.contains(word));
        let last = run.iter().rposition(|word| HEADS.contains(&trim(word)));
        if let (Some(first), Some(last)) = (first, last)
            && last > first
            && !OFFICES.contains(&run[first])
        {
            let end = trim(run[last]);
            found.push(&sentence[at(run[first])..at(end) + end.len()]);
        }
        run.clear();
    };
    for word in sentence.split_whitespace() {
        let core = word.trim_start_matches(['(', '\u{2018}', '\u{201C}', '"', '\'']);
        let ends = trim(core).len() < core.len();
        if core.len() < word.len() {
            close(&mut run);
        }
        let is_name = core.starts_with(char::is_uppercase);
        // "A Trust and B Trust" are two.
        let after_head = run.last().is_some_and(|last| HEADS.contains(&trim(last)) && *last != "Police");
        if is_name || !run.is_empty() && JOINTS.contains(&core) && !after_head {
            run.push(core);
        } else {
            close(&mut run);
        }
        if ends {
            close(&mut run);
        }
    }
    close(&mut run);
    found
}

/// A word without the marks behind it.
fn trim(word: &str) -> &str {
    let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    bare.strip_suffix("\u{2019}s").or(bare.strip_suffix("'s")).unwrap_or(bare)
}

/// Shares, sums and rates, as printed, sentence by sentence: "98%", "45 per cent", "£1.2 million", "62 per 10,000".
#[must_use]
pub fn figures(report: &Report) -> Vec<Mention> {
    let mut mentions = Mentions::default();
    each_sentence(report, |sentence, place| {
        // The same share of something else is another figure: they are told by their sentence.
        let figures = figures_within(sentence);
        if !figures.is_empty() {
            mentions.add(sentence.to_owned(), &figures.join(", "), sentence, place);
        }
    });
    mentions.found
}

fn figures_within(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = sentence[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let digits =
            sentence[start..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = sentence[start..sentence.len() - digits.len()].trim_end_matches(['.', ',']);
        let end = start + number.len();
        from = end.max(start + 1);
        let rest = &sentence[end..];
        let pounds = sentence[..start].ends_with('\u{A3}');
        let begin = if pounds { start - '\u{A3}'.len_utf8() } else { start };
        let tail = if pounds {
            [" million", " billion", "m", "bn", "k"]
                .into_iter()
                .find(|unit| ends_word(rest, unit))
                .or(Some(""))
        } else {
            let percent =
                ["%", " %", " per cent", " percent"].into_iter().find(|unit| rest.starts_with(unit));
            percent.or_else(|| rate(rest))
        };
        if let Some(tail) = tail {
            found.push(&sentence[begin..end + tail.len()]);
            from = end + tail.len();
        }
    }
    found
}

/// " per 10,000" behind a number.
fn rate(rest: &str) -> Option<&str> {
    let numbers = rest.strip_prefix(" per ")?;
    let behind = numbers.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let length = rest.len() - behind.len();
    let rate = rest[..length].trim_end_matches(',');
    rate.ends_with(|c: char| c.is_ascii_digit()).then_some(rate)
}

fn ends_word(rest: &str, unit: &str) -> bool {
    rest.strip_prefix(unit).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
}

/// An inspection, and not those who inspect.
static INSPECTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:re-?)?inspections?|(?:re-?)?inspected|focused visits?|monitoring visits?|area reviews?)\b").ok()
});
/// Its day stands no further from it than this, in bytes.
const NEAR: usize = 60;

/// Inspections before this one that the text speaks of, by month and year: those before the first day of this one, or
/// all where no day is known.
#[must_use]
pub fn earlier_inspections(report: &Report) -> Vec<Mention> {
    let cover = &report.cover;
    let first = cover.inspected.iter().map(|period| period.from).min().or(cover.published);
    let this = first.map(|day| (day.year(), day.month()));
    let mut mentions = Mentions::default();
    each_sentence(report, |sentence, place| {
        let spoken = INSPECTED.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(sentence));
        let spoken: Vec<Range<usize>> = spoken.map(|found| found.range()).collect();
        if spoken.is_empty() {
            return;
        }
        // Notes name laws and other reports.
        let block = report.block(place.block);
        let is_aside = block.section.is_some_and(|section| is_aside(report, section));
        if is_aside || matches!(block.content, Content::Note(_)) {
            return;
        }
        for (year, month, name) in months_and_years(sentence) {
            let is_earlier = this.is_none_or(|this| match month {
                Some(month) => (year, month) < this,
                None => year < this.0,
            });
            let at = name.as_ptr() as usize - sentence.as_ptr() as usize;
            let end = at + name.len();
            // The one spoken of before it, or right behind.
            let before = spoken.partition_point(|range| range.end <= at);
            let is_near = before.checked_sub(1).is_some_and(|index| at - spoken[index].end <= NEAR)
                || spoken.get(before).is_some_and(|range| range.start.saturating_sub(end) <= NEAR);
            if is_earlier && is_near {
                mentions.add(format!("{year}-{}", month.unwrap_or(0)), name, sentence, place);
            }
        }
    });
    mentions.found
}

/// What has a year in its name.
const LAWS: [&str; 7] = ["Act", "Framework", "Guidance", "Order", "Regulations", "Rules", "Strategy"];

/// "March 2009" and "2009", with the year, the month and the words.
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
        // A part of a number, of a range of years or of a law is none.
        let before = &sentence[..start];
        let mut behind = rest.chars();
        let joined = behind.next().is_some_and(|c| matches!(c, '/' | '-' | '\u{2013}' | ','));
        if joined && behind.next().is_some_and(|c| c.is_ascii_digit())
            || before.ends_with(['/', '-', '\u{2013}', ',', '.', '\u{A3}'])
            || LAWS.iter().any(|law| before.trim_end().ends_with(law))
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
    use super::{figures_within, months_and_years, names};

    #[test]
    fn bodies_are_named_in_capitals_up_to_what_kind_they_are() {
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
            assert_eq!(names(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn shares_sums_and_rates_are_figures() {
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
            assert_eq!(figures_within(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn years_are_told_from_other_numbers() {
        let found =
            months_and_years("In March 2009 and 2010, under the Children Act 1989, by 2,012 and in 2008-09.");
        assert_eq!(found, [(2009, Some(3), "March 2009"), (2010, None, "2010")]);
    }
}
