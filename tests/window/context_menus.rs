//! Context menus of the text, the contents and the tables, by mouse and by key, and the previews of links.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, OutputCommand, Role};
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Command, Dialog, ExportKind, JobState, Layout, PointDecision, State, SummaryTab},
    output::{SectionFormat, export_section, printout::Part},
    report::{Report, SectionId},
    ui::Window,
};

use crate::{driver, support};

fn sample() -> PathBuf {
    support::project().join("assets/samples/larkmoor_2012.md")
}

fn with_sample() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 900.0]);
    driver::open(&mut harness, &sample());
    driver::wait_for_findings(&mut harness);
    harness
}

fn state<'a>(harness: &'a Harness<'_, Window>) -> &'a State {
    harness.state().state()
}

fn report<'a>(harness: &'a Harness<'_, Window>) -> &'a Report {
    state(harness).front_document().unwrap().report()
}

fn go_to_paragraph(harness: &mut Harness<'_, Window>, number: u32) {
    let report = report(harness);
    let place = report.paragraph(report.paragraph_with_number(number).unwrap()).place;
    harness.state_mut().run_command(Command::GoTo(place));
    harness.run();
}

fn words_of_paragraph(harness: &Harness<'_, Window>, number: u32) -> String {
    let report = report(harness);
    report.paragraph(report.paragraph_with_number(number).unwrap()).text.plain().to_owned()
}

fn choose_menu_entry(harness: &mut Harness<'_, Window>, entry: &str) {
    harness.get_by_role_and_label(Role::Button, entry).click();
    harness.run();
}

fn show_tab(harness: &mut Harness<'_, Window>, tab: SummaryTab) {
    harness.state_mut().run_command(Command::ShowTab(tab));
    harness.run();
}

/// The left edge of the summary in a window of 1280 points is to the right of this.
const SUMMARY_LEFT: f32 = 860.0;

fn is_in_summary(node: &Node<'_>) -> bool {
    node.accesskit_node().bounding_box().is_some() && node.rect().left() > SUMMARY_LEFT
}

fn first_row<'a>(harness: &'a Harness<'_, Window>) -> Node<'a> {
    harness.get_all_by_role(Role::Row).find(is_in_summary).unwrap()
}

fn copied(harness: &Harness<'_, Window>) -> String {
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    copied.unwrap()
}

/// Clicks an entry of the open menu, and returns the text that it copies.
fn copied_by(harness: &mut Harness<'_, Window>, entry: &str) -> String {
    harness.get_by_role_and_label(Role::Button, entry).click();
    for _ in 0..6 {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        if commands.iter().any(|command| matches!(command, OutputCommand::CopyText(_))) {
            return copied(harness);
        }
    }
    panic!("“{entry}” copies nothing")
}

#[test]
fn the_menu_of_a_paragraph_copies_it_its_citation_and_its_link() {
    let mut harness = with_sample();
    go_to_paragraph(&mut harness, 22);
    let words = words_of_paragraph(&harness, 22);
    for (entry, expected) in [
        ("Copy paragraph", "22. The first contact service"),
        ("Copy with citation", "(para 22, Larkmoor Borough Council"),
        ("Copy link to paragraph", "larkmoor_2012.md#para=22"),
    ] {
        harness.get_by_label(&words).click_secondary();
        harness.run();
        let copied = copied_by(&mut harness, entry);
        assert!(copied.contains(expected), "{entry}: {copied}");
        harness.run();
    }
}

#[test]
fn the_menu_key_opens_the_menu_of_the_current_paragraph() {
    let mut harness = with_sample();
    go_to_paragraph(&mut harness, 22);
    for key in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
        harness.key_press_modifiers(key.0, key.1);
        harness.run();
        assert!(harness.get_by_role_and_label(Role::Button, "Copy paragraph").is_focused(), "{key:?}");
        harness.key_press(Key::Escape);
        harness.run();
        assert!(harness.query_by_role_and_label(Role::Button, "Copy paragraph").is_none(), "{key:?}");
    }
    harness.key_press(Key::Menu);
    harness.run();
    choose_menu_entry(&mut harness, "Add note or bookmark…");
    assert!(matches!(&state(&harness).dialog, Some(Dialog::Note(note)) if note.number == Some(22)));
}

