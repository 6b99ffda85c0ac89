//! Reads recommendations in tables and boxes.
//!
//! Must not know the sections of a report.

use super::{
    Occurrence,
    mark::{Mark, parse_mark},
    title::list_title,
    wording::{ends_like_sentence, is_denial, is_request},
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
pub(super) fn read_rows(table: &Table, block: usize, section: Option<SectionId>) -> Vec<Occurrence> {
    let Some(columns) = table.rows.first().and_then(|names| find_columns(names)) else { return Vec::new() };
    let rows = table.rows.iter().enumerate().skip(1);
    let items = rows.filter_map(|(part, cells)| {
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column));
        let text = cell(Some(columns.wording)).filter(|text| !text.is_blank() && !is_denial(text.plain()))?;
        // A page can repeat the names of the columns.
        if list_title(text.plain()).is_some() {
            return None;
        }
        let filled = |text: &&Text| !text.is_blank();
        let number = cell(columns.number).filter(filled).map(bare_number);
        let responsible = cell(columns.responsible).filter(filled).map(|name| name.plain().trim().to_owned());
        let place = Place::at_part(BlockId(block), part);
        let text = body::normalise_bullets(text);
        Some(Occurrence::listed(Recommendation {
            number,
            responsible,
            section,
            ..Recommendation::new(text, place)
        }))
    });
    items.collect()
}

/// Returns the recommendations in rows that begin with a mark, in a table without a column for recommendations. Some
/// reports print each recommendation in a box, which is a table of one cell.
pub(super) fn read_marked_rows(
    table: &Table,
    block: usize,
    section: Option<SectionId>,
    is_listed: bool,
) -> Vec<Occurrence> {
    let Some(names) = table.rows.first() else { return Vec::new() };
    let is_about_progress = |name: &Text| {
        let key = title_key(name.plain());
        ["status", "progress", "response", "update", "accepted"].iter().any(|word| key.contains(word))
    };
    if find_columns(names).is_some() || names.iter().any(is_about_progress) {
        return Vec::new();
    }
    let items = table.rows.iter().enumerate().filter_map(|(part, cells)| {
        let mut filled = cells.iter().filter(|cell| !cell.is_blank());
        let first = filled.next()?;
        let mark = parse_mark(first, true).filter(|mark| !mark.is_short)?;
        let rest = first.slice(mark.rest..first.plain().len());
        // The title can be in the first line of a box, or in the cell before the wording.
        let (title, text) = match rest.plain().split_once('\n') {
            Some((title, wording)) if !ends_like_sentence(&Text::from(title)) => (
                Some(title.trim().to_owned()),
                rest.slice(rest.plain().len() - wording.len()..rest.plain().len()),
            ),
            _ => match filled.next() {
                Some(next) => (Some(rest.plain().trim().to_owned()), next.clone()),
                None => (None, rest.clone()),
            },
        };
        let text = body::normalise_bullets(&text);
        let item = Recommendation {
            number: mark.number,
            title: title.filter(|title| !title.is_empty()),
            section,
            ..Recommendation::new(text, Place::at_part(BlockId(block), part))
        };
        let is_item = !item.text.is_blank() && (is_listed || is_request(item.text.plain()));
        is_item.then(|| Occurrence { is_marked: true, is_listed, ..Occurrence::listed(item) })
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
