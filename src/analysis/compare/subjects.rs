//! The subjects of judgements in different frameworks, and how the subjects changed.
//!
//! According to the frameworks, single inspections (2013 to 2018) graded children looked after as a whole, with
//! adoption and care leavers within it. ILACS graded children in care and care leavers together from 2018, and
//! separately from 2023.

use crate::{analysis::strings::comparison as strings, report::FrameworkId};

/// The subject of a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::analysis) enum Subject {
    /// All children's services of an authority.
    Overall,
    /// Children who need help and protection.
    HelpAndProtection,
    /// Children looked after, with adoption and care leavers.
    LookedAfter,
    /// Adoption performance.
    Adoption,
    /// Care leavers.
    CareLeavers,
    /// Children in care and care leavers together.
    InCareAndLeavers,
    /// Children in care, without care leavers.
    InCare,
    /// Leadership, management and governance.
    Leadership,
    /// The Local Safeguarding Children Board.
    Board,
}

/// The subject of each title that contains all the given words, in lower case. The first match wins, so narrower
/// subjects are first.
const TITLE_WORDS: [(&[&str], Subject); 10] = [
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

/// Returns the subject of a title. Returns `None` for titles that no framework since 2013 uses.
pub(super) fn subject_of_title(title: &str) -> Option<Subject> {
    let title = title.to_lowercase();
    if title.contains("impact of leaders") {
        return Some(Subject::Leadership);
    }
    let contains_all = |words: &[&str]| words.iter().all(|word| title.contains(word));
    TITLE_WORDS.iter().find(|(words, _)| contains_all(words)).map(|(_, subject)| *subject)
}

/// The frameworks with a single subject, which is also the subject of their overall judgement.
const FRAMEWORK_SUBJECTS: [(FrameworkId, Subject); 2] =
    [(FrameworkId::LscbReview, Subject::Board), (FrameworkId::LookedAfterChildren, Subject::LookedAfter)];

/// The parts of safeguarding and looked after children reports, in lower case. Each part has its own overall judgement.
const PART_SUBJECTS: [(&str, Subject); 2] = [
    ("services for looked after children", Subject::LookedAfter),
    ("safeguarding services", Subject::HelpAndProtection),
];

/// Returns the subject of an overall judgement. `part` is the title of the outermost section around it, in lower case.
pub(super) fn overall_subject(framework: Option<FrameworkId>, part: &str) -> Subject {
    let framework_subject = FRAMEWORK_SUBJECTS.iter().find(|(known, _)| Some(*known) == framework);
    let part_subject = || PART_SUBJECTS.iter().find(|(known, _)| *known == part).map(|(_, subject)| *subject);
    framework_subject.map(|(_, subject)| *subject).or_else(part_subject).unwrap_or(Subject::Overall)
}

/// Subjects that later frameworks merged, split or replaced. Each has the earlier subject, the later subject, and how
/// the earlier report graded the later subject, which is why their grades are not comparable.
const SUCCESSIONS: [(Subject, Subject, &str); 5] = [
    (Subject::LookedAfter, Subject::InCareAndLeavers, strings::GRADED_WITH_ADOPTION),
    (Subject::CareLeavers, Subject::InCareAndLeavers, strings::LEAVERS_GRADED_SEPARATELY),
    (Subject::InCareAndLeavers, Subject::InCare, strings::GRADED_WITH_LEAVERS),
    (Subject::InCareAndLeavers, Subject::CareLeavers, strings::GRADED_WITH_IN_CARE),
    (Subject::LookedAfter, Subject::InCare, strings::GRADED_WITH_ADOPTION_AND_LEAVERS),
];

/// Returns how an earlier report graded the subject of a later judgement: "Graded together with care leavers". Returns
/// `None` if the later subject did not replace the earlier one.
pub(in crate::analysis) fn succession(earlier: Subject, later: Subject) -> Option<&'static str> {
    let found = SUCCESSIONS.iter().find(|(one, other, _)| (*one, *other) == (earlier, later));
    found.map(|(.., graded)| *graded)
}
