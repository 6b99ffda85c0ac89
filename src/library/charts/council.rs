//! The inspections of one council in a folder, and its grades over time.
//!
//! The history is made of facts, so that no report is read for it. It joins grades only if the scale, the framework and
//! the subject are the same. The timeline of the reports themselves also follows judgements that were replaced.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use super::judgement;
use crate::{
    analysis::{GradeMarkShape, JudgementColumn},
    library::{
        Collection, Entry, JudgementFacts, ReportFacts, matrix::council_key, strings::charts as strings,
    },
    output::chart::ChartTable,
    report::{Date, FrameworkId, format_date},
};

/// A council with reports in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// The key by which reports of the council are recognised.
    pub key: String,
    /// The name.
    pub name: String,
    /// The number of reports with grades.
    pub report_count: usize,
}

/// Returns the councils that reports are about, sorted by name.
#[must_use]
pub fn councils(reports: &[&ReportFacts]) -> Vec<Council> {
    let mut by_key: HashMap<String, Council> = HashMap::new();
    for facts in reports {
        let Some((key, name)) = council_key(facts).zip(facts.organisation()) else { continue };
        let council = by_key.entry(key.clone()).or_insert_with(|| Council {
            key,
            name: name.to_owned(),
            report_count: 0,
        });
        council.report_count += usize::from(!facts.judgements.is_empty());
    }
    let mut councils: Vec<Council> = by_key.into_values().collect();
    councils.sort_by(|one, other| {
        (one.name.to_lowercase(), &one.key).cmp(&(other.name.to_lowercase(), &other.key))
    });
    councils
}

/// The inspections of a council, and its grades over time.
#[derive(Debug, Clone, PartialEq)]
pub struct CouncilHistory {
    /// The key of the council.
    pub key: String,
    /// The name of the council, as the latest report prints it.
    pub name: String,
    /// The inspections with a date, earliest first.
    pub inspections: Vec<CouncilInspection>,
    /// The grades of each judgement. Only judgements on known subjects have a lane.
    pub lanes: Vec<CouncilLane>,
    /// The number of reports without a date, which are left out.
    pub undated: usize,
}

/// An inspection of a council.
#[derive(Debug, Clone, PartialEq)]
pub struct CouncilInspection {
    /// The file of the report, within the folder.
    pub path: PathBuf,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The year, or the date if the council has several inspections in that year.
    pub label: String,
    /// The date by which the inspection is sorted.
    pub date: Date,
    /// The framework; `None` if it is not recognised.
    pub framework: Option<FrameworkId>,
    /// The number of recommendations.
    pub recommendation_count: usize,
    /// True if the report has grades.
    pub has_grades: bool,
}

/// The grades of a judgement over time.
#[derive(Debug, Clone, PartialEq)]
pub struct CouncilLane {
    /// The judgement.
    pub column: JudgementColumn,
    /// The grades, earliest first.
    pub points: Vec<CouncilPoint>,
    /// The link between each grade and the next.
    pub links: Vec<CouncilLink>,
}

/// A grade of a council.
#[derive(Debug, Clone, PartialEq)]
pub struct CouncilPoint {
    /// The index of the inspection.
    pub inspection: usize,
    /// The label of the grade.
    pub grade: String,
    /// The height in the lane, from 0 for the best grade to 1 for the worst.
    pub level: f32,
    /// The grade mark.
    pub mark: GradeMarkShape,
}

/// The link between two grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CouncilLink {
    /// The grades can be compared.
    Joined,
    /// The grades can't be compared, for this reason.
    Broken(String),
}

