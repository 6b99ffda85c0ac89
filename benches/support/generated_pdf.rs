//! A PDF report of any length, for benches.

use std::fmt::Write as _;

/// Returns a PDF file with this many pages, each with a running head, a heading, numbered paragraphs and a page number.
pub(super) fn generate_pdf(pages: usize) -> Vec<u8> {
    let mut objects = vec![String::new(), String::new()];
    for font in ["Helvetica", "Helvetica-Bold"] {
        objects
            .push(format!("<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"));
    }
    let mut kids = String::new();
    for page in 0..pages {
        let content = page_content(page);
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ));
        write!(kids, "{} 0 R ", objects.len()).unwrap();
    }
    "<< /Type /Catalog /Pages 2 0 R >>".clone_into(&mut objects[0]);
    objects[1] = format!("<< /Type /Pages /Count {pages} /Kids [{kids}] >>");
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = String::new();
    for (index, object) in objects.iter().enumerate() {
        writeln!(offsets, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.extend(
        format!(
            "xref\n0 {count}\n0000000000 65535 f \n{offsets}trailer\n<< /Size {count} /Root 1 0 R >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    file
}

/// Returns the content stream of a page, counted from 0.
fn page_content(page: usize) -> String {
    const WORDS: [&str; 8] =
        ["plans", "visits", "children", "staff", "leaders", "records", "families", "reviews"];
    let mut out = String::new();
    let mut line = |x: f32, y: f32, font: &str, size: u8, words: &str| {
        writeln!(out, "BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET").unwrap();
    };
    line(56.0, 800.0, "F1", 9, "Inspection of services for children in Otterby");
    line(300.0, 30.0, "F1", 9, &(page + 1).to_string());
    line(56.0, 770.0, "F2", 16, &format!("Part {} of the inspection", page + 1));
    let mut y = 745.0;
    for paragraph in 0..6 {
        for row in 0..6 {
            let word = |offset: usize| WORDS[(page * 7 + paragraph * 3 + row * 5 + offset) % WORDS.len()];
            let number = if row == 0 { format!("{}. ", page * 6 + paragraph + 1) } else { String::new() };
            let words = format!(
                "{number}The {} of the borough are seen by {} and {}, who say what {} need and when",
                word(0),
                word(1),
                word(2),
                word(3)
            );
            line(56.0, y, "F1", 11, &words);
            y -= 15.0;
        }
        y -= 12.0;
    }
    out
}
