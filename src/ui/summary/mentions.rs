//! The tabs of abbreviations, organisations, figures and earlier inspections, with links to the places that mention
//! them.

use eframe::egui::{Ui, vec2};

use super::{
    SIDE_MARGIN, lay_out_wrapped,
    links::{self, Links, link_targets, position_in_row},
    list_row, paint_words, row_menu, show_message, show_table_header,
};
use crate::{
    analysis::{Findings, Mention},
    app::{Command, CopiedTable, Document, SummaryTab},
    report::{Place, Report},
    ui::{
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::{RowContent, RowList},
    },
};

/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 7.0;

/// Maximum number of characters of the sentence shown for a mention.
const MAX_SENTENCE_CHARACTERS: usize = 240;

/// A row of a table.
struct MentionRow<'a> {
    /// The abbreviation, organisation, figure or date.
    name: &'a str,
    /// The meaning of an abbreviation, or the sentence that has the mention. Can be empty.
    details: String,
    /// True if the details are a warning that something is missing.
    is_warning: bool,
    /// The places that mention it.
    uses: &'a [Place],
}

/// Shows the table of a tab, or a message if the table has no rows.
pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    tab: SummaryTab,
    rows: &mut RowList,
    commands: &mut Vec<Command>,
) {
    let Some(findings) = document.findings.as_deref() else {
        return show_message(ui, strings::LOOKING_THROUGH_REPORT);
    };
    let (entries, empty_message) = table_entries(findings, tab);
    if entries.is_empty() {
        return show_message(ui, empty_message);
    }
    let report = document.report();
    let header = strings::name_with_count(tab_title(tab), entries.len());
    show_table_header(ui, &[(header.as_str(), SIDE_MARGIN)], "");
    rows.set_fingerprint(u64::from(tab as u8));
    let lay_out_links = |ui: &Ui, entry: &MentionRow<'_>, width: f32| {
        let targets = link_targets(report, entry.uses);
        let are_numbers = targets.iter().all(|(name, _)| name.parse::<u32>().is_ok());
        let lead =
            if are_numbers { strings::mentioned_in_paragraphs(targets.len()) } else { strings::MENTIONED_IN };
        Links::new(ui, lead, &targets, width - SIDE_MARGIN * 2.0)
    };
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: tab_title(tab) },
        entries.len(),
        |ui, row, width| {
            let entry = &entries[row];
            let color = theme::tokens(ui).text;
            let name = lay_out_wrapped(ui, entry.name, PANEL_BOLD, color, width - SIDE_MARGIN * 2.0);
            let details = lay_out_wrapped(ui, &entry.details, PANEL, color, width - SIDE_MARGIN * 2.0);
            let details = if entry.details.is_empty() { 0.0 } else { details.size().y };
            ROW_PADDING * 2.0 + name.size().y + details + lay_out_links(ui, entry, width).height
        },
        |ui, row| {
            let entry = &entries[row];
            let accessible_name = format!("{}: {}", entry.name, entry.details);
            let is_current = document.view.highlighted.is_some_and(|place| entry.uses.contains(&place));
            let (rect, response) = list_row::show(ui, &accessible_name, is_current);
            let tokens = theme::tokens(ui);
            let width = rect.width() - SIDE_MARGIN * 2.0;
            let mut at = position_in_row(rect, SIDE_MARGIN, ROW_PADDING);
            let color = if entry.is_warning { tokens.warning } else { tokens.secondary };
            for (words, style, color) in
                [(entry.name, PANEL_BOLD, tokens.text), (&entry.details, PANEL, color)]
            {
                if words.is_empty() {
                    continue;
                }
                let galley = lay_out_wrapped(ui, words, style, color, width);
                let height = galley.size().y;
                paint_words(ui, galley, at);
                at += vec2(0.0, height);
            }
            lay_out_links(ui, entry, rect.width()).show(ui, report, at, 0, commands);
            if let Some(place) = entry.uses.first().filter(|_| response.clicked()) {
                commands.push(Command::GoTo(*place));
            }
            let (row, table) = (|| copied_cells(report, entry), || copied_table(report, &entries));
            row_menu::show(&response, entry.uses.first().copied(), Vec::new, row, table, commands);
        },
    );
}

/// Returns the cells of a row, to copy them.
fn copied_cells(report: &Report, entry: &MentionRow<'_>) -> Vec<String> {
    let places: Vec<String> = link_targets(report, entry.uses).into_iter().map(|(name, _)| name).collect();
    vec![entry.name.to_owned(), entry.details.clone(), places.join(", ")]
}

/// Returns all rows, to copy them.
fn copied_table(report: &Report, entries: &[MentionRow<'_>]) -> CopiedTable {
    let rows = entries.iter().map(|entry| copied_cells(report, entry)).collect();
    let columns = vec![strings::NAME_COLUMN, strings::DETAILS_COLUMN, strings::MENTIONED_IN];
    CopiedTable { columns, rows }
}

fn tab_title(tab: SummaryTab) -> &'static str {
    match tab {
        SummaryTab::Abbreviations => strings::ABBREVIATIONS,
        SummaryTab::Organisations => strings::ORGANISATIONS,
        SummaryTab::Figures => strings::FIGURES,
        _ => strings::EARLIER_INSPECTIONS,
    }
}

/// Returns the rows of a tab, and the message for a tab without rows.
fn table_entries(findings: &Findings, tab: SummaryTab) -> (Vec<MentionRow<'_>>, &'static str) {
    match tab {
        SummaryTab::Abbreviations => {
            let entries = findings.abbreviations.iter().map(|item| {
                let meanings: Vec<&str> =
                    item.explanations.iter().map(|explanation| explanation.long.as_str()).collect();
                let is_warning = meanings.is_empty() && !item.is_in_brackets;
                let details = match meanings.as_slice() {
                    [] if item.is_in_brackets => strings::IN_BRACKETS.to_owned(),
                    [] => strings::NOT_EXPLAINED.to_owned(),
                    meanings => meanings.join("; "),
                };
                MentionRow { name: &item.short, details, is_warning, uses: &item.uses }
            });
            (entries.collect(), strings::NO_ABBREVIATIONS)
        }
        SummaryTab::Organisations => {
            (mention_entries(&findings.organisations, false), strings::NO_ORGANISATIONS)
        }
        SummaryTab::Figures => (mention_entries(&findings.figures, true), strings::NO_FIGURES),
        _ => (mention_entries(&findings.earlier_inspections, true), strings::NO_EARLIER_INSPECTIONS),
    }
}

/// Returns a row for each mention. Figures and dates are shown with their sentence, because they mean little without
/// it.
fn mention_entries(mentions: &[Mention], should_show_sentence: bool) -> Vec<MentionRow<'_>> {
    let entries = mentions.iter().map(|mention| MentionRow {
        name: &mention.name,
        details: match should_show_sentence {
            true => links::shorten_words(&mention.sentence, MAX_SENTENCE_CHARACTERS),
            false => String::new(),
        },
        is_warning: false,
        uses: &mention.uses,
    });
    entries.collect()
}
