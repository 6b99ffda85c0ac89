//! How a row of the text is set: which words in which type, and where. Measured by estimate or by layout from the
//! same recipe.

use std::{borrow::Cow, ops::Range};

use crate::{
    analysis::{Marker, Row, RowPart, compare::Kind},
    app::ChangeMark,
    report::{Content, Grade, Place, Report, SectionId, Stated, Table, Text, long_date, references},
    ui::{
        mark::{self, Mark},
        theme::{Reading, Type},
    },
};

/// How far bullets and recommendations stand in from the text, in points.
pub(super) const INDENT: f32 = 20.0;
/// Space between the cells of a table, and at its edges.
const CELL_GAP: f32 = 16.0;
const TABLE_EDGE: f32 = 8.0;
/// Room for the mark of a grade before its word.
pub(super) const MARK_ROOM: f32 = 26.0;

/// A row, ready to be measured and painted. Lengths are in points, places from the left edge of the text column.
pub(super) struct Recipe<'a> {
    /// Space above and below.
    pub(super) above: f32,
    pub(super) below: f32,
    /// The number in the margin.
    pub(super) number: Option<u32>,
    /// The words, under one another or, with `beside`, next to one another.
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) beside: bool,
    /// A bar to the left: a recommendation.
    pub(super) bar: bool,
    /// A line below: a row of a table.
    pub(super) rule: bool,
    /// Shaded: the head of a table, or a group row in it.
    pub(super) shaded: bool,
    /// Where a click leads.
    pub(super) link: Option<Place>,
    /// How it differs from another report.
    pub(super) change: Option<Kind>,
}

/// Some words of a row.
pub(super) struct Piece<'a> {
    pub(super) words: Words<'a>,
    pub(super) kind: Type,
    pub(super) ink: Ink,
    pub(super) x: f32,
    pub(super) width: f32,
    /// A mark before the words.
    pub(super) mark: Option<Mark>,
    /// A bullet before the words.
    pub(super) bullet: bool,
    /// Whether the words end at the right edge of their width.
    pub(super) right: bool,
    /// The level, of a heading.
    pub(super) heading: Option<u8>,
    /// Words that lead to a place, in bytes.
    pub(super) links: Vec<(Range<usize>, Place)>,
    /// Words that the other report has not, in bytes; and whether it is the later report that has them not.
    pub(super) differs: Option<(Vec<Range<usize>>, bool)>,
    /// Words that are searched for, in bytes; and which of them was gone to.
    pub(super) hits: (Vec<Range<usize>>, Option<usize>),
    /// What the mark says to those who do not see it: "Good, step 2 of 4".
    pub(super) spoken: Option<String>,
}

/// Words with or without emphasis.
pub(super) enum Words<'a> {
    Text(&'a Text),
    Stretch(&'a Text, Range<usize>),
    Plain(Cow<'a, str>),
}

impl Words<'_> {
    pub(super) fn plain(&self) -> &str {
        match self {
            Self::Text(text) => text.plain(),
            Self::Stretch(text, range) => text.plain().get(range.clone()).unwrap_or(""),
            Self::Plain(words) => words,
        }
    }
}

/// A colour by its part.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Text,
    Secondary,
    Link,
}

impl<'a> Piece<'a> {
    fn new(words: Words<'a>, kind: Type) -> Self {
        Self {
            words,
            kind,
            ink: Ink::Text,
            x: 0.0,
            width: f32::INFINITY,
            mark: None,
            bullet: false,
            right: false,
            heading: None,
            links: Vec::new(),
            differs: None,
            hits: (Vec::new(), None),
            spoken: None,
        }
    }

    fn plain(words: impl Into<Cow<'a, str>>, kind: Type) -> Self {
        Self::new(Words::Plain(words.into()), kind)
    }

    fn text(text: &'a Text, kind: Type) -> Self {
        Self::new(Words::Text(text), kind)
    }

    /// A text in which "paragraph 43" leads there.
    fn linked(report: &Report, text: &'a Text, kind: Type) -> Self {
        let place = |number| Some(report.paragraph(report.paragraph_numbered(number)?).place);
        /// A text that refers to more paragraphs than this is none of words.
        const MOST: usize = 500;
        let references = references(text.plain()).into_iter().take(MOST);
        let links = references.filter_map(|found| Some((found.range, place(found.number)?))).collect();
        Self { links, ..Self::text(text, kind) }
    }

    fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

impl<'a> Recipe<'a> {
    fn new(above: f32, below: f32, pieces: Vec<Piece<'a>>) -> Self {
        Self {
            above,
            below,
            number: None,
            pieces,
            beside: false,
            bar: false,
            rule: false,
            shaded: false,
            link: None,
            change: None,
        }
    }

    /// Height of the first line, in points.
    pub(super) fn line(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.kind.line)
    }

    /// Marks a row whose block differs from another report, and the words that do.
    pub(super) fn mark_change(&mut self, mark: &ChangeMark, row: &Row, gone: bool) {
        self.change = Some(mark.kind);
        let is_text = matches!(row.part, RowPart::Whole | RowPart::Bullet(_));
        if is_text && let Some(piece) = self.pieces.iter_mut().max_by_key(|piece| piece.words.plain().len()) {
            piece.differs = Some((mark.words.clone(), gone));
        }
    }

    /// Lets words lead to places, unless they do already.
    pub(super) fn link(&mut self, find: impl Fn(&str) -> Vec<(Range<usize>, Place)>) {
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

    /// Marks what is searched for. `current` is the hit that was gone to: which of the row's `texts`, and which in it.
    pub(super) fn mark_hits(&mut self, marker: &Marker, texts: &[&str], current: Option<(usize, usize)>) {
        for piece in &mut self.pieces {
            let words = piece.words.plain();
            // What is shown besides the row's own texts is not searched.
            let Some(text) = texts.iter().position(|text| std::ptr::eq(*text, words)) else { continue };
            piece.hits = (marker.ranges(words), current.filter(|(of, _)| *of == text).map(|(_, nth)| nth));
        }
    }

    /// Lets pieces under one another run to the end of a column of this width; cells have their widths already.
    fn fit(mut self, width: f32) -> Self {
        if !self.beside {
            for piece in &mut self.pieces {
                piece.width = width - piece.x;
            }
        }
        self
    }
}

/// The recipe of a row in a column of this width.
pub(super) fn recipe<'a>(report: &'a Report, row: &Row, width: f32, reading: Reading) -> Recipe<'a> {
    let recipe = match &report.block(row.block).content {
        Content::Title(text) => Recipe::new(16.0, 10.0, vec![Piece::text(text, reading.heading(1))]),
        Content::Line(text) => Recipe::new(0.0, 6.0, vec![Piece::text(text, reading.text())]),
        Content::ContentsTitle(text) => {
            let title = Piece { heading: Some(1), ..Piece::text(text, reading.heading(2)) };
            Recipe::new(28.0, 8.0, vec![title])
        }
        Content::ContentsEntry(index) => contents_entry(report, *index, width, reading),
        Content::Note(text) => {
            let words = Piece { x: INDENT, ..Piece::text(text, reading.small()) };
            Recipe::new(0.0, 12.0, vec![words.ink(Ink::Secondary)])
        }
        Content::Heading(id) => heading(report, *id, reading),
        Content::Grade(id) => grade(report, *id, reading),
        Content::Paragraph(id) => paragraph(report, row, *id, reading),
        Content::Timescale(text) => timescale(report, text, reading),
        Content::Recommendation(index) => {
            let text = &report.recommendations[*index].text;
            let words = Piece { x: INDENT, ..Piece::linked(report, text, reading.text()) };
            Recipe { bar: true, ..Recipe::new(0.0, 12.0, vec![words]) }
        }
        Content::Table(table) => match row.part {
            RowPart::TableRow(index) => table_row(report, table, index, (width, reading)),
            _ => Recipe::new(0.0, 0.0, Vec::new()),
        },
    };
    recipe.fit(width)
}

