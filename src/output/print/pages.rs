//! Places line boxes on pages and adds the page footers. Must not know blocks or PDF.

use super::{
    Align, PageSetup, PrintDocument, StyledText, TextStyle,
    layout::Galley,
    line_box::{LineBox, Paint, PaintItem, Tags},
    typeface::{MISSING_GLYPH, TextLine, Typesetter},
};
use crate::output::strings;

/// Size of the page footer, as a factor of the size of running text.
const FOOTER_SCALE: f32 = 0.75;
/// Space between the content and the page footer.
const FOOTER_GAP_POINTS: f32 = 14.0;

/// Typeset pages, ready to be written as PDF.
pub struct Pages {
    pub(super) title: String,
    pub(super) made_on: crate::report::Date,
    pub(super) setup: PageSetup,
    pub(super) tags: Tags,
    pub(super) pages: Vec<Vec<PaintItem>>,
    /// Bookmarks in reading order: level, title, page from 0, distance from the top in points.
    pub(super) bookmarks: Vec<(u8, String, usize, f32)>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("title", &self.title).field("count", &self.count()).finish()
    }
}

/// A line of text on a page with its position and size, for tests of the layout.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredLine {
    /// The page, from 0.
    pub page: usize,
    /// The upper left corner, in points.
    pub at: (f32, f32),
    /// The width of its text, in points.
    pub width: f32,
    /// The width available for its text, in points.
    pub room: f32,
    /// The height of the line, in points.
    pub height: f32,
    /// True if a word is cut at its end because the word is wider than the line.
    pub is_cut: bool,
    /// True if it is in the page footer or a repeated table header, which screen readers skip.
    pub is_furniture: bool,
    /// The text.
    pub words: String,
}

impl Pages {
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

    /// Returns every line of text with its position and size.
    #[must_use]
    pub fn lines(&self) -> Vec<MeasuredLine> {
        let mut lines = Vec::new();
        for (page, items) in self.pages.iter().enumerate() {
            lines.extend(items.iter().filter_map(|item| match &item.paint {
                Paint::Text(line) => Some(MeasuredLine {
                    page,
                    at: (item.x + line.runs.first().map_or(0.0, |run| run.x), item.y),
                    width: line.width,
                    room: line.room,
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
) -> Pages {
    let footer = footer_lines(document, setup, typesetter);
    let (_, height) = setup.paper.page_size();
    let footer_height: f32 = footer.iter().map(|line| line.height).sum();
    let limit = height - PageSetup::BOTTOM_MARGIN - footer_height - FOOTER_GAP_POINTS;
    let mut paginator =
        Paginator { limit, y: PageSetup::TOP_MARGIN, pages: vec![Vec::new()], bookmarks: Vec::new() };
    let mut boxes = galley.boxes.as_slice();
    while !boxes.is_empty() {
        let count = 1 + boxes.iter().take_while(|line_box| line_box.keep_with_next).count();
        let (group, rest) = boxes.split_at(count.min(boxes.len()));
        paginator.place_together(group);
        boxes = rest;
    }
    let Paginator { mut pages, bookmarks, .. } = paginator;
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        page.extend(page_footer(&footer, (index + 1, count), setup, typesetter));
    }
    Pages {
        title: document.title.clone(),
        made_on: document.made_on,
        setup,
        tags: galley.tags,
        pages,
        bookmarks,
    }
}

/// The state while line boxes are placed on pages.
struct Paginator {
    /// The bottom edge of the content, in points from the top of the page.
    limit: f32,
    /// The bottom edge of the last box on the current page.
    y: f32,
    pages: Vec<Vec<PaintItem>>,
    bookmarks: Vec<(u8, String, usize, f32)>,
}

impl Paginator {
    /// Places boxes that belong together on one page, if they fit on one page.
    fn place_together(&mut self, group: &[LineBox]) {
        let height: f32 = group.iter().map(|line_box| line_box.space_before + line_box.height).sum();
        let page_break = group.first().is_some_and(|line_box| line_box.page_break_before);
        let is_empty = self.y <= PageSetup::TOP_MARGIN;
        if !is_empty && (page_break || self.y + height > self.limit) {
            self.begin_page(&group[0]);
        }
        for (index, line_box) in group.iter().enumerate() {
            // A group that is higher than a page has to be divided.
            if index > 0 && self.y + line_box.space_before + line_box.height > self.limit {
                self.begin_page(line_box);
            }
            self.place(line_box);
        }
    }

    fn begin_page(&mut self, first: &LineBox) {
        self.pages.push(Vec::new());
        self.y = PageSetup::TOP_MARGIN;
        if let Some(header) = &first.repeated_header {
            self.place(&header.clone());
        }
    }

    fn place(&mut self, line_box: &LineBox) {
        if self.y > PageSetup::TOP_MARGIN {
            self.y += line_box.space_before;
        }
        let page = self.pages.len() - 1;
        if let Some((level, title)) = &line_box.bookmark {
            self.bookmarks.push((*level, title.clone(), page, self.y));
        }
        let top = self.y;
        let items = line_box.items.iter().cloned();
        let placed =
            items.map(|item| PaintItem { x: item.x + PageSetup::SIDE_MARGIN, y: item.y + top, ..item });
        self.pages[page].extend(placed);
        self.y += line_box.height;
    }
}

/// Returns the footer lines that are the same on every page: all but the page number.
fn footer_lines(document: &PrintDocument, setup: PageSetup, typesetter: &mut Typesetter) -> Vec<TextLine> {
    let size = setup.size * FOOTER_SCALE;
    let number = typesetter.min_and_max_width(&page_number(999, 999), size).1;
    let room = setup.text_width() - number - size;
    let mut footer = document.footer.clone();
    if typesetter.has_missing_glyphs {
        footer.push(strings::missing_glyph(MISSING_GLYPH));
    }
    let lines = footer.iter().flat_map(|words| {
        typesetter.break_lines(&StyledText::new(words, TextStyle::SECONDARY), size, room, Align::Start)
    });
    lines.collect()
}

/// Returns the footer of a page (counted from 1): a rule, the page number and the common lines.
fn page_footer(
    footer: &[TextLine],
    (page, count): (usize, usize),
    setup: PageSetup,
    typesetter: &mut Typesetter,
) -> Vec<PaintItem> {
    let size = setup.size * FOOTER_SCALE;
    let height: f32 = footer.iter().map(|line| line.height).sum();
    let mut y = setup.paper.page_size().1 - PageSetup::BOTTOM_MARGIN - height;
    let rule = Paint::Rule(setup.text_width());
    let mut items = vec![PaintItem { x: PageSetup::SIDE_MARGIN, y: y - 4.0, paint: rule, tag: None }];
    let number = typesetter.break_lines(&page_number(page, count), size, setup.text_width(), Align::End);
    items.extend(number.into_iter().map(|line| PaintItem {
        x: PageSetup::SIDE_MARGIN,
        y,
        paint: Paint::Text(line),
        tag: None,
    }));
    for line in footer {
        items.push(PaintItem { x: PageSetup::SIDE_MARGIN, y, paint: Paint::Text(line.clone()), tag: None });
        y += line.height;
    }
    items
}

fn page_number(page: usize, count: usize) -> StyledText {
    StyledText::new(&strings::page_number(page, count), TextStyle::SECONDARY)
}
