//! Strings of the panels that show a report or a comparison.
//!
//! All words that these panels show or give to screen readers are here, grouped by panel. The names of actions, sort
//! orders and kinds of change are in the tables that define them.

use std::fmt::Display;

// Several panels.

pub(crate) const BOOKMARK: &str = "Bookmark";
pub(crate) const JUDGEMENTS: &str = "Judgements";
pub(crate) const RECOMMENDATIONS: &str = "Recommendations";
pub(crate) const CHECKS: &str = "Checks";
pub(crate) const TABLE: &str = "Table";

pub(crate) fn paragraph_label(number: impl Display) -> String {
    format!("Paragraph {number}")
}

pub(crate) fn page_label(number: impl Display) -> String {
    format!("Page {number}")
}

/// Returns text such as "Inspected 16 to 27 April 2012 and 3 May 2012".
pub(crate) fn inspection_periods(periods: &[String]) -> String {
    format!("Inspected {}", periods.join(" and "))
}

/// Returns text such as "published 1 June 2012", which follows the inspection dates.
pub(crate) fn publication_date_in_line(date: &str) -> String {
    format!("published {date}")
}

/// Returns text such as "by 14 August 2012".
pub(crate) fn due_by(date: &str) -> String {
    format!("by {date}")
}

// Contents.

pub(crate) const CONTENTS: &str = "Contents";
pub(crate) const CLOSE_CONTENTS: &str = "Close contents (Escape)";
pub(crate) const CONTENTS_EDGE: &str = "Width of the contents";
pub(crate) const FILTER_CONTENTS: &str = "Filter contents";
pub(crate) const GO_TO_SECTION: &str = "Go to section";
pub(crate) const COPY_TITLE: &str = "Copy title";
pub(crate) const COPY_LINK: &str = "Copy link";
pub(crate) const CLEAR_FILTER: &str = "Clear the filter";
pub(crate) const CONTENTS_PENDING: &str = "The contents appear here when the text has been read.";
pub(crate) const NO_READABLE_TEXT: &str = "No contents: this file has no readable text.";
pub(crate) const NO_HEADINGS: &str = "This report has no headings.";
pub(crate) const NO_MATCHING_HEADINGS: &str = "No headings match the filter.";
pub(crate) const COLLAPSE: &str = "Collapse";
pub(crate) const EXPAND: &str = "Expand";

/// Returns text such as "paragraphs 1 to 156", for screen readers.
pub(crate) fn accessible_paragraphs(first: u32, last: u32) -> String {
    if first == last { format!("paragraph {first}") } else { format!("paragraphs {first} to {last}") }
}

pub(crate) fn recommendation_count(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} recommendation{plural}")
}

pub(crate) fn result_count(count: u32) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} result{plural}")
}

// Text.

pub(crate) const REPORT_TEXT: &str = "Text of the report";
pub(crate) const TEXT_SCROLL_BAR: &str = "Text scroll bar";
pub(crate) const RECOMMENDATION: &str = "Recommendation";
pub(crate) const ADD_NOTE: &str = "Add note or bookmark…";
pub(crate) const EDIT_NOTE: &str = "Edit note…";
pub(crate) const EXPLAIN: &str = "Explain abbreviations";
pub(crate) const GO_TO_ORIGINAL: &str = "Go to original page";
pub(crate) const SHOW_RELATED_PARAGRAPHS: &str = "Show related paragraphs";
pub(crate) const SHOW_RELATED_RECOMMENDATION: &str = "Show related recommendation";
pub(crate) const PRINT_SECTION: &str = "Print section…";
pub(crate) const EXPORT_SECTION: &str = "Export section…";

pub(crate) fn go_to_original_page(page: u32) -> String {
    format!("Go to original page {page}")
}

pub(crate) fn go_to_section(title: &str) -> String {
    format!("Go to {title}")
}

pub(crate) fn note_name(words: &str) -> String {
    format!("Note: {words}")
}

/// Returns text such as "Within three months · by 14 August 2012".
pub(crate) fn timescale_with_due_date(timescale: &str, date: &str) -> String {
    format!("{timescale} · {}", due_by(date))
}

pub(crate) fn abbreviation_meaning(short: &str, long: &str) -> String {
    format!("{short}: {long}")
}

// Second view.

pub(crate) const SECOND_VIEW: &str = "Second view";
pub(crate) const SPLIT_EDGE: &str = "Width of the right-hand view";
pub(crate) const CLOSE_SECOND_VIEW: &str = "Close the second view";

// Pages.

