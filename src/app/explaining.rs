//! Explaining the abbreviations in a part of the text.

use super::{State, strings};
use crate::analysis::{Selection, selected_rows, selected_text};

/// The largest number of abbreviations that a toast explains.
const MAX_EXPLAINED_ABBREVIATIONS: usize = 8;
/// The maximum length, in bytes, of the part of a selection whose abbreviations are explained.
const MAX_SELECTION_BYTES: usize = 100_000;

/// Returns true if a text contains an abbreviation as a separate word, also in the plural: "CAF", "CAFs".
fn contains_abbreviation(text: &str, short: &str) -> bool {
    text.match_indices(short).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + short.len()..];
        let after = after.strip_prefix('s').unwrap_or(after).chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

impl State {
    /// Explains the abbreviations in the selection or the current paragraph.
    pub(super) fn explain_abbreviations(&mut self) {
        let Some(document) = self.front_document() else { return };
        let Some(findings) = &document.findings else {
            self.messages.toast = Some(strings::ABBREVIATIONS_PENDING.to_owned().into());
            return;
        };
        let (report, flow) = (document.report(), &document.loaded.flow);
        let selection = self.selection_in(document.id).filter(|selection| !selection.is_empty());
        let current = || Some(Selection::of_place(report, flow, document.current_place()?));
        let text = selection
            .or_else(current)
            .map(|selection| selected_text(&selected_rows(report, flow, &selection), false));
        let text = text.unwrap_or_default();
        let text = &text[..text.floor_char_boundary(MAX_SELECTION_BYTES.min(text.len()))];
        let used = findings.abbreviations.iter().filter(|item| contains_abbreviation(text, &item.short));
        let mut explained: Vec<String> =
            used.filter_map(|item| Some(format!("{}: {}", item.short, item.long()?))).collect();
        if let Some(more) = explained.len().checked_sub(MAX_EXPLAINED_ABBREVIATIONS).filter(|more| *more > 0)
        {
            explained.truncate(MAX_EXPLAINED_ABBREVIATIONS);
            explained.push(strings::more_abbreviations_message(more));
        }
        let words = match explained[..] {
            [] => strings::NO_ABBREVIATIONS.to_owned(),
            _ => format!("{}.", explained.join("; ")),
        };
        self.messages.toast = Some(words.into());
    }
}
