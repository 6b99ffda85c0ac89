//! `findings plan`: writes the recommendations of a report as an action plan that people fill in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    CliError, OpenReport, ReadOptions, open_report,
    out_file::{OutputCount, OutputFormat, resolve_out},
    print_notice, strings,
    writing::OutputTarget,
};
use crate::{
    analysis::Findings,
    app,
    output::{
        WriteError,
        plan::{self, EditedPlan, PlanMatch, read_plan},
        printout,
    },
    report::{Date, parse_date},
};

#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    /// Report to make the plan from
    file: PathBuf,
    #[command(flatten)]
    target: OutputTarget,
    /// Completed plan (.xlsx, .ods or .csv) to update; keeps its entries and any rows and columns that were added
    #[arg(long, value_name = "PLAN")]
    update: Option<PathBuf>,
    /// Publication date for working out due dates, if the report has no publication date
    #[arg(long, value_name = "DATE", value_parser = parse_publication_date)]
    published: Option<Date>,
    /// Include the points to improve from the text
    #[arg(long)]
    points: bool,
    #[command(flatten)]
    read_options: ReadOptions,
}

/// The file formats of action plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlanFormat {
    /// An Excel workbook.
    Xlsx,
    /// CSV.
    Csv,
}

impl OutputFormat for PlanFormat {
    const ALL: &'static [Self] = &[Self::Xlsx, Self::Csv];

    fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Xlsx => &["xlsx"],
            Self::Csv => &["csv"],
        }
    }
}

/// Parses the date of the option `--published`.
fn parse_publication_date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| strings::INVALID_DATE.to_owned())
}

/// Writes an action plan: in the format of the output file name, or as CSV to standard output.
pub(super) fn run_plan(arguments: &PlanArguments) -> Result<(), CliError> {
    let (format, _) = resolve_out(arguments.target.out.as_deref(), None, OutputCount::One)?;
    let OpenReport { report, abbreviations, .. } = open_report(&arguments.file, &arguments.read_options)?;
    let edited = match &arguments.update {
        Some(path) => {
            let bytes = app::read_file(path).map_err(|error| CliError::Open(path.clone(), error))?;
            read_plan(&bytes).map_err(|error| CliError::Plan(path.clone(), error))?
        }
        None => EditedPlan::default(),
    };
    let findings = Findings::compute(&report, abbreviations);
    if let Some(path) = &arguments.update {
        let plan_match = PlanMatch::new(&report, &findings, &edited);
        if !plan_match.is_of_report() {
            return Err(CliError::PlanOfOtherReport(path.clone()));
        }
        report_losses(arguments, path, &edited, &plan_match)?;
    }
    let points: Vec<_> = findings.points.iter().filter(|_| arguments.points).collect();
    let published = report.cover.published.or(arguments.published);
    let plan = plan::Plan::new(&report, &findings, &points, published, &edited);
    let bytes = match format.unwrap_or(PlanFormat::Csv) {
        PlanFormat::Xlsx => plan.to_xlsx(&report, printout::today()).map_err(WriteError::from)?,
        PlanFormat::Csv => plan.to_csv().map_err(WriteError::from)?.into_bytes(),
    };
    arguments.target.write_output(&bytes, &[&arguments.file])
}

/// Prints which rows of the completed plan have the same id, and what the new plan will not have, before it is written.
///
/// # Errors
/// Returns [`CliError::PlanLosesContent`] if the new plan would replace the completed plan and something would be lost.
fn report_losses(
    arguments: &PlanArguments,
    path: &Path,
    edited: &EditedPlan,
    plan_match: &PlanMatch,
) -> Result<(), CliError> {
    let out = arguments.target.out.as_ref().and_then(|out| fs::canonicalize(out).ok());
    let losses = plan_match.losses(edited);
    if !losses.is_empty() && out.is_some() && out == fs::canonicalize(path).ok() {
        return Err(CliError::PlanLosesContent(path.to_owned(), losses.to_string()));
    }
    for message in [edited.repeated_ids_message(), plan_match.losses_message(edited)].into_iter().flatten() {
        print_notice(path, &message);
    }
    Ok(())
}
