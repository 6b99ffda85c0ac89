//! What printed summaries and comparison sheets contain, how long they are, and how large their text is.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::{
    analysis::{
        self, Comparison, JudgementGroups, JudgementRow,
        compare::{
            RecommendationChange, RecommendationPair, SimilarityDecision, TextMode,
            apply_similarity_decisions,
        },
    },
    output::{
        print::{
            Align, Block, Column, ColumnWidth, Ink, PageSetup, Paper, ParagraphStyle, PrintDocument,
            PrintedPages, Row, RowKind, Table, typeset,
        },
        printout::{self, PrintOptions, Printable, SummaryLength},
    },
    read,
    report::{Date, Report},
};

use crate::support;

const TODAY: Date = jiff::civil::date(2026, 11, 23);

/// Text sizes are multiples of this: the height of a line of 10 points.
const LINE_HEIGHT: f32 = 13.0;

fn read_text(text: &str, name: &str) -> Report {
    read::read(text.as_bytes(), name).unwrap().report
}

fn sample(name: &str) -> Report {
    support::read(&support::project().join("assets/samples").join(name)).report
}

fn print_summary(report: &Report, options: &PrintOptions) -> PrintedPages {
    let warnings = analysis::run_checks(report, &analysis::abbreviations(report));
    printout::typeset_printout(Printable::Report(report, &warnings, None), options, TODAY)
}

fn print_comparison(left: &Report, right: &Report, options: &PrintOptions) -> (PrintedPages, Comparison) {
    let comparison = analysis::compare(left, right);
    let printable = Printable::Comparison(left, right, &comparison);
    (printout::typeset_printout(printable, options, TODAY), comparison)
}

/// Returns the words of all pages without page footers and repeated table headers.
fn text_of(pages: &PrintedPages) -> String {
    let lines = pages.lines().into_iter().filter(|line| !line.is_furniture);
    lines.map(|line| line.words.trim().to_owned()).collect::<Vec<_>>().join(" ")
}

/// Returns the height of the line that begins with these words.
fn line_height(pages: &PrintedPages, words: &str) -> f32 {
    pages.lines().into_iter().find(|line| line.words.starts_with(words)).unwrap().height
}

/// A report whose table prints the rows of the first part under the heading of the second part.
const MISPLACED_ROWS: &str = "# Inspection of safeguarding and looked after children services\n\nMerrow Vale Council\n\n\
    ## Safeguarding services\n\n### Overall effectiveness\n\n**Grade 2 (good)**\n\n1. Children are kept safe.\n\n\
    ### Ambition\n\n**Grade 3 (adequate)**\n\n2. The plan names too many priorities.\n\n\
    ## Services for looked after children\n\n### Overall effectiveness\n\n**Grade 2 (good)**\n\n3. Children do well.\n\n\
    ### Partnership\n\n**Grade 2 (good)**\n\n4. Members ask hard questions.\n\n\
    ## Record of main findings\n\n| Judgement | Grade |\n| --- | --- |\n| **Safeguarding services** | |\n\
    | Overall effectiveness | Good |\n| **Services for looked after children** | |\n| Ambition | Adequate |\n\
    | Equality | Good |\n| **Services for looked after children** | |\n| Overall effectiveness | Good |\n\
    | Partnership | Good |\n";

#[test]
fn judgements_under_a_wrong_table_heading_are_printed_under_their_part_with_a_note() {
    let report = support::read(
        &support::project().join("tests/fixtures/record_rows_repeat_and_stand_under_other_groups.txt"),
    )
    .report;
    let groups = JudgementGroups::of_report(&report);
    assert!(groups.are_corrected);
    let rows: Vec<String> = groups
        .rows(&report)
        .into_iter()
        .map(|row| match row {
            JudgementRow::Group(title) => format!("# {title}"),
            JudgementRow::Judgement(index) => report.judgements[index].title.clone(),
        })
        .collect();
    // "Equality and diversity" has no section, and other rows under its heading are in the right place.
    let expected = [
        "# Safeguarding services",
        "Overall effectiveness",
        "Ambition and prioritisation",
        "# Services for looked after children",
        "Overall effectiveness",
        "Equality and diversity",
        "Ambition and prioritisation",
        "Value for money",
    ];
    assert_eq!(rows, expected);
    let text = text_of(&print_summary(&report, &PrintOptions::default()));
    assert!(text.contains("under the heading of another part"), "{text}");
}

