//! Joins the runs of a heading, paragraph, list item or table cell into a block of text.
//!
//! Must not know whether the runs were grouped by tags or by geometry.

use super::{
    hyphens::Vocabulary,
    page::{MIN_COLUMN_GAP, MIN_SPACE_GAP},
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
    /// A paragraph, a list item or anything else: depends on the beginning of its text.
    #[default]
    Plain,
    /// Tagged as a list item.
    Item {
        /// True if its bullet is drawn and is not text.
        mark_is_drawn: bool,
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
    pub(super) kind: BlockKind,
    /// The text. A gap as wide as between columns is a tab.
    pub(super) text: Text,
    /// The style of most of its text.
    pub(super) style: Style,
    /// Its areas, one for each page that it is on. Empty for a row.
    pub(super) areas: Vec<Area>,
    /// True if it is page furniture.
    pub(super) furniture: bool,
    /// The nesting level of a list item, from 0.
    pub(super) list_level: u8,
    /// Its place in a table cell that is used only for layout.
    pub(super) cell_place: CellPlace,
    /// The end of its last row; `None` if it has no text of its own.
    pub(super) row_end: Option<RowEnd>,
}

/// The text style of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Style {
    /// The size of most letters, in points.
    pub(super) size: f32,
    /// True if at least nine in ten letters are bold.
    pub(super) bold: bool,
    /// True if at least nine in ten letters are italic.
    pub(super) italic: bool,
}

impl Block {
    /// Returns the index of the page that it begins on, from 0.
    pub(super) fn page_index(&self) -> Option<usize> {
        self.first_area().map(|area| area.page as usize - 1)
    }

    /// Returns the first block in its cells if it is a row, or else the block itself.
    pub(super) fn first_block(&self) -> &Self {
        let BlockKind::Row(cells) = &self.kind else { return self };
        cells.iter().flatten().find(|block| !block.is_blank()).map_or(self, Self::first_block)
    }

    /// Returns the area on the first page that it is on.
    pub(super) fn first_area(&self) -> Option<Area> {
        match &self.kind {
            BlockKind::Row(cells) => cells.iter().flatten().find_map(Self::first_area),
            _ => self.areas.first().copied(),
        }
    }

    /// Returns its areas including those of its cells, one for each page.
    pub(super) fn all_areas(&self) -> Vec<Area> {
        let BlockKind::Row(cells) = &self.kind else { return self.areas.clone() };
        let mut areas: Vec<Area> = Vec::new();
        for area in cells.iter().flatten().flat_map(Self::all_areas) {
            crate::report::merge_area(&mut areas, area);
        }
        areas
    }

    pub(super) fn is_blank(&self) -> bool {
        match &self.kind {
            BlockKind::Row(cells) => cells.iter().flatten().all(Self::is_blank),
            _ => self.text.is_blank(),
        }
    }
}

/// Builds a block from runs, sorted into rows if they are out of order. The words of the whole file show which hyphens
/// at line ends belong to their words.
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
    let text = writer.finish();
    let row_end = RowEnd::from_runs(runs);
    Block { kind, text, style, areas: page_areas(runs), row_end, ..Block::default() }
}

