//! The specification of a row of the text: its words with their type, position and decoration. Both the estimate of its
//! height and its layout are made from it.

use std::{borrow::Cow, ops::Range};

use super::table_spec;
use crate::{
    analysis::{HitHighlighter, Row, RowPart, compare::TextChangeKind},
    app::ChangeHighlight,
    report::{Content, Grade, Place, Report, SectionId, StatementKind, Text, format_date, references},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{ReadingStyles, TypeStyle},
    },
};

/// Indent of bullets and recommendations, in points.
pub(super) const INDENT: f32 = 20.0;
/// Width of the column for a grade mark before its word, in points.
pub(super) const GRADE_MARK_WIDTH: f32 = 26.0;

/// A row, ready to be measured and painted. Lengths are in points, positions from the left edge of the text column.
pub(super) struct RowSpec<'a> {
    /// Space above the row.
    pub(super) above: f32,
    /// Space below the row.
    pub(super) below: f32,
    /// The paragraph number in the gutter.
    pub(super) number: Option<u32>,
    /// The words, one below the other or, if `is_side_by_side`, next to each other.
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) is_side_by_side: bool,
    /// True for a recommendation, which has a bar at its left.
    pub(super) is_recommendation: bool,
    /// True for a row of a table, which has a line below it.
    pub(super) is_table_row: bool,
    /// True for the header of a table and for group rows in it.
    pub(super) is_shaded: bool,
    /// The place that a click on the row goes to.
    pub(super) link: Option<Place>,
    /// The kind of difference from another report.
    pub(super) change: Option<TextChangeKind>,
}

/// Some words of a row. Lengths are in points.
pub(super) struct Piece<'a> {
    pub(super) words: Words<'a>,
    pub(super) kind: TypeStyle,
    pub(super) color: TextColor,
    pub(super) x: f32,
    pub(super) width: f32,
    /// The grade mark before the words.
    pub(super) grade_mark: Option<GradeMark>,
    pub(super) has_bullet: bool,
    pub(super) is_right_aligned: bool,
    /// The level of a heading, from 1.
    pub(super) heading_level: Option<u8>,
    /// Words that are links, in bytes, and their targets.
    pub(super) links: Vec<(Range<usize>, Place)>,
    /// Byte ranges of words that the other report lacks; true if they were deleted, false if they were inserted.
    pub(super) changes: Option<(Vec<Range<usize>>, bool)>,
    /// Search results, in bytes, and the index of the current one.
    pub(super) hits: (Vec<Range<usize>>, Option<usize>),
    /// The grade mark in words, for screen readers: "Good, step 2 of 4".
    pub(super) description: Option<String>,
}

