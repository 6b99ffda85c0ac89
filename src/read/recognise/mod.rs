//! Turns styled lines into a [`Report`], in the same way for all formats.
//!
//! Recognition never fails: facts that cannot be determined are left out. Everything that is specific to an inspection
//! framework is in [`family`]; no other module here may depend on a framework.

mod addressee;
mod alignment;
mod body;
mod contents;
mod cover;
mod dates;
mod family;
mod grades;
mod headings;
mod judgements;
mod measure;
mod people;
mod roles;
mod unfamiliar;

use std::collections::HashSet;

use self::{body::LineRole, family::Family};
use super::line::Line;
use crate::report::{
    Authority, Block, BlockRole, Content, ContentsEntry, Cover, FrameworkId, Furniture, Judgement, Place,
    Report, Scale, SectionId, Source, Timescale, is_superscript_digit,
};

/// Recognises a report in the lines of a file.
pub(super) fn recognise_report(lines: Vec<Line>, source: Source) -> Report {
    let (mut furniture, mut lines): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.is_furniture);
    let family = family::detect_family(&lines);
    let family = family.as_ref();
    if family.is_none() {
        unfamiliar::prepare_lines(&mut lines);
    }
    furniture.extend(contents::take_column_names(&mut lines));
    contents::join_broken_entries(&mut lines);
    headings::unbox_graded_headings(&mut lines, family);
    let contents = contents::find_contents(&lines);
    let cover_end = cover::find_cover_end(&lines, contents.as_ref(), family);
    let (cover, cover_blocks) = read_cover(&lines, cover_end, family);
    let body_lines = &lines[cover_end..];
    let scale = grades::read_scale(body_lines, family);
    let measure = measure::Measure::from_lines(body_lines);
    let (printed, mut entries) = match contents {
        Some(found) => (Some((found.title_line - cover_end, found.entry_lines.len())), found.entries),
        None => (None, Vec::new()),
    };
    let roles = find_roles(body_lines, printed, &entries, family, scale.as_ref());
    let mut body = body::read_body(
        lines.into_iter().skip(cover_end),
        roles,
        family,
        scale.as_ref(),
        measure,
        cover_blocks,
    );
    if family.is_none() {
        body.recommendations = unfamiliar::find_recommendations(&body);
    }
    for (index, section) in body.sections.iter().enumerate() {
        if let Some(entry) = section.contents_entry {
            entries[entry].section = Some(SectionId(index));
        }
    }
    let mut judgements = judgements::collect_judgements(&body.sections, &body.blocks, family, scale.as_ref());
    judgements.extend(judgements::outcome_judgement(&body, family, scale.as_ref()));
    let scale = match family {
        Some(_) => scale,
        None => add_results(&body, scale, &cover, &mut judgements),
    };
    let mut report = Report {
        source,
        cover,
        scale,
        contents: entries,
        sections: body.sections,
        paragraphs: body.paragraphs,
        judgements,
        recommendations: body.recommendations,
        blocks: body.blocks,
        furniture: furniture.into_iter().map(to_furniture).collect(),
        pages: Vec::new(),
    };
    report.cover.inspectorate = family::inspectorate::find_inspectorate(&report);
    roles::set_roles(&mut report);
    report
}

/// Reads the cover, which ends before the line with the index `cover_end`. Returns it with its blocks.
fn read_cover(lines: &[Line], cover_end: usize, family: Option<&Family>) -> (Cover, Vec<Block>) {
    let is_letter = lines.get(cover_end).is_some_and(|line| line.text.plain().starts_with("Dear "));
    let (mut cover, blocks) = cover::read_cover(&lines[..cover_end], is_letter, family.is_some());
    if let Some(family) = family {
        cover.framework = family.framework;
        (family.read_cover)(lines, &mut cover);
    }
    cover.authority = find_authority(&cover);
    (cover, blocks)
}

/// Returns the role of each line of the body. `printed` is the index of the title of the printed contents and the number
/// of its entries, which follow it.
fn find_roles(
    lines: &[Line],
    printed: Option<(usize, usize)>,
    entries: &[ContentsEntry],
    family: Option<&Family>,
    scale: Option<&Scale>,
) -> Vec<LineRole> {
    let headings = headings::find_headings(lines, printed, entries, family, scale);
    let mut roles: Vec<LineRole> =
        headings.into_iter().map(|heading| heading.map_or(LineRole::Other, LineRole::Heading)).collect();
    if let Some((title, count)) = printed {
        roles[title] = LineRole::ContentsTitle;
        for entry in 0..count {
            roles[title + 1 + entry] = LineRole::ContentsEntry(entry);
        }
    }
    roles
}

