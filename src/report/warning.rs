//! Warnings: problems with reading a file, and inconsistencies in the report itself.

use serde::{Deserialize, Serialize};

use super::Place;

/// A problem or inconsistency, with the places it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The rule that gave the warning.
    pub kind: WarningKind,
    /// The message to show: one or two sentences.
    pub message: String,
    /// The places to look at, in reading order.
    pub places: Vec<Place>,
}

/// The rules that give warnings. Each has a fixed name in JSON: the variant in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// The file contains bytes that are not valid text in its encoding.
    UnreadableCharacters,
    /// The pages are images without text: a scan.
    NoText,
    /// The fonts in the file do not map their glyphs to characters.
    UnreadableText,
    /// The file is incomplete: its end is missing.
    #[serde(rename = "cut-short")]
    Truncated,
    /// The document has tracked changes. Its text is shown as if all of them were accepted.
    TrackedChanges,
    /// The text and the report's table give different grades for a judgement.
    GradesDisagree,
    /// A sentence gives a different grade from the heading, line or table row of the same judgement.
    GradeInText,
    /// A row of the report's table has no matching section in the text.
    RowWithoutSection,
    /// A section has a grade but no row in the report's table.
    SectionWithoutRow,
    /// A group heading in the report's table is above rows that belong to another group.
    #[serde(rename = "group-over-other-part")]
    MisplacedTableHeading,
    /// A paragraph number is missing or printed twice.
    ParagraphNumbers,
    /// A heading in the text is not in the printed contents.
    HeadingNotInContents,
    /// An entry in the printed contents has no heading in the text.
    ContentsWithoutHeading,
    /// An entry in the printed contents gives a different page from the one its heading is on.
    ContentsPages,
    /// The report refers to a paragraph that it does not have.
    ReferenceWithoutParagraph,
    /// The references to paragraphs match the text better if the same number is added to all of them.
    ReferencesMoved,
    /// An abbreviation is explained in two ways, or not at all.
    Abbreviations,
    /// A grade is not on the report's scale.
    GradeOutsideScale,
    /// Dates in the report contradict each other, or cannot be right.
    Dates,
    /// The running heads name a different authority from the cover.
    Names,
}

impl WarningKind {
    /// Returns true if the warning is about reading the file, and false if it is about the report's own content.
    #[must_use]
    pub fn is_reading_problem(self) -> bool {
        matches!(
            self,
            Self::UnreadableCharacters
                | Self::NoText
                | Self::UnreadableText
                | Self::Truncated
                | Self::TrackedChanges
        )
    }

    /// Returns a short title for lists.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::UnreadableCharacters => "Some characters can't be read",
            Self::NoText => "No text in this file",
            Self::UnreadableText => "Text can't be read",
            Self::Truncated => "File is incomplete",
            Self::TrackedChanges => "Tracked changes",
            Self::GradesDisagree => "Different grades for one judgement",
            Self::GradeInText => "Different grade in the text",
            Self::RowWithoutSection => "No section of its own",
            Self::SectionWithoutRow => "Graded but not in the table",
            Self::MisplacedTableHeading => "Table headings don't match their rows",
            Self::ParagraphNumbers => "Paragraph numbers out of sequence",
            Self::HeadingNotInContents => "Headings missing from the contents",
            Self::ContentsWithoutHeading => "Contents entries without a heading",
            Self::ContentsPages => "Wrong page numbers in the contents",
            Self::ReferenceWithoutParagraph => "References to missing paragraphs",
            Self::ReferencesMoved => "Paragraph references may be wrong",
            Self::Abbreviations => "Unclear abbreviations",
            Self::GradeOutsideScale => "Grade not on the scale",
            Self::Dates => "Conflicting dates",
            Self::Names => "Different names of the council",
        }
    }
}
