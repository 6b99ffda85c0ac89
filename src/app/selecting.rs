//! Selecting and copying text, over any number of paragraphs, in or out of view. Runs without a window.

use super::{
    Action, Document, DocumentId, Effect, Layout, State, View, WidthClass, WindowEffect, strings,
    typesetting::DocumentVersion,
};
use crate::{
    analysis::{
        SelectedRow, Selection, location_label, quotation_with_source, selected_rows, selected_text,
        source_label,
    },
    output::{chart::ChartTable, html::selection_to_html, table_to_html, table_to_text},
    report::Place,
};

/// The form of copied text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyFormat {
    /// The text with paragraph numbers.
    Words,
    /// The text in quotation marks, with its source.
    Citation,
    /// A link that opens the report at the paragraph: "report.pdf#para=42", or "report.pdf#para=2/14" if the report
    /// prints the number more than once.
    Link,
}

impl CopyFormat {
    /// All formats, each with its label for a paragraph and for a selection.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Words, "Copy paragraph", "Copy"),
        (Self::Citation, "Copy with citation", "Copy with citation"),
        (Self::Link, "Copy link to paragraph", "Copy link to paragraph"),
    ];

    /// Returns the action that copies the selection in this format.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Words => Action::Copy,
            Self::Citation => Action::CopyCitation,
            Self::Link => Action::CopyLink,
        }
    }
}

/// The longest text that is copied, in bytes: about fifty long reports. A clipboard of X11 silently drops more than 16
/// MB.
const MAX_COPIED_BYTES: usize = 6 << 20;

/// The content to put on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipboardContent {
    /// The content as plain text.
    pub text: String,
    /// The content as HTML, for word processors; `None` for a link.
    pub html: Option<String>,
}

/// A table of the summary, or some of its rows, to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedTable {
    /// The column headings; empty if only the rows are copied.
    pub columns: Vec<&'static str>,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
}

/// The selected text of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSelection {
    /// The report and its revision. The selection has no meaning in another version.
    pub version: DocumentVersion,
    /// The start and end of the selection.
    pub selection: Selection,
}

impl State {
    /// Returns the selection in a report; `None` if the selection is in another report or version.
    #[must_use]
    pub fn selection_in(&self, id: DocumentId) -> Option<Selection> {
        let document = self.document(id)?;
        let is_same = |selected: &TextSelection| selected.version == (document.id, document.revision);
        self.selected.filter(is_same).map(|selected| selected.selection)
    }

    /// Returns the report in front that has selected text in view, and the selection.
    fn selection_in_view(&self) -> Option<(&Document, Selection)> {
        let front = self.tabs.front()?;
        let panels = &self.panels;
        let is_covered =
            panels.width_class == WidthClass::Text && panels.covers_text && front.document().is_some();
        // While only the pages of a report are shown, its selection is out of view.
        let is_text_shown = |document: &&Document| {
            !is_covered && (front.comparison().is_some() || document.layout() != Layout::Pages)
        };
        let selection = |document: &'_ Document| self.selection_in(document.id);
        let selected = |document| Some((document, selection(document)?));
        front
            .documents()
            .filter(is_text_shown)
            .find_map(selected)
            .filter(|(_, selection)| !selection.is_empty())
    }

    /// Returns true if words are selected in the text that is shown.
    pub(super) fn has_selection(&self) -> bool {
        self.selection_in_view().is_some()
    }

    /// Selects text in a report.
    pub(super) fn select_text(&mut self, id: DocumentId, selection: Selection) {
        let revision = self.document(id).map(|document| document.revision);
        self.selected = revision.map(|revision| TextSelection { version: (id, revision), selection });
    }

    /// Selects the whole text of the report in front.
    pub(super) fn select_whole_text(&mut self) {
        let Some(document) = self.front_document() else { return };
        let selection = Selection::whole_report(document.report(), &document.loaded.flow);
        self.select_text(document.id, selection);
    }

    /// Removes an empty selection, so that the next selection does not start there.
    pub(super) fn remove_empty_selection(&mut self) {
        self.selected = self.selected.filter(|selected| !selected.selection.is_empty());
    }

    /// Copies the paragraph at a place.
    pub(super) fn copy_paragraph_at(
        &mut self,
        format: CopyFormat,
        id: DocumentId,
        place: Place,
    ) -> Vec<Effect> {
        let Some(document) = self.document(id) else { return Vec::new() };
        if place.block.0 >= document.report().blocks.len() {
            return Vec::new();
        }
        let selection = Selection::of_place(document.report(), &document.loaded.flow, place);
        let clip = document.clipboard_content(format, &selection);
        self.put_on_clipboard(format, clip)
    }

