//! Reads the tables of the body, including rows that a page end cuts in two and tables of recommendations.
//!
//! Must not know judgements.

use super::{BodyReader, OpenText, recommendations::normalise_bullets};
use crate::{
    read::{
        line::{Line, Shape, append_continuation, strip_bullet},
        recognise::title_key,
    },
    report::{Block, BlockId, Content, Place, Recommendation, Table, Text},
};

impl BodyReader<'_> {
    /// Reads a table row. It begins a table, is the next row of a table, or continues the last row of a table.
    pub(super) fn read_row(&mut self, line: Line) {
        let Shape::Row(cells) = line.shape else { return };
        // Some reports print the grade of a section in a box, which is a table of one cell.
        if let [cell] = cells.as_slice()
            && self.section_grade(cell.plain()).is_some()
        {
            return self.read_text(Line::new(cell.clone(), Shape::Plain, true, line.origin));
        }
        self.open_text = OpenText::Nothing;
        if let Some(Block { content: Content::Table(table), part_pages, .. }) = self.body.blocks.last_mut() {
            let has_names = has_responsible_column(table);
            match table.rows.last_mut() {
                Some(last)
                    if is_continued_row(last, &cells, line.is_page_start)
                        || has_names && line.is_page_start && is_rest_of_name(last, &cells) =>
                {
                    for (cell, rest) in last.iter_mut().zip(&cells).filter(|(_, rest)| !rest.is_blank()) {
                        append_to_cell(cell, rest);
                    }
                }
                _ => {
                    table.rows.push(cells);
                    part_pages.extend(line.origin.page);
                }
            }
            let block = BlockId(self.body.blocks.len() - 1);
            self.add_areas_to_block(block);
            return;
        }
        let has_header = cells.iter().any(|cell| {
            matches!(
                title_key(cell.plain()).as_str(),
                "grade" | "judgement" | "key judgement" | "judgement grade"
            ) || title_key(cell.plain()).starts_with("responsible bod")
        });
        self.push_block(Content::Table(Table { rows: vec![cells], has_header }), line.origin);
        let table = self.body.blocks.last_mut();
        table.into_iter().for_each(|table| table.part_pages.extend(line.origin.page));
    }

    /// Adds the recommendations in tables that have a column for recommendations and a column for the responsible
    /// organisation.
    pub(super) fn read_recommendation_tables(&mut self) {
        let Some(family) = self.family else { return };
        let mut found = Vec::new();
        for (index, block) in self.body.blocks.iter().enumerate() {
            let Content::Table(table) = &block.content else { continue };
            let Some(names) = table.rows.first().filter(|_| table.has_header) else { continue };
            let names: Vec<String> = names.iter().map(|name| title_key(name.plain())).collect();
            let is_recommendations = |name: &String| family.is_recommendations_title(name);
            let responsible = names.iter().position(|name| name.starts_with("responsible"));
            let Some((who, what)) = responsible.zip(names.iter().position(is_recommendations)) else {
                continue;
            };
            for (row, cells) in table.rows.iter().enumerate().skip(1) {
                // A page can repeat the names of the columns.
                let is_text = |text: &&Text| !text.is_blank() && title_key(text.plain()) != names[what];
                let Some(text) = cells.get(what).filter(is_text) else { continue };
                let who = cells.get(who).map(|name| name.plain().trim()).filter(|name| !name.is_empty());
                found.push(Recommendation {
                    responsible: who.map(str::to_owned),
                    section: block.section,
                    ..Recommendation::new(normalise_bullets(text), Place::at_part(BlockId(index), row))
                });
            }
        }
        if found.is_empty() {
            return;
        }
        self.body.recommendations.append(&mut found);
        self.body.recommendations.sort_by_key(|item| item.place);
        // Blocks refer to recommendations by index, which sorting has changed.
        for (index, item) in self.body.recommendations.iter().enumerate() {
            let block = &mut self.body.blocks[item.place.block.0];
            if let Content::Recommendation(_) = block.content {
                block.content = Content::Recommendation(index);
            }
        }
    }
}

/// Returns true if the first column of a table contains the organisations that are responsible for recommendations.
fn has_responsible_column(table: &Table) -> bool {
    let name = table.rows.first().and_then(|row| row.first());
    table.has_header && name.is_some_and(|name| title_key(name.plain()).starts_with("responsible bod"))
}

/// Returns true if the first row of a page is the rest of the name in the row before: only its first cell has text. A
/// separate recommendation has both an organisation and a text.
fn is_rest_of_name(last: &[Text], row: &[Text]) -> bool {
    let (Some((name, others)), Some(begun)) = (row.split_first(), last.first()) else { return false };
    !name.is_blank() && others.iter().all(Text::is_blank) && !begun.is_blank() && last.len() > 1
}

/// Appends the rest of a cell to its beginning. A bullet begins a new line.
fn append_to_cell(cell: &mut Text, rest: &Text) {
    if strip_bullet(rest.plain()).is_some() {
        cell.push_str("\n");
        cell.push_text(rest);
    } else {
        append_continuation(cell, rest);
    }
}

/// Returns true if `row` continues the row before, `last`: its first cell is empty, and each cell with text continues
/// an unfinished cell or begins with a bullet. An unfinished cell can continue with a capital only on a new page.
fn is_continued_row(last: &[Text], row: &[Text], is_page_start: bool) -> bool {
    let is_rest_of_cell = |(cell, rest): (&Text, &Text)| {
        let is_finished = cell.plain().trim_end().ends_with(['.', '!', '?']);
        let is_lower_case = rest.plain().starts_with(char::is_lowercase);
        rest.is_blank()
            || !cell.is_blank()
                && (!is_finished && (is_page_start || is_lower_case) || strip_bullet(rest.plain()).is_some())
    };
    row.len() >= 2
        && row.len() <= last.len()
        && row[0].is_blank()
        && row.iter().any(|cell| !cell.is_blank())
        && last.iter().zip(row).all(is_rest_of_cell)
}

#[cfg(test)]
mod tests {
    use super::{is_continued_row, is_rest_of_name};
    use crate::report::Text;

    #[test]
    fn only_unfinished_cells_are_continued() {
        let row = |cells: [&str; 2]| cells.map(Text::from).to_vec();
        let before = row(["The council", "Leaders should plan"]);
        assert!(is_continued_row(&before, &row(["", "Services that help."]), true));
        assert!(is_continued_row(&before, &row(["", "and act."]), false));
        assert!(
            !is_continued_row(&before, &row(["", "Staff."]), false),
            "another recommendation for the same organisation"
        );
        assert!(!is_continued_row(&row(["The council", "All is done."]), &row(["", "and more"]), true));
        assert!(!is_continued_row(&before, &row(["The board", "and act."]), true));
        assert!(is_continued_row(&row(["The council", "All must:"]), &row(["", "• act"]), false));
        assert!(is_rest_of_name(&before, &row(["Board", ""])));
        assert!(!is_rest_of_name(&before, &row(["The board", "Leaders should act."])));
    }
}
