//! A comparison of two inspections in the window: the verdict, the texts by section, and similar recommendations.
#![allow(clippy::unwrap_used, missing_docs)]

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::{
        Query,
        compare::{RecommendationChange, TextMode},
    },
    app::{Action, Command, CompareTab, ComparedPair, ComparedTexts, ComparisonTab, Document},
    ui::Window,
};

use crate::{driver, support};

const SIZE: [f32; 2] = [1280.0, 1600.0];
const TEXT: &str = "Text of the report";

fn samples() -> [std::path::PathBuf; 2] {
    let folder = support::project().join("assets/samples");
    [folder.join("larkmoor_2009.txt"), folder.join("larkmoor_2012.md")]
}

/// Returns the window with these files compared and their findings known.
fn compared(files: [std::path::PathBuf; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(SIZE);
    compare(&mut harness, files);
    harness
}

fn compare(harness: &mut Harness<'_, Window>, files: [std::path::PathBuf; 2]) {
    harness.state_mut().run_command(Command::CompareFiles(files));
    driver::wait_until(harness, |state| {
        let ready = |tab: &ComparisonTab| tab.sides.iter().all(|side| side.findings.is_some());
        state.front_comparison().is_some_and(ready)
    });
}

fn comparison<'a>(harness: &'a Harness<'_, Window>) -> &'a ComparisonTab {
    harness.state().state().front_comparison().unwrap()
}

fn years(harness: &Harness<'_, Window>) -> [i16; 2] {
    comparison(harness).sides.each_ref().map(|side| side.report().cover.published.unwrap().year())
}

fn run(harness: &mut Harness<'_, Window>, command: Command) {
    harness.state_mut().run_command(command);
    harness.run();
}

#[test]
fn inspections_are_shown_by_section_with_counts_that_unfold() {
    let mut harness = compared(samples());
    assert_eq!(comparison(&harness).comparison().mode, TextMode::Inspections);
    assert_eq!(harness.query_all_by_role_and_label(Role::Document, TEXT).count(), 0);
    let first_alone = {
        let tab = comparison(&harness);
        let section = tab.section_texts.iter().find(|section| !section.only_left.is_empty()).unwrap();
        let words = &tab.comparison().left[section.only_left[0]].words;
        words.split(' ').take(4).collect::<Vec<_>>().join(" ")
    };
    let is_shown = |harness: &Harness<'_, Window>| {
        let table = harness.get_by_role_and_label(Role::Table, "Texts by section");
        table.query_all_by_label_contains(&first_alone).next().is_some()
    };
    let is_expanded = |harness: &Harness<'_, Window>| {
        let fold = harness
            .get_all_by_label_contains("only in 2009")
            .find(|node| node.accesskit_node().role() == Role::Row);
        fold.unwrap().accesskit_node().data().is_expanded()
    };
    assert!(is_expanded(&harness) == Some(false) && !is_shown(&harness));
    {
        let mut folds = harness.get_all_by_label_contains("only in 2009");
        folds.find(|node| node.accesskit_node().role() == Role::Row).unwrap().click();
    }
    harness.run();
    assert!(is_expanded(&harness) == Some(true) && is_shown(&harness));
    harness.get_by_role_and_label(Role::Button, "Full texts").click();
    harness.run();
    assert_eq!(harness.get_all_by_role_and_label(Role::Document, TEXT).count(), 2);
}

#[test]
fn every_body_paragraph_is_matched_or_counted() {
    let harness = compared(samples());
    let tab = comparison(&harness);
    let [left, right] = &tab.result.reports;
    let sections = &tab.section_texts;
    let matched: usize = sections.iter().map(|section| section.matched.len()).sum();
    let only_left: usize = sections.iter().map(|section| section.only_left.len()).sum();
    let only_right: usize = sections.iter().map(|section| section.only_right.len()).sum();
    assert!(matched > 0);
    // Sections about the inspection itself and tables make the difference.
    assert!(matched + only_left <= left.paragraphs.len() + tab.comparison().left.len());
    assert!(matched + only_left >= left.paragraphs.len() / 2, "{matched} {only_left}");
    assert!(matched + only_right >= right.paragraphs.len() / 2, "{matched} {only_right}");
}

#[test]
fn a_comparison_of_inspections_shows_the_judgements_first() {
    assert_eq!(comparison(&compared(samples())).tab, CompareTab::Judgements);
}

/// Returns the first pair of judgements that has sections with texts, and that is not at the top of the texts.
fn judgement_with_texts(tab: &ComparisonTab) -> usize {
    let is_below =
        |pair: &usize| tab.filter_for_judgement(*pair).is_some_and(|filter| filter.sections[0] > 3);
    (0..tab.comparison().judgements.len()).find(is_below).unwrap()
}

