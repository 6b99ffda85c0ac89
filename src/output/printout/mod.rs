//! The content of printouts as blocks: the summary of a report, its recommendations, a section, or a comparison. Knows
//! no pages: [`print`](super::print) typesets the blocks.
//!
//! The words of a report are printed exactly. Only headings, notes and the footer are added.

mod comparison;
mod section;
mod summary;

use serde::{Deserialize, Serialize};

use super::{
    print::{GradeMark, Ink, PageSetup, Pages, Paper, PrintDocument, typeset},
    strings,
};
use crate::{
    analysis::{Comparison, GradeMarkShape, step_label},
    report::{Date, Grade, Report, SectionId, Warning, format_date},
};

/// The options of a printout: its content, paper and text size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintOptions {
    /// The part of a report. It has no effect on a comparison, and is not saved with the settings.
    #[serde(skip)]
    pub part: Part,
    /// The number of pages of a summary.
    pub length: Length,
    /// The paper.
    pub paper: Paper,
    /// The fill of grade marks.
    pub ink: Ink,
    /// True for large print, 16 points, which some people read more easily.
    pub large: bool,
    /// True if a summary includes the grading scale.
    pub scale: bool,
    /// True if a summary includes the recommendations.
    pub recommendations: bool,
    /// True if a summary includes the inconsistencies that the checks found.
    pub checks: bool,
    /// True if a summary ends with ruled lines for handwritten notes.
    pub lines: bool,
    /// True if a comparison includes the changes of the text.
    pub text: bool,
}

impl Default for PrintOptions {
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

/// The part of a report that is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// The findings: judgements, recommendations and inconsistencies.
    #[default]
    Summary,
    /// The recommendations.
    Recommendations,
    /// A section with its subsections.
    Section(SectionId),
}

impl Part {
    /// Returns a word for file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Recommendations => "recommendations",
            Self::Section(_) => "section",
        }
    }
}

/// The number of pages of a summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// One page, with less detail: only the number of recommendations is printed if they do not fit.
    OnePage,
    /// Two pages if possible: judgements on the first, recommendations on the second.
    #[default]
    TwoPages,
    /// As many pages as needed.
    Full,
}

/// A report or a comparison that can be printed.
#[derive(Debug, Clone, Copy)]
pub enum Printable<'a> {
    /// A report with its warnings, and the report that changes are counted from, if any.
    Report(&'a Report, &'a [Warning], Option<Baseline<'a>>),
    /// The comparison of two reports, the earlier one first.
    Comparison(&'a Report, &'a Report, &'a Comparison),
}

/// The report that the changes in a summary are counted from.
#[derive(Debug, Clone, Copy)]
pub struct Baseline<'a> {
    /// The other report.
    pub report: &'a Report,
    /// The comparison, in which the other report is on the left.
    pub comparison: &'a Comparison,
}

/// Size of running text.
const TEXT_POINTS: f32 = 10.0;
/// Size of running text in large print.
const LARGE_PRINT_POINTS: f32 = 16.0;

impl PrintOptions {
    /// Returns the page setup with normal spacing.
    fn page_setup(&self) -> PageSetup {
        let size = if self.large { LARGE_PRINT_POINTS } else { TEXT_POINTS };
        PageSetup { paper: self.paper, ink: self.ink, size, space: 1.0 }
    }
}

/// Returns today's date in the local time zone.
#[must_use]
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Typesets a printout with these options; `made_on` is the date in the footer.
#[must_use]
pub fn pages(printable: Printable<'_>, options: &PrintOptions, made_on: Date) -> Pages {
    match (printable, options.part) {
        (Printable::Comparison(left, right, comparison), _) => typeset(
            &comparison::comparison_document(left, right, comparison, options, made_on),
            options.page_setup(),
        ),
        (Printable::Report(report, warnings, baseline), Part::Summary) => {
            summary::pages(report, warnings, baseline, options, made_on)
        }
        (Printable::Report(report, ..), Part::Recommendations) => {
            typeset(&summary::recommendations_document(report, options, made_on), options.page_setup())
        }
        (Printable::Report(report, ..), Part::Section(section)) => {
            typeset(&section::section_document(report, section, made_on), options.page_setup())
        }
    }
}

/// Returns a document with the footer for these reports.
fn document(
    title: String,
    reports: &[&Report],
    made_on: Date,
    blocks: Vec<super::print::Block>,
) -> PrintDocument {
    PrintDocument { title, footer: footer(reports, made_on), made_on, blocks }
}

/// Returns the footer: the source of each report and a disclaimer. Reports ask that their source and
/// date are stated when they are reused.
fn footer(reports: &[&Report], made_on: Date) -> Vec<String> {
    let mut footer: Vec<String> = reports
        .iter()
        .map(|report| {
            let published = report.cover.published;
            let published =
                published.map(|day| format!(", published {}", format_date(day))).unwrap_or_default();
            let fingerprint = report.source.sha256.get(..8).unwrap_or_default();
            let name = report.cover.subject.as_deref().map(|subject| format!("{}. ", shortened(subject)));
            let name = name.unwrap_or_default();
            strings::print_source(&name, &shortened(&report.source.file), &published, fingerprint)
        })
        .collect();
    footer.push(strings::print_disclaimer(made_on));
    footer
}

/// Shortens a text to fit in a footer.
fn shortened(words: &str) -> String {
    const MAX_CHARS: usize = 90;
    match words.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// Returns the mark of a grade. Its alternative text gives only the step, because the label is printed beside it.
fn grade_mark(grade: &Grade, report: &Report) -> GradeMark {
    let scale = report.scale.as_ref();
    GradeMark { shape: GradeMarkShape::for_grade(grade, scale), alt_text: step_label(grade, scale) }
}
