//! An open report, and the state of its views.

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    sync::Arc,
};

use super::{
    Annotations, JumpHistory, RecentReport, ReportFacts, Sample, ScrollPosition, Search, TableArrangement,
    strings,
};
use crate::{
    analysis::{self, Abbreviation, ContentsRow, Findings, Flow, PageLayout, SectionNames},
    output::plan::PlanMatch,
    read::{OriginalPages, Read},
    report::{
        BlockId, Content, ParagraphAddress, ParagraphNumbers, Place, Report, SectionId, Warning, WarningKind,
    },
};

/// The id of an open report, unique while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub u64);

/// A report that was read, with its contents, warnings and page layout. Computed on the thread that reads the file.
#[derive(Debug)]
pub struct LoadedReport {
    /// The report.
    pub report: Arc<Report>,
    /// Warnings from reading, then the checks that failed.
    pub warnings: Vec<Warning>,
    /// The abbreviations of the report, which the findings share.
    pub abbreviations: Arc<[Abbreviation]>,
    /// The rows of the contents tree.
    pub contents: Vec<ContentsRow>,
    /// The paragraphs by printed number.
    pub numbers: ParagraphNumbers,
    /// The section titles, to recognise references to sections in the text.
    pub section_names: SectionNames,
    /// The rows of the text.
    pub flow: Arc<Flow>,
    /// The layout of the pages, one below the other, and the position of each row of the text on the pages.
    pub page_layout: PageLayout,
    /// The original pages; `None` in formats without pages.
    pub original: Option<Arc<OriginalPages>>,
    /// True if only the pages are known so far and the text is still being read.
    pub has_only_pages: bool,
}

impl LoadedReport {
    /// Computes the contents, checks, rows and page layout of a report.
    #[must_use]
    pub fn new(read: Read) -> Self {
        let report = Arc::new(read.report);
        let mut warnings = read.warnings;
        let abbreviations = analysis::abbreviations(&report);
        warnings.extend(analysis::run_checks(&report, &abbreviations));
        let contents = analysis::contents_rows(&report);
        let flow = Arc::new(Flow::new(&report));
        let section_names = SectionNames::new(&report);
        let numbers = ParagraphNumbers::new(&report);
        Self {
            page_layout: PageLayout::new(&report, &flow),
            report,
            warnings,
            abbreviations,
            contents,
            numbers,
            section_names,
            flow,
            original: None,
            has_only_pages: false,
        }
    }

    /// Returns the place of the paragraph at this address, or with this printed number. Returns `None` if the report has
    /// no such paragraph.
    #[must_use]
    pub fn place_at_address(&self, address: impl Into<ParagraphAddress>) -> Option<Place> {
        self.numbers.paragraph(address.into()).map(|id| self.report.paragraph(id).place)
    }

    /// Adds the pages of the file that the report was read from.
    #[must_use]
    pub fn with_pages(self, original: Option<OriginalPages>) -> Self {
        Self { original: original.map(Arc::new), ..self }
    }
}

/// An open report with its views.
///
/// The report itself is shared: its own tab and each comparison have a `Document` over the same [`LoadedReport`].
#[derive(Debug)]
pub struct Document {
    /// The id of this document.
    pub id: DocumentId,
    /// The path of the file; `None` for a sample and for the guide.
    pub path: Option<PathBuf>,
    /// The report.
    pub loaded: Arc<LoadedReport>,
    /// The reason why the text could not be read although the pages can be shown.
    pub text_error: Option<Warning>,
    /// The findings; `None` until they are computed.
    pub findings: Option<Arc<Findings>>,
    /// The notes and decisions of the user; loaded together with the findings.
    pub annotations: Annotations,
    /// The blocks with a note, each with the id of its paragraph.
    pub noted_blocks: BTreeMap<BlockId, String>,
    /// True if the drafts of notes were offered to be opened, or there were none.
    pub(super) has_offered_drafts: bool,
    /// Counts changes to the annotations, so that caches know when to compute again.
    pub annotations_revision: u32,
    /// The rows of the imported action plan that belong to the recommendations and points of the report.
    pub(super) plan_match: PlanMatch,
    /// The current search and its results.
    pub search: Search,
    /// The first view.
    pub view: View,
    /// The second view, shown beside the first with [`Layout::Twice`].
    pub second: View,
    /// The number of times that the file was read again with different content.
    pub revision: u32,
}

/// One of the two views of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ViewSlot {
    /// The first view, which most commands act on.
    #[default]
    First,
    /// The second view, beside the first.
    Second,
}

