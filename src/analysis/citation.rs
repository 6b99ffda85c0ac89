//! Quotations from a report with their source: paragraphs, subject, inspectorate and date.

use super::{Flow, SelectedRow, Selection, selected_rows, selected_text};
use crate::report::{Content, Place, Report, format_date, format_period};

/// Returns the text at a place in the form for copying: a paragraph with its bullets, a recommendation or a line.
/// Returns `None` if the place has no text.
#[must_use]
pub fn text_at(report: &Report, flow: &Flow, place: Place) -> Option<String> {
    let rows = selected_rows(report, flow, &Selection::of_place(report, flow, place));
    (!rows.is_empty()).then(|| selected_text(&rows, false))
}

/// Returns the text of rows in quotation marks with its source: “…” (para 42, Larkmoor Borough Council, Ofsted,
/// published 1 June 2012). Details that the report does not give are left out.
#[must_use]
pub fn quotation_with_source(report: &Report, rows: &[SelectedRow]) -> String {
    format!("“{}” ({})", selected_text(rows, false).trim(), source_label(report, rows))
}

/// Returns the text at a place in quotation marks with its source. Returns `None` if the place has no text.
#[must_use]
pub fn quotation_at(report: &Report, flow: &Flow, place: Place) -> Option<String> {
    let rows = selected_rows(report, flow, &Selection::of_place(report, flow, place));
    (!rows.is_empty()).then(|| quotation_with_source(report, &rows))
}

/// Returns the source of rows in a report: "paras 42-44, Larkmoor Borough Council, Ofsted, published 1 June 2012".
#[must_use]
pub fn source_label(report: &Report, rows: &[SelectedRow]) -> String {
    let subject = report.cover.subject.clone().or_else(|| report.cover.title.clone());
    let published = report.cover.published.map(|day| format!("published {}", format_date(day)));
    // Without a publication date, the date of the inspection identifies the report.
    let inspected = || {
        let periods: Vec<String> =
            report.cover.inspected.iter().map(|period| format_period(*period)).collect();
        (!periods.is_empty()).then(|| format!("inspected {}", periods.join(" and ")))
    };
    let published = published.or_else(inspected);
    let inspectorate = report.cover.inspectorate.map(|inspectorate| inspectorate.name().to_owned());
    let parts = [location_label(report, rows), subject, inspectorate, published];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the paragraph numbers of rows ("paras 2, 4-5"), or the pages if the paragraphs have no numbers. Returns
/// `None` if there are no page numbers either.
#[must_use]
pub fn location_label(report: &Report, rows: &[SelectedRow]) -> Option<String> {
    let (mut numbers, mut recommended, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let block = report.block(row.place.block);
        match &block.content {
            Content::Paragraph(_) => numbers.extend(report.paragraph_number_at(row.place)),
            // A recommendation has the number of the paragraph that introduces it.
            Content::Recommendation(_) => recommended.extend(report.paragraph_number_at(row.place)),
            _ => {}
        }
        pages.extend(report.page_at(row.place));
    }
    let label = |singular: &str, plural: &str, mut numbers: Vec<u32>| {
        numbers.sort_unstable();
        numbers.dedup();
        let name = if numbers.len() == 1 { singular } else { plural };
        (!numbers.is_empty()).then(|| format!("{name} {}", format_ranges(&numbers)))
    };
    if numbers.is_empty() && !recommended.is_empty() {
        let under = label("para", "paras", recommended)?;
        let name = if rows.len() == 1 { "recommendation" } else { "recommendations" };
        return Some(format!("{name}, {under}"));
    }
    label("para", "paras", numbers).or_else(|| label("page", "pages", pages))
}

/// Formats sorted numbers as ranges: "42-44, 46".
fn format_ranges(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let format_run = |(first, last): (u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    runs.into_iter().map(format_run).collect::<Vec<_>>().join(", ")
}
