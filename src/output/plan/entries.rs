//! Changes of single cells of an edited plan, as made outside a spreadsheet.

use serde::{Deserialize, Serialize};

use super::{
    COLUMNS, EditedPlan,
    columns::{
        ACTION_COLUMN, ColumnLayout, DUE_COLUMN, EVIDENCE_COLUMN, ID_COLUMN, KIND_COLUMN, OWNER_COLUMN,
        RAG_COLUMN, STATUS_COLUMN, heading_position,
    },
    matching::wording_key,
};

/// A column of a plan that people fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryColumn {
    /// The due date, in place of the one that the report gives.
    Due,
    /// The person or team responsible.
    Owner,
    /// The status.
    Status,
    /// The rating.
    Rag,
    /// The evidence of progress.
    Evidence,
}

impl EntryColumn {
    /// All columns, in the order of the plan.
    pub const ALL: [Self; 5] = [Self::Due, Self::Owner, Self::Status, Self::Rag, Self::Evidence];

    /// Returns the position of the column in [`COLUMNS`].
    pub(super) fn position(self) -> usize {
        match self {
            Self::Due => DUE_COLUMN,
            Self::Owner => OWNER_COLUMN,
            Self::Status => STATUS_COLUMN,
            Self::Rag => RAG_COLUMN,
            Self::Evidence => EVIDENCE_COLUMN,
        }
    }
}

/// The id and the words by which a row of a plan is found again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRowKey {
    /// The id; empty if the row has none.
    pub id: String,
    /// The words of the action.
    pub action: String,
}

impl PlanRowKey {
    /// Returns the key of a row.
    pub(super) fn of_row(layout: &ColumnLayout, row: &[String]) -> Self {
        let cell = |column: usize| layout.cell(row, column).to_owned();
        Self { id: cell(ID_COLUMN), action: cell(ACTION_COLUMN) }
    }
}

/// An entry in one cell of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEntry {
    /// The row. If the plan does not have it, it is added.
    pub row: PlanRowKey,
    /// The column. If the plan does not have it, it is added.
    pub column: EntryColumn,
    /// The content of the cell. Dates are written as "2012-08-14".
    pub words: String,
}

impl EditedPlan {
    /// Sets the content of a cell. A row that was added for an entry is removed again with its last entry.
    pub fn set_entry(&mut self, entry: &PlanEntry) {
        let words = entry.words.trim();
        if words.is_empty() && self.entry(&entry.row, entry.column).is_empty() {
            return;
        }
        if self.columns.is_empty() {
            self.columns = COLUMNS.map(str::to_owned).to_vec();
        }
        let column = self.column_to_fill_in(entry.column.position());
        let row = match self.row_with_key(&entry.row) {
            Some(row) => row,
            None => self.add_row(&entry.row),
        };
        words.clone_into(&mut self.rows[row][column]);
        if words.is_empty() && self.has_only_its_action(row) {
            self.rows.remove(row);
            if self.rows.is_empty() {
                *self = Self::default();
            }
        }
    }

    /// Returns the content of a cell; empty if the plan has no such cell.
    #[must_use]
    pub fn entry(&self, row: &PlanRowKey, column: EntryColumn) -> &str {
        let position = heading_position(&self.columns, column.position());
        let row = self.row_with_key(row).and_then(|row| self.rows.get(row));
        row.zip(position).and_then(|(row, position)| row.get(position)).map_or("", |cell| cell.trim())
    }

    /// Returns the index of the row with this id, or else with these words.
    fn row_with_key(&self, key: &PlanRowKey) -> Option<usize> {
        let position = |column: usize, is_same: &dyn Fn(&str) -> bool| {
            let at = heading_position(&self.columns, column)?;
            self.rows.iter().position(|row| row.get(at).is_some_and(|cell| is_same(cell.trim())))
        };
        let by_id = || position(ID_COLUMN, &|cell| cell.eq_ignore_ascii_case(&key.id));
        let words = wording_key(&key.action);
        let by_words = || position(ACTION_COLUMN, &|cell| wording_key(cell) == words);
        let has_id = !key.id.is_empty();
        has_id.then(by_id).flatten().or_else(|| (!words.is_empty()).then(by_words).flatten())
    }

