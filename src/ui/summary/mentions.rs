//! The tabs of abbreviations, organisations, figures and earlier inspections, with links to the places that mention
//! them.

use eframe::egui::{Ui, vec2};

use super::{
    SIDE_MARGIN, lay_out_wrapped,
    links::{self, Links, link_targets, position_in_row},
    list_row, paint_words, row_menu, show_message, show_table_header,
    version::{ContentVersion, TableCache},
};
use crate::{
    analysis::{Abbreviation, Findings, Mention},
    app::{Command, CopiedTable, Document, SummaryTab},
    report::{Place, Report},
    ui::{
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::RowContent,
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

/// Data that the tabs keep between frames.
pub(super) type Cache = TableCache<(ContentVersion, SummaryTab), Vec<MentionLinks>>;

/// The links of a row.
#[derive(Debug)]
pub(super) struct MentionLinks {
    /// The names and places.
    targets: Vec<(String, Place)>,
    /// True if all names are paragraph numbers.
    are_numbers: bool,
}

impl MentionLinks {
    fn new(report: &Report, uses: &[Place]) -> Self {
        let targets = link_targets(report, uses);
        let are_numbers = targets.iter().all(|(name, _)| name.parse::<u32>().is_ok());
        Self { targets, are_numbers }
    }

    /// Lays out the links in a row of this width in points.
    fn lay_out(&self, ui: &Ui, width: f32) -> Links {
        let count = self.targets.len();
        let lead =
            if self.are_numbers { strings::mentioned_in_paragraphs(count) } else { strings::MENTIONED_IN };
        Links::new(ui, lead, &self.targets, width - SIDE_MARGIN * 2.0)
    }
}

/// Shows the table of a tab, or a message if the table has no rows.
pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    tab: SummaryTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let Some(findings) = document.findings.as_deref() else {
        return show_message(ui, strings::LOOKING_THROUGH_REPORT);
    };
    let entries = Entries::of_tab(findings, tab);
    if entries.len() == 0 {
        return show_message(ui, empty_message(tab));
    }
    let report = document.report();
    let header = strings::name_with_count(tab_title(tab), entries.len());
    show_table_header(ui, &[(header.as_str(), SIDE_MARGIN)], "");
    let rows = &mut cache.rows;
    rows.set_fingerprint(u64::from(tab as u8));
    let all_links = cache.content.get((ContentVersion::of_document(document), tab), || {
        (0..entries.len()).map(|row| MentionLinks::new(report, entries.row(row).uses)).collect()
    });
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: tab_title(tab) },
        entries.len(),
        |ui, row, width| {
            let entry = &entries.row(row);
            let color = theme::tokens(ui).text;
            let name = lay_out_wrapped(ui, entry.name, PANEL_BOLD, color, width - SIDE_MARGIN * 2.0);
            let details = lay_out_wrapped(ui, &entry.details, PANEL, color, width - SIDE_MARGIN * 2.0);
            let details = if entry.details.is_empty() { 0.0 } else { details.size().y };
            ROW_PADDING * 2.0 + name.size().y + details + all_links[row].lay_out(ui, width).height
        },
        |ui, row| {
            let entry = &entries.row(row);
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
            all_links[row].lay_out(ui, rect.width()).show(ui, report, at, 0, commands);
            if let Some(place) = entry.uses.first().filter(|_| response.clicked()) {
                commands.push(Command::GoTo(*place));
            }
            let (row, table) = (|| copied_cells(report, entry), || copied_table(report, entries));
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
fn copied_table(report: &Report, entries: Entries<'_>) -> CopiedTable {
    let rows = (0..entries.len()).map(|row| copied_cells(report, &entries.row(row))).collect();
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

/// Returns the message for a tab without rows.
fn empty_message(tab: SummaryTab) -> &'static str {
    match tab {
        SummaryTab::Abbreviations => strings::NO_ABBREVIATIONS,
        SummaryTab::Organisations => strings::NO_ORGANISATIONS,
        SummaryTab::Figures => strings::NO_FIGURES,
        _ => strings::NO_EARLIER_INSPECTIONS,
    }
}

/// The entries of a tab. Only the rows in view are made of them.
#[derive(Debug, Clone, Copy)]
enum Entries<'a> {
    Abbreviations(&'a [Abbreviation]),
    Mentions {
        mentions: &'a [Mention],
        /// True for figures and dates, which mean little without their sentence.
        have_sentences: bool,
    },
}

impl<'a> Entries<'a> {
    fn of_tab(findings: &'a Findings, tab: SummaryTab) -> Self {
        match tab {
            SummaryTab::Abbreviations => Self::Abbreviations(&findings.abbreviations),
            SummaryTab::Organisations => {
                Self::Mentions { mentions: &findings.organisations, have_sentences: false }
            }
            SummaryTab::Figures => Self::Mentions { mentions: &findings.figures, have_sentences: true },
            _ => Self::Mentions { mentions: &findings.earlier_inspections, have_sentences: true },
        }
    }

    fn len(self) -> usize {
        match self {
            Self::Abbreviations(all) => all.len(),
            Self::Mentions { mentions, .. } => mentions.len(),
        }
    }

    /// Returns the row with this index, counted from 0.
    fn row(self, index: usize) -> MentionRow<'a> {
        match self {
            Self::Abbreviations(all) => abbreviation_row(&all[index]),
            Self::Mentions { mentions, have_sentences } => {
                let mention = &mentions[index];
                let sentence =
                    have_sentences.then(|| links::shorten_words(&mention.sentence, MAX_SENTENCE_CHARACTERS));
                MentionRow {
                    name: &mention.name,
                    details: sentence.unwrap_or_default(),
                    is_warning: false,
                    uses: &mention.uses,
                }
            }
        }
    }
}

/// Returns the row of an abbreviation.
fn abbreviation_row(item: &Abbreviation) -> MentionRow<'_> {
    let meanings: Vec<&str> = item.explanations.iter().map(|explanation| explanation.long.as_str()).collect();
    let is_warning = meanings.is_empty() && !item.is_in_brackets;
    let details = match meanings.as_slice() {
        [] if item.is_in_brackets => strings::IN_BRACKETS.to_owned(),
        [] => strings::NOT_EXPLAINED.to_owned(),
        meanings => meanings.join("; "),
    };
    MentionRow { name: &item.short, details, is_warning, uses: &item.uses }
}
