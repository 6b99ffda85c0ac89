//! The register of a folder as a workbook: exported, filled in and imported, without a window.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{path::Path, sync::Arc};

use findings::{
    app::{
        Action, Command, Effect, FolderCommand, FolderRegisterCommand, IndexStorage, RegisterScope,
        SaveRequest, State, TabId, WindowEffect, read_for_index,
    },
    library::ReportFacts,
    output::plan::{EditedPlan, read_plan},
};

use crate::support;

/// An invented report with two recommendations.
fn report(council: &str) -> String {
    format!(
        "{council} Council\n\nInspection of safeguarding and looked after children services\n\nInspection dates: 5 to \
         16 March 2012\nPublished: 14 May 2012\n\nAreas for improvement\n\n1. In order to improve the quality of \
         provision, {council} Council and its partners should take the following action.\n\nWithin three months:\n\n- \
         improve the timeliness of health assessments for looked after children\n- publish the strategy of {council} \
         for placements\n"
    )
}

/// Returns the state with a folder of three reports whose plans are loaded.
fn folder_of_three(folder: &Path) -> (State, TabId, Vec<Arc<ReportFacts>>) {
    let facts = ["Fenby", "Larkmoor", "Ouseby"].map(|council| {
        let path = folder.join(format!("{council}.txt"));
        std::fs::write(&path, report(council)).unwrap();
        Arc::new(read_for_index(&path).unwrap().facts)
    });
    let mut state = State::default();
    state.update(Command::OpenFolder(folder.to_owned()));
    state.update(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    let tab = state.front_tab().unwrap();
    let update = support::folder_update(&facts);
    let effects = state.update(Command::Folder(tab, FolderCommand::Update(Box::new(update))));
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Task(ticket, findings::app::Task::LoadPlans(..)) => Some(*ticket),
        _ => None,
    });
    let loaded = FolderRegisterCommand::PlansLoaded(ticket.unwrap(), std::collections::BTreeMap::new());
    state.update(Command::Folder(tab, FolderCommand::Register(loaded)));
    (state, tab, facts.to_vec())
}

/// Exports the register, and returns it as it is read again.
fn exported(state: &mut State, tab: TabId, folder: &Path) -> EditedPlan {
    let export = FolderRegisterCommand::Export(RegisterScope::All);
    let effects = state.update(Command::Folder(tab, FolderCommand::Register(export)));
    let Some(Effect::Window(WindowEffect::SaveAs(ticket, save))) = effects.first() else { panic!() };
    let path = folder.join("register.xlsx");
    let _ = std::fs::remove_file(&path);
    let saved = save.write(path.clone());
    state.update(Command::Saved(*ticket, Some(saved)));
    read_plan(&std::fs::read(path).unwrap()).unwrap()
}

fn import(state: &mut State, tab: TabId, register: EditedPlan) -> Vec<Effect> {
    let import = FolderRegisterCommand::Import;
    let effects = state.update(Command::Folder(tab, FolderCommand::Register(import)));
    let Some(Effect::Window(WindowEffect::PickPlan(ticket))) = effects.first() else { panic!() };
    state.update(Command::PlanRead(*ticket, Some(("filled in.xlsx".into(), Ok(register)))))
}

fn column(register: &EditedPlan, name: &str) -> usize {
    register.columns.iter().position(|column| column == name).unwrap()
}

#[test]
fn completed_register_fills_in_the_plans_of_its_reports_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut state, tab, facts) = folder_of_three(folder.path());
    let mut register = exported(&mut state, tab, folder.path());
    assert_eq!(register.rows.len(), 6);
    let (owner, due) = (column(&register, "Owner"), column(&register, "Due"));
    for row in register.rows.iter_mut().take(4) {
        row[owner] = "Ann Lee".to_owned();
    }
    register.rows[0][due] = "2045-01-31".to_owned();
    let mut stranger = register.rows[0].clone();
    (stranger[0], stranger[1]) = ("0".repeat(64), "R-none".to_owned());
    stranger[column(&register, "Action")] = "Buy a boat".to_owned();
    register.rows.push(stranger);
    let effects = import(&mut state, tab, register);
    let saved: Vec<&String> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Save(SaveRequest::Annotation(sha256, _)) => Some(sha256),
            _ => None,
        })
        .collect();
    assert_eq!(saved.len(), 2, "one save for each report that changes");
    let toast = &state.messages.toast.as_ref().unwrap().words;
    assert!(toast.contains("6 rows: 4 with an owner, 5 overdue"), "{toast}");
    let notice = &state.messages.notices[0].message;
    assert!(
        notice.contains("1 row was not imported") && notice.contains("row 7 below the headings"),
        "{notice}"
    );
    let again = exported(&mut state, tab, folder.path());
    assert_eq!(again.rows.iter().filter(|row| row[owner] == "Ann Lee").count(), 4);
    assert_eq!(again.rows[0][due], "2045-01-31");
    let overdue: usize = facts
        .iter()
        .filter_map(|facts| state.tabs.get(tab)?.folder()?.overdue_counts.get(&facts.sha256).copied())
        .sum();
    assert_eq!(overdue, 5);
    state.update(Command::Do(Action::Undo));
    let before = exported(&mut state, tab, folder.path());
    assert!(before.rows.iter().all(|row| row[owner].is_empty()));
    assert_eq!(before.rows[0][due], "2012-08-14");
}

#[test]
fn register_of_another_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut state, tab, _) = folder_of_three(folder.path());
    let mut register = exported(&mut state, tab, folder.path());
    let action = column(&register, "Action");
    for row in &mut register.rows {
        row[0] = "1".repeat(64);
        row[action] = "Something else entirely".to_owned();
    }
    assert!(import(&mut state, tab, register).is_empty());
    assert!(state.messages.notices[0].message.contains("No row in this register"));
}
