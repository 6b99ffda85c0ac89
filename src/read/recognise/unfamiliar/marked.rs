//! Reads the recommendations with a mark ("Recommendation 7: A register of lifts"), wherever they are in a report.

use super::{
    Occurrence,
    lists::List,
    mark::{Mark, parse_mark},
    pieces::{Piece, Pieces},
    table, title,
    wording::{ends_like_sentence, is_request},
};
use crate::{
    read::recognise::body,
    report::{BlockId, Paragraph, ParagraphId, Place, Recommendation, Text},
};

/// Finds the recommendations with a mark. A mark in a quotation, in the contents or in a section about the recommendations
/// of another report is not one of this report.
pub(super) fn find_marked(pieces: &Pieces<'_>, lists: &[List]) -> Vec<Occurrence> {
    let mut is_in_list = vec![false; pieces.len()];
    lists.iter().for_each(|list| is_in_list[list.blocks.clone()].fill(true));
    let about_other_reports = sections_about_other_reports(pieces);
    let mut found = Vec::new();
    for (block, is_listed) in is_in_list.into_iter().enumerate() {
        let is_about_other = pieces.section(block).is_some_and(|id| about_other_reports[id.0]);
        if pieces.is_quoted(block) || pieces.is_in_contents(block) || is_about_other {
            continue;
        }
        if let Some(text) = pieces.text(block)
            && let Some(mark) = parse_mark(&text, is_listed)
        {
            found.extend(read_marked(pieces, block, &text, mark, is_listed));
        }
        match pieces.get(block) {
            Piece::Paragraph(_, paragraph) => {
                found.extend(marked_bullets(pieces, block, paragraph, is_listed));
            }
            Piece::Table(table) => {
                found.extend(table::read_marked_rows(table, block, pieces.section(block), is_listed));
            }
            _ => {}
        }
    }
    drop_uncertain(found)
}

/// Returns for each section whether it, or a section around it, is about the recommendations of another report.
fn sections_about_other_reports(pieces: &Pieces<'_>) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(pieces.body.sections.len());
    for section in &pieces.body.sections {
        let is_within = section.parent.is_some_and(|parent| found[parent.0]);
        found.push(is_within || title::is_about_other_report(&section.title));
    }
    found
}

/// Removes marks outside lists that are probably citations. Such a mark stays only if the report has a first recommendation
/// with a mark of the same length. A short mark, or one without a number, must also ask for something.
fn drop_uncertain(mut found: Vec<Occurrence>) -> Vec<Occurrence> {
    let is_first = |found: &Occurrence| {
        let number = found.recommendation.number.as_deref().unwrap_or("1");
        matches!(number, "1" | "1a" | "A" | "I" | "One" | "ONE" | "one" | "R1")
            || number.ends_with(".1")
            || number.ends_with("/1")
    };
    let has_first =
        |is_uncertain: bool| found.iter().any(|item| item.is_uncertain == is_uncertain && is_first(item));
    let (has_first_short, has_first_long) = (has_first(true), has_first(false));
    found.retain(|item| {
        let has_first = if item.is_uncertain { has_first_short } else { has_first_long };
        let is_plain_mark = !item.is_uncertain && item.recommendation.number.is_some();
        item.is_listed || has_first && (is_plain_mark || is_request(item.recommendation.text.plain()))
    });
    found
}

/// Reads a recommendation whose mark begins a block. Its wording is after the mark, or else in the blocks below.
fn read_marked(
    pieces: &Pieces<'_>,
    block: usize,
    text: &Text,
    mark: Mark,
    is_listed: bool,
) -> Option<Occurrence> {
    let rest = text.slice(mark.rest..text.plain().len());
    let own = match pieces.get(block) {
        Piece::Paragraph(id, paragraph) => Some((id, paragraph)),
        _ => None,
    };
    let bullets = own.map_or(&[][..], |(_, paragraph)| paragraph.bullets.as_slice());
    let is_introducing = |text: &Text| text.is_blank() || text.plain().trim_end().ends_with(':');
    let mut end = block;
    let is_wording = ends_like_sentence(&rest) || mark.number.is_none();
    let (title, wording, paragraph) = if !rest.is_blank() && is_wording {
        let mut wording = body::text_with_points(&rest, bullets);
        if is_introducing(&wording) {
            append_below(pieces, block, &mut wording, &mut end);
        }
        (None, wording, own.map(|(id, _)| id))
    } else {
        let mut wording = body::text_with_points(&Text::default(), bullets);
        let first = append_below(pieces, block, &mut wording, &mut end);
        if wording.is_blank() {
            // Without text below, the title is the wording, or the line is an entry of a list.
            let is_wording = !rest.is_blank() && (is_listed || is_request(rest.plain()));
            let wording = if is_wording { rest.clone() } else { Text::default() };
            (Some(rest).filter(|_| !is_wording), wording, own.map(|(id, _)| id))
        } else {
            (Some(rest), wording, first.or(own.map(|(id, _)| id)))
        }
    };
    let title = title.map(|title| title.plain().trim().to_owned()).filter(|title| !title.is_empty());
    let item = Recommendation {
        number: mark.number,
        title,
        section: pieces.section(block),
        paragraph,
        ..Recommendation::new(wording, Pieces::place(block))
    };
    let blocks = block..end + 1;
    Some(Occurrence {
        recommendation: item,
        is_marked: true,
        is_listed,
        is_uncertain: mark.is_uncertain,
        blocks: vec![blocks],
    })
}

