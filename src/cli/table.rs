//! `findings table`: writes tables of many reports for spreadsheets, databases and scripts.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

use clap::{Args, ValueEnum};
use walkdir::{DirEntry, WalkDir};

use super::{
    CliError, OpenReport, ReadOptions,
    batch::{BatchEnd, BatchOptions, BatchOutput, for_each_file},
    exit_code_of_batch, open_report, print_message, report_error, strings,
    writing::OutputStream,
};
use crate::{
    analysis::{Findings, improvement_points},
    app,
    output::{
        WriteError,
        tables::{self, ReportRows, Row, Table, TableWorkbook},
    },
    report::InputFormat,
};

#[derive(Debug, Args)]
pub(super) struct TableArguments {
    /// Folders of reports, with their subfolders, or single reports
    #[arg(required = true, value_name = "FOLDER|FILE")]
    paths: Vec<PathBuf>,
    /// Folder for the tables; it is created if it does not exist
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// File format
    #[arg(long, value_enum, default_value_t = TableFormat::Csv)]
    format: TableFormat,
    /// Replace existing files
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    batch: BatchOptions,
    #[command(flatten)]
    read_options: ReadOptions,
}

/// The file formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// A CSV file for each table
    Csv,
    /// An Excel workbook with a worksheet for each table
    Xlsx,
    /// A file of JSON Lines for each table
    Jsonl,
}

impl TableFormat {
    fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Jsonl => "jsonl",
        }
    }
}

/// Writes the tables of all reports, and reports errors. Returns the exit code.
pub(super) fn run_table(arguments: &TableArguments) -> ExitCode {
    let found = FoundFiles::find(&arguments.paths);
    if found.files.is_empty() {
        return report_error(&CliError::NoReportsFound);
    }
    // Tables without any report would replace those that were made before.
    if !arguments.paths.iter().any(|path| path.exists()) {
        return arguments.paths.iter().fold(ExitCode::SUCCESS, |_, path| {
            report_error(&CliError::Open(path.clone(), app::OpenError::NotFound))
        });
    }
    let mut writer = match TableWriter::new(arguments) {
        Ok(writer) => writer,
        Err(error) => return report_error(&error),
    };
    let mut code = ExitCode::SUCCESS;
    let mut written = Ok(());
    // If a table can't be written, for example on a full disk, the other reports need not be read.
    let has_failed = AtomicBool::new(false);
    let rows = |file: &Path| match has_failed.load(Ordering::Relaxed) {
        true => (ReportRows::default(), None),
        false => rows_of_file(arguments, &found, file),
    };
    let end = for_each_file(&found.files, &arguments.batch, BatchOutput::Files, rows, |(rows, error)| {
        if let Some(error) = error {
            code = report_error(&error);
        }
        if written.is_ok() {
            written = writer.add_rows(rows);
            has_failed.store(written.is_err(), Ordering::Relaxed);
        }
    });
    // Tables that lack some of the reports could be taken for the whole.
    if end == BatchEnd::Interrupted {
        return exit_code_of_batch(end, code);
    }
    match written.and_then(|()| writer.finish()) {
        Ok(()) => code,
        Err(error) => report_error(&error),
    }
}

/// Reads a report and returns its rows. The row of a file that can't be read has the error, which is returned too.
fn rows_of_file(
    arguments: &TableArguments,
    found: &FoundFiles,
    file: &Path,
) -> (ReportRows, Option<CliError>) {
    let path = file.to_string_lossy();
    let opened = match found.errors.get(file) {
        Some(message) => Err(CliError::Folder(file.to_owned(), message.clone())),
        None => open_report(file, &arguments.read_options),
    };
    match opened {
        Ok(OpenReport { report, warnings, abbreviations }) => {
            let findings =
                Findings::compute_for_export(&report, abbreviations, || improvement_points(&report));
            (tables::report_rows(&report, &path, &warnings, &findings), None)
        }
        Err(error) => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            (tables::unreadable_row(&path, &name, &error.reason()), Some(error))
        }
    }
}

/// The files to read.
#[derive(Debug, Default)]
struct FoundFiles {
    /// The absolute paths, in the order of the arguments, and in a folder in the order of the names. Each path is there
    /// once.
    files: Vec<PathBuf>,
    /// The paths among them that can't be read, such as folders without permission, and why.
    errors: HashMap<PathBuf, String>,
}

impl FoundFiles {
    /// Finds the reports in folders and their subfolders. Hidden files and folders, lock files of Word ("~$…"), and files
    /// of other formats are left out. Links to folders are not followed. A file that is given itself is always read.
    fn find(paths: &[PathBuf]) -> Self {
        let mut found = Self::default();
        let mut known = HashSet::new();
        for path in paths {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            if !path.is_dir() {
                found.add(&mut known, path);
                continue;
            }
            let is_left_out = |entry: &DirEntry| entry.depth() > 0 && is_hidden(entry.file_name());
            let walk = WalkDir::new(path).sort_by_file_name().into_iter();
            for entry in walk.filter_entry(|entry| !is_left_out(entry)) {
                match entry {
                    Ok(entry) if is_report_file(&entry) => found.add(&mut known, entry.into_path()),
                    Ok(_) => {}
                    Err(error) => {
                        let path = error.path().unwrap_or(Path::new("")).to_owned();
                        let message = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                        found.errors.insert(path.clone(), message);
                        found.add(&mut known, path);
                    }
                }
            }
        }
        found
    }

