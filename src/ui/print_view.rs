//! The print view: the choices on the left, and beside them the pages as they will be printed.

use eframe::egui::{
    self, Button, CentralPanel, ComboBox, Margin, Panel, Role, ScrollArea, Ui, UiBuilder, vec2,
};

use super::{
    notice::announce,
    page_view,
    strings::window as strings,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
};
use crate::{
    app::{Command, Document, DocumentId, DrawnPage, Job, PrintSubject, Printing, State},
    output::{
        print::{Ink, Paper},
        printer::{Queue, Sides},
        printout::{Length, Part, PrintOptions},
    },
};

/// Width of the choices, in points.
const CHOICES_WIDTH: f32 = 312.0;
/// Points of the screen per point of a page when the preview is first shown, if there is room. Larger pages are harder
/// to read.
const MAX_FIRST_SCALE: f32 = 1.25;

/// Data that the print view keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pages: page_view::Cache,
    /// The revision of the pages that are shown.
    shown: Option<u32>,
}

impl Cache {
    /// Stores the picture of a page, unless it belongs to an earlier preview.
    pub(crate) fn add_picture(&mut self, ctx: &egui::Context, page: DrawnPage) {
        if self.shown == Some(page.revision) {
            self.pages.add_picture(ctx, page);
        }
    }

    /// Returns the rectangle of the pages on the screen, if they are shown.
    pub(crate) fn view(&self) -> Option<egui::Rect> {
        self.pages.view()
    }

    /// Returns true if the pages in view are drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.shown.is_some() && self.pages.is_drawn()
    }
}

pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    printing: &Printing,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel).inner_margin(Margin::symmetric(16, 12));
    let width = CHOICES_WIDTH.min(ui.available_width() / 2.0);
    Panel::left("print choices").exact_size(width).frame(frame).resizable(false).show(ui, |ui| {
        ui.take_available_space();
        ui.set_max_width(ui.available_width());
        choices(ui, state, printing, commands);
    });
    CentralPanel::no_frame().show(ui, |ui| match &printing.preview {
        Some(preview) => {
            let document = &preview.document;
            let mut zoom = None;
            if cache.shown != Some(document.revision) {
                zoom = first_zoom(ui, document).filter(|_| cache.shown.is_none());
                *cache = Cache { shown: Some(document.revision), ..Cache::default() };
            }
            page_view::show_preview(ui, document, zoom, &mut cache.pages, commands);
        }
        None => {
            let tokens = theme::tokens(ui);
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.bar);
            ui.centered_and_justified(|ui| ui.label(PANEL.rich(strings::PRINT_PREPARING, tokens.secondary)));
        }
    });
}

/// Returns the zoom that is best for reading; `None` if pages that fit the width are not larger than that.
fn first_zoom(ui: &Ui, document: &Document) -> Option<f32> {
    let size = document.report().pages.first()?;
    let room = ui.available_width();
    (size.width * MAX_FIRST_SCALE < room).then(|| size.width * MAX_FIRST_SCALE / room)
}

fn choices(ui: &mut Ui, state: &State, printing: &Printing, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    buttons_and_status(ui, printing, commands);
    ui.add_space(8.0);
    ScrollArea::vertical().show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 10.0);
        // On a screen of usual size all choices are in view, and each is still a target 24 points high.
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add(egui::Label::new(PANEL_TITLE.rich(printing.title(state), tokens.text)).wrap());
        let (mut choice, mut since) = (printing.choice, printing.since);
        if let PrintSubject::Report(id) = printing.subject {
            show_part_options(ui, state, printing, &mut choice);
            if choice.part == Part::Summary {
                show_summary_options(ui, state, id, &mut choice, &mut since);
            }
        }
        if matches!(printing.subject, PrintSubject::Comparison(_)) {
            heading(ui, strings::INCLUDE);
            ui.checkbox(&mut choice.text, strings::INCLUDE_CHANGED_TEXT);
        }
        show_paper_options(ui, &mut choice);
        if !printing.printers.is_empty() {
            show_printer_options(ui, printing, commands);
        }
        if (choice, since) != (printing.choice, printing.since) {
            commands.push(Command::ChoosePrint(Box::new(choice), since));
        }
        ui.add_space(12.0);
    });
}

fn buttons_and_status(ui: &mut Ui, printing: &Printing, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let is_ready = printing.ready().is_some();
    // The print dialog of the system follows, unless the printer is chosen here.
    let print = if printing.printers.is_empty() { strings::PRINT_WITH_DIALOG } else { strings::PRINT_NOW };
    ui.horizontal_wrapped(|ui| {
        let button = Button::new(PANEL_BOLD.rich(print, tokens.on_accent)).fill(tokens.accent);
        if ui.add_enabled(is_ready, button.min_size(vec2(80.0, 30.0))).clicked() {
            commands.push(Command::Print);
        }
        let save = Button::new(strings::PRINT_SAVE).min_size(vec2(0.0, 30.0));
        if ui.add_enabled(is_ready, save).clicked() {
            commands.push(Command::SavePdf);
        }
        if ui.add(Button::new(strings::PRINT_CLOSE).min_size(vec2(0.0, 30.0))).clicked() {
            commands.push(Command::ClosePrinting);
        }
    });
    let (words, color) = match &printing.job {
        Job::None => {
            let pages = printing.preview.as_ref().map_or(0, |preview| preview.pages);
            (strings::page_count(pages), tokens.secondary)
        }
        Job::Asking => (strings::PRINT_WAITING.to_owned(), tokens.secondary),
        Job::Done(words) => (words.clone(), tokens.text),
        Job::Failed(words) => (words.clone(), tokens.warning),
    };
    let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
    ui.scope_builder(builder, |ui| {
        announce(ui, egui::accesskit::Live::Polite);
        ui.add(egui::Label::new(SMALL.rich(words, color)).wrap())
    });
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(9.0);
    ui.label(PANEL_BOLD.rich(words, theme::tokens(ui).text));
}

