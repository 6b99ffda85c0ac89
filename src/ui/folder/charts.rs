//! Shows the charts of a folder: the choices, the sentences, and the chart or its table.

use eframe::egui::{Align, Button, Frame, Label, Margin, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::{
    Shown,
    table::{self, Column, ColumnOrder, Rows},
};
use crate::{
    analysis::JudgementColumn,
    app::{Action, Command, ExportKind, FolderChartsCommand, FolderCommand},
    library::{
        charts::{BarMeasure, Chart, ChartDetail, ChartKind, ChartOptions, ChartSize, ThemePeriod, councils},
        matrix::{MatrixOptions, all_columns, default_columns},
    },
    output::chart::{ChartTable, Drawing},
    ui::{
        drawing,
        strings::charts as strings,
        theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
        widgets::{cached::Cached, choice_list, list_row},
    },
};

/// Data that the charts keep between frames.
#[derive(Debug, Default)]
pub(super) struct Cache {
    chart: Cached<ChartKey, ShownChart>,
    choices: Cached<(u64, MatrixOptions), ChartChoices>,
    drawing: Cached<(ChartKey, u32, u32), Drawing>,
}

/// The values that a chart depends on.
#[derive(Debug, Clone, PartialEq)]
struct ChartKey {
    revision: u64,
    matrix: MatrixOptions,
    options: ChartOptions,
    overdue_count: usize,
}

impl ChartKey {
    fn new(shown: Shown<'_>) -> Self {
        let tab = shown.tab;
        Self {
            revision: tab.collection.revision(),
            matrix: tab.matrix.clone(),
            options: tab.charts.options.clone(),
            overdue_count: tab.overdue_counts.len(),
        }
    }
}

/// A chart with its words.
#[derive(Debug)]
struct ShownChart {
    chart: Chart,
    title: String,
    sentences: Vec<String>,
    table: ChartTable,
}

/// The choices that the reports of a folder give, each with its words.
#[derive(Debug, Default)]
struct ChartChoices {
    columns: Vec<(JudgementColumn, String)>,
    councils: Vec<(Option<String>, String)>,
}

impl ChartChoices {
    fn new(shown: Shown<'_>) -> Self {
        let tab = shown.tab;
        let columns = match default_columns(&all_columns(&tab.collection)) {
            columns if columns.is_empty() => vec![JudgementColumn::Overall],
            columns => columns,
        };
        let reports = tab.matrix.shown_reports(&tab.collection, &tab.overdue_counts);
        let councils = councils(&reports).into_iter().map(|council| (Some(council.key), council.name));
        Self {
            columns: columns.into_iter().map(|column| (column.clone(), column.heading())).collect(),
            councils: councils.collect(),
        }
    }
}

/// Shows the filters of the matrix above the charts, which respect them.
pub(super) fn show_controls(
    ui: &mut Ui,
    shown: Shown<'_>,
    cache: &mut super::Cache,
    commands: &mut Vec<Command>,
) {
    super::controls::show_filters(ui, shown, cache, commands);
}

/// Shows the view.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut super::Cache, commands: &mut Vec<Command>) {
    let cache = &mut cache.charts;
    let key = ChartKey::new(shown);
    let chart = cache.chart.get(key.clone(), || {
        let chart = shown.tab.chart();
        let (title, sentences, table) = (chart.title(), chart.sentences(), chart.table());
        ShownChart { chart, title, sentences, table }
    });
    let choices = cache.choices.get((key.revision, key.matrix.clone()), || ChartChoices::new(shown));
    let frame = Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 10 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        show_choices(ui, shown, &chart.chart, choices, commands);
        ui.add_space(8.0);
        show_words(ui, chart);
        ui.add_space(8.0);
        if shown.tab.charts.is_table {
            show_table(ui, shown, &chart.table);
            return;
        }
        let size = ChartSize {
            width: (ui.available_width() - 8.0).max(240.0).floor(),
            height: ui.available_height().clamp(220.0, 560.0).floor(),
            detail: ChartDetail::Full,
        };
        let key = (key, size.width.to_bits(), size.height.to_bits());
        let picture = cache.drawing.get(key, || chart.chart.drawing(size));
        ScrollArea::vertical().id_salt("chart").auto_shrink(false).show(ui, |ui| {
            let (rect, _) =
                ui.allocate_exact_size(vec2(picture.width, picture.height), eframe::egui::Sense::hover());
            show_drawing(ui, shown, chart, picture, rect.min, commands);
        });
    });
}

