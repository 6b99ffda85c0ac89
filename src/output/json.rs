//! Writes a report as JSON in the schema `findings/1`. Scripts rely on the names and the structure of the schema, so a
//! change to either needs a new schema number.

mod blocks;

use serde::Serialize;

use self::blocks::{JsonBlock, json_blocks};

use crate::{
    analysis::{Findings, RelatedParagraph},
    report::{
        Authority, FrameworkId, Judgement, Place, Recommendation, Report, SectionId, StatementKind, Text,
        Warning, WarningKind,
    },
};

/// A report in the structure of the schema `findings/1`, for any serde serialiser.
#[derive(Debug, Serialize)]
pub struct JsonReport<'a> {
    schema: &'static str,
    source: JsonSource<'a>,
    title: Option<&'a str>,
    subject: Option<&'a str>,
    framework: Option<&'a str>,
    inspected: Vec<JsonPeriod>,
    published: Option<String>,
    inspectors: &'a [String],
    /// The outcome of the inspection, in reports that give no grades.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'a str>,
    /// The day by which the plan of action must be sent, in letters that state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    action_plan_due: Option<String>,
    scale: Option<JsonScale<'a>>,
    contents: Vec<JsonContentsEntry<'a>>,
    sections: Vec<JsonSection<'a>>,
    paragraphs: Vec<JsonParagraph<'a>>,
    judgements: Vec<JsonJudgement<'a>>,
    recommendations: Vec<JsonRecommendation<'a>>,
    improvement_points: Vec<JsonImprovementPoint<'a>>,
    abbreviations: Vec<JsonAbbreviation<'a>>,
    blocks: Vec<JsonBlock<'a>>,
    authority: Option<&'a Authority>,
    warnings: Vec<JsonWarning<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonImprovementPoint<'a> {
    paragraph: Option<u32>,
    text: &'a str,
    /// The strength of the criticism, from 1 to 10.
    strength: u8,
}

#[derive(Debug, Serialize)]
struct JsonRelatedParagraph<'a> {
    paragraph: Option<u32>,
    /// The index in `paragraphs`, from 0.
    index: usize,
    /// The similarity of the wording to that of the recommendation, from 0 to about 1.
    score: f64,
    /// The page in the file, only if the paragraph has no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// The beginning of the paragraph, only if it has no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct JsonSource<'a> {
    file: &'a str,
    /// The path of the file, only in JSON Lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    format: crate::report::Format,
    sha256: &'a str,
    pages: Option<u32>,
}

#[derive(Debug, Serialize)]
struct JsonPeriod {
    from: String,
    to: String,
}

#[derive(Debug, Serialize)]
struct JsonScale<'a> {
    name: &'a str,
    grades: Vec<JsonGrade<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonGrade<'a> {
    step: u8,
    label: &'a str,
    number: Option<u8>,
    meaning: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct JsonContentsEntry<'a> {
    title: &'a str,
    page: Option<u32>,
}

#[derive(Debug, Serialize)]
struct JsonSection<'a> {
    path: Vec<&'a str>,
    level: u8,
    grade: Option<&'a str>,
    page: Option<u32>,
    first_paragraph: Option<u32>,
    last_paragraph: Option<u32>,
}

#[derive(Debug, Serialize)]
struct JsonParagraph<'a> {
    number: Option<u32>,
    label: Option<String>,
    path: Vec<&'a str>,
    page: Option<u32>,
    text: &'a str,
    bullets: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct JsonJudgement<'a> {
    title: &'a str,
    group: Option<&'a str>,
    grade: &'a str,
    step: Option<u8>,
    path: Option<Vec<&'a str>>,
    paragraph: Option<u32>,
    /// The kinds of place where the report states the grade.
    stated: Vec<StatementKind>,
}

#[derive(Debug, Serialize)]
struct JsonRecommendation<'a> {
    /// The number as printed, in reports that number their recommendations separately from their paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    /// The title above or before the wording.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    text: &'a str,
    /// The bullet points that belong to the recommendation.
    points: Vec<&'a str>,
    timescale: Option<&'a str>,
    /// The due date, such as "2012-08-14".
    due: Option<String>,
    responsible: Option<&'a str>,
    path: Option<Vec<&'a str>>,
    paragraph: Option<u32>,
    /// The printed numbers of the paragraphs that the recommendation refers to.
    cites: &'a [u32],
    /// The other places where the report prints the recommendation, such as an annex.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repeated: Vec<JsonRepetition<'a>>,
    related: Vec<JsonRelatedParagraph<'a>>,
}

