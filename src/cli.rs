//! The command line: arguments to a window, or to a command that needs no display.
//!
//! Exit codes: 0 all is well, 1 a check fired, 2 something could not be done. Errors go to standard error as
//! `findings: FILE: what is wrong`; one unreadable file does not stop the others.

use std::{
    collections::HashSet,
    ffi::OsString,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{
    analysis,
    app::{self, Command, Compared, DocumentId, Layout, OpenError, Password, Runner, Settings, State},
    output,
    read::ReadError,
    report::{Report, Warning},
    ui::{self, PictureOptions},
};

/// Read inspection reports: contents beside the text, grades and recommendations in a table.
#[derive(Debug, Parser)]
#[command(name = "findings", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// Reports to open in the window, each in a tab
    files: Vec<PathBuf>,
    #[command(subcommand)]
    command: Option<Headless>,
}

/// Commands that need no display.
#[derive(Debug, Subcommand)]
enum Headless {
    /// Write what a report says, for other programs
    Export(Export),
    /// Tell what does not fit in a report, a line each; exit code 1 if there is anything
    Check {
        /// Reports to check
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        opening: Opening,
    },
    /// Compare two reports: in the window, or with --format for other programs
    Compare(Compare),
    /// Paint the window to a PNG picture, without a display
    Picture(PictureArguments),
}

/// What is needed to open a file.
#[derive(Debug, Args)]
struct Opening {
    /// Opens protected files; other people on this computer can see it while the command runs
    #[arg(long, value_parser = password)]
    password: Option<Password>,
}

#[derive(Debug, Args)]
struct Export {
    /// Reports to read
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// The file to write, or for several reports the folder; standard output without it
    #[arg(long)]
    out: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    opening: Opening,
}

#[derive(Debug, Args)]
struct Compare {
    /// The earlier report, or the draft
    left: PathBuf,
    /// The later report, or the final one
    right: PathBuf,
    /// What to write; without it the window opens
    #[arg(long, value_enum)]
    format: Option<CompareFormat>,
    /// The file to write; standard output without it
    #[arg(long)]
    out: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    opening: Opening,
}

/// What a comparison can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// JSON, schema findings-comparison/1
    Json,
    /// A web page
    Html,
}

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON, schema findings/1
    Json,
}

#[derive(Debug, Args)]
struct PictureArguments {
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
    /// Scroll to this paragraph and mark it
    #[arg(long)]
    para: Option<u32>,
    /// Hold the report against this one
    #[arg(long, requires = "file")]
    compare: Option<PathBuf>,
    /// Show the pages as they are printed
    #[arg(long, value_enum)]
    pages: Option<Pages>,
    #[command(flatten)]
    opening: Opening,
}

/// Where the pages of a file are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Pages {
    /// Beside the text
    Beside,
    /// In place of the text
    Alone,
}

/// Something worth telling on standard error.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{file}: {error}", file = .0.display(), error = .1)]
    Open(PathBuf, app::OpenError),
    #[error("{file}: A password protects the file; give it with --password.", file = .0.display())]
    Locked(PathBuf),
    #[error("{file}: {error}.", file = .0.display(), error = .1)]
    Write(PathBuf, io::Error),
    #[error("{file}: There is such a file already; --force replaces it.", file = .0.display())]
    Exists(PathBuf),
    #[error("{file}: This report has no paragraph {number}.", file = .0.display(), number = .1)]
    NoParagraph(PathBuf, u32),
    #[error("{0}")]
    Output(#[from] serde_json::Error),
    #[error(
        "{0} Commands that need none: findings export, findings check, findings compare --format, findings picture."
    )]
    NoWindow(#[from] ui::NoWindow),
}

/// Runs the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are told this way too; nobody is left to tell if printing fails.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match arguments.command {
        None => finish(ui::run(arguments.files, ui::Begin::Tabs).map_err(Trouble::from)),
        Some(Headless::Export(export)) => self::export(&export),
        Some(Headless::Check { files, opening }) => check(&files, &opening),
        Some(Headless::Compare(compare)) => finish(self::compare(compare)),
        Some(Headless::Picture(picture)) => finish(self::picture(&picture)),
    }
}

fn finish(result: Result<(), Trouble>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => tell(&trouble),
    }
}

fn tell(trouble: &Trouble) -> ExitCode {
    eprintln!("findings: {trouble}");
    ExitCode::from(2)
}

fn open(file: &Path, opening: &Opening) -> Result<(Report, Vec<Warning>), Trouble> {
    let read = app::read_report(file, opening.password.as_ref()).map_err(|error| trouble(file, error))?;
    let mut warnings = read.warnings;
    warnings.extend(analysis::checks(&read.report));
    Ok((read.report, warnings))
}

