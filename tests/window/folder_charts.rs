//! The charts of a folder and the panel beside its matrix: what they show, and what can be done with them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use eframe::egui::{Key, Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{
        Action, Application, Command, ExportKind, FolderChartsCommand, FolderCommand, FolderReading,
        FolderSideCommand, FolderTab, FolderView, IndexStorage, PrintSubject, Runner, Settings, State, TabId,
        WindowEffect,
    },
    library::{
        charts::{ChartKind, ChartOptions},
        matrix::{MatrixFilter, MatrixOptions},
    },
    ui::Window,
};

use crate::driver;

const SIZE: [f32; 2] = [1280.0, 800.0];

/// Writes a report with an overall grade and two recommendations.
fn write_report(folder: &Path, council: &str, year: u16, grade: &str) {
    let text = format!(
        "# Inspection of {council} local authority children's services\n\nInspection dates: 7 to 18 March {year}\n\n| \
         Judgement | Grade |\n| --- | --- |\n| The experiences and progress of children in care | {grade} |\n| Overall \
         effectiveness | {grade} |\n\n## What needs to improve?\n\n- How often managers supervise staff.\n- The colour \
         of the fence.\n\n## The experiences and progress of children in care: {grade}\n\n1. Children live near their \
         schools.\n"
    );
    std::fs::write(folder.join(format!("{council} {year}.md")), text).unwrap();
}

/// Returns a folder with reports on two councils.
fn reports() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_report(folder.path(), "Larkmoor", 2019, "Inadequate");
    write_report(folder.path(), "Larkmoor", 2022, "Good");
    write_report(folder.path(), "Fenby", 2022, "Inadequate");
    folder
}

/// Returns the window with a folder in front that is read.
fn folder_window(folder: &Path, size: [f32; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(size);
    harness.state_mut().run_command(Command::OpenFolder(folder.to_owned()));
    harness.state_mut().run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    driver::wait_until(&mut harness, |state| {
        state
            .tabs
            .front()
            .and_then(|tab| tab.folder())
            .is_some_and(|tab| tab.reading == FolderReading::Complete)
    });
    harness
}

fn folder_tab<'a>(harness: &'a Harness<'_, Window>) -> (TabId, &'a FolderTab) {
    let tab = harness.state().state().tabs.front().unwrap();
    (tab.id, tab.folder().unwrap())
}

fn run(harness: &mut Harness<'_, Window>, command: FolderCommand) {
    let (id, _) = folder_tab(harness);
    harness.state_mut().run_command(Command::Folder(id, command));
    harness.run();
}

fn charts_window(folder: &Path) -> Harness<'static, Window> {
    let mut harness = folder_window(folder, SIZE);
    harness.get_by_role_and_label(Role::Tab, "Charts").click();
    harness.run();
    harness
}

fn set_options(harness: &mut Harness<'_, Window>, options: ChartOptions) {
    let command = FolderChartsCommand::SetOptions(Box::new(options));
    run(harness, FolderCommand::Charts(command));
}

#[test]
fn bars_are_nodes_with_their_numbers_and_a_sentence_says_the_main_thing() {
    let folder = reports();
    let harness = charts_window(folder.path());
    assert!(harness.query_by_role_and_label(Role::Heading, "Overall: grades by year").is_some());
    assert!(harness.query_by_role_and_label(Role::Figure, "Overall: grades by year").is_some());
    for name in ["2022: 2 reports: 1 good, 1 inadequate", "2020: no reports", "2019: 1 report: 1 inadequate"]
    {
        assert!(harness.query_by_role_and_label(Role::Button, name).is_some(), "{name}");
    }
    let sentence = "Good or better: 1 of 2 reports in 2022 (50%), compared with 0 of 1 report in 2019 (0%).";
    assert!(harness.query_by_label(sentence).is_some());
}

#[test]
fn clicking_a_bar_shows_the_reports_of_its_year() {
    let folder = reports();
    let mut harness = charts_window(folder.path());
    harness.get_by_role_and_label(Role::Button, "2022: 2 reports: 1 good, 1 inadequate").click();
    harness.run();
    let (_, tab) = folder_tab(&harness);
    assert_eq!((tab.view, tab.matrix.filter.year), (FolderView::Matrix, Some(2022)));
    assert!(harness.query_by_label_contains("Larkmoor, 18 March 2022").is_some());
    assert!(harness.query_by_label_contains("Larkmoor, 18 March 2019").is_none());
}

