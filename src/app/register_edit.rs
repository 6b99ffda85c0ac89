//! The cell of a register that is being changed, and saving what was entered. Runs without a window.

use super::{AnnotationChange, Annotations, Effect, ItemKey, State, Tab, TabId, UndoStep, strings};
use crate::{
    output::plan::{EntryColumn, PlanEntry},
    report::parse_entered_date,
};

/// The cell of a register that is being changed, with the words so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEdit {
    /// The recommendation.
    pub key: ItemKey,
    /// The column.
    pub column: EntryColumn,
    /// The words in the field.
    pub words: String,
}

impl State {
    /// Saves the words in the cell of a register that is being changed, if there is one.
    pub(super) fn finish_register_edit(&mut self, id: TabId) -> Vec<Effect> {
        let edit = self.register_mut(id).and_then(|register| register.edit.take());
        edit.map(|edit| self.set_register_entry(id, &edit.key, edit.column, &edit.words)).unwrap_or_default()
    }

    /// Saves the words in all cells that are being changed, before the window closes.
    pub(super) fn finish_register_edits(&mut self) -> Vec<Effect> {
        let ids: Vec<TabId> = self.tabs.iter().map(|tab| tab.id).collect();
        ids.into_iter().flat_map(|id| self.finish_register_edit(id)).collect()
    }

    /// Sets the content of a cell in the plan of a report, and offers to undo that.
    pub(super) fn set_register_entry(
        &mut self,
        id: TabId,
        key: &ItemKey,
        column: EntryColumn,
        words: &str,
    ) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        tab.register.edit = None;
        let Some(item) = tab.register_item(key).filter(|_| !tab.register.is_awaiting_plan(&key.sha256))
        else {
            return Vec::new();
        };
        let date = if column == EntryColumn::Due { parse_entered_date(words) } else { None };
        let words = date.map_or_else(|| words.trim().to_owned(), |day| day.to_string());
        let row = item.row_key();
        // The cell shows the computed due date if none was entered, and leaving it as it is enters nothing.
        let is_computed = column == EntryColumn::Due && item.entered_due().is_empty() && item.due() == date;
        let plan = tab.register.plan(&key.sha256).cloned().unwrap_or_default();
        if plan.entry(&row, column) == words || is_computed && date.is_some() {
            return Vec::new();
        }
        let message = match column {
            EntryColumn::Due if date.is_none() && !words.is_empty() => {
                strings::unclear_due_date_message(&words)
            }
            _ => strings::entry_saved(column).to_owned(),
        };
        let change = AnnotationChange::PlanEntries(vec![PlanEntry { row, column, words }]);
        let annotations = Annotations { plan, ..Annotations::default() };
        if let Some(inverse) = annotations.inverse_of(&change) {
            let step = UndoStep::Annotation { sha256: key.sha256.clone(), inverse };
            self.offer_undo(step, message);
        }
        self.apply_annotation_change(&key.sha256, change)
    }
}
