//! Typesetting the pages of the print view, on a thread.

use std::sync::Arc;

use super::{ComparisonResult, DocumentId, LoadedReport, strings};
use crate::{
    analysis::{Abbreviation, Comparison, compare::compare_with},
    output::printout::{self, Baseline, PrintOptions, Printable},
    read::{Original, Read, report_without_text},
    report::{Report, Warning},
};

/// A report and its revision. Another revision can have another text.
pub(super) type Version = (DocumentId, u32);

/// The content to lay out on pages, with everything that is needed for it.
#[derive(Debug, Clone)]
pub struct TypesetJob {
    pub(super) subject: TypesetSubject,
    pub(super) choice: PrintOptions,
}

#[derive(Debug, Clone)]
pub(super) enum TypesetSubject {
    Report(Arc<Report>, Vec<Warning>, Option<Earlier>),
    Comparison(Arc<ComparisonResult>),
}

/// An earlier report, and the changes since then if they were computed before.
#[derive(Debug, Clone)]
pub(super) struct Earlier {
    pub(super) version: Version,
    pub(super) report: Arc<Report>,
    pub(super) abbreviations: Arc<[Abbreviation]>,
    /// The abbreviations of the later report.
    pub(super) abbreviations_since: Arc<[Abbreviation]>,
    pub(super) changes: Option<Arc<Comparison>>,
}

/// Jobs are equal if they lay out the same values in the same way.
impl PartialEq for TypesetJob {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.subject, &other.subject) {
            (TypesetSubject::Report(one, _, since), TypesetSubject::Report(other, _, other_since)) => {
                let version = |since: &Option<Earlier>| since.as_ref().map(|earlier| earlier.version);
                Arc::ptr_eq(one, other) && version(since) == version(other_since)
            }
            (TypesetSubject::Comparison(one), TypesetSubject::Comparison(other)) => Arc::ptr_eq(one, other),
            (TypesetSubject::Report(..) | TypesetSubject::Comparison(_), _) => false,
        };
        is_same && self.choice == other.choice
    }
}

/// Pages that were laid out, as a PDF and as a document for the page view.
#[derive(Debug)]
pub struct TypesetPages {
    pub(super) pdf: Arc<Vec<u8>>,
    pub(super) loaded: LoadedReport,
    pub(super) pages: usize,
    pub(super) changes: Option<(Version, Arc<Comparison>)>,
}

impl TypesetJob {
    /// Lays out the pages, and opens the resulting PDF like a file.
    ///
    /// # Errors
    /// Returns a message for the user if the PDF cannot be made or opened.
    pub(super) fn run(&self) -> Result<TypesetPages, String> {
        let mut computed = None;
        let pages = match &self.subject {
            TypesetSubject::Report(report, warnings, None) => {
                printout::pages(Printable::Report(report, warnings, None), &self.choice, printout::today())
            }
            TypesetSubject::Report(report, warnings, Some(earlier)) => {
                let changes = earlier.changes.clone();
                let compare = || {
                    let before = (&*earlier.report, &*earlier.abbreviations);
                    Arc::new(compare_with(before, (report, &earlier.abbreviations_since)))
                };
                let changes = changes.unwrap_or_else(compare);
                let before = Baseline { report: &earlier.report, comparison: &changes };
                let subject = Printable::Report(report, warnings, Some(before));
                let pages = printout::pages(subject, &self.choice, printout::today());
                computed = Some((earlier.version, changes));
                pages
            }
            TypesetSubject::Comparison(result) => {
                let [left, right] = &result.reports;
                let subject = Printable::Comparison(left, right, &result.comparison);
                printout::pages(subject, &self.choice, printout::today())
            }
        };
        let pdf = Arc::new(pages.to_pdf().map_err(|error| error.to_string())?);
        let original = Original::open(Arc::clone(&pdf), "preview.pdf", None)
            .map_err(|error| error.to_string())?
            .ok_or_else(|| strings::PREVIEW_FAILED.to_owned())?;
        let report = report_without_text(&pdf, "preview.pdf", &original);
        let read = Read { report, warnings: Vec::new() };
        let loaded = LoadedReport::new(read).with_pages(Some(original));
        Ok(TypesetPages { pdf, loaded, pages: pages.count(), changes: computed })
    }
}
