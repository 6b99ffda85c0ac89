//! The register of a folder: its state, its window, and what is saved.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{collections::BTreeMap, path::Path, sync::Arc};

use crate::{driver, support};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    analysis::{Findings, abbreviations},
    app::{
        Action, AnnotationChange, Annotations, Command, Effect, EntryColumn, FolderCommand,
        FolderRegisterCommand, FolderTab, FolderView, IndexStorage, ItemKey, RegisterEdit, SaveRequest,
        State, Task, read_for_index,
    },
    library::{
        FolderUpdate, IndexedReport, ReportFacts,
        register::{DueFilter, RegisterOptions},
    },
    output::plan::{EditedPlan, Plan},
    ui::Window,
};

/// An invented report with recommendations that have timescales.
fn report(council: &str, year: u16) -> String {
    format!(
        "{council} Council\n\nInspection of safeguarding and looked after children services\n\nInspection dates: 5 to \
         16 March {year}\nPublished: 14 May {year}\n\nAreas for improvement\n\n1. In order to improve the quality of \
         provision, {council} Council and its partners should take the following action.\n\nImmediately:\n\n- ensure \
         that all visits to children are recorded\n\nWithin three months:\n\n- improve the timeliness of health \
         assessments for looked after children\n- publish the strategy of {council} for placements\n"
    )
}

/// Writes reports of these councils into a folder, and returns what the program reads from them.
fn write_reports(folder: &Path, councils: &[(&str, u16)]) -> Vec<IndexedReport> {
    let write = |(council, year): &(&str, u16)| {
        let path = folder.join(format!("{council} {year}.txt"));
        std::fs::write(&path, report(council, *year)).unwrap();
        read_for_index(&path).unwrap()
    };
    councils.iter().map(write).collect()
}

/// A folder in a tab, without threads.
struct OpenFolder {
    state: State,
    tab: findings::app::TabId,
    effects: Vec<Effect>,
}

impl OpenFolder {
    fn new(folder: &Path, facts: &[Arc<ReportFacts>]) -> Self {
        let mut state = State::default();
        state.update(Command::OpenFolder(folder.to_owned()));
        state.update(Command::OpenFoldersOfDialog(IndexStorage::Memory));
        let tab = state.front_tab().unwrap();
        let mut open = Self { state, tab, effects: Vec::new() };
        open.send(FolderCommand::Update(Box::new(support::folder_update(facts))));
        open.send(FolderCommand::Update(Box::new(FolderUpdate::Complete)));
        open
    }

    fn send(&mut self, command: FolderCommand) {
        self.effects.extend(self.state.update(Command::Folder(self.tab, command)));
    }

    fn register(&mut self, command: FolderRegisterCommand) {
        self.send(FolderCommand::Register(command));
    }

    fn answer_plans(&mut self, plans: BTreeMap<String, Annotations>) {
        let task = |effect: &Effect| matches!(effect, Effect::Task(_, Task::LoadPlans(..)));
        let index = self.effects.iter().position(task).unwrap();
        let Effect::Task(ticket, _) = self.effects.remove(index) else { panic!() };
        self.register(FolderRegisterCommand::PlansLoaded(ticket, plans));
    }

    fn folder(&self) -> &FolderTab {
        self.state.tabs.get(self.tab).unwrap().folder().unwrap()
    }

    /// Returns the annotations of a report as they are saved.
    fn saved(&self, sha256: &str) -> Annotations {
        let mut annotations = Annotations::default();
        for effect in &self.effects {
            if let Effect::Save(SaveRequest::Annotation(report, change)) = effect
                && report == sha256
            {
                annotations.apply_change((**change).clone());
            }
        }
        annotations
    }
}

fn key(report: &IndexedReport, index: usize) -> ItemKey {
    ItemKey { sha256: report.facts.sha256.clone(), index }
}

