//! The report's own table of judgements, matched to the sections of the body.
//!
//! Names repeat and group rows are printed over the wrong part, so a row belongs to the section of its name that comes
//! at its place in the order of both: a longest common subsequence of titles.

use std::collections::HashSet;

use super::{family::Family, grades, in_order, key};
use crate::report::{
    Block, BlockId, Content, Grade, Judgement, Place, Scale, Section, SectionId, Stated, Statement, Table,
    Text,
};

/// A row of the table that gives a grade.
struct Row {
    title: String,
    group: Option<String>,
    grade: Grade,
    place: Place,
}

/// All judgements: rows of the table in its order, then graded sections that it leaves out.
pub(super) fn judgements(
    sections: &[Section],
    blocks: &[Block],
    family: Option<&Family>,
    scale: Option<&Scale>,
) -> Vec<Judgement> {
    let rows = rows(blocks, scale);
    let graded: Vec<SectionId> =
        (0..sections.len()).filter(|index| sections[*index].grade.is_some()).map(SectionId).collect();
    let row_keys: Vec<String> = rows.iter().map(|row| subject(&row.title)).collect();
    let section_keys: Vec<String> = graded.iter().map(|id| subject(&sections[id.0].title)).collect();
    let mut pairs = matched(&row_keys, &section_keys);
    pair_the_rest(&mut pairs, &row_keys, &section_keys);

    let mut left: Vec<bool> = vec![true; graded.len()];
    let mut judgements: Vec<Judgement> = Vec::with_capacity(rows.len() + 1);
    let listed = rows.iter().any(|row| key(&row.title) == OVERALL);
    judgements.extend(family.filter(|_| !listed).and_then(|family| overall(blocks, family, scale)));
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

/// What the overall judgement is called where the report has no row for it.
const OVERALL: &str = "overall effectiveness";

/// The overall judgement, where a sentence on the cover states it.
fn overall(blocks: &[Block], family: &Family, scale: Option<&Scale>) -> Option<Judgement> {
    /// Such a sentence stands before the findings.
    const FIRST: usize = 120;
    blocks.iter().take(FIRST).enumerate().find_map(|(index, block)| {
        let words: Vec<&str> = match &block.content {
            Content::Line(text) | Content::Title(text) => vec![text.plain()],
            Content::Table(table) => {
                table.rows.iter().filter_map(|row| row.first()).map(Text::plain).collect()
            }
            _ => return None,
        };
        let word = words.into_iter().find_map(family.overall)?;
        let grade = grades::find(scale?, word)?;
        let grade = Grade { label: grade.label.clone(), step: Some(grade.step) };
        let place = Place::block(BlockId(index));
        let statement = Statement { stated: Stated::Cover, grade: grade.clone(), place };
        Some(Judgement {
            title: "Overall effectiveness".to_owned(),
            group: None,
            grade,
            section: None,
            stated: vec![statement],
        })
    })
}

/// What a title is about, to match it by: without the number it stands behind on a cover, plurals as singulars.
fn subject(title: &str) -> String {
    let key = key(title);
    let words = key.split(' ').skip_while(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let singular =
        |word: &str| word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned();
    words.map(singular).collect::<Vec<_>>().join(" ")
}

/// Whether two titles name the same: alike, or one of several words within the other ("adoption performance" in "the
/// graded judgement for adoption performance").
fn names_same(one: &str, other: &str) -> bool {
    let within = |short: &str, long: &str| {
        short.contains(' ')
            && long.match_indices(short).any(|(at, _)| {
                let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                ends(long[..at].chars().next_back()) && ends(long[at + short.len()..].chars().next())
            })
    };
    one == other || within(one, other) || within(other, one)
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
    let mut above = "";
    for (part, cells) in table.rows.iter().enumerate() {
        let mut filled = cells.iter().map(|cell| cell.plain().trim()).filter(|words| !words.is_empty());
        let Some(mut title) = filled.next() else { continue };
        let mut value = filled.next();
        if !cells[0].is_blank() {
            above = title;
        }
        let says = |words: &str, what: &str| words.to_lowercase().contains(what);
        // What was found the last time is no judgement of this report.
        if says(title, "previous inspection") || value.is_some_and(|value| says(value, "previous inspection"))
        {
            continue;
        }
        // "Overall effectiveness | This inspection: | Good", its title perhaps in the row above.
        if says(title, "this inspection") {
            title = above;
        } else if value.is_some_and(|value| says(value, "this inspection")) {
            value = filled.next();
        }
        match value {
            None => group = Some(in_one_line(title)),
            Some(value) => {
                // "Grade 1 | Outstanding" is a row of the scale.
                let of_scale = title.to_ascii_lowercase().starts_with("grade ")
                    || grades::alone(title, Some(scale)).is_some();
                let Some(grade) = grades::find(scale, value).filter(|_| !of_scale) else {
                    continue;
                };
                let grade = Grade { label: grade.label.clone(), step: Some(grade.step) };
                let place = Place::part(block, part);
                rows.push(Row { title: in_one_line(title), group: group.clone(), grade, place });
            }
        }
    }
    // One row that happens to end in such a word makes no table of judgements, unless its columns are named so.
    let names: Vec<String> = table.rows.iter().take(1).flatten().map(|cell| key(cell.plain())).collect();
    let is_named = names.iter().any(|name| name == "judgement") && names.iter().any(|name| name == "grade");
    if is_named || rows.len() >= 2 && rows.len() * 2 >= table.rows.len() { rows } else { Vec::new() }
}

/// Pairs what order left apart: the table may name its judgements in another order than the body. Only titles that are
/// like one another and like no other.
fn pair_the_rest(pairs: &mut [Option<usize>], rows: &[String], sections: &[String]) {
    /// A few dozen rows are left at the most, or titles are not to be trusted.
    const MOST: usize = 60;
    /// The share of words two titles have in common.
    const ALIKE: f32 = 0.8;
    let free_rows: Vec<usize> = (0..rows.len()).filter(|row| pairs[*row].is_none()).collect();
    let taken: HashSet<usize> = pairs.iter().copied().flatten().collect();
    let free_sections: Vec<usize> = (0..sections.len()).filter(|section| !taken.contains(section)).collect();
    if free_rows.len() > MOST || free_sections.len() > MOST {
        return;
    }
    let alike = |row: usize, section: usize| {
        names_same(&rows[row], &sections[section]) || likeness(&rows[row], &sections[section]) >= ALIKE
    };
    for &row in &free_rows {
        let mut partners = free_sections.iter().filter(|section| alike(row, **section));
        let (Some(section), None) = (partners.next(), partners.next()) else { continue };
        if free_rows.iter().filter(|other| alike(**other, *section)).count() == 1 {
            pairs[row] = Some(*section);
        }
    }
}

/// The share of words that two titles have in common.
#[expect(clippy::cast_precision_loss, reason = "a few words")]
fn likeness(one: &str, other: &str) -> f32 {
    let one: std::collections::BTreeSet<&str> = one.split(' ').collect();
    let other: std::collections::BTreeSet<&str> = other.split(' ').collect();
    one.intersection(&other).count() as f32 / one.union(&other).count().max(1) as f32
}

fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For each of `rows` the index of its partner among `sections`, both in order.
fn matched(rows: &[String], sections: &[String]) -> Vec<Option<usize>> {
    // Likeness counts only between titles that have no exact partner.
    let known: HashSet<&String> = sections.iter().collect();
    let rows_exact: Vec<bool> = rows.iter().map(|row| known.contains(row)).collect();
    let known: HashSet<&String> = rows.iter().collect();
    let sections_exact: Vec<bool> = sections.iter().map(|section| known.contains(section)).collect();
    in_order::pairs(rows.len(), sections.len(), |row, section| {
        let (one, other) = (&rows[row], &sections[section]);
        one == other || !rows_exact[row] && !sections_exact[section] && names_same(one, other)
    })
}
