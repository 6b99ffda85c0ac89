//! The print view: the options on the left, and beside them the pages as they will be printed.

use eframe::egui::{
    self, Button, CentralPanel, ComboBox, Margin, Panel, Role, ScrollArea, Ui, UiBuilder, vec2,
};

use super::{
    notice::announce_changes,
    page_view,
    strings::window as strings,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
};
use crate::{
    app::{Command, Document, DocumentId, DrawnPage, JobState, PrintSubject, Printing, State},
    output::{
        print::{Ink, Paper},
        printer::{JobOptions, Sides},
        printout::{Part, PrintOptions, SummaryLength},
    },
};

/// Width of the panel with the options, in points.
const OPTIONS_WIDTH: f32 = 312.0;
/// Maximum scale when the preview is first shown, in points of the screen for each point of a page. Larger pages are
/// harder to read.
const MAX_FIRST_SCALE: f32 = 1.25;

/// Data that the print view keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pages: page_view::Cache,
    /// The revision of the preview that is shown.
    shown_revision: Option<u32>,
}

impl Cache {
    /// Stores the picture of a page, unless it belongs to an earlier preview.
    pub(crate) fn add_picture(&mut self, ctx: &egui::Context, page: DrawnPage) {
        if self.shown_revision == Some(page.revision) {
            self.pages.add_picture(ctx, page);
        }
    }

    /// Returns the rectangle of the pages on the screen, or `None` if no pages are shown.
    pub(crate) fn view_rect(&self) -> Option<egui::Rect> {
        self.pages.view_rect()
    }

    /// Returns true if the preview is shown and its pages in view are drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.shown_revision.is_some() && self.pages.is_drawn()
    }
}

/// Shows the print view.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    printing: &Printing,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel).inner_margin(Margin::symmetric(16, 12));
    let width = OPTIONS_WIDTH.min(ui.available_width() / 2.0);
    Panel::left("print choices").exact_size(width).frame(frame).resizable(false).show(ui, |ui| {
        ui.take_available_space();
        ui.set_max_width(ui.available_width());
        show_options(ui, state, printing, commands);
    });
    CentralPanel::no_frame().show(ui, |ui| match &printing.preview {
        Some(preview) => {
            let document = &preview.document;
            let mut zoom = None;
            if cache.shown_revision != Some(document.revision) {
                zoom = first_zoom(ui, document).filter(|_| cache.shown_revision.is_none());
                *cache = Cache { shown_revision: Some(document.revision), ..Cache::default() };
            }
            page_view::show_preview(ui, document, zoom, &mut cache.pages, commands);
        }
        None => {
            let tokens = theme::tokens(ui);
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.bar);
            ui.centered_and_justified(|ui| {
                ui.label(PANEL.rich_text(strings::PRINT_PREPARING, tokens.secondary))
            });
        }
    });
}

/// Returns the zoom that shows pages at the maximum first scale. Returns `None` if the view is so narrow that
/// pages that fill its width are smaller than that.
fn first_zoom(ui: &Ui, document: &Document) -> Option<f32> {
    let size = document.report().pages.first()?;
    let available_width = ui.available_width();
    (size.width * MAX_FIRST_SCALE < available_width).then(|| size.width * MAX_FIRST_SCALE / available_width)
}

/// Shows the buttons and all options.
fn show_options(ui: &mut Ui, state: &State, printing: &Printing, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    show_buttons_and_status(ui, printing, commands);
    ui.add_space(8.0);
    ScrollArea::vertical().show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 10.0);
        // All options fit on a screen of usual size, and each is at least 24 points high (WCAG 2.2, 2.5.8).
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add(egui::Label::new(PANEL_TITLE.rich_text(printing.title(state), tokens.text)).wrap());
        let (mut choice, mut baseline) = (printing.options, printing.baseline);
        if let PrintSubject::Report(id) = printing.subject {
            show_part_options(ui, state, printing, &mut choice);
            if choice.part == Part::Summary {
                show_summary_options(ui, state, id, &mut choice, &mut baseline);
            }
        }
        if matches!(printing.subject, PrintSubject::Comparison(_)) {
            show_heading(ui, strings::INCLUDE);
            ui.checkbox(&mut choice.has_paragraphs, strings::INCLUDE_PARAGRAPHS)
                .on_hover_text(strings::INCLUDE_PARAGRAPHS_HINT);
        }
        show_paper_options(ui, &mut choice);
        if !printing.printers.is_empty() {
            show_printer_options(ui, printing, commands);
        }
        if (choice, baseline) != (printing.options, printing.baseline) {
            commands.push(Command::ChoosePrint(Box::new(choice), baseline));
        }
        ui.add_space(12.0);
    });
}

