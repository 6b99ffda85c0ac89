//! The lists above the recommendations for choosing their order and which of them are shown.

use std::collections::{BTreeSet, HashSet};

use eframe::egui::Ui;

use super::super::choices;
use crate::{
    analysis::{
        RecommendationFilter, RecommendationOrder, RecommendationView, is_priority, nearest_section_titles,
    },
    app::{Command, Document, TableArrangement},
    report::{Report, SectionId},
    ui::{strings::report as strings, widgets::choice_list},
};

/// Shows the lists for choosing the order and which recommendations are shown.
pub(super) fn show_choices(
    ui: &mut Ui,
    document: &Document,
    filters: &[(RecommendationFilter, String)],
    commands: &mut Vec<Command>,
) {
    let view = &document.view.table_arrangement.recommendations;
    let mut push = |recommendations: RecommendationView| {
        commands.push(Command::Arrange(TableArrangement {
            recommendations,
            ..document.view.table_arrangement.clone()
        }));
    };
    choices::show_choice_line(ui, |ui| {
        let orders = RecommendationOrder::ALL.map(|(order, name)| (order, name.to_owned()));
        if let Some(order) =
            choice_list::show(ui, strings::ORDER, ui.available_width() * 0.5, &view.order, &orders)
        {
            push(RecommendationView { order, ..view.clone() });
        }
        if let Some(filter) =
            choice_list::show(ui, strings::RECOMMENDATIONS_SHOWN, ui.available_width(), &view.filter, filters)
        {
            push(RecommendationView { filter, ..view.clone() });
        }
    });
}

/// Returns the filters for the recommendations of a report, with their labels. Leaves out filters that match no
/// recommendation, and timescales or sections if there is only one.
pub(super) fn available_filters(report: &Report) -> Vec<(RecommendationFilter, String)> {
    let items = &report.recommendations;
    let mut filters =
        vec![(RecommendationFilter::All, strings::name_with_bracketed_count(strings::ALL, items.len()))];
    if items.iter().any(|item| is_priority(report, item)) {
        filters.push((RecommendationFilter::Priority, strings::PRIORITY_FILTER.to_owned()));
    }
    let mut seen = HashSet::new();
    let labels = items.iter().filter_map(|item| item.timescale.as_ref()).map(|time| time.label.as_str());
    let timescales: Vec<&str> = labels.filter(|label| seen.insert(*label)).collect();
    if timescales.len() > 1 {
        let by_timescale = timescales
            .into_iter()
            .map(|label| (RecommendationFilter::Timescale(label.to_owned()), label.to_owned()));
        filters.extend(by_timescale);
    }
    let sections: BTreeSet<SectionId> = items.iter().filter_map(|item| item.section).collect();
    if sections.len() > 1 {
        let by_section = sections
            .into_iter()
            .map(|section| (RecommendationFilter::Section(section), nearest_section_titles(report, section)));
        filters.extend(by_section);
    }
    let addressees: BTreeSet<&String> = items.iter().filter_map(|item| item.responsible.as_ref()).collect();
    filters.extend(
        addressees
            .into_iter()
            .map(|name| (RecommendationFilter::Addressee(name.clone()), strings::addressee_label(name))),
    );
    filters
}
