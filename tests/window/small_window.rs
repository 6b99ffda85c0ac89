//! Small windows and large zooms: panels over the text, dialogs that fit, scans, the address block of letters, and the
//! edges of panels.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Pos2, Rect, Role, pos2, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{Action, Command, CompareSide, CopyFormat, Dialog, NarrowPart, Side, State},
    report::SectionId,
    ui::Window,
};

use crate::{driver, support};

fn sample() -> PathBuf {
    support::project().join("assets/samples/larkmoor_2012.md")
}

fn fixture(name: &str) -> PathBuf {
    support::project().join("tests/fixtures").join(name)
}

fn with_report(size: [f32; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(size);
    driver::open(&mut harness, &sample());
    driver::wait_for_findings(&mut harness);
    harness
}

fn state<'a>(harness: &'a Harness<'_, Window>) -> &'a State {
    harness.state().state()
}

fn run_action(harness: &mut Harness<'_, Window>, action: Action) {
    harness.state_mut().run_command(Command::Do(action));
    harness.run();
}

fn text_rect(harness: &Harness<'_, Window>) -> Rect {
    harness.get_by_role_and_label(Role::Document, "Text of the report").rect()
}

#[test]
fn at_640_points_a_panel_lies_over_the_text_until_it_is_closed() {
    let mut harness = with_report([640.0, 480.0]);
    let text = text_rect(&harness);
    assert!(text.width() > 600.0, "{text}");
    for (action, side, close) in [
        (Action::ToggleContents, Side::Contents, "Close contents (Escape)"),
        (Action::ToggleSummary, Side::Summary, "Close summary (Escape)"),
    ] {
        run_action(&mut harness, action);
        assert!(state(&harness).is_visible(side));
        assert_eq!(text_rect(&harness), text, "the text keeps its place");
        harness.get_by_role_and_label(Role::Button, close).click();
        harness.run();
        assert!(!state(&harness).is_visible(side), "the button closes it");
        run_action(&mut harness, action);
        harness.key_press(Key::Escape);
        harness.run();
        assert!(!state(&harness).is_visible(side), "Escape closes it");
        run_action(&mut harness, action);
        let beside = if side == Side::Contents { text.right() - 60.0 } else { text.left() + 30.0 };
        click_at(&mut harness, pos2(beside, text.center().y));
        assert!(!state(&harness).is_visible(side), "a click beside it closes it");
    }
    run_action(&mut harness, Action::ToggleContents);
    harness.get_by_role_and_label(Role::TreeItem, "About this inspection").click();
    harness.run();
    assert!(!state(&harness).is_visible(Side::Contents), "going to a section closes it");
}

#[test]
fn the_wheel_over_a_panel_does_not_scroll_the_text_below_it() {
    let mut harness = with_report([640.0, 480.0]);
    run_action(&mut harness, Action::ToggleContents);
    let anchor =
        |harness: &Harness<'_, Window>| state(harness).front_document().unwrap().view.scroll.anchor();
    let before = anchor(&harness);
    harness.hover_at(text_rect(&harness).left_center() + vec2(80.0, 0.0));
    harness.event(Event::MouseWheel {
        source: eframe::egui::MouseWheelSource::Wheel,
        unit: eframe::egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -300.0),
        phase: eframe::egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(12);
    assert_eq!(anchor(&harness), before);
}

#[test]
fn each_dialog_fits_a_small_window_or_scrolls() {
    for size in [[480.0, 400.0], [320.0, 200.0]] {
        let mut harness = with_report(size);
        let window = Rect::from_min_size(Pos2::ZERO, size.into());
        let dialogs: [(Dialog, &str); 6] = [
            (Dialog::Export, "Do not export"),
            (Dialog::ExportSection(SectionId(2)), "Do not export"),
            (Dialog::CompareWith, "Do not compare"),
            (Dialog::Keyboard, "Close the keyboard shortcuts"),
            (Dialog::About, "Close this window"),
            (Dialog::TextSettings, "Close the text settings"),
        ];
        for (dialog, close) in dialogs {
            harness.state_mut().run_command(Command::OpenDialog(dialog.clone()));
            harness.run();
            let button = harness
                .query_by_role_and_label(Role::Button, close)
                .unwrap_or_else(|| panic!("{dialog:?} has no button “{close}”"));
            assert!(window.contains_rect(button.rect()), "{dialog:?} at {size:?}: {}", button.rect());
            button.click();
            harness.run();
            assert_eq!(state(&harness).dialog, None, "{dialog:?} at {size:?}");
        }
        run_action(&mut harness, Action::Note);
        let save = harness.get_by_role_and_label(Role::Button, "Save note");
        save.scroll_to_me();
        harness.run();
        let save = harness.get_by_role_and_label(Role::Button, "Save note").rect();
        assert!(window.contains_rect(save), "note at {size:?}: {save}");
    }
}

#[test]
fn a_scan_has_the_whole_width_for_its_pages_and_says_why() {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &fixture("scan_without_text.pdf"));
    assert!(!state(&harness).is_visible(Side::Contents) && !state(&harness).is_visible(Side::Summary));
    assert!(harness.query_by_label_contains("This looks like a scan").is_some());
    let context = state(&harness).action_context();
    for action in [Action::ToggleContents, Action::ToggleSummary, Action::Search] {
        assert!(!(action.info().is_possible)(&context), "{action:?}");
    }
    // A report with text has its panels again.
    driver::open(&mut harness, &sample());
    assert!(state(&harness).is_visible(Side::Contents) && state(&harness).is_visible(Side::Summary));
}

#[test]
fn the_address_block_of_a_letter_is_compact_and_copied_whole() {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &fixture("letter_with_its_frame.md"));
    let rect = |words: &str| harness.get_by_label(words).rect();
    let (first, last, salutation) = (rect("Ofsted"), rect("Larkmoor Council"), rect("Dear Ms Fenn"));
    let height = salutation.top() - first.top();
    assert!(height < 140.0, "ten lines are {height} points high");
    assert!(last.left() > first.right() + 100.0, "the lines are in two columns");

    let document = state(&harness).front_document().unwrap();
    let place = document.loaded.flow.place_of(1).unwrap();
    let id = document.id;
    harness.state_mut().run_command(Command::Copy(CopyFormat::Words, id, place));
    let mut copied = None;
    for _ in 0..4 {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        copied = copied.or(commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    assert_eq!(
        copied.as_deref(),
        Some(
            "Ofsted\nHarbour House\nQuay Street\nT 0300 555 0100\nletters@inspectors.example\n\
             www.inspectors.example\n3 March 2023\nMs Orla Fenn\nDirector of Children’s Services\nLarkmoor Council"
        )
    );
}

#[test]
fn a_search_finds_and_shows_a_line_of_the_address_block() {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &fixture("letter_with_its_frame.md"));
    run_action(&mut harness, Action::Search);
    let query = findings::analysis::Query { words: "Quay Street".to_owned(), ..Default::default() };
    harness.state_mut().run_command(Command::Search(query));
    driver::wait_until(&mut harness, |state| !state.front_document().unwrap().search.is_busy());
    let document = harness.state().state().front_document().unwrap().id;
    harness.state_mut().run_command(Command::GoToHit(document, 0));
    harness.run();
    let text = text_rect(&harness);
    assert!(harness.get_all_by_label("Quay Street").any(|line| text.contains_rect(line.rect())));
}

#[test]
fn the_edge_of_a_panel_is_dragged_from_both_sides_and_a_double_click_resets_it() {
    let mut harness = with_report([1280.0, 800.0]);
    for (name, side, sign) in
        [("Width of the contents", Side::Contents, 1.0), ("Width of the summary", Side::Summary, -1.0)]
    {
        let saved = |harness: &Harness<'_, Window>| match side {
            Side::Contents => state(harness).settings.contents.width,
            Side::Summary => state(harness).settings.summary.width,
        };
        let edge = |harness: &Harness<'_, Window>| {
            harness.get_by_role_and_label(Role::Splitter, name).rect().center()
        };
        let default = edge(&harness);
        for from in [-3.0, 3.0] {
            let before = edge(&harness);
            drag(&mut harness, before + vec2(from, 0.0), before + vec2(sign * 40.0, 0.0));
            let after = edge(&harness);
            assert!(((after.x - before.x) * sign - 40.0).abs() < 1.5, "{name}: {before} {after}");
            assert!(saved(&harness).is_some(), "{name}: the width is saved");
        }
        let at = edge(&harness);
        harness.hover_at(at);
        harness.run();
        let clicks = [true, false, true, false].map(|pressed| pointer_button(at, pressed));
        harness.input_mut().events.extend(clicks);
        harness.run();
        assert_eq!(saved(&harness), None, "{name}: a double click resets it");
        assert!((edge(&harness).x - default.x).abs() < 1.0);
    }
}

