//! The specification of a row of the text: its words with their type style, position and highlights. A row is measured,
//! laid out and painted from its specification.

use std::{borrow::Cow, ops::Range};

use super::table_spec;
use crate::{
    analysis::{
        HitHighlighter, Row, RowPart,
        compare::{TextChangeKind, TextMode},
    },
    app::{ChangeHighlight, LoadedReport},
    report::{
        Content, Grade, Place, Report, SectionId, StatementKind, Text, format_date, paragraph_references,
    },
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{ReadingStyles, TypeStyle},
    },
};

/// Indent of bullets and recommendations, in points.
pub(super) const BULLET_INDENT: f32 = 20.0;
/// Width of the column for the grade mark before a grade, in points.
pub(super) const GRADE_MARK_WIDTH: f32 = 26.0;

/// A row, ready to be measured and painted. Lengths are in points, and positions are relative to the left edge of the
/// text column.
pub(super) struct RowSpec<'a> {
    /// Space above the row.
    pub(super) above: f32,
    /// Space below the row.
    pub(super) below: f32,
    /// The paragraph number in the gutter.
    pub(super) number: Option<u32>,
    /// The pieces of the row.
    pub(super) pieces: Vec<RowPiece<'a>>,
    /// True if the pieces are next to each other, false if they are one below the other.
    pub(super) is_side_by_side: bool,
    /// The number of rows that this row shows: several for an address block, whose other rows are empty, and 1 for any
    /// other row.
    pub(super) row_count: usize,
    /// Space below each piece that is above another one.
    pub(super) piece_spacing: f32,
    /// True for a recommendation, which has a bar at its left.
    pub(super) is_recommendation: bool,
    /// True for a row of a table, which has a line below it.
    pub(super) is_table_row: bool,
    /// True for the header of a table and for group rows in it.
    pub(super) is_shaded: bool,
    /// The place that a click on the row goes to.
    pub(super) link: Option<Place>,
    /// The kind of difference from the other report of a comparison.
    pub(super) change: Option<(TextChangeKind, TextMode)>,
}

/// Words of a row with the same position and type style: a paragraph, a heading or a cell. Lengths are in points.
pub(super) struct RowPiece<'a> {
    pub(super) words: PieceWords<'a>,
    pub(super) style: TypeStyle,
    pub(super) color: TextColor,
    /// The distance of the words from the left edge of the column.
    pub(super) x: f32,
    /// The index of the part of the row, from left to right, in which the words are below those of the piece before.
    pub(super) column: usize,
    /// The width of a line.
    pub(super) width: f32,
    /// The grade mark before the words.
    pub(super) grade_mark: Option<GradeMark>,
    pub(super) has_bullet: bool,
    pub(super) is_right_aligned: bool,
    /// The level of a heading, from 1.
    pub(super) heading_level: Option<u8>,
    /// The byte ranges of links in the words, and their targets.
    pub(super) links: Vec<(Range<usize>, Place)>,
    /// The byte ranges of words that the other report lacks, and true if they were deleted or false if they were
    /// inserted.
    pub(super) changes: Option<(Vec<Range<usize>>, bool)>,
    /// The byte ranges of search hits, and the index of the current hit among them.
    pub(super) hits: (Vec<Range<usize>>, Option<usize>),
    /// The meaning of the grade mark for screen readers: "Good, step 2 of 4".
    pub(super) description: Option<String>,
}

