//! The text of a report in the form in which a folder is searched.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::folded_lines,
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

impl ReportText {
    /// Returns the text of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let section = |id: SectionId| TextSection {
            path: report.section_path(id).into_iter().map(str::to_owned).collect(),
            grade: report.nearest_grade(id).cloned(),
        };
        let blocks = (0..report.blocks.len()).map(BlockId);
        Self {
            lines: blocks.flat_map(|block| block_lines(report, block)).collect(),
            sections: report.section_ids().map(section).collect(),
        }
    }
}

/// Returns the lines of a block.
fn block_lines(report: &Report, id: BlockId) -> Vec<TextLine> {
    let block = report.block(id);
    let kind = match block.content {
        Content::Heading(_) => LineKind::Heading,
        Content::Recommendation(_) => LineKind::Recommendation,
        _ => LineKind::Text,
    };
    let line = |text: &str, place: Place| TextLine {
        text: text.to_owned(),
        kind,
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
    /// Returns the text in the form that is searched without regard to capitals: a line for each of
    /// [`lines`](Self::lines), folded as in the search within a report.
    #[must_use]
    pub fn searched(&self) -> String {
        folded_lines(self.lines.iter().map(|line| line.text.as_str()), false)
    }
}