impl Document {
    /// Creates a document for a report that was just read, scrolled to the start.
    #[must_use]
    pub fn new(id: DocumentId, path: Option<PathBuf>, loaded: Arc<LoadedReport>) -> Self {
        let tab = SummaryTab::first_for(&loaded.report);
        Self {
            id,
            path,
            loaded,
            text_error: None,
            findings: None,
            annotations: Annotations::default(),
            noted_blocks: BTreeMap::new(),
            has_offered_drafts: false,
            annotations_revision: 0,
            plan_match: PlanMatch::default(),
            search: Search::default(),
            view: View { tab, ..View::default() },
            second: View::default(),
            revision: 0,
        }
    }

    /// Returns the report.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.loaded.report
    }

    /// Returns the fingerprint of the file: its SHA-256 in hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.report().source.sha256
    }

    /// Returns true if the report is this sample, which has no path.
    #[must_use]
    pub fn is_sample(&self, sample: &Sample) -> bool {
        self.path.is_none() && self.report().source.file == sample.file
    }

    /// Returns the view in this slot.
    #[must_use]
    pub fn view(&self, slot: ViewSlot) -> &View {
        match slot {
            ViewSlot::First => &self.view,
            ViewSlot::Second => &self.second,
        }
    }

    /// Returns the view in this slot, so that it can be changed.
    pub(super) fn view_mut(&mut self, slot: ViewSlot) -> &mut View {
        match slot {
            ViewSlot::First => &mut self.view,
            ViewSlot::Second => &mut self.second,
        }
    }

    /// Returns true if there is text to read. A scan has no text, and a long file has none while it is still being
    /// read.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !self.loaded.flow.rows().is_empty()
    }

    /// Returns true if there are pages to read but no text, as in a scan. False while the text is still being read.
    #[must_use]
    pub fn has_only_pages(&self) -> bool {
        !self.has_text() && !self.is_text_pending() && self.loaded.original.is_some()
    }

    /// Returns true if the text is still being read while the pages are shown.
    #[must_use]
    pub fn is_text_pending(&self) -> bool {
        self.loaded.has_only_pages && self.text_error.is_none()
    }

    /// Returns the warnings of the report: from reading, the checks that failed, and why there is no text.
    #[must_use]
    pub fn warnings(&self) -> Vec<&Warning> {
        self.loaded.warnings.iter().chain(&self.text_error).collect()
    }

    /// Returns the number of warnings.
    #[must_use]
    pub fn warning_count(&self) -> usize {
        self.loaded.warnings.len() + usize::from(self.text_error.is_some())
    }

    /// Returns the warning with this index, counted from 0 in the order of [`warnings`](Self::warnings).
    #[must_use]
    pub fn warning(&self, index: usize) -> Option<&Warning> {
        let text_error = || self.text_error.as_ref().filter(|_| index == self.loaded.warnings.len());
        self.loaded.warnings.get(index).or_else(text_error)
    }

    /// Returns a sentence about the reason why there is no text; `None` if there is text.
    #[must_use]
    pub fn why_no_text(&self) -> Option<&str> {
        let is_reason = |kind: WarningKind| matches!(kind, WarningKind::NoText | WarningKind::UnreadableText);
        let warnings = self.loaded.warnings.iter().chain(&self.text_error);
        let mut reasons = warnings.filter(|warning| is_reason(warning.kind));
        match reasons.next() {
            _ if self.has_text() => None,
            Some(warning) => Some(&warning.message),
            None if self.loaded.has_only_pages => Some(strings::TEXT_PENDING),
            None => Some(strings::NO_TEXT),
        }
    }

    /// Returns the layout that is shown: the chosen one, unless the report has no text or no pages.
    #[must_use]
    pub fn layout(&self) -> Layout {
        match (self.has_text(), &self.loaded.original) {
            (true, _) if self.view.layout == Layout::Twice => Layout::Twice,
            (_, None) => Layout::Text,
            (false, Some(_)) => Layout::Pages,
            (true, Some(_)) => self.view.layout,
        }
    }

    /// Returns the tab title: the subject and year, or the file name if the report has no subject.
    #[must_use]
    pub fn title(&self) -> String {
        self.report().name()
    }

    /// Returns the entry of the recent list for this report; `None` for a sample and for the guide.
    pub(super) fn recent_entry(&self) -> Option<RecentReport> {
        let facts = self.has_text().then(|| ReportFacts::new(self.report()));
        Some(RecentReport { path: self.path.clone()?, title: self.title(), facts })
    }

    /// Returns the section being read: the section that the user went to, or the section at the top after scrolling;
    /// `None` above the first section.
    #[must_use]
    pub fn current_section(&self) -> Option<SectionId> {
        let scroll = &self.view.scroll;
        let place = scroll.requested_place().or_else(|| self.loaded.flow.place_of(scroll.reading_row()))?;
        analysis::section_of_block(self.report(), place.block)
    }

    /// Returns the highlighted place of the first view, or else the paragraph at the top; `None` if there is no text.
    #[must_use]
    pub fn current_place(&self) -> Option<Place> {
        self.current_place_in(&self.view)
    }

    /// Returns the highlighted place of a view, or else the paragraph at its top; `None` if there is no text.
    #[must_use]
    pub fn current_place_in(&self, view: &View) -> Option<Place> {
        let row = view.scroll.reading_row();
        let reading = || self.loaded.place_at_address(self.paragraph_number_at_row(row)?);
        view.highlighted.or_else(reading).or_else(|| self.loaded.flow.place_of(row))
    }

    /// Returns the number of the paragraph at the top of the first view, or of the next numbered paragraph below it;
    /// `None` if no numbered paragraph is near.
    #[must_use]
    pub fn current_number(&self) -> Option<u32> {
        self.paragraph_number_at_row(self.view.scroll.reading_row())
    }

    /// Returns the number of the paragraph at the top of the first view, as [`current_number`](Self::current_number);
    /// `None` before the first numbered paragraph, for example on the cover.
    #[must_use]
    pub fn reached_number(&self) -> Option<u32> {
        let number = self.current_number()?;
        let mut numbered = self.report().paragraphs.iter().filter(|paragraph| paragraph.number.is_some());
        let first_row = self.loaded.flow.row_of(numbered.next()?.place);
        (self.view.scroll.reading_row() >= first_row).then_some(number)
    }

    /// Returns the number of the paragraph at this row, or of the next numbered paragraph below it; `None` if no
    /// numbered paragraph is near.
    pub(super) fn paragraph_number_at_row(&self, row: usize) -> Option<u32> {
        /// The largest number of blocks that are searched, because a paragraph further down is out of view.
        const MAX_BLOCKS_BELOW: usize = 50;
        let report = self.report();
        let first = self.loaded.flow.rows().get(row)?.block.0;
        (first..report.blocks.len()).take(MAX_BLOCKS_BELOW).map(BlockId).find_map(|block| {
            match report.block(block).content {
                Content::Paragraph(_) | Content::Recommendation(_) => {
                    report.paragraph_number_at(Place::at_block(block))
                }
                _ => None,
            }
        })
    }
}

