//! The context menu of a row of a table: shows the place of the row in the text, and copies the row or the table.

use eframe::egui::Response;

use crate::{
    app::{Command, CopiedTable},
    report::Place,
    ui::{
        context_menu::{self, MenuEntry},
        strings::report as strings,
    },
};

/// Shows the menu of a row while it is open. `place` is the place of the row in the report, and `more` are entries that
/// only this table has. `row` returns the cells of the row, and `table` all rows that are shown, with their headings.
pub(super) fn show(
    response: &Response,
    place: Option<Place>,
    more: impl FnOnce() -> Vec<MenuEntry>,
    row: impl FnOnce() -> Vec<String>,
    table: impl FnOnce() -> CopiedTable,
    commands: &mut Vec<Command>,
) {
    let entries = || {
        let go_to = place.map(|place| MenuEntry::new(strings::SHOW_IN_TEXT, Command::GoTo(place)));
        let mut entries: Vec<MenuEntry> = go_to.into_iter().chain(more()).collect();
        if !entries.is_empty() {
            entries.push(MenuEntry::Separator);
        }
        let row = CopiedTable { columns: Vec::new(), rows: vec![row()] };
        entries.push(MenuEntry::new(strings::COPY_ROW, Command::CopyTable(row)));
        entries.push(MenuEntry::new(strings::COPY_TABLE, Command::CopyTable(table())));
        entries
    };
    context_menu::show(response, entries, commands);
}
