//! Families of reports: one table of features for each inspection framework.
//!
//! To add a family, add a file and a line in [`FAMILIES`]. Must not know how a report is read.

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
        recognise::{people, title_key},
    },
    report::{Cover, FrameworkId, Text},
};

/// A family of reports: all reports of inspections under the same framework.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Family {
    /// The framework; `None` only for a summary of a report with an unknown framework.
    pub(in crate::read) framework: Option<FrameworkId>,
    /// Returns true if the first lines of a report show that the report is of this family.
    is_match: fn(&Opening) -> bool,
    /// True if a report must also contain a title that the framework prescribes, because other reports name the
    /// framework in their titles too: "The response to the inspection of …".
    needs_prescribed_title: bool,
    /// The keys of titles that the framework prescribes, and their levels from 1. The level is 0 if it differs between
    /// layouts and must be taken from the source.
    pub(in crate::read) outline: &'static [(&'static str, u8)],
    /// The name of the grading scale.
    pub(in crate::read) scale_name: &'static str,
    /// The labels of the scale, best first; empty if the framework gives no grades.
    pub(in crate::read) scale: &'static [&'static str],
    /// Title prefixes of sections with recommendations, in lower case.
    pub(in crate::read) recommendation_title_prefixes: &'static [&'static str],
    /// True if numbered paragraphs in a section with recommendations are recommendations, not only introductions.
    pub(in crate::read) has_numbered_recommendations: bool,
    /// True if the bullets below a paragraph in a section with recommendations are points of one recommendation. False
    /// if each bullet is a recommendation.
    pub(in crate::read) has_points_below_lead_ins: bool,
    /// True if the numbers of recommendations can be in any order.
    pub(in crate::read) has_unordered_numbers: bool,
    /// Title prefixes, in lower case. In a section whose title begins with one of them, paragraphs without numbers are
    /// recommendations too.
    pub(in crate::read) prose_recommendation_title_prefixes: &'static [&'static str],
    /// Groups of title prefixes, in lower case. Sections of the same group are on the same level, even if their
    /// headings are set in different type.
    pub(in crate::read) sibling_title_prefixes: &'static [&'static [&'static str]],
    /// Title prefixes of the parts of a report, in lower case. A part is never nested under another part or
    /// under recommendations.
    pub(in crate::read) part_title_prefixes: &'static [&'static str],
    /// Title prefixes of parts whose titles state a grade, in lower case. A title without a grade can name a theme of
    /// the recommendations, so it does not begin a part.
    pub(in crate::read) graded_part_title_prefixes: &'static [&'static str],
    /// Title prefixes of sections that are never nested under recommendations, in lower case.
    pub(in crate::read) title_prefixes_after_recommendations: &'static [&'static str],
    /// Returns the grade in a sentence that states the overall judgement; `None` for other texts.
    pub(in crate::read) overall_grade: fn(&str) -> Option<&str>,
    /// Returns the label of the scale for a sentence that states the outcome, in families without other grades; `None`
    /// for other texts.
    pub(in crate::read) outcome_grade: fn(&str) -> Option<&'static str>,
    /// The key of the title of the section with the sentence that states the outcome; empty if there is no such
    /// section.
    pub(in crate::read) outcome_title: &'static str,
    /// Reads the facts of the cover that this family states in another form than most, or elsewhere in the report.
    pub(in crate::read) read_cover: fn(&[Line], &mut Cover),
}

/// A family with the default value of each field.
const DEFAULT_FAMILY: Family = Family {
    framework: None,
    is_match: |_| false,
    needs_prescribed_title: false,
    outline: &[],
    scale_name: "",
    scale: &[],
    recommendation_title_prefixes: &[],
    has_numbered_recommendations: false,
    has_points_below_lead_ins: false,
    has_unordered_numbers: false,
    prose_recommendation_title_prefixes: &[],
    sibling_title_prefixes: &[],
    part_title_prefixes: &[],
    graded_part_title_prefixes: &[],
    title_prefixes_after_recommendations: &[],
    overall_grade: |_| None,
    outcome_grade: |_| None,
    outcome_title: "",
    read_cover: |_, _| {},
};