#[test]
fn a_click_on_a_judgement_scrolls_the_texts_by_section_to_it() {
    let mut harness = compared(samples());
    let pair = judgement_with_texts(comparison(&harness));
    let title = comparison(&harness).comparison().judgements[pair].title.clone();
    run(&mut harness, Command::GoToPair(ComparedPair::Judgement(pair)));
    assert_eq!(comparison(&harness).shown_texts(), ComparedTexts::BySection);
    harness.run();
    let section = comparison(&harness).filter_for_judgement(pair).unwrap().sections[0];
    let texts = &comparison(&harness).section_texts[section];
    let [left, right] = &comparison(&harness).result.reports;
    let shown = texts.right.map(|id| &right.section(id).title);
    let shown = shown.or(texts.left.map(|id| &left.section(id).title)).unwrap().clone();
    let headings: Vec<_> = harness
        .query_all_by_role(Role::RowHeader)
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label.contains(&shown)))
        .map(|node| node.rect().top())
        .collect();
    // The bar with the titles of the reports is above it.
    assert!(headings.iter().any(|top| (100.0..200.0).contains(top)), "{title}: {headings:?}");
}

#[test]
fn only_the_texts_of_one_judgement_can_be_shown_and_all_again() {
    let mut harness = compared(samples());
    let pair = judgement_with_texts(comparison(&harness));
    let filter = comparison(&harness).filter_for_judgement(pair).unwrap();
    let rows = |harness: &Harness<'_, Window>| {
        let table = harness.get_by_role_and_label(Role::Table, "Texts by section");
        table.accesskit_node().data().row_count().unwrap()
    };
    let all = rows(&harness);
    run(&mut harness, Command::ShowOnlySections(Some(filter.clone())));
    assert!(rows(&harness) < all);
    // Another judgement takes the place of the first.
    run(&mut harness, Command::GoToPair(ComparedPair::Judgement(pair + 1)));
    let shown = comparison(&harness).section_filter.clone();
    assert_eq!(shown, comparison(&harness).filter_for_judgement(pair + 1).or(Some(filter)));
    run(&mut harness, Command::ShowOnlySections(None));
    assert_eq!(rows(&harness), all);
}

#[test]
fn the_texts_by_section_and_the_list_have_the_same_changes() {
    let harness = compared(samples());
    let tab = comparison(&harness);
    let mut in_sections = 0;
    for texts in tab.section_texts.iter().flat_map(|section| &section.matched) {
        let [left, right] = [&tab.comparison().left[texts.left], &tab.comparison().right[texts.right]];
        assert_eq!(texts.change.is_none(), left.words == right.words, "{} {}", left.words, right.words);
        in_sections += usize::from(texts.change.is_some());
    }
    let listed = tab.comparison().changes.iter();
    assert_eq!(in_sections, listed.filter(|change| change.left.is_some() && change.right.is_some()).count());
}

#[test]
fn going_to_a_judgement_or_recommendation_shows_it_in_both_full_texts() {
    let mut harness = compared(samples());
    run(&mut harness, Command::ShowComparedTexts(ComparedTexts::Full));
    run(&mut harness, Command::Do(Action::NextJudgement));
    assert_eq!(comparison(&harness).shown_texts(), ComparedTexts::Full);
    assert!(comparison(&harness).sides.iter().all(|side| side.view.highlighted.is_some()));
    run(&mut harness, Command::Do(Action::NextRecommendation));
    assert_eq!(comparison(&harness).tab, CompareTab::Recommendations);
    let first = &comparison(&harness).comparison().recommendations[0];
    let expected = comparison(&harness).result.reports[1].recommendations[first.right.unwrap()].place;
    assert_eq!(comparison(&harness).sides[1].view.highlighted, Some(expected));
}

#[test]
fn swapping_mirrors_the_comparison_and_is_offered_if_the_later_report_is_on_the_left() {
    let [earlier, later] = samples();
    let mut harness = compared([later, earlier]);
    assert_eq!(years(&harness), [2012, 2009]);
    let before = comparison(&harness).comparison().judgements.len();
    harness.get_by_role_and_label(Role::Button, "Swap sides").click();
    driver::wait_until(&mut harness, |state| {
        state.front_comparison().is_some_and(|tab| !tab.comparison().verdict.is_left_later)
    });
    assert_eq!(years(&harness), [2009, 2012]);
    assert_eq!(comparison(&harness).comparison().judgements.len(), before);
    assert!(harness.query_by_role_and_label(Role::Button, "Swap sides").is_none());
}

#[test]
fn the_way_to_compare_texts_can_be_chosen() {
    let mut harness = compared(samples());
    let changes = comparison(&harness).comparison().changes.len();
    run(&mut harness, Command::ShowCompareTab(CompareTab::Text));
    harness.get_by_role_and_label(Role::Button, "Drafts").click();
    driver::wait_until(&mut harness, |state| {
        state.front_comparison().is_some_and(|tab| tab.comparison().mode == TextMode::Drafts)
    });
    assert!(comparison(&harness).comparison().changes.len() > changes * 2);
    assert_eq!(harness.get_all_by_role_and_label(Role::Document, TEXT).count(), 2);
}

