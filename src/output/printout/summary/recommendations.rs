//! The recommendations in a summary.

use super::Summary;
use crate::{
    analysis::{self, RecommendationGroup},
    output::{
        print::{Block, ListItem, ParagraphStyle, StyledText, TextStyle},
        strings,
    },
    report::Content,
};

impl Summary<'_> {
    /// Returns the recommendations by timescale, in the exact words of the report.
    pub(super) fn recommendation_blocks(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, "Recommendations".into())];
        for group in &groups {
            blocks.extend(group.heading().map(|title| Block::Heading(3, title.as_str().into())));
            // If only some items had numbers, an item without a number would look like a part of the item above it.
            let is_numbered = group.items.iter().all(|index| self.printed_number(*index).is_some());
            let items = group.items.iter().map(|index| self.recommendation_item(*index, is_numbered));
            blocks.push(Block::List(items.collect()));
        }
        blocks
    }

    /// Returns the number that the report prints before a recommendation; `None` if it has none.
    fn printed_number(&self, index: usize) -> Option<u32> {
        match self.report.block(self.report.recommendations[index].place.block).content {
            Content::Paragraph(id) => self.report.paragraph(id).number,
            _ => None,
        }
    }

    /// Returns a recommendation as an item of a list: with its number if the list is numbered, or else with a bullet.
    /// Its sub-points are on separate lines.
    fn recommendation_item(&self, index: usize, is_numbered: bool) -> ListItem {
        let item = &self.report.recommendations[index];
        let own_number = self.printed_number(index);
        let paragraph = item.paragraph.and_then(|id| self.report.paragraph(id).number);
        let paragraph = paragraph.filter(|_| own_number.is_none());
        let section = item.section.map(|section| self.report.section(section).title.as_str());
        // The heading of a group without a timescale already names the section.
        let section = section.filter(|_| item.timescale.is_some() && own_number.or(paragraph).is_none());
        // Most recommendations begin with the name of the organisation that has to act, so the note would repeat it.
        let responsible = item.responsible.as_ref();
        let responsible = responsible.filter(|name| !item.text.plain().starts_with(name.as_str()));
        let notes = [
            responsible.map(|name| format!("for {name}")),
            paragraph.map(|number| format!("paragraph\u{A0}{number}")),
            section.map(str::to_owned),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let label =
            own_number.filter(|_| is_numbered).map_or_else(|| "•".to_owned(), |number| format!("{number}."));
        let mut words = StyledText::default();
        for (index, line) in item.text.lines().iter().enumerate() {
            if index > 0 {
                words.push_line_break();
            }
            words.push_text(line);
        }
        if !notes.is_empty() {
            words.push(&format!(" ({})", notes.join(", ")), TextStyle::SECONDARY);
        }
        ListItem { label, level: 0, words }
    }

    /// Returns the number of recommendations for each timescale, for a summary that has no space for their wording.
    pub(super) fn recommendation_count_blocks(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let items = groups.iter().map(|group: &RecommendationGroup| {
            let title = group.heading().unwrap_or_else(|| strings::NO_TIMESCALE.to_owned());
            let words = strings::recommendation_count(&title, group.items.len());
            ListItem { label: "•".to_owned(), level: 0, words: words.as_str().into() }
        });
        let items = items.collect();
        vec![
            Block::Heading(2, "Recommendations".into()),
            Block::List(items),
            Block::Paragraph(ParagraphStyle::Small, strings::WORDING_LEFT_OUT.into()),
        ]
    }
}
