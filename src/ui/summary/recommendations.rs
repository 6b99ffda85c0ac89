//! The recommendations tab: each recommendation with its due date, addressee, progress and supporting paragraphs.

mod filters;
mod plan_rows;

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Galley, Ui, pos2, vec2};

use super::{
    SIDE_MARGIN, group_row_height, lay_out_wrapped,
    links::{self, Links, link_targets, position_in_row, short_place_name},
    list_row, paint_words, published, row_menu, show_group_row, show_message,
    version::{ContentVersion, TableCache},
};
use crate::{
    analysis::{
        RecommendationFilter, RecommendationRow, RecommendationView, RelatedParagraph,
        arranged_recommendations, is_priority,
    },
    app::{Command, CopiedTable, Document, DueDate},
    report::{Place, Recommendation, Report, TimeLimit, Timescale, format_date},
    ui::{
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::rows::RowContent,
    },
};

/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 8.0;
/// Space between the parts of a row, in points.
const PART_SPACING: f32 = 3.0;
/// Width of the space for the paragraph number beside the first line, in points.
const NUMBER_WIDTH: f32 = 100.0;
/// Maximum number of characters of the beginning of a paragraph.
const MAX_BEGINNING_CHARACTERS: usize = 110;

/// Data that the tab keeps between frames.
pub(super) type Cache = TableCache<(ContentVersion, RecommendationView), TableContent>;

/// The content of the table.
#[derive(Debug)]
pub(super) struct TableContent {
    rows: Vec<TableRow>,
    /// The filters to choose from, with their labels.
    filters: Vec<(RecommendationFilter, String)>,
    /// True if a recommendation has a timescale.
    has_timescales: bool,
    /// True if a due date is counted from the publication date.
    needs_publication_date: bool,
    /// The place of the first paragraph with each printed number.
    numbered_paragraphs: HashMap<u32, Place>,
}

impl TableContent {
    fn new(document: &Document, view: &RecommendationView) -> Self {
        let report = document.report();
        let mut numbered_paragraphs = HashMap::new();
        for paragraph in &report.paragraphs {
            if let Some(number) = paragraph.number {
                numbered_paragraphs.entry(number).or_insert(paragraph.place);
            }
        }
        Self {
            rows: table_rows(document, view),
            filters: filters::available_filters(report),
            needs_publication_date: report
                .recommendations
                .iter()
                .any(|item| item.timescale.as_ref().is_some_and(Timescale::is_counted_from_publication)),
            has_timescales: report.recommendations.iter().any(|item| item.timescale.is_some()),
            numbered_paragraphs,
        }
    }
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
enum TableRow {
    /// The title of the group that follows.
    Group(String),
    /// A recommendation, as an index into [`Report::recommendations`].
    Item(usize),
    /// A row of the imported action plan that belongs to no recommendation, by its index.
    Plan(usize),
}

/// Returns the rows of the table: the recommendations, then the other rows of the imported action plan if all
/// recommendations are shown.
fn table_rows(document: &Document, view: &RecommendationView) -> Vec<TableRow> {
    let entered = document.entered_dates();
    let arranged = arranged_recommendations(document.report(), view, document.published(), &entered);
    let mut rows: Vec<TableRow> = arranged
        .into_iter()
        .map(|row| match row {
            RecommendationRow::Group(title) => TableRow::Group(title),
            RecommendationRow::Item(index) => TableRow::Item(index),
        })
        .collect();
    if view.filter == RecommendationFilter::All {
        let groups = [
            (strings::ADDED_TO_PLAN, document.added_plan_rows()),
            (strings::NO_LONGER_IN_REPORT, document.withdrawn_plan_rows()),
        ];
        for (title, others) in groups.into_iter().filter(|(_, others)| !others.is_empty()) {
            rows.push(TableRow::Group(title.to_owned()));
            rows.extend(others.into_iter().map(TableRow::Plan));
        }
    }
    rows
}

/// The table of recommendations of a report.
#[derive(Clone, Copy)]
struct RecommendationTable<'a> {
    document: &'a Document,
    content: &'a TableContent,
}

