//! Bytes of a file to a [`Report`] with warnings.
//!
//! A format file ([`text`], [`markdown`], [`html`], [`docx`], [`pdf`]) turns its source into styled lines; [`recognise`] turns lines into a report,
//! once for all formats. Knows no paths, no threads and no window.

mod decode;
mod detect;
mod docx;
mod emphasis;
mod furniture;
mod html;
mod line;
mod markdown;
mod original;
mod pdf;
mod recognise;
mod text;
mod unwrap;
mod writer;

use std::{fmt::Write as _, sync::Arc};

use hayro::hayro_syntax::Pdf;
use sha2::{Digest as _, Sha256};

pub use original::{Original, PagePicture, PageRequest, band_span, bands};

use self::line::Line;
use crate::report::{Format, PageSize, Report, Source, Warning, WarningKind, input_format_names};

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
    #[error("The file is not text. Findings opens {}.", input_format_names())]
    NotText,
    /// A Word document or another package that is broken.
    #[error("The document is damaged or cut short. Get the file again from where it came from.")]
    Damaged,
    /// A package that is no Word document.
    #[error("This is a packed file, but no Word document. Unpack it and open the report in it.")]
    NotADocument,
    /// A PDF file that nothing can be read from.
    #[error(
        "The PDF file is damaged so badly that nothing in it can be read. Get the file again from where it came from."
    )]
    DamagedPdf,
    /// A PDF file whose end, which says where everything is, is missing.
    #[error(
        "The end of the PDF file is missing: it was cut short on its way, and without its end nothing in it can be found. Get the file again from where it came from."
    )]
    CutShort,
    /// A PDF file that a password protects.
    #[error("{}", if *.wrong { "That is not the password of this file." } else { "The file is protected by a password. Save a copy without one, and open that." })]
    Password {
        /// Whether one was given, and was not the right one.
        wrong: bool,
    },
    /// A PDF file encrypted in a way that is not known.
    #[error("The file is encrypted in a way that Findings does not know. Ask for a copy that is not.")]
    UnknownEncryption,
    /// More pages than any report has.
    #[error("The file has more than five thousand pages; no report has.")]
    TooManyPages,
    /// More lines than any report has.
    #[error("The file has more than a million lines; no report has.")]
    TooLong,
    /// A page where a PDF was to be: often an error message of the site.
    #[error(
        "This is a web page under the name of a PDF, most often a site’s error message. Download the report again."
    )]
    PageNamedPdf,
    /// A format that is a report's but that cannot be read.
    #[error(
        "This is {what}, which Findings cannot read yet. Save the report as text or a Word document and open that."
    )]
    Unsupported {
        /// "a PDF file"
        what: &'static str,
    },
}

/// Each line takes some 250 bytes of memory as it is read; the longest report known has 5,000.
const MOST_LINES: usize = 1_000_000;

/// A file that was opened as a report and whose text can be read.
pub struct Opened {
    bytes: Arc<Vec<u8>>,
    name: String,
    format: Format,
    reader: Reader,
}

/// The function that reads the lines of an opened file, with what it needs.
enum Reader {
    Text(fn(&str) -> Vec<Line>),
    Package(fn(&[u8]) -> Result<Vec<Line>, ReadError>),
    Pdf(Box<Pdf>, Original),
}

/// Opens a file as a report. `name` is the file's name without its folder; its extension tells Markdown from text. A
/// PDF is opened only here, both for its pages and for its text; other formats are not looked into before
/// [`Opened::read`].
///
/// # Errors
/// Returns an error if the format cannot be read, or if a PDF is damaged, needs another password or has too many pages.
pub fn open(bytes: Arc<Vec<u8>>, name: &str, password: Option<&str>) -> Result<Opened, ReadError> {
    let format = detect::detect(&bytes, name)?;
    let reader = match format {
        Format::Text => Reader::Text(text::lines),
        Format::Markdown => Reader::Text(markdown::lines),
        Format::Html => Reader::Text(html::lines),
        Format::Docx => Reader::Package(docx::lines),
        Format::Pdf => {
            let pdf = pdf::open(&bytes, password)?;
            let original = Original::of_pdf(&pdf, Arc::clone(&bytes), password);
            Reader::Pdf(Box::new(pdf), original)
        }
    };
    Ok(Opened { bytes, name: name.to_owned(), format, reader })
}

impl Opened {
    /// The pages of the file, which can be drawn before its text is read; `None` for formats without pages.
    #[must_use]
    pub fn original(&self) -> Option<&Original> {
        match &self.reader {
            Reader::Pdf(_, original) => Some(original),
            Reader::Text(_) | Reader::Package(_) => None,
        }
    }

    /// Reads the text.
    ///
    /// # Errors
    /// Returns an error if the file is empty, is not text, is a damaged package, or has more text than any report.
    pub fn read(&self) -> Result<Read, ReadError> {
        let mut pages: &[PageSize] = &[];
        let mut warnings = Vec::new();
        let mut lines = match &self.reader {
            Reader::Text(lines) => {
                let decoded = decode::decode(&self.bytes)?;
                warnings.extend(decoded.replaced.then(unreadable_characters));
                lines(&decoded.text)
            }
            Reader::Package(lines) => lines(&self.bytes)?,
            Reader::Pdf(pdf, original) => {
                let document = pdf::lines(pdf)?;
                original.set_page_ends(&document.page_ends);
                pages = original.sizes();
                warnings = document.warnings;
                document.lines
            }
        };
        if lines.len() > MOST_LINES {
            return Err(ReadError::TooLong);
        }
        if self.format != Format::Text {
            furniture::mark(&mut lines);
        }
        // Pages can be shown where no text can be read.
        if lines.is_empty() && pages.is_empty() {
            return Err(ReadError::Empty);
        }
        let source = source(&self.bytes, &self.name, self.format, pages);
        let report = Report { pages: pages.to_vec(), ..recognise::recognise(lines, source) };
        Ok(Read { report, warnings })
    }
}

/// Reads a report. `name` is the file's name without its folder; its ending tells Markdown from text.
///
/// # Errors
/// [`ReadError`] where this is not a report that can be opened.
pub fn read(bytes: &[u8], name: &str) -> Result<Read, ReadError> {
    read_protected(bytes, name, None)
}

/// Reads a report that a password may protect.
///
/// # Errors
/// As [`read`]; [`ReadError::Password`] where the password is not the right one.
pub fn read_protected(bytes: &[u8], name: &str, password: Option<&str>) -> Result<Read, ReadError> {
    open(Arc::new(bytes.to_vec()), name, password)?.read()
}

/// A report of which nothing was read yet but its pages: what can be shown while a long file is being read.
#[must_use]
pub fn unread(bytes: &[u8], name: &str, original: &Original) -> Report {
    let pages = original.sizes().to_vec();
    let source = source(bytes, name, Format::Pdf, &pages);
    Report { pages, ..recognise::recognise(Vec::new(), source) }
}

fn source(bytes: &[u8], name: &str, format: Format, pages: &[PageSize]) -> Source {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let pages = (format == Format::Pdf).then_some(count);
    Source { file: name.to_owned(), format, sha256: fingerprint(bytes), pages }
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
