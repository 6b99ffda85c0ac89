//! The standing words that an inspectorate prints in every report of any framework: its name, its address and a notice.
//!
//! Must not know frameworks.

use crate::report::{BlockId, Inspectorate, Report};

/// The standing words of an inspectorate.
struct Imprint {
    inspectorate: Inspectorate,
    /// Words that name the inspectorate on the first or last pages, or in a running head.
    names: &'static [&'static str],
    /// The beginnings of the notice under the last paragraph.
    notice: &'static [&'static str],
}

static IMPRINTS: [Imprint; 1] = [Imprint {
    inspectorate: Inspectorate::Ofsted,
    names: &["Ofsted", "ofsted.gov.uk"],
    notice: &[
        "The Office for Standards in Education, Children",
        "Any complaints about the inspection or the report",
        "Any complaints about the inspection or review",
    ],
}];

/// Returns the inspectorate that a report names in its first or last blocks or in its running heads.
pub(in crate::read) fn find_inspectorate(report: &Report) -> Option<Inspectorate> {
    /// The number of blocks at either end, and of running heads, that are read.
    const MAX_BLOCKS: usize = 60;
    let running_heads = report.furniture.iter().take(MAX_BLOCKS).map(|line| line.text.as_str());
    let count = report.blocks.len();
    let ends = (0..count.min(MAX_BLOCKS)).chain(count.saturating_sub(MAX_BLOCKS)..count);
    let texts = ends.flat_map(|block| report.block_texts(BlockId(block)));
    running_heads.chain(texts).find_map(|text| {
        let names_it = |imprint: &&Imprint| imprint.names.iter().any(|name| text.contains(name));
        IMPRINTS.iter().find(names_it).map(|imprint| imprint.inspectorate)
    })
}

/// Returns true if a text begins the standing notice of an inspectorate.
pub(in crate::read) fn is_notice(text: &str) -> bool {
    IMPRINTS.iter().flat_map(|imprint| imprint.notice).any(|notice| text.starts_with(notice))
}
