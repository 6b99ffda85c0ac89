//! Writes a chart as an SVG picture. Text stays text, so that it can be searched, copied and read aloud.

use std::fmt::Write as _;

use super::{Anchor, Area, BarFill, ChartSheet, Drawing, Label, LabelInk, LineKind, Shape};
use crate::{analysis::GradeMarkShape, output::html::escape_html};

/// Space around the chart, in points.
const MARGIN: f32 = 20.0;
/// Size of the title, in points.
const TITLE_SIZE: f32 = 18.0;
/// Size of the sentence, in points.
const SENTENCE_SIZE: f32 = 13.0;
/// Height of a line of the sentences, in points.
const SENTENCE_HEIGHT: f32 = 18.0;
/// Usual width of a character, as a factor of the text size.
const CHARACTER_EMS: f32 = 0.5;

/// The colours of text, lines and bars on paper.
const TEXT: &str = "#0b0c0c";
const SECONDARY: &str = "#484949";
const GRID: &str = "#cecece";
const PLAIN: &str = "#1d70b8";
const PAPER: &str = "#ffffff";

/// Returns a chart as an SVG picture, with its title and sentences above it.
#[must_use]
pub fn chart_to_svg(sheet: &ChartSheet) -> String {
    let drawing = &sheet.drawing;
    let line_length = drawing.width / (SENTENCE_SIZE * CHARACTER_EMS);
    let lines: Vec<String> =
        sheet.sentences.iter().flat_map(|sentence| wrap(sentence, line_length)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a chart has a few sentences")]
    let top = MARGIN + TITLE_SIZE + 12.0 + SENTENCE_HEIGHT * lines.len() as f32 + 10.0;
    let (width, height) = (drawing.width + MARGIN * 2.0, top + drawing.height + MARGIN);
    let mut svg = String::with_capacity(16 * 1024);
    // Writing to a String cannot fail.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} \
         {height:.0}\" role=\"img\" stroke=\"none\" font-family=\"'Source Sans 3','Source Sans Pro',Arial,Helvetica,sans-serif\">\n\
         <title>{}</title>\n<desc>{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>",
        escape_html(&sheet.title),
        escape_html(&sheet.alt_text())
    );
    let heading = |svg: &mut String, y: f32, size: f32, weight: &str, words: &str| {
        let _ = writeln!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{TEXT}\">{}</text>",
            escape_html(words)
        );
    };
    heading(&mut svg, MARGIN + TITLE_SIZE * 0.8, TITLE_SIZE, "600", &sheet.title);
    let mut y = MARGIN + TITLE_SIZE + 12.0 + SENTENCE_SIZE * 0.6;
    for line in &lines {
        heading(&mut svg, y, SENTENCE_SIZE, "400", line);
        y += SENTENCE_HEIGHT;
    }
    let _ = writeln!(svg, "<g transform=\"translate({MARGIN} {top:.1})\">");
    write_drawing(&mut svg, drawing);
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Divides text into lines of at most about `length` characters.
fn wrap(words: &str, length: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            #[expect(clippy::cast_precision_loss, reason = "lines are short")]
            Some(line) if ((line.chars().count() + 1 + word.chars().count()) as f32) < length => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Writes the shapes, then the areas with the names of the parts, which browsers show as tooltips.
fn write_drawing(svg: &mut String, drawing: &Drawing) {
    for shape in &drawing.shapes {
        match shape {
            Shape::Bar(area, fill) => {
                let attributes =
                    format!("fill=\"{}\" stroke=\"{TEXT}\" stroke-width=\"1\"", bar_color(*fill));
                write_rectangle(svg, *area, &attributes);
                svg.push_str("/>\n");
            }
            Shape::Line((x, y), (to_x, to_y), kind) => {
                let style = match kind {
                    LineKind::Grid => format!("stroke=\"{GRID}\" stroke-width=\"1\""),
                    LineKind::Join => format!("stroke=\"{TEXT}\" stroke-width=\"2\""),
                    LineKind::Break => {
                        format!("stroke=\"{SECONDARY}\" stroke-width=\"1.5\" stroke-dasharray=\"4 4\"")
                    }
                };
                let _ = writeln!(svg, "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" {style}/>");
            }
            Shape::Backdrop(area) => {
                write_rectangle(svg, *area, &format!("fill=\"{PAPER}\""));
                svg.push_str("/>\n");
            }
            Shape::Label(label) => write_label(svg, label),
            Shape::Mark { centre: (x, y), side, mark, .. } => {
                let _ = writeln!(
                    svg,
                    "<g transform=\"translate({x:.1} {y:.1}) scale({:.2})\">{}</g>",
                    side / 2.0,
                    mark_shapes(*mark)
                );
            }
        }
    }
    for part in &drawing.parts {
        write_rectangle(svg, part.area, "fill=\"none\" stroke=\"none\" pointer-events=\"all\"");
        let _ = writeln!(svg, "><title>{}</title></rect>", escape_html(&part.name));
    }
}

/// Writes the beginning of a rectangle.
fn write_rectangle(svg: &mut String, area: Area, attributes: &str) {
    let Area { left, top, width, height } = area;
    let _ = write!(
        svg,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" {attributes}"
    );
}

fn write_label(svg: &mut String, label: &Label) {
    let anchor = match label.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let color = match label.ink {
        LabelInk::Text => TEXT,
        LabelInk::Secondary => SECONDARY,
        LabelInk::OnBar(fill) if fill.is_dark() => PAPER,
        LabelInk::OnBar(_) => TEXT,
    };
    let weight = if label.is_bold { " font-weight=\"600\"" } else { "" };
    // Digits and small letters are in the middle of a line if its baseline is about a third of the size below.
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{}\"{weight} text-anchor=\"{anchor}\" fill=\"{color}\">{}</text>",
        label.at.0,
        label.at.1 + label.size * 0.34,
        label.size,
        escape_html(&label.words)
    );
}

fn bar_color(fill: BarFill) -> &'static str {
    match fill {
        BarFill::Grade(GradeMarkShape::Star) => "#d6e9f8",
        BarFill::Grade(GradeMarkShape::Disc) => "#7db8da",
        BarFill::Grade(GradeMarkShape::Triangle) => "#c0702a",
        BarFill::Grade(GradeMarkShape::CrossedSquare) => "#5e0b15",
        BarFill::Grade(GradeMarkShape::Step(_) | GradeMarkShape::Unknown) => PAPER,
        BarFill::Plain => PLAIN,
    }
}

