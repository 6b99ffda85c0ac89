//! Reads an action plan from an OpenDocument spreadsheet (ODS). calamine reads these files too, but a small file with
//! repeated cells takes all memory there.

use std::{collections::HashSet, io::Cursor};

use quick_xml::{
    Reader as XmlReader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    CellGrid, EditedPlan, MAX_CELL_CHARACTERS, MAX_PLAN_COLUMNS, MAX_PLAN_ROWS, PlanError, SheetContent,
    attribute_value, plan_in_sheet, read_part,
};

/// Reads the plan from the first sheet that has the column headings.
pub(super) fn read_plan(package: &mut ZipArchive<Cursor<&[u8]>>) -> Result<EditedPlan, PlanError> {
    let xml = read_part(package, "content.xml").ok_or(PlanError::Damaged)?;
    let mut reader = SheetReader::default();
    let mut events = XmlReader::from_str(&xml);
    events.config_mut().check_end_names = false;
    loop {
        match events.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => reader.handle_event(&event)?,
            Err(_) => return Err(PlanError::Damaged),
        }
    }
    let names: Vec<String> = reader.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    for (index, sheet) in reader.sheets.into_iter().enumerate() {
        let others = names.iter().enumerate().filter(|(other, _)| *other != index);
        let others = others.map(|(_, name)| name.clone()).collect();
        if let Some(plan) = plan_in_sheet(sheet, others) {
            return Ok(plan);
        }
    }
    Err(PlanError::MissingHeadings)
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct OpenCell {
    /// The value of a number, date or truth value; `None` if the words of the cell are its value.
    value: Option<String>,
    words: String,
    /// The number of columns that the cell is repeated in.
    repeats: usize,
}

/// Reads the sheets of a document from its events.
#[derive(Debug, Default)]
struct SheetReader {
    /// The sheets that are read completely.
    sheets: Vec<SheetContent>,
    sheet: SheetContent,
    grid: CellGrid,
    /// The number of open tables. A table within a cell is not read.
    table_depth: usize,
    /// The row and the column of the next cell, counted from 0.
    row: usize,
    column: usize,
    /// The number of rows that the open row stands for.
    row_repeats: usize,
    /// The cells of the open row with words, with their columns.
    cells: Vec<(usize, String)>,
    cell: Option<OpenCell>,
    /// True in a paragraph of a cell. White space around paragraphs does not belong to the cell.
    is_in_paragraph: bool,
    /// The number of open comments and shapes, whose words do not belong to the cell.
    hidden_depth: usize,
    /// The name of the open cell style.
    style_name: String,
    /// The names of the cell styles with a colour.
    coloured_styles: HashSet<String>,
}

