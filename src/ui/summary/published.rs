//! Asks for the publication date of a report that has timescales but gives no publication date.

use eframe::egui::{Button, Frame, Id, Label, Margin, TextEdit, Ui};

use crate::{
    app::{Command, Document},
    report::{format_date, parse_entered_date},
    ui::{
        strings::report as strings,
        theme::{self, PANEL, SMALL},
    },
};

/// Shows a field for the publication date, or the date that the user entered. Shows nothing if no date is needed, for
/// example because no recommendation has a timescale that counts from it.
pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    needs_publication_date: bool,
    commands: &mut Vec<Command>,
) {
    let report = document.report();
    if report.cover.published.is_some() || !needs_publication_date || document.findings.is_none() {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame =
        Frame::new().fill(tokens.page).inner_margin(Margin { left: 14, right: 14, top: 8, bottom: 2 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        if let Some(day) = document.annotations.published {
            ui.horizontal_wrapped(|ui| {
                let words = strings::due_dates_based_on(&format_date(day));
                ui.label(SMALL.rich_text(words, tokens.secondary));
                if ui.button(strings::CHANGE_DATE).clicked() {
                    commands.push(Command::SetPublished(None));
                }
            });
            return;
        }
        ui.add(Label::new(SMALL.rich_text(strings::NO_PUBLICATION_DATE, tokens.secondary)).wrap());
        let id = Id::unique(("published", document.id.0));
        let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
        ui.horizontal(|ui| {
            let label = ui.label(PANEL.rich_text(strings::PUBLISHED_ON, tokens.text));
            let field =
                TextEdit::singleline(&mut typed).hint_text(strings::DATE_EXAMPLE).desired_width(130.0);
            ui.add(field).labelled_by(label.id);
            let day = parse_entered_date(&typed);
            if ui.add_enabled(day.is_some(), Button::new(strings::SET_DATE)).clicked() {
                commands.push(Command::SetPublished(day));
            }
        });
        ui.data_mut(|data| data.insert_temp(id, typed));
    });
}