/// Shows the list of recommendations, or a message if there are none.
pub(super) fn show(ui: &mut Ui, document: &Document, cache: &mut Cache, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.recommendations.is_empty() && !document.has_other_plan_rows() {
        return show_message(ui, strings::NO_RECOMMENDATIONS);
    }
    let view = &document.view.table_arrangement.recommendations;
    let key = (ContentVersion::of_document(document), view.clone());
    let content = cache.content.get(key, || TableContent::new(document, view));
    let table = RecommendationTable { document, content };
    published::show(ui, document, content.needs_publication_date, commands);
    filters::show_choices(ui, document, &content.filters, commands);
    let entries = &content.rows;
    let rows = &mut cache.rows;
    if rows.set_fingerprint(height_fingerprint(document)) {
        let is_current_row = |entry: &TableRow| matches!(entry, TableRow::Item(index) if document.view.highlighted == Some(report.recommendations[*index].place));
        if let Some(row) = entries.iter().position(is_current_row) {
            rows.scroll_to(row);
        }
    }
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::RECOMMENDATIONS },
        entries.len(),
        |ui, row, width| match &entries[row] {
            TableRow::Group(group) => group_row_height(ui, group, width),
            TableRow::Item(index) => row_height(&table.row_parts(ui, *index, width - SIDE_MARGIN * 2.0)),
            TableRow::Plan(row) => {
                row_height(&plan_rows::row_parts(ui, document, *row, width - SIDE_MARGIN * 2.0))
            }
        },
        |ui, row| match &entries[row] {
            TableRow::Group(group) => show_group_row(ui, group),
            TableRow::Item(index) => table.show_row(ui, *index, commands),
            TableRow::Plan(row) => plan_rows::show_row(ui, table, *row, commands),
        },
    );
}

/// Returns the height of a row with these parts, in points.
fn row_height(parts: &[Part]) -> f32 {
    ROW_PADDING * 2.0 - PART_SPACING + parts.iter().map(|part| part.height() + PART_SPACING).sum::<f32>()
}

/// Returns a number that changes if row heights can change for a reason other than the width or zoom.
fn height_fingerprint(document: &Document) -> u64 {
    let mut hasher = DefaultHasher::new();
    document.view.table_arrangement.recommendations.hash(&mut hasher);
    document.findings.is_some().hash(&mut hasher);
    document.view.highlighted.hash(&mut hasher);
    document.annotations_revision.hash(&mut hasher);
    hasher.finish()
}

/// A part of the row of a recommendation: words, or links.
enum Part {
    Words(Arc<Galley>),
    Links(Links),
}

impl Part {
    /// Returns the height of the part, in points.
    fn height(&self) -> f32 {
        match self {
            Self::Words(galley) => galley.size().y,
            Self::Links(links) => links.height,
        }
    }
}

