//! Writes typeset pages as a tagged PDF.

use std::{collections::HashMap, num::NonZeroU16, num::NonZeroU32};

use krilla::{
    Document, SerializeSettings,
    color::rgb::Color,
    configure::{Accessibility, ConfigurationBuilder, Validator},
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect, Transform},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, LineCap, LineJoin, Stroke, StrokeDash},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagKind as PdfTag, TagTree,
    },
    text::{Font, Tag as Axis},
};

use super::{
    Align, Decoration, GradeMark, PageSetup, Pages, StyledText, TextStyle,
    ink::Tone,
    line_box::{Paint, PaintItem, TagKind},
    typeface::{BOLD, TextLine, Typesetter},
};
use crate::{
    analysis::GradeMarkShape,
    typeface::{ITALIC, UPRIGHT},
};

/// A failure to write pages as PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// krilla, the PDF writer, reported an error.
    #[error("The pages could not be written as an accessible PDF: {0}.")]
    Pdf(String),
}

/// Width of rules and frames.
const RULE_POINTS: f32 = 0.5;
/// Minimum width of the outline of a grade mark.
const MIN_OUTLINE_POINTS: f32 = 0.9;

impl Pages {
    /// Returns the pages as a PDF/UA-1 file.
    ///
    /// # Errors
    /// Returns [`PrintError::Pdf`] if krilla's validator rejects the file. This is not known to happen.
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
        for (index, side) in self.setup.paper.sides(self.count()).iter().enumerate() {
            writer.write_side(&mut document, index, side)?;
        }
        document.set_outline(self.outline());
        document.set_tag_tree(writer.tag_tree());
        document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))
    }

    fn metadata(&self) -> Metadata {
        let (year, date) = (u16::try_from(self.made_on.year()).unwrap_or_default(), self.made_on);
        let made_on = DateTime::new(year).month(date.month().unsigned_abs()).day(date.day().unsigned_abs());
        Metadata::new()
            .title(self.title.clone())
            .language("en-GB".to_owned())
            .creator(concat!("Findings ", env!("CARGO_PKG_VERSION")).to_owned())
            .creation_date(made_on)
    }

    /// Returns the side of the paper that a page is on, and the distance from its left edge in points.
    fn page_position(&self, page: usize) -> (usize, f32) {
        let sides = self.setup.paper.sides(self.count());
        let positions = sides.iter().enumerate().flat_map(|(side, pages)| {
            pages.iter().enumerate().map(move |(column, page)| (side, column, *page))
        });
        let found = positions.into_iter().find(|(_, _, other)| *other == Some(page));
        found.map_or((0, 0.0), |(side, column, _)| (side, column as f32 * self.size().0))
    }

    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        let mut open: Option<OutlineNode> = None;
        for (level, title, page, y) in &self.bookmarks {
            let (side, left) = self.page_position(*page);
            let to = XyzDestination::new(side, Point::from_xy(left, (y - 4.0).max(0.0)));
            let node = OutlineNode::new(title.clone(), to);
            match &mut open {
                Some(parent) if *level > 2 => parent.push_child(node),
                _ => {
                    if let Some(done) = open.replace(node) {
                        outline.push_child(done);
                    }
                }
            }
        }
        if let Some(done) = open {
            outline.push_child(done);
        }
        outline
    }
}

/// A position in the reading order: the page, and the index of the item on it.
type ReadingOrder = (usize, usize);

/// A face of the typeface: bold or not, italic or not.
type Face = (bool, bool);

struct PdfWriter<'a> {
    pages: &'a Pages,
    fonts: HashMap<Face, Font>,
    /// For the characters within rings; created when first needed.
    typesetter: Option<Typesetter>,
    /// The content of each tag: its position in the reading order, and krilla's identifier.
    content: HashMap<usize, Vec<(ReadingOrder, Identifier)>>,
}

