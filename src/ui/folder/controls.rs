//! The filters of the matrix, and what can be done with the selected rows.

use std::collections::BTreeSet;

use eframe::egui::{Button, Role, TextEdit, Ui, WidgetInfo};

use super::{Cache, Shown};
use crate::{
    analysis::JudgementColumn,
    app::{Command, FolderCommand, FolderSideCommand, FolderTab},
    library::{
        ReportFacts,
        matrix::{MatrixFilter, MatrixGroup, MatrixOptions, MatrixRows, default_columns, grade_labels},
    },
    report::FrameworkId,
    ui::{
        strings::{charts as side_strings, folder as strings},
        theme::{self, SMALL},
        widgets::choice_list,
    },
};

/// Width of the field for words, in points.
const FIELD_WIDTH: f32 = 210.0;
/// Width of a list, in points.
const LIST_WIDTH: f32 = 112.0;

/// The choices that the reports of a folder give, each with its words.
#[derive(Debug, Default)]
pub(super) struct FilterChoices {
    kinds: Vec<(Option<FrameworkId>, String)>,
    regions: Vec<(Option<String>, String)>,
    years: Vec<(Option<i16>, String)>,
    grades: Vec<(Option<String>, String)>,
}

impl FilterChoices {
    fn new(tab: &FolderTab) -> Self {
        let reports = || tab.collection.reports();
        let kinds: BTreeSet<FrameworkId> = reports().filter_map(|facts| facts.framework).collect();
        let region = |facts: &ReportFacts| Some(facts.authority.as_ref()?.region.clone());
        let regions: BTreeSet<String> = reports().filter_map(|facts| region(facts)).collect();
        let years: BTreeSet<i16> = reports().filter_map(|facts| facts.year()).collect();
        let grades = grade_labels(&tab.collection);
        Self {
            kinds: with_any(strings::ANY_KIND, kinds.into_iter().map(|kind| (kind, kind.name().to_owned()))),
            regions: with_any(strings::ANY_REGION, regions.into_iter().map(|name| (name.clone(), name))),
            years: with_any(strings::ANY_YEAR, years.into_iter().rev().map(|year| (year, year.to_string()))),
            grades: with_any(strings::ANY_GRADE, grades.into_iter().map(|name| (name.clone(), name))),
        }
    }
}

/// Returns choices with one before them that stands for all.
fn with_any<T>(any: &str, choices: impl Iterator<Item = (T, String)>) -> Vec<(Option<T>, String)> {
    let rest = choices.map(|(value, words)| (Some(value), words));
    std::iter::once((None, any.to_owned())).chain(rest).collect()
}

/// Shows the filters, and the button for the panel beside the matrix.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    show_filters(ui, shown, cache, commands);
    show_side_button(ui, shown, commands);
}

/// Shows the button that opens the panel beside the matrix, if the user closed it and it has room.
fn show_side_button(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    /// Width of the margins around the controls, in points.
    const MARGINS: f32 = 24.0;
    if !shown.tab.side.is_closed || !super::side::has_room(ui.max_rect().width() + MARGINS) {
        return;
    }
    if ui.button(SMALL.rich_text(side_strings::SHOW_SIDE_PANEL, theme::tokens(ui).text)).clicked() {
        commands.push(shown.command(FolderCommand::Side(FolderSideCommand::SetOpen(true))));
    }
}

/// Shows the filters.
pub(super) fn show_filters(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let mut options = shown.tab.matrix.clone();
    ui.spacing_mut().interact_size.y = 26.0;
    show_words(ui, &mut options.filter);
    let choices = cache.choices.get(shown.tab.collection.revision(), || FilterChoices::new(shown.tab));
    show_lists(ui, choices, &mut options.filter);
    show_more(ui, shown.tab, &mut options);
    if options.filter != MatrixFilter::default() && ui.button(strings::CLEAR_FILTERS).clicked() {
        options.filter = MatrixFilter::default();
    }
    if options != shown.tab.matrix {
        commands.push(shown.command(FolderCommand::SetMatrix(Box::new(options))));
    }
}

/// Shows the field for words.
fn show_words(ui: &mut Ui, filter: &mut MatrixFilter) {
    let field = TextEdit::singleline(&mut filter.words).hint_text(strings::FILTER).desired_width(FIELD_WIDTH);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, strings::FILTER));
}

