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

    /// Writes it aside and puts it in place at once, so that a full disk or a crash leaves what was there.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, sha256: &str, remembered: &Remembered) -> io::Result<()> {
        let Some(path) = self.path(sha256) else { return Ok(()) };
        fs::create_dir_all(&self.0)?;
        super::write_file(&path, &serde_json::to_vec_pretty(remembered)?)
    }

    /// The file of a report; `None` for what is no fingerprint.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| self.0.join(format!("{sha256}.json")))
    }
}
