//! The headline card and the rows of the summary, in the window and in the analysis behind them.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(dead_code, unreachable_pub)]
mod driver;
mod support;

use eframe::egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::{
        self, DueTime, Headline, JudgementOrder, JudgementRow, JudgementView, RecommendationRow,
        RecommendationView,
    },
    app::{Command, SummaryTab},
    report::{Report, WarningKind},
    ui::Window,
};

const SAMPLE: &str = "assets/samples/larkmoor_2012.md";
const LETTER: &str = "tests/fixtures/letter_with_the_day_of_the_action_plan.md";
const OUTCOME: &str = "tests/fixtures/outcome_sentence_is_a_judgement.md";
const OVERALL_LAST: &str = "tests/fixtures/row_whose_section_has_no_grade.md";

fn window_with(file: &str) -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &support::project().join(file));
    driver::wait_for_findings(&mut harness);
    harness
}

fn report(file: &str) -> Report {
    support::read(&support::project().join(file)).report
}

fn tab(harness: &Harness<'_, Window>) -> SummaryTab {
    harness.state().state().front_document().unwrap().view.tab
}

/// Returns the words that screen readers read for the upper part of the card.
fn sentence(harness: &Harness<'_, Window>) -> String {
    let card = harness.get_by_role_and_label(Role::Region, "Headline");
    card.get_by_role(Role::Label).accesskit_node().value().unwrap()
}

fn titles(report: &Report, rows: &[JudgementRow<'_>]) -> Vec<String> {
    let titles = rows.iter().map(|row| match row {
        JudgementRow::Group(group) => format!("# {group}"),
        JudgementRow::Judgement(index) => report.judgements[*index].title.clone(),
    });
    titles.collect()
}

#[test]
fn the_card_reads_as_one_sentence() {
    let harness = window_with(SAMPLE);
    let sentence = sentence(&harness);
    for part in [
        "Larkmoor Borough Council: Safeguarding and looked after children, inspected 16 to 27 April 2012, published \
         1 June 2012; Safeguarding services, Overall effectiveness: Good, step 2 of 4",
        "; Services for looked after children, Overall effectiveness: Good, step 2 of 4",
        "; 11 recommendations, 3 immediately, 4 by 1 September 2012; ",
        " points to improve; 1 check to read.",
    ] {
        assert!(sentence.contains(part), "“{part}” is not in “{sentence}”");
    }
    assert!(!sentence.trim_end_matches('.').contains(". "), "several sentences: {sentence}");
}

#[test]
fn the_strip_is_a_list_of_judgements_that_leads_to_their_places() {
    let mut harness = window_with(SAMPLE);
    let judgements = harness.state().state().front_document().unwrap().report().judgements.clone();
    let list = harness
        .get_all_by_role(Role::List)
        .find(|list| list.accesskit_node().label().is_some_and(|label| label.starts_with("20 judgements: ")));
    let names: Vec<String> = list
        .unwrap()
        .query_all_by_role(Role::ListItem)
        .map(|item| item.accesskit_node().label().unwrap())
        .collect();
    assert_eq!(names.len(), judgements.len());
    // Judgements with the same title are distinguished by their group.
    assert!(
        names[0].starts_with("Safeguarding services, Overall effectiveness: Good, step 2 of 4"),
        "{names:?}"
    );
    let healthy = judgements.iter().find(|judgement| judgement.title == "Being healthy").unwrap();
    let name = names.iter().find(|name| name.starts_with("Being healthy: ")).unwrap();
    harness.get_by_role_and_label(Role::ListItem, name).click();
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().view.highlighted, healthy.place());
}

#[test]
fn the_links_of_the_card_show_their_tabs_and_the_grade_leads_to_its_place() {
    let mut harness = window_with(SAMPLE);
    let count = harness.state().state().front_document().unwrap().findings.as_ref().unwrap().points.len();
    for (name, shown) in [
        ("11 recommendations".to_owned(), SummaryTab::Recommendations),
        (format!("{count} points to improve"), SummaryTab::Points),
        ("1 check to read".to_owned(), SummaryTab::Checks),
    ] {
        harness.get_by_role_and_label(Role::Link, &name).click();
        harness.run();
        assert_eq!(tab(&harness), shown);
    }
    harness.get_by_role_and_label(Role::Link, "Go to Safeguarding services, Overall effectiveness").click();
    harness.run();
    let document = harness.state().state().front_document().unwrap();
    assert_eq!(document.view.highlighted, document.report().judgements[0].place());
}

#[test]
fn a_report_of_a_kind_without_grades_says_so_and_opens_on_recommendations() {
    let harness = window_with(LETTER);
    assert!(sentence(&harness).contains("This type of inspection gives no grades; 3 recommendations"));
    assert_eq!(tab(&harness), SummaryTab::Recommendations);
    assert_eq!(analysis::headline(&report(LETTER)), Headline::GivesNoGrades);
}

