//! Selecting any number of paragraphs, in view or not, and copying the selection.
#![allow(clippy::unwrap_used, missing_docs)]

use eframe::egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Pos2, Rect, pos2};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    analysis::{
        CaretPosition, Flow, Selection, Stride, location_label, move_caret, quotation_with_source, row_texts,
        selected_rows, selected_text, word_at,
    },
    app::{
        Action, Command, ComparedTexts, DocumentId, Effect, LoadedReport, Settings, State, Task, WindowEffect,
    },
    report::{Place, Report},
    ui::Window,
};

use crate::{driver, support};

fn sample() -> Report {
    support::read(&support::project().join("assets/samples/larkmoor_2012.md")).report
}

fn place_of(report: &Report, number: u32) -> Place {
    report.paragraph(report.paragraph_with_number(number).unwrap()).place
}

/// Selects from the beginning of one paragraph to the end of another.
fn select_paragraphs(report: &Report, flow: &Flow, first: u32, last: u32) -> Selection {
    let selection = |number| Selection::of_place(report, flow, place_of(report, number));
    Selection { anchor: selection(first).anchor, head: selection(last).head }
}

#[test]
fn several_paragraphs_are_copied_with_their_numbers_and_cited_as_a_range() {
    let report = sample();
    let flow = Flow::new(&report);
    let words = |number: u32| {
        let paragraph = report.paragraph(report.paragraph_with_number(number).unwrap());
        assert!(paragraph.bullets.is_empty());
        paragraph.text.plain().to_owned()
    };
    let selection = select_paragraphs(&report, &flow, 4, 5);
    let rows = selected_rows(&report, &flow, &selection);
    let text = selected_text(&rows, true);
    assert!(text.starts_with(&format!("4. {}", words(4))), "{text}");
    assert!(text.contains(&format!("5. {}", words(5))), "{text}");
    let cited = quotation_with_source(&report, &rows);
    assert!(cited.contains("” (paras 4-5, Larkmoor Borough Council, "), "{cited}");
    assert!(cited.ends_with("published 1 June 2012)") && !cited.contains("4. "), "{cited}");
    // A selection from the end to the beginning gives the same rows.
    let back = Selection { anchor: selection.head, head: selection.anchor };
    assert_eq!(selected_rows(&report, &flow, &back), rows);
    // A part of a paragraph is copied without the paragraph number, but cited with it.
    let (from, to) = selection.ends();
    let part =
        Selection { anchor: CaretPosition { byte: 4, ..from }, head: CaretPosition { byte: 9, ..from } };
    let rows = selected_rows(&report, &flow, &part);
    assert_eq!(selected_text(&rows, true), words(4)[4..9]);
    assert_eq!(location_label(&report, &rows).as_deref(), Some("para 4"));
    // Paragraphs that are not consecutive are cited as separate ranges.
    let mut rows = selected_rows(&report, &flow, &select_paragraphs(&report, &flow, 2, 2));
    rows.extend(selected_rows(&report, &flow, &select_paragraphs(&report, &flow, 4, 5)));
    assert_eq!(location_label(&report, &rows).as_deref(), Some("paras 2, 4-5"));
    assert!(to > from);
}

#[test]
fn only_the_bullet_is_copied_from_a_list_without_a_paragraph_number() {
    let text = b"# Inspection of Northmere\n\n## Visits\n\nThe visits showed:\n\n- plans are clear\n- records are late\n";
    let report = findings::read::read(text, "northmere.md").unwrap().report;
    let flow = Flow::new(&report);
    let list = report.paragraphs.iter().find(|paragraph| paragraph.bullets.len() == 2).unwrap();
    let copied = |place| {
        let rows = selected_rows(&report, &flow, &Selection::of_place(&report, &flow, place));
        quotation_with_source(&report, &rows)
    };
    let bullet = copied(Place::at_part(list.place.block, 1));
    assert!(bullet.contains("records are late") && !bullet.contains("plans"), "{bullet}");
    let whole = copied(list.place);
    assert!(whole.contains("records are late") && whole.contains("plans are clear"), "{whole}");
}

