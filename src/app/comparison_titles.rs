//! The titles of a comparison and of its sides. Runs without a window.

use super::{ComparisonTab, Document, strings};
use crate::analysis::compare::have_same_subject;

impl ComparisonTab {
    /// Returns the title of the tab, such as "York, 2012 and York, 2017", or the files of two drafts: "York, 2012:
    /// draft.pdf and final.pdf".
    #[must_use]
    pub fn title(&self) -> String {
        let [left, right] = self.sides.each_ref().map(Document::title);
        if left != right {
            return strings::compared_titles(&left, &right);
        }
        if self.has_versions_of_one_file() {
            return strings::versions_of_file(&self.sides[0].report().source.file);
        }
        let [left_file, right_file] = self.file_names();
        let files = strings::compared_titles(&left_file, &right_file);
        if left == left_file { files } else { strings::title_with_files(&left, &files) }
    }

    /// Returns the names of both files, with their folders if the names are the same.
    #[must_use]
    pub fn file_names(&self) -> [String; 2] {
        super::distinct_file_names(self.sides.each_ref())
    }

    /// Returns true if the tab compares the old version of a file, on the left, with its new version.
    #[must_use]
    pub fn has_versions_of_one_file(&self) -> bool {
        let [left, right] = &self.sides;
        left.path.is_none() && right.path.is_some() && left.report().source.file == right.report().source.file
    }

    /// Returns short names for the two reports: their years if they are about one organisation, or else their titles.
    #[must_use]
    pub fn short_titles(&self) -> [String; 2] {
        let [left, right] = &self.result.reports;
        let is_one_organisation = have_same_subject(left, right);
        let short = |title: String| match title.rsplit_once(", ") {
            Some((_, year)) if is_one_organisation => year.to_owned(),
            _ => title,
        };
        self.sides.each_ref().map(|side| short(side.title()))
    }

    /// Returns the short titles, or the file names if the titles are the same, as those of two drafts are.
    #[must_use]
    pub fn distinct_titles(&self) -> [String; 2] {
        let titles = self.short_titles();
        if titles[0] == titles[1] { self.file_names() } else { titles }
    }
}
