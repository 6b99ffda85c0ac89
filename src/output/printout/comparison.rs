//! The comparison sheet: the verdict, the judgements, and the repeated and similar recommendations, on at most two
//! pages.
//! Between two versions of one report it has only what changed. The paragraphs are printed on request.

mod judgements;
mod recommendations;
mod texts;

use super::{PrintOptions, document_with_footer, fit};
use crate::{
    analysis::{
        Comparison, JudgementGroups,
        compare::{ReportNames, TextMode, have_same_subject},
    },
    output::{
        print::{
            Align, Block, Column, ColumnWidth, PageSetup, ParagraphStyle, PrintDocument, PrintedPages, Row,
            RowKind, StyledText, Table, TextStyle, typeset,
        },
        strings,
    },
    report::{Date, FrameworkId, Report, format_date, format_period},
};

/// Maximum number of pages of a sheet without paragraphs.
const MAX_PAGES: usize = 2;
/// Maximum number of items that are laid out to find out how many fit. Two pages have room for fewer.
const MAX_TRIED_ITEMS: usize = 80;
/// Text sizes and spaces below the normal ones, as factors, in the order of trying them.
const SMALLER: [(f32, f32); 3] = [(1.0, 0.75), (0.95, 0.7), (0.9, 0.65)];

/// Typesets the comparison of two reports.
pub(super) fn typeset_comparison(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
    options: &PrintOptions,
    made_on: Date,
) -> PrintedPages {
    let groups = [left, right].map(JudgementGroups::of_report);
    let sheet = ComparisonSheet { left, right, comparison, groups, options, made_on };
    // Large print must not become smaller or lose words: its readers need the size, and pages are no limit.
    if options.has_paragraphs || options.is_large_print {
        return sheet.typeset(None, (1.0, 1.0));
    }
    sheet.fit_to_pages()
}

/// Two reports with their comparison.
struct ComparisonSheet<'a> {
    left: &'a Report,
    right: &'a Report,
    comparison: &'a Comparison,
    /// The groups of the judgements of both reports.
    groups: [JudgementGroups<'a>; 2],
    options: &'a PrintOptions,
    made_on: Date,
}

