//! Writes reports, comparisons and action plans in other formats, and prints reports and comparisons. Must not know
//! the window.

mod changes;
pub mod chart;
mod comparison;
mod comparison_text;
mod csv;
pub mod html;
mod json;
mod markdown;
pub mod plan;
pub mod print;
pub mod printer;
pub mod printout;
mod strings;
mod table;
pub mod tables;
mod timeline;
mod timeline_text;

pub use self::csv::{COLUMNS, csv_header, csv_rows, table_to_csv, to_csv};
pub use comparison::comparison_to_json;
pub use comparison_text::comparison_to_text;
pub use html::{comparison_to_html, section_to_html, timeline_to_html, to_html};
pub use json::{JsonReport, error_json_line, to_json};
pub use markdown::{section_to_markdown, to_markdown};
pub use table::{table_to_html, table_to_text};
pub use timeline::timeline_to_json;
pub use timeline_text::timeline_to_text;

use std::{sync::Arc, thread};

use self::plan::{EditedPlan, Plan};
use crate::{
    analysis::{Abbreviation, Findings, improvement_points},
    report::{Report, SectionId, Warning},
};

/// The byte order mark at the start of every CSV file. Without the mark, spreadsheet programs do not recognise UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A format that a report can be exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Everything that was read and computed, in the schema `findings/1`.
    Json,
    /// A table with a row for each judgement and recommendation.
    Csv,
    /// The action plan as an Excel workbook.
    Xlsx,
    /// The text with its grades, as Markdown.
    Markdown,
    /// A web page with the judgements, recommendations, inconsistencies and text.
    Html,
}

impl Format {
    /// All formats, in the order of the lists in the window and on the command line.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Html, Self::Markdown, Self::Csv, Self::Json];

    /// Returns the file name extension without the dot, which is also the name of the format on the command line.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// Returns the name of the format in the window.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Xlsx => "Action plan",
            Self::Markdown => "Markdown",
            Self::Html => "Web page",
        }
    }

    /// Returns a sentence about the content and use of the format, for the window and the help of the command line.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Json => "Everything that Findings read, for other programs.",
            Self::Xlsx => "Recommendations as a table to fill in; you can import it again later.",
            Self::Csv => "A row for each judgement and recommendation, for a spreadsheet.",
            Self::Markdown => "The full text with its grades, for a text editor.",
            Self::Html => "Summary and full text; opens in any browser.",
        }
    }
}

/// A format that a section of a report can be exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionFormat {
    /// A web page with the text of the section.
    Html,
    /// The text of the section with its grades, as Markdown.
    Markdown,
}

impl SectionFormat {
    /// All formats, in the order of the list in the window.
    pub const ALL: [Self; 2] = [Self::Html, Self::Markdown];

    /// Returns the name of the format in the window.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Html => Format::Html.label(),
            Self::Markdown => Format::Markdown.label(),
        }
    }

    /// Returns a sentence about the content and use of the format.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Html => "The text of the section; opens in any browser.",
            Self::Markdown => "The text of the section with its grades, for a text editor.",
        }
    }

    /// Returns the file name extension without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => Format::Html.extension(),
            Self::Markdown => Format::Markdown.extension(),
        }
    }
}

/// Returns a section of a report with its subsections, as a file in the given format.
#[must_use]
pub fn export_section(format: SectionFormat, report: &Report, section: SectionId) -> String {
    match format {
        SectionFormat::Html => section_to_html(report, section),
        SectionFormat::Markdown => section_to_markdown(report, section),
    }
}

/// A failure to write a report in a format.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The JSON writer failed.
    #[error("Findings could not create the JSON file: {0}.")]
    Json(#[from] serde_json::Error),
    /// The CSV writer failed.
    #[error("Findings could not create the CSV file: {0}.")]
    Csv(#[from] ::csv::Error),
    /// The workbook writer failed.
    #[error("Findings could not create the Excel file: {0}. Save as CSV instead.")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The PDF writer failed.
    #[error("{0}")]
    Print(#[from] print::PrintError),
}

/// Returns a report as a file in the given format.
///
/// `warnings` come from reading and from the checks. `abbreviations` are those of this report; other findings are
/// computed here, and only for the formats that need them.
///
/// # Errors
/// Returns [`WriteError::Json`], [`WriteError::Csv`] or [`WriteError::Workbook`] if the writer of the format fails.
/// This is not known to happen for any report.
pub fn export_bytes(
    format: Format,
    report: &Report,
    warnings: &[Warning],
    abbreviations: &Arc<[Abbreviation]>,
) -> Result<Vec<u8>, WriteError> {
    Ok(match format {
        Format::Json => to_json(report, warnings, &compute_findings(report, abbreviations))?.into_bytes(),
        Format::Csv => to_csv([report])?.into_bytes(),
        Format::Xlsx => {
            let published = report.cover.published;
            let findings = compute_findings(report, abbreviations);
            Plan::new(report, &findings, &[], published, &EditedPlan::default())
                .to_xlsx(report, printout::today())?
        }
        Format::Markdown => to_markdown(report).into_bytes(),
        Format::Html => to_html(report, warnings).into_bytes(),
    })
}

/// Returns a report as one line of JSON Lines. `path` is the path of its file; see [`export_bytes`] for the others.
///
/// # Errors
/// Returns [`WriteError::Json`] if the JSON writer fails. This is not known to happen for any report.
pub fn json_line(
    report: &Report,
    path: &str,
    warnings: &[Warning],
    abbreviations: &Arc<[Abbreviation]>,
) -> Result<String, WriteError> {
    Ok(json::to_json_line(report, path, warnings, &compute_findings(report, abbreviations))?)
}

/// Returns the findings that exports contain. The improvement points take about as long as all other findings, so they
/// are computed on a thread of their own.
fn compute_findings(report: &Report, abbreviations: &Arc<[Abbreviation]>) -> Findings {
    thread::scope(|scope| {
        let points = thread::Builder::new().spawn_scoped(scope, || improvement_points(report));
        Findings::compute_for_export(report, Arc::clone(abbreviations), || {
            match points.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(points)) => points,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                // The system can start no more threads.
                Err(_) => improvement_points(report),
            }
        })
    })
}
