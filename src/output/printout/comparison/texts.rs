//! The paragraphs of a comparison sheet: changes between two versions of a report, or the texts of two inspections by
//! section.

use super::{ComparisonSheet, add_group_heading};
use crate::{
    analysis::{
        compare::{
            GradeChange, MatchedTexts, SectionTexts, TextChange, TextChangeKind, TextUnit, WordRange,
            word_changes,
        },
        sentences,
    },
    output::{
        changes::{change_heading, changed_units},
        print::{Block, Decoration, ListItem, ParagraphStyle, Row, RowKind, StyledText, TextStyle},
        strings,
    },
    report::SectionId,
};

// Removed and added words can be told apart without colour, for black-and-white printers.

/// The style of removed words.
const REMOVED_STYLE: TextStyle =
    TextStyle { decoration: Some(Decoration::Strikethrough), is_secondary: true, ..TextStyle::PLAIN };
/// The style of added words.
const ADDED_STYLE: TextStyle =
    TextStyle { decoration: Some(Decoration::Underline), is_bold: true, ..TextStyle::PLAIN };

impl ComparisonSheet<'_> {
    /// Returns the numbers of grades and passages that changed between two versions of a report.
    pub(super) fn draft_verdict(&self) -> Block {
        let changed = self.comparison.judgements.iter().filter(|pair| pair.change != GradeChange::Same);
        let words = strings::draft_changes(changed.count(), self.comparison.changes.len());
        Block::Paragraph(ParagraphStyle::Body, StyledText::new(&words, TextStyle::BOLD))
    }

    /// Returns the changes between two versions of a report, in reading order and at most `max_changes`. Without the
    /// paragraphs, only the sentences with changes are printed.
    pub(super) fn text_change_blocks(&self, max_changes: Option<usize>) -> Vec<Block> {
        let changes = &self.comparison.changes;
        let shown = max_changes.map_or(changes.len(), |max| max.min(changes.len()));
        let rows = changes[..shown].iter().flat_map(|change| {
            let heading = change_heading(self.left, self.right, self.comparison, change);
            add_group_heading(&heading, vec![self.text_change_row(change)])
        });
        let table = self.two_column_table(rows.collect());
        let left_out = changes.len() - shown;
        let note = (left_out > 0).then(|| {
            Block::Paragraph(ParagraphStyle::Small, strings::more_not_shown(left_out).as_str().into())
        });
        let heading = (!changes.is_empty()).then(|| Block::Heading(2, strings::CHANGES_IN_TEXT.into()));
        heading.into_iter().chain(table).chain(note).collect()
    }

    /// Returns the row of a change.
    fn text_change_row(&self, change: &TextChange) -> Row {
        let words = changed_units(self.comparison, change).map(|unit| unit.map(|unit| unit.words.as_str()));
        let [Some(before), Some(after)] = words else { return change_row(words, false) };
        match change.kind {
            // In a rewritten text nearly all words differ, so underlining them would not help.
            TextChangeKind::Replaced => change_row(words, false),
            _ if self.options.has_paragraphs => change_row(words, true),
            _ => {
                let (removed, added) = word_changes(before, after);
                let cells = vec![
                    changed_sentences(before, &removed, REMOVED_STYLE).into(),
                    changed_sentences(after, &added, ADDED_STYLE).into(),
                ];
                Row { kind: RowKind::Body, cells }
            }
        }
    }

    /// Returns the paragraphs of two inspections by section: those about the same subject side by side, then those
    /// that only one report has.
    pub(super) fn section_blocks(&self) -> Vec<Block> {
        let (left, right, comparison) = (self.left, self.right, self.comparison);
        let sections = comparison.sections(left, right, &[]);
        let texts = comparison.section_texts(left, right, &sections);
        if texts.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, strings::PARAGRAPHS.into())];
        for section in &texts {
            blocks.push(Block::Heading(3, self.section_title(section).as_str().into()));
            let rows = section.matched.iter().map(|texts| self.matched_row(*texts)).collect();
            blocks.extend(self.two_column_table(rows));
            blocks.extend(self.only_in(0, &comparison.left, &section.only_left));
            blocks.extend(self.only_in(1, &comparison.right, &section.only_right));
        }
        blocks
    }

    /// Returns the title of a section, or both titles if they differ.
    fn section_title(&self, texts: &SectionTexts) -> String {
        let left = texts.left.map(|id: SectionId| self.left.section(id).title.as_str());
        let right = texts.right.map(|id| self.right.section(id).title.as_str());
        match (left, right) {
            (Some(left), Some(right)) if !left.eq_ignore_ascii_case(right) => format!("{left} → {right}"),
            (left, right) => right.or(left).unwrap_or_default().to_owned(),
        }
    }

    /// Returns the row of two paragraphs about the same subject, with their numbers. In a rewritten paragraph no words
    /// are marked, because nearly all differ.
    fn matched_row(&self, texts: MatchedTexts) -> Row {
        let (left, right) = (&self.comparison.left[texts.left], &self.comparison.right[texts.right]);
        let kind = texts.change.map(|change| self.comparison.changes[change].kind);
        let is_marked = kind.is_some_and(|kind| kind != TextChangeKind::Replaced);
        let mut row = change_row([Some(&left.words), Some(&right.words)], is_marked);
        for (cell, unit) in row.cells.iter_mut().zip([left, right]) {
            if let Some(number) = unit.number {
                let mut words = StyledText::new(&format!("{number}. "), TextStyle::SECONDARY);
                words.push_styled(&cell.words);
                cell.words = words;
            }
        }
        row
    }

    /// Returns the paragraphs of a section that only one report has, with their numbers. `side` is 0 for the left
    /// report and 1 for the right one.
    fn only_in(&self, side: usize, units: &[TextUnit], indices: &[usize]) -> Vec<Block> {
        let items = indices.iter().map(|index| {
            let unit = &units[*index];
            let label = unit.number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
            ListItem { label, level: 0, words: unit.words.as_str().into() }
        });
        let items: Vec<ListItem> = items.collect();
        if items.is_empty() {
            return Vec::new();
        }
        let heading = strings::only_in_report(self.names().in_words(side));
        let heading = Block::Paragraph(ParagraphStyle::Body, StyledText::new(&heading, TextStyle::BOLD));
        vec![heading, Block::List(items)]
    }
}

