//! HTML to styled lines, through scraper's HTML5 tree. Knows no other format.
//!
//! Nothing in a page is run or fetched: scripts, styles and pictures are passed over.

use ego_tree::iter::Edge;
use scraper::{Html, Node, node::Element};

use super::{
    line::{Line, Shape},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// How deep elements may be nested. Building the tree takes time with the square of its depth; pages of reports are
/// some 30 deep, the worst of them 200.
const DEEPEST: usize = 2_000;

/// Lines of a page: one a heading, paragraph, list item, table row. A page nested deeper than any page of a report has
/// none.
pub(super) fn lines(source: &str) -> Vec<Line> {
    if nesting(source) > DEEPEST {
        return Vec::new();
    }
    let page = Html::parse_document(source);
    let mut reader = Reader::default();
    // Not by recursion: a page can be nested a million deep.
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => reader.open(element),
                Node::Text(words) => reader.words(words),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.close(element);
                }
            }
        }
    }
    reader.writer.finish()
}

/// Elements whose end need not be written, or that have none: they do not nest in one another.
const UNCLOSED: [&str; 26] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr", "wbr",
];

/// How deep the elements of a page are nested at the most, as its tags say.
fn nesting(source: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in source.split('<').skip(1) {
        let (closes, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..end];
        if name.is_empty() || UNCLOSED.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

#[derive(Default)]
struct Reader {
    writer: LineWriter,
    /// For each list that is open, the number of its next item; `None` for bullets.
    lists: Vec<Option<u32>>,
    /// How many elements are open whose words are not shown, and whose words belong to the page.
    hidden: usize,
    furniture: usize,
    /// How many tables are open: the outermost one's rows are rows, what is in a cell is words.
    tables: usize,
    /// Pages have no lines that a reader could count: blocks are counted.
    blocks: u32,
}

/// What an element means for lines.
enum Kind {
    /// Its words are not words of the page.
    Hidden,
    /// Its words are of the site and not of the report.
    Furniture,
    Heading(u8),
    OrderedList,
    BulletList,
    Item,
    Table,
    Row,
    Cell,
    Break,
    Emphasis(Emphasis),
    /// Any other element that stands on its own.
    Block,
    /// Words like those around them.
    Inline,
}

fn kind(element: &Element) -> Kind {
    if element.attr("hidden").is_some() {
        return Kind::Hidden;
    }
    match element.name() {
        "head" | "script" | "style" | "noscript" | "template" | "svg" | "math" | "object" | "iframe"
        | "select" | "button" => Kind::Hidden,
        "nav" | "footer" => Kind::Furniture,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "ol" => Kind::OrderedList,
        "ul" | "menu" => Kind::BulletList,
        "li" => Kind::Item,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "br" => Kind::Break,
        "b" | "strong" => Kind::Emphasis(Emphasis::Bold),
        "i" | "em" | "cite" => Kind::Emphasis(Emphasis::Italic),
        "a" | "abbr" | "acronym" | "bdi" | "bdo" | "big" | "code" | "data" | "del" | "dfn" | "font"
        | "ins" | "kbd" | "label" | "mark" | "q" | "s" | "samp" | "small" | "span" | "strike" | "sub"
        | "sup" | "time" | "tt" | "u" | "var" | "wbr" | "img" => Kind::Inline,
        _ => Kind::Block,
    }
}

impl Reader {
    fn open(&mut self, element: &Element) {
        match kind(element) {
            Kind::Hidden => self.hidden += 1,
            _ if self.hidden > 0 => {}
            Kind::Furniture => {
                self.furniture += 1;
                self.writer.furniture(true);
            }
            Kind::Heading(level) => self.begin(Shape::Heading(level)),
            Kind::OrderedList => {
                self.begin(Shape::Plain);
                let start = element.attr("start").and_then(|start| start.trim().parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            Kind::BulletList => {
                self.begin(Shape::Plain);
                self.lists.push(None);
            }
            Kind::Item => self.item(element),
            Kind::Table => {
                self.tables += 1;
                self.begin(Shape::Plain);
            }
            Kind::Row if self.tables == 1 => {
                self.blocks += 1;
                self.writer.begin_row(Origin { line: self.blocks, page: None });
            }
            Kind::Break => self.writer.break_line(),
            Kind::Emphasis(emphasis) => self.writer.open(emphasis),
            // A paragraph right after its item's mark is that item.
            Kind::Block if self.writer.awaits_words() => {}
            Kind::Block => self.begin(Shape::Plain),
            Kind::Row | Kind::Cell | Kind::Inline => {}
        }
    }

    fn close(&mut self, element: &Element) {
        match kind(element) {
            Kind::Hidden => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Kind::Furniture => {
                self.furniture = self.furniture.saturating_sub(1);
                self.writer.furniture(self.furniture > 0);
            }
            Kind::OrderedList | Kind::BulletList => {
                self.writer.flush();
                self.lists.pop();
            }
            Kind::Table => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.writer.end_row();
                    self.writer.end_table();
                }
            }
            Kind::Row if self.tables == 1 => self.writer.end_row(),
            Kind::Cell if self.tables == 1 => self.writer.end_cell(),
            Kind::Emphasis(_) => self.writer.close(),
            Kind::Heading(_) | Kind::Item | Kind::Block => self.writer.flush(),
            Kind::Row | Kind::Cell | Kind::Break | Kind::Inline => {}
        }
    }

    fn begin(&mut self, shape: Shape) {
        self.blocks += 1;
        // Within a cell everything is words.
        if self.tables == 0 { self.writer.begin(shape) } else { self.writer.flush() }
    }

    fn item(&mut self, element: &Element) {
        let shape = match self.lists.last_mut() {
            Some(Some(next)) => {
                let number =
                    element.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(*next);
                *next = number.saturating_add(1);
                Shape::Numbered { number, mark: '.' }
            }
            Some(None) | None => Shape::Bullet,
        };
        self.begin(shape);
    }

    fn words(&mut self, words: &str) {
        if self.hidden == 0 {
            let origin = Origin { line: self.blocks.max(1), page: None };
            self.writer.push_flowing(words, || origin);
        }
    }
}
