//! Converts text to lines of glyphs, always in the typeface that ships with the program.

use std::{ops::Range, rc::Rc, sync::Arc};

use krilla::text::{GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, BreakReason, FontContext, FontFamily, FontFamilyName, FontStyle, FontWeight,
    Layout, LayoutContext, LineHeight, OverflowWrap, StyleProperty,
    fontique::{Blob, Collection, CollectionOptions},
};

use super::{Align, StyledText, TextStyle};
use crate::typeface::{SANS_ITALIC, SANS_UPRIGHT};

/// The name of the font family in the font files.
const FONT_FAMILY: &str = "SourceSans3VF";
/// The font weight of semibold text, from 1 to 1000; regular is 400.
pub(super) const SEMIBOLD_WEIGHT: f32 = 600.0;
/// Line height, as a factor of the text size.
pub(super) const LINE_HEIGHT_EMS: f32 = 1.3;
/// The character that is printed for a character that the typeface does not have.
pub(super) const MISSING_GLYPH: &str = "□";

/// A typeset line of text. All lengths are in points.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    /// The height of the line.
    pub(super) height: f32,
    /// Distance of the baseline from the upper edge of the line.
    pub(super) baseline: f32,
    /// The width of the text, without white space at its end.
    pub(super) width: f32,
    /// The width available for the text.
    pub(super) available_width: f32,
    /// True if the line ends within a word, because the word is wider than the line.
    pub(super) is_cut: bool,
    /// The glyphs, in a run for each style.
    pub(super) runs: Vec<GlyphRun>,
}

/// Glyphs of the same style, side by side. All lengths are in points.
#[derive(Debug, Clone)]
pub(super) struct GlyphRun {
    /// Distance from the left edge of the line.
    pub(super) x: f32,
    /// The width of the run.
    pub(super) width: f32,
    /// The text size.
    pub(super) size: f32,
    /// The style of the glyphs.
    pub(super) style: TextStyle,
    /// The text of all lines together. The text ranges of the glyphs are byte ranges in it.
    pub(super) text: Rc<str>,
    /// The glyphs.
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl TextLine {
    /// Returns the text of the line.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for run in &self.runs {
            let (start, end) = run.glyphs.iter().fold((usize::MAX, 0), |(start, end), glyph| {
                (start.min(glyph.text_range.start), end.max(glyph.text_range.end))
            });
            text.push_str(run.text.get(start..end).unwrap_or_default());
        }
        text
    }
}

/// Typesets text. Holds the typeface and reuses the buffers of the text layout.
pub(super) struct Typesetter {
    fonts: FontContext,
    layout_buffers: LayoutContext<TextStyle>,
    /// True if any text typeset so far has a character that the typeface does not have.
    pub(super) has_missing_glyphs: bool,
}

