//! An open report and how it is looked at.

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    sync::Arc,
};

use super::{Annotations, Arrange, JumpHistory, ScrollPosition, Search};
use crate::{
    analysis::{self, Abbreviation, ContentsRow, Findings, Flow, SectionNames, Sheets},
    read::{Original, Read},
    report::{BlockId, Content, Place, Report, SectionId, Warning, WarningKind},
};

/// Names an open report for as long as the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub u64);

/// A report with everything the window shows of it, computed on the loader's thread.
#[derive(Debug)]
pub struct Loaded {
    /// The report.
    pub report: Arc<Report>,
    /// Warnings from reading, then the checks that failed.
    pub warnings: Vec<Warning>,
    /// The abbreviations of the report, which the findings share.
    pub abbreviations: Arc<[Abbreviation]>,
    /// Rows of the contents tree.
    pub contents: Vec<ContentsRow>,
    /// The highest paragraph number. A part of the report may count from 1 again.
    pub last_number: Option<u32>,
    /// The titles of its sections, to find where the text refers to them.
    pub section_names: SectionNames,
    /// Rows of the text.
    pub flow: Arc<Flow>,
    /// Its pages laid out one below the other, and where the rows are on them.
    pub sheets: Sheets,
    /// The original pages, in formats that have any.
    pub original: Option<Arc<Original>>,
    /// True if only the pages are here so far: the text is still being read.
    pub only_pages: bool,
}

impl Loaded {
    /// Computes what the window shows of a report.
    #[must_use]
    pub fn new(read: Read) -> Self {
        let report = Arc::new(read.report);
        let mut warnings = read.warnings;
        let abbreviations = analysis::abbreviations(&report);
        warnings.extend(analysis::checks(&report, &abbreviations));
        let contents = analysis::contents_rows(&report);
        let flow = Arc::new(Flow::new(&report));
        let sheets = Sheets::new(&report, &flow);
        let section_names = SectionNames::new(&report);
        let last_number = report.paragraphs.iter().filter_map(|paragraph| paragraph.number).max();
        Self {
            report,
            warnings,
            abbreviations,
            contents,
            last_number,
            section_names,
            flow,
            sheets,
            original: None,
            only_pages: false,
        }
    }

    /// Adds the pages of the file that the report was read from.
    #[must_use]
    pub fn with_pages(self, original: Option<Original>) -> Self {
        Self { original: original.map(Arc::new), ..self }
    }
}

/// An open report and how it is looked at.
///
/// The report itself is shared: a tab of its own and a comparison each have a `Document` over one [`Loaded`].
#[derive(Debug)]
pub struct Document {
    /// Its name in the program.
    pub id: DocumentId,
    /// The file it was read from; `None` for a sample.
    pub path: Option<PathBuf>,
    /// The report.
    pub loaded: Arc<Loaded>,
    /// Why the text could not be read, although the pages can be shown.
    pub text_error: Option<Warning>,
    /// Its findings, once they are computed.
    pub findings: Option<Arc<Findings>>,
    /// Notes and decisions about it; known when its findings are.
    pub annotations: Annotations,
    /// The blocks with a note, with the paragraph id the note is kept under.
    pub noted: BTreeMap<BlockId, String>,
    /// Counts changes to the annotations, so that what is derived from them is computed again.
    pub annotations_revision: u32,
    /// The current search and its results.
    pub search: Search,
    /// How it is looked at.
    pub view: View,
    /// The second view beside the first, where one is shown.
    pub second: View,
    /// How often its file was read with other content.
    pub revision: u32,
}

/// One of the two views of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ViewSlot {
    /// The first, which most commands act on.
    #[default]
    First,
    /// The second, beside it.
    Second,
}

