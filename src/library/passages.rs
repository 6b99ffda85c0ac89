//! Passages that occur in several reports, word for word.
//!
//! Fingerprints of runs of [`RUN_WORDS`] words are chosen by winnowing: of each [`WINDOW_RUNS`] consecutive runs, the one
//! with the lowest hash. Two passages of at least [`MIN_PASSAGE_WORDS`] words in common have a fingerprint in common, and
//! only about one run in eleven is kept. Time grows with the number of words. Memory is bounded: the hashes are worked on
//! in parts, and the list of passages is limited.

mod fingerprints;
mod listing;
mod spans;

use std::sync::{Arc, Mutex};

use self::{fingerprints::SharedRuns, spans::FoundPassage};
use super::{
    Index, ReportFacts,
    search::{Watcher, sources},
};
use crate::report::Place;

/// The minimum number of words of a passage.
pub const MIN_PASSAGE_WORDS: usize = 40;
/// The number of words of a run that has a hash.
const RUN_WORDS: usize = 20;
/// The number of consecutive runs of which one is kept: each passage has at least one whole window.
const WINDOW_RUNS: usize = MIN_PASSAGE_WORDS - RUN_WORDS + 1;
/// The maximum number of passages in each list.
pub const MAX_PASSAGES: usize = 300;
/// The maximum number of places that are listed of a passage.
pub const MAX_PASSAGE_PLACES: usize = 50;
/// The number of councils with reports of one framework from which a passage counts as wording of the framework.
const MIN_FRAMEWORK_COUNCILS: usize = 5;

/// The passages that occur in several reports.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedPassages {
    /// Passages of a few reports, the longest first.
    pub passages: Vec<SharedPassage>,
    /// Passages of the reports of many councils with the same framework, those in most reports first. They are wording
    /// of the framework.
    pub framework_passages: Vec<SharedPassage>,
    /// True if there are more passages than were listed.
    pub is_truncated: bool,
}

/// A passage that occurs in several reports.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedPassage {
    /// The beginning of the passage, as one of the reports prints it.
    pub text: String,
    /// The number of words that at least two of the reports have in common.
    pub word_count: usize,
    /// The number of reports that have at least [`MIN_PASSAGE_WORDS`] of these words.
    pub report_count: usize,
    /// The first places, at most [`MAX_PASSAGE_PLACES`].
    pub places: Vec<PassagePlace>,
}

/// A place of a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct PassagePlace {
    /// The report.
    pub report: Arc<ReportFacts>,
    /// The place in the report.
    pub place: Place,
    /// The printed number of the paragraph.
    pub number: Option<u32>,
    /// The title of the section.
    pub section: Option<String>,
}

/// Returns the passages that occur in several of these reports. Returns `None` if that is no longer wanted. `progress` is
/// called with the steps that are done, and the number of all steps.
///
/// # Errors
/// Returns a sentence for the user if the index can't be read.
pub fn shared_passages(
    index: &Mutex<Index>,
    reports: &Arc<[Arc<ReportFacts>]>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Option<SharedPassages>, String> {
    let mut opened = sources(index, 1);
    let Some(source) = opened.pop() else { return Ok(None) };
    let part_count = fingerprints::part_count(source.text_bytes()?);
    // Each part reads all reports, and finding the spans reads them once more.
    let steps = reports.len() * (part_count + 1);
    let mut runs = SharedRuns::default();
    for part in 0..part_count {
        let mut watcher =
            Watcher { is_cancelled, progress: &mut |done| progress(part * reports.len() + done, steps) };
        let added = runs.add_part(index, reports, (part, part_count), &mut watcher)?;
        if !added {
            return Ok(None);
        }
    }
    let mut watcher =
        Watcher { is_cancelled, progress: &mut |done| progress(part_count * reports.len() + done, steps) };
    let Some(found) = spans::find_passages(&source, reports, &runs, &mut watcher)? else { return Ok(None) };
    listing::list_passages(&source, reports, found, runs.is_truncated).map(Some)
}
