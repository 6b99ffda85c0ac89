use eframe::egui::{CentralPanel, Context, Pos2, RawInput, Rect, vec2};

use super::{Cache, show};
use crate::{
    app::{Document, SummaryTab, repeated_report},
    ui::{icons, theme},
};

/// All tabs with tables that grow with the report.
const TABS: [SummaryTab; 9] = [
    SummaryTab::Judgements,
    SummaryTab::Recommendations,
    SummaryTab::Points,
    SummaryTab::Checks,
    SummaryTab::Notes,
    SummaryTab::Abbreviations,
    SummaryTab::Organisations,
    SummaryTab::Figures,
    SummaryTab::EarlierInspections,
];

/// The summary with its cache, painted frame by frame.
struct Panel {
    ctx: Context,
    cache: Cache,
}

impl Panel {
    fn new() -> Self {
        let ctx = Context::default();
        theme::install_theme(&ctx);
        icons::install_icon_loader(&ctx);
        Self { ctx, cache: Cache::default() }
    }

    /// Paints a frame, and returns the number of shapes in it.
    fn paint(&mut self, document: &Document) -> usize {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 700.0));
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = self.ctx.run_ui(input, |ui| {
            CentralPanel::no_frame().show(ui, |ui| {
                show(ui, document, &mut self.cache, false, &mut Vec::new());
            });
        });
        output.textures_delta.clear();
        output.shapes.len()
    }

    /// Returns how often anything was computed from the report.
    fn computation_count(&self) -> usize {
        let cache = &self.cache;
        cache.card.computation_count
            + cache.point_totals.computation_count
            + cache.judgements.computation_count()
            + cache.recommendations.computation_count()
            + cache.points.computation_count()
            + cache.notes.computation_count()
            + cache.mentions.computation_count()
    }
}

#[test]
fn a_frame_does_not_compute_anything_again() {
    for tab in TABS {
        let document = repeated_report(60, tab, 0);
        let mut panel = Panel::new();
        panel.paint(&document);
        let before = panel.computation_count();
        for _ in 0..10 {
            panel.paint(&document);
        }
        assert_eq!(panel.computation_count(), before, "{tab:?}");
        assert!(before >= 2, "the card and the number of points are computed: {tab:?}");
        // Another version of the report is computed.
        panel.paint(&repeated_report(60, tab, 1));
        assert!(panel.computation_count() > before, "{tab:?}");
    }
}

#[test]
fn a_frame_of_a_long_report_shows_no_more_than_a_frame_of_a_short_one() {
    /// The number of shapes of a row or two, which can fit more or less, because wider numbers make the tabs higher.
    const SHAPES_OF_ROWS: usize = 20;
    for tab in TABS {
        let [short, long] = [1_000, 4_000].map(|count| {
            let document = repeated_report(count, tab, 0);
            let mut panel = Panel::new();
            // The sizes of some parts are known only after the first frames.
            for _ in 0..3 {
                panel.paint(&document);
            }
            panel.paint(&document)
        });
        assert!(long <= short + SHAPES_OF_ROWS, "{tab:?}: {long} shapes, not {short}");
    }
}
