//! Writing and listing notes and bookmarks. Runs without a window.

use std::collections::BTreeMap;

use super::{AnnotationChange, Dialog, Document, DocumentId, Effect, Note, State, strings};
use crate::{
    analysis::{quotation_at, text_at},
    report::{BlockId, Content, ParagraphId, Place},
};

/// A note that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteDraft {
    /// The report.
    pub document: DocumentId,
    /// The printed number of the paragraph.
    pub number: Option<u32>,
    /// The text of the paragraph.
    pub words: String,
    /// The id of the paragraph.
    pub id: String,
    /// The text of the note so far.
    pub text: String,
    /// The text of the saved note; `None` if the paragraph has no note yet.
    pub saved_text: Option<String>,
    /// True if the text comes from a draft that was kept.
    pub is_from_draft: bool,
}

impl NoteDraft {
    /// Returns true if the text has words that are not saved as a note.
    #[must_use]
    pub fn has_unsaved_words(&self) -> bool {
        let saved = self.saved_text.as_deref().unwrap_or_default();
        self.text.trim() != saved.trim()
    }
}

impl Document {
    /// Returns the paragraph at a place and its id; `None` if notes cannot be added there.
    fn paragraph_id(&self, place: Place) -> Option<(ParagraphId, &str)> {
        let findings = self.findings.as_ref()?;
        let id = match &self.report().block(place.block).content {
            Content::Paragraph(id) => *id,
            Content::Recommendation(index) => self.report().recommendations[*index].paragraph?,
            Content::Heading(section) => {
                let first = self.report().section(*section).paragraphs.start;
                (first < self.report().paragraphs.len()).then_some(ParagraphId(first))?
            }
            _ => return None,
        };
        findings.paragraph_ids.get(id.0).map(|name| (id, name.as_str()))
    }

    /// Updates the list of blocks with a note.
    pub(super) fn refresh_noted_blocks(&mut self) {
        let Some(findings) = self.findings.as_ref().filter(|_| !self.annotations.notes.is_empty()) else {
            self.noted_blocks = BTreeMap::new();
            return;
        };
        let ids = findings.paragraph_ids.iter().enumerate();
        let noted = ids.filter(|(_, id)| self.annotations.notes.contains_key(*id));
        let places = noted.map(|(index, id)| (self.report().paragraphs[index].place.block, id.clone()));
        self.noted_blocks = places.collect();
    }

    /// Returns the note at a block.
    #[must_use]
    pub fn note_at(&self, block: BlockId) -> Option<&Note> {
        self.annotations.notes.get(self.noted_blocks.get(&block)?)
    }

    /// Returns notes and bookmarks in reading order, then those whose paragraphs are not in this version of the report.
    #[must_use]
    pub fn notes(&self) -> Vec<(Option<Place>, &Note)> {
        let here = self
            .noted_blocks
            .iter()
            .filter_map(|(block, id)| Some((Some(Place::at_block(*block)), self.annotations.notes.get(id)?)));
        let placed: std::collections::HashSet<&String> = self.noted_blocks.values().collect();
        let lost = self
            .annotations
            .notes
            .iter()
            .filter(|(id, _)| !placed.contains(id))
            .map(|(_, note)| (None, note));
        here.chain(lost).collect()
    }

    /// Returns the drafts of notes in reading order, each with the place of its paragraph.
    #[must_use]
    pub fn drafts(&self) -> Vec<(Place, &str)> {
        let Some(findings) = self.findings.as_ref().filter(|_| !self.annotations.drafts.is_empty()) else {
            return Vec::new();
        };
        let ids = findings.paragraph_ids.iter().enumerate();
        ids.filter_map(|(index, id)| {
            Some((self.report().paragraphs[index].place, self.annotations.drafts.get(id)?.as_str()))
        })
        .collect()
    }

    /// Returns the notes as Markdown, each with the text of its paragraph and a citation.
    #[must_use]
    pub fn notes_as_markdown(&self) -> String {
        let mut text = strings::notes_heading(&self.title());
        for (place, note) in self.notes() {
            let cited = place.and_then(|place| quotation_at(self.report(), &self.loaded.flow, place));
            let cited = cited.unwrap_or_else(|| strings::lost_paragraph_quotation(&note.beginning));
            text.push_str("\n> ");
            text.push_str(&cited.replace('\n', "\n> "));
            text.push('\n');
            if !note.text.is_empty() {
                text.push('\n');
                text.push_str(&note.text);
                text.push('\n');
            }
        }
        text
    }
}

