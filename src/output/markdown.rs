//! A report as Markdown (CommonMark with tables), which reads back as the same report.

use std::{fmt::Write as _, ops::Range};

use crate::report::{BlockId, Content, Emphasis, Report, Stated, Table, Text};

/// The whole report: cover, contents, sections with their grades, paragraphs with their numbers, tables and notes.
#[must_use]
pub fn to_markdown(report: &Report) -> String {
    let mark = report.source.sha256.get(..8).unwrap_or_default();
    let file = report.source.file.replace("--", "- -");
    // Not shown by those who show Markdown, and no part of the report.
    let mut out = format!(
        "<!-- From {} (SHA-256 {mark}…), written by Findings; not the inspectorate’s document. -->\n",
        file.replace('>', "")
    );
    let mut has_title = false;
    let mut last_was_item = false;
    for index in 0..report.blocks.len() {
        let id = BlockId(index);
        let is_item =
            matches!(report.block(id).content, Content::ContentsEntry(_) | Content::Recommendation(_));
        // Items of one list stand below one another.
        if !(is_item && last_was_item) {
            out.push('\n');
        }
        last_was_item = is_item;
        block(&mut out, report, id, &mut has_title);
    }
    out
}

fn block(out: &mut String, report: &Report, id: BlockId, has_title: &mut bool) {
    // Writing to a String cannot fail.
    let _ = match &report.block(id).content {
        Content::Title(text) if !*has_title => {
            *has_title = true;
            writeln!(out, "# {}", escaped(text.plain()))
        }
        Content::Title(text) | Content::Line(text) => writeln!(out, "{}", paragraph(text)),
        Content::Note(text) => writeln!(out, "{}", note(text)),
        Content::ContentsTitle(text) => writeln!(out, "## {}", escaped(text.plain())),
        Content::ContentsEntry(index) => {
            let entry = &report.contents[*index];
            let page = entry.page.map(|page| format!(" ..... {page}")).unwrap_or_default();
            writeln!(out, "- {}{page}", escaped(&entry.title))
        }
        Content::Heading(section) => {
            let section = report.section(*section);
            let signs = "#".repeat(usize::from(section.level.min(5)) + 1);
            let grade = section.grade.as_ref().filter(|grade| grade.stated == Stated::Heading);
            let grade = grade.map(|grade| format!(" {}", escaped(&grade.wording))).unwrap_or_default();
            writeln!(out, "{signs} {}{grade}", escaped(&section.title))
        }
        Content::Grade(section) => match &report.section(*section).grade {
            Some(grade) => writeln!(out, "**{}**", escaped(&grade.wording)),
            None => Ok(()),
        },
        Content::Paragraph(paragraph) => {
            numbered(out, report, *paragraph);
            Ok(())
        }
        Content::Timescale(text) => writeln!(out, "{}", paragraph(text)),
        Content::Recommendation(index) => {
            let words = rich(&report.recommendations[*index].text);
            writeln!(out, "- {words}")
        }
        Content::Table(content) => {
            table(out, content);
            Ok(())
        }
    };
}

fn numbered(out: &mut String, report: &Report, id: crate::report::ParagraphId) {
    let item = report.paragraph(id);
    let _ = match item.number {
        Some(number) => writeln!(out, "{number}. {}", rich(&item.text)),
        None if item.text.is_blank() => Ok(()),
        None => writeln!(out, "{}", paragraph(&item.text)),
    };
    if item.bullets.is_empty() {
        return;
    }
    // Bullets of a numbered paragraph stand under its words.
    let indent = item.number.map_or(0, |number| number.to_string().len() + 2);
    out.push('\n');
    for bullet in &item.bullets {
        let _ = writeln!(out, "{:indent$}- {}", "", rich(bullet));
    }
}

fn table(out: &mut String, table: &Table) {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let row = |cells: &[Text]| {
        let mut line = String::from("|");
        for column in 0..columns {
            let words = cells.get(column).map(|cell| rich(cell).replace('|', "\\|")).unwrap_or_default();
            let _ = write!(line, " {words} |");
        }
        line
    };
    let (head, rest) = match table.rows.split_first() {
        Some((head, rest)) if table.header => (head.as_slice(), rest),
        _ => (&[][..], table.rows.as_slice()),
    };
    let _ = writeln!(out, "{}", row(head));
    let _ = writeln!(out, "|{}", " --- |".repeat(columns));
    for cells in rest {
        let _ = writeln!(out, "{}", row(cells));
    }
}

/// A note with its number raised, which tells it from a paragraph.
fn note(text: &Text) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let words = rich(text);
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == words.len() || !rest.starts_with(' ') {
        return paragraph(text);
    }
    let digits = words.chars().map_while(|c| c.to_digit(10));
    let number: String = digits.filter_map(|digit| RAISED.get(digit as usize)).collect();
    format!("{number}{rest}")
}

/// Words that stand for themselves at the beginning of a line.
fn paragraph(text: &Text) -> String {
    let words = rich(text);
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && words[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &words[..digits], &words[digits..]);
    }
    if words.starts_with(['-', '+', '>', '=']) { format!("\\{words}") } else { words }
}

/// Words with their emphasis.
fn rich(text: &Text) -> String {
    let plain = text.plain();
    // Marks stand close to words, and one emphasis within another is left to the outer one.
    let mut ranges: Vec<(Range<usize>, &str)> = Vec::new();
    for (range, emphasis) in text.emphasis() {
        let words = &plain[range.clone()];
        let start = range.start + words.len() - words.trim_start().len();
        let end = range.end - (words.len() - words.trim_end().len());
        let follows = ranges.last().is_none_or(|(last, _)| last.end <= start);
        if start < end && follows {
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

/// Words in which nothing is a sign of Markdown.
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
    fn signs_of_markdown_stand_for_themselves() {
        assert_eq!(paragraph(&Text::new("12. of *all* <b>")), "12\\. of \\*all\\* \\<b>");
        assert_eq!(paragraph(&Text::new("- not a list")), "\\- not a list");
    }

    #[test]
    fn emphasis_stands_close_to_its_words() {
        let mut text = Text::new("one two three");
        text.emphasise(3..8, Emphasis::Bold);
        assert_eq!(rich(&text), "one **two** three");
    }
}
