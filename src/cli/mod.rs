//! The command line: arguments to a window, or to a command that needs no display.
//!
//! Exit codes: 0 all is well, 1 a check fired, 2 something could not be done. Errors go to standard error as
//! `findings: FILE: what is wrong`; one unreadable file does not stop the others.

mod compare;
mod export;
mod picture;
mod plan;
mod summary;
mod writing;

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, CommandFactory as _, Parser, Subcommand};

use self::writing::print;
use crate::{
    analysis::{self, Abbreviation},
    app::{self, Begin, OpenError, Password, StartOptions},
    output::{WriteError, plan::PlanError},
    read::ReadError,
    report::{Report, Warning},
    trace, ui,
};

/// Read inspection reports: contents beside the text, grades and recommendations in a table.
#[derive(Debug, Parser)]
#[command(name = "findings", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// Reports to open in the window, each in a tab; FILE#para=42 opens at that paragraph
    files: Vec<PathBuf>,
    /// Show the paragraph of this number of the one report that is opened
    #[arg(long, value_name = "NUMBER", requires = "files")]
    para: Option<u32>,
    /// Open a window of its own, and not a tab in the one that is open
    #[arg(long)]
    new_window: bool,
    /// Keep settings, and what is said of reports, in a folder beside the program
    #[arg(long)]
    portable: bool,
    #[command(subcommand)]
    command: Option<Headless>,
}

/// Commands that need no display.
#[derive(Debug, Subcommand)]
enum Headless {
    /// Write what a report says, for other programs
    Export(export::Export),
    /// Write a report's action plan, with what was filled in before
    Plan(plan::Plan),
    /// Sum a report up on a page or two, as a PDF
    Summary(summary::Summary),
    /// Tell what does not fit in a report, a line each; exit code 1 if there is anything
    Check {
        /// Reports to check
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        opening: Opening,
    },
    /// Compare two reports: in the window, or with --format for other programs
    Compare(compare::Compare),
    /// Paint the window to a PNG picture, without a display
    Picture(picture::Picture),
}

/// What is needed to open a file.
#[derive(Debug, Args)]
struct Opening {
    /// Opens protected files; other people on this computer can see it while the command runs
    #[arg(long, value_parser = password)]
    password: Option<Password>,
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
    #[error("{file}: This is the report itself; it is not written over.", file = .0.display())]
    Source(PathBuf),
    #[error("{file}: This is a folder; name a file in it.", file = .0.display())]
    Folder(PathBuf),
    #[error("A PDF is no text: name a file for it with --out summary.pdf.")]
    NoPlace,
    #[error("A workbook is no text: name a file for it with --out plan.xlsx.")]
    NoFile,
    #[error("{file}: {error}", file = .0.display(), error = .1)]
    Plan(PathBuf, PlanError),
    #[error("{file}: None of the rows of this action plan is of this report.", file = .0.display())]
    OtherPlan(PathBuf),
    #[error("{file}: This report has no section “{title}”.", file = .0.display(), title = .1)]
    NoSection(PathBuf, String),
    #[error("{0}")]
    Output(#[from] WriteError),
    #[error(
        "{0} Commands that need none: findings export, findings summary, findings check, findings compare \
         --format, findings picture."
    )]
    NoWindow(#[from] ui::NoWindow),
}

/// The definition of the command line, for man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    trace::begin();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are told this way too; nobody is left to tell if printing fails.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match arguments.command {
        None => {
            let (files, begin) = at_paragraph(arguments.files, arguments.para);
            let options = StartOptions { another_window: arguments.new_window, portable: arguments.portable };
            finish(ui::run(files, begin, options).map_err(Trouble::from))
        }
        Some(Headless::Export(export)) => export::export(&export),
        Some(Headless::Plan(plan)) => finish(plan::plan(&plan)),
        Some(Headless::Summary(summary)) => finish(summary::summary(&summary)),
        Some(Headless::Check { files, opening }) => check(&files, &opening),
        Some(Headless::Compare(compare)) => finish(compare::compare(compare)),
        Some(Headless::Picture(picture)) => finish(picture::picture(&picture)),
    }
}

/// What to open, and where: "report.pdf#para=42" names a paragraph, unless there is a file of that very name.
fn at_paragraph(files: Vec<PathBuf>, para: Option<u32>) -> (Vec<PathBuf>, Begin) {
    let [file] = files.as_slice() else { return (files, Begin::Tabs) };
    let link = file.to_str().filter(|_| !file.exists()).and_then(|name| name.rsplit_once("#para="));
    let linked = link.and_then(|(name, number)| Some((PathBuf::from(name), number.parse().ok()?)));
    match (linked, para) {
        (Some((file, number)), _) => (vec![file], Begin::At(number)),
        (None, Some(number)) => (files, Begin::At(number)),
        (None, None) => (files, Begin::Tabs),
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

/// A report that a command works on.
struct OpenReport {
    report: Report,
    /// Warnings of reading, then those of the checks.
    warnings: Vec<Warning>,
    abbreviations: Arc<[Abbreviation]>,
}

fn open(file: &Path, opening: &Opening) -> Result<OpenReport, Trouble> {
    let read = app::read_report(file, opening.password.as_ref()).map_err(|error| trouble(file, error))?;
    let (report, mut warnings) = (read.report, read.warnings);
    let abbreviations = analysis::abbreviations(&report);
    warnings.extend(analysis::checks(&report, &abbreviations));
    Ok(OpenReport { report, warnings, abbreviations })
}

fn trouble(file: &Path, error: OpenError) -> Trouble {
    match error {
        OpenError::Read(ReadError::Password { wrong: false }) => Trouble::Locked(file.to_owned()),
        error => Trouble::Open(file.to_owned(), error),
    }
}

fn check(files: &[PathBuf], opening: &Opening) -> ExitCode {
    let mut fired = false;
    let mut trouble = None;
    for file in files {
        match open(file, opening) {
            Ok(OpenReport { warnings, .. }) => {
                fired |= !warnings.is_empty();
                let lines =
                    warnings.iter().map(|warning| format!("{}: {}\n", file.display(), warning.message));
                trouble =
                    print(lines.collect::<String>().as_bytes()).err().map(|error| tell(&error)).or(trouble);
            }
            Err(error) => trouble = Some(tell(&error)),
        }
    }
    trouble.unwrap_or(if fired { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn password(words: &str) -> Result<Password, std::convert::Infallible> {
    Ok(Password(words.to_owned()))
}
