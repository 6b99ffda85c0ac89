//! Writes a comparison as JSON in the schema `findings-comparison/1`. Scripts rely on the names and the structure of
//! the schema.

use serde::Serialize;

use crate::{
    analysis::{
        Comparison,
        compare::{GradeChange, OverallChange, RecommendationChange, TextChangeKind, TextMode, TextUnit},
    },
    report::{Report, SectionId},
};

/// A comparison in the structure of the schema `findings-comparison/1`.
#[derive(Debug, Serialize)]
struct JsonComparison<'a> {
    schema: &'static str,
    left: JsonReportSummary<'a>,
    right: JsonReportSummary<'a>,
    /// True if the left report is later than the right one; left out otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    left_is_later: bool,
    verdict: JsonVerdict<'a>,
    judgements: Vec<JsonJudgementPair<'a>>,
    recommendations: Vec<JsonRecommendationPair<'a>>,
    still_mentioned: Vec<JsonStillMentioned<'a>>,
    text: JsonText<'a>,
    changes: Vec<JsonTextChange<'a>>,
}

/// The verdict, with the numbers of judgements that changed.
#[derive(Debug, Serialize)]
struct JsonVerdict<'a> {
    text: String,
    overall: Vec<JsonOverallChange<'a>>,
    up: usize,
    same: usize,
    down: usize,
    not_comparable: usize,
    only_left: usize,
    only_right: usize,
}

/// The change of an overall judgement.
#[derive(Debug, Serialize)]
struct JsonOverallChange<'a> {
    title: &'a str,
    left: Option<&'a str>,
    right: Option<&'a str>,
    change: &'static str,
    /// The change in words: "Up two grades".
    words: &'a str,
}

/// The source and cover of one of the two reports.
#[derive(Debug, Serialize)]
struct JsonReportSummary<'a> {
    file: &'a str,
    title: Option<&'a str>,
    subject: Option<&'a str>,
    published: Option<String>,
    sha256: &'a str,
}

/// A judgement with its grade labels in both reports.
#[derive(Debug, Serialize)]
struct JsonJudgementPair<'a> {
    title: &'a str,
    path: Option<Vec<&'a str>>,
    left: Option<&'a str>,
    right: Option<&'a str>,
    change: &'static str,
    /// The reason why the grades can't be compared.
    reason: Option<&'a str>,
}

/// A recommendation with its wording in both reports.
#[derive(Debug, Serialize)]
struct JsonRecommendationPair<'a> {
    left: Option<&'a str>,
    right: Option<&'a str>,
    change: &'static str,
    /// The words in common of similar recommendations.
    shared_words: &'a [String],
    /// True if the user confirmed that similar recommendations ask for the same thing; left out otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    confirmed: bool,
}

/// A recommendation of the left report that the right report still mentions as a point to improve.
#[derive(Debug, Serialize)]
struct JsonStillMentioned<'a> {
    recommendation: &'a str,
    /// The printed number of the paragraph in the right report.
    paragraph: Option<u32>,
    text: &'a str,
    shared_words: &'a [String],
}

/// The way in which the texts are compared, and the numbers of matched and unmatched texts in each section.
#[derive(Debug, Serialize)]
struct JsonText<'a> {
    mode: &'static str,
    /// Empty for drafts.
    sections: Vec<JsonSectionTexts<'a>>,
}

/// The numbers of texts in two linked sections of different inspections.
#[derive(Debug, Serialize)]
struct JsonSectionTexts<'a> {
    left: Option<Vec<&'a str>>,
    right: Option<Vec<&'a str>>,
    matched: usize,
    changed: usize,
    only_left: usize,
    only_right: usize,
}

/// A change in the text, with its place in both reports.
#[derive(Debug, Serialize)]
struct JsonTextChange<'a> {
    kind: &'static str,
    left: Option<JsonPlace<'a>>,
    right: Option<JsonPlace<'a>>,
}

/// A place in a report.
#[derive(Debug, Serialize)]
struct JsonPlace<'a> {
    /// The printed number of the paragraph.
    paragraph: Option<u32>,
    path: Option<Vec<&'a str>>,
}

/// Returns a comparison as indented JSON with a final line break.
///
/// # Errors
/// Returns the error of the JSON writer. This is not known to happen for any report.
pub fn comparison_to_json(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(&json_comparison(left, right, comparison))?;
    json.push('\n');
    Ok(json)
}

