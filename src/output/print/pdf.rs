//! Writes typeset pages as a tagged PDF.

mod shapes;

use std::{collections::HashMap, num::NonZeroU16, num::NonZeroU32};

use krilla::{
    Document, SerializeSettings,
    color::rgb::Color,
    configure::{Accessibility, ConfigurationBuilder, Validator},
    destination::XyzDestination,
    geom::{Point, Transform},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::StrokeDash,
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagKind as PdfTag, TagTree,
    },
    text::{Font, Tag as Axis},
};

use self::shapes::{
    chart_stroke, circle_path, draw_path, draw_rectangle, line_path, polygon_path, solid_fill, solid_stroke,
};
use super::{
    Align, Decoration, GradeMark, PageSetup, PrintedPages, StyledText, TextStyle,
    ink::Tone,
    line_box::{Paint, PaintItem, TagId, TagKind},
    typeface::{SEMIBOLD_WEIGHT, TextLine, Typesetter},
};
use crate::{
    analysis::GradeMarkShape,
    typeface::{SANS_ITALIC, SANS_UPRIGHT},
};

/// A failure to write pages as PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// krilla, the library that writes the PDF, reported an error.
    #[error("The pages could not be written as an accessible PDF: {0}.")]
    Pdf(String),
}

/// Line width of rules and frames.
const RULE_WIDTH_POINTS: f32 = 0.5;
/// Width of the outline of a bar.
const BAR_OUTLINE_WIDTH_POINTS: f32 = 0.6;
/// Minimum line width of the outline of a grade mark.
const MIN_OUTLINE_WIDTH_POINTS: f32 = 0.9;

impl PrintedPages {
    /// Returns the pages as a PDF/UA-1 file.
    ///
    /// # Errors
    /// Returns [`PrintError::Pdf`] if krilla can't write the file or its validator rejects it. This is not known to
    /// happen.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PrintError> {
        let configuration = ConfigurationBuilder::new()
            .set_validator(Validator::Ua(Accessibility::UA1))
            .finish()
            .map_err(|error| PrintError::Pdf(format!("{error:?}")))?;
        let settings =
            SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        document.set_metadata(self.metadata());
        let mut writer =
            PdfWriter { pages: self, fonts: HashMap::new(), typesetter: None, content: HashMap::new() };
        for (index, side) in self.setup.paper.sheet_sides(self.count()).iter().enumerate() {
            writer.write_side(&mut document, index, side)?;
        }
        document.set_outline(self.outline());
        document.set_tag_tree(writer.tag_tree());
        document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))
    }

    /// Returns the document properties of the PDF.
    fn metadata(&self) -> Metadata {
        let (date, year) = (self.made_on, u16::try_from(self.made_on.year()).unwrap_or_default());
        let made_on = DateTime::new(year).month(date.month().unsigned_abs()).day(date.day().unsigned_abs());
        Metadata::new()
            .title(self.title.clone())
            .language("en-GB".to_owned())
            .creator(concat!("Findings ", env!("CARGO_PKG_VERSION")).to_owned())
            .creation_date(made_on)
    }

    /// Returns the side of a sheet that a page (counted from 0) is printed on, counted over all sheets from 0, and the
    /// distance of the page from the left edge of the sheet in points.
    fn page_position(&self, page: usize) -> (usize, f32) {
        let sides = self.setup.paper.sheet_sides(self.count());
        let positions = sides.iter().enumerate().flat_map(|(side, pages)| {
            pages.iter().enumerate().map(move |(column, page)| (side, column, *page))
        });
        let found = positions.into_iter().find(|(_, _, other)| *other == Some(page));
        found.map_or((0, 0.0), |(side, column, _)| (side, column as f32 * self.size().0))
    }

    /// Returns the bookmarks of the PDF in two levels: title and headings, and below them the subheadings.
    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        let mut open_node: Option<OutlineNode> = None;
        for bookmark in &self.bookmarks {
            let (side, left) = self.page_position(bookmark.page);
            // Slightly above the heading, so that a PDF viewer does not cut its first line.
            let destination = XyzDestination::new(side, Point::from_xy(left, (bookmark.y - 4.0).max(0.0)));
            let node = OutlineNode::new(bookmark.title.clone(), destination);
            match &mut open_node {
                Some(parent) if bookmark.level > 2 => parent.push_child(node),
                _ => {
                    if let Some(done) = open_node.replace(node) {
                        outline.push_child(done);
                    }
                }
            }
        }
        if let Some(done) = open_node {
            outline.push_child(done);
        }
        outline
    }
}

