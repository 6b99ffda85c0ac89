//! Grades, the scales they belong to, and the statements that give them.

use serde::{Deserialize, Serialize};

use super::Place;

/// A grading scale: the grades that a report can give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// The name of the scale.
    pub name: String,
    /// The grades, best first.
    pub grades: Vec<ScaleGrade>,
}

/// One grade of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleGrade {
    /// The step on the scale: 1 for the best grade, then 2 and so on.
    pub step: u8,
    /// The grade as a word: "Good".
    pub label: String,
    /// The number that the report prints for the grade. Some inspectorates give the best grade the highest number, so
    /// this can differ from `step`.
    pub number: Option<u8>,
    /// The meaning of the grade, in the report's own words.
    pub meaning: Option<String>,
}

impl ScaleGrade {
    /// Returns this grade without its number and meaning, as judgements store it: the label and the step.
    #[must_use]
    pub fn to_grade(&self) -> Grade {
        Grade { label: self.label.clone(), step: Some(self.step) }
    }
}

impl Scale {
    /// Returns the grade whose label the text starts with, in upper or lower case. If several labels match, the longest
    /// wins.
    ///
    /// "requires improvement to be good" gives "Requires improvement", not "Good". Returns `None` if the text starts
    /// with no label of this scale.
    #[must_use]
    pub fn leading_grade(&self, words: &str) -> Option<&ScaleGrade> {
        let words = words.trim();
        self.grades
            .iter()
            .filter(|grade| starts_with_word(words, &grade.label))
            .max_by_key(|grade| grade.label.len())
    }

    /// Returns the number of steps on the scale.
    #[must_use]
    pub fn step_count(&self) -> u8 {
        u8::try_from(self.grades.len()).unwrap_or(u8::MAX)
    }
}

/// Returns true if `words` starts with `label`, in upper or lower case, and the last word of `label` ends there.
fn starts_with_word(words: &str, label: &str) -> bool {
    let Some(start) = words.get(..label.len()) else { return false };
    start.eq_ignore_ascii_case(label)
        && !words[label.len()..].chars().next().is_some_and(char::is_alphanumeric)
}

/// A grade that a report gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// The label on the report's own scale, or the word as printed if the scale does not have it.
    pub label: String,
    /// The step on the scale, 1 for the best. `None` if the scale is unknown or does not have the grade.
    pub step: Option<u8>,
}

/// The kind of place that states a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// In a heading.
    Heading,
    /// On a separate line under a heading.
    Line,
    /// On the cover.
    Cover,
    /// In the report's own table of judgements.
    Table,
}

/// A grade that a section states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeStatement {
    /// The grade.
    pub grade: Grade,
    /// The wording as printed: "Grade 2 (good)".
    pub wording: String,
    /// The kind of place.
    pub kind: StatementKind,
    /// The place in the report.
    pub place: Place,
}
