//! Pages to a tagged PDF.

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
    Align, Look, Mark, Pages, Rule, Setting, Words,
    ink::Tone,
    strip::{Item, Paint, TagKind},
    typeface::{BOLD, Line, Typesetter},
};
use crate::{
    analysis::MarkShape,
    typeface::{ITALIC, UPRIGHT},
};

/// Why pages could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// What krilla says.
    #[error("The pages could not be written as an accessible PDF: {0}.")]
    Pdf(String),
}

/// Width of lines between things and around marks, in points.
const RULE: f32 = 0.5;
const OUTLINE: f32 = 0.9;

impl Pages {
    /// The pages as a PDF/UA-1 file.
    ///
    /// # Errors
    /// What krilla's validator does not let pass; nothing that is known.
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
            Writer { pages: self, fonts: HashMap::new(), typesetter: None, content: HashMap::new() };
        for (index, side) in self.setting.paper.sides(self.count()).iter().enumerate() {
            writer.side(&mut document, index, side)?;
        }
        document.set_outline(self.outline());
        document.set_tag_tree(writer.tree());
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

    /// Where a page stands: the side of the paper, and how far from its left edge.
    fn spot(&self, page: usize) -> (usize, f32) {
        let sides = self.setting.paper.sides(self.count());
        let spots = sides.iter().enumerate().flat_map(|(side, pages)| {
            pages.iter().enumerate().map(move |(column, there)| (side, column, *there))
        });
        let found = spots.into_iter().find(|(_, _, there)| *there == Some(page));
        found.map_or((0, 0.0), |(side, column, _)| (side, column as f32 * self.size().0))
    }

    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        let mut open: Option<OutlineNode> = None;
        for (level, words, page, y) in &self.bookmarks {
            let (side, left) = self.spot(*page);
            let to = XyzDestination::new(side, Point::from_xy(left, (y - 4.0).max(0.0)));
            let node = OutlineNode::new(words.clone(), to);
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

/// Where in the order of reading something stands: its page, and its place there.
type Order = (usize, usize);

/// Which of the four faces of the typeface.
type Face = (bool, bool);

struct Writer<'a> {
    pages: &'a Pages,
    fonts: HashMap<Face, Font>,
    /// For the signs in rings, once there is one.
    typesetter: Option<Typesetter>,
    /// What was written for a tag: its place in the order of reading, and krilla's name for it.
    content: HashMap<usize, Vec<(Order, Identifier)>>,
}

impl Writer<'_> {
    fn side(
        &mut self,
        document: &mut Document,
        index: usize,
        side: &[Option<usize>],
    ) -> Result<(), PrintError> {
        let (width, height) = self.pages.setting.paper.sheet();
        let settings = PageSettings::from_wh(width, height)
            .ok_or_else(|| PrintError::Pdf(format!("page {} has no size", index + 1)))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (column, number) in side.iter().enumerate() {
            let Some(number) = *number else { continue };
            let left = column as f32 * self.pages.size().0;
            surface.push_transform(&Transform::from_translate(left, 0.0));
            for (order, item) in self.pages.pages[number].iter().enumerate() {
                self.item(&mut surface, item, (number, order))?;
            }
            surface.pop();
        }
        surface.finish();
        page.finish();
        Ok(())
    }

