//! Going to places: the command palette with synonyms, sections, paragraphs and pages, Ctrl+G, and the status bar.
#![allow(clippy::unwrap_used, missing_docs)]

use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Action, Command, Dialog, Document},
    report::Place,
    ui::Window,
};

use crate::{driver, support};

const SAMPLE: &str = "assets/samples/larkmoor_2012.md";
/// A file with pages whose paragraphs have no numbers.
const LETTER: &str = "tests/fixtures/list_item_over_two_pages_in_tags.pdf";

fn with_file(file: &str) -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &support::project().join(file));
    driver::wait_for_findings(&mut harness);
    harness.run();
    harness
}

fn document<'a>(harness: &'a Harness<'_, Window>) -> &'a Document {
    harness.state().state().front_document().unwrap()
}

/// Types into the command palette, and returns the entries that it lists.
fn entries(harness: &mut Harness<'_, Window>, typed: &str) -> Vec<String> {
    harness.state_mut().run_command(Command::CloseDialog);
    harness.state_mut().run_command(Command::OpenDialog(Dialog::Palette(typed.to_owned())));
    harness.run();
    let options = harness.query_all_by_role(Role::ListBoxOption);
    options.filter_map(|option| option.accesskit_node().label()).collect()
}

fn highlighted_number(harness: &Harness<'_, Window>) -> Option<u32> {
    let place: Place = document(harness).view.highlighted?;
    document(harness).report().paragraph_number_at(place)
}

#[test]
fn the_palette_knows_synonyms_of_actions() {
    let mut harness = with_file(SAMPLE);
    for (typed, action) in [
        ("zoom", Action::ZoomIn),
        ("font", Action::TextSettings),
        ("settings", Action::TextSettings),
        ("preferences", Action::Settings),
        ("options", Action::Settings),
        ("export", Action::Export),
        ("plan", Action::ImportPlan),
        ("download excel", Action::Export),
        ("find", Action::Search),
        ("bookmark", Action::Note),
    ] {
        let entries = entries(&mut harness, typed);
        assert!(entries.iter().any(|entry| entry == action.info().label), "{typed}: {entries:?}");
    }
    // "Explain" contains "plan", but no word of it starts with "plan".
    assert!(!entries(&mut harness, "plan").contains(&Action::Explain.info().label.to_owned()));
}

#[test]
fn the_palette_finds_sections_and_paragraphs_without_a_prefix() {
    let mut harness = with_file(SAMPLE);
    assert_eq!(entries(&mut harness, "being healthy")[0], "Being healthy");
    harness.key_press(Key::Enter);
    harness.run();
    let section = document(&harness).current_section().unwrap();
    assert_eq!(document(&harness).report().section(section).title, "Being healthy");
    for typed in ["12", "para 12", "Paragraph 12"] {
        entries(&mut harness, typed);
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(highlighted_number(&harness), Some(12), "{typed}");
        harness.state_mut().run_command(Command::GoTo(Place::at_block(findings::report::BlockId(0))));
    }
    assert!(entries(&mut harness, "4000").is_empty());
    harness.get_by_label_contains("no paragraph 4000");
}

#[test]
fn the_palette_and_ctrl_g_go_to_pages() {
    let mut harness = with_file(LETTER);
    let count = document(&harness).report().pages.len();
    assert!(count > 1 && document(&harness).loaded.numbers.highest().is_none(), "precondition");
    assert_eq!(entries(&mut harness, "page 2"), [format!("Page 2 of {count}")]);
    harness.state_mut().run_command(Command::CloseDialog);
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    harness.event(Event::Text("2".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let place = document(&harness).view.highlighted.unwrap();
    assert_eq!(document(&harness).report().block(place.block).areas[0].page, 2);
    // While only pages are shown, the top of the page comes into view.
    harness.state_mut().run_command(Command::Do(Action::OnlyPages));
    harness.state_mut().run_command(Command::GoToPage(1));
    harness.run();
    assert!(document(&harness).view.pages.top.abs() < 1.0);
    harness.state_mut().run_command(Command::GoToPage(2));
    harness.run();
    assert!(document(&harness).view.pages.top > 1.0);
    assert!(entries(&mut harness, "page 900").is_empty());
    harness.get_by_label_contains("There is no page 900");
}

#[test]
fn a_hit_without_a_number_shows_its_page() {
    let mut harness = with_file(LETTER);
    harness.state_mut().run_command(Command::Do(Action::Search));
    let words = document(&harness).report().paragraphs[0].text.plain().split(' ').next().unwrap().to_owned();
    let query = findings::analysis::Query { words, ..Default::default() };
    harness.state_mut().run_command(Command::Search(query));
    driver::wait_until(&mut harness, |state| {
        state
            .front_document()
            .is_some_and(|document| document.search.outcome.is_some() && !document.search.is_busy())
    });
    harness.run();
    let rows: Vec<String> = harness
        .query_all_by_role(Role::Row)
        .filter_map(|row| row.accesskit_node().label())
        .filter(|label| label.starts_with("Page "))
        .collect();
    assert!(!rows.is_empty());
}

#[test]
fn the_status_bar_shows_no_paragraph_before_the_first_one_and_its_places_are_buttons() {
    let mut harness = with_file(SAMPLE);
    assert!(harness.query_by_label_contains("Paragraph 1 of").is_none());
    harness.get_by_role_and_label(Role::Button, "Start of report").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Palette("#".to_owned())));
    harness.event(Event::Text("12".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let last = document(&harness).loaded.numbers.highest().unwrap();
    harness.get_by_role_and_label(Role::Button, &format!("Paragraph 12 of {last}"));
    harness.get_by_role_and_label(Role::Button, "Zoom 100%").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Zoom in").click();
    harness.run();
    assert!(harness.state().state().settings.zoom > 1.0);
    harness.get_by_role_and_label(Role::Button, "Zoom 110%");
}