fn arcs(reports: &[IndexedReport]) -> Vec<Arc<ReportFacts>> {
    reports.iter().map(|report| Arc::new(report.facts.clone())).collect()
}

#[test]
fn an_entry_in_the_register_is_in_the_action_plan_of_its_report() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    assert_eq!(reports[0].facts.recommendations.len(), 3, "{:?}", reports[0].facts.recommendations);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    open.answer_plans(BTreeMap::new());
    let sha256 = reports[0].facts.sha256.clone();
    assert_eq!(open.folder().overdue_counts[&sha256], 3);
    for (index, column, words) in [
        (1, EntryColumn::Owner, "Ann Lee"),
        (1, EntryColumn::Status, "In progress"),
        (1, EntryColumn::Due, "1/5/2040"),
        (2, EntryColumn::Rag, "Complete"),
    ] {
        open.register(FolderRegisterCommand::SetEntry(key(&reports[0], index), column, words.to_owned()));
    }
    assert_eq!(open.folder().overdue_counts[&sha256], 1);
    let read = support::read(&folder.path().join("Larkmoor 2012.txt"));
    let findings = Findings::compute(&read.report, abbreviations(&read.report));
    let annotations = open.saved(&sha256);
    let plan = Plan::new(&read.report, &findings, &[], read.report.cover.published, &annotations.plan);
    let columns: Vec<&str> = plan.columns().collect();
    let cell = |row: usize, name: &str| {
        let column = columns.iter().position(|column| *column == name).unwrap();
        plan.rows[row][column].as_str()
    };
    assert_eq!(plan.rows.len(), 3);
    assert_eq!(
        [cell(1, "Owner"), cell(1, "Status"), cell(1, "Due")],
        ["Ann Lee", "In progress", "2040-05-01"]
    );
    assert_eq!([cell(0, "Owner"), cell(2, "RAG")], ["", "Complete"]);
    assert_eq!(cell(2, "Due"), "2012-08-14", "a due date that nobody entered is still computed");
}

#[test]
fn words_in_an_open_field_are_saved_when_the_tab_or_the_window_closes_or_another_view_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let leave: [fn(&mut OpenFolder) -> Command; 3] = [
        |open| Command::Close(open.tab),
        |_| Command::PrepareToClose,
        |open| Command::Folder(open.tab, FolderCommand::ShowView(FolderView::Charts)),
    ];
    for leave in leave {
        let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
        open.answer_plans(BTreeMap::new());
        let edit = |words: &str| {
            let (key, column, words) = (key(&reports[0], 1), EntryColumn::Owner, words.to_owned());
            FolderRegisterCommand::Edit(Some(RegisterEdit { key, column, words }))
        };
        open.register(edit(""));
        open.register(edit("Ann Lee"));
        let command = leave(&mut open);
        let effects = open.state.update(command);
        open.effects.extend(effects);
        let saved = open.saved(&reports[0].facts.sha256);
        assert_eq!(saved.plan.rows.len(), 1);
        assert!(format!("{:?}", saved.plan).contains("Ann Lee"));
    }
}

#[test]
fn an_impossible_due_date_is_saved_as_words_and_the_message_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    open.answer_plans(BTreeMap::new());
    let mut message_after = |words: &str| {
        let entry = FolderRegisterCommand::SetEntry(key(&reports[0], 1), EntryColumn::Due, words.to_owned());
        open.register(entry);
        open.state.messages.toast.as_ref().unwrap().words.clone()
    };
    assert!(message_after("31/02/2025").contains("can't be read as a date"));
    assert!(message_after("28/02/2025").starts_with("Due date saved"));
    assert!(message_after("when staff are in post").contains("can't be read as a date"));
}

