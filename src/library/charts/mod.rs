//! Charts of a folder: the share of grades in each year, the inspections of one council, and the themes of
//! recommendations.
//!
//! Pure functions over a [`Collection`]. A chart gives its sentences, its table, and a drawing for a size; the window,
//! printed pages and pictures use the same ones.

mod council;
mod council_drawing;
mod drawing;
mod grades;
mod theme_drawing;
mod themes;

use std::collections::HashMap;

pub use self::{
    council::{Council, CouncilHistory, CouncilInspection, CouncilLane, CouncilLink, CouncilPoint, councils},
    drawing::{ChartDetail, ChartSize},
    grades::{GradesByYear, YearBar},
    themes::{THEMES, Theme, ThemeCount, ThemeCounts, themes_of},
};
use super::{Collection, ReportFacts, matrix::MatrixOptions, strings::charts as strings};
use crate::{
    analysis::JudgementColumn,
    output::chart::{ChartSheet, ChartTable, Drawing},
};

/// The choices of a user for the charts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartOptions {
    /// The chart.
    pub kind: ChartKind,
    /// The judgement whose grades are shown by year.
    pub column: JudgementColumn,
    /// The labels of the grading scale, best first; `None` for the scale of most reports.
    pub scale: Option<Vec<String>>,
    /// The meaning of the height of a bar.
    pub bars: BarMeasure,
    /// The council, by its key; `None` for the one with most inspections.
    pub council: Option<String>,
    /// The numbers of recommendations that are shown.
    pub themes: ThemePeriod,
}

impl Default for ChartOptions {
    fn default() -> Self {
        Self {
            kind: ChartKind::default(),
            column: JudgementColumn::Overall,
            scale: None,
            bars: BarMeasure::default(),
            council: None,
            themes: ThemePeriod::default(),
        }
    }
}

/// A kind of chart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChartKind {
    /// The grades of a judgement in each year.
    #[default]
    Grades,
    /// The grades of one council in its inspections.
    Council,
    /// The recommendations on each theme.
    Themes,
}

impl ChartKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Grades, Self::Council, Self::Themes];
}

/// The meaning of the height of a bar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BarMeasure {
    /// The share of the reports of the year.
    #[default]
    Share,
    /// The number of reports.
    Count,
}

/// The periods for which recommendations are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemePeriod {
    /// All years together.
    #[default]
    Total,
    /// Each year.
    Years,
}

/// A chart with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// The grades of a judgement in each year.
    Grades(GradesByYear),
    /// The grades of one council in its inspections; `None` if no report gives a council.
    Council(Option<CouncilHistory>),
    /// The recommendations on each theme.
    Themes(ThemeCounts),
}

impl Chart {
    /// Returns a chart of the reports that fit the filters of the matrix. The history of a council has all its
    /// inspections in the folder, because without some of them it would be wrong.
    #[must_use]
    pub fn new(
        collection: &Collection,
        matrix: &MatrixOptions,
        overdue_counts: &HashMap<String, usize>,
        options: &ChartOptions,
    ) -> Self {
        let shown = || matrix.shown_reports(collection, overdue_counts);
        match options.kind {
            ChartKind::Grades => Self::Grades(GradesByYear::new(&shown(), options)),
            ChartKind::Themes => Self::Themes(ThemeCounts::new(&shown(), options.themes)),
            ChartKind::Council => {
                let known = councils(&shown());
                let chosen = options.council.as_ref().filter(|key| known.iter().any(|one| one.key == **key));
                let most = known.iter().rev().max_by_key(|council| council.report_count);
                let key = chosen.or_else(|| most.map(|council| &council.key));
                Self::Council(key.and_then(|key| CouncilHistory::new(collection, key)))
            }
        }
    }

    /// Returns the title.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Grades(grades) => strings::grades_title(&grades.column.heading()),
            Self::Council(history) => {
                history.as_ref().map_or_else(|| strings::NO_COUNCIL_TITLE.to_owned(), CouncilHistory::title)
            }
            Self::Themes(_) => strings::THEMES_TITLE.to_owned(),
        }
    }

    /// Returns the sentences: first the main thing, then what is left out.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        match self {
            Self::Grades(grades) => grades.sentences(),
            Self::Council(history) => history
                .as_ref()
                .map_or_else(|| vec![strings::NO_COUNCIL.to_owned()], CouncilHistory::sentences),
            Self::Themes(themes) => themes.sentences(),
        }
    }

    /// Returns the numbers as a table.
    #[must_use]
    pub fn table(&self) -> ChartTable {
        match self {
            Self::Grades(grades) => grades.table(),
            Self::Council(history) => history.as_ref().map(CouncilHistory::table).unwrap_or_default(),
            Self::Themes(themes) => themes.table(),
        }
    }

    /// Returns the picture for a size. It can become higher than the size, but not wider.
    #[must_use]
    pub fn drawing(&self, size: ChartSize) -> Drawing {
        match self {
            Self::Grades(grades) => grades.drawing(size),
            Self::Council(history) => {
                history.as_ref().map(|history| history.drawing(size)).unwrap_or_default()
            }
            Self::Themes(themes) => themes.drawing(size),
        }
    }

    /// Returns the chart with a drawing of this size, to print or save.
    #[must_use]
    pub fn sheet(&self, size: ChartSize) -> ChartSheet {
        ChartSheet {
            title: self.title(),
            sentences: self.sentences(),
            drawing: self.drawing(size),
            table: self.table(),
        }
    }

    /// Returns true if there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Grades(grades) => grades.bars.is_empty(),
            Self::Council(history) => history.as_ref().is_none_or(|history| history.inspections.is_empty()),
            Self::Themes(themes) => themes.total == 0,
        }
    }
}

/// Returns the share in percent, rounded.
fn percent(part: usize, whole: usize) -> usize {
    if whole == 0 { 0 } else { (part * 200 + whole) / (whole * 2) }
}

/// Returns the years from the first to the last, without gaps.
fn year_range(years: impl Iterator<Item = i16> + Clone) -> Vec<i16> {
    match (years.clone().min(), years.max()) {
        (Some(first), Some(last)) => (first..=last).collect(),
        _ => Vec::new(),
    }
}

/// Returns the judgement of a report in a column.
fn judgement<'a>(facts: &'a ReportFacts, column: &'a JudgementColumn) -> Option<&'a super::JudgementFacts> {
    super::matrix::cell(facts, column).map(|(_, judgement)| judgement)
}

#[cfg(test)]
mod tests;
