//! Collects the content of a page: runs of text with their place and font, and the rules and boxes of tables.
//!
//! Owns all use of the PDF interpreter; must not know lines or reading order.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    rc::Rc,
};

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        InterpreterSettings, Paint, SoftMask,
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
    kurbo::{Affine, BezPath, Rect, Shape as _},
};

use super::{
    font_widths::FontWidths,
    glyph::{GlyphPlace, glyph_place, push_simplified_char},
    run_cache::RunCache,
    steps::{EndlessPage, StepCounter},
};

/// A run of text on one baseline, in one font and size, from one marked-content sequence. Coordinates are in points
/// from the upper left corner of the page as it is shown, with y pointing down.
#[derive(Debug, Clone)]
pub(super) struct TextRun {
    /// The text, with a space wherever the page has a space or a gap as wide as a space.
    pub(super) text: String,
    /// The left edge, in points.
    pub(super) left: f32,
    /// The right edge, in points.
    pub(super) right: f32,
    /// The baseline, in points from the top.
    pub(super) baseline: f32,
    /// The type size in points.
    pub(super) size: f32,
    /// The weight and slant of the font.
    pub(super) face: Face,
    /// The id of the marked-content sequence of the run on its page, which the structure tree refers to; `None` outside
    /// such a sequence.
    pub(super) mcid: Option<i32>,
    /// True if the run is tagged as an artifact, which means page furniture.
    pub(super) is_artifact: bool,
}

/// The weight and slant of a font.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Face {
    /// True if the font states a weight of at least 600, or its name says that it is bold.
    pub(super) is_bold: bool,
    /// True if the font states that it is italic, or its name says so.
    pub(super) is_italic: bool,
}

/// The content of a page.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The text in drawing order.
    pub(super) runs: Vec<TextRun>,
    /// The bounding boxes of strokes and fills, in points: rules and shading of tables, and ornaments.
    pub(super) boxes: Vec<Rect>,
    /// The number of pictures.
    pub(super) image_count: usize,
    /// The number of glyphs whose character is known.
    pub(super) known_glyphs: usize,
    /// The number of glyphs whose font does not state their character.
    pub(super) unknown_glyphs: usize,
    /// The width and height in points.
    pub(super) size: (f32, f32),
    /// True if drawing the page was stopped because it never ends. The content that was drawn before is kept.
    pub(super) is_endless: bool,
}

impl PageContent {
    /// Returns the approximate memory use in bytes.
    pub(super) fn memory_bytes(&self) -> usize {
        let texts: usize = self.runs.iter().map(|run| run.text.capacity()).sum();
        texts + self.runs.len() * size_of::<TextRun>() + self.boxes.len() * size_of::<Rect>()
    }
}

/// The minimum gap between two letters that is a space, as a multiple of the type size.
pub(super) const MIN_SPACE_GAP_RATIO: f32 = 0.17;
/// The maximum gap within a run, as a multiple of the type size. In a wider gap there can be the rule of a table.
const MAX_RUN_GAP_RATIO: f32 = 0.6;
/// The minimum gap between two columns, as a multiple of the type size.
pub(super) const MIN_COLUMN_GAP_RATIO: f32 = 1.6;
/// The maximum number of runs that are collected from a page. Only a malicious file has more.
const MAX_PAGE_RUNS: usize = 60_000;
/// The maximum number of boxes that are collected from a page. Only a malicious file has more.
const MAX_PAGE_BOXES: usize = 20_000;
/// The maximum number of letters that are collected from a page. Only a malicious file has more.
const MAX_PAGE_LETTERS: usize = 1_000_000;
/// The memory that is reserved for the text of a run, in bytes. Most lines of text are longer than this, but many runs
/// are single words.
const USUAL_RUN_BYTES: usize = 24;
/// The maximum thickness, in points, of a white box that is a rule between coloured cells.
const MAX_WHITE_RULE_POINTS: f64 = 3.0;

/// Reads the pages of a file. All pages share the cache of the interpreter and the faces of font names.
pub(in crate::read) struct PageReader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    /// The face that each name of a font states.
    faces: HashMap<String, Face>,
    font_widths: FontWidths,
}