pub(crate) const PAGES: &str = "Pages of the file";
pub(crate) const PAGE_SCROLL_BAR: &str = "Page scroll bar";
pub(crate) const CLOSE_PAGES: &str = "Close the pages";
pub(crate) const ZOOM_IN: &str = "Zoom in";
pub(crate) const ZOOM_OUT: &str = "Zoom out";
pub(crate) const FIT_WIDTH: &str = "Fit width";
pub(crate) const FIT_WIDTH_HINT: &str = "Make the page as wide as the view";
pub(crate) const PAGE_FAILED: &str = "This page can't be shown.";

pub(crate) fn page_position(number: usize, count: usize) -> String {
    format!("Page {number} of {count}")
}

pub(crate) fn loading_page(number: usize) -> String {
    format!("Loading page {number}…")
}

// Search.

pub(crate) const SEARCH: &str = "Search";
pub(crate) const SEARCH_FIELD: &str = "Search this report";
pub(crate) const CLOSE_SEARCH: &str = "Close search and show the summary (Escape)";
pub(crate) const MATCH_CASE: &str = "Match case";
pub(crate) const MATCH_CASE_HINT: &str = "Treat capital and small letters as different";
pub(crate) const WHOLE_WORDS: &str = "Whole words";
pub(crate) const REGULAR_EXPRESSION: &str = "Regular expression";
pub(crate) const REGULAR_EXPRESSION_HINT: &str =
    "For example, plans?|visits? finds plan, plans, visit and visits";
pub(crate) const SEARCH_BOTH: &str = "In both reports";
pub(crate) const SEARCH_EVERYTHING: &str = "In the whole report";
pub(crate) const SEARCH_HEADINGS: &str = "In headings";
pub(crate) const SEARCH_RECOMMENDATIONS: &str = "In recommendations";
pub(crate) const SEARCH_RESULTS: &str = "Search results";
pub(crate) const TYPE_TO_SEARCH: &str = "Type to see all results.";
pub(crate) const NO_RESULTS: &str = "No results";
pub(crate) const NO_RESULTS_IN_PART: &str = "No results in this part of the report";
pub(crate) const NEXT: &str = "Next";
pub(crate) const PREVIOUS: &str = "Previous";
pub(crate) fn short_page_label(number: impl Display) -> String {
    format!("p. {number}")
}

pub(crate) const BEFORE_FIRST_HEADING: &str = "Before the first heading";

pub(crate) fn search_section(title: &str) -> String {
    format!("In “{title}”")
}

/// Returns the name of the list of scopes for screen readers.
pub(crate) fn search_scope_name(scope: &str) -> String {
    format!("Search scope: {scope}")
}

/// Returns text such as "3 of 27", or "27 results" if no result is current. `current` is counted from 0. `is_truncated`
/// is true if the search stopped at this count.
pub(crate) fn search_count(count: usize, current: Option<usize>, is_truncated: bool) -> String {
    let more = if is_truncated { " and more" } else { "" };
    match (count, current) {
        (1, None) => "1 result".to_owned(),
        (count, None) => format!("{count} results{more}"),
        (count, Some(current)) => format!("{} of {count}{more}", current + 1),
    }
}

// Summary: facts, tabs, links and lists to choose from.

pub(crate) const SUMMARY: &str = "Summary";
pub(crate) const CLOSE_SUMMARY: &str = "Close summary (Escape)";
pub(crate) const SUMMARY_EDGE: &str = "Width of the summary";
/// The name of the tab [`POINTS`] in a narrow panel.
pub(crate) const SHORT_POINTS_TAB: &str = "To improve";
pub(crate) const SCALE: &str = "Scale";
pub(crate) const NOTES: &str = "Notes";
pub(crate) const ABBREVIATIONS: &str = "Abbreviations";
pub(crate) const ORGANISATIONS: &str = "Organisations";
pub(crate) const FIGURES: &str = "Figures";
pub(crate) const EARLIER_INSPECTIONS: &str = "Earlier inspections";
pub(crate) const MORE: &str = "More";
pub(crate) const SHOW_IN_TEXT: &str = "Show in text";
pub(crate) const COPY_ROW: &str = "Copy row";
pub(crate) const COPY_TABLE: &str = "Copy table";
pub(crate) const GROUP_COLUMN: &str = "Group";
pub(crate) const JUDGEMENT_COLUMN: &str = "Judgement";
pub(crate) const GRADE_COLUMN: &str = "Grade";
pub(crate) const TIMESCALE_COLUMN: &str = "Timescale";
pub(crate) const ADDRESSEE_COLUMN: &str = "Who has to act";
pub(crate) const PARAGRAPH_COLUMN: &str = "Paragraph";
pub(crate) const SECTION_COLUMN: &str = "Section";
pub(crate) const POINT_COLUMN: &str = "Point to improve";
pub(crate) const DECISION_COLUMN: &str = "Decision";
pub(crate) const CHECK_COLUMN: &str = "Check";
pub(crate) const NOTE_COLUMN: &str = "Note";
pub(crate) const BEGINNING_COLUMN: &str = "First words";
pub(crate) const NAME_COLUMN: &str = "Name";
pub(crate) const DETAILS_COLUMN: &str = "Details";
pub(crate) const KEPT: &str = "Kept";
pub(crate) const DISMISSED: &str = "Dismissed";
pub(crate) const UNDO_KEEP_POINT: &str = "Undo keep";
pub(crate) const UNDO_DISMISS_POINT: &str = "Undo dismiss";
pub(crate) const COVER_LINK: &str = "cover";
pub(crate) const ORDER: &str = "Order";

