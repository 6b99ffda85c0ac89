//! The judgements and recommendations of a report.

use serde::{Deserialize, Serialize};

use super::{Date, Grade, ParagraphId, Place, SectionId, StatementKind, Text, Timescale, due::due_date};

/// A judgement: an aspect that was inspected, and its grade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// The aspect that was judged: its name in the report's own table of judgements, or else the heading.
    pub title: String,
    /// The group of the judgement: the group in the table if the table has groups, or else the parent section.
    pub group: Option<String>,
    /// The grade that the text gives, or else the grade in the table.
    pub grade: Grade,
    /// The section of the text that is about the judgement; `None` if there is no such section.
    pub section: Option<SectionId>,
    /// The places that state the judgement, in reading order; at least one.
    pub statements: Vec<Statement>,
}

/// One place that states a judgement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The kind of place.
    pub kind: StatementKind,
    /// The grade that this place gives.
    pub grade: Grade,
    /// The place in the report.
    pub place: Place,
}

impl Recommendation {
    /// Creates a recommendation with a wording and a place, and nothing else.
    #[must_use]
    pub fn new(text: Text, place: Place) -> Self {
        Self {
            number: None,
            title: None,
            text,
            timescale: None,
            responsible: None,
            section: None,
            paragraph: None,
            cites: Vec::new(),
            place,
            other_places: Vec::new(),
        }
    }

    /// Returns the due date: the one that the timescale gives or, without a timescale that gives one, the date in the
    /// wording ("by 13 October 2023").
    ///
    /// Returns `None` if the recommendation gives no timescale and no date, if its timescale is not exact or counts from a
    /// publication date that is `None`, or if the date in its wording is not after the publication date.
    #[must_use]
    pub fn due_date(&self, published: Option<Date>) -> Option<Date> {
        due_date(self.timescale.as_ref(), self.text.plain(), published)
    }

    /// Returns the wording before the first sub-point, or the whole wording if there are no sub-points.
    #[must_use]
    pub fn text_before_points(&self) -> &str {
        let plain = self.text.plain();
        plain.find(POINT_START).map_or(plain, |at| plain[..at].trim_end())
    }

    /// Returns the sub-points, each without its bullet.
    #[must_use]
    pub fn sub_points(&self) -> Vec<&str> {
        self.text.plain().split(POINT_START).skip(1).map(str::trim).collect()
    }
}

impl Judgement {
    /// Returns the place to show when the judgement is selected: in the text if possible, or else in the table. Returns
    /// `None` if no place states the judgement.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let body = self.statements.iter().find(|statement| statement.kind != StatementKind::Table);
        body.or(self.statements.first()).map(|statement| statement.place)
    }
}

/// The line break and bullet at the beginning of each sub-point in the text of a recommendation.
const POINT_START: &str = "\n\u{2022} ";

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The number as printed, without a mark after it: "7" in "Recommendation 7", "8.2" in "8.2.". `None` if the
    /// recommendation has no number, or is a numbered paragraph of a known framework.
    #[serde(default)]
    pub number: Option<String>,
    /// The title, if the report prints one above or before the wording.
    #[serde(default)]
    pub title: Option<String>,
    /// The wording as printed, without the number and the title.
    pub text: Text,
    /// The timescale, if the report gives one.
    pub timescale: Option<Timescale>,
    /// The person or organisation that the recommendation is addressed to; `None` if its wording names nobody.
    pub responsible: Option<String>,
    /// The section that contains the recommendation; `None` before the first heading.
    pub section: Option<SectionId>,
    /// The numbered paragraph that introduces the recommendation, if there is one.
    pub paragraph: Option<ParagraphId>,
    /// The printed numbers of the paragraphs that the recommendation refers to, and of those that refer to it by its
    /// number: "(Recommendation 3)".
    pub cites: Vec<u32>,
    /// The place in the report; the first, if the report prints the recommendation several times.
    pub place: Place,
    /// The other places where the report prints the recommendation, in reading order: a summary or an annex.
    #[serde(default)]
    pub other_places: Vec<Place>,
}