impl<'a> PageReader<'a> {
    /// Creates a reader for an open file.
    pub(in crate::read) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            settings: InterpreterSettings::default(),
            faces: HashMap::new(),
            font_widths: FontWidths::default(),
        }
    }

    /// Returns true if drawing a page ends. This must be checked before a picture of the page is drawn, because that
    /// cannot be stopped.
    pub(in crate::read) fn is_finite(&mut self, page: &'a Page<'a>) -> bool {
        !self.read_page(page).is_endless
    }

    /// Returns the content of a page.
    pub(super) fn read_page(&mut self, page: &'a Page<'a>) -> PageContent {
        let (width, height) = page.render_dimensions();
        let resources = page.resources();
        let drawn = [&resources.fonts, &resources.x_objects, &resources.patterns, &resources.ext_g_states];
        if drawn.into_iter().any(|resources| self.font_widths.are_endless(resources, self.pdf.xref())) {
            return PageContent { size: (width, height), is_endless: true, ..PageContent::default() };
        }
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context =
            Context::new(Affine::IDENTITY, area, &self.cache, self.pdf.xref(), self.settings.clone());
        let mut collector = ContentCollector {
            page_transform: page.initial_transform(true).to_kurbo(),
            content: PageContent { size: (width, height), ..PageContent::default() },
            faces: &mut self.faces,
            open_sequences: Vec::new(),
            last_glyph: None,
            characters: RunCache::default(),
            widths: RunCache::default(),
            steps: StepCounter::default(),
        };
        // Unwinding is the only way to stop the interpreter. Its state is not used after that, so it cannot be broken.
        let interpreted =
            catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut collector)));
        let mut content = collector.content;
        if let Err(reason) = interpreted {
            if !reason.is::<EndlessPage>() {
                resume_unwind(reason);
            }
            self.cache = InterpreterCache::new();
            content.is_endless = true;
        }
        content
    }
}

/// The marked-content sequence and the kind of some text.
#[derive(Clone, Copy)]
struct Tagging {
    /// The id of the innermost marked-content sequence that has an id.
    mcid: Option<i32>,
    /// True if any open sequence is tagged as an artifact.
    is_artifact: bool,
}

/// An open marked-content sequence.
struct MarkedContent {
    /// The id that the structure tree refers to the sequence by; `None` if it has no id.
    mcid: Option<i32>,
    /// True if the sequence is tagged as an artifact.
    is_artifact: bool,
    /// The text that the file states for the whole sequence; `None` if it states none.
    actual_text: Option<ActualText>,
}

/// The text that a file states for a whole marked-content sequence. The first glyph of the sequence takes this text.
enum ActualText {
    /// No glyph has taken the text yet.
    Unused(Rc<str>),
    /// A glyph has taken the text.
    Used,
}

/// Collects the content of a page while the interpreter draws it.
struct ContentCollector<'p> {
    /// The transform from the space of the page to points from its upper left corner.
    page_transform: Affine,
    content: PageContent,
    faces: &'p mut HashMap<String, Face>,
    /// The open marked-content sequences, from the outermost.
    open_sequences: Vec<MarkedContent>,
    /// The character, left edge and baseline of the last glyph, to detect letters that are drawn twice to look bold.
    last_glyph: Option<(char, f32, f32)>,
    /// The characters of the glyphs of the current run of the interpreter, by their codes.
    characters: RunCache<char>,
    /// The widths of these glyphs, in thousandths of the type size.
    widths: RunCache<f32>,
    steps: StepCounter,
}

