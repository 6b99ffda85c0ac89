//! Reads an action plan from a workbook (XLSX): the cells with calamine, and the formulas, colours, comments and
//! pictures, which calamine does not give for a cell, from the parts of the package.

use std::{
    collections::{HashMap, HashSet},
    io::Cursor,
};

use calamine::{DataRef, Reader as _, Xlsx};
use quick_xml::{Reader as XmlReader, events::Event};
use zip::ZipArchive;

use super::{
    CellGrid, EditedPlan, MAX_CELL_CHARACTERS, PlanError, SheetContent, attribute_value, plan_in_sheet,
    read_part,
};

/// The maximum number of parts with comments or pictures that are counted. Real workbooks have a few.
const MAX_COUNTED_PARTS: usize = 100;

/// Reads the plan from the first worksheet that has the column headings. `package` is the package in `bytes`.
pub(super) fn read_plan(
    bytes: &[u8],
    package: &mut ZipArchive<Cursor<&[u8]>>,
) -> Result<EditedPlan, PlanError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| PlanError::NotATable)?;
    let names = book.sheet_names();
    for name in &names {
        let rows = read_cells(&mut book, name)?;
        if super::heading_row_position(&rows).is_none() {
            continue;
        }
        let mut sheet = SheetContent { name: name.clone(), rows, ..SheetContent::default() };
        scan_sheet(package, &mut sheet);
        let others = names.iter().filter(|other| *other != name).cloned().collect();
        return plan_in_sheet(sheet, others).ok_or(PlanError::MissingHeadings);
    }
    Err(PlanError::MissingHeadings)
}

/// Reads the rows of a worksheet cell by cell. Reading the worksheet at once would fill a table up to its last cell:
/// one cell in the far corner would make 17 thousand million cells.
fn read_cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<String>>, PlanError> {
    let mut grid = CellGrid::default();
    // A chart sheet has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(grid.rows) };
    while let Some(cell) = cells.next_cell().map_err(|_| PlanError::Damaged)? {
        let (row, column) = cell.get_position();
        let position = usize::try_from(row).ok().zip(usize::try_from(column).ok());
        let (row, column) = position.ok_or(PlanError::TooLarge)?;
        grid.set(row, column, cell_words(cell.get_value()))?;
    }
    Ok(grid.rows)
}

/// Returns a cell as text. Dates become "2012-08-14", with the time after it if it is not midnight.
fn cell_words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) => words.clone(),
        // A text within the limit in bytes is also within it in characters.
        DataRef::SharedString(words) if words.len() <= MAX_CELL_CHARACTERS => (*words).to_owned(),
        DataRef::SharedString(words) => words.chars().take(MAX_CELL_CHARACTERS).collect(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_true) => if *is_true { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, time.as_f64() < 1.0) {
                (hour, minute, true) => format!("{hour:02}:{minute:02}"),
                (0, 0, false) => date,
                (hour, minute, false) => format!("{date} {hour:02}:{minute:02}"),
            }
        }
        DataRef::DateTimeIso(time) => time.split('T').next().unwrap_or(time).to_owned(),
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Finds the formulas and colours of a worksheet, and counts the comments and pictures of the workbook.
fn scan_sheet(package: &mut ZipArchive<Cursor<&[u8]>>, sheet: &mut SheetContent) {
    let styles = read_part(package, "xl/styles.xml").map(|xml| coloured_styles(&xml)).unwrap_or_default();
    if let Some(xml) = sheet_path(package, &sheet.name).and_then(|path| read_part(package, &path)) {
        scan_cells(&xml, &styles, sheet);
        sheet.links = count_elements(&xml, &["hyperlink"]);
    }
    let is_comments = |name: &str| name.rsplit('/').next().is_some_and(|file| file.starts_with("comment"));
    let is_drawing = |name: &str| name.starts_with("xl/drawings/drawing");
    let names: Vec<String> = package.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let counted =
        names.iter().filter(|name| name.ends_with(".xml") && (is_comments(name) || is_drawing(name)));
    for name in counted.take(MAX_COUNTED_PARTS) {
        let xml = read_part(package, name).unwrap_or_default();
        if is_comments(name) {
            sheet.comments += count_elements(&xml, &["comment"]);
        } else {
            sheet.pictures += count_elements(&xml, &["twoCellAnchor", "oneCellAnchor", "absoluteAnchor"]);
        }
    }
}

/// Calls `handle_event` for each event in the XML of a part. Stops at the end or at the first syntax error.
fn for_each_event(xml: &str, mut handle_event: impl FnMut(Event<'_>)) {
    let mut reader = XmlReader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => handle_event(event),
        }
    }
}

