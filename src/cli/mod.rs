//! The command line: opens the window, or runs a command that needs no display.
//!
//! Exit codes: 0 for success, 1 if `check` found inconsistencies, 2 if anything failed. Errors are printed to standard
//! error as `findings: FILE: MESSAGE`. If one of several files can't be read, the others are still processed.

mod batch;
mod compare;
mod export;
mod input;
mod misspelling;
mod out_file;
mod picture;
mod plan;
mod register;
mod strings;
mod summary;
mod table;
#[cfg(any(windows, test))]
mod wildcards;
mod writing;

use std::{
    ffi::OsString,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use self::{
    batch::{BatchEnd, BatchOptions, BatchOutput, INTERRUPTED_EXIT_CODE, for_each_file},
    input::InputFiles,
    writing::write_stdout,
};
use crate::{
    analysis::{self, Abbreviation, compare::CompareError, timeline::TimelineError},
    app::{self, InitialView, OpenError, Password, RendererSetting, StartOptions},
    output::{WriteError, plan::PlanError},
    read::{Read, ReadError},
    report::{ParagraphAddress, Report, Warning, without_control_characters},
    trace, ui,
};

/// Read inspection reports, with their contents, grades and recommendations beside the text.
#[derive(Debug, Parser)]
#[command(
    name = "findings",
    // On Windows, the program that runs is named findings.com.
    bin_name = "findings",
    version,
    args_conflicts_with_subcommands = true,
    after_help = strings::EXIT_CODES
)]
struct Arguments {
    /// Reports and folders of reports to open, each in a tab; FILE#para=42 opens a single report at paragraph 42
    files: Vec<PathBuf>,
    /// Open a single report at the paragraph with this number; 2/14 is paragraph 14 of part 2
    #[arg(long, value_name = "NUMBER", requires = "files")]
    para: Option<ParagraphAddress>,
    /// Open a new window instead of a tab in the window that is open
    #[arg(long)]
    new_window: bool,
    /// Keep settings, notes and decisions in a folder beside the program
    #[arg(long)]
    portable: bool,
    /// Renderer of the window; by default, the GPU if there is one
    #[arg(long, value_enum)]
    renderer: Option<RendererArgument>,
    #[command(subcommand)]
    command: Option<Subcommands>,
}

/// The renderer that paints the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RendererArgument {
    /// The GPU, through OpenGL
    Gpu,
    /// The processor; for computers and remote desktops without OpenGL
    Software,
}

impl RendererArgument {
    /// Returns the setting that the option stands for.
    fn setting(self) -> RendererSetting {
        match self {
            Self::Gpu => RendererSetting::Gpu,
            Self::Software => RendererSetting::Software,
        }
    }
}

/// The subcommands. They need no display, except `compare` when it opens the window.
#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Export reports in another format, such as JSON or a spreadsheet
    Export(export::ExportArguments),
    /// Write an action plan from a report, or update a completed plan
    Plan(plan::PlanArguments),
    /// Write the recommendations of all reports in a folder as a workbook, or update a completed one
    Register(register::RegisterArguments),
    /// Write summaries of one or two pages as PDF files
    Summary(summary::SummaryArguments),
    /// List inconsistencies in reports, one per line; the exit code is 1 if there are any
    Check {
        #[command(flatten)]
        input: InputFiles,
        #[command(flatten)]
        batch: BatchOptions,
    },
    /// Compare two reports, or show the timeline of three or more, in the window or in a file
    Compare(compare::CompareArguments),
    /// Write tables of all reports in folders: reports, judgements, recommendations, points to improve and paragraphs
    Table(table::TableArguments),
    /// Save a picture of the window as a PNG file, without a display
    Picture(picture::PictureArguments),
}

/// Options for reading a report.
#[derive(Debug, Args)]
struct ReadOptions {
    /// Password for protected files; other users of this computer can see it while the command runs
    #[arg(long, value_parser = parse_password)]
    password: Option<Password>,
}