#[test]
fn a_summary_of_a_report_with_a_correct_table_has_no_note_about_headings() {
    let report = sample("larkmoor_2012.md");
    let groups = JudgementGroups::of_report(&report);
    let own: Vec<Option<&str>> =
        report.judgements.iter().map(|judgement| judgement.group.as_deref()).collect();
    assert!(!groups.are_corrected);
    assert_eq!(groups.titles, own);
    let text = text_of(&print_summary(&report, &PrintOptions::default()));
    assert!(!text.contains("under the heading of another part"));
}

#[test]
fn a_row_without_a_section_goes_with_the_misplaced_rows_around_it() {
    let report = read_text(MISPLACED_ROWS, "merrow.md");
    let groups = JudgementGroups::of_report(&report);
    let group_of = |title: &str| {
        let index = report.judgements.iter().position(|judgement| judgement.title == title).unwrap();
        groups.titles[index]
    };
    assert_eq!(group_of("Ambition"), Some("Safeguarding services"));
    assert_eq!(group_of("Partnership"), Some("Services for looked after children"));
}

/// The second sentence of each point of a letter. It needs another line.
const SECOND_SENTENCE: &str = "It has a second sentence, which is much longer than the first sentence and for which \
     another line is needed.";

/// A letter about a visit, with this number of strengths and areas for improvement.
fn letter(points: usize) -> String {
    let point = |words: &str, number: usize| {
        format!("- {words} number {number} is described here. {SECOND_SENTENCE}\n")
    };
    let list = |words: &str| (0..points).map(|number| point(words, number)).collect::<String>();
    format!(
        "7 March 2022\n\nRosa Tern, Director\n\nDear Rosa\n\n\
         ## Focused visit to Larkmoor children's services\n\n\
         This letter summarises the findings of the focused visit on 1 and 2 February 2022.\n\n\
         ## Headline findings\n\nMost children are seen quickly. Plans are too long.\n\n\
         ## Areas for priority action\n\n- The response at night.\n\n\
         ## What needs to improve in this area of social work practice\n\n{}\n\
         ## Key strengths\n\n{}\n## Main findings\n\nMuch more was found.\n",
        list("Improvement"),
        list("Strength")
    )
}

#[test]
fn a_letter_prints_its_findings_and_says_that_no_grade_is_given() {
    let pages = print_summary(&read_text(&letter(2), "letter.md"), &PrintOptions::default());
    let text = text_of(&pages);
    for words in [
        "This type of inspection gives no grades.",
        "Headline findings",
        "Most children are seen quickly. Plans are too long.",
        "Areas for priority action",
        "The response at night.",
        "Improvement number 1 is described here. It has a second sentence",
        "Key strengths",
        "Strength number 1 is described here. It has a second sentence",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("Much more was found") && !text.contains("full report"), "{text}");
    assert_eq!(pages.count(), 1);
}

#[test]
fn a_letter_with_too_many_strengths_for_two_pages_prints_their_first_sentences() {
    let pages = print_summary(&read_text(&letter(28), "letter.md"), &PrintOptions::default());
    let text = text_of(&pages);
    let improvement = "Improvement number 27 is described here.";
    let strength = "Strength number 27 is described here.";
    assert!(text.contains(strength) && !text.contains(&format!("{strength} It has")), "{text}");
    assert!(text.contains(&format!("{improvement} It has")), "{text}");
    assert_eq!(pages.count(), 2);
    assert!(text.contains("See the full report for the others."));
}

