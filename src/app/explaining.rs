//! Explaining the abbreviations in a part of the text.

use super::State;
use crate::analysis::{Selection, selected, selected_text};

/// A toast explains no more abbreviations than this.
const MAX_EXPLAINED: usize = 8;
/// Abbreviations are looked for in this many bytes of a long selection.
const MAX_SELECTION_BYTES: usize = 100_000;

/// Returns whether a text uses these letters as a word of their own: "CAF", "CAFs".
fn uses(text: &str, short: &str) -> bool {
    text.match_indices(short).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = &text[at + short.len()..];
        let behind = behind.strip_prefix('s').unwrap_or(behind).chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

impl State {
    /// Explains the abbreviations in the selection or the current paragraph.
    pub(super) fn explain(&mut self) {
        let Some(document) = self.front_document() else { return };
        let Some(findings) = &document.findings else {
            self.messages.toast = Some("Still looking for abbreviations. Try again in a moment.".to_owned());
            return;
        };
        let (report, flow) = (document.report(), &document.loaded.flow);
        let selection = self.selection_in(document.id).filter(|selection| !selection.is_empty());
        let read = || Some(Selection::of_place(report, flow, document.current_place()?));
        let text = selection
            .or_else(read)
            .map(|selection| selected_text(&selected(report, flow, &selection), false));
        let text = text.unwrap_or_default();
        let text = &text[..text.floor_char_boundary(MAX_SELECTION_BYTES.min(text.len()))];
        let used = findings.abbreviations.iter().filter(|item| uses(text, &item.short));
        let mut explained: Vec<String> =
            used.filter_map(|item| Some(format!("{}: {}", item.short, item.long()?))).collect();
        if let Some(more) = explained.len().checked_sub(MAX_EXPLAINED).filter(|more| *more > 0) {
            explained.truncate(MAX_EXPLAINED);
            explained.push(format!("and {more} more: see Abbreviations in the summary"));
        }
        self.messages.toast = Some(match explained[..] {
            [] => "There are no abbreviations here that the report explains.".to_owned(),
            _ => format!("{}.", explained.join("; ")),
        });
    }
}
