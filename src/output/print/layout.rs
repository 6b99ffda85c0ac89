//! Lays out blocks as line boxes. Must not know pages: [`pages`](super::pages) divides the boxes into pages.

use std::collections::BTreeSet;

use super::{
    Align, Block, GradeCard, ListItem, PageSetup, ParagraphStyle, StyledText, TextStyle,
    ink::Tone,
    line_box::{LineBox, Paint, PaintItem, TagId, TagKind, Tags},
    typeface::{TextLine, Typesetter},
};

/// Text size of the title, as a factor of the size of running text.
const TITLE_SCALE: f32 = 2.0;
/// Text size of headings and grade card labels, as a factor of the size of running text.
const HEADING_SCALE: f32 = 1.35;
/// Text size of headings below level 2, as a factor of the size of running text.
const SUBHEADING_SCALE: f32 = 1.1;
/// Text size of the paragraph below the title, as a factor of the size of running text.
const LEAD_SCALE: f32 = 1.25;
/// Text size of notes, as a factor of the size of running text.
const SMALL_SCALE: f32 = 0.85;
/// Minimum width of the space for the label of a list item, as a factor of the text size.
const MIN_INDENT_EMS: f32 = 1.25;
/// Space between the label and the text of a list item, as a factor of the text size.
const LABEL_GAP_EMS: f32 = 0.45;
/// Distance between ruled lines: about 9 mm, which handwriting needs also if the print is small.
const RULED_LINE_DISTANCE_POINTS: f32 = 25.0;
/// Maximum number of grade cards in a row.
const MAX_CARDS_SIDE_BY_SIDE: usize = 4;

/// A laid-out document before it is divided into pages.
pub(super) struct Galley {
    /// The line boxes in reading order.
    pub(super) boxes: Vec<LineBox>,
    /// The tags of everything in the boxes.
    pub(super) tags: Tags,
}

/// Lays out the blocks of a document as line boxes.
pub(super) struct LayoutBuilder<'a> {
    pub(super) typesetter: &'a mut Typesetter,
    pub(super) setup: PageSetup,
    /// The line boxes and tags so far.
    pub(super) galley: Galley,
    /// Width of the space for the labels of list items, in points. It is the same for all lists, so that their texts
    /// are aligned.
    indent: f32,
}

/// Lays out blocks as line boxes that are as wide as the text of a page.
pub(super) fn lay_out_blocks(blocks: &[Block], setup: PageSetup, typesetter: &mut Typesetter) -> Galley {
    let galley = Galley { boxes: Vec::new(), tags: Tags::default() };
    let indent = list_indent(blocks, setup, typesetter);
    let mut builder = LayoutBuilder { typesetter, setup, galley, indent };
    let mut has_page_break_before = false;
    for (index, block) in blocks.iter().enumerate() {
        let first = builder.galley.boxes.len();
        match block {
            Block::PageBreak => {
                has_page_break_before = true;
                continue;
            }
            Block::Heading(level, words) => builder.add_heading(*level, words),
            Block::Paragraph(style, words) => {
                let is_note = *style == ParagraphStyle::Small;
                if is_note && matches!(blocks[..index].last(), Some(Block::Table(_))) {
                    builder.keep_last_box_with_next();
                }
                builder.add_paragraph(*style, words);
            }
            Block::List(items) => builder.add_list(items),
            Block::Cards(cards) => builder.add_cards(cards),
            Block::Chart(chart) => builder.add_chart(chart),
            Block::Figure(figure) => builder.add_figure(figure),
            Block::Table(table) => builder.add_table(table),
            Block::RuledLines(count) => builder.add_ruled_lines(*count),
        }
        if let Some(line_box) = builder.galley.boxes.get_mut(first) {
            line_box.has_page_break_before = std::mem::take(&mut has_page_break_before);
        }
    }
    builder.galley
}

/// Returns the width of the space for the labels of all lists in points: the width of the widest label and the gap
/// after it.
fn list_indent(blocks: &[Block], setup: PageSetup, typesetter: &mut Typesetter) -> f32 {
    let lists = blocks.iter().filter_map(|block| match block {
        Block::List(items) => Some(items),
        _ => None,
    });
    let labels: BTreeSet<&str> = lists.flatten().map(|item| item.label.as_str()).collect();
    let widths =
        labels.into_iter().map(|label| typesetter.min_and_max_width(&label.into(), setup.text_size).1);
    widths.fold(setup.text_size * MIN_INDENT_EMS, |widest, width| {
        widest.max(width + setup.text_size * LABEL_GAP_EMS)
    })
}

