//! The printed summary of a report: judgements, grading scale, recommendations and inconsistencies.

mod changes;
mod density;
mod judgements;
mod letter;
mod limits;
mod recommendations;
mod remarks;

use self::density::{Density, LetterText, Wording};
use super::{Baseline, PrintOptions, document_with_footer, fit};
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

pub(super) use self::density::typeset_summary;

/// Number of ruled lines for handwritten notes.
const NOTE_LINES: u32 = 8;

/// Typesets the recommendations of a report without the rest of the summary.
pub(super) fn typeset_recommendations(
    report: &Report,
    options: &PrintOptions,
    made_on: Date,
) -> PrintedPages {
    let summary = Summary { report, warnings: &[], baseline: None, options };
    let mut blocks = summary.title_blocks(made_on);
    blocks.extend(summary.recommendation_blocks());
    let title = format!("{}: recommendations", report.name());
    let document = document_with_footer(title, &[report], made_on, blocks);
    let setup = options.page_setup();
    let typeset_with =
        |factor: f32| typeset(&document, PageSetup { text_size: setup.text_size * factor, ..setup });
    let normal = typeset_with(1.0);
    if options.is_large_print { normal } else { fit::enlarge(normal, typeset_with) }
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
    /// Returns the summary at this density.
    fn summary_document(&self, density: Density, made_on: Date) -> PrintDocument {
        let mut blocks = self.title_blocks(made_on);
        blocks.extend(self.note_about_grades());
        blocks.extend(self.reading_problems());
        blocks.extend(self.headline_cards().filter(|_| density.has_headlines));
        blocks.extend(self.judgement_blocks());
        blocks.extend(self.changes_without_judgements());
        if self.options.has_grade_meanings && !self.prints_meanings(density) {
            blocks.extend(self.grades_in_order());
        }
        blocks.extend(self.headline_findings(density.letter));
        if self.options.has_recommendations {
            if density.has_page_break && !self.report.recommendations.is_empty() {
                blocks.push(Block::PageBreak);
            }
            blocks.extend(match density.wording {
                Wording::All => self.recommendation_blocks(),
                Wording::First(count) => self.first_recommendation_blocks(count),
            });
        }
        blocks.extend(self.strengths(density.letter));
        if self.prints_meanings(density) {
            blocks.extend(self.grade_meanings());
        }
        if self.options.has_note_lines {
            blocks.push(Block::Heading(2, "Notes".into()));
            blocks.push(Block::RuledLines(NOTE_LINES));
        }
        if self.options.has_checks {
            blocks.extend(self.check_blocks(density.wording == Wording::All));
        }
        let reports: Vec<&Report> =
            self.baseline.iter().map(|baseline| baseline.report).chain([self.report]).collect();
        let title = format!("{}: summary", self.report.name());
        document_with_footer(title, &reports, made_on, blocks)
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
