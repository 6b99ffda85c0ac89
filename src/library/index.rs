//! The index of a folder: a database with the facts and the text of each report, so that the folder opens again at once.
//!
//! Facts are kept by the fingerprint of the file content and the version of the reader, so that identical files have one
//! entry, and a new version of the program reads all files again. What is no longer in the folder is overwritten with
//! zeros. Each [`Index::save`] is one transaction: after a crash the index has all of it or nothing. Nothing is written
//! into the folder itself.

mod schema;
mod texts;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension as _, params};

pub use self::texts::StoredText;
use super::{FileStamp, ReadFailure, ReportFacts, ReportText};
use crate::{
    analysis,
    report::{Report, Warning},
};

/// The version of facts and texts. It is raised when they change, so that an older index is filled again.
const FACTS_VERSION: u32 = 5;
/// The time to wait for another window when the index is opened, while this window waits too.
const OPENING_TIMEOUT: Duration = Duration::from_millis(500);
/// The time to wait for another window that is writing to the index.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// The index of a folder.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
    /// The version of the program and of its facts.
    reader: String,
}

/// A file that was read, or could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// The path within the folder.
    pub path: PathBuf,
    /// The stamp before the file was read.
    pub stamp: FileStamp,
    /// The report, or the reason why the file can't be read.
    pub result: Result<Box<IndexedReport>, ReadFailure>,
}

/// The facts and the text of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexedReport {
    /// The facts.
    pub facts: ReportFacts,
    /// The text.
    pub text: ReportText,
}

impl IndexedReport {
    /// Returns the facts and the text of a report with these warnings.
    #[must_use]
    pub fn new(report: &Report, warnings: &[Warning]) -> Self {
        let points = analysis::improvement_points(report);
        Self {
            facts: ReportFacts::new(report, warnings, points.len()),
            text: ReportText::new(report, &points),
        }
    }
}

/// A file in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedFile {
    /// The path within the folder.
    pub path: PathBuf,
    /// The stamp of the file when it was read.
    pub stamp: FileStamp,
    /// The SHA-256 of the content, or the reason why the file can't be read.
    pub result: Result<String, String>,
}

/// An index can't be used. The message says what the user can do.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index was made by a newer version of the program.
    #[error(
        "The index of this folder was made by a newer version of Findings. Update Findings, or forget the folder."
    )]
    Newer,
    /// The database failed: the disk is full, or the file is damaged or can't be written.
    #[error("The index of this folder can't be used, so it is not up to date ({0}).")]
    Database(#[from] rusqlite::Error),
    /// The file of the index can't be created.
    #[error("The index of this folder can't be created, so nothing is kept ({0}).")]
    Io(#[from] std::io::Error),
    /// The content of the index is damaged.
    #[error("The index of this folder is damaged, so the folder is read again.")]
    Damaged,
}

impl IndexError {
    /// Returns true if the file of the index is damaged, so that deleting it helps.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match self {
            Self::Damaged => true,
            Self::Database(error) => {
                matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
            }
            Self::Newer | Self::Io(_) => false,
        }
    }
}

impl IndexError {
    /// Returns true if another window is writing to the index, so that the next try can succeed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Database(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy),
            Self::Damaged | Self::Newer | Self::Io(_) => false,
        }
    }
}

