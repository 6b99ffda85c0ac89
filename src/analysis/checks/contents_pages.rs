//! Pages that the printed contents give, against the pages their headings stand on.

use std::collections::HashMap;

use super::wording;
use crate::report::{BlockId, Content, Place, Report, Warning, WarningKind};

/// No more entries than this are told.
const MOST: usize = 5;
/// With fewer entries nothing can be told of how pages are counted.
const FEWEST: usize = 4;

pub(super) fn check(report: &Report) -> Option<Warning> {
    let entries: Vec<Entry> =
        report.blocks.iter().enumerate().filter_map(|(id, _)| entry(report, id)).collect();
    // Covers are counted by some and not by others, so the contents may be off by as much throughout.
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    entries.iter().for_each(|entry| *offsets.entry(entry.page - entry.printed).or_default() += 1);
    let (usual, count) = offsets.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs()))?;
    // A file that was set anew agrees nowhere; that is no slip of the report.
    if entries.len() < FEWEST || count * 4 < entries.len() * 3 {
        return None;
    }
    let wrong: Vec<&Entry> = entries.iter().filter(|entry| entry.page - entry.printed != usual).collect();
    let more = wrong.len().saturating_sub(MOST);
    let mut told: Vec<String> = wrong
        .iter()
        .take(MOST)
        .map(|entry| format!("“{}” on page {} is on page {}", entry.title, entry.printed, entry.page - usual))
        .collect();
    if more > 0 {
        told.push(format!("{more} more"));
    }
    (!wrong.is_empty()).then(|| Warning {
        kind: WarningKind::ContentsPages,
        message: format!("The contents give other pages than the headings: {}.", wording::listed(&told)),
        places: wrong.iter().map(|entry| entry.place).collect(),
    })
}

struct Entry<'a> {
    title: &'a str,
    printed: i64,
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
        place: Place::block(BlockId(block)),
    })
}
