//! Collects judgements: the rows of the table of judgements, paired with the graded sections of the body.
//!
//! Titles repeat, and group rows can be printed above the wrong rows, so rows and sections are paired in order by the
//! longest common subsequence of their titles. Must not know lines.

use std::collections::HashSet;

use super::{alignment, body::Body, family::Family, grades, title_key};
use crate::report::{
    Block, BlockId, Content, Grade, Judgement, Place, Scale, Section, SectionId, Statement, StatementKind,
    Table, Text,
};

/// A row of a table of judgements.
struct GradedRow {
    /// The title of the judgement.
    title: String,
    /// The title of the group row above; `None` if there is no group row.
    group: Option<String>,
    /// The grade in the row.
    grade: Grade,
    /// The place of the row.
    place: Place,
}

/// Returns all judgements: the overall judgement, the table rows in order, and then the graded sections without a row.
pub(super) fn collect_judgements(
    sections: &[Section],
    blocks: &[Block],
    family: Option<&Family>,
    scale: Option<&Scale>,
) -> Vec<Judgement> {
    let rows = graded_rows(blocks, scale);
    let graded: Vec<SectionId> =
        (0..sections.len()).filter(|index| sections[*index].grade.is_some()).map(SectionId).collect();
    let row_keys: Vec<String> = rows.iter().map(|row| match_key(&row.title)).collect();
    let section_keys: Vec<String> = graded.iter().map(|id| match_key(&sections[id.0].title)).collect();
    let mut pairs = pair_in_order(&row_keys, &section_keys);
    pair_remaining(&mut pairs, &row_keys, &section_keys);

    let mut is_unpaired: Vec<bool> = vec![true; graded.len()];
    let mut judgements: Vec<Judgement> = Vec::with_capacity(rows.len() + 1);
    let has_overall_row = rows.iter().any(|row| title_key(&row.title) == OVERALL_KEY);
    judgements.extend(
        family.filter(|_| !has_overall_row).and_then(|family| overall_judgement(blocks, family, scale)),
    );
    for (row, pair) in rows.into_iter().zip(pairs) {
        let section = pair.map(|index| {
            is_unpaired[index] = false;
            graded[index]
        });
        judgements.push(judgement_of_row(row, section, sections));
    }
    let without_row =
        graded.iter().zip(is_unpaired).filter(|(_, is_unpaired)| *is_unpaired).map(|(id, _)| *id);
    judgements.extend(without_row.filter_map(|id| judgement_of_section(id, sections)));
    judgements
}

/// The key of the title of the row with the overall judgement.
const OVERALL_KEY: &str = "overall effectiveness";

/// Returns the overall judgement that a sentence on the cover states; `None` if there is no such sentence.
fn overall_judgement(blocks: &[Block], family: &Family, scale: Option<&Scale>) -> Option<Judgement> {
    /// The number of blocks at the beginning that are searched. The sentence is before the findings.
    const MAX_SEARCHED_BLOCKS: usize = 120;
    blocks.iter().take(MAX_SEARCHED_BLOCKS).enumerate().find_map(|(index, block)| {
        let words: Vec<&str> = match &block.content {
            Content::Line(text) | Content::Title(text) => vec![text.plain()],
            Content::Table(table) => {
                table.rows.iter().filter_map(|row| row.first()).map(Text::plain).collect()
            }
            _ => return None,
        };
        let word = words.into_iter().find_map(family.overall_grade)?;
        let grade = grades::leading_grade(scale?, word)?;
        let grade = Grade { label: grade.label.clone(), step: Some(grade.step) };
        let place = Place::at_block(BlockId(index));
        let statement = Statement { kind: StatementKind::Cover, grade: grade.clone(), place };
        Some(Judgement {
            title: "Overall effectiveness".to_owned(),
            group: None,
            grade,
            section: None,
            statements: vec![statement],
        })
    })
}

