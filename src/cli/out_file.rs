//! Checks that the name given with `--out` fits the format and the number of reports, before any report is read.

use std::{
    fs,
    path::{Path, is_separator},
};

use super::{CliError, strings};

/// A file format that a command writes.
pub(super) trait OutputFormat: Copy + PartialEq + 'static {
    /// All formats of the command, in the order in which messages list them.
    const ALL: &'static [Self];

    /// Returns the name of the format on the command line: "json".
    fn name(self) -> &'static str;

    /// Returns the extensions of its files without the dot; the usual one first.
    fn extensions(self) -> &'static [&'static str];

    /// Returns true if one file can hold several reports.
    fn joins_reports(self) -> bool {
        false
    }
}

/// The number of files that a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutputCount {
    /// One file.
    One,
    /// A file for each of this number of reports, in a folder if there are several, or one file for all of them if the
    /// format can hold them.
    PerReport(usize),
}

/// The place that the output is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// Standard output.
    Stdout,
    /// The file given with `--out`.
    File,
    /// Files in the folder given with `--out`.
    Folder,
}

/// Returns the format to write to the path given with `--out`, and the place. The format is the one `chosen` with
/// `--format`, or else that of the ending of the file name; `None` without either.
///
/// A path is a folder if there is such a folder, or if it ends with a slash, or if there are several reports and its name
/// has no ending.
///
/// # Errors
/// Returns [`CliError::IsFolder`] if one file is written and the path is a folder, [`CliError::UnknownEnding`] if no
/// format has the ending of the name, [`CliError::EndingOfOtherFormat`] if another format than the chosen one has it, and
/// [`CliError::OneFileForSeveral`] if the file can't hold all the reports.
pub(super) fn resolve_out<F: OutputFormat>(
    out: Option<&Path>,
    chosen: Option<F>,
    count: OutputCount,
) -> Result<(Option<F>, Destination), CliError> {
    let Some(out) = out else { return Ok((chosen, Destination::Stdout)) };
    // A pipe or a device has no ending.
    if fs::metadata(out).is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return Ok((chosen, Destination::File));
    }
    let report_count = match count {
        OutputCount::One => 1,
        OutputCount::PerReport(count) => count,
    };
    if is_folder(out) || (report_count > 1 && out.extension().is_none() && !out.is_file()) {
        return match count {
            OutputCount::One => Err(CliError::IsFolder(out.to_owned())),
            OutputCount::PerReport(_) => Ok((chosen, Destination::Folder)),
        };
    }
    let format = format_of_name(out, chosen, count)?;
    if report_count > 1 && !format.joins_reports() {
        let joining = F::ALL.iter().filter(|format| format.joins_reports()).map(|format| format.name());
        let joining = joining.collect::<Vec<_>>();
        return Err(CliError::OneFileForSeveral(out.to_owned(), strings::one_file_advice(&joining)));
    }
    Ok((Some(format), Destination::File))
}

/// Returns true if the path is a folder, or has a slash at its end.
fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.to_string_lossy().ends_with(is_separator)
}

/// Returns the format of a file with this name.
///
/// # Errors
/// Returns [`CliError::UnknownEnding`] or [`CliError::EndingOfOtherFormat`] if the name does not fit.
fn format_of_name<F: OutputFormat>(out: &Path, chosen: Option<F>, count: OutputCount) -> Result<F, CliError> {
    let extension = out.extension().unwrap_or_default();
    let has_extension =
        |format: &F| format.extensions().iter().any(|known| extension.eq_ignore_ascii_case(known));
    let found = F::ALL.iter().copied().find(has_extension);
    match (chosen, found) {
        (Some(chosen), _) if has_extension(&chosen) => Ok(chosen),
        (None, Some(found)) => Ok(found),
        (Some(chosen), _) => {
            let ending = chosen.extensions().first().copied().unwrap_or_default();
            Err(CliError::EndingOfOtherFormat(out.to_owned(), chosen.name(), ending))
        }
        (None, None) => {
            let endings: Vec<&str> =
                F::ALL.iter().filter_map(|format| format.extensions().first().copied()).collect();
            let can_be_folder = matches!(count, OutputCount::PerReport(_));
            Err(CliError::UnknownEnding(out.to_owned(), strings::ending_advice(&endings, can_be_folder)))
        }
    }
}
