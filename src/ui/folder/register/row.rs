//! A row of the register.

use eframe::egui::{Color32, Rangef, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};

use super::{
    super::{Shown, table::CELL_MARGIN},
    cells::EntryCell,
    command,
};
use crate::{
    app::{Command, EntryColumn, FolderCommand, FolderRegisterCommand, ItemKey},
    library::{SimilarCounts, register::RegisterItem, short_kind},
    report::{format_date, parse_entered_date},
    ui::{
        strings::register as strings,
        theme::{self, PANEL, SMALL, TypeStyle},
        widgets::{list_row, text},
    },
};

/// The row of a recommendation.
#[derive(Debug, Clone)]
pub(super) struct ItemRow<'a> {
    shown: Shown<'a>,
    item: RegisterItem<'a>,
    key: ItemKey,
}

impl<'a> ItemRow<'a> {
    pub(super) fn new(shown: Shown<'a>, item: RegisterItem<'a>) -> Self {
        let key = ItemKey { sha256: item.facts.sha256.clone(), index: item.index };
        Self { shown, item, key }
    }

    /// Shows the row.
    pub(super) fn show(&self, ui: &mut Ui, ranges: &[Rangef], commands: &mut Vec<Command>) {
        let tab = self.shown.tab;
        let is_selected = tab.register.shown_item.as_ref() == Some(&self.key);
        let (rect, response) = list_row::show(ui, &self.accessible_name(), is_selected);
        let tokens = theme::tokens(ui);
        paint_lines(ui, rect, ranges[0], &self.item.council(), PANEL, tokens.text);
        paint_lines(ui, rect, ranges[1], &self.report_words(), SMALL, tokens.secondary);
        paint_lines(ui, rect, ranges[2], &self.item.recommendation.text, PANEL, tokens.text);
        self.show_asked(ui, rect, ranges[3], commands);
        let overdue = self.item.overdue_days(tab.register.today);
        let due_color = if overdue.is_some() { tokens.warning } else { tokens.text };
        if let Some(days) = overdue {
            paint_lines(ui, rect, ranges[5], &strings::days_overdue(days), PANEL, tokens.warning);
        }
        paint_lines(ui, rect, ranges[6], self.item.responsible(), SMALL, tokens.secondary);
        for (column, range, words, color) in [
            (EntryColumn::Due, ranges[4], self.due_words(), due_color),
            (EntryColumn::Owner, ranges[7], self.item.owner().to_owned(), tokens.text),
            (EntryColumn::Status, ranges[8], self.item.status().to_owned(), tokens.text),
            (EntryColumn::Rag, ranges[9], self.item.rag().to_owned(), tokens.text),
        ] {
            let cell = EntryCell { key: &self.key, column, words: &words, color };
            let area = Rect::from_x_y_ranges(range, rect.y_range());
            let can_change = !tab.register.is_awaiting_plan(&self.key.sha256);
            let edit = tab.register.edit.as_ref();
            if let Some(change) = cell.show(ui, area, (can_change, response.contains_pointer()), edit) {
                commands.push(command(self.shown, change));
            }
        }
        self.handle_click(ui, &response, ranges, commands);
    }

    /// Opens the report at the recommendation, and shows the tooltips of the cells.
    fn handle_click(&self, ui: &Ui, response: &Response, ranges: &[Rangef], commands: &mut Vec<Command>) {
        if response.clicked() {
            let place = Some(self.item.recommendation.place);
            let open = FolderCommand::OpenReport(self.item.entry.path().to_owned(), place);
            commands.push(self.shown.command(open));
        }
        let pointer = ui.pointer_hover_pos().filter(|_| response.hovered());
        let Some(at) = pointer.and_then(|pointer| ranges.iter().position(|range| range.contains(pointer.x)))
        else {
            return;
        };
        let words = match at {
            0 => self.item.entry.path().display().to_string(),
            2 => self.wording_and_evidence(),
            6 => self.item.responsible().to_owned(),
            _ => return,
        };
        if !words.is_empty() {
            response.clone().on_hover_text_at_pointer(words);
        }
    }

    /// Returns the date and the kind of the inspection, in two lines.
    fn report_words(&self) -> String {
        let facts = self.item.facts;
        let date = facts.sort_date().map(format_date);
        let kind = short_kind(facts.framework);
        let kind = if self.item.recommendation.is_priority { strings::PRIORITY } else { kind };
        [date.as_deref(), Some(kind)].into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    /// Returns the due date, or the words that a person entered in place of a date.
    fn due_words(&self) -> String {
        let entered = self.item.entered_due();
        match self.item.due() {
            Some(due) if entered.is_empty() || parse_entered_date(entered).is_some() => format_date(due),
            Some(_) | None => entered.to_owned(),
        }
    }

    fn wording_and_evidence(&self) -> String {
        let wording = &self.item.recommendation.text;
        match self.item.evidence() {
            "" => wording.clone(),
            evidence => format!("{wording}\n\n{}", strings::cell_name(EntryColumn::Evidence, evidence)),
        }
    }

    /// Shows how often something similar was asked for. A click lists the similar recommendations.
    fn show_asked(&self, ui: &Ui, row: Rect, range: Rangef, commands: &mut Vec<Command>) {
        let similar = self.shown.tab.register.similar.as_ref();
        let counts = similar.and_then(|similar| similar.counts(&self.key.sha256, self.key.index));
        let words = counts.map(asked_words).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        let area = Rect::from_x_y_ranges(range, row.y_range());
        let response = ui.interact(area, ui.scope_id().with("asked"), Sense::click());
        let name = words.replace('\n', ". ");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let tokens = theme::tokens(ui);
        if response.hovered() {
            ui.painter().rect_filled(area.shrink(2.0), theme::CORNER_RADIUS, tokens.hover);
        }
        paint_lines(ui, row, range, &words, SMALL, tokens.link);
        list_row::paint_focus_ring(ui, &response, area);
        if response.on_hover_text(format!("{name}. {}", strings::SHOW_SIMILAR)).clicked() {
            let show = FolderRegisterCommand::ShowSimilar(Some(self.key.clone()));
            commands.push(command(self.shown, show));
        }
    }

    /// Returns the row as a sentence for screen readers.
    fn accessible_name(&self) -> String {
        let item = &self.item;
        let date = item.facts.sort_date().map(format_date).unwrap_or_default();
        let overdue = if item.is_overdue(self.shown.tab.register.today) { strings::OVERDUE } else { "" };
        let parts =
            [item.council(), date, item.recommendation.text.clone(), self.due_words(), overdue.to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Returns the words about how often something was asked for, in one or two lines; empty if it was asked once.
pub(super) fn asked_words(counts: &SimilarCounts) -> String {
    let councils = (counts.council_count > 1).then(|| strings::asked_of_councils(counts.council_count));
    let years = (counts.years.len() > 1).then(|| strings::asked_in_years(&counts.years));
    [councils, years].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Paints text in at most two lines of a cell, in the middle of its height.
pub(super) fn paint_lines(ui: &Ui, row: Rect, column: Rangef, words: &str, style: TypeStyle, color: Color32) {
    let width = column.span() - CELL_MARGIN * 2.0;
    let galley = text::lay_out_in_rows(ui, words, style, color, width.max(0.0), 2);
    let at = pos2(column.min + CELL_MARGIN, row.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}
