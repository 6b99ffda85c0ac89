//! The print view: what to print on the left, the very pages beside it.

use eframe::egui::{
    self, Button, CentralPanel, ComboBox, Margin, Panel, Role, ScrollArea, Ui, UiBuilder, vec2,
};

use super::{
    notice::announce,
    page_view,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
};
use crate::{
    app::{Command, Document, DocumentId, DrawnPage, Job, Printed, Printing, State},
    output::{
        print::{Ink, Paper},
        printer::{Queue, Sides},
        sheets::{Choice, Length, Part},
    },
};

/// Width of the choices, in points.
const WIDTH: f32 = 312.0;
/// Points of the screen in a point of the page where there is room for more: as large as it is read best.
const MAX_SCALE: f32 = 1.25;

/// What is kept between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pages: page_view::Cache,
    /// The revision of the pages that are shown.
    shown: Option<u32>,
}

impl Cache {
    /// Takes a picture of the preview, unless it is of an earlier one.
    pub(crate) fn take_picture(&mut self, ctx: &egui::Context, page: DrawnPage) {
        if self.shown == Some(page.revision) {
            self.pages.take(ctx, page);
        }
    }

    /// Returns where the pages are on the screen, if they are shown.
    pub(crate) fn view(&self) -> Option<egui::Rect> {
        self.pages.view()
    }

    /// Whether the pages in view are drawn.
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
    let width = WIDTH.min(ui.available_width() / 2.0);
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
                zoom = usual_zoom(ui, document).filter(|_| cache.shown.is_none());
                *cache = Cache { shown: Some(document.revision), ..Cache::default() };
            }
            page_view::show_preview(ui, document, zoom, &mut cache.pages, commands);
        }
        None => {
            let tokens = theme::tokens(ui);
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.bar);
            ui.centered_and_justified(|ui| ui.label(PANEL.rich("Preparing preview…", tokens.secondary)));
        }
    });
}

/// Returns the zoom at which pages are no larger than is comfortable to read; they are in the middle then.
fn usual_zoom(ui: &Ui, document: &Document) -> Option<f32> {
    let size = document.report().pages.first()?;
    let room = ui.available_width();
    (size.width * MAX_SCALE < room).then(|| size.width * MAX_SCALE / room)
}

fn choices(ui: &mut Ui, state: &State, printing: &Printing, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    buttons(ui, printing, commands);
    ui.add_space(8.0);
    ScrollArea::vertical().show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 10.0);
        // All choices in view on a usual screen; still 24 points to aim at.
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add(egui::Label::new(PANEL_TITLE.rich(printing.title(state), tokens.text)).wrap());
        let (mut choice, mut since) = (printing.choice, printing.since);
        if let Printed::Report(id) = printing.of {
            part(ui, state, printing, &mut choice);
            if choice.part == Part::Summary {
                summary(ui, state, id, &mut choice, &mut since);
            }
        }
        if matches!(printing.of, Printed::Comparison(_)) {
            heading(ui, "Include");
            ui.checkbox(&mut choice.text, "Changed paragraphs");
        }
        on_paper(ui, &mut choice);
        if !printing.printers.is_empty() {
            printer(ui, printing, commands);
        }
        if (choice, since) != (printing.choice, printing.since) {
            commands.push(Command::ChoosePrint(Box::new(choice), since));
        }
        ui.add_space(12.0);
    });
}

