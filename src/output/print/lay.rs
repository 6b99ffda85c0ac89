//! Blocks to strips.

use std::collections::BTreeSet;

use super::{
    Align, Block, Card, Item as ListItem, Look, Setting, Style, Words,
    ink::Tone,
    strip::{Item, Paint, Strip, TagId, TagKind, Tags},
    typeface::{Line, Typesetter},
};

/// Sizes and spaces, by the size of the text that is read.
const TITLE: f32 = 2.0;
const HEADING: f32 = 1.35;
const SUBHEADING: f32 = 1.1;
const LEAD: f32 = 1.25;
const SMALL: f32 = 0.85;
/// Room for the label of an item.
const INDENT: f32 = 1.25;
/// Space between a label and its words.
const GAP: f32 = 0.45;
/// From one line to write on to the next: a hand needs 9 mm, whatever the print.
const LINE_TO_WRITE_ON: f32 = 25.0;
/// No more cards stand side by side.
const MOST_CARDS: usize = 4;

/// Strips and their tags.
pub(super) struct Laid {
    pub(super) strips: Vec<Strip>,
    pub(super) tags: Tags,
}

/// What laying out works on.
pub(super) struct Layer<'a> {
    pub(super) typesetter: &'a mut Typesetter,
    pub(super) setting: Setting,
    pub(super) laid: Laid,
    /// Room for the label of an item: the same in every list, so that all items stand below one another.
    indent: f32,
}

pub(super) fn lay(blocks: &[Block], setting: Setting, typesetter: &mut Typesetter) -> Laid {
    let laid = Laid { strips: Vec::new(), tags: Tags::default() };
    let indent = indent(blocks, setting, typesetter);
    let mut layer = Layer { typesetter, setting, laid, indent };
    let mut begins_page = false;
    for block in blocks {
        let first = layer.laid.strips.len();
        match block {
            Block::PageBreak => {
                begins_page = true;
                continue;
            }
            Block::Heading(level, words) => layer.heading(*level, words),
            Block::Paragraph(style, words) => layer.paragraph(*style, words),
            Block::List(items) => layer.list(items),
            Block::Cards(cards) => layer.cards(cards),
            Block::Table(table) => layer.table(table),
            Block::Lines(count) => layer.lines_to_write_on(*count),
        }
        if let Some(strip) = layer.laid.strips.get_mut(first) {
            strip.begins_page = std::mem::take(&mut begins_page);
        }
    }
    layer.laid
}

fn indent(blocks: &[Block], setting: Setting, typesetter: &mut Typesetter) -> f32 {
    let lists = blocks.iter().filter_map(|block| match block {
        Block::List(items) => Some(items),
        _ => None,
    });
    let labels: BTreeSet<&str> = lists.flatten().map(|item| item.label.as_str()).collect();
    let widths = labels.into_iter().map(|label| typesetter.widths(&label.into(), setting.size).1);
    widths.fold(setting.size * INDENT, |widest, width| widest.max(width + setting.size * GAP))
}

