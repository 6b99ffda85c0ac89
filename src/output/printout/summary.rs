//! The printed summary of a report: judgements, grading scale, recommendations and inconsistencies.

mod judgements;
mod recommendations;
mod remarks;

use super::{Baseline, PrintOptions, SummaryLength, document_with_footer, footer_paragraphs};
use crate::{
    analysis::compare::have_same_subject,
    output::{
        print::{
            Block, PageSetup, ParagraphStyle, PrintDocument, PrintedPages, StyledText, TextStyle, typeset,
        },
        strings,
    },
    report::{Date, FrameworkId, Report, Warning, format_date, format_period},
};

/// Number of ruled lines for handwritten notes.
const NOTE_LINES: u32 = 8;

/// The text size, spacing and amount of detail of a summary. Several densities are tried in turn until the summary has
/// the chosen number of pages.
#[derive(Debug, Clone, Copy)]
struct Density {
    /// Text size, as a factor of the normal size.
    size_factor: f32,
    /// Space between blocks, as a factor of the normal space.
    space_factor: f32,
    /// True if the meaning of each grade is printed; false if only the order of the grades is.
    has_meanings: bool,
    /// True if recommendations and inconsistencies are printed in full; false if only the number of recommendations and
    /// the titles of inconsistencies are.
    has_wording: bool,
    /// True if the main judgements are also printed as large cards above the table.
    has_headlines: bool,
}

/// Normal size and space with all details.
const NORMAL_DENSITY: Density = Density {
    size_factor: 1.0,
    space_factor: 1.0,
    has_meanings: true,
    has_wording: true,
    has_headlines: true,
};
/// The least size and space, without details.
const MAX_DENSITY: Density = Density {
    size_factor: 0.9,
    space_factor: 0.65,
    has_meanings: false,
    has_wording: false,
    has_headlines: false,
};
/// The densities, in the order of trying them.
const DENSITIES: [Density; 9] = [
    NORMAL_DENSITY,
    Density { space_factor: 0.75, ..NORMAL_DENSITY },
    Density { size_factor: 0.95, space_factor: 0.7, ..NORMAL_DENSITY },
    Density { size_factor: 0.9, space_factor: 0.65, ..NORMAL_DENSITY },
    Density { size_factor: 0.9, space_factor: 0.65, has_meanings: false, ..NORMAL_DENSITY },
    Density { has_wording: false, ..NORMAL_DENSITY },
    Density { has_wording: false, space_factor: 0.75, ..NORMAL_DENSITY },
    Density { has_headlines: true, ..MAX_DENSITY },
    MAX_DENSITY,
];

/// Typesets the summary of a report with the first density that gives the chosen number of pages.
pub(super) fn typeset_summary(
    report: &Report,
    warnings: &[Warning],
    baseline: Option<Baseline<'_>>,
    options: &PrintOptions,
    made_on: Date,
) -> PrintedPages {
    let summary = Summary { report, warnings, baseline, options };
    let normal_setup = options.page_setup();
    let typeset_with = |density: Density, has_page_break: bool| {
        let setup = PageSetup {
            text_size: normal_setup.text_size * density.size_factor,
            space_factor: density.space_factor,
            ..normal_setup
        };
        typeset(&summary.summary_document(density, has_page_break, made_on), setup)
    };
    // A page break before the recommendations is not needed if everything fits on one page.
    let normal_pages = typeset_with(NORMAL_DENSITY, false);
    // Large print must not become smaller: its readers need the size.
    if normal_pages.count() == 1 || options.is_large_print || options.length == SummaryLength::Full {
        return normal_pages;
    }
    // No density that prints the wording of the recommendations saves more than half of the pages, so trying them would
    // only take time.
    let max_pages = if options.length == SummaryLength::OnePage { 1 } else { 2 };
    if normal_pages.count() > max_pages * 2 + 1 && options.length == SummaryLength::TwoPages {
        return normal_pages;
    }
    let densities: Vec<Density> = match options.length {
        SummaryLength::OnePage => DENSITIES.into(),
        _ => DENSITIES.into_iter().filter(|density| density.has_wording).collect(),
    };
    // It is better to have the recommendations on a separate page than to have the normal space and text that is
    // half a point larger. So the first densities are all tried with a page break before any is tried without.
    const DENSITIES_WITH_BREAK_FIRST: usize = 3;
    let (first_densities, other_densities) = densities.split_at(DENSITIES_WITH_BREAK_FIRST);
    let with_break = first_densities.iter().map(|density| (*density, true));
    let without_break = first_densities.iter().map(|density| (*density, false));
    let rest = other_densities.iter().flat_map(|density| [(*density, true), (*density, false)]);
    let candidates = with_break.chain(without_break).chain(rest);
    let candidates = candidates.filter(|(_, has_page_break)| max_pages == 2 || !has_page_break);
    let fitting_pages = candidates
        .map(|(density, has_page_break)| typeset_with(density, has_page_break))
        .find(|pages| pages.count() <= max_pages);
    // If nothing fits, a summary of one page is as dense as possible, and a summary of two pages has the normal size
    // and more pages.
    fitting_pages
        .unwrap_or_else(|| if max_pages == 1 { typeset_with(MAX_DENSITY, false) } else { normal_pages })
}

