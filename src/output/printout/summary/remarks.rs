//! The warnings in a summary: problems with reading the report, and inconsistencies that the checks found.

use super::{
    Summary,
    limits::{MAX_PRINTED_ITEMS, shortened_note},
};
use crate::{
    analysis,
    output::{
        print::{Block, ListItem, ParagraphStyle, StyledText, TextStyle},
        strings,
    },
    report::{Place, Warning},
};

impl Summary<'_> {
    /// Returns the problems with reading the report. Missing grades or recommendations are among them, because the
    /// report may have some that were not recognised.
    pub(super) fn reading_problems(&self) -> Vec<Block> {
        let mut notes: Vec<&str> = self
            .warnings
            .iter()
            .filter(|warning| warning.kind.is_reading_problem())
            .map(|warning| warning.message.as_str())
            .collect();
        let report = self.report;
        let missing = match (report.judgements.is_empty(), report.recommendations.is_empty()) {
            (true, true) if analysis::gives_no_grades(report) => Some(strings::NO_RECOMMENDATIONS),
            (true, true) => Some(strings::NO_FINDINGS),
            // A type of inspection that gives no grades has no grading scale, so no grades are missing.
            (true, false) if report.scale.is_none() => None,
            (true, false) => Some(strings::NO_GRADES),
            (false, true) => Some(strings::NO_RECOMMENDATIONS),
            (false, false) => None,
        };
        notes.extend(missing);
        notes.into_iter().map(|words| Block::Paragraph(ParagraphStyle::Body, words.into())).collect()
    }

    /// Returns the warnings about inconsistencies in the report, which are those that are not about reading.
    fn inconsistencies(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| !warning.kind.is_reading_problem())
    }

    /// Returns the checks: the inconsistencies, with their messages unless there is no space for them, and the
    /// fingerprint of the file.
    pub(super) fn check_blocks(&self, has_messages: bool) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(2, strings::INCONSISTENCIES.into())];
        let (titles, items): (Vec<&str>, Vec<ListItem>) = self
            .inconsistencies()
            .take(MAX_PRINTED_ITEMS)
            .map(|warning| (warning.kind.title(), self.inconsistency(warning)))
            .unzip();
        let shortened =
            shortened_note(titles.len(), self.inconsistencies().count(), strings::INCONSISTENCY_ITEMS);
        if titles.is_empty() {
            blocks.push(Block::Paragraph(ParagraphStyle::Body, strings::NO_INCONSISTENCIES.into()));
        } else if has_messages {
            blocks.push(Block::List(items));
        } else {
            let words = format!("{}.", titles.join("; "));
            blocks.push(Block::Paragraph(ParagraphStyle::Small, words.as_str().into()));
        }
        blocks.extend(shortened);
        let source = &self.report.source;
        let source = strings::source_file(&source.file, &source.sha256);
        blocks.push(Block::Paragraph(ParagraphStyle::Small, StyledText::new(&source, TextStyle::SECONDARY)));
        blocks
    }

    /// Returns an inconsistency with its message and paragraphs.
    fn inconsistency(&self, warning: &Warning) -> ListItem {
        let mut words = StyledText::new(&format!("{}. ", warning.kind.title()), TextStyle::BOLD);
        words.push(&warning.message, TextStyle::PLAIN);
        let numbers = self.paragraph_list(&warning.places);
        if !numbers.is_empty() {
            words.push(&format!(" ({numbers})"), TextStyle::SECONDARY);
        }
        ListItem { label: "•".to_owned(), level: 0, words }
    }

    /// Returns the paragraphs of a warning: "paragraphs 3, 4 and more".
    fn paragraph_list(&self, places: &[Place]) -> String {
        // A longer list would be longer than the message itself.
        const MAX_LISTED_PARAGRAPHS: usize = 6;
        let mut numbers: Vec<u32> =
            places.iter().filter_map(|place| self.report.paragraph_number_at(*place)).collect();
        numbers.dedup();
        let listed: Vec<String> = numbers.iter().take(MAX_LISTED_PARAGRAPHS).map(u32::to_string).collect();
        strings::paragraph_list(&listed, numbers.len() > MAX_LISTED_PARAGRAPHS)
    }
}
