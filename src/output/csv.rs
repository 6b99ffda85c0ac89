//! The findings of reports as rows for a spreadsheet or a script: one a judgement, one a recommendation.

use crate::{
    analysis,
    report::{Judgement, Recommendation, Report, SectionId},
};

/// Names of the columns; they change only with the program's first number.
pub const COLUMNS: [&str; 16] = [
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
];

/// Reports as CSV (RFC 4180, UTF-8), each judgement and each recommendation a row, under one line of names.
///
/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
///
/// # Errors
/// None that is known: what the writer says.
pub fn to_csv<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for report in reports {
        for judgement in &report.judgements {
            write(&mut writer, report, of_judgement(report, judgement))?;
        }
        for item in &report.recommendations {
            write(&mut writer, report, of_recommendation(report, item))?;
        }
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The columns that are not of the whole report.
#[derive(Debug, Default)]
struct Finding {
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
}

fn of_judgement(report: &Report, judgement: &Judgement) -> Finding {
    let first = judgement.section.and_then(|section| report.numbers_within(section)).map(|(first, _)| first);
    Finding {
        kind: "judgement",
        group: judgement.group.clone().unwrap_or_default(),
        title: judgement.title.clone(),
        grade: judgement.grade.label.clone(),
        step: judgement.grade.step.map(|step| step.to_string()).unwrap_or_default(),
        section: path(report, judgement.section),
        paragraph: first.map(|number| number.to_string()).unwrap_or_default(),
        ..Finding::default()
    }
}

fn of_recommendation(report: &Report, item: &Recommendation) -> Finding {
    let paragraph = item.paragraph.and_then(|id| report.paragraph(id).number);
    Finding {
        kind: "recommendation",
        title: item.text.plain().to_owned(),
        section: path(report, item.section),
        paragraph: paragraph.map(|number| number.to_string()).unwrap_or_default(),
        timescale: item.timescale.as_ref().map(|timescale| timescale.label.clone()).unwrap_or_default(),
        due: analysis::due(report, item).map(|due| due.to_string()).unwrap_or_default(),
        responsible: item.responsible.clone().unwrap_or_default(),
        ..Finding::default()
    }
}

fn path(report: &Report, section: Option<SectionId>) -> String {
    section.map(|section| report.path(section).join(" > ")).unwrap_or_default()
}

fn write(writer: &mut csv::Writer<Vec<u8>>, report: &Report, finding: Finding) -> Result<(), csv::Error> {
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
    ];
    writer.write_record(row.map(no_formula))
}

/// The cell as words, whatever it begins with.
pub(super) fn no_formula(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::no_formula;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [("=1+1", "'=1+1"), ("@a", "'@a"), ("-", "'-"), ("Good", "Good"), ("", "")] {
            assert_eq!(no_formula(cell.to_owned()), expected);
        }
    }
}
