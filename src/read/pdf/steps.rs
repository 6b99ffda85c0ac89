//! Counts the drawing steps of a page, so that a page that never ends is stopped.
//!
//! Drawing a picture of a page cannot be stopped, so everything in it is interpreted here first: forms, patterns, soft
//! masks and glyphs that are drawings. Must not know text.

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

/// The maximum step count of a page. The busiest real page takes a few thousand; forms that draw each other can
/// take 2^50.
const MAX_STEPS: usize = 200_000;
/// The deepest nesting of patterns, masks and drawn glyphs. The interpreter itself limits only forms.
const MAX_NESTING: usize = 16;

/// The payload of the unwinding that stops the interpreter on an endless page. There is no other way to stop it.
pub(super) struct Endless;

/// Counts the steps of one page.
#[derive(Default)]
pub(super) struct StepCounter {
    steps: usize,
    nesting: usize,
    /// The keys of soft masks that were interpreted. Drawing a picture interprets each mask only once.
    masks: HashSet<u128>,
}

impl StepCounter {
    /// Counts a step, and unwinds with [`Endless`] if there are more than [`MAX_STEPS`].
    pub(super) fn step(&mut self) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            resume_unwind(Box::new(Endless));
        }
    }

    /// Counts a path or rectangle with everything that its paint and its mask draw.
    pub(super) fn count_shape<'a>(&mut self, props: &DrawProps<'a>, mode: &DrawMode) {
        self.step();
        self.count_mask(props.soft_mask.as_ref());
        self.count_paint(&props.paint, mode);
    }

    /// Counts a run of glyphs with everything that its paint, its mask and the glyphs themselves draw.
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
                self.step();
                self.interpret_nested(|counter| {
                    type3.interpret(counter, props.transform, positioned.transform(), &props.paint);
                });
            }
        }
    }

    /// Counts everything that a soft mask draws.
    pub(super) fn count_mask(&mut self, mask: Option<&SoftMask<'_>>) {
        if let Some(mask) = mask.filter(|mask| self.masks.insert(mask.cache_key())) {
            self.interpret_nested(|counter| mask.interpret(counter));
        }
    }

    fn count_paint(&mut self, paint: &Paint<'_>, mode: &DrawMode) {
        let Paint::Pattern(pattern) = paint else { return };
        let Pattern::Tiling(tiling) = &**pattern else { return };
        // The tile is drawn once for the fill and once for the stroke.
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

    fn interpret_nested(&mut self, interpret: impl FnOnce(&mut Self)) {
        if self.nesting >= MAX_NESTING {
            resume_unwind(Box::new(Endless));
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
        self.step();
        self.count_mask(props.soft_mask.as_ref());
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.count_mask(mask.as_ref());
    }

    fn push_clip_rect(&mut self, _: &Rect) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
