//! Text search, and going to paragraphs, sections and other places.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::{Flow, Hits, Query, Scope, SearchText, row_texts},
    app::{Action, Command, LoadedReport, paragraph_range},
    report::{BlockId, Report, SectionId},
    ui::Window,
};

use crate::{driver, support};

fn hits_of(report: &Report, query: &Query) -> Hits {
    let flow = Flow::new(report);
    SearchText::new(report, &flow).search(report, &flow, query).unwrap()
}

fn query(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

fn sample() -> Report {
    support::read(&support::project().join("assets/samples/larkmoor_2012.md")).report
}

/// Counts how often words occur in all texts of a report, without the code of the search.
fn count_occurrences(report: &Report, words: &str) -> usize {
    let blocks = (0..report.blocks.len()).map(BlockId);
    blocks
        .flat_map(|block| report.block_texts(block))
        .map(|text| text.to_lowercase().matches(words).count())
        .sum()
}

#[test]
fn words_of_other_languages_soft_hyphens_and_ligatures_are_found() {
    let text = "# Review of words\n\n## Words\n\nMae\u{2019}r \u{175}yl yn y dref. \u{141}\u{F3}d\u{17A} jest w mie\u{15B}cie.\n\n\
        \u{5B66}\u{6821}\u{5F88}\u{597D}\u{3002} \u{6CE}\u{6C1} \u{627}\u{633}\u{6A9}\u{648}\u{644} \u{627}\u{686}\u{6BE}\u{627} \u{6C1}\u{6D2}\u{6D4}\n\n\
        The coun\u{AD}cil \u{FB01}nds o\u{FB03}ces.\n";
    let report = support::read_text(text, "words.md").report;
    let words = [
        "\u{175}yl",
        "wyl",
        "mie\u{15B}cie",
        "\u{5B66}\u{6821}",
        "\u{627}\u{633}\u{6A9}\u{648}\u{644}",
        "council",
        "finds",
        "offices",
    ];
    for words in words {
        assert_eq!(hits_of(&report, &query(words)).all.len(), 1, "{words}");
    }
}

#[test]
fn every_hit_in_fixtures_is_found_once() {
    assert_every_hit_is_found_once(&support::reports());
}

support::tests_by_share!(
    every_hit_in_real_reports_is_found_once,
    support::corpus(),
    assert_every_hit_is_found_once
);

fn assert_every_hit_is_found_once(paths: &[PathBuf]) {
    for path in paths {
        let report = support::read(path).report;
        for words in ["however", "children", "ch", "the"] {
            let hits = hits_of(&report, &query(words));
            assert_eq!(hits.all.len(), count_occurrences(&report, words), "{words} in {}", path.display());
            let in_sections: usize = hits.by_section.iter().map(|count| *count as usize).sum();
            let without = hits.all.iter().filter(|hit| hit.section.is_none()).count();
            assert_eq!(in_sections + without, hits.all.len());
        }
    }
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn a_phrase_is_found_across_a_page_end() {
    let report = support::read(&support::reference_report()).report;
    // A page end separates these words in the file.
    let hits = hits_of(&report, &query("safe recruitment"));
    let flow = Flow::new(&report);
    let numbers: Vec<Option<u32>> =
        hits.all.iter().map(|hit| report.paragraph_number_at(flow.place_of(hit.row).unwrap())).collect();
    assert!(numbers.contains(&Some(17)), "{numbers:?}");
    assert!(hits_of(&report, &query("However")).all.len() > 20);
}

#[test]
fn a_scope_excludes_hits_outside_it() {
    let report = sample();
    let everything = hits_of(&report, &query("plan"));
    let headings = hits_of(&report, &Query { scope: Scope::Headings, ..query("effectiveness") });
    assert!(headings.all.len() >= 2);
    let flow = Flow::new(&report);
    for hit in &headings.all {
        let texts = row_texts(&report, &flow, hit.row);
        assert!(report.sections.iter().any(|section| texts.contains(&section.title.as_str())), "{texts:?}");
    }
    let in_recommendations = hits_of(&report, &Query { scope: Scope::Recommendations, ..query("plan") });
    let expected: usize = report
        .recommendations
        .iter()
        .map(|item| item.text.plain().to_lowercase().matches("plan").count())
        .sum();
    assert_eq!(in_recommendations.all.len(), expected);
    let section = everything.all[0].section.unwrap();
    let within = hits_of(&report, &Query { scope: Scope::Section(section), ..query("plan") });
    assert!(!within.all.is_empty() && within.all.len() < everything.all.len());
    assert!(within.all.iter().all(|hit| report.sections_within(section).contains(&hit.section.unwrap().0)));
}

#[test]
fn an_invalid_regular_expression_is_refused_with_a_sentence() {
    let report = sample();
    let flow = Flow::new(&report);
    let text = SearchText::new(&report, &flow);
    let search = |words: &str| text.search(&report, &flow, &Query { is_regex: true, ..query(words) });
    for words in ["plan(", "[a", "*", "a{2,1}", r"\p{Nothing}", "(?=a)"] {
        let message = search(words).unwrap_err();
        assert!(message.ends_with('.') && !message.contains('\n'), "{words}: {message}");
    }
    assert!(search("((a{99}){99}){99}").unwrap_err().contains("too large"));
    // No match continues over the end of a paragraph.
    let pieces = (0..flow.rows().len()).flat_map(|row| row_texts(&report, &flow, row));
    let pieces = pieces.filter(|text| !text.is_empty()).count();
    for whole in [r"(?s).+", r"^.+$", r"^[^|]+"] {
        assert_eq!(search(whole).unwrap().all.len(), pieces, "{whole}");
    }
    assert_eq!(search("however").unwrap().all.len(), hits_of(&report, &query("however")).all.len());
}

#[test]
fn paragraph_numbers_and_ranges_are_parsed() {
    let loaded =
        LoadedReport::new(support::read(&support::project().join("assets/samples/larkmoor_2012.md")));
    let places = |words: &str| paragraph_range(&loaded, words);
    let tenth = loaded.place_at_address(10).unwrap();
    let twelfth = loaded.place_at_address(12).unwrap();
    for words in ["10", " 10 ", "#10", "10-"] {
        assert_eq!(places(words), Ok([tenth, tenth]), "{words}");
    }
    for words in ["10-12", "#10 \u{2013} 12", "12-10"] {
        assert_eq!(places(words), Ok([tenth, twelfth]), "{words}");
    }
    assert!(places("10-4000").unwrap_err().contains("no paragraph 4000"));
    assert!(places("4000").unwrap_err().contains("no paragraph 4000"));
    assert!(places("ten").is_err() && places("").is_err());
}

fn with_sample() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    harness
}

/// Types into the widget with the keyboard focus, and waits until the search is done.
fn type_words(harness: &mut Harness<'_, Window>, words: &str) {
    harness.event(eframe::egui::Event::Text(words.to_owned()));
    harness.step();
    driver::wait_until(harness, |state| {
        state.front_document().is_some_and(|document| !document.search.is_busy())
    });
}

#[test]
fn typing_searches_and_enter_goes_to_the_next_hit() {
    let mut harness = with_sample();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    type_words(&mut harness, "however");
    let count = count_occurrences(harness.state().state().front_document().unwrap().report(), "however");
    assert!(count > 1);
    harness.get_by_role_and_label(Role::Status, &format!("{count} results"));
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_role_and_label(Role::Status, &format!("1 of {count}"));
    // The search field keeps the keyboard focus.
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_role_and_label(Role::Status, &format!("2 of {count}"));
    harness.key_press(Key::F3);
    harness.run();
    harness.get_by_role_and_label(Role::Status, &format!("3 of {count}"));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    harness.get_by_role_and_label(Role::Status, &format!("2 of {count}"));
    let document = harness.state().state().front_document().unwrap();
    let hit = document.search.hits().unwrap().all[1];
    assert_eq!(document.view.highlighted, document.loaded.flow.place_of(hit.row));
    // The contents show the number of hits in each section.
    let tree: Vec<String> = harness
        .query_all_by_role(Role::TreeItem)
        .filter_map(|row| row.accesskit_node().description())
        .collect();
    assert!(tree.iter().any(|description| description.contains(" result")), "{tree:?}");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().state().search.is_open);
}