/// Shows the lists for kind, region, year and grade.
fn show_lists(ui: &mut Ui, choices: &FilterChoices, filter: &mut MatrixFilter) {
    if let Some(kind) = choice_list::show(ui, strings::KIND, LIST_WIDTH, &filter.framework, &choices.kinds) {
        filter.framework = kind;
    }
    if let Some(region) = choice_list::show(ui, strings::REGION, LIST_WIDTH, &filter.region, &choices.regions)
    {
        filter.region = region;
    }
    if let Some(year) = choice_list::show(ui, strings::YEAR, LIST_WIDTH * 0.8, &filter.year, &choices.years) {
        filter.year = year;
    }
    if let Some(grade) = choice_list::show(ui, strings::GRADE, LIST_WIDTH, &filter.grade, &choices.grades) {
        // "Inadequate" means the overall grade, unless the user chooses another judgement.
        if filter.grade.is_none() || grade.is_none() {
            filter.graded_column = grade.as_ref().map(|_| JudgementColumn::Overall);
        }
        filter.grade = grade;
    }
    if filter.grade.is_some() {
        let columns = JudgementColumn::SUBJECTS.into_iter().map(|column| (column.clone(), column.heading()));
        let columns = with_any(strings::ANY_JUDGEMENT, columns);
        let chosen =
            choice_list::show(ui, strings::GRADED_COLUMN, LIST_WIDTH, &filter.graded_column, &columns);
        if let Some(column) = chosen {
            filter.graded_column = column;
        }
    }
}

/// Shows the menu with the other choices.
fn show_more(ui: &mut Ui, tab: &FolderTab, options: &mut MatrixOptions) {
    ui.menu_button(SMALL.rich_text(strings::MORE, theme::tokens(ui).text), |ui| {
        let mut is_latest = options.rows == MatrixRows::LatestOfCouncil;
        if ui.checkbox(&mut is_latest, strings::LATEST_ONLY).changed() {
            options.rows = if is_latest { MatrixRows::LatestOfCouncil } else { MatrixRows::Reports };
        }
        ui.checkbox(&mut options.filter.has_priority_actions, strings::PRIORITY_ONLY);
        ui.checkbox(&mut options.filter.has_overdue, strings::OVERDUE_ONLY);
        ui.checkbox(&mut options.filter.is_unreadable, strings::UNREADABLE_ONLY);
        ui.separator();
        ui.label(SMALL.rich_text(strings::GROUP, theme::tokens(ui).secondary));
        for (group, words) in [
            (MatrixGroup::None, strings::NO_GROUP),
            (MatrixGroup::Council, strings::BY_COUNCIL),
            (MatrixGroup::Region, strings::BY_REGION),
            (MatrixGroup::Year, strings::BY_YEAR),
        ] {
            ui.radio_value(&mut options.group, group, words);
        }
        ui.separator();
        ui.menu_button(strings::COLUMNS, |ui| show_columns(ui, tab, options));
    });
}

/// Shows the columns that can be chosen.
fn show_columns(ui: &mut Ui, tab: &FolderTab, options: &mut MatrixOptions) {
    /// Height of the list, in points.
    const MAX_LIST_HEIGHT: f32 = 360.0;
    let all = crate::library::matrix::all_columns(&tab.collection);
    let mut chosen =
        options.chosen_columns.clone().unwrap_or_else(|| default_columns(&all).into_iter().collect());
    if ui.add_enabled(options.chosen_columns.is_some(), Button::new(strings::USUAL_COLUMNS)).clicked() {
        options.chosen_columns = None;
        return;
    }
    ui.separator();
    eframe::egui::ScrollArea::vertical().max_height(MAX_LIST_HEIGHT).show(ui, |ui| {
        for column in all {
            let mut is_shown = chosen.contains(&column);
            if ui.checkbox(&mut is_shown, column.heading()).changed() {
                if is_shown {
                    chosen.insert(column);
                } else {
                    chosen.remove(&column);
                }
                options.chosen_columns = Some(chosen.clone());
            }
        }
    });
}

/// Shows what can be done with the selected rows.
pub(super) fn show_selection(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let count = shown.tab.selected.len();
    if count == 0 {
        return;
    }
    ui.separator();
    ui.label(SMALL.rich_text(strings::selected_count(count), theme::tokens(ui).secondary));
    for (words, is_possible, command) in [
        (strings::COMPARE_SELECTED, count == 2, FolderCommand::CompareSelected),
        (strings::TIMELINE_OF_SELECTED, count >= 2, FolderCommand::ShowTimelineOfSelected),
        (strings::CLEAR_SELECTION, true, FolderCommand::ClearSelection),
    ] {
        let words = SMALL.rich_text(words, theme::tokens(ui).text);
        if ui.add_enabled(is_possible, Button::new(words)).clicked() {
            commands.push(shown.command(command));
        }
    }
}
