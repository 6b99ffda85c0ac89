//! The geometry of a timeline chart, the same in the window, in print and on web pages. Must not know colours or sizes.

use super::{Link, Timeline, TimelinePoint, TimelineRow};
use crate::{analysis::GradeMarkShape, report::Grade};

/// The side of a grade mark on which its label is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSide {
    /// Above the mark.
    Above,
    /// Below the mark.
    Below,
}

impl TimelinePoint {
    /// Returns the height of the grade in its row: 0 for the best grade at the top, 1 for the worst at the bottom. A grade
    /// that is not on a known scale is in the middle.
    #[must_use]
    pub fn level(&self) -> f32 {
        match (self.grade.step, self.step_count) {
            (Some(step), count) if count > 1 => {
                (f32::from(step.saturating_sub(1)) / f32::from(count - 1)).clamp(0.0, 1.0)
            }
            _ => 0.5,
        }
    }

    /// Returns the shape of the grade mark.
    #[must_use]
    pub fn mark(&self) -> GradeMarkShape {
        GradeMarkShape::for_step(self.grade.step, self.step_count)
    }

    /// Returns the position on the scale: "step 2 of 4".
    #[must_use]
    pub fn step_label(&self) -> String {
        match self.grade.step.filter(|_| self.step_count > 0) {
            Some(step) => format!("step {step} of {}", self.step_count),
            None => crate::analysis::step_label(&self.grade, None),
        }
    }

    /// Returns the description of the grade for screen readers: "Good, step 2 of 4".
    #[must_use]
    pub fn accessible_grade(&self) -> String {
        let Grade { label, .. } = &self.grade;
        format!("{label}, {}", self.step_label())
    }
}

impl Timeline {
    /// Returns the names of the grid lines of a row, from the best grade to the worst: the scale of its latest inspection
    /// that has one. Empty if the row has no grid lines.
    #[must_use]
    pub fn line_names(&self, row: &TimelineRow) -> &[String] {
        let count = usize::from(row.grid_line_count());
        let scales = row.points.iter().rev().map(|point| self.inspections[point.inspection].scale.as_slice());
        scales.into_iter().find(|scale| count > 0 && scale.len() == count).unwrap_or_default()
    }

    /// Returns true if a grade needs a label of its own, because the name of its line does not say it. The scales of
    /// earlier inspections can have other names for the same step.
    #[must_use]
    pub fn needs_label(&self, row: &TimelineRow, point: usize) -> bool {
        let grade = &row.points[point].grade;
        let step = grade.step.and_then(|step| usize::from(step).checked_sub(1));
        let name = step.and_then(|step| self.line_names(row).get(step));
        name.is_none_or(|name| !name.eq_ignore_ascii_case(&grade.label))
    }
}

impl TimelineRow {
    /// Returns the side of a mark on which no line leaves it, or else below. In front of and behind a peak, both lines go
    /// down, so its label is above.
    #[must_use]
    pub fn label_side(&self, point: usize) -> LabelSide {
        let level = self.points[point].level();
        let neighbours = [
            point.checked_sub(1).map(|before| (before, before)),
            (point + 1 < self.points.len()).then_some((point, point + 1)),
        ];
        let joined = neighbours.into_iter().flatten().filter(|(link, _)| self.is_joined(*link));
        let levels: Vec<f32> = joined.map(|(_, neighbour)| self.points[neighbour].level()).collect();
        let goes_down = levels.iter().any(|other| *other > level);
        let goes_up = levels.iter().any(|other| *other < level);
        if goes_down && !goes_up { LabelSide::Above } else { LabelSide::Below }
    }

    /// Returns true if a line joins the grade with this index to the next one.
    #[must_use]
    pub fn is_joined(&self, point: usize) -> bool {
        matches!(self.links.get(point), Some(Link::Joined { .. }))
    }

    /// Returns the number of grid lines: the steps of the scale, if all grades of the row have scales of the same length.
    #[must_use]
    pub fn grid_line_count(&self) -> u8 {
        /// The maximum number of grid lines, so that a long scale does not become a grey area.
        const MAX_GRID_LINES: u8 = 7;
        let count = self.points.first().map_or(0, |point| point.step_count);
        let is_same = self.points.iter().all(|point| point.step_count == count);
        if is_same && (2..=MAX_GRID_LINES).contains(&count) { count } else { 0 }
    }
}
