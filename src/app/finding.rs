//! What is found in a report beside the reading of it, and what people say of that. Runs without a window.

use std::{path::Path, sync::Arc};

use super::{Document, DocumentId, Effect, Loaded, Notice, Remembered, Said, State, Verdict};
use crate::{
    analysis::{Findings, ImprovementPoint, JudgementView, RecommendationView},
    output::plan::Edited,
    report::Date,
};

/// What a thread found in a report, and what is remembered of it.
#[derive(Debug)]
pub struct Found {
    /// The fingerprint of the report.
    pub sha256: String,
    /// What was found.
    pub findings: Arc<Findings>,
    /// What people said of it before.
    pub remembered: Remembered,
}

/// Which findings the tables show, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Arrange {
    /// Judgements.
    pub judgements: JudgementView,
    /// Recommendations.
    pub recommendations: RecommendationView,
    /// Improvement points.
    pub points: PointFilter,
}

/// Which improvement points are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PointFilter {
    /// Those that were not dropped.
    #[default]
    Open,
    /// Those that were kept.
    Kept,
    /// Those that were dropped.
    Dropped,
}

impl PointFilter {
    /// All of them, with what each is called.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Open, "All but dropped"), (Self::Kept, "Kept"), (Self::Dropped, "Dropped")];

    /// Whether a point of which this was said is shown.
    #[must_use]
    pub fn shows(self, verdict: Option<Verdict>) -> bool {
        match self {
            Self::Open => verdict != Some(Verdict::Drop),
            Self::Kept => verdict == Some(Verdict::Keep),
            Self::Dropped => verdict == Some(Verdict::Drop),
        }
    }
}

impl Document {
    /// The day the report was published: what it says itself, else what was said of it.
    #[must_use]
    pub fn published(&self) -> Option<Date> {
        self.report().cover.published.or(self.remembered.published)
    }

    /// The improvement points that were kept.
    pub fn kept(&self) -> impl Iterator<Item = &ImprovementPoint> {
        let points = self.findings.iter().flat_map(|findings| &findings.points);
        points.filter(|point| self.remembered.points.get(&point.id) == Some(&Verdict::Keep))
    }

    /// Whether something is still being looked for in it.
    #[must_use]
    pub fn is_searched(&self) -> bool {
        self.findings.is_none() && self.has_text()
    }
}

impl State {
    /// Looks for the findings of a report that has its text.
    pub(super) fn find(&self, id: DocumentId) -> Vec<Effect> {
        let document = self.document(id).filter(|document| document.is_searched());
        let find =
            |loaded: &Loaded| Effect::Find(id, Arc::clone(&loaded.report), Arc::clone(&loaded.abbreviations));
        document.map(|document| find(&document.loaded)).into_iter().collect()
    }

    pub(super) fn found(&mut self, id: DocumentId, found: Found) {
        let document = self.documents.iter_mut().find(|document| document.id == id);
        // What was found in another version of the file is of no use.
        if let Some(document) = document.filter(|document| document.report().source.sha256 == found.sha256) {
            document.findings = Some(found.findings);
            document.remembered = found.remembered;
            document.find_noted();
        }
    }

    /// Says something of a report, in all tabs that show it, and keeps it.
    pub(super) fn say(&mut self, of: Option<DocumentId>, said: Said) -> Vec<Effect> {
        let document = of.and_then(|id| self.document(id)).filter(|document| document.findings.is_some());
        let Some(sha256) = document.map(|document| document.report().source.sha256.clone()) else {
            return Vec::new();
        };
        for document in self.documents.iter_mut().filter(|document| document.report().source.sha256 == sha256)
        {
            document.remembered.take(said.clone());
            document.heard += 1;
            document.find_noted();
        }
        vec![Effect::Remember(sha256, Box::new(said))]
    }

    pub(super) fn judge_point(&mut self, id: String, verdict: Option<Verdict>) -> Vec<Effect> {
        self.say(self.active, Said::Point(id, verdict))
    }

    pub(super) fn set_published(&mut self, day: Option<Date>) -> Vec<Effect> {
        self.say(self.active, Said::Published(day))
    }

    pub(super) fn arrange(&mut self, arrange: Arrange) {
        if let Some(document) = self.active_mut() {
            document.view.arrange = arrange;
        }
    }

    pub(super) fn pick_plan(&self) -> Vec<Effect> {
        let document = self.active().filter(|document| document.findings.is_some());
        document.map(|document| Effect::PickPlan(document.id)).into_iter().collect()
    }

    /// Takes a plan that was read back. One of another report is told, and not taken.
    pub(super) fn plan_read(
        &mut self,
        id: DocumentId,
        path: &Path,
        plan: Result<Edited, String>,
    ) -> Vec<Effect> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plan = match plan {
            Ok(plan) => plan,
            Err(message) => return self.no_plan(&name, message),
        };
        let Some(findings) = self.document(id).and_then(|document| document.findings.clone()) else {
            return Vec::new();
        };
        let ids = plan.ids();
        let known = findings.known(&ids);
        if known == 0 {
            let message = "None of its rows is of the report that is shown. Show the report it was made of, and read it \
                           again.";
            return self.no_plan(&name, message.to_owned());
        }
        let points = findings.points.iter().map(|point| &point.id).filter(|id| ids.contains(id.as_str()));
        let points = points.cloned().collect();
        let rows = if known == 1 { "One row".to_owned() } else { format!("{known} rows") };
        self.said = Some(format!("{rows} of the action plan “{name}” were read."));
        self.say(Some(id), Said::Plan(plan, points))
    }

    fn no_plan(&mut self, name: &str, message: String) -> Vec<Effect> {
        self.notices.push(Notice::new(format!("“{name}” was not read"), message));
        Vec::new()
    }
}
