//! `findings compare`: two reports in the window, or what differs as a file.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Opening, Trouble, open, summary::PrintOptions, writing::Target};
use crate::{
    analysis,
    app::{Begin, StartOptions},
    output::{
        self,
        sheets::{self, Choice, Subject},
    },
    ui,
};

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// The earlier report, or the draft
    left: PathBuf,
    /// The later report, or the final one
    right: PathBuf,
    /// Open a window of its own, and not a tab in the one that is open
    #[arg(long, conflicts_with = "format")]
    new_window: bool,
    /// What to write; without it the window opens
    #[arg(long, value_enum)]
    format: Option<CompareFormat>,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    opening: Opening,
    /// Leave out the paragraphs that changed, where a PDF is written
    #[arg(long)]
    without_text: bool,
    #[command(flatten)]
    print: PrintOptions,
}

/// What a file is to hold, by how its name ends.
fn ending(out: &Path) -> Option<CompareFormat> {
    let ending = out.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "json" => Some(CompareFormat::Json),
        "html" | "htm" => Some(CompareFormat::Html),
        "pdf" => Some(CompareFormat::Pdf),
        _ => None,
    }
}

/// What a comparison can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// JSON, schema findings-comparison/1
    Json,
    /// A web page
    Html,
    /// An accessible PDF, to be printed
    Pdf,
}

pub(super) fn compare(compare: Compare) -> Result<(), Trouble> {
    let Some(format) = compare.format.or_else(|| ending(compare.target.out.as_deref()?)) else {
        let options = StartOptions { another_window: compare.new_window, ..StartOptions::default() };
        return Ok(ui::run(vec![compare.left, compare.right], Begin::Compare, options)?);
    };
    if format == CompareFormat::Pdf && compare.target.out.is_none() && io::stdout().is_terminal() {
        return Err(Trouble::NoPlace);
    }
    let left = open(&compare.left, &compare.opening)?.report;
    let right = open(&compare.right, &compare.opening)?.report;
    let comparison = analysis::compare(&left, &right);
    let bytes = match format {
        CompareFormat::Json => {
            output::comparison_to_json(&left, &right, &comparison).map_err(output::WriteError::from)?.into()
        }
        CompareFormat::Html => output::comparison_to_html(&left, &right, &comparison).into(),
        CompareFormat::Pdf => {
            let choice = Choice { text: !compare.without_text, ..compare.print.choice() };
            let subject = Subject::Comparison(&left, &right, &comparison);
            let pages = sheets::pages(subject, &choice, sheets::today());
            pages.to_pdf().map_err(output::WriteError::from)?
        }
    };
    compare.target.write(&bytes, &[&compare.left, &compare.right])
}
