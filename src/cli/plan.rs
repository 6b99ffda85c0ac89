//! `findings plan`: what a report asks for as rows to fill in.

use std::path::PathBuf;

use clap::Args;

use super::{OpenReport, Opening, Trouble, open, writing::Target};
use crate::{
    analysis::Findings,
    app,
    output::{
        BYTE_ORDER_MARK, WriteError,
        plan::{self, Edited, read_plan},
    },
    report::{Date, parse_date},
};

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The report
    file: PathBuf,
    #[command(flatten)]
    target: Target,
    /// Keep what was filled in in this plan (.xlsx or .csv), its own columns and its own rows
    #[arg(long, value_name = "PLAN")]
    update: Option<PathBuf>,
    /// The day the report was published, where it does not say so: due dates are counted from it
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<Date>,
    /// Add the improvement points in the text
    #[arg(long)]
    points: bool,
    #[command(flatten)]
    opening: Opening,
}

fn date(words: &str) -> Result<Date, String> {
    parse_date(words).ok_or_else(|| "A day is written 2012-05-14 or \"14 May 2012\".".to_owned())
}

/// A workbook, or CSV where the name of the file ends so or there is none.
pub(super) fn plan(arguments: &Plan) -> Result<(), Trouble> {
    let OpenReport { report, abbreviations, .. } = open(&arguments.file, &arguments.opening)?;
    let edited = match &arguments.update {
        Some(path) => {
            let bytes = app::read_file(path).map_err(|error| Trouble::Open(path.clone(), error))?;
            read_plan(&bytes).map_err(|error| Trouble::Plan(path.clone(), error))?
        }
        None => Edited::default(),
    };
    let findings = Findings::of(&report, abbreviations);
    if let Some(path) = arguments.update.as_ref().filter(|_| findings.known(&edited.ids()) == 0) {
        return Err(Trouble::OtherPlan(path.clone()));
    }
    let points: Vec<_> = findings.points.iter().filter(|_| arguments.points).collect();
    let published = report.cover.published.or(arguments.published);
    let plan = plan::Plan::new(&report, &findings, &points, published, &edited);
    let ending = arguments.target.out.as_ref().and_then(|out| out.extension());
    let bytes = if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        plan.to_xlsx(&report).map_err(|error| Trouble::Output(WriteError::from(error)))?
    } else {
        let table = plan.to_csv().map_err(|error| Trouble::Output(WriteError::from(error)))?;
        let mark = if arguments.target.out.is_some() { BYTE_ORDER_MARK } else { "" };
        format!("{mark}{table}").into_bytes()
    };
    arguments.target.write(&bytes, &[&arguments.file])
}