fn heading(report: &Report, id: SectionId, reading: Reading) -> Recipe<'_> {
    let section = report.section(id);
    let mut pieces = Vec::with_capacity(3);
    // What it stands in, unless that heading is right above.
    if let Some(parent) = section.parent
        && report.section(parent).place.block.0 + 1 != section.place.block.0
    {
        pieces.push(Piece::plain(report.section(parent).title.as_str(), reading.small()).ink(Ink::Secondary));
    }
    let title = Piece::plain(section.title.as_str(), reading.heading(section.level));
    pieces.push(Piece { heading: Some(section.level), ..title });
    if let Some(grade) = section.grade.as_ref().filter(|grade| grade.stated == Stated::Heading) {
        pieces.push(graded(report, &grade.grade, &grade.wording, reading));
    }
    let above = if section.level == 1 { 40.0 } else { 28.0 };
    Recipe::new(above, 8.0, pieces)
}

fn grade(report: &Report, id: SectionId, reading: Reading) -> Recipe<'_> {
    let stated = report.section(id).grade.as_ref();
    let piece = stated.map(|stated| graded(report, &stated.grade, &stated.wording, reading));
    Recipe::new(0.0, 10.0, piece.into_iter().collect())
}

/// A mark, and the words as printed.
fn graded<'a>(report: &Report, grade: &Grade, wording: &'a str, reading: Reading) -> Piece<'a> {
    let mark = Some(Mark::new(grade, report.scale.as_ref()));
    let spoken = Some(mark::spoken(grade, report.scale.as_ref()));
    Piece { mark, x: MARK_ROOM, spoken, ..Piece::plain(wording, reading.bold()) }
}

fn paragraph<'a>(
    report: &'a Report,
    row: &Row,
    id: crate::report::ParagraphId,
    reading: Reading,
) -> Recipe<'a> {
    let paragraph = report.paragraph(id);
    let with_bullets = !paragraph.bullets.is_empty();
    match &row.part {
        RowPart::Bullet(index) => {
            let last = index + 1 == paragraph.bullets.len();
            let bullet = Piece {
                x: INDENT,
                bullet: true,
                ..Piece::linked(report, &paragraph.bullets[*index], reading.text())
            };
            Recipe::new(0.0, if last { 14.0 } else { 6.0 }, vec![bullet])
        }
        RowPart::Piece(range) => {
            let words = Words::Stretch(&paragraph.text, range.clone());
            let number = paragraph.number.filter(|_| range.start == 0);
            Recipe { number, ..Recipe::new(0.0, 0.0, vec![Piece::new(words, reading.text())]) }
        }
        _ => {
            let below = if with_bullets { 6.0 } else { 14.0 };
            let words = Piece::linked(report, &paragraph.text, reading.text());
            Recipe { number: paragraph.number, ..Recipe::new(0.0, below, vec![words]) }
        }
    }
}

/// "Within three months: by 14 August 2012".
fn timescale<'a>(report: &Report, text: &'a Text, reading: Reading) -> Recipe<'a> {
    let due = crate::report::Timescale::parse(text.plain())
        .zip(report.cover.published)
        .and_then(|(timescale, published)| timescale.due(published));
    let words = match due {
        Some(due) => format!("{} · by {}", text.plain().trim_end_matches(':'), long_date(due)).into(),
        None => Cow::Borrowed(text.plain()),
    };
    let label =
        Piece { x: INDENT, ..Piece::plain(words, Type { bold: true, ..reading.small() }).ink(Ink::Link) };
    Recipe::new(4.0, 2.0, vec![label])
}

fn contents_entry(report: &Report, index: usize, width: f32, reading: Reading) -> Recipe<'_> {
    let entry = &report.contents[index];
    let section = entry.section.map(|id| report.section(id));
    let indent = section.map_or(0.0, |section| f32::from(section.level - 1) * INDENT);
    let title = Piece {
        x: indent,
        width: width - indent - 48.0,
        ..Piece::plain(entry.title.as_str(), reading.table())
    };
    let title = if section.is_some() { title.ink(Ink::Link) } else { title };
    let mut pieces = vec![title];
    if let Some(page) = entry.page {
        let page = Piece::plain(page.to_string(), reading.table()).ink(Ink::Secondary);
        pieces.push(Piece { x: width - 40.0, width: 40.0, right: true, ..page });
    }
    let link = section.map(|section| section.place);
    Recipe { beside: true, link, ..Recipe::new(2.0, 2.0, pieces) }
}

