//! The index of a folder: a database with the facts and the text of each report, so that the folder opens again at once.
//!
//! Facts are kept by the fingerprint of the file content and the version of the reader, so that identical files have one
//! entry, and a new version of the program reads all files again. What is no longer in the folder is overwritten with zeros. Each [`Index::save`] is one transaction: after
//! a crash the index has all of it or nothing. Nothing is written into the folder itself.

use std::{
    collections::HashSet,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{FileStamp, ReadFailure, ReportFacts, ReportText};
use crate::{
    analysis,
    report::{Report, Warning},
};

/// The version of facts and texts. It is raised when they change, so that an older index is filled again.
const FACTS_VERSION: u32 = 3;
/// The changes to the schema, oldest first. `user_version` of the database is the number of changes that were made.
/// A change that was released must not be edited.
const MIGRATIONS: [&str; 2] = [
    "
    CREATE TABLE folder (path TEXT NOT NULL);
    CREATE TABLE files (
        path TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        reader TEXT NOT NULL,
        sha256 TEXT,
        error TEXT,
        CHECK ((sha256 IS NULL) <> (error IS NULL))
    ) WITHOUT ROWID;
    CREATE TABLE reports (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        reader TEXT NOT NULL,
        facts TEXT NOT NULL,
        UNIQUE (sha256, reader)
    );
    CREATE TABLE texts (
        report INTEGER PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
        searched TEXT NOT NULL,
        lines BLOB NOT NULL
    );
    CREATE INDEX files_by_content ON files (sha256);
",
    "
    ALTER TABLE texts ADD COLUMN capitals BLOB;
    ALTER TABLE texts ADD COLUMN flags BLOB NOT NULL DEFAULT x'';
",
];
/// The time to wait for another window when the index is opened, while this window waits too.
const OPENING_TIMEOUT: Duration = Duration::from_millis(500);
/// The time to wait for another window that is writing to the index.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// The maximum size of the text of a report in the index, in bytes, so that a damaged index can't fill the memory.
const MAX_TEXT_BYTES: u64 = 256 * 1024 * 1024;

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

/// The searched text of a report in the index. See [`SearchedText`](super::SearchedText).
#[derive(Debug, Clone, Copy)]
pub struct StoredText<'a> {
    /// The lines in lower case.
    pub lower: &'a str,
    /// The places of capitals, if they are known.
    pub capitals: Option<&'a [u8]>,
    /// A byte for each line.
    pub flags: &'a [u8],
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
        migrate(&mut connection)?;
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

    /// Returns a second connection for reading, so that several threads can search; `None` for an index in memory.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the file can't be opened.
    pub fn open_for_reading(&self) -> Result<Option<Self>, IndexError> {
        /// The part of the file that is read without copying it, in bytes.
        const MAPPED_BYTES: i64 = 1 << 30;
        let Some(file) = self.connection.path().filter(|path| !path.is_empty()) else { return Ok(None) };
        let connection = Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(LOCK_TIMEOUT)?;
        connection.pragma_update(None, "mmap_size", MAPPED_BYTES)?;
        Ok(Some(Self { connection, reader: self.reader.clone() }))
    }

    /// Calls `visit` with the searched text of the report with this SHA-256, and returns its result; `None` if the
    /// index does not have the report.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be read, and [`IndexError::Damaged`] if the text is
    /// damaged.
    pub fn with_searched_text<R>(
        &self,
        sha256: &str,
        visit: impl FnOnce(StoredText<'_>) -> R,
    ) -> Result<Option<R>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT texts.searched, texts.capitals, texts.flags FROM reports
             JOIN texts ON texts.report = reports.id WHERE reports.sha256 = ?1 AND reports.reader = ?2",
        )?;
        let mut rows = query.query(params![sha256, self.reader])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let text = StoredText {
            lower: row.get_ref(0)?.as_str().map_err(|_| IndexError::Damaged)?,
            capitals: row.get_ref(1)?.as_blob_or_null().map_err(|_| IndexError::Damaged)?,
            flags: row.get_ref(2)?.as_blob().map_err(|_| IndexError::Damaged)?,
        };
        Ok(Some(visit(text)))
    }

    /// Returns the size of all searched texts in bytes.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be read.
    pub fn text_bytes(&self) -> Result<u64, IndexError> {
        let mut query =
            self.connection.prepare_cached("SELECT coalesce(sum(octet_length(searched)), 0) FROM texts")?;
        let bytes: i64 = query.query_row([], |row| row.get(0))?;
        Ok(u64::try_from(bytes).unwrap_or_default())
    }

    /// Returns the text of the report with this SHA-256; `None` if the index does not have it.
    ///
    /// # Errors
    /// Returns [`IndexError::Database`] if the database can't be read, and [`IndexError::Damaged`] if the text is
    /// damaged.
    pub fn text(&self, sha256: &str) -> Result<Option<ReportText>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT texts.lines FROM reports JOIN texts ON texts.report = reports.id
             WHERE reports.sha256 = ?1 AND reports.reader = ?2",
        )?;
        let packed: Option<Vec<u8>> =
            query.query_row(params![sha256, self.reader], |row| row.get(0)).optional()?;
        packed.map(|packed| unpack_text(&packed)).transpose()
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
            pack_text(&indexed.text)?
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

/// Brings the schema to the newest version.
fn migrate(connection: &mut Connection) -> Result<(), IndexError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let made: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let made = usize::try_from(made).unwrap_or(usize::MAX);
    let Some(changes) = MIGRATIONS.get(made..) else { return Err(IndexError::Newer) };
    for change in changes {
        transaction.execute_batch(change)?;
    }
    let version = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    transaction.pragma_update(None, "user_version", version)?;
    Ok(transaction.commit()?)
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

fn pack_text(text: &ReportText) -> Result<Vec<u8>, IndexError> {
    let json = serde_json::to_vec(text).map_err(|_| IndexError::Damaged)?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&json)?;
    Ok(encoder.finish()?)
}

fn unpack_text(packed: &[u8]) -> Result<ReportText, IndexError> {
    let mut json = Vec::new();
    let mut decoder = DeflateDecoder::new(packed).take(MAX_TEXT_BYTES);
    decoder.read_to_end(&mut json).map_err(|_| IndexError::Damaged)?;
    serde_json::from_slice(&json).map_err(|_| IndexError::Damaged)
}
