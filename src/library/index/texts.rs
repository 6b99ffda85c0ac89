//! The texts in an index: searching them, and storing them in little space.

use std::io::{Read as _, Write as _};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Index, IndexError, LOCK_TIMEOUT};
use crate::library::ReportText;

/// The maximum size of the text of a report in the index, in bytes, so that a damaged index can't fill the memory.
const MAX_TEXT_BYTES: u64 = 256 * 1024 * 1024;

/// The searched text of a report in the index. See [`SearchedText`](crate::library::SearchedText).
#[derive(Debug, Clone, Copy)]
pub struct StoredText<'a> {
    /// The lines in lower case.
    pub lower: &'a str,
    /// The places of capitals, if they are known.
    pub capitals: Option<&'a [u8]>,
    /// A byte for each line.
    pub flags: &'a [u8],
}

impl Index {
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

pub(super) fn pack_text(text: &ReportText) -> Result<Vec<u8>, IndexError> {
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
