//! `findings picture`: saves a picture of the window as a PNG file.

use std::{path::PathBuf, thread, time::Duration};

use clap::{Args, ValueEnum};

use super::{
    CliError, ReadOptions, open_error,
    out_file::{OutputCount, OutputFormat, resolve_out},
    strings,
    writing::write_file,
};
use crate::{
    analysis::Query,
    app::{
        self, Action, Application, Command, CompareTab, Dialog, FolderCommand, FolderSearchCommand,
        FolderView, IndexStorage, Layout, Runner, Settings, SettingsPage, State, SummaryTab, Theme,
    },
    report::Place,
    ui::{self, PictureOptions},
};

#[derive(Debug, Args)]
pub(super) struct PictureArguments {
    /// Report or folder to show; without it, the start screen is shown
    file: Option<PathBuf>,
    /// PNG file to write
    #[arg(long)]
    out: PathBuf,
    /// Width and height of the window in points
    #[arg(long, default_value = "1280x800", value_parser = parse_size)]
    size: (f32, f32),
    /// Pixels per point, from 0.5 to 4
    #[arg(long, default_value_t = 1.0, value_parser = parse_scale)]
    scale: f32,
    /// Use dark colours
    #[arg(long)]
    dark: bool,
    /// Use high contrast colours, white on black
    #[arg(long, conflicts_with = "dark")]
    high_contrast: bool,
    /// Scroll to this paragraph and highlight it
    #[arg(long)]
    para: Option<crate::report::ParagraphAddress>,
    /// Scroll to this recommendation, counted from 1, and highlight it
    #[arg(long, conflicts_with = "para")]
    recommendation: Option<usize>,
    /// Search for this text
    #[arg(long, alias = "find", requires = "file")]
    search: Option<String>,
    /// Show the command palette with this text typed in
    #[arg(long)]
    palette: Option<String>,
    /// Show this page of the settings
    #[arg(long, value_enum, conflicts_with = "palette")]
    settings: Option<SettingsPageArgument>,
    /// Show this tab of the summary, or of the panel beside a comparison
    #[arg(long, value_enum)]
    tab: Option<Tab>,
    /// Compare the report with this one
    #[arg(long, requires = "file")]
    compare: Option<PathBuf>,
    /// Show the timeline of the report and this one; can be used more than once
    #[arg(long, requires = "file", conflicts_with = "compare", value_name = "FILE")]
    timeline: Vec<PathBuf>,
    /// Show the original pages
    #[arg(long, value_enum)]
    pages: Option<PagesPosition>,
    /// Show the print preview
    #[arg(long, requires = "file", conflicts_with = "pages")]
    print: bool,
    #[command(flatten)]
    read_options: ReadOptions,
}

/// The place of the original pages in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PagesPosition {
    /// Beside the text
    Beside,
    /// Instead of the text
    Alone,
}

/// The pages of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SettingsPageArgument {
    /// Colours, zoom and panels
    General,
    /// Font and spacing of the text
    Text,
    /// Keyboard shortcuts
    Shortcuts,
    /// Folders for settings and notes
    Folders,
}

impl From<SettingsPageArgument> for SettingsPage {
    fn from(page: SettingsPageArgument) -> Self {
        match page {
            SettingsPageArgument::General => Self::General,
            SettingsPageArgument::Text => Self::Text,
            SettingsPageArgument::Shortcuts => Self::Shortcuts,
            SettingsPageArgument::Folders => Self::Folders,
        }
    }
}

/// The tabs of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tab {
    /// Judgements and their grades
    Judgements,
    /// Recommendations
    Recommendations,
    /// Points to improve
    Points,
    /// Inconsistencies in the report
    Checks,
    /// Meaning of the grades
    Scale,
    /// Abbreviations
    Abbreviations,
    /// Notes
    Notes,
    /// Organisations named in the report
    Organisations,
    /// Figures: percentages, sums of money and rates
    Figures,
    /// Earlier inspections
    EarlierInspections,
    /// Changes in the text of compared reports
    Changes,
    /// Linked sections of compared reports
    Sections,
    /// Charts of a folder
    Charts,
    /// Recommendations of all reports in a folder
    Register,
}

