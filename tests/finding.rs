//! Finding words, and going to places.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(dead_code, unreachable_pub)]
mod driver;
mod support;

use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis::{Flow, Hits, Query, Scope, SearchText, row_texts},
    app::{Action, Command, numbered},
    report::{BlockId, Report, SectionId},
    ui::Window,
};

fn find(report: &Report, query: &Query) -> Hits {
    let flow = Flow::new(report);
    SearchText::new(report, &flow).find(report, &flow, query).unwrap()
}

fn query(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

fn sample() -> Report {
    support::read(&support::project().join("assets/samples/larkmoor_2012.md")).report
}

/// How often words stand in all texts of a report, counted without any of ours.
fn counted(report: &Report, words: &str) -> usize {
    let blocks = (0..report.blocks.len()).map(BlockId);
    blocks.flat_map(|block| report.texts(block)).map(|text| text.to_lowercase().matches(words).count()).sum()
}

#[test]
fn every_hit_is_found_and_none_twice() {
    for path in support::reports().into_iter().chain(support::corpus()) {
        let report = support::read(&path).report;
        for words in ["however", "children", "ch", "the"] {
            let hits = find(&report, &query(words));
            assert_eq!(hits.all.len(), counted(&report, words), "{words} in {}", path.display());
            let in_sections: usize = hits.by_section.iter().map(|count| *count as usize).sum();
            let without = hits.all.iter().filter(|hit| hit.section.is_none()).count();
            assert_eq!(in_sections + without, hits.all.len());
        }
    }
}

#[test]
fn a_phrase_is_found_where_a_page_end_cut_it() {
    let path = support::corpus().into_iter().find(|path| path.ends_with("slac/york_2012.txt"));
    let Some(report) = path.map(|path| support::read(&path).report) else { return };
    let hits = find(&report, &query("safe recruitment"));
    let flow = Flow::new(&report);
    let numbers: Vec<Option<u32>> =
        hits.all.iter().map(|hit| report.number_at(flow.place_of(hit.row).unwrap())).collect();
    assert!(numbers.contains(&Some(17)), "{numbers:?}");
    // In the file the page's end is between the words.
    assert!(find(&report, &query("However")).all.len() > 20);
}

#[test]
fn scopes_leave_out_what_is_not_in_them() {
    let report = sample();
    let everything = find(&report, &query("plan"));
    let headings = find(&report, &Query { scope: Scope::Headings, ..query("effectiveness") });
    assert!(headings.all.len() >= 2);
    let flow = Flow::new(&report);
    for hit in &headings.all {
        let texts = row_texts(&report, &flow, hit.row);
        assert!(report.sections.iter().any(|section| texts.contains(&section.title.as_str())), "{texts:?}");
    }
    let asked = find(&report, &Query { scope: Scope::Recommendations, ..query("plan") });
    let expected: usize = report
        .recommendations
        .iter()
        .map(|item| item.text.plain().to_lowercase().matches("plan").count())
        .sum();
    assert_eq!(asked.all.len(), expected);
    let section = everything.all[0].section.unwrap();
    let within = find(&report, &Query { scope: Scope::Section(section), ..query("plan") });
    assert!(!within.all.is_empty() && within.all.len() < everything.all.len());
    assert!(within.all.iter().all(|hit| report.sections_within(section).contains(&hit.section.unwrap().0)));
}

#[test]
fn a_pattern_that_cannot_be_read_says_what_is_wrong() {
    let report = sample();
    let flow = Flow::new(&report);
    let text = SearchText::new(&report, &flow);
    let pattern = |words: &str| text.find(&report, &flow, &Query { pattern: true, ..query(words) });
    for words in ["plan(", "[a", "*", "a{2,1}", r"\p{Nothing}", "(?=a)"] {
        let message = pattern(words).unwrap_err();
        assert!(message.ends_with('.') && !message.contains('\n'), "{words}: {message}");
    }
    assert!(pattern("((a{99}){99}){99}").unwrap_err().contains("too large"));
    // Nothing matches over the end of a paragraph.
    let pieces = (0..flow.rows().len()).flat_map(|row| row_texts(&report, &flow, row));
    let pieces = pieces.filter(|text| !text.is_empty()).count();
    for whole in [r"(?s).+", r"^.+$", r"^[^|]+"] {
        assert_eq!(pattern(whole).unwrap().all.len(), pieces, "{whole}");
    }
    assert_eq!(pattern("however").unwrap().all.len(), find(&report, &query("however")).all.len());
}

#[test]
fn a_paragraph_is_named_by_its_number() {
    let report = sample();
    let place = |words: &str| numbered(&report, words);
    let tenth = report.paragraph(report.paragraph_numbered(10).unwrap()).place;
    let twelfth = report.paragraph(report.paragraph_numbered(12).unwrap()).place;
    for words in ["10", " 10 ", "#10", "10-"] {
        assert_eq!(place(words), Ok([tenth, tenth]), "{words}");
    }
    for words in ["10-12", "#10 \u{2013} 12", "12-10"] {
        assert_eq!(place(words), Ok([tenth, twelfth]), "{words}");
    }
    assert!(place("10-4000").unwrap_err().contains("no paragraph 4000"));
    assert!(place("4000").unwrap_err().contains("no paragraph 4000"));
    assert!(place("ten").is_err() && place("").is_err());
}

fn with_sample() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    harness
}

/// Types into what has the keyboard, and waits for what is found.
fn type_words(harness: &mut Harness<'_, Window>, words: &str) {
    harness.event(eframe::egui::Event::Text(words.to_owned()));
    harness.step();
    driver::until(harness, |state| state.front_document().is_some_and(|document| !document.search.is_busy()));
}