impl Layer<'_> {
    /// A length that grows with the text and shrinks where room is to be saved.
    pub(super) fn space(&self, of_size: f32) -> f32 {
        of_size * self.setting.size * self.setting.space
    }

    pub(super) fn tag(&mut self, kind: TagKind, parent: Option<TagId>) -> TagId {
        self.laid.tags.add(kind, parent)
    }

    fn heading(&mut self, level: u8, words: &Words) {
        if words.plain().trim().is_empty() {
            return;
        }
        let (factor, before) = match level {
            1 => (TITLE, 0.0),
            2 => (HEADING, 1.3),
            _ => (SUBHEADING, 0.75),
        };
        let mut heavy = Words::default();
        heavy.push(words.plain(), Look::BOLD);
        let (mut size, width) = (self.setting.size * factor, self.setting.width());
        // A title can be one long word, as the name of a file is: smaller is better than cut.
        let longest = self.typesetter.widths(&heavy, size).0;
        if longest > width {
            size = (size * width / longest).max(self.setting.size);
        }
        let lines = self.typesetter.lines(&heavy, size, width, Align::Start);
        let title = heavy.plain().to_owned();
        let tag = self.tag(TagKind::Heading(level, title.clone()), None);
        let first = self.laid.strips.len();
        let before = self.space(before);
        self.stack(lines, 0.0, tag, before);
        for strip in &mut self.laid.strips[first..] {
            strip.keeps = true;
        }
        if let Some(strip) = self.laid.strips.get_mut(first) {
            strip.bookmark = Some((level, title));
        }
    }

    fn paragraph(&mut self, style: Style, words: &Words) {
        let (factor, before) = match style {
            Style::Body => (1.0, 0.4),
            Style::Lead => (LEAD, 0.05),
            Style::Fact => (1.0, 0.08),
            Style::Small => (SMALL, 0.4),
        };
        let (size, width) = (self.setting.size * factor, self.setting.width());
        let lines = self.typesetter.lines(words, size, width, Align::Start);
        let tag = self.tag(TagKind::Paragraph, None);
        let before = self.space(before);
        self.stack(lines, 0.0, tag, before);
    }

    /// Lines below one another, the first two and the last two on one page.
    fn stack(&mut self, lines: Vec<Line>, x: f32, tag: TagId, before: f32) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            self.laid.strips.push(Strip {
                before: if index == 0 { before } else { 0.0 },
                height: line.height,
                keeps: index + 1 < count && (index == 0 || index + 2 == count),
                items: vec![Item { x, y: 0.0, paint: Paint::Line(line), tag: Some(tag) }],
                ..Strip::default()
            });
        }
    }

    fn list(&mut self, items: &[ListItem]) {
        let is_number = |item: &ListItem| item.label.starts_with(|c: char| c.is_ascii_digit());
        let list = self.tag(TagKind::List(items.first().is_some_and(is_number)), None);
        let size = self.setting.size;
        let indent = self.indent;
        for item in items {
            let entry = self.tag(TagKind::Item, Some(list));
            let label = self.tag(TagKind::Label, Some(entry));
            let body = self.tag(TagKind::Body, Some(entry));
            let left = indent * f32::from(item.level.min(3));
            let sign =
                self.typesetter.lines(&item.label.as_str().into(), size, indent - size * GAP, Align::End);
            let width = self.setting.width() - indent - left;
            let lines = self.typesetter.lines(&item.words, size, width, Align::Start);
            let first = self.laid.strips.len();
            let before = self.space(0.3);
            self.stack(lines, left + indent, body, before);
            if let Some(strip) = self.laid.strips.get_mut(first) {
                let sign = sign.into_iter().take(1);
                strip.items.extend(sign.map(|line| Item {
                    x: left,
                    y: 0.0,
                    paint: Paint::Line(line),
                    tag: Some(label),
                }));
            }
        }
    }

    fn lines_to_write_on(&mut self, count: u32) {
        for _ in 0..count {
            let paint = Paint::Rule(self.setting.width());
            self.laid.strips.push(Strip {
                height: LINE_TO_WRITE_ON,
                items: vec![Item { x: 0.0, y: LINE_TO_WRITE_ON, paint, tag: None }],
                ..Strip::default()
            });
        }
    }

    fn cards(&mut self, cards: &[Card]) {
        let size = self.setting.size;
        let padding = self.space(0.6);
        let gap = size;
        let mark = size * 2.0;
        let beside = mark + size * 0.6;
        // As many side by side as leave every word whole.
        let mut widest = 0.0_f32;
        for card in cards {
            let word = Words::new(&card.word, Look::BOLD);
            widest = widest.max(self.typesetter.widths(&word, size * HEADING).1 + beside);
            widest = widest.max(self.typesetter.widths(&card.title.as_str().into(), size).0);
            widest = widest.max(self.typesetter.widths(&card.note.as_str().into(), size * SMALL).0);
        }
        let room = self.setting.width();
        let fit = ((room + gap) / (widest + padding * 2.0 + gap)).floor().max(1.0) as usize;
        let most = fit.min(MOST_CARDS);
        // Rows of about the same number of cards.
        let rows = cards.len().div_ceil(most).max(1);
        let columns = cards.len().div_ceil(rows).max(1);
        let width = (room - gap * (columns - 1) as f32) / columns as f32;

        let list = self.tag(TagKind::List(false), None);
        for row in cards.chunks(columns) {
            let mut strip = Strip { before: self.space(0.9), ..Strip::default() };
            for (column, card) in row.iter().enumerate() {
                let left = column as f32 * (width + gap);
                let bottom = self.card(card, list, (left, width), &mut strip.items);
                strip.height = strip.height.max(bottom);
            }
            for column in 0..row.len() {
                let frame = Paint::Frame(width, strip.height);
                strip.items.push(Item { x: column as f32 * (width + gap), y: 0.0, paint: frame, tag: None });
            }
            self.laid.strips.push(strip);
        }
    }

    /// Lays a card out at its left edge and width; answers how high it is.
    fn card(&mut self, card: &Card, list: TagId, (left, width): (f32, f32), items: &mut Vec<Item>) -> f32 {
        let size = self.setting.size;
        let padding = self.space(0.6);
        let (mark, inner) = (size * 2.0, width - padding * 2.0);
        let entry = self.tag(TagKind::Item, Some(list));
        let body = self.tag(TagKind::Body, Some(entry));
        let figure = self.tag(TagKind::Figure(card.mark.spoken.clone()), Some(body));
        let beside = mark + size * 0.6;
        let word = Words::new(&card.word, Look::BOLD);
        let word = self.typesetter.lines(&word, size * HEADING, inner - beside, Align::Start);
        let words_high: f32 = word.iter().map(|line| line.height).sum();
        let mut y = padding + ((mark - words_high) / 2.0).max(0.0);
        items.push(Item {
            x: left + padding,
            y: padding + ((words_high - mark) / 2.0).max(0.0),
            paint: Paint::Mark(card.mark.clone(), mark),
            tag: Some(figure),
        });
        let mut put = |lines: Vec<Line>, x: f32, y: &mut f32| {
            for line in lines {
                let height = line.height;
                items.push(Item { x, y: *y, paint: Paint::Line(line), tag: Some(body) });
                *y += height;
            }
        };
        put(word, left + padding + beside, &mut y);
        y = y.max(padding + mark) + size * 0.3;
        let title = self.typesetter.lines(&card.title.as_str().into(), size, inner, Align::Start);
        put(title, left + padding, &mut y);
        if !card.note.is_empty() {
            let note = Words::new(&card.note, Look::QUIET);
            let note = self.typesetter.lines(&note, size * SMALL, inner, Align::Start);
            put(note, left + padding, &mut y);
        }
        y + padding
    }

    /// A band behind the name of a group.
    pub(super) fn band(width: f32, height: f32) -> Item {
        Item { x: 0.0, y: 0.0, paint: Paint::Fill(width, height, Tone::Band), tag: None }
    }
}
