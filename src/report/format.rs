//! The file formats that a report can be read from.
//!
//! Owns the table of formats for detection, file dialogs, installers and tests. Does not read any of the formats.

use serde::{Deserialize, Serialize};

/// A file format that reports are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// A PDF file.
    Pdf,
}

/// An input format, as file dialogs, desktops and installers know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputFormat {
    /// The format.
    pub format: Format,
    /// The plural display name, in lower case for use inside a sentence: "web pages".
    pub name: &'static str,
    /// File extensions in lower case, without the dot; the most common first.
    pub extensions: &'static [&'static str],
    /// MIME types; the most common first.
    pub mime_types: &'static [&'static str],
    /// The uniform type identifiers (UTIs) that macOS uses for the format.
    pub uniform_types: &'static [&'static str],
}

/// All input formats, the most common first. `tests/formats.rs` compares the desktop file, the installers and the
/// fuzz targets with this table.
pub static INPUT_FORMATS: [InputFormat; 5] = [
    InputFormat {
        format: Format::Pdf,
        name: "PDF files",
        extensions: &["pdf"],
        mime_types: &["application/pdf"],
        uniform_types: &["com.adobe.pdf"],
    },
    InputFormat {
        format: Format::Docx,
        name: "Word documents",
        // The macros in a `.docm` file are never run.
        extensions: &["docx", "docm"],
        mime_types: &[
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-word.document.macroEnabled.12",
        ],
        uniform_types: &[
            "org.openxmlformats.wordprocessingml.document",
            "org.openxmlformats.wordprocessingml.document.macroenabled",
        ],
    },
    InputFormat {
        format: Format::Html,
        name: "web pages",
        extensions: &["html", "htm", "xhtml"],
        mime_types: &["text/html", "application/xhtml+xml"],
        uniform_types: &["public.html"],
    },
    InputFormat {
        format: Format::Markdown,
        name: "Markdown files",
        extensions: &["md", "markdown", "mdown", "mkd"],
        mime_types: &["text/markdown"],
        uniform_types: &["net.daringfireball.markdown"],
    },
    InputFormat {
        format: Format::Text,
        name: "text files",
        extensions: &["txt"],
        mime_types: &["text/plain"],
        uniform_types: &["public.plain-text"],
    },
];

impl InputFormat {
    /// Returns the input format for the extension of a file name, in upper or lower case.
    ///
    /// Returns `None` if the name has no extension or no format uses it.
    #[must_use]
    pub fn from_file_name(name: &str) -> Option<&'static Self> {
        let (_, extension) = name.rsplit_once('.')?;
        INPUT_FORMATS
            .iter()
            .find(|input| input.extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
    }
}

/// Returns the extensions of all input formats for the filter of a file dialog: lower case, without the dot.
#[must_use]
pub fn input_extensions() -> Vec<&'static str> {
    INPUT_FORMATS.iter().flat_map(|input| input.extensions).copied().collect()
}

/// Returns the names of all input formats as a list in a sentence: "PDF files, Word documents and text files".
#[must_use]
pub fn input_format_names() -> String {
    let names: Vec<&str> = INPUT_FORMATS.iter().map(|input| input.name).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
