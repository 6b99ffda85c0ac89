//! Sentences that give a judgement a different grade from its heading, line or table row.

use std::collections::HashMap;

use crate::{
    analysis::{passages::passages, sentences::sentences, strings},
    report::{Judgement, Place, Report, Scale, SectionId, StatementKind, Warning, WarningKind},
};

/// The maximum number of sentences that the message quotes.
const MAX_QUOTED_SENTENCES: usize = 5;
/// The maximum length of a quoted sentence, in bytes.
const MAX_QUOTED_BYTES: usize = 300;

/// Warns about sentences that give a judgement a different grade from its heading, line or table row.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let scale = report.scale.as_ref()?;
    // Several parts of a report may use the same title. A sentence is about the judgement of its own part.
    let mut by_title: HashMap<String, Option<&Judgement>> = HashMap::new();
    let mut by_title_and_section: HashMap<(String, SectionId), &Judgement> = HashMap::new();
    for judgement in &report.judgements {
        let title = normalised_title(&judgement.title);
        if let Some(section) = judgement.section {
            by_title_and_section.insert((title.clone(), section), judgement);
        }
        by_title.entry(title).and_modify(|unique| *unique = None).or_insert(Some(judgement));
    }
    let mut found: Vec<(String, Place)> = Vec::new();
    for passage in passages(report) {
        for range in sentences(passage.text) {
            let sentence = &passage.text[range];
            let Some((title, grade)) = stated_grade(sentence, scale) else { continue };
            let Some(unique) = by_title.get(&title).copied() else { continue };
            let mut sections = passage.section.into_iter().flat_map(|here| report.ancestors(here));
            let judgement = unique
                .or_else(|| sections.find_map(|id| by_title_and_section.get(&(title.clone(), id)).copied()));
            let Some(judgement) = judgement else { continue };
            let is_statement = judgement.statements.iter().any(|stated| {
                stated.place.block == passage.place.block && stated.kind != StatementKind::Table
            });
            if judgement.grade.step.is_some() && judgement.grade.label != grade && !is_statement {
                let quote = &sentence[..sentence.floor_char_boundary(sentence.len().min(MAX_QUOTED_BYTES))];
                let message = strings::grade_in_text(&judgement.title, &judgement.grade.label, quote);
                found.push((message, passage.place));
            }
        }
    }
    let more = found.len().saturating_sub(MAX_QUOTED_SENTENCES);
    found.truncate(MAX_QUOTED_SENTENCES);
    if more > 0 {
        found.push((strings::more_grades_in_text(more), found[0].1));
    }
    let messages: Vec<&str> = found.iter().map(|(message, _)| message.as_str()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradeInText,
        message: strings::join_with_action(&messages, strings::CHECK_GRADES),
        places: found.iter().map(|(_, place)| *place).collect(),
    })
}

/// Returns the normalised subject and the grade label of a sentence such as "Leadership and management are good."
/// Returns `None` if the sentence gives no grade. The grade must end the statement, so "is good in parts" gives none.
fn stated_grade<'a>(sentence: &str, scale: &'a Scale) -> Option<(String, &'a str)> {
    let (subject, rest) = [" is ", " are "]
        .iter()
        .filter_map(|verb| sentence.find(verb).map(|at| (&sentence[..at], &sentence[at + verb.len()..])))
        .min_by_key(|(subject, _)| subject.len())?;
    let grade = scale.leading_grade(rest)?;
    let after = &rest[grade.label.len()..];
    let after = after.strip_prefix(" to be good").unwrap_or(after).trim_start();
    let ends_statement = after.is_empty() || after.starts_with(['.', ';']) || after.starts_with("because ");
    ends_statement.then(|| (normalised_title(subject), grade.label.as_str()))
}

/// Returns a title or subject in lower case, without "the", punctuation and anything in brackets.
fn normalised_title(words: &str) -> String {
    let words = words.split('(').next().unwrap_or(words).to_lowercase();
    let words = words.strip_prefix("the ").unwrap_or(&words);
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
