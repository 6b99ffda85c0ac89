//! Single inspections (SIF), 2013 to 2018, and reviews of a safeguarding board made under the same framework.
//!
//! The cover states the overall judgement in a sentence and the others in a table, "1." to "3.", which are no
//! paragraphs; recommendations are the first numbered paragraphs; the lead inspector stands on the last pages.

use super::{Family, PLAIN, lead_inspector};
use crate::report::FrameworkId;

pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::Sif),
    recognises: |first| first.contains("inspection of services for children in need of help and protection"),
    outline: OUTLINE,
    scale_name: "Four-point scale, outstanding to inadequate",
    scale: super::FOUR_WITH_REQUIRES_IMPROVEMENT,
    recommendations: RECOMMENDATIONS,
    numbers_recommendations: true,
    overall,
    beside: BESIDE,
    cover: |lines, cover| lead_inspector(lines, cover),
    ..PLAIN
};

/// A review of the board alone: its own title and no judgement of the authority.
pub(super) static BOARD: Family = Family {
    framework: Some(FrameworkId::LscbReview),
    recognises: |first| {
        first.contains("effectiveness of the local safeguarding children board")
            && !first.contains("help and protection")
    },
    outline: OUTLINE,
    scale_name: FAMILY.scale_name,
    scale: super::FOUR_WITH_REQUIRES_IMPROVEMENT,
    recommendations: RECOMMENDATIONS,
    numbers_recommendations: true,
    overall: of_board,
    beside: BESIDE,
    cover: |lines, cover| lead_inspector(lines, cover),
    ..PLAIN
};

const RECOMMENDATIONS: &[&str] = &[
    "recommendations",
    "what does the local authority need to improve",
    "what does the lscb need to improve",
    "what does the local safeguarding children board need to improve",
    "priority and immediate action",
    "priority actions",
    "areas for improvement",
];

/// Set in different type from report to report, but on one footing.
const BESIDE: &[&[&str]] = &[
    &["priority and immediate action", "priority actions", "areas for improvement"],
    &[
        "the graded judgement for",
        "the graded judgment for",
        "the graded judgement about",
        "the graded judgment about",
        "adoption performance",
        "the experience and progress of care leavers",
        "the experiences and progress of care leavers",
    ],
];

/// Known by name; how deep they stand differs from layout to layout.
const OUTLINE: &[(&str, u8)] = &[
    ("executive summary", 0),
    ("the experiences and progress of children who need help and protection", 0),
    ("the experiences and progress of children looked after and achieving permanence", 0),
    ("the graded judgement for adoption performance", 0),
    ("the graded judgment for adoption performance", 0),
    ("the graded judgement about adoption performance", 0),
    ("the graded judgment about adoption performance", 0),
    ("the graded judgement about the experience and progress of care leavers", 0),
    ("the graded judgment about the experience and progress of care leavers", 0),
    ("the graded judgement for the experience and progress of care leavers", 0),
    ("the graded judgment for the experience and progress of care leavers", 0),
    ("the graded judgement about the experiences and progress of care leavers", 0),
    ("the graded judgment about the experiences and progress of care leavers", 0),
    ("the graded judgement for the experiences and progress of care leavers", 0),
    ("the graded judgment for the experiences and progress of care leavers", 0),
    ("adoption performance", 0),
    ("the experience and progress of care leavers", 0),
    ("the experiences and progress of care leavers", 0),
    ("leadership, management and governance", 0),
    ("the local safeguarding children board (lscb)", 0),
    ("the local safeguarding children board", 0),
    ("the effectiveness of the local safeguarding children board (lscb)", 0),
    ("the effectiveness of the local safeguarding children board", 0),
    ("the effectiveness of the lscb", 0),
];

/// The grade of "The Local Safeguarding Children Board requires improvement".
fn of_board(words: &str) -> Option<&str> {
    let rest = words.trim().strip_prefix("The Local Safeguarding Children Board ")?;
    let rest = rest.strip_prefix("(LSCB) ").unwrap_or(rest);
    let rest = rest.strip_prefix("is ").unwrap_or(rest);
    let bare = rest.trim_end_matches(|c: char| !c.is_alphabetic());
    BOARD.is_grade(bare).then_some(bare)
}

/// The grade of "Children's services in … are good" and "The overall judgement is that children's services require
/// improvement". The board's own judgement is another one.
fn overall(words: &str) -> Option<&str> {
    /// The sentence stands alone on its line.
    const LONGEST: usize = 160;
    let sentence = words.trim();
    let lower = sentence.to_lowercase().replace('\u{2019}', "'");
    let states = lower.starts_with("the overall judgement is")
        || lower.starts_with("the overall judgment is")
        || lower.starts_with("children's services in ")
        || lower.starts_with("children's services for ");
    if !states || sentence.len() > LONGEST || lower.contains("because") {
        return None;
    }
    // The first sentence of two.
    let sentence = sentence.split_once(". ").map_or(sentence, |(first, _)| first);
    let joints = [
        " is that children\u{2019}s services ",
        " is that children's services ",
        " is that children\u{2019}s service ",
        " is that ",
        " judgement is ",
        " judgment is ",
        " are ",
        " is ",
        " require",
    ];
    joints.iter().filter_map(|joint| sentence.find(joint).map(|at| (at, *joint))).find_map(|(at, joint)| {
        let behind = if joint == " require" { &sentence[at + 1..] } else { &sentence[at + joint.len()..] };
        let behind = ["are ", "is "].iter().find_map(|verb| behind.strip_prefix(verb)).unwrap_or(behind);
        let behind = behind.trim().trim_end_matches(|c: char| !c.is_alphabetic());
        FAMILY.is_grade(behind).then_some(behind)
    })
}
