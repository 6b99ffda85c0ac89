//! Page numbers in the printed contents that differ from the pages their headings are on.

use std::collections::HashMap;

use crate::{
    analysis::strings,
    report::{BlockId, Content, Place, Report, Warning, WarningKind},
};

/// The maximum number of entries that the message names.
const MAX_NAMED_ENTRIES: usize = 5;
/// The minimum number of entries for finding the usual difference between printed page numbers and pages of the file.
const MIN_COMPARED_ENTRIES: usize = 4;

/// Warns about entries of the printed contents that give a different page from the one their heading is on.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let entries: Vec<PageEntry> =
        report.blocks.iter().enumerate().filter_map(|(id, _)| page_entry(report, id)).collect();
    // Some reports count the cover and some do not, so all entries may be off by the same number of pages.
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    entries.iter().for_each(|entry| *offsets.entry(entry.page - entry.printed_page).or_default() += 1);
    let (usual_offset, count) = offsets.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs()))?;
    // If the file was typeset again, most entries are wrong. That is not an error of the report, so at least three
    // quarters of the entries must agree.
    if entries.len() < MIN_COMPARED_ENTRIES || count * 4 < entries.len() * 3 {
        return None;
    }
    let wrong: Vec<&PageEntry> =
        entries.iter().filter(|entry| entry.page - entry.printed_page != usual_offset).collect();
    let more = wrong.len().saturating_sub(MAX_NAMED_ENTRIES);
    let mut named: Vec<String> = wrong
        .iter()
        .take(MAX_NAMED_ENTRIES)
        .map(|entry| strings::wrong_contents_page(entry.title, entry.printed_page, entry.page - usual_offset))
        .collect();
    if more > 0 {
        named.push(strings::and_more(more));
    }
    (!wrong.is_empty()).then(|| Warning {
        kind: WarningKind::ContentsPages,
        message: strings::wrong_contents_pages(&named),
        places: wrong.iter().map(|entry| entry.place).collect(),
    })
}

/// An entry of the printed contents with a page number and a heading.
struct PageEntry<'a> {
    title: &'a str,
    /// The page number in the printed contents.
    printed_page: i64,
    /// The page of the file that the heading is on, from 1.
    page: i64,
    place: Place,
}

/// Returns the entry of a block. Returns `None` if the block is not an entry, or if the printed page number, the
/// heading or the page of the heading is not known.
fn page_entry(report: &Report, block: usize) -> Option<PageEntry<'_>> {
    let Content::ContentsEntry(index) = report.blocks[block].content else { return None };
    let entry = &report.contents[index];
    let heading = report.section(entry.section?).place;
    Some(PageEntry {
        title: &entry.title,
        printed_page: entry.page?.into(),
        page: report.block(heading.block).origin.page?.into(),
        place: Place::at_block(BlockId(block)),
    })
}