/// An error of a command. The message says what happened, then what to do. Each path is that of the file with the
/// problem.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error("{file}: {error}", file = .0.display(), error = .1)]
    Open(PathBuf, app::OpenError),
    #[error("{file}: {}", strings::PASSWORD_REQUIRED, file = .0.display())]
    PasswordRequired(PathBuf),
    #[error("{file}: Writing failed: {error}.", file = .0.display(), error = .1)]
    Write(PathBuf, io::Error),
    #[error("{file}: That file already exists. Use --force to replace it.", file = .0.display())]
    FileExists(PathBuf),
    #[error("{file}: This report has no paragraph {number}.", file = .0.display(), number = .1)]
    NoParagraph(PathBuf, ParagraphAddress),
    #[error(
        "{file}: To open a report at paragraph {number}, enter only that file. To open several files, leave out the paragraph.",
        file = .0.display(), number = .1
    )]
    ParagraphWithSeveralFiles(PathBuf, ParagraphAddress),
    #[error("{file}: This would replace the report itself. Choose another file.", file = .0.display())]
    WouldReplaceSource(PathBuf),
    #[error("{file}: This is a folder. Enter the name of a file in it.", file = .0.display())]
    IsFolder(PathBuf),
    #[error("{file}: Findings can't write this type of file. {advice}", file = .0.display(), advice = .1)]
    UnknownEnding(PathBuf, String),
    #[error(
        "{file}: This name does not fit the format {format}. Use a name that ends in .{ending}.",
        file = .0.display(), format = .1, ending = .2
    )]
    EndingOfOtherFormat(PathBuf, &'static str, &'static str),
    #[error("{file}: Several reports can't be written to this file. {advice}", file = .0.display(), advice = .1)]
    OneFileForSeveral(PathBuf, String),
    #[error(
        "There is no command or file “{0}”. Did you mean findings {1}? To open a file of this name anyway, enter ./{0}."
    )]
    UnknownCommand(String, String),
    #[error("{folder}: This folder could not be read: {error}.", folder = .0.display(), error = .1)]
    Folder(PathBuf, String),
    #[error("No reports found. Enter a folder that contains PDF, Word, HTML, Markdown or text files.")]
    NoReportsFound,
    #[error("{file}: Several tables are written. Use --out with the name of a folder.", file = .0.display())]
    NotAFolder(PathBuf),
    #[error("{file}: The workbook could not be saved: {error}. Use --format csv instead.", file = .0.display(), error = .1)]
    SaveWorkbook(PathBuf, String),
    #[error(
        "--paragraphs needs a PDF of two reports. Use --format pdf with two reports, or leave out --paragraphs."
    )]
    ParagraphsOnlyInPdf,
    #[error(
        "--with-notes needs a comparison of two reports in a file. Add --format or --out, or leave out --with-notes."
    )]
    NotesOnlyInComparison,
    #[error("Standard input can be read only once. Enter - once.")]
    StdinTwice,
    #[error(
        "--name is the name of a report on standard input. Enter - for standard input, or leave out --name."
    )]
    NameWithoutStdin,
    #[error("PDF files can't be printed here. Use --out summary.pdf to save the file.")]
    PdfToTerminal,
    #[error("Several PDF files can't be written to standard output. Use --out FOLDER to save them.")]
    SeveralPdfsToStdout,
    #[error("Excel files can't be printed here. Use --out plan.xlsx to save the file.")]
    WorkbookToStdout,
    #[error("A register is an Excel file. Use --out register.xlsx to save it.")]
    RegisterToStdout,
    #[error("{file}: {reason}", file = .0.display(), reason = .1)]
    FolderNotRead(PathBuf, String),
    #[error("The register was saved, but without the entries listed above.")]
    RegisterIncomplete,
    #[error("{file}: The register was not updated. Check that it belongs to this folder.", file = .0.display())]
    RegisterOfOtherFolder(PathBuf),
    #[error("{file}: {error}", file = .0.display(), error = .1)]
    Plan(PathBuf, PlanError),
    #[error("{file}: No row in this action plan belongs to this report. Choose the plan of this report.", file = .0.display())]
    PlanOfOtherReport(PathBuf),
    #[error(
        "{file}: This would replace your completed plan, and these would be lost: {losses}. Choose another name for the \
         new plan.",
        file = .0.display(), losses = .1
    )]
    PlanLosesContent(PathBuf, String),
    #[error("{file}: This report has no section “{title}”.", file = .0.display(), title = .1)]
    NoSection(PathBuf, String),
    #[error("{file}: {0}", file = .0.file())]
    Compare(#[from] CompareError),
    #[error("{0}")]
    Timeline(#[from] TimelineError),
    #[error("{0}")]
    Output(#[from] WriteError),
    #[error(
        "{0} These commands need no display: findings export, findings plan, findings register, findings summary, \
         findings check, findings table, findings compare --format, findings picture."
    )]
    NoWindow(#[from] ui::WindowError),
}

impl CliError {
    /// Returns the message without the name of the report, for output that has the name elsewhere.
    fn reason(&self) -> String {
        match self {
            Self::Open(_, error) => error.to_string(),
            Self::Folder(_, error) => error.clone(),
            Self::PasswordRequired(_) => strings::PASSWORD_REQUIRED.to_owned(),
            error => error.to_string(),
        }
    }
}

/// Returns the definition of the command line. Man pages and shell completions are generated from it.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// A function that opens the window. Its arguments are the files to open, the view of them and how to start.
pub type OpenWindow<'a> = dyn Fn(Vec<PathBuf>, InitialView, StartOptions) -> Result<(), ui::WindowError> + 'a;

/// Runs the program and returns the exit code. The first argument is the name of the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    run_with(arguments, &ui::run_window)
}

