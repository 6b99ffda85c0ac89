//! Improvement points: the examples of every signal, and precision and recall on labelled sentences.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::HashSet;

use findings::{
    analysis::{
        self, ImprovementPoint, MAX_STRENGTH, improvement_points, sentences, signal_data, signal_of,
        sort_strongest_first,
    },
    report::Text,
};
use regex::RegexBuilder;
use sha2::{Digest as _, Sha256};

use crate::support;

#[test]
fn every_signal_matches_its_example_and_not_its_counter_example() {
    let data = signal_data().unwrap();
    assert!(data.signals.len() >= 20 && data.praise.len() >= 10);
    let matches = |pattern: &str, sentence: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(true)
            .build()
            .unwrap()
            .is_match(&sentence.replace('\u{2019}', "'"))
    };
    for signal in &data.signals {
        assert!(matches(&signal.pattern, &signal.example), "{}: {}", signal.name, signal.example);
        assert!(signal_of(&signal.example).is_some(), "{}: {}", signal.name, signal.example);
        let found = signal_of(&signal.counter_example);
        assert_eq!(found, None, "{}: {}", signal.name, signal.counter_example);
    }
    for praise in &data.praise {
        assert!(matches(&praise.pattern, &praise.example), "{}: {}", praise.name, praise.example);
        assert_eq!(signal_of(&praise.example), None, "{}: {}", praise.name, praise.example);
        // Without this praise pattern, its example would be an improvement point.
        let is_needed = data.signals.iter().any(|signal| matches(&signal.pattern, &praise.example));
        assert!(is_needed, "{} is not needed: {}", praise.name, praise.example);
        assert!(signal_of(&praise.counter_example).is_some(), "{}: {}", praise.name, praise.counter_example);
    }
}

#[test]
fn every_degree_matches_its_example_and_not_its_counter_example() {
    let data = signal_data().unwrap();
    assert!(data.signals.iter().all(|signal| (3..=6).contains(&signal.strength)));
    for degree in &data.degrees {
        let pattern = RegexBuilder::new(&degree.pattern).case_insensitive(true).build().unwrap();
        assert!(pattern.is_match(&degree.example), "{}: {}", degree.name, degree.example);
        assert!(!pattern.is_match(&degree.counter_example), "{}: {}", degree.name, degree.counter_example);
        // Both are points, and the degree changes the strength in its direction.
        let strength = |sentence: &str| {
            points_of(&format!("Help\n\n1. Help is given.\n\n2. {sentence}\n\n3. Help is given.\n"))[0]
                .strength
        };
        let (with, without) = (strength(&degree.example), strength(&degree.counter_example));
        assert!(if degree.change > 0 { with > without } else { with < without }, "{}", degree.name);
    }
}

/// Returns the improvement points of a text file.
fn points_of(text: &str) -> Vec<ImprovementPoint> {
    improvement_points(&findings::read::read(text.as_bytes(), "report.txt").unwrap().report)
}

#[test]
fn points_are_sorted_by_section_with_the_strongest_first() {
    let text = "# Leaders\n\n1. Some plans could be clearer. Plans are not always clear.\n\n# Help\n\n\
        2. In a few cases records are late. There are serious failures to protect children.\n\n\
        # Care\n\n3. Visits are too often late.\n";
    let mut points = improvement_points(&findings::read::read(text.as_bytes(), "report.md").unwrap().report);
    let in_reading_order: Vec<String> = points.iter().map(|point| point.id.clone()).collect();
    sort_strongest_first(&mut points);
    let texts: Vec<&str> = points.iter().map(|point| point.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "There are serious failures to protect children.",
            "In a few cases records are late.",
            "Visits are too often late.",
            "Plans are not always clear.",
            "Some plans could be clearer.",
        ]
    );
    assert!(points.iter().all(|point| (1..=MAX_STRENGTH).contains(&point.strength)));
    assert!(points.iter().all(|point| in_reading_order.contains(&point.id)));
}

#[test]
fn a_lower_grade_of_the_section_makes_its_points_stronger() {
    let report = |grade: &str| {
        format!(
            "Inspection of safeguarding and looked after children services\n\nUpper Tarn Council\n\n\
            Inspection dates: 4 – 15 July 2011\nPublished: 19 August 2011\n\nSafeguarding services\n\n\
            Overall effectiveness {grade}\n\n1. Plans are not clear.\n"
        )
    };
    let strengths: Vec<u8> = ["Grade 4 (Inadequate)", "Grade 3 (Adequate)", "Grade 2 (Good)"]
        .map(|grade| points_of(&report(grade))[0].strength)
        .to_vec();
    assert!(strengths[0] > strengths[1] && strengths[1] > strengths[2], "{strengths:?}");
}

