//! The compiled patterns of improvement points: they are up to date, and searching for them gives the same results as
//! the `regex` crate.
//!
//! After a change of `assets/improvement_points.json` or of a phrase, run
//! `UPDATE_PATTERNS=1 cargo nextest run -E 'binary(patterns)'`, which compiles them.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

mod compile;
mod encode;
mod literals;
#[path = "../support/mod.rs"]
mod support;

use std::{ops::Range, path::PathBuf};

use findings::analysis::{
    compiled_patterns, normalised_sentence,
    patterns::{CompiledPatterns, SearchText},
    phrases::Phrase,
    sentences, signal_data,
};
use regex::bytes::{Regex, RegexBuilder};

use self::compile::Compiler;

/// A pattern as the `regex` crate compiles it.
fn plain_regex(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).unicode(false).build().unwrap_or_else(|error| panic!("{error}"))
}

/// Returns all examples and counter-examples of the data.
fn examples() -> Vec<String> {
    let data = signal_data().unwrap();
    let signals = data.signals.into_iter().map(|signal| [signal.example, signal.counter_example]);
    let praise = data.praise.into_iter().map(|praise| [praise.example, praise.counter_example]);
    let degrees = data.degrees.into_iter().map(|degree| [degree.example, degree.counter_example]);
    signals.chain(praise).chain(degrees).flatten().collect()
}

/// Returns the sentences of the samples.
fn sample_sentences() -> Vec<String> {
    let files = support::reports().into_iter().filter(|path| path.parent().unwrap().ends_with("samples"));
    files.flat_map(|path| report_sentences(&path)).collect()
}

/// Returns the headings, paragraphs and recommendations of a report.
fn texts_of_report(path: &std::path::Path) -> Vec<String> {
    let report = support::read(path).report;
    findings::analysis::passages(&report).into_iter().map(|passage| passage.text.to_owned()).collect()
}

/// Returns the sentences of a report.
fn report_sentences(path: &std::path::Path) -> Vec<String> {
    let report = support::read(path).report;
    let texts = report
        .paragraphs
        .iter()
        .flat_map(|paragraph| std::iter::once(&paragraph.text).chain(&paragraph.bullets))
        .map(findings::report::Text::plain);
    texts.flat_map(|text| sentences(text).into_iter().map(|range| text[range].to_owned())).collect()
}

/// A text in which words are about as frequent as in reports: a copy of a sample report. It does not change with the
/// sample, because the compiled patterns depend on it.
static TYPICAL_TEXT: &str = include_str!("sample.txt");

/// Compiles the patterns of the data in the order that [`compiled_patterns`] documents.
fn compile_data() -> Vec<u8> {
    let typical = sentences(TYPICAL_TEXT).into_iter().map(|range| TYPICAL_TEXT[range].to_owned());
    let sample = examples().into_iter().chain(typical);
    let mut compiler = Compiler::new(sample.map(|sentence| normalised_sentence(&sentence)).collect());
    let data = signal_data().unwrap();
    for signal in &data.signals {
        compiler.add_for_matching(&signal.pattern);
        match &signal.unless {
            Some(unless) => compiler.add_for_matching(unless),
            None => compiler.add_nothing(),
        }
    }
    for praise in &data.praise {
        compiler.add_for_matching(&praise.pattern);
        compiler.add_for_finding(&praise.pattern);
    }
    data.degrees.iter().for_each(|degree| compiler.add_for_matching(&degree.pattern));
    compiler.to_bytes()
}

/// Returns each pattern of the data for the `regex` crate with its number, and with the number for finding matches.
fn plain_regexes() -> Vec<(Regex, usize, Option<usize>)> {
    let data = signal_data().unwrap();
    let mut found = Vec::new();
    let mut next = 0;
    for signal in &data.signals {
        found.push((plain_regex(&signal.pattern), next, None));
        found.extend(signal.unless.as_ref().map(|unless| (plain_regex(unless), next + 1, None)));
        next += 2;
    }
    for praise in &data.praise {
        found.push((plain_regex(&praise.pattern), next, Some(next + 1)));
        next += 2;
    }
    for degree in &data.degrees {
        found.push((plain_regex(&degree.pattern), next, None));
        next += 1;
    }
    found
}

