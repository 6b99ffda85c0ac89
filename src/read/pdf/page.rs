//! What a page draws: runs of text with their place and type, and the rules and boxes of its tables.
//!
//! Owns all that is asked of the interpreter; knows nothing of lines and reading order.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    rc::Rc,
};

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        InterpreterSettings, SoftMask,
        font::{Glyph, GlyphRun},
        hayro_cmap::BfString,
        interpret_page,
        util::TransformExt as _,
    },
    hayro_syntax::{
        Pdf,
        object::{Dict, String as PdfString},
        page::Page,
    },
    kurbo::{Affine, BezPath, Point, Rect, Shape as _},
};

use super::steps::{Endless, StepCounter};

/// A stretch of text on one baseline, in one type, from one marked sequence. Coordinates are points from the upper left
/// corner of the page as it is shown, y down.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The words; spaces where the page has them or leaves room for them.
    pub(super) text: String,
    /// Left and right edge.
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    /// The size of the type.
    pub(super) size: f32,
    /// Its face.
    pub(super) face: Face,
    /// The marked sequence it was drawn in, by which the structure tree names it.
    pub(super) mark: Option<i32>,
    /// Whether the file says that it belongs to the page and not to the report.
    pub(super) artifact: bool,
}

/// How a font sets letters off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// All that a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Text in the order it was drawn.
    pub(super) runs: Vec<Run>,
    /// Boxes around what was stroked or filled: rules of tables, their shading, ornaments.
    pub(super) boxes: Vec<Rect>,
    /// How many pictures.
    pub(super) images: usize,
    /// How many characters have a text, and how many have none.
    pub(super) known: usize,
    pub(super) unknown: usize,
    /// Width and height in points.
    pub(super) size: (f32, f32),
    /// Whether it draws more than any page does; what it drew until then is here.
    pub(super) endless: bool,
}

impl Drawn {
    /// How much it holds, about, in bytes.
    pub(super) fn weight(&self) -> usize {
        let texts: usize = self.runs.iter().map(|run| run.text.capacity()).sum();
        texts + self.runs.len() * size_of::<Run>() + self.boxes.len() * size_of::<Rect>()
    }
}

/// A room wider than this between two letters, in sizes of type, is a space.
pub(super) const SPACE: f32 = 0.17;
/// A room wider than this begins a run of its own: a rule may stand in it.
const WIDE: f32 = 0.6;
/// A room wider than this is a gap between columns.
pub(super) const COLUMN: f32 = 1.6;
/// No page of a report has more; a file that means harm has.
const MOST_RUNS: usize = 60_000;
const MOST_BOXES: usize = 20_000;
const MOST_LETTERS: usize = 1_000_000;

/// What the pages of a document share while they are read.
pub(in crate::read) struct Pages<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    faces: HashMap<u128, Option<Face>>,
}

impl<'a> Pages<'a> {
    pub(in crate::read) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            settings: InterpreterSettings::default(),
            faces: HashMap::new(),
        }
    }

    /// Returns true if a page comes to an end. Ask before drawing a picture of it, which nothing can stop.
    pub(in crate::read) fn ends(&mut self, page: &'a Page<'a>) -> bool {
        !self.draw(page).endless
    }

    /// What a page draws.
    pub(super) fn draw(&mut self, page: &'a Page<'a>) -> Drawn {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context =
            Context::new(Affine::IDENTITY, area, &self.cache, self.pdf.xref(), self.settings.clone());
        let mut collector = Collector {
            base: page.initial_transform(true).to_kurbo(),
            drawn: Drawn { size: (width, height), ..Drawn::default() },
            faces: &mut self.faces,
            marks: Vec::new(),
            last: None,
            steps: StepCounter::default(),
        };
        // There is no other way to stop the interpreter; what it held is dropped with its context.
        let interpreted =
            catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut collector)));
        let mut drawn = collector.drawn;
        if let Err(reason) = interpreted {
            if !reason.is::<Endless>() {
                resume_unwind(reason);
            }
            self.cache = InterpreterCache::new();
            drawn.endless = true;
        }
        drawn
    }
}

