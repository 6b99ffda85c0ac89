//! Fits a summary to its number of pages: larger text if there is room, smaller text and less detail if there is not.

use super::{Baseline, PrintOptions, Summary};
use crate::{
    analysis,
    output::{
        print::{PageSetup, PrintedPages, typeset},
        printout::{SummaryLength, fit},
        strings,
    },
    report::{Date, Report, Warning},
};

/// The text size, spacing and amount of detail of a summary. Several densities are tried in turn until the summary has
/// the chosen number of pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Density {
    /// Text size, as a factor of the normal size.
    pub(super) size_factor: f32,
    /// Space between blocks, as a factor of the normal space.
    pub(super) space_factor: f32,
    /// True if the meaning of each grade is printed; false if only the order of the grades is.
    pub(super) has_meanings: bool,
    /// The wording of recommendations that is printed.
    pub(super) wording: Wording,
    /// True if the main judgements are also printed as large cards above the table.
    pub(super) has_headlines: bool,
    /// The text of a letter that is printed.
    pub(super) letter: LetterText,
    /// True if the recommendations begin on a new page.
    pub(super) has_page_break: bool,
}

/// The wording of recommendations that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    /// All recommendations.
    All,
    /// Only this many, in their order. Of the others, only the number for each timescale is printed.
    First(usize),
}

/// The text that is printed of a letter about an inspection without grades: its headline findings and strengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LetterText {
    /// All of it.
    Full,
    /// The first sentence of each paragraph and bullet.
    FirstSentences,
    /// Nothing.
    None,
}

/// Normal size and space with all details.
const NORMAL: Density = Density {
    size_factor: 1.0,
    space_factor: 1.0,
    has_meanings: true,
    wording: Wording::All,
    has_headlines: true,
    letter: LetterText::Full,
    has_page_break: false,
};
/// Sizes and spaces below the normal ones, in the order of trying them.
const SMALLER: [Density; 3] = [
    Density { space_factor: 0.75, ..NORMAL },
    Density { size_factor: 0.95, space_factor: 0.7, ..NORMAL },
    Density { size_factor: 0.9, space_factor: 0.65, ..NORMAL },
];
/// The least size and space, without details.
const MAX_DENSITY: Density = Density {
    size_factor: 0.9,
    space_factor: 0.65,
    has_meanings: false,
    wording: Wording::First(0),
    has_headlines: false,
    letter: LetterText::None,
    ..NORMAL
};
/// The minimum height of recommendations that are worth a page of their own, in pages.
const MIN_HEIGHT_ON_OWN_PAGE: f32 = 0.25;

/// Typesets the summary of a report with the first density that gives the chosen number of pages.
pub(in crate::output::printout) fn typeset_summary(
    report: &Report,
    warnings: &[Warning],
    baseline: Option<Baseline<'_>>,
    options: &PrintOptions,
    made_on: Date,
) -> PrintedPages {
    let summary = Summary { report, warnings, baseline, options };
    let fitter = Fitter { summary, made_on };
    // Large print must not become smaller: its readers need the size.
    if options.is_large_print {
        return fitter.typeset(NORMAL);
    }
    match options.length {
        SummaryLength::Full => fitter.typeset(Density { size_factor: fit::LARGER_FACTORS[0], ..NORMAL }),
        SummaryLength::OnePage => fitter.fit_one_page(),
        SummaryLength::TwoPages => fitter.fit_two_pages(),
    }
}

/// A summary that is fitted to a number of pages.
struct Fitter<'a> {
    summary: Summary<'a>,
    made_on: Date,
}

