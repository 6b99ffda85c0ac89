//! A comparison of two reports in the window.
#![allow(clippy::unwrap_used, missing_docs)]

use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, Role, TouchPhase, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::compare::{SectionLink, TextChangeKind},
    app::{Action, Command, CompareSide, CompareTab, Document},
    ui::Window,
};

use crate::{driver, support};

const SIZE: [f32; 2] = [1280.0, 700.0];

/// Writes a draft and a final report that has one paragraph changed, one added and one moved. Returns their folder too,
/// which is deleted when it is dropped.
fn draft_and_final() -> (tempfile::TempDir, [std::path::PathBuf; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let draft = std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap();
    let mut lines: Vec<String> = draft.lines().map(str::to_owned).collect();
    let long_paragraphs = |lines: &[String]| -> Vec<usize> {
        let numbered = |line: &String| {
            line.starts_with(|c: char| c.is_ascii_digit()) && line.len() > 200 && line.ends_with('.')
        };
        (0..lines.len()).filter(|index| numbered(&lines[*index])).collect()
    };
    let at = long_paragraphs(&lines);
    lines[at[4]] = lines[at[4]].replacen(" the ", " marmalade ", 1);
    lines.insert(
        at[9] + 1,
        "900. Nobody had said a word about the lighthouse before, in which it is lit.".to_owned(),
    );
    let at = long_paragraphs(&lines);
    let moved = lines.remove(at[20]);
    lines.insert(at[40], moved);
    let mut next = 0;
    for line in &mut lines {
        if let Some((number, rest)) = line.split_once(". ")
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
        {
            next += 1;
            *line = format!("{next}. {rest}");
        }
    }
    let paths = [folder.path().join("draft.txt"), folder.path().join("final.txt")];
    std::fs::write(&paths[0], draft).unwrap();
    std::fs::write(&paths[1], lines.join("\n")).unwrap();
    (folder, paths)
}

/// Returns the window with the draft and the final report compared.
fn compared_window() -> Harness<'static, Window> {
    let (_folder, files) = draft_and_final();
    let mut harness = driver::window(SIZE);
    harness.state_mut().run_command(Command::CompareFiles(files));
    wait_for_comparison(&mut harness);
    harness
}

/// Runs frames until a comparison is in front.
fn wait_for_comparison(harness: &mut Harness<'_, Window>) {
    driver::wait_until(harness, |state| state.front_comparison().is_some());
}

fn compared_documents<'a>(harness: &'a Harness<'_, Window>) -> [&'a Document; 2] {
    let state = harness.state().state();
    state.front_comparison().unwrap().sides.each_ref()
}

fn current_numbers(harness: &Harness<'_, Window>) -> [Option<u32>; 2] {
    compared_documents(harness).map(Document::current_number)
}

fn scroll_text(harness: &mut Harness<'_, Window>, side: usize, by: f32) {
    let texts: Vec<_> = harness.get_all_by_role_and_label(Role::Document, "Text of the report").collect();
    let at = texts[side].rect().center();
    drop(texts);
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: eframe::egui::MouseWheelSource::Wheel,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run();
}

#[test]
fn a_comparison_of_drafts_shows_the_changes_first_beside_both_texts() {
    let harness = compared_window();
    assert_eq!(harness.state().state().front_comparison().unwrap().tab, CompareTab::Text);
    assert!(harness.query_by_label_contains("21 unchanged").is_some());
    assert_eq!(harness.get_all_by_role_and_label(Role::Document, "Text of the report").count(), 2);
    assert!(harness.query_by_role_and_label(Role::Tab, "Text 3").is_some());
    assert!(harness.query_by_role_and_label(Role::Tab, "draft.txt and final.txt").is_some());
    let title = harness.state().state().front_comparison().unwrap().title();
    assert_eq!(title, "Larkmoor Borough Council, 2009: draft.txt and final.txt");
}

#[test]
fn the_tabs_of_the_panel_fit_in_one_line_at_1024_points() {
    let (_folder, files) = draft_and_final();
    let mut harness = driver::window([1024.0, 768.0]);
    harness.state_mut().run_command(Command::CompareFiles(files));
    wait_for_comparison(&mut harness);
    let tabs = ["Judgements 21", "Recommendations 13", "Text 3", "Checks", "Sections 30"];
    let tops = tabs.map(|tab| {
        let mut found = harness.get_all_by_role(Role::Tab);
        let is_tab = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().label().is_some_and(|label| label.starts_with(tab))
        };
        found.find(is_tab).unwrap_or_else(|| panic!("no tab {tab}")).rect().top()
    });
    assert!(tops.iter().all(|top| (top - tops[0]).abs() < 0.5), "{tops:?}");
}

