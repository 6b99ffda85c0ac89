//! The headline card and the rows of the summary, in the window and in the analysis behind them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::HashMap;

use eframe::egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::{
        self, DueTime, Headline, ImprovementPoint, JudgementOrder, JudgementRow, JudgementView, PointCounts,
        RecommendationRow, RecommendationView,
    },
    app::{Command, LoadedReport, PointDecision, Settings, State, SummaryTab},
    report::{Report, WarningKind},
    ui::Window,
};

use crate::{driver, support};

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
        "; 11 recommendations, 3 immediately, 4 by 1 September 2012, 4 later; ",
        " points to improve in the text; 1 check to read.",
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
fn a_strip_of_many_judgements_ends_after_four_lines_with_a_link_to_the_table() {
    let mut read = support::read(&support::project().join(SAMPLE));
    let judgements = read.report.judgements.clone();
    read.report.judgements = judgements.iter().cycle().take(300).cloned().collect();
    let mut state = State::new(Settings::default());
    drop(state.add_report(None, LoadedReport::new(read)));
    let mut harness = driver::window_with_state([1280.0, 800.0], 1.0, state);
    harness.run();
    let lists = harness.get_all_by_role(Role::List);
    let strip = lists.into_iter().find(|list| {
        list.accesskit_node().label().is_some_and(|label| label.starts_with("300 judgements: "))
    });
    let marks: Vec<_> = strip.unwrap().query_all_by_role(Role::ListItem).map(|mark| mark.rect()).collect();
    let lines = marks.iter().map(|rect| rect.top().to_bits()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(lines.len(), 4);
    let name = format!("{} more judgements in the table", 300 - marks.len());
    harness.state_mut().run_command(Command::ShowTab(SummaryTab::Checks));
    harness.run();
    harness.get_by_role_and_label(Role::Link, &name).click();
    harness.run();
    assert_eq!(tab(&harness), SummaryTab::Judgements);
}

/// A report of which one judgement has a section, with two points to improve in it and one before it.
const POINT_BEFORE_SECTIONS: &str = "# Larkmoor Borough Council

Inspection of local authority children's services

| Judgement | Grade |
|---|---|
| The experiences and progress of children in care | Good |
| Overall effectiveness | Good |

In a small number of cases, assessments are not completed in time.

## The experiences and progress of children in care: Good

1. In too many cases, plans are not updated after reviews.
2. Visits are not always recorded, and managers do not check the records.
3. Children enjoy living here.
";

#[test]
fn points_before_the_sections_of_judgements_have_their_own_row_in_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.md");
    std::fs::write(&path, POINT_BEFORE_SECTIONS).unwrap();
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &path);
    driver::wait_for_findings(&mut harness);
    let document = harness.state().state().front_document().unwrap();
    let points = document.findings.as_ref().unwrap().points.clone();
    let counts = PointCounts::new(document.report(), points.iter().map(|point| point.section));
    assert_eq!((points.len(), counts.elsewhere, counts.by_judgement.iter().sum()), (3, 1, 2));
    harness.get_by_role_and_label(Role::Row, "Elsewhere in the report, 1 to improve").click();
    harness.run();
    assert_eq!(tab(&harness), SummaryTab::Points);
}

#[test]
fn a_dismissed_point_is_counted_neither_on_the_card_nor_in_the_table() {
    let mut harness = window_with(SAMPLE);
    let document = harness.state().state().front_document().unwrap();
    let points = &document.findings.as_ref().unwrap().points;
    let counts = |points: &[ImprovementPoint]| {
        PointCounts::new(document.report(), points.iter().map(|point| point.section)).by_judgement
    };
    let (all, without_first) = (counts(points), counts(&points[1..]));
    let index = (0..all.len()).find(|index| all[*index] > without_first[*index] && without_first[*index] > 0);
    let (index, count, first) = (index.unwrap(), points.len(), points[0].id.clone());
    let title = document.report().judgements[index].title.clone();
    harness.state_mut().run_command(Command::JudgePoint(first, Some(PointDecision::Dismiss)));
    harness.run();
    harness.get_by_role_and_label(Role::Link, &format!("{} points to improve", count - 1));
    let expected = format!("{} to improve", without_first[index]);
    let table = harness.get_by_role_and_label(Role::Table, "Judgements");
    let names: Vec<String> =
        table.query_all_by_role(Role::Row).filter_map(|row| row.accesskit_node().label()).collect();
    assert!(
        names.iter().any(|name| name.starts_with(&title) && name.contains(&expected)),
        "{title}, {expected}: {names:?}"
    );
}

#[test]
fn sections_within_one_another_are_counted_once_for_points_elsewhere() {
    let report = report(SAMPLE);
    let sections = (0..report.sections.len()).map(findings::report::SectionId);
    let counts = PointCounts::new(&report, sections.clone().map(Some).chain([None]));
    for (judgement, count) in report.judgements.iter().zip(&counts.by_judgement) {
        let expected = judgement.section.map_or(0, |section| report.sections_within(section).len());
        assert_eq!(*count, expected, "{}", judgement.title);
    }
    let is_judged = |section: findings::report::SectionId| {
        let judged = report.judgements.iter().filter_map(|judgement| judgement.section);
        judged.into_iter().any(|judged| report.sections_within(judged).contains(&section.0))
    };
    assert_eq!(counts.elsewhere, sections.filter(|section| !is_judged(*section)).count() + 1);
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
        for row in
            analysis::arranged_recommendations(&report, &RecommendationView::default(), None, &HashMap::new())
        {
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
    let counts = analysis::due_counts(&report, report.cover.published, &HashMap::new());
    assert_eq!((&counts[0].time, counts[0].count), (&DueTime::Immediately, 3));
    assert!(counts.windows(2).all(|pair| match (&pair[0].time, &pair[1].time) {
        (DueTime::By(one), DueTime::By(next)) => one < next,
        _ => true,
    }));
    // Without a publication date, the printed timescales are counted.
    let undated = analysis::due_counts(&report, None, &HashMap::new());
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
