//! What a summary says of the report: what could not be read, and where it does not agree with itself.

use super::Summary;
use crate::{
    output::print::{Block, Item, Look, Style, Words},
    report::{Place, Warning},
};

impl Summary<'_> {
    /// What could not be read; and that nothing was found, which is not that nothing was said.
    pub(super) fn unread(&self) -> Vec<Block> {
        let mut said: Vec<&str> = self
            .warnings
            .iter()
            .filter(|warning| warning.kind.is_of_reading())
            .map(|warning| warning.message.as_str())
            .collect();
        let report = self.report;
        let nothing = match (report.judgements.is_empty(), report.recommendations.is_empty()) {
            (true, true) => Some("Findings read no grades and no recommendations in this report."),
            // Visits that grade nothing have no scale.
            (true, false) if report.scale.is_none() => None,
            (true, false) => Some("Findings read no grades in this report."),
            (false, true) => Some("Findings read no recommendations in this report."),
            (false, false) => None,
        };
        said.extend(nothing);
        said.into_iter().map(|words| Block::Paragraph(Style::Body, words.into())).collect()
    }

    /// Warnings that the report does not agree with itself.
    fn fired(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| !warning.kind.is_of_reading())
    }

    pub(super) fn checks_counted(&self) -> Vec<Block> {
        let titles: Vec<&str> = self.fired().map(|warning| warning.kind.title()).collect();
        if titles.is_empty() {
            return Vec::new();
        }
        let mut words = Words::new("Where the report does not agree with itself: ", Look::BOLD);
        words.push(&format!("{}.", titles.join("; ")), Look::PLAIN);
        vec![Block::Paragraph(Style::Small, words)]
    }

    pub(super) fn checks(&self) -> Vec<Block> {
        let items = self.fired().map(|warning| {
            let mut words = Words::new(&format!("{}. ", warning.kind.title()), Look::BOLD);
            words.push(&warning.message, Look::PLAIN);
            let numbers = self.numbers(&warning.places);
            if !numbers.is_empty() {
                words.push(&format!(" ({numbers})"), Look::QUIET);
            }
            Item { label: "•".to_owned(), level: 0, words }
        });
        let items: Vec<Item> = items.collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading(2, "Where the report does not agree with itself".into()), Block::List(items)]
    }

    /// The paragraphs a warning speaks of; no more than a few.
    fn numbers(&self, places: &[Place]) -> String {
        /// More would hide the warning.
        const MOST: usize = 6;
        let mut numbers: Vec<u32> = places.iter().filter_map(|place| self.report.number_at(*place)).collect();
        numbers.dedup();
        let more = numbers.len() > MOST;
        let listed: Vec<String> = numbers.iter().take(MOST).map(u32::to_string).collect();
        match listed.as_slice() {
            [] => String::new(),
            [one] => format!("paragraph\u{A0}{one}"),
            many => format!("paragraphs {}{}", many.join(", "), if more { " and more" } else { "" }),
        }
    }
}
