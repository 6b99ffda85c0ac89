//! What a report finds: judgements and recommendations.

use serde::{Deserialize, Serialize};

use super::{Date, Grade, ParagraphId, Place, SectionId, Stated, Text, Timescale};

/// One thing that was judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// What was judged, as the report's own table names it, else as the heading does.
    pub title: String,
    /// The group it stands under: in the table where the table has groups, else the section above.
    pub group: Option<String>,
    /// The grade of the body where the body has one, else of the table.
    pub grade: Grade,
    /// The section of the body it belongs to.
    pub section: Option<SectionId>,
    /// Where the report states it, in reading order; at least one.
    pub stated: Vec<Statement>,
}

/// One place where a judgement is stated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// In which way.
    pub stated: Stated,
    /// The grade given there.
    pub grade: Grade,
    /// Where.
    pub place: Place,
}

impl Recommendation {
    /// The day it is due, where it says by when and the report was published on this day.
    #[must_use]
    pub fn due(&self, published: Option<Date>) -> Option<Date> {
        self.timescale.as_ref()?.due(published?)
    }
}

impl Judgement {
    /// Where a click on the judgement leads: the body before the table.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let body = self.stated.iter().find(|statement| statement.stated != Stated::Table);
        body.or(self.stated.first()).map(|statement| statement.place)
    }
}

/// Something that is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The words as printed.
    pub text: Text,
    /// By when, where the report says so.
    pub timescale: Option<Timescale>,
    /// Who is addressed, where the item itself says so.
    pub responsible: Option<String>,
    /// The section it stands in.
    pub section: Option<SectionId>,
    /// The numbered paragraph that leads in to it.
    pub paragraph: Option<ParagraphId>,
    /// Numbers of paragraphs that the item itself refers to.
    pub cites: Vec<u32>,
    /// Where it stands.
    pub place: Place,
}
