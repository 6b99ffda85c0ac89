//! Reads grades in the wording of reports, and the grading scale of a report.
//!
//! Works on single lines; must not know the place of a grade in the report.

use super::family::Family;
use crate::{
    read::line::{Line, Shape},
    report::{Grade, Scale, ScaleGrade},
};

/// A grade in the wording of a report.
#[derive(Debug, PartialEq)]
pub(super) struct WordedGrade<'a> {
    /// The full wording, with the number if there is one: "Grade 2 (good)".
    pub(super) wording: &'a str,
    /// The word of the grade: "good".
    word: &'a str,
}

impl WordedGrade<'_> {
    /// Returns the grade with its step on a scale. A grade that is not on the scale keeps its word and has no step.
    pub(super) fn to_grade(&self, scale: Option<&Scale>) -> Grade {
        match scale.and_then(|scale| leading_grade(scale, self.word)) {
            Some(found) => Grade { label: found.label.clone(), step: Some(found.step) },
            None => Grade { label: capitalise(self.word), step: None },
        }
    }
}

/// Parses a line that consists only of a grade: "Grade 2 (good)", "Grade 3: adequate", or a label of the scale. Returns
/// `None` for other lines.
pub(super) fn parse_grade_line<'a>(line: &'a str, scale: Option<&Scale>) -> Option<WordedGrade<'a>> {
    let wording = line.trim().trim_end_matches('.');
    if let Some(word) = parse_grade_word(wording) {
        return Some(WordedGrade { wording, word });
    }
    let label = scale?.leading_grade(wording)?;
    let rest = wording[label.label.len()..].trim();
    let is_whole_line = rest.is_empty() || rest.eq_ignore_ascii_case("to be good");
    is_whole_line.then_some(WordedGrade { wording, word: wording })
}

/// Splits a heading with a grade into the title and the grade: "The experiences and progress of children in care:
/// good", "Leadership and management: Grade 2 (good)". Returns `None` for a heading without a grade.
pub(super) fn split_graded_heading<'a>(
    line: &'a str,
    family: Option<&Family>,
) -> Option<(&'a str, WordedGrade<'a>)> {
    let line = line.trim();
    split_numbered_grade(line).or_else(|| split_worded_grade(line, family?))
}

/// Splits a heading that ends with a grade without the word "Grade". After a title that the framework prescribes, any
/// words can lead to the grade: ": good", " is good", ", already good at the last inspection, are now outstanding".
/// After any other title, there must be a colon.
fn split_worded_grade<'a>(line: &'a str, family: &Family) -> Option<(&'a str, WordedGrade<'a>)> {
    let at = match family.longest_matching_title(&super::title_key(line)) {
        // A key and its line can differ in length but have the same words.
        Some(title) => title_end_byte(line, title)?,
        None => line.rfind(": ")?,
    };
    let rest = line[at..].trim_start_matches([':', ' ', ',', '-', '\u{2013}']);
    let bare = [
        "is that it is ",
        "is that they are ",
        "is that it ",
        "is that they ",
        "is that ",
        "is: ",
        "are: ",
        "is ",
        "are ",
    ]
    .iter()
    .find_map(|joint| rest.strip_prefix(joint))
    .unwrap_or(rest);
    if bare.is_empty() {
        return None;
    }
    let now = bare.rfind(" now ").map(|at| &bare[at + 5..]);
    let word = [Some(bare), now].into_iter().flatten().find(|words| family.is_grade(words))?;
    Some((line[..at].trim_end(), WordedGrade { wording: rest, word: word.trim_end_matches('.') }))
}