/// Appends the text below a block to a wording, up to the next heading, numbered paragraph, mark, table or label. Returns
/// the first paragraph that was appended, and sets `end` to the last block of the recommendation.
fn append_below(
    pieces: &Pieces<'_>,
    block: usize,
    wording: &mut Text,
    end: &mut usize,
) -> Option<ParagraphId> {
    /// The maximum number of blocks of a recommendation. More blocks are the text of a section.
    const MAX_BLOCKS: usize = 12;
    let mut first = None;
    for below in (block + 1..pieces.len()).take(MAX_BLOCKS) {
        let begins_other = pieces.text(below).is_some_and(|text| parse_mark(&text, true).is_some());
        let is_introducing = wording.plain().trim_end().ends_with(':');
        // Points of the recommendation can be numbered. The first follows a colon, and is a line of the wording.
        let is_numbered_point =
            |number: u32| is_introducing && number == 1 || wording.plain().contains("\n1. ");
        match pieces.get(below) {
            Piece::Note => {}
            _ if begins_other => break,
            Piece::Paragraph(id, paragraph) => {
                let number = pieces.number(below);
                if number.as_ref().is_some_and(|number| !is_numbered_point(number.last)) {
                    break;
                }
                if number.is_none() && pieces.is_quoted(below) && !wording.is_blank() {
                    break;
                }
                push_paragraph(wording, paragraph);
                first = first.or(Some(id));
                *end = below;
            }
            Piece::Line(text) if ends_like_sentence(text) && !is_label(text) => {
                push_line(wording, text);
                *end = below;
            }
            Piece::Heading(_) | Piece::Line(_) | Piece::Table(_) | Piece::Other => break,
        }
    }
    first
}

/// Returns true for a line of at most one word, which is a label.
fn is_label(text: &Text) -> bool {
    text.plain().split_whitespace().count() <= 1
}

/// Appends a paragraph with its number and bullets to a wording.
fn push_paragraph(wording: &mut Text, paragraph: &Paragraph) {
    if !paragraph.text.is_blank() {
        let numbered = paragraph.number.map(|number| {
            let mut text = Text::new(format!("{number}. "));
            text.push_text(&paragraph.text);
            text
        });
        push_line(wording, numbered.as_ref().unwrap_or(&paragraph.text));
    }
    *wording = body::text_with_points(wording, &paragraph.bullets);
}

/// Appends a text to a wording as a line of its own.
fn push_line(wording: &mut Text, text: &Text) {
    if !wording.is_blank() {
        wording.push_str("\n");
    }
    wording.push_text(text);
}

/// Returns the recommendations whose marks begin the bullets of a paragraph.
fn marked_bullets(
    pieces: &Pieces<'_>,
    block: usize,
    paragraph: &Paragraph,
    is_listed: bool,
) -> Vec<Occurrence> {
    let bullets = paragraph.bullets.iter().enumerate();
    let items = bullets.filter_map(|(part, bullet)| {
        let mark = parse_mark(bullet, is_listed)?;
        let text = bullet.slice(mark.rest..bullet.plain().len());
        let item = Recommendation {
            number: mark.number,
            section: pieces.section(block),
            ..Recommendation::new(text, Place::at_part(BlockId(block), part))
        };
        let own_block = block..block + 1;
        let blocks = vec![own_block];
        Some(Occurrence {
            recommendation: item,
            is_marked: true,
            is_listed,
            is_uncertain: mark.is_uncertain,
            blocks,
        })
    });
    items.filter(|item| is_listed || is_request(item.recommendation.text.plain())).collect()
}
