//! Turns PDF files into styled lines with hayro. Must not know any other format.
//!
//! Blocks come from the structure tree of a file if it contains nearly all of the text, or else from the positions of
//! the text on the pages. In both cases, headings and footnotes are recognised by their type.

mod block;
mod columns;
mod font_widths;
mod glyph;
mod grid;
mod hyphens;
mod layout;
mod marks;
mod page;
mod page_order;
mod pages;
mod row_end;
mod run_cache;
mod running_columns;
mod steps;
mod strays;
mod table;
mod tagged;
mod tags;
mod text_row;
mod typeset;

use std::sync::Arc;

use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page};

pub(super) use self::page::PageReader;
use self::{
    block::{Block, BlockKind},
    hyphens::Vocabulary,
    marks::{is_item_without_mark, join_numbers, set_list_levels, split_mark},
    page::{PageContent, TextRun},
    row_end::RightEdges,
    tags::TagElement,
    text_row::{PlacedRun, TextRow, text_rows},
    typeset::TypeStyles,
};
use super::{
    ReadError,
    line::{Line, Shape, is_lone_bullet, strip_bullet},
    strings,
};
use crate::report::{Origin, PageSize, Text, Warning, WarningKind};

/// The text of a PDF file, with warnings about parts that could not be read.
pub(super) struct PdfText {
    /// The lines of all pages. Empty if the text cannot be read.
    pub(super) lines: Vec<Line>,
    /// For each page, true if drawing the page ends.
    pub(super) finite_pages: Vec<bool>,
    /// Parts of the file that could not be read.
    pub(super) warnings: Vec<Warning>,
}

/// The maximum number of pages in a file. No known report has more.
const MAX_PAGES: usize = 5_000;

/// Opens a PDF file. Tries to open it without a password first.
///
/// # Errors
/// - [`ReadError::Password`] if the file needs a password, or `password` is wrong.
/// - [`ReadError::UnknownEncryption`] if the file is encrypted by a method that hayro does not support.
/// - [`ReadError::Truncated`] if no page can be read because the end of the file is missing.
/// - [`ReadError::DamagedPdf`] if no page can be read for another reason.
/// - [`ReadError::TooManyPages`] if the file has more than [`MAX_PAGES`].
pub(super) fn open_pdf(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<Pdf, ReadError> {
    let opened = Pdf::new(Arc::clone(bytes)).or_else(|error| match password {
        Some(password) => Pdf::new_with_password(Arc::clone(bytes), password),
        None => Err(error),
    });
    let pdf = opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            ReadError::Password { is_wrong: password.is_some() }
        }
        LoadPdfError::Decryption(_) => ReadError::UnknownEncryption,
        LoadPdfError::Invalid if has_objects(bytes) && !has_end(bytes) => ReadError::Truncated,
        LoadPdfError::Invalid => ReadError::DamagedPdf,
    })?;
    match pdf.pages().len() {
        0 => Err(ReadError::DamagedPdf),
        1..=MAX_PAGES => Ok(pdf),
        _ => Err(ReadError::TooManyPages),
    }
}

/// Reads the text of an open file as lines: one for each heading, paragraph, list item and table row.
///
/// # Errors
/// Returns [`ReadError::TooMuchText`] if the content of all pages takes too much memory.
pub(super) fn read_lines(pdf: &Pdf) -> Result<PdfText, ReadError> {
    let mut pages = pages::read_pages(pdf)?;
    let mut warnings = Vec::new();
    warnings.extend(missing_end_warning(pdf.data().as_ref()));
    warnings.extend(endless_page_warning(&pages));
    let lines = match unreadable_text_warning(&pages) {
        Some(warning) => {
            warnings.insert(0, warning);
            Vec::new()
        }
        None => {
            let tree = tags::structure_tree(pdf);
            if let Some(tree) = &tree {
                tagged::apply_actual_texts(tree, &mut pages);
            }
            collect_lines(tree.as_ref(), &pages)
        }
    };
    let finite_pages = pages.iter().map(|page| !page.is_endless).collect();
    Ok(PdfText { lines, finite_pages, warnings })
}

/// Returns the size of each page as it is shown, in points.
pub(super) fn page_sizes(pdf: &Pdf) -> Vec<PageSize> {
    let size = |page: &Page<'_>| {
        let (width, height) = page.render_dimensions();
        PageSize { width, height }
    };
    pdf.pages().iter().map(size).collect()
}

/// Decodes a text string of a PDF file. It is UTF-16 or UTF-8 with a byte order mark, or else read as Latin-1.
fn decode_text_string(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    }
    match bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        Some(marked) => String::from_utf8_lossy(marked).into_owned(),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Returns the text that a file states for some of its content (`ActualText`).
fn stated_text(bytes: &[u8]) -> String {
    // Some programs state their own marks, such as those of an indent, as the text of a space.
    decode_text_string(bytes).replace(|c: char| c.is_control() && !c.is_whitespace(), "")
}

