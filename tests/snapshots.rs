//! A few small pictures of the window, painted on the CPU. `UPDATE_SNAPSHOTS=1 cargo test --test snapshots` paints them
//! again; look at them before you commit them.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, dead_code)]
mod driver;
mod support;

use findings::app::{Action, Command, SummaryTab, Theme};

/// Opens a sample, does the commands, and compares the window with its stored picture.
fn compare_with_picture(name: &str, size: [f32; 2], scale: f32, theme: Theme, commands: Vec<Command>) {
    let mut harness = driver::window_with(size, scale, theme);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    driver::wait_for_findings(&mut harness);
    for command in commands {
        harness.state_mut().run_command(command);
        harness.run();
    }
    harness.snapshot(name);
}

#[test]
fn the_window_in_light_colours_matches_its_picture() {
    let commands = (0..5).map(|_| Command::Do(Action::NextSection)).collect();
    compare_with_picture("window_light", [1000.0, 560.0], 1.0, Theme::Light, commands);
}

#[test]
fn the_scale_in_dark_colours_at_200_percent_matches_its_picture() {
    let commands = vec![Command::Do(Action::ToggleContents), Command::ShowTab(SummaryTab::Scale)];
    compare_with_picture("scale_dark_200", [800.0, 330.0], 2.0, Theme::Dark, commands);
}

#[test]
fn the_start_screen_matches_its_picture() {
    let mut harness = driver::window_with([720.0, 520.0], 1.0, Theme::Light);
    harness.run();
    harness.snapshot("start");
}
