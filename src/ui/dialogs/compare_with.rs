//! The dialog for choosing an open report to compare with the report in front.

use eframe::egui::{Button, Ui};

use crate::{
    app::{Action, Command, Document, SAMPLES, Sample, State, distinct_file_names},
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

/// Returns the title of a report, after its file name if another open report has the same title.
fn title(all: &[&Document], report: &Document) -> String {
    let title = report.title();
    let has_same_title = |other: &&&Document| other.id != report.id && other.title() == title;
    let file = &report.report().source.file;
    let twins = || all.iter().filter(has_same_title);
    // A report whose file has the same name as well can be told apart only by its folder.
    let twin = twins().find(|other| other.report().source.file == *file).or_else(|| twins().next());
    let Some(twin) = twin else { return title };
    let [_, distinct_file] = distinct_file_names([twin, report]);
    if title == *file { distinct_file } else { file_and_title(&distinct_file, &title) }
}

/// Returns the samples that are not open, if the report in front is a sample.
fn samples_to_compare<'a>(state: &'a State, front: &Document) -> impl Iterator<Item = &'static Sample> + 'a {
    let is_sample_open = |sample: &Sample| {
        state.tabs.iter().filter_map(|tab| tab.report()).any(|report| report.is_sample(sample))
    };
    let is_front_sample = SAMPLES.iter().any(|sample| front.is_sample(sample));
    SAMPLES.iter().filter(move |sample| is_front_sample && !is_sample_open(sample))
}
