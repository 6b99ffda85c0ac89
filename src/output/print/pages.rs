//! Typeset pages: line boxes on pages, with page footers. Must not know blocks or PDF.

use std::collections::BTreeSet;

use super::{
    Align, PageSetup, PrintDocument, StyledText, TextStyle,
    layout::Galley,
    line_box::{Paint, PaintItem, Tags},
    paginator::{Paginator, groups_kept_together},
    typeface::{MISSING_GLYPH, TextLine, Typesetter},
};
use crate::output::strings;

/// Text size of the page footer, as a factor of the size of running text.
const FOOTER_SCALE: f32 = 0.75;
/// Space between the content and the page footer.
const FOOTER_GAP_POINTS: f32 = 14.0;

/// Typeset pages, ready to be written as PDF.
pub struct PrintedPages {
    pub(super) title: String,
    pub(super) made_on: crate::report::Date,
    pub(super) setup: PageSetup,
    pub(super) tags: Tags,
    /// The content of each page. Positions are relative to the upper left corner of the page.
    pub(super) pages: Vec<Vec<PaintItem>>,
    /// The bookmarks in reading order.
    pub(super) bookmarks: Vec<Bookmark>,
    /// The share of the space for content that is filled on each page, from 0 to 1.
    pub(super) filled_shares: Vec<f32>,
    /// True if a table is divided between pages.
    pub(super) has_divided_table: bool,
}

/// A bookmark to a heading.
pub(super) struct Bookmark {
    /// The level of the heading, 1 for the title.
    pub(super) level: u8,
    /// The text of the heading.
    pub(super) title: String,
    /// The page, from 0.
    pub(super) page: usize,
    /// Distance of the heading from the top of the page, in points.
    pub(super) y: f32,
    /// The share of the space for content that is above the heading on its page, from 0 to 1.
    pub(super) share_above: f32,
}

impl std::fmt::Debug for PrintedPages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrintedPages").field("title", &self.title).field("count", &self.count()).finish()
    }
}

/// A line of text on a page with its position and size, for tests of the layout.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredLine {
    /// The page, from 0.
    pub page: usize,
    /// The upper left corner of the text, in points from the upper left corner of the page.
    pub position: (f32, f32),
    /// The width of the text, in points.
    pub width: f32,
    /// The width available for the text, in points.
    pub available_width: f32,
    /// The height of the line, in points.
    pub height: f32,
    /// True if the line ends within a word, because the word is wider than the line.
    pub is_cut: bool,
    /// True if the line is in the page footer or a repeated table header, which screen readers skip.
    pub is_furniture: bool,
    /// The text of the line.
    pub words: String,
}

impl PrintedPages {
    /// Returns the number of pages.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Returns the width and height of a page, in points.
    #[must_use]
    pub fn size(&self) -> (f32, f32) {
        self.setup.paper.page_size()
    }

    /// Returns the height of the content in pages: 1.4 if one page is full and the next is filled to 40%.
    #[must_use]
    pub fn height_in_pages(&self) -> f32 {
        self.filled_shares.iter().sum()
    }

    /// Returns true if a table is divided between pages.
    #[must_use]
    pub fn has_divided_table(&self) -> bool {
        self.has_divided_table
    }

    /// Returns the height of the content before a heading of level 2, in pages; `None` if there is no such heading.
    #[must_use]
    pub fn height_before(&self, heading: &str) -> Option<f32> {
        let bookmark =
            self.bookmarks.iter().find(|bookmark| bookmark.level == 2 && bookmark.title == heading)?;
        Some(self.filled_shares[..bookmark.page].iter().sum::<f32>() + bookmark.share_above)
    }

    /// Returns every line of text on all pages with its position and size.
    #[must_use]
    pub fn lines(&self) -> Vec<MeasuredLine> {
        let mut lines = Vec::new();
        for (page, items) in self.pages.iter().enumerate() {
            lines.extend(items.iter().filter_map(|item| match &item.paint {
                Paint::Text(line) => Some(MeasuredLine {
                    page,
                    position: (item.x + line.runs.first().map_or(0.0, |run| run.x), item.y),
                    width: line.width,
                    available_width: line.available_width,
                    height: line.height,
                    is_cut: line.is_cut,
                    is_furniture: item.tag.is_none(),
                    words: line.text(),
                }),
                _ => None,
            }));
        }
        lines
    }
}

