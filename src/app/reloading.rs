//! Reading files of open reports again, and showing their new versions. Runs without a window.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use super::{
    Annotations, AwaitedEvent, ComparedFile, Document, Effect, LoadedReport, NextStep, PageView, PagesEffect,
    ReportSource, ScrollAnchor, ScrollPosition, Search, State, Tab, TabContent, TabId, Toast, ToastButton,
    View, opening::source_of, strings, tabs::OpeningTab,
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
        self.refresh_plan_match();
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
            Some(version.flow.row_of(version.place_at_address(number)?))
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

/// The differences between two versions of a report, counted for a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct VersionChanges {
    /// The paragraphs whose text changed.
    pub paragraphs: TextChanges,
    /// The recommendations whose text changed.
    pub recommendations: TextChanges,
    /// The number of judgements with another grade, also where one version has no grade for it.
    pub grades: usize,
    /// True if nothing above changed, but another text did.
    pub has_other_changes: bool,
}

/// The number of texts that changed, were added and were removed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TextChanges {
    /// The number of changed texts.
    pub changed: usize,
    /// The number of added texts.
    pub added: usize,
    /// The number of removed texts.
    pub removed: usize,
}

impl VersionChanges {
    /// Compares two versions of a report. This takes linear time, because the window waits for it.
    pub(super) fn between(before: &Report, after: &Report) -> Self {
        let paragraphs = |report: &'_ Report| -> Vec<String> {
            report.paragraphs.iter().map(|paragraph| paragraph.text.plain().to_owned()).collect()
        };
        let recommendations = |report: &'_ Report| -> Vec<String> {
            report.recommendations.iter().map(|item| item.text.plain().to_owned()).collect()
        };
        let all_text = |report: &Report| -> Vec<String> {
            let blocks = (0..report.blocks.len()).map(BlockId);
            blocks.flat_map(|block| report.block_texts(block)).map(str::to_owned).collect()
        };
        let mut changes = Self {
            paragraphs: TextChanges::between(&paragraphs(before), &paragraphs(after)),
            recommendations: TextChanges::between(&recommendations(before), &recommendations(after)),
            grades: changed_grade_count(before, after),
            has_other_changes: false,
        };
        changes.has_other_changes = changes == Self::default() && all_text(before) != all_text(after);
        changes
    }
}

impl TextChanges {
    /// Compares two lists of texts. Texts that only one version has are paired as changed if they follow the same
    /// unchanged text; so renumbering does not matter.
    fn between(before: &[String], after: &[String]) -> Self {
        let old_texts: HashSet<&str> = before.iter().map(String::as_str).collect();
        let new_texts: HashSet<&str> = after.iter().map(String::as_str).collect();
        let removed = counts_after_unchanged(before, &new_texts);
        let added = counts_after_unchanged(after, &old_texts);
        let changed = removed.iter().map(|(after, count)| *count.min(added.get(after).unwrap_or(&0))).sum();
        Self {
            changed,
            added: added.values().sum::<usize>() - changed,
            removed: removed.values().sum::<usize>() - changed,
        }
    }
}

/// Counts the texts that the other version does not have, by the last unchanged text before them (`None` at the start).
fn counts_after_unchanged<'a>(
    texts: &'a [String],
    other_version: &HashSet<&str>,
) -> HashMap<Option<&'a str>, usize> {
    let mut counts = HashMap::new();
    let mut last_unchanged = None;
    for text in texts {
        if other_version.contains(text.as_str()) {
            last_unchanged = Some(text.as_str());
        } else {
            *counts.entry(last_unchanged).or_insert(0) += 1;
        }
    }
    counts
}

/// Counts the judgements whose grade differs between two versions. Judgements with the same name are paired in
/// their order.
fn changed_grade_count(before: &Report, after: &Report) -> usize {
    let grades = |report: &'_ Report| -> HashMap<(Option<String>, String, usize), String> {
        let mut seen: HashMap<(Option<String>, String), usize> = HashMap::new();
        let with_keys = report.judgements.iter().map(|judgement| {
            let name = (judgement.group.clone(), judgement.title.clone());
            let number = seen.entry(name.clone()).or_insert(0);
            *number += 1;
            ((name.0, name.1, *number), judgement.grade.label.clone())
        });
        with_keys.collect()
    };
    let (old, new) = (grades(before), grades(after));
    let changed_or_removed = old.iter().filter(|(key, grade)| new.get(*key) != Some(*grade)).count();
    changed_or_removed + new.keys().filter(|key| !old.contains_key(*key)).count()
}

