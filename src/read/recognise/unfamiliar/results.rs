//! Reads the results that a report of an unknown framework states: "Result: Pass", "Overall rating: Good", and tables of
//! criteria. They keep the printed words.
//!
//! Must not know recommendations.

use super::grade_word::{is_answer, is_grade_word, is_short_value};
use crate::{
    read::recognise::{body::Body, grades, title_key},
    report::{
        BlockId, Content, Grade, Judgement, Place, Scale, SectionId, Statement, StatementKind, Table, Text,
    },
};

/// Names of results, in lower case.
const NAMES: [&[&str]; 10] = [
    &["result"],
    &["outcome"],
    &["rating"],
    &["grade"],
    &["judgement"],
    &["opinion"],
    &["verdict"],
    &["assurance", "level"],
    &["level", "of", "assurance"],
    &["overall", "assessment"],
];

/// Words before the name of a result, in lower case.
const WORDS_BEFORE: [&str; 13] = [
    "assessment",
    "assurance",
    "audit",
    "effectiveness",
    "final",
    "inspection",
    "our",
    "overall",
    "quality",
    "review",
    "service",
    "summary",
    "the",
];

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

/// Returns the results in a report, in reading order: first those with a label, then those of tables.
pub(in crate::read::recognise) fn find_results(body: &Body, scale: Option<&Scale>) -> Vec<Judgement> {
    let mut found: Vec<Judgement> = Vec::new();
    for (block, content) in body.blocks.iter().map(|block| &block.content).enumerate() {
        let is_on_cover = body.blocks[block].section.is_none();
        let kind = match content {
            Content::Heading(_) => StatementKind::Heading,
            _ if is_on_cover => StatementKind::Cover,
            _ => StatementKind::Line,
        };
        if let Some((title, value)) =
            short_text(body, block).and_then(|words| labelled_result(body, block, words))
        {
            push_result(
                &mut found,
                (&title, None),
                grade(&value, scale),
                kind,
                Place::at_block(BlockId(block)),
            );
        }
    }
    for (block, content) in body.blocks.iter().map(|block| &block.content).enumerate() {
        let Content::Table(table) = content else { continue };
        let group = body.blocks[block].section.map(|SectionId(id)| body.sections[id].title.clone());
        for (part, title, value) in results_in_table(table) {
            let place = Place::at_part(BlockId(block), part);
            push_result(
                &mut found,
                (&title, group.as_deref()),
                grade(&value, scale),
                StatementKind::Table,
                place,
            );
        }
    }
    found
}

/// Returns the scale of a report that states results but no order of them. It is named after the report and has no grades,
/// so that nothing is coloured or compared.
pub(in crate::read::recognise) fn unordered_scale(title: Option<&str>) -> Scale {
    let name = title.unwrap_or(crate::read::strings::OWN_SCALE);
    Scale { name: name.to_owned(), grades: Vec::new() }
}

/// Adds a result, or a further place of a result with the same title and grade.
fn push_result(
    found: &mut Vec<Judgement>,
    (title, group): (&str, Option<&str>),
    grade: Grade,
    kind: StatementKind,
    place: Place,
) {
    let statement = Statement { kind, grade: grade.clone(), place };
    let key = title_key(title);
    let known = found.iter_mut().find(|other| {
        title_key(&other.title) == key && other.grade == grade && other.group.as_deref() == group
    });
    match known {
        Some(known) => known.statements.push(statement),
        None => found.push(Judgement {
            title: title.to_owned(),
            group: group.map(str::to_owned),
            grade,
            section: None,
            statements: vec![statement],
        }),
    }
}

/// Returns the grade with these words: that of the scale if the report states one, or else the words without a step.
fn grade(words: &str, scale: Option<&Scale>) -> Grade {
    let known = scale.and_then(|scale| grades::leading_grade(scale, words));
    known
        .filter(|known| known.label.len() == words.len())
        .map_or_else(|| Grade { label: words.to_owned(), step: None }, |known| known.to_grade())
}

/// Returns the text of a block that can be a label or a value: a line, a heading or a short paragraph.
fn short_text(body: &Body, block: usize) -> Option<&str> {
    /// The maximum length of a label with its value, in bytes.
    const MAX_RESULT_BYTES: usize = 100;
    let words = match &body.blocks.get(block)?.content {
        Content::Line(text) | Content::Title(text) => text.plain(),
        Content::Heading(SectionId(id)) => &body.sections[*id].title,
        Content::Paragraph(id) => {
            let paragraph = &body.paragraphs[id.0];
            paragraph.bullets.is_empty().then(|| paragraph.text.plain())?
        }
        _ => return None,
    };
    (words.len() <= MAX_RESULT_BYTES).then(|| words.trim())
}