#[test]
fn selecting_the_whole_report_selects_every_word() {
    for path in support::reports() {
        let report = support::read(&path).report;
        let flow = Flow::new(&report);
        let text =
            selected_text(&selected_rows(&report, &flow, &Selection::whole_report(&report, &flow)), false);
        let all = (0..flow.rows().len()).flat_map(|row| row_texts(&report, &flow, row));
        let words = |text: &str| text.split_whitespace().filter(|word| *word != "•").count();
        assert_eq!(words(&text), all.map(words).sum::<usize>(), "{}", path.display());
    }
}

#[test]
fn moving_the_caret_forward_and_back_returns_to_the_start() {
    let report = sample();
    let flow = Flow::new(&report);
    let start = CaretPosition { row: flow.row_of(place_of(&report, 2)), text: 0, byte: 0 };
    for stride in [Stride::Character, Stride::Word] {
        let mut spots = vec![start];
        for _ in 0..400 {
            let next = move_caret(&report, &flow, *spots.last().unwrap(), stride, true);
            assert!(next > *spots.last().unwrap(), "{stride:?} does not move at {next:?}");
            spots.push(next);
        }
        let mut back = *spots.last().unwrap();
        for _ in 0..2_000 {
            if back <= start {
                break;
            }
            let next = move_caret(&report, &flow, back, stride, false);
            assert!(next < back, "{stride:?} does not move at {back:?}");
            back = next;
        }
        assert_eq!(back, start, "{stride:?}");
    }
    let end = move_caret(&report, &flow, start, Stride::Report, true);
    assert_eq!(move_caret(&report, &flow, end, Stride::Character, true), end);
    assert_eq!(move_caret(&report, &flow, end, Stride::Report, false), CaretPosition::default());
    let row_end = move_caret(&report, &flow, start, Stride::Row, true);
    assert_eq!((row_end.row, move_caret(&report, &flow, row_end, Stride::Row, false)), (start.row, start));
    // A position outside the text does not panic.
    let nowhere = CaretPosition { row: usize::MAX, text: 7, byte: 9 };
    assert_eq!(move_caret(&report, &flow, nowhere, Stride::Character, true), nowhere);
}

#[test]
fn words_include_their_accents_and_apostrophes() {
    let text = "The child’s café – naïve.";
    let word = |at: &str| &text[word_at(text, text.find(at).unwrap())];
    assert_eq!((word("hild"), word("afé"), word("ïve"), word("–")), ("child’s", "café", "naïve", " – "));
    assert_eq!(&text[word_at(text, 10_000)], ".");
}

