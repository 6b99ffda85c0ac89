//! Two reports side by side, on the real window.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, dead_code)]
mod driver;
mod support;

use std::time::{Duration, Instant};

use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, Role, TouchPhase, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    analysis::compare::{ByHand, Kind},
    app::{Action, Command, CompareSide, CompareTab, Document},
    ui::Window,
};

const SIZE: [f32; 2] = [1280.0, 700.0];

/// A draft, and the final report with a paragraph changed, one added and one moved.
fn files() -> (tempfile::TempDir, [std::path::PathBuf; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let draft = std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap();
    let mut lines: Vec<String> = draft.lines().map(str::to_owned).collect();
    let plain = |lines: &[String]| -> Vec<usize> {
        let numbered = |line: &String| {
            line.starts_with(|c: char| c.is_ascii_digit()) && line.len() > 200 && line.ends_with('.')
        };
        (0..lines.len()).filter(|index| numbered(&lines[*index])).collect()
    };
    let at = plain(&lines);
    lines[at[4]] = lines[at[4]].replacen(" the ", " marmalade ", 1);
    lines.insert(
        at[9] + 1,
        "900. Nobody had said a word about the lighthouse before, in which it is lit.".to_owned(),
    );
    let at = plain(&lines);
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

fn compared() -> Harness<'static, Window> {
    let (_folder, files) = files();
    let mut harness = driver::window(SIZE);
    harness.state_mut().command(Command::CompareFiles(files));
    let start = Instant::now();
    while harness.state().state().front_comparison().is_none() {
        harness.step();
        assert!(start.elapsed() < Duration::from_secs(30), "the reports were not compared in time");
        std::thread::yield_now();
    }
    harness.run();
    harness
}

fn documents<'a>(harness: &'a Harness<'_, Window>) -> [&'a Document; 2] {
    let state = harness.state().state();
    state.front_comparison().unwrap().sides.each_ref()
}

fn numbers(harness: &Harness<'_, Window>) -> [Option<u32>; 2] {
    documents(harness).map(Document::current_number)
}

