//! Reads the recommendations without a mark in the sections with recommendations.

use super::{
    Occurrence,
    lists::List,
    mark::parse_printed_number,
    pieces::{Piece, Pieces},
    remarks::{is_criterion, is_denial, is_evidence, is_introduction, is_narrative, is_statement},
    wording::{begins_with_verb, is_demand, is_question, is_request, is_suggestion},
};
use crate::{
    read::{
        line::split_number,
        recognise::{addressee, body},
    },
    report::{BlockId, Paragraph, ParagraphId, Place, Recommendation, Text, Timescale},
};

/// Reads the recommendations of a list without numbers: list items, paragraphs and headings that ask for something, and, in a
/// list without items, other paragraphs that do not only state or tell something.
pub(super) fn unmarked_items(pieces: &Pieces<'_>, list: &List) -> Vec<Occurrence> {
    let is_mixed = !list.has_only_recommendations();
    let paragraph_items = paragraph_items(pieces, list);
    let mut timescale: Option<Timescale> = None;
    let mut is_below_demand = false;
    let mut found = Vec::new();
    for block in list.blocks.clone().filter(|block| !pieces.is_quoted(*block)) {
        let first = found.len();
        match pieces.get(block) {
            Piece::Heading(_) => {
                timescale = None;
                let item = heading_item(pieces, block, list.blocks.end);
                is_below_demand = item.is_some();
                found.extend(item);
            }
            // The text below a heading that is a recommendation explains it.
            _ if is_below_demand => {}
            Piece::Paragraph(id, paragraph) => {
                let words = paragraph.text.plain();
                let is_item = is_possible_item(paragraph)
                    && !is_denial(words)
                    && !is_criterion(words)
                    && match paragraph_items {
                        ParagraphItems::Requests => is_request(words) || !is_mixed && is_suggestion(words),
                        ParagraphItems::AllButNarrative => is_request(words) || !is_narrative(words),
                        ParagraphItems::All => true,
                    };
                if is_item {
                    let place = Pieces::place(block);
                    found.push(unmarked_item(pieces, paragraph.text.clone(), place, Some(id)));
                }
                found.extend(bullet_items(pieces, block, paragraph, is_mixed));
            }
            Piece::Line(text) if Timescale::parse(text.plain()).is_some() => {
                timescale = Timescale::parse(text.plain());
            }
            // In some files, recommendations lack a full stop.
            Piece::Line(text)
                if is_request_line(text.plain())
                    || !is_mixed
                        && is_instruction(text.plain())
                        && !(block + 1 < list.blocks.end && is_asking(pieces, block + 1)) =>
            {
                found.push(unmarked_item(pieces, text.clone(), Pieces::place(block), None));
            }
            _ => {}
        }
        found[first..].iter_mut().for_each(|found| found.recommendation.timescale.clone_from(&timescale));
    }
    found
}

/// The paragraphs of a list that are its items.
#[derive(Clone, Copy, PartialEq)]
enum ParagraphItems {
    /// Those that ask for something. Others are between list items or conclusions.
    Requests,
    /// Those that do not tell something: another paragraph asks for something.
    AllButNarrative,
    /// All: none asks for anything, but not all state something.
    All,
}

/// Returns which paragraphs of a list are its items.
fn paragraph_items(pieces: &Pieces<'_>, list: &List) -> ParagraphItems {
    let paragraphs = || {
        let paragraph = |block| match pieces.get(block) {
            Piece::Paragraph(_, paragraph) if is_possible_item(paragraph) => Some(paragraph),
            _ => None,
        };
        list.blocks.clone().filter_map(paragraph)
    };
    let has_demand = || paragraphs().any(|paragraph| is_demand(paragraph.text.plain()));
    let has_unclear = || paragraphs().any(|paragraph| !is_statement(paragraph.text.plain()));
    if !list.has_only_recommendations() || list.has_bullets(pieces) || !has_unclear() {
        ParagraphItems::Requests
    } else if has_demand() {
        ParagraphItems::AllButNarrative
    } else {
        ParagraphItems::All
    }
}

/// Returns true if a paragraph has a text that does not only introduce others.
fn is_possible_item(paragraph: &Paragraph) -> bool {
    !paragraph.text.is_blank() && !is_introduction(paragraph.text.plain())
}

/// Returns the recommendation that a heading is: it says who should do something, or it is an instruction and nothing below
/// it asks for anything. `end` is the end of the list.
fn heading_item(pieces: &Pieces<'_>, heading: usize, end: usize) -> Option<Occurrence> {
    let text = pieces.text(heading)?;
    let words = text.plain();
    let (number, rest) = match (split_number(words), parse_printed_number(words)) {
        (Some((number, _, rest)), _) => (Some(number.to_string()), words.len() - rest.len()),
        (None, Some(number)) => (Some(number.label), number.rest),
        (None, None) => (None, 0),
    };
    let title = &words[rest..];
    let below = (heading + 1..end).take_while(|block| pieces.heading_level(*block).is_none());
    // In a list of instructions without full stops, the line below is the next instruction.
    let is_next_instruction = |block: usize| match pieces.get(block) {
        Piece::Line(text) => begins_with_verb(title) && is_instruction(text.plain()),
        _ => false,
    };
    let is_alone = || !below.clone().any(|block| is_asking(pieces, block) && !is_next_instruction(block));
    let is_own_request = || (is_request_line(title) || is_instruction(title)) && is_alone();
    // The title lacks the colon of a heading that introduces the bullets below it: "The council should:".
    let points = match (heading + 1 < end).then(|| pieces.get(heading + 1)) {
        Some(Piece::Paragraph(_, paragraph)) if paragraph.text.is_blank() => paragraph.bullets.as_slice(),
        _ => &[],
    };
    (is_demand(title) || !is_question(title) && is_own_request()).then(|| {
        let text = body::text_with_points(&text.slice(rest..words.len()), points);
        let mut item = unmarked_item(pieces, text, Pieces::place(heading), None);
        item.recommendation.number = number.or(item.recommendation.number);
        item
    })
}