#[test]
fn copy_prefers_the_selection_to_the_current_paragraph() {
    let mut state = State::new(Settings::default());
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let loaded = LoadedReport::new(support::read(&path));
    let id = state.add_report(Some(path.clone()), loaded).0.unwrap();
    let report = state.documents()[0].loaded.report.clone();
    let selection = select_paragraphs(&report, &state.documents()[0].loaded.flow, 2, 4);
    let copied_content = |state: &mut State, action| match &state.update(Command::Do(action))[..] {
        [Effect::Window(WindowEffect::Copy(clip))] => clip.clone(),
        other => panic!("{other:?}"),
    };
    let without_selection = copied_content(&mut state, Action::Copy);
    state.update(Command::Select(id, selection));
    let clip = copied_content(&mut state, Action::Copy);
    assert!(clip.text.starts_with("2. ") && clip.text.contains("\n\n4. "), "{clip:?}");
    assert!(clip.html.as_ref().unwrap().starts_with("<p>2. ") && clip != without_selection, "{clip:?}");
    let cited = copied_content(&mut state, Action::CopyCitation);
    assert!(cited.text.contains("(paras 2-4, "), "{cited:?}");
    assert!(cited.html.unwrap().ends_with("published 1 June 2012)</p>"));
    assert_eq!(state.messages.toast.as_ref().unwrap().words, "Copied with citation: paragraphs 2 to 4.");
    // Escape clears the selection.
    state.update(Command::DismissToast);
    state.update(Command::Do(Action::Dismiss));
    assert_eq!(state.selected, None);
    // Select all selects the whole report.
    state.update(Command::Do(Action::SelectAll));
    let all = copied_content(&mut state, Action::Copy);
    assert!(all.text.len() > 20_000 && all.text.contains("\n\n4. "));
    // Reloading the report with another text clears the selection.
    state.update(Command::Select(id, selection));
    let effects = state.update(Command::FileChanged(path));
    let [Effect::Task(ticket, Task::Load(_))] = effects[..] else { panic!("{effects:?}") };
    let other =
        LoadedReport::new(support::read_text("1. Other words.\n\n2. More of them.\n", "larkmoor_2012.md"));
    state.update(Command::Loaded(ticket, Box::new(Ok(other))));
    assert_eq!(state.selection_in(id), None);
    state.update(Command::Select(DocumentId(9), selection));
    assert_eq!(state.selected, None);
}

fn with_sample() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    let report = harness.state().state().front_document().unwrap().loaded.report.clone();
    harness.state_mut().run_command(Command::GoTo(place_of(&report, 2)));
    harness.run();
    harness
}

/// Returns the rectangle of a paragraph's words on the screen.
fn rect_of(harness: &Harness<'_, Window>, number: u32) -> Rect {
    let report = &harness.state().state().front_document().unwrap().loaded.report;
    let words = report.paragraph(report.paragraph_with_number(number).unwrap()).text.plain().to_owned();
    harness.get_by_label(&words).rect()
}

fn press_or_release(harness: &mut Harness<'_, Window>, pos: Pos2, is_pressed: bool) {
    harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed: is_pressed,
        modifiers: Modifiers::NONE,
    });
    harness.step();
}

fn drag_pointer(harness: &mut Harness<'_, Window>, from: Pos2, to: Pos2) {
    harness.event(Event::PointerMoved(from));
    harness.step();
    press_or_release(harness, from, true);
    for part in [0.3, 0.7, 1.0] {
        harness.event(Event::PointerMoved(from + (to - from) * part));
        harness.step();
    }
    press_or_release(harness, to, false);
    harness.run();
}

fn copied_text(harness: &mut Harness<'_, Window>) -> String {
    harness.event(Event::Copy);
    harness.step();
    // The text is in the output of the frame that handled the key.
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap()
}

#[test]
fn a_mouse_selection_over_paragraphs_stays_when_scrolled_out_of_view() {
    let mut harness = with_sample();
    let (second, third) = (rect_of(&harness, 2), rect_of(&harness, 3));
    drag_pointer(
        &mut harness,
        second.min + eframe::egui::vec2(1.0, 8.0),
        pos2(third.right(), third.bottom() - 4.0),
    );
    let text = copied_text(&mut harness);
    assert!(text.starts_with("2. ") && text.contains("\n\n3. "), "{text}");
    // The text stays selected when the paragraphs are out of view.
    harness.state_mut().run_command(Command::Do(Action::GoToEnd));
    harness.run();
    assert_eq!(copied_text(&mut harness), text);
    // A click clears the selection.
    harness.state_mut().run_command(Command::Do(Action::Back));
    harness.state_mut().run_command(Command::Do(Action::GoToStart));
    harness.run();
    let text = pos2(second.left() + 40.0, 300.0);
    drag_pointer(&mut harness, text, text);
    let state = harness.state().state();
    assert!(state.selection_in(state.front_document().unwrap().id).unwrap().is_empty());
}

