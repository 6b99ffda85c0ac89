//! Blocks from the structure tree: what the file itself says is a paragraph, a list item, a row of a table.
//!
//! Knows nothing of type and geometry but through [`super::block`].

use std::collections::HashMap;

use super::{
    block::{Block, Kind, Vocabulary, block},
    page::{Drawn, Run},
    table,
    tags::{Element, Kid, Mark},
    text_row::PlacedRun,
};

/// What an element is for the walk.
enum Category {
    /// Holds blocks.
    Group,
    /// Is a block.
    Block(Kind),
    /// Is a table.
    Table,
    /// Is part of the words around it.
    Inline,
    /// Is not there.
    Transparent,
}

fn category(role: &str) -> Category {
    match role {
        "P" | "Caption" | "BibEntry" | "Formula" => Category::Block(Kind::Plain),
        "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => Category::Block(Kind::Heading),
        "LI" => Category::Block(Kind::Item { mark_is_drawn: false }),
        "TOCI" => Category::Block(Kind::Contents),
        "Note" | "FENote" => Category::Block(Kind::Note),
        "Table" => Category::Table,
        "Span" | "Link" | "Reference" | "Quote" | "Code" | "Em" | "Strong" | "Sub" | "Lbl" | "LBody"
        | "Annot" | "Ruby" | "RB" | "RT" | "RP" | "Warichu" | "WT" | "WP" => Category::Inline,
        "NonStruct" | "Private" => Category::Transparent,
        _ => Category::Group,
    }
}

/// What the tree gave: blocks in its order, and the runs it does not name.
pub(super) struct Tagged<'r> {
    pub(super) blocks: Vec<Block>,
    /// Runs of no element, each with its page.
    pub(super) loose: Vec<PlacedRun<'r>>,
}