/// Shows the buttons, and below them the number of pages or the state of the print job.
fn show_buttons_and_status(ui: &mut Ui, printing: &Printing, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let is_ready = printing.current_preview().is_some();
    // If there are no printers to choose from here, the print dialog of the system opens next.
    let print = if printing.printers.is_empty() { strings::PRINT_WITH_DIALOG } else { strings::PRINT_NOW };
    ui.horizontal_wrapped(|ui| {
        let button = Button::new(PANEL_BOLD.rich_text(print, tokens.on_accent)).fill(tokens.accent);
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
        JobState::None => {
            let pages = printing.preview.as_ref().map_or(0, |preview| preview.pages);
            (strings::page_count(pages), tokens.secondary)
        }
        JobState::Printing(_, progress) => (strings::print_progress(*progress), tokens.secondary),
        JobState::Asking => (strings::PRINT_WAITING.to_owned(), tokens.secondary),
        JobState::Done(words) => (words.clone(), tokens.text),
        JobState::Failed(words) => (words.clone(), tokens.warning),
    };
    let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
    ui.scope_builder(builder, |ui| {
        announce_changes(ui, egui::accesskit::Live::Polite);
        ui.add(egui::Label::new(SMALL.rich_text(words, color)).wrap())
    });
    if let JobState::Printing(ticket, _) = printing.job
        && ui.button(strings::PRINT_CANCEL).clicked()
    {
        commands.push(Command::Cancel(ticket));
    }
}

/// Shows the heading of a group of options.
fn show_heading(ui: &mut Ui, words: &str) {
    ui.add_space(9.0);
    ui.label(PANEL_BOLD.rich_text(words, theme::tokens(ui).text));
}

/// Shows the options for the part of the report to print.
fn show_part_options(ui: &mut Ui, state: &State, printing: &Printing, choice: &mut PrintOptions) {
    show_heading(ui, strings::PRINT_PART);
    ui.radio_value(&mut choice.part, Part::Summary, strings::PRINT_SUMMARY);
    let report = match printing.subject {
        PrintSubject::Report(id) => state.document(id).map(Document::report),
        PrintSubject::Comparison(_) | PrintSubject::Timeline(_) | PrintSubject::Chart(_) => None,
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

/// Shows the options for the length and content of a summary.
fn show_summary_options(
    ui: &mut Ui,
    state: &State,
    printed: DocumentId,
    choice: &mut PrintOptions,
    baseline: &mut Option<DocumentId>,
) {
    show_heading(ui, strings::LENGTH);
    for (length, name, hint) in [
        (SummaryLength::OnePage, strings::LENGTH_ONE_PAGE, strings::LENGTH_ONE_PAGE_HINT),
        (SummaryLength::TwoPages, strings::LENGTH_TWO_PAGES, strings::LENGTH_TWO_PAGES_HINT),
        (SummaryLength::Full, strings::LENGTH_FULL, strings::LENGTH_FULL_HINT),
    ] {
        ui.radio_value(&mut choice.length, length, name).on_hover_text(hint);
    }
    show_heading(ui, strings::INCLUDE);
    ui.checkbox(&mut choice.has_grade_meanings, strings::INCLUDE_SCALE);
    ui.checkbox(&mut choice.has_recommendations, strings::INCLUDE_RECOMMENDATIONS);
    ui.checkbox(&mut choice.has_checks, strings::INCLUDE_CHECKS);
    ui.checkbox(&mut choice.has_note_lines, strings::INCLUDE_NOTE_LINES);
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
    let label = ui.label(PANEL.rich_text(strings::CHANGES_SINCE, theme::tokens(ui).text));
    let shown = baseline
        .and_then(|id| state.document(id))
        .map_or_else(|| strings::CHANGES_SINCE_NONE.to_owned(), Document::title);
    let list = ComboBox::from_id_salt("changes since").selected_text(shown).width(ui.available_width() - 8.0);
    let list = list.truncate().show_ui(ui, |ui| {
        ui.selectable_value(baseline, None, strings::CHANGES_SINCE_NONE);
        for other in others {
            ui.selectable_value(baseline, Some(other.id), other.title());
        }
    });
    list.response.labelled_by(label.id);
}

/// Shows the options for the paper, the type size and the grade marks.
fn show_paper_options(ui: &mut Ui, choice: &mut PrintOptions) {
    show_heading(ui, strings::PAPER);
    for (paper, name) in [
        (Paper::A4, strings::PAPER_A4),
        (Paper::Letter, strings::PAPER_LETTER),
        (Paper::A3Folded, strings::PAPER_A3_FOLDED),
    ] {
        ui.radio_value(&mut choice.paper, paper, name);
    }
    ui.checkbox(&mut choice.is_large_print, strings::LARGE_PRINT);
    show_heading(ui, strings::GRADE_MARKS);
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
    let mut queue: JobOptions = printing.job_options.clone();
    show_heading(ui, strings::PRINTER);
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
    if queue != printing.job_options {
        commands.push(Command::SetQueue(queue));
    }
}
