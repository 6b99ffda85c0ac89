//! The strings of the tab that shows a folder of reports.

// The dialog before a folder is opened for the first time
pub(crate) const INDEX_CONTENT: &str = "Findings reads the reports in this folder and its subfolders. It can keep an index with \
     their grades, recommendations and text, so that the folder opens at once next time.";
pub(crate) const INDEX_PRIVACY: &str = "Findings writes nothing into your folder of reports and sends nothing anywhere. For \
     confidential drafts, choose Don't keep an index. Findings then reads the reports each time you open the folder.";
pub(crate) const KEEP_INDEX: &str = "Keep an index";
pub(crate) const KEEP_NO_INDEX: &str = "Don't keep an index";

pub(crate) fn open_folder_title(name: &str) -> String {
    format!("Open the folder \u{201C}{name}\u{201D}?")
}

pub(crate) fn open_folders_title(count: usize) -> String {
    format!("Open {count} folders?")
}

pub(crate) fn index_place(folder: &str, is_private: bool) -> String {
    match is_private {
        true => format!("The index is kept in {folder}. Only you can read it."),
        false => {
            format!("The index is kept in {folder}. Anyone with access to that folder can read the index.")
        }
    }
}

// The same dialog for several folders
pub(crate) const INDEXES_CONTENT: &str = "Findings reads the reports in these folders and their subfolders. It can keep an index of \
     each, with their grades, recommendations and text, so that the folders open at once next time.";
pub(crate) const INDEXES_PRIVACY: &str = "Findings writes nothing into your folders of reports and sends nothing anywhere. \
     For confidential drafts, choose Don't keep indexes. Findings then reads the reports each time you open the folders.";
pub(crate) const KEEP_INDEXES: &str = "Keep indexes";
pub(crate) const KEEP_NO_INDEXES: &str = "Don't keep indexes";

pub(crate) fn indexes_place(folder: &str, is_private: bool) -> String {
    match is_private {
        true => format!("The indexes are kept in {folder}. Only you can read them."),
        false => {
            format!("The indexes are kept in {folder}. Anyone with access to that folder can read them.")
        }
    }
}

// Views
pub(crate) const MATRIX: &str = "Grades";
pub(crate) const REGISTER: &str = "Recommendations";
pub(crate) const CHARTS: &str = "Charts";
pub(crate) const SEARCH: &str = "Search";

// Filters
pub(crate) const FILTER: &str = "Filter by council, file or title";
pub(crate) const KIND: &str = "Type of inspection";
pub(crate) const REGION: &str = "Region";
pub(crate) const YEAR: &str = "Year";
pub(crate) const GRADE: &str = "Grade";
pub(crate) const GRADED_COLUMN: &str = "Judgement with this grade";
pub(crate) const ANY_KIND: &str = "All types";
pub(crate) const ANY_REGION: &str = "All regions";
pub(crate) const ANY_YEAR: &str = "All years";
pub(crate) const ANY_GRADE: &str = "All grades";
pub(crate) const ANY_JUDGEMENT: &str = "Any judgement";
pub(crate) const MORE: &str = "More filters and columns";
pub(crate) const LATEST_ONLY: &str = "Only the latest graded report of each council";
pub(crate) const PRIORITY_ONLY: &str = "With priority actions";
pub(crate) const OVERDUE_ONLY: &str = "With overdue recommendations";
pub(crate) const UNREADABLE_ONLY: &str = "Files that can't be read";
pub(crate) const GROUP: &str = "Group by";
pub(crate) const NO_GROUP: &str = "No groups";
pub(crate) const BY_COUNCIL: &str = "Council";
pub(crate) const BY_REGION: &str = "Region";
pub(crate) const BY_YEAR: &str = "Year";
pub(crate) const COLUMNS: &str = "Columns";
pub(crate) const USUAL_COLUMNS: &str = "Default columns";
pub(crate) const CLEAR_FILTERS: &str = "Clear filters";

// The table
pub(crate) const TABLE: &str = "Reports in the folder";
pub(crate) const SELECT_COLUMN: &str = "Select";
pub(crate) const NAME_COLUMN: &str = "Council or provider";
pub(crate) const DATE_COLUMN: &str = "Inspected";
pub(crate) const DATE_HINT: &str = "Last day of the inspection, or else the publication date";
pub(crate) const KIND_COLUMN: &str = "Type";
pub(crate) const RECOMMENDATIONS_COLUMN: &str = "Recs";
pub(crate) const RECOMMENDATIONS_HINT: &str = "Number of recommendations";
pub(crate) const OVERDUE_COLUMN: &str = "Overdue";
pub(crate) const OVERDUE_HINT: &str =
    "Recommendations whose due date has passed and that no action plan closes";
