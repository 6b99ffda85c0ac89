//! Turns the bytes of a file into a [`Report`] with warnings.
//!
//! Each format has a module (`text`, `markdown`, `html`, `docx`, `pdf`) that turns a file into styled lines.
//! `recognise` turns lines into a report, in the same way for all formats. This room must not know paths, threads or
//! the window.

mod decode;
mod detect;
mod docx;
mod emphasis;
mod furniture;
mod html;
mod line;
mod markdown;
mod number_format;
mod original;
mod pdf;
mod recognise;
mod strings;
mod text;
mod typed_marks;
mod unwrap;
mod writer;

use std::{fmt::Write as _, sync::Arc};

use hayro::hayro_syntax::Pdf;
use sha2::{Digest as _, Sha256};

pub use original::{OriginalPages, PagePicture, PageRequest, band_count, band_span};

use self::line::Line;
use crate::{
    parallel,
    report::{
        Format, PageSize, Report, Source, Warning, WarningKind, input_format_names,
        without_control_characters,
    },
};

/// The result of reading a file: the report, and warnings about parts of the file that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The report.
    pub report: Report,
    /// Parts of the file that could not be read. Inconsistencies in the report itself are found by the checks of
    /// [`analysis`](crate::analysis).
    pub warnings: Vec<Warning>,
}

/// An error that prevents a file from being opened as a report. Lesser problems become [`Read::warnings`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file has no content, or it has no text and its format has no pages.
    #[error("This file is empty. Download it again, or ask for another copy.")]
    Empty,
    /// The file has bytes that are not text in any known encoding.
    #[error("Findings can't open this type of file. It can open {}.", input_format_names())]
    NotText,
    /// A ZIP package, such as a Word document, is broken.
    #[error("This document is damaged or incomplete. Download it again, or ask for another copy.")]
    Damaged,
    /// A ZIP package contains no Word document.
    #[error(
        "This is not a Word document. If it is a ZIP file, extract the report from it, then open the report."
    )]
    NotAWordDocument,
    /// The file is a spreadsheet, such as an action plan that Findings wrote.
    #[error(
        "This is a spreadsheet. To import a completed action plan, open its report, then choose Import action plan in the \
         File menu."
    )]
    Spreadsheet,
    /// No page of a PDF file can be read.
    #[error("This PDF is too badly damaged to open. Download it again, or ask for another copy.")]
    DamagedPdf,
    /// The end of a PDF file is missing. It contains the cross-reference table, and no page can be read without it.
    #[error(
        "The end of this PDF is missing, so it can't be opened. Download it again, or ask for another copy."
    )]
    Truncated,
    /// A PDF file needs a password.
    #[error("{}", if *.is_wrong { "Wrong password. Passwords are case-sensitive." } else { "This file is protected by a password. Save a copy without a password, then open the copy." })]
    Password {
        /// True if a password was given and was wrong.
        is_wrong: bool,
    },
    /// A PDF file is encrypted by a method that hayro does not support.
    #[error(
        "This file is encrypted in a way that Findings can't open. Ask for a copy that is not encrypted."
    )]
    UnknownEncryption,
    /// A PDF file has more than 5,000 pages, more than any known report.
    #[error("This file has more than 5,000 pages. Split it into smaller files, then open those.")]
    TooManyPages,
    /// The file has more than 1,000,000 lines, table cells or HTML tags, a Word document unpacks to more than 64 MB, a
    /// Markdown file has more than 16 MB, or the text of a PDF file takes more than 200 MB of memory.
    #[error("This file has too much text to open. Split it into smaller files, then open those.")]
    TooMuchText,
    /// A web page has a file name that ends in `.pdf`: often an error message that was saved instead of the report.
    #[error(
        "This file is named as a PDF but is a web page, probably an error message. Download the report again."
    )]
    WebPageNamedPdf,
    /// A Word document is protected by a password.
    #[error(
        "This document is protected by a password. Open it in Word, save a copy without a password, then open the copy."
    )]
    ProtectedDocument,
    /// The file has a known format that cannot be read: rich text (RTF), or a file of an old version of Office.
    #[error("Findings can't open {kind}. Save the report as a Word document or a text file, then open that.")]
    Unsupported {
        /// The name of the format in the plural, such as "rich text (RTF) files".
        kind: &'static str,
    },
}

