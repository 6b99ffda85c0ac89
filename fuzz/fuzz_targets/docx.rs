#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Separates the parts of a package in the bytes that are mutated.
const SEPARATOR: &[u8] = b"\n%%part%%\n";
const PARTS: [&str; 3] = ["word/document.xml", "word/styles.xml", "word/numbering.xml"];

fuzz_target!(|bytes: &[u8]| {
    // The raw bytes too, because the package itself may be broken.
    findings_fuzz::open(bytes, "report.docx");
    if let Some(package) = build_package(bytes) {
        findings_fuzz::open(&package, "report.docx");
    }
});

/// Packs the parts in `bytes` into a Word document.
fn build_package(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in PARTS {
        let end = bytes.windows(SEPARATOR.len()).position(|window| window == SEPARATOR);
        let (words, rest) = match end {
            Some(end) => (&bytes[..end], &bytes[end + SEPARATOR.len()..]),
            None => (bytes, &b""[..]),
        };
        writer.start_file(part, stored).ok()?;
        writer.write_all(words).ok()?;
        bytes = rest;
    }
    Some(writer.finish().ok()?.into_inner())
}
