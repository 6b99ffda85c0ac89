//! Builds blocks from the structure tree, in which the file itself tags paragraphs, list items and table rows.
//!
//! Must not know type or geometry, except through [`super::block`].

use std::collections::HashMap;

use super::{
    block::{Block, BlockKind, build_block},
    hyphens::Vocabulary,
    page::{PageContent, Run},
    table,
    tags::{ContentId, Element, Kid},
    text_row::PlacedRun,
};

/// The category of an element, which decides how it is read.
enum Category {
    /// Contains blocks.
    Group,
    /// Is a block.
    Block(BlockKind),
    /// Is a table.
    Table,
    /// Is part of the text around it.
    Inline,
    /// Counts as if its children were in its place.
    Transparent,
}

fn category_of(role: &str) -> Category {
    match role {
        "P" | "Caption" | "BibEntry" | "Formula" => Category::Block(BlockKind::Plain),
        "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => Category::Block(BlockKind::Heading),
        "LI" => Category::Block(BlockKind::Item { mark_is_drawn: false }),
        "TOCI" => Category::Block(BlockKind::Contents),
        "Note" | "FENote" => Category::Block(BlockKind::Footnote),
        "Table" => Category::Table,
        "Span" | "Link" | "Reference" | "Quote" | "Code" | "Em" | "Strong" | "Sub" | "Lbl" | "LBody"
        | "Annot" | "Ruby" | "RB" | "RT" | "RP" | "Warichu" | "WT" | "WP" => Category::Inline,
        "NonStruct" | "Private" => Category::Transparent,
        _ => Category::Group,
    }
}

/// The blocks of the tree, and the runs that the tree does not contain.
pub(super) struct TaggedBlocks<'r> {
    /// The blocks in the order of the tree.
    pub(super) blocks: Vec<Block>,
    /// The runs outside all elements, in page order.
    pub(super) untagged: Vec<PlacedRun<'r>>,
}

