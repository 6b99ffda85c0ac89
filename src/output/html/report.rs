//! Writes a report as a web page: its judgements, recommendations and inconsistencies, then its text. The contents are
//! beside both.

use std::{collections::HashSet, fmt::Write as _, ops::Range};

use super::{begin_page, emphasis_markup, escape_html, grade_mark_markup, grade_markup, source_markup};
use crate::{
    analysis::{self, JudgementExtent, JudgementRow},
    output::strings,
    report::{
        BlockId, Content, FrameworkId, ParagraphId, Report, SectionId, StatementKind, Table, Warning,
        format_date, format_period,
    },
};

/// The styles of this page, added to those of every page.
const REPORT_STYLE: &str = ".skip{position:absolute;left:-99em}.skip:focus{left:0;background:var(--page);padding:.5em}\
header,footer{padding:1em 1.5em;border-bottom:1px solid var(--line)}footer{border:0;border-top:1px solid var(--line)}\
header h1,header p{margin:.1em 0}.columns{display:grid;grid-template-columns:minmax(15em,21em) minmax(0,1fr)}\
nav{background:var(--panel);padding:1em;font-size:.9em;border-right:1px solid var(--line)}\
nav>div{position:sticky;top:1em;max-height:calc(100vh - 2em);overflow:auto}\
nav h2{font-size:1em;margin:0 0 .5em}nav ul{list-style:none;margin:0;padding:0}nav ul ul{padding-left:1em}\
nav a{text-decoration:none;color:var(--text);display:block;padding:.2em 0}nav a:hover,nav a:focus{text-decoration:underline}\
nav .mark{margin-right:.3em}nav .quiet{white-space:nowrap}\
main{padding:1em 2.5em 4em;max-width:52em}main h2{font-size:1.4em;margin:1.6em 0 .4em}main h3{font-size:1.15em;margin:1.4em 0 .3em}\
main h4,main h5,main h6{margin:1.2em 0 .3em}tbody th{font-weight:400}tbody .group th{font-weight:600}.group th{background:var(--panel)}\
.number{text-align:right;white-space:nowrap}p.numbered{position:relative;padding-left:2.6em}\
.numbered>.n{position:absolute;left:0;color:var(--quiet);font-variant-numeric:tabular-nums;text-decoration:none}\
.under{padding-left:3.8em}.report{border-top:3px double var(--line);margin-top:2.5em}.cover{margin:.2em 0}\
:target{background:var(--come)}\
@media (max-width:50em){.columns{display:block}nav{border:0;border-bottom:1px solid var(--line)}\
nav>div{position:static;max-height:14em}main{padding:.5em 1em 3em}header,footer{padding:1em}\
main table{font-size:.9em}main .grade{white-space:normal}main th,main td{padding:.3em .35em;hyphens:auto}}\
@media print{nav{display:none}.columns{display:block}}";

/// Returns a report as an HTML page: judgements, grading scale, recommendations and inconsistencies, then all of its
/// text.
#[must_use]
pub fn to_html(report: &Report, warnings: &[Warning]) -> String {
    let mut page = ReportPage { html: String::with_capacity(256 * 1024), report, anchors: HashSet::new() };
    begin_page(&mut page.html, &report.name(), REPORT_STYLE);
    page.push_line(&format!("<a class=\"skip\" href=\"#text\">{}</a>", strings::SKIP_TO_TEXT));
    page.write_cover();
    if report.sections.is_empty() {
        page.html.push_str("<div>\n");
    } else {
        page.html.push_str("<div class=\"columns\">\n");
        page.write_contents();
    }
    page.html.push_str("<main>\n");
    page.write_judgements();
    page.write_scale();
    page.write_recommendations();
    page.write_inconsistencies(warnings);
    page.write_text(0..report.blocks.len());
    page.html.push_str("</main>\n</div>\n");
    page.push_line(&format!(
        "<footer class=\"quiet\">{}</footer>\n</body>\n</html>\n",
        strings::html_disclaimer(&source_markup(report))
    ));
    page.html
}

