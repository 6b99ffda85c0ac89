//! Reads the numbered paragraphs of the sections with recommendations.

use std::collections::HashSet;

use super::{
    Occurrence,
    lists::List,
    mark::{self, PrintedNumber},
    pieces::{Piece, Pieces},
    remarks::{is_denial, is_introduction},
    wording::{begins_with_verb, is_demand, is_recommendation, is_request},
};
use crate::{
    read::recognise::{addressee, body},
    report::{Paragraph, Recommendation, Text},
};

/// Returns the numbers of the paragraphs outside the lists.
pub(super) fn numbers_outside(pieces: &Pieces<'_>, lists: &[List]) -> HashSet<u32> {
    let mut is_listed = vec![false; pieces.len()];
    lists.iter().for_each(|list| is_listed[list.blocks.clone()].fill(true));
    let outside = (0..pieces.len()).filter(|block| !is_listed[*block]);
    let numbers = outside.filter_map(|block| match pieces.get(block) {
        Piece::Paragraph(_, paragraph) => paragraph.number,
        _ => None,
    });
    numbers.collect()
}

/// Returns the numbered paragraphs between the recommendations with a mark, if the numbers of both are one sequence: "1.",
/// "2." and "Recommendation 3".
pub(super) fn read_between_marks(pieces: &Pieces<'_>, list: &List, marked: &[Occurrence]) -> Vec<Occurrence> {
    let mut sequence: Vec<(usize, u32, Option<PrintedNumber>)> = Vec::new();
    let mut own_blocks = HashSet::new();
    for item in marked {
        own_blocks.extend(item.blocks.iter().cloned().flatten());
        let number = item.recommendation.number.as_ref().and_then(|number| number.parse().ok());
        let Some(number) = number else { return Vec::new() };
        sequence.push((item.recommendation.place.block.0, number, None));
    }
    let is_free = |block: &usize| !own_blocks.contains(block) && !pieces.is_quoted(*block);
    for block in list.blocks.clone().filter(is_free) {
        if let Some(number) = pieces.number(block).filter(|number| number.chapter.is_empty()) {
            sequence.push((block, number.last, Some(number)));
        }
    }
    sequence.sort_by_key(|(block, ..)| *block);
    if !sequence.windows(2).all(|pair| pair[0].1.checked_add(1) == Some(pair[1].1)) {
        return Vec::new();
    }
    let items = sequence.into_iter().filter_map(|(block, _, number)| Some((block, number?)));
    items.filter_map(|(block, number)| numbered_item(pieces, block, Some(number))).collect()
}

/// Returns the numbered paragraphs of a list whose numbers are in order. They can begin again below a heading, and below a
/// text without a number, which can address somebody else. If the numbers before go on later, those between are points of the
/// item before them.
pub(super) fn numbered_items(pieces: &Pieces<'_>, list: &List) -> Vec<(usize, PrintedNumber)> {
    let mut items: Vec<(usize, PrintedNumber)> = Vec::new();
    let mut previous = Previous::Heading;
    // The number of items before the numbers began again below a text.
    let mut restarted_at: Option<usize> = None;
    for block in list.blocks.clone() {
        if pieces.heading_level(block).is_some() {
            previous = Previous::Heading;
            restarted_at = None;
            continue;
        }
        let Some(number) = pieces.number(block).filter(|_| !pieces.is_quoted(block)) else {
            if previous == Previous::Item && is_text(pieces, block) {
                previous = Previous::Text;
            }
            continue;
        };
        let is_first = number.last == 1;
        let continues_before = restarted_at
            .filter(|count| *count > 0 && is_next_number(&items[count - 1].1, &number))
            .filter(|_| !items.last().is_some_and(|(_, last)| is_next_number(last, &number)));
        if let Some(count) = continues_before {
            items.truncate(count);
            restarted_at = None;
            items.push((block, number));
        } else if items.last().is_none_or(|(_, last)| is_next_number(last, &number))
            || is_first && previous == Previous::Heading
        {
            items.push((block, number));
        } else if is_first && previous == Previous::Text {
            // A list within points is one of points too.
            restarted_at = restarted_at.or(Some(items.len()));
            items.push((block, number));
        }
        previous = Previous::Item;
    }
    items
}

/// The block before a numbered paragraph.
#[derive(Clone, Copy, PartialEq)]
enum Previous {
    /// A heading without a number below it so far.
    Heading,
    /// A text without a number, below an item.
    Text,
    /// A numbered paragraph.
    Item,
}

/// Returns true if a number can be the next one in a list. A list can lack some.
fn is_next_number(last: &PrintedNumber, number: &PrintedNumber) -> bool {
    /// The largest step between two numbers.
    const MAX_STEP: u32 = 3;
    last.chapter == number.chapter
        && number.last.checked_sub(last.last).is_some_and(|step| (1..=MAX_STEP).contains(&step))
}

/// Returns true for a paragraph or line with a text.
fn is_text(pieces: &Pieces<'_>, block: usize) -> bool {
    match pieces.get(block) {
        Piece::Paragraph(_, Paragraph { text, .. }) | Piece::Line(text) => !text.is_blank(),
        _ => false,
    }
}

