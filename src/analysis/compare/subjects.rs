//! What judgements of different frameworks are about, and what became of them.
//!
//! From the frameworks: single inspections (2013 to 2018) judged children looked after as a whole, and adoption and care
//! leavers within it; ILACS judged children in care and care leavers together from 2018, and apart from 2023.

use crate::report::FrameworkId;

/// What a judgement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    Overall,
    HelpAndProtection,
    LookedAfter,
    Adoption,
    CareLeavers,
    InCareAndLeavers,
    InCare,
    Leadership,
    Board,
}

/// What titles hold, in lower case, the narrower ones first.
const TITLES: [(&[&str], Subject); 10] = [
    (&["overall effectiveness"], Subject::Overall),
    (&["safeguarding children board"], Subject::Board),
    (&["effectiveness of the lscb"], Subject::Board),
    (&["help and protection"], Subject::HelpAndProtection),
    (&["in care and care leavers"], Subject::InCareAndLeavers),
    (&["looked after", "permanence"], Subject::LookedAfter),
    (&["adoption performance"], Subject::Adoption),
    (&["care leavers"], Subject::CareLeavers),
    (&["children in care"], Subject::InCare),
    (&["leadership, management and governance"], Subject::Leadership),
];

/// What a title is about; `None` for one of no framework since 2013.
pub(super) fn subject(title: &str) -> Option<Subject> {
    let title = title.to_lowercase();
    if title.contains("impact of leaders") {
        return Some(Subject::Leadership);
    }
    let holds = |words: &[&str]| words.iter().all(|word| title.contains(word));
    TITLES.iter().find(|(words, _)| holds(words)).map(|(_, subject)| *subject)
}

/// Frameworks whose reports are about one subject as a whole, so that their overall judgement is about it too.
const FRAMEWORKS: [(FrameworkId, Subject); 2] =
    [(FrameworkId::LscbReview, Subject::Board), (FrameworkId::LookedAfterChildren, Subject::LookedAfter)];

/// The parts of safeguarding and looked after children reports, in lower case: each has an overall judgement of its own.
const PARTS: [(&str, Subject); 2] = [
    ("services for looked after children", Subject::LookedAfter),
    ("safeguarding services", Subject::HelpAndProtection),
];

/// Returns what an overall judgement is about. `part` is the title of the highest section around it, in lower case.
pub(super) fn overall_subject(framework: Option<FrameworkId>, part: &str) -> Subject {
    let of_framework = FRAMEWORKS.iter().find(|(known, _)| Some(*known) == framework);
    let of_part = || PARTS.iter().find(|(known, _)| *known == part).map(|(_, subject)| *subject);
    of_framework.map(|(_, subject)| *subject).or_else(of_part).unwrap_or(Subject::Overall)
}

/// Why two judgements that belong together cannot be compared, by what the earlier and the later one are about.
const SUCCESSIONS: [(Subject, Subject, &str); 5] = [
    (Subject::LookedAfter, Subject::InCareAndLeavers, MERGED),
    (Subject::CareLeavers, Subject::InCareAndLeavers, MERGED),
    (Subject::InCareAndLeavers, Subject::InCare, SPLIT),
    (Subject::InCareAndLeavers, Subject::CareLeavers, SPLIT),
    (
        Subject::LookedAfter,
        Subject::InCare,
        "The judgement of children looked after took in adoption and care leavers; that of children in care does not.",
    ),
];
const MERGED: &str = "From 2018 children in care and care leavers were judged together.";
const SPLIT: &str = "From 2023 children in care and care leavers are judged apart.";

/// Why what an earlier report judged cannot be compared with what a later one did; `None` where they do not belong
/// together.
pub(super) fn succession(earlier: Subject, later: Subject) -> Option<&'static str> {
    let found = SUCCESSIONS.iter().find(|(one, other, _)| (*one, *other) == (earlier, later));
    found.map(|(.., reason)| *reason)
}