#[test]
fn due_dates_that_fit_the_timescales_of_two_rows_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    open.answer_plans(BTreeMap::new());
    // "Immediately" and "within three months", counted from a day on which the report was not published.
    for (index, day) in [(0, "2027-06-30"), (1, "2027-09-30")] {
        let key = key(&reports[0], index);
        open.register(FolderRegisterCommand::SetEntry(key, EntryColumn::Due, day.to_owned()));
    }
    let due = |index| open.folder().register_item(&key(&reports[0], index)).unwrap().due();
    assert_eq!([due(0), due(1)], ["2027-06-30", "2027-09-30"].map(|day| day.parse().ok()));
}

#[test]
fn a_date_that_does_not_exist_leaves_the_date_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    open.answer_plans(BTreeMap::new());
    let words = "31/02/2025".to_owned();
    open.register(FolderRegisterCommand::SetEntry(key(&reports[0], 1), EntryColumn::Due, words));
    let item = open.folder().register_item(&key(&reports[0], 1)).unwrap();
    assert_eq!((item.due(), item.entered_due()), ("2012-08-14".parse().ok(), "31/02/2025"));
    assert_eq!(open.folder().overdue_counts[&reports[0].facts.sha256], 3);
}

#[test]
fn leaving_the_field_of_a_computed_due_date_enters_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    open.answer_plans(BTreeMap::new());
    let words = "14 August 2012".to_owned();
    open.register(FolderRegisterCommand::SetEntry(key(&reports[0], 1), EntryColumn::Due, words));
    assert!(open.saved(&reports[0].facts.sha256).plan.rows.is_empty());
}

#[test]
fn an_entry_can_be_undone_while_the_folder_stays_in_front() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    open.answer_plans(BTreeMap::new());
    let item = key(&reports[0], 0);
    for words in ["Ann", "Bob"] {
        let entry = FolderRegisterCommand::SetEntry(item.clone(), EntryColumn::Owner, words.to_owned());
        open.register(entry);
    }
    let owner = |open: &OpenFolder| open.folder().register_item(&item).unwrap().owner().to_owned();
    assert_eq!(owner(&open), "Bob");
    for expected in ["Ann", ""] {
        let effects = open.state.update(Command::Do(Action::Undo));
        open.effects.extend(effects);
        assert_eq!(owner(&open), expected);
    }
    assert_eq!(open.saved(&item.sha256).plan, EditedPlan::default(), "the row that was added is removed");
    assert_eq!(open.state.front_tab(), Some(open.tab));
}

#[test]
fn plans_are_loaded_once_and_a_change_made_meanwhile_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012), ("Fenby", 2012)]);
    let mut open = OpenFolder::new(folder.path(), &arcs(&reports));
    let loads = open.effects.iter().filter(|effect| matches!(effect, Effect::Task(_, Task::LoadPlans(..))));
    assert_eq!(loads.count(), 1);
    let item = key(&reports[0], 0);
    let entry = FolderRegisterCommand::SetEntry(item.clone(), EntryColumn::Owner, "Too early".to_owned());
    open.register(entry);
    assert!(open.folder().register_item(&item).unwrap().owner().is_empty(), "the plan is not known yet");
    // Another plan is imported for a report while the plans of the folder are being loaded.
    let mut plan = EditedPlan::default();
    let row = open.folder().register_item(&item).unwrap().row_key();
    let set = |plan: &mut EditedPlan, words: &str| {
        plan.set_entry(&findings::output::plan::PlanEntry {
            row: row.clone(),
            column: EntryColumn::Owner,
            words: words.to_owned(),
        });
    };
    set(&mut plan, "Saved before");
    let before = Annotations { plan: plan.clone(), ..Annotations::default() };
    set(&mut plan, "Imported");
    let loaded = findings::app::load_report(&folder.path().join("Larkmoor 2012.txt"), None, drop).unwrap();
    let (document, effects) = open.state.add_report(None, loaded);
    assert!(document.is_some());
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Task(ticket, Task::ComputeFindings(..)) => Some(*ticket),
        _ => None,
    });
    let read = support::read(&folder.path().join("Larkmoor 2012.txt"));
    let computed = findings::app::ComputedFindings {
        findings: Arc::new(Findings::compute(&read.report, abbreviations(&read.report))),
        annotations: before.clone(),
    };
    open.state.update(Command::FindingsComputed(ticket.unwrap(), Box::new(computed)));
    let pick = open.state.update(Command::Do(Action::ImportPlan));
    let Some(Effect::Window(findings::app::WindowEffect::PickPlan(ticket))) = pick.first() else { panic!() };
    open.state.update(Command::PlanRead(*ticket, Some(("plan.xlsx".into(), Ok(plan)))));
    open.answer_plans(BTreeMap::from([(item.sha256.clone(), before)]));
    assert_eq!(open.folder().register_item(&item).unwrap().owner(), "Imported");
}

