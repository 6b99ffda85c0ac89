//! The status bar at the bottom: work in progress, the position in the report, and the zoom.

use eframe::egui::{self, Align, Button, Layout, Panel, Response, Role, Ui, UiBuilder, accesskit, vec2};

use super::{
    actions,
    notice::announce_changes,
    progress,
    strings::{compare as compare_strings, window as strings},
    theme::{self, SMALL},
};
use crate::app::{
    Action, Command, ComparedTexts, ComparisonTab, Dialog, Document, Layout as Shown, PAGE_PREFIX, State,
    Ticket,
};

/// Shows the status bar.
pub(crate) fn show(ui: &mut Ui, state: &State, progress: &mut progress::Cache, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    progress.update_times(ui, &state.pending);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(12, 0));
    Panel::bottom("status bar").exact_size(25.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            // Only the latest work is shown. The user waits for the latest work, and there is no space for more.
            if let Some((pending, words)) = progress.slow_work(&state.pending).last() {
                show_work(ui, pending.ticket, &words, commands);
            }
            if let Some(document) = state.front_document() {
                show_position(ui, state, document, commands);
            } else if let Some(comparison) = state.front_comparison() {
                show_compared_positions(ui, state, comparison, commands);
            }
        });
    });
}

/// Shows a piece of work with a button to cancel it.
fn show_work(ui: &mut Ui, ticket: Ticket, words: &str, commands: &mut Vec<Command>) {
    let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words);
    ui.scope_builder(builder, |ui| {
        announce_changes(ui, accesskit::Live::Polite);
        show_label(ui, words);
    });
    // The button is painted over the bar instead of being laid out in it. Otherwise it would make the bar higher, and
    // so move the text.
    let size = egui::vec2(52.0, 24.0);
    let (_, button_space) = ui.allocate_space(egui::vec2(size.x - 12.0, 0.0));
    let cancel = egui::Button::new(SMALL.rich_text(strings::CANCEL, theme::tokens(ui).link)).frame(false);
    let button_rect = egui::Rect::from_center_size(button_space.center() - egui::vec2(6.0, 0.0), size);
    let cancel = ui.place(button_rect, cancel.min_size(size));
    let cancel = cancel.accessible_name(strings::cancel_work(words));
    if cancel.clicked() {
        commands.push(Command::Cancel(ticket));
    }
}

/// Shows words in the bar, shortened if there is not enough space.
fn show_label(ui: &mut Ui, words: &str) {
    let words = SMALL.rich_text(words, theme::tokens(ui).secondary);
    ui.add(egui::Label::new(words).selectable(false).truncate());
}

/// Shows the paragraph and page being read, the framework, the file name and the zoom. A narrow window shows fewer of
/// them.
fn show_position(ui: &mut Ui, state: &State, document: &Document, commands: &mut Vec<Command>) {
    let report = document.report();
    show_paragraph(ui, document, commands);
    // If pages are shown, the tool bar above them already names the page.
    let window_width = ui.ctx().content_rect().width();
    let should_name_page = matches!(document.layout(), Shown::Text | Shown::Twice) && window_width > 480.0;
    if let Some(words) = page_position(document).filter(|_| should_name_page) {
        if report.pages.is_empty() {
            show_label(ui, &words);
        } else if show_place_button(ui, &words).on_hover_text(strings::GO_TO_PAGE_HINT).clicked() {
            commands.push(Command::OpenDialog(Dialog::Palette(PAGE_PREFIX.to_owned())));
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        show_zoom(ui, state, commands);
        if window_width > 640.0 {
            show_label(ui, &report.source.file);
        }
        if let Some(framework) = report.cover.framework.filter(|_| window_width > 900.0) {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| show_label(ui, framework.name()));
        }
    });
}

/// Shows the paragraph or page being read in both reports of a comparison, and the zoom.
fn show_compared_positions(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    commands: &mut Vec<Command>,
) {
    if comparison.shown_texts() == ComparedTexts::Full {
        for (document, title) in comparison.sides.iter().zip(comparison.distinct_titles()) {
            let paragraph = document.loaded.numbers.highest().and_then(|last| {
                document.reached_number().map(|number| strings::paragraph_position(number, last))
            });
            let position = paragraph.or_else(|| page_position(document));
            let position = position.unwrap_or_else(|| strings::START_OF_REPORT.to_owned());
            show_label(ui, &compare_strings::position_in_report(&title, position));
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| show_zoom(ui, state, commands));
}

/// Shows the number of the paragraph being read, if paragraphs have numbers. A click goes to another paragraph.
fn show_paragraph(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let Some(last) = document.loaded.numbers.highest() else { return };
    let words = match document.reached_number() {
        Some(number) => strings::paragraph_position(number, last),
        None => strings::START_OF_REPORT.to_owned(),
    };
    let hint = actions::hint_with_shortcut(ui, Action::GoToParagraph);
    if show_place_button(ui, &words).on_hover_text(hint).clicked() {
        commands.push(Command::Do(Action::GoToParagraph));
    }
}

/// Shows a place as a button that looks like the other words of the bar until the pointer is over it.
fn show_place_button(ui: &mut Ui, words: &str) -> Response {
    let words = SMALL.rich_text(words, theme::tokens(ui).secondary);
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(4.0, 0.0);
        ui.add(Button::new(words).frame_when_inactive(false).min_size(vec2(24.0, 24.0)))
    })
    .inner
}

/// Shows the zoom as a button with a menu that changes it.
fn show_zoom(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let zoom = state.settings.zoom;
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(4.0, 0.0);
        let words = SMALL.rich_text(strings::zoom_percentage(zoom), tokens.secondary);
        let button = Button::new(words).frame_when_inactive(false).min_size(vec2(24.0, 24.0));
        let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            let now = state.action_context();
            for action in [Action::ZoomIn, Action::ZoomOut, Action::ZoomReset] {
                let info = action.info();
                let is_possible = (info.is_possible)(&now);
                if ui.add_enabled(is_possible, Button::new(info.label)).clicked() {
                    commands.push(Command::Do(action));
                }
            }
        });
        response.on_hover_text(strings::ZOOM_HINT).accessible_name(strings::zoom_name(zoom));
    });
}

/// Returns the page being read if the file has pages. Otherwise returns the first page of the current section
/// according to the printed contents, or `None` if the contents do not list it.
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

    /// Shows the bar for six frames. Returns its height in points, and true if it shows the work in progress.
    fn show_bar(state: &State) -> (f32, bool) {
        let mut harness = Harness::builder()
            .with_size([800.0, 200.0])
            .with_context_setup(crate::ui::theme::install_theme)
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
        let shows_work =
            harness.query_by_role_and_label(Role::Button, "Cancel: Opening report.pdf…").is_some();
        (harness.state().1, shows_work)
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
