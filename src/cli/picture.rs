//! `findings picture`: the window painted to a file.

use std::{path::PathBuf, sync::Arc, thread, time::Duration};

use clap::{Args, ValueEnum};

use super::{Opening, Trouble, trouble, writing::write};
use crate::{
    analysis::{Findings, Query},
    app::{self, Action, Command, Compared, DocumentId, Layout, Runner, Settings, State, SummaryTab, Theme},
    ui::{self, PictureOptions},
};

#[derive(Debug, Args)]
pub(super) struct Picture {
    /// The report to show; without it the start screen
    file: Option<PathBuf>,
    /// The picture to write
    #[arg(long)]
    out: PathBuf,
    /// Width and height of the window in points, as in 1280x800
    #[arg(long, default_value = "1280x800", value_parser = size)]
    size: (f32, f32),
    /// Pixels in a point, from 0.5 to 4
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    scale: f32,
    /// Light text on a dark page
    #[arg(long)]
    dark: bool,
    /// White text on black
    #[arg(long, conflicts_with = "dark")]
    high_contrast: bool,
    /// Scroll to this paragraph and mark it
    #[arg(long)]
    para: Option<u32>,
    /// Scroll to this recommendation, counted from 1, and mark it
    #[arg(long, conflicts_with = "para")]
    recommendation: Option<usize>,
    /// Find these words
    #[arg(long, requires = "file")]
    find: Option<String>,
    /// Show the command palette with this typed in it
    #[arg(long)]
    palette: Option<String>,
    /// Show this table of the summary
    #[arg(long, value_enum)]
    tab: Option<Tab>,
    /// Hold the report against this one
    #[arg(long, requires = "file")]
    compare: Option<PathBuf>,
    /// Show the pages as they are printed
    #[arg(long, value_enum)]
    pages: Option<Pages>,
    /// Show the print view
    #[arg(long, requires = "file", conflicts_with = "pages")]
    print: bool,
    #[command(flatten)]
    opening: Opening,
}

/// Where the pages of a file are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Pages {
    /// Beside the text
    Beside,
    /// In place of the text
    Alone,
}

/// The tables of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tab {
    /// What was judged
    Judgements,
    /// What is to be done
    Recommendations,
    /// What falls short, in the text
    Points,
    /// What does not fit
    Checks,
    /// What the grades mean
    Scale,
    /// What letters stand for
    Abbreviations,
    /// What was noted
    Notes,
    /// Bodies that are named
    Bodies,
    /// Shares, sums and rates
    Figures,
    /// Inspections before this one
    EarlierInspections,
}

impl From<Tab> for SummaryTab {
    fn from(tab: Tab) -> Self {
        match tab {
            Tab::Judgements => Self::Judgements,
            Tab::Recommendations => Self::Recommendations,
            Tab::Points => Self::Points,
            Tab::Checks => Self::Checks,
            Tab::Scale => Self::Scale,
            Tab::Abbreviations => Self::Abbreviations,
            Tab::Notes => Self::Notes,
            Tab::Bodies => Self::Bodies,
            Tab::Figures => Self::Figures,
            Tab::EarlierInspections => Self::EarlierInspections,
        }
    }
}

pub(super) fn picture(arguments: &Picture) -> Result<(), Trouble> {
    let options = PictureOptions {
        size: arguments.size,
        scale: arguments.scale,
        dark: arguments.dark || arguments.high_contrast,
    };
    let loaded = match &arguments.file {
        Some(file) => {
            let password = arguments.opening.password.as_ref();
            Some(app::load(file, password, drop).map_err(|error| trouble(file, error))?)
        }
        None => None,
    };
    let place = match (&loaded, &arguments.file, arguments.para) {
        (Some(loaded), Some(file), Some(number)) => {
            let missing = || Trouble::NoParagraph(file.clone(), number);
            let id = loaded.report.paragraph_numbered(number).ok_or_else(missing)?;
            Some(loaded.report.paragraph(id).place)
        }
        _ => None,
    };
    let asked = arguments.recommendation.and_then(|number| number.checked_sub(1));
    let asked =
        asked.zip(loaded.as_ref()).and_then(|(index, loaded)| loaded.report.recommendations.get(index));
    let place = place.or(asked.map(|item| item.place));
    let theme = if arguments.high_contrast { Theme::HighContrast } else { Theme::System };
    let mut state = State::new(Settings { theme, ..Settings::default() });
    if let Some(loaded) = loaded {
        let mut document = app::Document::new(DocumentId(0), None, loaded);
        document.findings =
            Some(Arc::new(Findings::of(document.report(), Arc::clone(&document.loaded.abbreviations))));
        document.view.tab = arguments.tab.map(SummaryTab::from).unwrap_or_default();
        state.documents.push(document);
        state.active = Some(DocumentId(0));
    }
    let mut compared = None;
    if let (Some(other), Some(id)) = (&arguments.compare, state.active) {
        let loaded = app::load(other, arguments.opening.password.as_ref(), drop)
            .map_err(|error| trouble(other, error))?;
        let other = DocumentId(id.0 + 1);
        let reports = [state.documents[0].loaded.report.clone(), loaded.report.clone()];
        state.documents.push(app::Document::new(other, None, loaded));
        compared = Some(Box::new(Compared::new([id, other], &reports)));
    }
    let painter = thread::current();
    let runner = Runner::new(move || painter.unpark(), None);
    let start = |window: &mut ui::Window| {
        if let Some(compared) = compared {
            window.command(Command::Compared(compared));
            if arguments.print {
                window.command(Command::Do(Action::Print));
            }
            if place.is_some() {
                window.command(Command::GoToBoth([place, None]));
            }
            return;
        }
        if arguments.print {
            window.command(Command::Do(Action::Print));
        }
        match arguments.pages {
            Some(Pages::Beside) => window.command(Command::Show(Layout::Both)),
            Some(Pages::Alone) => window.command(Command::Show(Layout::Pages)),
            None => {}
        }
        if let Some(place) = place {
            window.command(Command::GoTo(place));
        }
        if let Some(words) = &arguments.find {
            window.command(Command::Do(Action::Find));
            window.command(Command::Search(Query { words: words.clone(), ..Query::default() }));
        }
        if arguments.palette.is_some() {
            window.command(Command::Palette(arguments.palette.clone()));
        }
    };
    let picture =
        ui::picture(state, runner, options, start, || thread::park_timeout(Duration::from_millis(20)));
    let png = png(&picture).map_err(|error| Trouble::Write(arguments.out.clone(), error.into()))?;
    write(&arguments.out, &png, true, &[])
}

fn png(picture: &ui::Picture) -> Result<Vec<u8>, png::EncodingError> {
    let side = |pixels| u32::try_from(pixels).unwrap_or(u32::MAX);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side(picture.width), side(picture.height));
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&picture.rgba)?;
    Ok(bytes)
}

fn size(words: &str) -> Result<(f32, f32), String> {
    let parts =
        words.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    parts
        .filter(|(width, height)| (320.0..=8000.0).contains(width) && (240.0..=8000.0).contains(height))
        .ok_or_else(|| "two numbers from 320x240 to 8000x8000, as in 1280x800".to_owned())
}

fn scale(words: &str) -> Result<f32, String> {
    let scale = words.parse().ok().filter(|scale| (0.5..=4.0).contains(scale));
    scale.ok_or_else(|| "a number from 0.5 to 4".to_owned())
}