impl Document {
    /// A report that was just read, seen from its beginning.
    #[must_use]
    pub fn new(id: DocumentId, path: Option<PathBuf>, loaded: Arc<Loaded>) -> Self {
        Self {
            id,
            path,
            loaded,
            text_error: None,
            findings: None,
            annotations: Annotations::default(),
            noted: BTreeMap::new(),
            annotations_revision: 0,
            search: Search::default(),
            view: View::default(),
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

    /// Returns one of its views.
    #[must_use]
    pub fn view(&self, slot: ViewSlot) -> &View {
        match slot {
            ViewSlot::First => &self.view,
            ViewSlot::Second => &self.second,
        }
    }

    pub(super) fn view_mut(&mut self, slot: ViewSlot) -> &mut View {
        match slot {
            ViewSlot::First => &mut self.view,
            ViewSlot::Second => &mut self.second,
        }
    }

    /// Returns whether there is text to read. A scan has none, nor has a long file that is still being read.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !self.loaded.flow.rows().is_empty()
    }

    /// Returns whether the text is still being read while the pages are shown.
    #[must_use]
    pub fn is_text_pending(&self) -> bool {
        self.loaded.only_pages && self.text_error.is_none()
    }

    /// Returns the warnings of the report: from reading, the checks that failed, and why there is no text.
    #[must_use]
    pub fn warnings(&self) -> Vec<&Warning> {
        self.loaded.warnings.iter().chain(&self.text_error).collect()
    }

    /// Returns why there is no text, in a sentence; `None` if there is some.
    #[must_use]
    pub fn why_no_text(&self) -> Option<&str> {
        let is_reason = |kind: WarningKind| matches!(kind, WarningKind::NoText | WarningKind::UnreadableText);
        let warnings = self.loaded.warnings.iter().chain(&self.text_error);
        let mut reasons = warnings.filter(|warning| is_reason(warning.kind));
        match reasons.next() {
            _ if self.has_text() => None,
            Some(warning) => Some(&warning.message),
            None if self.loaded.only_pages => {
                Some("The text is still being read. You can already read the pages.")
            }
            None => Some("No text was found in this file."),
        }
    }

    /// Returns how it is shown: as chosen, unless it has no text or no pages.
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

    /// Returns the section being read: the one gone to until the text is scrolled, or else the one at the top.
    #[must_use]
    pub fn current_section(&self) -> Option<SectionId> {
        let scroll = &self.view.scroll;
        let place = scroll.place_gone_to().or_else(|| self.loaded.flow.place_of(scroll.reading_row()))?;
        analysis::section_at(self.report(), place.block)
    }

    /// Returns the place gone to in the first view, or else the paragraph at the top.
    #[must_use]
    pub fn current_place(&self) -> Option<Place> {
        self.current_place_in(&self.view)
    }

    /// Returns the place gone to in a view, or else the paragraph at its top.
    #[must_use]
    pub fn current_place_in(&self, view: &View) -> Option<Place> {
        let row = view.scroll.reading_row();
        let numbered = || self.report().paragraph_numbered(self.number_at_row(row)?);
        let reading = || numbered().map(|id| self.report().paragraph(id).place);
        view.marked.or_else(reading).or_else(|| self.loaded.flow.place_of(row))
    }

    /// Returns the number of the paragraph at the top of the first view, or else of the next one below.
    #[must_use]
    pub fn current_number(&self) -> Option<u32> {
        self.number_at_row(self.view.scroll.reading_row())
    }

    pub(super) fn number_at_row(&self, row: usize) -> Option<u32> {
        /// A paragraph further down is out of view.
        const MAX_BLOCKS_BELOW: usize = 50;
        let report = self.report();
        let first = self.loaded.flow.rows().get(row)?.block.0;
        (first..report.blocks.len()).take(MAX_BLOCKS_BELOW).map(BlockId).find_map(|block| {
            match report.block(block).content {
                Content::Paragraph(_) | Content::Recommendation(_) => report.number_at(Place::block(block)),
                _ => None,
            }
        })
    }
}

/// What of a report is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Its text.
    #[default]
    Text,
    /// Its text, and beside it the pages as they are printed.
    Both,
    /// The pages as they are printed.
    Pages,
    /// Its text, and beside it the same text at another place.
    Twice,
}

/// How the pages of a file are looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageView {
    /// What is at the upper edge of the view, in points of the pages, all set below one another.
    pub at: f32,
    /// How far the middle of the view is from the middle of the pages, in points of the pages; right is more than 0.
    pub across: f32,
    /// 1 where a page is as wide as the view.
    pub zoom: f32,
    /// Whether they were scrolled after the text was, and the text follows them.
    pub leads: bool,
}

impl Default for PageView {
    fn default() -> Self {
        Self { at: 0.0, across: 0.0, zoom: 1.0, leads: false }
    }
}

/// How a report is looked at. No part of the report itself.
#[derive(Debug, Default)]
pub struct View {
    /// Where the text is scrolled to.
    pub scroll: ScrollPosition,
    /// The place that was gone to, marked until another one is or Escape is pressed.
    pub marked: Option<Place>,
    /// The places that jumps started from.
    pub history: JumpHistory,
    /// What of it is shown, where it has text and pages.
    pub layout: Layout,
    /// Where the pages are scrolled to.
    pub pages: PageView,
    /// Sections whose rows in the tree are folded away.
    pub closed: HashSet<SectionId>,
    /// What is typed over the tree.
    pub filter: String,
    /// Which part of the summary is shown.
    pub tab: SummaryTab,
    /// Which findings its tables show.
    pub arrange: Arrange,
}

/// Parts of the summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SummaryTab {
    /// What was judged.
    #[default]
    Judgements,
    /// What is to be done.
    Recommendations,
    /// What falls short, in the text.
    Points,
    /// What the grades mean.
    Scale,
    /// What does not fit.
    Checks,
    /// What letters stand for.
    Abbreviations,
    /// What was noted.
    Notes,
    /// Bodies that are named.
    Bodies,
    /// Shares, sums and rates.
    Figures,
    /// Inspections before this one.
    EarlierInspections,
}