impl Fitter<'_> {
    fn typeset(&self, density: Density) -> PrintedPages {
        let normal_setup = self.summary.options.page_setup();
        let setup = PageSetup {
            text_size: normal_setup.text_size * density.size_factor,
            space_factor: density.space_factor,
            ..normal_setup
        };
        typeset(&self.summary.summary_document(density, self.made_on), setup)
    }

    /// Returns the summary on one page with text that is as large as possible. Without room for the wording of all
    /// recommendations, only that of the first ones is printed.
    fn fit_one_page(&self) -> PrintedPages {
        let normal = self.typeset(NORMAL);
        if normal.count() == 1 {
            return self.enlarge_single_page(normal);
        }
        let without_meanings = Density { has_meanings: false, ..SMALLER[2] };
        let short_letter = Density { letter: LetterText::FirstSentences, ..without_meanings };
        let densities = SMALLER.into_iter().chain([without_meanings, short_letter]);
        let densities = densities.filter(|density| Self::can_fit(&normal, *density, 1.0));
        let all_wording = densities.map(|density| self.typeset(density)).find(|pages| pages.count() == 1);
        all_wording.or_else(|| self.fit_first_recommendations(&normal)).unwrap_or_else(|| {
            let with_cards = Density { has_headlines: true, ..MAX_DENSITY };
            let pages = self.typeset(with_cards);
            if pages.count() == 1 { pages } else { self.typeset(MAX_DENSITY) }
        })
    }

    /// Returns the summary on one page with the wording of as many recommendations as there is room for; `None` if
    /// there is no room for any. `normal` is the summary at the normal density.
    fn fit_first_recommendations(&self, normal: &PrintedPages) -> Option<PrintedPages> {
        let groups = analysis::recommendation_groups(self.summary.report);
        let count = self.summary.printed_recommendations(&groups);
        let density = Density { has_headlines: true, ..MAX_DENSITY };
        let counts_only = Some(self.typeset(density)).filter(|pages| pages.count() == 1)?;
        let before = normal.height_before(strings::RECOMMENDATIONS)?;
        let item_height = (normal.height_in_pages() - before) / count.max(1) as f32 * density.size_factor;
        let room = 1.0 - counts_only.height_in_pages();
        let first = fit::most_items(room, item_height, count.saturating_sub(1), |count| {
            let pages = self.typeset(Density { wording: Wording::First(count), ..density });
            (pages.count() == 1).then_some(pages)
        });
        Some(first.unwrap_or(counts_only))
    }

    /// Returns the summary on one or two pages. If two would be too full to read, it has more.
    fn fit_two_pages(&self) -> PrintedPages {
        const MAX_PAGES: usize = 2;
        let normal = self.typeset(NORMAL);
        if normal.count() == 1 {
            return self.enlarge_single_page(normal);
        }
        // No density saves more than half of the pages, so trying them would only take time.
        let can_fit_full = normal.count() <= MAX_PAGES * 2 + 1;
        if can_fit_full && let Some(pages) = self.fit_with_all_details(&normal, MAX_PAGES) {
            return pages;
        }
        if !self.summary.has_letter_text() {
            return normal;
        }
        let shorter = self.typeset(Density { letter: LetterText::FirstSentences, ..NORMAL });
        if shorter.count() <= MAX_PAGES {
            return shorter;
        }
        let smaller = self.typeset(Density { letter: LetterText::FirstSentences, ..SMALLER[2] });
        if smaller.count() <= MAX_PAGES { smaller } else { shorter }
    }

    /// Returns the summary with all details on at most `max_pages` pages; `None` if they do not fit. `normal` is the
    /// summary at the normal density.
    fn fit_with_all_details(&self, normal: &PrintedPages, max_pages: usize) -> Option<PrintedPages> {
        let mut densities: Vec<Density> = Vec::new();
        for size_factor in fit::LARGER_FACTORS {
            let larger = Density { size_factor, ..NORMAL };
            densities.extend([Density { has_page_break: true, ..larger }, larger]);
        }
        // It is better to have the recommendations on a separate page than to have the normal space and text that is
        // half a point larger. So these densities are all tried with a page break before any is tried without.
        let usual = [NORMAL, SMALLER[0], SMALLER[1]];
        densities.extend(usual.map(|density| Density { has_page_break: true, ..density }));
        densities.extend(usual);
        for density in [SMALLER[2], Density { has_meanings: false, ..SMALLER[2] }] {
            densities.extend([Density { has_page_break: true, ..density }, density]);
        }
        let max_height = max_pages as f32;
        let densities = densities.into_iter().filter(|density| Self::can_fit(normal, *density, max_height));
        let is_good = |density: Density, pages: &PrintedPages| {
            // A table on one page is worth more than text that is a little larger.
            let is_divided = density.size_factor > 1.0 && pages.has_divided_table();
            pages.count() <= max_pages && !is_divided
        };
        let mut tried = densities.map(|density| (density, self.typeset(density)));
        tried.find(|(density, pages)| is_good(*density, pages)).map(|(_, pages)| pages)
    }

    /// Returns a summary that fits on one page with text that is as large as possible.
    fn enlarge_single_page(&self, normal: PrintedPages) -> PrintedPages {
        fit::enlarge(normal, |size_factor| self.typeset(Density { size_factor, ..NORMAL }))
    }

    /// Returns false if the summary cannot fit on `max_height` pages at this density, judging by its height at the
    /// normal density. Then laying it out would only take time.
    fn can_fit(normal: &PrintedPages, density: Density, max_height: f32) -> bool {
        let factor = fit::least_height_factor(density.size_factor, density.space_factor);
        let has_same_details = density.has_meanings && density.letter == LetterText::Full;
        let height = normal.height_in_pages() * factor;
        if !density.has_page_break {
            return !has_same_details || height <= max_height;
        }
        let Some(before) = normal.height_before(strings::RECOMMENDATIONS) else { return false };
        let after = normal.height_in_pages() - before;
        if after < MIN_HEIGHT_ON_OWN_PAGE {
            return false;
        }
        !has_same_details || before * factor <= 1.0 && after * factor <= max_height - 1.0
    }
}
