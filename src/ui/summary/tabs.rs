//! The bar of tabs above the tables, and the list of tabs that are used less often.

use std::sync::Arc;

use eframe::egui::{self, Galley, Popup, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{lay_out_wrapped, points::PointTotals};
use crate::{
    app::{Command, Document, SummaryTab},
    ui::{
        icons::Icon,
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::tab_shape,
    },
};

/// Width of the chevron beside the name of the list, in points.
const CHEVRON_WIDTH: f32 = 16.0;
/// Minimum space at each side of the name of a tab, in points.
const MIN_TAB_PADDING_POINTS: f32 = 2.0;

/// A tab with its name and the number of its rows, or `None` if the number is not known.
type Tab = (SummaryTab, &'static str, Option<usize>);

/// The type styles of the names of tabs, and where their counts are.
#[derive(Debug, Clone, Copy)]
struct NameStyle {
    regular: theme::TypeStyle,
    /// The style of the current tab.
    bold: theme::TypeStyle,
    /// True if counts are below the names, false if they are beside them.
    has_counts_below: bool,
}

impl NameStyle {
    /// The styles to try, the first that fits is used: counts beside the names, then below them, then smaller names.
    const ALL: [Self; 3] = [
        Self { regular: PANEL, bold: PANEL_BOLD, has_counts_below: false },
        Self { regular: PANEL, bold: PANEL_BOLD, has_counts_below: true },
        Self::SMALLEST,
    ];
    const SMALLEST: Self = Self { regular: SMALL, bold: SMALL_BOLD, has_counts_below: true };

    /// Returns the height of the bar of tabs, in points.
    fn bar_height(self) -> f32 {
        if self.has_counts_below { 46.0 } else { 32.0 }
    }
}

/// Shows the tabs. `totals` is `None` until the points to improve are known. If `takes_focus` is true, the current tab
/// takes the keyboard focus.
pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    totals: Option<PointTotals>,
    takes_focus: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let (mut tabs, mut listed_tabs) = (bar_tabs(document, totals).to_vec(), listed_tabs(document).to_vec());
    let bar_width = ui.available_width();
    // In a narrow panel, the counts first move below the names, and the names become smaller. If that is not enough,
    // the longest name is shortened, and then the last tab moves into the list.
    let width_for_names = |padding: f32| bar_width - 12.0 - CHEVRON_WIDTH - 5.0 * 2.0 * padding;
    let shown = document.view.tab;
    let lay_out = |tabs: &[Tab], listed_tabs: &[Tab], style| {
        let is_listed = listed_tabs.iter().any(|(tab, ..)| *tab == shown);
        lay_out_names(ui, (tabs, shown, is_listed), style)
    };
    let total_width = |names: &[TabName]| names.iter().map(|(_, _, galley)| galley.size().x).sum::<f32>();
    let by_style = NameStyle::ALL.iter().map(|style| (lay_out(&tabs, &listed_tabs, *style), *style));
    let fitting = by_style.into_iter().find(|(names, _)| total_width(names) <= width_for_names(4.0));
    let fitting = fitting.or_else(|| {
        let points_tab = tabs.iter_mut().find(|(tab, ..)| *tab == SummaryTab::Points);
        points_tab.into_iter().for_each(|(_, name, _)| *name = strings::SHORT_POINTS_TAB);
        let names = lay_out(&tabs, &listed_tabs, NameStyle::SMALLEST);
        // With the minimum padding, the last tab may extend to the edge of the panel.
        let fits = total_width(&names) <= width_for_names(MIN_TAB_PADDING_POINTS) + 6.0;
        fits.then_some((names, NameStyle::SMALLEST))
    });
    let (names, style) = fitting.unwrap_or_else(|| {
        listed_tabs.splice(0..0, tabs.pop());
        (lay_out(&tabs, &listed_tabs, NameStyle::SMALLEST), NameStyle::SMALLEST)
    });
    let (bar, _) = ui.allocate_exact_size(vec2(bar_width, style.bar_height()), Sense::hover());
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, tokens.line));
    let shown_in_list = listed_tabs.iter().find(|(tab, ..)| *tab == shown);
    let padding = ((bar.width() - 12.0 - CHEVRON_WIDTH - total_width(&names)) / 10.0)
        .clamp(MIN_TAB_PADDING_POINTS, 11.0);
    let mut left = bar.left() + 6.0;
    for (index, (words, is_active, galley)) in names.iter().enumerate() {
        let tab = tabs.get(index).map(|(tab, name, count)| (*tab, *name, *count));
        let chevron_width = if tab.is_none() { CHEVRON_WIDTH } else { 0.0 };
        let rect = Rect::from_min_size(
            pos2(left, bar.top()),
            vec2(galley.size().x + padding * 2.0 + chevron_width, bar.height()),
        );
        left = rect.right();
        let accessible_name = match (tab, shown_in_list) {
            (Some((SummaryTab::Points, _, Some(count))), _) => {
                strings::name_with_count(strings::POINTS, count)
            }
            (Some((_, name, Some(count))), _) => strings::name_with_count(name, count),
            (None, Some((_, name, _))) => strings::more_tabs_label(name),
            _ => words.clone(),
        };
        let response =
            show_tab(ui, rect, index, *is_active, Arc::clone(galley), &accessible_name, chevron_width);
        if takes_focus && *is_active {
            response.request_focus();
        }
        match tab {
            Some((tab, ..)) if response.clicked() => commands.push(Command::ShowTab(tab)),
            Some(_) => {}
            None => show_list(&response, &listed_tabs, document.view.tab, commands),
        }
    }
}

