//! Blocks of a page: the runs of one heading, paragraph, list item or table cell, put together to text.
//!
//! Knows nothing of where the runs came from, tags or geometry.

use std::collections::HashSet;

use super::{
    page::{COLUMN, Run, SPACE},
    text_row::{PlacedRun, text_rows},
};
use crate::{
    read::line::superscript,
    report::{Area, Emphasis, Text},
};

/// What a block is.
#[derive(Debug, Clone, Default)]
pub(super) enum Kind {
    /// A paragraph, a list item, or anything else; what it begins with tells.
    #[default]
    Plain,
    /// Tagged as a list item.
    Item {
        /// Whether it has a mark that is no text.
        mark_is_drawn: bool,
    },
    /// Tagged as a heading.
    Heading,
    /// Tagged as a line of the contents.
    Contents,
    /// A footnote.
    Note,
    /// A row of a table: the blocks of each cell.
    Row(Vec<Vec<Block>>),
}

/// A block with its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The words. A gap as wide as between columns is a tab.
    pub(super) text: Text,
    /// The type most of it is set in.
    pub(super) style: Style,
    /// Where it stands, one area for each page it stands on.
    pub(super) areas: Vec<Area>,
    /// Whether it belongs to the page and not to the report.
    pub(super) furniture: bool,
}

/// The type that most of a block is set in.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Style {
    /// In points.
    pub(super) size: f32,
    /// Whether all of it is bold, or italic.
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Block {
    /// The page it begins on, from 0.
    pub(super) fn page(&self) -> Option<usize> {
        self.first_area().map(|area| area.page as usize - 1)
    }

    /// The first of its blocks where it is a row, else itself.
    pub(super) fn first(&self) -> &Self {
        let Kind::Row(cells) = &self.kind else { return self };
        cells.iter().flatten().find(|block| !block.is_blank()).map_or(self, Self::first)
    }

    /// Where it begins.
    pub(super) fn first_area(&self) -> Option<Area> {
        match &self.kind {
            Kind::Row(cells) => cells.iter().flatten().find_map(Self::first_area),
            _ => self.areas.first().copied(),
        }
    }

    /// Everywhere it stands, one area for each page.
    pub(super) fn all_areas(&self) -> Vec<Area> {
        let Kind::Row(cells) = &self.kind else { return self.areas.clone() };
        let mut areas: Vec<Area> = Vec::new();
        for area in cells.iter().flatten().flat_map(Self::all_areas) {
            crate::report::add_area(&mut areas, area);
        }
        areas
    }

    pub(super) fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Row(cells) => cells.iter().flatten().all(Self::is_blank),
            _ => self.text.is_blank(),
        }
    }
}

/// Puts runs together to a block. `words` are those of the whole file, which tell a hyphen that broke a word from one
/// that belongs to it.
pub(super) fn block(kind: Kind, runs: &[PlacedRun<'_>], words: &Vocabulary) -> Block {
    let in_order = if goes_back(runs) { Some(by_lines(runs)) } else { None };
    in_given_order(kind, in_order.as_deref().unwrap_or(runs), words)
}

/// As [`block`], with the runs in the order they come in.
pub(super) fn in_given_order(kind: Kind, runs: &[PlacedRun<'_>], words: &Vocabulary) -> Block {
    let style = style(runs);
    let mut writer = Writer { words, text: Text::default(), last: None, all: style };
    for (index, placed) in runs.iter().enumerate() {
        let raised = is_raised(runs, index);
        writer.push(*placed, raised);
    }
    let text = writer.finish();
    Block { kind, text, style, areas: areas(runs), furniture: false }
}

/// Whether runs go back on a line they have passed: a tree may name a bullet's mark behind the words it stands before.
fn goes_back(runs: &[PlacedRun<'_>]) -> bool {
    let left_of = |one: &PlacedRun<'_>, other: &PlacedRun<'_>| {
        one.page == other.page
            && (one.run.y - other.run.y).abs() < 0.3 * other.run.size
            && one.run.x1 < other.run.x0 + 0.5 * other.run.size
            && !one.run.text.trim().is_empty()
    };
    let mut first_of_line: Vec<&PlacedRun<'_>> = Vec::new();
    for placed in runs.iter().filter(|placed| !placed.run.text.trim().is_empty()) {
        // Lines passed long ago are not gone back to; a text has few runs a line.
        if first_of_line.iter().rev().take(8).any(|first| left_of(placed, first)) {
            return true;
        }
        let same = |first: &&PlacedRun<'_>| {
            first.page == placed.page && (first.run.y - placed.run.y).abs() < 0.3 * placed.run.size
        };
        if !first_of_line.last().is_some_and(same) {
            first_of_line.push(placed);
        }
    }
    false
}

/// Runs line by line, each from left to right.
fn by_lines<'r>(runs: &[PlacedRun<'r>]) -> Vec<PlacedRun<'r>> {
    let pages = runs.chunk_by(|one, other| one.page == other.page);
    pages.flat_map(|page| text_rows(page).into_iter().flat_map(|row| row.runs)).collect()
}