#[test]
fn examples_of_good_practice_and_quotations_are_not_points() {
    let text = "# Strengths\n\nHelp is good.\n\n## Practice study: highly effective practice\n\n\
        Mo did not have a settled home for years. Visits had not been made.\n\n\
        # Weaknesses\n\n## Practice study: area for improvement\n\nVisits to Mo are not recorded.\n\n\
        # Views\n\n\u{201C}They were not there. Nobody did enough.\u{201D} Plans are not \u{201C}smart\u{201D}.\n";
    let report = findings::read::read(text.as_bytes(), "report.md").unwrap().report;
    let texts: Vec<String> = improvement_points(&report).into_iter().map(|point| point.text).collect();
    assert_eq!(texts, ["Visits to Mo are not recorded.", "Plans are not \u{201C}smart\u{201D}."]);
}

#[test]
fn a_section_about_strengths_has_only_points_that_turn_to_a_weakness() {
    let text = "# A letter\n\n# Key strengths\n\nSchools offer talks in the absence of other help. A policy on visits that were not made \
        is in place. This is reducing risk. However, visits are often late. It is too early to see a change. \
        Talks would be further strengthened by practice.\n\n\
        # Areas for improvement\n\nVisits are not made.\n\n\
        # Strengths and weaknesses\n\nPlans are not clear.\n";
    let report = findings::read::read(text.as_bytes(), "report.md").unwrap().report;
    let texts: Vec<String> = improvement_points(&report).into_iter().map(|point| point.text).collect();
    assert_eq!(
        texts,
        [
            "However, visits are often late.",
            "It is too early to see a change.",
            "Talks would be further strengthened by practice.",
            "Visits are not made.",
            "Plans are not clear.",
        ]
    );
}

#[test]
fn praise_in_words_of_criticism_is_not_a_point() {
    for (sentence, is_point) in [
        ("However, visits are not always recorded.", true),
        ("Plans are not consistently clear.", true),
        ("The council recognises that its records need to improve.", true),
        ("Attainment remains below the average of similar areas.", true),
        ("Records were not consistently poor.", false),
        ("Effective action is taken to address drift.", false),
        ("No child waits too long for a social worker.", false),
        ("Visits are prompt.", false),
        // What was wrong before and has been put right, and what has not.
        ("At the time of the last inspection, records were incomplete, but they have improved.", false),
        ("At the time of the last inspection, records were incomplete, and they are still poor.", true),
        ("Previously, plans were not clear, but they are now precise.", false),
        ("Plans had not been clear, and they remain vague.", true),
        ("The service, which was inadequate at the last inspection, is now good.", false),
        ("The quality of plans, which was inadequate in 2009, is now adequate.", false),
        ("The quality of plans, which was adequate in 2009, is now inadequate.", true),
        ("Repairs, once slow, are now made within two days.", false),
        ("Repairs, once quick, are now slow.", true),
        // Harm that nobody met with.
        ("No family who met inspectors complained of delay.", false),
        ("No family who met inspectors knew the reason for the delay.", true),
        ("Inspectors did not find any child who had been left at risk of harm.", false),
        ("Inspectors did not find any plan that dealt with the risk of harm.", true),
        // What one person said.
        ("One child said that her worker did not listen.", false),
        ("As one parent said: \u{2018}I could not get an answer\u{2019}.", false),
        ("Children are not listened to.", true),
        // Circumstances of people.
        ("Carers support parents who have limited family around them.", false),
        ("Carers have limited support.", true),
    ] {
        assert_eq!(signal_of(sentence).is_some(), is_point, "{sentence}: {:?}", signal_of(sentence));
    }
}

