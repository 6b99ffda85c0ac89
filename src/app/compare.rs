//! Two open reports held against one another, and how the comparison is looked at.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{Document, DocumentId};
use crate::{
    analysis::{
        Comparison, Eye, Flow,
        compare::{ByHand, Kind, SectionPair, Unit, compare, word_changes},
    },
    report::{Content, Place, Report},
};

/// A part of the comparison's panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CompareTab {
    /// Which judgements went up and down.
    #[default]
    Judgements,
    /// Which recommendations came back.
    Recommendations,
    /// What changed in the text.
    Text,
    /// Which section is which.
    Sections,
}

/// A mark on a text that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeMark {
    /// What became of it.
    pub kind: Kind,
    /// Which of the changes it is.
    pub change: usize,
    /// The words the other report has not, in bytes of the block's own words; of changed texts only.
    pub words: Vec<Range<usize>>,
}

/// Two reports side by side.
#[derive(Debug)]
pub struct Compared {
    /// The reports, left and right.
    pub documents: [DocumentId; 2],
    /// Their content as it was compared.
    pub reports: [Arc<Report>; 2],
    /// What was worked out of them.
    pub comparison: Comparison,
    /// Marks on the rows of each: by block, by row of a table and by bullet.
    pub marks: [HashMap<Place, ChangeMark>; 2],
    /// Which section is which.
    pub sections: Vec<SectionPair>,
    /// What was said of them by hand.
    pub by_hand: Vec<ByHand>,
    /// Rows of both texts that belong together, as the texts say.
    of_text: Vec<(usize, usize)>,
    /// The same with sections that were paired by hand, in order.
    knots: Vec<(usize, usize)>,
    /// Rows by which the right text was moved against its partner when the lock was last closed.
    shift: f32,
    /// Whether both scroll together.
    pub locked: bool,
    /// What the panel shows.
    pub tab: CompareTab,
    /// The change that was gone to.
    pub current: Option<usize>,
    /// Kinds of changes that are left out of the list, and of going from one to the next.
    pub hidden: Vec<Kind>,
}

impl Compared {
    /// Compares two reports; takes its time.
    #[must_use]
    pub fn new(documents: [DocumentId; 2], reports: &[Arc<Report>; 2]) -> Self {
        let [left, right] = [&*reports[0], &*reports[1]];
        let comparison = compare(left, right);
        let (left_flow, right_flow) = (Flow::new(left), Flow::new(right));
        let mut knots = vec![(0, 0)];
        for row in &comparison.aligned {
            let is_moved = row.change.is_some_and(|change| comparison.changes[change].kind == Kind::Moved);
            let Some((one, other)) = row.left.zip(row.right).filter(|_| !is_moved) else { continue };
            let rows = (
                left_flow.row_of(comparison.left[one].place),
                right_flow.row_of(comparison.right[other].place),
            );
            if knots.last().is_none_or(|last| rows.0 > last.0 && rows.1 > last.1) {
                knots.push(rows);
            }
        }
        let of_text = knots.clone();
        knots.push((left_flow.rows().len(), right_flow.rows().len()));
        let sections = comparison.sections(left, right, &[]);
        let marks = [marks(&comparison, left, right, true), marks(&comparison, left, right, false)];
        Self {
            documents,
            reports: reports.clone(),
            comparison,
            marks,
            sections,
            by_hand: Vec::new(),
            of_text,
            knots,
            shift: 0.0,
            locked: true,
            tab: CompareTab::default(),
            current: None,
            hidden: Vec::new(),
        }
    }

