//! The user guide: the part of the README that is for readers, opened as a text like any other.

use std::sync::LazyLock;

use super::Sample;

static README: &str = include_str!("../../README.md");

/// The guide, to be opened in a tab.
pub static GUIDE: LazyLock<Sample> = LazyLock::new(|| {
    let text: &'static str = Box::leak(text().into_boxed_str());
    Sample { file: "Guide.md", title: "Guide", bytes: text.as_bytes() }
});

/// From the first steps to the keys; without pictures of what is on the screen anyway.
fn text() -> String {
    let from = README.find("## Five minutes").unwrap_or(0);
    let to = README.find("## The command line").unwrap_or(README.len());
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
    use super::{README, text};

    #[test]
    fn the_guide_is_the_part_for_readers() {
        assert!(README.contains("## Five minutes") && README.contains("## The command line"));
        let text = text();
        assert!(
            text.contains("## Keys")
                && !text.contains("cargo")
                && !text.contains("![")
                && !text.contains("<!--"),
            "{text}"
        );
    }
}