/// Returns the printout of the recommendations without the rest of the summary.
pub(super) fn recommendations_document(
    report: &Report,
    options: &PrintOptions,
    made_on: Date,
) -> PrintDocument {
    let summary = Summary { report, warnings: &[], baseline: None, options };
    let mut blocks = summary.title_blocks(made_on);
    blocks.extend(summary.recommendation_blocks());
    document_with_footer(format!("{}: recommendations", report.name()), &[report], made_on, blocks)
}

/// A report with everything that its summary is made from.
struct Summary<'a> {
    report: &'a Report,
    /// The warnings from reading and from the checks.
    warnings: &'a [Warning],
    /// The report that the summary is compared with, if it shows changes.
    baseline: Option<Baseline<'a>>,
    options: &'a PrintOptions,
}

impl Summary<'_> {
    /// Returns the summary at this density, with or without a page break before the recommendations.
    fn summary_document(&self, density: Density, has_page_break: bool, made_on: Date) -> PrintDocument {
        let mut blocks = self.title_blocks(made_on);
        blocks.extend(self.reading_problems());
        blocks.extend(self.headline_cards().filter(|_| density.has_headlines));
        blocks.extend(self.judgement_blocks());
        if self.options.has_grade_meanings {
            blocks.extend(self.scale_blocks(density.has_meanings));
        }
        if self.options.has_recommendations {
            if has_page_break && !self.report.recommendations.is_empty() {
                blocks.push(Block::PageBreak);
            }
            blocks.extend(if density.has_wording {
                self.recommendation_blocks()
            } else {
                self.recommendation_count_blocks()
            });
        }
        if self.options.has_checks {
            blocks.extend(if density.has_wording {
                self.inconsistency_list()
            } else {
                self.inconsistency_titles()
            });
        }
        if self.options.has_note_lines {
            blocks.push(Block::Heading(2, "Notes".into()));
            blocks.push(Block::RuledLines(NOTE_LINES));
        }
        let reports: Vec<&Report> =
            self.baseline.iter().map(|baseline| baseline.report).chain([self.report]).collect();
        let title = format!("{}: summary", self.report.name());
        PrintDocument {
            footer: footer_paragraphs(&reports, made_on),
            ..document_with_footer(title, &[], made_on, blocks)
        }
    }

    /// Returns the title, the facts of the cover, and the outcome if the inspection gives one instead of grades.
    fn title_blocks(&self, made_on: Date) -> Vec<Block> {
        let cover = &self.report.cover;
        let subject = cover.subject.as_deref().unwrap_or(&self.report.source.file);
        let mut blocks = vec![Block::Heading(1, subject.into())];
        let kind = cover.title.as_deref().or(cover.framework.map(FrameworkId::name));
        blocks.extend(kind.map(|kind| Block::Paragraph(ParagraphStyle::Lead, kind.into())));
        let inspected: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
        let facts = [
            ("Inspected", inspected.join("; ")),
            ("Published", cover.published.map(format_date).unwrap_or_default()),
            (
                if cover.inspectors.len() == 1 { "Inspector" } else { "Inspectors" },
                cover.inspectors.join(", "),
            ),
            (strings::ACTION_PLAN_DUE, cover.action_plan_due.map(format_date).unwrap_or_default()),
            ("Compared with", self.baseline.map(|baseline| baseline.report.name()).unwrap_or_default()),
        ];
        for (name, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
            let mut words = StyledText::new(&format!("{name}: "), TextStyle::BOLD);
            words.push(&fact, TextStyle::PLAIN);
            blocks.push(Block::Paragraph(ParagraphStyle::Fact, words));
        }
        if let Some(words) = self.baseline.and_then(|baseline| self.baseline_note(baseline.report)) {
            blocks.push(Block::Paragraph(ParagraphStyle::Fact, words.into()));
        }
        // This line is above the footer too, because people copy the text without the footer, and Findings must still
        // recognise the summary when they open the copy.
        let made = strings::summary_origin(made_on);
        blocks.push(Block::Paragraph(ParagraphStyle::Fact, StyledText::new(&made, TextStyle::SECONDARY)));
        if let Some(outcome) = &cover.outcome {
            blocks.push(Block::Heading(2, "Outcome".into()));
            blocks.push(Block::Paragraph(ParagraphStyle::Body, outcome.as_str().into()));
        }
        blocks
    }

    /// Returns a note if the other report is later or about another organisation.
    fn baseline_note(&self, other: &Report) -> Option<&'static str> {
        let days = other.cover.sort_date().zip(self.report.cover.sort_date());
        if !have_same_subject(other, self.report) {
            Some(strings::DIFFERENT_ORGANISATIONS)
        } else if days.is_some_and(|(other, own)| other > own) {
            Some(strings::BASELINE_IS_LATER)
        } else {
            None
        }
    }
}