impl RecommendationTable<'_> {
    /// Returns the laid-out parts of a recommendation from top to bottom, in a column of this width in points.
    fn row_parts(self, ui: &Ui, index: usize, width: f32) -> Vec<Part> {
        let document = self.document;
        let tokens = theme::tokens(ui);
        let item = &document.report().recommendations[index];
        let small = |words: &str| Part::Words(lay_out_wrapped(ui, words, SMALL, tokens.secondary, width));
        let due = self.due_label(index);
        let mut parts = Vec::new();
        // The paragraph number is beside the first line.
        if !due.is_empty() || paragraph_number(document.report(), item).is_some() {
            let colour = if document.is_overdue(index) { tokens.warning } else { tokens.link };
            parts.push(Part::Words(lay_out_wrapped(ui, &due, SMALL_BOLD, colour, width - NUMBER_WIDTH)));
        }
        let title = strings::recommendation_title(item.number.as_deref(), item.title.as_deref());
        if !title.is_empty() {
            parts.push(Part::Words(lay_out_wrapped(ui, &title, PANEL_BOLD, tokens.text, width)));
        }
        parts.push(Part::Words(lay_out_wrapped(ui, item.text.plain(), PANEL, tokens.text, width)));
        parts.extend(item.responsible.as_ref().map(|name| small(&strings::addressee_label(name))));
        if let Some(found) = document.plan_row(index) {
            let reworded = found.is_reworded.then(|| strings::REWORDED_SINCE_PLAN.to_owned());
            let progress = plan_rows::progress_label(document.plan_progress(found.row));
            let words = [reworded, progress].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            parts.extend((!words.is_empty()).then(|| small(&words)));
        }
        if !item.other_places.is_empty() {
            let targets = link_targets(document.report(), &item.other_places);
            parts.push(Part::Links(Links::new(ui, strings::ALSO_PRINTED, &targets, width)));
        }
        parts.extend(self.evidence_parts(ui, index, width));
        parts
    }

    /// Returns laid-out links to the paragraphs that support a recommendation: the paragraphs that it refers to, or else
    /// paragraphs with related wording. For the current recommendation, also the beginning of each related paragraph and
    /// the words in common.
    fn evidence_parts(self, ui: &Ui, index: usize, width: f32) -> Vec<Part> {
        let document = self.document;
        let report = document.report();
        let item = &report.recommendations[index];
        let tokens = theme::tokens(ui);
        let Some(findings) = &document.findings else { return Vec::new() };
        let related = &findings.related[index];
        let is_current = document.view.highlighted == Some(item.place);
        if !item.cites.is_empty() {
            let (known, missing) = self.cited_paragraphs(item);
            let mut parts = Vec::new();
            if !known.is_empty() {
                parts.push(Part::Links(Links::new(ui, strings::PARAGRAPHS, &known, width)));
            }
            if !missing.is_empty() {
                let words = strings::missing_paragraphs(&missing);
                parts.push(Part::Words(lay_out_wrapped(ui, &words, SMALL, tokens.warning, width)));
            }
            let has_cited_related = related.is_empty()
                || related.iter().any(|related| known.iter().any(|(_, place)| related.place == *place));
            if is_current && !has_cited_related {
                parts.push(Part::Links(Links::new(
                    ui,
                    strings::CLOSER_MATCH,
                    &related_targets(report, related),
                    width,
                )));
            }
            return parts;
        }
        if related.is_empty() {
            return Vec::new();
        }
        if !is_current {
            return vec![Part::Links(Links::new(
                ui,
                strings::POSSIBLY_RELATED,
                &related_targets(report, related),
                width,
            ))];
        }
        let mut parts =
            vec![Part::Words(lay_out_wrapped(ui, strings::POSSIBLY_RELATED, SMALL_BOLD, tokens.text, width))];
        for related in related {
            let name = match report.paragraph(related.paragraph).number {
                Some(number) => strings::paragraph_label(number),
                None => strings::unnumbered_paragraph_at(&short_place_name(report, related.place)),
            };
            parts.push(Part::Links(Links::new(ui, "", &[(name, related.place)], width)));
            let beginning = links::shorten_words(related.text(report), MAX_BEGINNING_CHARACTERS);
            parts.push(Part::Words(lay_out_wrapped(ui, &beginning, SMALL, tokens.text, width)));
            let shared = strings::words_in_common(&related.shared);
            parts.push(Part::Words(lay_out_wrapped(ui, &shared, SMALL, tokens.secondary, width)));
        }
        parts
    }

    /// Returns the numbers and places of the paragraphs that a recommendation refers to, and the numbers of paragraphs that
    /// the report does not have.
    fn cited_paragraphs(self, item: &Recommendation) -> (Vec<(String, Place)>, Vec<String>) {
        let (mut known, mut missing) = (Vec::new(), Vec::new());
        for number in &item.cites {
            match self.content.numbered_paragraphs.get(number) {
                Some(place) => known.push((number.to_string(), *place)),
                None => missing.push(number.to_string()),
            }
        }
        (known, missing)
    }

    /// Shows the row of a recommendation. A click goes to the recommendation.
    fn show_row(self, ui: &mut Ui, index: usize, commands: &mut Vec<Command>) {
        let document = self.document;
        let report = document.report();
        let item = &report.recommendations[index];
        let due = Some(self.due_label(index)).filter(|due| !due.is_empty()).map(|due| format!("{due}: "));
        let name = format!("{}{}", due.unwrap_or_default(), item.text.plain());
        let (rect, response) = list_row::show(ui, &name, document.view.highlighted == Some(item.place));
        let tokens = theme::tokens(ui);
        let width = rect.width() - SIDE_MARGIN * 2.0;
        if let Some(number) = paragraph_number(report, item) {
            let number = lay_out_wrapped(
                ui,
                &strings::recommendation_paragraph(number),
                SMALL,
                tokens.secondary,
                width,
            );
            let left = rect.right() - SIDE_MARGIN - number.size().x;
            paint_words(ui, number, pos2(left, rect.top() + ROW_PADDING));
        }
        let mut at = position_in_row(rect, SIDE_MARGIN, ROW_PADDING);
        for (salt, part) in self.row_parts(ui, index, width).into_iter().enumerate() {
            let height = part.height() + PART_SPACING;
            match part {
                Part::Words(galley) => paint_words(ui, galley, at),
                Part::Links(links) => links.show(ui, report, at, salt, commands),
            }
            at += vec2(0.0, height);
        }
        if response.clicked() {
            commands.push(Command::GoTo(item.place));
        }
        let (row, table) = (|| copied_cells(self, index), || copied_table(self));
        row_menu::show(&response, Some(item.place), Vec::new, row, table, commands);
    }

    /// Returns the priority, timescale and due date of a recommendation: "Overdue · Priority action · Within three months
    /// · by 14 August 2012".
    fn due_label(self, index: usize) -> String {
        let document = self.document;
        let item = &document.report().recommendations[index];
        let overdue = document.is_overdue(index).then(|| strings::OVERDUE.to_owned());
        let priority = is_priority(document.report(), item).then(|| strings::PRIORITY.to_owned());
        let timescale = item.timescale.as_ref();
        let due = match document.due_date(index) {
            DueDate::None => None,
            DueDate::Calculated(date) => Some(strings::due_by(&format_date(date))),
            DueDate::Entered(date) => Some(strings::due_in_plan(&strings::due_by(&format_date(date)))),
            DueDate::Words(words) => Some(strings::due_in_plan(words)),
        };
        // A date needs no second form.
        let is_date = |timescale: &&Timescale| matches!(timescale.limit, TimeLimit::By(_)) && due.is_some();
        let label =
            timescale.filter(|timescale| !is_date(timescale)).map(|timescale| timescale.label.clone());
        let words: Vec<String> = [overdue, priority, label, due].into_iter().flatten().collect();
        // If no recommendation of the report has a timescale, "No timescale" on each of them would only be noise.
        if words.is_empty() && self.content.has_timescales {
            strings::NO_TIMESCALE.to_owned()
        } else {
            words.join(" · ")
        }
    }
}

