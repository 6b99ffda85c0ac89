//! Turns HTML into styled lines, from the HTML5 tree of scraper. Must not know any other format.
//!
//! Nothing in a page is executed or fetched: scripts, styles and pictures are skipped.

mod attributes;
mod lists;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{Html, Node, node::Element};

use self::lists::OpenList;
use super::{
    MAX_LINES, ReadError,
    line::{Line, Shape, mark_unmarked_lines},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// The maximum nesting depth of elements. The time to build the tree grows with the square of its depth. Pages of
/// reports have a depth of about 30, and 200 at most.
const MAX_NESTING_DEPTH: usize = 2_000;

/// Returns the lines of a page: one for each heading, paragraph, list item and table row. Returns no lines if elements
/// are nested deeper than [`MAX_NESTING_DEPTH`].
///
/// # Errors
/// Returns [`ReadError::TooMuchText`] if the page has more than [`MAX_LINES`] tags, each of which takes memory, or too
/// many attributes.
pub(super) fn read_lines(source: &str) -> Result<Vec<Line>, ReadError> {
    if memchr::memchr_iter(b'<', source.as_bytes()).nth(MAX_LINES).is_some()
        || attributes::has_too_many_attributes(source)
    {
        return Err(ReadError::TooMuchText);
    }
    if nesting_depth(source) > MAX_NESTING_DEPTH {
        return Ok(Vec::new());
    }
    let page = Html::parse_document(source);
    // A page that this program has exported repeats facts of the report around its text.
    let exported = page.tree.nodes().find(|node| is_exported_text(*node));
    let mut reader = HtmlReader { is_exported: exported.is_some(), ..HtmlReader::default() };
    let main = exported.map_or_else(|| main_element(&page), |_| None);
    reader.set_outside_main(main.is_some());
    // The tree is not read by recursion, which could overflow the stack on a deeply nested page.
    for edge in exported.unwrap_or_else(|| page.tree.root()).traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    if main == Some(node.id()) {
                        reader.set_outside_main(false);
                    }
                    reader.read_element_start(element, node);
                }
                Node::Text(words) => reader.add_text(words),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.read_element_end(element);
                }
                if main == Some(node.id()) {
                    reader.set_outside_main(true);
                }
            }
        }
    }
    let mut lines = reader.writer.into_lines();
    mark_unmarked_lines(&mut lines);
    Ok(lines)
}

/// Returns the id of the element with the main text of a page and its title. What is outside it belongs to the website.
/// Returns `None` if the page states no such element, or several.
fn main_element(page: &Html) -> Option<NodeId> {
    let is_main = |node: &NodeRef<'_, Node>| {
        let element = node.value().as_element();
        element.is_some_and(|element| element.name() == "main" || element.attr("role") == Some("main"))
    };
    let is_title = |node: NodeRef<'_, Node>| node.value().as_element().is_some_and(|it| it.name() == "h1");
    let mut found = page.tree.nodes().filter(is_main);
    let main = found.next()?;
    let has_title = found.next().is_none() && main.descendants().any(is_title);
    has_title.then(|| main.id())
}

/// Returns true if an element is the text of a report on a page that this program has exported.
fn is_exported_text(node: NodeRef<'_, Node>) -> bool {
    let Node::Element(element) = node.value() else { return false };
    let is_first_block = |child: NodeRef<'_, Node>| {
        child
            .value()
            .as_element()
            .is_some_and(|element| element.attr("id").is_some_and(|id| id.starts_with('b')))
    };
    element.name() == "article"
        && element.attr("id") == Some("text")
        && element.attr("class") == Some("report")
        && node.children().any(is_first_block)
}

/// The names of elements without an end tag, or with an optional one. These elements do not count as nesting.
const UNCLOSED_ELEMENTS: [&str; 26] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr", "wbr",
];

