//! Reads the cover: the title, the subject, the dates and the inspectors.
//!
//! Also finds the end of the cover. Must not know the body of a report.

use std::borrow::Cow;

use super::{contents::PrintedContents, dates, family::Family, headings, unfamiliar};
use crate::{
    read::line::{Line, Shape},
    report::{Block, Content, Cover, Table, Text, merge_area},
};

/// A labelled fact of the cover, such as "Published: 14 May 2012".
struct CoverFact {
    /// The labels of the fact, in lower case.
    labels: &'static [&'static str],
    /// Parses the value after the label, and stores it in the cover.
    store_value: fn(&mut Cover, &str),
}

/// The facts that are read. Other lines of the cover are only shown.
const COVER_FACTS: [CoverFact; 4] = [
    CoverFact {
        labels: &[
            "inspection dates",
            "inspection date",
            "dates of inspection",
            "date of inspection",
            "inspected",
        ],
        store_value: |cover, value| cover.inspected = dates::find_periods(value),
    },
    CoverFact {
        labels: &["published", "report published", "date published", "publication date"],
        store_value: |cover, value| cover.published = dates::find_date(value),
    },
    CoverFact {
        labels: &[
            "reporting inspector",
            "reporting inspectors",
            "lead inspector",
            "lead inspectors",
            "inspector",
            "inspectors",
        ],
        store_value: |cover, value| cover.inspectors = split_inspectors(value),
    },
    // Only printed summaries state it in this form (`output/strings`).
    CoverFact {
        labels: &["action plan due"],
        store_value: |cover, value| cover.action_plan_due = dates::find_date(value),
    },
];

/// Words that only the title of a report contains, in lower case. The subject does not contain them.
const TITLE_WORDS: [&str; 4] = ["inspection", "review", "report", "visit"];
/// Words in names of organisations, in lower case. They distinguish the subject from other lines of a cover.
const ORGANISATION_WORDS: [&str; 14] = [
    "council",
    "borough",
    "county",
    "city of",
    "trust",
    "school",
    "academy",
    "college",
    "authority",
    "partnership",
    "board",
    "nursery",
    "centre",
    "metropolitan",
];

/// Returns the index of the first line of the body, which is where the cover ends.
///
/// The body of a letter begins at its salutation. In a report with printed contents, the body begins with the contents,
/// or with the first finding above the contents. In any other report, the body begins with the first table, heading or
/// sentence after the facts.
pub(super) fn find_cover_end(
    lines: &[Line],
    contents: Option<&PrintedContents>,
    family: Option<&Family>,
) -> usize {
    /// The maximum length of a cover, in lines.
    const MAX_COVER_LINES: usize = 80;
    /// The maximum number of lines of small print between the facts and the first finding.
    const MAX_SMALL_PRINT_LINES: usize = 12;
    let limit = contents.map_or(lines.len(), |contents| contents.title_line);
    let first = &lines[..limit.min(MAX_COVER_LINES)];
    // A letter that is quoted in a numbered text is not the report.
    let before_text = first.iter().take_while(|line| !line.has_stated_number);
    if let Some(salutation) = before_text.into_iter().position(|line| line.text.plain().starts_with("Dear "))
    {
        return salutation;
    }
    let last_fact = first.iter().rposition(|line| split_fact(line_text(line).plain()).is_some());
    let is_finding = |line: &Line| {
        let words = line.text.plain();
        family.is_some_and(|family| match &line.shape {
            Shape::Row(cells) => cells.iter().skip(1).any(|cell| family.is_grade(cell.plain())),
            Shape::Heading(_) => true,
            _ => family.has_title(&super::title_key(words)) || (family.overall_grade)(words).is_some(),
        })
    };
    if contents.is_some() {
        let Some(last_fact) = last_fact else { return limit };
        let found = lines[last_fact + 1..limit].iter().position(is_finding);
        return found.map_or(limit, |at| last_fact + 1 + at);
    }
    let is_body_start = |line: &Line| {
        is_finding(line)
            || matches!(
                line.shape,
                Shape::Row(_) | Shape::Heading(_) | Shape::Numbered { .. } | Shape::Bullet
            )
            || headings::is_prose(line)
    };
    match last_fact {
        Some(last_fact) if lines[0].has_typeset_headings => {
            // The value of a label can be on the next line.
            let value_lines = usize::from(
                split_fact(line_text(&lines[last_fact]).plain()).is_some_and(|(_, value)| value.is_empty()),
            );
            let after_facts = last_fact + 1 + value_lines;
            let rest = &lines[after_facts.min(lines.len())..];
            // Small print on the cover is prose too, so a finding close to the facts is better evidence of the body.
            let finding = rest.iter().take(MAX_SMALL_PRINT_LINES).position(is_finding);
            let start = finding
                .or_else(|| rest.iter().position(is_body_start))
                .map_or(lines.len(), |at| after_facts + at);
            // The header row of a table is above its first grade.
            let has_header_row = start > after_facts && matches!(lines[start - 1].shape, Shape::Row(_));
            start - usize::from(has_header_row)
        }
        _ => {
            let start = headings::find_body_start(lines, family);
            // A table of judgements on the cover is read as part of the body, because the body has the tables.
            let is_graded = |line: &Line| matches!(line.shape, Shape::Row(_)) && is_finding(line);
            let after_facts = last_fact.map_or(0, |fact| fact + 1).min(start);
            lines[after_facts..start].iter().position(is_graded).map_or(start, |at| after_facts + at)
        }
    }
}

