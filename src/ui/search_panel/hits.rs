//! The hits of a search, grouped by report and section.

use std::ops::Range;

use eframe::egui::{self, Role, Sense, Ui, WidgetInfo, pos2, text::LayoutJob};

use super::{Cache, SearchedReports};
use crate::{
    analysis::{Hit, HitHighlighter, row_texts},
    app::{Command, Document},
    report::SectionId,
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL_BOLD, PANEL_TITLE, SMALL, Tokens},
        widgets::{list_row, rows::RowContent, text},
    },
};

/// Space between the content of the panel and its left and right edges, in points.
const SIDE_MARGIN: f32 = 14.0;
/// Height of a row with the name of a section, in points.
const GROUP_HEIGHT: f32 = 30.0;
/// Height of a hit in points: two lines.
const HIT_HEIGHT: f32 = 46.0;
/// Width of the column of paragraph numbers, in points.
const NUMBER_WIDTH: f32 = 40.0;
/// Maximum number of characters shown before a hit.
const MAX_CHARACTERS_BEFORE_HIT: usize = 36;
/// Maximum number of characters shown of a hit with the text around it.
const MAX_CONTEXT_CHARACTERS: usize = 130;

/// A row of the list. Reports are indices in [`SearchedReports::documents`].
#[derive(Debug, Clone, Copy)]
pub(super) enum HitListRow {
    /// The report of the hits below this row.
    Report(usize),
    /// The section of the hits below this row, or `None` for text before the first heading.
    Group(usize, Option<SectionId>),
    /// A hit, as its index in [`Hits::all`].
    Hit(usize, usize),
}

/// Shows the hits, grouped by report and section.
pub(super) fn show(
    ui: &mut Ui,
    reports: SearchedReports<'_>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let hits = reports.hits();
    let Some(first) = reports.documents.first() else { return };
    let Some((query, Ok(_))) = &first.search.outcome else { return };
    cache.update_entries(&hits, !reports.titles.is_empty());
    cache.highlighter(query);
    let Cache { highlighter, entries, rows, shown_hit, .. } = cache;
    let Some((_, highlighter)) = highlighter else { return };
    let current = reports.current();
    if let Some(wanted) = current.filter(|_| *shown_hit != current) {
        let is_wanted = |entry: &HitListRow| matches!(entry, HitListRow::Hit(report, index) if (*report, *index) == wanted);
        let row = entries.iter().position(is_wanted);
        row.into_iter().for_each(|row| rows.scroll_to(row));
    }
    *shown_hit = current;
    rows.show(
        ui,
        RowContent { owner_id: first.id.0, table_name: strings::SEARCH_RESULTS },
        entries.len(),
        |_, row, _| match entries[row] {
            HitListRow::Report(_) | HitListRow::Group(..) => GROUP_HEIGHT,
            HitListRow::Hit(..) => HIT_HEIGHT,
        },
        |ui, row| match entries[row] {
            HitListRow::Report(report) => {
                let title = reports.titles.get(report).map_or("", String::as_str);
                show_report_title(ui, title, hits[report].all.len());
            }
            HitListRow::Group(report, section) => show_section(ui, reports.documents[report], section),
            HitListRow::Hit(report, index) => {
                let is_current = current == Some((report, index));
                let hit = (index, hits[report].all[index]);
                show_hit(ui, reports.documents[report], highlighter, hit, is_current, commands);
            }
        },
    );
}

/// Shows the title of one of several reports, with the number of its hits.
fn show_report_title(ui: &mut Ui, title: &str, count: usize) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let words = format!("{title}: {}", strings::search_count(count, None, false));
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, words.as_str()));
    let tokens = theme::tokens(ui);
    let at = pos2(rect.left() + SIDE_MARGIN, rect.center().y - PANEL_TITLE.line_height / 2.0);
    text::paint_truncated(ui, &words, PANEL_TITLE, tokens.text, at, rect.width() - SIDE_MARGIN * 2.0);
}

