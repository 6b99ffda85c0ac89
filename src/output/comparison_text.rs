//! Writes the verdict, judgements and recommendations of a comparison as plain text.

use super::{changes::judgement_change, strings};
use crate::{
    analysis::{Comparison, compare::have_same_subject},
    report::{Judgement, Report},
};

/// Returns a comparison as plain text: the verdict, then a line for each judgement, the recommendations, and earlier
/// recommendations that the right report still mentions. The texts of the reports are left out.
#[must_use]
pub fn comparison_to_text(left: &Report, right: &Report, comparison: &Comparison) -> String {
    let names = &comparison.verdict.names;
    let mut lines = vec![format!("{} and {}", left.name(), right.name())];
    if !have_same_subject(left, right) {
        lines.push(strings::DIFFERENT_ORGANISATIONS.to_owned());
    }
    if comparison.verdict.is_left_later {
        lines.push(strings::LEFT_IS_LATER.to_owned());
    }
    lines.push(comparison.verdict.text());
    let heading = |lines: &mut Vec<String>, title: &str| lines.extend([String::new(), title.to_owned()]);
    if !comparison.judgements.is_empty() {
        heading(&mut lines, strings::JUDGEMENTS);
    }
    let grade = |judgement: Option<&Judgement>| {
        judgement.map_or("–", |judgement| judgement.grade.label.as_str()).to_owned()
    };
    let mut last_reason = None;
    for pair in &comparison.judgements {
        let before = grade(pair.left.map(|index| &left.judgements[index]));
        let after = grade(pair.right.map(|index| &right.judgements[index]));
        lines.push(format!("{}: {before} → {after} ({})", pair.title, judgement_change(pair, names)));
        // All judgements have the same reason if the other report gives no grades.
        let reason = pair.reason.as_ref().filter(|reason| last_reason != Some(*reason));
        last_reason = reason.or(last_reason);
        lines.extend(reason.map(|reason| format!("    {reason}")));
    }
    if !comparison.recommendations.is_empty() {
        heading(&mut lines, strings::RECOMMENDATIONS);
    }
    for pair in &comparison.recommendations {
        lines.push(format!("{} {}", pair.change.symbol(), pair.label(names)));
        for (side, item) in [
            (0, pair.left.map(|index| &left.recommendations[index])),
            (1, pair.right.map(|index| &right.recommendations[index])),
        ] {
            let words =
                item.map(|item| format!("    {}: {}", names.label(side), single_line(item.text.plain())));
            lines.extend(words);
        }
        let words = strings::words_in_common(&pair.shared_words);
        if !words.is_empty() {
            lines.push(format!("    {words}"));
        }
    }
    if !comparison.still_mentioned.is_empty() {
        heading(&mut lines, strings::STILL_MENTIONED);
    }
    for mention in &comparison.still_mentioned {
        let recommendation = &left.recommendations[mention.recommendation];
        lines.push(strings::sentence_case(&mention.label(right)));
        lines.push(format!("    {}: {}", names.label(0), single_line(recommendation.text.plain())));
        lines.push(format!("    {}: {}", names.label(1), single_line(&mention.sentence)));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Returns text on one line.
fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