/// Words with or without emphasis.
pub(super) enum Words<'a> {
    Text(&'a Text),
    /// Part of a text, in bytes.
    Part(&'a Text, Range<usize>),
    Plain(Cow<'a, str>),
}

impl Words<'_> {
    pub(super) fn plain(&self) -> &str {
        match self {
            Self::Text(text) => text.plain(),
            Self::Part(text, range) => text.plain().get(range.clone()).unwrap_or(""),
            Self::Plain(words) => words,
        }
    }
}

/// The colour of words, named by its use.
#[derive(Clone, Copy)]
pub(super) enum TextColor {
    Text,
    Secondary,
    Link,
}

impl<'a> Piece<'a> {
    fn new(words: Words<'a>, kind: TypeStyle) -> Self {
        Self {
            words,
            kind,
            color: TextColor::Text,
            x: 0.0,
            width: f32::INFINITY,
            grade_mark: None,
            has_bullet: false,
            is_right_aligned: false,
            heading_level: None,
            links: Vec::new(),
            changes: None,
            hits: (Vec::new(), None),
            description: None,
        }
    }

    fn plain(words: impl Into<Cow<'a, str>>, kind: TypeStyle) -> Self {
        Self::new(Words::Plain(words.into()), kind)
    }

    pub(super) fn text(text: &'a Text, kind: TypeStyle) -> Self {
        Self::new(Words::Text(text), kind)
    }

    /// Makes a piece in which references such as "paragraph 43" are links.
    fn linked(report: &Report, text: &'a Text, kind: TypeStyle) -> Self {
        let place = |number| Some(report.paragraph(report.paragraph_with_number(number)?).place);
        /// Only a broken file has a paragraph with more references than this.
        const MAX_REFERENCES: usize = 500;
        let references = references(text.plain()).into_iter().take(MAX_REFERENCES);
        let links =
            references.filter_map(|reference| Some((reference.range, place(reference.number)?))).collect();
        Self { links, ..Self::text(text, kind) }
    }

    fn with_color(self, color: TextColor) -> Self {
        Self { color, ..self }
    }
}

impl<'a> RowSpec<'a> {
    pub(super) fn new(above: f32, below: f32, pieces: Vec<Piece<'a>>) -> Self {
        Self {
            above,
            below,
            number: None,
            pieces,
            is_side_by_side: false,
            is_recommendation: false,
            is_table_row: false,
            is_shaded: false,
            link: None,
            change: None,
        }
    }

    /// Returns the height of the first line in points.
    pub(super) fn first_line_height(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.kind.line)
    }

    /// Highlights the words that differ from another report.
    pub(super) fn highlight_change(&mut self, change: &ChangeHighlight, row: &Row, are_deletions: bool) {
        self.change = Some(change.kind);
        let is_text = matches!(row.part, RowPart::Whole | RowPart::Bullet(_));
        if is_text && let Some(piece) = self.pieces.iter_mut().max_by_key(|piece| piece.words.plain().len()) {
            piece.changes = Some((change.words.clone(), are_deletions));
        }
    }

    /// Adds the links that `find` returns for the words of each piece, except where there is a link already.
    pub(super) fn add_links(&mut self, find: impl Fn(&str) -> Vec<(Range<usize>, Place)>) {
        for piece in &mut self.pieces {
            for (range, place) in find(piece.words.plain()) {
                let is_free =
                    |(other, _): &(Range<usize>, Place)| other.end <= range.start || range.end <= other.start;
                if piece.links.iter().all(is_free) {
                    piece.links.push((range, place));
                }
            }
            piece.links.sort_by_key(|(range, _)| range.start);
        }
    }

    /// Highlights search results. `current` is the result that the user went to: the index of its text in `texts`, and
    /// its index among the results in that text.
    pub(super) fn highlight_hits(
        &mut self,
        highlighter: &HitHighlighter,
        texts: &[&str],
        current: Option<(usize, usize)>,
    ) {
        for piece in &mut self.pieces {
            let words = piece.words.plain();
            // Only the texts of the report are searched, not words that are added when a row is shown.
            let Some(text) = texts.iter().position(|text| std::ptr::eq(*text, words)) else { continue };
            piece.hits = (
                highlighter.ranges(words),
                current.filter(|(current_text, _)| *current_text == text).map(|(_, nth)| nth),
            );
        }
    }

    /// Extends pieces that are one below the other to the right edge of a column of this width. Cells have their widths
    /// already.
    fn fit(mut self, width: f32) -> Self {
        if !self.is_side_by_side {
            for piece in &mut self.pieces {
                piece.width = width - piece.x;
            }
        }
        self
    }
}

/// Returns the specification of a row in a column of this width in points.
pub(super) fn row_spec<'a>(report: &'a Report, row: &Row, width: f32, reading: ReadingStyles) -> RowSpec<'a> {
    let spec = match &report.block(row.block).content {
        Content::Title(text) => RowSpec::new(16.0, 10.0, vec![Piece::text(text, reading.heading(1))]),
        Content::Line(text) => RowSpec::new(0.0, 6.0, vec![Piece::text(text, reading.text())]),
        Content::ContentsTitle(text) => {
            let title = Piece { heading_level: Some(1), ..Piece::text(text, reading.heading(2)) };
            RowSpec::new(28.0, 8.0, vec![title])
        }
        Content::ContentsEntry(index) => contents_entry(report, *index, width, reading),
        Content::Footnote(text) => {
            let words = Piece { x: INDENT, ..Piece::text(text, reading.small()) };
            RowSpec::new(0.0, 12.0, vec![words.with_color(TextColor::Secondary)])
        }
        Content::Heading(id) => heading(report, *id, reading),
        Content::Grade(id) => grade(report, *id, reading),
        Content::Paragraph(id) => paragraph(report, row, *id, reading),
        Content::Timescale(text) => timescale(report, text, reading),
        Content::Recommendation(index) => {
            let text = &report.recommendations[*index].text;
            let words = Piece { x: INDENT, ..Piece::linked(report, text, reading.text()) };
            RowSpec { is_recommendation: true, ..RowSpec::new(0.0, 12.0, vec![words]) }
        }
        Content::Table(table) => match row.part {
            RowPart::TableRow(index) => table_spec::table_row(report, table, index, (width, reading)),
            _ => RowSpec::new(0.0, 0.0, Vec::new()),
        },
    };
    spec.fit(width)
}