/// Returns a warning if no text can be read: the pages are pictures, or the fonts do not state the characters of more
/// than 20% of the glyphs. Returns `None` if the text can be read.
fn unreadable_text_warning(pages: &[PageContent]) -> Option<Warning> {
    let known: usize = pages.iter().map(|page| page.known_glyphs).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown_glyphs).sum();
    let warning =
        |kind, message: &str| Some(Warning { kind, message: message.to_owned(), places: Vec::new() });
    if known + unknown == 0 {
        return warning(WarningKind::NoText, strings::SCANNED_PAGES);
    }
    // Bullets and logos often have no character, so a few such glyphs are normal.
    if unknown * 5 > known + unknown {
        return warning(WarningKind::UnreadableText, strings::UNREADABLE_FONTS);
    }
    None
}

/// Returns true if a file contains at least one PDF object.
fn has_objects(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|window| window == b"endobj")
}

/// Returns true if a file has its end: `%%EOF` or `startxref` in the last bytes.
fn has_end(bytes: &[u8]) -> bool {
    /// The number of bytes at the end of a file that are searched: some programs write other bytes after the end
    /// marker.
    const MAX_TAIL_BYTES: usize = 2048;
    let tail = &bytes[bytes.len().saturating_sub(MAX_TAIL_BYTES)..];
    tail.windows(5).any(|window| window == b"%%EOF") || tail.windows(9).any(|window| window == b"startxref")
}

/// Returns a warning if the end of a file is missing, or else `None`.
fn missing_end_warning(bytes: &[u8]) -> Option<Warning> {
    (!has_end(bytes)).then(|| Warning {
        kind: WarningKind::Truncated,
        message: strings::MISSING_END.to_owned(),
        places: Vec::new(),
    })
}

/// Returns a warning that names the first page whose drawing never ends; `None` if there is no such page.
fn endless_page_warning(pages: &[PageContent]) -> Option<Warning> {
    let page = pages.iter().position(|page| page.is_endless)? + 1;
    let message = strings::endless_page_message(page);
    Some(Warning { kind: WarningKind::Truncated, message, places: Vec::new() })
}

/// Returns the lines of all pages, in reading order: text, furniture and footnotes.
fn collect_lines(tree: Option<&TagElement>, pages: &[PageContent]) -> Vec<Line> {
    let vocabulary =
        Vocabulary::from_runs(pages.iter().flat_map(|page| &page.runs).filter(|run| !run.is_artifact));
    let mut blocks = match tree.and_then(|tree| tagged::tagged_blocks(tree, pages, &vocabulary)) {
        Some(tagged) => insert_untagged_blocks(tagged, pages, &vocabulary),
        None => {
            let page_blocks = |page: usize| {
                let runs: Vec<&TextRun> = pages[page].runs.iter().filter(|run| !run.is_artifact).collect();
                layout::page_blocks(page, &pages[page], &runs, &vocabulary)
            };
            pages::map_pages(pages.len(), page_blocks).into_iter().flatten().collect()
        }
    };
    let furniture =
        pages.iter().enumerate().flat_map(|(page, content)| furniture_blocks(page, content, &vocabulary));
    insert_by_place(&mut blocks, furniture.collect());
    let blocks = join_numbers(blocks);
    let styles = TypeStyles::from_blocks(&blocks);
    // In a structure tree, a footnote is at its mark in the middle of a sentence. It is moved to its printed place, so
    // that it does not cut the sentence.
    let (notes, mut blocks): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| styles.is_footnote(block));
    insert_by_place(&mut blocks, notes);
    set_list_levels(&mut blocks, &styles);
    let edges = RightEdges::from_blocks(&blocks);
    let mut page = 0;
    let mut lines: Vec<Line> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let block_page = block.page_index().unwrap_or(page);
        let free_chars = edges.free_chars_after(&block);
        let mut line = Line { free_chars, ..block_to_line(block, &styles, lines.len()) };
        if !line.is_furniture && block_page > page {
            page = block_page;
            line.is_page_start = true;
        }
        lines.push(line);
    }
    lines
}

/// Returns the blocks of the structure tree together with the blocks that the tree leaves out, which are inserted by
/// their place on the page.
fn insert_untagged_blocks(
    tagged: tagged::TaggedBlocks<'_>,
    pages: &[PageContent],
    vocabulary: &Vocabulary,
) -> Vec<Block> {
    let mut blocks = tagged.blocks;
    page_order::restore_page_order(&mut blocks);
    let mut untagged = Vec::new();
    for group in tagged.untagged.chunk_by(|one, other| one.page == other.page) {
        let runs: Vec<&TextRun> = group.iter().map(|placed| placed.run).collect();
        let page = group[0].page;
        untagged.extend(layout::page_blocks(page, &pages[page], &runs, vocabulary));
    }
    insert_by_place(&mut blocks, untagged);
    blocks
}

/// Returns the rows that are tagged as artifacts as blocks of furniture. `page` is the index of the page, from 0.
fn furniture_blocks(page: usize, content: &PageContent, vocabulary: &Vocabulary) -> Vec<Block> {
    let runs: Vec<PlacedRun<'_>> =
        content.runs.iter().filter(|run| run.is_artifact).map(|run| PlacedRun { page, run }).collect();
    let block = |row: TextRow<'_>| Block {
        is_furniture: true,
        ..block::build_block(BlockKind::Plain, &row.runs, vocabulary)
    };
    text_rows(&runs).into_iter().map(block).collect()
}

