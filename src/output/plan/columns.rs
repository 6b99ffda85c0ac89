//! The columns of an action plan, the other headings that people use for them, and where they are in an edited plan.

use super::EditedPlan;

/// The column headings, in order. Importing a plan relies on them.
pub const COLUMNS: [&str; 12] = [
    "Id",
    "Kind",
    "Action",
    "Paragraphs",
    "Section",
    "Timescale",
    "Due",
    "For",
    "Owner",
    "Status",
    "RAG",
    "Evidence",
];
// Positions of columns in `COLUMNS`, from 0.
pub(super) const ID_COLUMN: usize = 0;
pub(super) const KIND_COLUMN: usize = 1;
pub(super) const ACTION_COLUMN: usize = 2;
pub(super) const PARAGRAPHS_COLUMN: usize = 3;
pub(super) const SECTION_COLUMN: usize = 4;
pub(super) const TIMESCALE_COLUMN: usize = 5;
pub(super) const DUE_COLUMN: usize = 6;
pub(super) const RESPONSIBLE_COLUMN: usize = 7;
/// The position of the column for owners. It is the first column that people fill in.
pub(super) const OWNER_COLUMN: usize = 8;
pub(super) const STATUS_COLUMN: usize = 9;
pub(super) const RAG_COLUMN: usize = 10;
pub(super) const EVIDENCE_COLUMN: usize = 11;

/// Returns the other headings of one of [`COLUMNS`] in the plans of councils, in lower case, the clearest first. Columns
/// that the program fills in have none: a column of the council with a similar name must not be overwritten.
fn synonyms(column: usize) -> &'static [&'static str] {
    match column {
        ACTION_COLUMN => &[
            "recommendation",
            "recommendations",
            "area for improvement",
            "areas for improvement",
            "action required",
            "required action",
            "actions",
            "what needs to improve",
        ],
        DUE_COLUMN => &[
            "due date",
            "date due",
            "target date",
            "deadline",
            "by when",
            "completion date",
            "target completion date",
            "when",
        ],
        OWNER_COLUMN => &[
            "lead officer",
            "responsible officer",
            "action owner",
            "lead",
            "named lead",
            "lead person",
            "responsible lead",
            "accountable officer",
            "person responsible",
            "officer responsible",
            "responsible",
            "responsibility",
            "who",
            "officer",
        ],
        STATUS_COLUMN => &["progress status", "current status", "completion status"],
        RAG_COLUMN => &["rag rating", "rag status", "brag", "brag rating", "brag status", "current rag"],
        EVIDENCE_COLUMN => &[
            "progress",
            "progress update",
            "progress to date",
            "evidence of progress",
            "evidence of impact",
            "update",
        ],
        _ => &[],
    }
}

/// Returns the position of one of [`COLUMNS`] among the headings of an edited plan: the column with its name, or else
/// the first with a synonym of its name. `None` if there is no such column.
pub(super) fn heading_position(headings: &[String], column: usize) -> Option<usize> {
    let position = |name: &str| {
        headings.iter().position(|heading| normalised_heading(heading).eq_ignore_ascii_case(name))
    };
    let synonym = || synonyms(column).iter().find_map(|name| position(name));
    let has_id = position(COLUMNS[ID_COLUMN]).is_some();
    match column {
        // A plan that this program did not write has a column for what the report recommends, and often another for
        // what the council will do, called “Action”. Rows are matched by the first.
        ACTION_COLUMN if !has_id => synonym().or_else(|| position(COLUMNS[column])),
        // In such a plan, these columns are the council's own, and “Timescale” is its due date.
        KIND_COLUMN | PARAGRAPHS_COLUMN | SECTION_COLUMN | TIMESCALE_COLUMN if !has_id => None,
        DUE_COLUMN if !has_id => {
            let timescale = || position("timescale").or_else(|| position("timescales"));
            position(COLUMNS[column]).or_else(synonym).or_else(timescale)
        }
        column => position(COLUMNS[column]).or_else(synonym),
    }
}