#[test]
fn f3_goes_to_the_next_difference_on_both_sides() {
    let mut harness = compared_window();
    harness.state_mut().run_command(Command::ShowCompareTab(CompareTab::Text));
    harness.run();
    let kinds: Vec<TextChangeKind> = harness
        .state()
        .state()
        .front_comparison()
        .unwrap()
        .comparison()
        .changes
        .iter()
        .map(|change| change.kind)
        .collect();
    assert_eq!(kinds, [TextChangeKind::Changed, TextChangeKind::Inserted, TextChangeKind::Moved]);
    for (index, kind) in kinds.into_iter().enumerate() {
        harness.key_press(Key::F3);
        harness.run();
        assert_eq!(harness.state().state().front_comparison().unwrap().current, Some(index));
        let [left, right] = current_numbers(&harness).map(Option::unwrap);
        match kind {
            TextChangeKind::Moved => {
                assert!(left < right, "each side shows its own position: {left}, {right}");
            }
            // At most the added paragraph lies between them.
            _ => assert!(right.abs_diff(left) <= 1, "{left} beside {right}"),
        }
    }
    harness.key_press(Key::F3);
    harness.run();
    assert_eq!(
        harness.state().state().front_comparison().unwrap().current,
        Some(2),
        "F3 after the last change stays there"
    );
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.run();
    assert_eq!(harness.state().state().front_comparison().unwrap().current, Some(1));
    // Screen readers find the changes in a table.
    assert!(
        harness
            .get_by_role_and_label(Role::Table, "Changes in the text")
            .query_all_by_role(Role::Row)
            .count()
            == 3
    );
}

#[test]
fn unlocked_sides_scroll_separately_and_lock_again_at_the_new_offset() {
    let mut harness = compared_window();
    scroll_text(&mut harness, 0, -3000.0);
    let [left, right] = compared_documents(&harness).map(|document| document.view.scroll.position().row);
    assert!(left > 5 && left.abs_diff(right) <= 2, "{left} beside {right}");
    harness.get_by_label("Scroll together").click();
    harness.run();
    scroll_text(&mut harness, 1, -2000.0);
    let [still, moved] = compared_documents(&harness).map(|document| document.view.scroll.position().row);
    assert!(still == left && moved > right + 3, "only the right side scrolls: {still}, {moved}");
    harness.state_mut().run_command(Command::Do(Action::ToggleScrollTogether));
    harness.run();
    scroll_text(&mut harness, 0, -1500.0);
    let [left, right] = compared_documents(&harness).map(|document| document.view.scroll.position().row);
    assert!(
        left > still && (right - left).abs_diff(moved - still) <= 2,
        "both sides keep their offset: {left}, {right}"
    );
}

