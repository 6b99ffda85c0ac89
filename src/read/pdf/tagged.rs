//! Builds blocks from the structure tree of a tagged PDF. The tree tags paragraphs, list items and table rows.
//!
//! Must not know type or positions, except through [`super::block`].

use std::collections::{HashMap, HashSet};

use super::{
    block::{Block, BlockKind, build_block},
    hyphens::Vocabulary,
    page::{PageContent, TextRun},
    strays, table,
    tags::{ContentId, Kid, TagElement},
    text_row::PlacedRun,
};

/// The category of an element of the structure tree.
enum ElementCategory {
    /// An element that contains blocks.
    Group,
    /// An element that is a block.
    Block(BlockKind),
    /// A table.
    Table,
    /// An element whose text is part of the text around it.
    Inline,
    /// An element that is read as if its children were in its place.
    Transparent,
}

/// Returns the category of elements with a standard role, such as "P" or "TD".
fn element_category(role: &str) -> ElementCategory {
    match role {
        "P" | "Caption" | "BibEntry" | "Formula" => ElementCategory::Block(BlockKind::Plain),
        "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => ElementCategory::Block(BlockKind::Heading),
        "LI" => ElementCategory::Block(BlockKind::Item { has_drawn_mark: false }),
        "TOCI" => ElementCategory::Block(BlockKind::Contents),
        "Note" | "FENote" => ElementCategory::Block(BlockKind::Footnote),
        "Table" => ElementCategory::Table,
        "Span" | "Link" | "Reference" | "Quote" | "Code" | "Em" | "Strong" | "Sub" | "Lbl" | "LBody"
        | "Annot" | "Ruby" | "RB" | "RT" | "RP" | "Warichu" | "WT" | "WP" => ElementCategory::Inline,
        "NonStruct" | "Private" => ElementCategory::Transparent,
        _ => ElementCategory::Group,
    }
}

/// The blocks of a structure tree, and the runs that the tree does not contain.
pub(super) struct TaggedBlocks<'r> {
    /// The blocks in the order of the tree.
    pub(super) blocks: Vec<Block>,
    /// The runs outside all elements, in page order.
    pub(super) untagged: Vec<PlacedRun<'r>>,
}

/// Returns the blocks of a structure tree. Returns `None` if the tree contains less than 90% of the text, so that it
/// cannot be trusted.
pub(super) fn tagged_blocks<'r>(
    tree: &TagElement,
    pages: &'r [PageContent],
    vocabulary: &Vocabulary,
) -> Option<TaggedBlocks<'r>> {
    /// The minimum share of the text that the tree must contain, in bytes, from 0 to 1.
    const MIN_TAGGED_SHARE: f32 = 0.9;
    let mut runs_by_id: HashMap<ContentId, Vec<&TextRun>> = HashMap::new();
    for (page, content) in pages.iter().enumerate() {
        for run in content.runs.iter().filter(|run| !run.is_artifact) {
            if let Some(mcid) = run.mcid {
                runs_by_id.entry((page, mcid)).or_default().push(run);
            }
        }
    }
    let moved = strays::place_strays(tree, pages, &mut runs_by_id);
    let mut builder = BlockBuilder { runs_by_id, moved, vocabulary };
    let mut blocks = Vec::new();
    builder.read_group(tree, &mut blocks);
    let unused = builder.runs_by_id;
    let is_untagged = |page: usize, run: &TextRun| match run.mcid {
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
    #[expect(clippy::cast_precision_loss, reason = "f32 is precise enough for a share of the letters")]
    let tagged_share = (all_bytes - untagged_bytes) as f32 / all_bytes.max(1) as f32;
    (tagged_share >= MIN_TAGGED_SHARE).then_some(TaggedBlocks { blocks, untagged })
}

/// Gives content the text that the file states for it. The first run of an element with a stated text gets this text, and
/// its other runs are removed.
pub(super) fn apply_actual_texts(tree: &TagElement, pages: &mut [PageContent]) {
    let elements = tree.elements_with_actual_text();
    if elements.is_empty() {
        return;
    }
    let mut texts: HashMap<ContentId, &str> = HashMap::new();
    let ids_of_page = |(page, content): (usize, &PageContent)| {
        content.runs.iter().filter_map(move |run| Some((page, run.mcid?))).collect::<Vec<_>>()
    };
    // Content without letters, such as a picture, can't take a text.
    let with_letters: HashSet<ContentId> = pages.iter().enumerate().flat_map(ids_of_page).collect();
    for element in elements {
        let mut text = element.actual_text.as_deref().unwrap_or_default();
        for id in element.contents().into_iter().filter(|id| with_letters.contains(id)) {
            // Only the first content has the text.
            texts.insert(id, std::mem::take(&mut text));
        }
    }
    for (page, content) in pages.iter_mut().enumerate() {
        let mut kept: Vec<TextRun> = Vec::with_capacity(content.runs.len());
        for mut run in std::mem::take(&mut content.runs) {
            let stated = run.mcid.and_then(|mcid| texts.get_mut(&(page, mcid)));
            if let Some(text) = stated.filter(|_| !run.is_artifact) {
                run.text = std::mem::take(text).to_owned();
            }
            match kept.last_mut().filter(|_| run.text.is_empty()) {
                // The run before takes the room of a run without text, so that there is no gap inside a word.
                Some(before) if (before.baseline - run.baseline).abs() < 1.0 && before.right < run.right => {
                    before.right = run.right;
                }
                _ if run.text.is_empty() => {}
                _ => kept.push(run),
            }
        }
        content.runs = kept;
    }
}