#[test]
fn text_is_12_points_if_there_is_room_and_smaller_if_there_is_not() {
    let size = |points: usize| {
        let pages = print_summary(&read_text(&letter(points), "letter.md"), &PrintOptions::default());
        (pages.count(), (line_height(&pages, "Improvement number 0") / LINE_HEIGHT * 100.0).round() / 10.0)
    };
    assert_eq!(size(2), (1, 12.0));
    let sizes: Vec<(usize, f32)> = (2..30).map(size).collect();
    assert!(sizes.iter().all(|(count, size)| *count <= 2 && *size >= 9.0), "{sizes:?}");
    // The text never becomes larger on the same number of pages if there is more to print.
    let on_one_page = sizes.iter().filter(|(count, _)| *count == 1).map(|(_, size)| *size);
    assert!(on_one_page.clone().any(|size| size < 12.0), "{sizes:?}");
    assert!(on_one_page.is_sorted_by(|one, next| one >= next), "{sizes:?}");
}

#[test]
fn one_page_has_as_many_recommendations_as_fit_and_the_number_of_the_others() {
    let options = PrintOptions { length: SummaryLength::OnePage, ..PrintOptions::default() };
    let report = sample("larkmoor_2012.md");
    let text = text_of(&print_summary(&report, &options));
    let is_printed = |index: usize| text.contains(report.recommendations[index].text.plain());
    let printed = (0..report.recommendations.len()).filter(|index| is_printed(*index)).count();
    assert!(printed > 0 && printed < report.recommendations.len(), "{printed}: {text}");
    assert!(text.contains("Other recommendations") && text.contains("See the full report for the wording."));
    // With room for all of them there is no reference to the report.
    let few = read_text(&letter(3), "letter.md");
    let pages = print_summary(&few, &options);
    assert!(!text_of(&pages).contains("full report"));
    assert_eq!(pages.count(), 1);
}

/// A report with this number of judgements and recommendations.
fn report_of_many_findings(count: usize) -> Report {
    let row = |number: usize| format!("Judgement {number}\tGood\n");
    let recommendation = |number: usize| format!("- ensure that plan {number} is reviewed in time\n\n");
    let text = format!(
        "Inspection of safeguarding and looked after children services\n\nOtterby Borough Council\n\n\
         Inspection dates: 8 to 19 June 2009\n\nSafeguarding services\n\n1. Children are kept safe.\n\n\
         Areas for improvement\n\n2. The council should:\n\nImmediately:\n\n{}Record of main findings\n\n{}",
        (0..count).map(recommendation).collect::<String>(),
        (0..count).map(row).collect::<String>(),
    );
    read_text(&text, "otterby.txt")
}

#[test]
fn of_very_many_findings_only_the_first_ones_are_printed_with_a_note() {
    let report = report_of_many_findings(2_000);
    assert_eq!((report.judgements.len(), report.recommendations.len()), (2_000, 2_000));
    let judgements = "Showing the first 300 of 2,000 judgements. See the full report for the others.";
    let recommendations =
        "Showing the first 300 of 2,000 recommendations. See the full report for the others.";
    for length in [SummaryLength::OnePage, SummaryLength::TwoPages, SummaryLength::Full] {
        for is_large_print in [false, true] {
            let options =
                PrintOptions { length, is_large_print, has_checks: true, ..PrintOptions::default() };
            let pages = print_summary(&report, &options);
            let text = text_of(&pages);
            assert!(text.contains(judgements), "{options:?}: {text}");
            assert!(pages.count() < 100, "{options:?} has {} pages", pages.count());
            assert!(
                text.contains(recommendations) || text.contains("2000 recommendations"),
                "{options:?}: {text}"
            );
        }
    }
    let options = PrintOptions { part: printout::Part::Recommendations, ..PrintOptions::default() };
    let text = text_of(&print_summary(&report, &options));
    assert!(
        text.contains(recommendations) && text.contains("plan 299 ") && !text.contains("plan 300 "),
        "{text}"
    );
}

#[test]
fn findings_of_a_usual_number_are_all_printed() {
    let text = text_of(&print_summary(&report_of_many_findings(100), &PrintOptions::default()));
    assert!(
        text.contains("Judgement 99") && text.contains("plan 99 ") && !text.contains("Showing"),
        "{text}"
    );
}

