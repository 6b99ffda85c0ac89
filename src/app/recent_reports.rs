//! The list of recent reports in the settings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{RecentFolder, ReportFacts, Settings};

/// The largest number of recent reports.
pub(super) const MAX_RECENT_REPORTS: usize = 20;

/// The largest number of recent folders.
const MAX_RECENT_FOLDERS: usize = 20;

/// A report on the recent list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentReport {
    /// The file.
    pub path: PathBuf,
    /// The title of the report.
    pub title: String,
    /// The facts of the report; `None` if an earlier version of the program added it to the list, or if it has no text.
    #[serde(default, deserialize_with = "deserialize_facts", skip_serializing_if = "Option::is_none")]
    pub facts: Option<ReportFacts>,
}

/// Reads the facts of a recent report. Facts of another version of the program that can't be read are left out, so that
/// the report stays on the list.
fn deserialize_facts<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<ReportFacts>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

impl Settings {
    /// Puts a report at the top of the recent list.
    pub(super) fn add_recent(&mut self, report: RecentReport) {
        self.recent.retain(|recent| recent.path != report.path);
        self.recent.insert(0, report);
        self.recent.truncate(MAX_RECENT_REPORTS);
    }

    /// Puts a folder at the top of the recent folders, and returns those that are dropped because there are too many.
    pub(super) fn add_folder(&mut self, folder: RecentFolder) -> Vec<RecentFolder> {
        self.folders.retain(|recent| recent.path != folder.path);
        self.folders.insert(0, folder);
        self.folders.split_off(self.folders.len().min(MAX_RECENT_FOLDERS))
    }

    /// Updates the title and the facts of a report that is on the recent list.
    pub(super) fn update_recent(&mut self, report: RecentReport) {
        if let Some(recent) = self.recent.iter_mut().find(|recent| recent.path == report.path) {
            *recent = report;
        }
    }
}