impl Tab {
    /// Returns the tab of the panel beside a comparison; `None` if it has no such tab.
    fn of_comparison(self) -> Option<CompareTab> {
        match self {
            Self::Judgements => Some(CompareTab::Judgements),
            Self::Recommendations => Some(CompareTab::Recommendations),
            Self::Checks => Some(CompareTab::Checks),
            Self::Changes => Some(CompareTab::Text),
            Self::Sections => Some(CompareTab::Sections),
            Self::Points
            | Self::Scale
            | Self::Abbreviations
            | Self::Notes
            | Self::Organisations
            | Self::Figures
            | Self::EarlierInspections
            | Self::Charts
            | Self::Register => None,
        }
    }
}

impl From<Tab> for SummaryTab {
    fn from(tab: Tab) -> Self {
        match tab {
            Tab::Judgements | Tab::Changes | Tab::Sections | Tab::Charts | Tab::Register => Self::Judgements,
            Tab::Recommendations => Self::Recommendations,
            Tab::Points => Self::Points,
            Tab::Checks => Self::Checks,
            Tab::Scale => Self::Scale,
            Tab::Abbreviations => Self::Abbreviations,
            Tab::Notes => Self::Notes,
            Tab::Organisations => Self::Organisations,
            Tab::Figures => Self::Figures,
            Tab::EarlierInspections => Self::EarlierInspections,
        }
    }
}

/// PNG, the only format of this command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Png;

impl OutputFormat for Png {
    const ALL: &'static [Self] = &[Self];

    fn name(self) -> &'static str {
        "png"
    }

    fn extensions(self) -> &'static [&'static str] {
        &["png"]
    }
}

/// Renders the window in the state that the arguments describe, and saves the picture.
pub(super) fn run_picture(arguments: &PictureArguments) -> Result<(), CliError> {
    resolve_out(Some(&arguments.out), Some(Png), OutputCount::One)?;
    let options = PictureOptions {
        size: arguments.size,
        scale: arguments.scale,
        is_dark: arguments.dark || arguments.high_contrast,
    };
    let folder = arguments.file.as_ref().filter(|file| file.is_dir());
    let loaded = match &arguments.file {
        Some(file) if folder.is_none() => {
            let password = arguments.read_options.password.as_ref();
            Some(app::load_report(file, password, drop).map_err(|error| open_error(file, error))?)
        }
        Some(_) | None => None,
    };
    let place = match (&loaded, &arguments.file, arguments.para) {
        (Some(loaded), Some(file), Some(number)) => {
            let missing = || CliError::NoParagraph(file.clone(), number);
            Some(loaded.place_at_address(number).ok_or_else(missing)?)
        }
        _ => None,
    };
    let recommendation_index = arguments.recommendation.and_then(|number| number.checked_sub(1));
    let recommendation = recommendation_index
        .zip(loaded.as_ref())
        .and_then(|(index, loaded)| loaded.report.recommendations.get(index));
    let place = place.or(recommendation.map(|item| item.place));
    let theme = if arguments.high_contrast { Theme::HighContrast } else { Theme::System };
    let main_thread = thread::current();
    let wait_for_work = || thread::park_timeout(Duration::from_millis(20));
    let state = State::new(Settings { theme, ..Settings::default() });
    let mut app = Application::new(state, Runner::new(move || main_thread.unpark(), None));
    let loaded = loaded.filter(|_| arguments.timeline.is_empty());
    let document = loaded.and_then(|loaded| app.add_report(None, loaded));
    if let (Some(other), Some(id)) = (&arguments.compare, document) {
        let loaded = app::load_report(other, arguments.read_options.password.as_ref(), drop)
            .map_err(|error| open_error(other, error))?;
        if let Some(other) = app.add_report(None, loaded) {
            app.run_command(Command::Compare([id, other]));
        }
    }
    if let Some(file) = arguments.file.as_ref().filter(|_| !arguments.timeline.is_empty()) {
        let files = std::iter::once(file).chain(&arguments.timeline).cloned().collect();
        app.run_command(Command::ShowTimelineOf(files));
    }
    if let Some(folder) = folder {
        app.run_command(Command::OpenFolder(folder.clone()));
        app.run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    }
    app.finish_work(wait_for_work);
    apply_arguments(&mut app, arguments, place);
    if let Some(words) = arguments.search.as_ref().filter(|_| folder.is_some()) {
        search_folder(&mut app, words);
        app.finish_work(wait_for_work);
    }
    let picture = ui::render_window(app, options, wait_for_work);
    let png = picture.into_file().to_png();
    let png = png.map_err(|error| CliError::Write(arguments.out.clone(), error.into()))?;
    write_file(&arguments.out, &png, true, &[])
}