#[test]
fn checks_and_the_fingerprint_are_printed_at_the_end_and_only_on_request() {
    let report = read_text(MISPLACED_ROWS, "merrow.md");
    let fingerprint = &report.source.sha256;
    let all_words = |options: &PrintOptions| {
        let pages = print_summary(&report, options);
        pages.lines().iter().map(|line| format!("{} ", line.words)).collect::<String>()
    };
    let usual = all_words(&PrintOptions::default());
    assert!(!usual.contains(&fingerprint[..8]) && !usual.contains("Inconsistencies"), "{usual}");
    assert!(!usual.contains("no section"));
    let checked = PrintOptions { has_checks: true, has_note_lines: true, ..PrintOptions::default() };
    let checked = text_of(&print_summary(&report, &checked));
    let (notes, checks) = (checked.find("Notes").unwrap(), checked.find("Inconsistencies").unwrap());
    assert!(notes < checks && checked.ends_with(&format!("(SHA-256 {fingerprint})")), "{checked}");
}

const SETTING: PageSetup =
    PageSetup { paper: Paper::A4, ink: Ink::Colour, text_size: 10.0, space_factor: 1.0 };

fn print_blocks(blocks: Vec<Block>) -> PrintedPages {
    let document =
        PrintDocument { title: "Sheet".to_owned(), footer: vec!["Foot".to_owned()], made_on: TODAY, blocks };
    typeset(&document, SETTING)
}

/// Returns the number of lines on the last page, without furniture.
fn lines_on_last_page(pages: &PrintedPages) -> usize {
    pages.lines().iter().filter(|line| line.page + 1 == pages.count() && !line.is_furniture).count()
}

#[test]
fn no_page_has_only_three_lines_or_a_single_row_of_a_table() {
    for filler in 30..70 {
        let lines = (0..filler).map(|_| Block::Paragraph(ParagraphStyle::Fact, "One line.".into()));
        let pages = print_blocks(lines.collect());
        assert!(pages.count() == 1 || lines_on_last_page(&pages) > 3, "{filler} lines");

        let row = |words: &str| Row { kind: RowKind::Body, cells: vec![words.into()] };
        let table = Block::Table(Table {
            columns: vec![Column { width: ColumnWidth::Share(1.0), align: Align::Start }],
            header: vec!["Name".into()],
            rows: (0..filler).map(|number| row(&format!("row{number}"))).collect(),
            has_row_headings: true,
        });
        let pages = print_blocks(vec![table]);
        assert!(pages.count() == 1 || lines_on_last_page(&pages) > 3, "{filler} rows");
    }
}

#[test]
fn a_note_below_a_table_is_on_the_page_of_its_last_row() {
    for rows in 30..60 {
        let row =
            |number: usize| Row { kind: RowKind::Body, cells: vec![format!("row{number}").as_str().into()] };
        let table = Block::Table(Table {
            columns: vec![Column { width: ColumnWidth::Share(1.0), align: Align::Start }],
            header: vec!["Name".into()],
            rows: (0..rows).map(row).collect(),
            has_row_headings: true,
        });
        let note = Block::Paragraph(ParagraphStyle::Small, "Note about the table.".into());
        let lines = print_blocks(vec![table, note]).lines();
        let page_of = |words: &str| lines.iter().find(|line| line.words == words).unwrap().page;
        assert_eq!(page_of("Note about the table."), page_of(&format!("row{}", rows - 1)), "{rows} rows");
    }
}

