//! Turns Word documents into styled lines, with zip and quick-xml. Must not know any other format.
//!
//! Automatic numbers are not in the text of a document, so they are counted from its list definitions. Nothing in a
//! document is executed or fetched, and the package is unpacked only up to a limit.

mod document;
mod fields;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod styles;
mod symbols;
mod table;
mod xml;

use self::{
    document::{DocumentReader, PartKind},
    notes::NoteKind,
    package::{MAX_PACKAGE_BYTES, Package, Relationships},
};
use super::{
    ReadError,
    line::{Line, mark_unmarked_lines},
    strings,
};
use crate::report::{Warning, WarningKind};

/// The lines of a document and the warnings about it.
pub(super) type LinesAndWarnings = (Vec<Line>, Vec<Warning>);

/// Returns the lines of a document: one for each heading, paragraph, list item and table row.
///
/// # Errors
/// Returns [`ReadError::NotAWordDocument`] if the package contains no Word document, [`ReadError::Spreadsheet`] or
/// [`ReadError::Unsupported`] if it is a document of another program, [`ReadError::Damaged`] if the
/// package is broken, and [`ReadError::TooMuchText`] if it has too many parts, or its parts too many bytes.
pub(super) fn read_lines(bytes: &[u8]) -> Result<LinesAndWarnings, ReadError> {
    read_lines_within(bytes, MAX_PACKAGE_BYTES)
}

/// Returns the lines of a document as [`read_lines`] does, but unpacks at most `max_bytes` of its package.
fn read_lines_within(bytes: &[u8], max_bytes: u64) -> Result<LinesAndWarnings, ReadError> {
    let mut package = Package::open(bytes, max_bytes)?;
    let main = package.main_part()?;
    if let Some(error) = package.error_of_other_kind(main.as_deref())? {
        return Err(error);
    }
    let main = main.ok_or(ReadError::NotAWordDocument)?;
    let document = package.read_part(&main)?.ok_or(ReadError::NotAWordDocument)?;
    let related = package.relationships(&main)?;
    let read_related =
        |package: &mut Package<'_>, kind: &str| package.read_part(&related_part(&related, kind, &main));
    let mut styles =
        read_related(&mut package, "styles")?.map(|xml| styles::read_styles(&xml)).unwrap_or_default();
    styles.remove_headings_used_for_text(&document);
    let numbering = read_related(&mut package, "numbering")?
        .map(|xml| numbering::read_numbering(&xml, &styles))
        .unwrap_or_default();
    let mut reader = DocumentReader::new(&styles, numbering);
    reader.read_part(PartKind::Body, &document);
    let note_parts = [
        (PartKind::Notes(NoteKind::Foot), "footnotes"),
        (PartKind::Notes(NoteKind::End), "endnotes"),
        (PartKind::Comments, "comments"),
    ];
    for (part, kind) in note_parts {
        if let Some(xml) = read_related(&mut package, kind)? {
            reader.read_part(part, &xml);
        }
    }
    for name in package.furniture_parts() {
        if let Some(furniture) = package.read_part(&name)? {
            reader.read_part(PartKind::Furniture, &furniture);
        }
    }
    let text = reader.into_text();
    if text.has_too_much_text {
        return Err(ReadError::TooMuchText);
    }
    let mut lines = text.lines;
    mark_unmarked_lines(&mut lines);
    Ok((lines, text.has_tracked_changes.then(tracked_changes_warning).into_iter().collect()))
}

/// Returns the name of the part with a relationship of this kind to the main part; its usual name if there is no such
/// relationship.
fn related_part(related: &Relationships, kind: &str, main: &str) -> String {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let separator = if folder.is_empty() { "" } else { "/" };
    let found = related.targets(kind).next().map(str::to_owned);
    found.unwrap_or_else(|| format!("{folder}{separator}{kind}.xml"))
}

/// Returns the warning about a document with tracked changes.
fn tracked_changes_warning() -> Warning {
    Warning {
        kind: WarningKind::TrackedChanges,
        message: strings::TRACKED_CHANGES.to_owned(),
        places: Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// Returns a package with a document of one paragraph, and this number of page headers of `header_bytes` bytes.
    fn package_with_headers(count: usize, header_bytes: usize) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, text: &str| {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        };
        add("word/document.xml", "<d><p><r><t>Words of the document.</t></r></p></d>");
        for number in 0..count {
            let header = "<h><p><r><t>Head</t></r></p></h>";
            add(&format!("word/header{number}.xml"), &format!("{header:header_bytes$}"));
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_limit_holds_for_all_parts_of_a_package_together() {
        let package = package_with_headers(10, 1_000);
        assert_eq!(read_lines_within(&package, 20_000).unwrap().0.len(), 11);
        // No part has more than a tenth of the limit, but all of them together do.
        assert_eq!(read_lines_within(&package, 9_000), Err(ReadError::TooMuchText));
        // Parts that are not read do not count.
        let many = package_with_headers(40, 1_000);
        assert_eq!(read_lines_within(&many, 21_000).unwrap().0.len(), 21);
    }

    #[test]
    fn packages_with_too_many_parts_are_refused() {
        assert_eq!(read_lines(&package_with_headers(20_001, 0)), Err(ReadError::TooMuchText));
    }
}
