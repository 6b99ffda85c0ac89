//! A report whose file was saved again while it is open.

use std::{collections::HashSet, sync::Arc};

use super::{Annotations, Document, Loaded, PageView, ScrollAnchor, ScrollPosition, Search, View};
use crate::report::Report;

impl Document {
    /// Shows another version of the report, at the same paragraph if there is one with its number.
    pub(super) fn replace(&mut self, loaded: Arc<Loaded>) {
        let number = self.current_number();
        let before = std::mem::take(&mut self.view);
        let paragraph = number.and_then(|number| loaded.report.paragraph_numbered(number));
        let row = paragraph.map(|id| loaded.flow.row_of(loaded.report.paragraph(id).place));
        let anchor = row.map_or(before.scroll.anchor(), |row| ScrollAnchor { row, into: 0.0 });
        let last_row = loaded.flow.rows().len().saturating_sub(1);
        self.view.scroll.restore(ScrollAnchor { row: anchor.row.min(last_row), ..anchor });
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
