//! Sentences that give what was judged another grade than its heading, line or row does.

use std::collections::HashMap;

use crate::{
    analysis::{passages::passages, sentences::sentences},
    report::{Judgement, Place, Report, Scale, Stated, Warning, WarningKind},
};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let scale = report.scale.as_ref()?;
    // A title may come in two parts of a report; a sentence belongs to the one it stands under.
    let mut by_title: HashMap<String, Vec<&Judgement>> = HashMap::new();
    for judgement in &report.judgements {
        by_title.entry(plain(&judgement.title)).or_default().push(judgement);
    }
    let mut found: Vec<(String, Place)> = Vec::new();
    for passage in passages(report) {
        for range in sentences(passage.text) {
            let sentence = &passage.text[range];
            let Some((title, grade)) = said(sentence, scale) else { continue };
            let Some(judgements) = by_title.get(&title) else { continue };
            let within = |judgement: &&&Judgement| match (judgement.section, passage.section) {
                (Some(of), Some(here)) => report.ancestors(here).any(|section| section == of),
                _ => false,
            };
            let judgement = match judgements.as_slice() {
                [one] => *one,
                several => match several.iter().find(within) {
                    Some(judgement) => *judgement,
                    None => continue,
                },
            };
            let is_statement = judgement
                .stated
                .iter()
                .any(|stated| stated.place.block == passage.place.block && stated.stated != Stated::Table);
            if judgement.grade.step.is_some() && judgement.grade.label != grade && !is_statement {
                let given = &judgement.grade.label;
                found.push((
                    format!("“{}” is {given}, but the text says “{sentence}”", judgement.title),
                    passage.place,
                ));
            }
        }
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
