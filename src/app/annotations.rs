//! Notes and decisions about a report. They are saved in a file that is named after the fingerprint of the report, so
//! that they stay with the report if its file is renamed.

use std::{
    collections::{BTreeMap, HashSet},
    fs, io,
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::{
    analysis::compare::SimilarityDecision,
    output::plan::{EditedPlan, PlanEntry},
    report::Date,
};

/// Notes and decisions about a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Annotations {
    /// The publication date that the user entered, for a report that does not state it.
    pub published: Option<Date>,
    /// Decisions on improvement points, by their ids.
    pub points: BTreeMap<String, PointDecision>,
    /// The action plan as it was last imported.
    pub plan: EditedPlan,
    /// Notes and bookmarks, by the ids of their paragraphs.
    pub notes: BTreeMap<String, Note>,
    /// The words of notes that were begun and not saved, by the ids of their paragraphs.
    pub drafts: BTreeMap<String, String>,
    /// Decisions on whether recommendations of an earlier report and this one ask for the same thing, by the ids of both with
    /// a space between them, the earlier first.
    pub similarity_decisions: BTreeMap<String, SimilarityDecision>,
}

/// A note at a paragraph; without text it is a bookmark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// The words of the note; empty for a bookmark.
    pub text: String,
    /// The first words of the paragraph, to recognise it if a later version of the report no longer has it.
    pub beginning: String,
}

/// A change to the annotations of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnotationChange {
    /// The decision on an improvement point, by its id; `None` removes it.
    Point(String, Option<PointDecision>),
    /// The publication date; `None` removes it.
    Published(Option<Date>),
    /// The note at the paragraph with this id; `None` removes it. Its draft is removed in both cases.
    Note(String, Option<Note>),
    /// The draft of the note at the paragraph with this id; `None` removes it.
    Draft(String, Option<String>),
    /// The decision on two similar recommendations, by their ids as in [`Annotations::similarity_decisions`]; `None` removes it.
    Similarity(String, Option<SimilarityDecision>),
    /// The filled-in fields of the action plan, and the ids of the improvement points in the plan.
    Plan(Box<EditedPlan>, Vec<String>),
    /// The contents of single cells of the action plan.
    PlanEntries(Vec<PlanEntry>),
}

impl AnnotationChange {
    /// Returns true if the change can change due dates or progress.
    #[must_use]
    pub fn is_about_plan(&self) -> bool {
        match self {
            Self::Plan(..) | Self::PlanEntries(_) | Self::Published(_) => true,
            Self::Point(..) | Self::Note(..) | Self::Draft(..) | Self::Similarity(..) => false,
        }
    }
}

impl Annotations {
    /// Applies a change.
    pub fn apply_change(&mut self, change: AnnotationChange) {
        match change {
            AnnotationChange::Point(id, Some(decision)) => {
                self.points.insert(id, decision);
            }
            AnnotationChange::Point(id, None) => {
                self.points.remove(&id);
            }
            AnnotationChange::Note(id, Some(note)) => {
                self.drafts.remove(&id);
                self.notes.insert(id, note);
            }
            AnnotationChange::Note(id, None) => {
                self.drafts.remove(&id);
                self.notes.remove(&id);
            }
            AnnotationChange::Draft(id, Some(words)) => {
                self.drafts.insert(id, words);
            }
            AnnotationChange::Draft(id, None) => {
                self.drafts.remove(&id);
            }
            AnnotationChange::Published(day) => self.published = day,
            AnnotationChange::Similarity(key, Some(decision)) => {
                self.similarity_decisions.insert(key, decision);
            }
            AnnotationChange::Similarity(key, None) => {
                self.similarity_decisions.remove(&key);
            }
            AnnotationChange::PlanEntries(entries) => {
                entries.iter().for_each(|entry| self.plan.set_entry(entry));
            }
            AnnotationChange::Plan(plan, points) => {
                // Only kept points are in a plan, so a point without a decision was kept.
                for id in points {
                    self.points.entry(id).or_insert(PointDecision::Keep);
                }
                self.plan = *plan;
            }
        }
    }
}

