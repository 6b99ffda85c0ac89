//! Search across the reports of a folder: over the index, and in the window.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use crate::{driver, support};
use eframe::egui::Role;
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    analysis::{Flow, LineMatcher, Query, Scope, SearchText, improvement_points},
    app::{
        Command, Effect, FolderCommand, FolderEffect, FolderSearch, FolderSearchAnswer, FolderSearchCommand,
        FolderSearchList, FolderSearchTask, IndexStorage, Settings, State, Tab, TabId,
    },
    library::{
        FileStamp, Index, IndexedReport, LineFlags, ReadFile, ReportFacts, ReportText,
        passages::shared_passages,
        search::{
            HitLine, MAX_LINES_OF_REPORT, MAX_LISTED_LINES, ReportHits, SearchCounts, SearchPart,
            SearchRequest, SearchScope, search_reports,
        },
        similar_lines::{SimilarRequest, similar_lines},
    },
    read,
    report::{Place, Report},
    ui::Window,
};

const REPORTS: [&str; 3] = [
    "# Larkmoor Council\n\n## Care leavers\n\n1. The Caf\u{E9} is \u{201C}good\u{201D} for care leavers. A plan, a \
     PLAN and planning.\n\n2. Care planning is not yet good enough.\n\n## Areas for improvement\n\nWithin three months:\n\n\
     - make sure that each plan is up to date.\n",
    "# Fenby Council\n\n## Plan\n\n1. There is no cafe in Fenby.\n\n2. The council\u{2019}s Plan is clear.\n",
    "# Ouseby Council\n\nNothing of this kind is here.\n",
];

/// The reports, and their index.
struct Folder {
    reports: Vec<Report>,
    facts: Vec<Arc<ReportFacts>>,
    index: Mutex<Index>,
    /// The folder with the file of the index.
    _folder: Option<tempfile::TempDir>,
}

impl Folder {
    fn new(texts: &[&str], is_file: bool) -> Self {
        let folder = is_file.then(|| tempfile::tempdir().unwrap());
        let mut index = match &folder {
            Some(folder) => Index::open(&folder.path().join("i.sqlite"), Path::new("/reports")).unwrap(),
            None => Index::in_memory(Path::new("/reports")).unwrap(),
        };
        let reports: Vec<Report> =
            texts.iter().map(|text| read::read(text.as_bytes(), "report.md").unwrap().report).collect();
        let index_report = |(number, report): (usize, &Report)| {
            let mut indexed = IndexedReport::new(report, &[]);
            indexed.facts.subject.get_or_insert_with(|| format!("Council {number}"));
            indexed
        };
        let indexed: Vec<IndexedReport> = reports.iter().enumerate().map(index_report).collect();
        let facts = indexed.iter().map(|indexed| Arc::new(indexed.facts.clone())).collect();
        let file = |(number, indexed): (usize, IndexedReport)| ReadFile {
            path: format!("{number}.md").into(),
            stamp: FileStamp { bytes: 1, modified_nanoseconds: 1 },
            result: Ok(Box::new(indexed)),
        };
        let files: Vec<ReadFile> = indexed.into_iter().enumerate().map(file).collect();
        index.save(&files.iter().collect::<Vec<_>>()).unwrap();
        Self { reports, facts, index: Mutex::new(index), _folder: folder }
    }

    fn request(&self, query: Query, scope: SearchScope) -> SearchRequest {
        SearchRequest { query, scope, reports: self.facts.as_slice().into() }
    }

    fn search(&self, query: Query, scope: SearchScope) -> (Vec<ReportHits>, SearchCounts) {
        let (mut reports, mut counts, mut is_over) = (Vec::new(), SearchCounts::default(), false);
        search_reports(&self.index, &self.request(query, scope), &|| false, &mut |part| {
            assert!(!is_over, "no part comes after the last");
            reports.extend(part.reports);
            (counts, is_over) = (part.counts, part.is_last);
        })
        .unwrap();
        assert!(is_over, "a last part comes");
        (reports, counts)
    }
}