/// The name of a tab, true if the tab is the current one, and the laid-out name.
type TabName = (String, bool, Arc<Galley>);

/// Lays out the names of the tabs and then the name of the list. `shown` is the current tab, and `is_listed` is true if
/// that tab is in the list.
fn lay_out_names(
    ui: &Ui,
    (tabs, shown, is_listed): (&[Tab], SummaryTab, bool),
    style: NameStyle,
) -> Vec<TabName> {
    let tokens = theme::tokens(ui);
    let named = tabs.iter().map(|(tab, name, count)| {
        let words = match count {
            Some(count) if style.has_counts_below => format!("{name}\n{count}"),
            Some(count) => strings::name_with_count(name, *count),
            None => (*name).to_owned(),
        };
        (words, *tab == shown)
    });
    let all = named.chain([(strings::MORE.to_owned(), is_listed)]).map(|(words, is_active)| {
        let color = if is_active { tokens.text } else { tokens.secondary };
        let galley = lay_out_wrapped(
            ui,
            &words,
            if is_active { style.bold } else { style.regular },
            color,
            f32::INFINITY,
        );
        (words, is_active, galley)
    });
    all.collect()
}

/// Returns the tabs that are in the bar.
fn bar_tabs(document: &Document, totals: Option<PointTotals>) -> [Tab; 4] {
    let report = document.report();
    let points = totals.map(|totals| totals.shown_by(document.view.table_arrangement.points));
    [
        (SummaryTab::Judgements, strings::JUDGEMENTS, Some(report.judgements.len())),
        (SummaryTab::Recommendations, strings::RECOMMENDATIONS, Some(report.recommendations.len())),
        (SummaryTab::Points, strings::POINTS, points),
        (SummaryTab::Checks, strings::CHECKS, Some(document.warning_count())),
    ]
}

/// Returns the tabs that are in the list.
fn listed_tabs(document: &Document) -> [Tab; 6] {
    let findings = document.findings.as_deref();
    let scale = document.report().scale.as_ref();
    [
        (SummaryTab::Scale, strings::SCALE, scale.map(|scale| scale.grades.len())),
        (SummaryTab::Notes, strings::NOTES, Some(document.annotations.notes.len())),
        (
            SummaryTab::Abbreviations,
            strings::ABBREVIATIONS,
            findings.map(|findings| findings.abbreviations.len()),
        ),
        (
            SummaryTab::Organisations,
            strings::ORGANISATIONS,
            findings.map(|findings| findings.organisations.len()),
        ),
        (SummaryTab::Figures, strings::FIGURES, findings.map(|findings| findings.figures.len())),
        (
            SummaryTab::EarlierInspections,
            strings::EARLIER_INSPECTIONS,
            findings.map(|findings| findings.earlier_inspections.len()),
        ),
    ]
}

/// Shows a tab, or the tab that opens the list if `chevron_width` is above 0.
fn show_tab(
    ui: &Ui,
    rect: Rect,
    index: usize,
    is_active: bool,
    galley: Arc<Galley>,
    words: &str,
    chevron_width: f32,
) -> Response {
    let tokens = theme::tokens(ui);
    let response = ui.interact(rect, ui.scope_id().with(("tab", index)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, words));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(is_active));
    tab_shape::paint_tab(ui, rect, is_active, &response);
    let at = rect.center() - (galley.size() + vec2(chevron_width, 0.0)) / 2.0;
    let end = at.x + galley.size().x;
    ui.painter().galley(at, galley, tokens.text);
    if chevron_width > 0.0 {
        let chevron = Rect::from_center_size(
            pos2(end + chevron_width / 2.0 + 1.0, rect.center().y + 1.0),
            vec2(12.0, 12.0),
        );
        Icon::ChevronDown.paint(ui, chevron, tokens.secondary);
    }
    response
}

/// Shows the list as a menu while it is open. A click on its tab opens it.
fn show_list(response: &Response, listed_tabs: &[Tab], shown: SummaryTab, commands: &mut Vec<Command>) {
    Popup::menu(response).show(|ui| {
        ui.set_min_width(190.0);
        for (tab, name, count) in listed_tabs {
            let mut entry = egui::Button::selectable(*tab == shown, *name);
            if let Some(count) = count {
                entry = entry.shortcut_text(SMALL.rich_text(count.to_string(), theme::tokens(ui).secondary));
            }
            if ui.add(entry).clicked() {
                commands.push(Command::ShowTab(*tab));
                // A click closes the menu by itself, but the Enter key does not.
                ui.close();
            }
        }
    });
}
