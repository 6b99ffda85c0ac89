//! Joins the runs of a heading, paragraph, list item or table cell into a block of text.
//!
//! Must not know whether the runs were grouped by tags or by geometry.

use super::{
    hyphens::Vocabulary,
    page::{MIN_COLUMN_GAP_RATIO, MIN_SPACE_GAP_RATIO},
    row_end::RowEnd,
    text_row::{PlacedRun, text_rows},
};
use crate::{
    read::line::{CellPlace, is_suspended_hyphen, to_superscript},
    report::{Area, Emphasis, Text},
};

/// The kind of a block.
#[derive(Debug, Clone, Default)]
pub(super) enum BlockKind {
    /// Not tagged: a paragraph, a list item or another block. The beginning of the text decides.
    #[default]
    Plain,
    /// Tagged as a list item.
    Item {
        /// True if the bullet is drawn as a shape and is not part of the text.
        has_drawn_mark: bool,
    },
    /// Tagged as a heading.
    Heading,
    /// Tagged as a line of the printed contents.
    Contents,
    /// Tagged as a footnote.
    Footnote,
    /// A table row, with the blocks of each cell.
    Row(Vec<Vec<Block>>),
}

/// A heading, paragraph, list item, footnote, contents line or table row.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// The kind of block.
    pub(super) kind: BlockKind,
    /// The text. A gap as wide as between columns becomes a tab. Empty for a row.
    pub(super) text: Text,
    /// The style of most of the text.
    pub(super) style: TextStyle,
    /// The areas of the block, one for each page that it is on. Empty for a row.
    pub(super) areas: Vec<Area>,
    /// True if the block is page furniture.
    pub(super) is_furniture: bool,
    /// The nesting level of a list item, from 0.
    pub(super) list_level: u8,
    /// The place of the block in a table cell that is used only for layout.
    pub(super) cell_place: CellPlace,
    /// The end of the last row of the block; `None` if the block has no text.
    pub(super) row_end: Option<RowEnd>,
}

/// The text style of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct TextStyle {
    /// The most common type size of the letters, in points.
    pub(super) size: f32,
    /// True if at least 90% of the letters are bold.
    pub(super) is_bold: bool,
    /// True if at least 90% of the letters are italic.
    pub(super) is_italic: bool,
}

impl Block {
    /// Returns the index of the page that the block begins on, from 0; `None` if it has no area.
    pub(super) fn page_index(&self) -> Option<usize> {
        self.first_area().map(|area| area.page as usize - 1)
    }

    /// Returns the first block with text in the cells if this block is a row, or else this block.
    pub(super) fn first_block(&self) -> &Self {
        let BlockKind::Row(cells) = &self.kind else { return self };
        cells.iter().flatten().find(|block| !block.is_blank()).map_or(self, Self::first_block)
    }

    /// Returns the area of the block, or of the first block in its cells, on its first page; `None` if it has no area.
    pub(super) fn first_area(&self) -> Option<Area> {
        match &self.kind {
            BlockKind::Row(cells) => cells.iter().flatten().find_map(Self::first_area),
            _ => self.areas.first().copied(),
        }
    }

    /// Returns the areas of the block and its cells, one for each page.
    pub(super) fn all_areas(&self) -> Vec<Area> {
        let BlockKind::Row(cells) = &self.kind else { return self.areas.clone() };
        let mut areas: Vec<Area> = Vec::new();
        for area in cells.iter().flatten().flat_map(Self::all_areas) {
            crate::report::merge_area(&mut areas, area);
        }
        areas
    }

    /// Returns true if the block, or every block in its cells, has no text.
    pub(super) fn is_blank(&self) -> bool {
        match &self.kind {
            BlockKind::Row(cells) => cells.iter().flatten().all(Self::is_blank),
            _ => self.text.is_blank(),
        }
    }
}