impl CouncilHistory {
    /// Returns the history of the council with this key; `None` if no report is about it.
    #[must_use]
    pub fn new(collection: &Collection, key: &str) -> Option<Self> {
        let is_wanted = |facts: &ReportFacts| council_key(facts).as_deref() == Some(key);
        let all: Vec<(&Entry, &ReportFacts)> = collection
            .entries()
            .iter()
            .filter_map(|entry| Some((entry, &**entry.facts()?)))
            .filter(|(_, facts)| is_wanted(facts))
            .collect();
        // Of several reports about one inspection, such as a PDF and its text, the one with the most judgements counts.
        let mut by_inspection: BTreeMap<(Date, Option<FrameworkId>), (&Entry, &ReportFacts)> =
            BTreeMap::new();
        for (entry, facts) in &all {
            let Some(date) = facts.sort_date() else { continue };
            let known = by_inspection.entry((date, facts.framework)).or_insert((entry, facts));
            if facts.judgements.len() > known.1.judgements.len() {
                *known = (entry, facts);
            }
        }
        let latest = by_inspection.values().next_back().or(all.last())?;
        let name = latest.1.subject.clone().or_else(|| latest.1.organisation().map(str::to_owned))?;
        let reports: Vec<&ReportFacts> = by_inspection.values().map(|(_, facts)| *facts).collect();
        let inspections: Vec<CouncilInspection> = by_inspection
            .iter()
            .map(|((date, framework), (entry, facts))| CouncilInspection {
                path: entry.path().to_owned(),
                sha256: facts.sha256.clone(),
                label: date_label(*date, by_inspection.keys().map(|(date, _)| *date)),
                date: *date,
                framework: *framework,
                recommendation_count: facts.recommendations.len(),
                has_grades: !facts.judgements.is_empty(),
            })
            .collect();
        let lane = |column: JudgementColumn| lane(&reports, &inspections, column);
        let lanes = JudgementColumn::SUBJECTS.into_iter().map(lane).filter(|lane| !lane.points.is_empty());
        let undated = all.iter().filter(|(_, facts)| facts.sort_date().is_none()).count();
        Some(Self { key: key.to_owned(), name, lanes: lanes.collect(), inspections, undated })
    }

    /// Returns the history of the council that the report in this file is about.
    #[must_use]
    pub fn of_report(collection: &Collection, path: &std::path::Path) -> Option<Self> {
        let entry = collection.entries().iter().find(|entry| entry.path() == path)?;
        Self::new(collection, &council_key(entry.facts()?)?)
    }

    /// Returns the name of the council and the years.
    pub(super) fn title(&self) -> String {
        let label = |inspection: Option<&CouncilInspection>| inspection.map(|one| one.date.year());
        match (label(self.inspections.first()), label(self.inspections.last())) {
            (Some(first), Some(last)) if first < last => strings::council_years(&self.name, first, last),
            (Some(only), _) => format!("{}, {only}", self.name),
            (None, _) => self.name.clone(),
        }
    }

    /// Returns the lane of the overall judgement.
    #[must_use]
    pub fn overall(&self) -> Option<&CouncilLane> {
        self.lanes.iter().find(|lane| lane.column == JudgementColumn::Overall)
    }

    /// Returns the lanes to draw: the overall judgement, and those with several grades; all if there are no such lanes.
    /// The table has all lanes.
    pub(super) fn charted_lanes(&self) -> Vec<&CouncilLane> {
        let is_charted =
            |lane: &&CouncilLane| lane.points.len() > 1 || lane.column == JudgementColumn::Overall;
        let charted: Vec<&CouncilLane> = self.lanes.iter().filter(is_charted).collect();
        if charted.is_empty() { self.lanes.iter().collect() } else { charted }
    }

    /// Returns the history with one lane: the overall judgement, or else the first of the others.
    #[must_use]
    pub fn with_main_lane_only(&self) -> Self {
        let lanes = self.overall().or(self.lanes.first()).cloned().into_iter().collect();
        Self { lanes, ..self.clone() }
    }

    /// Returns the sentences: the inspections, the latest overall grade, and where lines are broken.
    pub(super) fn sentences(&self) -> Vec<String> {
        let ungraded = self.inspections.iter().filter(|one| !one.has_grades).count();
        let mut sentences = vec![strings::inspections(self.inspections.len(), ungraded)];
        if let Some(lane) = self.overall() {
            sentences.insert(0, self.lane_words(lane));
        }
        sentences.extend(self.break_sentence());
        sentences.extend((self.undated > 0).then(|| strings::without_date(self.undated)));
        sentences
    }

    /// Returns the sentence about the years between which grades can't be compared; `None` if they all can.
    #[must_use]
    pub fn break_sentence(&self) -> Option<String> {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for lane in &self.lanes {
            for (points, link) in lane.points.windows(2).zip(&lane.links) {
                if matches!(link, CouncilLink::Broken(_)) {
                    spans.push((points[0].inspection, points[1].inspection));
                }
            }
        }
        spans.sort_unstable();
        spans.dedup();
        let label = |index: usize| self.inspections[index].label.as_str();
        let spans: Vec<[&str; 2]> = spans.into_iter().map(|(from, to)| [label(from), label(to)]).collect();
        (!spans.is_empty()).then(|| strings::broken_lines(&spans))
    }

