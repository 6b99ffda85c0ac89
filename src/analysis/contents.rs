//! The rows of the contents tree.

use std::collections::HashSet;

use crate::report::{BlockId, Report, SectionId};

/// A row of the contents tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsRow {
    /// The section of this row.
    pub section: SectionId,
    /// The depth in the tree; 0 is outermost.
    pub depth: usize,
    /// True if the section has subsections.
    pub has_children: bool,
    /// The first and last printed number of the section's own paragraphs; `None` if they have no numbers.
    pub numbers: Option<(u32, u32)>,
    /// The number of recommendations in the section, without those in its subsections.
    pub recommendation_count: usize,
}

/// Returns a row for every section, in reading order.
#[must_use]
pub fn contents_rows(report: &Report) -> Vec<ContentsRow> {
    let mut counts = vec![0; report.sections.len()];
    for section in report.recommendations.iter().filter_map(|item| item.section) {
        counts[section.0] += 1;
    }
    let mut depths: Vec<usize> = Vec::with_capacity(report.sections.len());
    let mut rows: Vec<ContentsRow> = Vec::with_capacity(report.sections.len());
    for id in report.section_ids() {
        let parent = report.section(id).parent;
        let depth = parent.map_or(0, |parent| depths[parent.0] + 1);
        depths.push(depth);
        if let Some(parent) = parent {
            rows[parent.0].has_children = true;
        }
        rows.push(ContentsRow {
            section: id,
            depth,
            has_children: false,
            numbers: report.paragraph_numbers(id),
            recommendation_count: counts[id.0],
        });
    }
    rows
}

/// Returns the indices of the rows to show. Without a filter, these are the rows that are not under a closed section.
/// With a filter, these are the rows whose title contains the filter, in upper or lower case, and the sections around
/// them.
#[must_use]
pub fn filtered_rows(
    report: &Report,
    rows: &[ContentsRow],
    closed: &HashSet<SectionId>,
    filter: &str,
) -> Vec<usize> {
    let filter = filter.trim().to_lowercase();
    if filter.is_empty() && closed.is_empty() {
        return (0..rows.len()).collect();
    }
    if filter.is_empty() {
        let is_hidden =
            |row: &ContentsRow| report.ancestors(row.section).skip(1).any(|id| closed.contains(&id));
        return (0..rows.len()).filter(|index| !is_hidden(&rows[*index])).collect();
    }
    let mut shown = vec![false; rows.len()];
    for row in rows {
        if report.section(row.section).title.to_lowercase().contains(&filter) {
            for id in report.ancestors(row.section) {
                shown[id.0] = true;
            }
        }
    }
    (0..rows.len()).filter(|index| shown[*index]).collect()
}

/// Returns the section of a block: the last section whose heading is not after the block. Returns `None` if the block
/// is before the first heading.
#[must_use]
pub fn section_of_block(report: &Report, block: BlockId) -> Option<SectionId> {
    report.blocks.get(block.0)?.section
}
