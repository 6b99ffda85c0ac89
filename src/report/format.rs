//! The formats that a report can be read from: one table for detection, file dialogs, installers and tests.

use serde::{Deserialize, Serialize};

/// The format that a file was read as.
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
    /// The display name in the plural, as it is written inside a sentence: "web pages".
    pub name: &'static str,
    /// File extensions in lower case, without the dot; the usual one first.
    pub extensions: &'static [&'static str],
    /// MIME types; the usual one first.
    pub mime_types: &'static [&'static str],
    /// Uniform type identifiers, by which macOS knows the format.
    pub uniform_types: &'static [&'static str],
}

/// All input formats, the most frequent first. `tests/formats.rs` compares the desktop file, the installers and the
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
        extensions: &["docx"],
        mime_types: &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        uniform_types: &["org.openxmlformats.wordprocessingml.document"],
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
    /// The input format whose extension a file name has, in any letter case; `None` if no format has it.
    #[must_use]
    pub fn of_file_name(name: &str) -> Option<&'static Self> {
        let (_, extension) = name.rsplit_once('.')?;
        INPUT_FORMATS
            .iter()
            .find(|input| input.extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
    }
}

/// All extensions of input formats, for the filter of a file dialog: lower case, without the dot.
#[must_use]
pub fn input_extensions() -> Vec<&'static str> {
    INPUT_FORMATS.iter().flat_map(|input| input.extensions).copied().collect()
}

/// The names of all input formats as they are listed in a sentence: "PDF files, Word documents and text files".
#[must_use]
pub fn input_format_names() -> String {
    let names: Vec<&str> = INPUT_FORMATS.iter().map(|input| input.name).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
