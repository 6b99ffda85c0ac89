//! The house rules of ARCHITECTURE.md, read off the sources: a room knows only the rooms before it.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::path::{Path, PathBuf};

/// Rooms in the order in which data flows, each with words that its sources must not hold.
const ROOMS: [(&str, &[&str]); 7] = [
    (
        "report",
        &[
            "crate::read",
            "crate::analysis",
            "crate::output",
            "crate::app",
            "crate::ui",
            "egui",
            "std::fs",
            "std::thread",
        ],
    ),
    (
        "read",
        &[
            "crate::analysis",
            "crate::output",
            "crate::app",
            "crate::ui",
            "egui",
            "std::fs",
            "std::thread",
            "std::path",
        ],
    ),
    (
        "analysis",
        &[
            "crate::read",
            "crate::output",
            "crate::app",
            "crate::ui",
            "egui",
            "std::fs",
            "std::thread",
            "Color32",
        ],
    ),
    ("output", &["crate::read", "crate::app", "crate::ui", "egui"]),
    ("app", &["crate::ui", "Color32", "Painter", "egui::Ui", "Rect", "CentralPanel"]),
    ("ui", &["std::fs", "std::thread", "std::sync::mpsc", "crate::read::", "crate::output"]),
    ("cli", &[]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file: without comments, which may speak of anything.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_room_knows_only_the_rooms_before_it() {
    let src = support::project().join("src");
    let mut broken = Vec::new();
    for (room, forbidden) in ROOMS {
        let (folder, file) = (src.join(room), src.join(format!("{room}.rs")));
        let files = if folder.is_dir() { sources(&folder) } else { vec![file] };
        assert!(!files.is_empty(), "{room} has no sources");
        for path in files {
            let code = code(&path);
            let found = forbidden.iter().filter(|word| names(&code, word));
            broken.extend(found.map(|word| format!("{} knows {word}", path.display())));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Whether code names a path, also as a part of `use crate::{…}`.
fn names(code: &str, word: &str) -> bool {
    if let Some(room) = word.strip_prefix("crate::") {
        let room = room.trim_end_matches(':');
        let grouped = code.split("use crate::{").skip(1).any(|group| {
            let group = group.split(";").next().unwrap_or("");
            group.split([',', '{', '\n']).any(|part| part.trim().split("::").next() == Some(room))
        });
        return grouped || code.contains(&format!("crate::{room}"));
    }
    code.contains(word)
}

#[test]
fn the_rule_itself_finds_what_is_forbidden() {
    assert!(names("use crate::{\n    app::Command,\n    ui::theme,\n};", "crate::ui"));
    assert!(names("let x = crate::ui::theme();", "crate::ui"));
    assert!(names("use std::fs;", "std::fs"));
    assert!(!names("use crate::{\n    app::Command,\n};", "crate::ui"));
}

/// A format file turns its source into lines and knows no other format, and the recogniser knows no format at all.
#[test]
fn formats_know_nothing_of_one_another() {
    let read = support::project().join("src/read");
    let formats = ["text", "markdown", "html", "docx"];
    for format in formats {
        let code = code(&read.join(format!("{format}.rs")));
        for other in formats.iter().filter(|other| **other != format) {
            assert!(
                !code.contains(&format!("super::{other}")) && !code.contains(&format!("{other}::")),
                "{format}: {other}"
            );
        }
        assert!(!code.contains("recognise"), "{format} knows the recogniser");
    }
    for path in sources(&read.join("recognise")) {
        let code = code(&path);
        for word in ["pulldown", "scraper", "quick_xml", "markdown::", "text::lines", "Format::"] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

/// Colours are tokens of the theme; clippy forbids the usual makers, this the rest.
#[test]
fn colours_are_made_in_the_theme_only() {
    for path in sources(&support::project().join("src")) {
        // The painter mixes pixels; it chooses none.
        if path.ends_with("ui/theme.rs") || path.ends_with("ui/raster.rs") {
            continue;
        }
        // A picture's pixels are taken as they are.
        let code = code(&path).replace("ColorImage::from_rgba_premultiplied", "");
        for maker in [
            "from_rgb",
            "from_rgba",
            "from_gray",
            "from_hex",
            "Color32::RED",
            "Color32::BLACK",
            "Color32::WHITE",
        ] {
            assert!(!code.contains(maker), "{}: {maker}", path.display());
        }
    }
}

/// No rule knows one report, and nothing in the project knows the machine it was written on.
#[test]
fn no_source_names_a_real_place() {
    for path in sources(&support::project().join("src")) {
        let code = code(&path).to_lowercase();
        for place in ["york", "medway", "kent", "norfolk", "sandwell", "haringey", "birmingham"] {
            let named = code.split(|c: char| !c.is_alphanumeric()).any(|word| word == place);
            assert!(!named, "{} names {place}", path.display());
        }
    }
}
