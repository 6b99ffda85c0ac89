//! The runs of words that occur in several reports.

use std::{
    ops::Range,
    sync::{Arc, Mutex},
};

use super::{RUN_WORDS, WINDOW_RUNS};
use crate::library::{
    Index, ReportFacts,
    search::{Watcher, visit_reports},
};

/// The number of fingerprints that are kept in memory, of 16 bytes each.
const MAX_FINGERPRINTS: u64 = 4_000_000;
/// The number of bytes of text for each fingerprint: 11 words of 6 letters.
const BYTES_PER_FINGERPRINT: u64 = 60;

/// A run of words in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// The hash of the words.
    pub(super) hash: u64,
    /// The index of the report.
    pub(super) report: u32,
    /// The byte offset in the text in lower case.
    pub(super) start: u32,
}

/// The runs that occur in several reports, sorted by hash, then by report. Each report has a hash only once.
#[derive(Debug, Default)]
pub(super) struct SharedRuns {
    /// The runs.
    pub(super) runs: Vec<Run>,
    /// True if there were more runs than are kept.
    pub(super) is_truncated: bool,
}

/// Returns the number of parts in which the fingerprints of texts of this size fit into memory.
pub(super) fn part_count(text_bytes: u64) -> usize {
    usize::try_from(text_bytes.div_ceil(BYTES_PER_FINGERPRINT * MAX_FINGERPRINTS)).unwrap_or(1).max(1)
}

impl SharedRuns {
    /// Adds the runs of one part of the hashes: those that leave this remainder when divided by the number of parts.
    /// Returns false if that is no longer wanted.
    pub(super) fn add_part(
        &mut self,
        index: &Mutex<Index>,
        reports: &[Arc<ReportFacts>],
        (part, part_count): (usize, usize),
        watcher: &mut Watcher<'_>,
    ) -> Result<bool, String> {
        let part_of = |hash: u64| usize::try_from(hash % part_count as u64).unwrap_or(0);
        let states = visit_reports(index, reports.len(), watcher, Vec::new, |runs, source, report| {
            source.with_searched_text(&reports[report].sha256, |text| {
                visit_fingerprints(text.lower, |hash, start| {
                    let (report, start) = (u32::try_from(report), u32::try_from(start));
                    if let (Ok(report), Ok(start)) = (report, start)
                        && part_of(hash) == part
                    {
                        runs.push(Run { hash, report, start });
                    }
                });
            })?;
            Ok(())
        })?;
        let Some(states) = states else { return Ok(false) };
        let mut runs: Vec<Run> = states.into_iter().flatten().collect();
        runs.sort_unstable();
        runs.dedup_by_key(|run| (run.hash, run.report));
        let has_several = |group: &&[Run]| group.len() > 1;
        for group in runs.chunk_by(|one, other| one.hash == other.hash).filter(has_several) {
            if self.runs.len() as u64 >= MAX_FINGERPRINTS {
                self.is_truncated = true;
                break;
            }
            self.runs.extend_from_slice(group);
        }
        Ok(true)
    }

    /// Returns the groups of runs with the same hash, as ranges of [`runs`](Self::runs), sorted by the first report that
    /// has the run and the place in it.
    pub(super) fn groups_by_place(&self) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for group in self.runs.chunk_by(|one, other| one.hash == other.hash) {
            let start = groups.last().map_or(0, |last| last.end);
            groups.push(start..start + group.len());
        }
        groups.sort_by_key(|group| (self.runs[group.start].report, self.runs[group.start].start));
        groups
    }
}

/// Returns the byte ranges of the words of a text: its runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(|byte| is_word_byte(*byte))?;
        let length = bytes[start..].iter().position(|byte| !is_word_byte(*byte));
        at = length.map_or(bytes.len(), |length| start + length);
        Some(start..at)
    })
}

/// Returns true for a byte of a word. Normalised text has plain punctuation, so that other characters are letters.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Calls `visit` with the hash and the start of each run that is kept of a text.
pub(super) fn visit_fingerprints(text: &str, mut visit: impl FnMut(u64, usize)) {
    /// The base of the hash of a run, an odd number without a pattern.
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let highest = (1..RUN_WORDS).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    // The last words and runs, as rings.
    let mut last_words = [(0_u64, 0_usize); RUN_WORDS];
    let mut last_runs = [(u64::MAX, 0_usize); WINDOW_RUNS];
    let (mut hash, mut lowest, mut last_visited) = (0_u64, 0_usize, None);
    for (count, word) in words(text).enumerate() {
        let word_hash = word_hash(&text.as_bytes()[word.clone()]);
        let slot = count % RUN_WORDS;
        let (leaving, _) = last_words[slot];
        hash = hash.wrapping_sub(leaving.wrapping_mul(highest)).wrapping_mul(BASE).wrapping_add(word_hash);
        last_words[slot] = (word_hash, word.start);
        let Some(run) = (count + 1).checked_sub(RUN_WORDS) else { continue };
        let place = run % WINDOW_RUNS;
        last_runs[place] = (mix(hash), last_words[(count + 1) % RUN_WORDS].1);
        if run == 0 || place == lowest {
            // The lowest run has left the window, so all are looked at.
            lowest = (0..WINDOW_RUNS).min_by_key(|place| last_runs[*place].0).unwrap_or(0);
        } else if last_runs[place].0 <= last_runs[lowest].0 {
            lowest = place;
        }
        let kept = last_runs[lowest];
        if run + 1 >= WINDOW_RUNS && last_visited != Some(kept.1) {
            last_visited = Some(kept.1);
            visit(kept.0, kept.1);
        }
    }
}

/// Returns the hash of a word.
fn word_hash(word: &[u8]) -> u64 {
    mix(word.iter().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    }))
}

/// Spreads the bits of a hash, so that the lowest of several is chosen without a pattern.
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn text(seed: u64, count: usize) -> String {
        let word = |number: usize| format!("w{} ", mix(seed * 1_000_000 + number as u64) % 5000);
        (0..count).map(word).collect()
    }

    fn fingerprints(text: &str) -> HashSet<u64> {
        let mut found = HashSet::new();
        visit_fingerprints(text, |hash, _| {
            found.insert(hash);
        });
        found
    }

    #[test]
    fn texts_with_forty_words_in_common_have_a_fingerprint_in_common() {
        for seed in 1..50 {
            let shared = text(seed, 40);
            let one = format!("{}{shared}{}", text(seed + 100, 57), text(seed + 200, 31));
            let other = format!("{}{shared}{}", text(seed + 300, 23), text(seed + 400, 90));
            assert!(!fingerprints(&one).is_disjoint(&fingerprints(&other)), "{seed}");
        }
    }

    #[test]
    fn few_runs_are_kept_and_different_texts_have_none_in_common() {
        let (one, other) = (text(1, 11_000), text(2, 11_000));
        let kept = fingerprints(&one).len();
        assert!((700..1300).contains(&kept), "{kept}");
        assert!(fingerprints(&one).is_disjoint(&fingerprints(&other)));
        assert!(fingerprints(&text(3, 39)).is_empty());
    }

    #[test]
    fn fingerprints_begin_at_words() {
        let text = text(7, 400);
        visit_fingerprints(&text, |_, start| {
            assert!(text[start..].starts_with('w') && (start == 0 || text[..start].ends_with(' ')));
        });
    }
}
