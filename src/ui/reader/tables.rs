//! Tables of the text, by ear: a table, its rows, their cells.

use eframe::egui::{Rect, Role, Ui, UiBuilder};

use super::column::Column;
use crate::{
    analysis::RowPart,
    report::{BlockId, Content},
};

/// The table whose rows are being painted.
#[derive(Default)]
pub(super) struct Tables {
    current: Option<(BlockId, Ui)>,
}

impl Tables {
    /// Where to paint a row of the text that is a row of a table; `None` for any other.
    pub(super) fn row_of(&mut self, ui: &mut Ui, column: &Column<'_>, row: usize, view: Rect) -> Option<Ui> {
        let shown = &column.document.loaded.flow.rows()[row];
        let (RowPart::TableRow(index), Content::Table(table)) =
            (&shown.part, &column.report.block(shown.block).content)
        else {
            return None;
        };
        if self.current.as_ref().is_none_or(|(block, _)| *block != shown.block) {
            let builder = UiBuilder::new()
                .scope_id(ui.scope_id().with(("table", shown.block.0)))
                .max_rect(view)
                .accessibility_role(Role::Table)
                .accessibility_label("Table");
            let child = ui.new_child(builder);
            child.accesskit_node_builder(child.unique_id(), |node| {
                node.set_row_count(table.rows.len());
                node.set_column_count(table.rows.iter().map(Vec::len).max().unwrap_or(0));
            });
            self.current = Some((shown.block, child));
        }
        let (_, table) = self.current.as_mut()?;
        let builder = UiBuilder::new()
            .scope_id(table.scope_id().with(("row", index)))
            .max_rect(view)
            .accessibility_role(Role::Row);
        let row = table.new_child(builder);
        row.accesskit_node_builder(row.unique_id(), |node| node.set_row_index(*index));
        Some(row)
    }
}