#[test]
fn a_comparison_of_inspections_has_verdict_judgements_and_returning_recommendations_on_two_pages() {
    let (earlier, later) = (sample("larkmoor_2009.txt"), sample("larkmoor_2012.md"));
    let (pages, comparison) = print_comparison(&earlier, &later, &PrintOptions::default());
    assert_eq!(comparison.mode, TextMode::Inspections);
    assert!(pages.count() <= 2, "{} pages", pages.count());
    pages.to_pdf().unwrap();
    let text = text_of(&pages);
    assert!(text.starts_with("Larkmoor Borough Council: 2009 and 2012"), "{text}");
    assert!(text.contains(&comparison.verdict.sentences()[0]), "{text}");
    for pair in &comparison.judgements {
        assert!(text.contains(&pair.title), "{}: {text}", pair.title);
    }
    let returning = comparison.recommendations.iter().filter(|pair| pair.left.is_some());
    let returning: Vec<usize> = returning.filter_map(|pair| pair.right).collect();
    assert!(!returning.is_empty());
    for index in returning {
        let words = later.recommendations[index].text.plain();
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!comparison.still_mentioned.is_empty());
    for mention in &comparison.still_mentioned {
        assert!(text.contains(&mention.sentence), "{}: {text}", mention.sentence);
    }
    let paragraph = &later.paragraphs[10].text.plain()[..60];
    assert!(!text.contains(paragraph), "{paragraph}");
}

#[test]
fn the_paragraphs_of_two_inspections_are_printed_on_request() {
    let (earlier, later) = (sample("larkmoor_2009.txt"), sample("larkmoor_2012.md"));
    let options = PrintOptions { has_paragraphs: true, ..PrintOptions::default() };
    let (pages, comparison) = print_comparison(&earlier, &later, &options);
    let text = text_of(&pages);
    let sections = comparison.sections(&earlier, &later, &[]);
    let texts = comparison.section_texts(&earlier, &later, &sections);
    let lefts = texts.iter().flat_map(|texts| texts.only_left.iter().map(|index| &comparison.left[*index]));
    let rights =
        texts.iter().flat_map(|texts| texts.only_right.iter().map(|index| &comparison.right[*index]));
    let mut count = 0;
    for unit in lefts.chain(rights) {
        // The label of a list item comes after its first line.
        let end = unit.words.char_indices().rev().nth(40).map_or(0, |(start, _)| start);
        assert!(text.contains(&unit.words[end..]), "{}", unit.words);
        count += 1;
    }
    assert!(count > 20, "only {count} paragraphs");
}

#[test]
fn two_drafts_print_what_changed_and_nothing_unchanged() {
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let text = std::fs::read_to_string(path).unwrap();
    let edited = text
        .replace("the decision was right in 21.", "the decision was right in 19.")
        .replace("**Grade 2 (good)**\n\n13. ", "**Grade 3 (adequate)**\n\n13. ");
    assert_ne!(text, edited);
    let (left, right) = (read_text(&text, "first.md"), read_text(&edited, "second.md"));
    let (pages, comparison) = print_comparison(&left, &right, &PrintOptions::default());
    assert_eq!((comparison.mode, pages.count()), (TextMode::Drafts, 1));
    let words = text_of(&pages);
    assert!(words.contains("1 grade changed. 1 passage of text changed."), "{words}");
    assert!(words.contains("the decision was right in 19.") && words.contains("Capacity for improvement"));
    // The same paragraph has another sentence, which is the same in both drafts.
    assert!(!words.contains("Social workers, police officers"), "{words}");
    assert!(!words.contains("Unchanged") && !words.contains("Being healthy"), "{words}");
    let whole = PrintOptions { has_paragraphs: true, ..PrintOptions::default() };
    assert!(text_of(&print_comparison(&left, &right, &whole).0).contains("Social workers, police officers"));
    let same = text_of(&print_comparison(&left, &left, &PrintOptions::default()).0);
    assert!(same.contains("Both reports have the same text."), "{same}");
}

#[test]
fn words_that_are_longer_than_a_column_are_broken() {
    let word = "abcdefghij".repeat(15);
    let draft = |before: &str, after: &str| {
        let text = format!(
            "# Report\n\n## Findings\n\n1. Social workers visit often and write {before} down in their notes.\n\n\
             2. Plans are clear and {after} is known to all who need to know it.\n"
        );
        read_text(
            &text,
            "draft-with-a-long-name-of-its-own-and-no-spaces-in-it-at-all-from-the-first-to-the-last.md",
        )
    };
    for (left, right) in
        [(draft("it", &word), draft(&word, "it")), (draft(&word, "it"), draft(&word.to_uppercase(), "this"))]
    {
        let (pages, comparison) = print_comparison(&left, &right, &PrintOptions::default());
        assert_eq!(comparison.mode, TextMode::Drafts);
        let (width, _) = pages.size();
        for line in pages.lines() {
            let right_edge = line.position.0 + line.width;
            assert!(line.position.0 >= 0.0 && right_edge <= width - 49.0, "{right_edge}: {}", line.words);
        }
    }
}