impl Family {
    /// Returns the level that the framework prescribes for the title with this key; `None` if it prescribes no level.
    pub(in crate::read) fn prescribed_level(&self, key: &str) -> Option<u8> {
        self.outline.iter().find(|(title, level)| *title == key && *level > 0).map(|(_, level)| *level)
    }

    /// Returns true if the framework prescribes the title with this key.
    pub(in crate::read) fn has_title(&self, key: &str) -> bool {
        self.outline.iter().any(|(title, _)| *title == key)
    }

    /// Returns the longest prescribed title at the beginning of a key; `None` if the key begins with no such title.
    pub(in crate::read) fn longest_matching_title(&self, key: &str) -> Option<&'static str> {
        self.outline
            .iter()
            .map(|(title, _)| *title)
            .filter(|title| starts_with_title(key, title))
            .max_by_key(|title| title.len())
    }

    /// Returns true if a text consists only of a grade of this framework.
    pub(in crate::read) fn is_grade(&self, words: &str) -> bool {
        self.split_label(words.trim().trim_end_matches('.')).is_some_and(|(_, rest)| rest.is_empty())
    }

    /// Returns the longest label of the scale at the beginning of a text, and the rest of the text. "Requires
    /// improvement to be good" and "require improvement" have the label "Requires improvement". Returns `None` if the
    /// text begins with no label.
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

    /// Returns the index of the group of sibling titles that a key belongs to; `None` if it belongs to no group.
    pub(in crate::read) fn sibling_group(&self, key: &str) -> Option<usize> {
        self.sibling_title_prefixes.iter().position(|titles| starts_with_any_title(key, titles))
    }

    /// Returns true if the title with this key begins a part of the report. `is_graded` is true if the title states a
    /// grade.
    pub(in crate::read) fn is_part_title(&self, key: &str, is_graded: bool) -> bool {
        starts_with_any_title(key, self.part_title_prefixes)
            || is_graded && starts_with_any_title(key, self.graded_part_title_prefixes)
    }

    /// Returns true if the section with this key is never nested under recommendations.
    pub(in crate::read) fn closes_recommendations(&self, key: &str) -> bool {
        starts_with_any_title(key, self.title_prefixes_after_recommendations)
    }

    /// Returns true if the title with this key is the title of a section with recommendations.
    pub(in crate::read) fn is_recommendations_title(&self, key: &str) -> bool {
        starts_with_any_title(key, self.recommendation_title_prefixes)
    }

    /// Returns true if every paragraph of the section with this key is a recommendation.
    pub(in crate::read) fn is_prose_recommendations_title(&self, key: &str) -> bool {
        starts_with_any_title(key, self.prose_recommendation_title_prefixes)
    }
}

/// Returns true if a key begins with one of these titles, and the title ends at the end of a word.
fn starts_with_any_title(key: &str, titles: &[&str]) -> bool {
    titles.iter().any(|title| starts_with_title(key, title))
}

