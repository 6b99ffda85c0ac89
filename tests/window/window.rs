//! The window as a person uses it: the whole application, driven by role and label.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Role, TouchPhase, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Action, Command, SummaryTab},
    report::SectionId,
    ui::Window,
};

use crate::{driver, support};

const SIZE: [f32; 2] = [1280.0, 800.0];
/// The window is high enough to show all rows of a summary, because rows out of view can't be clicked.
const TALL: [f32; 2] = [1280.0, 1700.0];

fn sample() -> PathBuf {
    support::project().join("assets/samples/larkmoor_2009.txt")
}

fn with_sample() -> Harness<'static, Window> {
    sample_in(SIZE)
}

fn sample_in(size: [f32; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(size);
    driver::open(&mut harness, &sample());
    harness
}

/// Returns the title of the current section.
fn current_section(harness: &Harness<'_, Window>) -> String {
    let document = harness.state().state().front_document().unwrap();
    let section = document.current_section().map(|id| document.report().section(id).title.clone());
    section.unwrap_or_default()
}

#[test]
fn a_click_on_a_judgement_shows_its_paragraph() {
    let mut harness = sample_in(TALL);
    let row = harness.get_by_label_contains("Being healthy: Inadequate, step 4 of 4, 48–51");
    row.click_accesskit();
    harness.run();
    assert_eq!(current_section(&harness), "Being healthy");
    let document = harness.state().state().front_document().unwrap();
    let report = document.report();
    let first = report.paragraph(report.paragraph_with_number(48).unwrap()).text.plain();
    let paragraph = harness.get_by_label(first);
    let text = harness.get_by_role_and_label(Role::Document, "Text of the report");
    assert!(text.rect().contains(paragraph.rect().left_top()), "the paragraph is not in view");
}

#[test]
fn a_click_on_a_recommendation_shows_and_highlights_it() {
    let mut harness = with_sample();
    harness.get_by_role_and_label(Role::Tab, "Recommendations 13").click();
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().view.tab, SummaryTab::Recommendations);
    let item = harness.state().state().front_document().unwrap().report().recommendations[0].clone();
    let row = harness
        .get_all_by_role(Role::Row)
        .find(|row| row.accesskit_node().label().is_some_and(|label| label.contains(item.text.plain())));
    row.unwrap().click();
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().view.highlighted, Some(item.place));
    assert_eq!(current_section(&harness), "Areas for improvement");
    assert!(harness.query_by_label(item.text.plain()).is_some(), "the recommendation is in the text");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().view.highlighted, None);
}

#[test]
fn a_click_in_the_contents_goes_there_and_the_contents_follow_scrolling() {
    let mut harness = with_sample();
    harness.get_by_role_and_label(Role::TreeItem, "Partnership working").click();
    harness.run();
    assert_eq!(current_section(&harness), "Partnership working");
    let selected = |harness: &Harness<'_, Window>| -> Vec<String> {
        let items = harness.get_all_by_role(Role::TreeItem);
        let chosen = items.filter(|item| item.accesskit_node().is_selected() == Some(true));
        chosen.map(|item| item.accesskit_node().label().unwrap_or_default()).collect()
    };
    assert_eq!(selected(&harness), ["Partnership working"]);
    // Page Down scrolls into the next part of the report.
    for _ in 0..6 {
        harness.key_press(Key::PageDown);
        harness.run();
    }
    let now = current_section(&harness);
    assert_ne!(now, "Partnership working");
    assert_eq!(selected(&harness), [now]);
}

#[test]
fn typing_filters_the_contents() {
    let mut harness = with_sample();
    let before = harness.get_all_by_role(Role::TreeItem).count();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run();
    let field = harness.get_by_role(Role::TextInput);
    assert!(field.is_focused());
    field.type_text("healthy");
    harness.run();
    let titles: Vec<String> = harness
        .get_all_by_role(Role::TreeItem)
        .map(|item| item.accesskit_node().label().unwrap_or_default())
        .collect();
    assert_eq!(
        titles,
        [
            "Services for looked after children",
            "How good are outcomes for looked after children and care leavers?",
            "Being healthy"
        ]
    );
    harness.get_by_role_and_label(Role::TextInput, "Filter contents").type_text("xyz");
    harness.run();
    harness.get_by_label("No headings match the filter.");
    harness.get_by_role_and_label(Role::Button, "Clear the filter").click();
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::TreeItem).count(), before);
}

#[test]
fn a_part_of_the_contents_is_folded_by_mouse_and_unfolded_by_key() {
    let mut harness = with_sample();
    let before = harness.get_all_by_role(Role::TreeItem).count();
    harness.get_all_by_role(Role::DisclosureTriangle).next().unwrap().click();
    harness.run();
    let folded = harness.get_all_by_role(Role::TreeItem).count();
    assert!(folded < before);
    let item = harness.get_by_role_and_label(Role::TreeItem, "Safeguarding services");
    assert_eq!(item.accesskit_node().data().is_expanded(), Some(false));
    item.focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::TreeItem).count(), before);
}

