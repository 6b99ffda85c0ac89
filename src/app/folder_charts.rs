//! The state of the charts of a folder, and copying, printing and saving them. Runs without a window.

use std::sync::Arc;

use super::{Effect, FolderTab, FolderView, State, Tab, TabId};
use crate::{
    library::charts::{Chart, ChartDetail, ChartOptions, ChartSize, CouncilHistory},
    output::chart::ChartSheet,
};

/// The size of a chart that is printed or saved.
const SHEET_SIZE: ChartSize = ChartSize { width: 700.0, height: 340.0, detail: ChartDetail::Full };

/// The state of the charts of a folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderCharts {
    /// The chart that is shown.
    pub options: ChartOptions,
    /// True if the numbers are shown as a table in place of the chart.
    pub is_table: bool,
    /// The number of changes, so that a print preview is made again.
    revision: u32,
}

/// A command for the charts of a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderChartsCommand {
    /// Shows another chart, or the same one in another way.
    SetOptions(Box<ChartOptions>),
    /// Shows the numbers as a table, or the chart.
    ShowTable(bool),
    /// Copies the numbers as a table.
    CopyTable,
    /// Opens the timeline of the council with this key, from all its reports in the folder.
    ShowTimeline(String),
}

impl FolderTab {
    /// Returns the chart that is chosen.
    #[must_use]
    pub fn chart(&self) -> Chart {
        Chart::new(&self.collection, &self.matrix, &self.overdue_counts, &self.charts.options)
    }

    /// Returns the chart in the size in which it is printed and saved.
    pub(super) fn chart_sheet(&self) -> ChartSheet {
        self.chart().sheet(SHEET_SIZE)
    }

    /// Returns a number that differs after each change of the chart.
    pub(super) fn chart_revision(&self) -> u32 {
        let collection = u32::try_from(self.collection.revision()).unwrap_or(u32::MAX);
        collection.wrapping_add(self.charts.revision.wrapping_mul(0x1_0000))
    }
}

impl State {
    /// Returns the folder in front and the id of its tab, if its charts are shown.
    #[must_use]
    pub fn front_charts(&self) -> Option<(TabId, &FolderTab)> {
        let tab = self.tabs.front()?;
        let folder = tab.folder().filter(|folder| folder.view == FolderView::Charts)?;
        Some((tab.id, folder))
    }

    /// Returns the chart in front, to print or save it; `None` if no chart is shown or it has nothing to show.
    pub(super) fn front_chart_sheet(&self) -> Option<Arc<ChartSheet>> {
        let (_, folder) = self.front_charts()?;
        Some(Arc::new(folder.chart_sheet()))
    }

    /// Carries out a command for the charts of a folder.
    pub(super) fn update_folder_charts(&mut self, id: TabId, command: FolderChartsCommand) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        match command {
            FolderChartsCommand::SetOptions(options) => {
                tab.charts.options = *options;
                tab.charts.revision = tab.charts.revision.wrapping_add(1);
            }
            FolderChartsCommand::ShowTable(is_table) => tab.charts.is_table = is_table,
            FolderChartsCommand::CopyTable => {
                let table = tab.chart().table();
                return self.copy_chart_table(&table);
            }
            FolderChartsCommand::ShowTimeline(council) => {
                let Some(history) = CouncilHistory::new(&tab.collection, &council) else { return Vec::new() };
                let paths = history.inspections.iter().map(|one| tab.full_path(&one.path)).collect();
                return self.show_timeline_of_files(paths);
            }
        }
        Vec::new()
    }
}