/// Returns true if a run is to the left of an earlier run on the same line: the structure tree can list a bullet after
/// the text that it belongs to.
fn is_out_of_order(runs: &[PlacedRun<'_>]) -> bool {
    let left_of = |one: &PlacedRun<'_>, other: &PlacedRun<'_>| {
        one.page == other.page
            && (one.run.y - other.run.y).abs() < 0.3 * other.run.size
            && one.run.x1 < other.run.x0 + 0.5 * other.run.size
            && !one.run.text.trim().is_empty()
    };
    let mut first_of_line: Vec<&PlacedRun<'_>> = Vec::new();
    for placed in runs.iter().filter(|placed| !placed.run.text.trim().is_empty()) {
        // Comparing with the last few lines is enough, and keeps the time linear.
        if first_of_line.iter().rev().take(8).any(|first| left_of(placed, first)) {
            return true;
        }
        let is_same_line = |first: &&PlacedRun<'_>| {
            first.page == placed.page && (first.run.y - placed.run.y).abs() < 0.3 * placed.run.size
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
        && (next.run.y - last.run.y).abs() < 0.6 * size
        && next.run.x0 - last.run.x1 > -size
}

/// Returns true if a run is a superscript mark: short, smaller than the runs beside it, and above their baseline.
fn is_superscript_mark(runs: &[PlacedRun<'_>], index: usize) -> bool {
    let this = runs[index];
    let words = this.run.text.trim();
    if words.is_empty() || words.len() > 4 || !words.chars().all(|c| to_superscript(c).is_some()) {
        return false;
    }
    let beside = |other: &PlacedRun<'_>| {
        other.page == this.page
            && !other.run.text.trim().is_empty()
            && this.run.size < 0.85 * other.run.size
            && (0.12..0.7).contains(&((other.run.y - this.run.y) / other.run.size))
    };
    runs[..index].iter().rev().take(2).any(beside) || runs[index + 1..].iter().take(2).any(beside)
}

/// Appends runs to the text of a block.
struct BlockWriter<'w> {
    vocabulary: &'w Vocabulary,
    text: Text,
    last: Option<PlacedRun<'w>>,
    /// The style of the whole block. If the whole block is bold or italic, that is not emphasis.
    block_style: Style,
}

impl<'w> BlockWriter<'w> {
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
        for c in run.text.chars() {
            match c {
                ' ' if self.text.plain().is_empty() || self.text.plain().ends_with([' ', '\t']) => {}
                // A soft hyphen is shown only at the end of a line, where `push_separator` reads it from the run.
                '\u{AD}' => {}
                c if is_superscript => self.push_char(to_superscript(c).unwrap_or(c)),
                c => self.push_char(c),
            }
        }
        let end = start + self.text.plain()[start..].trim_end().len();
        if run.face.bold && !self.block_style.bold {
            self.emphasise(start..end, Emphasis::Bold);
        }
        if run.face.italic && !self.block_style.italic {
            self.emphasise(start..end, Emphasis::Italic);
        }
        if !run.text.is_empty() {
            self.last = Some(placed);
        }
    }

    fn push_char(&mut self, c: char) {
        self.text.push_str(c.encode_utf8(&mut [0; 4]));
    }

    fn emphasise(&mut self, range: std::ops::Range<usize>, kind: Emphasis) {
        if self.text.plain().get(range.clone()).is_some_and(|words| words.chars().any(char::is_alphanumeric))
        {
            self.text.emphasise(range, kind);
        }
    }

    /// Adds the separator between two runs: nothing, a space, or a tab if the gap is as wide as between columns. Joins
    /// a word that is broken at a line end.
    fn push_separator(&mut self, last: PlacedRun<'_>, next: PlacedRun<'_>) {
        let size = last.run.size.max(next.run.size);
        let gap = next.run.x0 - last.run.x1;
        if is_on_line_of(last, next) {
            let has_space = self.text.plain().ends_with([' ', '\t']) || next.run.text.starts_with(' ');
            if gap > MIN_COLUMN_GAP * size && !next.run.text.trim().is_empty() {
                self.text.trim_end();
                self.text.push_str("\t");
            } else if !has_space && gap > MIN_SPACE_GAP * size {
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
            // This hyphen comes from automatic hyphenation.
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
            // A span such as "2011-2012" was broken after its hyphen.
        } else if !broken.is_empty() {
            self.text.push_str(" ");
        }
    }

    fn finish(mut self) -> Text {
        self.text.trim_end();
        self.text
    }
}

/// The number of letters in each type size.
#[derive(Default)]
pub(super) struct SizeCounts(Vec<(f32, usize)>);

impl SizeCounts {
    /// The maximum number of sizes that are counted; further sizes are ignored.
    pub(super) const MAX_SIZES: usize = 64;

    /// Counts letters of a size. Sizes less than 0.3 points apart count as equal.
    pub(super) fn add(&mut self, size: f32, letters: usize) {
        let known = self.0.len();
        match self.0.iter_mut().find(|(other, _)| (*other - size).abs() < 0.3) {
            Some((_, count)) => *count += letters,
            None if known < Self::MAX_SIZES => self.0.push((size, letters)),
            None => {}
        }
    }

    /// Returns the size of most letters; `None` if there are no letters.
    pub(super) fn most_common(self) -> Option<f32> {
        self.0.into_iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| size)
    }
}

/// Returns the size of most letters, and bold or italic if at least nine in ten letters are.
fn common_style(runs: &[PlacedRun<'_>]) -> Style {
    let mut all = 0;
    let (mut bold, mut italic) = (0, 0);
    let mut sizes = SizeCounts::default();
    for PlacedRun { run, .. } in runs {
        let letters = run.text.chars().filter(|c| c.is_alphanumeric()).count();
        all += letters;
        bold += if run.face.bold { letters } else { 0 };
        italic += if run.face.italic { letters } else { 0 };
        sizes.add(run.size, letters);
    }
    let size = sizes.most_common().unwrap_or_default();
    Style { size, bold: all > 0 && bold * 10 >= all * 9, italic: all > 0 && italic * 10 >= all * 9 }
}

/// Returns the area of the runs on each page.
fn page_areas(runs: &[PlacedRun<'_>]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for PlacedRun { page, run } in runs.iter().filter(|placed| !placed.run.text.trim().is_empty()) {
        let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
        let (top, bottom) = (run.y - run.size * 0.85, run.y + run.size * 0.25);
        crate::report::merge_area(&mut areas, Area { page, left: run.x0, top, right: run.x1, bottom });
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, PlacedRun, Vocabulary, build_block};
    use crate::read::pdf::page::{Face, Run};

    fn run(text: &str, row: u8, x0: f32, x1: f32) -> Run {
        let (text, y) = (text.to_owned(), 100.0 + 15.0 * f32::from(row));
        Run { text, x0, x1, y, size: 12.0, face: Face::default(), mcid: None, is_artifact: false }
    }

    fn text_of_runs(runs: &[Run]) -> String {
        let vocabulary = Vocabulary::from_runs(runs.iter());
        let placed: Vec<PlacedRun<'_>> = runs.iter().map(|run| PlacedRun { page: 0, run }).collect();
        build_block(BlockKind::Plain, &placed, &vocabulary).text.plain().to_owned()
    }

    /// Returns the text of rows that are one run each.
    fn text_of(rows: &[&str]) -> String {
        let runs: Vec<Run> = (0..).zip(rows).map(|(row, text)| run(text, row, 50.0, 400.0)).collect();
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