    fn item(&mut self, surface: &mut Surface<'_>, item: &Item, order: Order) -> Result<(), PrintError> {
        let is_foot = item.y > self.pages.size().1 - Setting::BOTTOM * 2.0;
        let decoration = match item.paint {
            Paint::Line(_) if is_foot => ArtifactType::Footer,
            Paint::Line(_) => ArtifactType::Header,
            _ => ArtifactType::Layout,
        };
        let content = match item.tag {
            Some(_) if matches!(item.paint, Paint::Mark(..)) => ContentTag::Other,
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(decoration)),
        };
        let name = surface.start_tagged(content);
        let ink = self.pages.setting.ink;
        match &item.paint {
            Paint::Line(line) => self.line(surface, line, (item.x, item.y))?,
            Paint::Fill(width, height, tone) => {
                if let Some(color) = ink.tone(*tone) {
                    rectangle(surface, (item.x, item.y, *width, *height), Some(color), None);
                }
            }
            Paint::Frame(width, height) => {
                let line = ink.tone(Tone::Line).map(|color| stroke(color, RULE));
                rectangle(surface, (item.x, item.y, *width, *height), None, line);
            }
            Paint::Rule(length) => {
                let line = ink.tone(Tone::Line).map(|color| stroke(color, RULE));
                draw(surface, straight((item.x, item.y), (item.x + length, item.y)), None, line);
            }
            Paint::Mark(mark, side) => self.mark(surface, mark, (item.x, item.y), *side)?,
        }
        surface.end_tagged();
        if let Some(tag) = item.tag {
            self.content.entry(tag).or_default().push((order, name));
        }
        Ok(())
    }

    fn line(&mut self, surface: &mut Surface<'_>, line: &Line, at: (f32, f32)) -> Result<(), PrintError> {
        self.words(surface, line, at, false)
    }

    fn words(
        &mut self,
        surface: &mut Surface<'_>,
        line: &Line,
        at: (f32, f32),
        as_shapes: bool,
    ) -> Result<(), PrintError> {
        for run in &line.runs {
            let tone = if run.look.quiet { Tone::Quiet } else { Tone::Text };
            let Some(color) = self.pages.setting.ink.tone(tone) else { continue };
            let start = (at.0 + run.x, at.1 + line.baseline);
            let font = self.font(run.look)?;
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
            if let Some(rule) = run.look.rule {
                let y = match rule {
                    Rule::Under => start.1 + run.size * 0.14,
                    Rule::Through => start.1 - run.size * 0.24,
                };
                let end = (start.0 + run.width, y);
                draw(surface, straight((start.0, y), end), None, Some(stroke(color, run.size * 0.06)));
            }
        }
        Ok(())
    }

    fn mark(
        &mut self,
        surface: &mut Surface<'_>,
        mark: &Mark,
        at: (f32, f32),
        side: f32,
    ) -> Result<(), PrintError> {
        let ink = self.pages.setting.ink;
        let Some(text) = ink.tone(Tone::Text) else { return Ok(()) };
        let line = OUTLINE.max(side * 0.07);
        let (radius, middle) = (side / 2.0 - line / 2.0, (at.0 + side / 2.0, at.1 + side / 2.0));
        let place = |(x, y): (f32, f32)| (middle.0 + x * radius, middle.1 + y * radius);
        let corners: Vec<(f32, f32)> = mark.shape.corners().into_iter().map(place).collect();
        let path = match corners.split_first() {
            Some((first, rest)) => {
                let mut path = PathBuilder::new();
                path.move_to(first.0, first.1);
                rest.iter().for_each(|corner| path.line_to(corner.0, corner.1));
                path.close();
                path.finish()
            }
            None => circle(middle, radius * mark.shape.radius()),
        };
        let mut outline = stroke(text, line);
        if mark.shape == MarkShape::Unknown {
            outline.dash = Some(StrokeDash { array: vec![side * 0.14, side * 0.1], offset: 0.0 });
        }
        draw(surface, path, ink.mark(mark.shape), Some(outline));
        if mark.shape == MarkShape::CrossedSquare {
            let arm = MarkShape::CROSS;
            for (from, to) in [((-arm, -arm), (arm, arm)), ((-arm, arm), (arm, -arm))] {
                let cross = stroke(ink.cross(), line * 1.2);
                draw(surface, straight(place(from), place(to)), None, Some(cross));
            }
        }
        match mark.shape.sign() {
            Some(sign) => self.sign(surface, &sign, middle, radius * 1.4),
            None => Ok(()),
        }
    }

    /// A digit or a question mark in the middle of a ring.
    fn sign(
        &mut self,
        surface: &mut Surface<'_>,
        sign: &str,
        middle: (f32, f32),
        size: f32,
    ) -> Result<(), PrintError> {
        let typesetter = self.typesetter.get_or_insert_with(Typesetter::new);
        let lines = typesetter.lines(&Words::new(sign, Look::BOLD), size, size * 4.0, Align::Start);
        let Some(line) = lines.first() else { return Ok(()) };
        let at = (middle.0 - line.width / 2.0, middle.1 - line.height / 2.0);
        // As a shape, not as text: the picture says what it shows.
        self.words(surface, line, at, true)
    }

    fn font(&mut self, look: Look) -> Result<Font, PrintError> {
        let face = (look.bold, look.italic);
        if let Some(font) = self.fonts.get(&face) {
            return Ok(font.clone());
        }
        let data = if look.italic { ITALIC } else { UPRIGHT };
        let weight = if look.bold { BOLD } else { 400.0 };
        let font = Font::new_variable(data.into(), 0, &[(Axis::new(b"wght"), weight)])
            .ok_or_else(|| PrintError::Pdf("the typeface cannot be read".to_owned()))?;
        self.fonts.insert(face, font.clone());
        Ok(font)
    }

    /// The tree of tags, in the order of reading, whatever the order of the pages on the paper.
    fn tree(mut self) -> TagTree {
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
            tree.push(self.group(root, &children));
        }
        tree
    }

    fn group(&mut self, index: usize, children: &[Vec<usize>]) -> TagGroup {
        let mut group = TagGroup::new(pdf_tag(&self.pages.tags.0[index].kind));
        let mut content = self.content.remove(&index).unwrap_or_default();
        content.sort_by_key(|(order, _)| *order);
        // Words come before the picture that says the same.
        content.into_iter().for_each(|(_, name)| group.push(Node::from(name)));
        for child in &children[index] {
            group.push(self.group(*child, children));
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
        TagKind::ColumnName => Tag::TH(TableHeaderScope::Column).into(),
        TagKind::RowName(1) => Tag::TH(TableHeaderScope::Row).into(),
        TagKind::RowName(columns) => {
            Tag::TH(TableHeaderScope::Row).with_col_span(NonZeroU32::new(*columns)).into()
        }
        TagKind::Cell => Tag::TD.into(),
        TagKind::Figure(says) => Tag::Figure(Some(says.clone())).into(),
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

fn draw(surface: &mut Surface<'_>, path: Option<Path>, inside: Option<Color>, line: Option<Stroke>) {
    let Some(path) = path.filter(|_| inside.is_some() || line.is_some()) else { return };
    surface.set_fill(inside.map(fill));
    surface.set_stroke(line);
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn rectangle(
    surface: &mut Surface<'_>,
    (x, y, width, height): (f32, f32, f32, f32),
    inside: Option<Color>,
    line: Option<Stroke>,
) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    draw(surface, path.finish(), inside, line);
}

fn straight(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

/// Four curves, each a quarter of the way around.
fn circle((x, y): (f32, f32), radius: f32) -> Option<Path> {
    /// How long the handles of a curve are that looks like a quarter of a circle.
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