pub(crate) const NOT_READ: &str = "Not read yet";
pub(crate) const NO_TEXT: &str = "A scan without text";
pub(crate) const NO_REPORTS: &str =
    "No reports found in this folder. Findings reads PDF, Word, web page, Markdown and text files.";
pub(crate) const NOTHING_FITS: &str = "No reports match these filters.";
pub(crate) const OTHER_GROUP: &str = "Not known";
pub(crate) const GIVES_NO_GRADES: &str = "This type of inspection gives no grades";
pub(crate) const OPEN_REPORT: &str = "Open report";
pub(crate) const COMPARE_WITH_PREVIOUS: &str = "Compare with the previous inspection";
pub(crate) const SHOW_IN_FOLDER: &str = "Show file in its folder";

pub(crate) fn sort_by(column: &str, is_sorted: bool, is_descending: bool) -> String {
    match (is_sorted, is_descending) {
        (false, _) => format!("Sort by {column}"),
        (true, false) => format!("{column}, sorted, first to last"),
        (true, true) => format!("{column}, sorted, last to first"),
    }
}

pub(crate) fn grade_in_column(column: &str, grade: &str) -> String {
    format!("{column}: {grade}")
}

/// Returns the text about the other judgements of a column that shows one of them.
pub(crate) fn more_judgements(count: usize) -> String {
    format!("and {count} more on this subject")
}

pub(crate) fn more_files(count: usize) -> String {
    if count == 1 {
        "The same file is in 1 other place:".to_owned()
    } else {
        format!("The same file is in {count} other places:")
    }
}

pub(crate) fn group_count(title: &str, count: usize) -> String {
    format!("{title} ({count})")
}

/// The meaning of the grade marks of the scale of four grades, the best first.
pub(crate) const LEGEND: [&str; 4] =
    ["Outstanding", "Good", "Requires improvement or adequate", "Inadequate"];

// Selection
pub(crate) const COMPARE_SELECTED: &str = "Compare selected";
pub(crate) const TIMELINE_OF_SELECTED: &str = "Show timeline";
pub(crate) const CLEAR_SELECTION: &str = "Clear selection";

pub(crate) fn selected_count(count: usize) -> String {
    format!("{count} selected")
}

// Progress and problems
pub(crate) const LISTING: &str = "Looking for reports\u{2026}";
pub(crate) const STOP: &str = "Stop";
pub(crate) const CONTINUE: &str = "Continue reading";
pub(crate) const TRY_AGAIN: &str = "Try again";
pub(crate) const REFRESH: &str = "Check for new and changed files";
pub(crate) const INDEX_KEPT: &str = "Index kept";
pub(crate) const INDEX_IN_MEMORY: &str = "No index is kept";
pub(crate) const FORGET: &str = "Close and delete the index";
pub(crate) const FORGET_HINT: &str =
    "Close the folder and delete its index. Your reports and notes stay as they are.";
pub(crate) const FOLDER_MENU: &str = "Folder options";
pub(crate) const INDEX_OUTDATED: &str = "Index not up to date";

pub(crate) fn reading_progress(done: usize, total: usize, seconds_left: Option<u64>) -> String {
    let left = match seconds_left {
        None => String::new(),
        Some(seconds) => format!(", {} left", crate::app::duration_words(seconds)),
    };
    format!("Reading\u{2026} {done} of {total} files{left}")
}

pub(crate) fn reading_stopped(done: usize, total: usize) -> String {
    format!("Stopped after {done} of {total} files")
}

/// Returns the sentence about the rows that are shown and the files that can't be read.
pub(crate) fn row_counts(shown: usize, total: usize, unreadable: usize) -> String {
    let rows = match (shown, total) {
        (1, 1) => "1 row".to_owned(),
        _ if shown == total => format!("{total} rows"),
        _ => format!("{shown} of {total} rows shown"),
    };
    match unreadable {
        0 => rows,
        1 => format!("{rows} · 1 file can't be read"),
        _ => format!("{rows} · {unreadable} files can't be read"),
    }
}

pub(crate) fn closed_folders(count: usize) -> String {
    if count == 1 {
        "1 subfolder can't be opened".to_owned()
    } else {
        format!("{count} subfolders can't be opened")
    }
}

pub(crate) fn too_many_files(limit: usize) -> String {
    format!("Only the first {limit} files are shown")
}
