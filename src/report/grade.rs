//! Grades and the scales they belong to.

use serde::{Deserialize, Serialize};

use super::Place;

/// The grades a report can give, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// What the scale is called.
    pub name: String,
    /// Its grades, best first.
    pub grades: Vec<ScaleGrade>,
}

/// One grade of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleGrade {
    /// 1 for the best, counting down the scale.
    pub step: u8,
    /// The word for it: "Good".
    pub label: String,
    /// The number the report prints for it, which other bodies count the other way round.
    pub number: Option<u8>,
    /// What it means, in the report's own words.
    pub meaning: Option<String>,
}

impl ScaleGrade {
    /// This grade, as it is given.
    #[must_use]
    pub fn given(&self) -> Grade {
        Grade { label: self.label.clone(), step: Some(self.step) }
    }
}

impl Scale {
    /// The grade these words begin with, whatever their capitals: the longest label that fits.
    ///
    /// "requires improvement to be good" is "Requires improvement", never "Good".
    #[must_use]
    pub fn find(&self, words: &str) -> Option<&ScaleGrade> {
        let words = words.trim();
        self.grades
            .iter()
            .filter(|grade| begins_with_word(words, &grade.label))
            .max_by_key(|grade| grade.label.len())
    }

    /// How many steps it has.
    #[must_use]
    pub fn steps(&self) -> u8 {
        u8::try_from(self.grades.len()).unwrap_or(u8::MAX)
    }
}

/// Whether `words` begin with `label`, capitals aside, and the word ends there.
fn begins_with_word(words: &str, label: &str) -> bool {
    let Some(start) = words.get(..label.len()) else { return false };
    start.eq_ignore_ascii_case(label)
        && !words[label.len()..].chars().next().is_some_and(char::is_alphanumeric)
}

/// A grade that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// The label in the report's own scale, or the word as printed where the scale has none like it.
    pub label: String,
    /// 1 for the best; `None` where the scale is not known or the word is not in it.
    pub step: Option<u8>,
}

/// In which way a grade was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stated {
    /// Within a heading.
    Heading,
    /// On a line of its own under a heading.
    Line,
    /// On the cover.
    Cover,
    /// In the report's own table of judgements.
    Table,
}

/// A grade as it stands at a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeStatement {
    /// The grade.
    pub grade: Grade,
    /// The words as printed: "Grade 2 (good)".
    pub wording: String,
    /// In which way.
    pub stated: Stated,
    /// Where.
    pub place: Place,
}
