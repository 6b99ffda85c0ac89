//! The texts of two inspections by section: matched paragraphs side by side, and the numbers of paragraphs that only one
//! report has, which can be unfolded.

use std::collections::{HashMap, HashSet};

use eframe::egui::{Stroke, Ui};

use super::{
    layout::list_id,
    section_rows::{SectionRow, SectionRows, texts_alone},
};
use crate::{
    app::{Command, CompareSide, ComparisonTab, SectionFilter, SectionTarget},
    report::SectionId,
    ui::{
        reader::CharacterWidths,
        strings::compare as strings,
        theme::{self, ReadingStyles},
        widgets::{
            rows::{RowContent, RowList},
            scroll_keys::{self, KeyboardFocus, Scroll},
        },
    },
};

/// The maximum number of rows that are laid out to measure them. If there are more, all heights are estimated, one line
/// too high, because laying out takes 0.1 ms a paragraph.
const MAX_MEASURED_ROWS: usize = 600;

/// Data that the view keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Cache {
    list: RowList,
    rows: Vec<SectionRow>,
    /// The comparison and the number of the result that the rows were made for; `None` to make them again.
    owner: Option<(u64, u32)>,
    /// For both reports, the judgement of each section, as its index in the report.
    judgements: [HashMap<SectionId, usize>; 2],
    /// The unfolded paragraphs: by index in `section_texts`, and side.
    unfolded: HashSet<(usize, usize)>,
    /// The change that was last scrolled into view.
    shown_change: Option<usize>,
    /// The only sections in the rows.
    filter: Option<SectionFilter>,
    /// The section that was last scrolled to, with the number of the result.
    shown_target: Option<(u32, SectionTarget)>,
    widths: Option<CharacterWidths>,
    /// The styles and the number of the result that the rows were last measured with.
    measured_with: Option<(ReadingStyles, u32)>,
}

impl Cache {
    /// Makes the rows again if the result, the links between sections or the folding changed.
    fn update_rows(&mut self, tab: &ComparisonTab) {
        let owner = (list_id(tab), tab.result_number);
        if self.owner == Some(owner) && self.filter == tab.section_filter {
            return;
        }
        self.owner = Some(owner);
        self.filter.clone_from(&tab.section_filter);
        self.judgements = tab.result.reports.each_ref().map(|report| {
            let judgements = report.judgements.iter().enumerate().rev();
            judgements.filter_map(|(index, judgement)| Some((judgement.section?, index))).collect()
        });
        let rows = &mut self.rows;
        rows.clear();
        let is_shown =
            |index: usize| self.filter.as_ref().is_none_or(|filter| filter.sections.contains(&index));
        for (index, section) in tab.section_texts.iter().enumerate().filter(|(index, _)| is_shown(*index)) {
            rows.push(SectionRow::Title(index));
            rows.extend((0..section.matched.len()).map(|matched| SectionRow::Matched(index, matched)));
            for side in [CompareSide::Left, CompareSide::Right] {
                let alone = texts_alone(section, side);
                if alone.is_empty() {
                    continue;
                }
                rows.push(SectionRow::Fold(index, side));
                if self.unfolded.contains(&(index, side.index())) {
                    rows.extend(alone.iter().map(|unit| SectionRow::Alone(index, side, *unit)));
                }
            }
        }
        self.list.reset_heights();
    }

    /// Folds or unfolds the texts of a section that only the report on this side has.
    fn toggle_fold(&mut self, folded: (usize, usize)) {
        if !self.unfolded.remove(&folded) {
            self.unfolded.insert(folded);
        }
        self.owner = None;
    }
}

/// Shows the texts by section.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    cache.update_rows(tab);
    let tokens = theme::tokens(ui);
    let area = ui.available_rect_before_wrap();
    ui.painter().rect_filled(area, 0.0, tokens.page);
    if tab.section_texts.is_empty() {
        return super::panel::show_empty_list(ui, strings::NO_CHANGES);
    }
    let Cache { list, rows, unfolded, shown_change, shown_target, widths, measured_with, judgements, .. } =
        cache;
    let widths = widths.get_or_insert_with(|| CharacterWidths::new(ui.ctx()));
    if *shown_change != tab.current {
        *shown_change = tab.current;
        let is_current = |row: &SectionRow| {
            matches!(row, SectionRow::Matched(section, matched)
                if tab.current.is_some() && tab.section_texts[*section].matched[*matched].change == tab.current)
        };
        rows.iter().position(is_current).into_iter().for_each(|row| list.scroll_to(row));
    }
    let target = tab.section_target.map(|target| (tab.result_number, target));
    if *shown_target != target {
        *shown_target = target;
        let is_target = |row: &SectionRow| matches!((row, target), (SectionRow::Title(section), Some((_, target))) if *section == target.section);
        rows.iter().position(is_target).into_iter().for_each(|row| list.scroll_to_top(row));
    }
    let keyboard = if ui.memory(|memory| memory.focused().is_some()) {
        KeyboardFocus::Elsewhere
    } else {
        KeyboardFocus::Own
    };
    for scroll in scroll_keys::take_scrolls(ui, keyboard, area.height()) {
        match scroll {
            Scroll::Down(distance) => list.scroll_by(distance),
            Scroll::Start => list.scroll_to(0),
            Scroll::End => list.scroll_to(rows.len().saturating_sub(1)),
            Scroll::Right(_) => {}
        }
    }
    let mut toggled = None;
    let is_estimated = rows.len() > MAX_MEASURED_ROWS;
    let reading = theme::reading_styles(ui);
    // The font and size of the text are settings.
    let basis = (reading, tab.result_number);
    if measured_with.replace(basis) != Some(basis) {
        list.reset_heights();
    }
    let view = SectionRows { tab, widths: is_estimated.then_some(widths), reading, judgements };
    list.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::SECTION_TEXTS },
        rows.len(),
        |ui, row, width| view.row_height(ui, rows[row], width),
        |ui, row| {
            let is_unfolded = |section, side: CompareSide| unfolded.contains(&(section, side.index()));
            toggled = view.show_row(ui, rows[row], is_unfolded, commands).or(toggled);
        },
    );
    if let Some(toggled) = toggled {
        cache.toggle_fold(toggled);
    }
    ui.painter().vline(area.center().x.round() - 0.5, area.y_range(), Stroke::new(1.0, tokens.line));
}
