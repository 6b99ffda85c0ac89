//! The panel beside the compared texts, with tabs for judgements, recommendations, changes in the text, checks and
//! sections.

use eframe::egui::{self, Role, Ui, WidgetInfo, vec2};

use super::{
    Cache, checks, judgements, judgements::JudgementRows, layout::list_id, recommendations, sections,
    text_changes, verdict,
};
use crate::{
    app::{Command, CompareTab, ComparisonTab},
    ui::{
        strings::compare as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD, TypeStyle},
        widgets::{rows::RowContent, text},
    },
};

/// The minimum height of a panel whose verdict and tabs stay in place while its list scrolls, in points.
const MIN_HEIGHT_FOR_FIXED_HEAD: f32 = 420.0;

/// Shows the panel: the verdict, the tabs, and the list of the current tab. In a low window all of it scrolls together,
/// so that the list is not squeezed.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    let is_low = ui.available_height() < MIN_HEIGHT_FOR_FIXED_HEAD;
    let Cache { judgements, recommendations, changes, sections, checks, .. } = &mut *cache;
    for list in [judgements, recommendations, changes, sections, checks] {
        list.set_inline(is_low);
    }
    if is_low {
        // Each tab has its own scroll position.
        let area = egui::ScrollArea::vertical().id_salt((list_id(tab), tab.tab)).auto_shrink(false);
        area.show(ui, |ui| show_parts(ui, tab, is_low, cache, commands));
    } else {
        show_parts(ui, tab, is_low, cache, commands);
    }
}

/// Shows the parts of the panel, one below the other.
fn show_parts(
    ui: &mut Ui,
    tab: &ComparisonTab,
    is_low: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 12, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        verdict::show(ui, tab, !is_low, &mut cache.verdict, commands);
    });
    show_tabs(ui, tab, commands);
    match tab.tab {
        CompareTab::Judgements => show_judgements(ui, tab, cache, commands),
        CompareTab::Recommendations => recommendations::show(ui, tab, &mut cache.recommendations, commands),
        CompareTab::Sections => sections::show(ui, tab, &mut cache.sections, commands),
        CompareTab::Text => show_changes(ui, tab, cache, commands),
        CompareTab::Checks => checks::show(ui, tab, &mut cache.checks, commands),
    }
}

/// Shows the judgements.
fn show_judgements(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    let rows = JudgementRows::new(tab);
    let count = tab.comparison().judgements.len();
    if count == 0 {
        return show_empty_list(ui, strings::NO_JUDGEMENTS);
    }
    judgements::show_column_titles(ui, tab);
    cache.judgements.set_fingerprint(u64::from(tab.result_number));
    cache.judgements.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::JUDGEMENTS },
        count,
        |ui, row, width| rows.row_height(ui, row, width),
        |ui, row| rows.show_row(ui, row, commands),
    );
}

/// Shows a sentence in place of a list without rows.
pub(super) fn show_empty_list(ui: &mut Ui, words: &str) {
    let frame = egui::Frame::new().inner_margin(egui::Margin::same(14));
    frame.show(ui, |ui| {
        ui.add(egui::Label::new(PANEL.rich_text(words, theme::tokens(ui).secondary)).wrap());
    });
}

/// Shows the changes in the text, with a filter for each kind of change.
fn show_changes(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    let listed = tab.listed_changes();
    text_changes::show_mode(ui, tab, commands);
    text_changes::show_position(ui, tab, &listed, commands);
    text_changes::show_kind_filters(ui, tab, commands);
    if cache.shown_change != tab.current {
        cache.shown_change = tab.current;
        let row = listed.iter().position(|change| Some(*change) == tab.current);
        row.into_iter().for_each(|row| cache.changes.scroll_to(row));
    }
    cache.changes.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::TEXT_CHANGES },
        listed.len(),
        |_, _, _| text_changes::row_height(),
        |ui, row| text_changes::show_row(ui, tab, listed[row], commands),
    );
}

