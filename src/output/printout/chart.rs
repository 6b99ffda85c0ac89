//! The printout of a chart of a folder: its sentences, the picture, and the same numbers as a table.

use crate::{
    output::{
        chart::{ChartSheet, ChartTable},
        print::{
            Align, Block, Column, ColumnWidth, Figure, ParagraphStyle, PrintDocument, Row, RowKind,
            StyledText, Table,
        },
        strings,
    },
    report::Date,
};

/// Returns the printout of a chart. `made_on` is the date in the footer.
pub(super) fn chart_document(sheet: &ChartSheet, made_on: Date) -> PrintDocument {
    let mut blocks = vec![Block::Heading(1, sheet.title.as_str().into())];
    blocks.extend(
        sheet.sentences.iter().map(|words| Block::Paragraph(ParagraphStyle::Body, words.as_str().into())),
    );
    blocks.push(Block::Figure(Figure { drawing: sheet.drawing.clone(), alt_text: sheet.alt_text() }));
    if !sheet.table.rows.is_empty() {
        blocks.push(Block::Heading(2, strings::CHART_TABLE.into()));
        blocks.push(Block::Table(table(&sheet.table)));
    }
    let footer = vec![strings::print_disclaimer(made_on)];
    PrintDocument { title: sheet.title.clone(), footer, made_on, blocks }
}

fn table(table: &ChartTable) -> Table {
    let is_number = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        column > 0 && cells.all(|cell| cell.trim_end_matches('%').parse::<u64>().is_ok())
    };
    let column = |index: usize| match is_number(index) {
        true => Column { width: ColumnWidth::Fit, align: Align::End },
        false => Column { width: ColumnWidth::Share(1.0), align: Align::Start },
    };
    let row = |cells: &Vec<String>| Row {
        kind: RowKind::Body,
        cells: cells.iter().map(|cell| cell.as_str().into()).collect(),
    };
    Table {
        columns: (0..table.header.len()).map(column).collect(),
        header: table.header.iter().map(|words| StyledText::from(words.as_str())).collect(),
        rows: table.rows.iter().map(row).collect(),
        has_row_headings: true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::output::{
        chart::{Area, BarFill, Drawing, DrawingPart, Shape},
        printout::{PrintOptions, Printable, typeset_printout},
    };

    #[test]
    fn high_chart_is_scaled_to_the_page_of_its_title_and_has_alternative_text() {
        let area = Area { left: 0.0, top: 0.0, width: 700.0, height: 2000.0 };
        let drawing = Drawing {
            width: 700.0,
            height: 2000.0,
            shapes: vec![Shape::Bar(area, BarFill::Plain)],
            parts: vec![DrawingPart { area, name: "One bar".to_owned() }],
        };
        let sheet = ChartSheet {
            title: "A high chart".to_owned(),
            sentences: vec!["It has one bar.".to_owned()],
            drawing,
            table: ChartTable::default(),
        };
        let made_on = "2026-01-05".parse().unwrap();
        let pages = typeset_printout(Printable::Chart(&sheet), &PrintOptions::default(), made_on);
        assert_eq!(pages.count(), 1);
        // krilla's validator refuses a figure without alternative text.
        assert!(pages.to_pdf().is_ok());
        assert_eq!(sheet.alt_text(), "A high chart. It has one bar. One bar.");
    }
}
