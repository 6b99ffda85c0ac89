//! What a report mentions: abbreviations, bodies, figures, earlier inspections, each with where.

use eframe::egui::{Ui, vec2};

use super::{
    SIDE,
    links::{Links, named, start},
    list_row, nothing, paint_words, table_head, wrapped,
};
use crate::{
    analysis::{Findings, Mention},
    app::{Command, Document, SummaryTab},
    report::Place,
    ui::{
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 7.0;

/// A row: what it is, what is said of it, and where.
struct Entry<'a> {
    name: &'a str,
    says: String,
    /// Whether what is said is that something is missing.
    warns: bool,
    uses: &'a [Place],
}

pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    tab: SummaryTab,
    rows: &mut Rows,
    commands: &mut Vec<Command>,
) {
    let Some(findings) = document.findings.as_deref() else {
        return nothing(ui, "The report is being looked through …");
    };
    let (entries, none) = entries(findings, tab);
    if entries.is_empty() {
        return nothing(ui, none);
    }
    let report = document.report();
    let head = format!("{} {}", title(tab), entries.len());
    table_head(ui, &[(head.as_str(), SIDE)], "");
    rows.set_fingerprint(u64::from(tab as u8));
    let links = |ui: &Ui, entry: &Entry<'_>, width: f32| {
        Links::new(ui, "In", &named(report, entry.uses), width - SIDE * 2.0)
    };
    rows.show(
        ui,
        (document.id.0, title(tab)),
        entries.len(),
        |ui, row, width| {
            let entry = &entries[row];
            let color = theme::tokens(ui).text;
            let name = wrapped(ui, entry.name, PANEL_BOLD, color, width - SIDE * 2.0);
            let says = wrapped(ui, &entry.says, PANEL, color, width - SIDE * 2.0);
            let says = if entry.says.is_empty() { 0.0 } else { says.size().y };
            PADDING * 2.0 + name.size().y + says + links(ui, entry, width).height
        },
        |ui, row| {
            let entry = &entries[row];
            let spoken = format!("{}: {}", entry.name, entry.says);
            let is_marked = document.view.marked.is_some_and(|marked| entry.uses.contains(&marked));
            let (rect, response) = list_row::show(ui, &spoken, is_marked);
            let tokens = theme::tokens(ui);
            let width = rect.width() - SIDE * 2.0;
            let mut at = start(rect, SIDE, PADDING);
            let color = if entry.warns { tokens.warning } else { tokens.secondary };
            for (words, kind, color) in [(entry.name, PANEL_BOLD, tokens.text), (&entry.says, PANEL, color)] {
                if words.is_empty() {
                    continue;
                }
                let galley = wrapped(ui, words, kind, color, width);
                let below = galley.size().y;
                paint_words(ui, galley, at);
                at += vec2(0.0, below);
            }
            links(ui, entry, rect.width()).show(ui, at, 0, commands);
            if let Some(place) = entry.uses.first().filter(|_| response.clicked()) {
                commands.push(Command::GoTo(*place));
            }
        },
    );
}

fn title(tab: SummaryTab) -> &'static str {
    match tab {
        SummaryTab::Abbreviations => "Abbreviations",
        SummaryTab::Bodies => "Bodies",
        SummaryTab::Figures => "Figures",
        _ => "Earlier inspections",
    }
}

/// The rows of a table, and what is said where there are none.
fn entries(findings: &Findings, tab: SummaryTab) -> (Vec<Entry<'_>>, &'static str) {
    match tab {
        SummaryTab::Abbreviations => {
            let entries = findings.abbreviations.iter().map(|item| {
                let ways: Vec<&str> =
                    item.explained.iter().map(|explained| explained.long.as_str()).collect();
                let warns = ways.is_empty() && !item.in_brackets;
                let says = match ways.as_slice() {
                    [] if item.in_brackets => {
                        "In brackets, where its letters do not tell what it stands for".to_owned()
                    }
                    [] => "Not explained".to_owned(),
                    ways => ways.join("; "),
                };
                Entry { name: &item.short, says, warns, uses: &item.uses }
            });
            (entries.collect(), "This report uses no abbreviations.")
        }
        SummaryTab::Bodies => (mentions(&findings.bodies, false), "This report names no bodies."),
        SummaryTab::Figures => {
            (mentions(&findings.figures, true), "This report gives no shares, sums or rates.")
        }
        _ => (
            mentions(&findings.earlier_inspections, true),
            "This report speaks of no inspection before it, or gives no year.",
        ),
    }
}

/// Figures and dates say little without their sentence; a body says who it is.
fn mentions(found: &[Mention], with_sentence: bool) -> Vec<Entry<'_>> {
    let entries = found.iter().map(|mention| Entry {
        name: &mention.name,
        says: if with_sentence { super::links::cut(&mention.sentence, 240) } else { String::new() },
        warns: false,
        uses: &mention.uses,
    });
    entries.collect()
}
