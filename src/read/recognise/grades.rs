//! Grades as reports word them, and the scale they stand on.

use super::family::Family;
use crate::{
    read::line::{Line, Shape},
    report::{Grade, Scale, ScaleGrade},
};

/// A grade as worded: the number before the word, where there is one, and the word.
#[derive(Debug, PartialEq)]
pub(super) struct Worded<'a> {
    /// The words as printed.
    pub(super) wording: &'a str,
    /// The grade's own word: "good".
    word: &'a str,
}

impl Worded<'_> {
    /// The grade on a scale; its own word and no step where the scale has none like it.
    pub(super) fn on(&self, scale: Option<&Scale>) -> Grade {
        match scale.and_then(|scale| find(scale, self.word)) {
            Some(found) => Grade { label: found.label.clone(), step: Some(found.step) },
            None => Grade { label: capitalised(self.word), step: None },
        }
    }
}

/// A line that is a grade and nothing else: "Grade 2 (good)", "Grade 3: adequate", or a label of the scale alone.
pub(super) fn alone<'a>(line: &'a str, scale: Option<&Scale>) -> Option<Worded<'a>> {
    let wording = line.trim().trim_end_matches('.');
    if let Some(word) = numbered_word(wording) {
        return Some(Worded { wording, word });
    }
    let label = scale?.find(wording)?;
    let rest = wording[label.label.len()..].trim();
    let whole = rest.is_empty() || rest.eq_ignore_ascii_case("to be good");
    whole.then_some(Worded { wording, word: wording })
}

/// A heading that carries its grade: the title before it, and the grade. "The experiences and progress of children in
/// care: good", "Leadership and management: Grade 2 (good)".
pub(super) fn in_heading<'a>(line: &'a str, family: Option<&Family>) -> Option<(&'a str, Worded<'a>)> {
    let line = line.trim();
    numbered_in_heading(line).or_else(|| worded_in_heading(line, family?))
}

/// A grade behind a title that the framework prescribes, however they are joined: ": good", " is good", ", already good
/// at the last inspection, are now outstanding". Behind any other title only a colon joins them.
fn worded_in_heading<'a>(line: &'a str, family: &Family) -> Option<(&'a str, Worded<'a>)> {
    let at = match family.title_of(&super::key(line)) {
        // Keys have the length of what they were made from, but for white space and what is not ASCII.
        Some(title) => end_of(line, title)?,
        None => line.rfind(": ")?,
    };
    let behind = line[at..].trim_start_matches([':', ' ', ',', '-', '\u{2013}']);
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
    .find_map(|joint| behind.strip_prefix(joint))
    .unwrap_or(behind);
    if bare.is_empty() {
        return None;
    }
    let now = bare.rfind(" now ").map(|at| &bare[at + 5..]);
    let word = [Some(bare), now].into_iter().flatten().find(|words| family.is_grade(words))?;
    Some((line[..at].trim_end(), Worded { wording: behind, word: word.trim_end_matches('.') }))
}

/// Where the words of a title end in the line that begins with it.
fn end_of(line: &str, title: &str) -> Option<usize> {
    let words = title.split(' ').count();
    let mut ends = line.char_indices().filter(|(at, c)| {
        !c.is_whitespace() && line[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    });
    let (at, last) = ends.nth(words - 1)?;
    let end = at + last.len_utf8();
    Some(line[..end].trim_end_matches([':', ',', '.']).len())
}

fn numbered_in_heading(line: &str) -> Option<(&str, Worded<'_>)> {
    let at = line.to_ascii_lowercase().rfind("grade")?;
    let word = numbered_word(&line[at..])?;
    let title = line[..at].trim_end_matches([' ', '\t', ':', '-', '\u{2013}', '(', '\u{A0}']);
    (!title.is_empty()).then_some((title, Worded { wording: &line[at..], word }))
}

/// The word of "Grade 2 (good)", "Grade 3: adequate" or "Grade: good". A word that neither brackets nor a colon set off
/// is no grade: "What grade 3 means".
fn numbered_word(words: &str) -> Option<&str> {
    let rest = words.get(..5).filter(|start| start.eq_ignore_ascii_case("grade")).map(|_| &words[5..])?;
    let behind = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.trim_start().len() - behind.len();
    let behind = behind.trim();
    let word = match behind.strip_prefix('(') {
        Some(bracketed) => bracketed.strip_suffix(')')?,
        None => behind.strip_prefix([':', '-', '\u{2013}'])?,
    };
    let word = word.trim();
    let is_word = !word.is_empty() && word.len() <= 40 && word.chars().all(|c| c.is_alphabetic() || c == ' ');
    (number <= 1 && is_word).then_some(word)
}

/// The grade of a scale that words begin with; "require improvement" is "Requires improvement".
pub(super) fn find<'s>(scale: &'s Scale, words: &str) -> Option<&'s ScaleGrade> {
    let plural = "require improvement";
    let singular = words.get(..plural.len()).filter(|start| start.eq_ignore_ascii_case(plural));
    scale.find(if singular.is_some() { "requires improvement" } else { words })
}

/// The scale of a report: the family's labels with the numbers and meanings the report prints, or, where no family is
/// known, the scale the report prints if that leaves no doubt which end is best.
pub(super) fn scale(lines: &[Line], family: Option<&Family>) -> Option<Scale> {
    let printed: Vec<ScaleGrade> = lines.iter().filter_map(printed_grade).take(10).collect();
    let Some(family) = family else { return unfamiliar_scale(printed) };
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
                meaning: printed.and_then(|grade| grade.meaning.clone()),
            }
        })
        .collect();
    (!grades.is_empty()).then(|| Scale { name: family.scale_name.to_owned(), grades })
}

/// Words that only ever name the best, or the worst, of a scale.
const BEST: [&str; 3] = ["outstanding", "excellent", "exceptional"];
const WORST: [&str; 4] = ["inadequate", "unsatisfactory", "poor", "very poor"];

fn unfamiliar_scale(mut grades: Vec<ScaleGrade>) -> Option<Scale> {
    let is = |grade: Option<&ScaleGrade>, words: &[&str]| {
        grade.is_some_and(|grade| words.contains(&grade.label.to_lowercase().as_str()))
    };
    if grades.len() < 3 {
        return None;
    }
    if is(grades.last(), &BEST) || is(grades.first(), &WORST) {
        grades.reverse();
    }
    if !is(grades.first(), &BEST) && !is(grades.last(), &WORST) {
        return None;
    }
    for (grade, step) in grades.iter_mut().zip(1..) {
        grade.step = step;
    }
    Some(Scale { name: "The report's own scale".to_owned(), grades })
}

/// A row "Outstanding (Grade 1) | what it means". The step is set by the caller.
fn printed_grade(line: &Line) -> Option<ScaleGrade> {
    let Shape::Row(cells) = &line.shape else { return None };
    let (label, number) = cells.first()?.plain().split_once('(')?;
    let number = number.trim_end().strip_suffix(')')?.trim();
    let number =
        number.get(..5).filter(|word| word.eq_ignore_ascii_case("grade")).map(|_| number[5..].trim())?;
    let meaning = cells.get(1).map(|cell| cell.plain().to_owned()).filter(|meaning| !meaning.is_empty());
    Some(ScaleGrade {
        step: 0,
        label: capitalised(label.trim()),
        number: Some(number.parse().ok()?),
        meaning,
    })
}

/// The first letter large, the others as they are.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