/// A position in the reading order. Positions are compared by page, then by item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ReadingPosition {
    /// The page, from 0.
    page: usize,
    /// The index of the item on the page.
    item: usize,
}

/// A face of the typeface.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Face {
    is_bold: bool,
    is_italic: bool,
}

/// Writes pages as a PDF.
struct PdfWriter<'a> {
    pages: &'a PrintedPages,
    /// The faces used so far.
    fonts: HashMap<Face, Font>,
    /// Typesets the characters within the rings of grade marks; created when first needed.
    typesetter: Option<Typesetter>,
    /// The content of each tag: positions in the reading order with krilla's identifiers.
    content: HashMap<TagId, Vec<(ReadingPosition, Identifier)>>,
}

impl PdfWriter<'_> {
    /// Writes one side of a sheet with its pages. `index` is counted over all sheets from 0.
    fn write_side(
        &mut self,
        document: &mut Document,
        index: usize,
        side: &[Option<usize>],
    ) -> Result<(), PrintError> {
        let (width, height) = self.pages.setup.paper.sheet_size();
        let settings = PageSettings::from_wh(width, height)
            .ok_or_else(|| PrintError::Pdf(format!("page {} has no size", index + 1)))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (column, number) in side.iter().enumerate() {
            let Some(number) = *number else { continue };
            let left = column as f32 * self.pages.size().0;
            surface.push_transform(&Transform::from_translate(left, 0.0));
            for (index, item) in self.pages.pages[number].iter().enumerate() {
                self.paint_item(&mut surface, item, ReadingPosition { page: number, item: index })?;
            }
            surface.pop();
        }
        surface.finish();
        page.finish();
        Ok(())
    }

    /// Paints an item, and records it as content of its tag. Items without a tag are marked as page decoration.
    fn paint_item(
        &mut self,
        surface: &mut Surface<'_>,
        item: &PaintItem,
        position: ReadingPosition,
    ) -> Result<(), PrintError> {
        let is_footer = item.y > self.pages.size().1 - PageSetup::BOTTOM_MARGIN_POINTS * 2.0;
        let decoration = match item.paint {
            Paint::Text(_) if is_footer => ArtifactType::Footer,
            Paint::Text(_) => ArtifactType::Header,
            _ => ArtifactType::Layout,
        };
        let content = match item.tag {
            Some(_) if !matches!(item.paint, Paint::Text(_) | Paint::LightText(_)) => ContentTag::Other,
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(decoration)),
        };
        let identifier = surface.start_tagged(content);
        let ink = self.pages.setup.ink;
        match &item.paint {
            Paint::Text(line) => self.draw_text(surface, line, (item.x, item.y), false)?,
            // Light text is as light as the cross on the mark of the lowest grade, which has the same fill.
            Paint::LightText(line) => {
                self.draw_colored_text(surface, line, (item.x, item.y), ink.cross_color())?;
            }
            Paint::Bar { width, height, fill } => {
                let line =
                    ink.tone_color(Tone::Text).map(|color| solid_stroke(color, BAR_OUTLINE_WIDTH_POINTS));
                let fill = ink.bar_fill(*fill);
                draw_rectangle(surface, (item.x, item.y, *width, *height), fill, line);
            }
            Paint::Fill(width, height, tone) => {
                if let Some(color) = ink.tone_color(*tone) {
                    draw_rectangle(surface, (item.x, item.y, *width, *height), Some(color), None);
                }
            }
            Paint::Frame(width, height) => {
                let line = ink.tone_color(Tone::Line).map(|color| solid_stroke(color, RULE_WIDTH_POINTS));
                draw_rectangle(surface, (item.x, item.y, *width, *height), None, line);
            }
            Paint::Rule(length) => {
                let line = ink.tone_color(Tone::Line).map(|color| solid_stroke(color, RULE_WIDTH_POINTS));
                draw_path(surface, line_path((item.x, item.y), (item.x + length, item.y)), None, line);
            }
            Paint::Line { dx, dy, style } => {
                let path = line_path((item.x, item.y), (item.x + dx, item.y + dy));
                draw_path(surface, path, None, chart_stroke(ink, *style));
            }
            Paint::Mark(mark, side) => self.draw_mark(surface, mark, (item.x, item.y), *side)?,
        }
        surface.end_tagged();
        if let Some(tag) = item.tag {
            self.content.entry(tag).or_default().push((position, identifier));
        }
        Ok(())
    }

    /// Draws a line of text with its upper left corner at `top_left`. If `is_outlined` is true, the characters are
    /// shapes instead of text, so that screen readers skip them.
    fn draw_text(
        &mut self,
        surface: &mut Surface<'_>,
        line: &TextLine,
        top_left: (f32, f32),
        is_outlined: bool,
    ) -> Result<(), PrintError> {
        self.draw_runs(surface, line, top_left, None, is_outlined)
    }

    /// Draws a line of text in this colour with its upper left corner at `top_left`.
    fn draw_colored_text(
        &mut self,
        surface: &mut Surface<'_>,
        line: &TextLine,
        top_left: (f32, f32),
        color: Color,
    ) -> Result<(), PrintError> {
        self.draw_runs(surface, line, top_left, Some(color), false)
    }

    /// Draws the runs of a line, in the colours of their styles if no colour is given.
    fn draw_runs(
        &mut self,
        surface: &mut Surface<'_>,
        line: &TextLine,
        top_left: (f32, f32),
        color: Option<Color>,
        is_outlined: bool,
    ) -> Result<(), PrintError> {
        for run in &line.runs {
            let tone = if run.style.is_secondary { Tone::Secondary } else { Tone::Text };
            let Some(color) = color.or_else(|| self.pages.setup.ink.tone_color(tone)) else { continue };
            let start = (top_left.0 + run.x, top_left.1 + line.baseline);
            let font = self.font_for_style(run.style)?;
            surface.set_stroke(None);
            surface.set_fill(Some(solid_fill(color)));
            surface.draw_glyphs(
                Point::from_xy(start.0, start.1),
                &run.glyphs,
                font,
                &run.text,
                run.size,
                is_outlined,
            );
            if let Some(decoration) = run.style.decoration {
                let y = match decoration {
                    Decoration::Underline => start.1 + run.size * 0.14,
                    Decoration::Strikethrough => start.1 - run.size * 0.24,
                };
                let end = (start.0 + run.width, y);
                draw_path(
                    surface,
                    line_path((start.0, y), end),
                    None,
                    Some(solid_stroke(color, run.size * 0.06)),
                );
            }
        }
        Ok(())
    }

    /// Draws a grade mark in a square with this upper left corner and side.
    fn draw_mark(
        &mut self,
        surface: &mut Surface<'_>,
        mark: &GradeMark,
        top_left: (f32, f32),
        side: f32,
    ) -> Result<(), PrintError> {
        let ink = self.pages.setup.ink;
        let Some(text) = ink.tone_color(Tone::Text) else { return Ok(()) };
        let line_width = MIN_OUTLINE_WIDTH_POINTS.max(side * 0.07);
        let radius = side / 2.0 - line_width / 2.0;
        let centre = (top_left.0 + side / 2.0, top_left.1 + side / 2.0);
        let to_page = |(x, y): (f32, f32)| (centre.0 + x * radius, centre.1 + y * radius);
        let corners: Vec<(f32, f32)> = mark.shape.corners().into_iter().map(to_page).collect();
        let path = match corners.is_empty() {
            false => polygon_path(&corners),
            true => circle_path(centre, radius * mark.shape.radius()),
        };
        let mut outline = solid_stroke(text, line_width);
        if mark.shape == GradeMarkShape::Unknown {
            outline.dash = Some(StrokeDash { array: vec![side * 0.14, side * 0.1], offset: 0.0 });
        }
        draw_path(surface, path, ink.mark_fill(mark.shape), Some(outline));
        if mark.shape == GradeMarkShape::CrossedSquare {
            let arm = GradeMarkShape::CROSS_ARM_LENGTH;
            for (from, to) in [((-arm, -arm), (arm, arm)), ((-arm, arm), (arm, -arm))] {
                let cross = solid_stroke(ink.cross_color(), line_width * 1.2);
                draw_path(surface, line_path(to_page(from), to_page(to)), None, Some(cross));
            }
        }
        match mark.shape.ring_text() {
            Some(sign) => self.draw_sign(surface, &sign, centre, radius * 1.4),
            None => Ok(()),
        }
    }

    /// Draws a digit or a question mark in the centre of the ring of a grade mark.
    fn draw_sign(
        &mut self,
        surface: &mut Surface<'_>,
        sign: &str,
        centre: (f32, f32),
        size: f32,
    ) -> Result<(), PrintError> {
        let typesetter = self.typesetter.get_or_insert_with(Typesetter::new);
        let lines =
            typesetter.break_lines(&StyledText::new(sign, TextStyle::BOLD), size, size * 4.0, Align::Start);
        let Some(line) = lines.first() else { return Ok(()) };
        let top_left = (centre.0 - line.width / 2.0, centre.1 - line.height / 2.0);
        // As text, a screen reader would read it after the alternative text of the mark, which already gives the step.
        self.draw_text(surface, line, top_left, true)
    }

    /// Returns the face for a style, and loads it when it is first needed.
    fn font_for_style(&mut self, style: TextStyle) -> Result<Font, PrintError> {
        let face = Face { is_bold: style.is_bold, is_italic: style.is_italic };
        if let Some(font) = self.fonts.get(&face) {
            return Ok(font.clone());
        }
        let data = if style.is_italic { SANS_ITALIC } else { SANS_UPRIGHT };
        let weight = if style.is_bold { SEMIBOLD_WEIGHT } else { 400.0 };
        let font = Font::new_variable(data.into(), 0, &[(Axis::new(b"wght"), weight)])
            .ok_or_else(|| PrintError::Pdf("the typeface cannot be read".to_owned()))?;
        self.fonts.insert(face, font.clone());
        Ok(font)
    }

    /// Returns the tag tree in reading order. A booklet has its pages in another order.
    fn tag_tree(mut self) -> TagTree {
        let tags = &self.pages.tags.0;
        let mut children: Vec<Vec<TagId>> = vec![Vec::new(); tags.len()];
        let mut roots = Vec::new();
        for (index, tag) in tags.iter().enumerate() {
            match tag.parent {
                Some(parent) => children[parent].push(index),
                None => roots.push(index),
            }
        }
        let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
        for root in roots {
            tree.push(self.tag_group(root, &children));
        }
        tree
    }

    /// Returns a tag with its content and its child tags.
    fn tag_group(&mut self, index: TagId, children: &[Vec<TagId>]) -> TagGroup {
        let mut group = TagGroup::new(pdf_tag(&self.pages.tags.0[index].kind));
        let mut content = self.content.remove(&index).unwrap_or_default();
        content.sort_by_key(|(position, _)| *position);
        // The text of a table cell is read before the grade mark in it, which is a child.
        content.into_iter().for_each(|(_, identifier)| group.push(Node::from(identifier)));
        for child in &children[index] {
            group.push(self.tag_group(*child, children));
        }
        group
    }
}

/// Returns a tag in the form of krilla.
fn pdf_tag(kind: &TagKind) -> PdfTag {
    match kind {
        TagKind::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        TagKind::Paragraph => Tag::P.into(),
        TagKind::List { is_numbered: true } => Tag::L(ListNumbering::Decimal).into(),
        TagKind::List { is_numbered: false } => Tag::L(ListNumbering::Disc).into(),
        TagKind::Item => Tag::LI.into(),
        TagKind::Label => Tag::Lbl.into(),
        TagKind::Body => Tag::LBody.into(),
        TagKind::Table => Tag::Table.into(),
        TagKind::TableHead => Tag::THead.into(),
        TagKind::TableBody => Tag::TBody.into(),
        TagKind::Row => Tag::TR.into(),
        TagKind::ColumnHeading => Tag::TH(TableHeaderScope::Column).into(),
        TagKind::RowHeading(1) => Tag::TH(TableHeaderScope::Row).into(),
        TagKind::RowHeading(columns) => {
            Tag::TH(TableHeaderScope::Row).with_col_span(NonZeroU32::new(*columns)).into()
        }
        TagKind::Cell => Tag::TD.into(),
        TagKind::Figure(alt_text) => Tag::Figure(Some(alt_text.clone())).into(),
    }
}
