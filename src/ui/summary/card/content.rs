//! The content of the headline card, computed once for each version of a report.
//!
//! Must not know how the card looks.

use std::collections::HashMap;

use crate::{
    analysis::{self, Headline, JudgementExtent, JudgementRow, OverallJudgement},
    app::Document,
    report::{Judgement, Place, Report, format_date, format_period},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
    },
};

use super::facts::{self, Fact};

/// Maximum number of overall judgements on the card. The table shows all of them.
const MAX_OVERALL_JUDGEMENTS: usize = 4;
/// Maximum number of marks that the strip can show, in the widest panel. The table shows all judgements.
const MAX_MARKS: usize = 160;
/// Maximum number of grades that are counted below the strip.
const MAX_COUNTED_GRADES: usize = 8;

/// The content of the card.
#[derive(Debug)]
pub(crate) struct CardContent {
    /// The subject of the report, or else its title, or else the file name.
    pub(super) subject: String,
    /// The type of inspection, the inspection dates and the publication date.
    pub(super) details: Vec<String>,
    /// False if the report has no readable text.
    pub(super) has_text: bool,
    pub(super) headline: CardHeadline,
    /// All judgements as marks; `None` if the overall judgement is the only one.
    pub(super) strip: Option<Strip>,
    pub(super) facts: Vec<Fact>,
    /// The sentence of the card for screen readers: "City of York Council: single inspection, published 14 May 2012;
    /// Overall effectiveness: Good, step 2 of 4; 10 recommendations, 3 immediately."
    pub(super) sentence: String,
}

/// The overall judgement, or a sentence if the report has none.
#[derive(Debug)]
pub(super) enum CardHeadline {
    Overall(Vec<OverallMark>),
    Message(&'static str),
}

/// An overall judgement.
#[derive(Debug)]
pub(super) struct OverallMark {
    /// The title of the judgement.
    pub(super) title: String,
    /// The part of the report that is judged; `None` if there is only one overall judgement.
    pub(super) part: Option<String>,
    /// The label of the grade.
    pub(super) grade: String,
    /// The position of the grade on its scale, such as "step 3 of 3"; `None` if the shape of the mark shows it.
    pub(super) step: Option<String>,
    /// The meaning of the judgement.
    pub(super) meaning: Option<String>,
    pub(super) mark: Mark,
}

/// A judgement as a mark that leads to its place.
#[derive(Debug)]
pub(super) struct Mark {
    /// The name for screen readers.
    pub(super) name: String,
    /// The tooltip.
    pub(super) hint: String,
    pub(super) shape: GradeMark,
    pub(super) place: Option<Place>,
}

/// All judgements as marks.
#[derive(Debug)]
pub(super) struct Strip {
    /// The number of judgements, and the number with each grade.
    pub(super) words: String,
    /// The first marks, in the order of the table.
    pub(super) marks: Vec<Mark>,
    /// The number of judgements, which can be larger than the number of marks.
    pub(super) judgement_count: usize,
}

impl CardContent {
    /// Computes the content of the card. `open_points` is the number of points to improve that were not dismissed, or
    /// `None` until it is known.
    pub(super) fn new(document: &Document, open_points: Option<usize>) -> Self {
        let report = document.report();
        let names = JudgementNames::new(report);
        let mut content = Self {
            subject: report_subject(report),
            details: inspection_details(document),
            has_text: document.has_text(),
            headline: CardHeadline::new(report, &names),
            strip: Strip::new(report, &names),
            facts: facts::report_facts(document, open_points),
            sentence: String::new(),
        };
        content.sentence = content.to_sentence(report);
        content
    }

