//! What is saved as a file: reports and comparisons in a format, pages as PDF.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Effect, State, Ticket, printing::Printed, write_file};
use crate::{
    analysis::{self, Abbreviation, ImprovementPoint},
    output::{self, BYTE_ORDER_MARK as MARK, Format, plan::Plan},
    report::{Report, Warning},
};

/// What can be saved of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// A report.
    Report(Format),
    /// A report's action plan, as a table of text.
    PlanCsv,
    /// What was noted, with what it is of.
    Notes,
    /// A comparison as a web page.
    ComparisonHtml,
    /// A comparison for other programs.
    ComparisonJson,
}

impl ExportKind {
    /// What it is called, and what it is for.
    #[must_use]
    pub fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Report(format) => (format.label(), format.hint()),
            Self::Notes => {
                ("Notes", "What you noted, each with the paragraph it is of and its citation, as Markdown.")
            }
            Self::PlanCsv => ("Action plan (CSV)", "The same as a table of text, for other programs."),
            Self::ComparisonHtml => ("Web page", "What differs, for people without this program."),
            Self::ComparisonJson => ("JSON", "What differs, for other programs."),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Report(format) => format.ending(),
            Self::PlanCsv => Format::Csv.ending(),
            Self::Notes => Format::Markdown.ending(),
            Self::ComparisonHtml => "html",
            Self::ComparisonJson => "json",
        }
    }
}

/// Something that is to be saved where a person chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveAs {
    /// The name that is proposed.
    pub name: String,
    /// What such files are called.
    pub label: &'static str,
    /// How such files end, without the dot.
    pub ending: &'static str,
    content: Content,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    Bytes(Arc<Vec<u8>>),
    Report(Format, Arc<Report>, Vec<Warning>, Arc<[Abbreviation]>),
    Comparison(ExportKind, [Arc<Report>; 2]),
    Plan(Format, Box<Plan>, Arc<Report>),
}

impl SaveAs {
    /// Writes it; a name without the ending gets it. Gives back the name.
    ///
    /// # Errors
    /// A sentence that says why.
    pub fn write(&self, path: PathBuf) -> Result<PathBuf, String> {
        let has_ending = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(self.ending));
        let is_html = self.ending == "html" && path.extension().is_some_and(|ending| ending == "htm");
        let path = if has_ending || is_html {
            path
        } else {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}", self.ending));
            let path = path.with_file_name(name);
            // The dialog asked about the name without the ending.
            if path.exists() {
                return Err(format!("There is a file {} already; it was left as it is.", path.display()));
            }
            path
        };
        let bytes = self.bytes()?;
        write_file(&path, &bytes).map_err(|error| format!("{}: {error}.", path.display()))?;
        Ok(path)
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.to_vec()),
            Content::Report(format, report, warnings, abbreviations) => {
                let mut bytes = if *format == Format::Csv { MARK } else { "" }.as_bytes().to_vec();
                bytes.extend(
                    output::write(*format, report, warnings, abbreviations)
                        .map_err(|error| error.to_string())?,
                );
                Ok(bytes)
            }
            Content::Plan(Format::Csv, plan, _) => {
                let table = plan.to_csv().map_err(|error| format!("{error}."))?;
                Ok(format!("{MARK}{table}").into_bytes())
            }
            Content::Plan(_, plan, report) => plan.to_xlsx(report).map_err(|error| format!("{error}.")),
            Content::Comparison(kind, [left, right]) => {
                let comparison = analysis::compare(left, right);
                match kind {
                    ExportKind::ComparisonJson => output::comparison_to_json(left, right, &comparison)
                        .map(String::into_bytes)
                        .map_err(|error| error.to_string()),
                    _ => Ok(output::comparison_to_html(left, right, &comparison).into_bytes()),
                }
            }
        }
    }
}