/// Builds a block from runs. Runs that are out of order are sorted into rows first. `vocabulary` shows which hyphens at
/// line ends belong to their words.
pub(super) fn build_block(kind: BlockKind, runs: &[PlacedRun<'_>], vocabulary: &Vocabulary) -> Block {
    let sorted = if is_out_of_order(runs) { Some(sort_into_rows(runs)) } else { None };
    build_block_in_order(kind, sorted.as_deref().unwrap_or(runs), vocabulary)
}

/// Builds a block as [`build_block`] does, but keeps the order of the runs.
pub(super) fn build_block_in_order(
    kind: BlockKind,
    runs: &[PlacedRun<'_>],
    vocabulary: &Vocabulary,
) -> Block {
    let style = common_style(runs);
    let mut writer = BlockWriter { vocabulary, text: Text::default(), last: None, block_style: style };
    for (index, placed) in runs.iter().enumerate() {
        let is_superscript = is_superscript_mark(runs, index);
        writer.push_run(*placed, is_superscript);
    }
    let text = writer.into_text();
    let row_end = RowEnd::from_runs(runs);
    Block { kind, text, style, areas: page_areas(runs), row_end, ..Block::default() }
}

/// Returns true if a run is to the left of an earlier run on the same line. In some structure trees, a bullet comes
/// after its text.
fn is_out_of_order(runs: &[PlacedRun<'_>]) -> bool {
    let is_left_of = |one: &PlacedRun<'_>, other: &PlacedRun<'_>| {
        one.page == other.page
            && (one.run.baseline - other.run.baseline).abs() < 0.3 * other.run.size
            && one.run.right < other.run.left + 0.5 * other.run.size
            && !one.run.text.trim().is_empty()
    };
    let mut first_of_line: Vec<&PlacedRun<'_>> = Vec::new();
    for placed in runs.iter().filter(|placed| !placed.run.text.trim().is_empty()) {
        // A bullet is close to its text in the tree. Comparing a run with all lines would take quadratic time.
        if first_of_line.iter().rev().take(8).any(|first| is_left_of(placed, first)) {
            return true;
        }
        let is_same_line = |first: &&PlacedRun<'_>| {
            first.page == placed.page
                && (first.run.baseline - placed.run.baseline).abs() < 0.3 * placed.run.size
        };
        if !first_of_line.last().is_some_and(is_same_line) {
            first_of_line.push(placed);
        }
    }
    false
}

/// Sorts runs into rows from the top down, and within a row from left to right.
fn sort_into_rows<'r>(runs: &[PlacedRun<'r>]) -> Vec<PlacedRun<'r>> {
    let pages = runs.chunk_by(|one, other| one.page == other.page);
    pages.flat_map(|page| text_rows(page).into_iter().flat_map(|row| row.runs)).collect()
}

/// Returns true if a run is on the same line as the run before it, and to its right.
fn is_on_line_of(last: PlacedRun<'_>, next: PlacedRun<'_>) -> bool {
    let size = last.run.size.max(next.run.size);
    last.page == next.page
        && (next.run.baseline - last.run.baseline).abs() < 0.6 * size
        && next.run.left - last.run.right > -size
}

/// Returns true if the run at `index` is a superscript mark: it is short, consists of digits or other footnote marks,
/// and is smaller than a run next to it and above the baseline of that run.
fn is_superscript_mark(runs: &[PlacedRun<'_>], index: usize) -> bool {
    let mark = runs[index];
    let words = mark.run.text.trim();
    if words.is_empty() || words.len() > 4 || !words.chars().all(|c| to_superscript(c).is_some()) {
        return false;
    }
    let is_baseline_text = |other: &PlacedRun<'_>| {
        other.page == mark.page
            && !other.run.text.trim().is_empty()
            && mark.run.size < 0.85 * other.run.size
            && (0.12..0.7).contains(&((other.run.baseline - mark.run.baseline) / other.run.size))
    };
    runs[..index].iter().rev().take(2).any(is_baseline_text)
        || runs[index + 1..].iter().take(2).any(is_baseline_text)
}

/// Appends runs to the text of a block.
struct BlockWriter<'w> {
    vocabulary: &'w Vocabulary,
    text: Text,
    /// The last run that was appended; `None` at the beginning.
    last: Option<PlacedRun<'w>>,
    /// The style of the whole block. In a bold block, bold text is not emphasised; in an italic block, italic text.
    block_style: TextStyle,
}

