//! The preview of a paragraph: a tooltip at a link to it, with its number, its section and its first lines. It is shown
//! while the pointer is over the link, and while the link has the keyboard focus.

use eframe::egui::{Label, Response, Tooltip, Ui};

use super::{
    strings::report as strings,
    summary::shorten_words,
    theme::{self, PANEL, PANEL_BOLD, SMALL},
};
use crate::{
    analysis::{nearest_section_titles, section_of_block},
    report::{BlockId, Content, Place, Report, Text},
};

/// Maximum number of characters of the text that are shown.
const MAX_CHARACTERS: usize = 240;
/// Maximum width of the preview, in points.
const MAX_WIDTH_POINTS: f32 = 340.0;

/// Shows the preview of a place at a link, and returns the link.
pub(crate) fn show(link: Response, report: &Report, place: Place) -> Response {
    if place.block.0 >= report.blocks.len() {
        return link;
    }
    if link.has_focus() {
        let tooltip = Tooltip::always_open(link.ctx.clone(), link.layer_id, link.id, link.rect);
        tooltip.show(|ui| show_content(ui, report, place));
        return link;
    }
    link.on_hover_ui(|ui| show_content(ui, report, place))
}

/// Shows the number or page, the section and the first lines of a place.
fn show_content(ui: &mut Ui, report: &Report, place: Place) {
    let tokens = theme::tokens(ui);
    ui.set_max_width(MAX_WIDTH_POINTS.min(ui.ctx().content_rect().width() - 32.0));
    ui.spacing_mut().item_spacing.y = 2.0;
    let number = report.paragraph_number_at(place).map(strings::paragraph_label);
    let page = || report.page_at(place).map(strings::page_label);
    if let Some(words) = number.or_else(page) {
        ui.label(PANEL_BOLD.rich_text(words, tokens.text));
    }
    if let Some(section) = section_of_block(report, place.block) {
        let titles = nearest_section_titles(report, section);
        ui.add(Label::new(SMALL.rich_text(titles, tokens.secondary)).wrap());
    }
    let words = shorten_words(&first_words(report, place), MAX_CHARACTERS);
    if !words.is_empty() {
        ui.add(Label::new(PANEL.rich_text(words, tokens.text)).wrap());
    }
}

/// Returns the beginning of the text at a place. For a heading, that is the beginning of the text below it.
fn first_words(report: &Report, place: Place) -> String {
    /// The number of blocks below a heading that are searched for text.
    const MAX_BLOCKS_BELOW: usize = 6;
    let part = place.part.and_then(|part| usize::try_from(part).ok());
    let texts: Vec<&str> = match (&report.block(place.block).content, part) {
        (Content::Heading(section) | Content::Grade(section), _) => {
            let blocks = report.blocks_within(*section).take(MAX_BLOCKS_BELOW).map(BlockId);
            let is_paragraph =
                |block: &BlockId| matches!(report.block(*block).content, Content::Paragraph(_));
            blocks.filter(is_paragraph).take(1).flat_map(|block| report.block_texts(block)).collect()
        }
        (Content::Paragraph(id), Some(part)) => {
            report.paragraph(*id).bullets.get(part).map(Text::plain).into_iter().collect()
        }
        (Content::Table(table), Some(part)) => {
            table.rows.get(part).into_iter().flatten().map(Text::plain).collect()
        }
        _ => report.block_texts(place.block),
    };
    let mut words = String::new();
    for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
        if words.chars().count() > MAX_CHARACTERS {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        // One character more shows that the text goes on.
        words.extend(text.trim().chars().take(MAX_CHARACTERS + 1));
    }
    words
}
