//! Strips to pages.

use super::{
    Align, Look, Setting, Sheet, Words,
    lay::Laid,
    strip::{Item, Paint, Strip, Tags},
    typeface::{LACKING, Line, Typesetter},
};

/// Size of the foot of the page, by the size of the text.
const FOOT: f32 = 0.75;
/// Space between what is read and the foot, in points.
const ABOVE_FOOT: f32 = 14.0;

/// Pages as they are printed.
pub struct Pages {
    pub(super) title: String,
    pub(super) made_on: crate::report::Date,
    pub(super) setting: Setting,
    pub(super) tags: Tags,
    pub(super) pages: Vec<Vec<Item>>,
    /// Bookmarks in the order of reading: level, words, page from 0, height from the top.
    pub(super) bookmarks: Vec<(u8, String, usize, f32)>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("title", &self.title).field("count", &self.count()).finish()
    }
}

/// A line of words on a page, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The page, from 0.
    pub page: usize,
    /// The upper left corner, in points.
    pub at: (f32, f32),
    /// How wide its words are, in points.
    pub width: f32,
    /// How wide they may be, in points.
    pub room: f32,
    /// How high the line is, in points.
    pub height: f32,
    /// Whether a word goes on in the next line.
    pub is_cut: bool,
    /// Whether it is at the foot of the page or painted again, and not read.
    pub is_furniture: bool,
    /// The words.
    pub words: String,
}

impl Pages {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Width and height of a page, in points.
    #[must_use]
    pub fn size(&self) -> (f32, f32) {
        self.setting.paper.page()
    }

    /// Every line of words, measured.
    #[must_use]
    pub fn lines(&self) -> Vec<Measured> {
        let mut lines = Vec::new();
        for (page, items) in self.pages.iter().enumerate() {
            lines.extend(items.iter().filter_map(|item| match &item.paint {
                Paint::Line(line) => Some(Measured {
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

pub(super) fn paginate(sheet: &Sheet, laid: Laid, setting: Setting, typesetter: &mut Typesetter) -> Pages {
    let footer = foot(sheet, setting, typesetter);
    let (_, height) = setting.paper.page();
    let foot_height: f32 = footer.iter().map(|line| line.height).sum();
    let limit = height - Setting::BOTTOM - foot_height - ABOVE_FOOT;
    let mut filler = Filler { limit, y: Setting::TOP, pages: vec![Vec::new()], bookmarks: Vec::new() };
    let mut strips = laid.strips.as_slice();
    while !strips.is_empty() {
        let together = 1 + strips.iter().take_while(|strip| strip.keeps).count();
        let (chain, rest) = strips.split_at(together.min(strips.len()));
        filler.chain(chain);
        strips = rest;
    }
    let Filler { mut pages, bookmarks, .. } = filler;
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        page.extend(foot_of_page(&footer, (index + 1, count), setting, typesetter));
    }
    Pages { title: sheet.title.clone(), made_on: sheet.made_on, setting, tags: laid.tags, pages, bookmarks }
}

/// Puts strips on pages.
struct Filler {
    /// Nothing is read below this.
    limit: f32,
    y: f32,
    pages: Vec<Vec<Item>>,
    bookmarks: Vec<(u8, String, usize, f32)>,
}

impl Filler {
    /// Strips that stand on one page, if one page holds them.
    fn chain(&mut self, chain: &[Strip]) {
        let height: f32 = chain.iter().map(|strip| strip.before + strip.height).sum();
        let asked = chain.first().is_some_and(|strip| strip.begins_page);
        let is_empty = self.y <= Setting::TOP;
        if !is_empty && (asked || self.y + height > self.limit) {
            self.begin_page(&chain[0]);
        }
        for (index, strip) in chain.iter().enumerate() {
            // A chain that is higher than a page is parted after all.
            if index > 0 && self.y + strip.before + strip.height > self.limit {
                self.begin_page(strip);
            }
            self.put(strip);
        }
    }

    fn begin_page(&mut self, strip: &Strip) {
        self.pages.push(Vec::new());
        self.y = Setting::TOP;
        if let Some(header) = &strip.header {
            self.put(&header.clone());
        }
    }

    fn put(&mut self, strip: &Strip) {
        if self.y > Setting::TOP {
            self.y += strip.before;
        }
        let page = self.pages.len() - 1;
        if let Some((level, words)) = &strip.bookmark {
            self.bookmarks.push((*level, words.clone(), page, self.y));
        }
        let at = self.y;
        let items = strip.items.iter().cloned();
        self.pages[page].extend(items.map(|item| Item { x: item.x + Setting::SIDE, y: item.y + at, ..item }));
        self.y += strip.height;
    }
}

/// The lines at the foot of every page, but for its number.
fn foot(sheet: &Sheet, setting: Setting, typesetter: &mut Typesetter) -> Vec<Line> {
    let size = setting.size * FOOT;
    let number = typesetter.widths(&page_number(999, 999), size).1;
    let room = setting.width() - number - size;
    let mut footer = sheet.footer.clone();
    if typesetter.met_lacking {
        footer.push(format!("{LACKING} stands for a character that this typeface does not have."));
    }
    let lines = footer
        .iter()
        .flat_map(|words| typesetter.lines(&Words::new(words, Look::QUIET), size, room, Align::Start));
    lines.collect()
}

fn foot_of_page(
    footer: &[Line],
    (page, count): (usize, usize),
    setting: Setting,
    typesetter: &mut Typesetter,
) -> Vec<Item> {
    let size = setting.size * FOOT;
    let height: f32 = footer.iter().map(|line| line.height).sum();
    let mut y = setting.paper.page().1 - Setting::BOTTOM - height;
    let rule = Paint::Rule(setting.width());
    let mut items = vec![Item { x: Setting::SIDE, y: y - 4.0, paint: rule, tag: None }];
    let number = typesetter.lines(&page_number(page, count), size, setting.width(), Align::End);
    items.extend(number.into_iter().map(|line| Item {
        x: Setting::SIDE,
        y,
        paint: Paint::Line(line),
        tag: None,
    }));
    for line in footer {
        items.push(Item { x: Setting::SIDE, y, paint: Paint::Line(line.clone()), tag: None });
        y += line.height;
    }
    items
}

fn page_number(page: usize, count: usize) -> Words {
    Words::new(&format!("Page {page} of {count}"), Look::QUIET)
}