#[test]
fn numbers_are_shown_as_a_table_and_copied() {
    let folder = reports();
    let mut harness = charts_window(folder.path());
    harness.get_by_role_and_label(Role::Tab, "Table").click();
    harness.run();
    let row =
        "2022: Outstanding 0, Good 1, Requires improvement 0, Inadequate 1, Reports 2, Good or better 50%";
    assert!(harness.query_by_role_and_label(Role::Row, row).is_some());
    assert!(harness.query_by_role_and_label(Role::Figure, "Overall: grades by year").is_none());
    harness.get_by_label("Copy table").click();
    harness.run();
    let toast = harness.state().state().messages.toast.as_ref();
    assert!(toast.is_some(), "the copied rows are counted");
}

#[test]
fn charts_respect_the_filters_of_the_matrix() {
    let folder = reports();
    let mut harness = charts_window(folder.path());
    let filter = MatrixFilter { words: "fenby".to_owned(), ..MatrixFilter::default() };
    let matrix = MatrixOptions { filter, ..MatrixOptions::default() };
    run(&mut harness, FolderCommand::SetMatrix(Box::new(matrix)));
    assert!(harness.query_by_role_and_label(Role::Button, "2022: 1 report: 1 inadequate").is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "2019: 1 report: 1 inadequate").is_none());
}

#[test]
fn council_over_time_opens_the_timeline_of_its_reports() {
    let folder = reports();
    let mut harness = charts_window(folder.path());
    harness.get_by_role_and_label(Role::Tab, "Council over time").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Heading, "Larkmoor, 2019 to 2022").is_some());
    let lane = "Overall: inadequate in 2019; good in 2022.";
    assert!(harness.query_by_role_and_label(Role::Image, lane).is_some());
    harness.get_by_role_and_label(Role::Button, "Show timeline").click();
    driver::wait_until(&mut harness, |state| state.front_timeline().is_some());
    assert_eq!(harness.state().state().front_timeline().unwrap().timeline.inspections.len(), 2);
}

#[test]
fn recommendations_are_shown_by_theme_with_the_others() {
    let folder = reports();
    let mut harness = charts_window(folder.path());
    harness.get_by_role_and_label(Role::Tab, "Themes").click();
    harness.run();
    for name in [
        "Supervision and management: 3 recommendations (50%), in 3 reports",
        "Other: 3 recommendations (50%), in 3 reports",
    ] {
        assert!(harness.query_by_role_and_label(Role::Image, name).is_some(), "{name}");
    }
    let options = ChartOptions {
        kind: ChartKind::Themes,
        themes: findings::library::charts::ThemePeriod::Years,
        ..ChartOptions::default()
    };
    set_options(&mut harness, options);
    let name = "Supervision and management: 1 in 2019, 2 in 2022";
    assert!(harness.query_by_role_and_label(Role::Image, name).is_some());
}

#[test]
fn chart_is_printed_as_it_is_chosen() {
    let folder = reports();
    let mut harness = charts_window(folder.path());
    harness.state_mut().run_command(Command::Do(Action::Print));
    driver::wait_until(&mut harness, |state| {
        state.printing.as_ref().is_some_and(|printing| printing.preview.is_some())
    });
    let state = harness.state().state();
    let printing = state.printing.as_ref().unwrap();
    assert!(matches!(printing.subject, PrintSubject::Chart(_)));
    assert_eq!(printing.title(state), "Overall: grades by year");
    assert_eq!(printing.preview.as_ref().unwrap().pages, 1);
}

#[test]
fn other_views_of_a_folder_have_no_chart_to_print_or_export() {
    let folder = reports();
    let mut harness = folder_window(folder.path(), SIZE);
    assert!(harness.state().state().front_charts().is_none());
    run(&mut harness, FolderCommand::ShowView(FolderView::Charts));
    let kinds = [ExportKind::ChartSvg, ExportKind::ChartPng, ExportKind::ChartCsv];
    assert_eq!(harness.state().state().export_kinds(), kinds);
}

/// Returns a program without a window that has read a folder and shows its charts.
fn charts_application(folder: &Path) -> Application {
    let thread = std::thread::current();
    let runner = Runner::new(move || thread.unpark(), None);
    let mut app = Application::new(State::new(Settings::default()), runner);
    app.run_command(Command::OpenFolder(folder.to_owned()));
    app.run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    app.finish_work(|| std::thread::park_timeout(std::time::Duration::from_millis(20)));
    let id = app.state().front_tab().unwrap();
    app.run_command(Command::Folder(id, FolderCommand::ShowView(FolderView::Charts)));
    app
}

