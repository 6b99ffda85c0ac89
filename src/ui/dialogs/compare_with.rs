//! The dialog for choosing an open report to compare with the report in front.

use std::path::Path;

use eframe::egui::{Button, Ui};

use crate::{
    app::{Action, Command, Document, SAMPLES, Sample, State},
    ui::{
        strings::{compare::file_and_title, window as strings},
        theme::{self, PANEL},
    },
};

/// Shows the dialog, with a button for each other open report that has text.
pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(front) = state.front_document() else { return };
    let tokens = theme::tokens(ui);
    super::show_modal(ui, "compare with", 480.0, 20, commands, |ui, commands| {
        super::show_title_row(ui, strings::COMPARE_TITLE, strings::DECLINE_COMPARISON, |_| ());
        ui.add_space(8.0);
        let all: Vec<&Document> = state.tabs.iter().filter_map(|tab| tab.report()).collect();
        let is_other = |report: &&Document| report.id != front.id && report.has_text();
        let others: Vec<&Document> = all.iter().copied().filter(is_other).collect();
        if others.is_empty() {
            ui.label(PANEL.rich_text(strings::COMPARE_NO_OTHER, tokens.secondary));
        }
        for other in others {
            let button = Button::new(PANEL.rich_text(title(&all, other), tokens.text)).wrap();
            let button = ui.add_sized([ui.available_width(), 32.0], button);
            // The first report gets the focus, so that Enter chooses it.
            if ui.memory(|memory| memory.focused().is_none()) {
                button.request_focus();
            }
            if button.clicked() {
                commands.push(Command::Compare(state.ids_in_comparison_order(front, other)));
            }
        }
        for sample in samples_to_compare(state, front) {
            let button =
                Button::new(PANEL.rich_text(strings::sample_report(sample.title), tokens.text)).wrap();
            if ui.add_sized([ui.available_width(), 32.0], button).clicked() {
                commands.push(Command::OpenSample(sample));
            }
        }
        ui.add_space(8.0);
        if ui.button(strings::COMPARE_OPEN_OTHER).clicked() {
            commands.push(Command::Do(Action::Open));
        }
    });
}

/// Returns the title of a report, with as much of its file name and path as tells it apart from the other open reports.
fn title(all: &[&Document], report: &Document) -> String {
    let file = |document: &Document| document.report().source.file.clone();
    let file_in_folder = |document: &Document| {
        let folder = document.path.as_deref().and_then(Path::parent).and_then(Path::file_name);
        folder.map_or_else(
            || file(document),
            |folder| format!("{}/{}", folder.to_string_lossy(), file(document)),
        )
    };
    let path = |document: &Document| {
        document.path.as_deref().map_or_else(|| file(document), |path| path.display().to_string())
    };
    let with_title = |name: String, document: &Document| match document.title() {
        title if title == file(document) => name,
        title => file_and_title(&name, &title),
    };
    let names: [&dyn Fn(&Document) -> String; 4] = [
        &|document| document.title(),
        &|document| with_title(file(document), document),
        &|document| with_title(file_in_folder(document), document),
        &|document| with_title(path(document), document),
    ];
    let is_unique = |name: &&&dyn Fn(&Document) -> String| {
        let own = name(report);
        all.iter().filter(|other| other.id != report.id).all(|other| name(other) != own)
    };
    names.iter().find(is_unique).map_or_else(|| with_title(path(report), report), |name| name(report))
}

/// Returns the samples that are not open, if the report in front is a sample.
fn samples_to_compare<'a>(state: &'a State, front: &Document) -> impl Iterator<Item = &'static Sample> + 'a {
    let is_sample_open = |sample: &Sample| {
        state.tabs.iter().filter_map(|tab| tab.report()).any(|report| report.is_sample(sample))
    };
    let is_front_sample = SAMPLES.iter().any(|sample| front.is_sample(sample));
    SAMPLES.iter().filter(move |sample| is_front_sample && !is_sample_open(sample))
}
