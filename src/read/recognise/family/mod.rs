//! Families of reports: a table of the features of each inspection framework.
//!
//! A new family is a new file and a line in [`FAMILIES`]. Must not know how a report is read.

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
    read::{
        line::{Line, Shape},
        recognise::people,
    },
    report::{Cover, FrameworkId, Text},
};

/// A family of reports: all that are made under one framework.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Family {
    /// The framework; `None` only for a summary of a report with an unknown framework.
    pub(in crate::read) framework: Option<FrameworkId>,
    /// Returns true if the first lines of a report, in lower case, show that it belongs to this family.
    is_match: fn(&str) -> bool,
    /// The keys of titles that the framework prescribes, and their levels; 0 if the level differs between layouts and
    /// must be taken from the source.
    pub(in crate::read) outline: &'static [(&'static str, u8)],
    /// The name of the grading scale.
    pub(in crate::read) scale_name: &'static str,
    /// The labels of the scale, best first; empty if the framework gives no grades.
    pub(in crate::read) scale: &'static [&'static str],
    /// The beginnings of titles of sections with recommendations, in lower case.
    pub(in crate::read) recommendation_titles: &'static [&'static str],
    /// True if numbered paragraphs in such a section are recommendations, and do not only introduce them.
    pub(in crate::read) has_numbered_recommendations: bool,
    /// True if bullets below a paragraph in such a section are points of one recommendation, and not recommendations that
    /// the paragraph introduces.
    pub(in crate::read) has_points_below_lead_ins: bool,
    /// True if recommendations can be in any order of their numbers.
    pub(in crate::read) has_unordered_numbers: bool,
    /// The beginnings of titles of sections in which paragraphs without numbers are recommendations too.
    pub(in crate::read) prose_recommendation_titles: &'static [&'static str],
    /// Groups of beginnings of titles. Sections of the same group are on the same level, whatever type they are set in.
    pub(in crate::read) sibling_titles: &'static [&'static [&'static str]],
    /// The beginnings of titles of the parts of a report. A part is never nested under another one or under
    /// recommendations.
    pub(in crate::read) part_titles: &'static [&'static str],
    /// The beginnings of titles that begin a part only if they state a grade. Without one they can also name a theme of
    /// the recommendations.
    pub(in crate::read) graded_part_titles: &'static [&'static str],
    /// The beginnings of titles of sections that are never nested under recommendations.
    pub(in crate::read) titles_after_recommendations: &'static [&'static str],
    /// Returns the grade in a sentence that states the overall judgement.
    pub(in crate::read) overall_grade: fn(&str) -> Option<&str>,
    /// Returns the label of the scale for a sentence that states the outcome, in families that give no other grades.
    pub(in crate::read) outcome_grade: fn(&str) -> Option<&'static str>,
    /// The key of the title of the section with that sentence.
    pub(in crate::read) outcome_title: &'static str,
    /// Reads facts of the cover that this family states in its own way or elsewhere in the report.
    pub(in crate::read) read_cover: fn(&[Line], &mut Cover),
}

/// The defaults of the fields of a family.
const DEFAULTS: Family = Family {
    framework: None,
    is_match: |_| false,
    outline: &[],
    scale_name: "",
    scale: &[],
    recommendation_titles: &[],
    has_numbered_recommendations: false,
    has_points_below_lead_ins: false,
    has_unordered_numbers: false,
    prose_recommendation_titles: &[],
    sibling_titles: &[],
    part_titles: &[],
    graded_part_titles: &[],
    titles_after_recommendations: &[],
    overall_grade: |_| None,
    outcome_grade: |_| None,
    outcome_title: "",
    read_cover: |_, _| {},
};

impl Family {
    /// Returns the level that the framework gives to the title with this key; `None` if it gives none.
    pub(in crate::read) fn level_of(&self, key: &str) -> Option<u8> {
        self.outline.iter().find(|(title, level)| *title == key && *level > 0).map(|(_, level)| *level)
    }

    /// Returns true if the framework prescribes the title with this key.
    pub(in crate::read) fn has_title(&self, key: &str) -> bool {
        self.outline.iter().any(|(title, _)| *title == key)
    }

    /// Returns the longest title of the framework that a key begins with.
    pub(in crate::read) fn longest_title_of(&self, key: &str) -> Option<&'static str> {
        self.outline
            .iter()
            .map(|(title, _)| *title)
            .filter(|title| starts_with_title(key, title))
            .max_by_key(|title| title.len())
    }

    /// Returns true if a text is a grade of this framework and nothing else.
    pub(in crate::read) fn is_grade(&self, words: &str) -> bool {
        self.split_label(words.trim().trim_end_matches('.')).is_some_and(|(_, rest)| rest.is_empty())
    }

    /// Splits off the label that a text begins with, and returns it with the rest. "Requires improvement to be good"
    /// and "require improvement" have the label "Requires improvement".
    fn split_label<'w>(&self, words: &'w str) -> Option<(&'static str, &'w str)> {
        let lower = words.to_ascii_lowercase();
        let is_word_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        let label_length = |label: &&&'static str| {
            let label = label.to_ascii_lowercase();
            let plural = label.replacen("requires", "require", 1);
            let length = [&label, &plural]
                .into_iter()
                .find(|form| lower.strip_prefix(form.as_str()).is_some_and(is_word_end))?
                .len();
            Some(length)
        };
        let (label, length) = self
            .scale
            .iter()
            .filter_map(|label| Some((*label, label_length(&label)?)))
            .max_by_key(|(label, _)| label.len())?;
        let rest = words[length..].trim();
        let rest =
            rest.strip_prefix("to be good").or_else(|| rest.strip_prefix("to be Good")).unwrap_or(rest);
        Some((label, rest.trim()))
    }

    /// Returns the index of the group of sibling titles that a key belongs to.
    pub(in crate::read) fn sibling_group(&self, key: &str) -> Option<usize> {
        self.sibling_titles.iter().position(|titles| starts_with_any_title(key, titles))
    }

    /// Returns true if the title with this key begins a part of the report.
    pub(in crate::read) fn is_part_title(&self, key: &str, is_graded: bool) -> bool {
        starts_with_any_title(key, self.part_titles)
            || is_graded && starts_with_any_title(key, self.graded_part_titles)
    }

    /// Returns true if the section with this key is never nested under recommendations.
    pub(in crate::read) fn closes_recommendations(&self, key: &str) -> bool {
        starts_with_any_title(key, self.titles_after_recommendations)
    }

    /// Returns true if the title with this key is of a section with recommendations.
    pub(in crate::read) fn is_recommendations_title(&self, key: &str) -> bool {
        starts_with_any_title(key, self.recommendation_titles)
    }

    /// Returns true if the title with this key is of a section in which every paragraph is a recommendation.
    pub(in crate::read) fn is_prose_recommendations_title(&self, key: &str) -> bool {
        starts_with_any_title(key, self.prose_recommendation_titles)
    }
}

