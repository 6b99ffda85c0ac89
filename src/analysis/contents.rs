//! The rows of the contents tree.

use std::collections::{HashMap, HashSet};

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
    /// The length, in bytes, of the prefix that the title shares with other titles; 0 if there is none. If a panel is too
    /// narrow for the title, this prefix is cut first.
    pub shared_prefix_bytes: usize,
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
            shared_prefix_bytes: 0,
        });
    }
    let titles: Vec<&str> = report.sections.iter().map(|section| section.title.as_str()).collect();
    for (row, shared) in rows.iter_mut().zip(shared_beginning_lengths(&titles)) {
        row.shared_prefix_bytes = shared;
    }
    rows
}

/// Returns the length of the shared beginning of each title, in bytes. A beginning is shared if another title begins
/// with the same words and continues differently.
fn shared_beginning_lengths(titles: &[&str]) -> Vec<usize> {
    /// The minimum length of a shared beginning, in words.
    const MIN_SHARED_WORDS: usize = 3;
    // For each beginning: the first continuation, and true if there are other continuations.
    let mut continuations: HashMap<&str, (&str, bool)> = HashMap::new();
    for title in titles {
        for end in word_ends(title).skip(MIN_SHARED_WORDS - 1) {
            let rest = title[end..].trim();
            let (first, has_others) = continuations.entry(&title[..end]).or_insert((rest, false));
            *has_others |= *first != rest;
        }
    }
    let shared = |title: &&str| {
        let is_shared =
            |end: &usize| continuations.get(&title[..*end]).is_some_and(|(_, has_others)| *has_others);
        let end = word_ends(title).skip(MIN_SHARED_WORDS - 1).filter(is_shared).last().unwrap_or(0);
        if end < title.len() { end } else { 0 }
    };
    titles.iter().map(shared).collect()
}

/// Returns the end of each of the first words of a title, as byte offsets.
fn word_ends(title: &str) -> impl Iterator<Item = usize> {
    /// The maximum length of a shared beginning, in words.
    const MAX_SHARED_WORDS: usize = 16;
    title.match_indices(' ').map(|(at, _)| at).chain([title.len()]).take(MAX_SHARED_WORDS)
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

#[cfg(test)]
mod tests {
    use super::shared_beginning_lengths;

    #[test]
    fn shared_beginnings_of_at_least_three_words_are_found() {
        let titles = [
            "The experiences and progress of children who need help",
            "The experiences and progress of children looked after",
            "The experiences and progress of care leavers",
            "Leadership and management",
            "Leadership, management and governance of the board",
            "The experiences and progress of care leavers",
        ];
        let left: Vec<&str> = titles
            .iter()
            .zip(shared_beginning_lengths(&titles))
            .map(|(title, shared)| title[shared..].trim())
            .collect();
        let expected =
            ["who need help", "looked after", "care leavers", titles[3], titles[4], "care leavers"];
        assert_eq!(left, expected);
    }
}
