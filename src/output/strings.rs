//! The sentences and headings that exports and printouts add to the words of a report, in one place for review. Single
//! words and column headings are in the code that writes the table, and error messages are in their enums.

mod changes;

pub(super) use changes::*;

use crate::report::{Date, format_date};

// Sources and disclaimers.

/// Returns a footer line of a printed page that names the source report. `name` ends with a space and `published`
/// begins with a comma; both may be empty.
pub(super) fn print_source(name: &str, file: &str, published: &str) -> String {
    format!("{name}Source: {file}{published}")
}

/// Returns the line about the file that a printed page was made from, with its fingerprint.
pub(super) fn source_file(file: &str, fingerprint: &str) -> String {
    format!("Made from {file} (SHA-256 {fingerprint})")
}

/// Returns the last footer line of a printed page: a disclaimer.
pub(super) fn print_disclaimer(made_on: Date) -> String {
    format!(
        "Made with Findings on {}. Not the inspectorate's document: only the published report is authoritative.",
        format_date(made_on)
    )
}

/// Returns the line on the first page of a printed summary that says what the document is. The words must not change,
/// because the reader recognises a summary by them (`read/recognise/family/summary`).
pub(super) fn summary_origin(made_on: Date) -> String {
    format!("Summary made with Findings on {}", format_date(made_on))
}

/// The name of the fact in a letter. Reading takes it from a printed summary by these words (`read/recognise/cover`).
pub(super) const ACTION_PLAN_DUE: &str = "Action plan due";

/// Returns the footer of a web page.
pub(super) fn html_disclaimer(source: &str) -> String {
    format!(
        "Made with Findings from {source}. Not the inspectorate's document: only the published report is \
         authoritative."
    )
}

/// Returns the line below the title on the web page of a comparison.
pub(super) fn html_comparison_sources(left: &str, right: &str) -> String {
    format!("Left: {left}. Right: {right}.")
}

/// The footer of a web page about several reports.
pub(super) const HTML_REPORTS_DISCLAIMER: &str =
    "Made with Findings. Not the inspectorate's document: only the published reports are authoritative.";

/// Returns the text of the comment at the top of a Markdown file.
pub(super) fn markdown_comment(file: &str, fingerprint: &str) -> String {
    format!("Made with Findings from {file} (SHA-256 {fingerprint}…). Not the inspectorate's document.")
}

// Printed pages.

/// Returns the page number in the footer of a printed page. `page` is counted from 1.
pub(super) fn page_number(page: usize, count: usize) -> String {
    format!("Page {page} of {count}")
}

/// Returns the footer line about characters that the typeface does not have. `substitute` is printed in their place.
pub(super) fn missing_glyph_note(substitute: &str) -> String {
    format!("{substitute} stands for a character that this typeface does not have.")
}

// Findings of a report, on web pages and printed summaries.

pub(super) const INCONSISTENCIES: &str = "Inconsistencies in the report";
pub(super) const GRADING_SCALE: &str = "Grading scale";
pub(super) const GRADE_MEANING: &str = "Meaning, in the report's own words";
pub(super) const GRADES_IN_ORDER: &str = "Grades, best first: ";
pub(super) const NO_FINDINGS: &str = "No grades or recommendations found in this report.";
pub(super) const NO_GRADES: &str = "No grades found in this report.";
pub(super) const NO_RECOMMENDATIONS: &str = "No recommendations found in this report.";
pub(super) const GIVES_NO_GRADES: &str = "This type of inspection gives no grades.";
pub(super) const NO_INCONSISTENCIES: &str = "No inconsistencies found.";
/// The note below judgements that the report's own table prints under the heading of another part.
pub(super) const CORRECTED_GROUPS: &str = "Note: the report's own table prints some of these judgements under the \
     heading of another part. Here, each is under the part of the report that it is about.";
/// The note above the strengths and headline findings of a letter that has no space for all of them.
pub(super) const FIRST_SENTENCES: &str =
    "The first sentence of each point. See the full report for the others.";
pub(super) const OTHER_RECOMMENDATIONS: &str = "Other recommendations";
pub(super) const NO_TIMESCALE: &str = "No timescale";
pub(super) const WORDING_LEFT_OUT: &str = "See the full report for the wording.";

/// The names of items of a list, for [`first_of_all`].
pub(super) const RECOMMENDATION_ITEMS: &str = "recommendations";
pub(super) const JUDGEMENT_ITEMS: &str = "judgements";
pub(super) const TIMESCALE_ITEMS: &str = "timescales";
pub(super) const PARAGRAPH_ITEMS: &str = "paragraphs";
pub(super) const INCONSISTENCY_ITEMS: &str = "inconsistencies";

