//! What the rows of the lists have in common.

use std::{ops::Range, sync::Arc};

use eframe::egui::{self, Galley, Response, Ui, text::LayoutJob};

use super::{Shown, command};
use crate::{
    app::{Command, FolderCommand, FolderSearchCommand},
    library::{ReportFacts, short_kind},
    report::{Place, format_date},
    ui::{
        strings::folder_search as strings,
        theme::{Tokens, TypeStyle},
    },
};

/// Space between the rows and the left and right edges, in points.
pub(super) const SIDE_MARGIN: f32 = 20.0;
/// Width of the column of paragraph numbers, in points.
pub(super) const NUMBER_WIDTH: f32 = 46.0;
/// Maximum width of a text, in points. Longer lines are hard to read.
pub(super) const MAX_TEXT_WIDTH: f32 = 980.0;

/// Returns the name of a report: the organisation, the kind of inspection and the date.
pub(super) fn report_name(shown: Shown<'_>, facts: &ReportFacts) -> String {
    // The entry is looked for only if it is needed, because a folder may have many.
    let file_name = || Some(shown.tab.collection.entry_of(&facts.sha256)?.file_name());
    let name = facts.subject.clone().or_else(file_name).unwrap_or_default();
    let kind = short_kind(facts.framework);
    let date = facts.sort_date().map(format_date).unwrap_or_default();
    let parts = [name.as_str(), kind, date.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Returns the command that opens a report at a place; `None` if it is no longer in the folder.
pub(super) fn open_command(shown: Shown<'_>, facts: &ReportFacts, place: Place) -> Option<Command> {
    let entry = shown.tab.collection.entry_of(&facts.sha256)?;
    Some(shown.command(FolderCommand::OpenReport(entry.path().to_owned(), Some(place))))
}

/// Opens a report at a place if the row was clicked, and shows its context menu. `line` is the line for which similar
/// paragraphs can be found.
pub(super) fn handle_row(
    response: &Response,
    shown: Shown<'_>,
    facts: &ReportFacts,
    (place, line): (Place, Option<usize>),
    commands: &mut Vec<Command>,
) {
    if response.clicked() {
        commands.extend(open_command(shown, facts, place));
    }
    response.context_menu(|ui| {
        if ui.button(strings::OPEN_HERE).clicked() {
            commands.extend(open_command(shown, facts, place));
        }
        if let Some(line) = line
            && ui.button(strings::FIND_SIMILAR).clicked()
        {
            commands.push(command(shown, FolderSearchCommand::FindSimilar(facts.sha256.clone(), line)));
        }
    });
}

/// Lays out a text with highlighted byte ranges, on at most this number of lines of `width` points.
pub(super) fn lay_out_highlighted(
    ui: &Ui,
    text: &str,
    highlighted: &[Range<usize>],
    (style, tokens): (TypeStyle, &Tokens),
    width: f32,
    max_rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let plain = style.text_format(tokens.text);
    let marked = egui::TextFormat { background: tokens.hit, ..plain.clone() };
    let mut at = 0;
    for range in highlighted.iter().filter(|range| range.end <= text.len()) {
        if range.start < at {
            continue;
        }
        job.append(&text[at..range.start], 0.0, plain.clone());
        job.append(&text[range.clone()], 0.0, marked.clone());
        at = range.end;
    }
    job.append(&text[at..], 0.0, plain);
    job.wrap.max_width = width;
    job.wrap.max_rows = max_rows;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