    /// Takes over what a person said of sections.
    pub fn pair_by_hand(&mut self, by_hand: Vec<ByHand>, left: &Document, right: &Document) {
        let (one, other) = (left.report(), right.report());
        let is_there =
            |hand: &ByHand| hand.left.0 < one.sections.len() && hand.right.0 < other.sections.len();
        self.by_hand = by_hand.into_iter().filter(is_there).collect();
        self.sections = self.comparison.sections(one, other, &self.by_hand);
        let row = |document: &Document, place: Place| document.loaded.flow.row_of(place);
        let said = self.by_hand.iter().filter(|hand| hand.together);
        let mut knots: Vec<(usize, usize)> = said
            .map(|hand| {
                (row(left, one.section(hand.left).place), row(right, other.section(hand.right).place))
            })
            .collect();
        // What was said by hand goes before what was worked out and crosses it.
        let crosses =
            |knot: &(usize, usize), hand: &(usize, usize)| knot.0.cmp(&hand.0) != knot.1.cmp(&hand.1);
        let kept = self.of_text.iter().filter(|knot| !knots.iter().any(|hand| crosses(knot, hand)));
        let kept: Vec<(usize, usize)> = kept.copied().collect();
        knots.extend(kept);
        knots.sort_unstable();
        knots.push((left.loaded.flow.rows().len(), right.loaded.flow.rows().len()));
        knots.dedup_by(|next, before| next.0 <= before.0 || next.1 <= before.1);
        if knots.first() != Some(&(0, 0)) {
            knots.insert(0, (0, 0));
        }
        self.knots = knots;
        self.shift = 0.0;
    }

    /// The changes in the list, by their index.
    #[must_use]
    pub fn listed(&self) -> Vec<usize> {
        let changes = self.comparison.changes.iter().enumerate();
        changes.filter(|(_, change)| !self.hidden.contains(&change.kind)).map(|(index, _)| index).collect()
    }

    /// Leaves a kind out of the list, or takes it in again.
    pub fn toggle_kind(&mut self, kind: Kind) {
        match self.hidden.iter().position(|hidden| *hidden == kind) {
            Some(at) => drop(self.hidden.remove(at)),
            None => self.hidden.push(kind),
        }
    }

    /// Where the other text stands when this one stands there. `from_left`: the eye is on the left text.
    #[must_use]
    pub fn partner(&self, eye: Eye, from_left: bool) -> Eye {
        if from_left {
            return position(self.mapped(eye, true) + self.shift);
        }
        position(self.mapped(position(rows(eye.row) + eye.part - self.shift), false))
    }

    fn mapped(&self, eye: Eye, from_left: bool) -> f32 {
        let own = |knot: &(usize, usize)| if from_left { knot.0 } else { knot.1 };
        let other = |knot: &(usize, usize)| if from_left { knot.1 } else { knot.0 };
        let after = self.knots.partition_point(|knot| own(knot) <= eye.row).min(self.knots.len() - 1);
        let (before, after) = (&self.knots[after.saturating_sub(1)], &self.knots[after]);
        let span = rows(own(after) - own(before)).max(1.0);
        let part = ((rows(eye.row) + eye.part - rows(own(before))) / span).clamp(0.0, 1.0);
        rows(other(before)) + part * rows(other(after) - other(before))
    }

    /// Opens the lock; closed again, both go on from where they stand.
    pub fn toggle_lock(&mut self, left: Eye, right: Eye) {
        self.locked = !self.locked;
        if self.locked {
            self.shift = rows(right.row) + right.part - self.mapped(left, true);
            // Nearly where they belong is where they belong.
            if self.shift.abs() < 1.0 {
                self.shift = 0.0;
            }
        }
    }

    /// Places of a change, left and right: its own, else beside it.
    #[must_use]
    pub fn places(&self, change: usize) -> [Option<Place>; 2] {
        let Some(change) = self.comparison.changes.get(change) else { return [None, None] };
        let place = |units: &[Unit], index: Option<usize>| index.map(|index| units[index].place);
        [place(&self.comparison.left, change.left), place(&self.comparison.right, change.right)]
    }
}

/// How a comparison is called: "York, 2012 and York, 2017".
#[must_use]
pub fn compared_title(left: &Document, right: &Document) -> String {
    format!("{} and {}", left.title(), right.title())
}