/// Returns a section of a report with its subsections as an HTML page. The path of the section is above its text.
#[must_use]
pub fn section_to_html(report: &Report, section: SectionId) -> String {
    let mut page = ReportPage { html: String::with_capacity(32 * 1024), report, anchors: HashSet::new() };
    let title = &report.section(section).title;
    begin_page(&mut page.html, &format!("{}: {title}", report.name()), REPORT_STYLE);
    let path = report.section_path(section);
    let path: Vec<String> =
        path[..path.len().saturating_sub(1)].iter().map(|title| escape_html(title)).collect();
    page.push_line(&format!("<header>\n<h1>{}</h1>", escape_html(&report.name())));
    if !path.is_empty() {
        page.push_line(&format!("<p class=\"quiet\">{}</p>", path.join(" › ")));
    }
    page.push_line("</header>\n<main>");
    page.write_text(report.blocks_within(section));
    page.push_line(&format!(
        "</main>\n<footer class=\"quiet\">{}</footer>\n</body>\n</html>\n",
        strings::html_disclaimer(&source_markup(report))
    ));
    page.html
}

/// The page of a report while it is written.
struct ReportPage<'a> {
    /// The HTML so far.
    html: String,
    report: &'a Report,
    /// The paragraph numbers that can be linked to. If several paragraphs have the same number, links lead to the first
    /// of them.
    anchors: HashSet<u32>,
}

