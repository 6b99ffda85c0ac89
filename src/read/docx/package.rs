//! Unpacks the parts of a Word document within limits that hold for the whole package.
//!
//! Must not know what the parts contain.

use std::{
    borrow::Cow,
    io::{Cursor, Read as _},
};

use zip::ZipArchive;

use crate::read::ReadError;

/// The maximum number of bytes that are unpacked from all parts of a package together. The parts of the longest known
/// report have 3 MB.
pub(super) const MAX_PACKAGE_BYTES: u64 = 64 * 1024 * 1024;
/// The maximum number of parts of a package. The known reports have up to 50. The list of parts is kept in memory, and
/// a file of 200 MB has space for two million entries.
const MAX_PARTS: usize = 20_000;

/// An open package, and the number of bytes that may still be unpacked from it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    remaining_bytes: u64,
}

impl<'a> Package<'a> {
    /// Opens a package, of which at most `max_bytes` will be unpacked.
    ///
    /// # Errors
    /// Returns [`ReadError::TooMuchText`] if the package has too many parts, and [`ReadError::Damaged`] if it is broken.
    pub(super) fn open(bytes: &'a [u8], max_bytes: u64) -> Result<Self, ReadError> {
        // Every entry in the list of parts begins with this signature. The entries are counted before the archive is
        // opened, because opening it reads the whole list.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_PARTS).is_some() {
            return Err(ReadError::TooMuchText);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        Ok(Self { archive, remaining_bytes: max_bytes })
    }

    /// Returns a part of the package as text; `None` if the package has no part of this name.
    ///
    /// # Errors
    /// Returns [`ReadError::Damaged`] if the part cannot be unpacked, and [`ReadError::TooMuchText`] if the parts that
    /// were unpacked so far have more bytes than the limit.
    pub(super) fn read_part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Ok(file) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        // The size that a package states for a part can be wrong, so the limit is on the unpacked bytes. One byte more
        // than the limit shows that the part is longer.
        file.take(self.remaining_bytes + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged)?;
        let remaining_bytes = self.remaining_bytes.checked_sub(bytes.len() as u64);
        self.remaining_bytes = remaining_bytes.ok_or(ReadError::TooMuchText)?;
        // Valid UTF-8, which nearly all parts are, is not copied.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Some(text))
    }

    /// Returns the names of the parts with page headers and footers, in alphabetical order.
    pub(super) fn furniture_parts(&self) -> Vec<String> {
        /// The maximum number of these parts that are read. Real documents have a few.
        const MAX_FURNITURE_PARTS: usize = 20;
        let is_furniture = |name: &str| {
            (name.starts_with("word/header") || name.starts_with("word/footer")) && name.ends_with(".xml")
        };
        let names = self.archive.file_names().flatten().filter(|name| is_furniture(name));
        let mut names: Vec<String> = names.map(Cow::into_owned).collect();
        names.sort();
        names.truncate(MAX_FURNITURE_PARTS);
        names
    }
}
