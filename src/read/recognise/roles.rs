//! Finds the blocks that frame a report: the letterhead, the addressees and the signature of a letter, and the standing
//! notice of the inspectorate.
//!
//! Must not know lines or frameworks.

use super::family::inspectorate;
use crate::report::{Block, BlockId, BlockRole, Content, Report, parse_date};

/// The number of blocks at the beginning that are searched for the salutation of a letter.
const MAX_OPENING_BLOCKS: usize = 80;
/// The maximum length of a line in the closing of a letter, in bytes. Longer texts are sentences of the letter.
const MAX_LINE_BYTES: usize = 200;

/// Sets the roles of the letterhead, addressees, signature and standing notice. All other blocks keep the default role.
pub(super) fn set_roles(report: &mut Report) {
    let texts: Vec<String> =
        (0..report.blocks.len()).map(|index| report.block_texts(BlockId(index)).join(" ")).collect();
    let salutation = texts.iter().take(MAX_OPENING_BLOCKS).position(|text| text.starts_with("Dear "));
    if let Some(salutation) = salutation {
        set_opening_roles(&mut report.blocks[..salutation], &texts[..salutation]);
        let closing = texts.iter().rposition(|text| is_closing(text)).filter(|at| *at > salutation);
        if let Some(closing) = closing {
            set_closing_roles(&mut report.blocks[closing..], &texts[closing..]);
        }
    }
    let mut is_in_notice = false;
    for (block, text) in report.blocks.iter_mut().zip(&texts) {
        is_in_notice = can_be_in_notice(&block.content)
            && (is_in_notice || inspectorate::is_notice_start(text.trim_start()));
        if is_in_notice {
            block.role = BlockRole::Boilerplate;
        }
    }
}

/// Returns true if a text is the closing of a letter, such as "Yours sincerely". The signature begins with it.
fn is_closing(text: &str) -> bool {
    let lower = text.get(..6).map(str::to_ascii_lowercase);
    text.len() <= 40 && lower.is_some_and(|start| start == "yours ")
}

/// Sets the roles of the blocks above the salutation: letterhead or addressee. The letterhead ends with the date.
/// Telephone numbers and web addresses belong to the letterhead even if they are below the date.
fn set_opening_roles(blocks: &mut [Block], texts: &[String]) {
    let is_contact = |text: &String| {
        let lower = text.to_lowercase();
        ["@", "www.", "http", "textphone", "telephone"].iter().any(|word| lower.contains(word))
            || lower.split(' ').any(|word| word == "t" || word == "tel")
                && lower.contains(|c: char| c.is_ascii_digit())
    };
    let date = texts.iter().rposition(|text| parse_date(text.trim_start_matches("Date:").trim()).is_some());
    let last_contact = texts.iter().rposition(is_contact);
    // The date is above the addressee or, in some letters, directly above the salutation.
    let has_addressee_below = date.is_some_and(|date| date + 1 < texts.len());
    let end = if has_addressee_below { date } else { last_contact };
    for (index, (block, text)) in blocks.iter_mut().zip(texts).enumerate() {
        let is_letterhead = end.is_some_and(|end| index <= end) || Some(index) == date || is_contact(text);
        block.role = if is_letterhead { BlockRole::Letterhead } else { BlockRole::Addressee };
    }
}

/// Sets the roles of the blocks from "Yours sincerely" on: the signature, then the people who receive a copy. Sentences
/// of the letter that are printed after its closing keep their role, and so does everything after an annex begins.
fn set_closing_roles(blocks: &mut [Block], texts: &[String]) {
    /// The maximum number of lines of a signature. Joint letters are signed by four inspectorates, each with a name,
    /// titles and a place.
    const MAX_SIGNATURE_LINES: usize = 24;
    let mut role = BlockRole::Signature;
    let mut signature_lines = 0;
    for (block, text) in blocks.iter_mut().zip(texts) {
        if matches!(block.content, Content::Heading(_) | Content::Footnote(_)) {
            if matches!(block.content, Content::Heading(_)) {
                break;
            }
            continue;
        }
        let lower = text.to_lowercase();
        if ["annex", "appendix"].iter().any(|start| lower.starts_with(start)) {
            break;
        }
        if ["copy to", "copies to", "copied to", "cc ", "cc:"].iter().any(|start| lower.starts_with(start)) {
            role = BlockRole::Addressee;
        }
        signature_lines += usize::from(role == BlockRole::Signature);
        let is_table = matches!(block.content, Content::Table(_));
        let is_in_signature = signature_lines <= MAX_SIGNATURE_LINES && !is_sentence(text);
        if role == BlockRole::Addressee || is_in_signature && (is_table || text.len() <= MAX_LINE_BYTES) {
            block.role = role;
        }
    }
}

/// Returns true if a text of the closing of a letter is a sentence: it has several words and ends with a full stop.
fn is_sentence(text: &str) -> bool {
    /// The minimum number of words: "Director of Children's Services, Anytown Council." has 6.
    const MIN_WORDS: usize = 8;
    text.ends_with('.') && text.split_whitespace().count() >= MIN_WORDS
}

/// Returns true if a block with this content can be part of the standing notice, which can have several paragraphs.
fn can_be_in_notice(content: &Content) -> bool {
    match content {
        Content::Line(_) | Content::Title(_) | Content::Paragraph(_) | Content::Footnote(_) => true,
        Content::ContentsTitle(_)
        | Content::ContentsEntry(_)
        | Content::Heading(_)
        | Content::Grade(_)
        | Content::Timescale(_)
        | Content::Recommendation(_)
        | Content::Table(_) => false,
    }
}
