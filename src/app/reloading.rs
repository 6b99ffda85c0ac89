//! Showing a new version of a report whose file was saved again while it is open.

use std::{collections::HashSet, sync::Arc};

use super::{
    Annotations, Document, LoadedReport, PageView, ScrollAnchor, ScrollPosition, Search, View, strings,
};
use crate::report::{BlockId, Report};

impl Document {
    /// Shows another version of the report, at the paragraph with the same number if there is one.
    pub(super) fn replace_version(&mut self, loaded: Arc<LoadedReport>) {
        let anchor = self.anchor_in(&loaded);
        let before = std::mem::take(&mut self.view);
        self.view.scroll.restore_anchor(anchor);
        self.view.pages = PageView { zoom: before.pages.zoom, ..PageView::default() };
        self.view = View {
            layout: before.layout,
            filter: before.filter,
            tab: before.tab,
            table_arrangement: before.table_arrangement,
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
    /// Returns the anchor in another version of the report that keeps the same text in view: the next numbered
    /// paragraph stays at the same distance below the top, in rows.
    fn anchor_in(&self, loaded: &LoadedReport) -> ScrollAnchor {
        let anchor = self.view.scroll.anchor();
        let last_row = loaded.flow.rows().len().saturating_sub(1);
        let row_of_number = |version: &LoadedReport, number: u32| {
            let id = version.report.paragraph_with_number(number)?;
            Some(version.flow.row_of(version.report.paragraph(id).place))
        };
        let moved = self.paragraph_number_at_row(anchor.row).and_then(|number| {
            let (old, new) = (row_of_number(&self.loaded, number)?, row_of_number(loaded, number)?);
            (new + anchor.row).checked_sub(old)
        });
        // A report at its start stays at its start.
        let row = if anchor.row == 0 { 0 } else { moved.unwrap_or(anchor.row) };
        ScrollAnchor { row: row.min(last_row), offset: anchor.offset }
    }
}

/// Returns a toast with the number of paragraphs that were added and removed since the file was read.
pub(super) fn change_message(before: &Report, after: &Report) -> String {
    let paragraphs = |report: &Report| -> HashSet<String> {
        report.paragraphs.iter().map(|paragraph| paragraph.text.plain().to_owned()).collect()
    };
    let (old, new) = (paragraphs(before), paragraphs(after));
    let (added, removed) = (new.difference(&old).count(), old.difference(&new).count());
    let all_text = |report: &Report| -> Vec<String> {
        let blocks = (0..report.blocks.len()).map(BlockId);
        blocks.flat_map(|block| report.block_texts(block)).map(str::to_owned).collect()
    };
    let has_other_changes = added + removed == 0 && all_text(before) != all_text(after);
    match has_other_changes {
        true => strings::other_changes_toast(&after.source.file),
        false => strings::reload_toast(&after.source.file, added, removed),
    }
}