/// Returns the elements of a grade mark, with the colours of paper in place of the variables of a web page.
fn mark_shapes(mark: GradeMarkShape) -> String {
    let shapes = crate::output::html::grade_mark_shapes(mark);
    shapes.replace("var(--edge)", TEXT).replace("var(--text)", TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::chart::{ChartTable, DrawingPart};

    #[test]
    fn text_stays_text_and_is_escaped() {
        let area = Area { left: 1.0, top: 2.0, width: 30.0, height: 40.0 };
        let label = Label {
            at: (10.0, 10.0),
            words: "A & B <2>".to_owned(),
            size: 12.0,
            is_bold: true,
            ink: LabelInk::OnBar(BarFill::Grade(GradeMarkShape::CrossedSquare)),
            anchor: Anchor::Middle,
        };
        let drawing = Drawing {
            width: 200.0,
            height: 100.0,
            shapes: vec![
                Shape::Bar(area, BarFill::Grade(GradeMarkShape::CrossedSquare)),
                Shape::Label(label),
                Shape::Mark {
                    centre: (5.0, 5.0),
                    side: 12.0,
                    mark: GradeMarkShape::Step(2),
                    is_on_bar: false,
                },
            ],
            parts: vec![DrawingPart { area, name: "2023: 1 \"report\"".to_owned() }],
        };
        let sheet = ChartSheet {
            title: "Grades".to_owned(),
            sentences: vec!["One is good.".to_owned()],
            drawing,
            table: ChartTable::default(),
        };
        let svg = chart_to_svg(&sheet);
        assert!(svg.contains("<title>Grades</title>"), "{svg}");
        assert!(svg.contains("text-anchor=\"middle\" fill=\"#ffffff\">A &amp; B &lt;2&gt;</text>"), "{svg}");
        assert!(svg.contains("<title>2023: 1 &quot;report&quot;</title>"), "{svg}");
        assert!(svg.contains("Grades. One is good. 2023: 1 &quot;report&quot;.</desc>"), "{svg}");
        assert!(!svg.contains("var("), "no variables of a web page: {svg}");
    }

    #[test]
    fn long_sentences_are_divided_between_words() {
        assert_eq!(wrap("one two three four", 9.0), ["one two", "three", "four"]);
        assert!(wrap("", 9.0).is_empty());
    }
}