impl ReportPage<'_> {
    /// Appends markup and a line break.
    fn push_line(&mut self, markup: &str) {
        self.html.push_str(markup);
        self.html.push('\n');
    }

    fn write_cover(&mut self) {
        let cover = &self.report.cover;
        let subject = escape_html(cover.subject.as_deref().unwrap_or(&self.report.source.file));
        let mut markup = format!("<header>\n<h1>{subject}</h1>\n");
        if let Some(title) = cover.title.as_deref().or(cover.framework.map(FrameworkId::name)) {
            let _ = writeln!(markup, "<p>{}</p>", escape_html(title));
        }
        let inspected: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
        let facts = [
            ("Inspected", inspected.join("; ")),
            ("Published", cover.published.map(format_date).unwrap_or_default()),
            ("Inspectors", cover.inspectors.join(", ")),
            (strings::ACTION_PLAN_DUE, cover.action_plan_due.map(format_date).unwrap_or_default()),
        ];
        for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
            let _ = writeln!(markup, "<p class=\"quiet\">{name}: {}</p>", escape_html(fact));
        }
        if let Some(outcome) = &cover.outcome {
            let _ = writeln!(markup, "<p>{}</p>", escape_html(outcome));
        }
        self.push_line(&format!("{markup}</header>"));
    }

    /// Writes the contents as a tree of links. Each link shows the grade and the paragraph numbers of the section.
    fn write_contents(&mut self) {
        let rows = analysis::contents_rows(self.report);
        self.push_line("<nav aria-label=\"Contents\"><div>\n<h2>Contents</h2>\n<ul>");
        let mut depth = 0;
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                let close = if row.depth > depth {
                    "<ul>".to_owned()
                } else {
                    format!("</li>{}", "</ul></li>".repeat(depth - row.depth))
                };
                self.push_line(&close);
            }
            depth = row.depth;
            let section = self.report.section(row.section);
            let grade = section.grade.as_ref().map(|stated| grade_markup(self.report, &stated.grade));
            let numbers = row.numbers.map(|(first, last)| match first == last {
                true => first.to_string(),
                false => format!("{first}–{last}"),
            });
            let notes: Vec<String> = grade.into_iter().chain(numbers).collect();
            self.html.push_str(&format!(
                "<li><a href=\"#s{}\">{} <span class=\"quiet\">{}</span></a>",
                row.section.0,
                escape_html(&section.title),
                notes.join(" · ")
            ));
        }
        self.push_line(&format!("</li>{}</ul>\n</div></nav>", "</ul></li>".repeat(depth)));
    }

    fn write_judgements(&mut self) {
        let report = self.report;
        if report.judgements.is_empty() {
            return;
        }
        self.push_line("<h2>Judgements</h2>\n<table>\n<thead><tr><th scope=\"col\">Judgement</th><th scope=\"col\">Grade</th>\
                  <th scope=\"col\" class=\"number\">Paragraphs</th></tr></thead>");
        let mut is_tbody_open = false;
        for row in analysis::judgement_rows(report) {
            match row {
                JudgementRow::Group(group) => {
                    let close = if is_tbody_open { "</tbody>\n" } else { "" };
                    is_tbody_open = true;
                    let group = escape_html(group);
                    self.push_line(&format!(
                        "{close}<tbody><tr class=\"group\"><th colspan=\"3\" scope=\"rowgroup\">{group}</th></tr>"
                    ));
                }
                JudgementRow::Judgement(index) => {
                    if !std::mem::replace(&mut is_tbody_open, true) {
                        self.push_line("<tbody>");
                    }
                    let judgement = &report.judgements[index];
                    let title = escape_html(&judgement.title);
                    let title = match judgement.section {
                        Some(SectionId(id)) => format!("<a href=\"#s{id}\">{title}</a>"),
                        None => title,
                    };
                    self.push_line(&format!(
                        "<tr><th scope=\"row\">{title}</th><td>{}</td><td class=\"number quiet\">{}</td></tr>",
                        grade_markup(report, &judgement.grade),
                        JudgementExtent::of_judgement(report, judgement)
                    ));
                }
            }
        }
        self.push_line("</tbody>\n</table>");
    }

    fn write_scale(&mut self) {
        let report = self.report;
        let Some(scale) = report.scale.as_ref().filter(|_| !report.judgements.is_empty()) else { return };
        self.push_line(&format!("<h2>{}</h2>\n<table>\n<tbody>", strings::GRADING_SCALE));
        for grade in &scale.grades {
            let meaning = escape_html(grade.meaning.as_deref().unwrap_or("–"));
            let grade = grade_markup(report, &grade.to_grade());
            self.push_line(&format!("<tr><th scope=\"row\">{grade}</th><td>{meaning}</td></tr>"));
        }
        self.push_line("</tbody>\n</table>");
    }

    fn write_recommendations(&mut self) {
        let report = self.report;
        let groups = analysis::recommendation_groups(report);
        if groups.is_empty() {
            return;
        }
        self.push_line("<h2>Recommendations</h2>");
        for group in &groups {
            if let Some(title) = group.heading() {
                self.push_line(&format!("<h3>{}</h3>", escape_html(&title)));
            }
            self.push_line("<ul>");
            for index in &group.items {
                let item = &report.recommendations[*index];
                let mut notes: Vec<String> =
                    item.responsible.iter().map(|name| format!("for {}", escape_html(name))).collect();
                notes.push(format!("<a href=\"#b{}\">{}</a>", item.place.block.0, strings::LINK_TO_TEXT));
                let words = emphasis_markup(&item.text);
                self.push_line(&format!(
                    "<li>{words} <span class=\"quiet\">({})</span></li>",
                    notes.join(", ")
                ));
            }
            self.push_line("</ul>");
        }
    }

    fn write_inconsistencies(&mut self, warnings: &[Warning]) {
        if warnings.is_empty() {
            return;
        }
        self.push_line(&format!("<h2>{}</h2>\n<ul>", strings::INCONSISTENCIES));
        for warning in warnings {
            let place = warning.places.first();
            let link =
                place.map(|place| format!(" <a href=\"#b{}\">{}</a>", place.block.0, strings::LINK_TO_TEXT));
            let (title, message) = (escape_html(warning.kind.title()), escape_html(&warning.message));
            self.push_line(&format!(
                "<li><strong>{title}.</strong> {message}{}</li>",
                link.unwrap_or_default()
            ));
        }
        self.push_line("</ul>");
    }

    /// Writes the text of these blocks.
    fn write_text(&mut self, blocks: Range<usize>) {
        self.push_line(&format!(
            "<article class=\"report\" id=\"text\" aria-label=\"{}\">",
            strings::REPORT_TEXT
        ));
        let mut is_in_list = false;
        for index in blocks {
            let id = BlockId(index);
            let content = &self.report.block(id).content;
            let is_item = matches!(content, Content::Recommendation(_) | Content::ContentsEntry(_));
            if is_item != is_in_list {
                self.push_line(if is_item { "<ul>" } else { "</ul>" });
                is_in_list = is_item;
            }
            self.write_block(id);
        }
        if is_in_list {
            self.push_line("</ul>");
        }
        self.push_line("</article>");
    }

    fn write_block(&mut self, id: BlockId) {
        let report = self.report;
        let id_attribute = format!("id=\"b{}\"", id.0);
        let markup = match &report.block(id).content {
            Content::Title(text) | Content::Line(text) => {
                format!("<p class=\"cover\" {id_attribute}>{}</p>", emphasis_markup(text))
            }
            Content::ContentsTitle(text) => format!("<h2 {id_attribute}>{}</h2>", emphasis_markup(text)),
            Content::ContentsEntry(index) => {
                let entry = &report.contents[*index];
                let page = entry.page.map(|page| format!(" <span class=\"quiet\">{page}</span>"));
                let (title, page) = (escape_html(&entry.title), page.unwrap_or_default());
                match entry.section {
                    Some(SectionId(id)) => {
                        format!("<li {id_attribute}><a href=\"#s{id}\">{title}</a>{page}</li>")
                    }
                    None => format!("<li {id_attribute}>{title}{page}</li>"),
                }
            }
            Content::Heading(section) => self.heading_markup(*section),
            Content::Grade(section) => match &report.section(*section).grade {
                Some(grade) => {
                    format!("<p {id_attribute}>{}</p>", self.stated_grade_markup(&grade.wording, *section))
                }
                None => return,
            },
            Content::Paragraph(paragraph) => return self.write_paragraph(*paragraph, &id_attribute),
            Content::Timescale(text) => {
                format!("<p {id_attribute}><strong>{}</strong></p>", escape_html(text.plain()))
            }
            Content::Recommendation(index) => {
                format!("<li {id_attribute}>{}</li>", emphasis_markup(&report.recommendations[*index].text))
            }
            Content::Footnote(text) => {
                format!("<p class=\"quiet\" {id_attribute}>{}</p>", emphasis_markup(text))
            }
            Content::Table(content) => return self.write_table(content, &id_attribute),
        };
        self.push_line(&markup);
    }

    fn heading_markup(&self, id: SectionId) -> String {
        let section = self.report.section(id);
        let block = section.place.block.0;
        let level = section.level.clamp(1, 5) + 1;
        let heading_grade = section.grade.as_ref().filter(|grade| grade.kind == StatementKind::Heading);
        let grade = heading_grade.map(|grade| format!(" {}", self.stated_grade_markup(&grade.wording, id)));
        let (title, grade) = (escape_html(&section.title), grade.unwrap_or_default());
        format!("<h{level} id=\"s{}\"><span id=\"b{block}\"></span>{title}{grade}</h{level}>", id.0)
    }

    /// Returns the printed wording of the grade of a section, with the grade mark, as HTML; empty if the section has no
    /// grade.
    fn stated_grade_markup(&self, wording: &str, section: SectionId) -> String {
        let Some(grade) = &self.report.section(section).grade else { return String::new() };
        let scale = self.report.scale.as_ref();
        let shape = analysis::GradeMarkShape::for_grade(&grade.grade, scale);
        let mark = grade_mark_markup(shape, &format!("{}:", analysis::step_label(&grade.grade, scale)));
        format!("<span class=\"grade\">{mark}{}</span>", escape_html(wording))
    }

    fn write_paragraph(&mut self, id: ParagraphId, id_attribute: &str) {
        let paragraph = self.report.paragraph(id);
        let words = emphasis_markup(&paragraph.text);
        match paragraph.number {
            Some(number) => {
                let anchor =
                    if self.anchors.insert(number) { format!(" id=\"p{number}\"") } else { String::new() };
                self.push_line(&format!(
                    "<p class=\"numbered\" {id_attribute}><span class=\"n\"{anchor}>{number}.</span> {words}</p>"
                ));
            }
            None if paragraph.text.is_blank() => {}
            None => self.push_line(&format!("<p {id_attribute}>{words}</p>")),
        }
        if !paragraph.bullets.is_empty() {
            let class = if paragraph.number.is_some() { " class=\"under\"" } else { "" };
            // Bullets without text above them can be recommendations, which links lead to.
            let is_alone = paragraph.number.is_none() && paragraph.text.is_blank();
            let id_attribute = if is_alone { format!(" {id_attribute}") } else { String::new() };
            let bullets: Vec<String> = paragraph
                .bullets
                .iter()
                .map(|bullet| format!("<li>{}</li>", emphasis_markup(bullet)))
                .collect();
            self.push_line(&format!("<ul{class}{id_attribute}>\n{}\n</ul>", bullets.join("\n")));
        }
    }

    fn write_table(&mut self, table: &Table, id_attribute: &str) {
        self.push_line(&format!("<table {id_attribute}>"));
        for (index, row) in table.rows.iter().enumerate() {
            let is_header = table.has_header && index == 0;
            let cells = row.iter().map(|cell| match is_header {
                true => format!("<th scope=\"col\">{}</th>", emphasis_markup(cell)),
                false => format!("<td>{}</td>", emphasis_markup(cell)),
            });
            let cells = cells.collect::<String>();
            self.push_line(&format!("<tr>{cells}</tr>"));
        }
        self.push_line("</table>");
    }
}
