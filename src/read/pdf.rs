//! PDF files to styled lines, through hayro. Knows no other format.
//!
//! A file's own structure tree says what its blocks are, where it has one that can be trusted; else their geometry
//! does. Either way the type they are set in is asked as well.

mod block;
mod grid;
mod layout;
mod page;
mod steps;
mod table;
mod tagged;
mod tags;
mod text_row;
mod typeset;

use std::sync::Arc;

use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page};

pub(super) use self::page::Pages;
use self::{
    block::{Block, Kind, Vocabulary},
    page::{Drawn, Run},
    text_row::{PlacedRun, TextRow, text_rows},
    typeset::Types,
};
use super::{
    ReadError,
    line::{Line, Shape, after_bullet, after_number},
};
use crate::report::{Origin, PageSize, Text, Warning, WarningKind};

/// What a file gave.
pub(super) struct Document {
    pub(super) lines: Vec<Line>,
    /// For each page whether it comes to an end when it is drawn.
    pub(super) page_ends: Vec<bool>,
    /// What could not be read.
    pub(super) warnings: Vec<Warning>,
}

/// No report has more pages.
const MOST_PAGES: usize = 5_000;

/// What all pages draw takes no more memory than this, in bytes; a report of a thousand pages takes some 20 million.
const HEAVIEST: usize = 200_000_000;

/// Opens a file; the empty password is tried first.
///
/// # Errors
/// [`ReadError::Password`] where it needs a password, or another one; [`ReadError::DamagedPdf`] or
/// [`ReadError::CutShort`] where it has no page that can be read; [`ReadError::TooManyPages`].
pub(super) fn open(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<Pdf, ReadError> {
    let opened = Pdf::new(Arc::clone(bytes)).or_else(|error| match password {
        Some(password) => Pdf::new_with_password(Arc::clone(bytes), password),
        None => Err(error),
    });
    let pdf = opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            ReadError::Password { wrong: password.is_some() }
        }
        LoadPdfError::Decryption(_) => ReadError::UnknownEncryption,
        LoadPdfError::Invalid if has_beginning(bytes) && !has_end(bytes) => ReadError::CutShort,
        LoadPdfError::Invalid => ReadError::DamagedPdf,
    })?;
    match pdf.pages().len() {
        0 => Err(ReadError::DamagedPdf),
        1..=MOST_PAGES => Ok(pdf),
        _ => Err(ReadError::TooManyPages),
    }
}

/// Reads an open file to lines: one for each heading, paragraph, list item and table row.
///
/// # Errors
/// Returns [`ReadError::TooLong`] if the text of all pages takes too much memory.
pub(super) fn lines(pdf: &Pdf) -> Result<Document, ReadError> {
    let mut pages = Pages::new(pdf);
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut weight = 0;
    for page in pdf.pages().iter() {
        let page = pages.draw(page);
        weight += page.weight();
        if weight > HEAVIEST {
            return Err(ReadError::TooLong);
        }
        drawn.push(page);
    }
    let mut warnings = Vec::new();
    warnings.extend(cut_short(pdf.data().as_ref()));
    warnings.extend(endless(&drawn));
    let lines = match unreadable(&drawn) {
        Some(warning) => {
            warnings.insert(0, warning);
            Vec::new()
        }
        None => styled(pdf, &drawn),
    };
    let page_ends = drawn.iter().map(|page| !page.endless).collect();
    Ok(Document { lines, page_ends, warnings })
}

/// How large each page is.
pub(super) fn sizes(pdf: &Pdf) -> Vec<PageSize> {
    let size = |page: &Page<'_>| {
        let (width, height) = page.render_dimensions();
        PageSize { width, height }
    };
    pdf.pages().iter().map(size).collect()
}

/// Text strings of a PDF: UTF-16 or UTF-8 with a mark, else Latin.
fn string(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    }
    match bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        Some(marked) => String::from_utf8_lossy(marked).into_owned(),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Why there is no text to read: pages that are pictures, or fonts that do not say which letters they draw.
fn unreadable(pages: &[Drawn]) -> Option<Warning> {
    let known: usize = pages.iter().map(|page| page.known).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let warning =
        |kind, message: &str| Some(Warning { kind, message: message.to_owned(), places: Vec::new() });
    if known + unknown == 0 {
        return warning(
            WarningKind::NoText,
            "The pages are pictures without text: a scan, most likely. They are shown as they are; nothing in them can be read, searched or summarised.",
        );
    }
    // A few signs without a mapping are bullets and logos.
    if unknown * 5 > known + unknown {
        return warning(
            WarningKind::UnreadableText,
            "The fonts in this file do not say which letters they draw, so its text cannot be read. The pages are shown as they are; nothing in them can be searched or summarised.",
        );
    }
    None
}

