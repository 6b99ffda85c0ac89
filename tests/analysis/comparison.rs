//! Comparing two reports: every difference is found, and nothing else is reported.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::{
    analysis::{
        Comparison,
        compare::{
            CompareError, GradeChange, RecommendationChange, RecommendationPair, SimilarityDecision,
            TextChangeKind, TextMode, apply_similarity_decisions, check_comparable, compare, compare_in_mode,
        },
    },
    report::Report,
};

use crate::support;

fn sample() -> String {
    std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap()
}

/// Returns the text of the reference report.
fn reference_text() -> String {
    std::fs::read_to_string(support::reference_report()).unwrap()
}

fn report(text: &str) -> Report {
    support::read_text(text, "report.txt").report
}

fn compare_texts(left: &str, right: &str) -> Comparison {
    compare(&report(left), &report(right))
}

/// Returns the kinds of all changes, sorted.
fn change_kinds(comparison: &Comparison) -> Vec<TextChangeKind> {
    let mut kinds: Vec<TextChangeKind> = comparison.changes.iter().map(|change| change.kind).collect();
    kinds.sort_unstable();
    kinds
}

fn count_judgements(comparison: &Comparison, change: GradeChange) -> usize {
    comparison.judgements.iter().filter(|pair| pair.change == change).count()
}

