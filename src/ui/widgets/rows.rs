//! Rows of different heights in a panel. They are measured once for each width, and only those in view are shown.

use std::ops::Range;

use eframe::egui::{Rangef, Rect, Role, ScrollArea, Ui, UiBuilder};

/// The positions of rows, for one content and width.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// The content, width and pixels per point that the rows were last measured for.
    key: Option<((u64, &'static str), u32, u32)>,
    /// The top of each row, and the bottom of the last row, in points from the top of the first.
    tops: Vec<f32>,
    /// Covers everything that the heights depend on besides content, width and zoom.
    fingerprint: u64,
    /// A row that is to be scrolled into view.
    scroll_target: Option<usize>,
}

impl Rows {
    /// Scrolls a row into view in the next frame.
    pub(crate) fn scroll_to(&mut self, row: usize) {
        self.scroll_target = Some(row);
    }

    /// Sets a fingerprint of everything that the heights depend on besides content, width and zoom. Returns true if it
    /// changed; the rows are then measured again.
    pub(crate) fn set_fingerprint(&mut self, fingerprint: u64) -> bool {
        let changed = self.fingerprint != fingerprint;
        if changed {
            self.fingerprint = fingerprint;
            self.key = None;
        }
        changed
    }

    /// Shows rows in a scroll area. `content` identifies their content, and its second part is the name of the table
    /// for screen readers. If the content, width or zoom changes, the rows are measured again by `height(ui, row,
    /// width)`, in points. `row(ui, index)` fills a rectangle of that height.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        content: (u64, &'static str),
        count: usize,
        height: impl Fn(&Ui, usize, f32) -> f32,
        row: impl FnMut(&mut Ui, usize),
    ) {
        let table = UiBuilder::new().accessibility_role(Role::Table).accessibility_label(content.1);
        ui.scope_builder(table, |ui| {
            ui.accesskit_node_builder(ui.unique_id(), |node| node.set_row_count(count));
            self.show_rows(ui, content, count, height, row);
        });
    }

    fn show_rows(
        &mut self,
        ui: &mut Ui,
        content: (u64, &'static str),
        count: usize,
        height: impl Fn(&Ui, usize, f32) -> f32,
        mut row: impl FnMut(&mut Ui, usize),
    ) {
        // Each content has its own scroll position.
        ScrollArea::vertical().id_salt(content).auto_shrink(false).show_viewport(ui, |ui, viewport| {
            let width = ui.available_width();
            self.measure(ui, content, count, width, height);
            ui.set_height(self.tops.last().copied().unwrap_or(0.0));
            let full = ui.max_rect();
            if let Some(row) = self.scroll_target.take().filter(|row| row + 1 < self.tops.len()) {
                let span = full.top() + self.tops[row]..=full.top() + self.tops[row + 1];
                ui.scroll_to_rect(Rect::from_x_y_ranges(full.x_range(), span), None);
            }
            for index in self.visible_rows(viewport.y_range()) {
                let span = full.top() + self.tops[index]..=full.top() + self.tops[index + 1];
                let builder = UiBuilder::new()
                    .scope_id(ui.scope_id().with(("row", index)))
                    .max_rect(Rect::from_x_y_ranges(full.x_range(), span));
                ui.scope_builder(builder, |ui| row(ui, index));
            }
        });
    }

    fn measure(
        &mut self,
        ui: &Ui,
        content: (u64, &'static str),
        count: usize,
        width: f32,
        height: impl Fn(&Ui, usize, f32) -> f32,
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
            top += height(ui, index, width);
            self.tops.push(top);
        }
    }

    fn visible_rows(&self, view: Rangef) -> Range<usize> {
        let rows = self.tops.len().saturating_sub(1);
        let first = self.tops.partition_point(|top| *top <= view.min).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < view.max).min(rows);
        // One more row at each end, so that the Tab key can move the focus beyond the rows in view.
        first.saturating_sub(1).min(end)..(end + 1).min(rows)
    }
}