/// Returns true if a key begins with a title, and the title ends at the end of a word.
fn starts_with_title(key: &str, title: &str) -> bool {
    key.strip_prefix(title).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The four labels of frameworks since 2013, from best to worst.
const LABELS_SINCE_2013: &[&str] = &["Outstanding", "Good", "Requires improvement", "Inadequate"];

/// All known families. The first family that matches a report is used, so families with more specific conditions come
/// first.
static FAMILIES: [&Family; 10] = [
    &letters::FOCUSED_VISIT,
    &letters::JOINT_TARGETED,
    &send::FAMILY,
    &sif::FAMILY,
    &sif::BOARD_REVIEW,
    &lac::FAMILY,
    &slac::FAMILY,
    &progress::FAMILY,
    &school::FAMILY,
    &ilacs::FAMILY,
];

/// The first lines of a report, joined and in lower case, with straight apostrophes. They are joined because a title can be
/// on two lines.
struct Opening {
    /// All lines.
    words: String,
    /// The lines without sentences. A report can mention an inspection of another family in a sentence.
    titles: String,
}

impl Opening {
    /// Creates the opening of a report with these lines.
    fn new(lines: &[Line]) -> Self {
        /// The number of lines at the beginning that the family is detected from.
        const MAX_OPENING_LINES: usize = 40;
        let first = &lines[..lines.len().min(MAX_OPENING_LINES)];
        let join = |lines: Vec<&Line>| {
            let words: Vec<String> = lines.into_iter().flat_map(line_texts).map(str::to_lowercase).collect();
            words.join(" ").replace('\u{2019}', "'")
        };
        let titles = first.iter().filter(|line| !is_long_sentence(line));
        Self { words: join(first.iter().collect()), titles: join(titles.collect()) }
    }
}

/// Returns true if a line is longer than most titles and ends as a sentence does.
fn is_long_sentence(line: &Line) -> bool {
    /// The minimum length of the sentence, in bytes.
    const MIN_SENTENCE_BYTES: usize = 60;
    let words = line.text.plain();
    let is_text = !matches!(line.shape, Shape::Row(_) | Shape::Heading(_));
    is_text && words.len() > MIN_SENTENCE_BYTES && words.ends_with(['.', '!', '?', ':', ';'])
}

/// Returns the family of a report; `None` if no family matches.
pub(in crate::read) fn detect_family(lines: &[Line]) -> Option<Family> {
    let opening = Opening::new(lines);
    let is_of = |family: &&Family| {
        (family.is_match)(&opening)
            && (!family.needs_prescribed_title || lines.iter().any(|line| has_prescribed_title(line, family)))
    };
    let family = FAMILIES.into_iter().find(is_of);
    if summary::is_summary(&opening.words) { Some(summary::summary_family(family)) } else { family.copied() }
}

/// Returns true if a line or a cell of a row begins with a title that a framework prescribes.
fn has_prescribed_title(line: &Line, family: &Family) -> bool {
    /// The maximum length of a title with its grade, in bytes.
    const MAX_TITLE_BYTES: usize = 160;
    line_texts(line).into_iter().any(|words| {
        words.len() <= MAX_TITLE_BYTES && family.longest_matching_title(&title_key(words)).is_some()
    })
}

/// Returns the subject in a title: the words between the first of `begins` and the first of `ends` that the title
/// contains, without "the". An empty end is the end of the title. Returns `None` if there are no such words.
fn subject_between(title: Option<&str>, begins: &[&str], ends: &[&str]) -> Option<String> {
    let title = title?;
    let lower = title.to_lowercase();
    // In lower case, some characters have another byte length. Then `get` can return `None`.
    let start = begins.iter().find_map(|begin| lower.find(begin).map(|at| at + begin.len()))?;
    let rest = title.get(start..)?;
    let end = ends.iter().find_map(|end| if end.is_empty() { Some(rest.len()) } else { rest.find(end) })?;
    let subject = rest[..end].trim();
    let subject = subject.strip_prefix("the ").unwrap_or(subject);
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// Replaces the inspectors on the cover by their names: "Ann Reed, His Majesty's Inspector" becomes "Ann Reed". An
/// entry without a name at its beginning is kept as printed.
fn drop_inspector_titles(cover: &mut Cover) {
    let mut names: Vec<String> = Vec::new();
    for entry in std::mem::take(&mut cover.inspectors) {
        let found = people::person_names(&entry);
        names.extend(if found.is_empty() { vec![entry] } else { found });
    }
    cover.inspectors = names;
}

/// Reads the lead inspector from "Lead inspector: …" at the end of a report, in a table or not. Does nothing if the
/// cover has inspectors.
fn read_lead_inspector(lines: &[Line], cover: &mut Cover) {
    /// The labels of the lead inspector, in lower case.
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

/// Returns the names of lead inspectors in a table or list of the inspection team: "Ann Reed, lead inspector".
fn lead_inspectors_in_team(lines: &[Line]) -> Vec<String> {
    /// The maximum length of a name with its title, in bytes.
    const MAX_NAME_BYTES: usize = 100;
    let leads = lines
        .iter()
        .flat_map(line_texts)
        .filter(|words| words.len() <= MAX_NAME_BYTES && words.to_lowercase().contains("lead inspector"));
    leads.filter_map(|words| words.split_once(',').map(|(name, _)| name.trim().to_owned())).collect()
}

/// Returns the text of a line, or the text of each cell of a row.
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