#[test]
fn published_date_that_was_entered_changes_due_dates() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, report("Larkmoor", 2012).replace("Published: 14 May 2012\n", "")).unwrap();
    let report = read_for_index(&path).unwrap();
    assert_eq!(report.facts.published, None);
    let mut open = OpenFolder::new(folder.path(), &arcs(std::slice::from_ref(&report)));
    let mut annotations = Annotations::default();
    annotations.apply_change(AnnotationChange::Published("2012-06-01".parse().ok()));
    open.answer_plans(BTreeMap::from([(report.facts.sha256.clone(), annotations)]));
    let due = open.folder().register_item(&key(&report, 1)).unwrap().due();
    assert_eq!(due, "2012-09-01".parse().ok());
}

fn register_window(folder: &Path) -> Harness<'static, Window> {
    let mut harness = driver::window([1400.0, 800.0]);
    harness.state_mut().run_command(Command::OpenFolder(folder.to_owned()));
    harness.state_mut().run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    driver::wait_until(&mut harness, |state| !state.is_working());
    harness.get_by_role_and_label(Role::Tab, "Recommendations").click();
    driver::wait_until(&mut harness, |state| !state.is_working());
    harness
}

fn folder_tab<'a>(harness: &'a Harness<'_, Window>) -> &'a FolderTab {
    harness.state().state().tabs.iter().find_map(findings::app::Tab::folder).unwrap()
}

/// Returns the names of the rows in view that contain these words.
fn rows_with(harness: &Harness<'_, Window>, words: &str) -> usize {
    harness.query_all_by_role(Role::Row).filter(|row| format!("{row:?}").contains(words)).count()
}

#[test]
fn register_shows_all_recommendations_and_answers_what_is_overdue() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), &[("Larkmoor", 2012), ("Fenby", 2040), ("Fenby", 2011)]);
    let mut harness = register_window(folder.path());
    assert!(harness.query_by_role_and_label(Role::Table, "Recommendations in the folder").is_some());
    assert_eq!(rows_with(&harness, "Larkmoor"), 3);
    assert_eq!(rows_with(&harness, "March 2011"), 0, "only the latest report of a council is shown");
    harness.get_by_role_and_label(Role::Button, "Overdue: 3").click();
    harness.run();
    assert_eq!(folder_tab(&harness).register.options.filter.due, DueFilter::Overdue);
    assert_eq!((rows_with(&harness, "Larkmoor"), rows_with(&harness, "Fenby")), (3, 0));
    assert!(harness.query_by_label("3 of 9 recommendations").is_some());
}

