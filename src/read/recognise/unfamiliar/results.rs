//! Reads the results that a report of an unknown framework states: "Result: Pass", "Overall rating: Good", and tables of
//! criteria (`result_tables`). They keep the printed words.
//!
//! Must not know recommendations.

use std::collections::{HashMap, HashSet};

use super::{
    grade_word::{is_grade_word, is_level, is_short_value, without_signs},
    result_tables::{RowResult, results_in_table},
    title::is_part_or_annex_title,
};
use crate::{
    read::recognise::{body::Body, grades, title_key},
    report::{
        BlockId, Content, Grade, Judgement, Place, Scale, ScaleGrade, SectionId, Statement, StatementKind,
    },
};

/// Names of results, in lower case.
const NAMES: [&[&str]; 12] = [
    &["result"],
    &["outcome"],
    &["rating"],
    &["grade"],
    &["judgement"],
    &["opinion"],
    &["verdict"],
    &["assurance", "level"],
    &["level", "of", "assurance"],
    &["overall", "assessment"],
    &["overall", "effectiveness"],
    &["overall"],
];

/// Words before the name of a result, in lower case.
const WORDS_BEFORE: [&str; 13] = [
    "assessment",
    "assurance",
    "audit",
    "effectiveness",
    "final",
    "inspection",
    "our",
    "overall",
    "quality",
    "review",
    "service",
    "summary",
    "the",
];

/// Returns the results in a report, in reading order: first those with a label, then those of tables.
pub(in crate::read::recognise) fn find_results(body: &Body, scale: Option<&Scale>) -> Vec<Judgement> {
    let mut found = Results::default();
    // The block after the results that are listed below the overall effectiveness, and their group.
    let mut list: Option<(usize, Option<String>)> = None;
    let places = section_kinds(body);
    let kind_of =
        |block: usize| body.blocks[block].section.map_or(SectionKind::Own, |SectionId(id)| places[id]);
    let section_title =
        |block: usize| body.blocks[block].section.map(|SectionId(id)| body.sections[id].title.clone());
    for (block, content) in body.blocks.iter().map(|block| &block.content).enumerate() {
        let (kind, group) = match (content, section_title(block)) {
            (Content::Heading(SectionId(id)), _) => {
                let parent = body.sections[*id].parent.map(|SectionId(id)| body.sections[id].title.clone());
                (StatementKind::Heading, parent)
            }
            (_, None) => (StatementKind::Cover, None),
            (_, group) => (StatementKind::Line, group),
        };
        let words = short_text(body, block).unwrap_or_default();
        let own_list = list.take().filter(|(end, _)| *end == block);
        let group = own_list.as_ref().map_or(group, |(_, group)| group.clone());
        let listed = listed_result(words).filter(|_| own_list.is_some());
        if let Some((title, value)) = labelled_result(body, block, words).or(listed) {
            let is_repeated = kind_of(block) == SectionKind::Annex && found.has_label(&title);
            if is_repeated || kind_of(block) == SectionKind::Others {
                continue;
            }
            let is_in_list = own_list.is_some() || title_key(&title) == "overall effectiveness";
            list = is_in_list.then(|| (block + 1, group.clone()));
            let place = Place::at_block(BlockId(block));
            found.push(&title, group, grade_with_label(&value, scale), (kind, place));
        }
    }
    for (block, content) in body.blocks.iter().map(|block| &block.content).enumerate() {
        let Content::Table(table) = content else { continue };
        if kind_of(block) == SectionKind::Others {
            continue;
        }
        let group = section_title(block);
        for RowResult { row, title, value } in results_in_table(table) {
            let place = Place::at_part(BlockId(block), row);
            found.push(&title, group.clone(), grade_with_label(&value, scale), (StatementKind::Table, place));
        }
    }
    found.judgements
}

/// The kind of a section, by whose results it states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SectionKind {
    /// A section about what was inspected.
    Own,
    /// An annex. It can be about others.
    Annex,
    /// A section about others or about another inspection.
    Others,
}

/// Returns the kinds of the sections. A section within another is of its kind.
fn section_kinds(body: &Body) -> Vec<SectionKind> {
    let mut kinds: Vec<SectionKind> = Vec::with_capacity(body.sections.len());
    for section in &body.sections {
        let parent = section.parent.map_or(SectionKind::Own, |SectionId(id)| kinds[id]);
        kinds.push(match parent {
            SectionKind::Others => SectionKind::Others,
            _ if is_about_others(&section.title) => SectionKind::Others,
            SectionKind::Own if is_part_or_annex_title(&section.title) => SectionKind::Annex,
            kind => kind,
        });
    }
    kinds
}