#[test]
fn f3_repeats_the_last_search_after_the_panel_is_closed() {
    let mut harness = with_sample();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    type_words(&mut harness, "however");
    let count = count_occurrences(harness.state().state().front_document().unwrap().report(), "however");
    harness.state_mut().run_command(Command::CloseSearch);
    harness.run();
    for number in [1, 2] {
        harness.key_press(Key::F3);
        harness.run();
        assert!(!harness.state().state().search.is_open);
        assert_eq!(harness.state().state().front_document().unwrap().search.current, Some(number - 1));
        harness.get_by_role_and_label(Role::Status, &format!("Result {number} of {count} for “however”."));
    }
    // In a report that was not searched yet, the same words are searched for.
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    driver::wait_until(&mut harness, |state| {
        state.front_document().is_some_and(|document| document.search.current.is_some())
    });
    assert!(!harness.state().state().search.is_open);
}

#[test]
fn the_palette_goes_to_paragraphs_and_sections_and_runs_commands() {
    let mut harness = with_sample();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    harness.event(eframe::egui::Event::Text("12".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let number = |harness: &Harness<'_, Window>| {
        let document = harness.state().state().front_document().unwrap();
        document.view.highlighted.and_then(|place| document.report().paragraph_number_at(place))
    };
    assert_eq!(number(&harness), Some(12));
    assert!(harness.state().state().dialog.is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.event(eframe::egui::Event::Text(">being healthy".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let document = harness.state().state().front_document().unwrap();
    let section = document.current_section().unwrap();
    assert_eq!(document.report().section(section).title, "Being healthy");
    // Alt+Left goes back to the paragraph, and Alt+Right forward again.
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().current_number(), Some(12));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().current_section(), Some(section));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.event(eframe::egui::Event::Text("dark".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().state().settings.theme, findings::app::Theme::Dark);
}

#[test]
fn next_and_previous_go_through_judgements_and_recommendations() {
    let mut harness = with_sample();
    let graded: Vec<SectionId> = {
        let report = harness.state().state().front_document().unwrap().report();
        report.section_ids().filter(|id| report.section(*id).grade.is_some()).collect()
    };
    for expected in &graded[..3] {
        harness.state_mut().run_command(Command::Do(Action::NextJudgement));
        harness.run();
        assert_eq!(harness.state().state().front_document().unwrap().current_section(), Some(*expected));
    }
    harness.state_mut().run_command(Command::Do(Action::PreviousJudgement));
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().current_section(), Some(graded[1]));
    let place = harness.state().state().front_document().unwrap().report().recommendations[1].place;
    for _ in 0..2 {
        harness.state_mut().run_command(Command::Do(Action::NextRecommendation));
        harness.run();
    }
    assert_eq!(harness.state().state().front_document().unwrap().view.highlighted, Some(place));
}

#[test]
fn open_at_goes_to_the_paragraph_or_reports_that_it_is_missing() {
    let mut harness = driver::window([1280.0, 800.0]);
    let file = support::project().join("assets/samples/larkmoor_2012.md");
    let open_at = |number: u32| Command::OpenAt(file.clone(), number.into());
    harness.state_mut().run_command(open_at(42));
    driver::wait_for_load(&mut harness);
    let shown =
        |harness: &Harness<'_, Window>| harness.state().state().front_document().unwrap().current_number();
    assert_eq!(shown(&harness), Some(42));
    // The report is open already.
    harness.state_mut().run_command(open_at(12));
    driver::wait_for_load(&mut harness);
    assert_eq!(shown(&harness), Some(12));
    harness.state_mut().run_command(open_at(4000));
    driver::wait_for_load(&mut harness);
    let notices = &harness.state().state().messages.notices;
    assert!(notices[0].message.contains("no paragraph 4000"), "{notices:?}");
    assert!(harness.state().state().pending.loads().next().is_none());
}

#[test]
fn a_paragraph_is_copied_as_words_citation_or_link() {
    use findings::app::{CopyFormat, DocumentId, Effect, LoadedReport, Settings, State, WindowEffect};
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let mut state = State::new(Settings::default());
    let loaded = LoadedReport::new(support::read(&path));
    let id = state.add_report(Some("/reports/lark.md".into()), loaded).0.unwrap();
    let report = state.documents()[0].loaded.report.clone();
    let paragraph = report.paragraph(report.paragraph_with_number(12).unwrap());
    let mut copied = |what| match &state.update(Command::Copy(what, id, paragraph.place))[..] {
        [Effect::Window(WindowEffect::Copy(clip))] => clip.text.clone(),
        other => panic!("{other:?}"),
    };
    let words = paragraph.text.plain();
    assert!(copied(CopyFormat::Words).starts_with(&format!("12. {words}")));
    let cited = copied(CopyFormat::Citation);
    assert!(cited.starts_with(&format!("“{words}")), "{cited}");
    assert!(
        cited.contains("” (para 12, Larkmoor Borough Council, ") && cited.ends_with("published 1 June 2012)"),
        "{cited}"
    );
    assert_eq!(copied(CopyFormat::Link), "/reports/lark.md#para=12");
    // For a closed report or a missing place, nothing is copied.
    assert_eq!(state.update(Command::Copy(CopyFormat::Words, DocumentId(777), paragraph.place)), []);
    let far = findings::report::Place::at_block(BlockId(100_000));
    assert_eq!(state.update(Command::Copy(CopyFormat::Words, id, far)), []);
    // The key copies the current paragraph.
    state.update(Command::GoTo(paragraph.place));
    let by_key = state.update(Command::Do(Action::CopyCitation));
    assert!(
        matches!(&by_key[..], [Effect::Window(WindowEffect::Copy(clip))] if clip.text == cited),
        "{by_key:?}"
    );
}

#[test]
fn a_section_scope_is_reset_when_another_report_is_shown() {
    let mut harness = with_sample();
    let last = SectionId(harness.state().state().front_document().unwrap().report().sections.len() - 1);
    harness.state_mut().run_command(Command::Do(Action::Search));
    harness.state_mut().run_command(Command::Search(Query { scope: Scope::Section(last), ..query("plan") }));
    driver::wait_until(&mut harness, |state| {
        state.front_document().is_some_and(|document| !document.search.is_busy())
    });
    driver::open(&mut harness, &support::project().join("tests/fixtures/another_grade_in_the_text.txt"));
    driver::wait_until(&mut harness, |state| {
        state.front_document().is_some_and(|document| !document.search.is_busy())
    });
    assert_eq!(harness.state().state().search.query.scope, Scope::WholeReport);
}
