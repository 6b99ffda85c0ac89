//! An open report, and how it is looked at.

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    sync::Arc,
};

use super::{Arrange, GUIDE, Remembered, Search, Trail};
use crate::{
    analysis::{self, Abbreviation, ContentsRow, Eye, Findings, Flow, SectionNames, Sheets},
    read::{Original, PagePicture, PageRequest, Read},
    report::{BlockId, Content, Place, Report, SectionId, Warning, WarningKind},
};

/// Names an open report for as long as the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub u64);

/// A report with all that is worked out from it, made on the loader's thread.
#[derive(Debug)]
pub struct Loaded {
    /// The report.
    pub report: Arc<Report>,
    /// Warnings of reading, then the checks that fire.
    pub warnings: Vec<Warning>,
    /// The abbreviations of the report, which the findings share.
    pub abbreviations: Arc<[Abbreviation]>,
    /// Rows of the contents tree.
    pub contents: Vec<ContentsRow>,
    /// The highest number of a paragraph; a part may count from 1 again.
    pub last_number: Option<u32>,
    /// The names of its sections, to be found where the text refers to them.
    pub section_names: SectionNames,
    /// Rows of the text.
    pub flow: Arc<Flow>,
    /// Its pages as they are set below one another, and where the rows stand on them.
    pub sheets: Sheets,
    /// The pages as they are printed, in formats that have any.
    pub original: Option<Arc<Original>>,
    /// Whether the pages are all that is there so far: the text is still being read.
    pub only_pages: bool,
}

impl Loaded {
    /// Works out what a window shows of a report.
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

    /// The same with the pages of the file it was read from.
    #[must_use]
    pub fn with_pages(self, original: Option<Original>) -> Self {
        Self { original: original.map(Arc::new), ..self }
    }
}

/// An open report.
#[derive(Debug)]
pub struct Document {
    /// Its name in the program.
    pub id: DocumentId,
    /// Where it came from; `None` for a sample.
    pub path: Option<PathBuf>,
    /// What is shown.
    pub loaded: Loaded,
    /// What was found in it, as soon as that is known.
    pub findings: Option<Arc<Findings>>,
    /// What people said of it; known when its findings are.
    pub remembered: Remembered,
    /// Where something is noted, by the ids of the paragraphs.
    pub noted: BTreeMap<BlockId, String>,
    /// How often something was said of it since: what is worked out from that is worked out anew.
    pub heard: u32,
    /// What was searched for in it.
    pub search: Search,
    /// How it is looked at.
    pub view: View,
    /// How it is looked at a second time, beside the first.
    pub second: View,
    /// How often another content was read from the same file.
    pub revision: u32,
    /// Pictures of pages that came back and were not taken yet; `None` for one that cannot be drawn.
    pub drawn: Vec<(PageRequest, Option<PagePicture>)>,
}

impl Document {
    /// A report that was just read, seen from its beginning.
    #[must_use]
    pub fn new(id: DocumentId, path: Option<PathBuf>, loaded: Loaded) -> Self {
        Self {
            id,
            path,
            loaded,
            findings: None,
            remembered: Remembered::default(),
            noted: BTreeMap::new(),
            heard: 0,
            search: Search::default(),
            view: View::default(),
            second: View::default(),
            revision: 0,
            drawn: Vec::new(),
        }
    }

    /// The report.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.loaded.report
    }

    /// Whether there is any text to read. There is none in a scan, and none yet while a long file is being read.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !self.loaded.flow.rows().is_empty()
    }

    /// Whether it is the user guide.
    #[must_use]
    pub fn is_guide(&self) -> bool {
        self.path.is_none() && self.report().source.file == GUIDE.file
    }

    /// Whether there is a report to read, and not a scan or the guide.
    #[must_use]
    pub fn is_report(&self) -> bool {
        self.has_text() && !self.is_guide()
    }

    /// Why there is no text, in a sentence; `None` where there is some.
    #[must_use]
    pub fn why_no_text(&self) -> Option<&str> {
        let unreadable = self
            .loaded
            .warnings
            .iter()
            .find(|warning| matches!(warning.kind, WarningKind::NoText | WarningKind::UnreadableText));
        match unreadable {
            _ if self.has_text() => None,
            Some(warning) => Some(&warning.message),
            None if self.loaded.only_pages => {
                Some("The text is being read; the pages can be read meanwhile.")
            }
            None => Some("No text was found in this file."),
        }
    }

    /// How it is shown: as was asked for, unless it has no text or no pages.
    #[must_use]
    pub fn layout(&self) -> Layout {
        match (self.has_text(), &self.loaded.original) {
            (true, _) if self.view.layout == Layout::Twice => Layout::Twice,
            (_, None) => Layout::Text,
            (false, Some(_)) => Layout::Pages,
            (true, Some(_)) => self.view.layout,
        }
    }

    /// Whom it is about and its year, else the file's name.
    #[must_use]
    pub fn title(&self) -> String {
        self.report().name()
    }

    /// The section that is being read: the one that was gone to, until the text is scrolled; else the one at the top of
    /// the view.
    #[must_use]
    pub fn current_section(&self) -> Option<SectionId> {
        let view = &self.view;
        let landed = || view.landed.filter(|(_, pin)| *pin == view.pin).map(|(place, _)| place);
        let place = view.jump.or_else(landed).or_else(|| self.loaded.flow.place_of(view.reading))?;
        analysis::section_at(self.report(), place.block)
    }

    /// The place that was gone to, else the paragraph at the top of the view.
    #[must_use]
    pub fn current_place(&self) -> Option<Place> {
        let numbered = || self.report().paragraph_numbered(self.current_number()?);
        let reading = || numbered().map(|id| self.report().paragraph(id).place);
        self.view.marked.or_else(reading).or_else(|| self.loaded.flow.place_of(self.view.reading))
    }

    /// The number of the paragraph at the top of the view, else of the next one below.
    #[must_use]
    pub fn current_number(&self) -> Option<u32> {
        /// Further down than this is out of sight.
        const NEAR: usize = 50;
        let report = self.report();
        let first = self.loaded.flow.rows().get(self.view.reading)?.block.0;
        (first..report.blocks.len()).take(NEAR).map(BlockId).find_map(|block| {
            match report.block(block).content {
                Content::Paragraph(_) | Content::Recommendation(_) => report.number_at(Place::block(block)),
                _ => None,
            }
        })
    }
}

/// What the text is pinned to: the row at the top of the view, and how many points of it are above the top.
///
/// A row and not an offset in points: heights of rows that were never seen are not known, and do not matter.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pin {
    /// The row, by its index in [`Flow::rows`].
    pub row: usize,
    /// How much of it is above the top of the view, in points; less than 0 where there is space above it.
    pub into: f32,
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
    /// Where the text stands.
    pub pin: Pin,
    /// The row that is being read: the one a little below the top of the view.
    pub reading: usize,
    /// A place that the text is to be brought to when it is next laid out.
    pub jump: Option<Place>,
    /// The place that was gone to, marked until another one is or Escape is pressed.
    pub marked: Option<Place>,
    /// The place that was gone to and where the text came to stand for it.
    pub landed: Option<(Place, Pin)>,
    /// Where it stood before jumps.
    pub trail: Trail,
    /// What of it is shown, where it has text and pages.
    pub layout: Layout,
    /// What of the text is a little below the top of the view.
    pub eye: Eye,
    /// Where the text is to be brought to, since the pages were scrolled there.
    pub follow: Option<Eye>,
    /// Where the pages stand.
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
