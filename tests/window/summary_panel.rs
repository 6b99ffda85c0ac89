//! The summary panel in the window: judgements, recommendations, points and abbreviations; and saving decisions on them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::Findings,
    app::{
        Action, AnnotationChange, Annotations, Command, ComputedFindings, Dialog, DueDate, Effect,
        ExportKind, LoadedReport, PointDecision, PointFilter, Runner, SAMPLES, SaveRequest, Settings,
        SettingsFile, State, SummaryTab, Task, Ticket, WindowEffect,
    },
    output::{
        Format,
        plan::{EditedPlan, Plan, PlanLosses},
    },
    read,
    ui::Window,
};

use crate::{driver, support};

fn with_sample() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    let sample = support::project().join("assets/samples/larkmoor_2012.md");
    driver::open(&mut harness, &sample);
    driver::wait_for_findings(&mut harness);
    harness
}

fn show_tab(harness: &mut Harness<'_, Window>, tab: SummaryTab) {
    harness.state_mut().run_command(Command::ShowTab(tab));
    harness.run();
}

#[test]
fn a_point_is_kept_or_dismissed_and_a_click_shows_its_paragraph() {
    let mut harness = with_sample();
    let findings = harness.state().state().front_document().unwrap().findings.clone().unwrap();
    let count = findings.points.len();
    assert!(count > 2);
    harness.get_by_role_and_label(Role::Tab, &format!("Points to improve {count}")).click();
    harness.run();
    harness.get_all_by_role_and_label(Role::Button, "Keep").next().unwrap().click();
    harness.run();
    let point = &findings.points[0];
    let decision = |harness: &Harness<'_, Window>| {
        harness.state().state().front_document().unwrap().annotations.points.get(&point.id).copied()
    };
    assert_eq!(decision(&harness), Some(PointDecision::Keep));
    harness.get_all_by_role_and_label(Role::Button, "Dismiss").next().unwrap().click();
    harness.run();
    assert_eq!(decision(&harness), Some(PointDecision::Dismiss));
    // The point is hidden, and shown again when dismissed points are shown.
    harness.get_by_role_and_label(Role::Tab, &format!("Points to improve {}", count - 1));
    let mut arrange = harness.state().state().front_document().unwrap().view.table_arrangement.clone();
    arrange.points = PointFilter::Dismissed;
    harness.state_mut().run_command(Command::Arrange(arrange));
    harness.run();
    let row = harness.get_all_by_role(Role::Row).next().unwrap();
    row.click();
    harness.run();
    let document = harness.state().state().front_document().unwrap();
    assert_eq!(document.view.highlighted, Some(point.place));
}

#[test]
fn a_recommendation_links_to_its_related_paragraphs() {
    let mut harness = with_sample();
    show_tab(&mut harness, SummaryTab::Recommendations);
    let document = harness.state().state().front_document().unwrap();
    let findings = document.findings.clone().unwrap();
    let index = findings.related.iter().position(|related| !related.is_empty()).unwrap();
    let place = document.report().recommendations[index].place;
    let number = document.report().paragraph(findings.related[index][0].paragraph).number.unwrap();
    harness.state_mut().run_command(Command::GoTo(place));
    harness.run();
    harness.get_by_role_and_label(Role::Link, &format!("Paragraph {number}")).click();
    harness.run();
    let document = harness.state().state().front_document().unwrap();
    assert_eq!(document.report().paragraph_number_at(document.view.highlighted.unwrap()), Some(number));
}

#[test]
fn judgements_are_sorted_and_filtered() {
    let mut harness = with_sample();
    harness.get_by_label_contains("Grades shown").click();
    harness.run();
    let count = harness.state().state().front_document().unwrap().report().judgements.iter();
    let count = count.filter(|judgement| judgement.grade.label == "Adequate").count();
    harness.get_by_label(&format!("Adequate ({count})")).click();
    harness.run();
    let shown: Vec<String> = summary_rows(&harness);
    assert!(!shown.is_empty() && shown.iter().all(|row| row.contains("Adequate, step 3 of 4")), "{shown:?}");
    harness.get_by_label_contains("Order").click();
    harness.run();
    harness.get_by_label("Lowest grade first").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::RowHeader, "Adequate").is_some());
}

