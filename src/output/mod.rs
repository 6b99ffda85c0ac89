//! A report as other programs and people take it away. Knows no window.

mod changes;
mod comparison;
mod csv;
pub mod html;
mod json;
mod markdown;
pub mod plan;
pub mod print;
pub mod printer;
pub mod sheets;

pub use self::csv::{COLUMNS, to_csv};
pub use comparison::comparison_to_json;
pub use html::{comparison_to_html, to_html};
pub use json::{JsonReport, to_json};
pub use markdown::to_markdown;

use std::sync::Arc;

use self::plan::{Edited, Plan};
use crate::{
    analysis::{Abbreviation, Findings},
    report::{Report, Warning},
};

/// What a table of text begins with for spreadsheets, which take one without it for another encoding.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Everything, schema `findings/1`.
    Json,
    /// Judgements and recommendations, a row each.
    Csv,
    /// The action plan, a workbook.
    Xlsx,
    /// The text.
    Markdown,
    /// Findings and text as a page of their own.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Html, Self::Markdown, Self::Csv, Self::Json];

    /// How files of it end, without the dot; also its name on the command line.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// What it is called.
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

    /// What it is for, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Json => "Everything that was read, for other programs.",
            Self::Xlsx => "Recommendations as rows to fill in, for a spreadsheet; it can be read back.",
            Self::Csv => "Judgements and recommendations, a row each, for a spreadsheet.",
            Self::Markdown => "The whole text with its grades, for a text editor.",
            Self::Html => "Findings and text in one file, for people without this program.",
        }
    }
}

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// What the JSON writer says.
    #[error("{0}.")]
    Json(#[from] serde_json::Error),
    /// What the CSV writer says.
    #[error("{0}.")]
    Csv(#[from] ::csv::Error),
    /// What the writer of workbooks says.
    #[error("{0}.")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// What setting pages came to.
    #[error("{0}")]
    Print(#[from] print::PrintError),
}

/// Returns the bytes of a report in a format. The findings are computed from `abbreviations`, and only for the formats
/// that have them.
///
/// # Errors
/// Returns no error for any report that reading gives.
pub fn write(
    format: Format,
    report: &Report,
    warnings: &[Warning],
    abbreviations: &Arc<[Abbreviation]>,
) -> Result<Vec<u8>, WriteError> {
    let findings = || Findings::of(report, Arc::clone(abbreviations));
    Ok(match format {
        Format::Json => to_json(report, warnings, &findings())?.into_bytes(),
        Format::Csv => to_csv([report])?.into_bytes(),
        Format::Xlsx => {
            let published = report.cover.published;
            Plan::new(report, &findings(), &[], published, &Edited::default()).to_xlsx(report)?
        }
        Format::Markdown => to_markdown(report).into_bytes(),
        Format::Html => to_html(report, warnings).into_bytes(),
    })
}
