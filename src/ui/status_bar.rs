//! The status bar at the bottom: work in progress, the position in the report, and the zoom.

use eframe::egui::{self, Align, Layout, Panel, Role, Ui, UiBuilder, accesskit};

use super::{
    notice::announce,
    progress,
    strings::window as strings,
    theme::{self, SMALL},
};
use crate::app::{Command, Document, Layout as Shown, State, Ticket};

pub(crate) fn show(ui: &mut Ui, state: &State, progress: &mut progress::Cache, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    progress.update(ui, &state.pending);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(12, 0));
    Panel::bottom("status bar").exact_size(25.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            // Only the latest work is shown: the user waits for that, and more would not fit.
            if let Some((pending, words)) = progress.slow_work(&state.pending).last() {
                show_work(ui, pending.ticket, &words, commands);
            }
            // A comparison shows the names of its reports above their texts.
            if let Some(document) = state.front_document() {
                show_position(ui, state, document);
            }
        });
    });
}

/// Shows a piece of work with a button to cancel it.
fn show_work(ui: &mut Ui, ticket: Ticket, words: &str, commands: &mut Vec<Command>) {
    let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words);
    ui.scope_builder(builder, |ui| {
        announce(ui, accesskit::Live::Polite);
        label(ui, words);
    });
    // The button is placed over the bar. Within it, it would change the height of the bar and so move the text.
    let size = egui::vec2(52.0, 24.0);
    let (_, room) = ui.allocate_space(egui::vec2(size.x - 12.0, 0.0));
    let cancel = egui::Button::new(SMALL.rich(strings::CANCEL, theme::tokens(ui).link)).frame(false);
    let place = egui::Rect::from_center_size(room.center() - egui::vec2(6.0, 0.0), size);
    let cancel = ui.place(place, cancel.min_size(size));
    let cancel = cancel.accessible_name(strings::cancel_work(words));
    if cancel.clicked() {
        commands.push(Command::Cancel(ticket));
    }
}

fn label(ui: &mut Ui, words: &str) {
    let words = SMALL.rich(words, theme::tokens(ui).secondary);
    ui.add(egui::Label::new(words).selectable(false).truncate());
}

fn show_position(ui: &mut Ui, state: &State, document: &Document) {
    let report = document.report();
    if let Some((number, last)) = document.current_number().zip(document.loaded.last_number) {
        label(ui, &strings::paragraph_position(number, last));
    }
    // Where pages are shown, the bar above them names the page.
    let room = ui.ctx().content_rect().width();
    let should_name_page = matches!(document.layout(), Shown::Text | Shown::Twice) && room > 480.0;
    if let Some(words) = page_position(document).filter(|_| should_name_page) {
        label(ui, &words);
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        label(ui, &strings::zoom(state.settings.zoom));
        if room > 640.0 {
            label(ui, &report.source.file);
        }
        if let Some(framework) = report.cover.framework.filter(|_| room > 900.0) {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| label(ui, framework.name()));
        }
    });
}

/// Returns the page being read if the file has pages, or else the page on which the section begins by the printed
/// contents.
fn page_position(document: &Document) -> Option<String> {
    let report = document.report();
    if !report.pages.is_empty() {
        let row = document.loaded.flow.rows().get(document.view.scroll.reading_row())?;
        let page = report.block(row.block).areas.first()?.page;
        return Some(strings::page_position(page, report.pages.len()));
    }
    let section = report.section(document.current_section()?);
    let page = report.contents[section.contents_entry?].page?;
    Some(strings::printed_page_position(page))
}

#[cfg(test)]
mod tests {
    use eframe::egui::{self, Role};
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::app::Settings;

    /// Shows the bar for some frames. Returns its height in points, and true if it names work.
    fn show_bar(state: &State) -> (f32, bool) {
        let mut harness = Harness::builder()
            .with_size([800.0, 200.0])
            .with_context_setup(crate::ui::theme::install)
            .build_ui_state(
                |ui, (cache, height): &mut (progress::Cache, f32)| {
                    let before = ui.available_height();
                    show(ui, state, cache, &mut Vec::new());
                    *height = before - ui.available_height();
                    egui::CentralPanel::no_frame().show(ui, |_| ());
                },
                (progress::Cache::default(), 0.0),
            );
        harness.run_steps(6);
        let names_work =
            harness.query_by_role_and_label(Role::Button, "Cancel: Opening report.pdf…").is_some();
        (harness.state().1, names_work)
    }

    #[test]
    fn bar_keeps_its_height_while_it_shows_work() {
        let mut state = State::new(Settings::default());
        let idle = show_bar(&state);
        // No runner carries out the effects, so the work stays in flight.
        drop(state.update(Command::OpenFiles(vec!["/report.pdf".into()])));
        let busy = show_bar(&state);
        assert_eq!((idle.1, busy.1), (false, true));
        assert!((idle.0 - busy.0).abs() < 0.01, "{} and {}", idle.0, busy.0);
    }
}