/// Blocks of the tree; `None` where the tree names too little of the text to be trusted.
pub(super) fn blocks<'r>(tree: &Element, pages: &'r [Drawn], words: &Vocabulary) -> Option<Tagged<'r>> {
    /// A tree that names less of the letters than this is a remnant.
    const TRUSTED: f32 = 0.9;
    let mut marked: HashMap<Mark, Vec<&Run>> = HashMap::new();
    for (page, drawn) in pages.iter().enumerate() {
        for run in drawn.runs.iter().filter(|run| !run.artifact) {
            if let Some(mark) = run.mark {
                marked.entry((page, mark)).or_default().push(run);
            }
        }
    }
    let mut walk = Walk { marked, words };
    let mut blocks = Vec::new();
    walk.group(tree, &mut blocks);
    let unnamed = walk.marked;
    let is_loose = |page: usize, run: &Run| match run.mark {
        Some(mark) => unnamed.contains_key(&(page, mark)),
        None => true,
    };
    let (mut loose, mut all, mut left) = (Vec::new(), 0, 0);
    for (page, drawn) in pages.iter().enumerate() {
        for run in drawn.runs.iter().filter(|run| !run.artifact) {
            all += run.text.trim().len();
            if is_loose(page, run) {
                left += run.text.trim().len();
                loose.push(PlacedRun { page, run });
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a share of a few hundred thousand letters")]
    let named = (all - left) as f32 / all.max(1) as f32;
    (named >= TRUSTED).then_some(Tagged { blocks, loose })
}

struct Walk<'r, 'w> {
    /// Runs of each marked sequence; taken when their element is met.
    marked: HashMap<Mark, Vec<&'r Run>>,
    words: &'w Vocabulary,
}

impl<'r> Walk<'r, '_> {
    fn group(&mut self, element: &Element, out: &mut Vec<Block>) {
        let mut open: Vec<PlacedRun<'r>> = Vec::new();
        for kid in &element.kids {
            match kid {
                Kid::Mark(mark) => self.take(*mark, &mut open),
                Kid::Element(kid) if is_words(kid) => {
                    let mut after = Vec::new();
                    self.gather(kid, &mut open, &mut after);
                    if !after.is_empty() {
                        self.close(Kind::Plain, &mut open, out);
                        out.append(&mut after);
                    }
                }
                Kid::Element(kid) => {
                    self.close(Kind::Plain, &mut open, out);
                    self.element(kid, out);
                }
            }
        }
        self.close(Kind::Plain, &mut open, out);
    }

    fn element(&mut self, element: &Element, out: &mut Vec<Block>) {
        match category(&element.role) {
            Category::Group | Category::Inline | Category::Transparent => self.group(element, out),
            Category::Table => self.table(element, out),
            Category::Block(kind) => {
                let kind = match kind {
                    Kind::Item { .. } => Kind::Item { mark_is_drawn: self.has_empty_label(element) },
                    kind => kind,
                };
                let (mut runs, mut after) = (Vec::new(), Vec::new());
                if matches!(kind, Kind::Note) {
                    self.gather_all(element, &mut runs);
                } else {
                    self.gather(element, &mut runs, &mut after);
                }
                self.close(kind, &mut runs, out);
                out.append(&mut after);
            }
        }
    }

    /// The runs of a block. What is a block of its own within it comes after it.
    fn gather(&mut self, element: &Element, runs: &mut Vec<PlacedRun<'r>>, after: &mut Vec<Block>) {
        for kid in &element.kids {
            match kid {
                Kid::Mark(mark) => self.take(*mark, runs),
                Kid::Element(kid) => match category(&kid.role) {
                    Category::Inline | Category::Transparent => self.gather(kid, runs, after),
                    // The words of a list item may be tagged as a paragraph in it.
                    Category::Block(Kind::Plain) if !has_words(runs) => self.gather(kid, runs, after),
                    _ => self.element(kid, after),
                },
            }
        }
    }

    /// Whether a list item has a label without text: a bullet that is drawn.
    fn has_empty_label(&self, element: &Element) -> bool {
        let is_empty = |mark: &Mark| {
            self.marked.get(mark).is_none_or(|runs| runs.iter().all(|run| run.text.trim().is_empty()))
        };
        element.kids.iter().any(|kid| match kid {
            Kid::Element(label) if label.role == "Lbl" => {
                label.kids.iter().all(|kid| matches!(kid, Kid::Mark(mark) if is_empty(mark)))
            }
            _ => false,
        })
    }

    /// The runs of a block that holds no other.
    fn gather_all(&mut self, element: &Element, runs: &mut Vec<PlacedRun<'r>>) {
        for kid in &element.kids {
            match kid {
                Kid::Mark(mark) => self.take(*mark, runs),
                Kid::Element(kid) => self.gather_all(kid, runs),
            }
        }
    }

    fn take(&mut self, mark: Mark, runs: &mut Vec<PlacedRun<'r>>) {
        let found = self.marked.remove(&mark).unwrap_or_default();
        runs.extend(found.into_iter().map(|run| PlacedRun { page: mark.0, run }));
    }

    fn close(&mut self, kind: Kind, runs: &mut Vec<PlacedRun<'r>>, out: &mut Vec<Block>) {
        let block = block(kind, runs, self.words);
        runs.clear();
        if !block.is_blank() {
            out.push(block);
        }
    }

    /// Rows of a table that is one; what stands in a table only to be placed comes as blocks.
    fn table(&mut self, element: &Element, out: &mut Vec<Block>) {
        let mut rows = Vec::new();
        self.rows(element, &mut rows, out);
        table::rows(rows, out);
    }

    fn rows(&mut self, element: &Element, rows: &mut Vec<Vec<Vec<Block>>>, out: &mut Vec<Block>) {
        for kid in &element.kids {
            let Kid::Element(kid) = kid else { continue };
            match kid.role.as_str() {
                "THead" | "TBody" | "TFoot" => self.rows(kid, rows, out),
                "TR" => {
                    let cells = kid.kids.iter().filter_map(|cell| match cell {
                        Kid::Element(cell) => Some(cell),
                        Kid::Mark(_) => None,
                    });
                    let cells = cells.map(|cell| {
                        let mut blocks = Vec::new();
                        self.group(cell, &mut blocks);
                        blocks
                    });
                    let cells: Vec<Vec<Block>> = cells.collect();
                    rows.push(cells);
                }
                _ => self.element(kid, out),
            }
        }
    }
}

/// Whether an element among blocks is words: inline, or holding nothing but what is.
fn is_words(element: &Element) -> bool {
    match category(&element.role) {
        Category::Inline => true,
        Category::Transparent => element.kids.iter().all(|kid| match kid {
            Kid::Mark(_) => true,
            Kid::Element(kid) => is_words(kid),
        }),
        _ => false,
    }
}

/// Whether a list item has more than its label.
fn has_words(runs: &[PlacedRun<'_>]) -> bool {
    runs.iter().any(|placed| placed.run.text.chars().filter(|c| c.is_alphabetic()).count() > 2)
}