#[test]
fn a_file_that_is_not_a_report_is_refused_and_leaves_the_report_open() {
    let mut harness = with_sample();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("minutes.pdf");
    std::fs::write(&file, "%PDF-1.7 and so on").unwrap();
    driver::open(&mut harness, &file);
    let alert = harness.get_by_role(Role::Alert);
    let label = alert.accesskit_node().label().unwrap();
    assert!(label.contains("“minutes.pdf” could not be opened") && label.contains("PDF"), "{label}");
    assert_eq!(harness.state().state().documents().len(), 1);
    assert!(harness.query_by_role_and_label(Role::TreeItem, "Partnership working").is_some());
    harness.get_by_role_and_label(Role::Button, "Dismiss the message").click();
    harness.run();
    assert!(harness.query_by_role(Role::Alert).is_none());
}

#[test]
fn the_start_screen_opens_a_sample() {
    let mut harness = driver::window(SIZE);
    harness.run();
    assert!(harness.query_by_label_contains("Open a report").is_some());
    harness
        .get_by_role_and_label(
            Role::Button,
            "Larkmoor Borough Council, 2012. Good, step 2 of 4. Fictional sample report",
        )
        .click();
    harness.run_ok();
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().title(), "Larkmoor Borough Council, 2012");
    harness.get_by_role_and_label(Role::Button, "Close Larkmoor Borough Council, 2012").click();
    harness.run();
    assert!(harness.state().state().front_document().is_none());
}

/// A file that is dropped on the window.
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl std::fmt::Debug for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[test]
fn files_dropped_on_the_window_are_opened() {
    let mut harness = driver::window(SIZE);
    harness.run();
    let later = support::project().join("assets/samples/larkmoor_2012.md");
    harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(sample())));
    harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(later)));
    harness.step();
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().documents().len(), 2);
}

#[test]
fn keys_and_buttons_hide_and_show_panels() {
    let mut harness = with_sample();
    assert!(harness.query_by_role(Role::Tree).is_some());
    harness.key_press(Key::F9);
    harness.run();
    assert!(harness.query_by_role(Role::Tree).is_none());
    harness.get_by_role_and_label(Role::Button, "Summary").click();
    harness.run();
    assert!(harness.query_by_role(Role::TabPanel).is_none());
    harness.key_press(Key::F9);
    harness.key_press(Key::F10);
    harness.run();
    assert!(harness.query_by_role(Role::Tree).is_some() && harness.query_by_role(Role::TabPanel).is_some());
}

#[test]
fn a_check_links_to_its_place() {
    let mut harness = with_sample();
    harness.get_by_role_and_label(Role::Tab, "Checks 3").click();
    harness.run();
    harness.get_by_role_and_label(Role::Link, "Table: Equality and diversity").click();
    harness.run();
    assert_eq!(current_section(&harness), "Record of main findings");
}

#[test]
fn the_guide_opens_once_and_is_not_a_report() {
    let mut harness = with_sample();
    // The guide opens from the keyboard list, and with its own shortcut.
    harness.key_press(Key::F1);
    harness.run();
    harness.get_by_label("Guide").click();
    harness.step();
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().title(), "Guide to Findings");
    harness.get_by_role_and_label(Role::TreeItem, "Keyboard shortcuts");
    // The guide has no summary, and can't be compared with a report.
    assert!(harness.query_by_role_and_label(Role::TabPanel, "Summary").is_none());
    let state = harness.state().state();
    assert_eq!(state.tabs.iter().filter(|tab| tab.report().is_some()).count(), 1);
    // Opening it again shows the open tab.
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F1);
    harness.step();
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().documents().len(), 2);
}

#[test]
fn the_keyboard_list_shows_the_actions() {
    let mut harness = with_sample();
    harness.key_press(Key::F1);
    harness.run();
    harness.get_by_label("Open: Choose a report to open");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Open: Choose a report to open").is_none());
}

#[test]
fn the_wheel_scrolls_and_stops_at_both_ends_of_the_text() {
    let mut harness = with_sample();
    let anchor = |harness: &Harness<'_, Window>| {
        harness.state().state().front_document().unwrap().view.scroll.anchor()
    };
    let at = harness.get_by_role(Role::Document).rect().center();
    harness.hover_at(at);
    let wheel = |harness: &mut Harness<'_, Window>, delta: f32| {
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, delta),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: MouseWheelSource::Wheel,
        });
        harness.run_ok();
        harness.run_ok();
    };
    let top = anchor(&harness);
    wheel(&mut harness, 400.0);
    assert_eq!(anchor(&harness), top, "there is nothing above the top");
    wheel(&mut harness, -900.0);
    let below = anchor(&harness);
    assert!(below.row > top.row);
    wheel(&mut harness, 900.0);
    assert_eq!(anchor(&harness).row, top.row);
    harness.key_press(Key::End);
    harness.run();
    let end = anchor(&harness);
    wheel(&mut harness, -900.0);
    assert_eq!(anchor(&harness), end, "there is nothing below the end");
}