/// The maximum number of lines, and of table cells, in a file. A line takes about 250 bytes of memory. The longest known report has 5,000
/// lines.
const MAX_LINES: usize = 1_000_000;

/// A file that was opened as a report. [`OpenedFile::read`] reads its text.
pub struct OpenedFile {
    /// The content of the file.
    bytes: Arc<Vec<u8>>,
    /// The file name without its folder.
    name: String,
    /// The format of the file.
    format: Format,
    /// The function that turns the file into lines.
    reader: LineReader,
}

/// The function that turns an opened file into lines. It depends on the format.
enum LineReader {
    /// Reads decoded text: plain text, Markdown or HTML.
    Text(fn(&str) -> Result<Vec<Line>, ReadError>),
    /// Reads the bytes of a ZIP package: a Word document.
    Package(fn(&[u8]) -> Result<docx::LinesAndWarnings, ReadError>),
    /// Reads an open PDF file. Its pages can be drawn.
    Pdf(Box<Pdf>, OriginalPages),
}

/// Opens a file as a report. `name` is the file name without its folder; its extension tells Markdown from plain text.
/// A PDF file is parsed here, for its pages and its text. Other formats are parsed by [`OpenedFile::read`].
///
/// # Errors
/// - [`ReadError::Empty`] if the file has no bytes.
/// - [`ReadError::WebPageNamedPdf`] if the content is a web page and the file name ends in `.pdf`.
/// - [`ReadError::Unsupported`] if the content is rich text (RTF) or a file of an old version of Office.
/// - [`ReadError::Spreadsheet`] if the content is a spreadsheet.
/// - [`ReadError::ProtectedDocument`] if the file is a Word document with a password.
/// - [`ReadError::Password`] if a PDF file needs a password, or `password` is wrong.
/// - [`ReadError::UnknownEncryption`] if a PDF file is encrypted by an unsupported method.
/// - [`ReadError::Truncated`] or [`ReadError::DamagedPdf`] if no page of a PDF file can be read.
/// - [`ReadError::TooManyPages`] if a PDF file has more than 5,000 pages.
pub fn open(bytes: Arc<Vec<u8>>, name: &str, password: Option<&str>) -> Result<OpenedFile, ReadError> {
    let format = detect::detect_format(&bytes, name)?;
    let reader = match format {
        Format::Text => LineReader::Text(|text| Ok(text::read_lines(text))),
        Format::Markdown => LineReader::Text(markdown::read_lines),
        Format::Html => LineReader::Text(html::read_lines),
        Format::Docx => LineReader::Package(docx::read_lines),
        Format::Pdf => {
            let pdf = pdf::open_pdf(&bytes, password)?;
            let original = OriginalPages::from_pdf(&pdf, Arc::clone(&bytes), password);
            LineReader::Pdf(Box::new(pdf), original)
        }
    };
    Ok(OpenedFile { bytes, name: name.to_owned(), format, reader })
}

impl OpenedFile {
    /// Returns the pages of the file, which can be drawn before the text is read; `None` for formats without pages.
    #[must_use]
    pub fn original(&self) -> Option<&OriginalPages> {
        match &self.reader {
            LineReader::Pdf(_, original) => Some(original),
            LineReader::Text(_) | LineReader::Package(_) => None,
        }
    }

    /// Reads the text of the file and recognises the report in it.
    ///
    /// # Errors
    /// - [`ReadError::Empty`] if the file has neither text nor pages.
    /// - [`ReadError::NotText`] if a text file, Markdown file or web page has bytes that are not text.
    /// - [`ReadError::Damaged`] if a ZIP package is broken.
    /// - [`ReadError::NotAWordDocument`] if a ZIP package contains no Word document.
    /// - [`ReadError::TooMuchText`] if the file has more than 1,000,000 lines, or its text takes too much memory.
    pub fn read(&self) -> Result<Read, ReadError> {
        let (result, sha256) = self.hash_while(|| self.read_lines());
        let (lines, warnings) = result?;
        let pages = self.original().map(OriginalPages::page_sizes).unwrap_or_default();
        // The pages of a scan can be shown although they have no readable text.
        if lines.is_empty() && pages.is_empty() {
            return Err(ReadError::Empty);
        }
        let source = describe_source(sha256, &self.name, self.format, pages);
        let report = Report { pages: pages.to_vec(), ..recognise::recognise_report(lines, source) };
        Ok(Read { report, warnings })
    }

