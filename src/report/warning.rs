//! What a reader should know about a report before trusting it.

use serde::{Deserialize, Serialize};

use super::Place;

/// Something that does not fit, with where to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Which rule fired.
    pub kind: WarningKind,
    /// What does not fit, in a sentence or two.
    pub message: String,
    /// Where to look, in reading order.
    pub places: Vec<Place>,
}

/// The rules that can fire, each with a stable name for JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// The file held bytes that are not text in its encoding.
    UnreadableCharacters,
    /// The pages are pictures without text.
    NoText,
    /// The fonts of the file do not say which letters they draw.
    UnreadableText,
    /// The end of the file is missing.
    CutShort,
    /// The body gives another grade than the report's table.
    GradesDisagree,
    /// A sentence gives another grade than the heading, line or row of what it is about.
    GradeInText,
    /// A row of the report's table has no section in the body.
    RowWithoutSection,
    /// A graded section is not in the report's table.
    SectionWithoutRow,
    /// A group heading of the report's table stands over rows of another part.
    GroupOverOtherPart,
    /// A paragraph number is left out or printed twice.
    ParagraphNumbers,
    /// A heading of the body is not in the printed contents.
    HeadingNotInContents,
    /// An entry of the printed contents has no heading in the body.
    ContentsWithoutHeading,
    /// An entry of the printed contents gives another page than its heading is on.
    ContentsPages,
    /// A printed reference leads to no paragraph.
    ReferenceWithoutParagraph,
    /// Printed references fit other paragraphs better, all by the same distance.
    ReferencesMoved,
    /// An abbreviation is explained in two ways, or never.
    Abbreviations,
    /// A grade word is not in the report's scale.
    GradeOutsideScale,
    /// Dates contradict one another.
    Dates,
}

impl WarningKind {
    /// Whether it tells what could not be read, and not what the report says.
    #[must_use]
    pub fn is_of_reading(self) -> bool {
        matches!(self, Self::UnreadableCharacters | Self::NoText | Self::UnreadableText | Self::CutShort)
    }

    /// A few words for a list.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::UnreadableCharacters => "Characters that could not be read",
            Self::NoText => "Pages without text",
            Self::UnreadableText => "Text that cannot be read",
            Self::CutShort => "File cut short",
            Self::GradesDisagree => "Two grades for one judgement",
            Self::GradeInText => "Another grade in the text",
            Self::RowWithoutSection => "Judged in the table only",
            Self::SectionWithoutRow => "Graded, but not in the table",
            Self::GroupOverOtherPart => "Table groups over other rows",
            Self::ParagraphNumbers => "Paragraph numbers",
            Self::HeadingNotInContents => "Headings not in the contents",
            Self::ContentsWithoutHeading => "In the contents only",
            Self::ContentsPages => "Pages in the contents",
            Self::ReferenceWithoutParagraph => "References to no paragraph",
            Self::ReferencesMoved => "References that moved",
            Self::Abbreviations => "Abbreviations",
            Self::GradeOutsideScale => "Grade outside the scale",
            Self::Dates => "Dates that contradict",
        }
    }
}
