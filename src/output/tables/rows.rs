//! The rows of a report in each table.

use super::{Cell, ReportRows, Row, Table};
use crate::{
    analysis::{self, Findings, ImprovementPoint},
    report::{
        Date, FrameworkId, Judgement, Paragraph, Place, Recommendation, Report, SectionId, StatementKind,
        Text, Warning,
    },
};

/// Returns the row in the table of reports for a file that can't be read.
#[must_use]
pub fn unreadable_row(path: &str, file: &str, error: &str) -> ReportRows {
    let cells = Table::Reports.columns().iter().map(|column| match *column {
        "path" => path.into(),
        "file" => file.into(),
        "error" => error.into(),
        _ => Cell::Empty,
    });
    let mut rows = ReportRows::default();
    rows.tables[0].push(cells.collect());
    rows
}

/// Returns the rows of a report in all tables. `path` is the path of its file. `warnings` come from reading and from the
/// checks.
#[must_use]
pub fn report_rows(report: &Report, path: &str, warnings: &[Warning], findings: &Findings) -> ReportRows {
    let source = RowSource { report, path, findings };
    ReportRows {
        sha256: report.source.sha256.clone(),
        tables: [
            vec![source.report_row(warnings.len())],
            (1..).zip(&report.judgements).map(|(at, item)| source.judgement_row(at, item)).collect(),
            (0..report.recommendations.len()).map(|index| source.recommendation_row(index)).collect(),
            (1..).zip(&findings.points).map(|(at, point)| source.point_row(at, point)).collect(),
            (1..)
                .zip(&report.paragraphs)
                .map(|(at, paragraph)| source.paragraph_row(at, paragraph))
                .collect(),
        ],
    }
}

/// A report with everything that its rows are made from.
struct RowSource<'a> {
    report: &'a Report,
    path: &'a str,
    findings: &'a Findings,
}

impl RowSource<'_> {
    fn report_row(&self, warning_count: usize) -> Row {
        let (report, cover) = (self.report, &self.report.cover);
        let overall = report.judgements.iter().find(|judgement| analysis::is_overall(judgement));
        let authority = cover.authority.as_ref();
        vec![
            self.path.into(),
            report.source.file.as_str().into(),
            report.source.sha256.as_str().into(),
            Cell::Empty,
            Cell::Empty,
            format_name(report).into(),
            report.source.pages.into(),
            cover.title.as_deref().into(),
            cover.subject.as_deref().into(),
            authority.map(|authority| &*authority.name).into(),
            authority.map(|authority| &*authority.code).into(),
            authority.map(|authority| &*authority.region).into(),
            cover.framework.map(FrameworkId::name).into(),
            cover.inspected.first().map(|period| period.from).into(),
            cover.inspected.last().map(|period| period.to).into(),
            cover.published.into(),
            self.year(),
            cover.inspectors.join("; ").into(),
            report.scale.as_ref().map(|scale| scale.name.as_str()).into(),
            overall.map(|judgement| judgement.grade.label.as_str()).into(),
            overall.and_then(|judgement| judgement.grade.step).into(),
            cover.outcome.as_deref().into(),
            cover.action_plan_due.into(),
            report.judgements.len().into(),
            report.recommendations.len().into(),
            self.findings.points.len().into(),
            report.paragraphs.len().into(),
            warning_count.into(),
        ]
    }

    /// Returns the cells at the beginning of a row: its key, the path, and facts about the report that people filter by.
    fn leading_cells(&self, position: usize) -> Row {
        let cover = &self.report.cover;
        vec![
            self.report.source.sha256.as_str().into(),
            position.into(),
            self.path.into(),
            cover.subject.as_deref().into(),
            cover.framework.map(FrameworkId::name).into(),
            self.year(),
        ]
    }

    fn judgement_row(&self, position: usize, judgement: &Judgement) -> Row {
        let numbers = judgement.section.and_then(|section| self.report.paragraph_numbers_within(section));
        let stated: Vec<&str> = judgement.statements.iter().map(|one| statement_name(one.kind)).collect();
        let mut row = self.leading_cells(position);
        row.extend([
            judgement.group.as_deref().into(),
            judgement.title.as_str().into(),
            judgement.grade.label.as_str().into(),
            judgement.grade.step.into(),
            analysis::is_overall(judgement).into(),
            self.section(judgement.section),
            numbers.map(|(first, _)| first).into(),
            judgement.place().and_then(|place| self.report.page_at(place)).into(),
            stated.join("; ").into(),
        ]);
        row
    }

    fn recommendation_row(&self, index: usize) -> Row {
        let item: &Recommendation = &self.report.recommendations[index];
        let related = self.findings.related.get(index).into_iter().flatten();
        let related = related.filter_map(|related| self.report.paragraph(related.paragraph).number);
        let mut row = self.leading_cells(index + 1);
        row.extend([
            self.findings.recommendation_ids.get(index).map(String::as_str).into(),
            item.text.plain().into(),
            item.timescale.as_ref().map(|timescale| timescale.label.as_str()).into(),
            analysis::due_date(self.report, item).into(),
            item.responsible.as_deref().into(),
            self.section(item.section),
            item.paragraph.and_then(|id| self.report.paragraph(id).number).into(),
            self.report.page_at(item.place).into(),
            number_list(item.cites.iter().copied()).into(),
            number_list(related).into(),
            item.number.as_deref().into(),
            item.title.as_deref().into(),
        ]);
        row
    }

    fn point_row(&self, position: usize, point: &ImprovementPoint) -> Row {
        let paragraph = self.report.paragraph(point.paragraph);
        let mut row = self.leading_cells(position);
        row.extend([
            point.id.as_str().into(),
            point.text.as_str().into(),
            point.strength.into(),
            self.section(paragraph.section),
            paragraph.number.into(),
            self.page(paragraph.place),
        ]);
        row
    }

    fn paragraph_row(&self, position: usize, paragraph: &Paragraph) -> Row {
        let bullets: Vec<&str> = paragraph.bullets.iter().map(Text::plain).collect();
        vec![
            self.report.source.sha256.as_str().into(),
            position.into(),
            self.path.into(),
            paragraph.number.into(),
            self.section(paragraph.section),
            self.page(paragraph.place),
            paragraph.text.plain().into(),
            bullets.join("\n").into(),
        ]
    }

    /// Returns the year of the inspection, or else of the publication.
    fn year(&self) -> Cell {
        self.report.cover.sort_date().map(Date::year).into()
    }

    /// Returns the titles of a section and of the sections around it, outermost first.
    fn section(&self, section: Option<SectionId>) -> Cell {
        section.map(|section| self.report.section_path(section).join(" > ")).into()
    }

    fn page(&self, place: Place) -> Cell {
        self.report.page_at(place).into()
    }
}

/// Returns numbers as a list: "35; 36".
fn number_list(numbers: impl Iterator<Item = u32>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join("; ")
}

/// Returns the name of the format of a report, as in JSON.
fn format_name(report: &Report) -> &'static str {
    use crate::report::Format;
    match report.source.format {
        Format::Text => "text",
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Docx => "docx",
        Format::Pdf => "pdf",
    }
}

/// Returns the name of a kind of place, as in JSON.
fn statement_name(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Heading => "heading",
        StatementKind::Line => "line",
        StatementKind::Cover => "cover",
        StatementKind::Table => "table",
    }
}