/// Runs the program like [`run`], but opens the window with `open_window`.
#[must_use]
pub fn run_with(arguments: impl IntoIterator<Item = OsString>, open_window: &OpenWindow<'_>) -> ExitCode {
    trace::record_start_time();
    let arguments = arguments.into_iter();
    // Shells on other systems expand wildcards.
    #[cfg(windows)]
    let arguments = arguments.flat_map(wildcards::expand_argument);
    let arguments: Vec<OsString> = arguments.collect();
    if let Err(error) = misspelling::check_command_name(&arguments) {
        return report_error(&error);
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are errors of clap too. If they can't be printed, the failure can't be reported either.
            if error.use_stderr() {
                // The arguments that the message names may contain control characters.
                eprint!("{}", without_control_characters(&error.to_string()));
            } else {
                let _ = error.print();
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match arguments.command {
        None => {
            let (files, initial_view) = match split_paragraph_link(arguments.files, arguments.para) {
                Ok(split) => split,
                Err(error) => return report_error(&error),
            };
            let options = StartOptions {
                opens_new_window: arguments.new_window,
                is_portable: arguments.portable,
                renderer: arguments.renderer.map(RendererArgument::setting),
            };
            exit_code(open_window(files, initial_view, options).map_err(CliError::from))
        }
        Some(Subcommands::Export(export)) => export::run_export(&export),
        Some(Subcommands::Plan(plan)) => exit_code(plan::run_plan(&plan)),
        Some(Subcommands::Register(register)) => exit_code(register::run_register(&register)),
        Some(Subcommands::Summary(summary)) => summary::run_summary(&summary),
        Some(Subcommands::Check { input, batch }) => run_check(&input, &batch),
        Some(Subcommands::Compare(compare)) => exit_code(compare::run_compare(compare, open_window)),
        Some(Subcommands::Table(table)) => table::run_table(&table),
        Some(Subcommands::Picture(picture)) => exit_code(picture::run_picture(&picture)),
    }
}

/// Returns the files to open and the initial view.
///
/// A single file is opened at a paragraph if its name ends like "report.pdf#para=42", unless a file with exactly that
/// name exists, or else if `--para` is given.
///
/// # Errors
/// Returns [`CliError::ParagraphWithSeveralFiles`] if a paragraph is given and there are several files.
fn split_paragraph_link(
    files: Vec<PathBuf>,
    para: Option<ParagraphAddress>,
) -> Result<(Vec<PathBuf>, InitialView), CliError> {
    let [file] = files.as_slice() else {
        let link = files.iter().find_map(|file| parse_paragraph_link(file));
        return match link.or(files.first().cloned().zip(para)) {
            Some((file, number)) => Err(CliError::ParagraphWithSeveralFiles(file, number)),
            None => Ok((files, InitialView::Tabs)),
        };
    };
    Ok(match (parse_paragraph_link(file), para) {
        (Some((file, number)), _) => (vec![file], InitialView::Paragraph(number)),
        (None, Some(number)) => (files, InitialView::Paragraph(number)),
        (None, None) => (files, InitialView::Tabs),
    })
}

/// Returns the file and the paragraph of a name like "report.pdf#para=42"; `None` for a file with exactly that name.
fn parse_paragraph_link(file: &Path) -> Option<(PathBuf, ParagraphAddress)> {
    let link = file.to_str().filter(|_| !file.exists())?;
    let (name, number) = link.rsplit_once("#para=")?;
    Some((PathBuf::from(name), number.parse().ok()?))
}

/// Returns the exit code of a command, and prints its error.
fn exit_code(result: Result<(), CliError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report_error(&error),
    }
}

/// Prints an error to standard error and returns the exit code for it.
fn report_error(error: &CliError) -> ExitCode {
    // If standard error is closed, the exit code still tells of the error.
    print_message(&error.to_string());
    ExitCode::from(2)
}

/// Prints a message to standard error, if that is possible.
fn print_message(message: &str) {
    let _ = writeln!(io::stderr(), "findings: {}", terminal_line(message));
}

/// Prints a message about a file to standard error that is not an error.
fn print_notice(file: &Path, message: &str) {
    // The command can do its work even if nobody can read the message.
    let _ = writeln!(io::stderr(), "findings: {}", terminal_line(&format!("{}: {message}", file.display())));
}

/// Returns a text as a single line without control characters, which a terminal could take as commands. The name of a
/// file can contain them.
fn terminal_line(text: &str) -> String {
    without_control_characters(text).replace(['\n', '\t'], " ")
}

/// A report that was read, with its warnings and abbreviations.
struct OpenReport {
    report: Report,
    /// The warnings from reading, then those from the checks.
    warnings: Vec<Warning>,
    abbreviations: Arc<[Abbreviation]>,
}

/// Reads a report and runs the checks on it.
fn open_report(file: &Path, read_options: &ReadOptions) -> Result<OpenReport, CliError> {
    let read =
        app::read_report(file, read_options.password.as_ref()).map_err(|error| open_error(file, error))?;
    Ok(check_report(read))
}

/// Runs the checks on a report that was read.
fn check_report(read: Read) -> OpenReport {
    let (report, mut warnings) = (read.report, read.warnings);
    let abbreviations = analysis::abbreviations(&report);
    warnings.extend(analysis::run_checks(&report, &abbreviations));
    OpenReport { report, warnings, abbreviations }
}

/// Returns the error for a file that can't be opened. If it needs a password, the message names the option for it.
fn open_error(file: &Path, error: OpenError) -> CliError {
    match error {
        OpenError::Read(ReadError::Password { is_wrong: false }) => {
            CliError::PasswordRequired(file.to_owned())
        }
        error => CliError::Open(file.to_owned(), error),
    }
}

/// Prints the inconsistencies in reports, one per line, and returns the exit code.
fn run_check(input: &InputFiles, batch: &BatchOptions) -> ExitCode {
    if let Err(error) = input.check_stdin() {
        return report_error(&error);
    }
    let mut has_warnings = false;
    let mut failure_code = None;
    let check = |file: &Path| {
        let OpenReport { warnings, .. } = input.open(file)?;
        let name = input.display_path(file).display();
        let line = |warning: &Warning| terminal_line(&format!("{name}: {}", warning.message)) + "\n";
        Ok::<String, CliError>(warnings.iter().map(line).collect())
    };
    let end = for_each_file(&input.files, batch, BatchOutput::Stdout, check, |lines| {
        let written = lines.and_then(|lines| {
            has_warnings |= !lines.is_empty();
            write_stdout(lines.as_bytes())
        });
        failure_code = written.err().map(|error| report_error(&error)).or(failure_code);
    });
    let code = failure_code.unwrap_or(if has_warnings { ExitCode::from(1) } else { ExitCode::SUCCESS });
    exit_code_of_batch(end, code)
}

/// Returns the exit code of a command that worked on several files.
fn exit_code_of_batch(end: BatchEnd, code: ExitCode) -> ExitCode {
    match end {
        BatchEnd::Complete => code,
        BatchEnd::Interrupted => ExitCode::from(INTERRUPTED_EXIT_CODE),
    }
}

fn parse_password(text: &str) -> Result<Password, std::convert::Infallible> {
    Ok(Password(text.to_owned()))
}
