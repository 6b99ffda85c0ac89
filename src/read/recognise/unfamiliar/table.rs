//! Reads recommendations in tables and boxes.
//!
//! Must not know the sections of a report.

use super::{
    Occurrence,
    mark::{Mark, parse_mark},
    remarks::is_denial,
    title::list_title,
    wording::{begins_with_verb, ends_like_sentence, is_request},
};
use crate::{
    read::{
        line::split_number,
        recognise::{body, title_key},
    },
    report::{BlockId, Place, Recommendation, SectionId, Table, Text, Timescale},
};

/// The columns of a table of recommendations.
struct Columns {
    /// The number of columns in the first row.
    count: usize,
    wording: usize,
    number: Option<usize>,
    /// The column with a short name of each recommendation.
    title: Option<usize>,
    responsible: Option<usize>,
    /// The column with due dates or timescales.
    due: Option<usize>,
    /// True if the first row has the names of the columns.
    has_names: bool,
}

/// Returns true if a table has a column for recommendations, or rows that ask for something.
pub(super) fn has_recommendations(table: &Table) -> bool {
    find_columns(table).is_some()
}

/// Returns the recommendations in the rows of a table in a section with recommendations.
pub(super) fn read_rows(table: &Table, block: usize, section: Option<SectionId>) -> Vec<Occurrence> {
    let Some(columns) = find_columns(table) else { return Vec::new() };
    let rows = table.rows.iter().enumerate().skip(usize::from(columns.has_names));
    let items = rows.filter_map(|(part, cells)| {
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column));
        let filled = |text: &&Text| !text.is_blank();
        let text = cell(Some(columns.wording)).filter(|text| !text.is_blank() && !is_denial(text.plain()))?;
        // A page can repeat the names of the columns.
        if list_title(text.plain()).is_some() {
            return None;
        }
        let number = cell(columns.number).filter(filled).map(bare_number);
        // In a row with merged cells, another cell can be in the column.
        let is_complete = cells.len() >= columns.count;
        let words = |column| {
            cell(column)
                .filter(|cell| is_complete && filled(cell))
                .map(|name: &Text| name.plain().trim().to_owned())
        };
        let place = Place::at_part(BlockId(block), part);
        // The number can be typed before the wording.
        let start = match &number {
            None => split_number(text.plain()).map_or(0, |(.., rest)| text.plain().len() - rest.len()),
            Some(_) => 0,
        };
        let number = number.or_else(|| split_number(text.plain()).map(|(number, ..)| number.to_string()));
        let text = body::normalise_bullets(&text.slice(start..text.plain().len()));
        Some(Occurrence::listed(Recommendation {
            number,
            title: words(columns.title),
            responsible: words(columns.responsible),
            timescale: words(columns.due).and_then(|time| Timescale::parse_table_cell(&time)),
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
    let keys: Vec<String> = names.iter().map(|name| title_key(name.plain())).collect();
    if keys.iter().any(|key| is_wording_column_name(key)) || names.iter().any(is_about_progress) {
        return Vec::new();
    }
    let items = table.rows.iter().enumerate().filter_map(|(part, cells)| {
        let mut filled = cells.iter().filter(|cell| !cell.is_blank());
        let first = filled.next()?;
        let mark = parse_mark(first, true).filter(|mark| !mark.is_uncertain)?;
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

/// Finds the columns of a table of recommendations by their names, or else by what their cells ask for. Returns `None` if no
/// column has recommendations.
fn find_columns(table: &Table) -> Option<Columns> {
    let names = table.rows.first()?;
    let keys: Vec<String> = names.iter().map(|name| title_key(name.plain())).collect();
    let is_number = |key: &String| {
        matches!(key.as_str(), "no" | "number" | "ref" | "#" | "reference" | "") || is_number_column_name(key)
    };
    let starts_with = |key: &String, words: &[&str]| words.iter().any(|word| key.starts_with(word));
    let is_responsible = |key: &String| {
        starts_with(key, &["responsible", "responsibility", "owner", "who", "lead", "for whom", "by whom"])
    };
    let mut columns = Columns {
        count: keys.len(),
        wording: 0,
        number: keys.iter().position(is_number),
        title: None,
        responsible: keys.iter().position(is_responsible),
        due: keys.iter().position(|key| is_due_column_name(key)),
        has_names: true,
    };
    let named: Vec<usize> = (0..keys.len()).filter(|column| is_wording_column_name(&keys[*column])).collect();
    // A column of recommendations goes before one of actions, which can be what was done about them.
    let preferred =
        named.iter().copied().find(|column| !keys[*column].contains("action")).or(named.first().copied());
    if let Some(column) = preferred
        && !has_short_cells(table, column)
    {
        return Some(Columns { wording: column, ..columns });
    }
    let is_named_text = |column: &usize| {
        ["action", "description", "detail", "details", "text", "wording"].contains(&keys[*column].as_str())
    };
    let asking = || {
        let longest = (0..keys.len()).max_by_key(|column| cell_bytes(table, *column))?;
        asks_for_something(table, longest).then_some(longest)
    };
    let is_about_recommendations = !named.is_empty() || keys.iter().any(|key| is_number_column_name(key));
    let text = (0..keys.len()).filter(|_| is_about_recommendations).find(is_named_text).or_else(asking);
    match (text, preferred) {
        (Some(text), Some(short)) if text != short => {
            // The short column has the number, or else the name of each recommendation.
            let has_numbers = table.rows.iter().skip(1).filter_map(|row| row.get(short)).all(is_numeric);
            let (number, title) =
                if has_numbers { (Some(short), None) } else { (columns.number, Some(short)) };
            Some(Columns { wording: text, number, title, ..columns })
        }
        (_, Some(short)) => Some(Columns { wording: short, ..columns }),
        (Some(text), None) => {
            let first_row_asks = names.get(text).is_some_and(is_asking);
            if first_row_asks {
                let are_numbers = |column: &usize| {
                    *column != text && table.rows.iter().filter_map(|row| row.get(*column)).all(is_numeric)
                };
                columns.number = (0..keys.len()).find(are_numbers);
                (columns.responsible, columns.due) = (None, None);
            }
            Some(Columns { wording: text, has_names: !first_row_asks, ..columns })
        }
        (None, None) => None,
    }
}

/// Returns true if a name of a column, as a key, is that of the wordings of recommendations: "agreed action",
/// "recommendation(s)".
fn is_wording_column_name(key: &str) -> bool {
    const NAMES: [&str; 6] =
        ["action", "actions", "recommendation", "recommendations", "requirement", "requirements"];
    const OTHER_WORDS: [&str; 15] = [
        "agreed",
        "and",
        "key",
        "or",
        "our",
        "proposed",
        "recommended",
        "required",
        "s",
        "statutory",
        "text",
        "the",
        "to",
        "full",
        "wording",
    ];
    let words = || key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_named = words().any(|word| NAMES.contains(&word));
    is_named && words().all(|word| NAMES.contains(&word) || OTHER_WORDS.contains(&word))
        || key == "area for improvement"
        || list_title(key).is_some_and(|_| !is_number_column_name(key))
}

/// Returns true if a name of a column, as a key, is that of the numbers of recommendations: "recommendation no".
fn is_number_column_name(key: &str) -> bool {
    let mut words = key.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty());
    let is_first =
        words.next().is_some_and(|word| matches!(word, "action" | "rec" | "recommendation" | "requirement"));
    is_first
        && words.all(|word| matches!(word, "#" | "id" | "no" | "number" | "ref" | "reference"))
        && !matches!(key, "action" | "recommendation" | "requirement")
}

/// Returns true if a column name, as a key, is one for due dates or timescales: "by when", "target date".
fn is_due_column_name(key: &str) -> bool {
    const NAMES: [&str; 19] = [
        "by when",
        "when",
        "completed by",
        "complete by",
        "implementation date",
        "target date for completion",
        "timeline",
        "deadline",
        "due",
        "due by",
        "due date",
        "date due",
        "target date",
        "completion date",
        "target completion date",
        "time frame",
        "timeframe",
        "timescale",
        "timescales",
    ];
    NAMES.contains(&key.trim_end_matches(['?', ':']).trim_end())
}

/// Returns the number of bytes in the cells of a column, without its name.
fn cell_bytes(table: &Table, column: usize) -> usize {
    table.rows.iter().skip(1).filter_map(|row| row.get(column)).map(|cell| cell.plain().len()).sum()
}

/// Returns true if the cells of a column are too short for wordings.
fn has_short_cells(table: &Table, column: usize) -> bool {
    /// The average number of bytes of a cell from which on it is a wording.
    const MIN_AVERAGE_BYTES: usize = 25;
    cell_bytes(table, column) < MIN_AVERAGE_BYTES * table.rows.len().saturating_sub(1)
}

/// Returns true if most cells of a column ask for something.
fn asks_for_something(table: &Table, column: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_blank());
    let asking = cells().filter(|cell| is_asking(cell)).count();
    asking > 0 && asking * 2 >= cells().count()
}

/// Returns true if a cell asks for something or is an instruction.
fn is_asking(cell: &Text) -> bool {
    is_request(cell.plain()) || begins_with_verb(cell.plain())
}

/// Returns true if a cell is blank or has only a number, with or without a mark: "Recommendation 7".
fn is_numeric(cell: &Text) -> bool {
    /// The maximum length of a number, in bytes.
    const MAX_NUMBER_BYTES: usize = 8;
    let number = bare_number(cell);
    number.is_empty()
        || number.len() <= MAX_NUMBER_BYTES && number.ends_with(|c: char| c.is_ascii_digit())
        || number.len() == 1
}

/// Returns the number in a cell without a mark or word: "7" in "Recommendation 7", "7." and "7".
fn bare_number(cell: &Text) -> String {
    match parse_mark(cell, true) {
        Some(Mark { number: Some(number), .. }) => number,
        _ => cell.plain().trim().trim_end_matches(['.', ')', ':']).to_owned(),
    }
}
