//! Local authorities, from the table of English authorities that ships with the program.
//!
//! A name is looked up without the words that only say what kind of council or service it is, so that "York", "City of
//! York Council" and "York City Council" are the same authority. File names are not consulted.

use std::{collections::HashMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

/// A local authority that is responsible for children's services.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Authority {
    /// The name without the kind of council: "York".
    pub name: String,
    /// The code of the Office for National Statistics: "E06000014".
    pub code: String,
    /// The region of England: "Yorkshire and The Humber".
    pub region: String,
}

/// English authorities responsible for children's services, with the codes of the Office for National Statistics (ONS).
/// Contains public sector information licensed under the Open Government Licence v3.0. Authorities that were abolished
/// since 2009 are included.
static AUTHORITIES_CSV: &str = include_str!("../../assets/local_authorities.csv");

/// Words that come before a place in the name of an authority, in lower case.
const NAME_PREFIXES: [&str; 12] = [
    "the",
    "council of",
    "county of",
    "city of",
    "borough of",
    "london borough of",
    "metropolitan borough of",
    "royal borough of",
    "city and county of",
    "local authority of",
    "district of",
    "children's services in",
];

/// Words that follow a place in the name of an authority, of a partnership or of a trust that provides its services.
const NAME_SUFFIXES: [&str; 24] = [
    "council",
    "corporation",
    "city",
    "county",
    "borough",
    "district",
    "london borough",
    "metropolitan",
    "unitary authority",
    "local authority",
    "local area partnership",
    "local area",
    "area partnership",
    "partnership",
    "children's services",
    "children's social care",
    "children's trust",
    "children's services trust",
    "children and families trust",
    "children first",
    "safeguarding children board",
    "local safeguarding children board",
    "safeguarding children partnership",
    "services",
];

/// All authorities by their normalised names. An authority with other names is listed under each of them.
static AUTHORITIES: LazyLock<HashMap<String, Authority>> = LazyLock::new(|| {
    let mut authorities = HashMap::new();
    for row in csv::Reader::from_reader(AUTHORITIES_CSV.as_bytes()).into_records().flatten() {
        let (Some(name), Some(code), Some(region)) = (row.get(0), row.get(1), row.get(2)) else { continue };
        let authority = Authority { name: name.to_owned(), code: code.to_owned(), region: region.to_owned() };
        let others =
            row.get(3).unwrap_or_default().split(';').map(str::trim).filter(|other| !other.is_empty());
        for name in others.chain([name]) {
            authorities.insert(normalised_name(name), authority.clone());
        }
    }
    authorities
});

impl Authority {
    /// Returns the authority with this name, as printed in a report; `None` if the table has no such authority.
    #[must_use]
    pub fn from_name(printed: &str) -> Option<Self> {
        /// The maximum length of a name, in bytes.
        const MAX_NAME_BYTES: usize = 200;
        if printed.len() > MAX_NAME_BYTES {
            return None;
        }
        let name = normalised_name(printed);
        let mut rest = name.as_str();
        // Each round removes a word, so the loop ends.
        loop {
            if let Some(authority) = AUTHORITIES.get(rest) {
                return Some(authority.clone());
            }
            rest = strip_affix(rest)?;
        }
    }

    /// Returns the authority that a title or a running head names: "Inspection of York local authority children's
    /// services", "Surrey Local Area Partnership, 25 to 29 September". Returns `None` if the title names no authority
    /// or two of them.
    #[must_use]
    pub fn from_title(title: &str) -> Option<Self> {
        /// The maximum number of words of a title that are read. Real titles are shorter.
        const MAX_TITLE_WORDS: usize = 60;
        /// The maximum number of words in a name, including the kind of council: "Royal Borough of Windsor and
        /// Maidenhead local authority".
        const MAX_NAME_WORDS: usize = 9;
        let words: Vec<&str> = title.split_whitespace().take(MAX_TITLE_WORDS).collect();
        // A name begins the title, or follows a preposition or a colon.
        let can_follow = |before: &str| {
            before.ends_with(':')
                || ["of", "in", "to", "for", "the", "-", "\u{2013}"]
                    .iter()
                    .any(|word| before.eq_ignore_ascii_case(word))
        };
        let starts = (0..words.len()).filter(|start| {
            (*start == 0 || can_follow(words[start - 1])) && words[*start].starts_with(char::is_uppercase)
        });
        let mut found = starts.filter_map(|start| {
            let longest = (words.len() - start).min(MAX_NAME_WORDS);
            let ends = (1..=longest).rev().map(|length| start + length);
            ends.into_iter().find_map(|end| Some((end, Self::from_name(&words[start..end].join(" "))?)))
        });
        let (end, authority) = found.next()?;
        let is_one_of_two = words.get(end).is_some_and(|word| *word == "and" || *word == "&")
            && words.get(end + 1).is_some_and(|word| word.starts_with(char::is_uppercase));
        (!is_one_of_two).then_some(authority)
    }
}

/// Returns a name without its longest prefix of [`NAME_PREFIXES`], or else without its longest suffix of
/// [`NAME_SUFFIXES`]. Returns `None` if the name has neither.
fn strip_affix(name: &str) -> Option<&str> {
    let unprefixed = NAME_PREFIXES.iter().filter_map(|prefix| name.strip_prefix(prefix)?.strip_prefix(' '));
    let unsuffixed = NAME_SUFFIXES.iter().filter_map(|suffix| name.strip_suffix(suffix)?.strip_suffix(' '));
    unprefixed.min_by_key(|rest| rest.len()).or_else(|| unsuffixed.min_by_key(|rest| rest.len()))
}

/// Returns a name in lower case, with "and" for "&", straight apostrophes, and single spaces for hyphens and other
/// marks.
fn normalised_name(name: &str) -> String {
    let name = name.to_lowercase().replace('\u{2019}', "'").replace('&', " and ");
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{AUTHORITIES, AUTHORITIES_CSV};

    #[test]
    fn every_row_of_the_table_is_read_and_has_its_own_code() {
        let mut codes: Vec<&str> = AUTHORITIES.values().map(|authority| authority.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), AUTHORITIES_CSV.lines().count() - 1);
    }
}
