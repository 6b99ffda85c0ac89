//! The user guide: the part of the README for users, opened like a report.

use std::sync::LazyLock;

use super::Sample;

/// The README of the project, in Markdown.
static README: &str = include_str!("../../README.md");

/// The guide, as a file that ships with the program.
pub static GUIDE: LazyLock<Sample> = LazyLock::new(|| {
    let text: &'static str = Box::leak(guide_text().into_boxed_str());
    Sample { file: "Guide.md", title: "Guide", bytes: text.as_bytes(), inspection: None }
});

/// The comment before the part of the README for users.
const BEGIN_COMMENT: &str = "<!-- guide: begin -->";
/// The comment after the part of the README for users.
const END_COMMENT: &str = "<!-- guide: end -->";

/// Returns the part of the README for users, without pictures and HTML comments.
fn guide_text() -> String {
    let from = README.find(BEGIN_COMMENT).unwrap_or(0);
    let to = README.find(END_COMMENT).unwrap_or(README.len());
    let is_shown = |line: &&str| !line.trim_start().starts_with("![") && !line.starts_with("<!--");
    let lines = README[from..to].lines().filter(is_shown);
    let mut text = String::from("# Guide to Findings\n\n");
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{BEGIN_COMMENT, END_COMMENT, README, guide_text};

    #[test]
    fn guide_contains_only_the_part_for_users() {
        assert!(README.contains(BEGIN_COMMENT) && README.contains(END_COMMENT));
        let text = guide_text();
        assert!(
            text.contains("## Keyboard shortcuts")
                && text.contains("## Open a report")
                && !text.contains("cargo")
                && !text.contains("![")
                && !text.contains("<!--"),
            "{text}"
        );
    }
}
