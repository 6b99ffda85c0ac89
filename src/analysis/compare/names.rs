//! Names of the two compared reports for sentences: "in 2022" or "in the left report".

use super::have_same_subject;
use crate::{analysis::strings::comparison as strings, report::Report};

/// The names of the left and the right report in sentences.
///
/// The names are the years if both reports are about the same organisation and their years differ. Reports about
/// different organisations have their full names, and all others are "the left report" and "the right report".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportNames {
    names: [String; 2],
    are_years: bool,
}

impl ReportNames {
    /// Returns the names of two reports.
    #[must_use]
    pub fn new(left: &Report, right: &Report) -> Self {
        let reports = [left, right];
        let is_one_organisation = have_same_subject(left, right);
        let years = reports.map(|report| report.cover.sort_date().map(|day| day.year().to_string()));
        let full_names = reports.map(Report::name);
        match years {
            [Some(left), Some(right)] if is_one_organisation && left != right => {
                Self { names: [left, right], are_years: true }
            }
            _ if !is_one_organisation && full_names[0] != full_names[1] => {
                Self { names: full_names, are_years: false }
            }
            _ => Self {
                names: [strings::LEFT_REPORT.to_owned(), strings::RIGHT_REPORT.to_owned()],
                are_years: false,
            },
        }
    }

    /// Returns the name to use after "in": "2022" or "the left report". `side` is 0 for the left report and 1 for the
    /// right report.
    #[must_use]
    pub fn in_words(&self, side: usize) -> &str {
        &self.names[side.min(1)]
    }

    /// Returns the name to use within a sentence: "the 2022 report" or "the left report". `side` is 0 for the left
    /// report and 1 for the right report.
    #[must_use]
    pub fn in_sentence(&self, side: usize) -> String {
        let name = self.in_words(side);
        if self.are_years { strings::report_of_year(name) } else { name.to_owned() }
    }

    /// Returns the name to use as the subject of a sentence: "The 2022 report" or "The left report". `side` is 0 for the
    /// left report and 1 for the right report.
    #[must_use]
    pub fn as_subject(&self, side: usize) -> String {
        let name = self.in_sentence(side);
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// Returns the name as a heading: "2022" or "The left report". `side` is 0 for the left report and 1 for the right
    /// report.
    #[must_use]
    pub fn label(&self, side: usize) -> String {
        if self.are_years { self.in_words(side).to_owned() } else { self.as_subject(side) }
    }

    /// Returns true if the names are the years of the reports.
    #[must_use]
    pub fn are_years(&self) -> bool {
        self.are_years
    }
}