impl ComparisonSheet<'_> {
    /// Lays out the sheet with at most `max_items` items, and with this text size and this space between blocks, both
    /// as factors.
    fn typeset(&self, max_items: Option<usize>, (size_factor, space_factor): (f32, f32)) -> PrintedPages {
        let normal_setup = self.options.page_setup();
        let setup =
            PageSetup { text_size: normal_setup.text_size * size_factor, space_factor, ..normal_setup };
        typeset(&self.document(max_items), setup)
    }

    /// Returns the sheet with text that is as large as possible on two pages. If not everything fits, only the first
    /// items are printed: repeated and similar recommendations, or changes in the text.
    fn fit_to_pages(&self) -> PrintedPages {
        let item_count = self.item_count();
        let tried_count = item_count.min(MAX_TRIED_ITEMS);
        let normal = self.typeset(Some(tried_count), (1.0, 1.0));
        if tried_count == item_count {
            if normal.count() <= MAX_PAGES {
                return fit::enlarge(normal, |size_factor| self.typeset(None, (size_factor, 1.0)));
            }
            let likely = SMALLER.into_iter().filter(|(size_factor, space_factor)| {
                let factor = fit::least_height_factor(*size_factor, *space_factor);
                normal.height_in_pages() * factor <= MAX_PAGES as f32
            });
            let fitting =
                likely.map(|setup| self.typeset(None, setup)).find(|pages| pages.count() <= MAX_PAGES);
            if let Some(pages) = fitting {
                return pages;
            }
        }
        let (size_factor, space_factor) = SMALLER[1];
        let factor = fit::least_height_factor(size_factor, space_factor);
        let before = normal.height_before(self.items_heading()).unwrap_or_default();
        let item_height = (normal.height_in_pages() - before) / tried_count.max(1) as f32 * factor;
        let room = MAX_PAGES as f32 - before * factor;
        let lay_out = |count: usize| {
            let pages = self.typeset(Some(count), (size_factor, space_factor));
            (pages.count() <= MAX_PAGES).then_some(pages)
        };
        let most = fit::most_items(room, item_height, tried_count, lay_out);
        most.unwrap_or_else(|| self.typeset(Some(0), SMALLER[2]))
    }

    /// Returns the number of items that are left out if there is no room for them.
    fn item_count(&self) -> usize {
        match self.comparison.mode {
            TextMode::Inspections => self.returning_rows().len() + self.mention_rows().len(),
            TextMode::Drafts => self.comparison.changes.len(),
        }
    }

    /// Returns the heading above the items.
    fn items_heading(&self) -> &'static str {
        match self.comparison.mode {
            TextMode::Inspections => strings::REPEATED_OR_SIMILAR,
            TextMode::Drafts => strings::CHANGES_IN_TEXT,
        }
    }

    /// Returns the sheet with at most this number of items; `None` for all of them.
    fn document(&self, max_items: Option<usize>) -> PrintDocument {
        let mut blocks = self.title_blocks();
        match self.comparison.mode {
            TextMode::Inspections => {
                blocks.extend(self.verdict());
                blocks.extend(self.judgement_blocks());
                blocks.extend(self.recommendation_blocks(max_items));
                if self.options.has_paragraphs {
                    blocks.extend(self.other_recommendation_blocks());
                    blocks.extend(self.section_blocks());
                }
            }
            TextMode::Drafts => {
                blocks.push(self.draft_verdict());
                blocks.extend(self.changed_judgement_blocks());
                blocks.extend(self.text_change_blocks(max_items));
            }
        }
        document_with_footer(self.title(), &[self.left, self.right], self.made_on, blocks)
    }

    /// Returns the names of the reports in sentences.
    fn names(&self) -> &ReportNames {
        &self.comparison.verdict.names
    }

    /// Returns the title: "City of York Council: 2022 and 2025", or the names of both reports.
    fn title(&self) -> String {
        let (left, right) = (self.left.name(), self.right.name());
        match &self.right.cover.subject {
            Some(subject) if self.names().are_years() => {
                strings::subject_with_years(subject, self.names().in_words(0), self.names().in_words(1))
            }
            _ if left == right => right,
            _ => strings::two_names(&left, &right),
        }
    }

    /// Returns the title and the facts about both reports.
    fn title_blocks(&self) -> Vec<Block> {
        let subtitle = match self.comparison.mode {
            TextMode::Inspections => strings::COMPARED_INSPECTIONS,
            TextMode::Drafts => strings::COMPARED_DRAFTS,
        };
        let mut blocks = vec![
            Block::Heading(1, self.title().as_str().into()),
            Block::Paragraph(ParagraphStyle::Lead, subtitle.into()),
        ];
        for (side, report) in [self.left, self.right].into_iter().enumerate() {
            let mut words = StyledText::new(&format!("{}: ", self.names().label(side)), TextStyle::BOLD);
            words.push(&self.report_facts(report), TextStyle::PLAIN);
            blocks.push(Block::Paragraph(ParagraphStyle::Fact, words));
        }
        if !have_same_subject(self.left, self.right) {
            blocks.push(Block::Paragraph(ParagraphStyle::Body, strings::DIFFERENT_ORGANISATIONS.into()));
        }
        if self.comparison.verdict.is_left_later {
            blocks.push(Block::Paragraph(ParagraphStyle::Body, strings::LEFT_IS_LATER.into()));
        }
        blocks
    }

    /// Returns what a report is, with its dates: "Focused visit, inspected 17 July 2019, published 9 August 2019". Two
    /// versions of one report are told apart by their files.
    fn report_facts(&self, report: &Report) -> String {
        if self.comparison.mode == TextMode::Drafts {
            return report.source.file.clone();
        }
        let cover = &report.cover;
        let kind = cover.title.as_deref().or(cover.framework.map(FrameworkId::name));
        let kind = kind.unwrap_or(&report.source.file);
        let inspected = cover.inspected.last().map(|period| format_period(*period));
        let published = cover.published.map(format_date);
        strings::kind_with_dates(kind, inspected.as_deref(), published.as_deref())
    }

    /// Returns the verdict, with its first sentence in bold; `None` if there is none.
    fn verdict(&self) -> Option<Block> {
        let sentences = self.comparison.verdict.sentences();
        let (first, rest) = sentences.split_first()?;
        let mut verdict = StyledText::new(first, TextStyle::BOLD);
        verdict.push(&format!(" {}", rest.join(" ")), TextStyle::PLAIN);
        Some(Block::Paragraph(ParagraphStyle::Body, verdict))
    }

    /// Returns the column headings of the two reports: the years if both reports are about the same organisation and
    /// their years differ, or else the names. Two versions of one report have their file names.
    fn column_headings(&self) -> [StyledText; 2] {
        let reports = [self.left, self.right];
        let headings = match (self.names().are_years(), self.comparison.mode) {
            (true, _) => [0, 1].map(|side| self.names().in_words(side).to_owned()),
            (false, TextMode::Drafts) => reports.map(|report| report.source.file.clone()),
            (false, TextMode::Inspections) => reports.map(Report::name),
        };
        headings.map(|heading| heading.as_str().into())
    }

    /// Returns a table with a column for each report; `None` if there are no rows.
    fn two_column_table(&self, rows: Vec<Row>) -> Option<Block> {
        let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
        let header = self.column_headings().into();
        let table = Table { columns: vec![column; 2], header, rows, has_row_headings: false };
        (!table.rows.is_empty()).then_some(Block::Table(table))
    }
}

/// Returns rows with a group heading above them; nothing if there are no rows.
fn add_group_heading(name: &str, rows: Vec<Row>) -> Vec<Row> {
    let heading = Row { kind: RowKind::Group, cells: vec![name.into()] };
    if rows.is_empty() { rows } else { std::iter::once(heading).chain(rows).collect() }
}