fn starts_with_any_title(key: &str, titles: &[&str]) -> bool {
    titles.iter().any(|title| starts_with_title(key, title))
}

/// Returns true if a key begins with a title that ends at the end of a word.
fn starts_with_title(key: &str, title: &str) -> bool {
    key.strip_prefix(title).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The four labels that frameworks have used since 2013.
const FOUR_WITH_REQUIRES_IMPROVEMENT: &[&str] =
    &["Outstanding", "Good", "Requires improvement", "Inadequate"];

/// All known families. The first match counts, so families with more specific conditions come first.
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

/// Returns the family of a report; `None` if it is unknown.
pub(in crate::read) fn detect_family(lines: &[Line]) -> Option<Family> {
    /// The number of lines at the beginning that are searched for signs of a family.
    const MAX_OPENING_LINES: usize = 40;
    let words = lines.iter().take(MAX_OPENING_LINES).flat_map(line_texts);
    // The lines are joined because a title can be on two lines.
    let opening: Vec<String> = words.map(str::to_lowercase).collect();
    let opening = opening.join(" ").replace('\u{2019}', "'");
    let family = FAMILIES.into_iter().find(|family| (family.is_match)(&opening));
    if summary::is_summary(&opening) { Some(summary::summary_family(family)) } else { family.copied() }
}

/// Returns the subject in a title: the words between one of these beginnings and the first of these ends that it has.
/// "the" at its beginning is left out.
fn subject_between(title: Option<&str>, begins: &[&str], ends: &[&str]) -> Option<String> {
    let title = title?;
    let lower = title.to_lowercase();
    // Lower case can change the byte length of some characters; then `get` can return `None`.
    let start = begins.iter().find_map(|begin| lower.find(begin).map(|at| at + begin.len()))?;
    let rest = title.get(start..)?;
    let end = ends.iter().find_map(|end| if end.is_empty() { Some(rest.len()) } else { rest.find(end) })?;
    let subject = rest[..end].trim();
    let subject = subject.strip_prefix("the ").unwrap_or(subject);
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// Reduces the inspectors on the cover to their names: "A, His Majesty's Inspector" to "A". An entry that does not begin
/// with a person is kept as printed.
fn drop_inspector_titles(cover: &mut Cover) {
    let mut names: Vec<String> = Vec::new();
    for entry in std::mem::take(&mut cover.inspectors) {
        let found = people::people(&entry);
        names.extend(if found.is_empty() { vec![entry] } else { found });
    }
    cover.inspectors = names;
}

/// Reads the lead inspector from the end of a report: "Lead inspector: …", in a table or not. Inspectors on the cover
/// are kept.
fn read_lead_inspector(lines: &[Line], cover: &mut Cover) {
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

/// Returns the lead inspectors in a table or list of the inspection team: "NAME, lead inspector".
fn lead_inspectors_in_team(lines: &[Line]) -> Vec<String> {
    /// The maximum length of a name with its title, in bytes.
    const MAX_NAME_BYTES: usize = 100;
    let leads = lines
        .iter()
        .flat_map(line_texts)
        .filter(|words| words.len() <= MAX_NAME_BYTES && words.to_lowercase().contains("lead inspector"));
    leads.filter_map(|words| words.split_once(',').map(|(name, _)| name.trim().to_owned())).collect()
}

/// Returns the text of a line, or of each cell of a row.
fn line_texts(line: &Line) -> Vec<&str> {
    match &line.shape {
        Shape::Row(cells) => cells.iter().map(Text::plain).collect(),
        _ => vec![line.text.plain()],
    }
}

/// Returns true if any framework prescribes the title with this key.
pub(in crate::read) fn is_prescribed_title(key: &str) -> bool {
    FAMILIES.iter().any(|family| family.has_title(key))
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, FrameworkId};

    #[test]
    fn every_framework_has_exactly_one_family_and_a_unique_name() {
        for framework in FrameworkId::ALL {
            let families = FAMILIES.iter().filter(|family| family.framework == Some(framework));
            assert_eq!(families.count(), 1, "{framework:?}");
            let named = FrameworkId::ALL.iter().filter(|other| other.name() == framework.name());
            assert_eq!(named.count(), 1, "{framework:?}");
        }
        assert_eq!(FAMILIES.len(), FrameworkId::ALL.len());
    }
}