/// Shows the picture. A click on the bar of a year shows its reports in the matrix.
fn show_drawing(
    ui: &mut Ui,
    shown: Shown<'_>,
    chart: &ShownChart,
    picture: &Drawing,
    origin: eframe::egui::Pos2,
    commands: &mut Vec<Command>,
) {
    let Chart::Grades(grades) = &chart.chart else {
        return drawing::show(ui, &chart.title, picture, origin);
    };
    let clicked = drawing::show_buttons(ui, &chart.title, picture, origin, strings::SHOW_YEAR);
    if let Some(bar) = clicked.and_then(|index| grades.bars.get(index)) {
        shown.show_year(bar.year, commands);
    }
}

/// Shows the title and the sentences. The first sentence says the main thing.
fn show_words(ui: &mut Ui, chart: &ShownChart) {
    let tokens = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    let title = ui.add(Label::new(PANEL_TITLE.rich_text(&chart.title, tokens.text)).wrap());
    title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &chart.title));
    for (index, sentence) in chart.sentences.iter().enumerate() {
        let (style, color) = if index == 0 { (PANEL, tokens.text) } else { (SMALL, tokens.secondary) };
        ui.add(Label::new(style.rich_text(sentence, color)).wrap());
    }
    if matches!(chart.chart, Chart::Council(Some(_))) {
        ui.add(Label::new(SMALL.rich_text(strings::ALL_INSPECTIONS, tokens.secondary)).wrap());
    }
}

/// Shows the choice of the chart and of what it shows, and what can be done with it.
fn show_choices(
    ui: &mut Ui,
    shown: Shown<'_>,
    chart: &Chart,
    choices: &ChartChoices,
    commands: &mut Vec<Command>,
) {
    let mut options = shown.tab.charts.options.clone();
    ui.spacing_mut().interact_size.y = 26.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for kind in ChartKind::ALL {
            let name = match kind {
                ChartKind::Grades => strings::GRADES,
                ChartKind::Council => strings::COUNCIL,
                ChartKind::Themes => strings::THEMES,
            };
            show_tab(ui, name, options.kind == kind, || options.kind = kind);
        }
        ui.separator();
        show_options(ui, shown, chart, choices, &mut options, commands);
        ui.separator();
        show_actions(ui, shown, chart, commands);
    });
    if options != shown.tab.charts.options {
        let command = FolderChartsCommand::SetOptions(Box::new(options));
        commands.push(shown.command(FolderCommand::Charts(command)));
    }
}

/// Shows one of several choices that exclude each other.
fn show_tab(ui: &mut Ui, name: &str, is_shown: bool, choose: impl FnOnce()) {
    let tokens = theme::tokens(ui);
    let style = if is_shown { PANEL_BOLD } else { PANEL };
    let response = ui.add(Button::selectable(is_shown, style.rich_text(name, tokens.text)));
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
    if response.clicked() {
        choose();
    }
}

