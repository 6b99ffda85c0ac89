//! The threads that read the folders in tabs.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
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
    /// Threads of closed tabs, which may still use an index.
    ending: Vec<JoinHandle<()>>,
    searchers: FolderSearchers,
}

impl FolderReaders {
    pub(super) fn new(indexes: Option<PathBuf>) -> Self {
        Self { indexes, readers: HashMap::new(), ending: Vec::new(), searchers: FolderSearchers::default() }
    }

    /// Carries out an effect. Updates about a folder are passed to `send`, from another thread.
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
                self.ending.retain(|thread| !thread.is_finished());
                self.ending.extend(self.readers.remove(&tab).map(FolderReader::end));
            }
            FolderEffect::Forget(folder) => self.forget(folder, send),
        }
    }

    /// Deletes the index of a folder, once the threads of closed tabs have ended. If that fails, it is answered by
    /// [`Command::FolderNotForgotten`].
    fn forget(&mut self, folder: PathBuf, send: impl Fn(RunnerAnswer) + Send + 'static) {
        let Some(file) = self.index_file(&folder) else { return };
        let ending = std::mem::take(&mut self.ending);
        let run = move || {
            // A thread that panicked uses nothing any more.
            ending.into_iter().for_each(|thread| drop(thread.join()));
            if delete_index(&file).is_err() {
                send(RunnerAnswer::Command(Command::FolderNotForgotten(folder, file)));
            }
        };
        // If no thread can be started, the folder can be forgotten again.
        let _ = thread::Builder::new().name("forget folder".to_owned()).spawn(run);
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
        if storage == IndexStorage::Memory {
            self.delete_unwanted_index(&folder);
        }
        // Without the folder, opening the index fails with a message, and the index is kept in memory.
        let indexes = self.indexes.as_deref().filter(|_| kept.is_some());
        let _ = indexes.map(write::create_private_folder).transpose();
        let source = FolderSource { folder, index_file: kept, jobs: None };
        match FolderReader::start(source, Arc::new(file::read_for_index), send_update.clone()) {
            Ok(reader) => {
                self.readers.insert(tab, reader);
            }
            Err(reason) => {
                send_update(FolderUpdate::FolderFailed(reason));
            }
        }
    }

    /// Deletes the index that was kept of a folder before the user chose to keep none.
    fn delete_unwanted_index(&self, folder: &Path) {
        if let Some(file) = self.index_file(folder) {
            // Nothing uses it but, perhaps, another window, in which the folder can be forgotten.
            let _ = delete_index(&file);
        }
    }

    /// Returns the file for the index of a folder. Its name does not reveal the name of the folder.
    fn index_file(&self, folder: &Path) -> Option<PathBuf> {
        let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
        let name: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Some(self.indexes.as_ref()?.join(format!("{name}.sqlite")))
    }
}