/// Another place where a report prints a recommendation.
#[derive(Debug, Serialize)]
struct JsonRepetition<'a> {
    path: Option<Vec<&'a str>>,
    page: Option<u32>,
}

#[derive(Debug, Serialize)]
struct JsonAbbreviation<'a> {
    short: &'a str,
    long: &'a str,
    paragraph: Option<u32>,
}

#[derive(Debug, Serialize)]
struct JsonWarning<'a> {
    kind: WarningKind,
    message: &'a str,
    paragraph: Option<u32>,
}

/// Returns a report, its warnings (from reading and from the checks) and its findings as indented JSON that ends with a
/// line break.
///
/// # Errors
/// Returns the error of the JSON writer. This is not known to happen for any report.
pub fn to_json(
    report: &Report,
    warnings: &[Warning],
    findings: &Findings,
) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(&JsonReport::new(report, warnings, findings))?;
    json.push('\n');
    Ok(json)
}

/// Returns a report as one line of JSON with a line break at its end, in the same schema. `path` is the path of the file.
///
/// # Errors
/// Returns the error of the JSON writer. This is not known to happen for any report.
pub(super) fn to_json_line(
    report: &Report,
    path: &str,
    warnings: &[Warning],
    findings: &Findings,
) -> Result<String, serde_json::Error> {
    let mut json = JsonReport::new(report, warnings, findings);
    json.source.path = Some(path);
    Ok(serde_json::to_string(&json)? + "\n")
}

/// Returns the line of JSON for a file that can't be read: `{"file": …, "error": …}`.
///
/// # Errors
/// Returns the error of the JSON writer. This is not known to happen for any file.
pub fn error_json_line(file: &str, error: &str) -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    struct JsonError<'a> {
        file: &'a str,
        error: &'a str,
    }
    Ok(serde_json::to_string(&JsonError { file, error })? + "\n")
}

impl<'a> JsonReport<'a> {
    /// Returns a report with its warnings and findings in the structure of the schema.
    #[must_use]
    pub fn new(report: &'a Report, warnings: &'a [Warning], findings: &'a Findings) -> Self {
        let cover = &report.cover;
        Self {
            schema: "findings/1",
            source: JsonSource {
                file: &report.source.file,
                path: None,
                format: report.source.format,
                sha256: &report.source.sha256,
                pages: report.source.pages,
            },
            title: cover.title.as_deref(),
            subject: cover.subject.as_deref(),
            framework: cover.framework.map(FrameworkId::name),
            inspected: cover
                .inspected
                .iter()
                .map(|period| JsonPeriod { from: period.from.to_string(), to: period.to.to_string() })
                .collect(),
            published: cover.published.map(|date| date.to_string()),
            inspectors: &cover.inspectors,
            outcome: cover.outcome.as_deref(),
            action_plan_due: cover.action_plan_due.map(|date| date.to_string()),
            scale: report.scale.as_ref().map(json_scale),
            contents: report
                .contents
                .iter()
                .map(|entry| JsonContentsEntry { title: &entry.title, page: entry.page })
                .collect(),
            sections: report.section_ids().map(|id| json_section(report, id)).collect(),
            paragraphs: json_paragraphs(report),
            judgements: report.judgements.iter().map(|item| json_judgement(report, item)).collect(),
            recommendations: json_recommendations(report, findings),
            improvement_points: json_improvement_points(report, findings),
            abbreviations: json_abbreviations(report, findings),
            blocks: json_blocks(report),
            authority: cover.authority.as_ref(),
            warnings: warnings.iter().map(|item| json_warning(report, item)).collect(),
        }
    }
}

fn json_scale(scale: &crate::report::Scale) -> JsonScale<'_> {
    let grades = scale.grades.iter().map(|grade| JsonGrade {
        step: grade.step,
        label: &grade.label,
        number: grade.number,
        meaning: grade.meaning.as_deref(),
    });
    JsonScale { name: &scale.name, grades: grades.collect() }
}

fn json_section(report: &Report, id: SectionId) -> JsonSection<'_> {
    let section = report.section(id);
    let (first, last) = report.paragraph_numbers(id).unzip();
    JsonSection {
        path: report.section_path(id),
        level: section.level,
        grade: section.grade.as_ref().map(|stated| stated.grade.label.as_str()),
        page: section_page(report, section.place),
        first_paragraph: first,
        last_paragraph: last,
    }
}

