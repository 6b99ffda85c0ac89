//! Opens, loads, updates and replaces the index for the thread that reads a folder.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Ended, FileState, FolderSource, FolderUpdate, FolderWorker, KnownFile};
use crate::library::{
    FoundFile, ReportFacts,
    index::{Index, IndexError, delete_index},
};

/// Opens the index of a folder. If its file can't be used, returns an index in memory, and the reason.
pub(super) fn open_index(source: &FolderSource) -> Result<(Index, Option<IndexError>), IndexError> {
    let Some(file) = &source.index_file else { return Ok((Index::in_memory(&source.folder)?, None)) };
    let error = match Index::open(file, &source.folder) {
        Ok(index) => return Ok((index, None)),
        Err(error) => error,
    };
    // A damaged index has nothing that can't be read again from the folder.
    if error.is_damage()
        && delete_index(file).is_ok()
        && let Ok(index) = Index::open(file, &source.folder)
    {
        return Ok((index, None));
    }
    Ok((Index::in_memory(&source.folder)?, Some(error)))
}

impl FolderWorker {
    /// Loads the index: records its files, and returns their facts. Returns nothing once facts were sent.
    pub(super) fn load_index(&mut self) -> Result<Vec<Arc<ReportFacts>>, Ended> {
        if self.has_sent_facts {
            return Ok(Vec::new());
        }
        let loaded = {
            let index = lock(&self.index);
            index.facts().and_then(|facts| Ok((facts, index.files()?)))
        };
        let (facts, files) = match loaded {
            Ok(loaded) => loaded,
            Err(error) => {
                self.report_index_error(&error)?;
                return Ok(Vec::new());
            }
        };
        let facts: Vec<Arc<ReportFacts>> = facts.into_iter().map(Arc::new).collect();
        let with_facts: HashSet<&str> = facts.iter().map(|facts| facts.sha256.as_str()).collect();
        for file in files {
            let state = match file.result {
                Ok(sha256) if with_facts.contains(sha256.as_str()) => FileState::Read(sha256),
                // The facts are damaged, so the file is read again.
                Ok(_) => continue,
                Err(error) => FileState::Failed(error),
            };
            self.known.insert(file.path, KnownFile { stamp: file.stamp, state, is_lasting: true });
        }
        Ok(facts)
    }

    /// Forgets files that are no longer in the folder, in the index too. Returns true if there were any. The first time,
    /// the index may have files of another version of the program. Forgets nothing if no files were found.
    pub(super) fn forget_missing_files(&mut self, found: &[FoundFile]) -> Result<bool, Ended> {
        // The folder of a drive that is not connected may be there and empty. Its index is kept.
        if found.is_empty() {
            return Ok(!self.known.is_empty());
        }
        let present: HashSet<&Path> = found.iter().map(|file| file.path.as_path()).collect();
        let gone: Vec<PathBuf> =
            self.known.keys().filter(|path| !present.contains(path.as_path())).cloned().collect();
        for path in &gone {
            self.known.remove(path);
        }
        let is_first = !std::mem::replace(&mut self.has_checked_index, true);
        let removed = match (is_first, gone.is_empty()) {
            (true, _) => lock(&self.index).remove_other_files(&present),
            (false, false) => lock(&self.index).remove_files(&gone),
            (false, true) => Ok(()),
        };
        if let Err(error) = removed {
            self.report_index_error(&error)?;
        }
        Ok(!gone.is_empty())
    }

    /// Reports that the index can't be used, and goes on without it. A damaged index is replaced by one in memory, and
    /// deleted.
    pub(super) fn report_index_error(&mut self, error: &IndexError) -> Result<(), Ended> {
        if error.is_busy() {
            return Ok(());
        }
        if let (true, Some(file)) = (error.is_damage(), &self.source.index_file)
            && let Ok(empty) = Index::in_memory(&self.source.folder)
        {
            *lock(&self.index) = empty;
            // If it can't be deleted, it is found to be damaged again next time.
            let _ = delete_index(file);
        }
        if !std::mem::replace(&mut self.has_index, false) {
            return Ok(());
        }
        self.send(FolderUpdate::IndexFailed(error.to_string()))
    }
}

/// Locks the index. A panic in another thread leaves it as it was, because each change is one transaction.
pub(super) fn lock(index: &Mutex<Index>) -> MutexGuard<'_, Index> {
    index.lock().unwrap_or_else(PoisonError::into_inner)
}