#[expect(clippy::cast_precision_loss, reason = "rows of a text, some millions at most")]
fn rows(count: usize) -> f32 {
    count as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows, not less than 0")]
fn position(rows: f32) -> Eye {
    let rows = rows.max(0.0);
    Eye { row: rows.floor() as usize, part: rows.fract() }
}

/// Marks on the rows of one of the two reports.
fn marks(
    comparison: &Comparison,
    left: &Report,
    right: &Report,
    of_left: bool,
) -> HashMap<Place, ChangeMark> {
    let mut marks = HashMap::new();
    for (change, difference) in comparison.changes.iter().enumerate() {
        let place = |units: &[Unit], index: Option<usize>| index.map(|index| units[index].place);
        let places = (place(&comparison.left, difference.left), place(&comparison.right, difference.right));
        let Some(own) = (if of_left { places.0 } else { places.1 }) else { continue };
        let kind = difference.kind;
        let mut mark = |place: Place, words: Vec<Range<usize>>| {
            marks.insert(place, ChangeMark { kind, change, words });
        };
        let (Kind::Changed | Kind::Moved, (Some(one), Some(other))) = (kind, places) else {
            let report = if of_left { left } else { right };
            let bullets = parts(report, own).len().saturating_sub(1);
            (0..bullets).for_each(|bullet| mark(Place::part(own.block, bullet), Vec::new()));
            mark(own, Vec::new());
            continue;
        };
        let (before, after) = (parts(left, one), parts(right, other));
        let count = if of_left { before.len() } else { after.len() };
        for part in 0..count {
            let words = |parts: &[&str]| parts.get(part).map_or(String::new(), |words| (*words).to_owned());
            let (gone, come) = word_changes(&words(&before), &words(&after));
            let differs = if of_left { gone } else { come };
            // The first part is the text itself, those behind it are its bullets.
            match part.checked_sub(1) {
                None => mark(own, differs),
                Some(bullet) if !differs.is_empty() => mark(Place::part(own.block, bullet), differs),
                Some(_) => {}
            }
        }
    }
    marks
}

/// The words of a place that are one piece on the screen, then those of its bullets.
fn parts(report: &Report, place: Place) -> Vec<&str> {
    match &report.block(place.block).content {
        Content::Paragraph(id) => {
            let paragraph = report.paragraph(*id);
            std::iter::once(&paragraph.text)
                .chain(&paragraph.bullets)
                .map(crate::report::Text::plain)
                .collect()
        }
        Content::Recommendation(index) => vec![report.recommendations[*index].text.plain()],
        Content::Heading(section) => vec![report.section(*section).title.as_str()],
        Content::Line(text) | Content::Title(text) | Content::Note(text) | Content::Timescale(text) => {
            vec![text.plain()]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn report() -> Arc<Report> {
        Arc::new(crate::read::read(b"1. Words.", "a.txt").unwrap().report)
    }

    fn compared(knots: Vec<(usize, usize)>) -> Compared {
        let comparison = Comparison {
            judgements: Vec::new(),
            recommendations: Vec::new(),
            checks_gone: Vec::new(),
            checks_come: Vec::new(),
            left: Vec::new(),
            right: Vec::new(),
            aligned: Vec::new(),
            changes: Vec::new(),
        };
        Compared {
            documents: [DocumentId(1), DocumentId(2)],
            reports: [report(), report()],
            comparison,
            marks: [HashMap::new(), HashMap::new()],
            sections: Vec::new(),
            by_hand: Vec::new(),
            of_text: knots.clone(),
            knots,
            shift: 0.0,
            locked: true,
            tab: CompareTab::Judgements,
            current: None,
            hidden: Vec::new(),
        }
    }

    #[test]
    fn texts_stand_at_paragraphs_that_belong_together() {
        let compared = compared(vec![(0, 0), (10, 20), (30, 22)]);
        assert_eq!(compared.partner(Eye { row: 10, part: 0.0 }, true), Eye { row: 20, part: 0.0 });
        assert_eq!(compared.partner(Eye { row: 5, part: 0.0 }, true), Eye { row: 10, part: 0.0 });
        assert_eq!(compared.partner(Eye { row: 21, part: 0.0 }, false), Eye { row: 20, part: 0.0 });
    }

    #[test]
    fn a_lock_closed_elsewhere_keeps_the_new_pairing() {
        let mut compared = compared(vec![(0, 0), (100, 100)]);
        let eye = |row| Eye { row, part: 0.0 };
        compared.toggle_lock(eye(10), eye(10));
        compared.toggle_lock(eye(10), eye(14));
        assert_eq!(compared.partner(eye(20), true), eye(24));
        assert_eq!(compared.partner(eye(24), false), eye(20));
    }
}
