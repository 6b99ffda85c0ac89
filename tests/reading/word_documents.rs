//! Word documents, built here from their parts: numbers, lists, tables, tracked changes, notes, and malicious packages.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{Cursor, Write as _};

use findings::read::{self, Read, ReadError};
use zip::{ZipWriter, write::SimpleFileOptions};

const DOCUMENT: &str = "word/document.xml";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#
    )
}

fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

fn read_body(body: &str, others: &[(&str, &str)]) -> Read {
    let document = document(body);
    let parts: Vec<(&str, &str)> =
        std::iter::once((DOCUMENT, document.as_str())).chain(others.iter().copied()).collect();
    read::read(&package(&parts), "report.docx").unwrap()
}

fn paragraphs(read: &Read) -> Vec<(Option<u32>, String, Vec<String>)> {
    let list = read.report.paragraphs.iter();
    list.map(|item| {
        let bullets = item.bullets.iter().map(|bullet| bullet.plain().to_owned()).collect();
        (item.number, item.text.plain().to_owned(), bullets)
    })
    .collect()
}

const STYLES: &str = r#"<w:styles xmlns:w="w">
  <w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H1"/></w:style>
  <w:style w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
  <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
  </w:numbering>"#;

#[test]
fn the_style_of_titles_marks_the_title_but_no_section() {
    const STYLES: &str = r#"<w:styles xmlns:w="w">
  <w:style w:styleId="T"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="S"><w:name w:val="Subtitle"/><w:basedOn w:val="T"/></w:style>
  <w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    let styled = |style: &str, words: &str| paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), words);
    let body = [
        styled("T", "Ending the wait"),
        styled("S", "How the town can mend its lifts"),
        styled("H1", "Introduction"),
        paragraph(
            "",
            "The lifts stood still for the whole of the winter, and nobody in the town was informed.",
        ),
        styled("H1", "Findings"),
        paragraph("", "The stairs were steep for the people who live on the hill, and they did not go out."),
    ];
    let report = read_body(&body.concat(), &[("word/styles.xml", STYLES)]).report;
    assert_eq!(report.cover.title.as_deref(), Some("Ending the wait"));
    let titles: Vec<&str> = report.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["Introduction", "Findings"]);
}

