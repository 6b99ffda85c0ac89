//! Replaces arguments such as `*.pdf` by the files that they stand for, because the command prompt of Windows does not.

use std::ffi::OsString;

/// Returns the files that an argument with `*` or `?` stands for, in the order of their names; the argument itself if it
/// has no such character, or if there is no such file.
pub(super) fn expand_argument(argument: OsString) -> Vec<OsString> {
    // The name of a file on Windows can't contain these characters.
    let Some(pattern) = argument.to_str().filter(|text| text.contains(['*', '?'])) else {
        return vec![argument];
    };
    // A square bracket stands for itself, as in the name of a file that was downloaded twice.
    let pattern = pattern.replace('[', "[[]");
    let paths = glob::glob(&pattern).into_iter().flatten().flatten();
    let files: Vec<OsString> = paths.map(OsString::from).collect();
    if files.is_empty() { vec![argument] } else { files }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::expand_argument;

    #[test]
    fn wildcard_is_replaced_by_matching_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.md", "a.md", "a.pdf", "c[1].md", "c1.md"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let expand = |name: &str| -> Vec<String> {
            let files = expand_argument(folder.path().join(name).into_os_string());
            let name =
                |file| std::path::PathBuf::from(file).file_name().unwrap().to_string_lossy().into_owned();
            files.into_iter().map(name).collect()
        };
        assert_eq!(expand("*.md"), ["a.md", "b.md", "c1.md", "c[1].md"]);
        assert_eq!(expand("?.pdf"), ["a.pdf"]);
        assert_eq!(expand("c[1]*"), ["c[1].md"]);
        assert_eq!(expand("c[1].md"), ["c[1].md"]);
        assert_eq!(expand("*.docx"), ["*.docx"]);
    }
}