#[test]
fn a_keyboard_selection_scrolls_the_text_with_it() {
    let mut harness = with_sample();
    let shift = Modifiers::SHIFT;
    let both = Modifiers::SHIFT | Modifiers::COMMAND;
    harness.key_press_modifiers(both, Key::ArrowRight);
    harness.run();
    let first = copied_text(&mut harness);
    let report = harness.state().state().front_document().unwrap().loaded.report.clone();
    let words = report.paragraph(report.paragraph_with_number(2).unwrap()).text.plain().to_owned();
    let word = words.split_whitespace().next().unwrap();
    assert_eq!(first, format!("2. {word}"));
    harness.key_press_modifiers(shift, Key::ArrowRight);
    harness.key_press_modifiers(shift, Key::ArrowDown);
    harness.run();
    let second = copied_text(&mut harness);
    assert!(second.len() > first.len() + 20 && second.starts_with(&first), "{second}");
    harness.key_press_modifiers(shift, Key::ArrowUp);
    harness.key_press_modifiers(shift, Key::ArrowLeft);
    harness.run();
    assert_eq!(copied_text(&mut harness), first);
    for _ in 0..40 {
        harness.key_press_modifiers(both, Key::ArrowDown);
        harness.run();
    }
    let document = harness.state().state().front_document().unwrap();
    let head = harness.state().state().selection_in(document.id).unwrap().head;
    assert!(
        head.row > document.view.scroll.anchor().row && document.view.scroll.anchor().row > 20,
        "{head:?}, {:?}",
        document.view.scroll.anchor()
    );
    // In a text field, the keys change the field and not the selection.
    let before = harness.state().state().selected;
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.key_press_modifiers(shift, Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().state().selected, before);
}

#[test]
fn going_to_a_range_of_paragraphs_selects_it() {
    let mut harness = with_sample();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    harness.event(Event::Text("4-6".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let text = copied_text(&mut harness);
    assert!(text.starts_with("4. ") && text.contains("\n\n6. ") && !text.contains("7. "), "{text}");
}

#[test]
fn a_key_explains_the_abbreviations_in_the_current_paragraph() {
    let mut harness = with_sample();
    driver::wait_for_findings(&mut harness);
    let document = harness.state().state().front_document().unwrap();
    let findings = document.findings.clone().unwrap();
    let abbreviation = findings.abbreviations.iter().find(|item| item.long().is_some()).unwrap();
    let used =
        abbreviation.uses.iter().find(|place| document.report().paragraph_number_at(**place).is_some());
    let used = *used.unwrap();
    harness.state_mut().run_command(Command::GoTo(used));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::I);
    harness.run();
    let toast = harness.state().state().messages.toast.clone().unwrap().words;
    assert!(toast.contains(&format!("{}: {}", abbreviation.short, abbreviation.long().unwrap())), "{toast}");
    assert!(harness.get_all_by_label(&toast).count() > 0);
    // The message disappears after some frames.
    for _ in 0..200 {
        harness.step();
    }
    assert!(harness.state().state().messages.toast.is_none());
}

#[test]
fn the_second_view_scrolls_separately() {
    let mut harness = with_sample();
    harness.key_press(Key::F4);
    harness.run();
    let anchors = |harness: &Harness<'_, Window>| {
        let document = harness.state().state().front_document().unwrap();
        (document.view.scroll.anchor(), document.second.scroll.anchor())
    };
    let before = anchors(&harness);
    assert_eq!(before.0.row, before.1.row);
    harness.state_mut().run_command(Command::Do(Action::GoToEnd));
    harness.run();
    let (first, second) = anchors(&harness);
    assert!(first.row > before.0.row && second == before.1, "{first:?}, {second:?}");
    // After a click in the second view, keys scroll it.
    let close = harness.get_by_label("Close the second view").rect();
    let inside = pos2(close.left() - 120.0, close.bottom() + 200.0);
    drag_pointer(&mut harness, inside, inside);
    harness.key_press(Key::PageDown);
    harness.run();
    let (same, moved) = anchors(&harness);
    assert!(same == first && moved != second, "{same:?}, {moved:?}");
    harness.get_by_label("Close the second view").click();
    harness.run();
    assert!(harness.query_by_label("Close the second view").is_none());
}