impl Typesetter {
    pub(super) fn new() -> Self {
        // System fonts are not used, so that pages are the same on every computer.
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        for font in [SANS_UPRIGHT, SANS_ITALIC] {
            collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        let fonts = FontContext { collection, ..FontContext::default() };
        Self { fonts, layout_buffers: LayoutContext::new(), has_missing_glyphs: false }
    }

    /// Breaks text into lines that are at most `available_width` points wide. Returns at least one line.
    pub(super) fn break_lines(
        &mut self,
        words: &StyledText,
        size: f32,
        available_width: f32,
        align: Align,
    ) -> Vec<TextLine> {
        let (mut layout, text) = self.shape_text(words, size);
        layout.break_all_lines(Some(available_width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        let height = size * LINE_HEIGHT_EMS;
        let count = layout.len();
        let lines = layout.lines().enumerate().map(|(index, line)| {
            let metrics = line.metrics();
            let width = metrics.advance - metrics.hanging_advance;
            let shift = if align == Align::End { available_width - width } else { 0.0 };
            // The last line ends where the text ends.
            let is_cut = index + 1 < count && line.break_reason() == BreakReason::Emergency;
            TextLine {
                height,
                baseline: metrics.baseline - metrics.block_min_coord,
                width,
                available_width,
                is_cut,
                runs: glyph_runs(&line, &text, shift),
            }
        });
        lines.collect()
    }

    /// Returns the width of text with a line break at every space, and its width on a single line, in points.
    pub(super) fn min_and_max_width(&mut self, words: &StyledText, size: f32) -> (f32, f32) {
        let (layout, _) = self.shape_text(words, size);
        let widths = layout.calculate_content_widths();
        // The small margin prevents a line break due to rounding in text that is typeset at exactly its own width.
        (widths.min + 0.1, widths.max + 0.1)
    }

    /// Converts text to glyphs. Characters that the typeface does not have are replaced by [`MISSING_GLYPH`], so the
    /// changed text is returned too.
    fn shape_text(&mut self, words: &StyledText, size: f32) -> (Layout<TextStyle>, Rc<str>) {
        let mut layout = self.build_layout(words, size);
        // Glyphs can be inspected only after the text is broken into lines.
        layout.break_all_lines(None);
        let missing = missing_glyph_ranges(&layout, words.plain());
        if missing.is_empty() {
            return (layout, Rc::from(words.plain()));
        }
        self.has_missing_glyphs = true;
        let mut words = words.clone();
        for range in missing.into_iter().rev() {
            words.replace_range(range, MISSING_GLYPH);
        }
        (self.build_layout(&words, size), Rc::from(words.plain()))
    }

    /// Converts text to glyphs without replacing any characters.
    fn build_layout(&mut self, words: &StyledText, size: f32) -> Layout<TextStyle> {
        let mut builder = self.layout_buffers.ranged_builder(&mut self.fonts, words.plain(), 1.0, false);
        let family = FontFamily::Single(FontFamilyName::Named(FONT_FAMILY.into()));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LINE_HEIGHT_EMS)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        for (range, style) in words.styles() {
            builder.push(StyleProperty::Brush(*style), range.clone());
            if style.is_bold {
                builder.push(StyleProperty::FontWeight(FontWeight::new(SEMIBOLD_WEIGHT)), range.clone());
            }
            if style.is_italic {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
        }
        builder.build(words.plain())
    }
}

/// Returns the byte range of each character that the typeface does not have.
fn missing_glyph_ranges(layout: &Layout<TextStyle>, text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in layout.lines() {
        for cluster in line.runs().flat_map(|run| run.clusters().collect::<Vec<_>>()) {
            if cluster.glyphs().any(|glyph| glyph.id == 0) {
                let range = cluster.text_range();
                let characters = text[range.clone()].char_indices();
                found.extend(characters.map(|(offset, c)| {
                    let start = range.start + offset;
                    start..start + c.len_utf8()
                }));
            }
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found.dedup();
    found
}

/// Returns the glyphs of a line in a run for each style, moved to the right by `shift` points.
fn glyph_runs(line: &parley::Line<'_, TextStyle>, text: &Rc<str>, shift: f32) -> Vec<GlyphRun> {
    let mut runs: Vec<GlyphRun> = Vec::new();
    let mut x = shift + line.metrics().offset;
    for run in line.runs() {
        let size = run.font_size();
        let mut style_index = None;
        for cluster in run.visual_clusters() {
            if cluster.is_ligature_continuation() {
                if let Some(glyph) = runs.last_mut().and_then(|run| run.glyphs.last_mut()) {
                    glyph.text_range.end = glyph.text_range.end.max(cluster.text_range().end);
                }
                continue;
            }
            for glyph in cluster.glyphs() {
                if style_index != Some(cluster.style_index()) {
                    style_index = Some(cluster.style_index());
                    let style = cluster.style().brush;
                    runs.push(GlyphRun {
                        x,
                        width: 0.0,
                        size,
                        style,
                        text: text.clone(),
                        glyphs: Vec::new(),
                    });
                }
                let Some(run) = runs.last_mut() else { continue };
                run.glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    glyph.y / size,
                    0.0,
                    cluster.text_range(),
                    None,
                ));
                run.width += glyph.advance;
                x += glyph.advance;
            }
        }
    }
    runs
}
