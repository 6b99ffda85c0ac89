//! Reads tables of recommendations in a section with recommendations.
//!
//! Must not know the sections of a report.

use super::{
    Found,
    mark::{Mark, parse_mark},
    title::list_title,
    wording::states_none,
};
use crate::{
    read::recognise::{body, title_key},
    report::{BlockId, Place, Recommendation, SectionId, Table, Text},
};

/// The columns of a table of recommendations.
struct Columns {
    wording: usize,
    number: Option<usize>,
    responsible: Option<usize>,
}

/// Returns the recommendations in the rows of a table that has a column for them.
pub(super) fn read_rows(table: &Table, block: usize, section: Option<SectionId>) -> Vec<Found> {
    let Some(columns) = table.rows.first().and_then(|names| find_columns(names)) else { return Vec::new() };
    let rows = table.rows.iter().enumerate().skip(1);
    let items = rows.filter_map(|(part, cells)| {
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column));
        let text =
            cell(Some(columns.wording)).filter(|text| !text.is_blank() && !states_none(text.plain()))?;
        // A page can repeat the names of the columns.
        if list_title(text.plain()).is_some() {
            return None;
        }
        let filled = |text: &&Text| !text.is_blank();
        let number = cell(columns.number).filter(filled).map(|number| bare_number(number));
        let responsible = cell(columns.responsible).filter(filled).map(|name| name.plain().trim().to_owned());
        let place = Place::at_part(BlockId(block), part);
        let text = body::normalise_bullets(text);
        Some(Found::listed(Recommendation {
            number,
            responsible,
            section,
            ..Recommendation::new(text, place)
        }))
    });
    items.collect()
}

/// Finds the columns by their names. Returns `None` if no column has recommendations.
fn find_columns(names: &[Text]) -> Option<Columns> {
    let keys: Vec<String> = names.iter().map(|name| title_key(name.plain())).collect();
    let is_wording = |key: &String| {
        matches!(key.as_str(), "recommendation" | "action" | "required action" | "area for improvement")
            || list_title(key).is_some()
    };
    let starts_with = |key: &String, words: &[&str]| words.iter().any(|word| key.starts_with(word));
    Some(Columns {
        wording: keys.iter().position(is_wording)?,
        number: keys
            .iter()
            .position(|key| matches!(key.as_str(), "no" | "number" | "ref" | "#" | "reference" | "")),
        responsible: keys.iter().position(|key| {
            starts_with(key, &["responsible", "responsibility", "owner", "who", "lead", "for whom"])
        }),
    })
}

/// Returns the number in a cell without a mark or word: "7" in "Recommendation 7", "7." and "7".
fn bare_number(cell: &Text) -> String {
    match parse_mark(cell, true) {
        Some(Mark { number: Some(number), .. }) => number,
        _ => cell.plain().trim().trim_end_matches(['.', ')', ':']).to_owned(),
    }
}