/// Sentences that are not improvement points, each with a similar sentence that is one: good figures, people's
/// circumstances, weaknesses that are acted on, history.
const SIMILAR_SENTENCES: [(&str, &str); 60] = [
    (
        "Numbers of young people not in education, employment or training are low.",
        "Numbers of young people who take part in sport are low.",
    ),
    (
        "Breastfeeding rates are well above the national average.",
        "Staff turnover is well above the national average.",
    ),
    (
        "Uptake of the scheme is higher than the authority's target.",
        "Uptake of the scheme is lower than the authority's target.",
    ),
    ("The morale of staff is high.", "The turnover of staff is high."),
    ("The town receives a low level of national funding.", "The town has a low level of foster carers."),
    (
        "Help reaches children whose behaviour gives cause for concern.",
        "The recording of visits gives cause for concern.",
    ),
    (
        "Partners drive forward key priorities for the development of early help.",
        "Early help is one of their priorities for development.",
    ),
    ("Workers are skilled at sustaining fragile placements.", "Placements are fragile."),
    ("The scheme's no detriment rule is known to carers.", "The move was to the detriment of carers."),
    (
        "Leaders are aware of the challenges faced in the area.",
        "Leaders are aware that this is a challenge and that more is needed.",
    ),
    (
        "Managers have a good overview of variations in demand.",
        "There are variations in the quality of plans.",
    ),
    ("Workers see children, sometimes before any meeting.", "Workers sometimes miss meetings."),
    ("Teams meet to consider what further action is needed.", "Further action is needed."),
    ("Children who have limited family support are visited.", "Children have limited support."),
    ("Children do not normally experience long delays.", "Children normally experience long delays."),
    ("Of these children, none attends an unsatisfactory school.", "Many attend an unsatisfactory school."),
    (
        "For the few children placed in unregistered homes, leaders monitor progress closely.",
        "For a few children, the wait is too long.",
    ),
    ("Reviewing officers act to halt emerging delay.", "Reviewing officers do not halt emerging delay."),
    ("Managers learn from weaknesses.", "Managers do not learn from weaknesses."),
    ("Action was taken to tackle a lack of capacity.", "There is a lack of capacity."),
    (
        "Progress has been made in addressing areas for priority action given at the visit in 2018.",
        "Areas for priority action given at the visit in 2018 have not been addressed.",
    ),
    ("Any variation in attendance is swiftly addressed.", "Variation in attendance is not addressed."),
    ("Weaknesses in services are very well understood.", "Weaknesses in services are not well understood."),
    ("Audits show progress and areas for improvement to staff.", "Audits are an area for improvement."),
    ("Managers understand well the reasons for recent delays.", "Managers do not explain delays."),
    ("The council has not reduced its spending.", "The council has not reduced its waiting lists."),
    ("Plans are not discontinued until risks are lower.", "Plans are not written until risks are higher."),
    (
        "Inspectors found no examples where children did not see a worker.",
        "Inspectors found examples where children did not see a worker.",
    ),
    (
        "The 2012 inspection found services to be inadequate.",
        "This inspection found services to be inadequate.",
    ),
    ("Reviews were below the average in the previous year.", "Reviews are below the national average."),
    (
        "Recording was an area for improvement at the last inspection.",
        "Recording is an area for improvement, as at the last inspection.",
    ),
    ("This had led to a delay in decisions.", "This has led to a delay in decisions."),
    (
        "The post was filled after a lengthy period of interim cover.",
        "The process of filling the post is lengthy.",
    ),
    (
        "Meetings discuss families where neglect is a significant risk.",
        "The quality of plans is a significant concern.",
    ),
    (
        "Adoption is considered for all children in care and who would benefit from it.",
        "Adoption would benefit from more attention.",
    ),
    ("Data alert managers to any deterioration in practice.", "There is deterioration in practice."),
    ("The checks mean that few children are subject to drift.", "A few children are subject to drift."),
    ("The change is reducing uncertainty for families.", "The change brings uncertainty for families."),
    (
        "The service has needed to develop new ways of working.",
        "The service needs to develop new ways of working.",
    ),
    ("These homes are used for only a limited period.", "These homes have only limited space."),
    ("The police are rarely called to the homes.", "The police rarely attend meetings."),
    ("Combating neglect is identified as a strategic priority.", "Neglect is identified as a weakness."),
    ("The group meets to discuss waiting times.", "Children face long waiting times."),
    (
        "The service has significantly improved, and this led to increased capacity.",
        "This led to reduced capacity.",
    ),
    ("Audits help managers to identify poorer plans.", "Managers write poorer plans."),
    (
        "The board's strength is leadership and challenge in partner work.",
        "The challenge in partner work is finding staff.",
    ),
    (
        "Inspectors found no children at risk, where risk had not been noticed.",
        "Inspectors found children at risk, where risk had not been noticed.",
    ),
    ("A young person can at times show anger.", "Records are at times late."),
    ("Teams keep their focus on these areas of weakness.", "Teams have areas of weakness."),
    (
        "The group supports the identification of gaps in services, and areas in need of further development.",
        "There are gaps in services, and areas in need of further development.",
    ),
    ("Any needs not identified at first can then be identified.", "Needs are not identified at first."),
    ("Visits were, until recently, not recorded.", "Visits are not recorded."),
    (
        "No child was without a worker during the visit, nor had been since 2010.",
        "No worker was in post during the visit, nor had been since 2010.",
    ),
    (
        "Inspectors did not see any cases where a plan should have been made but was not.",
        "Inspectors saw cases where a plan should have been made but was not.",
    ),
    (
        "No weaknesses were found by inspectors that managers were not already aware of.",
        "Weaknesses were found by inspectors that managers were not already aware of.",
    ),
    (
        "The help for care leavers, identified as the weakest area last time, has improved significantly.",
        "The help for care leavers, identified as the weakest area last time, has not improved.",
    ),
    (
        "All areas identified as in need of improvement at the last visit have been addressed.",
        "Not all areas identified as in need of improvement at the last visit have been addressed.",
    ),
    (
        "The team has now resolved the delays in checks and the lack of timeliness.",
        "The team has now taken on more checks, but there are delays and a lack of timeliness.",
    ),
    ("Staff at the home seldom use restraint.", "Staff at the home seldom use their training."),
    ("Children wait for less time to be seen.", "Children wait too long to be seen."),
];