/// A marked sequence that is open.
struct Mark {
    id: Option<i32>,
    artifact: bool,
    /// The text the file gives for what is drawn in it; taken by the first glyph.
    actual: Option<Actual>,
}

enum Actual {
    Waiting(Rc<str>),
    Given,
}

struct Collector<'p> {
    base: Affine,
    drawn: Drawn,
    faces: &'p mut HashMap<u128, Option<Face>>,
    marks: Vec<Mark>,
    /// The glyph before, to tell letters drawn twice over one another.
    last: Option<(char, f32, f32)>,
    steps: StepCounter,
}

impl Collector<'_> {
    fn mark(&self) -> (Option<i32>, bool) {
        let id = self.marks.iter().rev().find_map(|mark| mark.id);
        (id, self.marks.iter().any(|mark| mark.artifact))
    }

    fn add_box(&mut self, area: Rect) {
        if self.drawn.boxes.len() < MOST_BOXES {
            self.drawn.boxes.push(area);
        }
    }

    /// The face of a glyph's font; `None` where the font does not tell.
    fn face(&mut self, glyph: &Glyph<'_>) -> Option<Face> {
        let Glyph::Outline(outline) = glyph else { return None };
        let key = outline.identifier().cache_key();
        *self.faces.entry(key).or_insert_with(|| {
            let font = outline.font_data()?;
            let name = font.postscript_name.unwrap_or_default().to_ascii_lowercase();
            let heavy = ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word));
            Some(Face {
                bold: heavy || font.weight.is_some_and(|weight| weight >= 600),
                italic: font.is_italic || name.contains("italic") || name.contains("oblique"),
            })
        })
    }

    /// The text of a glyph; `None` where the sequence it stands in has given its own already.
    fn text(&mut self, glyph: &Glyph<'_>) -> Option<GlyphText> {
        if let Some(actual) = self.marks.iter_mut().rev().find_map(|mark| mark.actual.as_mut()) {
            return match std::mem::replace(actual, Actual::Given) {
                Actual::Waiting(text) => Some(GlyphText::Whole(text.to_string())),
                Actual::Given => None,
            };
        }
        Some(match glyph.as_unicode() {
            Some(BfString::Char(c)) => GlyphText::One(c),
            Some(BfString::String(text)) => GlyphText::Whole(text),
            None if is_blank(glyph) => GlyphText::One(' '),
            None => GlyphText::One('\u{FFFD}'),
        })
    }

    fn add(&mut self, text: &str, at: &GlyphPlace, face: Face) {
        let (mark, artifact) = self.mark();
        let gap_of = |run: &Run| at.x0 - run.x1;
        let goes_on = self.drawn.runs.last().is_some_and(|run| {
            let gap = gap_of(run);
            run.mark == mark
                && run.artifact == artifact
                && run.face == face
                && (run.size - at.size).abs() < 0.05 * at.size
                && (run.y - at.y).abs() < 0.05 * at.size
                && (-0.4 * at.size..WIDE * at.size).contains(&gap)
        });
        if !goes_on {
            if self.drawn.runs.len() >= MOST_RUNS {
                return;
            }
            let GlyphPlace { x0, x1, y, size } = *at;
            let text = text.to_owned();
            self.drawn.runs.push(Run { text, x0, x1, y, size, face, mark, artifact });
        } else if let Some(run) = self.drawn.runs.last_mut() {
            let space = gap_of(run) > SPACE * at.size;
            if space && !run.text.ends_with(char::is_whitespace) && !text.starts_with(char::is_whitespace) {
                run.text.push(' ');
            }
            run.text.push_str(text);
            run.x1 = run.x1.max(at.x1);
        }
    }
}

enum GlyphText {
    One(char),
    Whole(String),
}