/// Saves the chart in front as this kind of file, and returns its bytes.
fn save(app: &mut Application, kind: ExportKind, folder: &Path) -> Vec<u8> {
    app.run_command(Command::Export(kind));
    let effects = app.take_window_effects();
    let save = effects.into_iter().find_map(|effect| match effect {
        WindowEffect::SaveAs(_, save) => Some(save),
        _ => None,
    });
    let mut save = save.unwrap();
    assert!(save.name.starts_with("overall-grades-by-year."), "{}", save.name);
    if let Some(picture) = save.chart_to_paint().map(|sheet| findings::ui::render_chart(sheet).into_file()) {
        *save = save.with_picture(picture);
    }
    std::fs::read(save.write(folder.join(save.name.clone())).unwrap()).unwrap()
}

#[test]
fn chart_is_saved_as_a_drawing_a_picture_and_numbers() {
    let (folder, out) = (reports(), tempfile::tempdir().unwrap());
    let mut app = charts_application(folder.path());
    let svg = String::from_utf8(save(&mut app, ExportKind::ChartSvg, out.path())).unwrap();
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    assert!(svg.contains(">Overall: grades by year</text>"), "text stays text");
    assert!(svg.contains("<title>2022: 2 reports: 1 good, 1 inadequate</title>"));
    let csv = String::from_utf8(save(&mut app, ExportKind::ChartCsv, out.path())).unwrap();
    assert!(csv.contains("2022,0,1,0,1,2,50%"), "{csv}");
    let png = save(&mut app, ExportKind::ChartPng, out.path());
    let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    assert!(reader.info().width == 1480 && reader.info().height > 800, "{:?}", reader.info());
}

#[test]
fn selected_row_shows_its_council_and_a_double_click_opens_the_report() {
    let folder = reports();
    let mut harness = folder_window(folder.path(), SIZE);
    assert!(harness.query_by_label_contains("Select a row to see").is_some());
    let at = harness.get_by_label_contains("Larkmoor, 18 March 2022").rect().center();
    click(&mut harness, at, 1);
    assert!(harness.state().state().tabs.front().unwrap().folder().is_some(), "one click opens nothing");
    assert!(harness.query_by_role_and_label(Role::Heading, "Larkmoor").is_some());
    assert!(
        harness.query_by_role_and_label(Role::Image, "Overall: inadequate in 2019; good in 2022.").is_some()
    );
    assert!(harness.query_by_label("2 in 2022; 4 in all 2 inspections").is_some());
    click(&mut harness, at, 2);
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().report().source.file, "Larkmoor 2022.md");
}

/// Clicks a point of the window this number of times within one frame.
fn click(harness: &mut Harness<'_, Window>, at: eframe::egui::Pos2, count: usize) {
    let events = &mut harness.input_mut().events;
    events.push(eframe::egui::Event::PointerMoved(at));
    for pressed in [true, false].repeat(count) {
        events.push(eframe::egui::Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: eframe::egui::Modifiers::NONE,
        });
    }
    harness.run();
}

#[test]
fn enter_opens_the_report_of_the_focused_row() {
    let folder = reports();
    let mut harness = folder_window(folder.path(), SIZE);
    harness.get_by_label_contains("Fenby, 18 March 2022").focus();
    harness.run();
    let beside = folder_tab(&harness).1.side.row.clone();
    assert_eq!(beside.as_deref(), Some(Path::new("Fenby 2022.md")), "the focused row is selected");
    harness.key_press(Key::Enter);
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().report().source.file, "Fenby 2022.md");
}

#[test]
fn panel_compares_with_the_previous_inspection() {
    let folder = reports();
    let mut harness = folder_window(folder.path(), SIZE);
    run(&mut harness, FolderCommand::Side(FolderSideCommand::ShowRow("Larkmoor 2022.md".into())));
    harness.get_by_role_and_label(Role::Button, "Compare with the previous inspection").click();
    driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
}

#[test]
fn panel_closes_opens_again_and_gives_way_in_a_narrow_window() {
    let folder = reports();
    let mut harness = folder_window(folder.path(), SIZE);
    assert!(harness.query_by_role_and_label(Role::Figure, "Overall effectiveness by year").is_some());
    harness.get_by_label("Close panel").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Figure, "Overall effectiveness by year").is_none());
    harness.get_by_label("Panel with council and chart").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Figure, "Overall effectiveness by year").is_some());
    let narrow = folder_window(folder.path(), [1000.0, 800.0]);
    assert!(narrow.query_by_role_and_label(Role::Figure, "Overall effectiveness by year").is_none());
}
