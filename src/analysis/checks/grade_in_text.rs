//! Sentences that give what was judged another grade than its heading, line or row does.

use std::collections::HashMap;

use crate::{
    analysis::{passages::passages, sentences::sentences},
    report::{Judgement, Place, Report, Scale, SectionId, Stated, Warning, WarningKind},
};

/// No more sentences than this are told, and no more of one than so many bytes.
const MOST: usize = 5;
const LONGEST: usize = 300;

pub(super) fn check(report: &Report) -> Option<Warning> {
    let scale = report.scale.as_ref()?;
    // A title may come in several parts of a report; a sentence belongs to the one it stands in.
    let mut by_title: HashMap<String, Option<&Judgement>> = HashMap::new();
    let mut by_place: HashMap<(String, SectionId), &Judgement> = HashMap::new();
    for judgement in &report.judgements {
        let title = plain(&judgement.title);
        if let Some(section) = judgement.section {
            by_place.insert((title.clone(), section), judgement);
        }
        by_title.entry(title).and_modify(|other| *other = None).or_insert(Some(judgement));
    }
    let mut found: Vec<(String, Place)> = Vec::new();
    for passage in passages(report) {
        for range in sentences(passage.text) {
            let sentence = &passage.text[range];
            let Some((title, grade)) = said(sentence, scale) else { continue };
            let Some(alone) = by_title.get(&title).copied() else { continue };
            let mut sections = passage.section.into_iter().flat_map(|here| report.ancestors(here));
            let judgement =
                alone.or_else(|| sections.find_map(|id| by_place.get(&(title.clone(), id)).copied()));
            let Some(judgement) = judgement else { continue };
            let is_statement = judgement
                .stated
                .iter()
                .any(|stated| stated.place.block == passage.place.block && stated.stated != Stated::Table);
            if judgement.grade.step.is_some() && judgement.grade.label != grade && !is_statement {
                let given = &judgement.grade.label;
                let says = &sentence[..sentence.floor_char_boundary(sentence.len().min(LONGEST))];
                found.push((
                    format!("“{}” is {given}, but the text says “{says}”", judgement.title),
                    passage.place,
                ));
            }
        }
    }
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    if more > 0 {
        found.push((format!("There are {more} more such sentences."), found[0].1));
    }
    let messages: Vec<&str> = found.iter().map(|(message, _)| message.as_str()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradeInText,
        message: messages.join(" "),
        places: found.iter().map(|(_, place)| *place).collect(),
    })
}

/// "Leadership and management are good.": what is graded, as titles are compared, and the label. Only where the grade
/// ends what is said: "is good in parts" gives no grade.
fn said<'a>(sentence: &str, scale: &'a Scale) -> Option<(String, &'a str)> {
    let (subject, rest) = [" is ", " are "]
        .iter()
        .filter_map(|verb| sentence.find(verb).map(|at| (&sentence[..at], &sentence[at + verb.len()..])))
        .min_by_key(|(subject, _)| subject.len())?;
    let grade = scale.find(rest)?;
    let behind = &rest[grade.label.len()..];
    let behind = behind.strip_prefix(" to be good").unwrap_or(behind).trim_start();
    let ends = behind.is_empty() || behind.starts_with(['.', ';']) || behind.starts_with("because ");
    ends.then(|| (plain(subject), grade.label.as_str()))
}

/// A title or a subject as they are compared: small letters, without "the" and what is in brackets.
fn plain(words: &str) -> String {
    let words = words.split('(').next().unwrap_or(words).to_lowercase();
    let words = words.strip_prefix("the ").unwrap_or(&words);
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