#[test]
fn a_search_finds_words_in_both_reports() {
    let mut harness = compared(samples());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    let query = Query { words: "supervision".to_owned(), ..Query::default() };
    harness.state_mut().run_command(Command::Search(query));
    driver::wait_until(&mut harness, |state| {
        state.searched_documents().iter().all(|document| !document.search.is_busy())
    });
    let counts = comparison(&harness).sides.each_ref().map(|side| side.search.hits().unwrap().all.len());
    assert!(counts[0] > 0 && counts[1] > 0, "precondition: {counts:?}");
    let count = format!("{} results", counts[0] + counts[1]);
    assert!(harness.query_by_role_and_label(Role::Status, &count).is_some());
    let current = |harness: &Harness<'_, Window>| {
        comparison(harness).sides.each_ref().map(|side: &Document| side.search.current)
    };
    for _ in 0..counts[0] {
        run(&mut harness, Command::Do(Action::NextMatch));
    }
    assert_eq!(current(&harness), [Some(counts[0] - 1), None]);
    run(&mut harness, Command::Do(Action::NextMatch));
    assert_eq!(current(&harness), [None, Some(0)], "the right report follows the left one");
    run(&mut harness, Command::Do(Action::Dismiss));
    assert!(harness.query_by_role_and_label(Role::Tab, "Judgements 21").is_some());
}

/// Returns the changes of all pairs of recommendations, and whether each is confirmed.
fn recommendation_changes(harness: &Harness<'_, Window>) -> Vec<(RecommendationChange, bool)> {
    let pairs = &comparison(harness).comparison().recommendations;
    pairs.iter().map(|pair| (pair.change, pair.is_confirmed)).collect()
}

#[test]
fn a_rejected_pair_stays_rejected_and_can_be_reviewed_again() {
    let mut harness = compared(samples());
    let before = recommendation_changes(&harness);
    run(&mut harness, Command::ShowCompareTab(CompareTab::Recommendations));
    harness.get_all_by_role_and_label(Role::Button, "Reject").next().unwrap().click();
    harness.run();
    let rejected = recommendation_changes(&harness);
    assert_eq!(rejected.len(), before.len() + 1, "both recommendations are alone now");
    run(&mut harness, Command::Do(Action::Undo));
    assert_eq!(recommendation_changes(&harness), before);
    harness.get_all_by_role_and_label(Role::Button, "Reject").next().unwrap().click();
    harness.run();

    let [left, right] = samples();
    run(&mut harness, Command::Do(Action::CloseTab));
    compare(&mut harness, [right, left]);
    let split = comparison(&harness).rejected_pairs.len();
    assert_eq!(split, 1, "the decision holds with swapped sides");
    run(&mut harness, Command::ShowCompareTab(CompareTab::Recommendations));
    harness.get_by_role_and_label(Role::Button, "Review again").click();
    harness.run();
    assert!(comparison(&harness).rejected_pairs.is_empty());
}

#[test]
fn a_confirmed_pair_is_marked() {
    let mut harness = compared(samples());
    run(&mut harness, Command::ShowCompareTab(CompareTab::Recommendations));
    harness.get_all_by_role_and_label(Role::Button, "Confirm").next().unwrap().click();
    harness.run();
    assert_eq!(
        recommendation_changes(&harness).iter().filter(|change| change.1).collect::<Vec<_>>(),
        [&(RecommendationChange::Similar, true)]
    );
    assert!(harness.query_by_label_contains("confirmed by you").is_some());
}

#[test]
fn the_last_difference_is_said_to_be_the_last() {
    let mut harness = compared(samples());
    let last = comparison(&harness).comparison().changes.len() - 1;
    run(&mut harness, Command::GoToChange(last));
    let position = format!("{} of {} changes", last + 1, last + 1);
    assert!(harness.query_by_role_and_label(Role::Status, &position).is_some());
    run(&mut harness, Command::Do(Action::NextMatch));
    assert!(harness.query_all_by_label_contains("This is the last difference").next().is_some());
    assert_eq!(comparison(&harness).current, Some(last));
    assert_eq!(comparison(&harness).shown_texts(), ComparedTexts::BySection);
}

#[test]
fn the_status_bar_shows_the_positions_in_both_reports() {
    let mut harness = compared(samples());
    run(&mut harness, Command::ShowComparedTexts(ComparedTexts::Full));
    run(&mut harness, Command::Do(Action::NextJudgement));
    assert!(harness.query_by_label_contains("2009: ").is_some());
    assert!(harness.query_by_label_contains("2012: ").is_some());
}
