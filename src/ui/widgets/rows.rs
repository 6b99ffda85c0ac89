//! Rows of different heights in a panel. Rows are measured once for each width, and only the rows in view are shown.

use std::ops::Range;

use eframe::egui::{Align, Rangef, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, vec2};

/// The content of a [`RowList`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RowContent {
    /// The id of the report or comparison.
    pub(crate) owner_id: u64,
    /// The name of the table for screen readers. Each table of a report or comparison has another name.
    pub(crate) table_name: &'static str,
}

/// A list of rows, with their positions for one content and width.
#[derive(Debug, Default)]
pub(crate) struct RowList {
    /// The content, the width, and the pixels per point that the rows were last measured for. The last two are the bits
    /// of their `f32` values.
    key: Option<(RowContent, u32, u32)>,
    /// The top of each row and the bottom of the last row, in points from the top of the first row.
    tops: Vec<f32>,
    /// A number that changes if the heights can change for a reason other than the content, width or zoom.
    fingerprint: u64,
    /// The row to scroll into view in the next frame, and where to; `None` to scroll no more than needed.
    scroll_target: Option<(usize, Option<Align>)>,
    /// True if the rows scroll together with what is above them, in the scroll area around both.
    is_inline: bool,
    /// The distance to scroll down in the next frame, in points.
    scroll_distance: f32,
}

impl RowList {
    /// Scrolls a row into view in the next frame.
    pub(crate) fn scroll_to(&mut self, row: usize) {
        self.scroll_target = Some((row, None));
    }

    /// Scrolls a row to the top in the next frame.
    pub(crate) fn scroll_to_top(&mut self, row: usize) {
        self.scroll_target = Some((row, Some(Align::TOP)));
    }

    /// Sets whether the rows scroll together with what is above them, in the scroll area around both, and not in a
    /// scroll area of their own.
    pub(crate) fn set_inline(&mut self, is_inline: bool) {
        self.is_inline = is_inline;
    }

    /// Scrolls down in the next frame, or up if `distance` is negative. It is in points.
    pub(crate) fn scroll_by(&mut self, distance: f32) {
        self.scroll_distance += distance;
    }

    /// Measures all rows again in the next frame.
    pub(crate) fn reset_heights(&mut self) {
        self.key = None;
    }

    /// Sets a number that changes if the heights can change for a reason other than the content, width or zoom. Returns
    /// true if it changed; the rows are then measured again.
    pub(crate) fn set_fingerprint(&mut self, fingerprint: u64) -> bool {
        let changed = self.fingerprint != fingerprint;
        if changed {
            self.fingerprint = fingerprint;
            self.key = None;
        }
        changed
    }

    /// Shows rows in a scroll area. `row_height(ui, row, width)` returns the height of a row; both lengths are in
    /// points. It is called again for all rows if the content, width or zoom changes. `show_row(ui, row)` shows a row
    /// in a `ui` of that height.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        content: RowContent,
        count: usize,
        row_height: impl Fn(&Ui, usize, f32) -> f32,
        show_row: impl FnMut(&mut Ui, usize),
    ) {
        let table = UiBuilder::new().accessibility_role(Role::Table).accessibility_label(content.table_name);
        ui.scope_builder(table, |ui| {
            ui.accesskit_node_builder(ui.unique_id(), |node| node.set_row_count(count));
            self.show_rows(ui, content, count, row_height, show_row);
        });
    }

    /// Shows the rows in view, in a scroll area or inline.
    fn show_rows(
        &mut self,
        ui: &mut Ui,
        content: RowContent,
        count: usize,
        row_height: impl Fn(&Ui, usize, f32) -> f32,
        show_row: impl FnMut(&mut Ui, usize),
    ) {
        if self.is_inline {
            let width = ui.available_width();
            self.measure_rows(ui, content, count, width, row_height);
            let (full_rect, _) = ui.allocate_exact_size(vec2(width, self.height()), Sense::hover());
            let view = ui.clip_rect().translate(-full_rect.min.to_vec2()).y_range();
            self.show_rows_in_view(ui, full_rect, view, show_row);
            return;
        }
        // Each content has its own scroll position.
        ScrollArea::vertical().id_salt(content).auto_shrink(false).show_viewport(ui, |ui, viewport| {
            let width = ui.available_width();
            self.measure_rows(ui, content, count, width, row_height);
            ui.set_height(self.height());
            let full_rect = ui.max_rect();
            self.show_rows_in_view(ui, full_rect, viewport.y_range(), show_row);
        });
    }

    /// Shows the rows in view, and scrolls to what is to be scrolled to. `full_rect` is the area of all rows, and `view`
    /// is in points from the top of the first row.
    fn show_rows_in_view(
        &mut self,
        ui: &mut Ui,
        full_rect: Rect,
        view: Rangef,
        mut show_row: impl FnMut(&mut Ui, usize),
    ) {
        let distance = std::mem::take(&mut self.scroll_distance);
        if distance != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -distance));
        }
        if let Some((row, align)) = self.scroll_target.take().filter(|(row, _)| row + 1 < self.tops.len()) {
            let span = full_rect.top() + self.tops[row]..=full_rect.top() + self.tops[row + 1];
            ui.scroll_to_rect(Rect::from_x_y_ranges(full_rect.x_range(), span), align);
        }
        for index in self.visible_rows(view) {
            let span = full_rect.top() + self.tops[index]..=full_rect.top() + self.tops[index + 1];
            let builder = UiBuilder::new()
                .scope_id(ui.scope_id().with(("row", index)))
                .max_rect(Rect::from_x_y_ranges(full_rect.x_range(), span));
            ui.scope_builder(builder, |ui| show_row(ui, index));
        }
    }

    /// Returns the height of all rows, in points.
    fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// Measures all rows, if anything that their heights depend on has changed.
    fn measure_rows(
        &mut self,
        ui: &Ui,
        content: RowContent,
        count: usize,
        width: f32,
        row_height: impl Fn(&Ui, usize, f32) -> f32,
    ) {
        let key = Some((content, width.to_bits(), ui.pixels_per_point().to_bits()));
        if self.key == key && self.tops.len() == count + 1 {
            return;
        }
        self.key = key;
        self.tops.clear();
        let mut top = 0.0;
        self.tops.push(top);
        for index in 0..count {
            top += row_height(ui, index, width);
            self.tops.push(top);
        }
    }

    /// Returns the rows in view, and one more row at each end. `view` is in points from the top of the first row.
    fn visible_rows(&self, view: Rangef) -> Range<usize> {
        let rows = self.tops.len().saturating_sub(1);
        let first = self.tops.partition_point(|top| *top <= view.min).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < view.max).min(rows);
        // The additional rows let the Tab key move the focus beyond the rows in view.
        first.saturating_sub(1).min(end)..(end + 1).min(rows)
    }
}