fn json_paragraphs(report: &Report) -> Vec<JsonParagraph<'_>> {
    report
        .paragraphs
        .iter()
        .map(|paragraph| JsonParagraph {
            number: paragraph.number,
            label: paragraph.number.map(|number| number.to_string()),
            path: section_path(report, paragraph.section).unwrap_or_default(),
            page: report.block(paragraph.place.block).origin.page,
            text: paragraph.text.plain(),
            bullets: paragraph.bullets.iter().map(Text::plain).collect(),
        })
        .collect()
}

fn json_judgement<'a>(report: &'a Report, judgement: &'a Judgement) -> JsonJudgement<'a> {
    let numbers = judgement.section.and_then(|section| report.paragraph_numbers(section));
    JsonJudgement {
        title: &judgement.title,
        group: judgement.group.as_deref(),
        grade: &judgement.grade.label,
        step: judgement.grade.step,
        path: section_path(report, judgement.section),
        paragraph: numbers.map(|(first, _)| first),
        stated: judgement.statements.iter().map(|statement| statement.kind).collect(),
    }
}

fn json_recommendations<'a>(report: &'a Report, findings: &Findings) -> Vec<JsonRecommendation<'a>> {
    let recommendations = report.recommendations.iter().zip(&findings.related);
    recommendations.map(|(item, related)| json_recommendation(report, item, related)).collect()
}

fn json_recommendation<'a>(
    report: &'a Report,
    item: &'a Recommendation,
    related: &[RelatedParagraph],
) -> JsonRecommendation<'a> {
    let due = item.due_date(report.cover.published);
    let repeated = item.other_places.iter().map(|place| JsonRepetition {
        path: section_path(report, report.block(place.block).section),
        page: report.page_at(*place),
    });
    JsonRecommendation {
        number: item.number.as_deref(),
        title: item.title.as_deref(),
        text: item.text_before_points(),
        points: item.sub_points(),
        timescale: item.timescale.as_ref().map(|timescale| timescale.label.as_str()),
        due: due.map(|date| date.to_string()),
        responsible: item.responsible.as_deref(),
        path: section_path(report, item.section),
        paragraph: item.paragraph.and_then(|id| report.paragraph(id).number),
        cites: &item.cites,
        repeated: repeated.collect(),
        related: related
            .iter()
            .map(|related| {
                let number = report.paragraph(related.paragraph).number;
                let text = number.is_none().then(|| related.text(report));
                JsonRelatedParagraph {
                    paragraph: number,
                    index: related.paragraph.0,
                    // More digits would suggest a precision that the score does not have.
                    score: (f64::from(related.score) * 1000.0).round() / 1000.0,
                    page: text.and_then(|_| report.page_at(related.place)),
                    text,
                }
            })
            .collect(),
    }
}

fn json_improvement_points<'a>(report: &Report, findings: &'a Findings) -> Vec<JsonImprovementPoint<'a>> {
    let points = findings.points.iter();
    points
        .map(|point| JsonImprovementPoint {
            paragraph: report.paragraph(point.paragraph).number,
            text: &point.text,
            strength: point.strength,
        })
        .collect()
}

/// Returns the abbreviations that the report explains.
fn json_abbreviations<'a>(report: &Report, findings: &'a Findings) -> Vec<JsonAbbreviation<'a>> {
    let explained = findings.abbreviations.iter().filter_map(|item| {
        let first = item.explanations.first()?;
        let paragraph = report.paragraph_number_at(first.place);
        Some(JsonAbbreviation { short: &item.short, long: &first.long, paragraph })
    });
    explained.collect()
}

fn json_warning<'a>(report: &Report, warning: &'a Warning) -> JsonWarning<'a> {
    let paragraph = warning.places.iter().find_map(|place| report.paragraph_number_at(*place));
    JsonWarning { kind: warning.kind, message: &warning.message, paragraph }
}

/// Returns the titles of a section and of the sections around it, outermost first.
fn section_path(report: &Report, section: Option<SectionId>) -> Option<Vec<&str>> {
    section.map(|section| report.section_path(section))
}

/// Returns the first page of a section in the file. For a file without pages, returns the page that the printed
/// contents give; `None` if they give none.
fn section_page(report: &Report, place: Place) -> Option<u32> {
    let block = report.block(place.block);
    let page_in_contents = || {
        let entry = report.section(block.section?).contents_entry?;
        report.contents[entry].page
    };
    block.origin.page.or_else(page_in_contents)
}