    fn add(&mut self, known: &mut HashSet<PathBuf>, path: PathBuf) {
        if known.insert(path.clone()) {
            self.files.push(path);
        }
    }
}

/// Returns true for a hidden file or folder, and for the lock file of a document that is open in Word.
fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

/// Returns true for a file, or a link to a file, whose name has the ending of a format that can be read.
fn is_report_file(entry: &DirEntry) -> bool {
    let has_known_ending = InputFormat::from_file_name(&entry.file_name().to_string_lossy()).is_some();
    has_known_ending && (entry.file_type().is_file() || (entry.path_is_symlink() && entry.path().is_file()))
}

/// Writes rows to the files of the tables, which are there only when they are complete.
struct TableWriter {
    files: TableFiles,
    /// The path of the first file with each content, by its SHA-256.
    first_paths: HashMap<String, String>,
    /// The number of files whose content another file has too.
    copy_count: usize,
}

/// The files that are written.
enum TableFiles {
    /// A file of lines for each of [`Table::ALL`].
    Lines(TableFormat, Vec<OutputStream>),
    /// A workbook, and the file that it is saved to.
    Workbook(Box<TableWorkbook>, PathBuf, OutputStream),
}

impl TableWriter {
    /// Creates the folder and the files.
    ///
    /// # Errors
    /// Returns [`CliError::NotAFolder`] if the path is a file, [`CliError::FileExists`] if a table exists and `--force` is
    /// not given, and [`CliError::Write`] if the folder or a file can't be created.
    fn new(arguments: &TableArguments) -> Result<Self, CliError> {
        let out = &arguments.out;
        if out.is_file() || (out.extension().is_some_and(is_table_ending) && !out.is_dir()) {
            return Err(CliError::NotAFolder(out.clone()));
        }
        fs::create_dir_all(out).map_err(|error| CliError::Write(out.clone(), error))?;
        let extension = arguments.format.extension();
        let open = |name: &str| {
            OutputStream::open_file(&out.join(format!("{name}.{extension}")), arguments.force, &[])
        };
        let files = match arguments.format {
            TableFormat::Xlsx => {
                let stream = open(strings::WORKBOOK_NAME)?;
                let workbook = TableWorkbook::new(out).map_err(WriteError::from)?;
                TableFiles::Workbook(
                    Box::new(workbook),
                    out.join(format!("{}.{extension}", strings::WORKBOOK_NAME)),
                    stream,
                )
            }
            TableFormat::Csv | TableFormat::Jsonl => {
                let mut streams = Vec::new();
                for table in Table::ALL {
                    let mut stream = open(table.name())?;
                    if arguments.format == TableFormat::Csv {
                        let header = tables::csv_table_header(table).map_err(WriteError::from)?;
                        stream.write(header.as_bytes())?;
                    }
                    streams.push(stream);
                }
                TableFiles::Lines(arguments.format, streams)
            }
        };
        Ok(Self { files, first_paths: HashMap::new(), copy_count: 0 })
    }

    /// Writes the rows of a file. If an earlier file has the same content, only its row in the table of reports is
    /// written.
    fn add_rows(&mut self, mut rows: ReportRows) -> Result<(), CliError> {
        if !rows.sha256.is_empty() {
            match self.first_paths.entry(rows.sha256.clone()) {
                Entry::Occupied(first) => {
                    rows.mark_as_copy_of(first.get());
                    self.copy_count += 1;
                }
                Entry::Vacant(place) => {
                    place.insert(rows.path());
                }
            }
        }
        for (index, (table, rows)) in Table::ALL.into_iter().zip(&rows.tables).enumerate() {
            match &mut self.files {
                TableFiles::Workbook(workbook, ..) => {
                    for row in rows {
                        workbook.add_row(table, row).map_err(WriteError::from)?;
                    }
                }
                TableFiles::Lines(format, streams) => {
                    let line = |row: &Row| match format {
                        TableFormat::Jsonl => tables::json_table_row(table, row).map_err(WriteError::from),
                        TableFormat::Csv | TableFormat::Xlsx => {
                            tables::csv_table_row(row).map_err(WriteError::from)
                        }
                    };
                    let lines: String = rows.iter().map(line).collect::<Result<_, _>>()?;
                    streams[index].write(lines.as_bytes())?;
                }
            }
        }
        Ok(())
    }

    /// Completes all files.
    fn finish(self) -> Result<(), CliError> {
        match self.files {
            TableFiles::Workbook(workbook, path, mut stream) => {
                match &mut stream {
                    OutputStream::File(_, file) => {
                        workbook
                            .save(file)
                            .map_err(|error| CliError::SaveWorkbook(path, error.to_string()))?;
                    }
                    OutputStream::Stdout => {}
                }
                stream.finish()?;
            }
            TableFiles::Lines(_, streams) => {
                for stream in streams {
                    stream.finish()?;
                }
            }
        }
        if self.copy_count > 0 {
            print_message(&strings::copies_left_out(self.copy_count));
        }
        Ok(())
    }
}

/// Returns true for the ending of a file that the command writes.
fn is_table_ending(extension: &OsStr) -> bool {
    TableFormat::value_variants().iter().any(|format| extension.eq_ignore_ascii_case(format.extension()))
}