#[test]
fn words_are_found_as_one_types_and_gone_to_by_enter() {
    let mut harness = with_sample();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    type_words(&mut harness, "however");
    let count = counted(harness.state().state().front_document().unwrap().report(), "however");
    assert!(count > 1);
    harness.get_by_role_and_label(Role::Status, &format!("{count} hits"));
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_role_and_label(Role::Status, &format!("1 of {count}"));
    // The keyboard is still where it is typed.
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
    assert_eq!(document.view.marked, document.loaded.flow.place_of(hit.row));
    // The tree tells how many there are in a section.
    let tree: Vec<String> = harness
        .query_all_by_role(Role::TreeItem)
        .filter_map(|row| row.accesskit_node().description())
        .collect();
    assert!(tree.iter().any(|says| says.contains(" hit")), "{tree:?}");
    harness.key_press(Key::Escape);
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().state().find.open);
}

#[test]
fn the_palette_goes_to_paragraphs_sections_and_commands() {
    let mut harness = with_sample();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    harness.event(eframe::egui::Event::Text("12".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let number = |harness: &Harness<'_, Window>| {
        let document = harness.state().state().front_document().unwrap();
        document.view.marked.and_then(|place| document.report().number_at(place))
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
    // Back to the paragraph, and forward again.
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
        harness.state_mut().command(Command::Do(Action::NextJudgement));
        harness.run();
        assert_eq!(harness.state().state().front_document().unwrap().current_section(), Some(*expected));
    }
    harness.state_mut().command(Command::Do(Action::PreviousJudgement));
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().current_section(), Some(graded[1]));
    let place = harness.state().state().front_document().unwrap().report().recommendations[1].place;
    for _ in 0..2 {
        harness.state_mut().command(Command::Do(Action::NextRecommendation));
        harness.run();
    }
    assert_eq!(harness.state().state().front_document().unwrap().view.marked, Some(place));
}

#[test]
fn a_report_is_opened_at_a_paragraph() {
    let mut harness = driver::window([1280.0, 800.0]);
    let file = support::project().join("assets/samples/larkmoor_2012.md");
    let asked = |number| Command::OpenAt(file.clone(), number);
    harness.state_mut().command(asked(42));
    driver::wait(&mut harness);
    let shown =
        |harness: &Harness<'_, Window>| harness.state().state().front_document().unwrap().current_number();
    assert_eq!(shown(&harness), Some(42));
    // Open already: at once.
    harness.state_mut().command(asked(12));
    driver::wait(&mut harness);
    assert_eq!(shown(&harness), Some(12));
    harness.state_mut().command(asked(4000));
    driver::wait(&mut harness);
    let notices = &harness.state().state().messages.notices;
    assert!(notices[0].message.contains("no paragraph 4000"), "{notices:?}");
    assert!(harness.state().state().pending.loads().next().is_none());
}

#[test]
fn a_paragraph_is_copied_with_where_it_is_from() {
    use findings::app::{Copied, DocumentId, Effect, Loaded, Settings, State, WindowEffect};
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let mut state = State::new(Settings::default());
    let loaded = Loaded::new(support::read(&path));
    let id = state.add_report(Some("/reports/lark.md".into()), loaded).0.unwrap();
    let report = state.documents()[0].loaded.report.clone();
    let paragraph = report.paragraph(report.paragraph_numbered(12).unwrap());
    let mut copied = |what| match &state.update(Command::Copy(what, id, paragraph.place))[..] {
        [Effect::Window(WindowEffect::Copy(clip))] => clip.text.clone(),
        other => panic!("{other:?}"),
    };
    let words = paragraph.text.plain();
    assert!(copied(Copied::Words).starts_with(&format!("12. {words}")));
    let cited = copied(Copied::Citation);
    assert!(cited.starts_with(&format!("“{words}")), "{cited}");
    assert!(
        cited.contains("” (paragraph 12, Larkmoor Borough Council, ")
            && cited.ends_with("published 1 June 2012)"),
        "{cited}"
    );
    assert_eq!(copied(Copied::Link), "/reports/lark.md#para=12");
    // In a report that is not there any more, or has no such place, nothing.
    assert_eq!(state.update(Command::Copy(Copied::Words, DocumentId(777), paragraph.place)), []);
    let far = findings::report::Place::block(BlockId(100_000));
    assert_eq!(state.update(Command::Copy(Copied::Words, id, far)), []);
    // By key it is the paragraph that was gone to.
    state.update(Command::GoTo(paragraph.place));
    let by_key = state.update(Command::Do(Action::CopyCitation));
    assert!(
        matches!(&by_key[..], [Effect::Window(WindowEffect::Copy(clip))] if clip.text == cited),
        "{by_key:?}"
    );
}

#[test]
fn a_section_of_one_report_is_not_searched_in_another() {
    let mut harness = with_sample();
    let last = SectionId(harness.state().state().front_document().unwrap().report().sections.len() - 1);
    harness.state_mut().command(Command::Do(Action::Find));
    harness.state_mut().command(Command::Search(Query { scope: Scope::Section(last), ..query("plan") }));
    driver::until(&mut harness, |state| {
        state.front_document().is_some_and(|document| !document.search.is_busy())
    });
    driver::open(&mut harness, &support::project().join("tests/fixtures/another_grade_in_the_text.txt"));
    driver::until(&mut harness, |state| {
        state.front_document().is_some_and(|document| !document.search.is_busy())
    });
    assert_eq!(harness.state().state().find.query.scope, Scope::Everything);
}