/// The words of a piece, with or without emphasis.
pub(super) enum PieceWords<'a> {
    /// A text of the report.
    Text(&'a Text),
    /// A part of a text, as a byte range.
    Part(&'a Text, Range<usize>),
    /// Words without emphasis.
    Plain(Cow<'a, str>),
}

impl PieceWords<'_> {
    /// Returns the words without emphasis.
    pub(super) fn plain(&self) -> &str {
        match self {
            Self::Text(text) => text.plain(),
            Self::Part(text, range) => text.plain().get(range.clone()).unwrap_or(""),
            Self::Plain(words) => words,
        }
    }
}

/// The colour of words, named after its use.
#[derive(Clone, Copy)]
pub(super) enum TextColor {
    Text,
    Secondary,
    Link,
}

impl<'a> RowPiece<'a> {
    fn new(words: PieceWords<'a>, style: TypeStyle) -> Self {
        Self {
            words,
            style,
            color: TextColor::Text,
            x: 0.0,
            column: 0,
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

    fn from_plain(words: impl Into<Cow<'a, str>>, style: TypeStyle) -> Self {
        Self::new(PieceWords::Plain(words.into()), style)
    }

    pub(super) fn from_text(text: &'a Text, style: TypeStyle) -> Self {
        Self::new(PieceWords::Text(text), style)
    }

    /// Makes a piece with links for references such as "paragraph 43".
    fn from_text_with_links(loaded: &LoadedReport, text: &'a Text, style: TypeStyle) -> Self {
        /// Maximum number of references that become links. Only a broken file has a paragraph with more references.
        const MAX_REFERENCE_LINKS: usize = 500;
        let references = paragraph_references(text.plain()).into_iter().take(MAX_REFERENCE_LINKS);
        let links = references
            .filter_map(|reference| Some((reference.range, loaded.place_at_address(reference.number)?)))
            .collect();
        Self { links, ..Self::from_text(text, style) }
    }

    fn with_color(self, color: TextColor) -> Self {
        Self { color, ..self }
    }
}

impl<'a> RowSpec<'a> {
    pub(super) fn new(above: f32, below: f32, pieces: Vec<RowPiece<'a>>) -> Self {
        Self {
            above,
            below,
            number: None,
            pieces,
            is_side_by_side: false,
            row_count: 1,
            piece_spacing: 0.0,
            is_recommendation: false,
            is_table_row: false,
            is_shaded: false,
            link: None,
            change: None,
        }
    }

    /// Returns the height of the first line in points.
    pub(super) fn first_line_height(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.style.line_height)
    }

    /// Highlights the words of the row that differ from the other report of a comparison.
    pub(super) fn highlight_change(&mut self, change: &ChangeHighlight, row: &Row, are_deletions: bool) {
        self.change = Some((change.kind, change.mode));
        let has_changed_words = matches!(row.part, RowPart::Whole | RowPart::Bullet(_));
        if has_changed_words
            && let Some(piece) = self.pieces.iter_mut().max_by_key(|piece| piece.words.plain().len())
        {
            piece.changes = Some((change.words.clone(), are_deletions));
        }
    }

    /// Adds the links that `find` returns for the words of each piece, except those that overlap an existing link.
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

    /// Highlights search hits. `current` is the hit that the user went to: the index of its text in `texts`, and
    /// the index of the hit among the hits in that text.
    pub(super) fn highlight_hits(
        &mut self,
        highlighter: &HitHighlighter,
        texts: &[&str],
        current: Option<(usize, usize)>,
    ) {
        for piece in &mut self.pieces {
            let words = piece.words.plain();
            // Words that are not from the report, such as due dates, are not searched.
            let Some(text) = texts.iter().position(|text| std::ptr::eq(*text, words)) else { continue };
            piece.hits = (
                highlighter.ranges(words),
                current.filter(|(current_text, _)| *current_text == text).map(|(_, nth)| nth),
            );
        }
    }

    /// Extends pieces to the right edge of a column of this width in points. Pieces that are side by side keep their
    /// widths.
    fn extend_pieces(mut self, width: f32) -> Self {
        if !self.is_side_by_side {
            for piece in &mut self.pieces {
                piece.width = width - piece.x;
            }
        }
        self
    }
}

/// Returns the specification of a row in a column of this width in points.
pub(super) fn row_spec<'a>(
    loaded: &'a LoadedReport,
    row: &Row,
    width: f32,
    reading: ReadingStyles,
) -> RowSpec<'a> {
    let report = &*loaded.report;
    let spec = match &report.block(row.block).content {
        Content::Title(text) => {
            RowSpec::new(16.0, 10.0, vec![RowPiece::from_text(text, reading.heading_style(1))])
        }
        Content::Line(text) => {
            RowSpec::new(0.0, 6.0, vec![RowPiece::from_text(text, reading.paragraph_style())])
        }
        Content::ContentsTitle(text) => {
            let title =
                RowPiece { heading_level: Some(1), ..RowPiece::from_text(text, reading.heading_style(2)) };
            RowSpec::new(28.0, 8.0, vec![title])
        }
        Content::ContentsEntry(index) => contents_entry_spec(report, *index, width, reading),
        Content::Footnote(text) => {
            let words = RowPiece { x: BULLET_INDENT, ..RowPiece::from_text(text, reading.small_style()) };
            RowSpec::new(0.0, 12.0, vec![words.with_color(TextColor::Secondary)])
        }
        Content::Heading(id) => heading_spec(report, *id, reading),
        Content::Grade(id) => grade_spec(report, *id, reading),
        Content::Paragraph(id) => paragraph_spec(loaded, row, *id, reading),
        Content::Timescale(text) => timescale_spec(report, text, reading),
        Content::Recommendation(index) => {
            let text = &report.recommendations[*index].text;
            let words = RowPiece {
                x: BULLET_INDENT,
                ..RowPiece::from_text_with_links(loaded, text, reading.paragraph_style())
            };
            RowSpec { is_recommendation: true, ..RowSpec::new(0.0, 12.0, vec![words]) }
        }
        Content::Table(table) => match row.part {
            RowPart::TableRow(index) => table_spec::table_row_spec(report, table, index, (width, reading)),
            _ => RowSpec::new(0.0, 0.0, Vec::new()),
        },
    };
    spec.extend_pieces(width)
}

