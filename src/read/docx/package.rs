//! Unpacks the parts of a Word document within limits that hold for the whole package, and finds them by their
//! relationships.
//!
//! Must not know what the parts contain.

use std::{
    borrow::Cow,
    io::{Cursor, Read as _},
};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::xml::{attribute_value, for_each_event};
use crate::read::ReadError;

/// The maximum number of bytes that are unpacked from all parts of a package together. The parts of the longest known
/// report have 3 MB.
pub(super) const MAX_PACKAGE_BYTES: u64 = 64 * 1024 * 1024;
/// The maximum number of parts of a package. The known reports have up to 50. The list of parts is kept in memory, and
/// a file of 200 MB has space for two million entries.
const MAX_PARTS: usize = 20_000;
/// The maximum number of relationships of a part that are read. Each link in a document is a relationship.
const MAX_RELATIONSHIPS: usize = 100_000;

/// An open package, and the number of bytes that may still be unpacked from it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    remaining_bytes: u64,
}

/// The relationships of a part: the kind and the target part of each.
pub(super) struct Relationships(Vec<(String, String)>);

impl Relationships {
    /// Returns the names of the parts with a relationship of this kind, such as "styles", in the order of the
    /// relationships. The kind is the last part of the type, which is the same in transitional and strict documents.
    pub(super) fn targets<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        self.0.iter().filter(move |(found, _)| found == kind).map(|(_, target)| target.as_str())
    }
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

    /// Returns a part of the package as text; `None` if the package has no part of this name. Names differ only in
    /// more than the case of their letters.
    ///
    /// # Errors
    /// Returns [`ReadError::Damaged`] if the part cannot be unpacked, and [`ReadError::TooMuchText`] if the parts that
    /// were unpacked so far have more bytes than the limit.
    pub(super) fn read_part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.part_index(name) else { return Ok(None) };
        let Ok(file) = self.archive.by_index(index) else { return Err(ReadError::Damaged) };
        let mut bytes = Vec::new();
        // The size that a package states for a part can be wrong, so the limit is on the unpacked bytes. One byte more
        // than the limit shows that the part is longer.
        file.take(self.remaining_bytes + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged)?;
        let remaining_bytes = self.remaining_bytes.checked_sub(bytes.len() as u64);
        self.remaining_bytes = remaining_bytes.ok_or(ReadError::TooMuchText)?;
        Ok(Some(decode_xml(bytes)))
    }

    /// Returns the index of a part in the archive. Some programs write names with backslashes or other capitals.
    fn part_index(&self, name: &str) -> Option<usize> {
        let normalise = |name: &str| name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase();
        self.archive.index_for_name(name).or_else(|| {
            let wanted = normalise(name);
            let names = self.archive.file_names().flatten();
            let found = names.into_iter().find(|name| normalise(name) == wanted)?;
            self.archive.index_for_name(&found)
        })
    }

    /// Returns the relationships of a part; those of the package if `part` is empty.
    ///
    /// # Errors
    /// Returns the errors of [`Package::read_part`].
    pub(super) fn relationships(&mut self, part: &str) -> Result<Relationships, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let mut found = Vec::new();
        if let Some(xml) = self.read_part(&format!("{folder}{separator}_rels/{name}.rels"))? {
            for_each_event(&xml, |event| {
                let (Event::Start(element) | Event::Empty(element)) = event else { return };
                if element.local_name().as_ref() != b"Relationship" || found.len() >= MAX_RELATIONSHIPS {
                    return;
                }
                let is_external = attribute_value(&element, "TargetMode").as_deref() == Some("External");
                let kind = attribute_value(&element, "Type");
                let kind = kind.as_deref().and_then(|kind| kind.rsplit('/').next());
                if let (Some(kind), Some(target), false) =
                    (kind, attribute_value(&element, "Target"), is_external)
                {
                    found.push((kind.to_owned(), resolve_target(folder, &target)));
                }
            });
        }
        Ok(Relationships(found))
    }

    /// Returns the name of the main part of a Word document. It is stated by the relationships of the package, or else
    /// by the list of content types, or else has its usual name. Returns `None` if the package has no such part.
    ///
    /// # Errors
    /// Returns the errors of [`Package::read_part`].
    pub(super) fn main_part(&mut self) -> Result<Option<String>, ReadError> {
        let stated = self.relationships("")?.targets("officeDocument").next().map(str::to_owned);
        let typed = match stated {
            Some(stated) => Some(stated),
            None => self.main_part_by_content_type()?,
        };
        let usual = || "word/document.xml".to_owned();
        let name = typed.filter(|name| self.part_index(name).is_some()).unwrap_or_else(usual);
        Ok(Some(name).filter(|name| self.part_index(name).is_some()))
    }

    /// Returns the error for a package of a program other than a word processor; `None` if it may be a Word document.
    /// `main` is the name of its main part.
    ///
    /// # Errors
    /// Returns the errors of [`Package::read_part`].
    pub(super) fn error_of_other_kind(&mut self, main: Option<&str>) -> Result<Option<ReadError>, ReadError> {
        let main = main.unwrap_or_default();
        // The first part of an OpenDocument file is its type.
        let kind = self.read_part("mimetype")?.unwrap_or_default();
        let kind = kind.trim().strip_prefix("application/vnd.oasis.opendocument.");
        Ok(match kind {
            Some(kind) if kind.starts_with("spreadsheet") => Some(ReadError::Spreadsheet),
            Some(_) => Some(ReadError::Unsupported { kind: "OpenDocument files" }),
            None if main.starts_with("xl/") => Some(ReadError::Spreadsheet),
            None if main.starts_with("ppt/") => Some(ReadError::Unsupported { kind: "presentations" }),
            None => None,
        })
    }

    /// Returns the name of the part that the list of content types states as the main part of a Word document.
    fn main_part_by_content_type(&mut self) -> Result<Option<String>, ReadError> {
        let mut found = None;
        if let Some(xml) = self.read_part("[Content_Types].xml")? {
            for_each_event(&xml, |event| {
                let (Event::Start(element) | Event::Empty(element)) = event else { return };
                let kind = attribute_value(&element, "ContentType").unwrap_or_default();
                if kind.ends_with(".main+xml") && kind.contains("word") {
                    found = found.take().or_else(|| attribute_value(&element, "PartName"));
                }
            });
        }
        Ok(found.map(|name| name.trim_start_matches('/').to_owned()))
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

/// Returns the name of the part that a relationship of a part in `folder` refers to.
fn resolve_target(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Returns the text of an XML part. It is UTF-8 or, in rare files, UTF-16. Valid UTF-8 is not copied.
fn decode_xml(bytes: Vec<u8>) -> String {
    let is_utf_16 = |mark: [u8; 2]| bytes.starts_with(&mark);
    let decode = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    if is_utf_16([0xFF, 0xFE]) {
        return decode(u16::from_le_bytes);
    }
    if is_utf_16([0xFE, 0xFF]) {
        return decode(u16::from_be_bytes);
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