fn words(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

/// Returns the highlighted words of each report.
fn highlighted(reports: &[ReportHits]) -> Vec<Vec<&str>> {
    let of_line = |line: &'_ HitLine| line.highlighted.clone();
    reports
        .iter()
        .map(|hits| {
            hits.lines
                .iter()
                .flat_map(|line| of_line(line).into_iter().map(|range| &line.text[range]))
                .collect()
        })
        .collect()
}

#[test]
fn hits_of_all_reports_are_listed_with_their_section_and_number() {
    for is_file in [false, true] {
        let folder = Folder::new(&REPORTS, is_file);
        let (reports, counts) = folder.search(words("cafe"), SearchScope::Everything);
        assert_eq!(highlighted(&reports), [vec!["Caf\u{E9}"], vec!["cafe"]]);
        assert_eq!(counts, SearchCounts { hits: 2, reports: 2, searched: 3, total: 3 });
        let line = &reports[0].lines[0];
        assert_eq!(line.number, Some(1));
        assert_eq!(line.section.as_ref().unwrap().path.last().unwrap(), "Care leavers");
        assert_eq!(folder.reports[0].paragraph_number_at(line.place), Some(1));
    }
}

#[test]
fn case_whole_words_and_regular_expressions_are_options() {
    let folder = Folder::new(&REPORTS, false);
    let count = |query: Query| folder.search(query, SearchScope::Everything).1.hits;
    assert_eq!(count(words("plan")), 7);
    assert_eq!(count(Query { matches_case: true, ..words("PLAN") }), 1);
    assert_eq!(count(Query { matches_whole_words: true, ..words("plan") }), 5);
    assert_eq!(count(Query { is_regex: true, ..words(r"\bplan\b") }), 5);
    assert_eq!(count(Query { is_regex: true, matches_case: true, ..words(r"\bPlan\b") }), 2);
    assert_eq!(count(words("council's plan")), 1);
    assert_eq!(count(words("  ")), 0);
    let request = folder.request(Query { is_regex: true, ..words("plan(") }, SearchScope::Everything);
    let message = search_reports(&folder.index, &request, &|| false, &mut |_| {}).unwrap_err();
    assert!(message.contains("closing )"), "{message}");
}

#[test]
fn only_lines_in_the_scope_are_found() {
    let sample = std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2012.md")).unwrap();
    let folder = Folder::new(&[&sample], false);
    let report = &folder.reports[0];
    let flow = Flow::new(report);
    let own = SearchText::new(report, &flow);
    for (scope, own_scope) in [
        (SearchScope::Everything, Scope::WholeReport),
        (SearchScope::Headings, Scope::Headings),
        (SearchScope::Recommendations, Scope::Recommendations),
    ] {
        let query = Query { scope: own_scope, ..words("care") };
        let expected = own.search(report, &flow, &query).unwrap().all.len();
        assert!(expected > 0, "{scope:?}");
        assert_eq!(folder.search(words("care"), scope).1.hits, expected, "{scope:?}");
    }
    let points: Vec<Place> = improvement_points(report).iter().map(|point| point.place).collect();
    let (found, counts) = folder.search(words("the"), SearchScope::Points);
    assert!(counts.hits > 0);
    assert!(found[0].lines.iter().all(|line| points.contains(&line.place)));
}

#[test]
fn all_hits_are_counted_but_only_the_first_are_listed() {
    let long: String = (1..=100).map(|number| format!("{number}. The plan of the plan.\n\n")).collect();
    let texts: Vec<String> = (0..80).map(|number| format!("# Council {number}\n\n{long}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let folder = Folder::new(&texts, true);
    let (reports, counts) = folder.search(words("plan"), SearchScope::Everything);
    assert_eq!((counts.hits, counts.reports), (16_000, 80));
    assert!(reports.iter().all(|hits| hits.hit_count == 200 && hits.lines.len() == MAX_LINES_OF_REPORT));
    assert!(reports.iter().all(|hits| hits.unlisted_count == 200 - 2 * MAX_LINES_OF_REPORT));
    let listed: usize = reports.iter().map(|hits| hits.lines.len()).sum();
    assert!((MAX_LISTED_LINES..MAX_LISTED_LINES + MAX_LINES_OF_REPORT).contains(&listed), "{listed}");
    let order: Vec<&str> = reports.iter().map(|hits| hits.report.sha256.as_str()).collect();
    let expected: Vec<&str> = folder.facts.iter().map(|facts| facts.sha256.as_str()).collect();
    assert_eq!(order, expected[..order.len()]);
}

#[test]
fn cancelled_search_ends_without_a_last_part() {
    let folder = Folder::new(&REPORTS, true);
    let has_last = Cell::new(false);
    let request = folder.request(words("plan"), SearchScope::Everything);
    search_reports(&folder.index, &request, &|| true, &mut |part| has_last.set(part.is_last)).unwrap();
    assert!(!has_last.get());
}

#[test]
fn search_in_the_folder_finds_the_lines_that_search_in_the_report_finds() {
    assert_same_lines(&Folder::new(&REPORTS, false).reports);
    for file in support::reports() {
        assert_same_lines(&[support::read(&file).report]);
    }
}

support::tests_by_share!(
    search_in_the_folder_finds_the_lines_that_search_in_the_report_finds_in_real_reports,
    support::corpus(),
    |files: &[PathBuf]| files.iter().for_each(|file| assert_same_lines(&[support::read(file).report]))
);

/// Checks that both searches find the same hits at the same places.
fn assert_same_lines(reports: &[Report]) {
    let whole = |words: &str| Query { words: words.to_owned(), ..Query::default() };
    let queries = [
        whole("plan"),
        whole("children's"),
        whole("e"),
        Query { matches_case: true, ..whole("The") },
        Query { matches_whole_words: true, ..whole("care") },
        Query { is_regex: true, ..whole(r"^[A-Z]\w+\b") },
        Query { is_regex: true, matches_case: true, ..whole(r"\b[A-Z]{3,}\b") },
        Query { is_regex: true, ..whole(r"(?-i:[A-Z])are\b") },
    ];
    for report in reports {
        let text = ReportText::new(report, &improvement_points(report));
        let searched = text.searched();
        let flow = Flow::new(report);
        let own = SearchText::new(report, &flow);
        for query in &queries {
            for (scope, own_scope) in [
                (SearchScope::Everything, Scope::WholeReport),
                (SearchScope::Headings, Scope::Headings),
                (SearchScope::Recommendations, Scope::Recommendations),
            ] {
                let own_query = Query { scope: own_scope, ..query.clone() };
                let hits = own.search(report, &flow, &own_query).unwrap();
                // A long paragraph is several rows there, and a hit in two of them is not found.
                let mut expected: Vec<Place> =
                    hits.all.iter().filter_map(|hit| flow.place_of(hit.row)).collect();
                expected.sort_unstable();
                let matcher = LineMatcher::new(query).unwrap().unwrap();
                let lines = match matcher.keeps_capitals() {
                    true => searched.with_capitals().unwrap(),
                    false => searched.lower.clone(),
                };
                let mut found = Vec::new();
                matcher.visit_hits(&lines, |hit| {
                    if scope.contains(LineFlags(searched.flags[hit.line])) {
                        found.push(text.lines[hit.line].place);
                    }
                    true
                });
                found.sort_unstable();
                assert_eq!(found, expected, "{query:?} in {}", report.source.file);
            }
        }
    }
}

/// Invented wording of one framework.
const FRAMEWORK: &str = "Inspectors looked closely at the experiences of children who need or who may need help and \
                         protection, and of children who live in the care of the council, and they spoke to children, \
                         to parents, to carers and to the staff who work with them every day of the week.";
/// An invented passage of two reports.
const COPIED: &str = "The \u{201C}front door\u{201D} is a team of nine people in the old town hall, who read each contact \
                      on the morning on which it comes in, write down what they think, and pass it on to a manager who \
                      decides before noon; contacts that come in later wait for the next day, which is rarely too long.";

fn passage_folder() -> Folder {
    let mut texts: Vec<String> = (0..7)
        .map(|number| {
            let own: String = (0..80).map(|word| format!("own{number}x{word} ")).collect();
            format!("# Council {number}\n\n## How we looked\n\n1. {own}. {FRAMEWORK} {own}\n")
        })
        .collect();
    texts[2].push_str(&format!("\n## Front door\n\n2. Not shared. {COPIED}\n"));
    texts[5].push_str(&format!("\n## Contacts\n\n2. Quite other words. {COPIED} And more.\n"));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Folder::new(&texts, true)
}

#[test]
fn passages_of_several_reports_are_found_and_wording_of_the_framework_is_apart() {
    let folder = passage_folder();
    let mut steps = Vec::new();
    let found =
        shared_passages(&folder.index, &folder.facts.as_slice().into(), &|| false, &mut |done, all| {
            steps.push((done, all));
        });
    let found = found.unwrap().unwrap();
    assert!(!found.is_truncated && steps.iter().all(|(done, all)| done <= all));
    let [copied] = found.passages.as_slice() else { panic!("{:#?}", found.passages) };
    assert!(copied.text.contains("\u{201C}front door\u{201D} is a team of nine people"), "{}", copied.text);
    assert_eq!((copied.report_count, copied.places.len()), (2, 2));
    assert_eq!(copied.places[0].section.as_deref(), Some("Front door"));
    assert_eq!(copied.places[1].report.sha256, folder.facts[5].sha256);
    assert_eq!(folder.reports[5].paragraph_number_at(copied.places[1].place), Some(2));
    let [framework] = found.framework_passages.as_slice() else { panic!("{:#?}", found.framework_passages) };
    assert_eq!(framework.report_count, 7);
    assert!(framework.text.starts_with("Inspectors looked closely"), "{}", framework.text);
    assert_eq!(framework.word_count, FRAMEWORK.split_whitespace().count());
}

#[test]
fn similar_paragraphs_of_other_reports_are_listed_with_the_words_in_common() {
    let texts = [
        "# Ashby\n\n1. Pathway plans are not reviewed often enough with care leavers.\n",
        "# Bexby\n\n1. Reviewing of pathway plans for care leavers is slow.\n\n2. Schools are open on Mondays.\n",
        "# Corby\n\n1. The council has a new office by the river.\n",
    ];
    let folder = Folder::new(&texts, false);
    let text = ReportText::new(&folder.reports[0], &[]);
    let line = text.lines.iter().position(|line| line.text.contains("Pathway")).unwrap();
    let sha256 = folder.facts[0].sha256.clone();
    let request = SimilarRequest { sha256, line, reports: folder.facts.as_slice().into() };
    let found = similar_lines(&folder.index, &request, &|| false, &mut |_, _| {}).unwrap().unwrap();
    let [similar] = found.lines.as_slice() else { panic!("{:#?}", found.lines) };
    assert_eq!(similar.report.sha256, folder.facts[1].sha256);
    assert_eq!(similar.line.number, Some(1));
    assert!(similar.shared_words.contains(&"pathway".to_owned()), "{:?}", similar.shared_words);
}

/// Returns a state with a folder in front.
fn state_with_folder() -> (State, TabId) {
    let mut state = State::new(Settings::default());
    state.update(Command::OpenFolder("/no/such/folder".into()));
    state.update(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    let id = state.front_tab().unwrap();
    (state, id)
}

fn search_of(state: &State) -> &FolderSearch {
    &state.tabs.front().and_then(Tab::folder).unwrap().search
}

/// Carries out a command of the search, and returns the number of the search that it starts.
fn run_search(state: &mut State, id: TabId, command: FolderSearchCommand) -> Option<u64> {
    let effects = state.update(Command::Folder(id, FolderCommand::Search(command)));
    effects.into_iter().find_map(|effect| match effect {
        Effect::Folder(FolderEffect::Search(_, number, task)) => {
            assert!(matches!(*task, FolderSearchTask::Words(_)));
            Some(number)
        }
        _ => None,
    })
}

#[test]
fn answer_of_an_earlier_search_is_dropped() {
    let (mut state, id) = state_with_folder();
    let first = run_search(&mut state, id, FolderSearchCommand::SetQuery(words("pl"))).unwrap();
    let second = run_search(&mut state, id, FolderSearchCommand::SetQuery(words("plan"))).unwrap();
    let answer = |hits: usize| {
        let counts = SearchCounts { hits, ..SearchCounts::default() };
        Box::new(FolderSearchAnswer::Part(SearchPart { reports: Vec::new(), counts, is_last: true }))
    };
    run_search(&mut state, id, FolderSearchCommand::Answer(first, answer(9)));
    assert_eq!((search_of(&state).hits.counts.hits, search_of(&state).is_running()), (0, true));
    run_search(&mut state, id, FolderSearchCommand::Answer(second, answer(4)));
    assert_eq!((search_of(&state).hits.counts.hits, search_of(&state).is_running()), (4, false));
    let again = run_search(&mut state, id, FolderSearchCommand::SetQuery(words("plan")));
    assert_eq!(again, None, "known hits are not searched for again");
}

#[test]
fn failed_search_says_why_and_the_next_one_clears_it() {
    let (mut state, id) = state_with_folder();
    let number = run_search(&mut state, id, FolderSearchCommand::SetQuery(words("plan("))).unwrap();
    let answer = Box::new(FolderSearchAnswer::Failed("Not valid.".to_owned()));
    run_search(&mut state, id, FolderSearchCommand::Answer(number, answer));
    assert_eq!(search_of(&state).error.as_deref(), Some("Not valid."));
    run_search(&mut state, id, FolderSearchCommand::SetQuery(words("plan"))).unwrap();
    assert_eq!(search_of(&state).error, None);
}

/// Returns the window with a folder of reports in front, which shows the search, and the folder.
fn search_window() -> (Harness<'static, Window>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in REPORTS.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    for number in 0..2 {
        let text = format!("# Copied {number}\n\n## Contacts\n\n1. Number {number}. {COPIED}\n");
        std::fs::write(folder.path().join(format!("copied_{number}.md")), text).unwrap();
    }
    let mut harness = driver::window([1280.0, 800.0]);
    harness.state_mut().run_command(Command::OpenFolder(folder.path().to_owned()));
    harness.state_mut().run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    driver::wait_until(&mut harness, |state| {
        state.tabs.front().and_then(Tab::folder).is_some_and(|folder| !folder.is_reading())
    });
    harness.get_by_role_and_label(Role::Tab, "Search").click();
    harness.run();
    (harness, folder)
}

fn wait_for_search(harness: &mut Harness<'_, Window>) {
    driver::wait_until(harness, |state| !search_of(state).is_running());
}

fn type_words(harness: &mut Harness<'_, Window>, words: &str) {
    let field = harness.get_by_role_and_label(Role::TextInput, "Search all reports");
    assert!(field.is_focused(), "the field has the keyboard focus");
    field.type_text(words);
    harness.step();
    wait_for_search(harness);
}

#[test]
fn typing_lists_hits_and_a_click_opens_the_report_there() {
    let (mut harness, _folder) = search_window();
    type_words(&mut harness, "planning");
    assert!(harness.query_by_role_and_label(Role::Status, "2 results in 1 of 5 reports").is_some());
    assert!(harness.query_by_role_and_label(Role::RowHeader, "Care leavers").is_some());
    harness.get_by_role_and_label(Role::Row, "Paragraph 2: Care planning is not yet good enough.").click();
    driver::wait_for_load(&mut harness);
    let front = harness.state().state().front_document().unwrap();
    assert_eq!(front.report().paragraph_number_at(front.view.highlighted.unwrap()), Some(2));
    let search = &harness.state().state().search;
    assert_eq!((search.is_open, search.query.words.as_str()), (true, "planning"));
    driver::wait_until(&mut harness, |state| {
        state.front_document().is_some_and(|document| document.search.hits().is_some())
    });
    let front = harness.state().state().front_document().unwrap();
    assert_eq!(
        front.report().paragraph_number_at(front.view.highlighted.unwrap()),
        Some(2),
        "stays at the hit"
    );
}

#[test]
fn search_without_hits_shows_no_results() {
    let (mut harness, _folder) = search_window();
    assert!(harness.query_by_label("Type words to search all reports in this folder.").is_some());
    type_words(&mut harness, "zebra");
    assert!(harness.query_by_label("No results.").is_some());
}

#[test]
fn context_menu_finds_similar_paragraphs() {
    let (mut harness, _folder) = search_window();
    type_words(&mut harness, "Number 0");
    let row = harness.get_all_by_role(Role::Row).next().unwrap();
    row.click_secondary();
    harness.run();
    harness.get_by_label("Find similar paragraphs in other reports").click();
    harness.step();
    wait_for_search(&mut harness);
    assert_eq!(search_of(harness.state().state()).list, FolderSearchList::Similar);
    assert!(harness.query_by_role_and_label(Role::Table, "Similar paragraphs").is_some());
    assert!(harness.query_all_by_label_contains("Words in common").count() > 0);
    harness.get_by_label("Back to results").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Table, "Search results").is_some());
}

#[test]
fn repeated_passages_are_listed_and_a_click_opens_the_report_there() {
    let (mut harness, _folder) = search_window();
    harness.get_by_role_and_label(Role::Button, "Repeated passages").click();
    harness.step();
    wait_for_search(&mut harness);
    assert!(harness.query_by_role_and_label(Role::RowHeader, "In several reports (1)").is_some());
    let places: Vec<_> = harness.get_all_by_label_contains("Paragraph 1").collect();
    assert_eq!(places.len(), 2);
    places[1].click();
    driver::wait_for_load(&mut harness);
    let front = harness.state().state().front_document().unwrap();
    assert_eq!(front.report().source.file, "copied_1.md");
}