/// Returns the indices of lines that are whole numbered paragraphs without bullets after them.
fn plain_paragraphs(lines: &[String]) -> Vec<usize> {
    let numbered = |line: &String| {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && line[digits..].starts_with(". ")
            && line.len() > 120
            && line.ends_with('.')
    };
    let continues = |index: usize| {
        lines
            .get(index + 1)
            .is_some_and(|line| line.starts_with("- ") || line.starts_with(char::is_lowercase))
    };
    (0..lines.len()).filter(|index| numbered(&lines[*index]) && !continues(*index)).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Numbers all paragraphs again from 1.
fn renumber_paragraphs(lines: &[String]) -> String {
    let mut next = 1;
    let lines = lines.iter().map(|line| match line.split_once(". ") {
        // A year in the reference report is not a paragraph number.
        Some((number, rest))
            if (1..=3).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit()) =>
        {
            next += 1;
            format!("{}. {rest}", next - 1)
        }
        _ => line.clone(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Wraps long lines at 70 characters and adds a page end with a running head after every 40 lines.
fn wrapped_into_pages(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut row = String::new();
        for word in line.split(' ') {
            if !row.is_empty() && row.len() + word.len() > 70 && !line.contains('\t') {
                out.push(std::mem::take(&mut row));
            }
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
        out.push(row);
    }
    let mut page = 1;
    let mut text = String::new();
    for (index, line) in out.iter().enumerate() {
        text.push_str(line);
        text.push('\n');
        if index % 40 == 39 {
            page += 1;
            text.push_str(&format!("\n{page}\n\u{c}Inspection report on paper\n\n"));
        }
    }
    text
}

#[test]
fn a_report_compared_with_itself_has_no_changes() {
    assert_no_changes(&sample());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn the_reference_report_compared_with_itself_has_no_changes() {
    assert_no_changes(&reference_text());
}

fn assert_no_changes(text: &str) {
    let comparison = compare_texts(text, text);
    assert!(comparison.changes.is_empty(), "{:?}", comparison.changes);
    assert_eq!(count_judgements(&comparison, GradeChange::Same), comparison.judgements.len());
    assert!(comparison.recommendations.iter().all(|pair| pair.change == RecommendationChange::Repeated));
    assert!(comparison.new_checks.is_empty() && comparison.cleared_checks.is_empty());
    assert!(comparison.judgements.len() > 20);
}

#[test]
fn three_edits_are_three_changes_after_renumbering_and_wrapping() {
    assert_edits_are_the_changes(&sample());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn three_edits_of_the_reference_report_are_three_changes_after_renumbering_and_wrapping() {
    assert_edits_are_the_changes(&reference_text());
}

/// Edits a text in three places, renumbers and wraps it, then also moves two paragraphs, and checks the changes each time.
fn assert_edits_are_the_changes(text: &str) {
    let mut edited = lines(text);
    let at = plain_paragraphs(&edited);
    let word = edited[at[10]].split(' ').nth(6).unwrap().to_owned();
    edited[at[10]] = edited[at[10]].replacen(&word, "marmalade", 1);
    let inserted =
        "9. Nobody had written of the lighthouse before this paragraph, in which it is lit.".to_owned();
    edited.remove(at[20]);
    edited.insert(at[5] + 1, inserted);
    let comparison = compare_texts(text, &renumber_paragraphs(&edited));
    assert_eq!(
        change_kinds(&comparison),
        [TextChangeKind::Inserted, TextChangeKind::Deleted, TextChangeKind::Changed],
        "{:#?}",
        change_words(&comparison)
    );
    let comparison = compare_texts(text, &wrapped_into_pages(&renumber_paragraphs(&edited)));
    assert_eq!(
        change_kinds(&comparison),
        [TextChangeKind::Inserted, TextChangeKind::Deleted, TextChangeKind::Changed],
        "{:#?}",
        change_words(&comparison)
    );

    // Two paragraphs move to another section.
    let mut moved = edited.clone();
    let at = plain_paragraphs(&moved);
    let (second, first) = (moved.remove(at[31]), moved.remove(at[30]));
    let at = plain_paragraphs(&moved);
    moved.insert(at[50] + 1, second);
    moved.insert(at[40] + 1, first);
    let comparison = compare_texts(text, &renumber_paragraphs(&moved));
    assert_eq!(
        change_kinds(&comparison),
        [
            TextChangeKind::Inserted,
            TextChangeKind::Deleted,
            TextChangeKind::Changed,
            TextChangeKind::Moved,
            TextChangeKind::Moved
        ],
        "{:#?}",
        change_words(&comparison)
    );
}

/// Returns the kind of each change and its words on both sides.
fn change_words(comparison: &Comparison) -> Vec<(TextChangeKind, Option<&str>, Option<&str>)> {
    comparison
        .changes
        .iter()
        .map(|change| {
            (
                change.kind,
                change.left.map(|index| comparison.left[index].words.as_str()),
                change.right.map(|index| comparison.right[index].words.as_str()),
            )
        })
        .collect()
}

#[test]
fn grades_edited_only_in_the_table_add_a_check() {
    let text = sample();
    let edited = text.replacen("Partnership working\tAdequate", "Partnership working\tGood", 1).replacen(
        "Staying safe\tAdequate",
        "Staying safe\tInadequate",
        1,
    );
    let (left, right) = (report(&text), report(&edited));
    let table_only = |report: &Report| report.judgements.iter().filter(|item| item.section.is_none()).count();
    assert_eq!(table_only(&left), table_only(&right));
    // The grade in the text counts. A different grade in the table changes no judgement but adds a check.
    let comparison = compare(&left, &right);
    assert_eq!(comparison.new_checks.len(), 1);
}

#[test]
fn four_grades_edited_in_the_text_are_four_changes_with_their_direction() {
    assert_edited_grades_are_the_changes(&sample());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn four_grades_edited_in_the_reference_report_are_four_changes_with_their_direction() {
    assert_edited_grades_are_the_changes(&reference_text());
}

fn assert_edited_grades_are_the_changes(text: &str) {
    let mut edited = lines(text);
    let stated: Vec<usize> = (0..edited.len())
        .filter(|index| edited[*index].trim().starts_with("Grade ") && edited[*index].len() < 24)
        .collect();
    let mut expected = Vec::new();
    for nth in [0, 4, 9, 14] {
        let step = usize::from(edited[stated[nth]].trim().as_bytes()[6] - b'0');
        let (new, change) = if step == 1 { (3, GradeChange::Down) } else { (step - 1, GradeChange::Up) };
        let word = ["outstanding", "good", "adequate", "inadequate"][new - 1];
        edited[stated[nth]] = format!("Grade {new} ({word})");
        expected.push(change);
    }
    let comparison = compare_texts(text, &edited.join("\n"));
    let mut found: Vec<GradeChange> = comparison
        .judgements
        .iter()
        .map(|pair| pair.change)
        .filter(|change| *change != GradeChange::Same)
        .collect();
    let order = |change: &GradeChange| *change == GradeChange::Down;
    found.sort_by_key(order);
    expected.sort_by_key(order);
    assert_eq!(found, expected);
    // A changed grade is not also a change of the text.
    assert!(comparison.changes.is_empty(), "{:#?}", change_words(&comparison));
}

/// An expected judgement of two real reports, from their printed pages: title, left grade, right grade, change.
type Row = (&'static str, Option<&'static str>, Option<&'static str>, GradeChange);

const IMPACT: &str = "The impact of leaders on social work practice with children and families";
const HELP: &str = "The experiences and progress of children who need help and protection";
const CARE: &str = "The experiences and progress of children in care";
const LEAVERS: &str = "The experiences and progress of care leavers";
const BOTH: &str = "The experiences and progress of children in care and care leavers";
const OVERALL: &str = "Overall effectiveness";
const O: Option<&str> = Some("Outstanding");
const G: Option<&str> = Some("Good");
const R: Option<&str> = Some("Requires improvement");
const I: Option<&str> = Some("Inadequate");

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn judgements_of_real_reports_are_paired_as_by_hand() {
    use GradeChange::{Down, Gone, NotComparable, Same, Up};
    let folder = support::corpus_folder();
    let table: [(&str, &str, &[Row]); 8] = [
        (
            "sif/york_2017_sif.pdf",
            "ilacs/york_2022_ilacs.pdf",
            &[
                (IMPACT, G, R, Down),
                (HELP, R, R, Same),
                (BOTH, G, R, NotComparable),
                (BOTH, G, R, NotComparable),
                (OVERALL, G, R, Down),
                ("2.1 Adoption performance", G, None, Gone),
                ("The Local Safeguarding Children Board", O, None, Gone),
            ],
        ),
        (
            "ilacs/york_2022_ilacs.pdf",
            "ilacs/york_2025_ilacs.pdf",
            &[
                (IMPACT, R, O, Up),
                (HELP, R, O, Up),
                (CARE, R, O, NotComparable),
                (LEAVERS, R, O, NotComparable),
                (OVERALL, R, O, Up),
            ],
        ),
        (
            "sif/blackpool_2014_sif.pdf",
            "ilacs/blackpool_2019_ilacs.pdf",
            &[
                (IMPACT, R, I, Down),
                (HELP, R, I, Down),
                (BOTH, R, R, NotComparable),
                (BOTH, R, R, NotComparable),
                (OVERALL, R, I, Down),
                ("2.1 Adoption performance", R, None, Gone),
                ("The Local Safeguarding Children Board", R, None, Gone),
            ],
        ),
        (
            "ilacs/blackpool_2019_ilacs.pdf",
            "ilacs/blackpool_2026_ilacs_no-overall.pdf",
            &[
                (IMPACT, I, O, Up),
                (HELP, I, G, Up),
                (CARE, R, O, NotComparable),
                (LEAVERS, R, O, NotComparable),
                (OVERALL, I, None, Gone),
            ],
        ),
        (
            "ilacs/bradford_2018_ilacs.pdf",
            "ilacs/bradford_2026_ilacs_trust.pdf",
            &[
                (IMPACT, R, G, Up),
                (HELP, I, R, Up),
                (CARE, R, R, NotComparable),
                ("The experiences and progress of children care leavers", R, G, NotComparable),
                (OVERALL, I, R, Up),
            ],
        ),
        (
            "ilacs/devon_2020_ilacs.pdf",
            "ilacs/devon_2025_ilacs.pdf",
            &[
                (IMPACT, I, R, Up),
                (HELP, R, I, Down),
                (CARE, I, I, NotComparable),
                (LEAVERS, I, I, NotComparable),
                (OVERALL, I, I, Same),
            ],
        ),
        (
            "sif/oxfordshire_2014_sif.pdf",
            "ilacs/oxfordshire_2018_ilacs.pdf",
            &[
                (IMPACT, G, G, Same),
                (HELP, G, R, Down),
                (BOTH, G, G, NotComparable),
                (BOTH, G, G, NotComparable),
                (OVERALL, G, G, Same),
                ("2.1 Adoption performance", G, None, Gone),
                ("The effectiveness of the LSCB", G, None, Gone),
            ],
        ),
        (
            "ilacs/stoke_2022_ilacs_two-leads.pdf",
            "ilacs/stoke_2025_ilacs.pdf",
            &[
                (IMPACT, R, R, Same),
                (HELP, R, R, Same),
                (CARE, G, G, NotComparable),
                (LEAVERS, G, R, NotComparable),
                (OVERALL, R, R, Same),
            ],
        ),
    ];
    for (left, right, rows) in table {
        let (one, other) =
            (support::read(&folder.join(left)).report, support::read(&folder.join(right)).report);
        let found = compare(&one, &other);
        let label = |report: &Report, index: Option<usize>| {
            index.map(|index| report.judgements[index].grade.label.clone())
        };
        let found: Vec<(String, Option<String>, Option<String>, GradeChange)> = found
            .judgements
            .iter()
            .map(|pair| (pair.title.clone(), label(&one, pair.left), label(&other, pair.right), pair.change))
            .collect();
        let owned = |word: Option<&str>| word.map(str::to_owned);
        let mut expected: Vec<_> = rows
            .iter()
            .map(|(title, left, right, change)| ((*title).to_owned(), owned(*left), owned(*right), *change))
            .collect();
        // The overall judgement is first, and the others are in the order of the later report.
        expected.sort_by_key(|(title, ..)| title != OVERALL);
        assert_eq!(found, expected, "{left} and {right}");
    }
    // Grades on different scales have no direction, and the reason is given.
    let (one, other) = (
        support::read(&folder.join("slac/york_2012.txt")).report,
        support::read(&folder.join("sif/york_2017_sif.pdf")).report,
    );
    let found = compare(&one, &other);
    assert!(
        found
            .judgements
            .iter()
            .all(|pair| !matches!(pair.change, GradeChange::Up | GradeChange::Down | GradeChange::Same))
    );
    let not_comparable: Vec<_> =
        found.judgements.iter().filter(|pair| pair.change == GradeChange::NotComparable).collect();
    let titles: Vec<&str> = not_comparable.iter().map(|pair| pair.title.as_str()).collect();
    assert_eq!(
        titles,
        ["1. Children who need help and protection", "2. Children looked after and achieving permanence"]
    );
    let reasons: Vec<&str> = not_comparable.iter().filter_map(|pair| pair.reason.as_deref()).collect();
    assert!(reasons[0].contains("scales") && reasons[0].contains("Safeguarding services"), "{reasons:?}");
    assert!(
        reasons[1].contains("scales") && reasons[1].contains("Services for looked after children"),
        "{reasons:?}"
    );
}

/// A generator of pseudo-random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn paragraph(&mut self, number: usize) -> String {
        let words: Vec<String> = (0..30).map(|_| format!("word{}", self.roll(4000))).collect();
        format!("{number}. {}.", words.join(" "))
    }
}

fn document(paragraphs: &[String]) -> String {
    let mut text = "Inspection of safeguarding and looked after children services\n\nOtterby\n\nPublished: 3 May 2012\n\n\
                    About this inspection\n\n"
        .to_owned();
    for paragraph in paragraphs {
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    text
}

#[test]
fn random_edits_are_exactly_the_changes_in_both_directions() {
    for seed in 1..40 {
        let mut dice = Dice(seed);
        let original: Vec<String> = (1..=60).map(|number| dice.paragraph(number)).collect();
        let mut edited = original.clone();
        let mut expected = Vec::new();
        // The edits have some distance and are made from the end, so that earlier positions stay valid.
        for slot in (0..10).rev() {
            let at = slot * 6 + dice.roll(3);
            match dice.roll(4) {
                0 => {
                    edited.remove(at);
                    expected.push(TextChangeKind::Deleted);
                }
                1 => {
                    let new = dice.paragraph(900);
                    edited.insert(at, new);
                    expected.push(TextChangeKind::Inserted);
                }
                2 => {
                    let words: Vec<&str> = edited[at].split(' ').collect();
                    let word = words[3 + dice.roll(20)].to_owned();
                    edited[at] = edited[at].replacen(&format!(" {word} "), " another ", 1);
                    expected.push(TextChangeKind::Changed);
                }
                _ => {}
            }
        }
        expected.sort_unstable();
        let (left, right) = (document(&original), renumber_paragraphs(&lines(&document(&edited))));
        let comparison = compare_texts(&left, &right);
        assert_eq!(change_kinds(&comparison), expected, "seed {seed}");

        let mirrored = compare_texts(&right, &left);
        let pair = |comparison: &Comparison, is_swapped: bool| {
            let mut pairs: Vec<_> = comparison
                .changes
                .iter()
                .map(
                    |change| {
                        if is_swapped { (change.right, change.left) } else { (change.left, change.right) }
                    },
                )
                .collect();
            pairs.sort_unstable();
            pairs
        };
        assert_eq!(pair(&comparison, false), pair(&mirrored, true), "seed {seed}");
    }
}

fn in_section(paragraphs: &str) -> String {
    format!(
        "Inspection of safeguarding and looked after children services\n\nOtterby\n\nPublished: 3 May 2012\n\n\
         About this inspection\n\n{paragraphs}"
    )
}

#[test]
fn renumbered_paragraphs_and_references_are_not_changes() {
    let left = in_section(
        "1. Leaders know their service well and say what they see.\n\n2. Plans are weak, as paragraph 1 says of visits.",
    );
    let right = in_section(
        "1. A paragraph that is new stands first, about a lighthouse.\n\n2. Leaders know their service well and say what \
         they see.\n\n3. Plans are weak, as paragraph 2 says of visits.",
    );
    assert_eq!(change_kinds(&compare_texts(&left, &right)), [TextChangeKind::Inserted]);
    let soft = left.replace("service", "ser\u{AD}vice").replace("Plans are", "Plans \u{200B} are");
    assert!(compare_texts(&left, &soft).changes.is_empty());
}

#[test]
fn judgements_of_undated_reports_pair_the_same_in_both_directions() {
    let report = |rows: &str| {
        let text = format!(
            "# Inspection of Otterby local authority children's services\n\n| Judgement | Grade |\n|---|---|\n{rows}"
        );
        support::read_text(&text, "report.md").report
    };
    let earlier = report(
        "| 2. Children looked after and achieving permanence | Good |\n| 2.2 Experiences and progress of care leavers | \
         Good |\n| Overall effectiveness | Good |\n",
    );
    let later = report(
        "| The experiences and progress of children in care and care leavers | Good |\n| Overall effectiveness | \
         Inadequate |\n",
    );
    let pairs = |left: &Report, right: &Report, is_swapped: bool| {
        let mut pairs: Vec<_> = compare(left, right)
            .judgements
            .iter()
            .map(|pair| if is_swapped { (pair.right, pair.left) } else { (pair.left, pair.right) })
            .collect();
        pairs.sort_unstable();
        pairs
    };
    assert!(earlier.judgements.len() == 3 && later.judgements.len() == 2);
    assert_eq!(pairs(&earlier, &later, false), pairs(&later, &earlier, true));
    assert_eq!(pairs(&earlier, &later, false).len(), 3);
}

/// Returns an invented report in Markdown with a table of judgements, recommendations and paragraphs.
fn inspection(
    year: u16,
    judgements: &[(&str, &str)],
    recommendations: &[&str],
    paragraphs: &[&str],
) -> Report {
    let rows: String = judgements.iter().map(|(title, grade)| format!("| {title} | {grade} |\n")).collect();
    let items: String = recommendations.iter().map(|item| format!("- {item}\n")).collect();
    let texts: String = paragraphs.iter().map(|text| format!("{text}\n\n")).collect();
    let text = format!(
        "# Larkmoor Council\n\nInspection of local authority children\u{2019}s services\n\nInspection dates: 2 May {year} \
         to 13 May {year}\n\n| Judgement | Grade |\n|---|---|\n{rows}\n## What needs to improve?\n\n{items}\n\
         ## The experiences and progress of children who need help and protection\n\n{texts}"
    );
    support::read_text(&text, &format!("larkmoor_{year}.md")).report
}

const BEFORE_SPLIT: [(&str, &str); 4] = [
    (IMPACT, "Requires improvement to be good"),
    (HELP, "Requires improvement to be good"),
    (BOTH, "Requires improvement to be good"),
    (OVERALL, "Requires improvement to be good"),
];
const AFTER_SPLIT: [(&str, &str); 5] = [
    (IMPACT, "Outstanding"),
    (HELP, "Requires improvement to be good"),
    (CARE, "Outstanding"),
    (LEAVERS, "Good"),
    (OVERALL, "Outstanding"),
];

#[test]
fn the_verdict_begins_with_the_overall_grade_and_how_far_it_changed() {
    let (left, right) = (inspection(2022, &BEFORE_SPLIT, &[], &[]), inspection(2025, &AFTER_SPLIT, &[], &[]));
    let comparison = compare(&left, &right);
    assert_eq!(
        comparison.verdict.text(),
        "Overall effectiveness: Requires improvement in 2022, Outstanding in 2025 (up two grades). 2 judgements up, 1 \
         unchanged, 0 down, 2 can't be compared."
    );
    let reasons: Vec<&str> = comparison.judgements.iter().filter_map(|pair| pair.reason.as_deref()).collect();
    assert_eq!(
        reasons,
        [
            "In 2022, graded together with care leavers: Requires improvement.",
            "In 2022, graded together with children in care: Requires improvement."
        ]
    );
    // With the later report on the left, the verdict says so, and the reasons still name the earlier report.
    let swapped = compare(&right, &left);
    assert!(swapped.verdict.is_left_later && !comparison.verdict.is_left_later);
    assert!(
        swapped
            .verdict
            .text()
            .contains("Outstanding in 2025, Requires improvement in 2022 (down two grades)")
    );
    assert_eq!(swapped.judgements.iter().filter_map(|pair| pair.reason.as_deref()).count(), 2);
    let reasons = swapped.judgements.iter().filter_map(|pair| pair.reason.as_deref());
    assert!(reasons.into_iter().all(|reason| reason.starts_with("In 2022, ")));
}

#[test]
fn the_verdict_says_which_report_gives_no_overall_grade() {
    let left = inspection(2022, &BEFORE_SPLIT, &[], &[]);
    let right = inspection(2026, &AFTER_SPLIT[..4], &[], &[]);
    assert_eq!(
        compare(&left, &right).verdict.text(),
        "Overall effectiveness: Requires improvement in 2022. The 2026 report gives no overall grade. 1 judgement up, 1 \
         unchanged, 0 down, 2 can't be compared, 1 only in 2022."
    );
}

#[test]
fn judgements_missing_from_a_letter_without_grades_are_not_reported_as_gone() {
    let left = inspection(2022, &BEFORE_SPLIT, &[], &[]);
    let letter = support::read(&support::project().join("tests/fixtures/letter_with_its_frame.md")).report;
    let comparison = compare(&left, &letter);
    assert_eq!(
        comparison.verdict.text(),
        "The 2023 report gives no grades, because this type of inspection has none. Overall effectiveness: Requires \
         improvement in 2022."
    );
    assert_eq!(count_judgements(&comparison, GradeChange::Gone), 0);
    assert_eq!(count_judgements(&comparison, GradeChange::NotComparable), 4);
    assert_eq!(
        compare(&letter, &letter).verdict.text(),
        "Neither report gives grades. These types of inspection have none."
    );
}

#[test]
fn a_scan_is_not_compared() {
    let scan = support::read(&support::project().join("tests/fixtures/scan_without_text.pdf")).report;
    let sample = report(&sample());
    for (left, right) in [(&sample, &scan), (&scan, &sample)] {
        let error = check_comparable(left, right).unwrap_err();
        assert_eq!(error, CompareError::NoReadableText("scan_without_text.pdf".to_owned()));
    }
    assert_eq!(check_comparable(&sample, &sample), Ok(()));
}

#[test]
fn recommendations_in_other_words_are_similar_and_nothing_is_called_answered() {
    let paragraphs = [
        "Pathway plans are written too late, and young people do not know what they say about their future homes.",
        "Leaders visit the lighthouse every spring and write about what they find there in great detail.",
    ];
    let earlier = [
        "The timeliness of pathway plans for young people who leave care.",
        "How often social workers visit children who are privately fostered.",
        "Supervision of newly qualified staff.",
    ];
    let later = [
        "The frequency of visits to children in private fostering arrangements.",
        "The use of data to plan school places.",
    ];
    let (left, right) =
        (inspection(2022, &BEFORE_SPLIT, &earlier, &[]), inspection(2025, &AFTER_SPLIT, &later, &paragraphs));
    let comparison = compare(&left, &right);
    let found: Vec<_> = comparison
        .recommendations
        .iter()
        .map(|pair| (pair.left, pair.right, pair.label(&comparison.verdict.names)))
        .collect();
    assert_eq!(
        found,
        [
            (Some(1), Some(0), "Similar to recommendation\u{A0}2 in 2022".to_owned()),
            (None, Some(1), "Nothing similar in 2022".to_owned()),
            (Some(0), None, "Not repeated in 2025".to_owned()),
            (Some(2), None, "Not repeated in 2025".to_owned()),
        ]
    );
    let shared = &comparison.recommendations[0].shared_words;
    assert!(shared.contains(&"fostering".to_owned()) && shared.contains(&"visits".to_owned()), "{shared:?}");
    let [mention] = &comparison.still_mentioned[..] else { panic!("{:?}", comparison.still_mentioned) };
    assert_eq!(mention.recommendation, 0);
    assert!(mention.sentence.starts_with("Pathway plans are written too late"));

    // Swapping the reports gives the mirror image.
    let pairs = |comparison: &Comparison, is_swapped: bool| {
        let pairs = comparison.recommendations.iter();
        let mut pairs: Vec<_> = pairs
            .map(|pair| if is_swapped { (pair.right, pair.left) } else { (pair.left, pair.right) })
            .collect();
        pairs.sort_unstable();
        pairs
    };
    assert_eq!(pairs(&comparison, false), pairs(&compare(&right, &left), true));
}

#[test]
fn texts_of_two_inspections_are_counted_by_section_instead_of_marked() {
    // No two of these words are in one word family.
    let mut dice = Dice(7);
    let mut paragraph = |number: usize| {
        let words: Vec<String> = (0..30).map(|_| format!("{:04}x", dice.roll(9000))).collect();
        format!("{number}. {}.", words.join(" "))
    };
    let (left_text, right_text): (Vec<String>, Vec<String>) =
        (1..=40).map(|number| (paragraph(number), paragraph(number))).unzip();
    let shared = "41. Advocates help disabled children to take part in reviews of their short breaks.";
    let reworded = "41. Short breaks are often reviewed late, and advocacy is rarely offered to a child with a disability.";
    let text = |paragraphs: &[String], last: &str| document(&[paragraphs, &[last.to_owned()]].concat());
    let (left, right) = (report(&text(&left_text, shared)), report(&text(&right_text, reworded)));
    // The heading of the invented report is about the inspection itself, so another one is used.
    let rename = |report: &mut Report| report.sections[0].title = "Staying safe".to_owned();
    let (mut left, mut right) = (left, right);
    rename(&mut left);
    rename(&mut right);
    let comparison = compare(&left, &right);
    assert_eq!(comparison.mode, TextMode::Inspections);
    assert_eq!(change_kinds(&comparison), [TextChangeKind::Replaced]);
    let sections = comparison.sections(&left, &right, &[]);
    let texts = comparison.section_texts(&left, &right, &sections);
    let [texts] = &texts[..] else { panic!("{texts:?}") };
    assert_eq!((texts.matched.len(), texts.only_left.len(), texts.only_right.len()), (1, 40, 40));
    let matched = &texts.matched[0];
    assert!(comparison.left[matched.left].words.starts_with("Advocates"));
    assert!(comparison.right[matched.right].words.starts_with("Short breaks"));

    // The same texts compared as drafts have a change for each difference.
    let as_drafts = compare_in_mode((&left, &[]), (&right, &[]), Some(TextMode::Drafts));
    assert!(as_drafts.changes.len() > 40);
    assert!(as_drafts.section_texts(&left, &right, &sections).iter().all(|texts| texts.matched.len() <= 1));
}

#[test]
fn recommendations_to_one_organisation_are_not_similar_only_because_of_its_name() {
    let item = |matter: &str| format!("Fell Valley NHS Foundation Trust should ensure that {matter}.");
    let (earlier, later) =
        (item("nurses record the weight of babies"), item("lifts in the clinic are repaired"));
    let left = inspection(2022, &BEFORE_SPLIT, &[&earlier], &[]);
    let right = inspection(2025, &AFTER_SPLIT, &[&later], &[]);
    assert!(left.recommendations[0].responsible.is_some(), "{:?}", left.recommendations);
    let changes: Vec<_> = compare(&left, &right).recommendations.iter().map(|pair| pair.change).collect();
    assert_eq!(changes, [RecommendationChange::New, RecommendationChange::NotRepeated]);
}

/// Returns the pairs of recommendations of the sample reports.
fn similar_recommendations() -> Vec<RecommendationPair> {
    let [before, after] = ["larkmoor_2009.txt", "larkmoor_2012.md"].map(|name| {
        let bytes = std::fs::read(support::project().join("assets/samples").join(name)).unwrap();
        findings::read::read(&bytes, name).unwrap().report
    });
    compare(&before, &after).recommendations
}

#[test]
fn a_confirmed_pair_is_marked_and_others_stay() {
    let computed = similar_recommendations();
    let similar = computed.iter().position(|pair| pair.change == RecommendationChange::Similar).unwrap();
    let pair = (computed[similar].left.unwrap(), computed[similar].right.unwrap());
    let decided = apply_similarity_decisions(&computed, |left, right| {
        ((left, right) == pair).then_some(SimilarityDecision::Confirmed)
    });
    let mut expected = computed.clone();
    expected[similar].is_confirmed = true;
    assert_eq!(decided, expected);
}

#[test]
fn a_rejected_pair_is_split_and_repeated_ones_stay() {
    let computed = similar_recommendations();
    let count =
        |pairs: &[RecommendationPair], change| pairs.iter().filter(|pair| pair.change == change).count();
    let similar = count(&computed, RecommendationChange::Similar);
    assert!(similar > 0, "precondition");
    let decided = apply_similarity_decisions(&computed, |_, _| Some(SimilarityDecision::Rejected));
    assert_eq!(count(&decided, RecommendationChange::Similar), 0);
    for change in [RecommendationChange::New, RecommendationChange::NotRepeated] {
        assert_eq!(count(&decided, change), count(&computed, change) + similar);
    }
    let repeated = RecommendationChange::Repeated;
    assert_eq!(count(&decided, repeated), count(&computed, repeated));
}

#[test]
fn without_decisions_nothing_changes() {
    let computed = similar_recommendations();
    assert_eq!(apply_similarity_decisions(&computed, |_, _| None), computed);
}
