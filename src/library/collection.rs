//! The reports of a folder, as they are known so far.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{FileState, FolderFile, FolderUpdate, ReportFacts, matrix::council_key};

/// The files of a folder and the facts of their reports.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Collection {
    /// The state of each file, by its path within the folder.
    files: BTreeMap<PathBuf, FileState>,
    /// The facts of the reports, by the SHA-256 of their files.
    facts: HashMap<String, Arc<ReportFacts>>,
    /// The entries, as [`entries`](Self::entries) returns them: sorted by their first path.
    entries: Vec<Entry>,
    /// The positions of the reports in `entries`, by the SHA-256 of their files.
    positions: HashMap<String, usize>,
    /// The number of files that have been read or can't be read.
    done_count: usize,
    /// The subfolders that could not be opened, within the folder.
    pub closed_folders: Vec<PathBuf>,
    /// True if the folder has more files than can be shown.
    pub is_truncated: bool,
    /// The number of changes, so that what is computed from the collection can be kept.
    revision: u64,
}

/// A report in a folder, or a file that is not read yet or can't be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The files with this content, within the folder, sorted; at least one. Identical files are one entry.
    pub paths: Vec<PathBuf>,
    /// The content.
    pub content: EntryContent,
}

/// The content of an [`Entry`].
#[derive(Debug, Clone, PartialEq)]
pub enum EntryContent {
    /// The file has not been read yet.
    NotRead,
    /// The report.
    Report(Arc<ReportFacts>),
    /// The file can't be read, for this reason.
    Failed(String),
}

impl Entry {
    /// Returns the first path, which stands for the others.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.paths.first().map_or(Path::new(""), PathBuf::as_path)
    }

    /// Returns the facts of the report; `None` if the file is not read yet or can't be read.
    #[must_use]
    pub fn facts(&self) -> Option<&Arc<ReportFacts>> {
        match &self.content {
            EntryContent::Report(facts) => Some(facts),
            EntryContent::NotRead | EntryContent::Failed(_) => None,
        }
    }

    /// Returns the name: the subject and the year, or else the name of the file.
    #[must_use]
    pub fn name(&self) -> String {
        let facts = self.facts();
        let subject = facts.and_then(|facts| facts.subject.clone());
        match (subject, facts.and_then(|facts| facts.year())) {
            (Some(subject), Some(year)) => format!("{subject}, {year}"),
            (Some(subject), None) => subject,
            (None, _) => self.file_name(),
        }
    }

    /// Returns the name of the file, without its folder.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path().file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

impl Collection {
    /// Returns the reports and other files, sorted by path.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the facts of all reports, in the order of [`entries`](Self::entries).
    pub fn reports(&self) -> impl Iterator<Item = &Arc<ReportFacts>> {
        self.entries.iter().filter_map(Entry::facts)
    }

    /// Returns the facts of the report with this SHA-256.
    #[must_use]
    pub fn facts_of(&self, sha256: &str) -> Option<&Arc<ReportFacts>> {
        self.facts.get(sha256)
    }

    /// Returns the entry of the report with this SHA-256.
    #[must_use]
    pub fn entry_of(&self, sha256: &str) -> Option<&Entry> {
        self.positions.get(sha256).and_then(|position| self.entries.get(*position))
    }

    /// Returns the number of files.
    #[must_use]
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// Returns the number of files that have been read or can't be read.
    #[must_use]
    pub fn done_count(&self) -> usize {
        self.done_count
    }

    /// Returns a number that differs after each change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies an update about the folder. Returns true if the files or reports changed.
    pub fn apply_update(&mut self, update: FolderUpdate) -> bool {
        match update {
            FolderUpdate::Files { files, facts, closed_folders, is_truncated } => {
                self.add_facts(facts);
                self.files = files.into_iter().map(|file| (file.path, file.state)).collect();
                self.drop_unused_facts();
                (self.closed_folders, self.is_truncated) = (closed_folders, is_truncated);
            }
            FolderUpdate::Read(files, facts) => {
                self.add_facts(facts);
                self.revision += 1;
                let mut are_entries_current = true;
                for file in files {
                    are_entries_current &= self.apply_read_file(file);
                }
                if are_entries_current {
                    return true;
                }
            }
            FolderUpdate::Complete
            | FolderUpdate::Stopped
            | FolderUpdate::FolderFailed(_)
            | FolderUpdate::IndexFailed(_) => return false,
        }
        self.update_entries();
        true
    }