#[test]
fn the_outcome_of_a_send_inspection_is_the_headline_with_its_sentence() {
    let harness = window_with(OUTCOME);
    let report = report(OUTCOME);
    let Headline::Overall(overall) = analysis::headline(&report) else { panic!("no overall judgement") };
    assert_eq!(overall.len(), 1);
    let meaning = overall[0].meaning.unwrap();
    assert!(report.cover.outcome.as_ref().unwrap().starts_with(meaning));
    assert!(sentence(&harness).contains(meaning.trim_end_matches('.')));
    // There is only one judgement, so there is no strip.
    assert!(harness.query_by_role(Role::List).is_none());
}

#[test]
fn the_table_is_in_view_below_the_card_and_no_title_has_more_than_three_lines() {
    let mut harness = window_with(SAMPLE);
    let first_row_top = |harness: &Harness<'_, Window>| {
        let table = harness.get_by_role_and_label(Role::Table, "Judgements");
        let rows = table.query_all_by_role(Role::Row).map(|row| row.rect().top());
        rows.fold(f32::INFINITY, f32::min)
    };
    let top = first_row_top(&harness);
    assert!(top < 800.0 - 250.0, "the first row is at {top}");
    // Three lines of a title, one line of the grade, and the space around them.
    for row in harness.get_by_role_and_label(Role::Table, "Judgements").query_all_by_role(Role::Row) {
        assert!(row.rect().height() <= 3.0 * 19.0 + 19.0 + 14.0, "{:?}", row.accesskit_node().label());
    }
    // In a low window, the card becomes smaller.
    harness.set_size([1280.0, 360.0].into());
    harness.run();
    let top = first_row_top(&harness);
    assert!(top < 360.0 - 60.0, "the first row is at {top}");
}

#[test]
fn overall_effectiveness_is_first_in_tables() {
    let report = report(OVERALL_LAST);
    assert_eq!(report.judgements.last().unwrap().title, "Overall effectiveness");
    for order in [JudgementOrder::Report, JudgementOrder::Sections, JudgementOrder::Grade] {
        let view = JudgementView { order, grade: None };
        let titles = titles(&report, &analysis::arranged_judgements(&report, None, &view));
        let first = titles.iter().find(|title| !title.starts_with('#'));
        assert_eq!(first.map(String::as_str), Some("Overall effectiveness"), "{order:?}: {titles:?}");
    }
}

#[test]
fn overall_effectiveness_without_a_section_is_not_warned_about() {
    let read = support::read(&support::project().join(OVERALL_LAST));
    let overall = read.report.judgements.last().unwrap();
    let warnings = analysis::run_checks(&read.report, &analysis::abbreviations(&read.report));
    // The table of judgements shows "no section" in the warning colour for the places of this warning.
    let missing = warnings.iter().filter(|warning| warning.kind == WarningKind::RowWithoutSection);
    assert!(!missing.flat_map(|warning| &warning.places).any(|place| Some(*place) == overall.place()));
}

#[test]
fn groups_of_recommendations_have_at_most_two_titles() {
    for file in support::reports() {
        let report = support::read(&file).report;
        for row in analysis::arranged_recommendations(&report, &RecommendationView::default(), None) {
            let RecommendationRow::Group(group) = row else { continue };
            let is_short = report.sections.iter().enumerate().any(|(index, _)| {
                let path = report.section_path(findings::report::SectionId(index));
                path[path.len().saturating_sub(2)..].join(": ") == group
            });
            assert!(is_short, "{}: {group}", file.display());
        }
    }
}

#[test]
fn due_dates_are_counted_in_order_of_time() {
    let report = report(SAMPLE);
    let counts = analysis::due_counts(&report, report.cover.published);
    assert_eq!((&counts[0].time, counts[0].count), (&DueTime::Immediately, 3));
    assert!(counts.windows(2).all(|pair| match (&pair[0].time, &pair[1].time) {
        (DueTime::By(one), DueTime::By(next)) => one < next,
        _ => true,
    }));
    // Without a publication date, the printed timescales are counted.
    let undated = analysis::due_counts(&report, None);
    assert!(
        undated.iter().any(|due| matches!(&due.time, DueTime::Within(label) if label.starts_with("Within")))
    );
}

#[test]
fn lists_to_choose_from_are_not_wider_than_the_panel() {
    let mut harness = window_with(SAMPLE);
    harness.state_mut().run_command(Command::ShowTab(SummaryTab::Recommendations));
    harness.run();
    let panel = harness.get_by_role_and_label(Role::TabPanel, "Summary");
    let panel = panel.query_all_by_role(Role::Row).next().unwrap().rect();
    harness.get_by_label_contains("Recommendations shown").click();
    harness.run();
    let list = harness.get_by_role(Role::ListBox);
    let options: Vec<_> = list.query_all_by_role(Role::Button).map(|option| option.rect()).collect();
    assert!(options.len() > 3, "{options:?}");
    for option in options {
        assert!(option.width() <= panel.width() && option.left() >= panel.left(), "{option:?} in {panel:?}");
    }
}