    /// Returns a lane in words: "Overall: 2016 good; 2022 requires improvement, can't be compared with 2016."
    #[must_use]
    pub fn lane_words(&self, lane: &CouncilLane) -> String {
        let words = lane.points.iter().enumerate().map(|(index, point)| {
            let is_broken =
                index.checked_sub(1).is_some_and(|before| lane.links[before] != CouncilLink::Joined);
            let before = index.checked_sub(1).map(|before| lane.points[before].inspection);
            let before = before.filter(|_| is_broken).map(|before| self.inspections[before].label.as_str());
            strings::grade_of_year(&self.inspections[point.inspection].label, &point.grade, before)
        });
        format!("{}: {}.", lane.column.heading(), words.collect::<Vec<_>>().join("; "))
    }

    /// Returns the grades as a table with a column for each inspection.
    pub(super) fn table(&self) -> ChartTable {
        let labels = self.inspections.iter().map(|one| one.label.clone());
        let header = std::iter::once(strings::JUDGEMENT.to_owned()).chain(labels).collect();
        let lane_row = |lane: &CouncilLane| {
            let grade = |inspection: usize| {
                let point = lane.points.iter().find(|point| point.inspection == inspection);
                point.map(|point| point.grade.clone()).unwrap_or_default()
            };
            std::iter::once(lane.column.heading()).chain((0..self.inspections.len()).map(grade)).collect()
        };
        let kinds = self.inspections.iter().map(|one| strings::kind(one.framework).to_owned());
        let counts = self.inspections.iter().map(|one| one.recommendation_count.to_string());
        let rows = [
            std::iter::once(strings::KIND.to_owned()).chain(kinds).collect(),
            std::iter::once(strings::RECOMMENDATIONS.to_owned()).chain(counts).collect(),
        ];
        ChartTable { header, rows: self.lanes.iter().map(lane_row).chain(rows).collect() }
    }
}

/// Returns the year of a date, or the date if another date is in the same year.
fn date_label(date: Date, dates: impl Iterator<Item = Date>) -> String {
    let is_alone = dates.filter(|other| other.year() == date.year()).count() < 2;
    if is_alone { date.year().to_string() } else { format_date(date) }
}

/// Returns the grades of a judgement over time.
fn lane(reports: &[&ReportFacts], inspections: &[CouncilInspection], column: JudgementColumn) -> CouncilLane {
    let graded: Vec<(usize, &ReportFacts, &JudgementFacts)> = reports
        .iter()
        .enumerate()
        .filter_map(|(index, facts)| Some((index, *facts, judgement(facts, &column)?)))
        .collect();
    let links = graded.windows(2).map(|pair| {
        let labels = [&inspections[pair[0].0].label, &inspections[pair[1].0].label];
        link((pair[0].1, pair[0].2), (pair[1].1, pair[1].2), labels.map(String::as_str))
    });
    let links = links.collect();
    let points = graded
        .iter()
        .map(|(inspection, facts, judgement)| {
            let (step, count) = (judgement.grade.step, facts.step_count());
            let level = match step {
                Some(step) if count > 1 => f32::from(step.saturating_sub(1)) / f32::from(count - 1),
                _ => 0.5,
            };
            CouncilPoint {
                inspection: *inspection,
                grade: judgement.grade.label.clone(),
                level: level.clamp(0.0, 1.0),
                mark: GradeMarkShape::for_step(step, count),
            }
        })
        .collect();
    CouncilLane { column, points, links }
}

/// Returns the link between two judgements.
fn link(
    (facts, judgement): (&ReportFacts, &JudgementFacts),
    (later_facts, later_judgement): (&ReportFacts, &JudgementFacts),
    [from, to]: [&str; 2],
) -> CouncilLink {
    let has_steps = judgement.grade.step.is_some() && later_judgement.grade.step.is_some();
    let mut reasons = Vec::new();
    if facts.framework != later_facts.framework || facts.framework.is_none() {
        let kinds = [facts.framework, later_facts.framework].map(strings::kind);
        reasons.push(strings::framework_changed(kinds, [from, to]));
    }
    if facts.scale.is_empty() || facts.scale != later_facts.scale || !has_steps {
        reasons.push(strings::SCALE_CHANGED.to_owned());
    }
    if judgement.note != later_judgement.note {
        reasons.push(strings::SUBJECT_CHANGED.to_owned());
    }
    if reasons.is_empty() { CouncilLink::Joined } else { CouncilLink::Broken(reasons.join(" ")) }
}
