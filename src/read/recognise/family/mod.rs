//! Families of reports: what each inspection framework has of its own, as tables.
//!
//! A new family is one new file and one line in [`FAMILIES`].

mod ilacs;
pub(in crate::read) mod inspectorate;
mod lac;
mod letters;
mod progress;
mod school;
mod send;
mod sif;
mod slac;
mod summary;

use crate::{
    read::line::{Line, Shape},
    report::{Cover, FrameworkId, Text},
};

/// A family of reports, made under one framework.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Family {
    /// The framework; `None` only for a summary of a report whose framework is not known.
    pub(in crate::read) framework: Option<FrameworkId>,
    /// Whether a report is of this family, by the words of its first lines in lower case.
    recognises: fn(&str) -> bool,
    /// Titles the framework prescribes, in lower case without punctuation at the end, and their levels; 0 where only
    /// the source tells how deep they stand.
    pub(in crate::read) outline: &'static [(&'static str, u8)],
    /// What the scale is called.
    pub(in crate::read) scale_name: &'static str,
    /// The labels of the scale, best first; empty where nothing is graded.
    pub(in crate::read) scale: &'static [&'static str],
    /// What the titles of sections that ask for something begin with, in lower case.
    pub(in crate::read) recommendations: &'static [&'static str],
    /// Whether numbered paragraphs in such a section are recommendations, or only lead in to them.
    pub(in crate::read) numbers_recommendations: bool,
    /// Whether numbers of recommendations leap: they are in another order than in the report.
    pub(in crate::read) numbers_leap: bool,
    /// What the titles of sections begin with in which a paragraph without number is a recommendation too.
    pub(in crate::read) recommends_in_prose: &'static [&'static str],
    /// Beginnings of titles that stand on one footing, whatever they are set in, group by group.
    pub(in crate::read) beside: &'static [&'static [&'static str]],
    /// The grade of a sentence that states the overall judgement.
    pub(in crate::read) overall: fn(&str) -> Option<&str>,
    /// Reads what this family says of the inspection elsewhere than on a cover.
    pub(in crate::read) cover: fn(&[Line], &mut Cover),
}

/// What most families have: nothing.
const PLAIN: Family = Family {
    framework: None,
    recognises: |_| false,
    outline: &[],
    scale_name: "",
    scale: &[],
    recommendations: &[],
    numbers_recommendations: false,
    numbers_leap: false,
    recommends_in_prose: &[],
    beside: &[],
    overall: |_| None,
    cover: |_, _| {},
};

impl Family {
    /// The level the framework gives a title, by its key.
    pub(in crate::read) fn level(&self, key: &str) -> Option<u8> {
        self.outline.iter().find(|(title, level)| *title == key && *level > 0).map(|(_, level)| *level)
    }

    /// Whether the framework prescribes a title, by its key.
    pub(in crate::read) fn knows(&self, key: &str) -> bool {
        self.outline.iter().any(|(title, _)| *title == key)
    }

    /// The longest title of the framework that a key begins with.
    pub(in crate::read) fn title_of(&self, key: &str) -> Option<&'static str> {
        self.outline
            .iter()
            .map(|(title, _)| *title)
            .filter(|title| begins_with(key, title))
            .max_by_key(|title| title.len())
    }

    /// Whether words are a grade of this framework and nothing else.
    pub(in crate::read) fn is_grade(&self, words: &str) -> bool {
        self.label(words.trim().trim_end_matches('.')).is_some_and(|(_, rest)| rest.is_empty())
    }

    /// The label that words begin with, and the words behind it. "Requires improvement to be good" is "Requires
    /// improvement" and never "Good"; so is "require improvement".
    pub(in crate::read) fn label<'w>(&self, words: &'w str) -> Option<(&'static str, &'w str)> {
        let lower = words.to_ascii_lowercase();
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        let begins = |label: &&&'static str| {
            let label = label.to_ascii_lowercase();
            let plural = label.replacen("requires", "require", 1);
            let length = [&label, &plural]
                .into_iter()
                .find(|form| lower.strip_prefix(form.as_str()).is_some_and(ends))?
                .len();
            Some(length)
        };
        let (label, length) = self
            .scale
            .iter()
            .filter_map(|label| Some((*label, begins(&label)?)))
            .max_by_key(|(label, _)| label.len())?;
        let rest = words[length..].trim();
        let rest =
            rest.strip_prefix("to be good").or_else(|| rest.strip_prefix("to be Good")).unwrap_or(rest);
        Some((label, rest.trim()))
    }

    /// The group of titles on one footing that a key belongs to.
    pub(in crate::read) fn footing(&self, key: &str) -> Option<usize> {
        self.beside.iter().position(|titles| begins_with_one(key, titles))
    }

    /// Whether a section of this key asks for something.
    pub(in crate::read) fn asks(&self, key: &str) -> bool {
        begins_with_one(key, self.recommendations)
    }

    /// Whether each paragraph of a section of this key asks for something.
    pub(in crate::read) fn asks_in_prose(&self, key: &str) -> bool {
        begins_with_one(key, self.recommends_in_prose)
    }
}

