//! Puts together the content of printouts as blocks: the summary of a report, its recommendations, a section, a
//! comparison or a timeline. Must not know how the blocks are laid out: [`print`](super::print) typesets them.
//!
//! The words of a report are printed unchanged. Only headings, notes and the page footer are added.

mod chart;
mod comparison;
mod fit;
mod section;
mod summary;
mod timeline;

use serde::{Deserialize, Serialize};

use super::{
    chart::ChartSheet,
    print::{GradeMark, Ink, PageSetup, Paper, PrintDocument, PrintedPages, typeset},
    strings,
};
use crate::{
    analysis::{Comparison, GradeMarkShape, Timeline, step_label},
    report::{Date, Grade, Report, SectionId, Warning, format_date},
};

/// The options of a printout: its content, paper and text size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintOptions {
    /// The part of a report. It is ignored for a comparison, and is not saved in the settings.
    #[serde(skip)]
    pub part: Part,
    /// The length to which a summary is fitted.
    pub length: SummaryLength,
    /// The paper size.
    pub paper: Paper,
    /// The fill of grade marks.
    pub ink: Ink,
    /// True for large print (16 points), for people who can't read small print.
    #[serde(rename = "large")]
    pub is_large_print: bool,
    /// True if a summary includes the meaning of the grades.
    #[serde(rename = "scale")]
    pub has_grade_meanings: bool,
    /// True if a summary includes the recommendations.
    #[serde(rename = "recommendations")]
    pub has_recommendations: bool,
    /// True if a summary ends with the inconsistencies that the checks found, and the fingerprint of the file.
    #[serde(rename = "checks")]
    pub has_checks: bool,
    /// True if a summary ends with ruled lines for handwritten notes.
    #[serde(rename = "lines")]
    pub has_note_lines: bool,
    /// True if a comparison includes all recommendations and paragraphs, on as many pages as needed.
    #[serde(rename = "paragraphs")]
    pub has_paragraphs: bool,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            part: Part::Summary,
            length: SummaryLength::TwoPages,
            paper: Paper::A4,
            ink: Ink::Colour,
            is_large_print: false,
            has_grade_meanings: true,
            has_recommendations: true,
            has_checks: false,
            has_note_lines: false,
            has_paragraphs: false,
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
    /// Returns the name of the part in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Recommendations => "recommendations",
            Self::Section(_) => "section",
        }
    }
}

/// The length to which a summary is fitted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SummaryLength {
    /// One page. As many recommendations as fit are printed in full, and the number of the others.
    OnePage,
    /// Two pages, if possible with judgements on the first and recommendations on the second. If two pages would be too
    /// full to read, the summary has more.
    #[default]
    TwoPages,
    /// As many pages as needed.
    Full,
}

/// A report, a comparison or a timeline that can be printed.
#[derive(Debug, Clone, Copy)]
pub enum Printable<'a> {
    /// A report, its warnings, and the report that it is compared with if the summary also shows changes.
    Report(&'a Report, &'a [Warning], Option<Baseline<'a>>),
    /// The left report, the right report, and their comparison.
    Comparison(&'a Report, &'a Report, &'a Comparison),
    /// A timeline.
    Timeline(&'a Timeline),
    /// A chart of a folder.
    Chart(&'a ChartSheet),
}

/// The report that a summary is compared with to show changes. It is usually the earlier one.
#[derive(Debug, Clone, Copy)]
pub struct Baseline<'a> {
    /// The other report.
    pub report: &'a Report,
    /// The comparison of both reports. The other report is the left one.
    pub comparison: &'a Comparison,
}

/// Size of running text, except in large print.
const TEXT_SIZE_POINTS: f32 = 10.0;
/// Size of running text in large print.
const LARGE_TEXT_SIZE_POINTS: f32 = 16.0;

impl PrintOptions {
    /// Returns the page setup with normal spacing.
    fn page_setup(&self) -> PageSetup {
        let text_size = if self.is_large_print { LARGE_TEXT_SIZE_POINTS } else { TEXT_SIZE_POINTS };
        PageSetup { paper: self.paper, ink: self.ink, text_size, space_factor: 1.0 }
    }
}

/// Returns today's date in the local time zone.
#[must_use]
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Typesets the printout of a report, a comparison or a timeline. `made_on` is the date in the footer.
#[must_use]
pub fn typeset_printout(printable: Printable<'_>, options: &PrintOptions, made_on: Date) -> PrintedPages {
    match (printable, options.part) {
        (Printable::Comparison(left, right, comparison), _) => {
            comparison::typeset_comparison(left, right, comparison, options, made_on)
        }
        (Printable::Timeline(one), _) => timeline::typeset_timeline(one, options, made_on),
        (Printable::Chart(sheet), _) => typeset(&chart::chart_document(sheet, made_on), options.page_setup()),
        (Printable::Report(report, warnings, baseline), Part::Summary) => {
            summary::typeset_summary(report, warnings, baseline, options, made_on)
        }
        (Printable::Report(report, ..), Part::Recommendations) => {
            summary::typeset_recommendations(report, options, made_on)
        }
        (Printable::Report(report, ..), Part::Section(section)) => {
            typeset(&section::section_document(report, section, made_on), options.page_setup())
        }
    }
}

/// Returns a document of these blocks, with the page footer for these reports.
fn document_with_footer(
    title: String,
    reports: &[&Report],
    made_on: Date,
    blocks: Vec<super::print::Block>,
) -> PrintDocument {
    PrintDocument { title, footer: footer_paragraphs(reports, made_on), made_on, blocks }
}

/// Returns the paragraphs of the page footer: the source of each report, and a disclaimer. The source and the date are
/// there because reports ask for them to be stated when their text is reused.
fn footer_paragraphs(reports: &[&Report], made_on: Date) -> Vec<String> {
    let mut footer: Vec<String> = reports
        .iter()
        .map(|report| {
            let published = report.cover.published;
            let published =
                published.map(|day| format!(", published {}", format_date(day))).unwrap_or_default();
            let name = report.cover.subject.as_deref().map(|subject| format!("{}. ", shorten_name(subject)));
            let name = name.unwrap_or_default();
            strings::print_source(&name, &shorten_name(&report.source.file), &published)
        })
        .collect();
    footer.push(strings::print_disclaimer(made_on));
    footer
}

/// Shortens a name to fit in the page footer.
fn shorten_name(name: &str) -> String {
    /// The maximum number of characters of a name in the footer.
    const MAX_NAME_CHARACTERS: usize = 90;
    match name.char_indices().nth(MAX_NAME_CHARACTERS) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Returns the mark of a grade. The alternative text gives only the step, because the label is printed beside the mark.
fn grade_mark(grade: &Grade, report: &Report) -> GradeMark {
    let scale = report.scale.as_ref();
    GradeMark { shape: GradeMarkShape::for_grade(grade, scale), alt_text: step_label(grade, scale) }
}

/// Returns the first words of a text, with "…" if it goes on.
fn first_words(text: &str) -> String {
    /// Enough to recognise a recommendation, and at most two lines of a column.
    const MAX_CHARACTERS: usize = 90;
    let Some((end, _)) = text.char_indices().nth(MAX_CHARACTERS) else { return text.to_owned() };
    let words = text[..end].rsplit_once(' ').map_or(&text[..end], |(whole, _)| whole);
    format!("{}…", words.trim_end_matches([',', ';', ':', ' ']))
}