impl State {
    /// Reads the report of a tab again, then takes `next_steps`. If its text is already shown, they are taken at once.
    pub(super) fn reload_tab(&mut self, id: TabId, mut next_steps: Vec<NextStep>) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id) else { return Vec::new() };
        let from = match &mut tab.content {
            TabContent::Opening(OpeningTab {
                awaited: AwaitedEvent::Password { next_steps: waiting, .. },
                ..
            }) => {
                waiting.append(&mut next_steps);
                return Vec::new();
            }
            TabContent::Report(document) => {
                let Some(from) = source_of(document) else { return Vec::new() };
                if document.loaded.has_only_pages {
                    // The error of the last attempt is out of date while the text is read again.
                    document.text_error = None;
                }
                from
            }
            TabContent::Opening(OpeningTab { awaited: AwaitedEvent::Read(from), .. }) => from.clone(),
            TabContent::Opening(_)
            | TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_) => return Vec::new(),
        };
        let can_start = tab.report().is_some_and(Document::has_text);
        let mut effects =
            if can_start { self.take_next_steps(id, std::mem::take(&mut next_steps)) } else { Vec::new() };
        effects.extend(self.start_load(id, from, next_steps));
        effects
    }

    /// Reads the report in front again, because another program may have saved its file.
    pub(super) fn reload_front_document(&mut self) -> Vec<Effect> {
        // The report of a deleted file stays open.
        let path = self.front_document().and_then(|document| document.path.clone());
        path.filter(|path| path.is_file()).map(|path| self.reload_file(&path)).unwrap_or_default()
    }

    /// Reads a file again wherever it is open. If it is already being read, it is read once more afterwards, because
    /// it may have been saved since reading started.
    pub(super) fn reload_file(&mut self, path: &Path) -> Vec<Effect> {
        let is_of_file = |document: &&Document| document.path.as_deref() == Some(path);
        // A tab that waits for a password reads the file when it gets the password.
        let waits_for_password = |tab: &Tab| {
            tab.opening().is_some_and(|opening| matches!(opening.awaited, AwaitedEvent::Password { .. }))
        };
        let own = self.tabs.with_path(path).filter(|tab| !waits_for_password(tab));
        // If the file is not shown in its own tab, a comparison or a timeline may show it.
        let shown = own
            .or_else(|| self.tabs.iter().find(|tab| tab.documents().any(|document| is_of_file(&document))))
            .or_else(|| self.tabs.iter().find(|tab| tab.timeline().is_some_and(|tab| tab.has_file(path))));
        let Some(tab) = shown else { return Vec::new() };
        let id = tab.id;
        let from = tab.documents().find(is_of_file).and_then(source_of);
        let from = from.unwrap_or_else(|| ReportSource::File(path.to_owned()));
        if let Some(pending) = self.pending.load_of_file_for_tab(id, &from) {
            if !pending.next_steps.contains(&NextStep::ReadAgain) {
                pending.next_steps.push(NextStep::ReadAgain);
            }
            return Vec::new();
        }
        if self.tabs.get(id).is_some_and(|tab| tab.document().is_some()) {
            self.reload_tab(id, Vec::new())
        } else if self.is_opening(id) {
            Vec::new()
        } else {
            self.start_load(id, from, Vec::new())
        }
    }

    /// Shows a file that was saved again in place of its earlier version, wherever it is open. Nothing changes if its
    /// bytes are the same.
    pub(super) fn replace_version(&mut self, path: &Path, loaded: &Arc<LoadedReport>) -> Vec<Effect> {
        if loaded.has_only_pages {
            return Vec::new();
        }
        self.update_timelines(path, loaded);
        let mut effects = self.update_comparisons(path, loaded);
        let is_of_file = |document: &&mut Document| document.path.as_deref() == Some(path);
        let documents = self.tabs.iter_mut().filter_map(Tab::document_mut);
        let Some(document) = documents.into_iter().find(is_of_file) else { return effects };
        if document.sha256() == loaded.report.source.sha256 {
            return effects;
        }
        let old = Arc::clone(&document.loaded);
        let changes = VersionChanges::between(&old.report, &loaded.report);
        document.replace_version(Arc::clone(loaded));
        let (id, recent) = (document.id, document.recent_entry());
        let can_compare = !old.flow.rows().is_empty() && document.has_text();
        let button = can_compare.then_some(ToastButton::CompareVersions { old, document: id });
        let words = strings::reload_toast(&loaded.report.source.file, &changes);
        self.messages.toast = Some(Toast { words, button });
        effects.extend(self.remember_recent(recent, true));
        effects.push(Effect::Pages(PagesEffect::Stop(id)));
        effects.extend(self.compute_findings(id));
        effects
    }

    /// Compares the version of a report that a toast is about with the version that replaced it, in a new tab.
    pub(super) fn compare_versions(&mut self) -> Vec<Effect> {
        let toast = self
            .messages
            .toast
            .take_if(|toast| matches!(toast.button, Some(ToastButton::CompareVersions { .. })));
        let Some(Toast { button: Some(ToastButton::CompareVersions { old, document }), .. }) = toast else {
            return Vec::new();
        };
        let Some(new) = self.document(document) else { return Vec::new() };
        // The old version is no longer in its file, so it has no path and is never read again.
        let old = ComparedFile { path: None, loaded: old };
        let new = ComparedFile { path: new.path.clone(), loaded: Arc::clone(&new.loaded) };
        let id = self.add_opening_tab(AwaitedEvent::Compared);
        let mut effects = self.show_tab(id);
        effects.extend(self.start_comparison_task(id, [old, new], None));
        effects
    }
}