/// Whether anything of a PDF's own is there.
fn has_beginning(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|window| window == b"endobj")
}

/// Whether the end of the file is there.
fn has_end(bytes: &[u8]) -> bool {
    /// The end mark stands in the last of so many bytes; some programs put junk behind it.
    const TAIL: usize = 2048;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    tail.windows(5).any(|window| window == b"%%EOF") || tail.windows(9).any(|window| window == b"startxref")
}

/// What is missing where the end of the file is.
fn cut_short(bytes: &[u8]) -> Option<Warning> {
    (!has_end(bytes)).then(|| Warning {
        kind: WarningKind::CutShort,
        message: "The end of the file is missing: it was cut short on its way. What is there is shown; pages may be missing. Get the file again from where it came from.".to_owned(),
        places: Vec::new(),
    })
}

/// Pages that draw without end.
fn endless(pages: &[Drawn]) -> Option<Warning> {
    let page = pages.iter().position(|page| page.endless)? + 1;
    let message = format!("Page {page} draws without end; only what it draws at first is shown.");
    Some(Warning { kind: WarningKind::CutShort, message, places: Vec::new() })
}

/// Lines of pages that have text.
fn styled(pdf: &Pdf, pages: &[Drawn]) -> Vec<Line> {
    let words = Vocabulary::of(pages.iter().flat_map(|page| &page.runs).filter(|run| !run.artifact));
    let mut blocks = match tags::tree(pdf).and_then(|tree| tagged::blocks(&tree, pages, &words)) {
        Some(tagged) => with_loose(tagged, pages, &words),
        None => {
            let of_page = |(page, drawn): (usize, &Drawn)| {
                let runs: Vec<&Run> = drawn.runs.iter().filter(|run| !run.artifact).collect();
                layout::blocks(page, drawn, &runs, &words)
            };
            pages.iter().enumerate().flat_map(of_page).collect()
        }
    };
    let furniture = pages.iter().enumerate().flat_map(|(page, drawn)| furniture(page, drawn, &words));
    insert(&mut blocks, furniture.collect());
    let types = Types::of(&blocks);
    // A tree names a footnote where its mark stands, in the midst of a text; it is read at the end of its page.
    let (notes, mut blocks): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| types.is_note(block));
    insert(&mut blocks, notes);
    let mut page = 0;
    let mut lines = Vec::with_capacity(blocks.len());
    for block in blocks {
        let on = block.page().unwrap_or(page);
        let mut line = line(block, &types, lines.len());
        if !line.furniture && on > page {
            page = on;
            line.page_break = true;
        }
        lines.push(line);
    }
    lines
}

/// Blocks of the tree with what it leaves out, put where it stands on its page.
fn with_loose(tagged: tagged::Tagged<'_>, pages: &[Drawn], words: &Vocabulary) -> Vec<Block> {
    let mut blocks = tagged.blocks;
    let mut loose = Vec::new();
    for group in tagged.loose.chunk_by(|one, other| one.page == other.page) {
        let runs: Vec<&Run> = group.iter().map(|placed| placed.run).collect();
        let page = group[0].page;
        loose.extend(layout::blocks(page, &pages[page], &runs, words));
    }
    insert(&mut blocks, loose);
    blocks
}

/// Lines that the file says belong to the page.
fn furniture(page: usize, drawn: &Drawn, words: &Vocabulary) -> Vec<Block> {
    let runs: Vec<PlacedRun<'_>> =
        drawn.runs.iter().filter(|run| run.artifact).map(|run| PlacedRun { page, run }).collect();
    let block = |row: TextRow<'_>| Block { furniture: true, ..block::block(Kind::Plain, &row.runs, words) };
    text_rows(&runs).into_iter().map(block).collect()
}

/// Puts blocks, in order of their pages, before the first block of their page that stands below them.
fn insert(blocks: &mut Vec<Block>, more: Vec<Block>) {
    if more.is_empty() {
        return;
    }
    let at = |block: &Block| block.areas.first().map_or((0, 0.0), |area| (area.page, area.top));
    let mut out = Vec::with_capacity(blocks.len() + more.len());
    let mut more = more.into_iter().peekable();
    let mut reached = 0;
    for block in blocks.drain(..) {
        let here = block.first_area().map_or((reached, 0.0), |area| (area.page, area.top));
        reached = reached.max(here.0);
        while let Some(next) = more.next_if(|next| {
            let next = at(next);
            next.0 < here.0 || next.0 == here.0 && next.1 < here.1
        }) {
            out.push(next);
        }
        out.push(block);
    }
    out.extend(more);
    *blocks = out;
}