/// Returns true for the title of a section about others or about another inspection: "Annex: other providers".
fn is_about_others(title: &str) -> bool {
    const OTHER_WORDS: [&str; 6] = ["earlier", "neighbouring", "other", "previous", "prior", "similar"];
    const NAMES: [&str; 14] = [
        "assessment",
        "assessments",
        "authorities",
        "councils",
        "homes",
        "hospitals",
        "inspection",
        "inspections",
        "organisations",
        "providers",
        "reports",
        "schools",
        "services",
        "trusts",
    ];
    let key = title_key(title);
    let words: Vec<&str> = key.split(|c: char| !c.is_alphanumeric()).collect();
    let other = words.iter().position(|word| OTHER_WORDS.contains(word));
    other.is_some_and(|other| words[other + 1..].iter().any(|word| NAMES.contains(word)))
}

/// Returns the scale whose order a report states in a sentence: "The ratings are, from best to worst: good, fair, poor."
/// Returns `None` if no sentence does.
pub(in crate::read::recognise) fn stated_scale(body: &Body) -> Option<Scale> {
    body.paragraphs.iter().find_map(|paragraph| {
        let words = paragraph.text.plain();
        let (lead_in, list) = words.split_once(':')?;
        let lead_in = lead_in.to_lowercase();
        let states = |phrases: &[&str]| phrases.iter().any(|phrase| lead_in.contains(phrase));
        let is_best_first = states(&["best to worst", "highest to lowest", "best first"]);
        let is_worst_first = states(&["worst to best", "lowest to highest", "worst first"]);
        if is_best_first == is_worst_first {
            return None;
        }
        let in_sentence = list.trim().trim_end_matches('.').replace(" and ", ", ");
        let mut labels: Vec<&str> = in_sentence.split([',', ';']).map(str::trim).collect();
        labels.retain(|label| !label.is_empty());
        if labels.is_empty() {
            let bullets = paragraph.bullets.iter().map(|bullet| bullet.plain().trim_end_matches(['.', ';']));
            labels = bullets.map(str::trim).collect();
        }
        if is_worst_first {
            labels.reverse();
        }
        let is_scale = (2..=8).contains(&labels.len()) && labels.iter().all(|label| is_short_value(label));
        let grades = labels.iter().zip(1..).map(|(label, step)| ScaleGrade {
            step,
            label: grades::capitalise(label),
            number: None,
            meaning: None,
        });
        is_scale.then(|| Scale { name: crate::read::strings::OWN_SCALE.to_owned(), grades: grades.collect() })
    })
}

/// Returns the scale of a report that states results but no order of them. It is named after the report and has no grades,
/// so that nothing is coloured or compared.
pub(in crate::read::recognise) fn unordered_scale(title: Option<&str>) -> Scale {
    let name = title.unwrap_or(crate::read::strings::OWN_SCALE);
    Scale { name: name.to_owned(), grades: Vec::new() }
}

/// The results that were found so far, in reading order.
#[derive(Default)]
struct Results {
    judgements: Vec<Judgement>,
    /// The index of the result with each title, group and grade.
    known: HashMap<(String, Option<String>, String), usize>,
    /// The titles of the results.
    labels: HashSet<String>,
}

impl Results {
    /// Returns true if a result with this title was found.
    fn has_label(&self, title: &str) -> bool {
        self.labels.contains(&title_key(title))
    }

    /// Adds a result, or a further place of a result with the same title, group and grade.
    fn push(
        &mut self,
        title: &str,
        group: Option<String>,
        grade: Grade,
        (kind, place): (StatementKind, Place),
    ) {
        let statement = Statement { kind, grade: grade.clone(), place };
        let key = (title_key(title), group.clone(), grade.label.clone());
        self.labels.insert(title_key(title));
        let next = self.judgements.len();
        let index = *self.known.entry(key).or_insert(next);
        match self.judgements.get_mut(index) {
            Some(known) => known.statements.push(statement),
            None => self.judgements.push(Judgement {
                title: title.to_owned(),
                group,
                grade,
                section: None,
                statements: vec![statement],
            }),
        }
    }
}

/// Returns the grade with these words: that of the scale if the report states one, or else the words without a step.
fn grade_with_label(words: &str, scale: Option<&Scale>) -> Grade {
    let known = scale.and_then(|scale| grades::leading_grade(scale, words));
    known
        .filter(|known| known.label.len() == words.len())
        .map_or_else(|| Grade { label: words.to_owned(), step: None }, ScaleGrade::to_grade)
}