    /// Returns the index of a column in the rows of this plan, which is added if it is missing.
    fn column_to_fill_in(&mut self, column: usize) -> usize {
        let at = heading_position(&self.columns, column).unwrap_or_else(|| {
            // Cells beyond the headings keep their place.
            let width = self.rows.iter().map(Vec::len).max().unwrap_or(0).max(self.columns.len());
            self.columns.resize(width, String::new());
            self.columns.push(COLUMNS[column].to_owned());
            width
        });
        let width = self.columns.len();
        for row in self.rows.iter_mut().filter(|row| row.len() < width) {
            row.resize(width, String::new());
        }
        at
    }

    /// Adds a row for a recommendation, and returns its index.
    fn add_row(&mut self, key: &PlanRowKey) -> usize {
        let mut row = vec![String::new(); self.columns.len()];
        let cells =
            [(ID_COLUMN, key.id.as_str()), (KIND_COLUMN, "Recommendation"), (ACTION_COLUMN, &key.action)];
        for (column, words) in cells {
            if let Some(at) = heading_position(&self.columns, column) {
                words.clone_into(&mut row[at]);
            }
        }
        self.rows.push(row);
        self.rows.len() - 1
    }

    /// Returns true if all cells of a row are empty except its id, kind and words.
    fn has_only_its_action(&self, row: usize) -> bool {
        let own =
            [ID_COLUMN, KIND_COLUMN, ACTION_COLUMN].map(|column| heading_position(&self.columns, column));
        let cells = self.rows[row].iter().enumerate();
        cells.filter(|(at, _)| !own.contains(&Some(*at))).all(|(_, cell)| cell.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> PlanRowKey {
        PlanRowKey { id: "R-0123456789".to_owned(), action: "Improve the care plans".to_owned() }
    }

    fn entry(column: EntryColumn, words: &str) -> PlanEntry {
        PlanEntry { row: key(), column, words: words.to_owned() }
    }

    #[test]
    fn an_entry_in_an_empty_plan_adds_a_row_that_its_removal_removes() {
        let mut plan = EditedPlan::default();
        plan.set_entry(&entry(EntryColumn::Owner, " Ann Lee "));
        plan.set_entry(&entry(EntryColumn::Due, "2024-05-01"));
        assert_eq!(plan.rows.len(), 1);
        assert_eq!(
            (plan.rows[0][ID_COLUMN].as_str(), plan.rows[0][OWNER_COLUMN].as_str()),
            ("R-0123456789", "Ann Lee")
        );
        assert_eq!(plan.entry(&key(), EntryColumn::Due), "2024-05-01");
        plan.set_entry(&entry(EntryColumn::Owner, ""));
        assert_eq!(plan.rows.len(), 1);
        plan.set_entry(&entry(EntryColumn::Due, ""));
        assert_eq!(plan, EditedPlan::default());
    }

    #[test]
    fn an_entry_in_a_plan_of_a_council_is_found_by_the_words_and_keeps_other_cells() {
        let text = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let mut plan = EditedPlan {
            columns: text(&["Recommendation", "Lead officer"]),
            rows: vec![
                text(&["Other words entirely", "Sam"]),
                text(&["Improve the care plans.", "Jo", "a remark"]),
            ],
            ..EditedPlan::default()
        };
        plan.set_entry(&entry(EntryColumn::Rag, "Green"));
        plan.set_entry(&entry(EntryColumn::Owner, "Ann"));
        assert_eq!(plan.columns, ["Recommendation", "Lead officer", "", "RAG"]);
        assert_eq!(plan.rows[1], ["Improve the care plans.", "Ann", "a remark", "Green"]);
        assert_eq!(plan.rows[0], ["Other words entirely", "Sam", "", ""]);
    }
}