#[test]
fn similar_recommendations_are_printed_as_similar_until_they_are_confirmed() {
    let (earlier, later) = (sample("larkmoor_2009.txt"), sample("larkmoor_2012.md"));
    let mut comparison = analysis::compare(&earlier, &later);
    let print = |comparison: &Comparison| {
        let printable = Printable::Comparison(&earlier, &later, comparison);
        text_of(&printout::typeset_printout(printable, &PrintOptions::default(), TODAY))
    };
    let before = print(&comparison);
    assert!(before.contains("Similar to 2009, not confirmed"), "{before}");
    assert!(!before.contains("2009, confirmed") && !before.contains("came back"), "{before}");
    let similar = |pair: &RecommendationPair| pair.change == RecommendationChange::Similar;
    let first = comparison.recommendations.iter().find(|pair| similar(pair)).unwrap();
    let ids = first.left.zip(first.right).unwrap();
    comparison.recommendations = apply_similarity_decisions(&comparison.recommendations, |left, right| {
        (ids == (left, right)).then_some(SimilarityDecision::Confirmed)
    });
    let after = print(&comparison);
    assert!(after.contains("Same as in 2009, confirmed"), "{after}");
}

#[test]
fn drafts_with_many_changes_print_two_pages_and_the_number_of_the_others() {
    let draft = |word: &str| {
        let paragraph = |number: usize| {
            format!(
                "{number}. Social workers visit child number {number} often and write it down. All is {word}.\n\n"
            )
        };
        format!("# Report\n\n## Findings\n\n{}", (1..200).map(paragraph).collect::<String>())
    };
    let (left, right) = (read_text(&draft("well"), "a.md"), read_text(&draft("better"), "b.md"));
    let (pages, comparison) = print_comparison(&left, &right, &PrintOptions::default());
    assert_eq!((comparison.mode, comparison.changes.len()), (TextMode::Drafts, 199));
    assert_eq!(pages.count(), 2);
    let text = text_of(&pages);
    let shown = text.matches("All is better.").count();
    assert!(shown > 15, "{shown}");
    // There is no room for another row of two lines below its heading.
    let (_, height) = pages.size();
    let last = pages.lines().into_iter().filter(|line| line.page == 1 && !line.is_furniture);
    let bottom = last.map(|line| line.position.1 + line.height).fold(0.0, f32::max);
    assert!(bottom > height - 150.0, "{bottom} of {height}");
    assert!(text.contains(&format!("There was no room for {} more.", 199 - shown)), "{shown}: {text}");
}

support::tests_by_share!(
    comparison_sheets_of_real_pairs_have_at_most_two_pages,
    labelled_pairs(),
    assert_comparison_sheets_have_at_most_two_pages
);

fn labelled_pairs() -> Vec<serde_json::Value> {
    let pairs = std::fs::read(support::corpus_folder().join("pairs/came_back.json")).unwrap();
    serde_json::from_slice(&pairs).unwrap()
}

fn assert_comparison_sheets_have_at_most_two_pages(pairs: &[serde_json::Value]) {
    let folder = support::corpus_folder().join("pairs");
    let mut failed = Vec::new();
    for pair in pairs {
        let [left, right] =
            ["earlier", "later"].map(|side| support::read(&folder.join(pair[side].as_str().unwrap())).report);
        let (pages, _) = print_comparison(&left, &right, &PrintOptions::default());
        if pages.count() > 2 || pages.to_pdf().is_err() {
            failed.push(format!("{} and {}: {} pages", left.name(), right.name(), pages.count()));
        }
        if lines_on_last_page(&pages) <= 3 {
            failed.push(format!("{} and {}: an almost empty page", left.name(), right.name()));
        }
    }
    println!("{} comparison sheets", pairs.len());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}
