//! The table of recommendations: what is to be done, by when, by whom, and why.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Galley, Ui, pos2, vec2};

use super::{
    SIDE, choosing, group_height, group_row,
    links::{Links, cut, named, short_name, start},
    list_row, nothing, paint_words, published, wrapped,
};
use crate::{
    analysis::{
        RecommendationFilter, RecommendationOrder, RecommendationRow, RecommendationView, Related,
        arranged_recommendations, is_priority,
    },
    app::{Arrange, Command, Document},
    report::{Place, Recommendation, Report, SectionId, long_date},
    ui::{
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 8.0;
/// Space between the parts of a row.
const BETWEEN: f32 = 3.0;
/// How much of a paragraph is shown, in characters.
const BEGINNING: usize = 110;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.recommendations.is_empty() {
        return nothing(ui, "This report makes no recommendations, or none that Findings can tell.");
    }
    published::show(ui, document, commands);
    choose(ui, document, commands);
    let view = &document.view.arrange.recommendations;
    let entries = arranged_recommendations(report, view, document.published());
    let changed = rows.set_fingerprint(fingerprint(document));
    let is_marked = |entry: &RecommendationRow| matches!(entry, RecommendationRow::Item(index) if document.view.marked == Some(report.recommendations[*index].place));
    if let Some(row) = entries.iter().position(is_marked).filter(|_| changed) {
        rows.scroll_to(row);
    }
    rows.show(
        ui,
        (document.id.0, "recommendations"),
        entries.len(),
        |ui, row, width| match &entries[row] {
            RecommendationRow::Group(group) => group_height(ui, group, width),
            RecommendationRow::Item(index) => {
                let parts = parts(ui, document, *index, width - SIDE * 2.0);
                PADDING * 2.0 - BETWEEN + parts.iter().map(|part| part.height() + BETWEEN).sum::<f32>()
            }
        },
        |ui, row| match &entries[row] {
            RecommendationRow::Group(group) => group_row(ui, group),
            RecommendationRow::Item(index) => item_row(ui, document, *index, commands),
        },
    );
}

/// What heights of rows follow from, but for width and zoom.
fn fingerprint(document: &Document) -> u64 {
    let mut hasher = DefaultHasher::new();
    document.view.arrange.recommendations.hash(&mut hasher);
    document.findings.is_some().hash(&mut hasher);
    document.view.marked.hash(&mut hasher);
    document.annotations_revision.hash(&mut hasher);
    hasher.finish()
}

/// In which order, and which.
fn choose(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let report = document.report();
    let view = &document.view.arrange.recommendations;
    let mut push = |recommendations: RecommendationView| {
        commands.push(Command::Arrange(Arrange { recommendations, ..document.view.arrange.clone() }));
    };
    let filters = filters(report);
    choosing::line(ui, |ui| {
        let orders = RecommendationOrder::ALL.map(|(order, name)| (order, name.to_owned()));
        if let Some(order) = choosing::choose(ui, "Order", 0.5, &view.order, &orders) {
            push(RecommendationView { order, ..view.clone() });
        }
        if let Some(filter) = choosing::choose(ui, "Recommendations shown", 1.0, &view.filter, &filters) {
            push(RecommendationView { filter, ..view.clone() });
        }
    });
}

/// What of the recommendations can be shown alone: only what tells some from others.
fn filters(report: &Report) -> Vec<(RecommendationFilter, String)> {
    let items = &report.recommendations;
    let mut filters = vec![(RecommendationFilter::All, format!("All ({})", items.len()))];
    if items.iter().any(|item| is_priority(report, item)) {
        filters.push((RecommendationFilter::Priority, "Priority and immediate action".to_owned()));
    }
    let mut timescales: Vec<&str> = Vec::new();
    for timescale in items.iter().filter_map(|item| item.timescale.as_ref()) {
        if !timescales.contains(&timescale.label.as_str()) {
            timescales.push(&timescale.label);
        }
    }
    if timescales.len() > 1 {
        let named = timescales
            .into_iter()
            .map(|label| (RecommendationFilter::Timescale(label.to_owned()), label.to_owned()));
        filters.extend(named);
    }
    let sections: BTreeSet<SectionId> = items.iter().filter_map(|item| item.section).collect();
    if sections.len() > 1 {
        let named = sections
            .into_iter()
            .map(|section| (RecommendationFilter::Section(section), report.path(section).join(": ")));
        filters.extend(named);
    }
    let bodies: BTreeSet<&String> = items.iter().filter_map(|item| item.responsible.as_ref()).collect();
    filters.extend(
        bodies.into_iter().map(|body| (RecommendationFilter::Addressee(body.clone()), format!("For {body}"))),
    );
    filters
}

/// A part of a row: words, or links.
enum Part {
    Words(Arc<Galley>),
    Links(Links),
}

impl Part {
    fn height(&self) -> f32 {
        match self {
            Self::Words(galley) => galley.size().y,
            Self::Links(links) => links.height,
        }
    }
}

/// What is shown of a recommendation, from top to bottom.
fn parts(ui: &Ui, document: &Document, index: usize, width: f32) -> Vec<Part> {
    let tokens = theme::tokens(ui);
    let item = &document.report().recommendations[index];
    let small = |words: &str| Part::Words(wrapped(ui, words, SMALL, tokens.secondary, width));
    let mut parts = vec![
        Part::Words(wrapped(ui, &when(document, item), SMALL_BOLD, tokens.link, width - 100.0)),
        Part::Words(wrapped(ui, item.text.plain(), PANEL, tokens.text, width)),
    ];
    parts.extend(item.responsible.as_ref().map(|body| small(&format!("For {body}"))));
    parts.extend(filled(document, index).map(|words| small(&words)));
    parts.extend(why(ui, document, index, width));
    parts
}

/// "Owner: A. Lark · In progress · Evidence: audit", from the plan that was read back.
fn filled(document: &Document, index: usize) -> Option<String> {
    let id = &document.findings.as_ref()?.recommendation_ids[index];
    let filled = document.annotations.plan.filled(id)?;
    let named = [("Owner: ", filled.owner), ("", filled.status), ("Evidence: ", filled.evidence)];
    let named = named.iter().filter(|(_, words)| !words.is_empty());
    Some(named.map(|(name, words)| format!("{name}{words}")).collect::<Vec<_>>().join(" · "))
}

/// The paragraphs behind a recommendation: those it refers to, else those related by wording. Of the one that was gone to
/// how each begins and which words it shares.
fn why(ui: &Ui, document: &Document, index: usize, width: f32) -> Vec<Part> {
    let report = document.report();
    let item = &report.recommendations[index];
    let tokens = theme::tokens(ui);
    let Some(findings) = &document.findings else { return Vec::new() };
    let related = &findings.related[index];
    let is_marked = document.view.marked == Some(item.place);
    if !item.cites.is_empty() {
        let (known, missing) = cited(report, item);
        let mut parts = Vec::new();
        if !known.is_empty() {
            parts.push(Part::Links(Links::new(ui, "Paragraphs", &known, width)));
        }
        if !missing.is_empty() {
            let words = format!("Referred to, but not in the report: {}", missing.join(", "));
            parts.push(Part::Words(wrapped(ui, &words, SMALL, tokens.warning, width)));
        }
        let fits = related.is_empty()
            || related.iter().any(|related| known.iter().any(|(_, place)| related.place == *place));
        if is_marked && !fits {
            parts.push(Part::Links(Links::new(ui, "Closer by wording", &places(report, related), width)));
        }
        return parts;
    }
    if related.is_empty() {
        return Vec::new();
    }
    if !is_marked {
        return vec![Part::Links(Links::new(ui, "Related by wording", &places(report, related), width))];
    }
    let mut parts = vec![Part::Words(wrapped(ui, "Related by wording", SMALL_BOLD, tokens.text, width))];
    for related in related {
        let name = match report.paragraph(related.paragraph).number {
            Some(number) => format!("Paragraph {number}"),
            None => format!("On {}", short_name(report, related.place)),
        };
        parts.push(Part::Links(Links::new(ui, "", &[(name, related.place)], width)));
        let beginning = cut(related.text(report), BEGINNING);
        parts.push(Part::Words(wrapped(ui, &beginning, SMALL, tokens.text, width)));
        let shared = format!("Shares: {}", related.shared.join(", "));
        parts.push(Part::Words(wrapped(ui, &shared, SMALL, tokens.secondary, width)));
    }
    parts
}

/// Places that a recommendation refers to by number, and numbers that the report does not have.
fn cited(report: &Report, item: &Recommendation) -> (Vec<(String, Place)>, Vec<String>) {
    let (mut known, mut missing) = (Vec::new(), Vec::new());
    for number in &item.cites {
        match report.paragraph_numbered(*number) {
            Some(id) => known.push((number.to_string(), report.paragraph(id).place)),
            None => missing.push(number.to_string()),
        }
    }
    (known, missing)
}

fn places(report: &Report, related: &[Related]) -> Vec<(String, Place)> {
    let mut places: Vec<Place> = related.iter().map(|related| related.place).collect();
    // Two bullets on one page are two places.
    places.dedup();
    named(report, &places)
}

fn item_row(ui: &mut Ui, document: &Document, index: usize, commands: &mut Vec<Command>) {
    let report = document.report();
    let item = &report.recommendations[index];
    let when = Some(when(document, item)).filter(|when| !when.is_empty()).map(|when| format!("{when}: "));
    let name = format!("{}{}", when.unwrap_or_default(), item.text.plain());
    let (rect, response) = list_row::show(ui, &name, document.view.marked == Some(item.place));
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE * 2.0;
    if let Some(number) = item.paragraph.and_then(|id| report.paragraph(id).number) {
        let number = wrapped(ui, &format!("paragraph {number}"), SMALL, tokens.secondary, width);
        let left = rect.right() - SIDE - number.size().x;
        paint_words(ui, number, pos2(left, rect.top() + PADDING));
    }
    let mut at = start(rect, SIDE, PADDING);
    for (salt, part) in parts(ui, document, index, width).into_iter().enumerate() {
        let below = part.height() + BETWEEN;
        match part {
            Part::Words(galley) => paint_words(ui, galley, at),
            Part::Links(links) => links.show(ui, at, salt, commands),
        }
        at += vec2(0.0, below);
    }
    if response.clicked() {
        commands.push(Command::GoTo(item.place));
    }
}

/// "Priority action · Within three months · by 14 August 2012".
fn when(document: &Document, item: &Recommendation) -> String {
    let priority = is_priority(document.report(), item).then(|| "Priority action".to_owned());
    let timescale = item.timescale.as_ref();
    let due = item.due(document.published()).map(|due| format!("by {}", long_date(due)));
    let label = timescale.map(|timescale| timescale.label.clone());
    let words: Vec<String> = [priority, label, due].into_iter().flatten().collect();
    let others = || document.report().recommendations.iter().any(|item| item.timescale.is_some());
    // Where none has one it goes without saying.
    if words.is_empty() && others() { "No timescale".to_owned() } else { words.join(" · ") }
}
