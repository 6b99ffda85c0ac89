//! Writes the judgements and recommendations of reports as CSV for spreadsheets and scripts, one per row.

use super::BYTE_ORDER_MARK;
use crate::{
    analysis,
    report::{Judgement, Recommendation, Report, SectionId},
};

/// The column headings, in order. Scripts rely on them: they change only with the major version of the program.
pub const COLUMNS: [&str; 18] = [
    "kind",
    "subject",
    "title_of_report",
    "inspected_to",
    "published",
    "file",
    "sha256",
    "group",
    "title",
    "grade",
    "step",
    "section",
    "paragraph",
    "timescale",
    "due",
    "responsible",
    "number",
    "heading",
];

/// Returns the judgements and recommendations of reports as CSV (RFC 4180, UTF-8 with a byte order mark), with a single
/// header row. A report without judgements has a row of kind "report", so that each report is in the table.
///
/// An apostrophe is put before each cell that a spreadsheet program would treat as a formula.
///
/// # Errors
/// Returns the error of the CSV writer. This is not known to happen for any report.
pub fn to_csv<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Result<String, csv::Error> {
    let mut table = csv_header()?;
    for report in reports {
        table.push_str(&csv_rows(report)?);
    }
    Ok(table)
}

/// Returns the beginning of a table of [`to_csv`]: the byte order mark and the header row.
///
/// # Errors
/// Returns the error of the CSV writer.
pub fn csv_header() -> Result<String, csv::Error> {
    let header = write_csv(|writer| writer.write_record(COLUMNS))?;
    Ok(format!("{BYTE_ORDER_MARK}{header}"))
}

/// Returns the rows of one report in a table of [`to_csv`], so that a table of many reports can be written one after the
/// other.
///
/// # Errors
/// Returns the error of the CSV writer.
pub fn csv_rows(report: &Report) -> Result<String, csv::Error> {
    write_csv(|writer| {
        if report.judgements.is_empty() {
            write_row(writer, report, FindingCells { kind: "report", ..FindingCells::default() })?;
        }
        for judgement in &report.judgements {
            write_row(writer, report, judgement_cells(report, judgement))?;
        }
        for recommendation in &report.recommendations {
            write_row(writer, report, recommendation_cells(report, recommendation))?;
        }
        Ok(())
    })
}

/// Returns the rows that `write` writes.
pub(super) fn write_csv(
    write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write(&mut writer)?;
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The cells that differ between the judgements and recommendations of a report. The other cells of a row describe the
/// report.
#[derive(Debug, Default)]
struct FindingCells {
    kind: &'static str,
    group: String,
    title: String,
    grade: String,
    step: String,
    section: String,
    paragraph: String,
    timescale: String,
    due: String,
    responsible: String,
    /// The printed number of a recommendation, such as "7" or "R7".
    number: String,
    /// The printed title of a recommendation. Its wording is in the column "title", like the titles of judgements.
    heading: String,
}

fn judgement_cells(report: &Report, judgement: &Judgement) -> FindingCells {
    let first_paragraph = judgement
        .section
        .and_then(|section| report.paragraph_numbers_within(section))
        .map(|(first, _)| first);
    FindingCells {
        kind: "judgement",
        group: judgement.group.clone().unwrap_or_default(),
        title: judgement.title.clone(),
        grade: judgement.grade.label.clone(),
        step: judgement.grade.step.map(|step| step.to_string()).unwrap_or_default(),
        section: section_path(report, judgement.section),
        paragraph: first_paragraph.map(|number| number.to_string()).unwrap_or_default(),
        ..FindingCells::default()
    }
}

fn recommendation_cells(report: &Report, recommendation: &Recommendation) -> FindingCells {
    let paragraph = recommendation.paragraph.and_then(|id| report.paragraph(id).number);
    FindingCells {
        kind: "recommendation",
        title: recommendation.text.plain().to_owned(),
        section: section_path(report, recommendation.section),
        paragraph: paragraph.map(|number| number.to_string()).unwrap_or_default(),
        timescale: recommendation
            .timescale
            .as_ref()
            .map(|timescale| timescale.label.clone())
            .unwrap_or_default(),
        due: analysis::due_date(report, recommendation).map(|due| due.to_string()).unwrap_or_default(),
        responsible: recommendation.responsible.clone().unwrap_or_default(),
        number: recommendation.number.clone().unwrap_or_default(),
        heading: recommendation.title.clone().unwrap_or_default(),
        ..FindingCells::default()
    }
}

/// Returns the titles of a section and of the sections around it, outermost first, with
/// ">" between them.
fn section_path(report: &Report, section: Option<SectionId>) -> String {
    section.map(|section| report.section_path(section).join(" > ")).unwrap_or_default()
}

fn write_row(
    writer: &mut csv::Writer<Vec<u8>>,
    report: &Report,
    finding: FindingCells,
) -> Result<(), csv::Error> {
    let cover = &report.cover;
    let row = [
        finding.kind.to_owned(),
        cover.subject.clone().unwrap_or_default(),
        cover.title.clone().unwrap_or_default(),
        cover.inspected.last().map(|period| period.to.to_string()).unwrap_or_default(),
        cover.published.map(|day| day.to_string()).unwrap_or_default(),
        report.source.file.clone(),
        report.source.sha256.clone(),
        finding.group,
        finding.title,
        finding.grade,
        finding.step,
        finding.section,
        finding.paragraph,
        finding.timescale,
        finding.due,
        finding.responsible,
        finding.number,
        finding.heading,
    ];
    writer.write_record(row.map(escape_formula))
}

/// Returns a table as CSV, with its column headings in the first row. An apostrophe is put before each cell that a
/// spreadsheet program would treat as a formula.
///
/// # Errors
/// Returns the error of the CSV writer.
pub fn table_to_csv(header: &[String], rows: &[Vec<String>]) -> Result<String, csv::Error> {
    let table = write_csv(|writer| {
        for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
            writer.write_record(row.iter().map(|cell| escape_formula(cell.clone())))?;
        }
        Ok(())
    })?;
    Ok(format!("{BYTE_ORDER_MARK}{table}"))
}

/// Puts an apostrophe before a cell that a spreadsheet program would treat as a formula, so that a report cannot run
/// one.
pub(super) fn escape_formula(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::escape_formula;

    #[test]
    fn formulas_are_escaped() {
        for (cell, expected) in [("=1+1", "'=1+1"), ("@a", "'@a"), ("-", "'-"), ("Good", "Good"), ("", "")] {
            assert_eq!(escape_formula(cell.to_owned()), expected);
        }
    }
}