/// Returns the specification of a heading, with the title of its parent section above and the grade below it.
fn heading_spec(report: &Report, id: SectionId, reading: ReadingStyles) -> RowSpec<'_> {
    let section = report.section(id);
    let mut pieces = Vec::with_capacity(3);
    // The title of the parent section is not repeated if its heading is directly above.
    if let Some(parent) = section.parent
        && report.section(parent).place.block.0 + 1 != section.place.block.0
    {
        pieces.push(
            RowPiece::from_plain(report.section(parent).title.as_str(), reading.small_style())
                .with_color(TextColor::Secondary),
        );
    }
    let title = RowPiece::from_plain(section.title.as_str(), reading.heading_style(section.level));
    pieces.push(RowPiece { heading_level: Some(section.level), ..title });
    if let Some(grade) = section.grade.as_ref().filter(|grade| grade.kind == StatementKind::Heading) {
        pieces.push(grade_piece(report, &grade.grade, &grade.wording, reading));
    }
    let above = if section.level == 1 { 40.0 } else { 28.0 };
    RowSpec::new(above, 8.0, pieces)
}

/// Returns the specification of a line that states the grade of a section.
fn grade_spec(report: &Report, id: SectionId, reading: ReadingStyles) -> RowSpec<'_> {
    let stated = report.section(id).grade.as_ref();
    let piece = stated.map(|stated| grade_piece(report, &stated.grade, &stated.wording, reading));
    RowSpec::new(0.0, 10.0, piece.into_iter().collect())
}

/// Returns a piece with a grade mark and the grade in the words of the report.
fn grade_piece<'a>(report: &Report, grade: &Grade, wording: &'a str, reading: ReadingStyles) -> RowPiece<'a> {
    let grade_mark = Some(GradeMark::new(grade, report.scale.as_ref()));
    let description = Some(grade_mark::accessible_grade(grade, report.scale.as_ref()));
    RowPiece {
        grade_mark,
        x: GRADE_MARK_WIDTH,
        description,
        ..RowPiece::from_plain(wording, reading.bold_style())
    }
}

/// Returns the specification of a paragraph, or of the bullet or piece of a paragraph that the row shows.
fn paragraph_spec<'a>(
    loaded: &'a LoadedReport,
    row: &Row,
    id: crate::report::ParagraphId,
    reading: ReadingStyles,
) -> RowSpec<'a> {
    let paragraph = loaded.report.paragraph(id);
    let has_bullets = !paragraph.bullets.is_empty();
    match &row.part {
        RowPart::Bullet(index) => {
            let is_last = index + 1 == paragraph.bullets.len();
            let bullet = RowPiece {
                x: BULLET_INDENT,
                has_bullet: true,
                ..RowPiece::from_text_with_links(
                    loaded,
                    &paragraph.bullets[*index],
                    reading.paragraph_style(),
                )
            };
            RowSpec::new(0.0, if is_last { 14.0 } else { 6.0 }, vec![bullet])
        }
        RowPart::Piece(range) => {
            let words = PieceWords::Part(&paragraph.text, range.clone());
            let number = paragraph.number.filter(|_| range.start == 0);
            RowSpec {
                number,
                ..RowSpec::new(0.0, 0.0, vec![RowPiece::new(words, reading.paragraph_style())])
            }
        }
        _ => {
            let below = if has_bullets { 6.0 } else { 14.0 };
            let words = RowPiece::from_text_with_links(loaded, &paragraph.text, reading.paragraph_style());
            RowSpec { number: paragraph.number, ..RowSpec::new(0.0, below, vec![words]) }
        }
    }
}

/// Returns the specification of the timescale above recommendations, with their due date: "Within three months · by 14
/// August 2012".
fn timescale_spec<'a>(report: &Report, text: &'a Text, reading: ReadingStyles) -> RowSpec<'a> {
    let due = crate::report::Timescale::parse(text.plain())
        .and_then(|timescale| timescale.due_date(report.cover.published));
    let words = match due {
        Some(due) => {
            strings::timescale_with_due_date(text.plain().trim_end_matches(':'), &format_date(due)).into()
        }
        None => Cow::Borrowed(text.plain()),
    };
    let label = RowPiece {
        x: BULLET_INDENT,
        ..RowPiece::from_plain(words, TypeStyle { is_bold: true, ..reading.small_style() })
            .with_color(TextColor::Link)
    };
    RowSpec::new(4.0, 2.0, vec![label])
}

/// Returns the specification of an entry of the printed contents: its title, which is a link, and its page number.
fn contents_entry_spec(report: &Report, index: usize, width: f32, reading: ReadingStyles) -> RowSpec<'_> {
    let entry = &report.contents[index];
    let section = entry.section.map(|id| report.section(id));
    let indent = section.map_or(0.0, |section| f32::from(section.level - 1) * BULLET_INDENT);
    let title = RowPiece {
        x: indent,
        width: width - indent - 48.0,
        ..RowPiece::from_plain(entry.title.as_str(), reading.table_style())
    };
    let title = if section.is_some() { title.with_color(TextColor::Link) } else { title };
    let mut pieces = vec![title];
    if let Some(page) = entry.page {
        let page =
            RowPiece::from_plain(page.to_string(), reading.table_style()).with_color(TextColor::Secondary);
        pieces.push(RowPiece { x: width - 40.0, width: 40.0, is_right_aligned: true, ..page });
    }
    let link = section.map(|section| section.place);
    RowSpec { is_side_by_side: true, link, ..RowSpec::new(2.0, 2.0, pieces) }
}
