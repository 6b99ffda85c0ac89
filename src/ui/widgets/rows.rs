//! Rows of differing height in a panel, of which only the visible ones are shown. They are measured once for a width.

use std::ops::Range;

use eframe::egui::{Rangef, Rect, Role, ScrollArea, Ui, UiBuilder};

/// Where rows lie, for one content and width.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    key: Option<((u64, &'static str), u32, u32)>,
    /// One more than there are rows: the last is where the last row ends.
    tops: Vec<f32>,
    /// What heights follow from besides content, width and zoom.
    fingerprint: u64,
    /// A row that is to be brought into view.
    wanted: Option<usize>,
}

impl Rows {
    /// Brings a row into view when they are next shown.
    pub(crate) fn scroll_to(&mut self, row: usize) {
        self.wanted = Some(row);
    }

    /// Sets a fingerprint of what the heights depend on, and returns whether it changed. If it did, rows are measured
    /// again.
    pub(crate) fn set_fingerprint(&mut self, fingerprint: u64) -> bool {
        let changed = self.fingerprint != fingerprint;
        if changed {
            self.fingerprint = fingerprint;
            self.key = None;
        }
        changed
    }

    /// Shows rows in a scroll area. `content` names what they are made of: with another content, width or zoom they
    /// are measured anew by `height(ui, row, width)`. `row(ui, index)` fills a rectangle of that height.
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
        // Each content scrolls for itself.
        ScrollArea::vertical().id_salt(content).auto_shrink(false).show_viewport(ui, |ui, viewport| {
            let width = ui.available_width();
            self.measure(ui, content, count, width, height);
            ui.set_height(self.tops.last().copied().unwrap_or(0.0));
            let full = ui.max_rect();
            if let Some(row) = self.wanted.take().filter(|row| row + 1 < self.tops.len()) {
                let span = full.top() + self.tops[row]..=full.top() + self.tops[row + 1];
                ui.scroll_to_rect(Rect::from_x_y_ranges(full.x_range(), span), None);
            }
            for index in self.visible(viewport.y_range()) {
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

    fn visible(&self, view: Rangef) -> Range<usize> {
        let rows = self.tops.len().saturating_sub(1);
        let first = self.tops.partition_point(|top| *top <= view.min).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < view.max).min(rows);
        // One more at each end, so that the Tab key has somewhere to go on to.
        first.saturating_sub(1).min(end)..(end + 1).min(rows)
    }
}
