//! A folder of reports: finding its files, reading them in the background, the index that keeps their facts and texts,
//! and tables of many reports.
//!
//! Must not know how a report is read from a file, or how anything is shown.

mod capitals;
pub mod charts;
mod collection;
mod facts;
#[cfg(test)]
mod fixtures;
mod index;
pub mod matrix;
pub mod passages;
mod reader;
pub mod register;
mod scan;
pub mod search;
mod similar;
pub mod similar_lines;
mod strings;
mod text;

pub use collection::{Collection, Entry, EntryContent};
pub use facts::{JudgementFacts, RecommendationFacts, ReportFacts};
pub use index::{Index, IndexError, IndexedFile, IndexedReport, ReadFile, StoredText, delete_index};
pub use reader::{FileState, FolderFile, FolderReader, FolderSource, FolderUpdate, ReadFailure, ReadReport};
pub use scan::{FileStamp, FolderScan, FoundFile, MAX_FILES, ScanError, scan_folder};
pub use similar::{SimilarCounts, SimilarItem, SimilarRecommendations};
pub(crate) use strings::short_kind;
pub use text::{LineFlags, LineKind, ReportText, SearchedText, TextLine, TextSection};
