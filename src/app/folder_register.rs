//! The register of a folder: its filter and order, the progress from the plans of its reports, and changes to it. Runs
//! without a window.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{
    AnnotationChange, Annotations, Effect, FolderReading, FolderTab, FolderView, Pending, RegisterEdit,
    RegisterScope, State, Tab, TabId, Task, Ticket, Work,
};
use crate::{
    library::{
        SimilarRecommendations,
        register::{
            RegisterItem, RegisterOptions, RegisterProgress, RegisterSource, overdue_count, report_progress,
        },
    },
    output::{
        plan::{EditedPlan, EntryColumn},
        printout,
    },
    report::Date,
};

/// The register of a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderRegister {
    /// The filter, the order and the groups of the rows.
    pub options: RegisterOptions,
    /// The progress of the recommendations of reports with a plan.
    pub progress: RegisterProgress,
    /// The recommendations that ask for the same thing; `None` until they are known.
    pub similar: Option<Arc<SimilarRecommendations>>,
    /// The recommendation whose similar ones are listed beside the table.
    pub shown_item: Option<ItemKey>,
    /// The cell that is being changed.
    pub edit: Option<RegisterEdit>,
    /// The day on which recommendations are overdue or due soon.
    pub today: Date,
    /// The number of changes, so that what is computed from the register can be kept.
    pub revision: u64,
    /// The number of changes after which the rows are filtered and sorted again. A cell that a person changes is not among
    /// them: its row stays where it is until the filter or the order changes, so that the next entry is not made in another
    /// row.
    pub rows_revision: u64,
    /// The plans of the reports that have annotations, by their SHA-256.
    plans: HashMap<String, ReportPlan>,
    /// The reports whose plans were loaded, or have none.
    loaded: HashSet<String>,
    /// The reports whose plans are being loaded.
    loading: HashSet<String>,
    /// The changes that were made while plans were being loaded.
    changes_while_loading: Vec<(String, AnnotationChange)>,
    /// The revision of the collection that similar recommendations were last looked for in.
    searched_revision: Option<u64>,
}

/// A recommendation of a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ItemKey {
    /// The SHA-256 of the report.
    pub sha256: String,
    /// The index of the recommendation in the report.
    pub index: usize,
}

/// The part of the annotations of a report that its rows show.
#[derive(Debug, Clone, Default, PartialEq)]
struct ReportPlan {
    plan: EditedPlan,
    published: Option<Date>,
}

/// A command for the register of a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderRegisterCommand {
    /// Changes the filter, the order or the groups.
    SetOptions(Box<RegisterOptions>),
    /// Shows a field for a cell, or changes the words in it; `None` closes the field and keeps the cell as it was.
    Edit(Option<RegisterEdit>),
    /// Saves these words in the cell that is being changed, and closes its field. Does nothing if Escape closed it before.
    FinishEdit(String),
    /// Sets the content of a cell in the plan of a report, and closes its field. Empty words remove it.
    SetEntry(ItemKey, EntryColumn, String),
    /// Lists the recommendations that ask for the same thing as this one; `None` closes the list.
    ShowSimilar(Option<ItemKey>),
    /// The annotations of reports were loaded.
    PlansLoaded(Ticket, BTreeMap<String, Annotations>),
    /// Saves the register as a workbook.
    Export(RegisterScope),
    /// Imports a completed register.
    Import,
    /// The recommendations that ask for the same thing were found.
    SimilarFound(Ticket, Arc<SimilarRecommendations>),
}

impl Default for FolderRegister {
    fn default() -> Self {
        Self {
            options: RegisterOptions::default(),
            progress: RegisterProgress::new(),
            similar: None,
            shown_item: None,
            edit: None,
            today: printout::today(),
            revision: 0,
            rows_revision: 0,
            plans: HashMap::new(),
            loaded: HashSet::new(),
            loading: HashSet::new(),
            changes_while_loading: Vec::new(),
            searched_revision: None,
        }
    }
}

impl FolderRegister {
    /// Returns true while the plan of a report is not loaded yet, so that its row cannot be changed.
    #[must_use]
    pub fn is_awaiting_plan(&self, sha256: &str) -> bool {
        !self.loaded.contains(sha256)
    }

