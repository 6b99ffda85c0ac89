//! The tab that shows a folder of reports.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    time::Instant,
};

use super::{FolderCharts, FolderRegister, FolderSearch, FolderSide};
use crate::library::{Collection, matrix::MatrixOptions};

/// A folder of reports.
#[derive(Debug)]
pub struct FolderTab {
    /// The folder.
    pub folder: PathBuf,
    /// The reports as they are known so far.
    pub collection: Collection,
    /// The progress of reading.
    pub reading: FolderReading,
    /// The place of the index.
    pub storage: IndexStorage,
    /// The reason why the folder can't be opened; `None` if it can.
    pub folder_error: Option<String>,
    /// The reason why the index can't be used; `None` if it can.
    pub index_error: Option<String>,
    /// The part that is shown.
    pub view: FolderView,
    /// The rows and columns of the matrix.
    pub matrix: MatrixOptions,
    /// The register.
    pub register: FolderRegister,
    /// The charts.
    pub charts: FolderCharts,
    /// The panel beside the matrix.
    pub side: FolderSide,
    /// The search.
    pub search: FolderSearch,
    /// The number of overdue recommendations of each report that has any, by its SHA-256.
    pub overdue_counts: HashMap<String, usize>,
    /// The selected reports, by their paths within the folder.
    pub selected: BTreeSet<PathBuf>,
}

/// The place of the index of a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IndexStorage {
    /// In a file that only this user can read, so that the folder opens at once next time.
    #[default]
    File,
    /// In memory, until the tab is closed.
    Memory,
}

/// The progress of reading a folder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FolderReading {
    /// The files are being listed.
    Listing,
    /// Files are being read.
    Reading {
        /// The time when reading began.
        start: Instant,
        /// The number of files that were known already.
        done_before: usize,
    },
    /// All files are read.
    Complete,
    /// The user stopped the reading.
    Stopped,
}

/// A part of a folder tab.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FolderView {
    /// A row for each report, with its grades.
    #[default]
    Matrix,
    /// A row for each recommendation, with its owner and progress.
    Register,
    /// Charts of grades and recommendations.
    Charts,
    /// Search across all reports.
    Search,
}

impl FolderView {
    /// All parts, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Matrix, Self::Register, Self::Charts, Self::Search];
}

impl FolderTab {
    /// Creates a tab for a folder that has not been listed yet.
    #[must_use]
    pub fn new(folder: PathBuf, storage: IndexStorage) -> Self {
        Self {
            folder,
            collection: Collection::default(),
            reading: FolderReading::Listing,
            storage,
            folder_error: None,
            index_error: None,
            view: FolderView::default(),
            matrix: MatrixOptions::default(),
            register: FolderRegister::default(),
            charts: FolderCharts::default(),
            side: FolderSide::default(),
            search: FolderSearch::default(),
            overdue_counts: HashMap::new(),
            selected: BTreeSet::new(),
        }
    }

    /// Returns true while the files are being listed or read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self.reading, FolderReading::Listing | FolderReading::Reading { .. })
    }

    /// Returns the title of the tab: the name of the folder.
    #[must_use]
    pub fn title(&self) -> String {
        folder_name(&self.folder)
    }

    /// Returns the full path of a file, from its path within the folder.
    #[must_use]
    pub fn full_path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Returns the time that reading the other files will take, in seconds, if they take as long as those that were
    /// read; `None` if nothing is being read or too little is known.
    #[must_use]
    pub fn seconds_left(&self, now: Instant) -> Option<u64> {
        /// The number of files that must have been read for an estimate.
        const MIN_READ_FILES: usize = 4;
        let FolderReading::Reading { start, done_before } = self.reading else { return None };
        let done = self.collection.done_count().saturating_sub(done_before);
        let left = self.collection.file_count().saturating_sub(self.collection.done_count());
        if done < MIN_READ_FILES {
            return None;
        }
        let spent = u64::try_from(now.saturating_duration_since(start).as_millis()).unwrap_or(u64::MAX);
        let left = spent.saturating_mul(u64::try_from(left).unwrap_or(u64::MAX));
        Some((left / u64::try_from(done).unwrap_or(1)).div_ceil(1000))
    }
}

/// Returns the name of a folder, or its whole path if it has no name.
#[must_use]
pub fn folder_name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}
