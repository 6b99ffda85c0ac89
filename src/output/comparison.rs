//! Writes a comparison as JSON in the schema `findings-comparison/1`. Scripts rely on the names and the structure of
//! the schema.

use serde::Serialize;

use crate::{
    analysis::{
        Comparison,
        compare::{GradeChange, RecommendationChange, TextChangeKind, TextUnit},
    },
    report::{Report, SectionId},
};

/// A comparison in the structure of the schema `findings-comparison/1`.
#[derive(Debug, Serialize)]
struct JsonComparison<'a> {
    schema: &'static str,
    left: JsonReportSummary<'a>,
    right: JsonReportSummary<'a>,
    judgements: Vec<JsonJudgementPair<'a>>,
    recommendations: Vec<JsonRecommendationPair<'a>>,
    changes: Vec<JsonTextChange<'a>>,
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
    /// The similarity of the wordings, if they differ.
    reason: Option<String>,
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
        // Equal wordings have the similarity 1, which needs no explanation.
        reason: pair.similarity.filter(|similarity| *similarity < 0.999).map(similarity_words),
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
        judgements: judgements.collect(),
        recommendations: recommendations.collect(),
        changes: changes.collect(),
    }
}

/// Returns the text for a similarity from 0 to 1: "75% of the words in common".
fn similarity_words(similarity: f32) -> String {
    format!("{:.0}% of the words in common", similarity * 100.0)
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
        RecommendationChange::CarriedOver => "repeated",
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
