//! Words to lines of glyphs, in the typeface that ships with the program and in no other.

use std::{ops::Range, rc::Rc, sync::Arc};

use krilla::text::{GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, BreakReason, FontContext, FontFamily, FontFamilyName, FontStyle, FontWeight,
    Layout, LayoutContext, LineHeight, OverflowWrap, StyleProperty,
    fontique::{Blob, Collection, CollectionOptions},
};

use super::{Align, Look, Words};
use crate::typeface::{ITALIC, UPRIGHT};

/// What it calls itself.
const FAMILY: &str = "SourceSans3VF";
/// Weight of heavy words.
pub(super) const BOLD: f32 = 600.0;
/// Height of a line by the size of its words.
pub(super) const LEADING: f32 = 1.3;
/// What stands for a character that the typeface lacks.
pub(super) const LACKING: &str = "□";

/// A line of words as it is printed.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// How high it is.
    pub(super) height: f32,
    /// From its upper edge to where the letters stand.
    pub(super) baseline: f32,
    /// How wide its words are, without the space at its end.
    pub(super) width: f32,
    /// How wide it may be.
    pub(super) room: f32,
    /// Whether a word is cut at its end, since it is wider than the line.
    pub(super) is_cut: bool,
    /// Its words, stretch by stretch.
    pub(super) runs: Vec<Run>,
}

/// Glyphs of one look.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// From the left edge of the line.
    pub(super) x: f32,
    /// How wide it is.
    pub(super) width: f32,
    /// Size of the letters.
    pub(super) size: f32,
    /// How it looks.
    pub(super) look: Look,
    /// The words of all lines, which the glyphs point into.
    pub(super) text: Rc<str>,
    /// The glyphs.
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl Line {
    /// Its words.
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

/// The typeface, and what laying out keeps between texts.
pub(super) struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<Look>,
    /// Whether a character was met that the typeface lacks.
    pub(super) met_lacking: bool,
}

impl Typesetter {
    pub(super) fn new() -> Self {
        // The same pages on every computer: no font of the system is asked.
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        for font in [UPRIGHT, ITALIC] {
            collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        let fonts = FontContext { collection, ..FontContext::default() };
        Self { fonts, layouts: LayoutContext::new(), met_lacking: false }
    }

    /// Lines of words that are no wider than `room`; at least one.
    pub(super) fn lines(&mut self, words: &Words, size: f32, room: f32, align: Align) -> Vec<Line> {
        let (mut layout, text) = self.shape(words, size);
        layout.break_all_lines(Some(room));
        layout.align(Alignment::Start, AlignmentOptions::default());
        let height = size * LEADING;
        let count = layout.len();
        let lines = layout.lines().enumerate().map(|(index, line)| {
            let metrics = line.metrics();
            let width = metrics.advance - metrics.hanging_advance;
            let shift = if align == Align::End { room - width } else { 0.0 };
            // A last line's break is the end of the text.
            let is_cut = index + 1 < count && line.break_reason() == BreakReason::Emergency;
            Line {
                height,
                baseline: metrics.baseline - metrics.block_min_coord,
                width,
                room,
                is_cut,
                runs: runs(&line, &text, shift),
            }
        });
        lines.collect()
    }

    /// How wide words are at least, where every space is a line's end, and at most, in one line.
    pub(super) fn widths(&mut self, words: &Words, size: f32) -> (f32, f32) {
        let (layout, _) = self.shape(words, size);
        let widths = layout.calculate_content_widths();
        // A hair of room, so that what was measured fits into what was measured.
        (widths.min + 0.1, widths.max + 0.1)
    }

    fn shape(&mut self, words: &Words, size: f32) -> (Layout<Look>, Rc<str>) {
        let mut layout = self.build(words, size);
        // Only what stands on a line can be looked at.
        layout.break_all_lines(None);
        let lacking = lacking(&layout, words.plain());
        if lacking.is_empty() {
            return (layout, Rc::from(words.plain()));
        }
        self.met_lacking = true;
        let mut words = words.clone();
        for range in lacking.into_iter().rev() {
            words.replace(range, LACKING);
        }
        (self.build(&words, size), Rc::from(words.plain()))
    }

    fn build(&mut self, words: &Words, size: f32) -> Layout<Look> {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, words.plain(), 1.0, false);
        let family = FontFamily::Single(FontFamilyName::Named(FAMILY.into()));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LEADING)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        for (range, look) in words.looks() {
            builder.push(StyleProperty::Brush(*look), range.clone());
            if look.bold {
                builder.push(StyleProperty::FontWeight(FontWeight::new(BOLD)), range.clone());
            }
            if look.italic {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
        }
        builder.build(words.plain())
    }
}

/// Where the typeface has no glyph, character by character.
fn lacking(layout: &Layout<Look>, text: &str) -> Vec<Range<usize>> {
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

fn runs(line: &parley::Line<'_, Look>, text: &Rc<str>, shift: f32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = shift + line.metrics().offset;
    for run in line.runs() {
        let size = run.font_size();
        let mut style = None;
        for cluster in run.visual_clusters() {
            if cluster.is_ligature_continuation() {
                if let Some(glyph) = runs.last_mut().and_then(|run| run.glyphs.last_mut()) {
                    glyph.text_range.end = glyph.text_range.end.max(cluster.text_range().end);
                }
                continue;
            }
            for glyph in cluster.glyphs() {
                if style != Some(cluster.style_index()) {
                    style = Some(cluster.style_index());
                    let look = cluster.style().brush;
                    runs.push(Run { x, width: 0.0, size, look, text: text.clone(), glyphs: Vec::new() });
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
