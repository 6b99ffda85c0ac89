//! The strings of the charts of a folder, and of the panel beside its matrix.

pub(crate) const GRADES: &str = "Grades by year";
pub(crate) const COUNCIL: &str = "Council over time";
pub(crate) const THEMES: &str = "Themes";

pub(crate) const JUDGEMENT: &str = "Judgement";
pub(crate) const SCALE: &str = "Grading scale";
pub(crate) const MEASURE: &str = "Height of the bars";
pub(crate) const MEASURE_SHARE: &str = "Share of reports";
pub(crate) const MEASURE_COUNT: &str = "Number of reports";
pub(crate) const CHOOSE_COUNCIL: &str = "Council";
pub(crate) const PERIOD: &str = "Years";
pub(crate) const PERIOD_TOTAL: &str = "All years";
pub(crate) const PERIOD_YEARS: &str = "By year";

pub(crate) const SHOW_YEAR: &str = "Show these reports";
pub(crate) const AS_CHART: &str = "Chart";
pub(crate) const AS_TABLE: &str = "Table";
pub(crate) const TABLE: &str = "Numbers of the chart";
pub(crate) const COPY_TABLE: &str = "Copy table";
pub(crate) const SAVE: &str = "Save";
pub(crate) const PRINT: &str = "Print\u{2026}";
pub(crate) const SHOW_TIMELINE: &str = "Show timeline";
pub(crate) const SHOW_TIMELINE_HINT: &str =
    "Open all reports on this council and show their judgements over time";
pub(crate) const ALL_INSPECTIONS: &str =
    "All inspections of the council in this folder are shown, including those that the filters hide.";

// The panel beside the matrix
pub(crate) const SIDE_PANEL: &str = "Council and chart";
pub(crate) const SHOW_SIDE_PANEL: &str = "Panel with council and chart";
pub(crate) const CLOSE_SIDE_PANEL: &str = "Close panel";
pub(crate) const NO_ROW: &str =
    "Select a row to see the inspections of its council here. Double-click it to open the report.";
pub(crate) const NO_COUNCIL: &str = "No council is named in this file.";
pub(crate) const OPEN_REPORT: &str = "Open report";
pub(crate) const OPEN_HINT: &str = "Double-click to open the report";
pub(crate) const COMPARE: &str = "Compare with the previous inspection";
pub(crate) const RECOMMENDATIONS: &str = "Recommendations";
pub(crate) const OVERALL_BY_YEAR: &str = "Overall effectiveness by year";

pub(crate) fn inspection_count(count: usize) -> String {
    if count == 1 {
        "1 inspection in this folder".to_owned()
    } else {
        format!("{count} inspections in this folder")
    }
}

/// Returns the number of recommendations in the latest inspection with any, and in all: "2 in 2025; 14 in all 4
/// inspections".
pub(crate) fn recommendation_counts(latest: usize, label: &str, total: usize, inspections: usize) -> String {
    match inspections {
        0 | 1 => format!("{latest} in {label}"),
        inspections => format!("{latest} in {label}; {total} in all {inspections} inspections"),
    }
}

pub(crate) fn overdue(count: usize) -> String {
    format!("{count} overdue")
}