fn buttons(ui: &mut Ui, printing: &Printing, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let is_ready = printing.ready().is_some();
    // The system's dialog follows, unless the printer was chosen here.
    let print = if printing.printers.is_empty() { "Print…" } else { "Print" };
    ui.horizontal_wrapped(|ui| {
        let button = Button::new(PANEL_BOLD.rich(print, tokens.on_accent)).fill(tokens.accent);
        if ui.add_enabled(is_ready, button.min_size(vec2(80.0, 30.0))).clicked() {
            commands.push(Command::Print);
        }
        let save = Button::new("Save as PDF…").min_size(vec2(0.0, 30.0));
        if ui.add_enabled(is_ready, save).clicked() {
            commands.push(Command::SavePdf);
        }
        if ui.add(Button::new("Close").min_size(vec2(0.0, 30.0))).clicked() {
            commands.push(Command::ClosePrinting);
        }
    });
    let (words, color) = match &printing.job {
        Job::None => {
            let pages = printing.preview.as_ref().map_or(0, |preview| preview.pages);
            let words = match pages {
                0 => String::new(),
                1 => "1 page".to_owned(),
                _ => format!("{pages} pages"),
            };
            (words, tokens.secondary)
        }
        Job::Asking => ("Waiting for the dialog…".to_owned(), tokens.secondary),
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

fn part(ui: &mut Ui, state: &State, printing: &Printing, choice: &mut Choice) {
    heading(ui, "Print");
    ui.radio_value(&mut choice.part, Part::Summary, "Summary");
    let report = match printing.of {
        Printed::Report(id) => state.document(id).map(Document::report),
        Printed::Comparison(_) => None,
    };
    let Some(report) = report else { return };
    ui.add_enabled_ui(!report.recommendations.is_empty(), |ui| {
        ui.radio_value(&mut choice.part, Part::Recommendations, "Recommendations only");
    });
    if let Some(section) = printing.section {
        let title = format!("Section “{}”", report.section(section).title);
        ui.radio_value(&mut choice.part, Part::Section(section), title);
    }
}

fn summary(ui: &mut Ui, state: &State, of: DocumentId, choice: &mut Choice, since: &mut Option<DocumentId>) {
    heading(ui, "Length");
    for (length, name, hint) in [
        (Length::OnePage, "One page", "If the recommendations do not fit, only their number is printed"),
        (Length::TwoPages, "Two pages", "More pages if two would be too full to read"),
        (Length::Full, "No limit", "Text keeps its normal size"),
    ] {
        ui.radio_value(&mut choice.length, length, name).on_hover_text(hint);
    }
    heading(ui, "Include");
    ui.checkbox(&mut choice.scale, "What the grades mean");
    ui.checkbox(&mut choice.recommendations, "Recommendations");
    ui.checkbox(&mut choice.checks, "Checks: inconsistencies in the report");
    ui.checkbox(&mut choice.lines, "Space for notes");
    let others: Vec<&Document> = state
        .tabs
        .iter()
        .filter_map(|tab| tab.report())
        .filter(|other| other.id != of && other.has_text())
        .collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let label = ui.label(PANEL.rich("Changes since", theme::tokens(ui).text));
    let shown = since.and_then(|id| state.document(id)).map_or("None".to_owned(), Document::title);
    let list = ComboBox::from_id_salt("changes since").selected_text(shown).width(ui.available_width() - 8.0);
    let list = list.truncate().show_ui(ui, |ui| {
        ui.selectable_value(since, None, "None");
        for other in others {
            ui.selectable_value(since, Some(other.id), other.title());
        }
    });
    list.response.labelled_by(label.id);
}

fn on_paper(ui: &mut Ui, choice: &mut Choice) {
    heading(ui, "Paper");
    for (paper, name) in
        [(Paper::A4, "A4"), (Paper::Letter, "US Letter"), (Paper::A3Folded, "A3, folded to A4 pages")]
    {
        ui.radio_value(&mut choice.paper, paper, name);
    }
    ui.checkbox(&mut choice.large, "Large print (16 point)");
    heading(ui, "Grade marks");
    for (ink, name) in [(Ink::Colour, "Colour"), (Ink::Grey, "Grey"), (Ink::Outline, "Outline (saves ink)")] {
        ui.radio_value(&mut choice.ink, ink, name);
    }
}

/// The printers, where the system has no dialog that asks.
fn printer(ui: &mut Ui, printing: &Printing, commands: &mut Vec<Command>) {
    let mut queue: Queue = printing.queue.clone();
    heading(ui, "Printer");
    let list = ComboBox::from_id_salt("printer").selected_text(&queue.printer).truncate();
    list.width(ui.available_width() - 8.0).show_ui(ui, |ui| {
        for printer in &printing.printers {
            ui.selectable_value(&mut queue.printer, printer.clone(), printer);
        }
    });
    ui.horizontal(|ui| {
        let label = ui.label("Copies");
        ui.add(egui::DragValue::new(&mut queue.copies).range(1..=99)).labelled_by(label.id);
    });
    ui.horizontal(|ui| {
        let label = ui.label("Pages");
        let field = egui::TextEdit::singleline(&mut queue.pages).hint_text("all").desired_width(90.0);
        ui.add(field).labelled_by(label.id).on_hover_text("For example: 1-2, 5");
    });
    for (sides, name) in
        [(Sides::AsSetUp, "Printer default"), (Sides::One, "One-sided"), (Sides::Both, "Two-sided")]
    {
        ui.radio_value(&mut queue.sides, sides, name);
    }
    if queue != printing.queue {
        commands.push(Command::SetQueue(queue));
    }
}