/// Compares the results for a sentence. Returns the number of matches.
fn compare_results(regexes: &[(Regex, usize, Option<usize>)], sentence: &str) -> usize {
    let patterns = compiled_patterns();
    let words = normalised_sentence(sentence).into_bytes();
    let scanned = patterns.scan(&words);
    let text = SearchText::new(patterns, &scanned);
    let mut count = 0;
    for (regex, number, number_for_finding) in regexes {
        let expected = regex.is_match(&words);
        assert_eq!(text.is_match(*number), expected, "{regex} in {sentence}");
        assert!(!expected || patterns.can_match(*number, &scanned), "{regex} in {sentence}");
        count += usize::from(expected);
        if let Some(number) = number_for_finding {
            let expected: Vec<Range<usize>> = regex.find_iter(&words).map(|found| found.range()).collect();
            assert_eq!(text.find_all(*number), expected, "{regex} in {sentence}");
        }
    }
    count
}

/// Checks that a file of compiled patterns is current. With `UPDATE_PATTERNS`, writes it first.
fn check_compiled_file(name: &str, compiled: &[u8]) {
    let file = support::project().join("assets").join(name);
    if std::env::var_os("UPDATE_PATTERNS").is_some() {
        std::fs::write(&file, compiled).unwrap();
    }
    let is_current = std::fs::read(&file).unwrap() == compiled;
    assert!(is_current, "the patterns of {name} were changed: run this test with UPDATE_PATTERNS=1");
}

#[test]
fn compiled_patterns_are_those_of_the_data() {
    check_compiled_file("improvement_points.patterns", &compile_data());
}

#[test]
fn compiled_phrases_are_those_of_the_expressions() {
    let mut compiler = Compiler::new(Vec::new());
    for phrase in Phrase::ALL {
        compiler.add_for_matching(&format!("(?x){}", phrase.expression()));
        compiler.add_for_finding(&format!("(?x){}", phrase.expression()));
    }
    check_compiled_file("phrases.patterns", &compiler.to_bytes());
}

/// Returns each phrase with its regular expression.
fn phrase_regexes() -> Vec<(Phrase, regex::Regex)> {
    let regex = |phrase: Phrase| regex::Regex::new(&format!("(?ix){}", phrase.expression())).unwrap();
    Phrase::ALL.into_iter().map(|phrase| (phrase, regex(phrase))).collect()
}

/// Compares the results for a text. Returns the number of phrases in it.
fn compare_phrases(regexes: &[(Phrase, regex::Regex)], text: &str) -> usize {
    for (phrase, regex) in regexes {
        assert_eq!(phrase.is_in(text), regex.is_match(text), "{phrase:?} in {text}");
        let expected: Vec<Range<usize>> = regex.find_iter(text).map(|found| found.range()).collect();
        assert_eq!(phrase.ranges_in(text), expected, "{phrase:?} in {text}");
    }
    regexes.iter().filter(|(phrase, _)| phrase.is_in(text)).count()
}

#[test]
fn phrases_are_found_as_by_their_regular_expressions() {
    let regexes = phrase_regexes();
    let texts = [
        "About this inspection",
        " \u{2022} Context",
        "Context and history",
        "What the judgements mean",
        "A school that is likely to be good",
        "Practice Study: highly effective practice",
        "Strengths",
        "Strengths:\u{A0}many",
        "Strengths\u{A0}: many",
        "It does NOT work, but it\u{2019}s not bad",
        "caf\u{E9}not not",
        "ON\u{212A}LY lac\u{212A}ing",
        "Improve plans (see paragraphs 1\u{2013}3) and records (PARA 5) (page 6)",
        "Improve plans (\u{A0}see\u{2003}paragraph 3)",
        "",
    ];
    let found: usize = texts.iter().map(|text| compare_phrases(&regexes, text)).sum();
    assert!(found > 10, "{found}");
    let sentences: Vec<String> = examples().into_iter().chain(sample_sentences()).collect();
    sentences.iter().for_each(|sentence| {
        compare_phrases(&regexes, sentence);
    });
    compare_phrases(&regexes, &sentences.join(" "));
}

#[test]
fn every_pattern_is_in_lower_case() {
    let regexes = plain_regexes();
    assert!(regexes.len() > 80);
    for (regex, ..) in regexes {
        // A capital is only allowed in a class such as \S.
        let mut before = ' ';
        for c in regex.as_str().chars() {
            assert!(!c.is_ascii_uppercase() || before == '\\', "{c} in {regex}");
            before = c;
        }
    }
}

#[test]
fn examples_and_samples_give_the_same_results_as_plain_regexes() {
    let regexes = plain_regexes();
    let sentences: Vec<String> = examples().into_iter().chain(sample_sentences()).collect();
    let matches: usize = sentences.iter().map(|sentence| compare_results(&regexes, sentence)).sum();
    assert!(matches > 200, "{matches} matches");
    // Texts of all sizes, with characters of several bytes.
    for count in [2, 3, 5, 9, 20, 60] {
        for part in sentences.chunks(count).step_by(7) {
            compare_results(&regexes, &part.join(" caf\u{E9} \u{2026} "));
        }
    }
}