/// Shows the choices for the chart that is shown.
fn show_options(
    ui: &mut Ui,
    shown: Shown<'_>,
    chart: &Chart,
    choices: &ChartChoices,
    options: &mut ChartOptions,
    commands: &mut Vec<Command>,
) {
    match chart {
        Chart::Grades(grades) => {
            let column = choice_list::show(ui, strings::JUDGEMENT, 150.0, &options.column, &choices.columns);
            options.column = column.unwrap_or_else(|| options.column.clone());
            let scales: Vec<(Vec<String>, String)> =
                grades.scales.iter().map(|(scale, _)| (scale.clone(), scale.join(", "))).collect();
            if scales.len() > 1
                && let Some(scale) = choice_list::show(ui, strings::SCALE, 190.0, &grades.scale, &scales)
            {
                options.scale = Some(scale);
            }
            let measures = [
                (BarMeasure::Share, strings::MEASURE_SHARE.to_owned()),
                (BarMeasure::Count, strings::MEASURE_COUNT.to_owned()),
            ];
            let measure = choice_list::show(ui, strings::MEASURE, 130.0, &options.bars, &measures);
            options.bars = measure.unwrap_or(options.bars);
        }
        Chart::Council(history) => {
            let current = history.as_ref().map(|history| history.key.clone());
            if let Some(council) =
                choice_list::show(ui, strings::CHOOSE_COUNCIL, 220.0, &current, &choices.councils)
            {
                options.council = council;
            }
            let count = history.as_ref().map_or(0, |history| history.inspections.len());
            let button = ui.add_enabled(count > 1, Button::new(strings::SHOW_TIMELINE));
            if button.on_hover_text(strings::SHOW_TIMELINE_HINT).clicked()
                && let Some(key) = current
            {
                let command = FolderChartsCommand::ShowTimeline(key);
                commands.push(shown.command(FolderCommand::Charts(command)));
            }
        }
        Chart::Themes(_) => {
            let periods = [
                (ThemePeriod::Total, strings::PERIOD_TOTAL.to_owned()),
                (ThemePeriod::Years, strings::PERIOD_YEARS.to_owned()),
            ];
            let period = choice_list::show(ui, strings::PERIOD, 110.0, &options.themes, &periods);
            options.themes = period.unwrap_or(options.themes);
        }
    }
}

/// Shows the choice between chart and table, and the buttons to copy, save and print.
fn show_actions(ui: &mut Ui, shown: Shown<'_>, chart: &Chart, commands: &mut Vec<Command>) {
    let is_table = shown.tab.charts.is_table;
    let mut push = |command| commands.push(shown.command(FolderCommand::Charts(command)));
    for (wanted, name) in [(false, strings::AS_CHART), (true, strings::AS_TABLE)] {
        show_tab(ui, name, is_table == wanted, || push(FolderChartsCommand::ShowTable(wanted)));
    }
    ui.separator();
    let has_content = !chart.is_empty();
    if ui.add_enabled(has_content, Button::new(strings::COPY_TABLE)).clicked() {
        push(FolderChartsCommand::CopyTable);
    }
    ui.add_enabled_ui(has_content, |ui| {
        ui.menu_button(strings::SAVE, |ui| {
            for kind in [ExportKind::ChartSvg, ExportKind::ChartPng, ExportKind::ChartCsv] {
                let (name, hint) = kind.label_and_hint();
                if ui.button(format!("{name}\u{2026}")).on_hover_text(hint).clicked() {
                    commands.push(Command::Export(kind));
                }
            }
        });
    });
    if ui.add_enabled(has_content, Button::new(strings::PRINT)).clicked() {
        commands.push(Command::Do(Action::Print));
    }
}

/// Shows the numbers of a chart.
fn show_table(ui: &mut Ui, shown: Shown<'_>, numbers: &ChartTable) {
    let column = |(index, heading): (usize, &String)| Column {
        heading: heading.clone(),
        hint: heading.clone(),
        width: match index {
            0 => 230.0,
            _ if heading.len() > 6 => 116.0,
            _ => 64.0,
        },
        growth: 0.0,
        align: Align::Min,
        order: ColumnOrder::NotSortable,
    };
    let columns: Vec<Column> = numbers.header.iter().enumerate().map(column).collect();
    let rows = Rows { name: strings::TABLE, owner_id: shown.id.0, count: numbers.rows.len() };
    table::show(ui, rows, &columns, |ui, row, ranges| {
        let cells = &numbers.rows[row];
        let words = numbers.header.iter().zip(cells).skip(1);
        let words = words.filter(|(_, cell)| !cell.is_empty());
        let words: Vec<String> = words.map(|(heading, cell)| format!("{heading} {cell}")).collect();
        let first = cells.first().map(String::as_str).unwrap_or_default();
        let (rect, _) = list_row::show(ui, &format!("{first}: {}", words.join(", ")), false);
        let color = theme::tokens(ui).text;
        for (cell, range) in cells.iter().zip(ranges) {
            table::paint_cell(ui, rect, *range, cell, color);
        }
    });
}