/// Returns the number of the paragraph that introduces a recommendation; `None` if it has no number.
fn paragraph_number(report: &Report, item: &Recommendation) -> Option<u32> {
    item.paragraph.and_then(|id| report.paragraph(id).number)
}

/// Returns the names and places of links to related paragraphs.
fn related_targets(report: &Report, related: &[RelatedParagraph]) -> Vec<(String, Place)> {
    let mut places: Vec<Place> = related.iter().map(|related| related.place).collect();
    places.dedup();
    link_targets(report, &places)
}

/// Returns the cells of a recommendation, to copy them.
fn copied_cells(table: RecommendationTable<'_>, index: usize) -> Vec<String> {
    let report = table.document.report();
    let item = &report.recommendations[index];
    vec![
        item.text.plain().to_owned(),
        table.due_label(index),
        item.responsible.clone().unwrap_or_default(),
        short_place_name(report, item.place),
    ]
}

/// Returns the recommendations that are shown, to copy them.
fn copied_table(table: RecommendationTable<'_>) -> CopiedTable {
    let rows = table.content.rows.iter().filter_map(|entry| match entry {
        TableRow::Item(index) => Some(copied_cells(table, *index)),
        TableRow::Plan(row) => Some(plan_rows::copied_cells(table.document, *row)),
        TableRow::Group(_) => None,
    });
    let columns = vec![
        strings::RECOMMENDATION,
        strings::TIMESCALE_COLUMN,
        strings::ADDRESSEE_COLUMN,
        strings::PARAGRAPH_COLUMN,
    ];
    CopiedTable { columns, rows: rows.collect() }
}