/// Builds the blocks of the tree; returns `None` if the tree contains too little of the text to be trusted.
pub(super) fn tagged_blocks<'r>(
    tree: &Element,
    pages: &'r [PageContent],
    vocabulary: &Vocabulary,
) -> Option<TaggedBlocks<'r>> {
    /// The minimum share of the letters that the tree must contain.
    const MIN_TAGGED_SHARE: f32 = 0.9;
    let mut runs_by_id: HashMap<ContentId, Vec<&Run>> = HashMap::new();
    for (page, content) in pages.iter().enumerate() {
        for run in content.runs.iter().filter(|run| !run.is_artifact) {
            if let Some(mcid) = run.mcid {
                runs_by_id.entry((page, mcid)).or_default().push(run);
            }
        }
    }
    let mut builder = BlockBuilder { runs_by_id, vocabulary };
    let mut blocks = Vec::new();
    builder.read_group(tree, &mut blocks);
    let unused = builder.runs_by_id;
    let is_untagged = |page: usize, run: &Run| match run.mcid {
        Some(mcid) => unused.contains_key(&(page, mcid)),
        None => true,
    };
    let (mut untagged, mut all_bytes, mut untagged_bytes) = (Vec::new(), 0, 0);
    for (page, content) in pages.iter().enumerate() {
        for run in content.runs.iter().filter(|run| !run.is_artifact) {
            all_bytes += run.text.trim().len();
            if is_untagged(page, run) {
                untagged_bytes += run.text.trim().len();
                untagged.push(PlacedRun { page, run });
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a share of a few hundred thousand letters")]
    let tagged_share = (all_bytes - untagged_bytes) as f32 / all_bytes.max(1) as f32;
    (tagged_share >= MIN_TAGGED_SHARE).then_some(TaggedBlocks { blocks, untagged })
}

/// Builds blocks in a walk through the tree.
struct BlockBuilder<'r, 'w> {
    /// The runs of each marked-content sequence. They are removed when their element is read.
    runs_by_id: HashMap<ContentId, Vec<&'r Run>>,
    vocabulary: &'w Vocabulary,
}

impl<'r> BlockBuilder<'r, '_> {
    /// Reads an element that contains blocks. Text directly in it becomes blocks too.
    fn read_group(&mut self, element: &Element, out: &mut Vec<Block>) {
        let mut open: Vec<PlacedRun<'r>> = Vec::new();
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.take_runs(*id, &mut open),
                Kid::Element(kid) if is_inline_text(kid) => {
                    let mut after = Vec::new();
                    self.gather_runs(kid, &mut open, &mut after);
                    if !after.is_empty() {
                        self.push_block(BlockKind::Plain, &mut open, out);
                        out.append(&mut after);
                    }
                }
                Kid::Element(kid) => {
                    self.push_block(BlockKind::Plain, &mut open, out);
                    self.read_element(kid, out);
                }
            }
        }
        self.push_block(BlockKind::Plain, &mut open, out);
    }

    fn read_element(&mut self, element: &Element, out: &mut Vec<Block>) {
        match category_of(&element.role) {
            Category::Group | Category::Inline | Category::Transparent => self.read_group(element, out),
            Category::Table => self.read_table(element, out),
            Category::Block(kind) => {
                let kind = match kind {
                    BlockKind::Item { .. } => {
                        BlockKind::Item { mark_is_drawn: self.has_empty_label(element) }
                    }
                    kind => kind,
                };
                let (mut runs, mut after) = (Vec::new(), Vec::new());
                if matches!(kind, BlockKind::Footnote) {
                    self.gather_all_runs(element, &mut runs);
                } else {
                    self.gather_runs(element, &mut runs, &mut after);
                }
                self.push_block(kind, &mut runs, out);
                out.append(&mut after);
            }
        }
    }

    /// Gathers the runs of a block. Other blocks inside it are appended to `after`.
    fn gather_runs(&mut self, element: &Element, runs: &mut Vec<PlacedRun<'r>>, after: &mut Vec<Block>) {
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.take_runs(*id, runs),
                Kid::Element(kid) => match category_of(&kid.role) {
                    Category::Inline | Category::Transparent => self.gather_runs(kid, runs, after),
                    // The text of a list item can be tagged as a paragraph inside the item.
                    Category::Block(BlockKind::Plain) if !has_words(runs) => {
                        self.gather_runs(kid, runs, after);
                    }
                    _ => self.read_element(kid, after),
                },
            }
        }
    }

    /// Returns true if a list item has a label without text, because its bullet is drawn.
    fn has_empty_label(&self, element: &Element) -> bool {
        let is_empty = |id: &ContentId| {
            self.runs_by_id.get(id).is_none_or(|runs| runs.iter().all(|run| run.text.trim().is_empty()))
        };
        element.kids.iter().any(|kid| match kid {
            Kid::Element(label) if label.role == "Lbl" => {
                label.kids.iter().all(|kid| matches!(kid, Kid::Content(id) if is_empty(id)))
            }
            _ => false,
        })
    }

    /// Gathers all runs of a block that cannot contain other blocks.
    fn gather_all_runs(&mut self, element: &Element, runs: &mut Vec<PlacedRun<'r>>) {
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.take_runs(*id, runs),
                Kid::Element(kid) => self.gather_all_runs(kid, runs),
            }
        }
    }

    fn take_runs(&mut self, id: ContentId, runs: &mut Vec<PlacedRun<'r>>) {
        let found = self.runs_by_id.remove(&id).unwrap_or_default();
        runs.extend(found.into_iter().map(|run| PlacedRun { page: id.0, run }));
    }

    /// Appends a block of the gathered runs, unless it is blank.
    fn push_block(&mut self, kind: BlockKind, runs: &mut Vec<PlacedRun<'r>>, out: &mut Vec<Block>) {
        let block = build_block(kind, runs, self.vocabulary);
        runs.clear();
        if !block.is_blank() {
            out.push(block);
        }
    }

    /// Reads a table as rows, or as blocks if it is only layout.
    fn read_table(&mut self, element: &Element, out: &mut Vec<Block>) {
        let mut rows = Vec::new();
        self.read_rows(element, &mut rows, out);
        table::push_rows(rows, out);
    }

    fn read_rows(&mut self, element: &Element, rows: &mut Vec<Vec<Vec<Block>>>, out: &mut Vec<Block>) {
        for kid in &element.kids {
            let Kid::Element(kid) = kid else { continue };
            match kid.role.as_str() {
                "THead" | "TBody" | "TFoot" => self.read_rows(kid, rows, out),
                "TR" => {
                    let cells = kid.kids.iter().filter_map(|cell| match cell {
                        Kid::Element(cell) => Some(cell),
                        Kid::Content(_) => None,
                    });
                    let cells = cells.map(|cell| {
                        let mut blocks = Vec::new();
                        self.read_group(cell, &mut blocks);
                        blocks
                    });
                    let cells: Vec<Vec<Block>> = cells.collect();
                    rows.push(cells);
                }
                _ => self.read_element(kid, out),
            }
        }
    }
}

/// Returns true if an element among blocks is text: it is inline, or transparent with only text inside.
fn is_inline_text(element: &Element) -> bool {
    match category_of(&element.role) {
        Category::Inline => true,
        Category::Transparent => element.kids.iter().all(|kid| match kid {
            Kid::Content(_) => true,
            Kid::Element(kid) => is_inline_text(kid),
        }),
        _ => false,
    }
}

/// Returns true if the runs of a list item are more than its label.
fn has_words(runs: &[PlacedRun<'_>]) -> bool {
    runs.iter().any(|placed| placed.run.text.chars().filter(|c| c.is_alphabetic()).count() > 2)
}
