//! What is selected, over any number of paragraphs and in or out of view, and copying it. Runs without a window.

use super::{Action, Document, DocumentId, Effect, Layout, State, View, WidthClass, WindowEffect};
use crate::{
    analysis::{SelectedRow, Selection, cited, located, selected, selected_text, source},
    output::html::selection_to_html,
    report::Place,
};

/// What is copied of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// Words.
    Words,
    /// Words in quotation marks, with where they are from.
    Citation,
    /// What opens the report there: "report.pdf#para=42".
    Link,
}

impl Copied {
    /// All of them, each with its name for a paragraph and for a selection.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Words, "Copy the paragraph", "Copy"),
        (Self::Citation, "Copy with citation", "Copy with citation"),
        (Self::Link, "Copy a link to it", "Copy a link to the paragraph"),
    ];

    /// The action that copies what is selected so.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Words => Action::Copy,
            Self::Citation => Action::CopyCitation,
            Self::Link => Action::CopyLink,
        }
    }
}

/// The longest text that is copied, in bytes: some fifty long reports. A clipboard of X11 takes 16 MB, and says nothing
/// of what is more.
const MAX_CLIP_BYTES: usize = 6 << 20;

/// What is put on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// As text.
    pub text: String,
    /// As a piece of a web page, for word processors; a link has none.
    pub html: Option<String>,
}

/// What is selected in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selected {
    /// The report and its revision: in another version rows are others.
    pub of: (DocumentId, u32),
    /// From where to where.
    pub selection: Selection,
}

impl State {
    /// Returns the selection in a report.
    #[must_use]
    pub fn selection_in(&self, of: DocumentId) -> Option<Selection> {
        let document = self.document(of)?;
        let of_it = |selected: &Selected| selected.of == (document.id, document.revision);
        self.selected.filter(of_it).map(|selected| selected.selection)
    }

    /// Returns the report in front that something is selected in, and the selection.
    fn selected_in_view(&self) -> Option<(&Document, Selection)> {
        let front = self.tabs.front()?;
        let panels = &self.panels;
        let is_covered =
            panels.width_class == WidthClass::Text && panels.replaces_text && front.document().is_some();
        // Where the text is not shown, nothing of it is selected in view.
        let shows_text = |document: &&Document| {
            !is_covered && (front.comparison().is_some() || document.layout() != Layout::Pages)
        };
        let selection = |document: &'_ Document| self.selection_in(document.id);
        let selected = |document| Some((document, selection(document)?));
        front.documents().filter(shows_text).find_map(selected).filter(|(_, selection)| !selection.is_empty())
    }

    /// Returns whether words are selected in what is shown.
    pub(super) fn has_selection(&self) -> bool {
        self.selected_in_view().is_some()
    }

    pub(super) fn select(&mut self, of: DocumentId, selection: Selection) {
        let revision = self.document(of).map(|document| document.revision);
        self.selected = revision.map(|revision| Selected { of: (of, revision), selection });
    }

    pub(super) fn select_everything(&mut self) {
        let Some(document) = self.front_document() else { return };
        let selection = Selection::everything(document.report(), &document.loaded.flow);
        self.select(document.id, selection);
    }

    /// Forgets a selection that was begun but has no words, so that the next one does not start there.
    pub(super) fn forget_empty_selection(&mut self) {
        self.selected = self.selected.filter(|selected| !selected.selection.is_empty());
    }

    /// Copies what stands at a place.
    pub(super) fn copy(&mut self, what: Copied, of: DocumentId, place: Place) -> Vec<Effect> {
        let Some(document) = self.document(of) else { return Vec::new() };
        if place.block.0 >= document.report().blocks.len() {
            return Vec::new();
        }
        let selection = Selection::of_place(document.report(), &document.loaded.flow, place);
        let clip = document.clip(what, &selection);
        self.put_on_clipboard(what, clip)
    }

    /// Copies what is selected; where nothing is, the paragraph that was gone to, else the one at the top of the view.
    pub(super) fn copy_current(&mut self, what: Copied) -> Vec<Effect> {
        if let Some((document, selection)) = self.selected_in_view() {
            let clip = document.clip(what, &selection);
            return self.put_on_clipboard(what, clip);
        }
        let meant = self.front_document().and_then(|document| Some((document.id, document.current_place()?)));
        meant.map(|(of, place)| self.copy(what, of, place)).unwrap_or_default()
    }

    fn put_on_clipboard(&mut self, what: Copied, clip: Option<(Clip, Option<String>)>) -> Vec<Effect> {
        let Some((clip, located)) = clip else {
            self.messages.toast = Some("Here is nothing that can be copied so.".to_owned());
            return Vec::new();
        };
        if clip.text.len() > MAX_CLIP_BYTES {
            self.messages.toast =
                Some("This is more than a clipboard takes. Export saves all of the report.".to_owned());
            return Vec::new();
        }
        let of = located.map(|located| format!(": {located}")).unwrap_or_default();
        self.messages.toast = Some(match what {
            Copied::Words => format!("Copied{of}."),
            Copied::Citation => format!("Copied with its citation{of}."),
            Copied::Link => format!("A link was copied{of}."),
        });
        vec![Effect::Window(WindowEffect::Copy(clip))]
    }
}

impl Document {
    /// Returns an empty selection at the current paragraph of a view.
    #[must_use]
    pub fn selection_start_in(&self, view: &View) -> Option<Selection> {
        let row = self.loaded.flow.row_of(self.current_place_in(view)?);
        Some(Selection::at(crate::analysis::Spot { row, ..Default::default() }))
    }

    /// What is copied of a selection, and of which paragraphs that is.
    fn clip(&self, what: Copied, selection: &Selection) -> Option<(Clip, Option<String>)> {
        let report = self.report();
        let rows: Vec<SelectedRow> = selected(report, &self.loaded.flow, selection);
        let first = rows.first()?;
        let located = located(report, &rows);
        let clip = match what {
            Copied::Words => {
                Clip { text: selected_text(&rows, true), html: Some(selection_to_html(&rows, None)) }
            }
            Copied::Citation => {
                let source = source(report, &rows);
                Clip { text: cited(report, &rows), html: Some(selection_to_html(&rows, Some(&source))) }
            }
            Copied::Link => {
                let number = rows.iter().find_map(|row| report.number_at(row.place));
                let number = number.or_else(|| report.number_at(first.place))?;
                let path = self.path.as_ref()?;
                Clip { text: format!("{}#para={number}", path.display()), html: None }
            }
        };
        Some((clip, located))
    }
}
