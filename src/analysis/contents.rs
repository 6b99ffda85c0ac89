//! The contents tree as rows.

use std::collections::{HashMap, HashSet};

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
    /// How much of the title others begin with as well, in bytes: where there is little room, that goes first.
    pub shared: usize,
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
            shared: 0,
        });
    }
    let titles: Vec<&str> = report.sections.iter().map(|section| section.title.as_str()).collect();
    for (row, shared) in rows.iter_mut().zip(shared_beginnings(&titles)) {
        row.shared = shared;
    }
    rows
}

/// How much of each title is words with which another one begins as well, and goes on otherwise.
fn shared_beginnings(titles: &[&str]) -> Vec<usize> {
    /// So many words in common are a phrase that says nothing of its own.
    const FEWEST: usize = 3;
    // For each beginning of several words, which titles have it and how they go on.
    let mut goes_on: HashMap<&str, (&str, bool)> = HashMap::new();
    for title in titles {
        for end in word_ends(title).skip(FEWEST - 1) {
            let rest = title[end..].trim();
            let (first, several) = goes_on.entry(&title[..end]).or_insert((rest, false));
            *several |= *first != rest;
        }
    }
    let shared = |title: &&str| {
        let is_shared = |end: &usize| goes_on.get(&title[..*end]).is_some_and(|(_, several)| *several);
        let end = word_ends(title).skip(FEWEST - 1).filter(is_shared).last().unwrap_or(0);
        if end < title.len() { end } else { 0 }
    };
    titles.iter().map(shared).collect()
}

/// Where the words of a title end, in bytes; no further than a heading is long.
fn word_ends(title: &str) -> impl Iterator<Item = usize> {
    /// No phrase that titles share has more words.
    const MOST: usize = 16;
    title.match_indices(' ').map(|(at, _)| at).chain([title.len()]).take(MOST)
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

#[cfg(test)]
mod tests {
    use super::shared_beginnings;

    #[test]
    fn words_that_titles_have_in_common_are_known() {
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
            .zip(shared_beginnings(&titles))
            .map(|(title, shared)| title[shared..].trim())
            .collect();
        let expected =
            ["who need help", "looked after", "care leavers", titles[3], titles[4], "care leavers"];
        assert_eq!(left, expected);
    }
}