#[test]
fn the_menu_of_the_text_explains_abbreviations_and_goes_to_the_recommendation() {
    let mut harness = with_sample();
    let report = report(&harness);
    let item = &report.recommendations[0];
    let (place, words) = (item.place, item.text.plain().to_owned());
    harness.state_mut().run_command(Command::GoTo(place));
    show_tab(&mut harness, SummaryTab::Judgements);
    harness.get_all_by_label(&words).next().unwrap().click_secondary();
    harness.run();
    choose_menu_entry(&mut harness, "Show related paragraphs");
    let view = &state(&harness).front_document().unwrap().view;
    assert_eq!((view.tab, view.highlighted), (SummaryTab::Recommendations, Some(place)));
    go_to_paragraph(&mut harness, 22);
    let words = words_of_paragraph(&harness, 22);
    harness.get_all_by_label(&words).next().unwrap().click_secondary();
    harness.run();
    choose_menu_entry(&mut harness, "Explain abbreviations");
    assert!(state(&harness).messages.toast.is_some());
}

#[test]
fn the_menu_of_a_pdf_goes_to_the_original_page() {
    let mut harness = driver::window([1280.0, 900.0]);
    let path = support::project().join("tests/fixtures/paragraph_over_two_pages_in_tags.pdf");
    driver::open(&mut harness, &path);
    driver::wait_for_findings(&mut harness);
    go_to_paragraph(&mut harness, 8);
    let words = words_of_paragraph(&harness, 8);
    harness.get_by_label(&words).click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Go to original page 3").click();
    harness.run_ok();
    assert_eq!(state(&harness).front_document().unwrap().layout(), Layout::Both);
}

#[test]
fn the_menus_of_contents_and_text_print_and_export_the_section() {
    let mut harness = with_sample();
    let section = report(&harness)
        .sections
        .iter()
        .position(|section| section.title == "Partnership working")
        .map(SectionId)
        .unwrap();
    harness.get_by_role_and_label(Role::TreeItem, "Partnership working").click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Print section…").click();
    harness.run_ok();
    let printing = state(&harness).printing.as_ref().unwrap();
    assert_eq!((printing.options.part, printing.section), (Part::Section(section), Some(section)));
    assert_eq!(printing.job, JobState::None);
    driver::wait_until(&mut harness, |state| state.printing.as_ref().unwrap().preview.is_some());
    harness.state_mut().run_command(Command::ClosePrinting);
    harness.run_ok();

    harness.get_by_role_and_label(Role::TreeItem, "Partnership working").click_secondary();
    harness.run();
    choose_menu_entry(&mut harness, "Export section…");
    assert_eq!(state(&harness).dialog, Some(Dialog::ExportSection(section)));
    assert_eq!(
        state(&harness).section_export_kinds(section),
        [
            ExportKind::Section(SectionFormat::Html, section),
            ExportKind::Section(SectionFormat::Markdown, section)
        ]
    );
    harness.get_by_role_and_label(Role::Button, "Web page…");
    harness.get_by_role_and_label(Role::Button, "Markdown…");
}

#[test]
fn an_exported_section_has_its_subsections_and_nothing_else() {
    let read = support::read(&sample());
    let report = &read.report;
    let is_parent = |index: &usize| report.sections_within(SectionId(*index)).len() > 2;
    let parent = SectionId((0..report.sections.len()).find(is_parent).unwrap());
    let within = report.sections_within(parent);
    for format in SectionFormat::ALL {
        let text = export_section(format, report, parent);
        for (index, section) in report.sections.iter().enumerate() {
            let heading = match format {
                SectionFormat::Markdown => text.lines().any(|line| {
                    line.starts_with("##") && line.trim_start_matches(['#', ' ']).starts_with(&section.title)
                }),
                SectionFormat::Html => text.contains(&format!("id=\"s{index}\"")),
            };
            let is_repeated = report.sections.iter().filter(|other| other.title == section.title).count() > 1;
            if format == SectionFormat::Html || !is_repeated {
                assert_eq!(heading, within.contains(&index), "{format:?}: {}", section.title);
            }
        }
        assert!(text.contains("larkmoor_2012.md"), "{format:?} names its source");
    }
}