impl<'w> BlockWriter<'w> {
    /// Appends a run, with the separator between it and the last run.
    fn push_run(&mut self, placed: PlacedRun<'w>, is_superscript: bool) {
        let PlacedRun { run, .. } = placed;
        if let Some(last) = self.last {
            // A space that begins a line would hide that the line continues a broken word.
            if run.text.trim().is_empty() && !is_on_line_of(last, placed) {
                return;
            }
            self.push_separator(last, placed);
        }
        let start = self.text.plain().len();
        // A soft hyphen is shown only at the end of a line. `push_separator` finds it in the run.
        for part in run.text.split('\u{AD}') {
            self.push_words(part, is_superscript);
        }
        let end = start + self.text.plain()[start..].trim_end().len();
        if run.face.is_bold && !self.block_style.is_bold {
            self.emphasise(start..end, Emphasis::Bold);
        }
        if run.face.is_italic && !self.block_style.is_italic {
            self.emphasise(start..end, Emphasis::Italic);
        }
        if !run.text.is_empty() {
            self.last = Some(placed);
        }
    }

    /// Appends words, without spaces after another space or at the beginning.
    fn push_words(&mut self, words: &str, is_superscript: bool) {
        for (index, word) in words.split(' ').enumerate() {
            if index > 0 && !self.text.plain().is_empty() && !self.text.plain().ends_with([' ', '\t']) {
                self.text.push_str(" ");
            }
            if is_superscript {
                let marks: String = word.chars().map(|c| to_superscript(c).unwrap_or(c)).collect();
                self.text.push_str(&marks);
            } else {
                self.text.push_str(word);
            }
        }
    }

    /// Emphasises a byte range of the text if it contains a letter or digit.
    fn emphasise(&mut self, range: std::ops::Range<usize>, kind: Emphasis) {
        if self.text.plain().get(range.clone()).is_some_and(|words| words.chars().any(char::is_alphanumeric))
        {
            self.text.emphasise(range, kind);
        }
    }

    /// Appends the separator between two runs: nothing, a space, or a tab if the gap is as wide as between columns.
    /// Joins a word that was broken at a line end.
    fn push_separator(&mut self, last: PlacedRun<'_>, next: PlacedRun<'_>) {
        let size = last.run.size.max(next.run.size);
        let gap = next.run.left - last.run.right;
        if is_on_line_of(last, next) {
            let has_space = self.text.plain().ends_with([' ', '\t']) || next.run.text.starts_with(' ');
            if gap > MIN_COLUMN_GAP_RATIO * size && !next.run.text.trim().is_empty() {
                self.text.trim_end();
                // The indent of a line is no column.
                if !self.text.plain().is_empty() {
                    self.text.push_str("\t");
                }
            } else if !has_space && gap > MIN_SPACE_GAP_RATIO * size {
                self.text.push_str(" ");
            }
            return;
        }
        self.text.trim_end();
        let broken = self.text.plain();
        let next_words = next.run.text.trim_start();
        let continues_word = next_words.starts_with(char::is_alphabetic);
        let mut before_hyphen = broken.chars().rev().skip(1);
        let is_in_number = before_hyphen.next().is_some_and(|c| c.is_ascii_digit())
            && next_words.starts_with(|c: char| c.is_ascii_digit());
        if (broken.ends_with('\u{2010}') || last.run.text.trim_end().ends_with('\u{AD}')) && continues_word {
            // A hyphen of automatic hyphenation is not part of the word.
            self.text.truncate(broken.trim_end_matches('\u{2010}').len());
        } else if broken.ends_with('-')
            && continues_word
            && broken.chars().rev().nth(1).is_some_and(char::is_alphabetic)
            && !is_suspended_hyphen(next_words)
        {
            let first = broken.rsplit([' ', '\t']).next().unwrap_or_default();
            let second = next_words.split_whitespace().next().unwrap_or_default();
            if self.vocabulary.is_word_without_hyphen(first, second) {
                self.text.truncate(broken.len() - 1);
            }
        } else if broken.ends_with('-') && is_in_number {
            // A span of years such as "2011-2012" was broken after its hyphen, so no space is added.
        } else if !broken.is_empty() {
            self.text.push_str(" ");
        }
    }

    /// Returns the text without white space at its end.
    fn into_text(mut self) -> Text {
        self.text.trim_end();
        self.text
    }
}

/// The number of letters in each type size. Sizes are in points.
#[derive(Default)]
pub(super) struct SizeCounts(Vec<(f32, usize)>);

impl SizeCounts {
    /// The maximum number of sizes that are counted. Further sizes are ignored.
    pub(super) const MAX_COUNTED_SIZES: usize = 64;

