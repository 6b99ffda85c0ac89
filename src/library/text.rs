//! The text of a report in the form in which a folder is searched.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::capitals::{find_capitals, with_capitals};
use crate::{
    analysis::{ImprovementPoint, folded_lines},
    report::{BlockId, Content, Grade, Place, Report, SectionId},
};

/// The text of a report: its lines in reading order, and its sections.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportText {
    /// The lines. Each is a paragraph, a bullet, a cell of a table, a heading or another piece of text.
    pub lines: Vec<TextLine>,
    /// The sections, in reading order.
    pub sections: Vec<TextSection>,
}

/// A line of a [`ReportText`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextLine {
    /// The text.
    pub text: String,
    /// The kind of line.
    pub kind: LineKind,
    /// True if a sentence of the line is a point to improve.
    pub is_point: bool,
    /// The index of the section in [`ReportText::sections`]; `None` before the first heading.
    pub section: Option<usize>,
    /// The place in the report.
    pub place: Place,
    /// The printed number of the paragraph; `None` if it has none.
    pub number: Option<u32>,
}

/// The kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// A heading.
    Heading,
    /// A recommendation.
    Recommendation,
    /// Any other text.
    Text,
}

/// A section of a [`ReportText`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextSection {
    /// The titles of the sections around it, outermost first, and its own title last.
    pub path: Vec<String>,
    /// The grade of the section, or of the nearest section around it that has one.
    pub grade: Option<Grade>,
}

/// The text of a report in the form that is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedText {
    /// The lines in lower case, folded as in the search within a report. Each ends with a line break.
    pub lower: String,
    /// The places of capitals; `None` if the text can't be made from `lower` and them.
    pub capitals: Option<Vec<u8>>,
    /// A byte for each line; see [`LineFlags`].
    pub flags: Vec<u8>,
}

impl SearchedText {
    /// Returns the lines with their capitals; `None` if they can't be made from the lines in lower case.
    #[must_use]
    pub fn with_capitals(&self) -> Option<String> {
        with_capitals(&self.lower, self.capitals.as_ref()?)
    }
}

/// The flags of a line, one byte in the index, so that a scope is searched without unpacking the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineFlags(pub u8);

impl LineFlags {
    const HEADING: u8 = 1;
    const RECOMMENDATION: u8 = 2;
    const POINT: u8 = 4;

    fn new(line: &TextLine) -> Self {
        let kind = match line.kind {
            LineKind::Heading => Self::HEADING,
            LineKind::Recommendation => Self::RECOMMENDATION,
            LineKind::Text => 0,
        };
        Self(if line.is_point { kind | Self::POINT } else { kind })
    }

    /// Returns true for a heading.
    #[must_use]
    pub fn is_heading(self) -> bool {
        self.0 & Self::HEADING != 0
    }

    /// Returns true for a recommendation.
    #[must_use]
    pub fn is_recommendation(self) -> bool {
        self.0 & Self::RECOMMENDATION != 0
    }

    /// Returns true if a sentence of the line is a point to improve.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.0 & Self::POINT != 0
    }
}

impl ReportText {
    /// Returns the text of a report with these improvement points.
    #[must_use]
    pub fn new(report: &Report, points: &[ImprovementPoint]) -> Self {
        let points: HashSet<Place> = points.iter().map(|point| point.place).collect();
        let section = |id: SectionId| TextSection {
            path: report.section_path(id).into_iter().map(str::to_owned).collect(),
            grade: report.nearest_grade(id).cloned(),
        };
        let blocks = (0..report.blocks.len()).map(BlockId);
        Self {
            lines: blocks.flat_map(|block| block_lines(report, block, &points)).collect(),
            sections: report.section_ids().map(section).collect(),
        }
    }
}

/// Returns the lines of a block.
fn block_lines(report: &Report, id: BlockId, points: &HashSet<Place>) -> Vec<TextLine> {
    let block = report.block(id);
    let kind = match block.content {
        Content::Heading(_) => LineKind::Heading,
        Content::Recommendation(_) => LineKind::Recommendation,
        _ => LineKind::Text,
    };
    let line = |text: &str, place: Place| TextLine {
        text: text.to_owned(),
        kind,
        is_point: points.contains(&place),
        section: block.section.map(|section| section.0),
        place,
        number: report.paragraph_number_at(place).filter(|_| kind != LineKind::Heading),
    };
    if let Content::Table(table) = &block.content {
        let rows = table.rows.iter().enumerate();
        return rows
            .flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)))
            .map(|(row, cell)| line(cell.plain(), Place::at_part(id, row)))
            .collect();
    }
    let has_bullets = matches!(block.content, Content::Paragraph(_));
    let texts = report.block_texts(id).into_iter().enumerate();
    texts
        .map(|(index, text)| {
            let bullet = index.checked_sub(1).filter(|_| has_bullets);
            line(text, bullet.map_or(Place::at_block(id), |bullet| Place::at_part(id, bullet)))
        })
        .collect()
}

impl ReportText {
    /// Returns the text in the form that is searched.
    #[must_use]
    pub fn searched(&self) -> SearchedText {
        let lower = self.folded(false);
        let capitals = find_capitals(&lower, &self.folded(true));
        let flags = self.lines.iter().map(|line| LineFlags::new(line).0).collect();
        SearchedText { lower, capitals, flags }
    }

    /// Returns a line of normalised text for each of [`lines`](Self::lines).
    #[must_use]
    pub fn folded(&self, keeps_capitals: bool) -> String {
        folded_lines(self.lines.iter().map(|line| line.text.as_str()), keeps_capitals)
    }
}
