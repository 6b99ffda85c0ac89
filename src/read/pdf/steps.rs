//! Counts the drawing steps of a page, and stops the interpreter if drawing never ends.
//!
//! Drawing a picture cannot be stopped, so everything on a page is interpreted here first: forms, patterns, soft masks
//! and glyphs that are drawings. Must not know text.

use std::{collections::HashSet, panic::resume_unwind};

use hayro::{
    hayro_interpret::{
        BlendMode, CacheKey as _, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint,
        SoftMask,
        font::{Glyph, GlyphRun},
        pattern::Pattern,
    },
    kurbo::{Affine, BezPath, Rect},
};

/// The maximum number of steps of a page. The busiest known page takes a few thousand steps; forms that draw each other
/// can take 2^50.
const MAX_PAGE_STEPS: usize = 200_000;
/// The maximum nesting depth of patterns, masks and drawn glyphs. The interpreter itself limits only forms.
const MAX_NESTING_DEPTH: usize = 16;

/// The panic payload that stops the interpreter on a page whose drawing never ends. Unwinding is the only way to stop
/// it.
pub(super) struct EndlessPage;

/// Counts the steps of one page.
#[derive(Default)]
pub(super) struct StepCounter {
    /// The number of steps so far.
    steps: usize,
    /// The current nesting depth of patterns, masks and drawn glyphs.
    nesting: usize,
    /// The keys of the soft masks that were counted. Drawing a picture interprets each mask only once.
    counted_masks: HashSet<u128>,
}

impl StepCounter {
    /// Counts a step. Unwinds with [`EndlessPage`] if there are more than [`MAX_PAGE_STEPS`].
    pub(super) fn count_step(&mut self) {
        self.steps += 1;
        if self.steps > MAX_PAGE_STEPS {
            resume_unwind(Box::new(EndlessPage));
        }
    }

    /// Counts a path or rectangle, and everything that its paint and its mask draw.
    pub(super) fn count_shape<'a>(&mut self, props: &DrawProps<'a>, mode: &DrawMode) {
        self.count_step();
        self.count_mask(props.soft_mask.as_ref());
        self.count_paint(&props.paint, mode);
    }

    /// Counts a run of glyphs, and everything that its paint, its mask and the glyphs themselves draw.
    pub(super) fn count_glyphs<'a>(
        &mut self,
        run: &GlyphRun<'_, 'a>,
        props: &DrawProps<'a>,
        mode: &DrawMode,
    ) {
        self.count_shape(props, mode);
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for positioned in run.glyphs() {
            let glyph: &Glyph<'a> = positioned;
            if let Glyph::Type3(type3) = glyph {
                self.count_step();
                self.interpret_nested(|counter| {
                    type3.interpret(counter, props.transform, positioned.transform(), &props.paint);
                });
            }
        }
    }

    /// Counts everything that a soft mask draws, if it was not counted before.
    pub(super) fn count_mask(&mut self, mask: Option<&SoftMask<'_>>) {
        if let Some(mask) = mask.filter(|mask| self.counted_masks.insert(mask.cache_key())) {
            self.interpret_nested(|counter| mask.interpret(counter));
        }
    }

    /// Counts everything that the tile of a pattern draws. Other paints draw nothing.
    fn count_paint(&mut self, paint: &Paint<'_>, mode: &DrawMode) {
        let Paint::Pattern(pattern) = paint else { return };
        let Pattern::Tiling(tiling) = &**pattern else { return };
        // A tile is interpreted separately for the fill and for the stroke.
        let strokes: &[bool] = match mode {
            DrawMode::Fill(_) => &[false],
            DrawMode::Stroke(_) => &[true],
            DrawMode::FillAndStroke(..) => &[false, true],
            DrawMode::Invisible => &[],
        };
        for is_stroke in strokes {
            self.interpret_nested(|counter| {
                tiling.interpret(counter, Affine::IDENTITY, *is_stroke);
            });
        }
    }

    /// Calls `interpret` one level deeper. Unwinds with [`EndlessPage`] if that is deeper than [`MAX_NESTING_DEPTH`].
    fn interpret_nested(&mut self, interpret: impl FnOnce(&mut Self)) {
        if self.nesting >= MAX_NESTING_DEPTH {
            resume_unwind(Box::new(EndlessPage));
        }
        self.nesting += 1;
        interpret(self);
        self.nesting -= 1;
    }
}

impl<'a> Device<'a> for StepCounter {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count_shape(&props, mode);
    }

    fn draw_rect(&mut self, _: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.count_shape(&props, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count_glyphs(run, &props, mode);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count_step();
        self.count_mask(props.soft_mask.as_ref());
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count_step();
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.count_mask(mask.as_ref());
    }

    fn push_clip_rect(&mut self, _: &Rect) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