/// Returns the judgement in a report of a family that states its only grade in a sentence, in a separate section.
/// Returns `None` for other families, or if the section or sentence is missing.
pub(super) fn outcome_judgement(
    body: &Body,
    family: Option<&Family>,
    scale: Option<&Scale>,
) -> Option<Judgement> {
    let family = family.filter(|family| !family.outcome_title.is_empty())?;
    let index = body.sections.iter().position(|section| title_key(&section.title) == family.outcome_title)?;
    let heading = body.sections[index].place.block.0;
    let texts = body.blocks.iter().enumerate().skip(heading + 1);
    let mut texts = texts.take_while(|(_, block)| block.section == Some(SectionId(index)));
    let (label, block) = texts.find_map(|(block, found)| {
        let words = match &found.content {
            Content::Paragraph(id) => body.paragraphs[id.0].text.plain(),
            Content::Line(text) => text.plain(),
            _ => return None,
        };
        Some(((family.outcome_grade)(words)?, block))
    })?;
    let grade = grades::leading_grade(scale?, label)?.to_grade();
    let place = Place::at_block(BlockId(block));
    Some(Judgement {
        title: body.sections[index].title.clone(),
        group: None,
        grade: grade.clone(),
        section: Some(SectionId(index)),
        statements: vec![Statement { kind: StatementKind::Line, grade, place }],
    })
}

/// Returns the key for pairing table rows with sections: the [`title_key`], with plurals made singular and without a
/// number at the start. Some covers print such a number.
fn match_key(title: &str) -> String {
    let key = title_key(title);
    let words = key.split(' ').skip_while(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let singular =
        |word: &str| word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned();
    words.map(singular).collect::<Vec<_>>().join(" ")
}

/// Returns true if two titles have the same subject: they are equal, or one has several words and is part of the other,
/// as "adoption performance" is part of "the graded judgement for adoption performance".
fn is_same_subject(one: &str, other: &str) -> bool {
    let is_within = |short: &str, long: &str| {
        short.contains(' ')
            && long.match_indices(short).any(|(at, _)| {
                let is_boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                is_boundary(long[..at].chars().next_back())
                    && is_boundary(long[at + short.len()..].chars().next())
            })
    };
    one == other || is_within(one, other) || is_within(other, one)
}

/// Returns the judgement of a table row. If the section of the row states a grade, that grade takes precedence over the
/// grade in the row.
fn judgement_of_row(row: GradedRow, section: Option<SectionId>, sections: &[Section]) -> Judgement {
    let table_statement =
        Statement { kind: StatementKind::Table, grade: row.grade.clone(), place: row.place };
    let body_statement = section.and_then(|id| body_statement(&sections[id.0]));
    let grade = body_statement.as_ref().map_or(row.grade, |statement| statement.grade.clone());
    let statements = body_statement.into_iter().chain([table_statement]).collect();
    Judgement { title: row.title, group: row.group, grade, section, statements }
}

/// Returns the judgement of a graded section without a row; `None` if the section has no grade.
fn judgement_of_section(id: SectionId, sections: &[Section]) -> Option<Judgement> {
    let section = &sections[id.0];
    let statement = body_statement(section)?;
    Some(Judgement {
        title: section.title.clone(),
        group: section.parent.map(|parent| sections[parent.0].title.clone()),
        grade: statement.grade.clone(),
        section: Some(id),
        statements: vec![statement],
    })
}

/// Returns the statement of the grade of a section; `None` if the section has no grade.
fn body_statement(section: &Section) -> Option<Statement> {
    let grade = section.grade.as_ref()?;
    Some(Statement { kind: grade.kind, grade: grade.grade.clone(), place: grade.place })
}

/// Returns the graded rows of all tables of judgements. Returns no rows if the report has no scale.
fn graded_rows(blocks: &[Block], scale: Option<&Scale>) -> Vec<GradedRow> {
    let Some(scale) = scale else { return Vec::new() };
    let mut rows = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if let Content::Table(table) = &block.content {
            rows.extend(graded_rows_in_table(table, BlockId(index), scale));
        }
    }
    rows
}