#[test]
fn similar_sentences_are_told_apart() {
    for (other, point) in SIMILAR_SENTENCES {
        assert_eq!(signal_of(other), None, "{other}");
        assert!(signal_of(point).is_some(), "{point}");
    }
}

#[test]
fn ids_of_points_depend_only_on_their_words() {
    let text = "1. However, plans are not always clear.\n\n2. Visits are prompt.\n\n3. Records are too often late.\n";
    let other = text.replace("2. Visits are prompt.\n\n", "").replace("3. ", "7. ");
    let ids = |text: &str| -> Vec<String> {
        let report = findings::read::read(text.as_bytes(), "report.txt").unwrap().report;
        improvement_points(&report).into_iter().map(|point| point.id).collect()
    };
    assert_eq!(ids(text).len(), 2);
    assert_eq!(ids(text), ids(&other));
}

/// The sample report is the first one that many people read.
#[test]
fn harm_that_nobody_met_with_and_faults_put_right_are_no_points_of_the_sample() {
    let sample = support::read(&support::project().join("assets/samples/larkmoor_2012.md")).report;
    let points: Vec<String> = improvement_points(&sample).into_iter().map(|point| point.text).collect();
    for words in
        ["complained of delay", "is now adequate", "once slow", "left at risk", "without a social worker"]
    {
        assert!(!points.iter().any(|point| point.contains(words)), "{words}");
    }
    assert!(points.iter().any(|point| point.contains("begins too late")), "{points:?}");
}

/// Two reports of different families, with their labels. Every sentence was labelled twice and independently by reading it,
/// before the signals were tried on these reports. The signals were first written without them (precision 83 %, recall
/// 93 %); since then their faults were corrected, so the precision here is higher than in a report never seen before. The
/// labels are hashes of the sentences that are points, because the reports may not be copied.
const LABELLED: [(&str, &str); 2] = [
    ("slac/york_2012.txt", include_str!("../labels/york_2012.txt")),
    ("ilacs/dudley_2023_ilacs.pdf", include_str!("../labels/dudley_2023_ilacs.txt")),
];

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn points_match_the_labels_with_90_percent_precision_and_92_percent_recall() {
    let folder = support::corpus_folder();
    let (mut all_found, mut all_right, mut all_labelled) = (0, 0, 0);
    for (file, labels) in LABELLED {
        let labels: HashSet<&str> = labels.lines().filter(|line| !line.starts_with('#')).collect();
        let report = support::read(&folder.join(file)).report;
        let found: HashSet<String> =
            analysis::improvement_points(&report).iter().map(|point| sentence_hash(&point.text)).collect();
        let all: HashSet<String> = report
            .paragraphs
            .iter()
            .flat_map(|paragraph| std::iter::once(&paragraph.text).chain(&paragraph.bullets))
            .map(Text::plain)
            .flat_map(|text| sentences(text).into_iter().map(|range| sentence_hash(&text[range])))
            .collect();
        // A label without a sentence would make every figure wrong.
        let present = labels.iter().filter(|label| all.contains(**label)).count();
        assert_eq!(present, labels.len(), "{file}: labelled sentences are not in the report");
        let right = found.iter().filter(|hash| labels.contains(hash.as_str())).count();
        print_measure(file, found.len(), right, labels.len());
        all_found += found.len();
        all_right += right;
        all_labelled += labels.len();
    }
    print_measure("both", all_found, all_right, all_labelled);
    // Measured: precision 99 %, recall 93 %.
    assert!(all_right * 100 >= all_found * 90 && all_right * 100 >= all_labelled * 92);
}

fn print_measure(name: &str, found: usize, right: usize, labelled: usize) {
    let share = |total: usize| 100.0 * right as f64 / total.max(1) as f64;
    println!(
        "{name}: {found} found, {right} of them among {labelled} labelled: precision {:.0} %, recall {:.0} %",
        share(found),
        share(labelled)
    );
}

/// Returns the first twelve hexadecimal digits of the SHA-256 of a sentence's words in lower case.
fn sentence_hash(sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let digest = Sha256::digest(words.join(" ").as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
