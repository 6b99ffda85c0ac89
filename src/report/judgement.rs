//! The judgements and recommendations of a report.

use serde::{Deserialize, Serialize};

use super::{Date, Grade, ParagraphId, Place, SectionId, StatementKind, Text, Timescale};

/// A judgement: an aspect that was inspected, and its grade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// The aspect that was judged: its name in the report's own table of judgements, or else the heading.
    pub title: String,
    /// The group it belongs to: the group in the table if the table has groups, or else the parent section.
    pub group: Option<String>,
    /// The grade that the text gives, or else the grade in the table.
    pub grade: Grade,
    /// The section of the text that is about the judgement.
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
    /// Returns the due date, counted from the publication date.
    ///
    /// Returns `None` if the recommendation gives no timescale or the report has no publication date.
    #[must_use]
    pub fn due_date(&self, published: Option<Date>) -> Option<Date> {
        self.timescale.as_ref()?.due_date(published?)
    }
}

impl Judgement {
    /// Returns the place to show when the judgement is selected: in the text if possible, or else in the table.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let body = self.statements.iter().find(|statement| statement.kind != StatementKind::Table);
        body.or(self.statements.first()).map(|statement| statement.place)
    }
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The wording as printed.
    pub text: Text,
    /// The timescale, if the report gives one.
    pub timescale: Option<Timescale>,
    /// The person or organisation it is addressed to, if the recommendation itself says so.
    pub responsible: Option<String>,
    /// The section that contains it.
    pub section: Option<SectionId>,
    /// The numbered paragraph that introduces it.
    pub paragraph: Option<ParagraphId>,
    /// The printed numbers of the paragraphs that the recommendation refers to.
    pub cites: Vec<u32>,
    /// The place in the report.
    pub place: Place,
}