/// Shows the row of a section: its title and the nearest grade.
fn show_section(ui: &mut Ui, document: &Document, section: Option<SectionId>) {
    let report = document.report();
    let title =
        section.map_or(strings::BEFORE_FIRST_HEADING, |section| report.section(section).title.as_str());
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let grade = section.and_then(|section| report.nearest_grade(section));
    let mut right = rect.right() - SIDE_MARGIN;
    if let Some(grade) = grade {
        let mark = GradeMark::new(grade, report.scale.as_ref());
        mark.paint(ui.painter(), tokens, pos2(right - 7.0, rect.center().y), 14.0);
        right -= 24.0;
    }
    let grade_suffix = grade
        .map(|grade| format!(", {}", grade_mark::accessible_grade(grade, report.scale.as_ref())))
        .unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, format!("{title}{grade_suffix}")));
    let galley =
        text::lay_out_truncated(ui, title, PANEL_BOLD, tokens.text, right - rect.left() - SIDE_MARGIN);
    ui.painter().galley(
        pos2(rect.left() + SIDE_MARGIN, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.text,
    );
}

/// Shows the row of a hit: the number of the paragraph or else the page, and the hit with the text around it. A click goes to the hit.
fn show_hit(
    ui: &mut Ui,
    document: &Document,
    highlighter: &HitHighlighter,
    (index, hit): (usize, Hit),
    is_current: bool,
    commands: &mut Vec<Command>,
) {
    let report = document.report();
    let texts = row_texts(report, &document.loaded.flow, hit.row);
    let text = texts.get(hit.text).copied().unwrap_or("");
    let range = highlighter.ranges(text).into_iter().nth(hit.nth).unwrap_or(0..0);
    let (context, highlighted) = hit_context(text, range);
    let number = document.loaded.flow.place_of(hit.row).and_then(|place| report.paragraph_number_at(place));
    let block = document.loaded.flow.rows().get(hit.row).map(|row| report.block(row.block));
    // Text without a number, such as a heading or a letter, is found by its page.
    let page = block.and_then(|block| block.areas.first()).map(|area| area.page);
    let accessible_name = match (number, page) {
        (Some(number), _) => format!("{}: {context}", strings::paragraph_label(number)),
        (None, Some(page)) => format!("{}: {context}", strings::page_label(page)),
        (None, None) => context.clone(),
    };
    let location = number.map(|number| number.to_string()).or_else(|| page.map(strings::short_page_label));
    let (rect, response) = list_row::show(ui, &accessible_name, is_current);
    let tokens = theme::tokens(ui);
    if let Some(location) = location {
        let font = SMALL.text_format(tokens.secondary).font_id;
        let at = pos2(rect.left() + SIDE_MARGIN + NUMBER_WIDTH - 12.0, rect.top() + 14.0);
        ui.painter().text(at, egui::Align2::RIGHT_CENTER, location, font, tokens.secondary);
    }
    let job =
        context_layout_job(&context, &highlighted, tokens, rect.width() - SIDE_MARGIN * 2.0 - NUMBER_WIDTH);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.top() + ((HIT_HEIGHT - galley.size().y) / 2.0).max(3.0);
    ui.painter().galley(pos2(rect.left() + SIDE_MARGIN + NUMBER_WIDTH, top), galley, tokens.text);
    if response.clicked() {
        commands.push(Command::GoToHit(document.id, index));
    }
}

/// Returns a hit with some text around it, and the byte range of the hit in that text. `hit` is the byte range of
/// the hit in `text`.
fn hit_context(text: &str, hit: Range<usize>) -> (String, Range<usize>) {
    let start = text[..hit.start]
        .char_indices()
        .rev()
        .take(MAX_CHARACTERS_BEFORE_HIT)
        .last()
        .map_or(hit.start, |(at, _)| at);
    // The context begins with a whole word.
    let start = if start == 0 {
        0
    } else {
        text[start..hit.start].find(' ').map_or(start, |space| start + space + 1)
    };
    let end = text[start..]
        .char_indices()
        .nth(MAX_CONTEXT_CHARACTERS)
        .map_or(text.len(), |(at, _)| start + at)
        .max(hit.end);
    let before = if start > 0 { "… " } else { "" };
    let after = if end < text.len() { " …" } else { "" };
    let from = before.len() + hit.start - start;
    (format!("{before}{}{after}", &text[start..end]), from..from + hit.len())
}

/// Returns the layout job of a hit with the text around it, on at most two lines. `highlighted` is the byte range of
/// the hit, and `width` the width of a line in points.
fn context_layout_job(context: &str, highlighted: &Range<usize>, tokens: &Tokens, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = SMALL.text_format(tokens.text);
    job.append(&context[..highlighted.start], 0.0, plain.clone());
    job.append(
        &context[highlighted.clone()],
        0.0,
        egui::TextFormat { background: tokens.hit, ..plain.clone() },
    );
    job.append(&context[highlighted.end..], 0.0, plain);
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    job
}
