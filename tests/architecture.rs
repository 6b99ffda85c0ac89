//! Checks the sources against the rules of ARCHITECTURE.md, above all that a room uses only the rooms before it.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::path::{Path, PathBuf};

use findings::report::INPUT_FORMATS;

/// The rooms in the order of the data flow, each with the words that its sources must not contain.
const ROOMS: [(&str, &[&str]); 8] = [
    (
        "report",
        &[
            "crate::read",
            "crate::analysis",
            "crate::output",
            "crate::library",
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
            "crate::library",
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
            "crate::library",
            "crate::app",
            "crate::ui",
            "egui",
            "std::fs",
            "std::thread",
            "Color32",
        ],
    ),
    ("output", &["crate::read", "crate::library", "crate::app", "crate::ui", "egui"]),
    ("library", &["crate::read", "crate::app", "crate::ui", "egui"]),
    ("app", &["crate::ui", "Color32", "Painter", "egui::Ui", "Rect", "CentralPanel"]),
    ("ui", &["std::fs", "std::thread", "std::sync::mpsc", "crate::cli"]),
    ("cli", &[]),
];

/// Returns all Rust files in a folder and its subfolders.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// Returns the code of a file without its comments, which may mention anything.
fn code_without_comments(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_room_uses_only_the_rooms_before_it() {
    let src = support::project().join("src");
    let mut broken = Vec::new();
    for (room, forbidden) in ROOMS {
        let (folder, file) = (src.join(room), src.join(format!("{room}.rs")));
        let files = if folder.is_dir() { rust_files(&folder) } else { vec![file] };
        assert!(!files.is_empty(), "{room} has no sources");
        for path in files {
            let code = code_without_comments(&path);
            let found = forbidden.iter().filter(|word| has_path(&code, word));
            broken.extend(found.map(|word| format!("{} uses {word}", path.display())));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Returns true if code names a path, alone or as a part of `use crate::{…}`.
fn has_path(code: &str, word: &str) -> bool {
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
fn the_room_check_detects_forbidden_paths() {
    assert!(has_path("use crate::{\n    app::Command,\n    ui::theme,\n};", "crate::ui"));
    assert!(has_path("let x = crate::ui::theme();", "crate::ui"));
    assert!(has_path("use std::fs;", "std::fs"));
    assert!(!has_path("use crate::{\n    app::Command,\n};", "crate::ui"));
}

/// Paths that `ui` may use: whole rooms, and those values of `output` that it shows or lets the user choose.
const UI_MAY_USE: [&str; 18] = [
    "report",
    "analysis",
    "library",
    "app",
    "ui",
    "trace",
    "typeface",
    "parallel::join",
    "output::chart",
    "output::print::Ink",
    "output::print::Paper",
    "output::printer::DialogOwner",
    "output::printer::JobOptions",
    "output::printer::Progress",
    "output::printer::Sides",
    "output::printout::PrintOptions",
    "output::printout::SummaryLength",
    "output::printout::Part",
];

/// The only module with unsafe code: the calls to Windows that printing needs. Its files are the one with this name and those
/// in the folder with this name.
const UNSAFE_MODULE: &str = "src/output/printer/windows/system";

#[test]
fn unsafe_code_is_only_in_the_printing_module_and_every_block_has_its_reason() {
    let project = support::project();
    let module = project.join(UNSAFE_MODULE);
    let is_in_module = |path: &Path| path == module.with_extension("rs") || path.starts_with(&module);
    let mut files_with_unsafe = Vec::new();
    for path in rust_files(&project.join("src")) {
        let code = code_without_comments(&path);
        if code.contains("unsafe ") || code.contains("(unsafe_code") {
            assert!(is_in_module(&path), "{} has unsafe code", path.display());
            files_with_unsafe.push(path);
        }
    }
    assert!(!files_with_unsafe.is_empty(), "the module was renamed");
    for path in files_with_unsafe {
        let source = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = source.lines().map(str::trim).collect();
        for (index, line) in lines.iter().enumerate() {
            if line.contains("unsafe {") && !line.starts_with("//") {
                let before = &lines[index.saturating_sub(4)..index];
                let has_reason = before.iter().any(|line| line.starts_with("// SAFETY: "));
                assert!(has_reason, "{}:{} has no SAFETY comment", path.display(), index + 1);
            }
        }
    }
}

/// Paths that `ui` may use of `read`: pictures of pages, which it requests and shows.
const UI_MAY_USE_OF_READ: [&str; 4] =
    ["read::PagePicture", "read::PageRequest", "read::band_span", "read::band_count"];

#[test]
fn ui_uses_only_the_permitted_values_of_output_and_read() {
    let mut broken = Vec::new();
    for path in rust_files(&support::project().join("src/ui")) {
        for used in crate_paths(&code_without_comments(&path)) {
            let is_allowed = if used.starts_with("read::") {
                UI_MAY_USE_OF_READ.iter().any(|allowed| used == *allowed)
            } else {
                UI_MAY_USE.iter().any(|allowed| used == *allowed || used.starts_with(&format!("{allowed}::")))
            };
            if !is_allowed {
                broken.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Code that could change the state without a command. Panels must not contain it.
const STATE_WRITERS: [&str; 11] = [
    "&mut State",
    "&mut app::State",
    "&mut Document",
    "&mut ComparisonTab",
    "&mut TimelineTab",
    "&mut FolderTab",
    "&mut Tabs",
    "&mut View",
    "&mut Printing",
    "state_mut",
    "mem::swap",
];

#[test]
fn panels_never_write_state() {
    let src = support::project().join("src");
    let mut broken = Vec::new();
    for path in rust_files(&src.join("ui")) {
        let code = code_without_comments(&path);
        broken.extend(writes_to_state(&code).into_iter().map(|what| format!("{}: {what}", path.display())));
    }
    // The window has an `Application`, which only lends a shared reference to the state.
    let application = code_without_comments(&src.join("app/application.rs"));
    if application.contains("-> &mut State") || application.contains("pub state:") {
        broken.push("Application lets the window change the state".to_owned());
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Returns the parts of this code that could change the state: mutable references to parts of it, and assignments.
fn writes_to_state(code: &str) -> Vec<String> {
    let mut found: Vec<String> = STATE_WRITERS
        .iter()
        .filter(|word| {
            let mut next_characters =
                code.match_indices(**word).map(|(at, word)| code[at + word.len()..].chars().next());
            next_characters.any(|next| !next.is_some_and(|next| next.is_alphanumeric() || next == '_'))
        })
        .map(|word| (*word).to_owned())
        .collect();
    for line in code.lines() {
        let line = line.trim();
        let assigns = line.split_once(" = ").is_some_and(|(left, _)| {
            ["state.", "document.", "self.state.", "self.app.state"]
                .iter()
                .any(|start| left.starts_with(start))
        });
        if assigns {
            found.push(line.to_owned());
        }
    }
    found
}

#[test]
fn the_state_check_detects_a_panel_that_writes_state() {
    assert_eq!(writes_to_state("fn show(state: &State) { let x = state.tabs.len(); }"), Vec::<String>::new());
    assert_eq!(writes_to_state("let mut view = &mut ViewportBuilder::default();"), Vec::<String>::new());
    assert_eq!(writes_to_state("fn show(ui: &mut Ui, state: &mut State) {}"), ["&mut State"]);
    assert_eq!(writes_to_state("    document.view.filter = words;"), ["document.view.filter = words;"]);
}

/// Returns every path into this crate that code names, with a path for each item of `use crate::{…}`.
fn crate_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, word) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        // The name of another crate may end in `crate`; `pub(crate)` has no colons and is not matched.
        if !before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
            expand_path(&code[at + word.len()..], String::new(), &mut paths);
        }
    }
    paths
}

/// Adds the paths that start at the beginning of `rest`, and returns the code after them.
fn expand_path<'a>(rest: &'a str, prefix: String, paths: &mut Vec<String>) -> &'a str {
    let rest = rest.trim_start();
    if let Some(mut inner) = rest.strip_prefix('{') {
        loop {
            inner = inner.trim_start().trim_start_matches(',').trim_start();
            if let Some(behind) = inner.strip_prefix('}') {
                return behind;
            }
            if inner.is_empty() {
                return inner;
            }
            inner = expand_path(inner, prefix.clone(), paths);
        }
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    if end == 0 {
        return &rest[rest.len().min(1)..];
    }
    let path = match (prefix.is_empty(), name) {
        (false, "self") => prefix,
        (true, _) => name.to_owned(),
        (false, _) => format!("{prefix}::{name}"),
    };
    match behind.strip_prefix("::") {
        Some(behind) => expand_path(behind, path, paths),
        None => {
            paths.push(path);
            // "as" gives the path another name here.
            match behind.trim_start().strip_prefix("as ") {
                Some(name) => name.trim_start().trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
                None => behind,
            }
        }
    }
}

#[test]
fn grouped_imports_are_expanded_to_single_paths() {
    let code = "use crate::{\n    app::{self, Command},\n    output::print::{Ink, Paper},\n};\nlet x = crate::read::band_count(size);";
    let expected = ["app", "app::Command", "output::print::Ink", "output::print::Paper", "read::band_count"];
    assert_eq!(crate_paths(code), expected);
}

/// A format turns its source into lines without the other formats, and the recogniser works without any format.
#[test]
fn formats_do_not_use_each_other() {
    let read = support::project().join("src/read");
    let formats = INPUT_FORMATS.map(|input| {
        let name = serde_json::to_value(input.format).unwrap();
        name.as_str().unwrap().to_owned()
    });
    let mut broken = Vec::new();
    let mut format_files = Vec::new();
    for format in &formats {
        let files = module_sources(&read, format);
        assert!(!files.is_empty(), "{format} has no sources");
        let others = formats.iter().map(String::as_str).filter(|other| other != format);
        let forbidden: Vec<&str> = others.chain(["recognise"]).collect();
        for path in &files {
            let code = code_without_comments(path);
            let found = forbidden.iter().filter(|module| uses_read_module(&code, module));
            broken.extend(found.map(|module| format!("{} uses {module}", path.display())));
        }
        format_files.extend(files);
    }
    assert!(format_files.iter().any(|path| path.ends_with("pdf/page.rs")), "folders of formats must be read");
    for path in rust_files(&read).iter().filter(|path| !format_files.contains(path)) {
        // The entry point uses every format, and pages are drawn from PDF files.
        let may_use = |format: &String| {
            path.ends_with("read/mod.rs") || path.ends_with("read/original.rs") && format == "pdf"
        };
        let code = code_without_comments(path);
        let found = formats.iter().filter(|format| !may_use(format) && uses_read_module(&code, format));
        broken.extend(found.map(|format| format!("{} uses {format}", path.display())));
    }
    for path in rust_files(&read.join("recognise")) {
        let code = code_without_comments(&path);
        let libraries = ["pulldown", "scraper", "quick_xml", "hayro", "Format::"];
        let found = libraries.iter().filter(|word| code.contains(**word));
        broken.extend(found.map(|word| format!("{} uses {word}", path.display())));
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Returns the source files of a module: its own file and all files of its folder.
fn module_sources(parent: &Path, module: &str) -> Vec<PathBuf> {
    let (file, folder) = (parent.join(format!("{module}.rs")), parent.join(module));
    let mut files = if folder.is_dir() { rust_files(&folder) } else { Vec::new() };
    files.extend(Some(file).filter(|file| file.is_file()));
    files
}

/// Returns true if code names a module of `read`: as a path, or in the braces after `super::` or `read::`.
fn uses_read_module(code: &str, module: &str) -> bool {
    ["super::", "read::"].iter().flat_map(|parent| code.split(parent).skip(1)).any(|rest| {
        let rest = rest.trim_start();
        let named = match rest.strip_prefix('{') {
            Some(group) => group.split(';').next().unwrap_or_default(),
            None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        named.split([',', '{', '}', '\n']).any(|part| part.trim().split("::").next() == Some(module))
    })
}

#[test]
fn the_format_check_detects_forbidden_modules() {
    for code in [
        "use super::html;",
        "use super::html::lines;",
        "use crate::read::html::{lines, tree};",
        "use super::{\n    ReadError,\n    html::lines,\n};",
        "use crate::{\n    read::{html, line::Line},\n};",
        "let lines = super::super::html::lines(text);",
    ] {
        assert!(uses_read_module(code, "html"), "{code}");
    }
    for code in ["use super::html_entities;", "use scraper::html::lines;", "use super::line::{Line, Shape};"]
    {
        assert!(!uses_read_module(code, "html"), "{code}");
    }
}

/// Colours are tokens of the theme. Clippy forbids the usual constructors, and this test the others.
#[test]
fn colours_are_created_only_in_the_theme() {
    for path in rust_files(&support::project().join("src")) {
        // The painter mixes colours of pixels but chooses none.
        if path.ends_with("ui/theme.rs") || path.ends_with("ui/raster/pixel.rs") {
            continue;
        }
        // Pixels of pictures of pages are used unchanged.
        let code = code_without_comments(&path).replace("ColorImage::from_rgba_premultiplied", "");
        for constructor in [
            "from_rgb",
            "from_rgba",
            "from_gray",
            "from_hex",
            "Color32::RED",
            "Color32::BLACK",
            "Color32::WHITE",
        ] {
            assert!(!code.contains(constructor), "{}: {constructor}", path.display());
        }
    }
}

/// Rules for reading must not be made for a single report.
#[test]
fn no_source_names_a_real_place() {
    for path in rust_files(&support::project().join("src")) {
        let code = code_without_comments(&path).to_lowercase();
        for place in ["york", "medway", "kent", "norfolk", "sandwell", "haringey", "birmingham"] {
            let named = code.split(|c: char| !c.is_alphanumeric()).any(|word| word == place);
            assert!(!named, "{} names {place}", path.display());
        }
    }
}