impl LayoutBuilder<'_> {
    /// Returns a space between blocks in points, from ems (factors of the text size), with the space factor of the
    /// setup.
    pub(super) fn space_points(&self, ems: f32) -> f32 {
        ems * self.setup.text_size * self.setup.space_factor
    }

    /// Adds a tag and returns its id.
    pub(super) fn add_tag(&mut self, kind: TagKind, parent: Option<TagId>) -> TagId {
        self.galley.tags.add(kind, parent)
    }

    /// Adds a heading with its bookmark; nothing if it has no text.
    fn add_heading(&mut self, level: u8, words: &StyledText) {
        if words.plain().trim().is_empty() {
            return;
        }
        let (scale, space_before_ems) = match level {
            1 => (TITLE_SCALE, 0.0),
            2 => (HEADING_SCALE, 1.3),
            _ => (SUBHEADING_SCALE, 0.75),
        };
        let title_text = StyledText::new(words.plain(), TextStyle::BOLD);
        let (mut size, width) = (self.setup.text_size * scale, self.setup.text_width());
        // A title can be one long word, such as a file name. It is made smaller rather than cut in two.
        let longest_word_width = self.typesetter.min_and_max_width(&title_text, size).0;
        if longest_word_width > width {
            size = (size * width / longest_word_width).max(self.setup.text_size);
        }
        let lines = self.typesetter.break_lines(&title_text, size, width, Align::Start);
        let title = title_text.plain().to_owned();
        let tag = self.add_tag(TagKind::Heading(level, title.clone()), None);
        let first = self.galley.boxes.len();
        let space_before = self.space_points(space_before_ems);
        self.add_lines(lines, 0.0, tag, space_before);
        for line_box in &mut self.galley.boxes[first..] {
            line_box.is_kept_with_next = true;
        }
        if let Some(line_box) = self.galley.boxes.get_mut(first) {
            line_box.bookmark = Some((level, title));
        }
    }

    /// Adds a paragraph.
    fn add_paragraph(&mut self, style: ParagraphStyle, words: &StyledText) {
        let (scale, space_before_ems) = match style {
            ParagraphStyle::Body => (1.0, 0.4),
            ParagraphStyle::Lead => (LEAD_SCALE, 0.05),
            ParagraphStyle::Fact => (1.0, 0.08),
            ParagraphStyle::Small => (SMALL_SCALE, 0.4),
        };
        let (size, width) = (self.setup.text_size * scale, self.setup.text_width());
        let lines = self.typesetter.break_lines(words, size, width, Align::Start);
        let tag = self.add_tag(TagKind::Paragraph, None);
        let space_before = self.space_points(space_before_ems);
        self.add_lines(lines, 0.0, tag, space_before);
    }

    /// Keeps the last box so far on one page with the next one: a note below a table with the last row.
    fn keep_last_box_with_next(&mut self) {
        if let Some(line_box) = self.galley.boxes.last_mut() {
            line_box.is_kept_with_next = true;
        }
    }

    /// Adds lines one below the other, `x` points from the left. The first two lines stay together on a page, and so do
    /// the last two, because a single line alone on a page is hard to follow.
    pub(super) fn add_lines(&mut self, lines: Vec<TextLine>, x: f32, tag: TagId, space_before: f32) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            self.galley.boxes.push(LineBox {
                space_before: if index == 0 { space_before } else { 0.0 },
                height: line.height,
                is_kept_with_next: index + 1 < count && (index == 0 || index + 2 == count),
                items: vec![PaintItem { x, y: 0.0, paint: Paint::Text(line), tag: Some(tag) }],
                ..LineBox::default()
            });
        }
    }

    /// Adds a list. Its numbering is that of the label of its first item.
    fn add_list(&mut self, items: &[ListItem]) {
        let is_number = |item: &ListItem| item.label.starts_with(|c: char| c.is_ascii_digit());
        let is_numbered = items.first().is_some_and(is_number);
        let list = self.add_tag(TagKind::List { is_numbered }, None);
        let size = self.setup.text_size;
        let indent = self.indent;
        for item in items {
            let entry = self.add_tag(TagKind::Item, Some(list));
            let label = self.add_tag(TagKind::Label, Some(entry));
            let body = self.add_tag(TagKind::Body, Some(entry));
            let left = indent * f32::from(item.level.min(3));
            let label_lines = self.typesetter.break_lines(
                &item.label.as_str().into(),
                size,
                indent - size * LABEL_GAP_EMS,
                Align::End,
            );
            let width = self.setup.text_width() - indent - left;
            let lines = self.typesetter.break_lines(&item.words, size, width, Align::Start);
            let first = self.galley.boxes.len();
            let space_before = self.space_points(if item.level == 0 { 0.3 } else { 0.05 });
            self.add_lines(lines, left + indent, body, space_before);
            if let Some(line_box) = self.galley.boxes.get_mut(first) {
                let first_line = label_lines.into_iter().take(1);
                line_box.items.extend(first_line.map(|line| PaintItem {
                    x: left,
                    y: 0.0,
                    paint: Paint::Text(line),
                    tag: Some(label),
                }));
            }
        }
    }

    /// Adds lines to write on.
    fn add_ruled_lines(&mut self, count: u32) {
        for _ in 0..count {
            let paint = Paint::Rule(self.setup.text_width());
            self.galley.boxes.push(LineBox {
                height: RULED_LINE_DISTANCE_POINTS,
                items: vec![PaintItem { x: 0.0, y: RULED_LINE_DISTANCE_POINTS, paint, tag: None }],
                ..LineBox::default()
            });
        }
    }

    /// Adds grade cards, in rows of cards with equal width.
    fn add_cards(&mut self, cards: &[GradeCard]) {
        let size = self.setup.text_size;
        let padding = self.space_points(0.6);
        let gap = size;
        let mark_side = size * 2.0;
        let text_offset = mark_side + size * 0.6;
        // As many cards are side by side as possible without cutting a word.
        let mut min_inner_width = 0.0_f32;
        for card in cards {
            let label = StyledText::new(&card.label, TextStyle::BOLD);
            min_inner_width = min_inner_width
                .max(self.typesetter.min_and_max_width(&label, size * HEADING_SCALE).1 + text_offset);
            min_inner_width =
                min_inner_width.max(self.typesetter.min_and_max_width(&card.title.as_str().into(), size).0);
            min_inner_width = min_inner_width
                .max(self.typesetter.min_and_max_width(&card.note.as_str().into(), size * SMALL_SCALE).0);
        }
        let available_width = self.setup.text_width();
        let fitting_columns =
            ((available_width + gap) / (min_inner_width + padding * 2.0 + gap)).floor().max(1.0) as usize;
        let max_columns = fitting_columns.min(MAX_CARDS_SIDE_BY_SIDE);
        // The cards are spread evenly over the rows: for example, two and two rather than three and one.
        let rows = cards.len().div_ceil(max_columns).max(1);
        let columns = cards.len().div_ceil(rows).max(1);
        let width = (available_width - gap * (columns - 1) as f32) / columns as f32;

        let list = self.add_tag(TagKind::List { is_numbered: false }, None);
        for row in cards.chunks(columns) {
            let mut line_box = LineBox { space_before: self.space_points(0.9), ..LineBox::default() };
            for (column, card) in row.iter().enumerate() {
                let left = column as f32 * (width + gap);
                let bottom = self.lay_out_card(card, list, (left, width), &mut line_box.items);
                line_box.height = line_box.height.max(bottom);
            }
            for column in 0..row.len() {
                let frame = Paint::Frame(width, line_box.height);
                let x = column as f32 * (width + gap);
                line_box.items.push(PaintItem { x, y: 0.0, paint: frame, tag: None });
            }
            self.galley.boxes.push(line_box);
        }
    }

    /// Adds the content of a card to `items`, and returns the height of the card. All lengths are in points.
    fn lay_out_card(
        &mut self,
        card: &GradeCard,
        list: TagId,
        (left, width): (f32, f32),
        items: &mut Vec<PaintItem>,
    ) -> f32 {
        let size = self.setup.text_size;
        let padding = self.space_points(0.6);
        let (mark_side, inner_width) = (size * 2.0, width - padding * 2.0);
        let entry = self.add_tag(TagKind::Item, Some(list));
        let body = self.add_tag(TagKind::Body, Some(entry));
        let figure = self.add_tag(TagKind::Figure(card.mark.alt_text.clone()), Some(body));
        let text_offset = mark_side + size * 0.6;
        let label = StyledText::new(&card.label, TextStyle::BOLD);
        let label = self.typesetter.break_lines(
            &label,
            size * HEADING_SCALE,
            inner_width - text_offset,
            Align::Start,
        );
        let label_height: f32 = label.iter().map(|line| line.height).sum();
        let mut y = padding + ((mark_side - label_height) / 2.0).max(0.0);
        items.push(PaintItem {
            x: left + padding,
            y: padding + ((label_height - mark_side) / 2.0).max(0.0),
            paint: Paint::Mark(card.mark.clone(), mark_side),
            tag: Some(figure),
        });
        let mut add_text = |lines: Vec<TextLine>, x: f32, y: &mut f32| {
            for line in lines {
                let height = line.height;
                items.push(PaintItem { x, y: *y, paint: Paint::Text(line), tag: Some(body) });
                *y += height;
            }
        };
        add_text(label, left + padding + text_offset, &mut y);
        y = y.max(padding + mark_side) + size * 0.3;
        let title = self.typesetter.break_lines(&card.title.as_str().into(), size, inner_width, Align::Start);
        add_text(title, left + padding, &mut y);
        if !card.note.is_empty() {
            let note = StyledText::new(&card.note, TextStyle::SECONDARY);
            let note = self.typesetter.break_lines(&note, size * SMALL_SCALE, inner_width, Align::Start);
            add_text(note, left + padding, &mut y);
        }
        y + padding
    }

    /// Returns the background of a group heading in a table.
    pub(super) fn group_background(width: f32, height: f32) -> PaintItem {
        PaintItem { x: 0.0, y: 0.0, paint: Paint::Fill(width, height, Tone::Band), tag: None }
    }
}
