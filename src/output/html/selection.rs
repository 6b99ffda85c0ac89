//! Writes the selection as HTML for pasting into word processors: a fragment, not a complete page.

use std::fmt::Write as _;

use super::{emphasis_markup, escape_html};
use crate::analysis::{RowKind, SelectedRow};

/// Returns the selected rows as HTML. With a source, the rows become a quotation: they are in quotation marks, have no
/// paragraph numbers, and are followed by the source in brackets.
#[must_use]
pub fn selection_to_html(rows: &[SelectedRow], source: Option<&str>) -> String {
    let mut html = String::new();
    let mut open_element: Option<&str> = None;
    for (index, row) in rows.iter().enumerate() {
        let is_address = |row: Option<&SelectedRow>| row.is_some_and(|row| row.kind == RowKind::AddressLine);
        let continues = rows.get(index + 1).is_some_and(|next| next.kind == RowKind::Continued);
        let container = match row.kind {
            RowKind::Bullet => Some("ul"),
            RowKind::TableRow => Some("table"),
            _ => None,
        };
        if open_element != container {
            close_element(&mut html, open_element);
            if let Some(container) = container {
                let _ = write!(html, "<{container}>");
            }
            open_element = container;
        }
        let number = row.number.filter(|_| source.is_none()).map(|number| format!("{number}. "));
        let opening = if source.is_some() && index == 0 { "“" } else { "" };
        let closing = if source.is_some() && index + 1 == rows.len() { "”" } else { "" };
        let separator = if row.kind == RowKind::TableRow { "</td><td>" } else { "<br>" };
        let words = row.texts.iter().map(emphasis_markup).collect::<Vec<_>>().join(separator);
        let words = format!("{opening}{}{words}{closing}", number.unwrap_or_default());
        // Writing to a String cannot fail.
        let _ = match row.kind {
            RowKind::Heading(level) => write!(html, "<h{0}>{words}</h{0}>", level.clamp(1, 6)),
            RowKind::Bullet => write!(html, "<li>{words}</li>"),
            RowKind::TableRow => write!(html, "<tr><td>{words}</td></tr>"),
            RowKind::AddressLine => {
                let start =
                    if is_address(index.checked_sub(1).map(|before| &rows[before])) { "<br>" } else { "<p>" };
                let end = if is_address(rows.get(index + 1)) { "" } else { "</p>" };
                write!(html, "{start}{words}{end}")
            }
            RowKind::Paragraph if continues => write!(html, "<p>{words}"),
            RowKind::Continued if continues && index > 0 => write!(html, "{words}"),
            RowKind::Continued if continues => write!(html, "<p>{words}"),
            RowKind::Continued if index > 0 => write!(html, "{words}</p>"),
            RowKind::Paragraph | RowKind::Continued => write!(html, "<p>{words}</p>"),
        };
    }
    close_element(&mut html, open_element);
    if let Some(source) = source {
        let source = escape_html(source);
        // If a single paragraph is selected, the source is at its end. Otherwise it is a separate paragraph.
        match html.strip_suffix("</p>").filter(|_| rows.len() == 1).map(str::len) {
            Some(length) => {
                html.truncate(length);
                let _ = write!(html, " ({source})</p>");
            }
            None => {
                let _ = write!(html, "<p>({source})</p>");
            }
        }
    }
    html
}

/// Writes the end tag of an element; nothing for `None`.
fn close_element(html: &mut String, name: Option<&str>) {
    if let Some(name) = name {
        let _ = write!(html, "</{name}>");
    }
}

#[cfg(test)]
mod tests {
    use super::selection_to_html;
    use crate::{
        analysis::{RowKind, SelectedRow},
        report::{BlockId, Place, Text},
    };

    fn row(kind: RowKind, number: Option<u32>, texts: &[&str]) -> SelectedRow {
        let texts = texts.iter().map(|text| Text::new(*text)).collect();
        SelectedRow { place: Place::at_block(BlockId(0)), kind, number, texts }
    }

    #[test]
    fn each_kind_of_row_gets_its_own_element() {
        let rows = [
            row(RowKind::Heading(2), None, &["Staff <b>"]),
            row(RowKind::Paragraph, Some(4), &["They are:"]),
            row(RowKind::Bullet, None, &["new"]),
            row(RowKind::Bullet, None, &["few"]),
            row(RowKind::TableRow, None, &["Year", "2012"]),
            row(RowKind::Paragraph, None, &["So it "]),
            row(RowKind::Continued, None, &["goes."]),
            row(RowKind::AddressLine, None, &["1 Mill Lane"]),
            row(RowKind::AddressLine, None, &["Larkmoor"]),
        ];
        assert_eq!(
            selection_to_html(&rows, None),
            "<h2>Staff &lt;b&gt;</h2><p>4. They are:</p><ul><li>new</li><li>few</li></ul>\
             <table><tr><td>Year</td><td>2012</td></tr></table><p>So it goes.</p><p>1 Mill Lane<br>Larkmoor</p>"
        );
        let rest = [row(RowKind::Continued, None, &["one "]), row(RowKind::Continued, None, &["two"])];
        assert_eq!(selection_to_html(&rest, None), "<p>one two</p>");
        assert_eq!(
            selection_to_html(&rows[1..2], Some("para 4, A & B")),
            "<p>“They are:” (para 4, A &amp; B)</p>"
        );
        assert!(
            selection_to_html(&rows[1..3], Some("para 4")).ends_with("<li>new”</li></ul><p>(para 4)</p>")
        );
    }
}
