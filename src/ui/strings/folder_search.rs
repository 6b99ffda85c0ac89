//! The strings of the search across all reports of a folder.

pub(crate) const FIELD: &str = "Search all reports";
pub(crate) const OPTIONS: &str = "Options";
pub(crate) const SCOPE: &str = "Search in";
pub(crate) const EVERYTHING: &str = "Everything";
pub(crate) const RECOMMENDATIONS: &str = "Recommendations";
pub(crate) const HEADINGS: &str = "Headings";
pub(crate) const POINTS: &str = "Points to improve";
pub(crate) const ONLY_SHOWN: &str = "Only reports shown in Grades";
pub(crate) const ONLY_SHOWN_HINT: &str = "Use the filters that are set in Grades";
pub(crate) const FIND_PASSAGES: &str = "Repeated passages";
pub(crate) const FIND_PASSAGES_HINT: &str = "Find passages of 40 or more words that occur in several reports";
pub(crate) const BACK: &str = "Back to results";
pub(crate) const STOP: &str = "Stop";
pub(crate) const RESULTS: &str = "Search results";
pub(crate) const SIMILAR_RESULTS: &str = "Similar paragraphs";
pub(crate) const PASSAGES: &str = "Repeated passages";
pub(crate) const TYPE_TO_SEARCH: &str = "Type words to search all reports in this folder.";
pub(crate) const NO_RESULTS: &str = "No results.";
pub(crate) const NO_RESULTS_IN_SCOPE: &str = "No results in the part of the reports that you chose.";
pub(crate) const SEARCHING: &str = "Searching\u{2026}";
pub(crate) const NO_SIMILAR: &str = "No similar paragraphs in other reports.";
pub(crate) const NO_PASSAGES: &str = "No passage of 40 or more words occurs in several of these reports.";
pub(crate) const BEFORE_FIRST_HEADING: &str = "Before the first heading";
pub(crate) const OPEN_HERE: &str = "Open report here";
pub(crate) const FIND_SIMILAR: &str = "Find similar paragraphs in other reports";
pub(crate) const FRAMEWORK_PASSAGES: &str = "Wording of the framework";
pub(crate) const FRAMEWORK_PASSAGES_HINT: &str =
    "in the reports of 5 or more councils with the same framework";
pub(crate) const OTHER_PASSAGES: &str = "In several reports";
pub(crate) const MORE_PASSAGES: &str = "There are more passages. Filter the reports in Grades to see them.";

/// Returns the number of hits and of the reports they are in.
pub(crate) fn counts(hits: usize, reports: usize, searched: usize, is_complete: bool) -> String {
    let hits = if hits == 1 { "1 result".to_owned() } else { format!("{} results", grouped(hits)) };
    let progress = if is_complete { "" } else { " so far" };
    format!("{hits}{progress} in {} of {} reports", grouped(reports), grouped(searched))
}

pub(crate) fn listed_reports(count: usize) -> String {
    format!("The first {} reports with results are listed", grouped(count))
}

pub(crate) fn report_title(name: &str, count: usize) -> String {
    if count == 1 { format!("{name}: 1 result") } else { format!("{name}: {} results", grouped(count)) }
}

pub(crate) fn unlisted(count: usize) -> String {
    if count == 1 {
        "and 1 more in this report".to_owned()
    } else {
        format!("and {} more in this report", grouped(count))
    }
}

pub(crate) fn paragraph_label(number: u32) -> String {
    format!("Paragraph {number}")
}

pub(crate) fn words_in_common(words: &[String]) -> String {
    format!("Words in common: {}", words.join(", "))
}

pub(crate) fn same_words(count: usize) -> String {
    if count == 1 {
        "The same words are in 1 other place".to_owned()
    } else {
        format!("The same words are in {count} other places")
    }
}

pub(crate) fn similar_to(text: &str) -> String {
    format!("Similar to: {text}")
}

pub(crate) fn progress(done: usize, total: usize) -> String {
    let percent = (done * 100).checked_div(total).unwrap_or(0);
    format!("Reading texts\u{2026} {percent}%")
}

pub(crate) fn passage_title(words: usize, reports: usize) -> String {
    format!("{} words in {} reports", grouped(words), grouped(reports))
}

pub(crate) fn section_title(title: &str, count: usize) -> String {
    format!("{title} ({})", grouped(count))
}

pub(crate) fn more_places(count: usize) -> String {
    format!("and {} more reports", grouped(count))
}

/// Returns a number with commas between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{counts, grouped};

    #[test]
    fn large_numbers_have_commas() {
        assert_eq!(
            (grouped(999), grouped(1000), grouped(1_234_567)),
            ("999".into(), "1,000".into(), "1,234,567".into())
        );
        assert_eq!(counts(1, 1, 3, true), "1 result in 1 of 3 reports");
    }
}