fn heading(report: &Report, id: SectionId, reading: ReadingStyles) -> RowSpec<'_> {
    let section = report.section(id);
    let mut pieces = Vec::with_capacity(3);
    // The title of the parent section, unless its heading is directly above.
    if let Some(parent) = section.parent
        && report.section(parent).place.block.0 + 1 != section.place.block.0
    {
        pieces.push(
            Piece::plain(report.section(parent).title.as_str(), reading.small())
                .with_color(TextColor::Secondary),
        );
    }
    let title = Piece::plain(section.title.as_str(), reading.heading(section.level));
    pieces.push(Piece { heading_level: Some(section.level), ..title });
    if let Some(grade) = section.grade.as_ref().filter(|grade| grade.kind == StatementKind::Heading) {
        pieces.push(grade_piece(report, &grade.grade, &grade.wording, reading));
    }
    let above = if section.level == 1 { 40.0 } else { 28.0 };
    RowSpec::new(above, 8.0, pieces)
}

fn grade(report: &Report, id: SectionId, reading: ReadingStyles) -> RowSpec<'_> {
    let stated = report.section(id).grade.as_ref();
    let piece = stated.map(|stated| grade_piece(report, &stated.grade, &stated.wording, reading));
    RowSpec::new(0.0, 10.0, piece.into_iter().collect())
}

/// Makes a piece with a grade mark and the grade as it is worded in the report.
fn grade_piece<'a>(report: &Report, grade: &Grade, wording: &'a str, reading: ReadingStyles) -> Piece<'a> {
    let grade_mark = Some(GradeMark::new(grade, report.scale.as_ref()));
    let description = Some(grade_mark::accessible_grade(grade, report.scale.as_ref()));
    Piece { grade_mark, x: GRADE_MARK_WIDTH, description, ..Piece::plain(wording, reading.bold()) }
}

fn paragraph<'a>(
    report: &'a Report,
    row: &Row,
    id: crate::report::ParagraphId,
    reading: ReadingStyles,
) -> RowSpec<'a> {
    let paragraph = report.paragraph(id);
    let has_bullets = !paragraph.bullets.is_empty();
    match &row.part {
        RowPart::Bullet(index) => {
            let last = index + 1 == paragraph.bullets.len();
            let bullet = Piece {
                x: INDENT,
                has_bullet: true,
                ..Piece::linked(report, &paragraph.bullets[*index], reading.text())
            };
            RowSpec::new(0.0, if last { 14.0 } else { 6.0 }, vec![bullet])
        }
        RowPart::Piece(range) => {
            let words = Words::Part(&paragraph.text, range.clone());
            let number = paragraph.number.filter(|_| range.start == 0);
            RowSpec { number, ..RowSpec::new(0.0, 0.0, vec![Piece::new(words, reading.text())]) }
        }
        _ => {
            let below = if has_bullets { 6.0 } else { 14.0 };
            let words = Piece::linked(report, &paragraph.text, reading.text());
            RowSpec { number: paragraph.number, ..RowSpec::new(0.0, below, vec![words]) }
        }
    }
}

/// Returns the label over recommendations, with their due date: "Within three months · by 14 August 2012".
fn timescale<'a>(report: &Report, text: &'a Text, reading: ReadingStyles) -> RowSpec<'a> {
    let due = crate::report::Timescale::parse(text.plain())
        .zip(report.cover.published)
        .and_then(|(timescale, published)| timescale.due_date(published));
    let words = match due {
        Some(due) => {
            strings::timescale_with_due_date(text.plain().trim_end_matches(':'), &format_date(due)).into()
        }
        None => Cow::Borrowed(text.plain()),
    };
    let label = Piece {
        x: INDENT,
        ..Piece::plain(words, TypeStyle { bold: true, ..reading.small() }).with_color(TextColor::Link)
    };
    RowSpec::new(4.0, 2.0, vec![label])
}

fn contents_entry(report: &Report, index: usize, width: f32, reading: ReadingStyles) -> RowSpec<'_> {
    let entry = &report.contents[index];
    let section = entry.section.map(|id| report.section(id));
    let indent = section.map_or(0.0, |section| f32::from(section.level - 1) * INDENT);
    let title = Piece {
        x: indent,
        width: width - indent - 48.0,
        ..Piece::plain(entry.title.as_str(), reading.table())
    };
    let title = if section.is_some() { title.with_color(TextColor::Link) } else { title };
    let mut pieces = vec![title];
    if let Some(page) = entry.page {
        let page = Piece::plain(page.to_string(), reading.table()).with_color(TextColor::Secondary);
        pieces.push(Piece { x: width - 40.0, width: 40.0, is_right_aligned: true, ..page });
    }
    let link = section.map(|section| section.place);
    RowSpec { is_side_by_side: true, link, ..RowSpec::new(2.0, 2.0, pieces) }
}