impl Annotations {
    /// Returns the change that brings back the present value of what `change` would change; `None` for an import of an
    /// action plan, which cannot be undone.
    #[must_use]
    pub fn inverse_of(&self, change: &AnnotationChange) -> Option<AnnotationChange> {
        Some(match change {
            AnnotationChange::Point(id, _) => {
                AnnotationChange::Point(id.clone(), self.points.get(id).copied())
            }
            AnnotationChange::Published(_) => AnnotationChange::Published(self.published),
            AnnotationChange::Note(id, _) => AnnotationChange::Note(id.clone(), self.notes.get(id).cloned()),
            AnnotationChange::Draft(id, _) => {
                AnnotationChange::Draft(id.clone(), self.drafts.get(id).cloned())
            }
            AnnotationChange::Similarity(key, _) => {
                AnnotationChange::Similarity(key.clone(), self.similarity_decisions.get(key).copied())
            }
            AnnotationChange::PlanEntries(entries) => {
                let before = |entry: &PlanEntry| PlanEntry {
                    words: self.plan.entry(&entry.row, entry.column).to_owned(),
                    ..entry.clone()
                };
                AnnotationChange::PlanEntries(entries.iter().rev().map(before).collect())
            }
            AnnotationChange::Plan(..) => return None,
        })
    }
}

/// The decision on an improvement point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PointDecision {
    /// The point is added to the action plan.
    Keep,
    /// The sentence is not a point to improve.
    #[serde(rename = "drop")]
    Dismiss,
}

/// The folder of annotations, with one file for each report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationsFolder(pub(super) PathBuf);

impl AnnotationsFolder {
    /// Returns the annotations of the report with this SHA-256; empty if it is not a valid SHA-256, or if the file is
    /// missing or can't be read or parsed. A file that can't be parsed is renamed to `….json.unreadable`.
    #[must_use]
    pub fn load(&self, sha256: &str) -> Annotations {
        let Some(path) = self.annotations_path(sha256) else { return Annotations::default() };
        let Ok(text) = fs::read_to_string(&path) else { return Annotations::default() };
        serde_json::from_str(&text).unwrap_or_else(|_| {
            // Renaming only keeps a copy. If it fails, there may be no window yet that could show a message.
            let _ = fs::rename(&path, path.with_extension("json.unreadable"));
            Annotations::default()
        })
    }

    /// Returns the annotations of those of these reports that have any, by their SHA-256. The folder is listed once, so
    /// that thousands of reports without annotations cost nothing.
    #[must_use]
    pub fn load_existing(&self, reports: &[String]) -> BTreeMap<String, Annotations> {
        let Ok(entries) = fs::read_dir(&self.0) else { return BTreeMap::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let known: HashSet<String> =
            names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect();
        let existing = reports.iter().filter(|sha256| known.contains(*sha256));
        existing.map(|sha256| (sha256.clone(), self.load(sha256))).collect()
    }

    /// Applies changes to the annotations in the file, which another window may have changed meanwhile. The new file is
    /// written under another name and then renamed, so that a full disk or a crash leaves the old one.
    ///
    /// # Errors
    /// Returns the I/O error if the file can't be read or written. An unreadable file is not overwritten.
    pub fn apply_changes(&self, sha256: &str, changes: &[AnnotationChange]) -> io::Result<()> {
        let Some(path) = self.annotations_path(sha256) else { return Ok(()) };
        super::write::create_private_folder(&self.0)?;
        // Only one window may change the file at a time.
        let lock = fs::File::create(self.0.join("lock"))?;
        lock.lock()?;
        let mut annotations = match fs::read_to_string(&path) {
            Ok(_) => self.load(sha256),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Annotations::default(),
            Err(error) => return Err(error),
        };
        for change in changes {
            annotations.apply_change(change.clone());
        }
        super::write::write_private_file(&path, &serde_json::to_vec_pretty(&annotations)?)
    }

    /// Returns the path of the annotations of a report; `None` if `sha256` is not 64 hexadecimal digits.
    fn annotations_path(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| self.0.join(format!("{sha256}.json")))
    }
}