/// Deletes the index in this file, with the files that the database keeps beside it. Does nothing if there is none.
///
/// # Errors
/// Returns the I/O error if a file can't be deleted, for example because another window uses it on Windows.
pub fn delete_index(file: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(Path::new(&name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

impl Index {
    /// Opens the index in this file, and creates it if it is missing. Only this user can read it.
    ///
    /// # Errors
    /// Returns [`IndexError::Newer`] if a newer version of the program made the index, and [`IndexError::Io`] or
    /// [`IndexError::Database`] if the file can't be created, opened or read.
    pub fn open(file: &Path, folder: &Path) -> Result<Self, IndexError> {
        create_private_file(file)?;
        let connection = Connection::open(file)?;
        connection.busy_timeout(OPENING_TIMEOUT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        // Deleted text must not stay in free pages of the file.
        connection.pragma_update(None, "secure_delete", true)?;
        let index = Self::with_connection(connection, folder)?;
        index.connection.busy_timeout(LOCK_TIMEOUT)?;
        Ok(index)
    }

    /// Returns an index in memory, which ends with this value.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if there is not enough memory.
    pub fn in_memory(folder: &Path) -> Result<Self, IndexError> {
        Self::with_connection(Connection::open_in_memory()?, folder)
    }

    fn with_connection(mut connection: Connection, folder: &Path) -> Result<Self, IndexError> {
        connection.pragma_update(None, "foreign_keys", true)?;
        schema::migrate(&mut connection)?;
        let known: Option<String> =
            connection.query_row("SELECT path FROM folder", [], |row| row.get(0)).optional()?;
        if known.is_none() {
            connection.execute("INSERT INTO folder (path) VALUES (?1)", [folder.to_string_lossy()])?;
        }
        let reader = format!("{}/{FACTS_VERSION}", env!("CARGO_PKG_VERSION"));
        Ok(Self { connection, reader })
    }

    /// Returns the files that were read by this version of the program.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be read.
    pub fn files(&self) -> Result<Vec<IndexedFile>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT path, bytes, modified, sha256, error FROM files WHERE reader = ?1 ORDER BY path",
        )?;
        let rows = query.query_map([&self.reader], |row| {
            let path: String = row.get(0)?;
            let bytes: i64 = row.get(1)?;
            let sha256: Option<String> = row.get(3)?;
            let error: Option<String> = row.get(4)?;
            Ok(IndexedFile {
                path: PathBuf::from(path),
                stamp: FileStamp {
                    bytes: u64::try_from(bytes).unwrap_or_default(),
                    modified_nanoseconds: row.get(2)?,
                },
                result: sha256.ok_or_else(|| error.unwrap_or_default()),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the facts of all reports that were read by this version of the program, in no particular order.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be read. Facts that can't be parsed are left out, so that
    /// their files are read again.
    pub fn facts(&self) -> Result<Vec<ReportFacts>, IndexError> {
        let mut query = self.connection.prepare_cached("SELECT facts FROM reports WHERE reader = ?1")?;
        let rows = query.query_map([&self.reader], |row| row.get::<_, String>(0))?;
        let texts = rows.collect::<Result<Vec<_>, _>>()?;
        Ok(texts.iter().filter_map(|facts| serde_json::from_str(facts).ok()).collect())
    }

    /// Saves files that were read, all of them or none.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be written, for example because the disk is full.
    pub fn save(&mut self, files: &[&ReadFile]) -> Result<(), IndexError> {
        let transaction = self.connection.transaction()?;
        for file in files {
            // A path that is not text can't be found again, so its file is read each time.
            let Some(path) = file.path.to_str() else { continue };
            let (sha256, error) = match &file.result {
                Ok(indexed) => (Some(indexed.facts.sha256.as_str()), None),
                Err(failure) => (None, Some(failure.reason.as_str())),
            };
            if let Ok(indexed) = &file.result {
                save_report(&transaction, &self.reader, indexed)?;
            }
            let old: Option<String> = transaction
                .prepare_cached("SELECT sha256 FROM files WHERE path = ?1")?
                .query_row([path], |row| row.get(0))
                .optional()?
                .flatten();
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO files (path, bytes, modified, reader, sha256, error)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    path,
                    i64::try_from(file.stamp.bytes).unwrap_or(i64::MAX),
                    file.stamp.modified_nanoseconds,
                    self.reader,
                    sha256,
                    error,
                ])?;
            if let Some(old) = old.filter(|old| Some(old.as_str()) != sha256) {
                remove_unused_report(&transaction, &old)?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Removes all files but these, which are in the folder, and the reports that are in no file any more.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be read or written.
    pub fn remove_other_files(&mut self, present: &HashSet<&Path>) -> Result<(), IndexError> {
        let gone: Vec<PathBuf> = {
            let mut query = self.connection.prepare_cached("SELECT path FROM files")?;
            let paths = query.query_map([], |row| Ok(PathBuf::from(row.get::<_, String>(0)?)))?;
            paths
                .filter(|path| path.as_ref().is_ok_and(|path| !present.contains(path.as_path())))
                .collect::<Result<_, _>>()?
        };
        if gone.is_empty() { Ok(()) } else { self.remove_files(&gone) }
    }

    /// Removes files that are no longer in the folder, and the reports that are in no file any more.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be written.
    pub fn remove_files(&mut self, paths: &[PathBuf]) -> Result<(), IndexError> {
        let transaction = self.connection.transaction()?;
        {
            let mut delete = transaction.prepare_cached("DELETE FROM files WHERE path = ?1")?;
            for path in paths.iter().filter_map(|path| path.to_str()) {
                delete.execute([path])?;
            }
        }
        transaction.execute(
            "DELETE FROM reports WHERE sha256 NOT IN (SELECT sha256 FROM files WHERE sha256 IS NOT NULL)",
            [],
        )?;
        Ok(transaction.commit()?)
    }
}

/// Saves the facts and the text of a report, if the index does not have them.
fn save_report(connection: &Connection, reader: &str, indexed: &IndexedReport) -> Result<(), IndexError> {
    let facts = serde_json::to_string(&indexed.facts).map_err(|_| IndexError::Damaged)?;
    // An entry that is there already may be damaged, so it is replaced.
    let report: i64 = connection
        .prepare_cached(
            "INSERT INTO reports (sha256, reader, facts) VALUES (?1, ?2, ?3)
             ON CONFLICT (sha256, reader) DO UPDATE SET facts = excluded.facts RETURNING id",
        )?
        .query_row(params![indexed.facts.sha256, reader, facts], |row| row.get(0))?;
    // The same content as an older version of the program read it is no longer needed.
    connection
        .prepare_cached("DELETE FROM reports WHERE sha256 = ?1 AND reader <> ?2")?
        .execute(params![indexed.facts.sha256, reader])?;
    let searched = indexed.text.searched();
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO texts (report, searched, capitals, flags, lines) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            report,
            searched.lower,
            searched.capitals,
            searched.flags,
            texts::pack_text(&indexed.text)?
        ])?;
    Ok(())
}

/// Removes the report with this SHA-256 if it is in no file any more.
fn remove_unused_report(connection: &Connection, sha256: &str) -> Result<(), IndexError> {
    connection
        .prepare_cached(
            "DELETE FROM reports WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM files WHERE sha256 = ?1)",
        )?
        .execute([sha256])?;
    Ok(())
}

/// Creates the file of an index that only this user can read. The database makes its other files with the same
/// permissions.
fn create_private_file(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    #[cfg(unix)]
    std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}