/// Brings the window into the state that the arguments describe. `place` is the place to go to.
fn apply_arguments(app: &mut Application, arguments: &PictureArguments, place: Option<Place>) {
    match arguments.tab {
        Some(tab) if arguments.compare.is_some() => {
            let tab = tab.of_comparison().unwrap_or_default();
            app.run_command(Command::ShowCompareTab(tab));
        }
        Some(Tab::Charts) => {
            if let Some(id) = app.state().front_tab() {
                app.run_command(Command::Folder(id, FolderCommand::ShowView(FolderView::Charts)));
            }
        }
        Some(Tab::Register) => {
            if let Some(id) = app.state().front_tab() {
                app.run_command(Command::Folder(id, FolderCommand::ShowView(FolderView::Register)));
            }
        }
        Some(tab) => app.run_command(Command::ShowTab(SummaryTab::from(tab))),
        None => {}
    }
    if arguments.print {
        app.run_command(Command::Do(Action::Print));
    }
    match arguments.pages {
        Some(PagesPosition::Beside) => app.run_command(Command::Show(Layout::Both)),
        Some(PagesPosition::Alone) => app.run_command(Command::Show(Layout::Pages)),
        None => {}
    }
    match place {
        Some(place) if arguments.compare.is_some() => app.run_command(Command::GoToBoth([Some(place), None])),
        Some(place) => app.run_command(Command::GoTo(place)),
        None => {}
    }
    if let Some(words) = arguments.search.as_ref().filter(|_| app.state().front_document().is_some()) {
        app.run_command(Command::Do(Action::Search));
        app.run_command(Command::Search(Query { words: words.clone(), ..Query::default() }));
    }
    if let Some(words) = &arguments.palette {
        app.run_command(Command::OpenDialog(Dialog::Palette(words.clone())));
    }
    if let Some(page) = arguments.settings {
        app.run_command(Command::OpenDialog(Dialog::Settings(page.into())));
    }
}

/// Shows the search of the folder in front, with these words.
fn search_folder(app: &mut Application, words: &str) {
    let Some(id) = app.state().front_tab() else { return };
    app.run_command(Command::Folder(id, FolderCommand::ShowView(FolderView::Search)));
    let query = Query { words: words.to_owned(), ..Query::default() };
    let search = FolderSearchCommand::SetQuery(query);
    app.run_command(Command::Folder(id, FolderCommand::Search(search)));
}

/// Parses a window size in points, such as "1280x800".
///
/// # Errors
/// Returns a message if the text is not a size from 320x240 to 8000x8000.
fn parse_size(text: &str) -> Result<(f32, f32), String> {
    let size =
        text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    size.filter(|(width, height)| (320.0..=8000.0).contains(width) && (240.0..=8000.0).contains(height))
        .ok_or_else(|| strings::INVALID_SIZE.to_owned())
}

/// Parses a number of pixels per point.
///
/// # Errors
/// Returns a message if the text is not a number from 0.5 to 4.
fn parse_scale(text: &str) -> Result<f32, String> {
    let scale = text.parse().ok().filter(|scale| (0.5..=4.0).contains(scale));
    scale.ok_or_else(|| strings::INVALID_SCALE.to_owned())
}
