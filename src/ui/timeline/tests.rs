//! A frame costs the same for a timeline of any length, and nothing is computed again.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use eframe::egui::{Context, Pos2, RawInput, Rect, vec2};

use super::{Cache, show};
use crate::{
    analysis::timeline::timeline,
    app::{ComparedFile, State, SummaryTab, TabId, TimelineTab, repeated_report},
    report::{Date, Report},
    ui::theme,
};

/// Returns the timeline of three inspections that each have this number of judgements.
fn tab_with_judgements(count: usize) -> TimelineTab {
    let file = |year: i16| {
        let mut document = repeated_report(count, SummaryTab::Judgements, 0);
        let mut report = document.report().clone();
        for period in &mut report.cover.inspected {
            period.from = Date::new(year, 3, 1).unwrap();
            period.to = Date::new(year, 3, 9).unwrap();
        }
        // Two files with the same bytes would be about the same inspection.
        report.source.sha256 = format!("{year:064}");
        Arc::get_mut(&mut document.loaded).unwrap().report = Arc::new(report);
        ComparedFile { path: None, loaded: document.loaded }
    };
    let files: Vec<ComparedFile> = [2009, 2011, 2012].map(file).into();
    let reports: Vec<&Report> = files.iter().map(|file| &*file.loaded.report).collect();
    let made = Arc::new(timeline(&reports).unwrap());
    TimelineTab::new(files, made)
}

/// Paints three frames. Returns the number of shapes in the last one, and how often the content was computed.
fn paint_three_frames(tab: &TimelineTab) -> (usize, usize) {
    let ctx = Context::default();
    theme::install_theme(&ctx);
    let (mut cache, state) = (Cache::default(), State::default());
    let mut shapes = 0;
    for _ in 0..3 {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            show(ui, &state, (TabId(1), tab), &mut cache, &mut Vec::new());
        });
        output.textures_delta.clear();
        shapes = output.shapes.len();
    }
    (shapes, cache.content.computation_count)
}

#[test]
fn frame_costs_the_same_for_a_timeline_of_any_length() {
    let (few, few_computed) = paint_three_frames(&tab_with_judgements(60));
    let (many, many_computed) = paint_three_frames(&tab_with_judgements(3_000));
    assert_eq!((few_computed, many_computed), (1, 1), "the content is computed once");
    assert!(few > 100, "the lanes are painted");
    assert_eq!(few, many);
}