impl PdfWriter<'_> {
    /// Writes one side of the paper with its pages.
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
            for (order, item) in self.pages.pages[number].iter().enumerate() {
                self.paint_item(&mut surface, item, (number, order))?;
            }
            surface.pop();
        }
        surface.finish();
        page.finish();
        Ok(())
    }

    fn paint_item(
        &mut self,
        surface: &mut Surface<'_>,
        item: &PaintItem,
        order: ReadingOrder,
    ) -> Result<(), PrintError> {
        let is_footer = item.y > self.pages.size().1 - PageSetup::BOTTOM_MARGIN * 2.0;
        let decoration = match item.paint {
            Paint::Text(_) if is_footer => ArtifactType::Footer,
            Paint::Text(_) => ArtifactType::Header,
            _ => ArtifactType::Layout,
        };
        let content = match item.tag {
            Some(_) if matches!(item.paint, Paint::Mark(..)) => ContentTag::Other,
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(decoration)),
        };
        let identifier = surface.start_tagged(content);
        let ink = self.pages.setup.ink;
        match &item.paint {
            Paint::Text(line) => self.draw_text(surface, line, (item.x, item.y), false)?,
            Paint::Fill(width, height, tone) => {
                if let Some(color) = ink.tone_color(*tone) {
                    draw_rectangle(surface, (item.x, item.y, *width, *height), Some(color), None);
                }
            }
            Paint::Frame(width, height) => {
                let line = ink.tone_color(Tone::Line).map(|color| stroke(color, RULE_POINTS));
                draw_rectangle(surface, (item.x, item.y, *width, *height), None, line);
            }
            Paint::Rule(length) => {
                let line = ink.tone_color(Tone::Line).map(|color| stroke(color, RULE_POINTS));
                draw_path(surface, straight_line((item.x, item.y), (item.x + length, item.y)), None, line);
            }
            Paint::Mark(mark, side) => self.draw_mark(surface, mark, (item.x, item.y), *side)?,
        }
        surface.end_tagged();
        if let Some(tag) = item.tag {
            self.content.entry(tag).or_default().push((order, identifier));
        }
        Ok(())
    }

    /// Draws a line of text, either as text or as shapes that screen readers skip.
    fn draw_text(
        &mut self,
        surface: &mut Surface<'_>,
        line: &TextLine,
        at: (f32, f32),
        as_shapes: bool,
    ) -> Result<(), PrintError> {
        for run in &line.runs {
            let tone = if run.style.secondary { Tone::Secondary } else { Tone::Text };
            let Some(color) = self.pages.setup.ink.tone_color(tone) else { continue };
            let start = (at.0 + run.x, at.1 + line.baseline);
            let font = self.font(run.style)?;
            surface.set_stroke(None);
            surface.set_fill(Some(fill(color)));
            surface.draw_glyphs(
                Point::from_xy(start.0, start.1),
                &run.glyphs,
                font,
                &run.text,
                run.size,
                as_shapes,
            );
            if let Some(decoration) = run.style.decoration {
                let y = match decoration {
                    Decoration::Underline => start.1 + run.size * 0.14,
                    Decoration::Strikethrough => start.1 - run.size * 0.24,
                };
                let end = (start.0 + run.width, y);
                draw_path(
                    surface,
                    straight_line((start.0, y), end),
                    None,
                    Some(stroke(color, run.size * 0.06)),
                );
            }
        }
        Ok(())
    }

    fn draw_mark(
        &mut self,
        surface: &mut Surface<'_>,
        mark: &GradeMark,
        at: (f32, f32),
        side: f32,
    ) -> Result<(), PrintError> {
        let ink = self.pages.setup.ink;
        let Some(text) = ink.tone_color(Tone::Text) else { return Ok(()) };
        let line = MIN_OUTLINE_POINTS.max(side * 0.07);
        let (radius, centre) = (side / 2.0 - line / 2.0, (at.0 + side / 2.0, at.1 + side / 2.0));
        let to_page = |(x, y): (f32, f32)| (centre.0 + x * radius, centre.1 + y * radius);
        let corners: Vec<(f32, f32)> = mark.shape.corners().into_iter().map(to_page).collect();
        let path = match corners.split_first() {
            Some((first, rest)) => {
                let mut path = PathBuilder::new();
                path.move_to(first.0, first.1);
                rest.iter().for_each(|corner| path.line_to(corner.0, corner.1));
                path.close();
                path.finish()
            }
            None => circle_path(centre, radius * mark.shape.radius()),
        };
        let mut outline = stroke(text, line);
        if mark.shape == GradeMarkShape::Unknown {
            outline.dash = Some(StrokeDash { array: vec![side * 0.14, side * 0.1], offset: 0.0 });
        }
        draw_path(surface, path, ink.mark_fill(mark.shape), Some(outline));
        if mark.shape == GradeMarkShape::CrossedSquare {
            let arm = GradeMarkShape::CROSS;
            for (from, to) in [((-arm, -arm), (arm, arm)), ((-arm, arm), (arm, -arm))] {
                let cross = stroke(ink.cross_color(), line * 1.2);
                draw_path(surface, straight_line(to_page(from), to_page(to)), None, Some(cross));
            }
        }
        match mark.shape.sign() {
            Some(sign) => self.draw_sign(surface, &sign, centre, radius * 1.4),
            None => Ok(()),
        }
    }

    /// Draws a digit or a question mark in the centre of a ring.
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
        let at = (centre.0 - line.width / 2.0, centre.1 - line.height / 2.0);
        // As a shape, because the alternative text of the mark already gives the step.
        self.draw_text(surface, line, at, true)
    }

    fn font(&mut self, style: TextStyle) -> Result<Font, PrintError> {
        let face = (style.bold, style.italic);
        if let Some(font) = self.fonts.get(&face) {
            return Ok(font.clone());
        }
        let data = if style.italic { ITALIC } else { UPRIGHT };
        let weight = if style.bold { BOLD } else { 400.0 };
        let font = Font::new_variable(data.into(), 0, &[(Axis::new(b"wght"), weight)])
            .ok_or_else(|| PrintError::Pdf("the typeface cannot be read".to_owned()))?;
        self.fonts.insert(face, font.clone());
        Ok(font)
    }

    /// Returns the tag tree in reading order, whatever the order of the pages on the paper.
    fn tag_tree(mut self) -> TagTree {
        let tags = &self.pages.tags.0;
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); tags.len()];
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

    fn tag_group(&mut self, index: usize, children: &[Vec<usize>]) -> TagGroup {
        let mut group = TagGroup::new(pdf_tag(&self.pages.tags.0[index].kind));
        let mut content = self.content.remove(&index).unwrap_or_default();
        content.sort_by_key(|(order, _)| *order);
        // Text is before the picture that shows the same.
        content.into_iter().for_each(|(_, identifier)| group.push(Node::from(identifier)));
        for child in &children[index] {
            group.push(self.tag_group(*child, children));
        }
        group
    }
}