/// Returns the label and the value of a result that begins in a block. The value is after the label or in the next block.
fn labelled_result(body: &Body, block: usize, words: &str) -> Option<(String, String)> {
    let is_on_cover = body.blocks[block].section.is_none();
    let is_value = |value: &str| is_short_value(value) && (is_on_cover || is_grade_word(value));
    if let Some((label, value)) = words.split_once(':').filter(|(_, value)| !value.trim().is_empty()) {
        let value = value.trim().trim_end_matches('.');
        return (is_result_label(label) && is_value(value))
            .then(|| (label.trim().to_owned(), value.to_owned()));
    }
    let label = words.trim_end_matches([':', ' ']);
    let has_colon = label.len() < words.len();
    let value = short_text(body, block + 1)?.trim_end_matches('.');
    // A heading loses its colon, and some files have none: then the value must be a known word.
    let is_result = is_result_label(label) && if has_colon { is_value(value) } else { is_grade_word(value) };
    is_result.then(|| (label.to_owned(), value.to_owned()))
}

/// Returns true for the label of a result: "Result", "Result of assessment", "Overall rating", "Outcome".
fn is_result_label(label: &str) -> bool {
    /// The maximum number of words after the name.
    const MAX_WORDS_AFTER: usize = 5;
    let key = title_key(label);
    let words: Vec<&str> = key.split(' ').collect();
    let name = NAMES.iter().find_map(|name| {
        let at = words.windows(name.len()).position(|part| part == *name)?;
        Some((at, at + name.len()))
    });
    let Some((start, end)) = name else { return false };
    let after = &words[end..];
    words[..start].iter().all(|word| WORDS_BEFORE.contains(word))
        && after.len() <= MAX_WORDS_AFTER
        && after.first().is_none_or(|first| matches!(*first, "of" | "for"))
}

/// Returns the row, title and value of each result in a table of criteria or of labels and values. Returns no results if it
/// is another table.
fn results_in_table(table: &Table) -> Vec<(usize, String, String)> {
    let names: Vec<String> =
        table.rows.first().into_iter().flatten().map(|name| title_key(name.plain())).collect();
    let has_names = names.iter().any(|name| COLUMN_NAMES.contains(&name.as_str()));
    let columns: Vec<(std::ops::Range<usize>, usize)> = if has_names {
        let mut from = 0;
        let values = names.iter().enumerate().filter(|(_, name)| COLUMN_NAMES.contains(&name.as_str()));
        values
            .map(|(at, _)| {
                let titles = from..at;
                from = at + 1;
                (titles, at)
            })
            .filter(|(titles, _)| !titles.is_empty())
            .collect()
    } else {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        if (2..=3).contains(&width) { vec![(0..width - 1, width - 1)] } else { Vec::new() }
    };
    let mut found = Vec::new();
    let mut labelled = Vec::new();
    let mut filled_rows = 0;
    for (part, cells) in table.rows.iter().enumerate().skip(usize::from(has_names)) {
        for (titles, value) in &columns {
            let Some(value) =
                cells.get(*value).map(|cell| cell.plain().trim()).filter(|value| !value.is_empty())
            else {
                continue;
            };
            let title = row_title(cells, &names, titles.clone(), has_names);
            if title.is_empty() {
                continue;
            }
            filled_rows += 1;
            let value = value.trim_end_matches('.');
            if is_grade_word(value) || has_names && is_answer(value) {
                if is_result_label(&title) {
                    labelled.push((part, title.clone(), value.to_owned()));
                }
                found.push((part, title, value.to_owned()));
            }
        }
    }
    // A cell of any table can contain such a word by chance.
    if found.len() >= 2 && found.len() * 3 >= filled_rows * 2 { found } else { labelled }
}

/// Returns the title of a row: its cells in these columns, with the name of the column before a number alone.
fn row_title(cells: &[Text], names: &[String], columns: std::ops::Range<usize>, has_names: bool) -> String {
    let parts: Vec<&str> = cells
        .get(columns.start..columns.end.min(cells.len()))
        .unwrap_or_default()
        .iter()
        .map(|cell| cell.plain().trim())
        .filter(|words| !words.is_empty())
        .collect();
    let title = parts.join(" ");
    let is_number = !title.is_empty() && title.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match names.get(columns.start).filter(|name| has_names && is_number && !name.is_empty()) {
        Some(name) => format!("{} {title}", grades::capitalise(name)),
        None => title,
    }
}

#[cfg(test)]
mod tests {
    use super::is_result_label;

    #[test]
    fn labels_of_results_are_not_sentences_about_them() {
        for label in [
            "Result",
            "Result of Assessment:",
            "Overall rating",
            "Outcome",
            "Overall judgment",
            "Level of assurance",
        ] {
            assert!(is_result_label(label), "{label}");
        }
        for label in
            ["Results", "Outcome measures", "The result was late", "Lead Assessor", "Learning outcome"]
        {
            assert!(!is_result_label(label), "{label}");
        }
    }
}
