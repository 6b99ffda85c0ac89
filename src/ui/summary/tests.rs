#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use eframe::egui::{CentralPanel, Context, Pos2, RawInput, Rect, vec2};

use super::{Cache, show};
use crate::{
    analysis::{Findings, improvement_points},
    app::{Document, DocumentId, LoadedReport, SAMPLES, SummaryTab},
    read::read,
    report::Text,
    ui::theme,
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

/// Returns a sample report that repeats its judgements, recommendations, points and warnings up to this number of each.
fn document_with(count: usize) -> Document {
    let mut read = read(SAMPLES[0].bytes, SAMPLES[0].file).unwrap();
    let report = &mut read.report;
    let (judgements, items) = (report.judgements.clone(), report.recommendations.clone());
    report.judgements = judgements.iter().cycle().take(count).cloned().collect();
    report.recommendations = items.iter().cycle().take(count).cloned().collect();
    for (index, item) in report.recommendations.iter_mut().enumerate() {
        item.timescale = None;
        item.text = Text::new(format!("Report to the board by {} March 2024.", index % 28 + 1));
    }
    let points = improvement_points(report);
    let mut findings = Findings::ids_only(report);
    findings.points = points.iter().cycle().take(count).cloned().collect();
    let mut loaded = LoadedReport::new(read);
    let warnings = loaded.warnings.clone();
    loaded.warnings = warnings.into_iter().cycle().take(count).collect();
    let mut document = Document::new(DocumentId(1), None, Arc::new(loaded));
    document.findings = Some(Arc::new(findings));
    document
}

/// The summary with its cache, painted frame by frame.
struct Panel {
    ctx: Context,
    cache: Cache,
}

impl Panel {
    fn new() -> Self {
        let ctx = Context::default();
        theme::install_theme(&ctx);
        egui_extras::install_image_loaders(&ctx);
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
    let mut document = document_with(60);
    for tab in TABS {
        let mut panel = Panel::new();
        document.view.tab = tab;
        panel.paint(&document);
        let before = panel.computation_count();
        (0..10).for_each(|_| {
            panel.paint(&document);
        });
        assert_eq!(panel.computation_count(), before, "{tab:?}");
        assert!(before >= 2, "the card and the number of points are computed: {tab:?}");
        // A decision changes the number of points.
        document.annotations_revision += 1;
        panel.paint(&document);
        assert!(panel.computation_count() > before, "{tab:?}");
    }
}

#[test]
fn a_frame_of_a_long_report_shows_no_more_than_a_frame_of_a_short_one() {
    let (mut short, mut long) = (document_with(1_000), document_with(10_000));
    for tab in TABS {
        let frames = [&mut short, &mut long].map(|document| {
            document.view.tab = tab;
            let mut panel = Panel::new();
            (0..4).map(|_| panel.paint(document)).last().unwrap()
        });
        assert_eq!(frames[0], frames[1], "{tab:?}");
    }
}
