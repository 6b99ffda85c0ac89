//! Rows as CSV and as JSON Lines.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::{Cell, Table};
use crate::output::{
    BYTE_ORDER_MARK,
    csv::{escape_formula, write_csv},
};

/// Returns the beginning of a CSV file: the byte order mark and the names of the columns.
///
/// # Errors
/// Returns the error of the CSV writer. This is not known to happen.
pub fn csv_table_header(table: Table) -> Result<String, csv::Error> {
    let header = write_csv(|writer| writer.write_record(table.columns()))?;
    Ok(format!("{BYTE_ORDER_MARK}{header}"))
}

/// Returns a row as CSV. An apostrophe is put before each text that a spreadsheet program would treat as a formula.
///
/// # Errors
/// Returns the error of the CSV writer. This is not known to happen for any row.
pub fn csv_table_row(row: &[Cell]) -> Result<String, csv::Error> {
    let cell = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => escape_formula(text.clone()),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Bool(is_true) => is_true.to_string(),
    };
    write_csv(|writer| writer.write_record(row.iter().map(cell)))
}

/// Returns a row as a line of JSON, with null for an empty cell.
///
/// # Errors
/// Returns the error of the JSON writer. This is not known to happen for any row.
pub fn json_table_row(table: Table, row: &[Cell]) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string(&NamedCells { table, row })? + "\n")
}

/// A row as a map from the names of the columns to the cells.
struct NamedCells<'a> {
    table: Table,
    row: &'a [Cell],
}

impl Serialize for NamedCells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.len()))?;
        for (name, cell) in self.table.columns().iter().zip(self.row) {
            match cell {
                Cell::Empty => map.serialize_entry(name, &())?,
                Cell::Text(text) => map.serialize_entry(name, text)?,
                Cell::Number(number) => map.serialize_entry(name, number)?,
                Cell::Date(date) => map.serialize_entry(name, &date.to_string())?,
                Cell::Bool(is_true) => map.serialize_entry(name, is_true)?,
            }
        }
        map.end()
    }
}
