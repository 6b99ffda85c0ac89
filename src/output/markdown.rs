//! Exports a report as Markdown (CommonMark with tables). Opening the Markdown gives the same report.

use std::{fmt::Write as _, ops::Range};

use crate::{
    output::strings,
    report::{BlockId, Content, Emphasis, ParagraphId, Report, StatementKind, Table, Text},
};

/// Returns the whole report: cover, contents, sections with grades, numbered paragraphs, tables and notes.
#[must_use]
pub fn to_markdown(report: &Report) -> String {
    let fingerprint = report.source.sha256.get(..8).unwrap_or_default();
    // “--” and “>” could end the comment.
    let file = report.source.file.replace("--", "- -").replace('>', "");
    // A comment, because it is not part of the report.
    let mut out = format!("<!-- {} -->\n", strings::markdown_comment(&file, fingerprint));
    let mut has_title = false;
    let mut last_was_item = false;
    for index in 0..report.blocks.len() {
        let id = BlockId(index);
        let is_item =
            matches!(report.block(id).content, Content::ContentsEntry(_) | Content::Recommendation(_));
        // No empty line between the items of a list.
        if !(is_item && last_was_item) {
            out.push('\n');
        }
        last_was_item = is_item;
        write_block(&mut out, report, id, &mut has_title);
    }
    out
}

fn write_block(out: &mut String, report: &Report, id: BlockId, has_title: &mut bool) {
    // Writing to a String cannot fail.
    let _ = match &report.block(id).content {
        Content::Title(text) if !*has_title => {
            *has_title = true;
            writeln!(out, "# {}", escaped(text.plain()))
        }
        Content::Title(text) | Content::Line(text) => writeln!(out, "{}", escaped_line(text)),
        Content::Footnote(text) => writeln!(out, "{}", note_line(text)),
        Content::ContentsTitle(text) => writeln!(out, "## {}", escaped(text.plain())),
        Content::ContentsEntry(index) => {
            let entry = &report.contents[*index];
            let page = entry.page.map(|page| format!(" ..... {page}")).unwrap_or_default();
            writeln!(out, "- {}{page}", escaped(&entry.title))
        }
        Content::Heading(section) => {
            let section = report.section(*section);
            let hashes = "#".repeat(usize::from(section.level.min(5)) + 1);
            let grade = section.grade.as_ref().filter(|grade| grade.kind == StatementKind::Heading);
            let grade = grade.map(|grade| format!(" {}", escaped(&grade.wording))).unwrap_or_default();
            writeln!(out, "{hashes} {}{grade}", escaped(&section.title))
        }
        Content::Grade(section) => match &report.section(*section).grade {
            Some(grade) => writeln!(out, "**{}**", escaped(&grade.wording)),
            None => Ok(()),
        },
        Content::Paragraph(paragraph) => {
            write_paragraph(out, report, *paragraph);
            Ok(())
        }
        Content::Timescale(text) => writeln!(out, "{}", escaped_line(text)),
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

/// Writes a recommendation as a list item, and its sub-points as a list in it.
fn write_recommendation(out: &mut String, text: &Text) {
    for (index, line) in text.lines().iter().enumerate() {
        let point = line.plain().strip_prefix("\u{2022} ").map(str::len).filter(|_| index > 0);
        let _ = match point {
            Some(length) => {
                let end = line.plain().len();
                writeln!(out, "  - {}", with_emphasis(&line.slice(end - length..end)))
            }
            None if index == 0 => writeln!(out, "- {}", with_emphasis(line)),
            None => writeln!(out, "  {}", with_emphasis(line)),
        };
    }
}

fn write_paragraph(out: &mut String, report: &Report, id: ParagraphId) {
    let item = report.paragraph(id);
    let _ = match item.number {
        Some(number) => writeln!(out, "{number}. {}", with_emphasis(&item.text)),
        None if item.text.is_blank() => Ok(()),
        None => writeln!(out, "{}", escaped_line(&item.text)),
    };
    if item.bullets.is_empty() {
        return;
    }
    // Bullets of a numbered paragraph are indented to the start of its text.
    let indent = item.number.map_or(0, |number| number.to_string().len() + 2);
    out.push('\n');
    for bullet in &item.bullets {
        let _ = writeln!(out, "{:indent$}- {}", "", with_emphasis(bullet));
    }
}

fn write_table(out: &mut String, table: &Table) {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let row = |cells: &[Text]| {
        let mut line = String::from("|");
        for column in 0..columns {
            let words =
                cells.get(column).map(|cell| with_emphasis(cell).replace('|', "\\|")).unwrap_or_default();
            let _ = write!(line, " {words} |");
        }
        line
    };
    let (head, rest) = match table.rows.split_first() {
        Some((head, rest)) if table.has_header => (head.as_slice(), rest),
        _ => (&[][..], table.rows.as_slice()),
    };
    let _ = writeln!(out, "{}", row(head));
    let _ = writeln!(out, "|{}", " --- |".repeat(columns));
    for cells in rest {
        let _ = writeln!(out, "{}", row(cells));
    }
}

/// Returns a note with its number in superscript, which distinguishes it from a numbered paragraph.
fn note_line(text: &Text) -> String {
    const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let words = with_emphasis(text);
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == words.len() || !rest.starts_with(' ') {
        return escaped_line(text);
    }
    let digits = words.chars().map_while(|c| c.to_digit(10));
    let number: String = digits.filter_map(|digit| SUPERSCRIPT.get(digit as usize)).collect();
    format!("{number}{rest}")
}

/// Returns a line that does not begin with a sign of Markdown.
fn escaped_line(text: &Text) -> String {
    let words = with_emphasis(text);
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && words[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &words[..digits], &words[digits..]);
    }
    if words.starts_with(['-', '+', '>', '=']) { format!("\\{words}") } else { words }
}

/// Returns text with its emphasis as Markdown.
fn with_emphasis(text: &Text) -> String {
    let plain = text.plain();
    // The signs must touch the words. Emphasis within emphasis is left out, because it cannot overlap in Markdown.
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
    let mut at = 0;
    for (range, sign) in ranges {
        out.push_str(&escaped(&plain[at..range.start]));
        let _ = write!(out, "{sign}{}{sign}", escaped(&plain[range.clone()]));
        at = range.end;
    }
    out.push_str(&escaped(&plain[at..]));
    out
}

/// Escapes the signs of Markdown in a text.
fn escaped(words: &str) -> String {
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
    fn signs_of_markdown_are_escaped() {
        assert_eq!(escaped_line(&Text::new("12. of *all* <b>")), "12\\. of \\*all\\* \\<b>");
        assert_eq!(escaped_line(&Text::new("- not a list")), "\\- not a list");
    }

    #[test]
    fn emphasis_signs_touch_the_words() {
        let mut text = Text::new("one two three");
        text.emphasise(3..8, Emphasis::Bold);
        assert_eq!(with_emphasis(&text), "one **two** three");
    }
}