/// A way to show the tabs of the panel in a given width.
#[derive(Debug, Clone, Copy)]
struct TabFit {
    /// Space at the left and right of a name, in points.
    padding: f32,
    /// True if "Recommendations" is shortened.
    is_short: bool,
    /// True if the counts are shown.
    has_counts: bool,
}

/// The ways to show the tabs, in the order of trying them.
const TAB_FITS: [TabFit; 5] = [
    TabFit { padding: 5.0, is_short: false, has_counts: true },
    TabFit { padding: 3.0, is_short: false, has_counts: true },
    TabFit { padding: 5.0, is_short: true, has_counts: true },
    TabFit { padding: 3.0, is_short: true, has_counts: true },
    TabFit { padding: 3.0, is_short: true, has_counts: false },
];
/// Space before the first tab, in points.
const TABS_START: f32 = 9.0;
/// Space between two tabs, in points.
const TABS_SPACING: f32 = 2.0;

impl TabFit {
    /// Returns the first way that needs at most `width` points, or else the last one.
    fn new(ui: &Ui, tabs: &[(CompareTab, &str, usize)], shown: CompareTab, width: f32) -> Self {
        let name_width = |words: &str, style: TypeStyle| {
            text::lay_out_truncated(ui, words, style, theme::tokens(ui).text, f32::INFINITY).size().x
        };
        let fits = |fit: &&Self| {
            let widths = tabs.iter().map(|(tab, name, count)| {
                let style = if *tab == shown { SMALL_BOLD } else { SMALL };
                name_width(&fit.words(*tab, name, *count), style) + fit.padding * 2.0 + TABS_SPACING
            });
            TABS_START + widths.sum::<f32>() <= width
        };
        *TAB_FITS.iter().find(fits).unwrap_or(&TAB_FITS[TAB_FITS.len() - 1])
    }

    /// Returns the words on a tab.
    fn words(self, tab: CompareTab, name: &str, count: usize) -> String {
        let name = if self.is_short && tab == CompareTab::Recommendations {
            strings::RECOMMENDATIONS_SHORT
        } else {
            name
        };
        if self.has_counts { strings::name_with_count(name, count) } else { name.to_owned() }
    }
}

/// Shows the tabs of the panel with their counts. In a narrow panel they are shortened to fit in one line.
fn show_tabs(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    let comparison = tab.comparison();
    let tokens = theme::tokens(ui);
    let tabs = [
        (CompareTab::Judgements, strings::JUDGEMENTS, comparison.judgements.len()),
        (CompareTab::Recommendations, strings::RECOMMENDATIONS, comparison.recommendations.len()),
        (CompareTab::Text, strings::TEXT, comparison.changes.len()),
        (CompareTab::Checks, strings::CHECKS, checks::check_count(comparison)),
        (CompareTab::Sections, strings::SECTIONS, tab.sections.len()),
    ];
    let fit = TabFit::new(ui, &tabs, tab.tab, ui.available_width());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(TABS_SPACING, 2.0);
        ui.spacing_mut().button_padding.x = fit.padding;
        ui.add_space(TABS_START - TABS_SPACING);
        for (shown, name, count) in tabs {
            let is_shown = tab.tab == shown;
            let style = if is_shown { SMALL_BOLD } else { SMALL };
            let full_words = strings::name_with_count(name, count);
            let words = fit.words(shown, name, count);
            let button = egui::Button::selectable(is_shown, style.rich_text(words.as_str(), tokens.text));
            let mut response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, full_words.as_str()));
            if words != full_words {
                response = response.on_hover_text(full_words.as_str());
            }
            if response.clicked() {
                commands.push(Command::ShowCompareTab(shown));
            }
        }
    });
    ui.add_space(6.0);
    let line = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), line, egui::Stroke::new(1.0, tokens.line));
}
