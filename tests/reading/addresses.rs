//! Addresses of paragraphs whose numbers leap, repeat and restart.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::report::{ParagraphId, Report};

use crate::support;

/// Returns a report with paragraphs of these numbers.
fn report(numbers: &[u32]) -> Report {
    let text: String =
        numbers.iter().map(|number| format!("<p>{number}. The wall of the harbour is old.</p>")).collect();
    support::read_text(&format!("<html>{text}</html>"), "report.html").report
}

/// Returns the addresses of all paragraphs of a report, and checks that each leads to its paragraph.
fn addresses(report: &Report) -> Vec<String> {
    let ids = (0..report.paragraphs.len()).map(ParagraphId);
    ids.map(|id| {
        let address = report.address_of_paragraph(id).unwrap();
        assert_eq!(report.paragraph_at_address(address), Some(id), "{address}");
        address.to_string()
    })
    .collect()
}

#[test]
fn the_address_of_a_repeated_number_names_its_part() {
    assert_eq!(addresses(&report(&[1, 2, 5])), ["1", "2", "5"]);
    let parts = report(&[1, 2, 3, 1, 2]);
    assert_eq!(addresses(&parts), ["1/1", "1/2", "3", "2/1", "2/2"]);
    assert_eq!(parts.paragraph_with_number(2), Some(ParagraphId(1)));
    assert_eq!(parts.paragraph_with_number(4), None);
    let quoted = report(&[14, 15, 69, 1, 2, 16, 17, 18, 19, 20, 1, 2, 21]);
    assert_eq!(addresses(&quoted)[3..6], ["3/1", "3/2", "16"]);
}

#[test]
fn a_number_that_a_quotation_repeats_is_that_of_the_report() {
    let report = report(&[9, 2, 3, 10, 11, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(
        report.paragraph_with_number(3),
        Some(ParagraphId(7)),
        "and not that in the short part before"
    );
}
