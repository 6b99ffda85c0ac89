//! The headings of columns of judgements, and the notes on judgements that cover more than one of them.

pub(in crate::analysis) const OVERALL: &str = "Overall";
pub(in crate::analysis) const HELP_AND_PROTECTION: &str = "Help and protection";
pub(in crate::analysis) const IN_CARE: &str = "Children in care";
pub(in crate::analysis) const CARE_LEAVERS: &str = "Care leavers";
pub(in crate::analysis) const ADOPTION: &str = "Adoption";
pub(in crate::analysis) const LEADERSHIP: &str = "Leadership";
pub(in crate::analysis) const BOARD: &str = "Safeguarding board";

pub(in crate::analysis) const WITH_CARE_LEAVERS: &str = "Graded together with care leavers";
pub(in crate::analysis) const WITH_ADOPTION_AND_LEAVERS: &str = "Covers adoption and care leavers too";