/// Returns the first words of a paragraph, with "…" if more words follow.
fn first_words_of(words: &str) -> String {
    /// The maximum number of characters of the words.
    const MAX_QUOTE_CHARACTERS: usize = 80;
    let Some((end, _)) = words.char_indices().nth(MAX_QUOTE_CHARACTERS) else { return words.to_owned() };
    format!("{} …", words[..end].rsplit_once(' ').map_or(&words[..end], |(whole, _)| whole))
}

impl State {
    /// Opens the note at a place, or a new note.
    pub(super) fn begin_note(&mut self, id: DocumentId, place: Place) {
        let Some(document) = self.document(id) else { return };
        let known = Some(place).filter(|place| place.block.0 < document.report().blocks.len());
        let Some((paragraph, paragraph_id)) = known.and_then(|place| document.paragraph_id(place)) else {
            self.messages.toast = Some(strings::NOTES_ONLY_AT_PARAGRAPHS.to_owned().into());
            return;
        };
        let saved_text = document.annotations.notes.get(paragraph_id).map(|note| note.text.clone());
        let kept_text = document.annotations.drafts.get(paragraph_id).cloned();
        let draft = NoteDraft {
            document: id,
            number: document.report().paragraph(paragraph).number,
            words: text_at(
                document.report(),
                &document.loaded.flow,
                document.report().paragraph(paragraph).place,
            )
            .unwrap_or_default(),
            id: paragraph_id.to_owned(),
            is_from_draft: kept_text.is_some(),
            text: kept_text.or_else(|| saved_text.clone()).unwrap_or_default(),
            saved_text,
        };
        self.open_dialog(Dialog::Note(draft));
    }

    /// Changes the text of the note that is being written, and keeps it as a draft, so that no word is lost if the
    /// dialog or the window closes.
    pub(super) fn type_note(&mut self, text: String) -> Vec<Effect> {
        let Some(Dialog::Note(draft)) = &mut self.dialog else { return Vec::new() };
        draft.text = text;
        let words = draft.has_unsaved_words().then(|| draft.text.clone());
        let (document, change) = (draft.document, AnnotationChange::Draft(draft.id.clone(), words));
        self.change_annotations(document, change)
    }

    /// Closes the note that is being written, and discards its draft.
    pub(super) fn discard_draft(&mut self) -> Vec<Effect> {
        let Some(draft) = self.close_note_dialog() else { return Vec::new() };
        let has_draft = self
            .document(draft.document)
            .is_some_and(|document| document.annotations.drafts.contains_key(&draft.id));
        if !has_draft {
            return Vec::new();
        }
        let change = AnnotationChange::Draft(draft.id, None);
        self.change_annotations_undoably(draft.document, change, strings::DRAFT_DISCARDED)
    }

    /// Says that the words of a note whose dialog was closed are kept as a draft.
    pub(super) fn report_kept_draft(&mut self, draft: &NoteDraft) {
        if draft.has_unsaved_words() {
            self.messages.toast = Some(self.annotation_toast(strings::DRAFT_KEPT).into());
        }
    }

    /// Saves the note that is being written.
    pub(super) fn save_note(&mut self) -> Vec<Effect> {
        let Some(Dialog::Note(draft)) = &self.dialog else { return Vec::new() };
        // Notes can be saved only when the findings are known. Until then the note stays open, so that no word is lost.
        if self.document(draft.document).is_some_and(Document::is_awaiting_findings) {
            self.messages.toast = Some(strings::NOTE_NOT_SAVED_YET.to_owned().into());
            return Vec::new();
        }
        let Some(draft) = self.close_note_dialog() else { return Vec::new() };
        let beginning = first_words_of(&draft.words);
        let note = Note { text: draft.text.trim().to_owned(), beginning };
        let change = AnnotationChange::Note(draft.id, Some(note));
        self.change_annotations_undoably(draft.document, change, strings::NOTE_SAVED)
    }

    /// Removes the note that is open.
    pub(super) fn remove_note(&mut self) -> Vec<Effect> {
        let Some(draft) = self.close_note_dialog() else { return Vec::new() };
        let change = AnnotationChange::Note(draft.id, None);
        self.change_annotations_undoably(draft.document, change, strings::NOTE_REMOVED)
    }

    /// Closes the note dialog and returns its note.
    fn close_note_dialog(&mut self) -> Option<NoteDraft> {
        match self.dialog.take() {
            Some(Dialog::Note(draft)) => Some(draft),
            other => {
                self.dialog = other;
                None
            }
        }
    }

    /// Opens the note at the current paragraph, or a new note.
    pub(super) fn begin_note_at_current_paragraph(&mut self) {
        let current =
            self.front_document().and_then(|document| Some((document.id, document.current_place()?)));
        if let Some((id, place)) = current {
            self.begin_note(id, place);
        }
    }
}
