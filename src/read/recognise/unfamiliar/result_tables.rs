//! Reads results in tables of criteria or of labels and values.
//!
//! Works on a table; must not know its place in a report.

use std::ops::Range;

use super::{
    grade_word::{is_answer, is_grade_word, is_level, is_short_value, without_signs},
    results::is_result_label,
    wording::is_request,
};
use crate::{
    read::recognise::{grades, title_key},
    report::{Table, Text},
};

/// The names of columns with results, in lower case.
const COLUMN_NAMES: [&str; 14] = [
    "grade",
    "judgement",
    "met",
    "met/not met",
    "outcome",
    "pass/fail",
    "passed",
    "rag",
    "rag rating",
    "rating",
    "result",
    "score",
    "status",
    "verdict",
];

/// Words in the names of columns whose colours and levels are results, in lower case.
const LEVEL_COLUMN_WORDS: [&str; 5] = ["grade", "judgement", "outcome", "rating", "result"];

/// Words in the names of columns that only tables of actions and of risks have, in lower case.
const OTHER_TABLE_WORDS: [&str; 17] = [
    "action",
    "actions",
    "deadline",
    "due",
    "impact",
    "likelihood",
    "mitigation",
    "owner",
    "owners",
    "priority",
    "probability",
    "recommendation",
    "recommendations",
    "responsible",
    "risk",
    "risks",
    "timescale",
];

/// A result in a table.
pub(super) struct RowResult {
    /// The index of the row.
    pub(super) row: usize,
    /// The title of the row.
    pub(super) title: String,
    /// The printed grade or answer.
    pub(super) value: String,
}

/// A column with results.
struct ResultColumn {
    /// The columns with the title of each row.
    titles: Range<usize>,
    /// The index of the column.
    value: usize,
    /// True if its colours and levels are results.
    has_levels: bool,
    /// True if any short text is a result: the column is named after grades and has a known one.
    has_any_grades: bool,
}

/// Returns true if a table has results.
pub(in crate::read::recognise) fn has_results(table: &Table) -> bool {
    !results_in_table(table).is_empty()
}

/// Returns the results in a table of criteria or of labels and values. Returns no results if it is another table.
pub(super) fn results_in_table(table: &Table) -> Vec<RowResult> {
    let first: Vec<&str> = table.rows.first().into_iter().flatten().map(Text::plain).collect();
    let names: Vec<String> = first.iter().map(|name| title_key(name)).collect();
    let has_grade = first.iter().any(|cell| is_grade_word(without_signs(cell)));
    if !has_grade && names.iter().any(|name| has_any_word(name, &OTHER_TABLE_WORDS)) {
        return Vec::new();
    }
    let named = named_columns(table, &names);
    let has_names = !named.is_empty();
    let columns = if has_names { named } else { last_column(table).into_iter().collect() };
    let mut found = Vec::new();
    let mut labelled = Vec::new();
    let mut filled_rows = 0;
    for (row, cells) in table.rows.iter().enumerate().skip(usize::from(has_names)) {
        for column in &columns {
            let value = cells.get(column.value).map_or("", |cell| without_signs(cell.plain()));
            let title = row_title(cells, &names, column.titles.clone(), has_names);
            if value.is_empty() || title.is_empty() {
                continue;
            }
            filled_rows += 1;
            let is_labelled = is_result_label(&title);
            let is_own_level = is_labelled || column.has_levels && !is_request(&title);
            let is_value = is_grade_word(value) && (is_own_level || !is_level(value))
                || has_names && is_answer(value)
                || column.has_any_grades && is_short_value(value);
            if is_value {
                let result = || RowResult { row, title: title.clone(), value: value.to_owned() };
                labelled.extend(is_labelled.then(result));
                found.push(result());
            }
        }
    }
    // A cell of any table can contain such a word by chance.
    if found.len() >= 2 && found.len() * 3 >= filled_rows * 2 { found } else { labelled }
}

/// Returns the columns that are named after results and have the titles of the rows before them.
fn named_columns(table: &Table, names: &[String]) -> Vec<ResultColumn> {
    let has_known_grade = |value: usize| {
        let mut cells = table.rows.iter().skip(1).filter_map(|cells| cells.get(value));
        cells.any(|cell| is_grade_word(without_signs(cell.plain())))
    };
    let mut from = 0;
    let values = names.iter().enumerate().filter(|(_, name)| is_result_column(name));
    let columns = values.map(|(value, name)| {
        let titles = from..value;
        from = value + 1;
        ResultColumn {
            titles,
            value,
            has_levels: has_any_word(name, &LEVEL_COLUMN_WORDS),
            has_any_grades: matches!(name.as_str(), "grade" | "judgement") && has_known_grade(value),
        }
    });
    columns.filter(|column| !column.titles.is_empty()).collect()
}

/// Returns the last column of a narrow table without names, which can have the values of the labels before it.
fn last_column(table: &Table) -> Option<ResultColumn> {
    /// The number of columns of a table of labels and values, which can have numbers.
    const LABELS_AND_VALUES: std::ops::RangeInclusive<usize> = 2..=3;
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_narrow = LABELS_AND_VALUES.contains(&width);
    is_narrow.then(|| ResultColumn {
        titles: 0..width - 1,
        value: width - 1,
        has_levels: false,
        has_any_grades: false,
    })
}

/// Returns true for the name of a column with results.
fn is_result_column(name: &str) -> bool {
    COLUMN_NAMES.contains(&name)
}

/// Returns true if a name contains one of these words.
fn has_any_word(name: &str, known: &[&str]) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| known.contains(&word))
}

/// Returns the title of a row: its cells in these columns, with the name of the column before a number alone. The grade of
/// another column is not part of it.
fn row_title(cells: &[Text], names: &[String], columns: Range<usize>, has_names: bool) -> String {
    let parts: Vec<&str> = cells
        .get(columns.start..columns.end.min(cells.len()))
        .unwrap_or_default()
        .iter()
        .map(|cell| cell.plain().trim())
        .filter(|words| !words.is_empty() && !is_grade_word(words))
        .collect();
    let title = parts.join(" ");
    let is_number = !title.is_empty() && title.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match names.get(columns.start).filter(|name| has_names && is_number && !name.is_empty()) {
        Some(name) => format!("{} {title}", grades::capitalise(name)),
        None => title,
    }
}