#[test]
fn rows_and_tables_of_the_summary_are_copied() {
    let mut harness = with_sample();
    let count = report(&harness).judgements.len();
    for (tab, heading) in [
        (SummaryTab::Judgements, "Judgement\tGrade\tParagraphs\tPoints to improve"),
        (SummaryTab::Recommendations, "Recommendation\tTimescale\tWho has to act\tParagraph"),
        (SummaryTab::Points, "Point to improve\tParagraph\tSection\tGrade\tDecision"),
        (SummaryTab::Checks, "Check\tDetails\tParagraphs"),
    ] {
        show_tab(&mut harness, tab);
        first_row(&harness).click_secondary();
        harness.run();
        let row = copied_by(&mut harness, "Copy row");
        assert_eq!(row.lines().count(), 1, "{row}");
        harness.run();
        first_row(&harness).click_secondary();
        harness.run();
        let text = copied_by(&mut harness, "Copy table");
        let (first, rest) = text.split_once('\n').unwrap();
        assert!(first.ends_with(heading), "{first}");
        assert!(rest.lines().any(|line| line == row), "{row} is not in the table");
        if tab == SummaryTab::Judgements {
            assert_eq!(rest.lines().count(), count);
        }
        harness.run();
    }
}

#[test]
fn the_menu_key_opens_the_menu_of_the_focused_row_which_keeps_and_dismisses_points() {
    let mut harness = with_sample();
    show_tab(&mut harness, SummaryTab::Points);
    let point = state(&harness).front_document().unwrap().findings.as_ref().unwrap().points[0].id.clone();
    let decision = |harness: &Harness<'_, Window>| {
        state(harness).front_document().unwrap().annotations.points.get(&point).copied()
    };
    first_row(&harness).focus();
    harness.run();
    harness.key_press(Key::Menu);
    harness.run();
    let keep = |harness: &Harness<'_, Window>| {
        let show = harness.get_by_role_and_label(Role::Button, "Show in text").rect();
        let entries = harness.get_all_by_role(Role::Button);
        let at = |node: &Node<'_>| {
            (node.rect().left() - show.left()).abs() < 1.0 && node.rect().top() > show.top()
        };
        entries.filter(at).map(|node| node.accesskit_node().label().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(keep(&harness), ["Keep", "Dismiss", "Copy row", "Copy table"]);
    // The first entry has the focus, and the arrow keys move to the next.
    assert!(harness.get_by_role_and_label(Role::Button, "Show in text").is_focused());
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(decision(&harness), Some(PointDecision::Keep));
    assert!(first_row(&harness).is_focused(), "the row has the focus again");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    choose_menu_entry(&mut harness, "Undo keep");
    assert_eq!(decision(&harness), None);
}

#[test]
fn a_reference_in_the_text_shows_a_preview_of_its_paragraph() {
    let mut harness = with_sample();
    run_preview(&mut harness, 22, "Paragraph 12", 12);
}

fn run_preview(harness: &mut Harness<'_, Window>, from: u32, link: &str, to: u32) {
    go_to_paragraph(harness, from);
    let beginning: String = words_of_paragraph(harness, to).chars().take(40).collect();
    let count = |harness: &Harness<'_, Window>| harness.query_all_by_label_contains(&beginning).count();
    let before = count(harness);
    let shown = |harness: &Harness<'_, Window>| count(harness) > before;
    harness.get_by_role_and_label(Role::Link, link).hover();
    harness.run_steps(8);
    assert!(shown(harness), "a preview on hover");
    harness.hover_at(eframe::egui::pos2(640.0, 20.0));
    harness.run_steps(8);
    assert!(!shown(harness));
    harness.get_by_role_and_label(Role::Link, link).focus();
    harness.run_steps(4);
    assert!(shown(harness), "a preview with the focus");
}

#[test]
fn a_related_paragraph_in_the_summary_shows_a_preview() {
    let mut harness = with_sample();
    show_tab(&mut harness, SummaryTab::Recommendations);
    let number = |node: &Node<'_>| node.accesskit_node().label()?.parse::<u32>().ok();
    let link = harness
        .get_all_by_role(Role::Link)
        .find(|link| is_in_summary(link) && number(link).is_some())
        .unwrap();
    let words = words_of_paragraph(&harness, number(&link).unwrap());
    let beginning: String = words.chars().take(40).collect();
    let count = |harness: &Harness<'_, Window>| harness.query_all_by_label_contains(&beginning).count();
    let before = count(&harness);
    link.hover();
    harness.run_steps(8);
    assert_eq!(count(&harness), before + 1);
}
