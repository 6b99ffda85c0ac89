//! What can be pressed is large enough for those who do not point well (WCAG 2.2, 2.5.8): 24 points each way. Links within
//! sentences are as high as their line.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(dead_code, unreachable_pub)]
mod driver;
mod support;

use eframe::egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Action, Command, SummaryTab},
    ui::Window,
};

const LEAST: f32 = 24.0;

/// Looks at what is shown; what is too small is told.
fn look(harness: &Harness<'_, Window>, shown: &str, small: &mut Vec<String>) -> usize {
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
            // What scrolls is cut off at the edge of its view.
            let is_cut = rect.height() <= 0.5 || rect.width() <= 0.5;
            if !is_cut && (rect.width() < LEAST - 0.5 || rect.height() < LEAST - 0.5) {
                small.push(format!("{shown}: {role:?} “{name}” is {} by {}", rect.width(), rect.height()));
            }
            count += 1;
        }
    }
    count
}

#[test]
fn what_can_be_pressed_is_at_least_24_points_wide_and_high() {
    let mut harness = driver::window([1280.0, 800.0]);
    let mut small = Vec::new();
    let mut count = look(&harness, "start", &mut small);
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
        harness.state_mut().command(Command::ShowTab(tab));
        harness.run();
        count += look(&harness, &format!("{tab:?}"), &mut small);
    }
    for action in [
        Action::Find,
        Action::SecondView,
        Action::TextSettings,
        Action::Note,
        Action::Palette,
        Action::ShowKeyboard,
    ] {
        harness.state_mut().command(Command::Do(action));
        harness.run();
        count += look(&harness, &format!("{action:?}"), &mut small);
        harness.state_mut().command(Command::CloseDialog);
    }
    harness.state_mut().command(Command::Do(Action::Dismiss));
    harness.state_mut().command(Command::Do(Action::Print));
    harness.run();
    count += look(&harness, "print", &mut small);
    assert!(count > 300, "only {count} were looked at");
    assert!(small.is_empty(), "{}", small.join("\n"));
}
