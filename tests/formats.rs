//! Compares the table of input formats with everything outside the sources that repeats it: desktop files, installers
//! and fuzz targets.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{collections::BTreeSet, fs};

use findings::{
    read,
    report::{INPUT_FORMATS, InputFormat, input_extensions, input_format_names},
};

fn project_file(path: &str) -> String {
    fs::read_to_string(support::project().join(path)).unwrap()
}

/// Returns every part of a text between `before` and the next `after`.
fn all_between<'t>(text: &'t str, before: &str, after: &str) -> BTreeSet<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

fn mime_types() -> BTreeSet<&'static str> {
    INPUT_FORMATS.iter().flat_map(|input| input.mime_types).copied().collect()
}

/// Returns the name of a format in JSON and in `fuzz/fuzz_targets`.
fn json_name(input: &InputFormat) -> String {
    serde_json::to_value(input.format).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_format_is_complete_and_no_extension_is_listed_twice() {
    let extensions = input_extensions();
    assert_eq!(extensions.iter().collect::<BTreeSet<_>>().len(), extensions.len(), "{extensions:?}");
    assert!(
        extensions.iter().all(|extension| *extension == extension.to_lowercase().trim_start_matches('.'))
    );
    let formats: BTreeSet<String> = INPUT_FORMATS.iter().map(json_name).collect();
    assert_eq!(formats.len(), INPUT_FORMATS.len());
    for input in &INPUT_FORMATS {
        assert!(!input.name.is_empty() && !input.extensions.is_empty(), "{input:?}");
        assert!(!input.mime_types.is_empty() && !input.uniform_types.is_empty(), "{input:?}");
    }
}

#[test]
fn a_file_name_has_the_format_of_its_extension_in_any_letter_case() {
    for input in &INPUT_FORMATS {
        for extension in input.extensions {
            for name in [format!("a report.{extension}"), format!("a.b.{}", extension.to_uppercase())] {
                assert_eq!(InputFormat::from_file_name(&name), Some(input), "{name}");
            }
        }
    }
    for name in ["report", "report.", "report.xlsx", "pdf", ""] {
        assert_eq!(InputFormat::from_file_name(name), None, "{name}");
    }
}

#[test]
fn a_file_that_is_not_text_is_refused_with_the_names_of_all_formats() {
    let message = read::read(b"\x00\x01\x02\x03\x7fELF", "report.txt").unwrap_err().to_string();
    assert!(message.contains(&input_format_names()), "{message}");
    assert!(INPUT_FORMATS.iter().all(|input| message.contains(input.name)), "{message}");
}

#[test]
fn the_linux_desktop_file_lists_all_mime_types() {
    let desktop = project_file("packaging/linux/io.github.findings_reader.Findings.desktop");
    let line = desktop.lines().find_map(|line| line.strip_prefix("MimeType=")).unwrap();
    assert_eq!(line.split_terminator(';').collect::<BTreeSet<_>>(), mime_types());
}

#[test]
fn the_linux_metainfo_lists_all_mime_types() {
    let metainfo = project_file("packaging/linux/io.github.findings_reader.Findings.metainfo.xml");
    assert_eq!(all_between(&metainfo, "<mediatype>", "</mediatype>"), mime_types());
}

#[test]
fn the_windows_installer_registers_all_extensions() {
    let installer = project_file("packaging/windows/findings.wxs");
    let registered = all_between(&installer, "Key=\".", r"\OpenWithProgids");
    assert_eq!(registered, input_extensions().into_iter().collect());
}

#[test]
fn the_macos_bundle_lists_all_uniform_types() {
    let bundle = project_file("packaging/macos/Info.plist");
    let list =
        bundle.split("<key>LSItemContentTypes</key>").nth(1).unwrap().split("</array>").next().unwrap();
    let uniform_types = INPUT_FORMATS.iter().flat_map(|input| input.uniform_types).copied().collect();
    assert_eq!(all_between(list, "<string>", "</string>"), uniform_types);
}

#[test]
fn every_format_has_a_fuzz_target() {
    let manifest = project_file("fuzz/Cargo.toml");
    let targets = manifest.split("[[bin]]").skip(1).flat_map(|target| all_between(target, "name = \"", "\""));
    let formats: BTreeSet<String> = INPUT_FORMATS.iter().map(json_name).collect();
    assert_eq!(targets.map(str::to_owned).collect::<BTreeSet<_>>(), formats);
    for input in &INPUT_FORMATS {
        let target = project_file(&format!("fuzz/fuzz_targets/{}.rs", json_name(input)));
        let name = format!("\"report.{}\"", input.extensions[0]);
        assert!(target.contains(&name), "the fuzz target of {} does not open {name}", input.name);
    }
}