/// Returns the labels of the rows in the summary panel.
fn summary_rows(harness: &Harness<'_, Window>) -> Vec<String> {
    let rows = harness.get_by_role_and_label(Role::TabPanel, "Summary").query_all_by_role(Role::Row);
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn the_more_menu_shows_abbreviations() {
    let mut harness = with_sample();
    harness.get_by_role_and_label(Role::Tab, "More").click();
    harness.run();
    harness.get_by_label_contains("Abbreviations").click();
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().view.tab, SummaryTab::Abbreviations);
    harness.get_by_role_and_label(Role::Tab, "More: Abbreviations");
    assert!(!summary_rows(&harness).is_empty());
}

/// Returns a state with a sample, and the ticket of the task that computes its findings.
fn state_with_sample() -> (State, Ticket) {
    let sample = &SAMPLES[1];
    let mut state = State::new(Settings::default());
    let loaded = LoadedReport::new(read::read(sample.bytes, sample.file).unwrap());
    let (_, effects) = state.add_report(None, loaded);
    let [Effect::Task(ticket, Task::ComputeFindings(..))] = effects[..] else { panic!("{effects:?}") };
    (state, ticket)
}

fn computed_findings(state: &State, ticket: Ticket) -> Command {
    let loaded = &state.documents()[0].loaded;
    let findings = Arc::new(Findings::compute(&loaded.report, Arc::clone(&loaded.abbreviations)));
    Command::FindingsComputed(
        ticket,
        Box::new(ComputedFindings { findings, annotations: Annotations::default() }),
    )
}

#[test]
fn findings_with_an_unknown_ticket_are_dropped() {
    let (mut state, ticket) = state_with_sample();
    let late = computed_findings(&state, Ticket(9999));
    state.update(late);
    assert!(state.documents()[0].findings.is_none());
    // A point can't be judged before the findings are computed.
    assert_eq!(state.update(Command::JudgePoint("P-1".to_owned(), Some(PointDecision::Keep))), []);
    let now = computed_findings(&state, ticket);
    state.update(now);
    assert!(state.documents()[0].findings.is_some());
}

#[test]
fn an_imported_plan_is_shown_and_saved() {
    let (mut state, ticket) = state_with_sample();
    let sha256 = state.documents()[0].report().source.sha256.clone();
    let now = computed_findings(&state, ticket);
    state.update(now);
    let begin_import = |state: &mut State| match state.update(Command::Do(Action::ImportPlan))[..] {
        [Effect::Window(WindowEffect::PickPlan(ticket))] => ticket,
        ref other => panic!("{other:?}"),
    };
    let (report, findings) =
        (Arc::clone(&state.documents()[0].loaded.report), state.documents()[0].findings.clone().unwrap());
    let plan =
        Plan::new(&report, &findings, &[&findings.points[0]], report.cover.published, &EditedPlan::default());
    let mut edited = EditedPlan {
        columns: plan.columns().map(str::to_owned).collect(),
        rows: plan.rows,
        ..EditedPlan::default()
    };
    edited.rows[0][8] = "Ada Lark".to_owned();
    edited.rows[1][6] = "2012-12-24".to_owned();
    let other = EditedPlan {
        columns: edited.columns.clone(),
        rows: vec![edited.rows[0].iter().map(|_| "x".to_owned()).collect()],
        ..EditedPlan::default()
    };
    let path = std::path::PathBuf::from("/plans/plan.xlsx");
    let ticket = begin_import(&mut state);
    assert_eq!(state.update(Command::PlanRead(ticket, Some((path.clone(), Ok(other))))), []);
    assert!(
        state.messages.notices[0].message.contains("No row in this plan"),
        "{:?}",
        state.messages.notices
    );
    let ticket = begin_import(&mut state);
    let effects = state.update(Command::PlanRead(ticket, Some((path, Ok(edited.clone())))));
    assert!(
        matches!(&effects[..], [Effect::Save(SaveRequest::Annotation(key, change))] if *key == sha256 && matches!(&**change, AnnotationChange::Plan(plan, _) if **plan == edited))
    );
    // A point in the plan is a point that was kept.
    assert_eq!(state.documents()[0].annotations.points[&findings.points[0].id], PointDecision::Keep);
    assert!(
        state.messages.toast.as_ref().is_some_and(|toast| {
            toast
                .words
                .starts_with(&format!("Imported “plan.xlsx”: {} rows: 1 with an owner, ", edited.rows.len()))
        }),
        "{:?}",
        state.messages.toast
    );
    // The date that a person entered replaces the date that is counted from the publication date.
    let document = &state.documents()[0];
    assert_eq!(document.due_date(1), DueDate::Entered("2012-12-24".parse().unwrap()));
    assert_eq!(document.due_date(0), DueDate::Calculated(edited.rows[0][6].parse().unwrap()));
    assert_eq!(document.plan_progress(document.plan_row(0).unwrap().row).owner, "Ada Lark");
    assert!(document.is_overdue(0) && document.is_overdue(1));
}