#[test]
fn closing_a_report_leaves_its_comparison_open() {
    let mut harness = compared_window();
    let left = harness.state().state().tabs.iter().next().unwrap().id;
    harness.state_mut().run_command(Command::Activate(left));
    harness.run();
    assert!(harness.state().state().front_comparison().is_none());
    harness.get_by_role_and_label(Role::Tab, "draft.txt and final.txt").click();
    harness.run();
    assert!(harness.state().state().front_comparison().is_some());
    harness.state_mut().run_command(Command::Close(left));
    harness.run();
    assert!(
        harness.state().state().front_comparison().is_some(),
        "the comparison has its own view of the report"
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run();
    assert_eq!(harness.state().state().tabs.len(), 1, "the right report stays");
}

#[test]
fn compare_offers_the_other_open_report() {
    let mut harness = driver::window(SIZE);
    for sample in ["larkmoor_2012.md", "larkmoor_2009.txt"] {
        driver::open(&mut harness, &support::project().join("assets/samples").join(sample));
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Larkmoor Borough Council, 2012").click();
    wait_for_comparison(&mut harness);
    let years =
        compared_documents(&harness).map(|document| document.report().cover.published.unwrap().year());
    assert_eq!(years, [2009, 2012], "the earlier report is on the left");
}

#[test]
fn of_two_drafts_the_one_that_was_opened_later_is_on_the_right_and_files_are_named() {
    let (_folder, [draft, final_draft]) = draft_and_final();
    for [first, second] in [[&draft, &final_draft], [&final_draft, &draft]] {
        let mut harness = driver::window(SIZE);
        driver::open(&mut harness, first);
        driver::open(&mut harness, second);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
        harness.run();
        let file = first.file_name().unwrap().to_string_lossy();
        let button = format!("{file} – Larkmoor Borough Council, 2009");
        harness.get_by_role_and_label(Role::Button, &button).click();
        wait_for_comparison(&mut harness);
        let paths = compared_documents(&harness).map(|document| document.path.clone().unwrap());
        assert_eq!([&paths[0], &paths[1]], [first, second]);
    }
}

#[test]
fn drafts_with_the_same_file_name_are_told_apart_by_their_folders() {
    let (folder, [draft, final_draft]) = draft_and_final();
    let files = ["May", "June"].map(|month| folder.path().join(month).join("report.txt"));
    for (file, from) in files.iter().zip([draft, final_draft]) {
        std::fs::create_dir(file.parent().unwrap()).unwrap();
        std::fs::copy(from, file).unwrap();
    }
    let mut harness = driver::window(SIZE);
    harness.state_mut().run_command(Command::CompareFiles(files));
    wait_for_comparison(&mut harness);
    let title = harness.state().state().front_comparison().unwrap().title();
    assert_eq!(title, "Larkmoor Borough Council, 2009: May/report.txt and June/report.txt");
}

#[test]
fn a_row_of_the_text_tab_says_what_changed_and_where() {
    let harness = compared_window();
    let rows = harness.get_by_role_and_label(Role::Table, "Changes in the text");
    let names: Vec<String> =
        rows.query_all_by_role(Role::Row).filter_map(|row| row.accesskit_node().label()).collect();
    assert_eq!(names.len(), 3);
    assert!(names[0].starts_with("Changed · paragraph 7 · "), "{names:?}");
    assert!(names[0].contains("marmalade"), "{names:?}");
}

#[test]
fn hidden_kinds_of_change_are_skipped() {
    let mut harness = compared_window();
    harness.state_mut().run_command(Command::ShowCompareTab(CompareTab::Text));
    harness.run();
    harness.get_by_label("+ Added 1").click();
    harness.run();
    let changes = harness.get_by_role_and_label(Role::Table, "Changes in the text");
    assert_eq!(changes.query_all_by_role(Role::Row).count(), 2);
    for expected in [0, 2] {
        harness.key_press(Key::F3);
        harness.run();
        assert_eq!(harness.state().state().front_comparison().unwrap().current, Some(expected));
    }
}

#[test]
fn sections_unlinked_and_linked_by_hand_stay_so_when_compared_again() {
    let (_folder, files) = draft_and_final();
    let mut harness = driver::window(SIZE);
    let compare = |harness: &mut Harness<'_, Window>| {
        harness.state_mut().run_command(Command::CompareFiles(files.clone()));
        wait_for_comparison(harness);
    };
    compare(&mut harness);
    let sections_and_links = |harness: &Harness<'_, Window>| {
        let compared = harness.state().state().front_comparison().unwrap();
        (compared.sections.clone(), compared.manual_links.clone())
    };
    let (sections, _) = sections_and_links(&harness);
    assert!(
        sections.iter().all(|pair| pair.left.is_some() && pair.right.is_some()),
        "every section of the edited report has a partner"
    );
    assert!(sections.iter().map(|pair| pair.changes).sum::<usize>() >= 3);

    harness.state_mut().run_command(Command::ShowCompareTab(CompareTab::Sections));
    harness.run();
    harness.get_all_by_label("Unlink").next().unwrap().click();
    harness.run();
    let (unlinked, manual_links) = sections_and_links(&harness);
    assert_eq!(unlinked.len(), sections.len() + 1);
    assert!(matches!(manual_links[..], [SectionLink { is_linked: false, .. }]));

    let linked = SectionLink { is_linked: true, ..manual_links[0] };
    harness.state_mut().run_command(Command::LinkSections(linked));
    harness.run();
    assert_eq!(sections_and_links(&harness).0.len(), sections.len());
    assert!(harness.query_by_label_contains("Linked by you").is_some());

    // Another section of the right text becomes its partner, and both sides scroll to them together.
    let other = SectionLink { right: sections[5].right.unwrap(), ..linked };
    harness.state_mut().run_command(Command::LinkSections(other));
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    harness.run();
    compare(&mut harness);
    assert_eq!(sections_and_links(&harness).1, [other], "links made by hand are saved");
    let [left, right] = compared_documents(&harness);
    let position = |document: &Document, id| findings::analysis::TextPosition {
        row: document.loaded.flow.row_of(document.report().section(id).place),
        part: 0.0,
    };
    let (one, partner) = (position(left, other.left), position(right, other.right));
    assert_eq!(
        harness.state().state().front_comparison().unwrap().matching_position(one, CompareSide::Left),
        partner
    );
}