    /// Returns the content as one sentence.
    fn to_sentence(&self, report: &Report) -> String {
        let inspection = if self.details.is_empty() {
            self.subject.clone()
        } else {
            format!("{}: {}", self.subject, self.details.join(", "))
        };
        if !self.has_text {
            return format!("{inspection}.");
        }
        let mut parts = vec![inspection];
        match &self.headline {
            CardHeadline::Overall(_) => parts.extend(overall_clauses(report)),
            CardHeadline::Message(words) => parts.push(words.trim_end_matches('.').to_owned()),
        }
        parts.extend(self.facts.iter().map(|fact| fact.clause.clone()));
        format!("{}.", parts.join("; "))
    }
}

impl CardHeadline {
    fn new(report: &Report, names: &JudgementNames<'_>) -> Self {
        match analysis::headline(report) {
            Headline::Overall(judgements) => {
                let shown = judgements.iter().take(MAX_OVERALL_JUDGEMENTS);
                Self::Overall(shown.map(|overall| OverallMark::new(report, names, overall)).collect())
            }
            Headline::NoOverallGrade => Self::Message(strings::NO_OVERALL_GRADE),
            Headline::GivesNoGrades => Self::Message(strings::GIVES_NO_GRADES),
            Headline::NoGradesFound => Self::Message(strings::NO_GRADES),
        }
    }
}

impl OverallMark {
    fn new(report: &Report, names: &JudgementNames<'_>, overall: &OverallJudgement<'_>) -> Self {
        let judgement = &report.judgements[overall.index];
        let scale = report.scale.as_ref();
        let shape = GradeMark::new(&judgement.grade, scale);
        let name = names.full_title(judgement);
        let grade = names.title_with_grade(judgement);
        let hint =
            [Some(grade.as_str()), overall.meaning].into_iter().flatten().collect::<Vec<_>>().join("\n");
        Self {
            title: judgement.title.clone(),
            part: overall.part.map(str::to_owned),
            grade: judgement.grade.label.clone(),
            step: shape.is_number().then(|| analysis::step_label(&judgement.grade, scale)),
            meaning: overall.meaning.map(str::to_owned),
            mark: Mark { name: strings::go_to_section(&name), hint, shape, place: judgement.place() },
        }
    }
}

impl Strip {
    /// Returns the marks of all judgements; `None` if there are none, or only the overall judgement.
    fn new(report: &Report, names: &JudgementNames<'_>) -> Option<Self> {
        let is_overall_alone = report.judgements.len() == 1 && analysis::is_overall(&report.judgements[0]);
        if report.judgements.is_empty() || is_overall_alone {
            return None;
        }
        let counts: Vec<(String, usize)> = analysis::grade_counts(report)
            .into_iter()
            .take(MAX_COUNTED_GRADES)
            .map(|(grade, count)| (grade.label.clone(), count))
            .collect();
        let rows = analysis::judgement_rows(report).into_iter();
        let indexes = rows.filter_map(|row| match row {
            JudgementRow::Judgement(index) => Some(index),
            JudgementRow::Group(_) => None,
        });
        // Marks of grades without an order would all look alike.
        let has_order = report.judgements.iter().any(|judgement| judgement.grade.step.is_some());
        let marks = indexes.take(if has_order { MAX_MARKS } else { 0 }).map(|index| {
            let judgement = &report.judgements[index];
            let name = names.title_with_grade(judgement);
            let extent = JudgementExtent::of_judgement(report, judgement).description();
            Mark {
                hint: format!("{name}\n{extent}"),
                name,
                shape: GradeMark::new(&judgement.grade, report.scale.as_ref()),
                place: judgement.place(),
            }
        });
        Some(Self {
            words: strings::judgement_count(report.judgements.len(), &counts),
            marks: marks.collect(),
            judgement_count: if has_order { report.judgements.len() } else { 0 },
        })
    }
}

/// Names judgements, with their groups where several judgements have the same title.
struct JudgementNames<'a> {
    report: &'a Report,
    /// The number of judgements with each title.
    title_counts: HashMap<&'a str, usize>,
}

impl<'a> JudgementNames<'a> {
    fn new(report: &'a Report) -> Self {
        let mut title_counts = HashMap::new();
        for judgement in &report.judgements {
            *title_counts.entry(judgement.title.as_str()).or_insert(0) += 1;
        }
        Self { report, title_counts }
    }

    /// Returns the title of a judgement, after its group if other judgements have the same title.
    fn full_title(&self, judgement: &Judgement) -> String {
        let is_ambiguous = self.title_counts.get(judgement.title.as_str()).is_some_and(|count| *count > 1);
        match judgement.group.as_deref().filter(|_| is_ambiguous) {
            Some(group) => strings::judgement_in_group(group, &judgement.title),
            None => judgement.title.clone(),
        }
    }

    /// Returns the full title of a judgement with its grade.
    fn title_with_grade(&self, judgement: &Judgement) -> String {
        let grade = grade_mark::accessible_grade(&judgement.grade, self.report.scale.as_ref());
        strings::judgement_with_grade(&self.full_title(judgement), &grade)
    }
}

/// Returns the parts of the sentence about the overall judgements.
fn overall_clauses(report: &Report) -> Vec<String> {
    let Headline::Overall(judgements) = analysis::headline(report) else { return Vec::new() };
    let clauses = judgements.iter().take(MAX_OVERALL_JUDGEMENTS).map(|overall| {
        let judgement = &report.judgements[overall.index];
        let title = match overall.part {
            Some(part) => strings::judgement_in_group(part, &judgement.title),
            None => judgement.title.clone(),
        };
        let grade = grade_mark::accessible_grade(&judgement.grade, report.scale.as_ref());
        let meaning = overall.meaning.map(|meaning| format!(" ({})", meaning.trim_end_matches('.')));
        format!("{}{}", strings::judgement_with_grade(&title, &grade), meaning.unwrap_or_default())
    });
    clauses.collect()
}

/// Returns the subject of the report, or else its title, or else the file name.
fn report_subject(report: &Report) -> String {
    let cover = &report.cover;
    cover.subject.as_ref().or(cover.title.as_ref()).unwrap_or(&report.source.file).clone()
}

/// Returns the type of inspection, the inspection dates and the publication date.
fn inspection_details(document: &Document) -> Vec<String> {
    let cover = &document.report().cover;
    let title = cover.title.clone().filter(|_| cover.subject.is_some());
    let kind = cover.framework.map(|framework| framework.name().to_owned()).or(title);
    let periods: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
    let inspected = (!periods.is_empty()).then(|| strings::inspection_periods_in_line(&periods));
    let published = document.published().map(|date| strings::publication_date_in_line(&format_date(date)));
    [kind, inspected, published].into_iter().flatten().collect()
}