/// Inserts blocks into `blocks`, each before the first block that is below it or on a later page. `inserted` must be
/// sorted by page and place.
fn insert_by_place(blocks: &mut Vec<Block>, inserted: Vec<Block>) {
    if inserted.is_empty() {
        return;
    }
    let place_of = |block: &Block| block.first_area().map_or((0, 0.0), |area| (area.page, area.top));
    let mut out = Vec::with_capacity(blocks.len() + inserted.len());
    let mut inserted = inserted.into_iter().peekable();
    let mut page = 0;
    for block in blocks.drain(..) {
        let here = block.first_area().map_or((page, 0.0), |area| (area.page, area.top));
        page = page.max(here.0);
        while let Some(next) = inserted.next_if(|next| {
            let next = place_of(next);
            next.0 < here.0 || next.0 == here.0 && next.1 < here.1
        }) {
            out.push(next);
        }
        out.push(block);
    }
    out.extend(inserted);
    *blocks = out;
}

/// Turns a block into a line. `index` is the index of the line, from 0; the origin of the line counts from 1.
fn block_to_line(block: Block, styles: &TypeStyles, index: usize) -> Line {
    let origin = Origin {
        line: u32::try_from(index + 1).unwrap_or(u32::MAX),
        page: block.page_index().and_then(|page| u32::try_from(page + 1).ok()),
    };
    let level = styles.heading_level(block.first_block());
    let is_footnote = styles.is_footnote(&block);
    let areas = block.all_areas();
    let (list_level, cell_place) = (block.list_level, block.cell_place);
    let lacks_mark = is_item_without_mark(&block);
    // A bullet without text is a leftover of editing, so it is not shown as text.
    let is_furniture = block.is_furniture || is_lone_bullet(block.text.plain().trim());
    let (text, shape) = match block.kind {
        BlockKind::Row(cells) => {
            (Text::default(), Shape::Row(cells.iter().map(|cell| cell_text(cell)).collect()))
        }
        BlockKind::Contents => split_contents_entry(&block.text),
        _ if is_furniture => (replace_tabs(&block.text), Shape::Plain),
        _ if is_footnote => (replace_tabs(&block.text), Shape::Footnote),
        _ if is_untagged_contents_line(&block.text) => split_contents_entry(&block.text),
        kind => match level {
            Some(level) => (replace_tabs(&block.text), Shape::Heading(level)),
            None => split_mark(&replace_tabs(&block.text), &kind),
        },
    };
    let row_heading_level = level.filter(|_| matches!(shape, Shape::Row(_)));
    Line {
        is_furniture,
        list_level,
        cell_place,
        areas,
        lacks_mark,
        has_typeset_headings: true,
        row_heading_level,
        ..Line::new(text, shape, true, origin)
    }
}

/// Splits a line of the printed contents into its title and its page, which follows a gap or dots. A line without a
/// page is returned as a plain line.
fn split_contents_entry(text: &Text) -> (Text, Shape) {
    let words = text.plain();
    let title = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let trimmed = title.trim_end_matches(['.', '\u{2026}', '\t', ' ', '_']);
    if title.len() == words.len() || trimmed.len() == title.len() || trimmed.is_empty() {
        return (replace_tabs(text), Shape::Plain);
    }
    let page = text.slice(title.len()..words.len());
    (Text::default(), Shape::Row(vec![replace_tabs(&text.slice(0..trimmed.len())), page]))
}

/// Returns true if an untagged text looks like a line of the printed contents: a title, a wide gap or dots, and a page.
fn is_untagged_contents_line(text: &Text) -> bool {
    let words = text.plain();
    let title = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let page_digits = words.len() - title.len();
    let has_leader =
        title.ends_with('\t') || title.trim_end().ends_with("....") || title.trim_end().ends_with(". . .");
    (1..=3).contains(&page_digits)
        && has_leader
        && title.contains(char::is_alphabetic)
        && title.matches('\t').count() <= 1
}

/// Returns a text with each tab replaced by a space.
fn replace_tabs(text: &Text) -> Text {
    text.replace('\t', ' ')
}

/// Returns the text of a table cell from its blocks. List items, and blocks after a sentence, begin a new line.
fn cell_text(blocks: &[Block]) -> Text {
    let mut text = Text::default();
    for block in blocks.iter().filter(|block| !block.is_blank()) {
        let words = match &block.kind {
            // A row inside a cell consists of columns of the cell, whose texts are joined.
            BlockKind::Row(cells) => cell_text(&cells.concat()),
            _ => replace_tabs(&block.text),
        };
        if !text.is_blank() {
            let is_new_line =
                strip_bullet(words.plain()).is_some() || text.plain().ends_with(['.', ':', ';']);
            text.push_str(if is_new_line { "\n" } else { " " });
        }
        text.push_text(&words);
    }
    text
}
