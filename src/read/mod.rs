//! Bytes of a file to a [`Report`] with warnings.
//!
//! A format file ([`text`], [`markdown`]) turns its source into styled lines; [`recognise`] turns lines into a report,
//! once for all formats. Knows no paths, no threads and no window.

mod decode;
mod detect;
mod emphasis;
mod line;
mod markdown;
mod recognise;
mod text;
mod unwrap;
mod writer;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::report::{Format, Report, Source, Warning, WarningKind};

/// What reading gave: the report, and what went less than well.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The report.
    pub report: Report,
    /// What was noticed while reading. What does not fit in the report itself is found by the checks of
    /// [`analysis`](crate::analysis).
    pub warnings: Vec<Warning>,
}

/// Why a file cannot be opened as a report. Anything less than that is a report with warnings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("The file is empty.")]
    Empty,
    /// It holds bytes that are no text.
    #[error("The file is not text. Findings opens reports saved as text (.txt) or Markdown (.md).")]
    NotText,
    /// A format that is a report's but that cannot be read.
    #[error(
        "This is {what}, which Findings cannot read yet. Save the report as text (.txt) or Markdown (.md) and open that."
    )]
    Unsupported {
        /// "a PDF file"
        what: &'static str,
    },
}

/// Reads a report. `name` is the file's name without its folder; its ending tells Markdown from text.
///
/// # Errors
/// [`ReadError`] where this is not a report that can be opened.
pub fn read(bytes: &[u8], name: &str) -> Result<Read, ReadError> {
    let format = detect::detect(bytes, name)?;
    let decoded = decode::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let lines = match format {
        Format::Text => text::lines(&decoded.text),
        Format::Markdown => markdown::lines(&decoded.text),
    };
    let source = Source { file: name.to_owned(), format, sha256: fingerprint(bytes), pages: None };
    let report = recognise::recognise(lines, source);
    let warnings = decoded.replaced.then(unreadable_characters).into_iter().collect();
    Ok(Read { report, warnings })
}

fn unreadable_characters() -> Warning {
    Warning {
        kind: WarningKind::UnreadableCharacters,
        message: "Some characters of the file could not be read and are shown as \u{FFFD}.".to_owned(),
        places: Vec::new(),
    }
}

fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
