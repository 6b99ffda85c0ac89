//! The warnings in a summary: problems with reading the report, and inconsistencies that the checks found.

use super::Summary;
use crate::{
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

    /// Returns only the titles of the inconsistencies, for a summary that has no space for the messages.
    pub(super) fn inconsistency_titles(&self) -> Vec<Block> {
        let titles: Vec<&str> = self.inconsistencies().map(|warning| warning.kind.title()).collect();
        if titles.is_empty() {
            return Vec::new();
        }
        let mut words = StyledText::new(&format!("{}: ", strings::INCONSISTENCIES), TextStyle::BOLD);
        words.push(&format!("{}.", titles.join("; ")), TextStyle::PLAIN);
        vec![Block::Paragraph(ParagraphStyle::Small, words)]
    }

    /// Returns the inconsistencies with their messages and paragraphs.
    pub(super) fn inconsistency_list(&self) -> Vec<Block> {
        let items = self.inconsistencies().map(|warning| {
            let mut words = StyledText::new(&format!("{}. ", warning.kind.title()), TextStyle::BOLD);
            words.push(&warning.message, TextStyle::PLAIN);
            let numbers = self.paragraph_list(&warning.places);
            if !numbers.is_empty() {
                words.push(&format!(" ({numbers})"), TextStyle::SECONDARY);
            }
            ListItem { label: "•".to_owned(), level: 0, words }
        });
        let items: Vec<ListItem> = items.collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading(2, strings::INCONSISTENCIES.into()), Block::List(items)]
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