#[test]
fn owner_is_entered_and_status_is_chosen_in_place() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut harness = register_window(folder.path());
    harness.get_all_by_role_and_label(Role::Button, "Owner: none").next().unwrap().click();
    harness.run();
    let type_words = |harness: &mut Harness<'_, Window>, words: &str| {
        harness.get_by_role_and_label(Role::TextInput, "Owner").type_text(words);
        harness.run();
    };
    type_words(&mut harness, "Ann Lee");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.query_all_by_label("Owner: none").count(), 3, "Escape keeps the cell as it was");
    harness.get_all_by_role_and_label(Role::Button, "Owner: none").next().unwrap().click();
    harness.run();
    type_words(&mut harness, "Bob Ray");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Owner: Bob Ray").is_some());
    // Another way to leave the field.
    harness.get_all_by_role_and_label(Role::Button, "Owner: none").next().unwrap().click();
    harness.run();
    type_words(&mut harness, "Cy Dow");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Owner: Cy Dow").is_some());
    harness.get_all_by_role_and_label(Role::Button, "Status: none").next().unwrap().click();
    harness.run();
    harness.get_by_label("Done").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Status: Done").is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "Overdue: 2").is_some());
    harness.state_mut().run_command(Command::Do(Action::Undo));
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Overdue: 3").is_some());
}

#[test]
fn clicking_a_row_opens_the_report_at_the_recommendation() {
    let folder = tempfile::tempdir().unwrap();
    let reports = write_reports(folder.path(), &[("Larkmoor", 2012)]);
    let mut harness = register_window(folder.path());
    let row = harness.query_all_by_role(Role::Row).nth(1).unwrap();
    let position = row.rect().left_center() + eframe::egui::vec2(40.0, 0.0);
    harness.hover_at(position);
    harness.run();
    harness.drag_at(position);
    harness.drop_at(position);
    driver::wait_for_load(&mut harness);
    let document = harness.state().state().front_document().unwrap();
    assert_eq!(document.view.highlighted, Some(reports[0].facts.recommendations[1].place));
}

#[test]
fn similar_recommendations_are_counted_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), &[("Larkmoor", 2012), ("Fenby", 2012), ("Fenby", 2009)]);
    let mut harness = register_window(folder.path());
    let words = "Asked of 2 councils. Asked in 2009 and 2012";
    harness.get_all_by_role_and_label(Role::Button, words).next().unwrap().click();
    harness.run();
    assert!(harness.query_by_label_contains("Similar recommendations: Asked of 2 councils").is_some());
    assert_eq!(rows_with(&harness, "5 March 2009") + rows_with(&harness, "16 March 2009"), 1);
    harness.get_by_role_and_label(Role::Button, "Close").click();
    harness.run();
    assert!(folder_tab(&harness).register.shown_item.is_none());
}

#[test]
fn ten_thousand_recommendations_are_shown_filtered_and_grouped() {
    let folder = tempfile::tempdir().unwrap();
    let base = write_reports(folder.path(), &[("Larkmoor", 2012)]).remove(0).facts;
    let facts: Vec<Arc<ReportFacts>> = (0..3_400)
        .map(|number| {
            let mut facts = base.clone();
            facts.sha256 = format!("{number:064}");
            facts.subject = Some(format!("Council {}", number % 900));
            facts.authority = None;
            Arc::new(facts)
        })
        .collect();
    let open = OpenFolder::new(folder.path(), &facts);
    let mut harness = driver::window_with_state([1280.0, 800.0], 1.0, open.state);
    let tab = open.tab;
    let show = |harness: &mut Harness<'_, Window>, options: RegisterOptions| {
        let command = FolderRegisterCommand::SetOptions(Box::new(options));
        harness.state_mut().run_command(Command::Folder(tab, FolderCommand::Register(command)));
        harness.step();
    };
    harness.state_mut().run_command(Command::Folder(tab, FolderCommand::ShowView(FolderView::Register)));
    let mut options = RegisterOptions::default();
    options.filter.is_latest_only = false;
    show(&mut harness, options.clone());
    assert!(harness.query_by_label("10200 recommendations").is_some());
    assert!(harness.query_all_by_role(Role::Row).count() < 40, "only the rows in view are shown");
    options.filter.words = "Council 899".to_owned();
    show(&mut harness, options);
    assert!(harness.query_by_label("9 of 10200 recommendations").is_some());
}