pub(crate) fn name_with_count(name: &str, count: usize) -> String {
    format!("{name} {count}")
}

pub(crate) fn name_with_bracketed_count(name: &str, count: usize) -> String {
    format!("{name} ({count})")
}

/// Returns the name of the list of less used tabs while one of these tabs, `name`, is shown.
pub(crate) fn more_tabs_label(name: &str) -> String {
    format!("More: {name}")
}

pub(crate) fn page_link(number: u32) -> String {
    format!("page {number}")
}

pub(crate) fn more_links(count: usize) -> String {
    format!("and {count} more")
}

// Summary: headline card.

pub(crate) const HEADLINE: &str = "Headline";
pub(crate) const NO_OVERALL_GRADE: &str = "This report gives no overall grade.";
pub(crate) const DUE_IMMEDIATELY: &str = "immediately";
pub(crate) const DUE_LATER: &str = "later";
pub(crate) const NOT_DATED: &str = "with no date";
pub(crate) const RECOMMENDATIONS_HINT: &str = "What the inspectors say must be done";
pub(crate) const POINTS_DETAIL: &str = "in the text";
pub(crate) const POINTS_HINT: &str = "Sentences in the text that say something is not good enough";
pub(crate) const CHECKS_HINT: &str =
    "Places where the report contradicts itself, such as two different grades";
pub(crate) const MORE_JUDGEMENTS_HINT: &str = "Show all judgements in the table";

/// Returns text such as "inspected 16 to 27 April 2012 and 3 May 2012", which follows the type of inspection.
pub(crate) fn inspection_periods_in_line(periods: &[String]) -> String {
    format!("inspected {}", periods.join(" and "))
}

/// Returns words with a capital at the start, for the beginning of a line.
pub(crate) fn with_capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Returns text such as "plan due 14 August 2012".
pub(crate) fn action_plan_due_in_line(date: &str) -> String {
    format!("plan due {date}")
}

/// Returns text such as "6 by 14 August 2012".
pub(crate) fn due_count(count: usize, time: &str) -> String {
    format!("{count} {time}")
}

pub(crate) const NO_DUE_DATES: &str = "no dates given";

/// Returns text such as "22 judgements: 5 outstanding, 17 good". Labels keep their capitals in the middle of a word.
pub(crate) fn judgement_count(count: usize, by_grade: &[(String, usize)]) -> String {
    let plural = if count == 1 { "" } else { "s" };
    let grades: Vec<String> =
        by_grade.iter().map(|(label, count)| format!("{count} {}", label.to_lowercase())).collect();
    format!("{count} judgement{plural}: {}", grades.join(", "))
}

/// Returns the name of the link to the judgements that are not shown as marks.
pub(crate) fn more_judgements(count: usize) -> String {
    format!("{count} more judgement{} in the table", plural_ending(count))
}

/// Returns text such as "3 recommendations" or "No recommendations".
pub(crate) fn recommendation_fact(count: usize) -> String {
    format!("{} recommendation{}", number_or_no(count), plural_ending(count))
}

/// Returns text such as "3 points to improve" or "No points to improve".
pub(crate) fn point_fact(count: usize) -> String {
    format!("{} point{} to improve", number_or_no(count), plural_ending(count))
}

/// Returns text such as "3 checks to read" or "No checks to read".
pub(crate) fn check_fact(count: usize) -> String {
    format!("{} check{} to read", number_or_no(count), plural_ending(count))
}