#[test]
fn numbers_headings_and_bullets_come_from_styles_and_lists() {
    let list = |id: u8| format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr>"#);
    let body = [
        paragraph("", "Review of the bridge"),
        paragraph("", "Bridge of Orn"),
        paragraph("", "Published: 3 May 2020"),
        paragraph(r#"<w:pStyle w:val="Own"/>"#, "The deck"),
        paragraph(r#"<w:pStyle w:val="Para"/>"#, "The deck is made of oak &amp; iron and is safe."),
        paragraph(&list(1), "It was mended twice:"),
        paragraph(&list(2), "in spring"),
        paragraph(&list(2), "in autumn"),
        paragraph(
            r#"<w:pStyle w:val="Loop"/>"#,
            "A style that is based on itself can still be used, as this paragraph shows.",
        ),
        paragraph(&list(3), "A list that starts again at nine."),
        paragraph(&list(1), "The first list continues the numbers of its definition."),
    ];
    let read = read_body(&body.concat(), &[("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING)]);
    assert_eq!(
        read.report.sections.iter().map(|section| section.title.as_str()).collect::<Vec<_>>(),
        ["The deck"]
    );
    let found = paragraphs(&read);
    assert_eq!(found[0], (Some(1), "The deck is made of oak & iron and is safe.".to_owned(), vec![]));
    assert_eq!(
        found[1],
        (Some(2), "It was mended twice:".to_owned(), vec!["in spring".to_owned(), "in autumn".to_owned()])
    );
    let numbers: Vec<Option<u32>> = found.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, [Some(1), Some(2), None, Some(9), Some(10)]);
}

#[test]
fn deleted_words_are_hidden_and_words_in_controls_are_shown() {
    let body = [
        paragraph("", "Review of the bridge"),
        paragraph("", "Bridge of Orn"),
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Published: 3 May 2020</w:t></w:r></w:p></w:sdtContent></w:sdt>".to_owned(),
        "<w:p><w:del><w:r><w:delText>Old words</w:delText></w:r></w:del><w:ins><w:r><w:t>New words are these, and they \
         are shown to whoever reads the document.</w:t></w:r></w:ins></w:p>"
            .to_owned(),
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Nothing is repeated here, not even by the box that \
         is beside it.</w:t></w:r><mc:AlternateContent><mc:Fallback><w:r><w:t>Twice</w:t></w:r></mc:Fallback>\
         </mc:AlternateContent></w:p>"
            .to_owned(),
    ];
    let read = read_body(&body.concat(), &[]);
    assert_eq!(read.report.cover.published.unwrap().to_string(), "2020-05-03");
    let texts: Vec<String> = paragraphs(&read).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(
        texts,
        [
            "New words are these, and they are shown to whoever reads the document.",
            "Nothing is repeated here, not even by the box that is beside it."
        ]
    );
}

#[test]
fn footnotes_carry_the_marks_that_the_text_refers_to() {
    let refer = |id: u8| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let words = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let body = [
        paragraph("", "Review of the bridge"),
        paragraph("", "Bridge of Orn"),
        paragraph("", "Published: 3 May 2020"),
        format!(
            "<w:p>{}{}{}{}</w:p>",
            words("The bridge was seen by all of those who walk over it each day"),
            refer(7),
            words(", and by the ferryman, who has a view of his own on the matter."),
            refer(3)
        ),
    ];
    let note =
        |id: u8, text: &str| format!("<w:footnote w:id=\"{id}\"><w:p>{}</w:p></w:footnote>", words(text));
    let notes = format!(
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>{}{}</w:footnotes>",
        note(3, "He was asked twice."),
        note(7, "Forty of them.")
    );
    let read = read_body(&body.concat(), &[("word/footnotes.xml", &notes)]);
    let (_, text, _) = paragraphs(&read).remove(0);
    assert!(text.contains("each day\u{B9}, and") && text.ends_with("matter.\u{B2}"), "{text}");
    let notes = read.report.blocks.iter().filter_map(|block| match &block.content {
        findings::report::Content::Footnote(text) => Some(text.plain()),
        _ => None,
    });
    assert_eq!(notes.collect::<Vec<_>>(), ["\u{B2} He was asked twice.", "\u{B9} Forty of them."]);
}

#[test]
fn tables_and_running_heads_are_recognised() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph("", words));
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>())
    };
    let body = [
        paragraph("", "Inspection of safeguarding and looked after children services"),
        paragraph("", "Town of Wem"),
        paragraph("", "Safeguarding services"),
        paragraph("", "Overall effectiveness"),
        format!("<w:tbl>{}</w:tbl>", row(&["Grade 2 (good)"])),
        paragraph(
            "",
            "1. Typed numbers count as well as those that are made, in this as in other documents.",
        ),
        paragraph("", "Record of main findings"),
        format!(
            "<w:tbl>{}{}{}</w:tbl>",
            row(&["Safeguarding services"]),
            row(&["Overall effectiveness", "Good"]),
            row(&["Partnership working", "Adequate"])
        ),
    ];
    let head = format!(r#"<w:hdr xmlns:w="w">{}</w:hdr>"#, paragraph("", "Wem inspection report"));
    let read = read_body(&body.concat(), &[("word/header1.xml", &head)]);
    assert_eq!(read.report.furniture.len(), 1);
    assert_eq!(read.report.furniture[0].text, "Wem inspection report");
    assert_eq!(read.report.judgements.len(), 2);
    assert!(read.report.judgements[0].section.is_some(), "the boxed grade belongs to its heading");
    assert_eq!(read.report.judgements[0].group.as_deref(), Some("Safeguarding services"));
}

#[test]
fn broken_and_foreign_packages_are_refused_with_the_reason() {
    let whole = package(&[(DOCUMENT, &document(&paragraph("", "Words.")))]);
    assert!(read::read(&whole, "a.docx").is_ok());
    assert_eq!(read::read(&whole[..whole.len() / 2], "a.docx"), Err(ReadError::Damaged));
    assert_eq!(read::read(&package(&[("content.txt", "Words.")]), "a.zip"), Err(ReadError::NotAWordDocument));
    assert_eq!(read::read(&package(&[(DOCUMENT, &document(""))]), "a.docx"), Err(ReadError::Empty));
    // XML that ends too early is read as far as it goes.
    let cut = document(&paragraph("", "Review of the bridge"))
        .replace("</w:body></w:document>", "<w:p><w:r><w:t>and th");
    assert!(read::read(&package(&[(DOCUMENT, &cut)]), "a.docx").is_ok());
}

#[test]
fn harmful_packages_are_read_within_limits() {
    // Elements are nested a hundred thousand deep.
    let deep = format!("{}Words{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    // Entities multiply their text.
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r>
        <w:t>&b;&b; Words</w:t></w:r></w:p></w:body></w:document>"#;
    let read_xml = |xml: &str| read::read(&package(&[(DOCUMENT, xml)]), "a.docx");
    assert_eq!(read_xml(&document(&deep)), Err(ReadError::Empty), "text outside a run must not be read");
    let with_entities = format!("{:?}", read_xml(entities).unwrap());
    assert!(with_entities.contains("Words") && !with_entities.contains("aaaaaaaaaa"), "{with_entities}");
    // A small package has a part of 100 MB.
    let bomb = format!("{}{}", document(&paragraph("", "Words.")), " ".repeat(100_000_000));
    assert_eq!(read_xml(&bomb), Err(ReadError::TooMuchText));
}

#[test]
fn documents_with_too_many_lines_or_cells_are_refused() {
    let read_body = |body: &str| read::read(&package(&[(DOCUMENT, &document(body))]), "a.docx");
    assert_eq!(read_body(&"<p><t>a</t></p>".repeat(1_000_001)), Err(ReadError::TooMuchText));
    let cells = format!("<tbl><tr>{}</tr></tbl>", "<tc/>".repeat(1_000_001));
    assert_eq!(read_body(&format!("{cells}{}", paragraph("", "Words."))), Err(ReadError::TooMuchText));
}

/// Text boxes in text boxes, and alternatives in alternatives: the words of each choice are read once.
#[test]
fn words_of_nested_text_boxes_are_read_once() {
    let open = "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>";
    let close = "</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:p><w:r><w:t>Older</w:t></w:r></w:p></w:pict>\
        </mc:Fallback></mc:AlternateContent></w:r>";
    let depth = 5_000;
    let innermost = "<w:r><w:t>The words of the innermost box.</w:t></w:r>";
    let body = format!(
        "{}<w:p>{}{innermost}{}<w:r><w:t>The words after the boxes.</w:t></w:r></w:p>",
        paragraph("", "Review of the bridge"),
        open.repeat(depth),
        close.repeat(depth)
    );
    let read = read_body(&body, &[]);
    let words = findings::output::to_markdown(&read.report);
    assert_eq!(words.matches("The words of the innermost box.").count(), 1, "{words}");
    assert_eq!(words.matches("The words after the boxes.").count(), 1, "{words}");
    assert!(!words.contains("Older"), "{words}");
}

/// Returns the text of all paragraphs, with their numbers.
fn numbered_texts(read: &Read) -> Vec<String> {
    let text = |(number, text, bullets): (Option<u32>, String, Vec<String>)| {
        let number = number.map_or(String::new(), |number| format!("{number} "));
        format!("{number}{text}{}", bullets.iter().map(|bullet| format!("|{bullet}")).collect::<String>())
    };
    paragraphs(read).into_iter().map(text).collect()
}

const LEVELS: &str = r#"<w:numbering xmlns:w="w">
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
  </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

fn in_list(level: usize, words: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>"#), words)
}

#[test]
fn numbers_of_all_levels_are_those_that_word_shows() {
    let body = [
        in_list(0, "The wall of the harbour was inspected by the town:"),
        in_list(1, "in spring"),
        in_list(1, "in autumn"),
        in_list(0, "The gate is new."),
        in_list(1, "in the north"),
        in_list(2, "The lock of the gate was made in the town and is oiled each week."),
    ];
    let read = read_body(&body.concat(), &[("word/numbering.xml", LEVELS)]);
    assert_eq!(
        numbered_texts(&read),
        [
            "1 The wall of the harbour was inspected by the town:|(a) in spring|(b) in autumn",
            "2 The gate is new.|(a) in the north",
            "2.1 The lock of the gate was made in the town and is oiled each week.",
        ]
    );
}

#[test]
fn tracked_changes_are_accepted_and_mentioned() {
    let deleted_mark =
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>"#;
    let changed = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:pPrChange><w:pPr><w:numPr>
        <w:numId w:val="0"/></w:numPr></w:pPr></w:pPrChange>"#;
    let deleted = "<w:r><w:delText>Gone</w:delText></w:r>";
    let body = [
        format!("<w:p><w:pPr>{deleted_mark}</w:pPr><w:del>{deleted}</w:del></w:p>"),
        paragraph(changed, "The wall of the harbour is old."),
        paragraph(deleted_mark, "The gate is "),
        paragraph(changed, "new."),
    ];
    let read = read_body(&body.concat(), &[("word/numbering.xml", LEVELS)]);
    assert_eq!(numbered_texts(&read), ["1 The wall of the harbour is old.", "2 The gate is new."]);
    assert_eq!(read.warnings.len(), 1);
    assert_eq!(read.warnings[0].kind, findings::report::WarningKind::TrackedChanges);
}

#[test]
fn words_of_controls_fields_symbols_and_boxes_are_shown_once() {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let field = |mark: &str| format!("<w:r><w:fldChar w:fldCharType=\"{mark}\"/></w:r>");
    let control = |inner: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/><w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )
    };
    let text_box = format!(
        "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>",
        paragraph("", "The note in the box is read after the text around it.")
    );
    let body = [
        in_list(0, "The wall of the harbour is old."),
        format!(
            "<w:p>{}{text_box}{}{}</w:p>",
            run("2. The gate "),
            control(&control(&run("is new"))),
            run(" and is painted.")
        ),
        format!(
            "<w:p>{}{}<w:r><w:instrText>IF </w:instrText></w:r>{}{}{}</w:p>",
            run("3. The bridge "),
            field("begin"),
            run("hidden "),
            [field("separate"), run("is closed"), field("end")].concat(),
            "<w:r><w:t>.</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"
        ),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r><w:r><w:t>4. The ferry re\u{AD}turns at noon.</w:t></w:r></w:p>".to_owned(),
    ];
    let read = read_body(&body.concat(), &[("word/numbering.xml", LEVELS)]);
    assert_eq!(
        numbered_texts(&read),
        [
            "1 The wall of the harbour is old.",
            "2 The gate is new and is painted.",
            "The note in the box is read after the text around it.",
            "3 The bridge is closed.✓",
            "4 The ferry re\u{AD}turns at noon.",
        ]
    );
}

