//! Controls are at least 24 points wide and high, so that people who cannot point exactly can use them (WCAG 2.2, 2.5.8).
//! Links within sentences are exempt and are as high as their line.
#![allow(clippy::unwrap_used, missing_docs)]

use eframe::egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Action, Command, SummaryTab},
    ui::Window,
};

use crate::{driver, support};

const MIN_SIZE_POINTS: f32 = 24.0;

/// Checks the controls in the window and adds a line for each that is too small. Returns the number of controls.
fn check_sizes(harness: &Harness<'_, Window>, shown: &str, small: &mut Vec<String>) -> usize {
    let roles = [
        Role::Button,
        Role::CheckBox,
        Role::RadioButton,
        Role::ComboBox,
        Role::Tab,
        Role::TreeItem,
        Role::TextInput,
        Role::Slider,
        Role::SpinButton,
        Role::ListBoxOption,
    ];
    let mut count = 0;
    for role in roles {
        for node in harness.query_all_by_role(role) {
            let rect = node.rect();
            let name = node.accesskit_node().label().unwrap_or_default();
            // A control at the edge of a scrolled view can be clipped to nothing.
            let is_clipped = rect.height() <= 0.5 || rect.width() <= 0.5;
            if !is_clipped && (rect.width() < MIN_SIZE_POINTS - 0.5 || rect.height() < MIN_SIZE_POINTS - 0.5)
            {
                small.push(format!("{shown}: {role:?} “{name}” is {} by {}", rect.width(), rect.height()));
            }
            count += 1;
        }
    }
    count
}

#[test]
fn controls_are_at_least_24_points_wide_and_high() {
    let mut harness = driver::window([1280.0, 800.0]);
    let mut small = Vec::new();
    let mut count = check_sizes(&harness, "start", &mut small);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    driver::wait_for_findings(&mut harness);
    for tab in [
        SummaryTab::Judgements,
        SummaryTab::Recommendations,
        SummaryTab::Points,
        SummaryTab::Checks,
        SummaryTab::Notes,
        SummaryTab::Abbreviations,
    ] {
        harness.state_mut().run_command(Command::ShowTab(tab));
        harness.run();
        count += check_sizes(&harness, &format!("{tab:?}"), &mut small);
    }
    for action in [
        Action::Search,
        Action::SecondView,
        Action::TextSettings,
        Action::Note,
        Action::Palette,
        Action::ShowKeyboard,
    ] {
        harness.state_mut().run_command(Command::Do(action));
        harness.run();
        count += check_sizes(&harness, &format!("{action:?}"), &mut small);
        harness.state_mut().run_command(Command::CloseDialog);
    }
    harness.state_mut().run_command(Command::Do(Action::Dismiss));
    harness.state_mut().run_command(Command::Do(Action::Print));
    harness.run();
    count += check_sizes(&harness, "print", &mut small);
    assert!(count > 300, "only {count} controls were checked");
    assert!(small.is_empty(), "{}", small.join("\n"));
}