/// Returns a row with the text before and after a change. With `shows_word_changes`, removed and added words are in
/// their own styles.
pub(super) fn change_row([before, after]: [Option<&str>; 2], shows_word_changes: bool) -> Row {
    let both = before.zip(after).filter(|_| shows_word_changes);
    let (removed, added) = both.map(|(before, after)| word_changes(before, after)).unwrap_or_default();
    let cells = vec![
        before.map(|text| style_ranges(text, &removed, REMOVED_STYLE)).unwrap_or_default().into(),
        after.map(|text| style_ranges(text, &added, ADDED_STYLE)).unwrap_or_default().into(),
    ];
    Row { kind: RowKind::Body, cells }
}

/// Returns text with these byte ranges in a style and the rest plain.
fn style_ranges(text: &str, ranges: &[WordRange], style: TextStyle) -> StyledText {
    let mut words = StyledText::default();
    push_styled_part(&mut words, text, 0..text.len(), ranges, style);
    words
}

/// Returns the sentences of a text that overlap one of the ranges, which are in order, with the ranges in a style. "…"
/// stands for the other sentences.
fn changed_sentences(text: &str, ranges: &[WordRange], style: TextStyle) -> StyledText {
    const LEFT_OUT: &str = "…";
    let mut words = StyledText::default();
    let mut is_left_out = false;
    let mut ranges = ranges;
    for sentence in sentences(text) {
        ranges = &ranges[ranges.iter().take_while(|range| range.end <= sentence.start).count()..];
        let count = ranges.iter().take_while(|range| range.start < sentence.end).count();
        if count == 0 {
            if !is_left_out {
                let space = if words.plain().is_empty() { "" } else { " " };
                words.push(&format!("{space}{LEFT_OUT}"), TextStyle::SECONDARY);
            }
            is_left_out = true;
            continue;
        }
        if !words.plain().is_empty() {
            words.push(" ", TextStyle::PLAIN);
        }
        push_styled_part(&mut words, text, sentence, &ranges[..count], style);
        is_left_out = false;
    }
    words
}

/// Appends a part of a text with the ranges within it in a style. The ranges are in order.
fn push_styled_part(
    words: &mut StyledText,
    text: &str,
    part: WordRange,
    ranges: &[WordRange],
    style: TextStyle,
) {
    let mut end_of_last = part.start;
    for range in ranges {
        let (start, end) = (range.start.max(end_of_last), range.end.min(part.end));
        if start < end {
            words.push(&text[end_of_last..start], TextStyle::PLAIN);
            words.push(&text[start..end], style);
            end_of_last = end;
        }
    }
    words.push(&text[end_of_last..part.end], TextStyle::PLAIN);
}
