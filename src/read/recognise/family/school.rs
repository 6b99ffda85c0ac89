//! The family of inspections of schools under section 5 of the Education Act 2005, 2012 to 2019.
//!
//! The cover has a table of judgements, with those of the previous inspection next to or below them. In the body, each
//! judgement is in a box with a title and a grade. Reports before 2012, which have numbers as grades in several tables,
//! are not in this family.

use super::{DEFAULT_FAMILY, Family, lead_inspectors_in_team};
use crate::report::FrameworkId;

/// The features of reports of school inspections.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::School),
    is_match: |opening| {
        opening.titles.contains("school report") && opening.titles.contains("overall effectiveness")
            || opening.titles.contains("summary of key findings for parents and pupils")
    },
    outline: &[
        ("summary of key findings for parents and pupils", 1),
        ("full report", 1),
        ("inspection judgements", 1),
        ("effectiveness of leadership and management", 2),
        ("quality of teaching, learning and assessment", 2),
        ("personal development, behaviour and welfare", 2),
        ("outcomes for pupils", 2),
        ("outcomes for children and learners", 2),
        ("16 to 19 study programmes", 2),
        ("the leadership and management", 2),
        ("the behaviour and safety of pupils", 2),
        ("the quality of teaching", 2),
        ("the achievement of pupils", 2),
        ("the early years provision", 2),
        ("the sixth form provision", 2),
        ("early years provision", 2),
        ("sixth form provision", 2),
        ("what does the school need to do to improve further", 2),
        ("what inspection judgements mean", 1),
        ("school details", 1),
        ("information about this school", 2),
        ("information about this inspection", 1),
        ("inspection team", 2),
    ],
    scale_name: "Four-point scale, outstanding to inadequate",
    scale: super::LABELS_SINCE_2013,
    recommendation_title_prefixes: &["what does the school need to do to improve further"],
    read_cover: |lines, cover| {
        cover.title.get_or_insert_with(|| "School report".to_owned());
        if cover.inspectors.is_empty() {
            cover.inspectors = lead_inspectors_in_team(lines);
        }
    },
    ..DEFAULT_FAMILY
};
