//! Strings of the summary: its headline card, its tabs and its tables.

use std::fmt::Display;

// Facts, tabs, links and lists to choose from.

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

// Headline card.

pub(crate) const HEADLINE: &str = "Headline";
pub(crate) const NO_OVERALL_GRADE: &str = "This report gives no overall grade.";
pub(crate) const DUE_IMMEDIATELY: &str = "immediately";
pub(crate) const DUE_LATER: &str = "later";
pub(crate) const DUE_IN_WORDS: &str = "with another timescale";
pub(crate) const NOT_DATED: &str = "without a due date";
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

pub(crate) const NO_DUE_DATES: &str = "no due dates found";

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

// Judgements.

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

// Recommendations and the publication date.

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

// Points to improve.

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

// Checks.

pub(crate) const NO_WARNINGS: &str =
    "No inconsistencies found. Grades, tables, contents, numbers and dates agree.";

/// Returns the name of a row in a table of the report. `cell` is the first cell of the row.
pub(crate) fn table_place(cell: &str) -> String {
    format!("Table: {cell}")
}

pub(crate) fn paragraph_place(number: u32, heading: &str) -> String {
    format!("Paragraph {number}, {heading}")
}

// Notes.

pub(crate) const DRAFTS: &str = "Drafts";
pub(crate) const DRAFT_HINT: &str = "Finish this note, then save it";
pub(crate) const NO_NOTES: &str = "No notes yet. Press Ctrl+B or right-click a paragraph.";
pub(crate) const UNNUMBERED_PARAGRAPH: &str = "Unnumbered paragraph";
pub(crate) const PARAGRAPH_GONE: &str = "No longer in this report";

// Grading scale.

pub(crate) const SCALE_TABLE: &str = "Grading scale";
pub(crate) const NO_SCALE: &str = "Grading scale not recognised. Grades are shown as words.";
pub(crate) const NO_ORDER: &str = "The report does not say which grade is best. Grades are shown as words.";

pub(crate) fn numbered_grade(label: &str, number: impl Display) -> String {
    format!("{label} · grade {number}")
}

pub(crate) fn step_without_meaning(step: impl Display) -> String {
    format!("Step {step}. The report does not say what it means.")
}

// Abbreviations, organisations, figures and earlier inspections.

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
