//! Writes a report as Markdown (CommonMark with tables). Findings reads the same report from the Markdown file.

use std::{fmt::Write as _, ops::Range};

use crate::{
    output::strings,
    report::{
        BlockId, Content, Emphasis, Paragraph, ParagraphId, Report, SectionId, StatementKind, Table, Text,
    },
};

/// Returns a report as Markdown: cover, contents, sections with grades, numbered paragraphs, tables and footnotes.
#[must_use]
pub fn to_markdown(report: &Report) -> String {
    let mut out = source_comment(report);
    write_blocks(&mut out, report, 0..report.blocks.len());
    out
}

/// Returns a section of a report with its subsections as Markdown. The report and the path of the section are above its
/// text.
#[must_use]
pub fn section_to_markdown(report: &Report, section: SectionId) -> String {
    let mut out = source_comment(report);
    let mut path = report.section_path(section);
    path.pop();
    let name = report.name();
    path.insert(0, &name);
    let path: Vec<String> = path.into_iter().map(escape_markdown).collect();
    let _ = writeln!(out, "\n{}", path.join(" › "));
    write_blocks(&mut out, report, report.blocks_within(section));
    out
}

/// Returns a comment that names the file of a report. The source is in a comment because it is not part of the report.
fn source_comment(report: &Report) -> String {
    let fingerprint = report.source.sha256.get(..8).unwrap_or_default();
    // “--” and “>” could end the comment.
    let file = report.source.file.replace("--", "- -").replace('>', "");
    format!("<!-- {} -->\n", strings::markdown_comment(&file, fingerprint))
}

/// Separates two texts that could be taken for one, as it separates two lists.
const SEPARATOR: &str = "<!-- -->\n\n";

/// Writes blocks of a report.
fn write_blocks(out: &mut String, report: &Report, blocks: Range<usize>) {
    let mut is_title_written = false;
    let mut is_after_item = false;
    let mut is_after_unfinished_text = false;
    for index in blocks {
        let id = BlockId(index);
        let is_item =
            matches!(report.block(id).content, Content::ContentsEntry(_) | Content::Recommendation(_));
        // An empty line between two items would make the list loose: each item would become a paragraph.
        if !(is_item && is_after_item) {
            out.push('\n');
        }
        is_after_item = is_item;
        let paragraph = match report.block(id).content {
            Content::Paragraph(paragraph) => Some(report.paragraph(paragraph)),
            _ => None,
        };
        if is_after_unfinished_text && paragraph.is_some_and(|next| next.number.is_none()) {
            out.push_str(SEPARATOR);
        }
        is_after_unfinished_text = paragraph.is_some_and(is_unfinished);
        write_block(out, report, id, &mut is_title_written);
    }
}