    /// Copies words that are not part of the text, and shows a toast.
    pub(super) fn copy_words(&mut self, text: String, toast: &str) -> Vec<Effect> {
        self.messages.toast = Some(toast.to_owned().into());
        vec![Effect::Window(WindowEffect::Copy(ClipboardContent { text, html: None }))]
    }

    /// Copies a table as text and as HTML, and shows a toast with its number of rows.
    pub(super) fn copy_table(&mut self, table: &CopiedTable) -> Vec<Effect> {
        let text = table_to_text(&table.columns, &table.rows);
        if text.len() > MAX_COPIED_BYTES {
            self.messages.toast = Some(strings::TOO_LONG_TO_COPY.to_owned().into());
            return Vec::new();
        }
        self.messages.toast = Some(strings::rows_copied_toast(table.rows.len()).into());
        let html = Some(table_to_html(&table.columns, &table.rows));
        vec![Effect::Window(WindowEffect::Copy(ClipboardContent { text, html }))]
    }

    /// Copies the table of a chart as text and as HTML, and shows a toast with its number of rows.
    pub(super) fn copy_chart_table(&mut self, table: &ChartTable) -> Vec<Effect> {
        let columns: Vec<&str> = table.header.iter().map(String::as_str).collect();
        self.messages.toast = Some(strings::rows_copied_toast(table.rows.len()).into());
        let text = table_to_text(&columns, &table.rows);
        let html = Some(table_to_html(&columns, &table.rows));
        vec![Effect::Window(WindowEffect::Copy(ClipboardContent { text, html }))]
    }

    /// Copies the selection, or else the current paragraph.
    pub(super) fn copy_selection_or_paragraph(&mut self, format: CopyFormat) -> Vec<Effect> {
        if let Some((document, selection)) = self.selection_in_view() {
            let clip = document.clipboard_content(format, &selection);
            return self.put_on_clipboard(format, clip);
        }
        let current =
            self.front_document().and_then(|document| Some((document.id, document.current_place()?)));
        current.map(|(id, place)| self.copy_paragraph_at(format, id, place)).unwrap_or_default()
    }

    /// Copies content, and shows a toast with its location. Shows the reason if there is nothing to copy or too much.
    fn put_on_clipboard(
        &mut self,
        format: CopyFormat,
        clip: Option<(ClipboardContent, Option<String>)>,
    ) -> Vec<Effect> {
        let Some((clip, location)) = clip else {
            self.messages.toast = Some(strings::NOTHING_TO_COPY.to_owned().into());
            return Vec::new();
        };
        if clip.text.len() > MAX_COPIED_BYTES {
            self.messages.toast = Some(strings::TOO_LONG_TO_COPY.to_owned().into());
            return Vec::new();
        }
        let words = match format {
            CopyFormat::Words => strings::copied_toast(location.as_deref()),
            CopyFormat::Citation => strings::citation_copied_toast(location.as_deref()),
            CopyFormat::Link => strings::link_copied_toast(location.as_deref()),
        };
        self.messages.toast = Some(words.into());
        vec![Effect::Window(WindowEffect::Copy(clip))]
    }
}

impl Document {
    /// Returns an empty selection at the current paragraph of a view.
    #[must_use]
    pub fn selection_start_in(&self, view: &View) -> Option<Selection> {
        let row = self.loaded.flow.row_of(self.current_place_in(view)?);
        Some(Selection::caret(crate::analysis::CaretPosition { row, ..Default::default() }))
    }

    /// Returns the clipboard content for a selection, and its location: "paras 2-4". `None` if there is nothing to
    /// copy.
    fn clipboard_content(
        &self,
        format: CopyFormat,
        selection: &Selection,
    ) -> Option<(ClipboardContent, Option<String>)> {
        let report = self.report();
        let rows: Vec<SelectedRow> = selected_rows(report, &self.loaded.flow, selection);
        let first = rows.first()?;
        let location = location_label(report, &rows);
        let clip = match format {
            CopyFormat::Words => ClipboardContent {
                text: selected_text(&rows, true),
                html: Some(selection_to_html(&rows, None)),
            },
            CopyFormat::Citation => {
                let source = source_label(report, &rows);
                ClipboardContent {
                    text: quotation_with_source(report, &rows),
                    html: Some(selection_to_html(&rows, Some(&source))),
                }
            }
            CopyFormat::Link => {
                let address = rows.iter().find_map(|row| report.paragraph_address_at(row.place));
                let address = address.or_else(|| report.paragraph_address_at(first.place))?;
                let path = self.path.as_ref()?;
                ClipboardContent { text: format!("{}#para={address}", path.display()), html: None }
            }
        };
        Some((clip, location))
    }
}