/// Returns a report of 100,000 paragraphs of different lengths.
fn long_report() -> String {
    let mut text = String::from("Review of everything\n\nEverywhere\n\nAll of it\n\n");
    for number in 1..=100_000_u32 {
        use std::fmt::Write as _;
        let length = 20 + (number.wrapping_mul(2_654_435_761) >> 20) % 180;
        write!(text, "{number}. Paragraph {number} says").unwrap();
        for word in 0..length / 8 {
            write!(text, " something {word}").unwrap();
        }
        text.push_str(".\n");
    }
    text
}

#[test]
fn going_to_any_of_100_000_paragraphs_takes_two_frames_and_lands_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.txt");
    std::fs::write(&file, long_report()).unwrap();
    let mut harness = driver::window(SIZE);
    driver::open(&mut harness, &file);
    let text = harness.get_by_role(Role::Document).rect();
    for number in [90_000, 3, 99_990, 45_678, 9_999] {
        let report = harness.state().state().front_document().unwrap().report();
        let place = report.paragraph(report.paragraph_with_number(number).unwrap()).place;
        harness.state_mut().run_command(Command::GoTo(place));
        harness.step();
        harness.step();
        let words = format!("Paragraph {number} says");
        let label = harness.get_by_label_contains(&words);
        let distance = label.rect().top() - text.top();
        let at_end = number > 99_900;
        assert!(
            at_end || (0.0..60.0).contains(&distance),
            "paragraph {number} is {distance} points below the top"
        );
        assert!(text.contains(label.rect().left_top()));
    }
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn a_judgement_of_the_reference_report_leads_to_its_paragraph() {
    let mut harness = driver::window(TALL);
    driver::open(&mut harness, &support::reference_report());
    let row = harness.get_by_label_contains("Staying safe: Good, step 2 of 4, 106–114");
    row.click_accesskit();
    harness.run();
    assert_eq!(current_section(&harness), "Staying safe");
    harness.get_by_label_contains("Paragraph 106 of 156");
}

#[test]
fn enter_on_a_judgement_goes_to_its_section() {
    let mut harness = with_sample();
    harness.state_mut().run_command(Command::Do(Action::NextSection));
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().current_section(), Some(SectionId(0)));
    let row = harness.get_by_label_contains("Overall effectiveness: Adequate, step 3 of 4, 8–11");
    row.focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(current_section(&harness), "Overall effectiveness");
}

#[test]
fn closing_a_dialog_returns_the_keyboard_focus() {
    let mut harness = with_sample();
    harness.get_by_role_and_label(Role::TextInput, "Filter contents").focus();
    harness.run();
    for (key, modifiers) in [(Key::K, Modifiers::COMMAND), (Key::F1, Modifiers::NONE)] {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        assert!(harness.state().state().dialog.is_some(), "{key:?}");
        harness.key_press(Key::Escape);
        harness.run();
        assert!(harness.state().state().dialog.is_none(), "{key:?}");
        assert!(harness.get_by_role_and_label(Role::TextInput, "Filter contents").is_focused(), "{key:?}");
    }
    // A palette command that moves the focus itself keeps the new focus.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.event(Event::Text("find".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::TextInput, "Search this report").is_focused());
}

#[test]
fn a_contents_title_that_is_cut_has_all_of_it_in_its_tooltip() {
    let title = "The experiences and progress of children who need help and protection, of children in care and of \
                 care leavers, and the difference that leaders and managers make to their lives";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.md");
    std::fs::write(&path, format!("# Larkmoor\n\n## {title}\n\nText.\n\n## Next steps\n\nText.\n")).unwrap();
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &path);
    let tree = harness.get_by_role_and_label(Role::Tree, "Contents");
    let row = tree
        .query_all_by_role(Role::TreeItem)
        .find(|row| row.accesskit_node().label().is_some_and(|label| label.starts_with("The experiences")));
    let row = row.unwrap();
    assert!(row.rect().height() < 3.0 * 19.0, "the title has at most two lines");
    row.hover();
    harness.run_steps(8);
    let tooltips = harness.query_all_by_label(title).filter(|node| node.rect().left() > 0.0);
    // The row and its tooltip.
    assert_eq!(tooltips.count(), 2);
}