/// Reads the facts of the cover, and returns them with the blocks of the cover. No line of a letter becomes a title,
/// because the lines above the salutation are addresses. `is_known` is true if the framework is known.
pub(super) fn read_cover(lines: &[Line], is_letter: bool, is_known: bool) -> (Cover, Vec<Block>) {
    let mut cover = Cover::default();
    let first_fact =
        lines.iter().position(|line| split_fact(line_text(line).plain()).is_some()).unwrap_or(lines.len());
    if is_known {
        read_titles(&lines[..first_fact], &mut cover);
    } else if is_letter {
        cover.subject = unfamiliar::subject_of_letter(lines);
    } else {
        (cover.title, cover.subject) = unfamiliar::title_and_subject(&lines[..first_fact]);
    }
    read_facts(lines, &mut cover);
    let blocks = cover_blocks(lines, &cover, is_letter, is_known);
    (cover, blocks)
}

/// Reads the title and the subject from the lines above the first fact.
fn read_titles(lines: &[Line], cover: &mut Cover) {
    let mut titles = title_lines(lines);
    let contains_any = |title: &str, known: &[&str]| {
        let lower = title.to_lowercase();
        known.iter().any(|word| lower.contains(word))
    };
    let title = titles.iter().position(|title| contains_any(title, &TITLE_WORDS));
    cover.title = title.map(|index| titles.remove(index));
    // The subject is the line that names an organisation, such as a council or a school. Without such a line, it is the
    // line after the title, or else the last line.
    let after_title = title.filter(|index| *index < titles.len());
    let subject = titles
        .iter()
        .position(|title| contains_any(title, &ORGANISATION_WORDS) && !contains_any(title, &TITLE_WORDS))
        .or(after_title)
        .or(titles.len().checked_sub(1));
    cover.subject = subject.map(|index| titles.remove(index));
}

/// Returns the titles above the first fact. A line that begins in lower case, or is before or after an "and", continues
/// the title before.
fn title_lines(lines: &[Line]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| matches!(line.shape, Shape::Plain | Shape::Heading(_))) {
        let words = line.text.plain().trim_end_matches(super::is_superscript_digit);
        match titles.last_mut() {
            // "… children looked after and care leavers | and | Review of the effectiveness of …" is one title.
            Some(last)
                if words.starts_with(char::is_lowercase) || ends_with_and(last) || ends_with_and(words) =>
            {
                last.push(' ');
                last.push_str(words);
            }
            _ => titles.push(words.to_owned()),
        }
    }
    titles
}

/// Returns true if the last or only word of a line is "and", with or without a capital. Then the title continues.
fn ends_with_and(words: &str) -> bool {
    words.split_whitespace().next_back().is_some_and(|last| last.eq_ignore_ascii_case("and"))
}

/// Reads the facts of the cover. The value of a label can be on the next line.
fn read_facts(lines: &[Line], cover: &mut Cover) {
    for (index, line) in lines.iter().enumerate() {
        let line = line_text(line);
        let Some((found, value)) = split_fact(line.plain()) else { continue };
        let next = lines.get(index + 1).map(line_text).filter(|next| split_fact(next.plain()).is_none());
        match next {
            Some(next) if value.is_empty() => (found.store_value)(cover, next.plain().trim()),
            // The value continues on the next line: "… 7 August 2019 to".
            Some(next) if value.ends_with(" to") || value.ends_with(" and") => {
                (found.store_value)(cover, &format!("{value} {}", next.plain().trim()));
            }
            _ => (found.store_value)(cover, value),
        }
    }
}

