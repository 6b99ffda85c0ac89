//! Sentences and labels of a timeline.

pub(crate) const CHART: &str = "Grades over time";
pub(crate) const TABLE: &str = "All grades";
pub(crate) const EDGE: &str = "Width of the table of grades";
pub(crate) const SINGLE: &str = "Judgements made in only one of these inspections";
pub(crate) const INSPECTIONS: &str = "Inspections";
pub(crate) const NO_GRADES: &str = "no grades";
pub(crate) const OPEN_REPORT: &str = "Open this report";
pub(crate) const CHART_NOTE: &str =
    "The best grade is at the top. A dashed line means that grades can't be compared.";