#[test]
fn shift_end_selects_to_the_end() {
    let mut harness = with_sample();
    let both = Modifiers::SHIFT | Modifiers::COMMAND;
    harness.key_press_modifiers(both, Key::End);
    harness.run();
    let text = copied_text(&mut harness);
    assert!(text.starts_with("2. ") && text.len() > 20_000, "{} bytes", text.len());
    // Shift+End alone selects to the end of the line.
    harness.key_press(Key::Escape);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    harness.run();
    let report = harness.state().state().front_document().unwrap().loaded.report.clone();
    harness.state_mut().run_command(Command::GoTo(place_of(&report, 4)));
    harness.run();
    let anchor = harness.state().state().front_document().unwrap().view.scroll.anchor();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::End);
    harness.run();
    let line = copied_text(&mut harness);
    assert!(line.starts_with("4. ") && line.len() < 120, "{line}");
    assert_eq!(harness.state().state().front_document().unwrap().view.scroll.anchor(), anchor);
}

#[test]
fn a_selection_starts_at_the_current_paragraph_and_not_at_an_old_click() {
    let mut harness = with_sample();
    let second = rect_of(&harness, 2);
    let point = second.min + eframe::egui::vec2(60.0, 8.0);
    drag_pointer(&mut harness, point, point);
    let report = harness.state().state().front_document().unwrap().loaded.report.clone();
    harness.state_mut().run_command(Command::GoTo(place_of(&report, 40)));
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    harness.run();
    let word = copied_text(&mut harness);
    assert!(word.starts_with("40. "), "{word}");
}

#[test]
fn a_press_and_its_release_in_one_frame_are_a_click() {
    let mut harness = with_sample();
    let (second, third) = (rect_of(&harness, 2), rect_of(&harness, 3));
    let click = |harness: &mut Harness<'_, Window>, pos: Pos2, modifiers: Modifiers| {
        harness.event(Event::PointerMoved(pos));
        harness.step();
        for pressed in [true, false] {
            harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        }
        harness.run();
    };
    click(&mut harness, second.min + eframe::egui::vec2(1.0, 8.0), Modifiers::NONE);
    let state = harness.state().state();
    let first = state.selection_in(state.front_document().unwrap().id).unwrap();
    assert!(first.is_empty());
    harness.event(Event::PointerMoved(third.min));
    click(&mut harness, third.min + eframe::egui::vec2(90.0, 8.0), Modifiers::NONE);
    let state = harness.state().state();
    assert!(state.selection_in(state.front_document().unwrap().id).unwrap().head.row > first.head.row);
}

#[test]
fn in_a_comparison_keys_select_in_the_text_that_was_clicked_last() {
    let mut harness = driver::window([1600.0, 900.0]);
    let samples = ["larkmoor_2009.txt", "larkmoor_2012.md"]
        .map(|name| support::project().join("assets/samples").join(name));
    harness.state_mut().run_command(Command::CompareFiles(samples));
    driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
    harness.state_mut().run_command(Command::ShowComparedTexts(ComparedTexts::Full));
    harness.run();
    let [left, right] =
        harness.state().state().front_comparison().unwrap().sides.each_ref().map(|side| side.id);
    let point = pos2(1250.0, 300.0);
    drag_pointer(&mut harness, point, point);
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
        harness.run();
    }
    let state = harness.state().state();
    assert!(state.selection_in(right).is_some_and(|selection| !selection.is_empty()));
    assert_eq!(state.selection_in(left), None);
    let point = pos2(700.0, 300.0);
    drag_pointer(&mut harness, point, point);
    harness.key_press_modifiers(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    harness.run();
    assert!(harness.state().state().selection_in(left).is_some_and(|selection| !selection.is_empty()));
}