    /// Counts letters of a size. Sizes that differ by less than 0.3 points count as equal.
    pub(super) fn count_letters(&mut self, size: f32, letters: usize) {
        let known = self.0.len();
        match self.0.iter_mut().find(|(other, _)| (*other - size).abs() < 0.3) {
            Some((_, count)) => *count += letters,
            None if known < Self::MAX_COUNTED_SIZES => self.0.push((size, letters)),
            None => {}
        }
    }

    /// Returns the size with the most letters; `None` if no size was counted.
    pub(super) fn most_common_size(self) -> Option<f32> {
        self.0.into_iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| size)
    }
}

/// Returns the style of most letters: the most common size, and bold or italic if at least 90% of the letters are.
fn common_style(runs: &[PlacedRun<'_>]) -> TextStyle {
    let mut all = 0;
    let (mut bold, mut italic) = (0, 0);
    let mut sizes = SizeCounts::default();
    for PlacedRun { run, .. } in runs {
        let letters = run.text.chars().filter(|c| c.is_alphanumeric()).count();
        all += letters;
        bold += if run.face.is_bold { letters } else { 0 };
        italic += if run.face.is_italic { letters } else { 0 };
        sizes.count_letters(run.size, letters);
    }
    let size = sizes.most_common_size().unwrap_or_default();
    TextStyle { size, is_bold: all > 0 && bold * 10 >= all * 9, is_italic: all > 0 && italic * 10 >= all * 9 }
}

/// Returns the areas of the runs, one for each page.
fn page_areas(runs: &[PlacedRun<'_>]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for PlacedRun { page, run } in runs.iter().filter(|placed| !placed.run.text.trim().is_empty()) {
        let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
        let (top, bottom) = (run.baseline - run.size * 0.85, run.baseline + run.size * 0.25);
        crate::report::merge_area(&mut areas, Area { page, left: run.left, top, right: run.right, bottom });
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, PlacedRun, Vocabulary, build_block};
    use crate::read::pdf::page::{Face, TextRun};

    fn run(text: &str, row: u8, left: f32, right: f32) -> TextRun {
        let (text, baseline) = (text.to_owned(), 100.0 + 15.0 * f32::from(row));
        TextRun {
            text,
            left,
            right,
            baseline,
            size: 12.0,
            face: Face::default(),
            mcid: None,
            is_artifact: false,
        }
    }

    fn text_of_runs(runs: &[TextRun]) -> String {
        let vocabulary = Vocabulary::from_runs(runs.iter());
        let placed: Vec<PlacedRun<'_>> = runs.iter().map(|run| PlacedRun { page: 0, run }).collect();
        build_block(BlockKind::Plain, &placed, &vocabulary).text.plain().to_owned()
    }

    /// Returns the text of rows that are one run each.
    fn text_of(rows: &[&str]) -> String {
        let runs: Vec<TextRun> = (0..).zip(rows).map(|(row, text)| run(text, row, 50.0, 400.0)).collect();
        text_of_runs(&runs)
    }

    #[test]
    fn a_hyphen_at_a_line_end_is_kept_without_a_space() {
        assert_eq!(text_of(&["the multi-", " ", "agency team"]), "the multi-agency team");
        assert_eq!(text_of(&["the Multi-", "Agency team"]), "the Multi-Agency team");
        assert_eq!(text_of(&["a short-", "and long-term plan"]), "a short- and long-term plan");
    }

    #[test]
    fn a_word_that_is_written_with_and_without_a_hyphen_keeps_it() {
        let words = text_of(&["their wellbeing is good and well-", "being matters"]);
        assert_eq!(words, "their wellbeing is good and well-being matters");
    }

    #[test]
    fn a_file_that_breaks_words_loses_its_hyphens() {
        let words = text_of(&[
            "a company, a minister and an appeal end the com-",
            "pany of the min-",
            "ister in the ap-",
            "peal court",
        ]);
        assert!(words.ends_with("end the company of the minister in the appeal court"), "{words}");
    }

    #[test]
    fn broken_words_are_known_if_every_word_is_a_run() {
        let mut runs = Vec::new();
        let rows = [
            "a company, a minister and an appeal end the com-",
            "pany of the min-",
            "ister in the ap-",
            "peal court",
        ];
        for (row, words) in (0..).zip(rows) {
            let mut x = 50.0;
            for word in words.split(' ') {
                runs.push(run(word, row, x, x + 20.0));
                x += 24.0;
            }
        }
        assert!(text_of_runs(&runs).ends_with("end the company of the minister in the appeal court"));
    }
}
