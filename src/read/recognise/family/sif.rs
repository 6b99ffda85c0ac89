//! The families of single inspections (SIF), 2013 to 2018, and of reviews of safeguarding boards under the same
//! framework.
//!
//! The cover states the overall judgement in a sentence and the other judgements in a table. The numbers "1." to "3."
//! in the table are not paragraph numbers. Recommendations are the first numbered paragraphs. The lead inspector is on
//! the last pages.

use super::{DEFAULT_FAMILY, Family, drop_inspector_titles, read_lead_inspector};
use crate::report::FrameworkId;

/// The features of reports of single inspections.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::Sif),
    is_match: |opening| {
        opening.titles.contains("inspection of services for children in need of help and protection")
    },
    outline: OUTLINE,
    scale_name: "Four-point scale, outstanding to inadequate",
    scale: super::LABELS_SINCE_2013,
    recommendation_title_prefixes: RECOMMENDATION_TITLE_PREFIXES,
    has_numbered_recommendations: true,
    overall_grade,
    sibling_title_prefixes: SIBLING_TITLE_PREFIXES,
    part_title_prefixes: PART_TITLE_PREFIXES,
    graded_part_title_prefixes: GRADED_PART_TITLE_PREFIXES,
    title_prefixes_after_recommendations: TITLE_PREFIXES_AFTER_RECOMMENDATIONS,
    read_cover: |lines, cover| {
        read_lead_inspector(lines, cover);
        drop_inspector_titles(cover);
    },
    ..DEFAULT_FAMILY
};

/// The features of reports on a safeguarding board alone. These reports have a different title from single inspection
/// reports and do not judge the authority.
pub(super) static BOARD_REVIEW: Family = Family {
    framework: Some(FrameworkId::LscbReview),
    is_match: |opening| {
        opening.titles.contains("effectiveness of the local safeguarding children board")
            && !opening.words.contains("help and protection")
    },
    overall_grade: board_grade,
    ..FAMILY
};

/// Title prefixes of sections with recommendations, in lower case.
const RECOMMENDATION_TITLE_PREFIXES: &[&str] = &[
    "recommendations",
    "what does the local authority need to improve",
    "what does the lscb need to improve",
    "what does the local safeguarding children board need to improve",
    "priority and immediate action",
    "priority actions",
    "areas for improvement",
];

/// Groups of title prefixes, in lower case. Reports set the titles of a group in different type, but they are on
/// the same level.
const SIBLING_TITLE_PREFIXES: &[&[&str]] = &[
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

/// Title prefixes of parts, in lower case. Parts are never nested under each other or under recommendations.
const PART_TITLE_PREFIXES: &[&str] = &[
    "summary for children and young people",
    "the experiences and progress of children who need help and protection",
    "the experiences and progress of children looked after and achieving permanence",
    "the local safeguarding children board",
    "information about this inspection",
    "information about this review",
];

/// Title prefixes that begin a part only if the title states a grade, in lower case. "Leadership, management and
/// governance" is also a theme of the areas for improvement, where it has no grade.
const GRADED_PART_TITLE_PREFIXES: &[&str] = &["leadership, management and governance"];

/// Title prefixes that always end a section with recommendations, in lower case.
const TITLE_PREFIXES_AFTER_RECOMMENDATIONS: &[&str] = &[
    "summary",
    "inspection findings",
    "executive summary",
    "the graded judgement",
    "the graded judgment",
    "the experience and progress of care leavers",
    "the experiences and progress of care leavers",
    "the effectiveness of the local safeguarding children board",
    "the effectiveness of the lscb",
    "key strengths and weaknesses",
    "information about",
    "the inspection team",
    "what the inspection judgements mean",
];

/// The keys of titles that the framework prescribes. All have level 0, because their levels differ between layouts.
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

/// Returns the grade in a sentence such as "The Local Safeguarding Children Board requires improvement"; `None` for
/// other texts.
fn board_grade(words: &str) -> Option<&str> {
    let rest = words.trim().strip_prefix("The Local Safeguarding Children Board ")?;
    let rest = rest.strip_prefix("(LSCB) ").unwrap_or(rest);
    let rest = rest.strip_prefix("is ").unwrap_or(rest);
    let bare = rest.trim_end_matches(|c: char| !c.is_alphabetic());
    BOARD_REVIEW.is_grade(bare).then_some(bare)
}

/// Returns the grade in a sentence such as "Children's services in … are good" or "The overall judgement is that
/// children's services require improvement". Returns `None` for other texts, including sentences about the board.
fn overall_grade(words: &str) -> Option<&str> {
    /// The maximum length of the line with the sentence, in bytes.
    const MAX_SENTENCE_BYTES: usize = 160;
    let sentence = words.trim();
    let lower = sentence.to_lowercase().replace('\u{2019}', "'");
    let states_overall = lower.starts_with("the overall judgement is")
        || lower.starts_with("the overall judgment is")
        || lower.starts_with("children's services in ")
        || lower.starts_with("children's services for ")
        || lower.starts_with("children's services require")
        || lower.starts_with("children's services are ");
    if !states_overall || sentence.len() > MAX_SENTENCE_BYTES || lower.contains("because") {
        return None;
    }
    // If the line has two sentences, the first one states the grade.
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
        let rest = if joint == " require" { &sentence[at + 1..] } else { &sentence[at + joint.len()..] };
        let rest = ["are ", "is "].iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest);
        let rest = rest.trim().trim_end_matches(|c: char| !c.is_alphabetic());
        FAMILY.is_grade(rest).then_some(rest)
    })
}
