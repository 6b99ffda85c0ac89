//! Places line boxes on pages and adds the page footers. Must not know blocks or PDF.

use super::{
    Align, PageSetup, PrintDocument, StyledText, TextStyle,
    layout::Galley,
    line_box::{LineBox, Paint, PaintItem, Tags},
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
    let mut paginator = Paginator {
        content_bottom,
        y: PageSetup::TOP_MARGIN_POINTS,
        pages: vec![Vec::new()],
        bookmarks: Vec::new(),
    };
    let mut boxes = galley.boxes.as_slice();
    while !boxes.is_empty() {
        let group_length = 1 + boxes.iter().take_while(|line_box| line_box.is_kept_with_next).count();
        let (group, rest) = boxes.split_at(group_length.min(boxes.len()));
        paginator.place_group(group);
        boxes = rest;
    }
    let Paginator { mut pages, bookmarks, .. } = paginator;
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
    }
}

/// Places line boxes on pages.
struct Paginator {
    /// The lower edge of the space for content, in points from the top of the page.
    content_bottom: f32,
    /// The lower edge of the last box on the current page, in points from the top of the page.
    y: f32,
    /// The pages so far; the last is the current page.
    pages: Vec<Vec<PaintItem>>,
    bookmarks: Vec<Bookmark>,
}

impl Paginator {
    /// Places boxes that are kept together. They are on the same page unless together they are higher than a page.
    fn place_group(&mut self, group: &[LineBox]) {
        let height: f32 = group.iter().map(|line_box| line_box.space_before + line_box.height).sum();
        let has_page_break = group.first().is_some_and(|line_box| line_box.has_page_break_before);
        let is_page_empty = self.y <= PageSetup::TOP_MARGIN_POINTS;
        if !is_page_empty && (has_page_break || self.y + height > self.content_bottom) {
            self.begin_page(&group[0]);
        }
        for (index, line_box) in group.iter().enumerate() {
            // A group that is higher than a page has to be divided between pages.
            if index > 0 && self.y + line_box.space_before + line_box.height > self.content_bottom {
                self.begin_page(line_box);
            }
            self.place_box(line_box);
        }
    }

    /// Begins a page, with the table header if the first box on the page is a row of a table.
    fn begin_page(&mut self, first: &LineBox) {
        self.pages.push(Vec::new());
        self.y = PageSetup::TOP_MARGIN_POINTS;
        if let Some(header) = &first.repeated_header {
            self.place_box(&header.clone());
        }
    }

    /// Places a box below the last box on the current page.
    fn place_box(&mut self, line_box: &LineBox) {
        if self.y > PageSetup::TOP_MARGIN_POINTS {
            self.y += line_box.space_before;
        }
        let page = self.pages.len() - 1;
        if let Some((level, title)) = &line_box.bookmark {
            self.bookmarks.push(Bookmark { level: *level, title: title.clone(), page, y: self.y });
        }
        let top = self.y;
        let items = line_box.items.iter().cloned();
        let placed = items.map(|item| PaintItem {
            x: item.x + PageSetup::SIDE_MARGIN_POINTS,
            y: item.y + top,
            ..item
        });
        self.pages[page].extend(placed);
        self.y += line_box.height;
    }
}

/// Returns the lines of the page footer without the page number. They are the same on every page.
fn footer_lines(document: &PrintDocument, setup: PageSetup, typesetter: &mut Typesetter) -> Vec<TextLine> {
    let size = setup.text_size * FOOTER_SCALE;
    // The page number is on the same line as the beginning of the text, on the right.
    let number_width = typesetter.min_and_max_width(&page_number(999, 999), size).1;
    let available_width = setup.text_width() - number_width - size;
    let mut footer = document.footer.clone();
    if typesetter.has_missing_glyphs {
        footer.push(strings::missing_glyph_note(MISSING_GLYPH));
    }
    let lines = footer.iter().flat_map(|words| {
        typesetter.break_lines(
            &StyledText::new(words, TextStyle::SECONDARY),
            size,
            available_width,
            Align::Start,
        )
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