fn scroll(harness: &mut Harness<'_, Window>, side: usize, by: f32) {
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
fn the_facts_come_first_and_both_texts_stand_beside_them() {
    let harness = compared();
    assert!(harness.query_by_label_contains("Judgements: 21 the same").is_some());
    assert_eq!(harness.get_all_by_role_and_label(Role::Document, "Text of the report").count(), 2);
    assert!(harness.query_by_role_and_label(Role::Tab, "Text 3").is_some());
    assert!(harness.query_by_role_and_label(Role::Tab, "Comparison").is_some());
}

#[test]
fn differences_are_walked_by_key_and_both_sides_stand_there() {
    let mut harness = compared();
    harness.state_mut().command(Command::ShowCompareTab(CompareTab::Text));
    harness.run();
    let kinds: Vec<Kind> = harness
        .state()
        .state()
        .front_comparison()
        .unwrap()
        .comparison()
        .changes
        .iter()
        .map(|change| change.kind)
        .collect();
    assert_eq!(kinds, [Kind::Changed, Kind::Inserted, Kind::Moved]);
    for (index, kind) in kinds.into_iter().enumerate() {
        harness.key_press(Key::F3);
        harness.run();
        assert_eq!(harness.state().state().front_comparison().unwrap().current, Some(index));
        let [left, right] = numbers(&harness).map(Option::unwrap);
        match kind {
            Kind::Moved => assert!(left < right, "each side shows its own place: {left}, {right}"),
            // One paragraph came in between.
            _ => assert!(right.abs_diff(left) <= 1, "{left} beside {right}"),
        }
    }
    harness.key_press(Key::F3);
    harness.run();
    assert_eq!(
        harness.state().state().front_comparison().unwrap().current,
        Some(2),
        "there is none behind the last"
    );
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.run();
    assert_eq!(harness.state().state().front_comparison().unwrap().current, Some(1));
    // By ear: what is marked says so.
    assert!(
        harness
            .get_by_role_and_label(Role::Table, "Changes in the text")
            .query_all_by_role(Role::Row)
            .count()
            == 3
    );
}

#[test]
fn the_lock_is_opened_moved_and_closed_at_the_new_pairing() {
    let mut harness = compared();
    scroll(&mut harness, 0, -3000.0);
    let [left, right] = documents(&harness).map(|document| document.view.scroll.position().row);
    assert!(left > 5 && left.abs_diff(right) <= 2, "{left} beside {right}");
    harness.get_by_label("Scroll together").click();
    harness.run();
    scroll(&mut harness, 1, -2000.0);
    let [still, moved] = documents(&harness).map(|document| document.view.scroll.position().row);
    assert!(still == left && moved > right + 3, "each for itself: {still}, {moved}");
    harness.state_mut().command(Command::Do(Action::ToggleLock));
    harness.run();
    scroll(&mut harness, 0, -1500.0);
    let [left, right] = documents(&harness).map(|document| document.view.scroll.position().row);
    assert!(
        left > still && (right - left).abs_diff(moved - still) <= 2,
        "they go on as they stood: {left}, {right}"
    );
}

#[test]
fn closing_a_report_leaves_its_comparison_open() {
    let mut harness = compared();
    let left = harness.state().state().tabs.iter().next().unwrap().id;
    harness.state_mut().command(Command::Activate(left));
    harness.run();
    assert!(harness.state().state().front_comparison().is_none());
    harness.get_by_role_and_label(Role::Tab, "Comparison").click();
    harness.run();
    assert!(harness.state().state().front_comparison().is_some());
    harness.state_mut().command(Command::Close(left));
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
fn it_is_asked_what_to_compare_with() {
    let mut harness = driver::window(SIZE);
    for sample in ["larkmoor_2012.md", "larkmoor_2009.txt"] {
        driver::open(&mut harness, &support::project().join("assets/samples").join(sample));
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Larkmoor Borough Council, 2012").click();
    let start = Instant::now();
    while harness.state().state().front_comparison().is_none() {
        harness.step();
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::yield_now();
    }
    harness.run();
    let years = documents(&harness).map(|document| document.report().cover.published.unwrap().year());
    assert_eq!(years, [2009, 2012], "the earlier one is on the left");
}

#[test]
fn kinds_that_are_left_out_are_passed_over() {
    let mut harness = compared();
    harness.state_mut().command(Command::ShowCompareTab(CompareTab::Text));
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
fn sections_are_parted_and_paired_by_hand_and_stay_so_for_these_reports() {
    let (_folder, files) = files();
    let mut harness = driver::window(SIZE);
    let compare = |harness: &mut Harness<'_, Window>| {
        harness.state_mut().command(Command::CompareFiles(files.clone()));
        let start = Instant::now();
        while harness.state().state().front_comparison().is_none() {
            harness.step();
            assert!(start.elapsed() < Duration::from_secs(30));
            std::thread::yield_now();
        }
        harness.run();
    };
    compare(&mut harness);
    let compared = |harness: &Harness<'_, Window>| {
        let compared = harness.state().state().front_comparison().unwrap();
        (compared.sections.clone(), compared.by_hand.clone())
    };
    let (sections, _) = compared(&harness);
    assert!(sections.iter().all(|pair| pair.left.is_some() && pair.right.is_some()), "one report, edited");
    assert!(sections.iter().map(|pair| pair.changes).sum::<usize>() >= 3);

    harness.state_mut().command(Command::ShowCompareTab(CompareTab::Sections));
    harness.run();
    harness.get_all_by_label("Unlink").next().unwrap().click();
    harness.run();
    let (parted, by_hand) = compared(&harness);
    assert_eq!(parted.len(), sections.len() + 1);
    assert!(matches!(by_hand[..], [ByHand { together: false, .. }]));

    let together = ByHand { together: true, ..by_hand[0] };
    harness.state_mut().command(Command::LinkSections(together));
    harness.run();
    assert_eq!(compared(&harness).0.len(), sections.len());
    assert!(harness.query_by_label_contains("Linked by you").is_some());

    // Another section of the left text is made its partner: both texts stand there together.
    let other = ByHand { right: sections[5].right.unwrap(), ..together };
    harness.state_mut().command(Command::LinkSections(other));
    harness.state_mut().command(Command::Do(Action::CloseTab));
    harness.run();
    compare(&mut harness);
    assert_eq!(compared(&harness).1, [other], "what was said by hand is annotations");
    let [left, right] = documents(&harness);
    let position = |document: &Document, id| findings::analysis::TextPosition {
        row: document.loaded.flow.row_of(document.report().section(id).place),
        part: 0.0,
    };
    let (one, partner) = (position(left, other.left), position(right, other.right));
    assert_eq!(harness.state().state().front_comparison().unwrap().partner(one, CompareSide::Left), partner);
}

#[test]
fn a_report_dropped_on_another_is_offered_to_be_compared() {
    let mut harness = driver::window(SIZE);
    let sample = |name: &str| support::project().join("assets/samples").join(name);
    driver::open(&mut harness, &sample("larkmoor_2012.md"));
    harness.state_mut().command(Command::Dropped(vec![sample("larkmoor_2009.txt")]));
    driver::wait(&mut harness);
    harness.get_by_label("Compare them").click();
    let start = Instant::now();
    while harness.state().state().front_comparison().is_none() {
        harness.step();
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::yield_now();
    }
    harness.run();
    assert!(harness.query_by_label("Compare them").is_none());
    let years = documents(&harness).map(|document| document.report().cover.published.unwrap().year());
    assert_eq!(years, [2009, 2012]);
}

#[test]
fn a_compared_report_that_was_saved_shorter_is_compared_again_in_place() {
    let (_folder, files) = files();
    let mut harness = driver::window(SIZE);
    let show = |harness: &mut Harness<'_, Window>| {
        harness.state_mut().command(Command::CompareFiles(files.clone()));
        let start = Instant::now();
        while harness.state().state().front_comparison().is_none()
            || harness.state().state().pending.loads().next().is_some()
        {
            harness.step();
            assert!(start.elapsed() < Duration::from_secs(30));
            std::thread::yield_now();
        }
        harness.run();
    };
    show(&mut harness);
    scroll(&mut harness, 0, -100_000.0);
    let draft = std::fs::read_to_string(&files[0]).unwrap();
    let short: Vec<&str> = draft.lines().take(70).collect();
    std::fs::write(&files[0], short.join("\n")).unwrap();
    harness.state_mut().command(Command::OpenFiles(vec![files[0].clone()]));
    driver::until(&mut harness, |state| state.pending.is_empty());
    assert_eq!(harness.state().state().tabs.len(), 3);
    show(&mut harness);
    scroll(&mut harness, 0, -100_000.0);
    scroll(&mut harness, 1, -100_000.0);
    assert!(documents(&harness)[0].report().blocks.len() < documents(&harness)[1].report().blocks.len());
}

#[test]
fn a_change_in_a_bullet_is_marked_at_the_bullet() {
    let folder = tempfile::tempdir().unwrap();
    let draft = std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap();
    let files = [folder.path().join("draft.txt"), folder.path().join("final.txt")];
    std::fs::write(&files[0], &draft).unwrap();
    std::fs::write(&files[1], draft.replacen("14 parents", "15 parents", 1)).unwrap();
    let mut harness = driver::window(SIZE);
    harness.state_mut().command(Command::CompareFiles(files));
    let start = Instant::now();
    while harness.state().state().front_comparison().is_none() {
        harness.step();
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::yield_now();
    }
    let compared = &harness.state().state().front_comparison().unwrap().result;
    let words: Vec<&str> = compared.marks[1]
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