/// Returns the byte where a title ends in a line that begins with the title; `None` if the line has fewer words.
fn title_end_byte(line: &str, title: &str) -> Option<usize> {
    let words = title.split(' ').count();
    let mut ends = line.char_indices().filter(|(at, c)| {
        !c.is_whitespace() && line[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    });
    let (at, last) = ends.nth(words - 1)?;
    let end = at + last.len_utf8();
    Some(line[..end].trim_end_matches([':', ',', '.']).len())
}

/// Splits a heading that ends with a grade such as "Grade 2 (good)".
fn split_numbered_grade(line: &str) -> Option<(&str, WordedGrade<'_>)> {
    let at = line.to_ascii_lowercase().rfind("grade")?;
    let word = parse_grade_word(&line[at..])?;
    let title = line[..at].trim_end_matches([' ', '\t', ':', '-', '\u{2013}', '(', '\u{A0}']);
    (!title.is_empty()).then_some((title, WordedGrade { wording: &line[at..], word }))
}

/// Returns the word of a grade such as "Grade 2 (good)", "Grade 3: adequate" or "Grade: good". Returns `None` for a
/// text without brackets, a colon or a dash before the word, such as "grade 3 means".
fn parse_grade_word(words: &str) -> Option<&str> {
    let rest = words.get(..5).filter(|start| start.eq_ignore_ascii_case("grade")).map(|_| &words[5..])?;
    let after_number = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.trim_start().len() - after_number.len();
    let after_number = after_number.trim();
    let word = match after_number.strip_prefix('(') {
        Some(bracketed) => bracketed.strip_suffix(')')?,
        None => after_number.strip_prefix([':', '-', '\u{2013}'])?,
    };
    let word = word.trim();
    let is_word = !word.is_empty() && word.len() <= 40 && word.chars().all(|c| c.is_alphabetic() || c == ' ');
    (digits <= 1 && is_word).then_some(word)
}

/// Returns the grade at the beginning of a text; `None` if the text does not begin with a grade of this scale. "Require
/// improvement" counts as "Requires improvement".
pub(super) fn leading_grade<'s>(scale: &'s Scale, words: &str) -> Option<&'s ScaleGrade> {
    let plural = "require improvement";
    let singular = words.get(..plural.len()).filter(|start| start.eq_ignore_ascii_case(plural));
    scale.leading_grade(if singular.is_some() { "requires improvement" } else { words })
}

/// Returns the grading scale of a report: the labels of its family, with the numbers and meanings that the report
/// prints. For an unknown family, returns the printed scale if it is certain which end is best. Returns `None` if there
/// is no scale.
pub(super) fn read_scale(lines: &[Line], family: Option<&Family>) -> Option<Scale> {
    let printed: Vec<ScaleGrade> = lines.iter().filter_map(parse_printed_grade).take(10).collect();
    let Some(family) = family else { return scale_of_unknown_family(printed) };
    let explanations = if printed.is_empty() { grade_explanations(lines, family) } else { Vec::new() };
    let grades: Vec<ScaleGrade> = family
        .scale
        .iter()
        .zip(1..)
        .map(|(label, step)| {
            let printed = printed.iter().find(|grade| grade.label.eq_ignore_ascii_case(label));
            ScaleGrade {
                step,
                label: (*label).to_owned(),
                number: printed.and_then(|grade| grade.number),
                meaning: printed
                    .and_then(|grade| grade.meaning.clone())
                    .or_else(|| meaning_of(label, &explanations).map(str::to_owned)),
            }
        })
        .collect();
    (!grades.is_empty()).then(|| Scale { name: family.scale_name.to_owned(), grades })
}

/// Returns the labels of a family with their meanings, from the first section that explains each label in a sentence or
/// a table row. Such a section can begin with another heading ("The local authority"). It can continue with the board's
/// judgements, which have the same labels. Returns an empty list if no section explains every label.
fn grade_explanations<'l>(lines: &'l [Line], family: &Family) -> Vec<(&'static str, &'l str)> {
    /// The maximum number of lines of a section that are read.
    const MAX_SECTION_LINES: usize = 12;
    let is_title = |line: &Line| {
        let words = line.text.plain();
        matches!(line.shape, Shape::Heading(_) | Shape::Plain)
            && super::can_begin_with(words, "what")
            && is_meaning_title(&super::title_key(words))
    };
    let titles = lines.iter().enumerate().filter(|(_, line)| is_title(line)).map(|(index, _)| index);
    titles
        .map(|title| {
            let is_heading = |line: &&Line| matches!(line.shape, Shape::Heading(_));
            let section = lines[title + 1..].iter().take(MAX_SECTION_LINES);
            let explanations = section
                .skip_while(is_heading)
                .take_while(|line| !is_heading(line))
                .filter_map(|line| parse_grade_explanation(line, family));
            let mut found: Vec<(&'static str, &str)> = Vec::new();
            for (label, meaning) in explanations {
                if found.iter().any(|(other, _)| *other == label) {
                    break;
                }
                found.push((label, meaning));
            }
            found
        })
        .find(|found| {
            found.len() == family.scale.len()
                && family.scale.iter().all(|label| found.iter().any(|(other, _)| other == label))
        })
        .unwrap_or_default()
}

/// Returns true if a title key belongs to a section that explains judgements: "What the inspection judgements mean: the
/// board", "What the local authority inspection judgments mean".
fn is_meaning_title(key: &str) -> bool {
    /// The maximum length of such a title, in bytes. A longer line is a sentence.
    const MAX_TITLE_BYTES: usize = 80;
    key.len() <= MAX_TITLE_BYTES && key.starts_with("what ") && key.contains("inspection judgements mean")
}

/// Returns the meaning of a label; `None` if it is not explained.
fn meaning_of<'l>(label: &str, explanations: &[(&str, &'l str)]) -> Option<&'l str> {
    explanations.iter().find(|(other, _)| *other == label).map(|(_, meaning)| *meaning)
}