/// Returns the note after a list of which only the first items are printed: "Showing the first 300 of 5,000
/// recommendations."
pub(super) fn first_of_all(printed: usize, total: usize, items: &str) -> String {
    format!(
        "Showing the first {} of {} {items}. See the full report for the others.",
        with_separators(printed),
        with_separators(total)
    )
}

/// Returns a number with a comma after each three digits from the right: "300,000".
fn with_separators(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a line of the list of timescales: "Immediately: 3 recommendations".
pub(super) fn recommendation_count(timescale: &str, count: usize) -> String {
    match count {
        1 => format!("{timescale}: 1 recommendation"),
        count => format!("{timescale}: {count} recommendations"),
    }
}

/// Returns the paragraphs of an inconsistency: "paragraphs 3, 4 and more". Empty if `numbers` is empty.
pub(super) fn paragraph_list(numbers: &[String], has_more: bool) -> String {
    match numbers {
        [] => String::new(),
        [number] => format!("paragraph\u{A0}{number}"),
        numbers => format!("paragraphs {}{}", numbers.join(", "), if has_more { " and more" } else { "" }),
    }
}

// A chart of a folder.

/// The heading above the numbers or grades of a chart.
pub(super) const CHART_TABLE: &str = "As a table";

// A timeline.

/// The heading of the charts.
pub(super) const TIMELINE_CHART: &str = "Grades over time";
/// The note below the heading of the charts.
pub(super) const TIMELINE_CHART_NOTE: &str = "The best grade is at the top. A line joins two grades on the same scale \
     from the same type of inspection. A dashed line between two grades means that they can't be compared.";
/// The note on an inspection without grades, below its label.
pub(super) const TIMELINE_NO_GRADES: &str = "no grades";
/// The heading of the table of grades.
pub(super) const TIMELINE_TABLE: &str = "All grades";
/// The heading of the table of judgements that were made once.
pub(super) const TIMELINE_SINGLE: &str = "Judgements made in only one of these inspections";
/// The heading of the table of inspections.
pub(super) const TIMELINE_INSPECTIONS: &str = "Inspections";
/// The column headings of the table of grades.
pub(super) const TIMELINE_COLUMNS: [&str; 3] = ["Inspection", "Grade", "Change"];
/// The column headings of the table of judgements that were made once.
pub(super) const TIMELINE_SINGLE_COLUMNS: [&str; 3] = ["Judgement", "Inspection", "Grade"];
/// The column headings of the table of inspections.
pub(super) const TIMELINE_INSPECTION_COLUMNS: [&str; 4] = ["Inspection", "Type", "Dates", "Report"];

/// Returns the title of a timeline.
pub(super) fn timeline_title(title: &str) -> String {
    format!("Timeline: {title}")
}

/// Returns the alternative text of the chart of a judgement.
pub(super) fn timeline_alt_text(title: &str, words: &str) -> String {
    format!("{title}. {words}")
}

// Web pages.

pub(super) const SKIP_TO_TEXT: &str = "Skip to the text of the report";
pub(super) const REPORT_TEXT: &str = "Text of the report";
pub(super) const LINK_TO_TEXT: &str = "see the text";

// The action plan.

/// Returns a list of paragraphs with wording similar to a recommendation that refers to no paragraph.
pub(super) fn possibly_related(places: &[String]) -> String {
    format!("possibly related: {}", places.join(", "))
}

/// The mark of a recommendation whose wording changed since the plan was made.
pub(super) const REWORDED: &str = "reworded";
/// The mark of a row that the report no longer has.
pub(super) const WITHDRAWN: &str = "no longer in the report";

/// The second line of the plan, about how to fill it in. Importing a plan recognises the line by these words.
pub(super) const PLAN_INSTRUCTIONS: &str = "Fill in the columns from Owner onwards, and change due dates if you need to. \
                                             You can add rows and columns. Then import this file in Findings to see the \
                                             progress.";

/// The name of the worksheet with a register.
pub(super) const REGISTER_SHEET: &str = "Register";
/// The instructions above a register.
pub(super) const REGISTER_INSTRUCTIONS: &str = "Fill in Due and the columns from Owner onwards. Keep the other columns, also the \
                                                 hidden ones. Then import this file in Findings.";

/// Returns the source of a register, for its footer.
pub(super) fn register_source(today: Date) -> String {
    format!("Made with Findings on {}. Not the inspectorate's document.", format_date(today))
}

/// Returns the title of the plan.
pub(super) fn plan_title(heading: &str) -> String {
    format!("Action plan: {heading}")
}

/// Returns the source of the plan, for its footer. `published` begins with a comma; it may be empty.
pub(super) fn plan_source(file: &str, published: &str) -> String {
    format!("Made with Findings from {file}{published}. Not the inspectorate's document.")
}

/// Returns the line with the progress of the plan, with these numbers of rows, or formulas for them.
pub(super) fn plan_progress([closed, all, with_owner, overdue]: [String; 4]) -> String {
    format!("Progress: {closed} of {all} closed, {with_owner} with an owner, {overdue} overdue")
}

/// The message of a spreadsheet program about a status or a rating that is not in its list. The program asks whether to
/// keep it.
pub(super) const NOT_IN_LIST: &str = "This is not in the list.";

/// Returns a message about rows that have the same id, by their numbers in the spreadsheet.
pub(super) fn rows_with_one_id(pairs: &[[usize; 2]]) -> String {
    const MAX_PAIRS: usize = 5;
    let shown = pairs.iter().take(MAX_PAIRS).map(|[first, second]| format!("{first} and {second}"));
    let rest = pairs.len().saturating_sub(MAX_PAIRS);
    let mut shown: Vec<String> = shown.collect();
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    format!(
        "Rows {} have the same Id. Findings uses the first for the recommendation and keeps the other as an added row. If the other is a copy, show the hidden column Id and clear its Id.",
        shown.join(", ")
    )
}

/// Returns a message about the content of an edited plan that a new plan will not have.
pub(super) fn lost_in_new_plan(losses: &str) -> String {
    format!("A new plan keeps all entries of the completed plan, but it will not have: {losses}.")
}

/// Returns the formulas that are lost, by their cells; empty if there are none.
pub(super) fn lost_formulas(cells: &[String]) -> String {
    let names = first_of(cells, str::to_owned);
    match cells.len() {
        0 => String::new(),
        1 => format!("1 formula ({names}; its result is kept)"),
        count => format!("{count} formulas ({names}; their results are kept)"),
    }
}

/// Returns the formulas without a result, by their cells; empty if there are none.
pub(super) fn lost_formulas_without_result(cells: &[String]) -> String {
    let names = first_of(cells, str::to_owned);
    match cells.len() {
        0 => String::new(),
        1 => format!(
            "1 formula without a result ({names}; open and save the file in a spreadsheet program first)"
        ),
        count => format!(
            "{count} formulas without a result ({names}; open and save the file in a spreadsheet program first)"
        ),
    }
}

/// Returns the number of changed cells in the columns that are filled in from the report; empty if there are none.
pub(super) fn lost_changes(count: usize) -> String {
    let columns = "in the columns Action to Timescale, which are filled in from the report";
    match count {
        0 => String::new(),
        1 => format!("1 changed cell {columns}"),
        count => format!("{count} changed cells {columns}"),
    }
}

/// Returns the sheets that are lost; empty if there are none.
pub(super) fn lost_sheets(sheets: &[String]) -> String {
    let names = first_of(sheets, |name| format!("“{name}”"));
    match sheets.len() {
        0 => String::new(),
        1 => format!("the sheet {names}"),
        _ => format!("the sheets {names}"),
    }
}

/// Returns the lines above the column headings that are lost; empty if there are none.
pub(super) fn lost_lines_above(lines: &[String]) -> String {
    let lines = first_of(lines, |line| format!("“{line}”"));
    if lines.is_empty() { String::new() } else { format!("{lines} above the table") }
}

/// Returns the number of cells whose colours are lost; empty if there are none.
pub(super) fn lost_colours(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "the colour of 1 cell".to_owned(),
        count => format!("the colours of {count} cells"),
    }
}

