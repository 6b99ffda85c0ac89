//! The family of area inspections of special educational needs and disabilities (SEND), from 2023.
//!
//! The only grade is one of three outcome sentences. Areas for priority action are in a table with the responsible
//! organisations. The inspectors are in a table at the end.

use super::{
    DEFAULT_FAMILY, Family, drop_inspector_titles, lead_inspectors_in_team, line_texts, subject_between,
};
use crate::{
    read::line::Line,
    report::{Cover, FrameworkId},
};

/// The features of reports of area SEND inspections.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::AreaSend),
    is_match: |opening| opening.titles.contains("area send inspection of"),
    outline: &[
        ("inspection outcome", 1),
        ("information about the local area partnership", 1),
        (
            "what is it like to be a child or young person with special educational needs and/or disabilities (send) in this area",
            1,
        ),
        ("what is it like to be a child or young person with send in this area", 1),
        ("what is the area partnership doing that is effective", 1),
        ("what does the area partnership need to do better", 1),
        ("areas for priority action", 1),
        ("areas for improvement", 1),
        ("local area partnership details", 1),
        ("information about this inspection", 1),
        ("inspection team", 1),
    ],
    scale_name: "SEND outcomes",
    scale: &[POSITIVE, INCONSISTENT, FAILINGS],
    outcome_grade,
    outcome_title: "inspection outcome",
    recommendation_title_prefixes: &["areas for priority action", "areas for improvement"],
    has_numbered_recommendations: true,
    has_points_below_lead_ins: true,
    prose_recommendation_title_prefixes: &["areas for priority action", "areas for improvement"],
    read_cover,
    ..DEFAULT_FAMILY
};

/// The label of the best outcome. Reports print only outcome sentences and no labels.
const POSITIVE: &str = "Positive experiences";
/// The label of the middle outcome.
const INCONSISTENT: &str = "Inconsistent experiences";
/// The label of the worst outcome.
const FAILINGS: &str = "Widespread failings";

/// Returns the label of an outcome sentence, such as "The local area partnership's arrangements lead to inconsistent
/// experiences and outcomes …". Returns `None` if the text contains the words of no outcome, or of several outcomes.
fn outcome_grade(words: &str) -> Option<&'static str> {
    let lower = words.to_lowercase();
    let phrases = [
        ("positive experiences and outcomes", POSITIVE),
        ("inconsistent experiences and outcomes", INCONSISTENT),
        ("widespread and/or systemic failings", FAILINGS),
    ];
    let mut found = phrases.iter().filter(|(phrase, _)| lower.contains(phrase));
    let (_, label) = found.next()?;
    found.next().is_none().then_some(*label)
}

/// Reads the title, the subject, the inspectors and the outcome, which is the text below "Inspection outcome".
fn read_cover(lines: &[Line], cover: &mut Cover) {
    let title = lines
        .iter()
        .take(20)
        .flat_map(line_texts)
        .find(|words| words.to_lowercase().starts_with("area send inspection of"));
    if let Some(title) = title {
        cover.title = Some(title.to_owned());
        cover.subject = subject_between(Some(title), &["inspection of "], &[""]);
    }
    cover.inspectors = lead_inspectors_in_team(lines);
    drop_inspector_titles(cover);
    let heading =
        lines.iter().position(|line| super::super::title_key(line.text.plain()) == "inspection outcome");
    cover.outcome = heading.and_then(|at| lines.get(at + 1)).map(|line| line.text.plain().to_owned());
}