support::tests_by_share!(
    real_reports_give_the_same_results_as_plain_regexes,
    // The folder is sorted by kind of report, so every kind is among these.
    support::corpus().into_iter().step_by(6),
    assert_same_results_as_plain_regexes
);

fn assert_same_results_as_plain_regexes(paths: &[PathBuf]) {
    let regexes = plain_regexes();
    let phrases = phrase_regexes();
    let mut matches = 0;
    for path in paths {
        for sentence in report_sentences(path).iter().filter(|sentence| sentence.len() <= 2_000) {
            matches += compare_results(&regexes, sentence);
        }
        texts_of_report(path).iter().for_each(|text| matches += compare_phrases(&phrases, text));
    }
    println!("{matches} matches");
    assert!(matches > 0);
}

/// Patterns with everything that is supported, and texts that try them.
const PATTERNS: [&str; 16] = [
    "weak(er|ly|ness(es)?)?",
    r"\bno(t|ne)?\b",
    "(ab|a)(c|bcd)",
    "(a|ab)(c|bcd)?",
    "ab{2,4}c?",
    "ab{2,4}?",
    "[a-c]+d",
    "[a-c]+?[cd]",
    r"^[^,;]*,",
    r"[^,;]{1,5}?\bd",
    r"d( [a-z]+){0,3}$",
    r"(a |an |ab )*(c|d)",
    r"(a |an |ab ){1,2}?(c|d)?",
    r".{2,3}d\S",
    r"x (y|z)+ ?w|(y|z){2}",
    r"([a-z]+ ){0,2}?a(b|bb)\b",
];
const TEXTS: [&str; 14] = [
    "",
    "a",
    "weaknesses and weakly weak weaker",
    "not none nothing no-one, no",
    "abc abcd abbbbbc abb abbb ab",
    "aabbccdd, abcd; bd cd",
    "a an ab c a ab d an an an c",
    "one, two; three, four d five six seven",
    "d five six seven",
    "d five six seven eight",
    "caf\u{E9} d\u{E9} abd\u{2026} xd, dd",
    "x yzzy w x y zw yzyz",
    "b bb abb ab abbb c ab",
    "ab\u{E9}c\u{E9}d ab, d ab",
];

#[test]
fn every_supported_part_of_a_pattern_matches_as_in_a_plain_regex() {
    let mut compiler = Compiler::new(Vec::new());
    for pattern in PATTERNS {
        compiler.add_for_matching(pattern);
        compiler.add_for_finding(pattern);
    }
    compiler.add_nothing();
    let patterns = CompiledPatterns::new(compiler.to_bytes().leak());
    // Longer texts are searched with more bits.
    let texts = [1, 5, 20, 60, 200].into_iter().flat_map(|count| TEXTS.map(|text| text.repeat(count)));
    for text in texts {
        let search_text = SearchText::new(&patterns, &patterns.scan(text.as_bytes()));
        for (index, pattern) in PATTERNS.into_iter().enumerate() {
            let regex = plain_regex(pattern);
            assert_eq!(
                search_text.is_match(2 * index),
                regex.is_match(text.as_bytes()),
                "{pattern} in {text}"
            );
            let expected: Vec<Range<usize>> =
                regex.find_iter(text.as_bytes()).map(|found| found.range()).collect();
            assert_eq!(search_text.find_all(2 * index + 1), expected, "{pattern} in {text}");
        }
        assert!(!search_text.is_match(2 * PATTERNS.len()));
    }
}

#[test]
fn text_that_is_too_long_matches_nothing() {
    let patterns = compiled_patterns();
    let text = "not ".repeat(SearchText::MAX_BYTES / 4 + 1);
    let search_text = SearchText::new(patterns, &patterns.scan(text.as_bytes()));
    assert!(plain_regexes().iter().all(|(_, number, _)| !search_text.is_match(*number)));
}

#[test]
#[should_panic(expected = "matches an empty text")]
fn pattern_that_matches_an_empty_text_is_rejected() {
    Compiler::new(Vec::new()).add_for_finding("a?");
}

#[test]
#[should_panic(expected = "is not supported")]
fn pattern_with_an_unsupported_part_is_rejected() {
    Compiler::new(Vec::new()).add_for_matching(r"a\Bb");
}
