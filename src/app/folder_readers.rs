//! The threads that read the folders in tabs.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use sha2::{Digest as _, Sha256};

use super::{
    Command, FolderCommand, FolderEffect, IndexStorage, RunnerAnswer, TabId, file,
    folder_searcher::FolderSearchers, write,
};
use crate::library::{FolderReader, FolderSource, FolderUpdate, delete_index};

/// The threads that read the folders in tabs.
#[derive(Debug)]
pub(super) struct FolderReaders {
    /// The folder with the indexes; `None` if nothing is kept.
    indexes: Option<PathBuf>,
    readers: HashMap<TabId, FolderReader>,
    searchers: FolderSearchers,
}

impl FolderReaders {
    pub(super) fn new(indexes: Option<PathBuf>) -> Self {
        Self { indexes, readers: HashMap::new(), searchers: FolderSearchers::default() }
    }

    /// Carries out an effect. News about a folder are passed to `send`, from another thread.
    pub(super) fn run_effect(
        &mut self,
        effect: FolderEffect,
        send: impl Fn(RunnerAnswer) + Clone + Send + 'static,
    ) {
        match effect {
            FolderEffect::Read { tab, folder, storage } => self.start(tab, folder, storage, send),
            FolderEffect::ReadFirst(tab, paths) => {
                if let Some(reader) = self.readers.get(&tab) {
                    reader.read_first(paths);
                }
            }
            FolderEffect::Refresh(tab) => {
                if let Some(reader) = self.readers.get(&tab) {
                    reader.refresh();
                }
            }
            FolderEffect::Stop(tab) => {
                if let Some(reader) = self.readers.get(&tab) {
                    reader.stop();
                }
            }
            FolderEffect::Search(tab, number, task) => {
                let index = self.readers.get(&tab).map(FolderReader::index);
                self.searchers.start(tab, number, *task, index, send);
            }
            FolderEffect::Close(tab) => {
                self.searchers.stop(tab);
                self.readers.remove(&tab);
            }
            FolderEffect::Forget(folder) => {
                if let Some(file) = self.index_file(&folder) {
                    // A file that another window still uses can be deleted only on some systems. It is deleted when the
                    // folder is forgotten in that window.
                    let _ = delete_index(&file);
                }
            }
        }
    }

    fn start(
        &mut self,
        tab: TabId,
        folder: PathBuf,
        storage: IndexStorage,
        send: impl Fn(RunnerAnswer) + Clone + Send + 'static,
    ) {
        let send_update = move |update: FolderUpdate| {
            let command = FolderCommand::Update(Box::new(update));
            send(RunnerAnswer::Command(Command::Folder(tab, command)));
            true
        };
        let kept = self.index_file(&folder).filter(|_| storage == IndexStorage::File);
        // Without the folder, opening the index fails with a message, and the index is kept in memory.
        let indexes = self.indexes.as_deref().filter(|_| kept.is_some());
        let _ = indexes.map(write::create_private_folder).transpose();
        let source = FolderSource { folder, index_file: kept, jobs: None };
        let read = |path: &Path| file::read_for_index(path).map_err(|error| error.to_string());
        match FolderReader::start(source, Arc::new(read), send_update.clone()) {
            Ok(reader) => {
                self.readers.insert(tab, reader);
            }
            Err(reason) => {
                send_update(FolderUpdate::FolderFailed(reason));
            }
        }
    }

    /// Returns the file for the index of a folder. Its name does not tell the name of the folder.
    fn index_file(&self, folder: &Path) -> Option<PathBuf> {
        let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
        let name: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Some(self.indexes.as_ref()?.join(format!("{name}.sqlite")))
    }
}
