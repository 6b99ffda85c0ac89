//! Saving files: reports and comparisons in a chosen format, and the pages of the print view as a PDF.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    ComparisonResult, Dialog, Effect, Pending, PictureFile, PrintSubject, State, WindowEffect, Work, strings,
    write_file,
};
use crate::{
    analysis::{Abbreviation, ImprovementPoint, Timeline},
    output::{
        self, Format, SectionFormat,
        chart::{ChartSheet, chart_to_svg},
        plan::{Plan, RegisterSheet},
        printout,
    },
    report::{Report, SectionId, Warning},
};

/// A kind of file that a report or comparison can be saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// A report in this format.
    Report(Format),
    /// A section of a report with its subsections in this format.
    Section(SectionFormat, SectionId),
    /// The action plan of a report, as CSV.
    PlanCsv,
    /// The notes on a report with the paragraphs that they are about, as Markdown.
    Notes,
    /// A comparison as a web page.
    ComparisonHtml,
    /// A comparison as JSON, for other programs.
    ComparisonJson,
    /// A timeline as a web page.
    TimelineHtml,
    /// A timeline as JSON, for other programs.
    TimelineJson,
    /// A chart of a folder as a drawing with text.
    ChartSvg,
    /// A chart of a folder as a picture.
    ChartPng,
    /// The numbers of a chart of a folder, as CSV.
    ChartCsv,
}

impl ExportKind {
    /// Returns the name of the format, and a sentence about its use.
    #[must_use]
    pub fn label_and_hint(self) -> (&'static str, &'static str) {
        match self {
            Self::Report(format) => (format.label(), format.hint()),
            Self::Section(format, _) => (format.label(), format.hint()),
            Self::Notes => {
                ("Notes", "Your notes, with the paragraphs they refer to and citations, as Markdown.")
            }
            Self::PlanCsv => ("Action plan (CSV)", "The action plan as a plain table, for other programs."),
            Self::ComparisonHtml => ("Web page", "The differences; opens in any browser."),
            Self::ComparisonJson => ("JSON", "The differences, for other programs."),
            Self::TimelineHtml => ("Web page", "The charts and the table; opens in any browser."),
            Self::TimelineJson => ("JSON", "The grades over time, for other programs."),
            Self::ChartSvg => {
                ("SVG drawing", "The chart for documents and web pages; stays sharp in any size.")
            }
            Self::ChartPng => ("PNG picture", "The chart as a picture, for any program."),
            Self::ChartCsv => ("CSV", "The numbers of the chart, for a spreadsheet."),
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Report(format) => format.extension(),
            Self::Section(format, _) => format.extension(),
            Self::PlanCsv => Format::Csv.extension(),
            Self::Notes => Format::Markdown.extension(),
            Self::ComparisonHtml | Self::TimelineHtml => "html",
            Self::ComparisonJson | Self::TimelineJson => "json",
            Self::ChartSvg => "svg",
            Self::ChartPng => "png",
            Self::ChartCsv => Format::Csv.extension(),
        }
    }
}

/// A file to save where the user chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct FileToSave {
    /// The proposed file name.
    pub name: String,
    /// The name of the file type, for the dialog.
    pub label: &'static str,
    /// The file extension, without the dot.
    pub extension: &'static str,
    content: FileContent,
}

/// The content of a file to save. A report, comparison or plan is converted on the thread that writes the file.
#[derive(Debug, Clone)]
enum FileContent {
    Bytes(Arc<Vec<u8>>),
    Report(Format, Arc<Report>, Vec<Warning>, Arc<[Abbreviation]>),
    Section(SectionFormat, Arc<Report>, SectionId),
    Comparison(ExportKind, Arc<ComparisonResult>),
    TimelineHtml(Arc<Timeline>),
    TimelineJson(Arc<Timeline>),
    Plan(Format, Box<Plan>, Arc<Report>),
    Chart(ExportKind, Arc<ChartSheet>),
    Picture(Box<PictureFile>),
    Register(Box<RegisterSheet>),
}