/// Builds blocks from the elements of a structure tree.
struct BlockBuilder<'r, 'w> {
    /// The runs of each marked-content sequence that was not read yet.
    runs_by_id: HashMap<ContentId, Vec<&'r TextRun>>,
    /// The sequences whose runs were moved to those of another sequence.
    moved: HashSet<ContentId>,
    vocabulary: &'w Vocabulary,
}

impl<'r> BlockBuilder<'r, '_> {
    /// Reads an element that contains blocks. Text directly in the element becomes blocks too.
    fn read_group(&mut self, element: &TagElement, out: &mut Vec<Block>) {
        let mut open: Vec<PlacedRun<'r>> = Vec::new();
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.take_runs(*id, &mut open),
                Kid::Element(kid) if is_inline_text(kid) => {
                    let mut after = Vec::new();
                    self.gather_runs(kid, &mut open, &mut after);
                    if !after.is_empty() {
                        self.push_block(&BlockKind::Plain, &mut open, out);
                        out.append(&mut after);
                    }
                }
                Kid::Element(kid) => {
                    self.push_block(&BlockKind::Plain, &mut open, out);
                    self.read_element(kid, out);
                }
            }
        }
        self.push_block(&BlockKind::Plain, &mut open, out);
    }

    /// Reads an element of any category, and appends its blocks to `out`.
    fn read_element(&mut self, element: &TagElement, out: &mut Vec<Block>) {
        match element_category(&element.role) {
            ElementCategory::Group | ElementCategory::Inline | ElementCategory::Transparent => {
                self.read_group(element, out);
            }
            ElementCategory::Table => self.read_table(element, out),
            ElementCategory::Block(kind) => {
                let kind = match kind {
                    BlockKind::Item { .. } => {
                        BlockKind::Item { has_drawn_mark: self.has_empty_label(element) }
                    }
                    kind => kind,
                };
                let (mut runs, mut after) = (Vec::new(), Vec::new());
                if matches!(kind, BlockKind::Footnote) {
                    self.gather_all_runs(element, &mut runs);
                } else {
                    self.gather_runs(element, &mut runs, &mut after);
                }
                self.push_block(&kind, &mut runs, out);
                out.append(&mut after);
            }
        }
    }

    /// Appends the runs of a block to `runs`. Other blocks inside its element are appended to `after`.
    fn gather_runs(&mut self, element: &TagElement, runs: &mut Vec<PlacedRun<'r>>, after: &mut Vec<Block>) {
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.take_runs(*id, runs),
                Kid::Element(kid) => match element_category(&kid.role) {
                    ElementCategory::Inline | ElementCategory::Transparent => {
                        self.gather_runs(kid, runs, after);
                    }
                    // The text of a list item can be tagged as a paragraph inside the item.
                    ElementCategory::Block(BlockKind::Plain) if !has_words(runs) => {
                        self.gather_runs(kid, runs, after);
                    }
                    _ => self.read_element(kid, after),
                },
            }
        }
    }

    /// Returns true if a list item has a label without text, which means that its bullet is drawn as a shape.
    fn has_empty_label(&self, element: &TagElement) -> bool {
        let is_empty = |id: &ContentId| {
            !self.moved.contains(id)
                && self
                    .runs_by_id
                    .get(id)
                    .is_none_or(|runs| runs.iter().all(|run| run.text.trim().is_empty()))
        };
        element.kids.iter().any(|kid| match kid {
            Kid::Element(label) if label.role == "Lbl" => {
                label.kids.iter().all(|kid| matches!(kid, Kid::Content(id) if is_empty(id)))
            }
            _ => false,
        })
    }

    /// Appends all runs of an element to `runs`, for a block that cannot contain other blocks.
    fn gather_all_runs(&mut self, element: &TagElement, runs: &mut Vec<PlacedRun<'r>>) {
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.take_runs(*id, runs),
                Kid::Element(kid) => self.gather_all_runs(kid, runs),
            }
        }
    }

    /// Moves the runs of a marked-content sequence to `runs`. They count as read after that.
    fn take_runs(&mut self, id: ContentId, runs: &mut Vec<PlacedRun<'r>>) {
        let found = self.runs_by_id.remove(&id).unwrap_or_default();
        runs.extend(found.into_iter().map(|run| PlacedRun { page: id.0, run }));
    }

    /// Appends a block of the gathered runs to `out`, unless the block is blank, and clears `runs`. A paragraph with
    /// blank rows is several blocks.
    fn push_block(&mut self, kind: &BlockKind, runs: &mut Vec<PlacedRun<'r>>, out: &mut Vec<Block>) {
        restore_rows(runs);
        let ends = if matches!(kind, BlockKind::Plain) { paragraph_ends(runs) } else { Vec::new() };
        let mut start = 0;
        for end in ends.into_iter().chain([runs.len()]) {
            let block = build_block(kind.clone(), &runs[start..end], self.vocabulary);
            start = end;
            if !block.is_blank() {
                out.push(block);
            }
        }
        runs.clear();
    }

    /// Reads a table, and appends its rows to `out`, or its blocks if the table is used only for layout.
    fn read_table(&mut self, element: &TagElement, out: &mut Vec<Block>) {
        let mut rows = Vec::new();
        self.read_rows(element, &mut rows, out);
        table::push_rows(rows, out);
    }

    /// Reads the rows of a table or of its head, body or foot. Other elements, such as a caption, are appended to
    /// `out`.
    fn read_rows(&mut self, element: &TagElement, rows: &mut Vec<Vec<Vec<Block>>>, out: &mut Vec<Block>) {
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

/// Returns true if an element contains only text and no blocks: it is inline, or transparent with only text inside.
fn is_inline_text(element: &TagElement) -> bool {
    match element_category(&element.role) {
        ElementCategory::Inline => true,
        ElementCategory::Transparent => element.kids.iter().all(|kid| match kid {
            Kid::Content(_) => true,
            Kid::Element(kid) => is_inline_text(kid),
        }),
        _ => false,
    }
}

/// Puts the rows of an element into the order in which they are on the page, if the tree has them from the bottom to the
/// top. The rows of a text in columns go up only from one column to the next.
fn restore_rows(runs: &mut [PlacedRun<'_>]) {
    /// The minimum distance between two rows, as a multiple of the type size.
    const MIN_DISTANCE_RATIO: f32 = 0.5;
    let filled: Vec<&PlacedRun<'_>> =
        runs.iter().filter(|placed| !placed.run.text.trim().is_empty()).collect();
    let (mut up, mut down) = (0, 0);
    for pair in filled.windows(2) {
        let distance = (pair[1].run.baseline - pair[0].run.baseline) / pair[1].run.size.max(1.0);
        if pair[0].page != pair[1].page || distance > MIN_DISTANCE_RATIO {
            down += 1;
        } else if distance < -MIN_DISTANCE_RATIO {
            up += 1;
        }
    }
    if up >= 2 && down == 0 {
        runs.sort_by(|one, other| one.run.baseline.total_cmp(&other.run.baseline));
    }
}

/// Returns the indices of the runs that begin another paragraph in the same element: the row before ends a sentence, and
/// the space above is that of a blank row. In some files, one element contains all paragraphs of a box.
fn paragraph_ends(runs: &[PlacedRun<'_>]) -> Vec<usize> {
    /// The minimum distance between two paragraphs, as a multiple of the distance between two rows.
    const MIN_DISTANCE_RATIO: f32 = 1.7;
    // The index of the first run of each row, and the distance to the row above in type sizes.
    let mut rows: Vec<(usize, f32)> = Vec::new();
    let mut last: Option<&PlacedRun<'_>> = None;
    for (index, placed) in runs.iter().enumerate().filter(|(_, placed)| !placed.run.text.trim().is_empty()) {
        if let Some(last) = last.filter(|last| last.page == placed.page) {
            let distance = (placed.run.baseline - last.run.baseline) / placed.run.size.max(1.0);
            if distance > 0.8 {
                rows.push((index, distance));
            }
        }
        last = Some(placed);
    }
    let usual = rows.iter().map(|(_, distance)| *distance).fold(f32::INFINITY, f32::min);
    let is_start = |(index, distance): &(usize, f32)| {
        let mut before = runs[..*index].iter().rev().map(|placed| placed.run.text.trim());
        let text_before = before.find(|text| !text.is_empty());
        *distance > MIN_DISTANCE_RATIO * usual
            && text_before.is_some_and(|text| text.ends_with(['.', '?', '!', ':']))
            && !runs[*index].run.text.trim_start().starts_with(char::is_lowercase)
    };
    rows.iter().filter(|row| is_start(row)).map(|(index, _)| *index).collect()
}

/// Returns true if runs have more than two letters in one run, so that they are not only the label of a list item.
fn has_words(runs: &[PlacedRun<'_>]) -> bool {
    runs.iter().any(|placed| placed.run.text.chars().filter(|c| c.is_alphabetic()).count() > 2)
}
