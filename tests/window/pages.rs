//! The pages of a file beside its text or in place of it, and protected files, in the window.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, Role, TouchPhase, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{Action, Command, Document, Layout},
    read::{self, OriginalPages, PagePicture, PageRequest},
    report::{FrameworkId, WarningKind},
    ui::Window,
};

use crate::{driver, support};

/// The window is low, so that even a short report scrolls.
const SIZE: [f32; 2] = [1280.0, 440.0];

fn fixture_path(name: &str) -> PathBuf {
    support::project().join("tests/fixtures").join(name)
}

fn window_with(name: &str) -> Harness<'static, Window> {
    let mut harness = driver::window(SIZE);
    driver::open(&mut harness, &fixture_path(name));
    harness
}

/// Does an action, and waits until its pages are drawn.
fn run_action(harness: &mut Harness<'_, Window>, action: Action) {
    harness.state_mut().run_command(Command::Do(action));
    wait_for_pages(harness);
}

/// Runs frames until the pages in view are drawn.
fn wait_for_pages(harness: &mut Harness<'_, Window>) {
    let start = Instant::now();
    harness.run();
    while !harness.state().is_settled() {
        harness.step();
        assert!(start.elapsed() < Duration::from_secs(60), "the pages were not drawn within 60 seconds");
        std::thread::yield_now();
    }
    harness.run();
}

fn document<'a>(harness: &'a Harness<'_, Window>) -> &'a Document {
    harness.state().state().front_document().unwrap()
}

fn scroll_over(harness: &mut Harness<'_, Window>, label: &str, by: f32) {
    let at = harness.get_by_role_and_label(Role::Document, label).rect().center();
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: eframe::egui::MouseWheelSource::Wheel,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    wait_for_pages(harness);
}

#[test]
fn pages_beside_the_text_follow_its_scrolling() {
    let mut harness = window_with("cover_table_and_notes_without_tags.pdf");
    assert!(harness.query_by_label("Pages of the file").is_none());
    run_action(&mut harness, Action::TogglePages);
    assert!(harness.query_by_label("Page 1 of 5").is_some(), "the first page is shown");
    assert!(harness.query_by_label("Text of the report").is_some(), "and the text");

    let report = document(&harness).report();
    let place = report.paragraph(report.paragraph_with_number(9).unwrap()).place;
    harness.state_mut().run_command(Command::GoTo(place));
    wait_for_pages(&mut harness);
    let sheets = &document(&harness).loaded.page_layout;
    assert_eq!(sheets.page_at(document(&harness).view.pages.top + 200.0), 3, "paragraph 9 is on page 4");

    scroll_over(&mut harness, "Text of the report", 4000.0);
    assert!(document(&harness).view.pages.top < 1.0, "the pages followed the text to the beginning");
}

#[test]
fn the_text_follows_the_scrolling_of_the_pages() {
    let mut harness = window_with("cover_table_and_notes_without_tags.pdf");
    run_action(&mut harness, Action::TogglePages);
    let before = document(&harness).current_number();
    scroll_over(&mut harness, "Pages of the file", -20_000.0);
    let at = document(&harness).view.pages.top;
    assert!(at > 1000.0, "the pages were scrolled to their end: {at}");
    assert!(document(&harness).current_number() > before, "the text followed");
    // The pages stay where they were scrolled to.
    wait_for_pages(&mut harness);
    assert!((document(&harness).view.pages.top - at).abs() < 0.5);
}

#[test]
fn pages_in_place_of_the_text_go_to_places_and_the_text_returns_there() {
    let mut harness = window_with("paragraph_over_two_pages_in_tags.pdf");
    run_action(&mut harness, Action::OnlyPages);
    assert!(harness.query_by_label("Text of the report").is_none());
    let report = document(&harness).report();
    let place = report.paragraph(report.paragraph_with_number(8).unwrap()).place;
    harness.state_mut().run_command(Command::GoTo(place));
    wait_for_pages(&mut harness);
    assert!(harness.query_by_label("Page 3 of 5").is_some());
    run_action(&mut harness, Action::OnlyPages);
    let text = harness.get_by_role_and_label(Role::Document, "Text of the report").rect();
    let report = document(&harness).report();
    let words = report.paragraph(report.paragraph_with_number(8).unwrap()).text.plain().to_owned();
    assert!(text.contains(harness.get_by_label(&words).rect().left_top()), "paragraph 8 is in view");
}

#[test]
fn a_scan_is_shown_as_pages_with_a_warning() {
    let mut harness = window_with("scan_without_text.pdf");
    wait_for_pages(&mut harness);
    assert_eq!(document(&harness).layout(), Layout::Pages);
    assert!(harness.query_by_label("Page 1 of 2").is_some());
    let warnings = &document(&harness).loaded.warnings;
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::NoText));
}

