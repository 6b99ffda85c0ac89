//! Writes a comparison as a web page.

use std::fmt::Write as _;

use super::{begin_page, escape_html, grade_markup, source_markup};
use crate::{
    analysis::{
        Comparison,
        compare::{
            RecommendationChange, TextChangeKind, TextMode, WordRange, have_same_subject, word_changes,
        },
    },
    output::{
        changes::{change_heading, changed_units, judgement_change, judgement_group, section_counts},
        strings,
    },
    report::Report,
};

/// Returns a comparison as an HTML page: judgements, recommendations, then the changes in the text.
#[must_use]
pub fn comparison_to_html(left: &Report, right: &Report, comparison: &Comparison) -> String {
    let mut page = String::with_capacity(64 * 1024);
    let title = format!("{} and {}", left.name(), right.name());
    begin_page(&mut page, &format!("Comparison: {title}"), COMPARISON_STYLE);
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<header>\n<h1>{}</h1>\n<p class=\"quiet\">{}</p>\n</header>\n<main>\n",
        escape_html(&title),
        strings::html_comparison_sources(&source_markup(left), &source_markup(right)),
    );
    if !have_same_subject(left, right) {
        let _ = writeln!(page, "<p>{}</p>", strings::DIFFERENT_ORGANISATIONS);
    }
    if comparison.verdict.is_left_later {
        let _ = writeln!(page, "<p>{}</p>", strings::LEFT_IS_LATER);
    }
    let verdict = comparison.verdict.sentences();
    if let Some((first, rest)) = verdict.split_first() {
        let (first, rest) = (escape_html(first), escape_html(&rest.join(" ")));
        let _ = writeln!(page, "<p class=\"verdict\"><strong>{first}</strong> {rest}</p>");
    }
    write_judgements(&mut page, left, right, comparison);
    write_recommendations(&mut page, left, right, comparison);
    write_text_changes(&mut page, left, right, comparison);
    let _ = write!(
        page,
        "</main>\n<footer class=\"quiet\">{}</footer>\n</body>\n</html>\n",
        strings::HTML_REPORTS_DISCLAIMER
    );
    page
}

/// The styles of this page, added to those of every page.
const COMPARISON_STYLE: &str = "body{max-width:60em;margin:2em auto;padding:0 1em}del{background:var(--gone)}\
ins{background:var(--come);font-weight:bold}\
th[scope=row]{font-weight:400}.group th{background:var(--panel)}@media (max-width:40em){body{margin:1em auto}\
th,td{padding:.3em}.grade{white-space:normal}table{font-size:.9em}}\
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.5em;border-bottom:1px solid var(--line);padding:.6em 0}\
.pair h3{grid-column:1/-1;margin:0;font-size:1em}.pair p{margin:0;min-width:0}";