fn json_comparison<'a>(
    left: &'a Report,
    right: &'a Report,
    comparison: &'a Comparison,
) -> JsonComparison<'a> {
    let judgements = comparison.judgements.iter().map(|pair| {
        let (before, after) = (
            pair.left.map(|index| &left.judgements[index]),
            pair.right.map(|index| &right.judgements[index]),
        );
        let path = after.and_then(|judgement| section_path(right, judgement.section));
        JsonJudgementPair {
            title: &pair.title,
            path: path.or_else(|| before.and_then(|judgement| section_path(left, judgement.section))),
            left: before.map(|judgement| judgement.grade.label.as_str()),
            right: after.map(|judgement| judgement.grade.label.as_str()),
            change: grade_change_word(pair.change),
            reason: pair.reason.as_deref(),
        }
    });
    let recommendations = comparison.recommendations.iter().map(|pair| JsonRecommendationPair {
        left: pair.left.map(|index| left.recommendations[index].text.plain()),
        right: pair.right.map(|index| right.recommendations[index].text.plain()),
        change: recommendation_change_word(pair.change),
        shared_words: &pair.shared_words,
        confirmed: pair.is_confirmed,
    });
    let still_mentioned = comparison.still_mentioned.iter().map(|mention| JsonStillMentioned {
        recommendation: left.recommendations[mention.recommendation].text.plain(),
        paragraph: right.paragraph(mention.paragraph).number,
        text: &mention.sentence,
        shared_words: &mention.shared_words,
    });
    let changes = comparison.changes.iter().map(|change| JsonTextChange {
        kind: text_change_word(change.kind),
        left: change.left.map(|index| json_place(left, &comparison.left[index])),
        right: change.right.map(|index| json_place(right, &comparison.right[index])),
    });
    JsonComparison {
        schema: "findings-comparison/1",
        left: json_report_summary(left),
        right: json_report_summary(right),
        left_is_later: comparison.verdict.is_left_later,
        verdict: json_verdict(comparison),
        judgements: judgements.collect(),
        recommendations: recommendations.collect(),
        still_mentioned: still_mentioned.collect(),
        text: json_text(left, right, comparison),
        changes: changes.collect(),
    }
}

fn json_verdict(comparison: &Comparison) -> JsonVerdict<'_> {
    let verdict = &comparison.verdict;
    JsonVerdict {
        text: verdict.text(),
        overall: verdict.overall.iter().map(json_overall_change).collect(),
        up: verdict.counts.up,
        same: verdict.counts.unchanged,
        down: verdict.counts.down,
        not_comparable: verdict.counts.not_comparable,
        only_left: verdict.counts.only_left,
        only_right: verdict.counts.only_right,
    }
}

fn json_overall_change(overall: &OverallChange) -> JsonOverallChange<'_> {
    JsonOverallChange {
        title: &overall.title,
        left: overall.left.as_ref().map(|grade| grade.label.as_str()),
        right: overall.right.as_ref().map(|grade| grade.label.as_str()),
        change: grade_change_word(overall.change),
        words: &overall.how_far,
    }
}

fn json_text<'a>(left: &'a Report, right: &'a Report, comparison: &Comparison) -> JsonText<'a> {
    if comparison.mode == TextMode::Drafts {
        return JsonText { mode: "drafts", sections: Vec::new() };
    }
    let sections = comparison.section_texts(left, right, &comparison.sections(left, right, &[]));
    let sections = sections.into_iter().map(|texts| JsonSectionTexts {
        left: section_path(left, texts.left),
        right: section_path(right, texts.right),
        matched: texts.matched.len(),
        changed: texts.change_count(),
        only_left: texts.only_left.len(),
        only_right: texts.only_right.len(),
    });
    JsonText { mode: "inspections", sections: sections.collect() }
}

fn json_report_summary(report: &Report) -> JsonReportSummary<'_> {
    JsonReportSummary {
        file: &report.source.file,
        title: report.cover.title.as_deref(),
        subject: report.cover.subject.as_deref(),
        published: report.cover.published.map(|date| date.to_string()),
        sha256: &report.source.sha256,
    }
}

/// Returns the titles of a section and of the sections around it, outermost first.
fn section_path(report: &Report, section: Option<SectionId>) -> Option<Vec<&str>> {
    section.map(|section| report.section_path(section))
}

fn json_place<'a>(report: &'a Report, unit: &TextUnit) -> JsonPlace<'a> {
    JsonPlace { paragraph: unit.number, path: section_path(report, unit.section) }
}

fn grade_change_word(change: GradeChange) -> &'static str {
    match change {
        GradeChange::Same => "same",
        GradeChange::Up => "up",
        GradeChange::Down => "down",
        GradeChange::New => "new",
        GradeChange::Gone => "gone",
        GradeChange::NotComparable => "not-comparable",
    }
}

/// Returns the name of a change in JSON.
fn recommendation_change_word(change: RecommendationChange) -> &'static str {
    match change {
        RecommendationChange::Repeated => "repeated",
        RecommendationChange::Similar => "similar",
        RecommendationChange::NotRepeated => "not repeated",
        RecommendationChange::New => "new",
    }
}

fn text_change_word(kind: TextChangeKind) -> &'static str {
    match kind {
        TextChangeKind::Inserted => "inserted",
        TextChangeKind::Deleted => "deleted",
        TextChangeKind::Changed => "changed",
        TextChangeKind::Replaced => "replaced",
        TextChangeKind::Moved => "moved",
    }
}
