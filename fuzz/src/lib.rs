//! The work that all fuzz targets share: read a file, then compute everything that the window shows of it.

use findings::{analysis::Findings, app::Loaded, output, read};

/// Opens bytes as a file with this name. An error is fine; a panic, an endless loop or unbounded memory is not.
pub fn open(bytes: &[u8], name: &str) {
    if let Ok(read) = read::read(bytes, name) {
        let loaded = Loaded::new(read);
        let findings = Findings::compute(&loaded.report, loaded.abbreviations);
        let json = output::to_json(&loaded.report, &loaded.warnings, &findings);
        assert!(json.is_ok(), "a report that can't be written as JSON");
    }
}