/// Sets who is to act on the items below a paragraph that introduces them: "We recommend that the trust:". `items` are in
/// the order of the blocks.
pub(super) fn set_addressees(pieces: &Pieces<'_>, list: &List, items: &mut [Occurrence]) {
    let mut addressee = None;
    let mut next = items.iter_mut().peekable();
    for block in list.blocks.clone() {
        while let Some(item) = next.next_if(|item| item.recommendation.place.block.0 <= block) {
            item.recommendation.responsible.clone_from(&addressee);
        }
        let is_numbered = pieces.number(block).is_some();
        match pieces.get(block) {
            Piece::Paragraph(_, Paragraph { text, .. }) if !is_numbered && !text.is_blank() => {
                let words = text.plain();
                addressee = match words.trim_end().ends_with(':') {
                    true => addressee::find_addressee(words),
                    false => None,
                };
            }
            Piece::Heading(_) => addressee = None,
            _ => {}
        }
    }
}

/// Returns a numbered paragraph with its bullets as a recommendation. `number` is `None` if the number is that of a
/// paragraph of the report. Returns `None` if it has no text.
fn numbered_item(pieces: &Pieces<'_>, block: usize, number: Option<PrintedNumber>) -> Option<Occurrence> {
    let rest = pieces.number(block).map_or(0, |number| number.rest);
    let text = match pieces.get(block) {
        Piece::Paragraph(_, paragraph) => body::text_with_bullets(paragraph),
        _ => body::text_with_points(pieces.text(block)?.as_ref(), points_below(pieces, block)),
    };
    let text = text.slice(rest..text.plain().len());
    let paragraph = match pieces.get(block) {
        Piece::Paragraph(id, _) => Some(id),
        _ => None,
    };
    let item = Recommendation {
        number: number.map(|number| number.label),
        section: pieces.section(block),
        paragraph,
        ..Recommendation::new(text, Pieces::place(block))
    };
    (!item.text.is_blank()).then(|| Occurrence::listed(item))
}

/// Returns the bullets in the block below a line that introduces them.
fn points_below<'b>(pieces: &Pieces<'b>, block: usize) -> &'b [Text] {
    match (block + 1 < pieces.len()).then(|| pieces.get(block + 1)) {
        Some(Piece::Paragraph(_, paragraph)) if paragraph.text.is_blank() => &paragraph.bullets,
        _ => &[],
    }
}

/// Returns the recommendations among numbered conclusions. If they refer back to the paragraphs of the report ("(paragraph
/// 2.20)"), the list repeats what the report concludes and recommends, and all of it is to be answered. Otherwise, only
/// paragraphs that recommend something are recommendations.
pub(super) fn conclusions(pieces: &Pieces<'_>, numbered: Vec<(usize, PrintedNumber)>) -> Vec<Occurrence> {
    let count = numbered.len();
    let items: Vec<Occurrence> = numbered
        .into_iter()
        .filter_map(|(block, number)| numbered_item(pieces, block, Some(number)))
        .collect();
    let has_back_reference =
        |found: &&Occurrence| mark::back_reference(found.recommendation.text.plain()).is_some();
    if items.iter().filter(has_back_reference).count() * 2 >= count {
        return items;
    }
    let has_recommendation = items.iter().any(|found| is_recommendation(found.recommendation.text.plain()));
    let is_item = |found: &Occurrence| {
        let words = found.recommendation.text.plain();
        is_recommendation(words) || !has_recommendation && is_demand(words)
    };
    items.into_iter().filter(is_item).collect()
}

/// Returns the recommendations among the numbered paragraphs of a section with recommendations. If the numbers are those of
/// the section, all are recommendations. If they are those of the paragraphs of the report, others explain them.
pub(super) fn numbered_recommendations(
    pieces: &Pieces<'_>,
    numbered: Vec<(usize, PrintedNumber)>,
    numbers_in_text: &HashSet<u32>,
) -> Vec<Occurrence> {
    /// The number of paragraphs that say "we recommend" from which on no other paragraph recommends anything.
    const MIN_EXPLICIT_PARAGRAPHS: usize = 3;
    // The numbers of the report's paragraphs go on in the section.
    let continues_report_numbers =
        |first: u32| first.checked_sub(1).is_some_and(|last| numbers_in_text.contains(&last));
    let has_own_numbers = numbered.first().is_some_and(|(_, first)| {
        first.chapter.is_empty() && (first.last == 1 || !continues_report_numbers(first.last))
    });
    let items = numbered
        .into_iter()
        .filter_map(|(block, number)| numbered_item(pieces, block, has_own_numbers.then_some(number)));
    let mut items: Vec<Occurrence> = items.collect();
    let words = |found: &Occurrence| found.recommendation.text.plain().to_owned();
    if has_own_numbers {
        items.retain(|found| !is_denial(&words(found)));
    } else if items.iter().filter(|found| is_recommendation(&words(found))).count() >= MIN_EXPLICIT_PARAGRAPHS
    {
        items.retain(|found| is_recommendation(&words(found)));
    } else {
        items.retain(|found| {
            let words = words(found);
            (is_request(&words) || begins_with_verb(&words)) && !is_introduction(&words)
        });
    }
    items
}