/// Returns true if the last text of a paragraph has no full stop, so that the next text could be taken for its rest.
fn is_unfinished(paragraph: &Paragraph) -> bool {
    let last = paragraph.bullets.last().unwrap_or(&paragraph.text);
    last.plain().ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// Writes a block. `is_title_written` becomes true with the first title; further titles are written as plain lines.
fn write_block(out: &mut String, report: &Report, id: BlockId, is_title_written: &mut bool) {
    // Writing to a String cannot fail.
    let _ = match &report.block(id).content {
        Content::Title(text) if !*is_title_written => {
            *is_title_written = true;
            writeln!(out, "# {}", escape_markdown(text.plain()))
        }
        Content::Title(text) | Content::Line(text) => writeln!(out, "{}", escape_line(text)),
        Content::Footnote(text) => writeln!(out, "{}", footnote_line(text)),
        Content::ContentsTitle(text) => writeln!(out, "## {}", escape_markdown(text.plain())),
        Content::ContentsEntry(index) => {
            let entry = &report.contents[*index];
            let page = entry.page.map(|page| format!(" ..... {page}")).unwrap_or_default();
            writeln!(out, "- {}{page}", escape_markdown(&entry.title))
        }
        Content::Heading(section) => {
            let section = report.section(*section);
            let hashes = "#".repeat(usize::from(section.level.min(5)) + 1);
            let grade = section.grade.as_ref().filter(|grade| grade.kind == StatementKind::Heading);
            let grade =
                grade.map(|grade| format!(" {}", escape_markdown(&grade.wording))).unwrap_or_default();
            writeln!(out, "{hashes} {}{grade}", escape_markdown(&section.title))
        }
        Content::Grade(section) => match &report.section(*section).grade {
            Some(grade) => writeln!(out, "**{}**", escape_markdown(&grade.wording)),
            None => Ok(()),
        },
        Content::Paragraph(paragraph) => {
            write_paragraph(out, report, *paragraph);
            Ok(())
        }
        Content::Timescale(text) => writeln!(out, "{}", escape_line(text)),
        Content::Recommendation(index) => {
            write_recommendation(out, &report.recommendations[*index].text);
            Ok(())
        }
        Content::Table(content) => {
            write_table(out, content);
            Ok(())
        }
    };
}

/// Writes a recommendation as a list item, with its sub-points as a nested list.
fn write_recommendation(out: &mut String, text: &Text) {
    for (index, line) in text.lines().iter().enumerate() {
        let sub_point = line.plain().strip_prefix("\u{2022} ").map(str::len).filter(|_| index > 0);
        let _ = match sub_point {
            Some(length) => {
                let end = line.plain().len();
                writeln!(out, "  - {}", emphasis_markdown(&line.slice(end - length..end)))
            }
            None if index == 0 => writeln!(out, "- {}", emphasis_markdown(line)),
            None => writeln!(out, "  {}", emphasis_markdown(line)),
        };
    }
}

fn write_paragraph(out: &mut String, report: &Report, id: ParagraphId) {
    let paragraph = report.paragraph(id);
    let _ = match paragraph.number {
        Some(number) => writeln!(out, "{number}. {}", emphasis_markdown(&paragraph.text)),
        None if paragraph.text.is_blank() => Ok(()),
        None => writeln!(out, "{}", escape_line(&paragraph.text)),
    };
    if paragraph.bullets.is_empty() {
        return;
    }
    // Bullets of a numbered paragraph are indented to the start of its text.
    let indent = paragraph.number.map_or(0, |number| number.to_string().len() + 2);
    out.push('\n');
    for bullet in &paragraph.bullets {
        let _ = writeln!(out, "{:indent$}- {}", "", emphasis_markdown(bullet));
    }
}

fn write_table(out: &mut String, table: &Table) {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let table_line = |cells: &[Text]| {
        let mut line = String::from("|");
        for column in 0..columns {
            let words =
                cells.get(column).map(|cell| emphasis_markdown(cell).replace('|', "\\|")).unwrap_or_default();
            let _ = write!(line, " {words} |");
        }
        line
    };
    // Every Markdown table has a header row. It is empty if the table of the report has none.
    let (head, rest) = match table.rows.split_first() {
        Some((head, rest)) if table.has_header => (head.as_slice(), rest),
        _ => (&[][..], table.rows.as_slice()),
    };
    let _ = writeln!(out, "{}", table_line(head));
    let _ = writeln!(out, "|{}", " --- |".repeat(columns));
    for cells in rest {
        let _ = writeln!(out, "{}", table_line(cells));
    }
}

/// Returns a footnote with its number in superscript, which distinguishes it from a numbered paragraph.
fn footnote_line(text: &Text) -> String {
    const SUPERSCRIPT_DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let words = emphasis_markdown(text);
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == words.len() || !rest.starts_with(' ') {
        return escape_line(text);
    }
    let digits = words.chars().map_while(|c| c.to_digit(10));
    let number: String = digits.filter_map(|digit| SUPERSCRIPT_DIGITS.get(digit as usize)).collect();
    format!("{number}{rest}")
}

/// Returns a line of text as Markdown, escaped so that its beginning is not taken for a list, quotation or heading.
fn escape_line(text: &Text) -> String {
    let words = emphasis_markdown(text);
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && words[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &words[..digits], &words[digits..]);
    }
    if words.starts_with(['-', '+', '>', '=']) { format!("\\{words}") } else { words }
}

/// Returns text as Markdown, with its bold and italic words.
fn emphasis_markdown(text: &Text) -> String {
    let plain = text.plain();
    // CommonMark takes `*` for emphasis only if it touches the word. Emphasis within emphasis is left out, because it
    // cannot overlap in Markdown.
    let mut ranges: Vec<(Range<usize>, &str)> = Vec::new();
    for (range, emphasis) in text.emphasis() {
        let words = &plain[range.clone()];
        let start = range.start + words.len() - words.trim_start().len();
        let end = range.end - (words.len() - words.trim_end().len());
        let is_separate = ranges.last().is_none_or(|(last, _)| last.end <= start);
        if start < end && is_separate {
            ranges.push((start..end, if *emphasis == Emphasis::Bold { "**" } else { "*" }));
        }
    }
    let mut out = String::with_capacity(plain.len() + 16);
    let mut written = 0;
    for (range, delimiter) in ranges {
        out.push_str(&escape_markdown(&plain[written..range.start]));
        let _ = write!(out, "{delimiter}{}{delimiter}", escape_markdown(&plain[range.clone()]));
        written = range.end;
    }
    out.push_str(&escape_markdown(&plain[written..]));
    out
}

/// Escapes the characters that have a meaning in Markdown. Line breaks become spaces.
fn escape_markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '#' | '&' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_characters_are_escaped() {
        assert_eq!(escape_line(&Text::new("12. of *all* <b>")), "12\\. of \\*all\\* \\<b>");
        assert_eq!(escape_line(&Text::new("- not a list")), "\\- not a list");
    }

    #[test]
    fn emphasis_delimiters_touch_the_words() {
        let mut text = Text::new("one two three");
        text.emphasise(3..8, Emphasis::Bold);
        assert_eq!(emphasis_markdown(&text), "one **two** three");
    }
}