    fn add_facts(&mut self, facts: Vec<Arc<ReportFacts>>) {
        self.facts.extend(facts.into_iter().map(|facts| (facts.sha256.clone(), facts)));
    }

    /// Updates the entry of one file. Returns false if all entries must be rebuilt. Rebuilding them for every batch of
    /// files would take quadratic time.
    fn apply_read_file(&mut self, FolderFile { path, state }: FolderFile) -> bool {
        // A file that was removed while it was read stays removed.
        let Some(known) = self.files.get_mut(&path) else { return true };
        let before = std::mem::replace(known, state.clone());
        let content = match &state {
            FileState::NotRead => None,
            FileState::Failed(reason) => Some(EntryContent::Failed(reason.clone())),
            // Identical files are one entry.
            FileState::Read(sha256) if self.positions.contains_key(sha256) => None,
            FileState::Read(sha256) => self.facts.get(sha256).cloned().map(EntryContent::Report),
        };
        let position = self.entries.binary_search_by(|entry| entry.path().cmp(&path));
        let (FileState::NotRead, Some(content), Ok(position)) = (before, content, position) else {
            return false;
        };
        if let FileState::Read(sha256) = state {
            self.positions.insert(sha256, position);
        }
        self.entries[position].content = content;
        self.done_count += 1;
        true
    }

    /// Drops the facts of reports that are in no file any more.
    fn drop_unused_facts(&mut self) {
        let sha256 = |state: &FileState| match state {
            FileState::Read(sha256) => Some(sha256.clone()),
            FileState::NotRead | FileState::Failed(_) => None,
        };
        let used: HashSet<String> = self.files.values().filter_map(sha256).collect();
        self.facts.retain(|sha256, _| used.contains(sha256));
    }

    /// Makes the entries again from the files.
    fn update_entries(&mut self) {
        let mut entries: Vec<Entry> = Vec::with_capacity(self.files.len());
        let mut positions: HashMap<String, usize> = HashMap::new();
        self.done_count = 0;
        for (path, state) in &self.files {
            let content = match state {
                FileState::NotRead => EntryContent::NotRead,
                FileState::Failed(reason) => EntryContent::Failed(reason.clone()),
                FileState::Read(sha256) => {
                    let Some(facts) = self.facts.get(sha256) else { continue };
                    if let Some(position) = positions.get(sha256) {
                        self.done_count += 1;
                        entries[*position].paths.push(path.clone());
                        continue;
                    }
                    positions.insert(sha256.clone(), entries.len());
                    EntryContent::Report(Arc::clone(facts))
                }
            };
            self.done_count += usize::from(content != EntryContent::NotRead);
            entries.push(Entry { paths: vec![path.clone()], content });
        }
        (self.entries, self.positions) = (entries, positions);
        self.revision += 1;
    }
}

impl Collection {
    /// Returns the latest report with grades about the same council before the report in this file; if the report gives
    /// no grades, the latest report of any kind. Returns `None` if there is none, or if the report gives no council or
    /// no date.
    #[must_use]
    pub fn previous_inspection(&self, path: &Path) -> Option<&Entry> {
        let entry = self.entries.iter().find(|entry| entry.paths.iter().any(|known| known == path))?;
        let facts = entry.facts()?;
        let (council, date) = (council_key(facts)?, facts.sort_date()?);
        let needs_grades = !facts.judgements.is_empty();
        let earlier = self.entries.iter().filter_map(|other| {
            let other_facts = other.facts()?;
            let other_date = other_facts.sort_date().filter(|other_date| *other_date < date)?;
            let has_grades = !needs_grades || !other_facts.judgements.is_empty();
            let is_same_council = council_key(other_facts).as_ref() == Some(&council);
            (has_grades && is_same_council).then_some((other_date, other))
        });
        earlier.max_by_key(|(date, _)| *date).map(|(_, entry)| entry)
    }
}

#[cfg(test)]
mod tests;
