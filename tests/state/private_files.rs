//! Notes and settings can only be read by the user who wrote them, because drafts are confidential.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use findings::{
    app::{AnnotationChange, Settings, SettingsFile, write_file},
    report::parse_date,
};

/// Returns the permissions of a file or folder, as `chmod` takes them.
fn permissions(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn save_decision(file: &SettingsFile) -> std::path::PathBuf {
    let sha256 = "5".repeat(64);
    let change = AnnotationChange::Published(Some(parse_date("14 May 2012").unwrap()));
    file.annotations().apply_changes(&sha256, &[change]).unwrap();
    file.path().with_file_name("reports").join(format!("{sha256}.json"))
}

#[test]
fn settings_and_notes_are_readable_only_by_their_owner() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(&folder.path().join("findings"));
    file.save(&Settings::default()).unwrap();
    let notes = save_decision(&file);
    assert_eq!(permissions(file.path()), 0o600);
    assert_eq!(permissions(file.path().parent().unwrap()), 0o700);
    assert_eq!(permissions(&notes), 0o600);
    assert_eq!(permissions(notes.parent().unwrap()), 0o700);
}

#[test]
fn files_of_an_earlier_version_become_private_when_they_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(&folder.path().join("findings"));
    file.save(&Settings::default()).unwrap();
    let notes = save_decision(&file);
    for (path, mode) in [(notes.as_path(), 0o644), (file.path(), 0o644), (notes.parent().unwrap(), 0o755)] {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }
    file.save(&Settings::default()).unwrap();
    assert_eq!(save_decision(&file), notes);
    assert_eq!(permissions(file.path()), 0o600);
    assert_eq!(permissions(&notes), 0o600);
    assert_eq!(permissions(notes.parent().unwrap()), 0o700);
}

#[test]
fn an_exported_file_keeps_the_permissions_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.csv");
    write_file(&path, b"first").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    write_file(&path, b"second").unwrap();
    assert_eq!((permissions(&path), fs::read(&path).unwrap()), (0o640, b"second".to_vec()));
}