#[test]
fn dropping_a_report_on_another_offers_a_comparison() {
    let mut harness = driver::window(SIZE);
    let sample = |name: &str| support::project().join("assets/samples").join(name);
    driver::open(&mut harness, &sample("larkmoor_2012.md"));
    harness.state_mut().run_command(Command::Dropped(vec![sample("larkmoor_2009.txt")]));
    driver::wait_for_load(&mut harness);
    harness.get_by_label("Compare them").click();
    wait_for_comparison(&mut harness);
    assert!(harness.query_by_label("Compare them").is_none());
    let years =
        compared_documents(&harness).map(|document| document.report().cover.published.unwrap().year());
    assert_eq!(years, [2009, 2012]);
}

#[test]
fn the_offer_to_compare_two_drafts_names_their_files() {
    let (_folder, [draft, final_draft]) = draft_and_final();
    let mut harness = driver::window(SIZE);
    driver::open(&mut harness, &final_draft);
    harness.state_mut().run_command(Command::Dropped(vec![draft.clone()]));
    driver::wait_for_load(&mut harness);
    assert!(harness.query_by_label_contains("compare “final.txt” with “draft.txt”").is_some());
    harness.get_by_label("Compare them").click();
    wait_for_comparison(&mut harness);
    let paths = compared_documents(&harness).map(|document| document.path.clone().unwrap());
    assert_eq!(paths, [final_draft, draft], "the one that was in front is on the left");
}

#[test]
fn a_compared_report_that_became_shorter_is_compared_again_in_place() {
    let (_folder, files) = draft_and_final();
    let mut harness = driver::window(SIZE);
    let compare = |harness: &mut Harness<'_, Window>| {
        harness.state_mut().run_command(Command::CompareFiles(files.clone()));
        driver::wait_until(harness, |state| {
            state.front_comparison().is_some() && state.pending.loads().next().is_none()
        });
    };
    compare(&mut harness);
    scroll_text(&mut harness, 0, -100_000.0);
    let draft = std::fs::read_to_string(&files[0]).unwrap();
    let short: Vec<&str> = draft.lines().take(70).collect();
    std::fs::write(&files[0], short.join("\n")).unwrap();
    harness.state_mut().run_command(Command::OpenFiles(vec![files[0].clone()]));
    driver::wait_until(&mut harness, |state| state.pending.is_empty());
    assert_eq!(harness.state().state().tabs.len(), 3);
    compare(&mut harness);
    scroll_text(&mut harness, 0, -100_000.0);
    scroll_text(&mut harness, 1, -100_000.0);
    assert!(
        compared_documents(&harness)[0].report().blocks.len()
            < compared_documents(&harness)[1].report().blocks.len()
    );
}

#[test]
fn a_change_in_a_bullet_is_highlighted_in_that_bullet() {
    let folder = tempfile::tempdir().unwrap();
    let draft = std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap();
    let files = [folder.path().join("draft.txt"), folder.path().join("final.txt")];
    std::fs::write(&files[0], &draft).unwrap();
    std::fs::write(&files[1], draft.replacen("14 parents", "15 parents", 1)).unwrap();
    let mut harness = driver::window(SIZE);
    harness.state_mut().run_command(Command::CompareFiles(files));
    wait_for_comparison(&mut harness);
    let compared = &harness.state().state().front_comparison().unwrap().result;
    let words: Vec<&str> = compared.highlights[1]
        .iter()
        .filter(|(place, _)| place.part == Some(0))
        .flat_map(|(place, mark)| {
            let report = &compared.reports[1];
            let findings::report::Content::Paragraph(id) = report.block(place.block).content else {
                return Vec::new();
            };
            mark.words.iter().map(|range| &report.paragraph(id).bullets[0].plain()[range.clone()]).collect()
        })
        .collect();
    assert_eq!(words, ["15"]);
}