fn pointer_button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn click_at(harness: &mut Harness<'_, Window>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.run();
    harness.event(pointer_button(at, true));
    harness.event(pointer_button(at, false));
    harness.run();
}

fn drag(harness: &mut Harness<'_, Window>, from: Pos2, to: Pos2) {
    harness.event(Event::PointerMoved(from));
    harness.step();
    harness.event(pointer_button(from, true));
    harness.step();
    for at in [from.lerp(to, 0.5), to] {
        harness.event(Event::PointerMoved(at));
        harness.step();
    }
    harness.event(pointer_button(to, false));
    harness.run();
}

#[test]
fn a_small_window_shows_one_part_of_a_comparison_and_everything_can_be_reached() {
    for size in [[480.0, 360.0], [427.0, 267.0], [320.0, 200.0]] {
        let mut harness = driver::window(size);
        let files = ["larkmoor_2009.txt", "larkmoor_2012.md"];
        let files = files.map(|name| support::project().join("assets/samples").join(name));
        harness.state_mut().run_command(Command::CompareFiles(files));
        driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
        let window = Rect::from_min_size(Pos2::ZERO, size.into());
        for part in ["Differences", "2009", "2012"] {
            let button = harness.get_by_role_and_label(Role::Tab, part).rect();
            assert!(window.contains_rect(button), "{part} at {size:?}: {button}");
        }
        // The panel scrolls as a whole, so the wheel moves the verdict away and shows the list.
        harness.hover_at(window.center());
        harness.event(Event::MouseWheel {
            source: eframe::egui::MouseWheelSource::Wheel,
            unit: eframe::egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -1000.0),
            phase: eframe::egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(12);
        let list = harness.get_by_role_and_label(Role::Table, "Judgements");
        let rows = list.query_all_by_role(Role::Row).filter(|row| window.contains(row.rect().center()));
        assert!(rows.count() > 0, "no judgement is visible at {size:?}");
        harness.get_by_role_and_label(Role::Tab, "2012").click();
        harness.run();
        let text = text_rect(&harness);
        assert!(text.width() > size[0] * 0.9 && text.height() > size[1] * 0.4, "{size:?}: {text}");
        harness.state_mut().run_command(Command::Do(Action::Search));
        harness.run();
        assert!(harness.query_by_role_and_label(Role::Tab, "Search").is_some(), "{size:?}");
    }
}

#[test]
fn going_to_a_difference_shows_it_in_a_small_window() {
    let mut harness = driver::window([480.0, 360.0]);
    let files = ["larkmoor_2009.txt", "larkmoor_2012.md"];
    let files = files.map(|name| support::project().join("assets/samples").join(name));
    harness.state_mut().run_command(Command::CompareFiles(files));
    driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
    harness.state_mut().run_command(Command::GoToChange(0));
    harness.run();
    let part = state(&harness).front_comparison().unwrap().narrow_part;
    assert_eq!(part, NarrowPart::Text(CompareSide::Right));
    text_rect(&harness);
}