impl ContentCollector<'_> {
    /// Returns the tagging of the text that is drawn next.
    fn current_tagging(&self) -> Tagging {
        Tagging {
            mcid: self.open_sequences.iter().rev().find_map(|sequence| sequence.mcid),
            is_artifact: self.open_sequences.iter().any(|sequence| sequence.is_artifact),
        }
    }

    /// Adds the bounding box of a stroke or fill that can be seen, up to [`MAX_PAGE_BOXES`].
    fn add_box(&mut self, area: Rect, props: &DrawProps<'_>, mode: &DrawMode) {
        // Some programs paint a white box behind each line of text. Its edges can't be seen.
        let is_unseen = area.width().min(area.height()) > MAX_WHITE_RULE_POINTS && is_white_fill(props, mode);
        if self.content.boxes.len() < MAX_PAGE_BOXES && !is_unseen {
            self.content.boxes.push(area);
        }
    }

    /// Returns the face of the font of a glyph; `None` if the font does not state it. Several fonts can have the same
    /// font program and different names, so the program does not show the face.
    fn glyph_face(&mut self, glyph: &Glyph<'_>) -> Option<Face> {
        let Glyph::Outline(outline) = glyph else { return None };
        let font = outline.font_data()?;
        let name = font.postscript_name.unwrap_or_default();
        let named = match self.faces.get(&name) {
            Some(named) => *named,
            None => *self.faces.entry(name).or_insert_with_key(|name| named_face(name)),
        };
        Some(Face {
            is_bold: named.is_bold || font.weight.is_some_and(|weight| weight >= 600),
            is_italic: named.is_italic || font.is_italic,
        })
    }

    /// Returns the width of a glyph, in thousandths of the type size.
    fn glyph_width(&mut self, glyph: &Glyph<'_>) -> f32 {
        /// The width of a glyph whose font does not state it.
        const USUAL_WIDTH: f32 = 500.0;
        let code = glyph.char_code();
        self.widths.get(code).unwrap_or_else(|| {
            let width = match glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(type3) => type3.advance_width(),
            };
            self.widths.insert(code, width.unwrap_or(USUAL_WIDTH))
        })
    }

    /// Returns the text of a glyph. If the file states a text for the whole marked-content sequence, the first glyph
    /// has this text, and the others return `None`.
    fn glyph_text(&mut self, glyph: &Glyph<'_>) -> Option<GlyphText> {
        if let Some(actual) =
            self.open_sequences.iter_mut().rev().find_map(|sequence| sequence.actual_text.as_mut())
        {
            return match std::mem::replace(actual, ActualText::Used) {
                ActualText::Unused(text) => Some(GlyphText::String(text.to_string())),
                ActualText::Used => None,
            };
        }
        let code = glyph.char_code();
        if let Some(c) = self.characters.get(code) {
            return Some(GlyphText::Char(c));
        }
        let c = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c,
            Some(BfString::String(text)) => return Some(GlyphText::String(text)),
            None if is_blank(glyph) => ' ',
            None => '\u{FFFD}',
        };
        Some(GlyphText::Char(self.characters.insert(code, c)))
    }

    /// Appends text to the last run, or begins a new run. `style` is the face and the tagging of the text.
    fn add_text(&mut self, text: &str, at: &GlyphPlace, (face, tagging): (Face, Tagging)) {
        let Tagging { mcid, is_artifact } = tagging;
        let continues_run = |run: &&mut TextRun| {
            let gap = at.left - run.right;
            run.mcid == mcid
                && run.is_artifact == is_artifact
                && run.face == face
                && (run.size - at.size).abs() < 0.05 * at.size
                && (run.baseline - at.baseline).abs() < 0.05 * at.size
                && (-0.4 * at.size..MAX_RUN_GAP_RATIO * at.size).contains(&gap)
        };
        if let Some(run) = self.content.runs.last_mut().filter(continues_run) {
            let has_space = at.left - run.right > MIN_SPACE_GAP_RATIO * at.size;
            if has_space && !run.text.ends_with(char::is_whitespace) && !text.starts_with(char::is_whitespace)
            {
                run.text.push(' ');
            }
            run.text.push_str(text);
            run.right = run.right.max(at.right);
        } else if self.content.runs.len() < MAX_PAGE_RUNS {
            let GlyphPlace { left, right, baseline, size } = *at;
            let mut whole = String::with_capacity(USUAL_RUN_BYTES.max(text.len()));
            whole.push_str(text);
            self.content.runs.push(TextRun {
                text: whole,
                left,
                right,
                baseline,
                size,
                face,
                mcid,
                is_artifact,
            });
        }
    }
}