/// Returns the lines of the cover as blocks. Table rows are lines too, except those of a table with results of an unknown
/// framework.
fn cover_blocks(lines: &[Line], cover: &Cover, is_letter: bool, is_known: bool) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(lines.len());
    for rows_or_line in lines.chunk_by(|one, next| is_row(one) && is_row(next)) {
        match Some(rows_or_line).filter(|_| !is_known).and_then(result_table) {
            Some(table) => blocks.push(table),
            None => blocks.extend(rows_or_line.iter().map(|line| cover_block(line, cover, is_letter))),
        }
    }
    blocks
}

fn is_row(line: &Line) -> bool {
    matches!(line.shape, Shape::Row(_))
}

/// Returns the block of a table with results; `None` if the lines are something else.
fn result_table(lines: &[Line]) -> Option<Block> {
    let rows = lines.iter().filter_map(|line| match &line.shape {
        Shape::Row(cells) => Some(cells.clone()),
        _ => None,
    });
    let table = Table { rows: rows.collect(), has_header: false };
    if !unfamiliar::has_results(&table) {
        return None;
    }
    let (first, others) = lines.split_first()?;
    let mut block = super::unsectioned_block(Content::Table(table), first);
    for area in others.iter().flat_map(|line| &line.areas) {
        merge_area(&mut block.areas, *area);
    }
    block.part_pages = lines.iter().filter_map(|line| line.origin.page).collect();
    Some(block)
}

/// Returns a line of the cover as a block.
fn cover_block(line: &Line, cover: &Cover, is_letter: bool) -> Block {
    let plain = line.text.plain();
    let is_part = |title: &Option<String>| {
        let plain = plain.trim_end_matches(super::is_superscript_digit);
        title.as_deref().is_some_and(|title| !plain.is_empty() && title.contains(plain))
    };
    let content = match &line.shape {
        Shape::Row(_) => Content::Line(line_text(line).into_owned()),
        Shape::Plain | Shape::Heading(_)
            if !is_letter && (is_part(&cover.title) || is_part(&cover.subject)) =>
        {
            Content::Title(line.text.clone())
        }
        _ => Content::Line(line.clone().into_text_with_number()),
    };
    super::unsectioned_block(content, line)
}

/// Returns the text of a line. The cells of a row are joined with spaces, because tabs often separate labels and
/// values.
fn line_text(line: &Line) -> Cow<'_, Text> {
    let Shape::Row(cells) = &line.shape else { return Cow::Borrowed(&line.text) };
    let mut words = Text::default();
    for cell in cells.iter().filter(|cell| !cell.is_blank()) {
        if !words.plain().is_empty() {
            words.push_str(" ");
        }
        words.push_text(cell);
    }
    Cow::Owned(words)
}

/// Returns true if a line is a labelled fact with its value. The board's part of a report repeats such lines of the cover.
pub(super) fn is_fact(line: &str) -> bool {
    line.contains(':') && split_fact(line).is_some_and(|(_, value)| !value.is_empty())
}

/// Splits a line such as "Published: 14 May 2012" or "Reporting inspector Mary Moss HMI" into the fact and its value.
/// The value is empty if the line is only a label. Returns `None` if the line does not begin with a known label.
fn split_fact(line: &str) -> Option<(&'static CoverFact, &str)> {
    let known_fact = |label: &str| {
        let label = label.trim().to_ascii_lowercase();
        COVER_FACTS.iter().find(|fact| fact.labels.contains(&label.as_str()))
    };
    if let Some((label, value)) = line.split_once(':') {
        return known_fact(label).map(|fact| (fact, value.trim()));
    }
    if let Some(fact) = known_fact(line) {
        return Some((fact, ""));
    }
    // Without a colon, only labels of two words are certain: "Published" can begin a sentence.
    let end = line.match_indices(' ').nth(1)?.0;
    let value = line[end..].trim();
    let is_value =
        value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !value.ends_with('.');
    known_fact(&line[..end]).filter(|_| is_value).map(|fact| (fact, value))
}

/// Splits "Ann Reed HMI and Tom Lake HMI" into two inspectors. A text is split only if each part has a title, because a
/// single entry can contain "and".
fn split_inspectors(value: &str) -> Vec<String> {
    let names: Vec<&str> = value.split(" and ").flat_map(|part| part.split(';')).map(str::trim).collect();
    let has_title = |name: &&str| name.ends_with("HMI") || name.contains("Inspector");
    if names.len() > 1 && names.iter().all(has_title) {
        names.into_iter().map(|name| name.trim_end_matches(',').to_owned()).collect()
    } else if value.is_empty() {
        Vec::new()
    } else {
        vec![value.to_owned()]
    }
}