/// Adds the results of a report whose framework is not known, and returns its scale.
fn add_results(
    body: &body::Body,
    scale: Option<Scale>,
    cover: &Cover,
    judgements: &mut Vec<Judgement>,
) -> Option<Scale> {
    let scale = scale.or_else(|| unfamiliar::stated_scale(body));
    let statements = judgements.iter().flat_map(|judgement| &judgement.statements);
    let known: HashSet<Place> = statements.map(|statement| statement.place).collect();
    for result in unfamiliar::find_results(body, scale.as_ref()) {
        if !result.place().is_some_and(|place| known.contains(&place)) {
            judgements.push(result);
        }
    }
    let has_results = !judgements.is_empty();
    scale.or_else(|| has_results.then(|| unfamiliar::unordered_scale(cover.title.as_deref())))
}

/// Returns the authority that the subject names or, as in reports on trusts, boards and partnerships, the authority in
/// the title. Returns `None` for a school, whose name can contain the name of an authority, and for an unknown
/// framework.
fn find_authority(cover: &Cover) -> Option<Authority> {
    if cover.framework.is_none_or(|framework| framework == FrameworkId::School) {
        return None;
    }
    let subject = cover.subject.as_deref();
    subject
        .and_then(Authority::from_name)
        .or_else(|| subject.and_then(Authority::from_title))
        .or_else(|| cover.title.as_deref().and_then(Authority::from_title))
}

/// Returns true if a line is prose or ends as a sentence does.
pub(super) fn is_sentence(line: &Line) -> bool {
    headings::is_sentence(line) || line.text.plain().ends_with('.')
}

/// Returns true if a text is a grade, a timescale or a title that a framework prescribes. Such a line is never page
/// furniture.
pub(super) fn is_prescribed_wording(words: &str) -> bool {
    grades::parse_grade_line(words, None).is_some()
        || Timescale::parse(words).is_some()
        || family::is_prescribed_title(&title_key(
            grades::split_graded_heading(words, None).map_or(words, |(title, _)| title),
        ))
}

/// Turns a line of page furniture into the form that a report contains.
fn to_furniture(line: Line) -> Furniture {
    let origin = line.origin;
    Furniture { text: line.into_text_with_number().plain().to_owned(), origin }
}

/// Returns a block with the place of a line that is outside all sections.
fn unsectioned_block(content: Content, line: &Line) -> Block {
    Block {
        content,
        section: None,
        origin: line.origin,
        areas: line.areas.clone(),
        part_pages: Vec::new(),
        role: BlockRole::default(),
    }
}

/// Returns the key of a title, for comparing titles: the title in lower case, with plain quotes and dashes and the
/// spelling "judgement", and without extra white space, footnote marks and punctuation at the end.
fn title_key(title: &str) -> String {
    const WITHOUT_E: &[u8] = b"judgment";
    let mut key = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let start = key.len();
        // A superscript digit is the mark of a footnote, which differs between two prints of the same title.
        let word = word.trim_end_matches(is_superscript_digit);
        key.push_str(word);
        if word.is_ascii() {
            key[start..].make_ascii_lowercase();
        } else {
            key.truncate(start);
            key.extend(word.chars().flat_map(char::to_lowercase).map(to_typed_punctuation));
        }
        // Reports write the word with and without an "e", sometimes differently in the contents and in the heading.
        // Comparing at each byte is faster than the search of the standard library, which prepares for long texts.
        let mut parts = key.as_bytes()[start..].windows(WITHOUT_E.len());
        if let Some(at) = parts.position(|part| part == WITHOUT_E) {
            key.insert(start + at + "judg".len(), 'e');
        }
    }
    key.truncate(key.trim_end_matches([':', '.', '?', ' ']).len());
    key
}

/// Returns true if the [`title_key`] of a text can begin with an ASCII word. Unlike the key, this takes no time for a long
/// text.
fn can_begin_with(words: &str, first: &str) -> bool {
    let start = words.trim_start().as_bytes().get(..first.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(first.as_bytes()))
}

/// Returns the ASCII form of a quote or dash. Other characters are returned unchanged.
fn to_typed_punctuation(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    }
}