/// Where a glyph stands.
struct GlyphPlace {
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

/// Whether a glyph draws nothing.
fn is_blank(glyph: &Glyph<'_>) -> bool {
    matches!(glyph, Glyph::Outline(outline) if outline.outline().is_empty())
}

/// Letters that one glyph stands for, and characters that mean no more than a simpler one.
fn written(c: char, buffer: &mut String) {
    match c {
        '\u{FB00}' => buffer.push_str("ff"),
        '\u{FB01}' => buffer.push_str("fi"),
        '\u{FB02}' => buffer.push_str("fl"),
        '\u{FB03}' => buffer.push_str("ffi"),
        '\u{FB04}' => buffer.push_str("ffl"),
        '\u{FB05}' | '\u{FB06}' => buffer.push_str("st"),
        '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => buffer.push(' '),
        '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\0' => {}
        c => buffer.push(c),
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.steps.count_glyphs(run, &props, mode);
        let face = run.glyphs().first().and_then(|glyph| self.face(glyph)).unwrap_or_default();
        let placed = self.base * props.transform;
        let mut buffer = String::new();
        for positioned in run.glyphs() {
            let glyph: &Glyph<'_> = positioned;
            let transform = placed * positioned.transform();
            let width = match glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(type3) => type3.advance_width(),
            };
            let at = place(transform, width.unwrap_or(500.0));
            let Some(text) = self.text(glyph) else {
                if let Some(run) = self.drawn.runs.last_mut() {
                    run.x1 = run.x1.max(at.x1);
                }
                continue;
            };
            buffer.clear();
            match text {
                GlyphText::One(c) => written(c, &mut buffer),
                GlyphText::Whole(text) => text.chars().for_each(|c| written(c, &mut buffer)),
            }
            let Some(first) = buffer.chars().next() else { continue };
            if self.drawn.known + self.drawn.unknown >= MOST_LETTERS {
                return;
            }
            let drawn_twice = self.last.is_some_and(|(before, x, y)| {
                before == first && (x - at.x0).abs() < 0.1 * at.size && (y - at.y).abs() < 0.1 * at.size
            });
            self.last = Some((first, at.x0, at.y));
            if drawn_twice && first != ' ' {
                continue;
            }
            if is_unreadable(first) {
                self.drawn.unknown += 1;
            } else if first != ' ' {
                self.drawn.known += 1;
            }
            self.add(&buffer, &at, face);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.steps.count_shape(&props, mode);
        self.add_box((self.base * props.transform).transform_rect_bbox(path.bounding_box()));
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.steps.count_shape(&props, mode);
        self.add_box((self.base * props.transform).transform_rect_bbox(*rect));
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.steps.step();
        self.steps.count_mask(props.soft_mask.as_ref());
        self.drawn.images += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.steps.step();
    }

    fn push_clip_rect(&mut self, _: &Rect) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.steps.count_mask(mask.as_ref());
    }
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let id = properties.and_then(|properties| properties.get::<i32>(b"MCID".as_slice()));
        let actual = properties
            .and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText".as_slice()))
            .map(|text| Actual::Waiting(super::string(text.as_bytes()).into()));
        self.marks.push(Mark { id, artifact: tag == b"Artifact", actual });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}

/// Characters that no text holds: a font without a mapping gives these.
pub(super) fn is_unreadable(c: char) -> bool {
    c == '\u{FFFD}' || c.is_control()
}

/// Where a glyph stands, from what places it on the page. Text that is turned is laid along its own baseline.
#[expect(clippy::cast_possible_truncation, reason = "points of a page fit f32 many times over")]
fn place(transform: Affine, width: f32) -> GlyphPlace {
    let origin = transform * Point::ZERO;
    let end = transform * Point::new(f64::from(width), 0.0);
    let up = transform * Point::new(0.0, 1000.0) - origin;
    let along = end - origin;
    let (from, to, y) = if along.x.abs() >= along.y.abs() {
        (origin.x.min(end.x), origin.x.max(end.x), origin.y)
    } else if along.y < 0.0 {
        // Turned left: it is read upwards.
        (-origin.y, -end.y, origin.x)
    } else {
        (origin.y, end.y, -origin.x)
    };
    GlyphPlace { x0: from as f32, x1: to as f32, y: y as f32, size: up.hypot() as f32 }
}
