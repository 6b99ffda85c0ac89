//! The recommendations in a summary.

use super::{
    Summary,
    limits::{MAX_PRINTED_ITEMS, shortened_note},
};
use crate::{
    analysis::{self, RecommendationGroup},
    output::{
        print::{Block, ListItem, ParagraphStyle, StyledText, TextStyle},
        strings,
    },
    report::Content,
};

/// The bullet at the beginning of each sub-point in the text of a recommendation.
const SUB_POINT_START: &str = "\u{2022} ";

impl Summary<'_> {
    /// Returns the recommendations by timescale, in the exact words of the report. If there are very many, only the
    /// first ones are printed.
    pub(super) fn recommendation_blocks(&self) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, strings::RECOMMENDATIONS.into())];
        blocks.extend(self.came_back_count());
        let (total, printed) = (self.report.recommendations.len(), self.printed_recommendations(&groups));
        let mut room = printed;
        for group in &groups {
            if room == 0 {
                break;
            }
            let shown = &group.items[..room.min(group.items.len())];
            room -= shown.len();
            blocks.extend(self.group_blocks(group, shown));
        }
        blocks.extend(shortened_note(printed, total, strings::RECOMMENDATION_ITEMS));
        blocks
    }

    /// Returns the heading of a group, and these recommendations of it as a list.
    fn group_blocks(&self, group: &RecommendationGroup, shown: &[usize]) -> impl Iterator<Item = Block> {
        let heading = group.heading().map(|title| Block::Heading(3, title.as_str().into()));
        // If only some items had numbers, an item without a number would look like a part of the item above it.
        let is_numbered = group.items.iter().all(|index| self.printed_number(*index).is_some());
        let items = shown.iter().flat_map(|index| self.recommendation_items(*index, is_numbered)).collect();
        heading.into_iter().chain([Block::List(items)])
    }

    /// Returns the first recommendations, and the number of all others for each timescale, for a summary that has no
    /// space for the wording of all.
    pub(super) fn first_recommendation_blocks(&self, mut count: usize) -> Vec<Block> {
        let groups = analysis::recommendation_groups(self.report);
        if groups.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(2, strings::RECOMMENDATIONS.into())];
        blocks.extend(self.came_back_count());
        let mut others = Vec::new();
        let mut other_count = 0;
        let has_wording = count > 0;
        for group in &groups {
            let (shown, left_out) = group.items.split_at(count.min(group.items.len()));
            count -= shown.len();
            if !shown.is_empty() {
                blocks.extend(self.group_blocks(group, shown));
            }
            if left_out.is_empty() {
                continue;
            }
            other_count += 1;
            if others.len() < MAX_PRINTED_ITEMS {
                let title = group.heading().unwrap_or_else(|| strings::NO_TIMESCALE.to_owned());
                let words = strings::recommendation_count(&title, left_out.len());
                others.push(ListItem { label: "•".to_owned(), level: 0, words: words.as_str().into() });
            }
        }
        if has_wording {
            blocks.push(Block::Heading(3, strings::OTHER_RECOMMENDATIONS.into()));
        }
        let shortened = shortened_note(others.len(), other_count, strings::TIMESCALE_ITEMS);
        let note = Block::Paragraph(ParagraphStyle::Small, strings::WORDING_LEFT_OUT.into());
        blocks.push(Block::List(others));
        blocks.extend(shortened.into_iter().chain([note]));
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
    /// Its sub-points are items below it, or lines of it.
    fn recommendation_items(&self, index: usize, is_numbered: bool) -> Vec<ListItem> {
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
        // "The local authority" is within a sentence here.
        let responsible = responsible.map(|name| match name.strip_prefix("The ") {
            Some(rest) => format!("the {rest}"),
            None => name.clone(),
        });
        let notes = [
            responsible.map(|name| format!("for {name}")),
            paragraph.map(|number| format!("paragraph\u{A0}{number}")),
            section.map(str::to_owned),
            self.came_back_note(index),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let label =
            own_number.filter(|_| is_numbered).map_or_else(|| "•".to_owned(), |number| format!("{number}."));
        let mut items = vec![ListItem { label, level: 0, words: StyledText::default() }];
        // Findings recognises sub-points in lines of their own only after a colon, and must read the summary correctly.
        let has_items_for_points = item.text_before_points().ends_with(':')
            && !item.sub_points().iter().any(|point| point.ends_with(':'));
        for (index, line) in item.text.lines().iter().enumerate() {
            if has_items_for_points && line.plain().starts_with(SUB_POINT_START) {
                let words = StyledText::from(&line.slice(SUB_POINT_START.len()..line.plain().len()));
                items.push(ListItem { label: "•".to_owned(), level: 1, words });
            } else if let Some(item) = items.last_mut() {
                if index > 0 {
                    item.words.push_line_break();
                }
                item.words.push_text(line);
            }
        }
        if let Some(item) = items.last_mut().filter(|_| !notes.is_empty()) {
            item.words.push(&format!(" ({})", notes.join(", ")), TextStyle::SECONDARY);
        }
        items
    }
}