/// Contents are equal if they are made in the same way from the same values.
impl PartialEq for FileContent {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(other)) => one == other,
            (
                Self::Report(format, report, warnings, _),
                Self::Report(other, other_report, other_warnings, _),
            ) => format == other && Arc::ptr_eq(report, other_report) && warnings == other_warnings,
            (Self::Section(format, report, section), Self::Section(other, other_report, other_section)) => {
                format == other && Arc::ptr_eq(report, other_report) && section == other_section
            }
            (Self::Comparison(kind, result), Self::Comparison(other, other_result)) => {
                kind == other && Arc::ptr_eq(result, other_result)
            }
            (Self::TimelineHtml(one), Self::TimelineHtml(other))
            | (Self::TimelineJson(one), Self::TimelineJson(other)) => Arc::ptr_eq(one, other),
            (Self::Chart(kind, sheet), Self::Chart(other, other_sheet)) => {
                kind == other && sheet == other_sheet
            }
            (Self::Picture(one), Self::Picture(other)) => one == other,
            (Self::Plan(format, plan, _), Self::Plan(other, other_plan, _)) => {
                format == other && plan == other_plan
            }
            (Self::Register(one), Self::Register(other)) => one == other,
            (
                Self::Bytes(_)
                | Self::Report(..)
                | Self::Section(..)
                | Self::Comparison(..)
                | Self::TimelineHtml(_)
                | Self::TimelineJson(_)
                | Self::Plan(..)
                | Self::Chart(..)
                | Self::Picture(_)
                | Self::Register(_),
                _,
            ) => false,
        }
    }
}

impl FileToSave {
    /// Returns the chart that the window must paint before the file can be written; `None` for all other files.
    #[must_use]
    pub fn chart_to_paint(&self) -> Option<&ChartSheet> {
        match &self.content {
            FileContent::Chart(ExportKind::ChartPng, sheet) => Some(sheet),
            _ => None,
        }
    }

    /// Returns the file with a picture as its content.
    #[must_use]
    pub fn with_picture(self, picture: PictureFile) -> Self {
        Self { content: FileContent::Picture(Box::new(picture)), ..self }
    }

    /// Returns a register as a workbook, with this proposed file name.
    pub(super) fn register(name: String, register: RegisterSheet) -> Self {
        let content = FileContent::Register(Box::new(register));
        let format = Format::Xlsx;
        Self { name, label: format.label(), extension: format.extension(), content }
    }

    /// Writes the content, adding the file extension if the name lacks it. Returns the path written.
    ///
    /// # Errors
    /// Returns a message for the user if the file exists, or if the content can't be made or written.
    pub fn write(&self, path: PathBuf) -> Result<PathBuf, String> {
        let has_extension = path.extension().is_some_and(|found| found.eq_ignore_ascii_case(self.extension));
        let is_html = self.extension == "html" && path.extension().is_some_and(|found| found == "htm");
        let path = if has_extension || is_html {
            path
        } else {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}", self.extension));
            let path = path.with_file_name(name);
            // The dialog asked whether to replace a file only for the name without the extension.
            if path.exists() {
                return Err(strings::file_exists_message(&path));
            }
            path
        };
        let bytes = self.content_bytes()?;
        write_file(&path, &bytes).map_err(|error| strings::not_saved_message(&path, &error))?;
        Ok(path)
    }

    /// Returns the content as the bytes of the file, or else a message for the user if that fails.
    fn content_bytes(&self) -> Result<Vec<u8>, String> {
        match &self.content {
            FileContent::Bytes(bytes) => Ok(bytes.to_vec()),
            FileContent::Report(format, report, warnings, abbreviations) => {
                output::export_bytes(*format, report, warnings, abbreviations)
                    .map_err(|error| error.to_string())
            }
            FileContent::Section(format, report, section) => {
                Ok(output::export_section(*format, report, *section).into_bytes())
            }
            FileContent::Plan(Format::Csv, plan, _) => {
                plan.to_csv().map(String::into_bytes).map_err(|error| format!("{error}."))
            }
            FileContent::Plan(_, plan, report) => {
                plan.to_xlsx(report, printout::today()).map_err(|error| format!("{error}."))
            }
            FileContent::Chart(ExportKind::ChartCsv, sheet) => {
                output::table_to_csv(&sheet.table.header, &sheet.table.rows)
                    .map(String::into_bytes)
                    .map_err(|error| format!("{error}."))
            }
            FileContent::Chart(_, sheet) => Ok(chart_to_svg(sheet).into_bytes()),
            FileContent::Picture(picture) => picture.to_png().map_err(|error| error.to_string()),
            FileContent::Register(register) => {
                register.to_xlsx(printout::today()).map_err(|error| format!("{error}."))
            }
            FileContent::TimelineHtml(timeline) => Ok(output::timeline_to_html(timeline).into_bytes()),
            FileContent::TimelineJson(timeline) => {
                output::timeline_to_json(timeline).map(String::into_bytes).map_err(|error| error.to_string())
            }
            FileContent::Comparison(kind, result) => {
                let ([left, right], comparison) = (&result.reports, &result.comparison);
                match kind {
                    ExportKind::ComparisonJson => output::comparison_to_json(left, right, comparison)
                        .map(String::into_bytes)
                        .map_err(|error| error.to_string()),
                    ExportKind::ComparisonHtml
                    | ExportKind::Report(_)
                    | ExportKind::Section(..)
                    | ExportKind::PlanCsv
                    | ExportKind::TimelineHtml
                    | ExportKind::TimelineJson
                    | ExportKind::ChartSvg
                    | ExportKind::ChartPng
                    | ExportKind::ChartCsv
                    | ExportKind::Notes => {
                        Ok(output::comparison_to_html(left, right, comparison).into_bytes())
                    }
                }
            }
        }
    }
}

