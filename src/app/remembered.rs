//! What people said of a report's findings, kept outside the report under its fingerprint, whatever its file is called.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::{output::plan::Edited, report::Date};

/// What people said of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// The day it was published, where it does not say so itself.
    pub published: Option<Date>,
    /// What was said of improvement points, by their ids.
    pub points: BTreeMap<String, Verdict>,
    /// The action plan as it was last read back.
    pub plan: Edited,
    /// Notes and bookmarks, by the ids of their paragraphs.
    pub notes: BTreeMap<String, Note>,
}

/// What is noted at a paragraph; without words a bookmark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// What was noted.
    pub text: String,
    /// How the paragraph begins, to know it by where the report no longer has it.
    pub beginning: String,
}

/// Something that is said of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What is said of an improvement point, by its id; nothing any more where there is no verdict.
    Point(String, Option<Verdict>),
    /// On which day it was published.
    Published(Option<Date>),
    /// What is noted at the paragraph of that id; nothing any more where there is no note.
    Note(String, Option<Note>),
    /// What was filled in in its action plan, which has these points in it.
    Plan(Edited, Vec<String>),
}

impl Remembered {
    /// Takes over what is said.
    pub fn take(&mut self, said: Said) {
        match said {
            Said::Point(id, Some(verdict)) => {
                self.points.insert(id, verdict);
            }
            Said::Point(id, None) => {
                self.points.remove(&id);
            }
            Said::Note(id, Some(note)) => {
                self.notes.insert(id, note);
            }
            Said::Note(id, None) => {
                self.notes.remove(&id);
            }
            Said::Published(day) => self.published = day,
            Said::Plan(plan, points) => {
                // Points that are in the plan were kept.
                for id in points {
                    self.points.entry(id).or_insert(Verdict::Keep);
                }
                self.plan = plan;
            }
        }
    }
}

/// What is said of an improvement point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It goes into the action plan.
    Keep,
    /// It is none.
    Drop,
}

/// The folder that it is kept in, a file for each report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedFolder(pub(super) PathBuf);

impl RememberedFolder {
    /// What is kept of a report; nothing where there is no file. One that does not parse is kept aside, not overwritten.
    #[must_use]
    pub fn load(&self, sha256: &str) -> Remembered {
        let Some(path) = self.path(sha256) else { return Remembered::default() };
        let Ok(text) = fs::read_to_string(&path) else { return Remembered::default() };
        serde_json::from_str(&text).unwrap_or_else(|_| {
            // Where even that fails there is nobody to tell yet.
            let _ = fs::rename(&path, path.with_extension("json.unreadable"));
            Remembered::default()
        })
    }

    /// Adds what was said to what is kept, which another window may have added to meanwhile. It is written aside and put in
    /// place at once, so that a full disk or a crash leaves what was there.
    ///
    /// # Errors
    /// What the system says; nothing is written where what is there cannot be read.
    pub fn add(&self, sha256: &str, said: &[Said]) -> io::Result<()> {
        let Some(path) = self.path(sha256) else { return Ok(()) };
        fs::create_dir_all(&self.0)?;
        // Another window may be adding too: one after the other.
        let lock = fs::File::create(self.0.join("lock"))?;
        lock.lock()?;
        let mut remembered = match fs::read_to_string(&path) {
            Ok(_) => self.load(sha256),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Remembered::default(),
            Err(error) => return Err(error),
        };
        for said in said {
            remembered.take(said.clone());
        }
        super::write_file(&path, &serde_json::to_vec_pretty(&remembered)?)
    }

    /// The file of a report; `None` for what is no fingerprint.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| self.0.join(format!("{sha256}.json")))
    }
}
