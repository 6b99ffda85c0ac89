//! Page numbers in the printed contents that differ from the pages their headings are on.

use std::collections::HashMap;

use crate::{
    analysis::strings,
    report::{BlockId, Content, Place, Report, Warning, WarningKind},
};

const MAX_NAMED_ENTRIES: usize = 5;
/// The minimum number of entries that shows the page from which the report counts.
const MIN_ENTRIES: usize = 4;

pub(super) fn check(report: &Report) -> Option<Warning> {
    let entries: Vec<Entry> =
        report.blocks.iter().enumerate().filter_map(|(id, _)| entry(report, id)).collect();
    // Some reports count the cover and some do not, so all entries may be off by the same number of pages.
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    entries.iter().for_each(|entry| *offsets.entry(entry.page - entry.printed).or_default() += 1);
    let (usual, count) = offsets.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs()))?;
    // In a file that was typeset again most entries are wrong. That is not an error of the report.
    if entries.len() < MIN_ENTRIES || count * 4 < entries.len() * 3 {
        return None;
    }
    let wrong: Vec<&Entry> = entries.iter().filter(|entry| entry.page - entry.printed != usual).collect();
    let more = wrong.len().saturating_sub(MAX_NAMED_ENTRIES);
    let mut named: Vec<String> = wrong
        .iter()
        .take(MAX_NAMED_ENTRIES)
        .map(|entry| strings::contents_page(entry.title, entry.printed, entry.page - usual))
        .collect();
    if more > 0 {
        named.push(strings::and_more(more));
    }
    (!wrong.is_empty()).then(|| Warning {
        kind: WarningKind::ContentsPages,
        message: strings::contents_pages(&named),
        places: wrong.iter().map(|entry| entry.place).collect(),
    })
}

struct Entry<'a> {
    title: &'a str,
    /// The page number in the printed contents.
    printed: i64,
    /// The page of the file that the heading is on, from 1.
    page: i64,
    place: Place,
}

fn entry(report: &Report, block: usize) -> Option<Entry<'_>> {
    let Content::ContentsEntry(index) = report.blocks[block].content else { return None };
    let entry = &report.contents[index];
    let heading = report.section(entry.section?).place;
    Some(Entry {
        title: &entry.title,
        printed: entry.page?.into(),
        page: report.block(heading.block).origin.page?.into(),
        place: Place::at_block(BlockId(block)),
    })
}
