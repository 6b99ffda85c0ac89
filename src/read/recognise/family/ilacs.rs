//! The family of inspections of local authority children's services (ILACS), from 2018.
//!
//! The first page has facts and a table of judgements. There are no printed contents. Each heading states the grade of
//! its section. From 2023, care leavers are graded separately from children in care. From April 2026, there is no
//! overall judgement. The date of publication is not printed. Other reports name these inspections in their text and titles.

use super::{DEFAULT_FAMILY, Family, drop_inspector_titles, subject_between};
use crate::report::FrameworkId;

/// The features of reports of inspections of local authority children's services.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::Ilacs),
    is_match: |opening| {
        let names = [
            "local authority children's services",
            "inspection of children's social care services",
            "children and families trust",
            "children's trust",
        ];
        opening.titles.contains("inspection")
            && names.iter().any(|name| opening.titles.contains(name))
            && !opening.words.contains("dear ")
            || opening.titles.contains("the impact of leaders on social work practice")
    },
    needs_prescribed_title: true,
    outline: &[
        ("what needs to improve", 1),
        ("the experiences and progress of children who need help and protection", 1),
        ("the experiences and progress of children in care and care leavers", 1),
        ("the experiences and progress of children in care", 1),
        ("the experiences and progress of care leavers", 1),
        ("the experiences and progress of children care leavers", 1),
        ("the impact of leaders on social work practice with children and families", 1),
        ("the impact of leaders on social work practice", 1),
    ],
    scale_name: "Four-point scale, outstanding to inadequate",
    scale: super::LABELS_SINCE_2013,
    recommendation_title_prefixes: &["what needs to improve"],
    read_cover: |_, cover| {
        drop_inspector_titles(cover);
        if cover.subject.is_none() {
            cover.subject = subject_between(
                cover.title.as_deref(),
                &["inspection of "],
                &[" local authority children", " children\u{2019}s services", " children's services", ""],
            );
        }
    },
    ..DEFAULT_FAMILY
};