    /// Returns the plan of a report; `None` if it has none.
    pub(super) fn plan(&self, sha256: &str) -> Option<&EditedPlan> {
        self.plans.get(sha256).map(|known| &known.plan)
    }
}

impl FolderTab {
    /// Returns the data that the register is made from.
    #[must_use]
    pub fn register_source(&self) -> RegisterSource<'_> {
        RegisterSource {
            collection: &self.collection,
            progress: &self.register.progress,
            similar: self.register.similar.as_deref(),
            today: self.register.today,
        }
    }

    /// Returns a recommendation of a report in the folder; `None` if there is none.
    #[must_use]
    pub fn register_item(&self, key: &ItemKey) -> Option<RegisterItem<'_>> {
        let entry = self.collection.entry_of(&key.sha256)?;
        self.register_source().items_of(entry).nth(key.index)
    }

    /// Applies a change to the annotations of a report, if it is in the folder.
    pub(super) fn apply_plan_change(&mut self, sha256: &str, change: &AnnotationChange) {
        if self.collection.facts_of(sha256).is_none() {
            return;
        }
        if !self.register.loading.is_empty() {
            self.register.changes_while_loading.push((sha256.to_owned(), change.clone()));
        }
        if self.register.loaded.contains(sha256) {
            self.change_plan(sha256, change);
        }
    }

    fn change_plan(&mut self, sha256: &str, change: &AnnotationChange) {
        let known = self.register.plans.entry(sha256.to_owned()).or_default();
        let ReportPlan { plan, published } = std::mem::take(known);
        let mut annotations = Annotations { plan, published, ..Annotations::default() };
        annotations.apply_change(change.clone());
        self.set_plan(sha256, annotations);
    }

    /// Sets the plan of a report, and computes its progress again.
    fn set_plan(&mut self, sha256: &str, annotations: Annotations) {
        let Some(facts) = self.collection.facts_of(sha256) else { return };
        let Annotations { plan, published, .. } = annotations;
        let progress = report_progress(facts, &plan, published);
        let overdue = overdue_count(facts, Some(&progress), self.register.today);
        self.register.progress.insert(sha256.to_owned(), progress);
        self.register.plans.insert(sha256.to_owned(), ReportPlan { plan, published });
        self.set_overdue_count(sha256.to_owned(), overdue);
        self.register.revision += 1;
    }

    fn set_overdue_count(&mut self, sha256: String, count: usize) {
        if count == 0 {
            self.overdue_counts.remove(&sha256);
        } else {
            self.overdue_counts.insert(sha256, count);
        }
    }

    /// Counts the overdue recommendations of reports that are new, and returns these reports.
    fn count_new_reports(&mut self) -> Vec<String> {
        let register = &self.register;
        let is_new = |sha256: &str| !register.loaded.contains(sha256) && !register.loading.contains(sha256);
        let new: Vec<_> = self.collection.reports().filter(|facts| is_new(&facts.sha256)).collect();
        let counts: Vec<(String, usize)> = new
            .into_iter()
            .map(|facts| (facts.sha256.clone(), overdue_count(facts, None, register.today)))
            .collect();
        let names = counts.iter().map(|(sha256, _)| sha256.clone()).collect();
        for (sha256, count) in counts {
            self.set_overdue_count(sha256, count);
        }
        names
    }

    /// Counts everything again if a new day has begun.
    fn refresh_today(&mut self) {
        let today = printout::today();
        if self.register.today == today {
            return;
        }
        self.register.today = today;
        self.register.revision += 1;
        self.register.rows_revision += 1;
        let counts: Vec<(String, usize)> = self
            .collection
            .reports()
            .map(|facts| {
                let progress = self.register.progress.get(&facts.sha256).map(Vec::as_slice);
                (facts.sha256.clone(), overdue_count(facts, progress, today))
            })
            .collect();
        for (sha256, count) in counts {
            self.set_overdue_count(sha256, count);
        }
    }
}

impl State {
    /// Loads the plans of new reports, and looks for similar recommendations once the folder is read and the register is
    /// shown.
    pub(super) fn refresh_folder_register(&mut self, id: TabId) -> Vec<Effect> {
        let mut effects = self.load_plans_of_folder(id);
        effects.extend(self.find_similar_recommendations(id));
        effects
    }