/// Parses a line that explains a grade, and returns the label and the meaning. Such a line is a sentence with the label
/// near its beginning ("An outstanding authority leads …"), or a row with the label and its meaning. Returns `None` for
/// other lines.
fn parse_grade_explanation<'l>(line: &'l Line, family: &Family) -> Option<(&'static str, &'l str)> {
    /// The maximum number of bytes of a sentence before the label.
    const MAX_BYTES_BEFORE_LABEL: usize = 50;
    if let Shape::Row(cells) = &line.shape {
        let meaning = cells.last()?.plain().trim();
        let words = cells.iter().map(|cell| cell.plain().trim());
        let label = words
            .into_iter()
            .find_map(|cell| family.scale.iter().find(|label| label.eq_ignore_ascii_case(cell)))?;
        return (meaning.len() > label.len()).then_some((label, meaning));
    }
    let sentence = line.text.plain();
    let lower = sentence.to_ascii_lowercase();
    let label_position = |label: &str| {
        let label = label.to_ascii_lowercase();
        lower.match_indices(&label).map(|(at, _)| at).find(|at| {
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            !is_word(lower[..*at].chars().next_back()) && !is_word(lower[at + label.len()..].chars().next())
        })
    };
    let first = family.scale.iter().filter_map(|label| Some((label_position(label)?, *label))).min()?;
    (first.0 <= MAX_BYTES_BEFORE_LABEL && sentence.trim_end().ends_with('.')).then_some((first.1, sentence))
}

/// Labels in lower case that are always the best of a scale.
const BEST_LABELS: [&str; 3] = ["outstanding", "excellent", "exceptional"];
/// Labels in lower case that are always the worst of a scale.
const WORST_LABELS: [&str; 4] = ["inadequate", "unsatisfactory", "poor", "very poor"];

/// Returns the scale of a report of an unknown family, with the printed grades from best to worst. Returns `None` if
/// there are fewer than three grades, or if it is not certain which end is best.
fn scale_of_unknown_family(mut grades: Vec<ScaleGrade>) -> Option<Scale> {
    let is_any_of = |grade: Option<&ScaleGrade>, words: &[&str]| {
        grade.is_some_and(|grade| words.contains(&grade.label.to_lowercase().as_str()))
    };
    if grades.len() < 3 {
        return None;
    }
    if is_any_of(grades.last(), &BEST_LABELS) || is_any_of(grades.first(), &WORST_LABELS) {
        grades.reverse();
    }
    if !is_any_of(grades.first(), &BEST_LABELS) && !is_any_of(grades.last(), &WORST_LABELS) {
        return None;
    }
    for (grade, step) in grades.iter_mut().zip(1..) {
        grade.step = step;
    }
    Some(Scale { name: crate::read::strings::OWN_SCALE.to_owned(), grades })
}

/// Parses a table row of a printed scale: "Outstanding (Grade 1) | meaning". The step is 0 and must be set by the
/// caller. Returns `None` for other lines.
fn parse_printed_grade(line: &Line) -> Option<ScaleGrade> {
    let Shape::Row(cells) = &line.shape else { return None };
    let (label, number) = cells.first()?.plain().split_once('(')?;
    let number = number.trim_end().strip_suffix(')')?.trim();
    let number =
        number.get(..5).filter(|word| word.eq_ignore_ascii_case("grade")).map(|_| number[5..].trim())?;
    let meaning = cells.get(1).map(|cell| cell.plain().to_owned()).filter(|meaning| !meaning.is_empty());
    Some(ScaleGrade { step: 0, label: capitalise(label.trim()), number: Some(number.parse().ok()?), meaning })
}

/// Returns a word with its first letter as a capital.
pub(super) fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