fn show_part_options(ui: &mut Ui, state: &State, printing: &Printing, choice: &mut PrintOptions) {
    heading(ui, strings::PRINT_WHAT);
    ui.radio_value(&mut choice.part, Part::Summary, strings::PRINT_SUMMARY);
    let report = match printing.subject {
        PrintSubject::Report(id) => state.document(id).map(Document::report),
        PrintSubject::Comparison(_) => None,
    };
    let Some(report) = report else { return };
    ui.add_enabled_ui(!report.recommendations.is_empty(), |ui| {
        ui.radio_value(&mut choice.part, Part::Recommendations, strings::PRINT_RECOMMENDATIONS_ONLY);
    });
    if let Some(section) = printing.section {
        let title = strings::print_section(&report.section(section).title);
        ui.radio_value(&mut choice.part, Part::Section(section), title);
    }
}

fn show_summary_options(
    ui: &mut Ui,
    state: &State,
    printed: DocumentId,
    choice: &mut PrintOptions,
    since: &mut Option<DocumentId>,
) {
    heading(ui, strings::LENGTH);
    for (length, name, hint) in [
        (Length::OnePage, strings::LENGTH_ONE_PAGE, strings::LENGTH_ONE_PAGE_HINT),
        (Length::TwoPages, strings::LENGTH_TWO_PAGES, strings::LENGTH_TWO_PAGES_HINT),
        (Length::Full, strings::LENGTH_FULL, strings::LENGTH_FULL_HINT),
    ] {
        ui.radio_value(&mut choice.length, length, name).on_hover_text(hint);
    }
    heading(ui, strings::INCLUDE);
    ui.checkbox(&mut choice.scale, strings::INCLUDE_SCALE);
    ui.checkbox(&mut choice.recommendations, strings::INCLUDE_RECOMMENDATIONS);
    ui.checkbox(&mut choice.checks, strings::INCLUDE_CHECKS);
    ui.checkbox(&mut choice.lines, strings::INCLUDE_NOTE_LINES);
    let others: Vec<&Document> = state
        .tabs
        .iter()
        .filter_map(|tab| tab.report())
        .filter(|other| other.id != printed && other.has_text())
        .collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let label = ui.label(PANEL.rich(strings::CHANGES_SINCE, theme::tokens(ui).text));
    let shown = since
        .and_then(|id| state.document(id))
        .map_or_else(|| strings::CHANGES_SINCE_NONE.to_owned(), Document::title);
    let list = ComboBox::from_id_salt("changes since").selected_text(shown).width(ui.available_width() - 8.0);
    let list = list.truncate().show_ui(ui, |ui| {
        ui.selectable_value(since, None, strings::CHANGES_SINCE_NONE);
        for other in others {
            ui.selectable_value(since, Some(other.id), other.title());
        }
    });
    list.response.labelled_by(label.id);
}

fn show_paper_options(ui: &mut Ui, choice: &mut PrintOptions) {
    heading(ui, strings::PAPER);
    for (paper, name) in [
        (Paper::A4, strings::PAPER_A4),
        (Paper::Letter, strings::PAPER_LETTER),
        (Paper::A3Folded, strings::PAPER_A3_FOLDED),
    ] {
        ui.radio_value(&mut choice.paper, paper, name);
    }
    ui.checkbox(&mut choice.large, strings::LARGE_PRINT);
    heading(ui, strings::GRADE_MARKS);
    for (ink, name) in [
        (Ink::Colour, strings::INK_COLOUR),
        (Ink::Grey, strings::INK_GREY),
        (Ink::Outline, strings::INK_OUTLINE),
    ] {
        ui.radio_value(&mut choice.ink, ink, name);
    }
}

/// Shows the printers and their settings, for systems without a print dialog.
fn show_printer_options(ui: &mut Ui, printing: &Printing, commands: &mut Vec<Command>) {
    let mut queue: Queue = printing.queue.clone();
    heading(ui, strings::PRINTER);
    let list = ComboBox::from_id_salt("printer").selected_text(&queue.printer).truncate();
    list.width(ui.available_width() - 8.0).show_ui(ui, |ui| {
        for printer in &printing.printers {
            ui.selectable_value(&mut queue.printer, printer.clone(), printer);
        }
    });
    ui.horizontal(|ui| {
        let label = ui.label(strings::COPIES);
        ui.add(egui::DragValue::new(&mut queue.copies).range(1..=99)).labelled_by(label.id);
    });
    ui.horizontal(|ui| {
        let label = ui.label(strings::PAGES);
        let field =
            egui::TextEdit::singleline(&mut queue.pages).hint_text(strings::ALL_PAGES).desired_width(90.0);
        ui.add(field).labelled_by(label.id).on_hover_text(strings::PAGES_HINT);
    });
    for (sides, name) in [
        (Sides::PrinterDefault, strings::SIDES_DEFAULT),
        (Sides::One, strings::SIDES_ONE),
        (Sides::Both, strings::SIDES_BOTH),
    ] {
        ui.radio_value(&mut queue.sides, sides, name);
    }
    if queue != printing.queue {
        commands.push(Command::SetQueue(queue));
    }
}
