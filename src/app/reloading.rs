//! A report whose file was saved again while it is open.

use std::{collections::HashSet, sync::Arc};

use super::{Annotations, Document, Loaded, PageView, ScrollAnchor, ScrollPosition, Search, View};
use crate::report::Report;

impl Document {
    /// Shows another version of the report, at the same paragraph if there is one with its number.
    pub(super) fn replace(&mut self, loaded: Arc<Loaded>) {
        let anchor = self.anchor_in(&loaded);
        let before = std::mem::take(&mut self.view);
        self.view.scroll.restore(anchor);
        self.view.pages = PageView { zoom: before.pages.zoom, ..PageView::default() };
        self.view = View {
            layout: before.layout,
            filter: before.filter,
            tab: before.tab,
            arrange: before.arrange,
            ..std::mem::take(&mut self.view)
        };
        self.second =
            View { scroll: ScrollPosition::at_row(self.view.scroll.anchor().row), ..View::default() };
        self.loaded = loaded;
        self.text_error = None;
        (self.findings, self.annotations) = (None, Annotations::default());
        self.search = Search::default();
        self.revision += 1;
    }
}

impl Document {
    /// Returns the anchor that keeps the view at the same words of another version: as many rows above the next
    /// numbered paragraph as before.
    fn anchor_in(&self, loaded: &Loaded) -> ScrollAnchor {
        let anchor = self.view.scroll.anchor();
        let last_row = loaded.flow.rows().len().saturating_sub(1);
        let row_of_number = |version: &Loaded, number: u32| {
            let id = version.report.paragraph_numbered(number)?;
            Some(version.flow.row_of(version.report.paragraph(id).place))
        };
        let moved = self.number_at_row(anchor.row).and_then(|number| {
            let (old, new) = (row_of_number(&self.loaded, number)?, row_of_number(loaded, number)?);
            (new + anchor.row).checked_sub(old)
        });
        // Nothing was read yet at the beginning: it stays the beginning.
        let row = if anchor.row == 0 { 0 } else { moved.unwrap_or(anchor.row) };
        ScrollAnchor { row: row.min(last_row), into: anchor.into }
    }
}

/// Says how many paragraphs of a file are new and how many were removed since it was read.
pub(super) fn describe_changes(before: &Report, after: &Report) -> String {
    let texts = |report: &Report| -> HashSet<String> {
        report.paragraphs.iter().map(|paragraph| paragraph.text.plain().to_owned()).collect()
    };
    let (old, new) = (texts(before), texts(after));
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 paragraph {what}")),
        count => Some(format!("{count} paragraphs {what}")),
    };
    let parts =
        [counted(new.difference(&old).count(), "added"), counted(old.difference(&new).count(), "removed")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let file = &after.source.file;
    if parts.is_empty() {
        format!("“{file}” changed on disk and was reloaded. No paragraphs changed.")
    } else {
        format!("“{file}” changed on disk and was reloaded: {}.", parts.join(", "))
    }
}
