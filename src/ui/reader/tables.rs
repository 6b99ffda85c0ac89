//! Adds the tables of the text to the accessibility tree, each with its rows.

use eframe::egui::{Rect, Role, Ui, UiBuilder};

use super::column::Column;
use crate::{
    analysis::RowPart,
    report::{BlockId, Content},
    ui::strings::report as strings,
};

/// The node in the accessibility tree of the table whose rows are being painted.
#[derive(Default)]
pub(super) struct TableNode {
    /// The block of the table, and the `Ui` that has the node.
    current: Option<(BlockId, Ui)>,
}

impl TableNode {
    /// Returns the `Ui` for painting a row of the text that is a row of a table, or `None` for any other row.
    pub(super) fn row_ui(&mut self, ui: &mut Ui, column: &Column<'_>, row: usize, view: Rect) -> Option<Ui> {
        let text_row = &column.document.loaded.flow.rows()[row];
        let (RowPart::TableRow(index), Content::Table(table)) =
            (&text_row.part, &column.report.block(text_row.block).content)
        else {
            return None;
        };
        if self.current.as_ref().is_none_or(|(block, _)| *block != text_row.block) {
            let builder = UiBuilder::new()
                .scope_id(ui.scope_id().with(("table", text_row.block.0)))
                .max_rect(view)
                .accessibility_role(Role::Table)
                .accessibility_label(strings::TABLE);
            let child = ui.new_child(builder);
            child.accesskit_node_builder(child.unique_id(), |node| {
                node.set_row_count(table.rows.len());
                node.set_column_count(table.rows.iter().map(Vec::len).max().unwrap_or(0));
            });
            self.current = Some((text_row.block, child));
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