/// Returns the text of a block that can be a label or a value: a line, a heading or a short paragraph.
fn short_text(body: &Body, block: usize) -> Option<&str> {
    /// The maximum length of a label with its value, in bytes.
    const MAX_RESULT_BYTES: usize = 100;
    let words = match &body.blocks.get(block)?.content {
        Content::Line(text) | Content::Title(text) => text.plain(),
        Content::Heading(SectionId(id)) => &body.sections[*id].title,
        Content::Paragraph(id) => {
            let paragraph = &body.paragraphs[id.0];
            paragraph.bullets.is_empty().then(|| paragraph.text.plain())?
        }
        _ => return None,
    };
    (words.len() <= MAX_RESULT_BYTES).then(|| words.trim())
}

/// Returns the label and the value of a result that begins in a block. The value is after the label or in the next block.
fn labelled_result(body: &Body, block: usize, words: &str) -> Option<(String, String)> {
    let is_on_cover = body.blocks[block].section.is_none();
    // "Overall" alone is not always the name of a result, so its value must be a known word.
    let can_have_any_value = |label: &str| is_on_cover && title_key(label) != "overall";
    let is_value = |label: &str, value: &str| {
        is_short_value(value) && (can_have_any_value(label) || is_grade_word(value))
    };
    if let Some((label, value)) = words.split_once(':').filter(|(_, value)| !value.trim().is_empty()) {
        let value = without_signs(value);
        return (is_result_label(label) && is_value(label, value))
            .then(|| (label.trim().to_owned(), value.to_owned()));
    }
    let label = words.trim_end_matches([':', ' ']);
    let has_colon = label.len() < words.len();
    let value = without_signs(short_text(body, block + 1)?);
    // A heading loses its colon, and some files have none: then the value must be a known word.
    let is_result =
        is_result_label(label) && if has_colon { is_value(label, value) } else { is_grade_word(value) };
    is_result.then(|| (label.to_owned(), value.to_owned()))
}

/// Returns the label and the value of a result in the list below the overall effectiveness: "Quality of education: Good".
/// Returns `None` for the results of another inspection and for other texts.
fn listed_result(words: &str) -> Option<(String, String)> {
    /// The maximum length of a label, in words.
    const MAX_LABEL_WORDS: usize = 9;
    let (label, value) = words.split_once(':')?;
    let (label, value) = (label.trim(), without_signs(value));
    let is_result = label.starts_with(char::is_uppercase)
        && label.split_whitespace().count() <= MAX_LABEL_WORDS
        && !is_about_others(label)
        && is_grade_word(value)
        && !is_level(value);
    is_result.then(|| (label.to_owned(), value.to_owned()))
}

/// Returns true for the label of a result: "Result", "Result of assessment", "Overall rating", "Outcome".
pub(super) fn is_result_label(label: &str) -> bool {
    /// The maximum number of words after the name.
    const MAX_WORDS_AFTER: usize = 5;
    let key = title_key(label);
    let words: Vec<&str> = key.split(' ').collect();
    let name = NAMES.iter().find_map(|name| {
        let at = words.windows(name.len()).position(|part| part == *name)?;
        Some((at, at + name.len()))
    });
    let Some((start, end)) = name else { return false };
    let after = &words[end..];
    words[..start].iter().all(|word| WORDS_BEFORE.contains(word))
        && after.len() <= MAX_WORDS_AFTER
        && after.first().is_none_or(|first| matches!(*first, "of" | "for"))
}

#[cfg(test)]
mod tests {
    use super::{is_about_others, is_result_label};

    #[test]
    fn sections_about_others_are_known_by_their_titles() {
        for title in ["Annex: other providers", "Results of previous inspections", "Other local services"] {
            assert!(is_about_others(title), "{title}");
        }
        for title in ["Other matters", "Annex: results", "Services and other things", "The inspection"] {
            assert!(!is_about_others(title), "{title}");
        }
    }

    #[test]
    fn labels_of_results_are_not_sentences_about_them() {
        for label in [
            "Result",
            "Result of Assessment:",
            "Overall rating",
            "Outcome",
            "Overall judgment",
            "Level of assurance",
        ] {
            assert!(is_result_label(label), "{label}");
        }
        for label in
            ["Results", "Outcome measures", "The result was late", "Lead Assessor", "Learning outcome"]
        {
            assert!(!is_result_label(label), "{label}");
        }
    }
}