fn begins_with_one(key: &str, titles: &[&str]) -> bool {
    titles.iter().any(|title| begins_with(key, title))
}

/// Whether a key begins with a title, and the word ends there.
fn begins_with(key: &str, title: &str) -> bool {
    key.strip_prefix(title).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The four labels in use since 2013.
const FOUR_WITH_REQUIRES_IMPROVEMENT: &[&str] =
    &["Outstanding", "Good", "Requires improvement", "Inadequate"];

/// All families that are known, the narrower ones first.
static FAMILIES: [&Family; 10] = [
    &letters::FOCUSED_VISIT,
    &letters::JOINT_TARGETED,
    &send::FAMILY,
    &sif::FAMILY,
    &sif::BOARD,
    &lac::FAMILY,
    &slac::FAMILY,
    &progress::FAMILY,
    &school::FAMILY,
    &ilacs::FAMILY,
];

/// The family of a report; `None` for one that nobody planned for.
pub(in crate::read) fn of(lines: &[Line]) -> Option<Family> {
    /// A report says within its first lines what it is.
    const FIRST: usize = 40;
    let words = lines.iter().take(FIRST).flat_map(texts);
    // As one text: a title may stand on two lines.
    let first: Vec<String> = words.map(str::to_lowercase).collect();
    let first = first.join(" ").replace('\u{2019}', "'");
    let family = FAMILIES.into_iter().find(|family| (family.recognises)(&first));
    if summary::is_one(&first) { Some(summary::of(family)) } else { family.copied() }
}

/// Whom a title names: the words between one of these beginnings and the first of these ends that it has.
fn subject_between(title: Option<&str>, begins: &[&str], ends: &[&str]) -> Option<String> {
    let title = title?;
    let lower = title.to_lowercase();
    // Lower case keeps the places of what is looked for only where it keeps lengths.
    let start = begins.iter().find_map(|begin| lower.find(begin).map(|at| at + begin.len()))?;
    let rest = title.get(start..)?;
    let end = ends.iter().find_map(|end| if end.is_empty() { Some(rest.len()) } else { rest.find(end) })?;
    let subject = rest[..end].trim();
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// Reads who led the inspection where it is told behind the findings: "Lead inspector: …", with or without a table.
fn lead_inspector(lines: &[Line], cover: &mut Cover) {
    const LABELS: [&str; 4] = ["lead inspector", "lead inspectors", "lead inspector:", "lead inspectors:"];
    if !cover.inspectors.is_empty() {
        return;
    }
    let name = lines.iter().rev().find_map(|line| match &line.shape {
        Shape::Row(cells) => {
            let label = cells.first()?.plain().trim().to_lowercase();
            let value = cells.get(1)?.plain().trim();
            LABELS.contains(&label.as_str()).then_some(value)
        }
        _ => {
            let (label, value) = line.text.plain().split_once(':')?;
            LABELS.contains(&label.trim().to_lowercase().as_str()).then_some(value.trim())
        }
    });
    cover.inspectors =
        name.filter(|name| !name.is_empty()).map(|name| vec![name.to_owned()]).unwrap_or_default();
}

/// Who led the inspection, in a table or list of its team: "NAME, lead inspector".
fn lead_in_team(lines: &[Line]) -> Vec<String> {
    /// A name with its title is no longer, in bytes.
    const LONGEST: usize = 100;
    let leads = lines
        .iter()
        .flat_map(texts)
        .filter(|words| words.len() <= LONGEST && words.to_lowercase().contains("lead inspector"));
    leads.filter_map(|words| words.split_once(',').map(|(name, _)| name.trim().to_owned())).collect()
}

/// The words of a line, cell by cell.
fn texts(line: &Line) -> Vec<&str> {
    match &line.shape {
        Shape::Row(cells) => cells.iter().map(Text::plain).collect(),
        _ => vec![line.text.plain()],
    }
}

/// Whether any framework prescribes a title, by its key.
pub(in crate::read) fn prescribes(key: &str) -> bool {
    FAMILIES.iter().any(|family| family.knows(key))
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, FrameworkId};

    #[test]
    fn every_framework_has_one_family_and_a_name_of_its_own() {
        for framework in FrameworkId::ALL {
            let families = FAMILIES.iter().filter(|family| family.framework == Some(framework));
            assert_eq!(families.count(), 1, "{framework:?}");
            let named = FrameworkId::ALL.iter().filter(|other| other.name() == framework.name());
            assert_eq!(named.count(), 1, "{framework:?}");
        }
        assert_eq!(FAMILIES.len(), FrameworkId::ALL.len());
    }
}