fn number_or_no(count: usize) -> String {
    if count == 0 { "No".to_owned() } else { count.to_string() }
}

fn plural_ending(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Returns text such as "3 for priority action", which follows the number of recommendations.
pub(crate) fn priority_count(count: usize) -> String {
    format!("{count} for priority action")
}

/// Returns text such as "3 priority", if more text follows on the line.
pub(crate) fn short_priority_count(count: usize) -> String {
    format!("{count} priority")
}

/// Returns the name of a judgement in a group: "Safeguarding services, Quality of provision".
pub(crate) fn judgement_in_group(group: &str, title: &str) -> String {
    format!("{group}, {title}")
}

/// Returns the name of a judgement with its grade: "Quality of provision: Good, step 2 of 4".
pub(crate) fn judgement_with_grade(title: &str, grade: &str) -> String {
    format!("{title}: {grade}")
}

// Summary: judgements.

pub(crate) const NO_GRADES: &str = "No grades found.";
pub(crate) const GIVES_NO_GRADES: &str = "This type of inspection gives no grades.";
pub(crate) const PARAGRAPHS: &str = "Paragraphs";
pub(crate) const ALL_GRADES: &str = "All grades";
pub(crate) const GRADES_SHOWN: &str = "Grades shown";
pub(crate) const STATED_IN_HEADING: &str = "in the section heading";
pub(crate) const STATED_BELOW_HEADING: &str = "below the section heading";
pub(crate) const STATED_ON_COVER: &str = "on the cover";
pub(crate) const STATED_IN_TABLE: &str = "in the report's table";

pub(crate) const ELSEWHERE: &str = "Elsewhere in the report";
pub(crate) const ELSEWHERE_HINT: &str = "Points to improve outside the sections of these judgements";

pub(crate) fn section_point_count(count: usize) -> String {
    format!("{count} to improve")
}

/// Returns the name of the row that leads to the points to improve outside the sections of judgements.
pub(crate) fn points_elsewhere(count: usize) -> String {
    format!("{ELSEWHERE}, {count} to improve")
}

/// Returns text such as "Stated in the section heading and in the report's table".
pub(crate) fn stated_places(places: &[&str]) -> String {
    format!("Stated {}", places.join(" and "))
}

// Summary: recommendations and the publication date.

pub(crate) const NO_RECOMMENDATIONS: &str = "No recommendations found.";
pub(crate) const RECOMMENDATIONS_SHOWN: &str = "Recommendations shown";
pub(crate) const ALL: &str = "All";
pub(crate) const PRIORITY_FILTER: &str = "Priority and immediate action";
pub(crate) const PRIORITY: &str = "Priority action";
pub(crate) const NO_TIMESCALE: &str = "No timescale";
pub(crate) const CLOSER_MATCH: &str = "Closer match";
pub(crate) const POSSIBLY_RELATED: &str = "Possibly related";
pub(crate) const ALSO_PRINTED: &str = "Also in";

/// Returns the number and title of a recommendation, as a line above its wording: "7 · A register of lifts".
pub(crate) fn recommendation_title(number: Option<&str>, title: Option<&str>) -> String {
    number.into_iter().chain(title).collect::<Vec<_>>().join(" · ")
}
pub(crate) const NO_PUBLICATION_DATE: &str =
    "This report gives no publication date. Enter the date to see when recommendations are due.";
pub(crate) const PUBLISHED_ON: &str = "Published on";
pub(crate) const DATE_EXAMPLE: &str = "14 May 2012";
pub(crate) const SET_DATE: &str = "Set";
pub(crate) const CHANGE_DATE: &str = "Change";

pub(crate) fn addressee_label(organisation: &str) -> String {
    format!("For {organisation}")
}

pub(crate) const OVERDUE: &str = "Overdue";
pub(crate) const REWORDED_SINCE_PLAN: &str = "Reworded since the action plan";
pub(crate) const ADDED_TO_PLAN: &str = "Added to the action plan";
pub(crate) const NO_LONGER_IN_REPORT: &str = "In the action plan, no longer in the report";

/// Returns a due date that a person entered in the action plan: "by 14 August 2012 in the action plan".
pub(crate) fn due_in_plan(due: &str) -> String {
    format!("{due} in the action plan")
}

/// Returns text such as "3 overdue".
pub(crate) fn overdue_count(count: usize) -> String {
    format!("{count} overdue")
}

pub(crate) fn owner_label(name: &str) -> String {
    format!("Owner: {name}")
}

pub(crate) fn evidence_label(words: &str) -> String {
    format!("Evidence: {words}")
}

/// Returns the paragraph number shown beside a recommendation.
pub(crate) fn recommendation_paragraph(number: u32) -> String {
    format!("paragraph {number}")
}

pub(crate) fn missing_paragraphs(numbers: &[String]) -> String {
    let plural = if numbers.len() == 1 { "" } else { "s" };
    format!("Refers to paragraph{plural} not in this report: {}", numbers.join(", "))
}

/// Returns the name of a related paragraph without a number. `name` is its page or heading.
pub(crate) fn unnumbered_paragraph_at(name: &str) -> String {
    format!("Unnumbered paragraph, {name}")
}

pub(crate) fn words_in_common(words: &[String]) -> String {
    format!("Words in common: {}", words.join(", "))
}

pub(crate) fn due_dates_based_on(date: &str) -> String {
    format!("Due dates are based on {date}, the publication date you entered.")
}

// Summary: points to improve.

pub(crate) const POINTS: &str = "Points to improve";
pub(crate) const LOOKING_FOR_POINTS: &str = "Looking for points to improve…";
pub(crate) const NO_POINTS: &str = "No points to improve found.";
pub(crate) const ALL_POINTS_DISMISSED: &str = "You have dismissed all points to improve.";
pub(crate) const NO_POINTS_KEPT: &str = "No points kept yet. Points you keep are added to the action plan.";
pub(crate) const NO_POINTS_DISMISSED: &str = "No points dismissed.";
pub(crate) const POINTS_SHOWN: &str = "Points shown";
pub(crate) const POINTS_GO_TO_PLAN: &str = "Points you keep are added to the action plan.";
pub(crate) const KEEP: &str = "Keep";
pub(crate) const KEEP_HINT: &str = "Add to the action plan (K)";
pub(crate) const DISMISS: &str = "Dismiss";
pub(crate) const DISMISS_HINT: &str = "Not a point to improve (D)";
/// Endings for the name of a point that was kept or dismissed, for screen readers.
pub(crate) const KEPT_SUFFIX: &str = ", kept";
pub(crate) const DISMISSED_SUFFIX: &str = ", dismissed";

// Summary: checks.

pub(crate) const NO_WARNINGS: &str =
    "No inconsistencies found. Grades, tables, contents, numbers and dates agree.";

/// Returns the name of a row in a table of the report. `cell` is the first cell of the row.
pub(crate) fn table_place(cell: &str) -> String {
    format!("Table: {cell}")
}

pub(crate) fn paragraph_place(number: u32, heading: &str) -> String {
    format!("Paragraph {number}, {heading}")
}

// Summary: notes.

pub(crate) const DRAFTS: &str = "Drafts";
pub(crate) const DRAFT_HINT: &str = "Finish this note, then save it";
pub(crate) const NO_NOTES: &str = "No notes yet. Press Ctrl+B or right-click a paragraph.";
pub(crate) const UNNUMBERED_PARAGRAPH: &str = "Unnumbered paragraph";
pub(crate) const PARAGRAPH_GONE: &str = "No longer in this report";

// Summary: grading scale.

pub(crate) const SCALE_TABLE: &str = "Grading scale";
pub(crate) const NO_SCALE: &str = "Grading scale not recognised. Grades are shown as words.";

pub(crate) fn numbered_grade(label: &str, number: impl Display) -> String {
    format!("{label} · grade {number}")
}

pub(crate) fn step_without_meaning(step: impl Display) -> String {
    format!("Step {step}. The report does not say what it means.")
}

// Summary: abbreviations, organisations, figures and earlier inspections.

pub(crate) const LOOKING_THROUGH_REPORT: &str = "Looking through the report…";
pub(crate) const NOT_EXPLAINED: &str = "Not explained";
pub(crate) const IN_BRACKETS: &str = "In brackets, but the words before it don't match its letters";
pub(crate) const NO_ABBREVIATIONS: &str = "No abbreviations found.";
pub(crate) const NO_ORGANISATIONS: &str = "No organisations found.";
pub(crate) const NO_FIGURES: &str = "No percentages, sums of money or rates found.";
pub(crate) const NO_EARLIER_INSPECTIONS: &str = "No dated earlier inspections mentioned.";
/// Introduces links if some of them are pages or headings.
pub(crate) const MENTIONED_IN: &str = "Mentioned in";

/// Returns the word before links if all of them are paragraph numbers.
pub(crate) fn mentioned_in_paragraphs(count: usize) -> &'static str {
    if count == 1 { "Paragraph" } else { PARAGRAPHS }
}