    fn load_plans_of_folder(&mut self, id: TabId) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        tab.refresh_today();
        // The next look takes the reports that were read while plans are being loaded.
        if !tab.register.loading.is_empty() {
            return Vec::new();
        }
        let new = tab.count_new_reports();
        if new.is_empty() {
            return Vec::new();
        }
        tab.register.loading = new.iter().cloned().collect();
        self.pending.push(Pending { ticket, work: Work::LoadPlans(id), next_steps: Vec::new() });
        vec![Effect::Task(ticket, Task::LoadPlans(id, new))]
    }

    fn find_similar_recommendations(&mut self, id: TabId) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        let is_read = matches!(tab.reading, FolderReading::Complete | FolderReading::Stopped);
        let revision = Some(tab.collection.revision());
        if !is_read || tab.view != FolderView::Register || tab.register.searched_revision == revision {
            return Vec::new();
        }
        tab.register.searched_revision = revision;
        let reports = tab.collection.reports().cloned().collect();
        self.pending.drop_work_where(|work| matches!(work, Work::FindSimilar(tab) if *tab == id));
        self.pending.push(Pending { ticket, work: Work::FindSimilar(id), next_steps: Vec::new() });
        vec![Effect::Task(ticket, Task::FindSimilar(id, reports))]
    }

    /// Carries out a command for the register of a folder.
    pub(super) fn update_folder_register(
        &mut self,
        id: TabId,
        command: FolderRegisterCommand,
    ) -> Vec<Effect> {
        match command {
            FolderRegisterCommand::PlansLoaded(ticket, plans) => {
                return self.finish_loading_plans(id, ticket, plans);
            }
            FolderRegisterCommand::SimilarFound(ticket, similar) => {
                let is_awaited = self.pending.take(ticket).is_some();
                if let Some(register) = self.register_mut(id).filter(|_| is_awaited) {
                    register.similar = Some(similar);
                    register.revision += 1;
                    register.rows_revision += 1;
                }
            }
            FolderRegisterCommand::SetOptions(options) => {
                if let Some(register) = self.register_mut(id) {
                    register.options = *options;
                }
            }
            FolderRegisterCommand::ShowSimilar(item) => {
                if let Some(register) = self.register_mut(id) {
                    register.shown_item = item;
                }
            }
            FolderRegisterCommand::Edit(edit) => {
                if let Some(register) = self.register_mut(id) {
                    register.edit = edit;
                }
            }
            FolderRegisterCommand::FinishEdit(words) => {
                let edit = self.register_mut(id).and_then(|register| register.edit.take());
                if let Some(edit) = edit {
                    return self.set_register_entry(id, &edit.key, edit.column, &words);
                }
            }
            FolderRegisterCommand::Export(scope) => return self.export_register(id, scope),
            FolderRegisterCommand::Import => return self.show_register_dialog(id),
            FolderRegisterCommand::SetEntry(key, column, words) => {
                return self.set_register_entry(id, &key, column, &words);
            }
        }
        Vec::new()
    }

    pub(super) fn register_mut(&mut self, id: TabId) -> Option<&mut FolderRegister> {
        self.tabs.get_mut(id).and_then(Tab::folder_mut).map(|tab| &mut tab.register)
    }

    /// Shows the progress in plans that were loaded, with the changes that were made meanwhile.
    fn finish_loading_plans(
        &mut self,
        id: TabId,
        ticket: Ticket,
        plans: BTreeMap<String, Annotations>,
    ) -> Vec<Effect> {
        let is_awaited = self.pending.take(ticket).is_some();
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut).filter(|_| is_awaited) else {
            return Vec::new();
        };
        let loaded = std::mem::take(&mut tab.register.loading);
        tab.register.loaded.extend(loaded.iter().cloned());
        tab.register.revision += 1;
        tab.register.rows_revision += 1;
        for (sha256, annotations) in plans {
            if !annotations.plan.rows.is_empty() || annotations.published.is_some() {
                tab.set_plan(&sha256, annotations);
            }
        }
        // A change that is in the file already has no effect when it is made again.
        for (sha256, change) in std::mem::take(&mut tab.register.changes_while_loading) {
            if loaded.contains(&sha256) {
                tab.change_plan(&sha256, &change);
            }
        }
        self.load_plans_of_folder(id)
    }
}