impl State {
    /// Returns the kinds of files that the front tab can be saved as.
    #[must_use]
    pub fn export_kinds(&self) -> Vec<ExportKind> {
        if self.front_comparison().is_some() {
            return vec![ExportKind::ComparisonHtml, ExportKind::ComparisonJson];
        }
        if self.front_timeline().is_some() {
            return vec![ExportKind::TimelineHtml, ExportKind::TimelineJson];
        }
        if self.front_charts().is_some() {
            return vec![ExportKind::ChartSvg, ExportKind::ChartPng, ExportKind::ChartCsv];
        }
        let mut kinds: Vec<ExportKind> = Format::ALL.into_iter().map(ExportKind::Report).collect();
        kinds.insert(1, ExportKind::PlanCsv);
        // Decisions and the imported plan are loaded with the findings, a moment after the report.
        let is_known = self.front_document().is_some_and(|document| document.findings.is_some());
        if self.front_document().is_some_and(|document| !document.annotations.notes.is_empty()) {
            kinds.push(ExportKind::Notes);
        }
        kinds.retain(|kind| {
            is_known || !matches!(kind, ExportKind::Report(Format::Xlsx) | ExportKind::PlanCsv)
        });
        kinds
    }

    /// Returns the kinds of files that a section of the report in front can be saved as.
    #[must_use]
    pub fn section_export_kinds(&self, section: SectionId) -> Vec<ExportKind> {
        let has_section =
            self.front_document().is_some_and(|document| section.0 < document.report().sections.len());
        let formats = SectionFormat::ALL.into_iter().filter(|_| has_section);
        formats.map(|format| ExportKind::Section(format, section)).collect()
    }

    /// Saves the front tab, or a section of it, as this kind of file.
    pub(super) fn export_front_tab(&mut self, kind: ExportKind) -> Vec<Effect> {
        let is_confirmed = self.dialog == Some(Dialog::PlanLosses(kind));
        if is_confirmed || matches!(self.dialog, Some(Dialog::Export | Dialog::ExportSection(_))) {
            self.dialog = None;
        }
        let is_plan = matches!(kind, ExportKind::Report(Format::Xlsx) | ExportKind::PlanCsv);
        let has_losses = || self.front_document().is_some_and(|document| document.plan_losses().is_some());
        if is_plan && !is_confirmed && has_losses() {
            self.open_dialog(Dialog::PlanLosses(kind));
            return Vec::new();
        }
        let Some((content, stem)) = self.content_to_export(kind) else { return Vec::new() };
        let (label, extension) = (kind.label_and_hint().0, kind.extension());
        let name = format!("{stem}.{extension}");
        self.show_save_dialog(FileToSave { name, label, extension, content })
    }