/// Returns the maximum nesting depth of a page, counted from its tags without building the tree.
fn nesting_depth(source: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in source.split('<').skip(1) {
        let (is_end_tag, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..end];
        if name.is_empty() || UNCLOSED_ELEMENTS.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            continue;
        }
        depth = if is_end_tag { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// Reads the elements of a page, and writes their lines.
struct HtmlReader {
    writer: LineWriter,
    /// True if the page was exported by this program.
    is_exported: bool,
    /// The open lists, from the outermost; `None` for a list with bullets.
    lists: Vec<Option<OpenList>>,
    /// The number of open elements whose text is not shown.
    hidden_depth: usize,
    /// The number of open elements whose text is page furniture.
    furniture_depth: usize,
    /// True outside the element with the main text, whose text is page furniture too.
    is_outside_main: bool,
    /// The number of open tables. Only the rows of the outermost table become table rows; a table in a cell becomes
    /// text of the cell.
    table_depth: usize,
    /// The number of blocks so far, used in place of line numbers.
    block_count: u32,
}

impl Default for HtmlReader {
    fn default() -> Self {
        Self {
            writer: LineWriter::with_typed_marks(),
            is_exported: false,
            lists: Vec::new(),
            hidden_depth: 0,
            furniture_depth: 0,
            is_outside_main: false,
            table_depth: 0,
            block_count: 0,
        }
    }
}

/// The meaning of an element for the lines of a page.
enum ElementKind {
    /// An element whose text is not shown on the page.
    Hidden,
    /// An element whose text belongs to the website and not to the report.
    Furniture,
    /// A heading with its level, from 1 to 6.
    Heading(u8),
    OrderedList,
    BulletList,
    Item,
    Table,
    Row,
    Cell,
    Break,
    Emphasis(Emphasis),
    /// Any other element that begins a new line.
    Block,
    /// An element whose text is part of the text around it.
    Inline,
}

/// Returns the kind of an element.
fn element_kind(element: &Element) -> ElementKind {
    if element.attr("hidden").is_some() {
        return ElementKind::Hidden;
    }
    match element.name() {
        "head" | "script" | "style" | "noscript" | "template" | "svg" | "math" | "object" | "iframe"
        | "select" | "button" => ElementKind::Hidden,
        "nav" | "footer" => ElementKind::Furniture,
        "h1" => ElementKind::Heading(1),
        "h2" => ElementKind::Heading(2),
        "h3" => ElementKind::Heading(3),
        "h4" => ElementKind::Heading(4),
        "h5" => ElementKind::Heading(5),
        "h6" => ElementKind::Heading(6),
        "ol" => ElementKind::OrderedList,
        "ul" | "menu" => ElementKind::BulletList,
        "li" => ElementKind::Item,
        "table" => ElementKind::Table,
        "tr" => ElementKind::Row,
        "td" | "th" => ElementKind::Cell,
        "br" => ElementKind::Break,
        "b" | "strong" => ElementKind::Emphasis(Emphasis::Bold),
        "i" | "em" | "cite" => ElementKind::Emphasis(Emphasis::Italic),
        "a" | "abbr" | "acronym" | "bdi" | "bdo" | "big" | "code" | "data" | "del" | "dfn" | "font"
        | "ins" | "kbd" | "label" | "mark" | "q" | "s" | "samp" | "small" | "span" | "strike" | "sub"
        | "sup" | "time" | "tt" | "u" | "var" | "wbr" | "img" => ElementKind::Inline,
        _ => ElementKind::Block,
    }
}

impl HtmlReader {
    /// Reads the start of an element.
    fn read_element_start(&mut self, element: &Element, node: NodeRef<'_, Node>) {
        match element_kind(element) {
            ElementKind::Hidden => self.hidden_depth += 1,
            _ if self.hidden_depth > 0 => {}
            ElementKind::Furniture => {
                self.furniture_depth += 1;
                self.update_furniture();
            }
            ElementKind::Heading(level) => self.begin_block(Shape::Heading(level)),
            ElementKind::OrderedList => {
                self.begin_block(Shape::Plain);
                self.lists.push(Some(OpenList::from_element(element, node)));
            }
            ElementKind::BulletList => {
                self.begin_block(Shape::Plain);
                self.lists.push(None);
            }
            ElementKind::Item => self.begin_item(element),
            ElementKind::Table => {
                self.table_depth += 1;
                self.begin_block(Shape::Plain);
            }
            ElementKind::Row if self.table_depth == 1 => {
                self.block_count += 1;
                self.writer.begin_row(Origin { line: self.block_count, page: None });
            }
            ElementKind::Break => self.writer.break_line(),
            ElementKind::Emphasis(emphasis) => self.writer.open_emphasis(emphasis),
            // The first paragraph of a list item is the item itself.
            ElementKind::Block if self.writer.is_empty_shaped_block() => {}
            ElementKind::Block => self.begin_block(Shape::Plain),
            // On an exported page, the entries of the contents have their page in such an element.
            ElementKind::Inline
                if self.is_exported
                    && element.attr("class") == Some("quiet")
                    && self.lists.last().is_some_and(Option::is_none) =>
            {
                self.writer.set_shape(Shape::Plain, 0);
                let origin = Origin { line: self.block_count.max(1), page: None };
                self.writer.push_text("\t", || origin);
            }
            ElementKind::Row | ElementKind::Cell | ElementKind::Inline => {}
        }
    }

    /// Reads the end of an element.
    fn read_element_end(&mut self, element: &Element) {
        match element_kind(element) {
            ElementKind::Hidden => self.hidden_depth = self.hidden_depth.saturating_sub(1),
            _ if self.hidden_depth > 0 => {}
            ElementKind::Furniture => {
                self.furniture_depth = self.furniture_depth.saturating_sub(1);
                self.update_furniture();
            }
            ElementKind::OrderedList | ElementKind::BulletList => {
                self.writer.end_line();
                self.lists.pop();
            }
            ElementKind::Table => {
                self.table_depth = self.table_depth.saturating_sub(1);
                if self.table_depth == 0 {
                    self.writer.end_row();
                    self.writer.end_table();
                }
            }
            ElementKind::Row if self.table_depth == 1 => self.writer.end_row(),
            ElementKind::Cell if self.table_depth == 1 => self.writer.end_cell(),
            ElementKind::Emphasis(_) => self.writer.close_emphasis(),
            ElementKind::Heading(_) | ElementKind::Item | ElementKind::Block => self.writer.end_line(),
            ElementKind::Row | ElementKind::Cell | ElementKind::Break | ElementKind::Inline => {}
        }
    }

    /// Sets whether the following text is outside the element with the main text.
    fn set_outside_main(&mut self, is_outside_main: bool) {
        self.is_outside_main = is_outside_main;
        self.update_furniture();
    }

    /// Tells the writer whether the following text is page furniture.
    fn update_furniture(&mut self) {
        self.writer.set_furniture(self.furniture_depth > 0 || self.is_outside_main);
    }

    /// Begins a block of this shape. In a table cell, adds a space instead.
    fn begin_block(&mut self, shape: Shape) {
        self.block_count += 1;
        if self.table_depth == 0 { self.writer.begin_block(shape) } else { self.writer.end_line() }
    }

    /// Begins a list item. An item with a letter or a Roman numeral keeps it in its text.
    fn begin_item(&mut self, element: &Element) {
        let label = self.lists.last_mut().and_then(Option::as_mut).map(|list| list.next_label(element));
        self.begin_block(Shape::Plain);
        if self.table_depth > 0 {
            return;
        }
        let level = self.lists.len().saturating_sub(1);
        match label {
            Some(lists::Label::Number(number)) => {
                self.writer.set_number(number, '.', &format!("{number}."), level);
            }
            Some(lists::Label::Text(label)) => {
                self.writer.begin_item(Shape::Bullet, level);
                self.writer.set_prefix(format!("{label} "));
            }
            None => self.writer.begin_item(Shape::Bullet, level),
        }
    }

    /// Adds the text of a text node, unless it is hidden.
    fn add_text(&mut self, words: &str) {
        if self.hidden_depth == 0 {
            let origin = Origin { line: self.block_count.max(1), page: None };
            self.writer.push_text_collapsing_spaces(words, || origin);
        }
    }
}
