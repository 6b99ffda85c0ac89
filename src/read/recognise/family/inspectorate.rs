//! The standing text that an inspectorate prints in every report: its name, its web address and a notice.
//!
//! Must not know frameworks.

use crate::report::{BlockId, Inspectorate, Report};

/// The standing text of an inspectorate.
struct StandingText {
    /// The inspectorate that prints this text.
    inspectorate: Inspectorate,
    /// Names of the inspectorate on the first or last pages or in a running head.
    names: &'static [&'static str],
    /// Prefixes of the notice below the last paragraph.
    notice_prefixes: &'static [&'static str],
}

/// The standing texts of all known inspectorates.
static STANDING_TEXTS: [StandingText; 1] = [StandingText {
    inspectorate: Inspectorate::Ofsted,
    names: &["Ofsted", "ofsted.gov.uk"],
    notice_prefixes: &[
        "The Office for Standards in Education, Children",
        "Any complaints about the inspection or the report",
        "Any complaints about the inspection or review",
    ],
}];

/// Returns the inspectorate that a report names in its first or last blocks or in its running heads; `None` if it names
/// no known inspectorate.
pub(in crate::read) fn find_inspectorate(report: &Report) -> Option<Inspectorate> {
    /// The number of blocks that are searched at each end of the report, and of lines of page furniture.
    const MAX_END_BLOCKS: usize = 60;
    let running_heads = report.furniture.iter().take(MAX_END_BLOCKS).map(|line| line.text.as_str());
    let count = report.blocks.len();
    let ends = (0..count.min(MAX_END_BLOCKS)).chain(count.saturating_sub(MAX_END_BLOCKS)..count);
    let texts = ends.flat_map(|block| report.block_texts(BlockId(block)));
    running_heads.chain(texts).find_map(|text| {
        let is_named = |standing: &&StandingText| standing.names.iter().any(|name| text.contains(name));
        STANDING_TEXTS.iter().find(is_named).map(|standing| standing.inspectorate)
    })
}

/// Returns true if a text begins the standing notice of an inspectorate.
pub(in crate::read) fn is_notice_start(text: &str) -> bool {
    STANDING_TEXTS.iter().flat_map(|standing| standing.notice_prefixes).any(|notice| text.starts_with(notice))
}