#[test]
fn comments_are_notes_and_unreferenced_notes_are_left_out() {
    let comments = format!(
        "<w:comments><w:comment w:id=\"0\" w:author=\"A. Reader\">{}</w:comment></w:comments>",
        paragraph("", "Is this so?")
    );
    let notes = format!(
        "<w:footnotes><w:footnote w:id=\"5\">{}</w:footnote></w:footnotes>",
        paragraph("", "Unused.")
    );
    let read = read_body(
        &paragraph("", "1. The wall of the harbour is old."),
        &[("word/comments.xml", &comments), ("word/footnotes.xml", &notes)],
    );
    let notes = read.report.blocks.iter().filter_map(|block| match &block.content {
        findings::report::Content::Footnote(text) => Some(text.plain()),
        _ => None,
    });
    assert_eq!(notes.collect::<Vec<_>>(), ["Comment by A. Reader: Is this so?"]);
}

#[test]
fn merged_cells_keep_their_columns() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", words))
    };
    let body = format!(
        "{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        paragraph("", "1. The wall of the harbour is old, as this table shows:"),
        cell("<w:gridSpan w:val=\"2\"/>", "Walls"),
        cell("", "Year"),
        cell("<w:vMerge/>", ""),
        cell("", "North"),
        cell("", "1802")
    );
    let read = read_body(&body, &[]);
    let table = read.report.blocks.iter().find_map(|block| match &block.content {
        findings::report::Content::Table(table) => Some(table),
        _ => None,
    });
    let rows: Vec<Vec<&str>> = table
        .unwrap()
        .rows
        .iter()
        .map(|row| row.iter().map(findings::report::Text::plain).collect())
        .collect();
    assert_eq!(rows, [["Walls", "", "Year"], ["", "North", "1802"]]);
}

