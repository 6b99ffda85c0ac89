//! Shows the search across all reports of a folder: the field with its options, and the hits, similar paragraphs or
//! repeated passages.

mod hits;
mod passages;
mod row;
mod similar;

use eframe::egui::{Frame, Label, Margin, Rect, Role, TextEdit, Ui, UiBuilder, accesskit, pos2, vec2};

use super::{Cache, Shown, show_message};
use crate::{
    analysis::Query,
    app::{Command, FolderCommand, FolderSearch, FolderSearchCommand, FolderSearchList},
    library::search::SearchScope,
    ui::{
        icons::Icon,
        notice::announce_changes,
        strings::{folder_search as strings, report as report_strings},
        theme::{self, PANEL, SMALL},
        widgets::{
            choice_list,
            rows::{RowContent, RowList},
        },
    },
};

/// Width of the field, in points.
const FIELD_WIDTH: f32 = 300.0;
/// Width of the list of scopes, in points.
const LIST_WIDTH: f32 = 136.0;

/// Data that the search keeps between frames.
#[derive(Debug, Default)]
pub(super) struct SearchCache {
    /// True while the search is shown, so that the field takes the keyboard focus only once.
    pub(super) is_shown: bool,
    /// The rows of the list that is shown, and the list and revision that they were made for.
    rows: Vec<ListRow>,
    made_for: Option<(FolderSearchList, u64)>,
    list: RowList,
}

/// A row of a list.
#[derive(Debug, Clone, Copy)]
enum ListRow {
    Hits(hits::HitRow),
    /// A similar paragraph, by its index.
    Similar(usize),
    Passages(passages::PassageRow),
}

/// Shows the controls above the view.
pub(super) fn show_controls(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let search = &shown.tab.search;
    ui.spacing_mut().interact_size.y = 26.0;
    let takes_focus = !std::mem::replace(&mut cache.search.is_shown, true);
    show_field(ui, shown, takes_focus, commands);
    let scopes = [
        (SearchScope::Everything, strings::EVERYTHING),
        (SearchScope::Recommendations, strings::RECOMMENDATIONS),
        (SearchScope::Headings, strings::HEADINGS),
        (SearchScope::Points, strings::POINTS),
    ]
    .map(|(scope, words)| (scope, words.to_owned()));
    if let Some(scope) = choice_list::show(ui, strings::SCOPE, LIST_WIDTH, &search.scope, &scopes) {
        commands.push(command(shown, FolderSearchCommand::SetScope(scope)));
    }
    show_options(ui, shown, commands);
    if ui.button(strings::FIND_PASSAGES).on_hover_text(strings::FIND_PASSAGES_HINT).clicked() {
        commands.push(command(shown, FolderSearchCommand::FindPassages));
    }
    if search.list != FolderSearchList::Hits && ui.button(strings::BACK).clicked() {
        let back =
            if search.is_running() { FolderSearchCommand::Stop } else { FolderSearchCommand::ShowHits };
        commands.push(command(shown, back));
    }
}

/// Returns a command for the search.
fn command(shown: Shown<'_>, command: FolderSearchCommand) -> Command {
    shown.command(FolderCommand::Search(command))
}

/// Shows the field for the words.
fn show_field(ui: &mut Ui, shown: Shown<'_>, takes_focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let query = &shown.tab.search.query;
    let mut words = query.words.clone();
    let edit = TextEdit::singleline(&mut words)
        .hint_text(PANEL.rich_text(strings::FIELD, tokens.secondary))
        .margin(Margin { left: 30, right: 8, top: 4, bottom: 4 })
        .desired_width(FIELD_WIDTH);
    let response = ui.add(edit).accessible_name(strings::FIELD);
    let icon_center = pos2(response.rect.left() + 16.0, response.rect.center().y);
    Icon::Search.paint(ui, Rect::from_center_size(icon_center, vec2(16.0, 16.0)), tokens.secondary);
    if takes_focus {
        response.request_focus();
    }
    if words != query.words {
        commands.push(command(shown, FolderSearchCommand::SetQuery(Query { words, ..query.clone() })));
    }
}

/// Shows the menu with the options of the search.
fn show_options(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let search = &shown.tab.search;
    let mut query = search.query.clone();
    let mut only_shown = search.only_shown;
    ui.menu_button(SMALL.rich_text(strings::OPTIONS, theme::tokens(ui).text), |ui| {
        ui.checkbox(&mut query.matches_case, report_strings::MATCH_CASE)
            .on_hover_text(report_strings::MATCH_CASE_HINT);
        ui.checkbox(&mut query.matches_whole_words, report_strings::WHOLE_WORDS);
        ui.checkbox(&mut query.is_regex, report_strings::REGULAR_EXPRESSION)
            .on_hover_text(report_strings::REGULAR_EXPRESSION_HINT);
        ui.separator();
        ui.checkbox(&mut only_shown, strings::ONLY_SHOWN).on_hover_text(strings::ONLY_SHOWN_HINT);
    });
    if query != search.query {
        commands.push(command(shown, FolderSearchCommand::SetQuery(query)));
    }
    if only_shown != search.only_shown {
        commands.push(command(shown, FolderSearchCommand::SetOnlyShown(only_shown)));
    }
}