/// Returns a number of items that are lost, with their name; empty if there are none.
pub(super) fn lost_items(count: usize, name: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!("1 {name}"),
        // "pictures or charts"
        count => format!("{count} {}s", name.replace(" or ", "s or ")),
    }
}

/// Returns the first few items joined with "and", then the number of the others.
fn first_of(items: &[String], format_item: impl Fn(&str) -> String) -> String {
    const MAX_ITEMS: usize = 5;
    let mut shown: Vec<String> = items.iter().take(MAX_ITEMS).map(|item| format_item(item)).collect();
    let rest = items.len().saturating_sub(MAX_ITEMS);
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    join_with_and(&shown)
}

/// Joins items: "one", "one and two", "one, two and three".
pub(super) fn join_with_and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

// Errors of printing. They follow "Printing failed: ".

pub(super) const NO_SUCH_PAGE: &str = "the document does not have these pages. Choose other pages.";

#[cfg(windows)]
pub(super) const PRINTER_NOT_RESPONDING: &str =
    "the printer did not accept the pages. Check that it is switched on and connected.";

/// Returns the message about a print dialog that Windows could not show.
#[cfg(windows)]
pub(super) fn print_dialog_failed(code: u32) -> String {
    format!(
        "Windows can't show the print dialog (error {code}). Save the pages as a PDF and print that instead."
    )
}

/// Returns the message about an invalid page range.
pub(super) fn invalid_page_range(pages: &str) -> String {
    format!("“{pages}” is not a page range. Enter pages like 1-2, 5.")
}
