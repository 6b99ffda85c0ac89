//! The register of a folder as a workbook: exporting it, and importing a completed one. Runs without a window.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    AnnotationChange, Annotations, Effect, FileToSave, FolderTab, Notice, Pending, State, Tab, TabId,
    UndoStep, WindowEffect, Work, strings,
};
use crate::{
    library::register::{Register, RegisterFilter, RegisterItem, RegisterOptions},
    output::{
        plan::{EditedPlan, PlanEntry, RegisterImport, RegisterLine, RegisterSheet},
        printout,
    },
};

/// The rows of a register that are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterScope {
    /// The rows that are shown.
    Shown,
    /// All recommendations of all reports.
    All,
}

/// Returns a recommendation as a row of the workbook.
fn register_line(item: RegisterItem<'_>) -> RegisterLine {
    let due = item.due().map_or_else(|| item.entered_due().to_owned(), |due| due.to_string());
    RegisterLine {
        sha256: item.facts.sha256.clone(),
        id: item.recommendation.id.clone(),
        council: item.council(),
        report: item.facts.title.clone().unwrap_or_else(|| item.entry.file_name()),
        inspected: item.facts.sort_date(),
        action: item.recommendation.text.clone(),
        timescale: item.recommendation.timescale.clone().unwrap_or_default(),
        due,
        responsible: item.responsible().to_owned(),
        owner: item.owner().to_owned(),
        status: item.status().to_owned(),
        rag: item.rag().to_owned(),
        evidence: item.evidence().to_owned(),
    }
}

impl FolderTab {
    /// Returns the register as a workbook.
    #[must_use]
    pub fn register_sheet(&self, scope: RegisterScope) -> RegisterSheet {
        let source = self.register_source();
        let all = RegisterFilter { is_latest_only: false, ..RegisterFilter::default() };
        let options = match scope {
            RegisterScope::Shown => self.register.options.clone(),
            RegisterScope::All => RegisterOptions { filter: all, ..RegisterOptions::default() },
        };
        let positions = Register::new(source, &options);
        let items = positions.positions().filter_map(|position| source.item(position));
        let lines = items.map(register_line).collect();
        RegisterSheet { title: strings::register_title(&self.title()), lines }
    }
}

impl State {
    /// Shows the Save dialog for the register of a folder.
    pub(super) fn export_register(&mut self, id: TabId, scope: RegisterScope) -> Vec<Effect> {
        let Some(tab) = self.tabs.get(id).and_then(Tab::folder) else { return Vec::new() };
        let name = strings::register_file_name(&tab.title());
        let save = FileToSave::register(name, tab.register_sheet(scope));
        self.show_save_dialog(save)
    }

    /// Shows the dialog to choose a completed register for a folder.
    pub(super) fn show_register_dialog(&mut self, id: TabId) -> Vec<Effect> {
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::ImportRegister(id), next_steps: Vec::new() });
        vec![Effect::Window(WindowEffect::PickPlan(ticket))]
    }

    /// Imports a completed register that was read: its entries are added to the plans of the reports. Says what was
    /// filled in, and which rows belong to no report of the folder.
    pub(super) fn import_register(
        &mut self,
        id: TabId,
        read: Option<(PathBuf, Result<EditedPlan, String>)>,
    ) -> Vec<Effect> {
        let Some((path, edited)) = read else { return Vec::new() };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let edited = match edited {
            Ok(edited) => edited,
            Err(message) => return self.refuse_plan(&name, message),
        };
        let Some(tab) = self.tabs.get(id).and_then(Tab::folder) else { return Vec::new() };
        if tab.collection.reports().any(|facts| tab.register.is_awaiting_plan(&facts.sha256)) {
            return self.refuse_plan(&name, strings::PLANS_BEING_LOADED.to_owned());
        }
        let lines = tab.register_sheet(RegisterScope::All).lines;
        let import = RegisterImport::new(&edited, &lines, printout::today());
        if import.totals.rows == 0 {
            return self.refuse_plan(&name, strings::REGISTER_OF_OTHER_REPORTS.to_owned());
        }
        let changes = plan_changes(tab, &import, &lines);
        self.messages.toast = Some(strings::plan_imported_toast(&name, &import.totals).into());
        if let Some(message) = strings::register_not_imported_message(&import) {
            self.messages.notices.push(Notice::new(strings::register_not_complete_title(&name), message));
        }
        if !changes.is_empty() {
            let inverses = changes.iter().filter_map(|(sha256, entries)| {
                let plan = tab_plan(self.tabs.get(id)?.folder()?, sha256);
                let annotations = Annotations { plan, ..Annotations::default() };
                let inverse = annotations.inverse_of(&AnnotationChange::PlanEntries(entries.clone()))?;
                Some((sha256.clone(), inverse))
            });
            let step = UndoStep::Register(inverses.collect());
            self.offer_undo(step, strings::plan_imported_toast(&name, &import.totals));
        }
        let effects = changes.into_iter().flat_map(|(sha256, entries)| {
            self.apply_annotation_change(&sha256, AnnotationChange::PlanEntries(entries))
        });
        let effects = effects.collect();
        if let Some(register) = self.register_mut(id) {
            register.rows_revision += 1;
        }
        effects
    }
}

/// Returns the plan of a report in a folder.
fn tab_plan(tab: &FolderTab, sha256: &str) -> EditedPlan {
    tab.register.plan(sha256).cloned().unwrap_or_default()
}

/// Returns the entries of a completed register that differ from the plans, by the SHA-256 of the reports.
fn plan_changes(
    tab: &FolderTab,
    import: &RegisterImport,
    lines: &[RegisterLine],
) -> BTreeMap<String, Vec<PlanEntry>> {
    let keys: std::collections::HashMap<(&str, &str), _> = tab
        .collection
        .entries()
        .iter()
        .flat_map(|entry| tab.register_source().items_of(entry))
        .map(|item| ((item.facts.sha256.as_str(), item.recommendation.id.as_str()), item))
        .collect();
    let mut changes: BTreeMap<String, Vec<PlanEntry>> = BTreeMap::new();
    for entry in &import.entries {
        let line = &lines[entry.line];
        let Some(item) = keys.get(&(line.sha256.as_str(), line.id.as_str())) else { continue };
        let row = item.row_key();
        let known = tab.register.plan(&line.sha256).map_or("", |plan| plan.entry(&row, entry.column));
        if known != entry.words {
            let entry = PlanEntry { row, column: entry.column, words: entry.words.clone() };
            changes.entry(line.sha256.clone()).or_default().push(entry);
        }
    }
    changes
}