    /// Reads the text of the file as lines with marked page furniture, and returns warnings about parts that could not
    /// be read.
    fn read_lines(&self) -> Result<(Vec<Line>, Vec<Warning>), ReadError> {
        let mut warnings = Vec::new();
        let mut lines = match &self.reader {
            LineReader::Text(read_lines) => {
                let decoded = decode::decode_text(&self.bytes)?;
                warnings.extend(decoded.has_replacements.then(unreadable_characters_warning));
                read_lines(&decoded.text)?
            }
            LineReader::Package(read_lines) => {
                let (lines, found) = read_lines(&self.bytes)?;
                warnings = found;
                lines
            }
            LineReader::Pdf(pdf, original) => {
                let document = pdf::read_lines(pdf)?;
                original.set_finite_pages(&document.finite_pages);
                warnings = document.warnings;
                document.lines
            }
        };
        let cell_count: usize = lines.iter().map(Line::cell_count).sum();
        if lines.len() > MAX_LINES || cell_count > MAX_LINES {
            return Err(ReadError::TooMuchText);
        }
        lines.iter_mut().for_each(Line::replace_control_characters);
        if self.format != Format::Text {
            furniture::mark_furniture(&mut lines);
        }
        if self.format == Format::Pdf {
            lines = unwrap::join_over_page_ends(lines);
        }
        Ok((lines, warnings))
    }

    /// Calls `work` and returns its result with the SHA-256 of the file, which is computed meanwhile if the file is
    /// long.
    fn hash_while<T>(&self, work: impl FnOnce() -> T) -> (T, String) {
        /// The minimum size of a long file, in bytes. A busy computer can start a thread some milliseconds late, which
        /// is longer than a text report takes to read and to hash.
        const MIN_LONG_FILE_BYTES: usize = 300_000;
        if self.bytes.len() < MIN_LONG_FILE_BYTES {
            return (work(), sha256_hex(&self.bytes));
        }
        parallel::join(work, || sha256_hex(&self.bytes))
    }
}

/// Reads a report. `name` is the file name without its folder; its extension tells Markdown from plain text.
///
/// # Errors
/// Returns the errors of [`open`] and [`OpenedFile::read`]: [`ReadError::Password`] if the file needs a password.
pub fn read(bytes: &[u8], name: &str) -> Result<Read, ReadError> {
    read_with_password(bytes, name, None)
}

/// Reads a report that may be protected by a password.
///
/// # Errors
/// Returns the errors of [`open`] and [`OpenedFile::read`]: [`ReadError::Password`] if the password is missing or
/// wrong.
pub fn read_with_password(bytes: &[u8], name: &str, password: Option<&str>) -> Result<Read, ReadError> {
    open(Arc::new(bytes.to_vec()), name, password)?.read()
}

/// Returns a report with the pages of a PDF file and no text, which can be shown while the text of a long file is read.
#[must_use]
pub fn report_without_text(bytes: &[u8], name: &str, original: &OriginalPages) -> Report {
    let pages = original.page_sizes().to_vec();
    let source = describe_source(sha256_hex(bytes), name, Format::Pdf, &pages);
    Report { pages, ..recognise::recognise_report(Vec::new(), source) }
}

/// Returns the description of the file that a report is read from. Only a PDF file has a page count.
fn describe_source(sha256: String, name: &str, format: Format, pages: &[PageSize]) -> Source {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let pages = (format == Format::Pdf).then_some(count);
    let file = without_control_characters(name).replace(['\n', '\t'], " ");
    Source { file, format, sha256, pages }
}

/// Returns the warning about characters that could not be decoded.
fn unreadable_characters_warning() -> Warning {
    Warning {
        kind: WarningKind::UnreadableCharacters,
        message: strings::UNREADABLE_CHARACTERS.to_owned(),
        places: Vec::new(),
    }
}

/// Returns the SHA-256 of a file as 64 lower-case hex digits.
fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