fn table_row<'a>(
    report: &'a Report,
    table: &'a Table,
    index: usize,
    (width, reading): (f32, Reading),
) -> Recipe<'a> {
    let Some(cells) = table.rows.get(index) else { return Recipe::new(0.0, 0.0, Vec::new()) };
    let is_head = table.header && index == 0;
    let widths = column_widths(table, width - TABLE_EDGE * 2.0, reading.table());
    let is_group = widths.len() > 1 && cells.iter().skip(1).all(Text::is_blank);
    let kind = if is_head || is_group { Type { bold: true, ..reading.table() } } else { reading.table() };
    let mut x = TABLE_EDGE;
    let mut pieces = Vec::with_capacity(cells.len());
    for (column, (cell, column_width)) in cells.iter().zip(widths).enumerate() {
        let words_width = if is_group { width - TABLE_EDGE * 2.0 } else { column_width - CELL_GAP };
        let mark = if column > 0 && !is_head { mark_of(report, cell) } else { None };
        let room = if mark.is_some() { MARK_ROOM } else { 0.0 };
        if !cell.is_blank() {
            pieces.push(Piece { x: x + room, width: words_width - room, mark, ..Piece::text(cell, kind) });
        }
        x += column_width;
    }
    let last = index + 1 == table.rows.len();
    let mut recipe = Recipe::new(4.0, if last { 24.0 } else { 5.0 }, pieces);
    (recipe.beside, recipe.rule, recipe.shaded) = (true, true, is_head || is_group);
    recipe
}

/// The mark of a cell that states a grade.
fn mark_of(report: &Report, cell: &Text) -> Option<Mark> {
    let scale = report.scale.as_ref()?;
    let grade = scale.find(cell.plain())?;
    Some(Mark::new(&Grade { label: grade.label.clone(), step: Some(grade.step) }, Some(scale)))
}

/// Widths of a table's columns, which add up to `width`. Narrow columns get what their longest cell needs, so that no
/// word is cut; the others share what is left.
fn column_widths(table: &Table, width: f32, kind: Type) -> Vec<f32> {
    /// The first rows tell; a table of thousands is not read through for every row that is painted.
    const SAMPLE: usize = 40;
    /// A longer word may be broken.
    const LONGEST_WORD: usize = 18;
    // The width of a character on average, with some to spare.
    let character = kind.size * 0.56;
    let columns = table.rows.iter().take(SAMPLE).map(Vec::len).max().unwrap_or(1).max(1);
    let mut needs = vec![60.0_f32; columns];
    // No column is narrower than its longest word.
    let mut least = vec![60.0_f32; columns];
    // Group rows run over all columns.
    let rows = table.rows.iter().take(SAMPLE).filter(|row| row.iter().skip(1).any(|cell| !cell.is_blank()));
    for row in rows {
        for ((cell, need), least) in row.iter().zip(&mut needs).zip(&mut least) {
            let wide = |characters: usize| {
                f32::from(u16::try_from(characters).unwrap_or(u16::MAX)) * character + MARK_ROOM + CELL_GAP
            };
            *need = need.max(wide(cell.plain().chars().count()));
            let word = cell.plain().split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            *least = least.max(wide(word.min(LONGEST_WORD)));
        }
    }
    let share = width / f32::from(u8::try_from(columns).unwrap_or(u8::MAX));
    let is_narrow = |need: f32| need <= share;
    let taken: f32 = needs.iter().copied().filter(|need| is_narrow(*need)).sum();
    let wide: f32 = needs.iter().copied().filter(|need| !is_narrow(*need)).sum();
    if wide > 0.0 {
        let shared = |need: f32| if is_narrow(need) { need } else { need / wide * (width - taken) };
        let mut widths: Vec<f32> = needs.into_iter().map(shared).collect();
        // What one lacks the widest gives, as long as it has it to give.
        for column in 0..widths.len() {
            let lacks = least[column] - widths[column];
            let widest = (0..widths.len()).max_by(|one, other| widths[*one].total_cmp(&widths[*other]));
            let Some(widest) = widest.filter(|widest| *widest != column && lacks > 0.0) else { continue };
            let given = lacks.min((widths[widest] - least[widest]).max(0.0));
            widths[widest] -= given;
            widths[column] += given;
        }
        widths
    } else {
        let stretch = width / taken;
        needs.into_iter().map(|need| need * stretch).collect()
    }
}
