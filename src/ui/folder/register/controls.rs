//! The filters of the register, its groups, and its workbook.

use std::collections::BTreeSet;

use eframe::egui::{Button, Role, TextEdit, Ui, WidgetInfo};

use super::{
    super::{Cache, Shown},
    command,
};
use crate::{
    app::{Command, FolderRegisterCommand, FolderTab, RegisterScope, STATUSES},
    library::register::{DueFilter, RegisterFilter, RegisterGroup, RegisterOptions},
    ui::{
        strings::{folder as folder_strings, register as strings},
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::choice_list,
    },
};

/// Width of the field for words, in points.
const FIELD_WIDTH: f32 = 210.0;
/// Width of a list, in points.
const LIST_WIDTH: f32 = 104.0;

/// The choices that the recommendations of a folder give, each with its words.
#[derive(Debug, Default)]
pub(super) struct FilterChoices {
    councils: Vec<(Option<String>, String)>,
    regions: Vec<(Option<String>, String)>,
    years: Vec<(Option<i16>, String)>,
    owners: Vec<(Option<String>, String)>,
    statuses: Vec<(Option<String>, String)>,
}

impl FilterChoices {
    fn new(tab: &FolderTab) -> Self {
        let reports = || tab.collection.reports().filter(|facts| !facts.recommendations.is_empty());
        let councils: BTreeSet<&str> = reports().filter_map(|facts| facts.organisation()).collect();
        let regions: BTreeSet<&str> =
            reports().filter_map(|facts| Some(facts.authority.as_ref()?.region.as_str())).collect();
        let years: BTreeSet<i16> = reports().filter_map(|facts| facts.year()).collect();
        let progress = || tab.register.progress.values().flatten();
        let owners: BTreeSet<&str> = progress().map(|item| item.owner.as_str()).collect();
        let statuses: BTreeSet<&str> = progress().map(|item| item.status.as_str()).collect();
        let is_other = |status: &&str| {
            !status.is_empty() && !STATUSES.iter().any(|known| known.eq_ignore_ascii_case(status))
        };
        let other_statuses = statuses.into_iter().filter(is_other);
        Self {
            councils: choices(strings::ANY_COUNCIL, None, councils.into_iter()),
            regions: choices(strings::ANY_REGION, None, regions.into_iter()),
            years: std::iter::once((None, strings::ANY_YEAR.to_owned()))
                .chain(years.into_iter().rev().map(|year| (Some(year), year.to_string())))
                .collect(),
            owners: choices(
                strings::ANY_OWNER,
                Some(strings::NO_OWNER),
                owners.into_iter().filter(|owner| !owner.is_empty()),
            ),
            statuses: choices(
                strings::ANY_STATUS,
                Some(strings::NO_STATUS),
                STATUSES.into_iter().chain(other_statuses),
            ),
        }
    }
}

/// Returns choices with one before them that stands for all, and one for rows without a value if `none` names it.
fn choices<'a>(
    any: &str,
    none: Option<&str>,
    names: impl Iterator<Item = &'a str>,
) -> Vec<(Option<String>, String)> {
    let none = none.map(|words| (Some(String::new()), words.to_owned()));
    let names = names.map(|name| (Some(name.to_owned()), name.to_owned()));
    std::iter::once((None, any.to_owned())).chain(none).chain(names).collect()
}

/// Shows the controls above the register.
pub(in crate::ui::folder) fn show(
    ui: &mut Ui,
    shown: Shown<'_>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let register = &shown.tab.register;
    let mut options = register.options.clone();
    ui.spacing_mut().interact_size.y = 26.0;
    let overdue_count = super::overdue_count(&mut cache.register, shown.tab);
    show_words(ui, &mut options.filter);
    show_overdue(ui, overdue_count, &mut options.filter);
    let key = (shown.tab.collection.revision(), register.revision);
    let choices = cache.register.choices.get(key, || FilterChoices::new(shown.tab));
    show_lists(ui, choices, &mut options.filter);
    ui.checkbox(
        &mut options.filter.is_latest_only,
        SMALL.rich_text(strings::LATEST_ONLY, theme::tokens(ui).text),
    )
    .on_hover_text(strings::LATEST_HINT);
    show_more(ui, shown, &mut options, commands);
    let is_latest_only = options.filter.is_latest_only;
    let no_filter = RegisterFilter { is_latest_only, ..RegisterFilter::default() };
    if options.filter != no_filter && ui.button(folder_strings::CLEAR_FILTERS).clicked() {
        options.filter = no_filter;
    }
    if options != register.options {
        commands.push(command(shown, FolderRegisterCommand::SetOptions(Box::new(options))));
    }
}

