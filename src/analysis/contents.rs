//! The contents tree as rows.

use std::collections::HashSet;

use crate::report::{BlockId, Report, SectionId};

/// A row of the contents tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsRow {
    /// The section it stands for.
    pub section: SectionId,
    /// How deep it stands, 0 for the outermost.
    pub depth: usize,
    /// Whether sections stand under it.
    pub has_children: bool,
    /// First and last number of its own paragraphs.
    pub numbers: Option<(u32, u32)>,
    /// How many recommendations stand in the section itself.
    pub recommendations: usize,
}

/// A row for every section, in reading order.
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
            numbers: report.numbers(id),
            recommendations: counts[id.0],
        });
    }
    rows
}

/// Indices of the rows to show: without those under a closed section, or, where there is a filter, those whose title
/// holds it (capitals aside) with the sections they stand in.
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
        let hidden = |row: &ContentsRow| report.ancestors(row.section).skip(1).any(|id| closed.contains(&id));
        return (0..rows.len()).filter(|index| !hidden(&rows[*index])).collect();
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

/// The section a block stands in: the last whose heading is not behind it.
#[must_use]
pub fn section_at(report: &Report, block: BlockId) -> Option<SectionId> {
    report.blocks.get(block.0)?.section
}