#[test]
fn saving_a_plan_says_first_what_it_will_not_have() {
    let (mut state, ticket) = state_with_sample();
    let now = computed_findings(&state, ticket);
    state.update(now);
    let document = &state.documents()[0];
    let (report, findings) = (Arc::clone(&document.loaded.report), document.findings.clone().unwrap());
    let plan = Plan::new(&report, &findings, &[], report.cover.published, &EditedPlan::default());
    let losses = PlanLosses { sheets: vec!["Budget".to_owned()], ..PlanLosses::default() };
    let columns = plan.columns().map(str::to_owned).collect();
    let edited = EditedPlan { columns, rows: plan.rows, losses, repeated_ids: vec![[5, 9]] };
    let [Effect::Window(WindowEffect::PickPlan(ticket))] = state.update(Command::Do(Action::ImportPlan))[..]
    else {
        panic!("no dialog to choose a plan")
    };
    state.update(Command::PlanRead(ticket, Some((std::path::PathBuf::from("/plans/plan.xlsx"), Ok(edited)))));
    assert!(state.messages.notices[0].message.contains("5 and 9"), "{:?}", state.messages.notices);
    let kind = ExportKind::Report(Format::Xlsx);
    assert_eq!(state.update(Command::Do(Action::ExportPlan)), []);
    assert_eq!(state.dialog, Some(Dialog::PlanLosses(kind)));
    let effects = state.update(Command::Export(kind));
    assert!(matches!(effects[..], [Effect::Window(WindowEffect::SaveAs(..))]), "{effects:?}");
    assert_eq!(state.dialog, None);
}

#[test]
fn decisions_made_in_two_windows_are_both_saved() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let sha256 = "ab".repeat(32);
    let mut annotations = Annotations::default();
    annotations.points.insert("P-1".to_owned(), PointDecision::Dismiss);
    annotations.points.insert("P-3".to_owned(), PointDecision::Keep);
    let judge = |id: &str, decision| Box::new(AnnotationChange::Point(id.to_owned(), decision));
    {
        // Two windows save decisions without knowing of each other.
        let mut one = Runner::new(|| {}, Some(file.clone()));
        let mut other = Runner::new(|| {}, Some(file.clone()));
        assert_eq!(
            one.run_effect(Effect::Save(SaveRequest::Annotation(
                sha256.clone(),
                judge("P-1", Some(PointDecision::Dismiss))
            ))),
            None
        );
        assert_eq!(
            one.run_effect(Effect::Save(SaveRequest::Annotation(
                sha256.clone(),
                judge("P-2", Some(PointDecision::Dismiss))
            ))),
            None
        );
        drop(one);
        assert_eq!(
            other.run_effect(Effect::Save(SaveRequest::Annotation(
                sha256.clone(),
                judge("P-3", Some(PointDecision::Keep))
            ))),
            None
        );
        assert_eq!(
            other.run_effect(Effect::Save(SaveRequest::Annotation(sha256.clone(), judge("P-2", None)))),
            None
        );
    }
    assert_eq!(file.annotations().load(&sha256), annotations);
    assert_eq!(file.annotations().load("../../settings"), Annotations::default());
    // A file that does not parse is moved aside and not overwritten.
    let path = folder.path().join("reports").join(format!("{sha256}.json"));
    std::fs::write(&path, "{").unwrap();
    assert_eq!(file.annotations().load(&sha256), Annotations::default());
    assert!(path.with_extension("json.unreadable").exists());
}