/// Shows the view.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let search = &shown.tab.search;
    show_status(ui, shown, commands);
    if let Some(words) = message(search) {
        return show_message(ui, words);
    }
    let cache = &mut cache.search;
    let made_for = Some((search.list, search.revision));
    if cache.made_for != made_for {
        cache.made_for = made_for;
        cache.rows = match search.list {
            FolderSearchList::Hits => hits::rows(&search.hits).map(ListRow::Hits).collect(),
            FolderSearchList::Similar => {
                let count = search.similar.as_ref().map_or(0, |similar| similar.lines.len());
                (0..count).map(ListRow::Similar).collect()
            }
            FolderSearchList::Passages => {
                let passages = search.passages.iter();
                passages.flat_map(|passages| passages::rows(passages)).map(ListRow::Passages).collect()
            }
        };
    }
    cache.list.set_fingerprint(search.revision);
    let table_name = match search.list {
        FolderSearchList::Hits => strings::RESULTS,
        FolderSearchList::Similar => strings::SIMILAR_RESULTS,
        FolderSearchList::Passages => strings::PASSAGES,
    };
    let rows = &cache.rows;
    cache.list.show(
        ui,
        RowContent { owner_id: shown.id.0, table_name },
        rows.len(),
        |ui, row, width| match rows[row] {
            ListRow::Hits(row) => hits::row_height(ui, shown, row, width),
            ListRow::Similar(_) => similar::ROW_HEIGHT,
            ListRow::Passages(row) => row.height(),
        },
        |ui, row| match rows[row] {
            ListRow::Hits(row) => hits::show_row(ui, shown, row, commands),
            ListRow::Similar(index) => similar::show_row(ui, shown, index, commands),
            ListRow::Passages(row) => passages::show_row(ui, shown, row, commands),
        },
    );
}

/// Returns the sentence in place of an empty list; `None` if the list is not empty.
fn message(search: &FolderSearch) -> Option<&str> {
    if let Some(error) = &search.error {
        return Some(error);
    }
    let (is_empty, words) = match search.list {
        FolderSearchList::Hits if !search.has_query() => return Some(strings::TYPE_TO_SEARCH),
        FolderSearchList::Hits => {
            let everywhere = search.scope == SearchScope::Everything;
            let words = if everywhere { strings::NO_RESULTS } else { strings::NO_RESULTS_IN_SCOPE };
            (search.hits.reports.is_empty(), words)
        }
        FolderSearchList::Similar => {
            (search.similar.as_ref().is_none_or(|similar| similar.lines.is_empty()), strings::NO_SIMILAR)
        }
        FolderSearchList::Passages => {
            let is_empty = search.passages.as_ref().is_none_or(|passages| {
                passages.passages.is_empty() && passages.framework_passages.is_empty()
            });
            (is_empty, strings::NO_PASSAGES)
        }
    };
    let words = if search.is_running() { strings::SEARCHING } else { words };
    is_empty.then_some(words)
}

/// Shows the number of hits, or the progress with a button to stop.
fn show_status(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let search = &shown.tab.search;
    let words = status_words(search);
    let is_long_search = search.is_running() && search.list != FolderSearchList::Hits;
    if words.is_empty() && !is_long_search {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = Frame::new().inner_margin(Margin { left: 20, right: 14, top: 4, bottom: 4 });
    ui.spacing_mut().item_spacing.y = 0.0;
    frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        ui.horizontal(|ui| {
            if is_long_search && ui.button(strings::STOP).clicked() {
                commands.push(command(shown, FolderSearchCommand::Stop));
            }
            let builder =
                UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
            ui.scope_builder(builder, |ui| {
                announce_changes(ui, accesskit::Live::Polite);
                ui.add(Label::new(SMALL.rich_text(&words, tokens.secondary)).truncate());
            });
        });
    });
}

/// Returns the sentence above the list.
fn status_words(search: &FolderSearch) -> String {
    if search.error.is_some() {
        return String::new();
    }
    match (search.list, search.progress) {
        (FolderSearchList::Hits, _) => {
            let counts = search.hits.counts;
            if !search.has_query() || counts.hits == 0 {
                return String::new();
            }
            let words = strings::counts(
                counts.hits,
                counts.reports,
                counts.searched,
                counts.searched == counts.total,
            );
            let listed = search.hits.reports.len();
            if listed < counts.reports && !search.is_running() {
                format!("{words} \u{B7} {}", strings::listed_reports(listed))
            } else {
                words
            }
        }
        (_, Some((done, total))) if search.is_running() => strings::progress(done, total),
        (_, _) if search.is_running() => strings::SEARCHING.to_owned(),
        (FolderSearchList::Similar, _) => {
            search.similar.as_ref().map(|similar| strings::similar_to(&similar.text)).unwrap_or_default()
        }
        (FolderSearchList::Passages, _) => {
            let is_truncated = search.passages.as_ref().is_some_and(|passages| passages.is_truncated);
            if is_truncated { strings::MORE_PASSAGES.to_owned() } else { String::new() }
        }
    }
}