    /// Returns the content of a file of this kind, and the proposed file name without its extension; `None` if the front
    /// tab can't be saved as this kind.
    fn content_to_export(&self, kind: ExportKind) -> Option<(FileContent, String)> {
        Some(match kind {
            ExportKind::Notes => {
                let document = self.front_document()?;
                let text = document.notes_as_markdown().into_bytes();
                (FileContent::Bytes(Arc::new(text)), format!("{}-notes", file_stem(document.report())))
            }
            ExportKind::Report(Format::Xlsx) => self.plan_to_export(Format::Xlsx)?,
            ExportKind::PlanCsv => self.plan_to_export(Format::Csv)?,
            ExportKind::Report(format) => {
                let document = self.front_document()?;
                let loaded = &document.loaded;
                // The proposed name must not be that of the report itself.
                let is_source = loaded.report.source.file.ends_with(&format!(".{}", format.extension()));
                let stem = file_stem(&loaded.report) + if is_source { "-findings" } else { "" };
                let warnings = document.warnings().into_iter().cloned().collect();
                let (report, abbreviations) = (Arc::clone(&loaded.report), Arc::clone(&loaded.abbreviations));
                (FileContent::Report(format, report, warnings, abbreviations), stem)
            }
            ExportKind::Section(format, section) => {
                let report = Arc::clone(&self.front_document()?.loaded.report);
                let title = &report.sections.get(section.0)?.title;
                let stem = format!("{}-{}", file_stem(&report), words_for_file_name(title));
                (FileContent::Section(format, report, section), stem)
            }
            ExportKind::TimelineHtml => {
                let timeline = Arc::clone(&self.front_timeline()?.timeline);
                let stem = timeline_file_stem(&timeline);
                (FileContent::TimelineHtml(timeline), stem)
            }
            ExportKind::TimelineJson => {
                let timeline = Arc::clone(&self.front_timeline()?.timeline);
                let stem = timeline_file_stem(&timeline);
                (FileContent::TimelineJson(timeline), stem)
            }
            ExportKind::ChartSvg | ExportKind::ChartPng | ExportKind::ChartCsv => {
                let sheet = self.front_chart_sheet()?;
                let stem = words_for_file_name(&sheet.title);
                (FileContent::Chart(kind, sheet), stem)
            }
            ExportKind::ComparisonHtml | ExportKind::ComparisonJson => {
                let result = Arc::clone(&self.front_comparison()?.result);
                let stem = comparison_file_stem(&result.reports);
                (FileContent::Comparison(kind, result), stem)
            }
        })
    }

    /// Returns the action plan of the report in front as a workbook or as CSV, and the proposed file name without its
    /// extension; `None` until the findings are known.
    fn plan_to_export(&self, format: Format) -> Option<(FileContent, String)> {
        let document = self.front_document()?;
        let findings = document.findings.clone()?;
        let report = Arc::clone(&document.loaded.report);
        let points: Vec<&ImprovementPoint> = document.kept_points().collect();
        let edited = &document.annotations.plan;
        let plan = Plan::new(&report, &findings, &points, document.published(), edited);
        let stem = format!("{}-plan", file_stem(&report));
        Some((FileContent::Plan(format, Box::new(plan), report), stem))
    }

    /// Shows the Save dialog for a file.
    pub(super) fn show_save_dialog(&mut self, save: FileToSave) -> Vec<Effect> {
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::Save, next_steps: Vec::new() });
        if let Some(printing) = &mut self.printing {
            printing.wait_for_job(ticket);
        }
        vec![Effect::Window(WindowEffect::SaveAs(ticket, Box::new(save)))]
    }

    /// Saves the pages of the print view as a PDF.
    pub(super) fn save_pdf(&mut self) -> Vec<Effect> {
        let Some(printing) = &self.printing else { return Vec::new() };
        let Some(preview) = printing.current_preview() else { return Vec::new() };
        let stem = match printing.subject {
            PrintSubject::Report(id) => self
                .document(id)
                .map(|document| format!("{}-{}", file_stem(document.report()), printing.options.part.name())),
            PrintSubject::Comparison(tab) => {
                let comparison = self.tabs.get(tab).and_then(|tab| tab.comparison());
                comparison.map(|comparison| comparison_file_stem(&comparison.result.reports))
            }
            PrintSubject::Timeline(tab) => {
                let timeline = self.tabs.get(tab).and_then(|tab| tab.timeline());
                timeline.map(|tab| timeline_file_stem(&tab.timeline))
            }
            PrintSubject::Chart(_) => self.front_chart_sheet().map(|sheet| words_for_file_name(&sheet.title)),
        };
        let name = format!("{}.pdf", stem.unwrap_or_default());
        let content = FileContent::Bytes(Arc::clone(&preview.pdf));
        self.show_save_dialog(FileToSave { name, label: "PDF", extension: "pdf", content })
    }
}

/// Returns the file name of a report without its extension.
fn file_stem(report: &Report) -> String {
    Path::new(&report.source.file).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns the first words of a title in a form that every file system accepts: "staying-safe".
fn words_for_file_name(title: &str) -> String {
    /// The maximum number of words.
    const MAX_WORDS: usize = 6;
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MAX_WORDS);
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Returns the proposed file name of a timeline without its extension: "city-of-york-council-2012-to-2025-timeline".
fn timeline_file_stem(timeline: &Timeline) -> String {
    format!("{}-timeline", words_for_file_name(&timeline.title()))
}

/// Returns the proposed file name of a comparison without its extension.
fn comparison_file_stem([left, right]: &[Arc<Report>; 2]) -> String {
    format!("{} and {}", file_stem(left), file_stem(right))
}