fn trouble(file: &Path, error: OpenError) -> Trouble {
    match error {
        OpenError::Read(ReadError::Password { wrong: false }) => Trouble::Locked(file.to_owned()),
        error => Trouble::Open(file.to_owned(), error),
    }
}

fn export(export: &Export) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let mut written = HashSet::new();
    for file in &export.files {
        if let Err(trouble) = export_one(export, file, &mut written) {
            code = tell(&trouble);
        }
    }
    code
}

/// `written` are the files that this run has written: reports of one name may come from several folders.
fn export_one(export: &Export, file: &Path, written: &mut HashSet<PathBuf>) -> Result<(), Trouble> {
    let (report, warnings) = open(file, &export.opening)?;
    let (text, ending) = match export.format {
        Format::Json => (output::to_json(&report, &warnings)?, "json"),
    };
    let Some(out) = &export.out else { return print(&text) };
    if export.files.len() == 1 && !out.is_dir() {
        return write(out, text.as_bytes(), export.force);
    }
    fs::create_dir_all(out).map_err(|error| Trouble::Write(out.clone(), error))?;
    let stem = Path::new(&report.source.file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let names = std::iter::once(format!("{stem}.{ending}"))
        .chain((2..).map(|count| format!("{stem}-{count}.{ending}")));
    let path = names
        .map(|name| out.join(name))
        .find(|path| !written.contains(path))
        .unwrap_or_else(|| out.join(&stem));
    write(&path, text.as_bytes(), export.force)?;
    written.insert(path);
    Ok(())
}

fn check(files: &[PathBuf], opening: &Opening) -> ExitCode {
    let mut fired = false;
    let mut trouble = None;
    for file in files {
        match open(file, opening) {
            Ok((_, warnings)) => {
                fired |= !warnings.is_empty();
                let lines =
                    warnings.iter().map(|warning| format!("{}: {}\n", file.display(), warning.message));
                trouble = print(&lines.collect::<String>()).err().map(|error| tell(&error)).or(trouble);
            }
            Err(error) => trouble = Some(tell(&error)),
        }
    }
    trouble.unwrap_or(if fired { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn compare(compare: Compare) -> Result<(), Trouble> {
    let Some(format) = compare.format else {
        return Ok(ui::run(vec![compare.left, compare.right], ui::Begin::Compare)?);
    };
    let (left, _) = open(&compare.left, &compare.opening)?;
    let (right, _) = open(&compare.right, &compare.opening)?;
    let comparison = analysis::compare(&left, &right);
    let text = match format {
        CompareFormat::Json => output::comparison_to_json(&left, &right, &comparison)?,
        CompareFormat::Html => output::comparison_to_html(&left, &right, &comparison),
    };
    match &compare.out {
        Some(out) => write(out, text.as_bytes(), compare.force),
        None => print(&text),
    }
}

fn picture(arguments: &PictureArguments) -> Result<(), Trouble> {
    let options = PictureOptions { size: arguments.size, scale: arguments.scale, dark: arguments.dark };
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
    let mut state = State::new(Settings::default());
    if let Some(loaded) = loaded {
        state.documents.push(app::Document::new(DocumentId(0), None, loaded));
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
            if place.is_some() {
                window.command(Command::GoToBoth([place, None]));
            }
            return;
        }
        match arguments.pages {
            Some(Pages::Beside) => window.command(Command::Show(Layout::Both)),
            Some(Pages::Alone) => window.command(Command::Show(Layout::Pages)),
            None => {}
        }
        if let Some(place) = place {
            window.command(Command::GoTo(place));
        }
    };
    let picture =
        ui::picture(state, runner, options, start, || thread::park_timeout(Duration::from_millis(20)));
    let png = png(&picture).map_err(|error| Trouble::Write(arguments.out.clone(), error.into()))?;
    write(&arguments.out, &png, true)
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

/// Writes aside and renames, so that what was there before stays whole if the disk is full.
fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Trouble> {
    if !force && path.exists() {
        return Err(Trouble::Exists(path.to_owned()));
    }
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    let result = fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    result.map_err(|error| {
        // What could not be written whole is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&aside);
        Trouble::Write(path.to_owned(), error)
    })
}

/// Prints; a reader that has heard enough (`findings … | head`) is no error.
fn print(text: &str) -> Result<(), Trouble> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Trouble::Write("standard output".into(), error))
        }
        _ => Ok(()),
    }
}

fn password(words: &str) -> Result<Password, std::convert::Infallible> {
    Ok(Password(words.to_owned()))
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
