//! The README's table of actions and shortcuts is generated from the program's table of actions. `UPDATE_README=1`
//! writes it again.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::fmt::Write as _;

use eframe::egui::ModifierNames;
use findings::app::{ACTIONS, Menu};

const BEGIN: &str = "<!-- made from the table of actions: begin -->\n";
const END: &str = "<!-- made from the table of actions: end -->\n";

/// Returns the table of actions as Markdown.
fn actions_table() -> String {
    let mut table = String::from("| key | action | what it does |\n|---|---|---|\n");
    for menu in [Menu::File, Menu::Edit, Menu::Go, Menu::View, Menu::Help, Menu::None] {
        for info in ACTIONS.iter().filter(|info| info.menu == menu) {
            let keys: Vec<String> =
                info.keys.iter().map(|key| key.format(&ModifierNames::NAMES, false)).collect();
            let label = info.label.trim_end_matches('…');
            writeln!(table, "| {} | {label} | {} |", keys.join(", "), info.hint).unwrap();
        }
    }
    table
}

#[test]
fn the_readme_lists_every_action_and_its_keys() {
    let path = support::project().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let from = readme.find(BEGIN).unwrap() + BEGIN.len();
    let to = readme.find(END).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        let updated = format!("{}{}{}", &readme[..from], actions_table(), &readme[to..]);
        std::fs::write(&path, updated).unwrap();
        return;
    }
    assert_eq!(&readme[from..to], actions_table(), "run this test with UPDATE_README=1 to update the table");
}
