//! What is printed of reports: as blocks, which [`print`](super::print) sets on pages.
//!
//! The summary, its recommendations alone, a section, the sheet of a comparison. Everything that is of a report is
//! printed word for word; what Findings says of it is told apart by its place.

mod body;
mod comparison;
mod summary;

use serde::{Deserialize, Serialize};

use super::print::{Ink, Mark, Pages, Paper, Setting, Sheet, set};
use crate::{
    analysis::{Comparison, MarkShape, step_of},
    report::{Date, Grade, Report, SectionId, Warning, long_date},
};

/// What is printed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// What of a report; a comparison is printed as it is. Of one report, and not remembered.
    #[serde(skip)]
    pub part: Part,
    /// On how many pages.
    pub length: Length,
    /// On what paper.
    pub paper: Paper,
    /// How marks are filled.
    pub ink: Ink,
    /// Whether in large print, 16 points, for those who read that better.
    pub large: bool,
    /// Whether the meaning of the grades is told.
    pub scale: bool,
    /// Whether the recommendations are told.
    pub recommendations: bool,
    /// Whether the checks that fired are told.
    pub checks: bool,
    /// Whether there are lines to write on.
    pub lines: bool,
    /// Whether the paragraphs that changed are told, where two reports are compared.
    pub text: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            part: Part::Summary,
            length: Length::TwoPages,
            paper: Paper::A4,
            ink: Ink::Colour,
            large: false,
            scale: true,
            recommendations: true,
            checks: true,
            lines: false,
            text: true,
        }
    }
}

/// What of a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// What it finds.
    #[default]
    Summary,
    /// What is to be done.
    Recommendations,
    /// One section, with those under it.
    Section(SectionId),
}

impl Part {
    /// A word for it, for the names of files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Recommendations => "recommendations",
            Self::Section(_) => "section",
        }
    }
}

/// On how many pages something is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// On one, with less of everything: recommendations are counted where there is no room for them.
    OnePage,
    /// On two where that is possible: judgements on the first, recommendations on the second.
    #[default]
    TwoPages,
    /// On as many as it takes.
    Full,
}

/// What is printed of.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A report with its warnings, and the one it is held against where there is one.
    Report(&'a Report, &'a [Warning], Option<Before<'a>>),
    /// Two reports, the earlier one first.
    Comparison(&'a Report, &'a Report, &'a Comparison),
}

/// The report that a summary is held against.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The other report.
    pub report: &'a Report,
    /// The comparison, in which the other report is on the left.
    pub comparison: &'a Comparison,
}

/// Size of the text, and of large print, in points.
const SIZE: f32 = 10.0;
const LARGE: f32 = 16.0;

impl Choice {
    /// As it is set where there is room.
    fn setting(&self) -> Setting {
        let size = if self.large { LARGE } else { SIZE };
        Setting { paper: self.paper, ink: self.ink, size, space: 1.0 }
    }
}

/// What day it is here.
#[must_use]
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Sets what was chosen on pages; `made_on` is today.
#[must_use]
pub fn pages(subject: Subject<'_>, choice: &Choice, made_on: Date) -> Pages {
    match (subject, choice.part) {
        (Subject::Comparison(left, right, comparison), _) => {
            set(&comparison::sheet(left, right, comparison, choice, made_on), choice.setting())
        }
        (Subject::Report(report, warnings, before), Part::Summary) => {
            summary::pages(report, warnings, before, choice, made_on)
        }
        (Subject::Report(report, ..), Part::Recommendations) => {
            set(&summary::recommendations_alone(report, choice, made_on), choice.setting())
        }
        (Subject::Report(report, ..), Part::Section(section)) => {
            set(&body::section(report, section, made_on), choice.setting())
        }
    }
}

fn sheet(title: String, reports: &[&Report], made_on: Date, blocks: Vec<super::print::Block>) -> Sheet {
    Sheet { title, footer: footer(reports, made_on), made_on, blocks }
}

/// Where it comes from and what it is not: reports ask that their source and date be stated.
fn footer(reports: &[&Report], made_on: Date) -> Vec<String> {
    let mut footer: Vec<String> = reports
        .iter()
        .map(|report| {
            let published = report.cover.published;
            let published =
                published.map(|day| format!(", published {}", long_date(day))).unwrap_or_default();
            let mark = report.source.sha256.get(..8).unwrap_or_default();
            let name = report.cover.subject.as_deref().map(|subject| format!("{}. ", short(subject)));
            let name = name.unwrap_or_default();
            format!("{name}Source: {}{published} (SHA-256 {mark}…)", short(&report.source.file))
        })
        .collect();
    footer.push(format!(
        "Made with Findings on {}. Not the inspectorate’s document: the report itself is what counts.",
        long_date(made_on)
    ));
    footer
}

/// Words for the foot of a page, which has no room for more.
fn short(words: &str) -> String {
    const LONGEST: usize = 90;
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// The mark of a grade; its word stands beside it and is said there.
fn mark(grade: &Grade, report: &Report) -> Mark {
    let scale = report.scale.as_ref();
    Mark { shape: MarkShape::of(grade, scale), spoken: step_of(grade, scale) }
}