/// Returns the name of the part with this worksheet.
fn sheet_path(package: &mut ZipArchive<Cursor<&[u8]>>, sheet_name: &str) -> Option<String> {
    let mut sheet_id = None;
    for_each_event(&read_part(package, "xl/workbook.xml")?, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == b"sheet"
            && attribute_value(&element, "name").as_deref() == Some(sheet_name)
        {
            // The attribute is `r:id`; `sheetId` is another one.
            sheet_id = sheet_id.take().or_else(|| attribute_value(&element, "id"));
        }
    });
    let sheet_id = sheet_id?;
    let mut target = None;
    for_each_event(&read_part(package, "xl/_rels/workbook.xml.rels")?, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && attribute_value(&element, "Id").is_some_and(|id| id == sheet_id)
        {
            target = target.take().or_else(|| attribute_value(&element, "Target"));
        }
    });
    let target = target?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// Returns the indices of the cell formats that give a cell a background colour or its text a colour.
fn coloured_styles(xml: &str) -> HashSet<usize> {
    let (mut fills, mut fonts): (Vec<bool>, Vec<bool>) = (Vec::new(), Vec::new());
    let mut coloured = HashSet::new();
    let (mut list, mut style_index) = (Vec::new(), 0);
    let mut is_solid = false;
    for_each_event(xml, |event| {
        let (element, is_open) = match &event {
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::End(element) => {
                if element.local_name().as_ref() == list.as_slice() {
                    list.clear();
                }
                return;
            }
            _ => return,
        };
        let name = element.local_name().as_ref().to_vec();
        match (list.as_slice(), name.as_slice()) {
            (_, b"fills" | b"fonts" | b"cellXfs" | b"dxfs" | b"cellStyleXfs") if is_open => list = name,
            (b"fills", b"fill") => fills.push(false),
            (b"fills", b"patternFill") => {
                is_solid = attribute_value(element, "patternType").as_deref() == Some("solid");
            }
            (b"fills", b"fgColor") if is_solid && !is_white(element) => set_last(&mut fills),
            (b"fonts", b"font") => fonts.push(false),
            (b"fonts", b"color") if is_coloured(element) => set_last(&mut fonts),
            (b"cellXfs", b"xf") => {
                let is_in = |list: &[bool], name: &str| {
                    let index = attribute_value(element, name).and_then(|index| index.parse::<usize>().ok());
                    index.and_then(|index| list.get(index)).copied().unwrap_or(false)
                };
                if is_in(&fills, "fillId") || is_in(&fonts, "fontId") {
                    coloured.insert(style_index);
                }
                style_index += 1;
            }
            _ => {}
        }
    });
    coloured
}

fn set_last(list: &mut [bool]) {
    if let Some(last) = list.last_mut() {
        *last = true;
    }
}

/// Returns true if the colour of a fill is white, the first colour of the theme without a tint.
fn is_white(element: &quick_xml::events::BytesStart<'_>) -> bool {
    let rgb = attribute_value(element, "rgb");
    let is_theme_white = attribute_value(element, "theme").as_deref() == Some("0")
        && attribute_value(element, "tint").is_none();
    rgb.is_some_and(|rgb| rgb.to_uppercase().ends_with("FFFFFF")) || is_theme_white
}

/// Returns true if the colour of a font is not black.
fn is_coloured(element: &quick_xml::events::BytesStart<'_>) -> bool {
    attribute_value(element, "rgb").is_some_and(|rgb| !rgb.ends_with("000000"))
}

/// Finds the cells of a worksheet with a formula or a colour.
fn scan_cells(xml: &str, coloured_styles: &HashSet<usize>, sheet: &mut SheetContent) {
    let mut position = None;
    let mut columns: HashMap<String, usize> = HashMap::new();
    for_each_event(xml, |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        match element.local_name().as_ref() {
            b"c" => {
                position = attribute_value(&element, "r").and_then(|name| cell_position(&name, &mut columns));
                let style = attribute_value(&element, "s").and_then(|style| style.parse::<usize>().ok());
                if let Some((row, _)) = position
                    && style.is_some_and(|style| coloured_styles.contains(&style))
                {
                    sheet.coloured_rows.push(row);
                }
            }
            b"f" => sheet.formulas.extend(position),
            _ => {}
        }
    });
}

/// Parses the name of a cell, such as "K5", to its row and column, counted from 0.
fn cell_position(name: &str, columns: &mut HashMap<String, usize>) -> Option<(usize, usize)> {
    let letters = name.split(|c: char| c.is_ascii_digit()).next()?;
    let row: usize = name.get(letters.len()..)?.parse().ok()?;
    let column = match columns.get(letters) {
        Some(column) => *column,
        None => {
            let column = column_number(letters)?;
            columns.insert(letters.to_owned(), column);
            column
        }
    };
    Some((row.checked_sub(1)?, column))
}

/// Returns the position of a column, counted from 0: "A" gives 0, "AA" gives 26. `None` unless the name has one to
/// three letters.
fn column_number(letters: &str) -> Option<usize> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    let number = letters.bytes().fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

/// Counts the elements with these names in the XML of a part.
fn count_elements(xml: &str, names: &[&str]) -> usize {
    let mut count = 0;
    for_each_event(xml, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && names.iter().any(|name| element.local_name().as_ref() == name.as_bytes())
        {
            count += 1;
        }
    });
    count
}
