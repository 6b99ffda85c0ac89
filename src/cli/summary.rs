//! `findings summary`: the page or two to take into a meeting.

use std::{
    io::{self, IsTerminal as _},
    path::PathBuf,
};

use clap::{Args, ValueEnum};

use super::{OpenReport, Opening, Trouble, open, writing::Target};
use crate::{
    analysis,
    output::{
        WriteError, print,
        sheets::{self, Before, Choice, Part, Subject},
    },
    report::Report,
};

#[derive(Debug, Args)]
pub(super) struct Summary {
    /// The report to sum up
    file: PathBuf,
    #[command(flatten)]
    target: Target,
    /// On how many pages
    #[arg(long, value_enum, default_value_t = Length::Two)]
    length: Length,
    /// Say what changed since this earlier report
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Print the recommendations alone
    #[arg(long, conflicts_with_all = ["section", "against", "length"])]
    recommendations: bool,
    /// Print the section of this title alone
    #[arg(long, value_name = "TITLE", conflicts_with_all = ["against", "length"])]
    section: Option<String>,
    /// Leave something out; may be given more than once
    #[arg(long, value_enum, value_name = "PART")]
    without: Vec<Without>,
    /// Add lines to write on
    #[arg(long)]
    lines: bool,
    #[command(flatten)]
    print: PrintOptions,
    #[command(flatten)]
    opening: Opening,
}

/// How it is printed.
#[derive(Debug, Args)]
pub(super) struct PrintOptions {
    /// On what paper, where a PDF is written
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// How marks are filled, where a PDF is written
    #[arg(long, value_enum, default_value_t = Ink::Colour)]
    ink: Ink,
    /// In large print, 16 points, where a PDF is written
    #[arg(long)]
    large: bool,
}

impl PrintOptions {
    pub(super) fn choice(&self) -> Choice {
        let paper = match self.paper {
            Paper::A4 => print::Paper::A4,
            Paper::Letter => print::Paper::Letter,
            Paper::A3 => print::Paper::A3Folded,
        };
        let ink = match self.ink {
            Ink::Colour => print::Ink::Colour,
            Ink::Grey => print::Ink::Grey,
            Ink::Outline => print::Ink::Outline,
        };
        Choice { paper, ink, large: self.large, ..Choice::default() }
    }
}

/// On what paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// A4 sheets
    A4,
    /// US Letter sheets
    Letter,
    /// A3 sheets to be folded, two pages a side
    A3,
}

/// How marks are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ink {
    /// In colour
    Colour,
    /// In greys
    Grey,
    /// Not at all: saves ink
    Outline,
}

/// On how many pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Length {
    /// One page; recommendations are counted where there is no room for them
    One,
    /// Two pages where that is possible
    Two,
    /// As many pages as it takes
    Full,
}

/// What can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Without {
    /// What the grades mean
    Scale,
    /// What is to be done
    Recommendations,
    /// Where the report does not agree with itself
    Checks,
}

pub(super) fn summary(summary: &Summary) -> Result<(), Trouble> {
    // A page in a terminal is of no use to anybody.
    if summary.target.out.is_none() && io::stdout().is_terminal() {
        return Err(Trouble::NoPlace);
    }
    let OpenReport { report, warnings, .. } = open(&summary.file, &summary.opening)?;
    let earlier = match &summary.against {
        Some(file) => Some(open(file, &summary.opening)?.report),
        None => None,
    };
    let comparison = earlier.as_ref().map(|earlier| analysis::compare(earlier, &report));
    let before = earlier.as_ref().zip(comparison.as_ref());
    let before = before.map(|(report, comparison)| Before { report, comparison });
    let choice = summary.choice(&report)?;
    let pages = sheets::pages(Subject::Report(&report, &warnings, before), &choice, sheets::today());
    let bytes = pages.to_pdf().map_err(WriteError::from)?;
    summary.target.write(&bytes, &[&summary.file])
}

impl Summary {
    fn choice(&self, report: &Report) -> Result<Choice, Trouble> {
        let keeps = |part| !self.without.contains(&part);
        let part = match &self.section {
            Some(title) => {
                let wanted = title.to_lowercase();
                let is_it = |id: &_| report.section(*id).title.to_lowercase() == wanted;
                let missing = || Trouble::NoSection(self.file.clone(), title.clone());
                Part::Section(report.section_ids().find(is_it).ok_or_else(missing)?)
            }
            None if self.recommendations => Part::Recommendations,
            None => Part::Summary,
        };
        let length = match self.length {
            Length::One => sheets::Length::OnePage,
            Length::Two => sheets::Length::TwoPages,
            Length::Full => sheets::Length::Full,
        };
        Ok(Choice {
            part,
            length,
            scale: keeps(Without::Scale),
            recommendations: keeps(Without::Recommendations),
            checks: keeps(Without::Checks),
            lines: self.lines,
            ..self.print.choice()
        })
    }
}
