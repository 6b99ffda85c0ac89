//! What every target does with a file: reads it, and works out all that a window shows of it.

use findings::{analysis::Findings, app::Loaded, output, read};

/// Opens bytes as a file of this name. Refusing them is fine; a panic, an endless loop or memory without bound is not.
pub fn open(bytes: &[u8], name: &str) {
    if let Ok(read) = read::read(bytes, name) {
        let loaded = Loaded::new(read);
        let findings = Findings::of(&loaded.report, loaded.abbreviations);
        let json = output::to_json(&loaded.report, &loaded.warnings, &findings);
        assert!(json.is_ok(), "a report that cannot be written down");
    }
}
