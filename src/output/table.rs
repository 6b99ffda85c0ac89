//! Writes a table of the window as text and as HTML, for pasting into spreadsheets and word processors.

use super::{csv::escape_formula, html::escape_html};

/// Returns a table as text: a line for each row, with tabs between the cells. `columns` are the column headings; without
/// any, the text has no line for them.
#[must_use]
pub fn table_to_text(columns: &[&str], rows: &[Vec<String>]) -> String {
    let header = (!columns.is_empty()).then(|| columns.join("\t"));
    let line = |row: &Vec<String>| row.iter().map(|cell| one_line(cell)).collect::<Vec<_>>().join("\t");
    header.into_iter().chain(rows.iter().map(line)).collect::<Vec<_>>().join("\n")
}

/// Returns a table as HTML: a fragment, not a complete page.
#[must_use]
pub fn table_to_html(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut html = String::from("<table>");
    if !columns.is_empty() {
        let cells: String = columns.iter().map(|name| format!("<th>{}</th>", escape_html(name))).collect();
        html.push_str(&format!("<tr>{cells}</tr>"));
    }
    for row in rows {
        let cells: String =
            row.iter().map(|cell| format!("<td>{}</td>", escape_html(&one_line(cell)))).collect();
        html.push_str(&format!("<tr>{cells}</tr>"));
    }
    html.push_str("</table>");
    html
}

/// Returns the words of a cell on one line, because a tab or a line break would begin another cell. A spreadsheet does
/// not take them for a formula.
fn one_line(cell: &str) -> String {
    escape_formula(cell.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::{table_to_html, table_to_text};

    #[test]
    fn cells_stay_on_one_line_and_are_no_formulas() {
        let rows = [vec!["Safe &\nsound".to_owned(), "=1+1".to_owned()]];
        assert_eq!(table_to_text(&["Title", "Grade"], &rows), "Title\tGrade\nSafe & sound\t'=1+1");
        assert_eq!(table_to_text(&[], &rows), "Safe & sound\t'=1+1");
        assert_eq!(
            table_to_html(&["Title"], &rows),
            "<table><tr><th>Title</th></tr><tr><td>Safe &amp; sound</td><td>'=1+1</td></tr></table>"
        );
    }
}