/// Returns the graded rows of a table. Returns no rows if it is not a table of judgements.
fn graded_rows_in_table(table: &Table, block: BlockId, scale: &Scale) -> Vec<GradedRow> {
    let mut rows = Vec::new();
    let mut group = None;
    let mut title_above = "";
    for (part, cells) in table.rows.iter().enumerate() {
        let mut filled = cells.iter().map(|cell| cell.plain().trim()).filter(|words| !words.is_empty());
        let Some(mut title) = filled.next() else { continue };
        let mut value = filled.next();
        if !cells[0].is_blank() {
            title_above = title;
        }
        let has_phrase = |words: &str, phrase: &str| words.to_lowercase().contains(phrase);
        // School reports print the judgements of the previous inspection too.
        if has_phrase(title, "previous inspection")
            || value.is_some_and(|value| has_phrase(value, "previous inspection"))
        {
            continue;
        }
        // In "Overall effectiveness | This inspection: | Good", the title can also be in the row above.
        if has_phrase(title, "this inspection") {
            title = title_above;
        } else if value.is_some_and(|value| has_phrase(value, "this inspection")) {
            value = filled.next();
        }
        match value {
            None => group = Some(collapse_spaces(title)),
            Some(value) => {
                // A row "Grade 1 | Outstanding" explains the scale.
                let is_scale_row = title.to_ascii_lowercase().starts_with("grade ")
                    || grades::parse_grade_line(title, Some(scale)).is_some();
                let Some(grade) = row_grade(value, scale).filter(|_| !is_scale_row) else { continue };
                let place = Place::at_part(block, part);
                rows.push(GradedRow { title: collapse_spaces(title), group: group.clone(), grade, place });
            }
        }
    }
    // A cell of any table can begin with a grade by chance, so a table of judgements has the usual column names, or
    // grades in at least two rows and half of all rows.
    let names: Vec<String> =
        table.rows.iter().take(1).flatten().map(|cell| title_key(cell.plain())).collect();
    let has_judgement_columns =
        names.iter().any(|name| name == "judgement") && names.iter().any(|name| name == "grade");
    if has_judgement_columns || rows.len() >= 2 && rows.len() * 2 >= table.rows.len() {
        rows
    } else {
        Vec::new()
    }
}

/// Returns the grade in a cell; `None` if it does not begin with a grade. "Not judged" is a grade without a step.
fn row_grade(value: &str, scale: &Scale) -> Option<Grade> {
    if title_key(value) == "not judged" {
        return Some(Grade { label: "Not judged".to_owned(), step: None });
    }
    let found = grades::leading_grade(scale, value)?;
    Some(Grade { label: found.label.clone(), step: Some(found.step) })
}

/// Pairs the remaining rows and sections, which are in different orders in the table and the body. Two titles are
/// paired only if they are similar to each other and to no other remaining title.
fn pair_remaining(pairs: &mut [Option<usize>], rows: &[String], sections: &[String]) {
    /// The maximum number of remaining rows, and of remaining sections. With more of them, titles are not reliable.
    const MAX_REMAINING_TITLES: usize = 60;
    /// The minimum share of words that two similar titles have in common, from 0 to 1.
    const MIN_SHARED_WORDS_SHARE: f32 = 0.8;
    let free_rows: Vec<usize> = (0..rows.len()).filter(|row| pairs[*row].is_none()).collect();
    let paired: HashSet<usize> = pairs.iter().copied().flatten().collect();
    let free_sections: Vec<usize> = (0..sections.len()).filter(|section| !paired.contains(section)).collect();
    if free_rows.len() > MAX_REMAINING_TITLES || free_sections.len() > MAX_REMAINING_TITLES {
        return;
    }
    let is_similar = |row: usize, section: usize| {
        is_same_subject(&rows[row], &sections[section])
            || shared_words_share(&rows[row], &sections[section]) >= MIN_SHARED_WORDS_SHARE
    };
    for &row in &free_rows {
        let mut partners = free_sections.iter().filter(|section| is_similar(row, **section));
        let (Some(section), None) = (partners.next(), partners.next()) else { continue };
        if free_rows.iter().filter(|other| is_similar(**other, *section)).count() == 1 {
            pairs[row] = Some(*section);
        }
    }
}

/// Returns the number of words that two titles have in common, as a share of the words in either, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "f32 holds the number of words of a title exactly")]
fn shared_words_share(one: &str, other: &str) -> f32 {
    let one: std::collections::BTreeSet<&str> = one.split(' ').collect();
    let other: std::collections::BTreeSet<&str> = other.split(' ').collect();
    one.intersection(&other).count() as f32 / one.union(&other).count().max(1) as f32
}

/// Returns a text with single spaces between its words.
fn collapse_spaces(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns for each row the index of its section, or `None`. Both `rows` and `sections` are keys in the order of the
/// report.
fn pair_in_order(rows: &[String], sections: &[String]) -> Vec<Option<usize>> {
    // An equal title is a better partner than a similar one, so titles with an equal partner are not paired otherwise.
    let known: HashSet<&String> = sections.iter().collect();
    let rows_have_equal: Vec<bool> = rows.iter().map(|row| known.contains(row)).collect();
    let known: HashSet<&String> = rows.iter().collect();
    let sections_have_equal: Vec<bool> = sections.iter().map(|section| known.contains(section)).collect();
    alignment::align_lists(rows.len(), sections.len(), |row, section| {
        let (one, other) = (&rows[row], &sections[section]);
        one == other || !rows_have_equal[row] && !sections_have_equal[section] && is_same_subject(one, other)
    })
}