/// Returns the face that the name of a font states.
fn named_face(name: &str) -> Face {
    let name = name.to_ascii_lowercase();
    Face {
        is_bold: ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word)),
        is_italic: name.contains("italic") || name.contains("oblique"),
    }
}

/// Returns true if a shape is only filled, in white.
fn is_white_fill(props: &DrawProps<'_>, mode: &DrawMode) -> bool {
    matches!(mode, DrawMode::Fill(_))
        && matches!(&props.paint, Paint::Color(color) if color.to_rgba().to_rgba8()[..3] == [255; 3])
}

/// The text of a glyph.
enum GlyphText {
    /// A single character.
    Char(char),
    /// Several characters: a ligature, or the text of a whole marked-content sequence.
    String(String),
}

/// Returns true if a glyph draws nothing.
fn is_blank(glyph: &Glyph<'_>) -> bool {
    matches!(glyph, Glyph::Outline(outline) if outline.outline().is_empty())
}

impl<'a> Device<'a> for ContentCollector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.steps.count_glyphs(run, &props, mode);
        let face = run.glyphs().first().and_then(|glyph| self.glyph_face(glyph)).unwrap_or_default();
        let style = (face, self.current_tagging());
        self.characters.begin_run();
        self.widths.begin_run();
        let run_transform = self.page_transform * props.transform;
        let mut buffer = String::new();
        for positioned in run.glyphs() {
            let glyph: &Glyph<'_> = positioned;
            let transform = run_transform * positioned.transform();
            let at = glyph_place(transform, self.glyph_width(glyph));
            let Some(text) = self.glyph_text(glyph) else {
                if let Some(run) = self.content.runs.last_mut() {
                    run.right = run.right.max(at.right);
                }
                continue;
            };
            buffer.clear();
            match text {
                GlyphText::Char(c) => push_simplified_char(c, &mut buffer),
                GlyphText::String(text) => text.chars().for_each(|c| push_simplified_char(c, &mut buffer)),
            }
            let Some(first) = buffer.chars().next() else { continue };
            if self.content.known_glyphs + self.content.unknown_glyphs >= MAX_PAGE_LETTERS {
                return;
            }
            let is_drawn_twice = self.last_glyph.is_some_and(|(before, left, baseline)| {
                before == first
                    && (left - at.left).abs() < 0.1 * at.size
                    && (baseline - at.baseline).abs() < 0.1 * at.size
            });
            self.last_glyph = Some((first, at.left, at.baseline));
            if is_drawn_twice && first != ' ' {
                continue;
            }
            if is_unreadable(first) {
                self.content.unknown_glyphs += 1;
            } else if first != ' ' {
                self.content.known_glyphs += 1;
            }
            self.add_text(&buffer, &at, style);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.steps.count_shape(&props, mode);
        let area = (self.page_transform * props.transform).transform_rect_bbox(path.bounding_box());
        self.add_box(area, &props, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.steps.count_shape(&props, mode);
        let area = (self.page_transform * props.transform).transform_rect_bbox(*rect);
        self.add_box(area, &props, mode);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.steps.count_step();
        self.steps.count_mask(props.soft_mask.as_ref());
        self.content.image_count += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.steps.count_step();
    }

    fn push_clip_rect(&mut self, _: &Rect) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.steps.count_mask(mask.as_ref());
    }
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let mcid = properties.and_then(|properties| properties.get::<i32>(b"MCID".as_slice()));
        let actual_text = properties
            .and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText".as_slice()))
            .map(|text| ActualText::Unused(super::stated_text(text.as_bytes()).into()));
        self.open_sequences.push(MarkedContent { mcid, is_artifact: tag == b"Artifact", actual_text });
    }

    fn end_marked_content(&mut self) {
        self.open_sequences.pop();
    }
}

/// Returns true if a character stands for a glyph of a font without a character map. It is never part of the text.
pub(super) fn is_unreadable(c: char) -> bool {
    c == '\u{FFFD}' || c.is_control()
}
