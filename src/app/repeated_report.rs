//! A report of any length, for tests of what a frame costs.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use super::{Document, DocumentId, LoadedReport, SAMPLES, SummaryTab};
use crate::{
    analysis::{Findings, improvement_points},
    read::read,
    report::Text,
};

/// Returns a sample report that repeats its judgements, recommendations, points and warnings up to this number of each.
/// The summary shows `tab`, and annotations were changed `annotations_revision` times.
pub(crate) fn repeated_report(count: usize, tab: SummaryTab, annotations_revision: u32) -> Document {
    let mut read = read(SAMPLES[0].bytes, SAMPLES[0].file).unwrap();
    let report = &mut read.report;
    report.judgements = report.judgements.iter().cycle().take(count).cloned().collect();
    report.recommendations = report.recommendations.iter().cycle().take(count).cloned().collect();
    for (index, item) in report.recommendations.iter_mut().enumerate() {
        item.timescale = None;
        item.text = Text::new(format!("Report to the board by {} March 2024.", index % 28 + 1));
    }
    let mut findings = Findings::ids_only(report);
    findings.points = improvement_points(report).iter().cycle().take(count).cloned().collect();
    let mut loaded = LoadedReport::new(read);
    loaded.warnings = loaded.warnings.iter().cycle().take(count).cloned().collect();
    let mut document = Document::new(DocumentId(1), None, Arc::new(loaded));
    document.findings = Some(Arc::new(findings));
    document.view.tab = tab;
    document.annotations_revision = annotations_revision;
    document
}