impl SheetReader {
    fn handle_event(&mut self, event: &Event<'_>) -> Result<(), PlanError> {
        match event {
            Event::Start(element) => self.open_element(element),
            Event::Empty(element) => {
                self.open_element(element);
                self.close_element(element.local_name().as_ref())?;
            }
            Event::End(element) => self.close_element(element.local_name().as_ref())?,
            Event::Text(text) => {
                let words = text.decode().map(std::borrow::Cow::into_owned).unwrap_or_default();
                self.push_words(&words);
            }
            Event::GeneralRef(reference) => {
                let character = match &**reference {
                    b"amp" => Some('&'),
                    b"lt" => Some('<'),
                    b"gt" => Some('>'),
                    b"quot" => Some('"'),
                    b"apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                self.push_words(&character.map(String::from).unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds words to the open cell, up to the maximum length of a cell.
    fn push_words(&mut self, words: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.is_in_paragraph && self.hidden_depth == 0)
            && cell.words.len() < MAX_CELL_CHARACTERS
        {
            cell.words.push_str(words);
        }
    }

    fn open_element(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        match name.as_ref() {
            b"style" => self.style_name = attribute_value(element, "name").unwrap_or_default(),
            b"table-cell-properties" => {
                let colour = attribute_value(element, "background-color");
                self.note_style(colour, &["transparent", "#ffffff"]);
            }
            b"text-properties" => {
                let colour = attribute_value(element, "color");
                self.note_style(colour, &["#000000"]);
            }
            b"table" => {
                self.table_depth += 1;
                if self.table_depth == 1 {
                    self.sheet.name = attribute_value(element, "name").unwrap_or_default();
                    self.row = 0;
                }
            }
            _ if self.table_depth != 1 => {}
            b"table-row" => {
                self.row_repeats = repeats(element, "number-rows-repeated");
                self.column = 0;
            }
            b"table-cell" | b"covered-table-cell" => self.open_cell(element),
            b"annotation" => {
                self.sheet.comments += 1;
                self.hidden_depth += 1;
            }
            b"frame" | b"custom-shape" | b"rect" | b"line" | b"ellipse" => {
                self.sheet.pictures += usize::from(self.hidden_depth == 0);
                self.hidden_depth += 1;
            }
            b"p" if self.hidden_depth == 0 => {
                self.is_in_paragraph = true;
                if self.cell.as_ref().is_some_and(|cell| !cell.words.is_empty()) {
                    self.push_words("\n");
                }
            }
            b"a" if self.hidden_depth == 0 => self.sheet.links += 1,
            b"s" => self.push_words(&" ".repeat(repeats(element, "c").min(MAX_CELL_CHARACTERS))),
            b"tab" => self.push_words("\t"),
            b"line-break" => self.push_words("\n"),
            _ => {}
        }
    }

    /// Remembers the open style if it has a colour that is none of `plain`.
    fn note_style(&mut self, colour: Option<String>, plain: &[&str]) {
        let is_coloured = colour.is_some_and(|colour| !plain.contains(&colour.as_str()));
        if is_coloured && !self.style_name.is_empty() {
            self.coloured_styles.insert(self.style_name.clone());
        }
    }

    fn open_cell(&mut self, element: &BytesStart<'_>) {
        let value = match attribute_value(element, "value-type").as_deref() {
            Some("float" | "currency" | "percentage") => {
                let number = attribute_value(element, "value").and_then(|value| value.parse::<f64>().ok());
                number.map(|number| number.to_string())
            }
            // The time is only kept if it is not midnight, as for workbooks.
            Some("date") => attribute_value(element, "date-value").map(|value| match value.split_once('T') {
                Some((date, time)) if time.starts_with("00:00") => date.to_owned(),
                Some((date, time)) => format!("{date} {}", time.get(..5).unwrap_or(time)),
                None => value,
            }),
            Some("boolean") => attribute_value(element, "boolean-value")
                .map(|value| if value == "true" { "yes" } else { "no" }.to_owned()),
            _ => None,
        };
        let repeats = repeats(element, "number-columns-repeated");
        // Formats of the empty cells around the table are repeated over the whole sheet.
        if repeats == 1 && self.row_repeats == 1 {
            let style = attribute_value(element, "style-name");
            if style.is_some_and(|style| self.coloured_styles.contains(&style)) {
                self.sheet.coloured_rows.push(self.row);
            }
        }
        if attribute_value(element, "formula").is_some() {
            self.sheet.formulas.push((self.row, self.column));
        }
        self.cell = Some(OpenCell { value, words: String::new(), repeats });
    }

    fn close_element(&mut self, name: &[u8]) -> Result<(), PlanError> {
        match name {
            // The formats of numbers, which follow, have colours too.
            b"style" => self.style_name.clear(),
            b"table" => {
                self.table_depth = self.table_depth.saturating_sub(1);
                if self.table_depth == 0 {
                    self.sheet.rows = std::mem::take(&mut self.grid.rows);
                    self.sheets.push(std::mem::take(&mut self.sheet));
                    if self.sheets.len() > MAX_PLAN_COLUMNS {
                        return Err(PlanError::TooLarge);
                    }
                }
            }
            _ if self.table_depth != 1 => {}
            b"p" if self.hidden_depth == 0 => self.is_in_paragraph = false,
            b"table-row" => self.close_row()?,
            b"table-cell" | b"covered-table-cell" => self.close_cell()?,
            b"annotation" | b"frame" | b"custom-shape" | b"rect" | b"line" | b"ellipse" => {
                self.hidden_depth = self.hidden_depth.saturating_sub(1);
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the words of the open cell in its row, once for each repetition.
    fn close_cell(&mut self) -> Result<(), PlanError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let words = cell.value.unwrap_or(cell.words);
        if !words.is_empty() {
            if self.column.saturating_add(cell.repeats) > MAX_PLAN_COLUMNS {
                return Err(PlanError::TooLarge);
            }
            self.cells.extend((0..cell.repeats).map(|offset| (self.column + offset, words.clone())));
        }
        self.column = self.column.saturating_add(cell.repeats);
        Ok(())
    }

    /// Puts the cells of the open row in the grid, once for each repetition.
    fn close_row(&mut self) -> Result<(), PlanError> {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            if self.row.saturating_add(self.row_repeats) > MAX_PLAN_ROWS {
                return Err(PlanError::TooLarge);
            }
            for row in self.row..self.row + self.row_repeats {
                for (column, words) in &cells {
                    self.grid.set(row, *column, words.clone())?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }
}

/// Returns how often an element is repeated: the number in the attribute, or 1 without the attribute.
fn repeats(element: &BytesStart<'_>, attribute: &str) -> usize {
    attribute_value(element, attribute).and_then(|count| count.parse().ok()).unwrap_or(1)
}