#[test]
fn a_protected_file_asks_for_its_password_until_it_is_right_or_cancelled() {
    let mut harness = window_with("protected_by_a_password.pdf");
    assert!(harness.query_by_label("This report is protected").is_some());
    for (password, opens) in [("wrong", false), ("open-me", true)] {
        harness.get_by_role_and_label(Role::PasswordInput, "Password").focus();
        harness.run();
        harness.event(Event::Text(password.to_owned()));
        harness.run();
        harness.key_press(Key::Enter);
        driver::wait_for_load(&mut harness);
        assert_eq!(harness.state().state().front_document().is_some(), opens, "{password}");
        assert_eq!(harness.query_by_label_contains("Wrong password").is_some(), !opens);
    }
    assert_eq!(
        document(&harness).report().cover.framework.map(FrameworkId::name),
        Some("Single inspection (SIF)")
    );
    run_action(&mut harness, Action::TogglePages);
    assert!(harness.query_by_label("Page 1 of 5").is_some(), "the pages are decrypted too");

    let mut harness = window_with("protected_by_a_password.pdf");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert!(harness.query_by_label("This report is protected").is_none());
    assert!(harness.state().state().tabs.is_empty() && harness.state().state().messages.notices.is_empty());
}

/// Draws pictures of pages in this thread.
fn draw_pictures(original: &OriginalPages, requests: &[PageRequest]) -> Vec<PagePicture> {
    let mut left = requests.iter().copied();
    let mut pictures = Vec::new();
    original.draw_pictures(|| left.next(), |_, picture| pictures.extend(picture)).unwrap();
    pictures
}

#[test]
fn bands_of_a_page_add_up_to_the_page() {
    let name = "cover_table_and_notes_without_tags.pdf";
    let bytes = Arc::new(std::fs::read(fixture_path(name)).unwrap());
    let original = OriginalPages::open(bytes, name, None).unwrap().unwrap();
    let size = original.page_sizes()[0];
    let scale = 5.0;
    let count = read::band_count(size, scale);
    assert!(count > 1, "a page of this size must be drawn in bands");
    let requests: Vec<PageRequest> = (0..count).map(|band| PageRequest { page: 0, scale, band }).collect();
    let bands = draw_pictures(&original, &requests);
    let height: usize = bands.iter().map(|band| band.height).sum();
    assert_eq!(height, (size.height * scale).round() as usize);
    assert!(bands.iter().all(|band| band.width * band.height <= 4_400_000));
    // The title is in the first band and the table in a later band, so neither is empty.
    let dark = |band: &PagePicture| band.rgba.chunks_exact(4).filter(|pixel| pixel[0] < 128).count();
    assert!(dark(&bands[0]) > 5000 && bands[1..].iter().any(|band| dark(band) > 5000));
    assert!(draw_pictures(&original, &[PageRequest { page: 99, scale: 1.0, band: 0 }]).is_empty());
}

#[test]
fn a_click_on_a_page_highlights_its_paragraph_and_the_text_follows_the_pages() {
    let mut harness = window_with("paragraph_over_two_pages_in_tags.pdf");
    run_action(&mut harness, Action::OnlyPages);
    let report = document(&harness).report();
    let area = report.block(report.paragraph(report.paragraph_with_number(3).unwrap()).place.block).areas[0];
    let place = place_of_paragraph(&harness, 3);
    harness.state_mut().run_command(Command::GoTo(place));
    wait_for_pages(&mut harness);
    // On the screen, a page is as wide as the view without its margins.
    let view = harness.get_by_role_and_label(Role::Document, "Pages of the file").rect();
    let sheets = &document(&harness).loaded.page_layout;
    let scale = (view.width() - 14.0 - 28.0) / sheets.width();
    let top = sheets.pages()[area.page as usize - 1].top;
    let y = view.top()
        + 14.0
        + (top + (area.top + area.bottom) / 2.0 - document(&harness).view.pages.top) * scale;
    let at = eframe::egui::pos2(view.center().x - 14.0 / 2.0 - 60.0, y);
    for pressed in [true, false] {
        harness.event(Event::PointerMoved(at));
        harness.event(Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    wait_for_pages(&mut harness);
    assert_eq!(document(&harness).view.highlighted, Some(place_of_paragraph(&harness, 3)));
    scroll_over(&mut harness, "Pages of the file", -20_000.0);
    run_action(&mut harness, Action::OnlyPages);
    assert!(document(&harness).current_number() > Some(7), "the text is at the position of the pages");
}

fn place_of_paragraph(harness: &Harness<'_, Window>, number: u32) -> findings::report::Place {
    let report = document(harness).report();
    report.paragraph(report.paragraph_with_number(number).unwrap()).place
}

#[test]
fn escape_closes_the_password_dialog() {
    let mut harness = window_with("protected_by_a_password.pdf");
    harness.event(Event::Text("ab".to_owned()));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    harness.run();
    assert!(harness.query_by_label("This report is protected").is_none());
}

#[test]
fn toggling_the_summary_keeps_the_pages_in_place_of_the_text() {
    let mut harness = window_with("paragraph_over_two_pages_in_tags.pdf");
    run_action(&mut harness, Action::OnlyPages);
    for _ in 0..2 {
        run_action(&mut harness, Action::ToggleSummary);
        assert_eq!(document(&harness).layout(), Layout::Pages);
    }
}

#[test]
fn pictures_of_the_previous_file_content_are_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::copy(fixture_path("paragraph_over_two_pages_in_tags.pdf"), &path).unwrap();
    let mut harness = driver::window(SIZE);
    driver::open(&mut harness, &path);
    run_action(&mut harness, Action::OnlyPages);
    std::fs::copy(fixture_path("scan_without_text.pdf"), &path).unwrap();
    driver::open(&mut harness, &path);
    wait_for_pages(&mut harness);
    assert_eq!(document(&harness).revision, 1);
    assert!(harness.query_by_label("Page 1 of 2").is_some());
}