impl State {
    /// What can be saved of what is shown.
    #[must_use]
    pub fn exports(&self) -> Vec<ExportKind> {
        if self.shows_comparison {
            return vec![ExportKind::ComparisonHtml, ExportKind::ComparisonJson];
        }
        let mut kinds: Vec<ExportKind> = Format::ALL.into_iter().map(ExportKind::Report).collect();
        kinds.insert(1, ExportKind::PlanCsv);
        // What was kept and filled in is known a moment after the report is.
        let is_known = self.active().is_some_and(|document| document.findings.is_some());
        if self.active().is_some_and(|document| !document.remembered.notes.is_empty()) {
            kinds.push(ExportKind::Notes);
        }
        kinds.retain(|kind| {
            is_known || !matches!(kind, ExportKind::Report(Format::Xlsx) | ExportKind::PlanCsv)
        });
        kinds
    }

    pub(super) fn export(&mut self, kind: ExportKind) -> Vec<Effect> {
        self.exporting = false;
        let (content, stem) = match kind {
            ExportKind::Notes => {
                let Some(document) = self.active() else { return Vec::new() };
                let text = document.notes_as_markdown().into_bytes();
                (Content::Bytes(Arc::new(text)), format!("{}-notes", stem(document.report())))
            }
            ExportKind::Report(Format::Xlsx) | ExportKind::PlanCsv => {
                let Some((document, findings)) =
                    self.active().and_then(|document| Some((document, document.findings.clone()?)))
                else {
                    return Vec::new();
                };
                let report = Arc::clone(&document.loaded.report);
                let points: Vec<&ImprovementPoint> = document.kept().collect();
                let edited = &document.remembered.plan;
                let plan = Plan::new(&report, &findings, &points, document.published(), edited);
                let format = if kind == ExportKind::PlanCsv { Format::Csv } else { Format::Xlsx };
                let stem = format!("{}-plan", stem(&report));
                (Content::Plan(format, Box::new(plan), report), stem)
            }
            ExportKind::Report(format) => {
                let Some(document) = self.active() else { return Vec::new() };
                let loaded = &document.loaded;
                // Never the name of the report itself.
                let is_source = loaded.report.source.file.ends_with(&format!(".{}", format.ending()));
                let stem = stem(&loaded.report) + if is_source { "-findings" } else { "" };
                let (report, abbreviations) = (Arc::clone(&loaded.report), Arc::clone(&loaded.abbreviations));
                (Content::Report(format, report, loaded.warnings.clone(), abbreviations), stem)
            }
            ExportKind::ComparisonHtml | ExportKind::ComparisonJson => {
                let Some(compared) = &self.compared else { return Vec::new() };
                (Content::Comparison(kind, compared.reports.clone()), stem_of_both(&compared.reports))
            }
        };
        let (label, ending) = (kind.says().0, kind.ending());
        let name = format!("{stem}.{ending}");
        let ticket = Ticket(self.fresh());
        vec![Effect::SaveAs(ticket, Box::new(SaveAs { name, label, ending, content }))]
    }

    /// Saves the pages of the print view.
    pub(super) fn save_pdf(&mut self) -> Vec<Effect> {
        let Some(printing) = &self.printing else { return Vec::new() };
        let Some(preview) = printing.ready() else { return Vec::new() };
        let stem = match printing.of {
            Printed::Report(id) => self
                .document(id)
                .map(|document| format!("{}-{}", stem(document.report()), printing.choice.part.name())),
            Printed::Comparison => self.compared.as_ref().map(|compared| stem_of_both(&compared.reports)),
        };
        let name = format!("{}.pdf", stem.unwrap_or_default());
        let content = Content::Bytes(Arc::clone(&preview.pdf));
        let ticket = Ticket(self.fresh());
        self.ask(ticket);
        vec![Effect::SaveAs(ticket, Box::new(SaveAs { name, label: "PDF", ending: "pdf", content }))]
    }
}

fn stem(report: &Report) -> String {
    Path::new(&report.source.file).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem_of_both([left, right]: &[Arc<Report>; 2]) -> String {
    format!("{} and {}", stem(left), stem(right))
}