#[test]
fn the_main_part_is_found_by_its_relationship() {
    let document = document(&paragraph("", "1. The wall of the harbour is old."));
    let relationships = r#"<Relationships><Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
        Target="/story/main.xml"/></Relationships>"#;
    let package = package(&[("_rels/.rels", relationships), ("story/main.xml", &document)]);
    assert_eq!(
        numbered_texts(&read::read(&package, "a.docm").unwrap()),
        ["1 The wall of the harbour is old."]
    );
}

#[test]
fn old_and_protected_documents_are_refused_with_the_reason() {
    let container = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        read::read(&bytes, "report.docx").unwrap_err()
    };
    assert_eq!(container("EncryptedPackage"), ReadError::ProtectedDocument);
    assert!(container("WordDocument").to_string().contains("(.doc)"));
    assert!(container("Workbook").to_string().contains("old versions of Office"));
}

/// A report of an unknown kind keeps its numbers as they are, but a style with an outline level is not always a heading.
#[test]
fn numbered_paragraphs_with_an_outline_level_are_paragraphs() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Level 1"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"#;
    let level = |words: &str| paragraph(r#"<w:pStyle w:val="Level"/>"#, words);
    let long = "The wall of the harbour is old, and the town has asked for help to mend it more often than anyone can say. ";
    let body = [level("The harbour"), level(&long.repeat(2)), level("It is closed.")];
    let read = read_body(&body.concat(), &[("word/styles.xml", styles), ("word/numbering.xml", LEVELS)]);
    let numbers: Vec<Option<u32>> = read.report.paragraphs.iter().map(|paragraph| paragraph.number).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3)], "{:?}", numbered_texts(&read));
    assert!(read.report.sections.is_empty());
}

#[test]
fn packages_of_other_programs_are_refused_with_advice() {
    let relationships = r#"<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let spreadsheet = package(&[("_rels/.rels", relationships), ("xl/workbook.xml", "<workbook/>")]);
    let open_document = |kind: &str| {
        package(&[
            ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
            ("content.xml", "<x/>"),
        ])
    };
    for (bytes, expected) in [
        (spreadsheet, ReadError::Spreadsheet),
        (open_document("spreadsheet"), ReadError::Spreadsheet),
        (open_document("text"), ReadError::Unsupported { kind: "OpenDocument files" }),
        (package(&[("readme.txt", "words")]), ReadError::NotAWordDocument),
    ] {
        assert_eq!(read::read(&bytes, "plan.xlsx"), Err(expected));
    }
}
