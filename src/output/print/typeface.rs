//! Shapes text as lines of glyphs, always in the typeface that ships with the program.

use std::{ops::Range, rc::Rc, sync::Arc};

use krilla::text::{GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, BreakReason, FontContext, FontFamily, FontFamilyName, FontStyle, FontWeight,
    Layout, LayoutContext, LineHeight, OverflowWrap, StyleProperty,
    fontique::{Blob, Collection, CollectionOptions},
};

use super::{Align, StyledText, TextStyle};
use crate::typeface::{ITALIC, UPRIGHT};

/// The family name in the font files.
const FAMILY: &str = "SourceSans3VF";
/// The weight of semibold text.
pub(super) const BOLD: f32 = 600.0;
/// Line height, as a factor of the text size.
pub(super) const LEADING: f32 = 1.3;
/// The character shown in place of one that the typeface does not have.
pub(super) const MISSING_GLYPH: &str = "□";

/// A typeset line of text. All lengths are in points.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    /// Its height.
    pub(super) height: f32,
    /// Distance of the baseline from the upper edge.
    pub(super) baseline: f32,
    /// The width of its text, without trailing white space.
    pub(super) width: f32,
    /// The available width.
    pub(super) room: f32,
    /// True if a word is cut at its end because the word is wider than the line.
    pub(super) is_cut: bool,
    /// Its glyphs, a run for each style.
    pub(super) runs: Vec<GlyphRun>,
}

/// Glyphs of the same style.
#[derive(Debug, Clone)]
pub(super) struct GlyphRun {
    /// Distance from the left edge of the line.
    pub(super) x: f32,
    /// Its width.
    pub(super) width: f32,
    /// The text size.
    pub(super) size: f32,
    /// Its style.
    pub(super) style: TextStyle,
    /// The text of all lines, which the text ranges of the glyphs refer to.
    pub(super) text: Rc<str>,
    /// The glyphs.
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl TextLine {
    /// Returns its text.
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

/// The typeface, and the buffers of the text layout that are reused.
pub(super) struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<TextStyle>,
    /// True if any text so far had a character that the typeface does not have.
    pub(super) has_missing_glyphs: bool,
}

impl Typesetter {
    pub(super) fn new() -> Self {
        // System fonts are not used, so that pages are the same on every computer.
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        for font in [UPRIGHT, ITALIC] {
            collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        let fonts = FontContext { collection, ..FontContext::default() };
        Self { fonts, layouts: LayoutContext::new(), has_missing_glyphs: false }
    }

    /// Breaks text into lines no wider than `room` points; at least one line.
    pub(super) fn break_lines(
        &mut self,
        words: &StyledText,
        size: f32,
        room: f32,
        align: Align,
    ) -> Vec<TextLine> {
        let (mut layout, text) = self.shape(words, size);
        layout.break_all_lines(Some(room));
        layout.align(Alignment::Start, AlignmentOptions::default());
        let height = size * LEADING;
        let count = layout.len();
        let lines = layout.lines().enumerate().map(|(index, line)| {
            let metrics = line.metrics();
            let width = metrics.advance - metrics.hanging_advance;
            let shift = if align == Align::End { room - width } else { 0.0 };
            // The last line ends where the text ends.
            let is_cut = index + 1 < count && line.break_reason() == BreakReason::Emergency;
            TextLine {
                height,
                baseline: metrics.baseline - metrics.block_min_coord,
                width,
                room,
                is_cut,
                runs: glyph_runs(&line, &text, shift),
            }
        });
        lines.collect()
    }

    /// Returns the minimum text width, with a line break at every space, and its width on a single line, in points.
    pub(super) fn min_and_max_width(&mut self, words: &StyledText, size: f32) -> (f32, f32) {
        let (layout, _) = self.shape(words, size);
        let widths = layout.calculate_content_widths();
        // A small margin, so that rounding does not break text set at its own width.
        (widths.min + 0.1, widths.max + 0.1)
    }

    /// Shapes a text. Characters that the typeface does not have are replaced, so the text is returned too.
    fn shape(&mut self, words: &StyledText, size: f32) -> (Layout<TextStyle>, Rc<str>) {
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
            words.replace(range, MISSING_GLYPH);
        }
        (self.build_layout(&words, size), Rc::from(words.plain()))
    }

    fn build_layout(&mut self, words: &StyledText, size: f32) -> Layout<TextStyle> {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, words.plain(), 1.0, false);
        let family = FontFamily::Single(FontFamilyName::Named(FAMILY.into()));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LEADING)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        for (range, style) in words.styles() {
            builder.push(StyleProperty::Brush(*style), range.clone());
            if style.bold {
                builder.push(StyleProperty::FontWeight(FontWeight::new(BOLD)), range.clone());
            }
            if style.italic {
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
                found.extend(characters.map(|(at, c)| range.start + at..range.start + at + c.len_utf8()));
            }
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found.dedup();
    found
}

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