/// All words that stand within a line, to tell hyphens by.
#[derive(Default)]
pub(super) struct Vocabulary(HashSet<String>);

impl Vocabulary {
    pub(super) fn of<'r>(runs: impl Iterator<Item = &'r Run>) -> Self {
        // The last word of a run may be broken, the first the rest of one.
        let inner = |run: &'r Run| {
            let mut words: Vec<&str> = run.text.split_whitespace().skip(1).collect();
            words.pop();
            words
        };
        let runs: Vec<&Run> = runs.collect();
        if !runs.iter().any(|run| run.text.trim_end().ends_with('-')) {
            return Self::default();
        }
        Self(runs.into_iter().flat_map(inner).map(bare).collect())
    }

    /// Whether "decision-" and "making" are one word without the hyphen.
    fn joins(&self, first: &str, second: &str) -> bool {
        let stem = first.trim_end_matches('-');
        let whole = bare(format!("{stem}{second}"));
        let hyphened = bare(format!("{stem}-{second}"));
        self.0.contains(&whole) && !self.0.contains(&hyphened)
    }
}

fn bare(word: impl AsRef<str>) -> String {
    word.as_ref().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a run is a raised mark: smaller than what stands beside it, above its baseline, and short.
fn is_raised(runs: &[PlacedRun<'_>], index: usize) -> bool {
    let this = runs[index];
    let words = this.run.text.trim();
    if words.is_empty() || words.len() > 4 || !words.chars().all(|c| superscript(c).is_some()) {
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

struct Writer<'w> {
    words: &'w Vocabulary,
    text: Text,
    last: Option<PlacedRun<'w>>,
    /// Whether bold, or italic, is what all of the block is set in, and so no emphasis.
    all: Style,
}

impl<'w> Writer<'w> {
    fn push(&mut self, placed: PlacedRun<'w>, raised: bool) {
        let PlacedRun { run, .. } = placed;
        if let Some(last) = self.last {
            self.separate(last, placed);
        }
        let start = self.text.plain().len();
        for c in run.text.chars() {
            match c {
                ' ' if self.text.plain().is_empty() || self.text.plain().ends_with([' ', '\t']) => {}
                // Gone within a line; at its end `separate` has seen it in the run.
                '\u{AD}' => {}
                c if raised => self.push_char(superscript(c).unwrap_or(c)),
                c => self.push_char(c),
            }
        }
        let end = start + self.text.plain()[start..].trim_end().len();
        if run.face.bold && !self.all.bold {
            self.emphasise(start..end, Emphasis::Bold);
        }
        if run.face.italic && !self.all.italic {
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

    /// What stands between two runs: nothing, a space, or a tab where the room is as wide as between columns.
    fn separate(&mut self, last: PlacedRun<'_>, next: PlacedRun<'_>) {
        let size = last.run.size.max(next.run.size);
        let gap = next.run.x0 - last.run.x1;
        let same_line = last.page == next.page && (next.run.y - last.run.y).abs() < 0.6 * size && gap > -size;
        if same_line {
            let spaced = self.text.plain().ends_with([' ', '\t']) || next.run.text.starts_with(' ');
            if gap > COLUMN * size && !next.run.text.trim().is_empty() {
                self.text.trim_end();
                self.text.push_str("\t");
            } else if !spaced && gap > SPACE * size {
                self.text.push_str(" ");
            }
            return;
        }
        self.text.trim_end();
        let broken = last.run.text.trim_end();
        let next_words = next.run.text.trim_start();
        let goes_on = next_words.starts_with(char::is_lowercase);
        let mut before_hyphen = broken.chars().rev().skip(1);
        let in_number = before_hyphen.next().is_some_and(|c| c.is_ascii_digit())
            && next_words.starts_with(|c: char| c.is_ascii_digit());
        if broken.ends_with(['\u{AD}', '\u{2010}']) && goes_on {
            // Set in by the program that made the page.
            self.text.truncate(self.text.plain().trim_end_matches('\u{2010}').len());
        } else if broken.ends_with('-')
            && goes_on
            && broken.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        {
            let first = self.text.plain().rsplit(' ').next().unwrap_or_default();
            let second = next.run.text.split_whitespace().next().unwrap_or_default();
            if self.words.joins(first, second) {
                self.text.truncate(self.text.plain().len() - 1);
            }
        } else if broken.ends_with('-') && in_number {
            // "2011-2012" was broken behind its hyphen.
        } else if !self.text.plain().is_empty() {
            self.text.push_str(" ");
        }
    }

    fn finish(mut self) -> Text {
        self.text.trim_end();
        self.text
    }
}

/// How many letters are set in which size.
#[derive(Default)]
pub(super) struct Sizes(Vec<(f32, usize)>);

impl Sizes {
    /// Nothing is set in more sizes; what comes then counts for none.
    pub(super) const MOST: usize = 64;

    /// Counts letters of a size; sizes a third of a point apart are one.
    pub(super) fn add(&mut self, size: f32, letters: usize) {
        let known = self.0.len();
        match self.0.iter_mut().find(|(other, _)| (*other - size).abs() < 0.3) {
            Some((_, count)) => *count += letters,
            None if known < Self::MOST => self.0.push((size, letters)),
            None => {}
        }
    }

    /// The size of most letters; `None` where there are none.
    pub(super) fn usual(self) -> Option<f32> {
        self.0.into_iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| size)
    }
}

/// The type most letters are set in; bold and italic where nearly all are.
fn style(runs: &[PlacedRun<'_>]) -> Style {
    let mut all = 0;
    let (mut bold, mut italic) = (0, 0);
    let mut sizes = Sizes::default();
    for PlacedRun { run, .. } in runs {
        let letters = run.text.chars().filter(|c| c.is_alphanumeric()).count();
        all += letters;
        bold += if run.face.bold { letters } else { 0 };
        italic += if run.face.italic { letters } else { 0 };
        sizes.add(run.size, letters);
    }
    let size = sizes.usual().unwrap_or_default();
    Style { size, bold: all > 0 && bold * 10 >= all * 9, italic: all > 0 && italic * 10 >= all * 9 }
}

/// One area for each page.
fn areas(runs: &[PlacedRun<'_>]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for PlacedRun { page, run } in runs.iter().filter(|placed| !placed.run.text.trim().is_empty()) {
        let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
        let (top, bottom) = (run.y - run.size * 0.85, run.y + run.size * 0.25);
        crate::report::add_area(&mut areas, Area { page, left: run.x0, top, right: run.x1, bottom });
    }
    areas
}