/// Places a laid-out document on pages, each with its footer.
pub(super) fn paginate(
    document: &PrintDocument,
    galley: Galley,
    setup: PageSetup,
    typesetter: &mut Typesetter,
) -> PrintedPages {
    let footer = footer_lines(document, setup, typesetter);
    let (_, height) = setup.paper.page_size();
    let footer_height: f32 = footer.iter().map(|line| line.height).sum();
    let content_bottom = height - PageSetup::BOTTOM_MARGIN_POINTS - footer_height - FOOTER_GAP_POINTS;
    let groups = groups_kept_together(&galley.boxes);
    let mut paginator = Paginator::new(content_bottom);
    paginator.place_groups(&groups, &BTreeSet::new());
    let breaks = paginator.breaks_before_sparse_pages(&groups);
    if !breaks.is_empty() {
        paginator = Paginator::new(content_bottom);
        paginator.place_groups(&groups, &breaks);
    }
    let Paginator { mut pages, bookmarks, filled_shares, has_divided_table, .. } = paginator;
    let page_count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        page.extend(page_footer(&footer, (index + 1, page_count), setup, typesetter));
    }
    PrintedPages {
        title: document.title.clone(),
        made_on: document.made_on,
        setup,
        tags: galley.tags,
        pages,
        bookmarks,
        filled_shares,
        has_divided_table,
    }
}

/// Returns the lines of the page footer without the page number. They are the same on every page.
fn footer_lines(document: &PrintDocument, setup: PageSetup, typesetter: &mut Typesetter) -> Vec<TextLine> {
    let size = setup.text_size * FOOTER_SCALE;
    // The page number is on the same line as the beginning of the first paragraph, on the right.
    let number_width = typesetter.min_and_max_width(&page_number(999, 999), size).1 + size;
    let mut footer = document.footer.clone();
    if typesetter.has_missing_glyphs {
        footer.push(strings::missing_glyph_note(MISSING_GLYPH));
    }
    let lines = footer.iter().enumerate().flat_map(|(index, words)| {
        let available_width = setup.text_width() - if index == 0 { number_width } else { 0.0 };
        let words = StyledText::new(words, TextStyle::SECONDARY);
        typesetter.break_lines(&words, size, available_width, Align::Start)
    });
    lines.collect()
}

/// Returns the footer of a page (counted from 1): a rule, the page number and the lines of `footer`.
fn page_footer(
    footer: &[TextLine],
    (page, count): (usize, usize),
    setup: PageSetup,
    typesetter: &mut Typesetter,
) -> Vec<PaintItem> {
    let size = setup.text_size * FOOTER_SCALE;
    let height: f32 = footer.iter().map(|line| line.height).sum();
    let mut y = setup.paper.page_size().1 - PageSetup::BOTTOM_MARGIN_POINTS - height;
    let rule = Paint::Rule(setup.text_width());
    let mut items = vec![PaintItem { x: PageSetup::SIDE_MARGIN_POINTS, y: y - 4.0, paint: rule, tag: None }];
    let number = typesetter.break_lines(&page_number(page, count), size, setup.text_width(), Align::End);
    items.extend(number.into_iter().map(|line| PaintItem {
        x: PageSetup::SIDE_MARGIN_POINTS,
        y,
        paint: Paint::Text(line),
        tag: None,
    }));
    for line in footer {
        items.push(PaintItem {
            x: PageSetup::SIDE_MARGIN_POINTS,
            y,
            paint: Paint::Text(line.clone()),
            tag: None,
        });
        y += line.height;
    }
    items
}

/// Returns the page number in the footer; `page` is counted from 1.
fn page_number(page: usize, count: usize) -> StyledText {
    StyledText::new(&strings::page_number(page, count), TextStyle::SECONDARY)
}
