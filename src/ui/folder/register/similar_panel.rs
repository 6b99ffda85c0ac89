//! The list of recommendations that ask for the same thing as one of the register.

use eframe::egui::{self, Frame, Label, Rangef, ScrollArea, Ui, UiBuilder, vec2};

use super::{super::Shown, PANEL_MARGIN, ROW_HEIGHT, command, row};
use crate::{
    app::{Command, FolderCommand, FolderRegisterCommand, ItemKey},
    library::SimilarItem,
    report::format_date,
    ui::{
        strings::register as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::{cached::Cached, list_row},
    },
};

/// Height of the list, in points.
const DEFAULT_HEIGHT: f32 = 250.0;

/// Shows the list, if a recommendation is chosen for it.
pub(super) fn show(
    ui: &mut Ui,
    shown: Shown<'_>,
    similar: &mut Cached<(u64, ItemKey), Vec<SimilarItem>>,
    commands: &mut Vec<Command>,
) {
    let register = &shown.tab.register;
    let Some((key, known)) = register.shown_item.as_ref().zip(register.similar.as_ref()) else { return };
    let Some(item) = shown.tab.register_item(key) else { return };
    let others = similar.get((register.revision, key.clone()), || known.others(&key.sha256, key.index));
    let tokens = theme::tokens(ui);
    let frame = Frame::new().fill(tokens.panel).inner_margin(PANEL_MARGIN);
    let panel = egui::Panel::bottom("similar recommendations").frame(frame).default_size(DEFAULT_HEIGHT);
    panel.min_size(120.0).show(ui, |ui| {
        ui.horizontal(|ui| {
            let counts = known.counts(&key.sha256, key.index).map(row::asked_words).unwrap_or_default();
            let heading = format!("{}: {}", strings::SIMILAR_PANEL, counts.replace('\n', ". "));
            ui.add(Label::new(PANEL_BOLD.rich_text(heading, tokens.text)).truncate());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(SMALL.rich_text(strings::CLOSE_SIMILAR, tokens.text)).clicked() {
                    commands.push(command(shown, FolderRegisterCommand::ShowSimilar(None)));
                }
            });
        });
        ui.add(Label::new(PANEL.rich_text(&item.recommendation.text, tokens.text)).wrap());
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let rows = ScrollArea::vertical().id_salt("similar").auto_shrink(false);
        rows.show_rows(ui, ROW_HEIGHT, others.len(), |ui, range| {
            for index in range {
                let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
                let builder =
                    UiBuilder::new().scope_id(ui.scope_id().with(("similar", index))).max_rect(rect);
                ui.scope_builder(builder, |ui| show_row(ui, shown, &others[index], commands));
            }
        });
    });
}

/// Shows a similar recommendation. A click opens its report.
fn show_row(ui: &mut Ui, shown: Shown<'_>, other: &SimilarItem, commands: &mut Vec<Command>) {
    /// Widths of the columns with the council and the date, in points.
    const COUNCIL_WIDTH: f32 = 150.0;
    const DATE_WIDTH: f32 = 124.0;
    let Some(item) = other.facts.recommendations.get(other.index) else { return };
    let council = other.facts.organisation().unwrap_or_default();
    let date = other.facts.sort_date().map(format_date).unwrap_or_default();
    let name = format!("{council}, {date}, {}", item.text);
    let (rect, response) = list_row::show(ui, &name, false);
    let tokens = theme::tokens(ui);
    let dates = Rangef::new(rect.left() + COUNCIL_WIDTH, rect.left() + COUNCIL_WIDTH + DATE_WIDTH);
    let names = Rangef::new(rect.left(), dates.min);
    let texts = Rangef::new(dates.max, rect.right());
    row::paint_lines(ui, rect, names, council, PANEL, tokens.text);
    row::paint_lines(ui, rect, dates, &date, SMALL, tokens.secondary);
    row::paint_lines(ui, rect, texts, &item.text, PANEL, tokens.text);
    if response.clicked()
        && let Some(entry) = shown.tab.collection.entry_of(&other.facts.sha256)
    {
        let open = FolderCommand::OpenReport(entry.path().to_owned(), Some(item.place));
        commands.push(shown.command(open));
    }
    response.on_hover_text_at_pointer(&item.text);
}
