//! Area inspections of special educational needs and disabilities (SEND), from 2023.
//!
//! There are no grades, but one of three outcome sentences. Areas for priority action are in a table with the
//! responsible organisations. The inspectors are in a table at the end.

use super::{DEFAULTS, Family, drop_inspector_titles, lead_inspectors_in_team, line_texts, subject_between};
use crate::{
    read::line::Line,
    report::{Cover, FrameworkId},
};

pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::AreaSend),
    is_match: |opening| opening.contains("area send inspection of"),
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
    recommendation_titles: &["areas for priority action", "areas for improvement"],
    has_numbered_recommendations: true,
    has_points_below_lead_ins: true,
    prose_recommendation_titles: &["areas for priority action", "areas for improvement"],
    read_cover,
    ..DEFAULTS
};

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
