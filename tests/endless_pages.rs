//! PDF pages whose content never ends are detected, whether it is in forms, patterns, soft masks or glyphs.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{fmt::Write as _, sync::Arc};

use findings::{
    read::{self, OriginalPages, PageRequest},
    report::WarningKind,
};

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";
/// A form that is the page's form X and draws form X twice, so that it never ends.
const ENDLESS_FORM: (&str, &str) = (FORM, "/X Do /X Do\n");
/// A form that draws a rectangle.
const ENDING_FORM: (&str, &str) = (FORM, "0 0 50 50 re f\n");

/// Returns a PDF of one page with these resources and this content. `objects` are its objects from number 5, each as a
/// dictionary without brackets and a stream.
fn pdf_bytes(resources: &str, content: &str, objects: &[(&str, &str)]) -> Vec<u8> {
    let page = format!(
        "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >>"
    );
    let first = [
        ("/Type /Catalog /Pages 2 0 R", ""),
        ("/Type /Pages /Count 1 /Kids [3 0 R]", ""),
        (page.as_str(), ""),
        ("", content),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut offsets = String::new();
    for (index, (dictionary, stream)) in first.iter().chain(objects).enumerate() {
        writeln!(offsets, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n<< {dictionary}", index + 1).unwrap();
        match stream.len() {
            0 => file.push_str(" >>\nendobj\n"),
            length => write!(file, " /Length {length} >>\nstream\n{stream}\nendstream\nendobj\n").unwrap(),
        }
    }
    let (start, count) = (file.len(), first.len() + objects.len() + 1);
    write!(
        file,
        "xref\n0 {count}\n0000000000 65535 f \n{offsets}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// A font whose only glyph, "a", is the content stream in object 7.
const FONT: &str = "/Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] \
     /CharProcs << /a 7 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 \
     /Widths [1000]";

fn endless_pages() -> Vec<(&'static str, Vec<u8>)> {
    pages_that_draw(ENDLESS_FORM, "1000 0 d0 BT /F 20 Tf (a) Tj ET\n")
}

/// Returns a page for each way to draw `form`, and a page whose only letter is drawn by `glyph`, each with a description.
fn pages_that_draw(form: (&str, &str), glyph: &str) -> Vec<(&'static str, Vec<u8>)> {
    let pattern = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 100 100] /XStep 100 /YStep 100 \
         /Resources << /XObject << /X 5 0 R >> >>";
    let mask = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /CS /DeviceGray >> \
         /Resources << /XObject << /X 5 0 R >> >>";
    let text = "BT /F 20 Tf 50 500 Td (a) Tj ET\n";
    vec![
        ("forms", pdf_bytes("/XObject << /X 5 0 R >>", "/X Do\n", &[form])),
        (
            "a pattern",
            pdf_bytes(
                "/Pattern << /P 6 0 R >>",
                "/Pattern cs /P scn 0 0 595 842 re f\n",
                &[form, (pattern, "/X Do\n")],
            ),
        ),
        (
            "a soft mask",
            pdf_bytes(
                "/ExtGState << /G << /SMask << /S /Luminosity /G 6 0 R >> >> >>",
                "/G gs 0 0 595 842 re f\n",
                &[form, (mask, "/X Do\n")],
            ),
        ),
        (
            "a glyph of forms",
            pdf_bytes(
                "/Font << /F 6 0 R >> /XObject << /X 5 0 R >>",
                text,
                &[form, (FONT, ""), ("", "1000 0 d0 /X Do\n")],
            ),
        ),
        (
            "a glyph that may show itself",
            pdf_bytes("/Font << /F 6 0 R >>", text, &[form, (FONT, ""), ("", glyph)]),
        ),
    ]
}

/// Draws all pages. Returns the numbers of drawn and of refused pages.
fn draw_all_pages(original: &OriginalPages) -> (usize, usize) {
    let mut requests = (0..original.page_sizes().len()).map(|page| PageRequest { page, scale: 0.2, band: 0 });
    let (mut drawn, mut refused) = (0, 0);
    original
        .draw_pictures(
            || requests.next(),
            |_, picture| if picture.is_some() { drawn += 1 } else { refused += 1 },
        )
        .unwrap();
    (drawn, refused)
}

#[test]
fn endless_pages_are_read_with_a_warning_and_not_drawn() {
    for (name, bytes) in endless_pages() {
        let opened = read::open(Arc::new(bytes), "report.pdf", None).unwrap();
        let warnings = opened.read().unwrap().warnings;
        assert!(
            warnings.iter().any(|warning| warning.kind == WarningKind::Truncated),
            "{name}: {warnings:?}"
        );
        assert_eq!(draw_all_pages(opened.original().unwrap()), (0, 1), "{name}");
    }
}

#[test]
fn endless_pages_are_not_drawn_before_their_text_is_read() {
    for (name, bytes) in endless_pages() {
        let original = OriginalPages::open(Arc::new(bytes), "report.pdf", None).unwrap().unwrap();
        assert_eq!(draw_all_pages(&original), (0, 1), "{name}");
    }
}

#[test]
fn the_same_pages_are_drawn_when_their_content_ends() {
    for (name, bytes) in pages_that_draw(ENDING_FORM, "1000 0 d0 0 0 500 500 re f\n") {
        let opened = read::open(Arc::new(bytes), "report.pdf", None).unwrap();
        let warnings = opened.read().unwrap().warnings;
        assert!(
            !warnings.iter().any(|warning| warning.kind == WarningKind::Truncated),
            "{name}: {warnings:?}"
        );
        assert_eq!(draw_all_pages(opened.original().unwrap()), (1, 0), "{name}");
    }
}