/// The parts of a report that are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Its text.
    #[default]
    Text,
    /// Its text, with the original pages beside it.
    Both,
    /// The original pages.
    Pages,
    /// Two views of the text side by side, scrolled independently.
    Twice,
}

/// The scroll position and zoom of the pages of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageView {
    /// The position at the top of the view, in points from the top of the first page; the pages are one below the
    /// other.
    pub top: f32,
    /// The distance from the middle of the pages to the middle of the view, in points of the pages; positive to the
    /// right.
    pub across: f32,
    /// The zoom; at 1.0 a page is as wide as the view.
    pub zoom: f32,
    /// True if the pages were scrolled last, so that the text follows the pages.
    pub leads_text: bool,
}

impl Default for PageView {
    fn default() -> Self {
        Self { top: 0.0, across: 0.0, zoom: 1.0, leads_text: false }
    }
}

/// The state of a view of a report: scroll positions, layout, filters and the chosen part of the summary.
#[derive(Debug, Default)]
pub struct View {
    /// The scroll position of the text.
    pub scroll: ScrollPosition,
    /// The place that the user went to, highlighted until they go to another place or press Escape.
    pub highlighted: Option<Place>,
    /// The positions before and after earlier jumps, for Back and Forward.
    pub history: JumpHistory,
    /// The chosen layout. [`Document::layout`] returns the layout that is possible.
    pub layout: Layout,
    /// The scroll position and zoom of the pages.
    pub pages: PageView,
    /// Sections that are collapsed in the contents.
    pub collapsed_sections: HashSet<SectionId>,
    /// The text in the filter of the contents.
    pub filter: String,
    /// The part of the summary that is shown.
    pub tab: SummaryTab,
    /// The filters and sort orders of the tables of findings.
    pub table_arrangement: TableArrangement,
}

impl SummaryTab {
    /// Returns the part of the summary to show first: the judgements, or the recommendations of a report with at most
    /// one judgement. The headline card shows all of a single judgement, such as the outcome of an area SEND inspection.
    #[must_use]
    pub fn first_for(report: &Report) -> Self {
        if report.judgements.len() <= 1 && !report.recommendations.is_empty() {
            Self::Recommendations
        } else {
            Self::Judgements
        }
    }
}

/// A part of the summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SummaryTab {
    /// Judgements and their grades.
    #[default]
    Judgements,
    /// Recommendations.
    Recommendations,
    /// Points to improve, from the text.
    Points,
    /// The grading scale and the meaning of its grades.
    Scale,
    /// Inconsistencies in the report.
    Checks,
    /// Abbreviations and their meanings.
    Abbreviations,
    /// Notes and bookmarks.
    Notes,
    /// Organisations that the report names.
    Organisations,
    /// Figures: percentages, sums of money and rates.
    Figures,
    /// Earlier inspections.
    EarlierInspections,
}
