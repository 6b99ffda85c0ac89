//! Typesetting the pages of the print view, on a thread.

use std::sync::Arc;

use super::{ComparisonResult, DocumentId, LoadedReport, strings};
use crate::{
    analysis::{Abbreviation, Comparison, Timeline, compare::compare_with},
    output::{
        chart::ChartSheet,
        printout::{self, Baseline, PrintOptions, Printable},
    },
    read::{OriginalPages, Read, report_without_text},
    report::{Report, Warning},
};

/// The id of a report and its revision. The text can differ between revisions.
pub(super) type DocumentVersion = (DocumentId, u32);

/// A job for a thread: a report or comparison to lay out on pages, and the chosen print options.
#[derive(Debug, Clone)]
pub struct TypesetJob {
    pub(super) subject: TypesetSubject,
    pub(super) choice: PrintOptions,
}

/// The report, comparison or timeline to lay out on pages.
#[derive(Debug, Clone)]
pub(super) enum TypesetSubject {
    /// A report with its warnings; with an earlier report, the changes since that report are printed too.
    Report(Arc<Report>, Vec<Warning>, Option<EarlierReport>),
    /// A comparison of two reports.
    Comparison(Arc<ComparisonResult>),
    /// A timeline.
    Timeline(Arc<Timeline>),
    /// A chart of a folder.
    Chart(Arc<ChartSheet>),
}

/// An earlier report, and the changes since that report.
#[derive(Debug, Clone)]
pub(super) struct EarlierReport {
    pub(super) version: DocumentVersion,
    pub(super) report: Arc<Report>,
    pub(super) abbreviations: Arc<[Abbreviation]>,
    /// The abbreviations of the later report.
    pub(super) later_abbreviations: Arc<[Abbreviation]>,
    /// The changes; `None` if they are not computed yet.
    pub(super) changes: Option<Arc<Comparison>>,
}

/// Jobs are equal if they lay out the same reports with the same options. Only pointers and versions are compared.
impl PartialEq for TypesetJob {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.subject, &other.subject) {
            (TypesetSubject::Report(one, _, baseline), TypesetSubject::Report(other, _, other_baseline)) => {
                let version =
                    |baseline: &Option<EarlierReport>| baseline.as_ref().map(|earlier| earlier.version);
                Arc::ptr_eq(one, other) && version(baseline) == version(other_baseline)
            }
            (TypesetSubject::Comparison(one), TypesetSubject::Comparison(other)) => Arc::ptr_eq(one, other),
            (TypesetSubject::Timeline(one), TypesetSubject::Timeline(other)) => Arc::ptr_eq(one, other),
            (TypesetSubject::Chart(one), TypesetSubject::Chart(other)) => one == other,
            (
                TypesetSubject::Report(..)
                | TypesetSubject::Comparison(_)
                | TypesetSubject::Timeline(_)
                | TypesetSubject::Chart(_),
                _,
            ) => false,
        };
        is_same && self.choice == other.choice
    }
}

/// Pages that were laid out, as a PDF and as a document for the page view.
#[derive(Debug)]
pub struct TypesetPages {
    pub(super) pdf: Arc<Vec<u8>>,
    pub(super) loaded: LoadedReport,
    pub(super) page_count: usize,
    /// The changes since the earlier report of this version; `None` if no earlier report was laid out.
    pub(super) changes: Option<(DocumentVersion, Arc<Comparison>)>,
}

impl TypesetJob {
    /// Lays out the pages, and opens the resulting PDF like a file.
    ///
    /// # Errors
    /// Returns a message for the user if the PDF cannot be made or opened.
    pub(super) fn lay_out_pages(&self) -> Result<TypesetPages, String> {
        let mut computed_changes = None;
        let pages = match &self.subject {
            TypesetSubject::Report(report, warnings, None) => printout::typeset_printout(
                Printable::Report(report, warnings, None),
                &self.choice,
                printout::today(),
            ),
            TypesetSubject::Report(report, warnings, Some(earlier)) => {
                let changes = earlier.changes.clone();
                let compare = || {
                    let before = (&*earlier.report, &*earlier.abbreviations);
                    Arc::new(compare_with(before, (report, &earlier.later_abbreviations)))
                };
                let changes = changes.unwrap_or_else(compare);
                let before = Baseline { report: &earlier.report, comparison: &changes };
                let subject = Printable::Report(report, warnings, Some(before));
                let pages = printout::typeset_printout(subject, &self.choice, printout::today());
                computed_changes = Some((earlier.version, changes));
                pages
            }
            TypesetSubject::Timeline(timeline) => {
                printout::typeset_printout(Printable::Timeline(timeline), &self.choice, printout::today())
            }
            TypesetSubject::Chart(sheet) => {
                printout::typeset_printout(Printable::Chart(sheet), &self.choice, printout::today())
            }
            TypesetSubject::Comparison(result) => {
                let [left, right] = &result.reports;
                let subject = Printable::Comparison(left, right, &result.comparison);
                printout::typeset_printout(subject, &self.choice, printout::today())
            }
        };
        let pdf = Arc::new(pages.to_pdf().map_err(|error| error.to_string())?);
        let original = OriginalPages::open(Arc::clone(&pdf), "preview.pdf", None)
            .map_err(|error| error.to_string())?
            .ok_or_else(|| strings::PREVIEW_FAILED.to_owned())?;
        let report = report_without_text(&pdf, "preview.pdf", &original);
        let read = Read { report, warnings: Vec::new() };
        let loaded = LoadedReport::new(read).with_pages(Some(original));
        Ok(TypesetPages { pdf, loaded, page_count: pages.count(), changes: computed_changes })
    }
}