fn line(block: Block, types: &Types, index: usize) -> Line {
    let origin = Origin {
        line: u32::try_from(index + 1).unwrap_or(u32::MAX),
        page: block.page().and_then(|page| u32::try_from(page + 1).ok()),
    };
    let level = types.level(block.first());
    let note = types.is_note(&block);
    let areas = block.all_areas();
    let (text, shape) = match block.kind {
        Kind::Row(cells) => (Text::default(), Shape::Row(cells.iter().map(|cell| cell_text(cell)).collect())),
        Kind::Contents => contents_entry(&block.text),
        _ if block.furniture => (flat(&block.text), Shape::Plain),
        _ if note => (flat(&block.text), Shape::Note),
        _ if ends_in_page(&block.text) => contents_entry(&block.text),
        kind => match level {
            Some(level) => (flat(&block.text), Shape::Heading(level)),
            None => marked(&flat(&block.text), &kind),
        },
    };
    let row_level = level.filter(|_| matches!(shape, Shape::Row(_)));
    Line {
        furniture: block.furniture,
        areas,
        typeset: true,
        level: row_level,
        ..Line::new(text, shape, true, origin)
    }
}

/// A line of the contents: its title, and the page behind a gap or dots.
fn contents_entry(text: &Text) -> (Text, Shape) {
    let words = text.plain();
    let title = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let gap = title.trim_end_matches(['.', '\u{2026}', '\t', ' ', '_']);
    if title.len() == words.len() || gap.len() == title.len() || gap.is_empty() {
        return (flat(text), Shape::Plain);
    }
    let page = text.slice(title.len()..words.len());
    (Text::default(), Shape::Row(vec![flat(&text.slice(0..gap.len())), page]))
}

/// Whether a text is a line of contents that is not tagged as one: a title, a wide gap or dots, and a number.
fn ends_in_page(text: &Text) -> bool {
    let words = text.plain();
    let title = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let page = words.len() - title.len();
    let leads =
        title.ends_with('\t') || title.trim_end().ends_with("....") || title.trim_end().ends_with(". . .");
    // A title that nearly reaches its page leaves room for one dot.
    (1..=3).contains(&page)
        && leads
        && title.contains(char::is_alphabetic)
        && title.matches('\t').count() <= 1
}

/// Text whose wide gaps are spaces.
fn flat(text: &Text) -> Text {
    text.replace('\t', ' ')
}

/// The words of a cell, whose blocks stand below one another where they are sentences or items.
fn cell_text(blocks: &[Block]) -> Text {
    let mut text = Text::default();
    for block in blocks.iter().filter(|block| !block.is_blank()) {
        let words = match &block.kind {
            // Columns within a cell.
            Kind::Row(cells) => cell_text(&cells.concat()),
            _ => flat(&block.text),
        };
        if !text.is_blank() {
            let apart = after_bullet(words.plain()).is_some() || text.plain().ends_with(['.', ':', ';']);
            text.push_str(if apart { "\n" } else { " " });
        }
        text.push_text(&words);
    }
    text
}

/// What stands behind a bullet whose font does not say which sign it draws.
fn after_unknown_bullet(words: &str) -> Option<&str> {
    words.strip_prefix("\u{FFFD} ").map(str::trim_start)
}

/// What a text begins with: a bullet's mark, a number, or neither.
fn marked(text: &Text, kind: &Kind) -> (Text, Shape) {
    let words = text.plain();
    let after_bullet = |words| after_bullet(words).or_else(|| after_unknown_bullet(words));
    let rest = |rest: &str| text.slice(words.len() - rest.len()..words.len());
    if let Some(after) = after_bullet(words) {
        return (rest(after), Shape::Bullet);
    }
    if let Some((number, mark, after)) = after_number(words) {
        return (rest(after), Shape::Numbered { number, mark });
    }
    // A list item without any mark is the rest of one where it begins in lower case.
    let is_item = match kind {
        Kind::Item { mark_is_drawn } => *mark_is_drawn || !words.starts_with(char::is_lowercase),
        _ => false,
    };
    (text.clone(), if is_item { Shape::Bullet } else { Shape::Plain })
}