/// Shows the field for words.
fn show_words(ui: &mut Ui, filter: &mut RegisterFilter) {
    let field = TextEdit::singleline(&mut filter.words).hint_text(strings::FILTER).desired_width(FIELD_WIDTH);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, strings::FILTER));
}

/// Shows the button for what is overdue.
fn show_overdue(ui: &mut Ui, count: usize, filter: &mut RegisterFilter) {
    let is_on = filter.due == DueFilter::Overdue;
    let tokens = theme::tokens(ui);
    let color = if count > 0 { tokens.warning } else { tokens.secondary };
    let style = if is_on { PANEL_BOLD } else { PANEL };
    let words = strings::overdue_button(count);
    let response = ui.add(Button::selectable(is_on, style.rich_text(&words, color)).frame(true));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, &words));
    if response.on_hover_text(strings::OVERDUE_HINT).clicked() {
        filter.due = if is_on { DueFilter::All } else { DueFilter::Overdue };
    }
}

/// Shows the lists for council, region, year, owner, status and due date.
fn show_lists(ui: &mut Ui, choices: &FilterChoices, filter: &mut RegisterFilter) {
    for (name, value, options) in [
        (strings::COUNCIL, &mut filter.council, &choices.councils),
        (strings::REGION, &mut filter.region, &choices.regions),
        (strings::OWNER, &mut filter.owner, &choices.owners),
        (strings::STATUS, &mut filter.status, &choices.statuses),
    ] {
        if let Some(chosen) = choice_list::show(ui, name, LIST_WIDTH, value, options) {
            *value = chosen;
        }
    }
    if let Some(year) = choice_list::show(ui, strings::YEAR, LIST_WIDTH * 0.8, &filter.year, &choices.years) {
        filter.year = year;
    }
    let due = DueFilter::ALL.map(|due| (due, due_words(due).to_owned()));
    if let Some(due) = choice_list::show(ui, strings::DUE, LIST_WIDTH, &filter.due, &due) {
        filter.due = due;
    }
}

fn due_words(due: DueFilter) -> &'static str {
    match due {
        DueFilter::All => strings::ANY_DUE,
        DueFilter::Overdue => strings::OVERDUE,
        DueFilter::Soon => strings::DUE_SOON,
        DueFilter::None => strings::NO_DUE,
    }
}

/// Shows the menu with the other choices.
fn show_more(ui: &mut Ui, shown: Shown<'_>, options: &mut RegisterOptions, commands: &mut Vec<Command>) {
    ui.menu_button(SMALL.rich_text(strings::MORE, theme::tokens(ui).text), |ui| {
        ui.checkbox(&mut options.filter.is_priority, strings::PRIORITY_ONLY);
        ui.separator();
        ui.label(SMALL.rich_text(folder_strings::GROUP, theme::tokens(ui).secondary));
        for (group, words) in [
            (RegisterGroup::None, folder_strings::NO_GROUP),
            (RegisterGroup::Council, strings::BY_COUNCIL),
            (RegisterGroup::Owner, strings::BY_OWNER),
            (RegisterGroup::Status, strings::BY_STATUS),
            (RegisterGroup::Similar, strings::BY_SIMILAR),
        ] {
            ui.radio_value(&mut options.group, group, words);
        }
        ui.separator();
        for (words, hint, entry) in [
            (strings::EXPORT_ALL, strings::EXPORT_HINT, FolderRegisterCommand::Export(RegisterScope::All)),
            (
                strings::EXPORT_SHOWN,
                strings::EXPORT_HINT,
                FolderRegisterCommand::Export(RegisterScope::Shown),
            ),
            (strings::IMPORT, strings::IMPORT_HINT, FolderRegisterCommand::Import),
        ] {
            if ui.button(words).on_hover_text(hint).clicked() {
                commands.push(command(shown, entry));
            }
        }
    });
}
