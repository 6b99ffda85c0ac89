//! Tables of the body: their rows, rows that a page end cut in two, and tables of what is asked for.

use super::{Open, Reader};
use crate::{
    read::{
        line::{Line, Shape, join},
        recognise::key,
    },
    report::{Block, BlockId, Content, Place, Recommendation, Table, Text},
};

impl Reader<'_> {
    pub(super) fn row(&mut self, line: Line) {
        let Shape::Row(cells) = line.shape else { return };
        // Some reports box a grade: a table of one cell.
        if let [cell] = cells.as_slice()
            && self.grade_of_section(cell.plain()).is_some()
        {
            return self.words(Line::new(cell.clone(), Shape::Plain, true, line.origin));
        }
        self.open = Open::Nothing;
        if let Some(Block { content: Content::Table(table), .. }) = self.body.blocks.last_mut() {
            match table.rows.last_mut() {
                Some(last) if goes_on(last, &cells, line.page_break) => {
                    for (cell, rest) in last.iter_mut().zip(&cells).filter(|(_, rest)| !rest.is_blank()) {
                        join(cell, rest);
                    }
                }
                _ => table.rows.push(cells),
            }
            let block = BlockId(self.body.blocks.len() - 1);
            self.stands_here_too(block);
            return;
        }
        let header = cells.iter().any(|cell| {
            matches!(
                key(cell.plain()).as_str(),
                "grade" | "judgement" | "key judgement" | "judgement grade" | "responsible body"
            )
        });
        self.push(Content::Table(Table { rows: vec![cells], header }), line.origin);
    }

    /// The rows of tables that say who is to do what, in sections that ask for something.
    pub(super) fn table_recommendations(&mut self) {
        let Some(family) = self.family else { return };
        let mut found = Vec::new();
        for (index, block) in self.body.blocks.iter().enumerate() {
            let Content::Table(table) = &block.content else { continue };
            let Some(names) = table.rows.first().filter(|_| table.header) else { continue };
            let names: Vec<String> = names.iter().map(|name| key(name.plain())).collect();
            let asks = |name: &String| family.asks(name);
            let columns = names.iter().position(|name| name.starts_with("responsible"));
            let Some((who, what)) = columns.zip(names.iter().position(asks)) else { continue };
            for (row, cells) in table.rows.iter().enumerate().skip(1) {
                let Some(text) = cells.get(what).filter(|text| !text.is_blank()) else { continue };
                let who = cells.get(who).map(|name| name.plain().trim()).filter(|name| !name.is_empty());
                found.push(Recommendation {
                    text: text.clone(),
                    timescale: None,
                    responsible: who.map(str::to_owned),
                    section: block.section,
                    paragraph: None,
                    cites: Vec::new(),
                    place: Place::part(BlockId(index), row),
                });
            }
        }
        if found.is_empty() {
            return;
        }
        self.body.recommendations.append(&mut found);
        self.body.recommendations.sort_by_key(|item| item.place);
        // Blocks name recommendations by their place in the list.
        for (index, item) in self.body.recommendations.iter().enumerate() {
            let block = &mut self.body.blocks[item.place.block.0];
            if let Content::Recommendation(_) = block.content {
                block.content = Content::Recommendation(index);
            }
        }
    }
}

/// Whether a row is the rest of the one before: its first cell is empty, and what it goes on with was not ended.
fn goes_on(last: &[Text], row: &[Text], page_break: bool) -> bool {
    let is_rest = |(cell, rest): (&Text, &Text)| {
        let ended = cell.plain().trim_end().ends_with(['.', '!', '?']);
        let lower = rest.plain().starts_with(char::is_lowercase);
        rest.is_blank() || !cell.is_blank() && !ended && (page_break || lower)
    };
    row.len() >= 2
        && row.len() <= last.len()
        && row[0].is_blank()
        && row.iter().any(|cell| !cell.is_blank())
        && last.iter().zip(row).all(is_rest)
}

#[cfg(test)]
mod tests {
    use super::goes_on;
    use crate::report::Text;

    #[test]
    fn only_what_was_not_ended_goes_on() {
        let row = |cells: [&str; 2]| cells.map(Text::from).to_vec();
        let before = row(["The council", "Leaders should plan"]);
        assert!(goes_on(&before, &row(["", "Services that help."]), true));
        assert!(goes_on(&before, &row(["", "and act."]), false));
        assert!(!goes_on(&before, &row(["", "Staff."]), false), "another thing for the same body");
        assert!(!goes_on(&row(["The council", "All is done."]), &row(["", "and more"]), true));
        assert!(!goes_on(&before, &row(["The board", "and act."]), true));
    }
}