/// Returns a heading with single spaces and without a mark at its end: "Due  date:" gives "Due date".
fn normalised_heading(heading: &str) -> String {
    let words = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches([':', '.', '?', '*']).trim_end().to_owned()
}

/// Returns true if a row has the headings of a plan: one to tell rows by, and one that people fill in.
pub(super) fn is_heading_row(row: &[String]) -> bool {
    let has = |column: usize| heading_position(row, column).is_some();
    let has_entries = [OWNER_COLUMN, STATUS_COLUMN, RAG_COLUMN].into_iter().any(has);
    has_entries && (has(ID_COLUMN) || has(ACTION_COLUMN))
}

/// Assigns the columns of an edited plan to the columns of a new plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ColumnLayout {
    /// For each of [`COLUMNS`] and then each extra column, its position in the edited plan; `None` if it is missing.
    positions: Vec<Option<usize>>,
    /// The headings of the columns that people added. Headings may repeat. A column without a heading gets one, such as
    /// "Column 12".
    pub(super) extra_headings: Vec<String>,
}

impl ColumnLayout {
    pub(super) fn new(edited: &EditedPlan) -> Self {
        let standard: Vec<Option<usize>> =
            (0..COLUMNS.len()).map(|column| heading_position(&edited.columns, column)).collect();
        let width = edited.rows.iter().map(Vec::len).max().unwrap_or(0).max(edited.columns.len());
        let is_empty = |column: usize| {
            edited.rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.trim().is_empty()))
        };
        let (mut positions, mut extra_headings) = (standard.clone(), Vec::new());
        for column in (0..width).filter(|column| !standard.contains(&Some(*column))) {
            let name = edited.columns.get(column).map_or("", |name| name.trim());
            if name.is_empty() && is_empty(column) {
                continue;
            }
            extra_headings.push(if name.is_empty() {
                format!("Column {}", column + 1)
            } else {
                name.to_owned()
            });
            positions.push(Some(column));
        }
        Self { positions, extra_headings }
    }

    /// Returns the cell of an edited row that belongs in a column of the new plan, without white space around it; empty
    /// if the edited plan has no such column.
    pub(super) fn cell<'a>(&self, row: &'a [String], column: usize) -> &'a str {
        let position = self.positions.get(column).copied().flatten();
        position.and_then(|position| row.get(position)).map_or("", |cell| cell.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(headings: &[&str]) -> Vec<Option<usize>> {
        let headings: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
        [ID_COLUMN, ACTION_COLUMN, DUE_COLUMN, OWNER_COLUMN, RAG_COLUMN]
            .map(|column| heading_position(&headings, column))
            .to_vec()
    }

    #[test]
    fn columns_are_recognised_by_their_usual_headings() {
        assert_eq!(
            positions(&["Ref", "Recommendation", "Action", "Lead officer:", "Target  date", "RAG rating"]),
            [None, Some(1), Some(4), Some(3), Some(5)]
        );
        // In a plan of this program, “Recommendation” is a column that somebody added.
        assert_eq!(
            positions(&["Recommendation", "id", "ACTION", "Lead", "Owner", "Due"]),
            [Some(1), Some(2), Some(5), Some(4), None]
        );
        assert_eq!(
            positions(&["Section", "Recommendation", "Timescale", "Responsible officer", "BRAG"]),
            [None, Some(1), Some(2), Some(3), Some(4)]
        );
    }

    #[test]
    fn a_heading_row_has_a_column_to_tell_rows_by_and_one_to_fill_in() {
        for (row, expected) in [
            (&["Id", "Owner"][..], true),
            (&["Recommendation", "RAG"], true),
            (&["Action", "Budget"], false),
            (&["Owner", "Status"], false),
            (&["Improvement plan 2012"], false),
        ] {
            let row: Vec<String> = row.iter().map(|&cell| cell.to_owned()).collect();
            assert_eq!(is_heading_row(&row), expected, "{row:?}");
        }
    }
}
