//! Finds the blocks that frame a report: the letterhead, the addressees and the signature of a letter, and the standing
//! notice of the inspectorate.
//!
//! Must not know lines or frameworks.

use super::family::inspectorate;
use crate::report::{Block, BlockId, BlockRole, Content, Report, parse_date};

/// The maximum number of blocks before the salutation of a letter.
const MAX_OPENING_BLOCKS: usize = 80;
/// The maximum length of a line of a letterhead or signature, in bytes. Longer texts are sentences of the letter.
const MAX_LINE_BYTES: usize = 200;

/// Sets the roles of all blocks that are not text of the report.
pub(super) fn set_roles(report: &mut Report) {
    let texts: Vec<String> =
        (0..report.blocks.len()).map(|index| report.block_texts(BlockId(index)).join(" ")).collect();
    let salutation = texts.iter().take(MAX_OPENING_BLOCKS).position(|text| text.starts_with("Dear "));
    if let Some(salutation) = salutation {
        set_opening(&mut report.blocks[..salutation], &texts[..salutation]);
        let closing = texts.iter().rposition(|text| is_closing(text)).filter(|at| *at > salutation);
        if let Some(closing) = closing {
            set_closing(&mut report.blocks[closing..], &texts[closing..]);
        }
    }
    let mut is_in_notice = false;
    for (block, text) in report.blocks.iter_mut().zip(&texts) {
        is_in_notice =
            is_notice_block(&block.content) && (is_in_notice || inspectorate::is_notice(text.trim_start()));
        if is_in_notice {
            block.role = BlockRole::Boilerplate;
        }
    }
}

/// Returns true for "Yours sincerely" and the like, which begins the signature.
fn is_closing(text: &str) -> bool {
    let lower = text.get(..6).map(str::to_ascii_lowercase);
    text.len() <= 40 && lower.is_some_and(|start| start == "yours ")
}

/// Sets the roles of the blocks above the salutation. The letterhead ends with the date. Telephone numbers and web
/// addresses belong to it wherever they are.
fn set_opening(blocks: &mut [Block], texts: &[String]) {
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

/// Sets the roles of the blocks from "Yours sincerely" on: the signature, then those who receive a copy. Sentences, such
/// as the rest of the letter in a wrong place, keep theirs.
fn set_closing(blocks: &mut [Block], texts: &[String]) {
    let mut role = BlockRole::Signature;
    for (block, text) in blocks.iter_mut().zip(texts) {
        if matches!(block.content, Content::Heading(_) | Content::Footnote(_)) {
            if matches!(block.content, Content::Heading(_)) {
                break;
            }
            continue;
        }
        let lower = text.to_lowercase();
        if ["copy to", "copies to", "copied to", "cc ", "cc:"].iter().any(|start| lower.starts_with(start)) {
            role = BlockRole::Addressee;
        }
        let is_table = matches!(block.content, Content::Table(_));
        if is_table || text.len() <= MAX_LINE_BYTES || role == BlockRole::Addressee {
            block.role = role;
        }
    }
}

/// Returns true if the standing notice, which can have several paragraphs, can contain this block.
fn is_notice_block(content: &Content) -> bool {
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