/// The minimum number of words of a request on a line of its own. A shorter line is a label.
const MIN_REQUEST_WORDS: usize = 5;

/// Returns true if a separate line asks for something and is not a label.
fn is_request_line(words: &str) -> bool {
    words.split_whitespace().count() >= MIN_REQUEST_WORDS && is_request(words) && !is_introduction(words)
}

/// Returns true if a separate line begins with a verb and is not a label: "Keep a register of all the lifts".
fn is_instruction(words: &str) -> bool {
    words.split_whitespace().count() >= MIN_REQUEST_WORDS
        && begins_with_verb(words)
        && !is_introduction(words)
}

/// Returns true if a block asks for something, or can contain what does.
fn is_asking(pieces: &Pieces<'_>, block: usize) -> bool {
    match pieces.get(block) {
        Piece::Paragraph(_, paragraph) => is_request(paragraph.text.plain()) || !paragraph.bullets.is_empty(),
        Piece::Line(text) => is_request_line(text.plain()),
        Piece::Table(_) => true,
        Piece::Heading(_) | Piece::Note | Piece::Other => false,
    }
}

/// Returns true for a bullet that only introduces or names the bullets below it.
fn is_bullet_label(words: &str) -> bool {
    words.trim_end().ends_with(':')
}

/// Returns the recommendations in the bullets of a paragraph. If the paragraph introduces them, they are addressed to the
/// organisation that it names. Bullets that are evidence ("We saw:") have none.
fn bullet_items(pieces: &Pieces<'_>, block: usize, paragraph: &Paragraph, is_mixed: bool) -> Vec<Occurrence> {
    let introduction = introduction_of(pieces, block, paragraph);
    let introduction = introduction.as_deref();
    let addressee = introduction.and_then(addressee::find_addressee);
    let is_asked = introduction.is_some_and(is_request);
    let is_asking = |bullet: &Text| is_request(bullet.plain()) || is_suggestion(bullet.plain());
    let asks_for_something = || paragraph.bullets.iter().any(is_asking);
    let are_evidence = match introduction {
        Some(introduction) => is_evidence(introduction),
        None => paragraph.bullets.iter().all(|bullet| is_statement(bullet.plain())),
    };
    if are_evidence && !asks_for_something() {
        return Vec::new();
    }
    let bullets = paragraph.bullets.iter().enumerate();
    let items = bullets.filter(|(_, bullet)| {
        let words = bullet.plain();
        !bullet.is_blank()
            && !is_bullet_label(words)
            && !is_denial(words)
            && (!is_mixed || is_asked || is_request(words))
    });
    items
        .map(|(part, bullet)| {
            let place = Place::at_part(BlockId(block), part);
            let mut found = unmarked_item(pieces, bullet.clone(), place, None);
            if let Some((number, _, rest)) = split_number(bullet.plain()) {
                let start = bullet.plain().len() - rest.len();
                found.recommendation.number = Some(number.to_string());
                found.recommendation.text = bullet.slice(start..bullet.plain().len());
            }
            found.recommendation.responsible.clone_from(&addressee);
            found
        })
        .collect()
}

/// Returns the words that introduce the bullets of a paragraph: its own text or, as that can be a block of its own, the text
/// above. Returns `None` if that text does not end with a colon.
fn introduction_of(pieces: &Pieces<'_>, block: usize, paragraph: &Paragraph) -> Option<String> {
    let above =
        block.checked_sub(1).filter(|_| paragraph.text.is_blank()).and_then(|above| pieces.text(above));
    let words = above.as_deref().unwrap_or(&paragraph.text).plain();
    words.trim_end().ends_with(':').then(|| words.to_owned())
}

/// Returns the recommendations in the bullets between the numbered recommendations of a list: those below a paragraph
/// without a number that asks somebody for them ("The trust should:").
pub(super) fn introduced_bullets(pieces: &Pieces<'_>, list: &List) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for block in list.blocks.clone().filter(|block| !pieces.is_quoted(*block)) {
        let Piece::Paragraph(_, paragraph) = pieces.get(block) else { continue };
        let above = block.checked_sub(1).filter(|_| paragraph.text.is_blank());
        let is_numbered = pieces.number(above.unwrap_or(block)).is_some();
        if paragraph.bullets.is_empty() || is_numbered {
            continue;
        }
        let is_asked = introduction_of(pieces, block, paragraph)
            .is_some_and(|introduction| is_request(&introduction) && !continues_item(&introduction));
        if is_asked {
            found.extend(bullet_items(pieces, block, paragraph, false));
        }
    }
    found
}

/// Returns true if an introduction goes on about the recommendation before: "It should also:".
fn continues_item(introduction: &str) -> bool {
    let lower = introduction.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    first.is_some_and(|first| ["he", "it", "she", "these", "they", "this", "those"].contains(&first))
}

/// Returns a recommendation without a mark. A printed number at its beginning, such as "5.1", becomes its number.
fn unmarked_item(
    pieces: &Pieces<'_>,
    text: Text,
    place: Place,
    paragraph: Option<ParagraphId>,
) -> Occurrence {
    let section = pieces.section(place.block.0);
    let (number, text) = match parse_printed_number(text.plain()) {
        Some(printed) => (Some(printed.label), text.slice(printed.rest..text.plain().len())),
        None => (None, text),
    };
    Occurrence::listed(Recommendation { number, section, paragraph, ..Recommendation::new(text, place) })
}