fn write_judgements(page: &mut String, left: &Report, right: &Report, comparison: &Comparison) {
    page.push_str("<section aria-labelledby=\"judgements\">\n<h2 id=\"judgements\">Judgements</h2>\n<table>\n<thead><tr>");
    for name in ["Judgement", &left.name(), &right.name(), "Change"] {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escape_html(name));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    let mut group = None;
    for pair in &comparison.judgements {
        let pair_group = judgement_group(left, right, pair);
        if let Some(name) = pair_group.filter(|_| pair_group != group) {
            let name = escape_html(name);
            let _ =
                writeln!(page, "<tr class=\"group\"><th colspan=\"4\" scope=\"colgroup\">{name}</th></tr>");
        }
        group = pair_group;
        let grade_cell = |report: &Report, index: Option<usize>| {
            index.map_or("–".to_owned(), |index| grade_markup(report, &report.judgements[index].grade))
        };
        let reason = pair
            .reason
            .as_deref()
            .map(|reason| format!("<br><span class=\"quiet\">{}</span>", escape_html(reason)));
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{}{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape_html(&pair.title),
            reason.unwrap_or_default(),
            grade_cell(left, pair.left),
            grade_cell(right, pair.right),
            escape_html(&judgement_change(pair, &comparison.verdict.names))
        );
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn write_recommendations(page: &mut String, left: &Report, right: &Report, comparison: &Comparison) {
    if comparison.recommendations.is_empty() {
        return;
    }
    page.push_str(
        "<section aria-labelledby=\"recommendations\">\n<h2 id=\"recommendations\">Recommendations</h2>\n",
    );
    for pair in &comparison.recommendations {
        let label = format!("{} {}", pair.change.symbol(), pair.label(&comparison.verdict.names));
        let before = pair.left.map(|index| left.recommendations[index].text.plain());
        let after = pair.right.map(|index| right.recommendations[index].text.plain());
        // Similar recommendations have few words in common, so marking all others would not help.
        let words = strings::words_in_common(&pair.shared_words);
        let heading = if words.is_empty() { label } else { format!("{label} · {words}") };
        let has_marks = pair.change == RecommendationChange::Repeated;
        write_texts_side_by_side(page, &heading, [before, after], has_marks);
    }
    if !comparison.still_mentioned.is_empty() {
        page.push_str("<h3>");
        page.push_str(strings::STILL_MENTIONED);
        page.push_str("</h3>\n");
    }
    for mention in &comparison.still_mentioned {
        let before = left.recommendations[mention.recommendation].text.plain();
        let texts = [Some(before), Some(mention.sentence.as_str())];
        write_texts_side_by_side(page, &strings::sentence_case(&mention.label(right)), texts, false);
    }
    page.push_str("</section>\n");
}

fn write_text_changes(page: &mut String, left: &Report, right: &Report, comparison: &Comparison) {
    page.push_str("<section aria-labelledby=\"text\">\n<h2 id=\"text\">Text</h2>\n");
    if comparison.mode == TextMode::Inspections {
        write_section_counts(page, left, right, comparison);
    } else if comparison.changes.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", strings::SAME_TEXT);
    }
    for change in &comparison.changes {
        let texts = changed_units(comparison, change).map(|unit| unit.map(|unit| unit.words.as_str()));
        // In a rewritten text nearly all words differ, so marking them would not help.
        let has_marks = change.kind != TextChangeKind::Replaced;
        write_texts_side_by_side(page, &change_heading(left, right, comparison, change), texts, has_marks);
    }
    page.push_str("</section>\n");
}

/// Writes a table with the numbers of paragraphs in each section of two inspections.
fn write_section_counts(page: &mut String, left: &Report, right: &Report, comparison: &Comparison) {
    let _ = writeln!(page, "<p>{}</p>\n<table>\n<thead><tr>", strings::DIFFERENT_INSPECTIONS);
    for title in strings::section_count_columns(&comparison.verdict.names) {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escape_html(&title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (title, counts) in section_counts(left, right, comparison) {
        let _ = write!(page, "<tr><th scope=\"row\">{}</th>", escape_html(&title));
        for count in counts {
            let _ = write!(page, "<td>{count}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

/// Writes a text before and after a change side by side. With `has_marks`, the words that differ are highlighted if
/// both are given.
fn write_texts_side_by_side(
    page: &mut String,
    heading: &str,
    [before, after]: [Option<&str>; 2],
    has_marks: bool,
) {
    let both = before.zip(after).filter(|_| has_marks);
    let (removed, added) = both.map(|(before, after)| word_changes(before, after)).unwrap_or_default();
    let _ = writeln!(
        page,
        "<div class=\"pair\"><h3>{}</h3><p>{}</p><p>{}</p></div>",
        escape_html(heading),
        before.map(|text| wrap_ranges(text, &removed, "del")).unwrap_or_default(),
        after.map(|text| wrap_ranges(text, &added, "ins")).unwrap_or_default(),
    );
}

/// Returns text as HTML, with each of these byte ranges in an element of this name.
fn wrap_ranges(text: &str, ranges: &[WordRange], element: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut written = 0;
    for range in ranges {
        out.push_str(&escape_html(&text[written..range.start]));
        let _ = write!(out, "<{element}>{}</{element}>", escape_html(&text[range.clone()]));
        written = range.end;
    }
    out.push_str(&escape_html(&text[written..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_in_elements_and_text_is_escaped() {
        assert_eq!(
            wrap_ranges("a <b> & c", &[0..1, 2..5], "del"),
            "<del>a</del> <del>&lt;b&gt;</del> &amp; c"
        );
    }
}
