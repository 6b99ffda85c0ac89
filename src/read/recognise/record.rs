//! The report's own table of judgements, matched to the sections of the body.
//!
//! Names repeat and group rows are printed over the wrong part, so a row belongs to the section of its name that comes
//! at its place in the order of both: a longest common subsequence of titles.

use super::{grades, key};
use crate::report::{
    Block, BlockId, Content, Grade, Judgement, Place, Scale, Section, SectionId, Stated, Statement, Table,
};

/// A row of the table that gives a grade.
struct Row {
    title: String,
    group: Option<String>,
    grade: Grade,
    place: Place,
}

/// Rows times sections above which none are matched: a real report has some 25 of each.
const LARGEST_MATRIX: usize = 4_000_000;

/// All judgements: rows of the table in its order, then graded sections that it leaves out.
pub(super) fn judgements(sections: &[Section], blocks: &[Block], scale: Option<&Scale>) -> Vec<Judgement> {
    let rows = rows(blocks, scale);
    let graded: Vec<SectionId> =
        (0..sections.len()).filter(|index| sections[*index].grade.is_some()).map(SectionId).collect();
    let row_keys: Vec<String> = rows.iter().map(|row| key(&row.title)).collect();
    let section_keys: Vec<String> = graded.iter().map(|id| key(&sections[id.0].title)).collect();
    let pairs = matched(&row_keys, &section_keys);

    let mut left: Vec<bool> = vec![true; graded.len()];
    let mut judgements: Vec<Judgement> = Vec::with_capacity(rows.len());
    for (row, pair) in rows.into_iter().zip(pairs) {
        let section = pair.map(|index| {
            left[index] = false;
            graded[index]
        });
        judgements.push(of_row(row, section, sections));
    }
    let unlisted = graded.iter().zip(left).filter(|(_, left)| *left).map(|(id, _)| *id);
    judgements.extend(unlisted.filter_map(|id| of_section(id, sections)));
    judgements
}

fn of_row(row: Row, section: Option<SectionId>, sections: &[Section]) -> Judgement {
    let in_table = Statement { stated: Stated::Table, grade: row.grade.clone(), place: row.place };
    let in_body = section.and_then(|id| in_body(&sections[id.0]));
    let grade = in_body.as_ref().map_or(row.grade, |statement| statement.grade.clone());
    let stated = in_body.into_iter().chain([in_table]).collect();
    Judgement { title: row.title, group: row.group, grade, section, stated }
}

fn of_section(id: SectionId, sections: &[Section]) -> Option<Judgement> {
    let section = &sections[id.0];
    let statement = in_body(section)?;
    Some(Judgement {
        title: section.title.clone(),
        group: section.parent.map(|parent| sections[parent.0].title.clone()),
        grade: statement.grade.clone(),
        section: Some(id),
        stated: vec![statement],
    })
}

fn in_body(section: &Section) -> Option<Statement> {
    let grade = section.grade.as_ref()?;
    Some(Statement { stated: grade.stated, grade: grade.grade.clone(), place: grade.place })
}

/// Graded rows of every table whose rows end in grades.
fn rows(blocks: &[Block], scale: Option<&Scale>) -> Vec<Row> {
    let Some(scale) = scale else { return Vec::new() };
    let mut rows = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if let Content::Table(table) = &block.content {
            rows.extend(rows_of(table, BlockId(index), scale));
        }
    }
    rows
}

fn rows_of(table: &Table, block: BlockId, scale: &Scale) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut group = None;
    for (part, cells) in table.rows.iter().enumerate() {
        let Some((title, values)) = cells.split_first() else { continue };
        let value = values.iter().map(|cell| cell.plain().trim()).find(|value| !value.is_empty());
        let title = title.plain().trim();
        match value {
            None => group = Some(title.to_owned()),
            Some(value) => {
                // "Grade 1 | Outstanding" is a row of the scale.
                let of_scale = title.to_ascii_lowercase().starts_with("grade ")
                    || grades::alone(title, Some(scale)).is_some();
                let Some(grade) = scale.find(value).filter(|_| !title.is_empty() && !of_scale) else {
                    continue;
                };
                let grade = Grade { label: grade.label.clone(), step: Some(grade.step) };
                let place = Place::part(block, part);
                rows.push(Row { title: title.to_owned(), group: group.clone(), grade, place });
            }
        }
    }
    // One row that happens to end in such a word makes no table of judgements.
    if rows.len() >= 2 && rows.len() * 2 >= table.rows.len() { rows } else { Vec::new() }
}

/// For each of `rows` the index of its partner among `sections`, both in order.
fn matched(rows: &[String], sections: &[String]) -> Vec<Option<usize>> {
    if rows.len().saturating_mul(sections.len()) > LARGEST_MATRIX {
        return vec![None; rows.len()];
    }
    let width = sections.len() + 1;
    // longest[i * width + j]: the longest common subsequence of rows[i..] and sections[j..].
    let mut longest = vec![0_u32; (rows.len() + 1) * width];
    for i in (0..rows.len()).rev() {
        for j in (0..sections.len()).rev() {
            longest[i * width + j] = if rows[i] == sections[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut pairs = vec![None; rows.len()];
    let (mut i, mut j) = (0, 0);
    while i < rows.len() && j < sections.len() {
        if rows[i] == sections[j] {
            pairs[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