fn pdf_tag(kind: &TagKind) -> PdfTag {
    match kind {
        TagKind::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        TagKind::Paragraph => Tag::P.into(),
        TagKind::List(true) => Tag::L(ListNumbering::Decimal).into(),
        TagKind::List(false) => Tag::L(ListNumbering::Disc).into(),
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

fn fill(color: Color) -> Fill {
    Fill { paint: color.into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn stroke(color: Color, width: f32) -> Stroke {
    Stroke {
        paint: color.into(),
        width,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Round,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }
}

fn draw_path(surface: &mut Surface<'_>, path: Option<Path>, inside: Option<Color>, line: Option<Stroke>) {
    let Some(path) = path.filter(|_| inside.is_some() || line.is_some()) else { return };
    surface.set_fill(inside.map(fill));
    surface.set_stroke(line);
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn draw_rectangle(
    surface: &mut Surface<'_>,
    (x, y, width, height): (f32, f32, f32, f32),
    inside: Option<Color>,
    line: Option<Stroke>,
) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    draw_path(surface, path.finish(), inside, line);
}

fn straight_line(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

/// Returns a circle made of four Bézier curves.
fn circle_path((x, y): (f32, f32), radius: f32) -> Option<Path> {
    /// Length of the handles of a cubic curve that approximates a quarter of the unit circle.
    const HANDLE: f32 = 0.552_285;
    let (r, h) = (radius, radius * HANDLE);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
    path.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
    path.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
    path.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
    path.close();
    path.finish()
}
