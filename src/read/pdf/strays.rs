//! Puts runs back that the structure tree has in the wrong element: "amendments" as the label of a list item, although
//! it is printed in the middle of a line of another.
//!
//! Must not know blocks. A run is moved only if the tree is out of sequence there and the run touches another one.

use std::collections::{HashMap, HashSet};

use super::{
    page::{PageContent, TextRun},
    tags::{ContentId, Kid, TagElement},
    text_row::{PlacedRun, TextRow, text_rows},
};

/// The maximum number of sequences that are moved on a page. The worst real page has four; more would make the order of
/// the tree useless, and the time quadratic.
const MAX_STRAYS: usize = 100;
/// The maximum gap between two runs that touch, as a multiple of the type size.
const MAX_TOUCHING_GAP_RATIO: f32 = 0.45;

/// Moves each stray sequence to the runs that it touches on its line, and returns the ids of those that were moved.
pub(super) fn place_strays<'r>(
    tree: &TagElement,
    pages: &'r [PageContent],
    runs_by_id: &mut HashMap<ContentId, Vec<&'r TextRun>>,
) -> HashSet<ContentId> {
    let mut owners = Owners::default();
    let root = owners.add_owner();
    owners.collect(tree, root);
    let in_tree: HashSet<ContentId> = owners.ids.iter().flatten().copied().collect();
    let mut strays: HashMap<usize, HashSet<ContentId>> = HashMap::new();
    for ids in &owners.ids {
        for id in find_strays(ids, runs_by_id) {
            strays.entry(id.0).or_default().insert(id);
        }
    }
    let mut moved = HashSet::new();
    for (page, found) in strays {
        if found.len() > MAX_STRAYS {
            continue;
        }
        let is_text =
            |run: &&TextRun| !run.is_artifact && run.mcid.is_some_and(|mcid| in_tree.contains(&(page, mcid)));
        let runs: Vec<PlacedRun<'r>> =
            pages[page].runs.iter().filter(is_text).map(|run| PlacedRun { page, run }).collect();
        for row in text_rows(&runs) {
            move_strays_in_row(&row, page, &found, runs_by_id, &mut moved);
        }
    }
    moved
}

/// The sequences of each owner in the order of the tree. An owner is a list item with its label and its text, or
/// another element with text.
#[derive(Default)]
struct Owners {
    /// The ids of the sequences of each owner.
    ids: Vec<Vec<ContentId>>,
}

impl Owners {
    /// Adds an owner without sequences and returns its index.
    fn add_owner(&mut self) -> usize {
        self.ids.push(Vec::new());
        self.ids.len() - 1
    }

    /// Adds the sequences of an element to an owner, and those of the elements in it to owners of their own.
    fn collect(&mut self, element: &TagElement, owner: usize) {
        for kid in &element.kids {
            match kid {
                Kid::Content(id) => self.ids[owner].push(*id),
                Kid::Element(kid) => {
                    let is_part = matches!(kid.role.as_str(), "Lbl" | "LBody" | "Span" | "Link")
                        || element.role == "LBody" && kid.role == "P";
                    let owner = if is_part { owner } else { self.add_owner() };
                    self.collect(kid, owner);
                }
            }
        }
    }
}

/// Returns the sequences on a single line that are out of sequence: the next one of their owner is printed above them,
/// or the one before is printed below.
fn find_strays(ids: &[ContentId], runs_by_id: &HashMap<ContentId, Vec<&TextRun>>) -> Vec<ContentId> {
    let mut spans: Vec<(ContentId, BaselineSpan)> = Vec::new();
    for id in ids {
        if let Some(span) = runs_by_id.get(id).and_then(|runs| BaselineSpan::from_runs(runs)) {
            spans.push((*id, span));
        }
    }
    let is_below = |one: &(ContentId, BaselineSpan), baseline: f32, page: usize| {
        one.0.0 > page || one.0.0 == page && one.1.last > baseline + 0.6 * one.1.size
    };
    let is_stray = |index: usize| {
        let this = &spans[index];
        let is_line = (this.1.first - this.1.last).abs() < 0.3 * this.1.size;
        let next = spans.get(index + 1);
        let before = index.checked_sub(1).map(|before| &spans[before]);
        is_line
            && (next.is_some_and(|next| is_below(this, next.1.first, next.0.0))
                || before.is_some_and(|before| is_below(before, this.1.first, this.0.0)))
    };
    (0..spans.len()).filter(|index| is_stray(*index)).map(|index| spans[index].0).collect()
}

/// The baselines of the first and of the last words of a sequence, and their type size, in points.
struct BaselineSpan {
    first: f32,
    last: f32,
    size: f32,
}

impl BaselineSpan {
    /// Returns the span of the runs of a sequence; `None` if they have no words.
    fn from_runs(runs: &[&TextRun]) -> Option<Self> {
        let mut runs = runs.iter().filter(|run| !run.text.trim().is_empty());
        let first = runs.next()?;
        let last = runs.next_back().unwrap_or(first);
        Some(Self { first: first.baseline, last: last.baseline, size: first.size })
    }
}

/// Moves the strays of a row to the run on their right that they touch, or else to the one on their left.
fn move_strays_in_row<'r>(
    row: &TextRow<'r>,
    page: usize,
    strays: &HashSet<ContentId>,
    runs_by_id: &mut HashMap<ContentId, Vec<&'r TextRun>>,
    moved: &mut HashSet<ContentId>,
) {
    let id_of = |run: &TextRun| run.mcid.map(|mcid| (page, mcid));
    let is_stray = |run: &TextRun| id_of(run).is_some_and(|id| strays.contains(&id));
    let touches = |left: &TextRun, right: &TextRun| {
        (right.left - left.right).abs() < MAX_TOUCHING_GAP_RATIO * left.size.max(right.size)
    };
    let mut index = 0;
    while index < row.runs.len() {
        let run = row.runs[index].run;
        let Some(id) = id_of(run).filter(|_| is_stray(run)) else {
            index += 1;
            continue;
        };
        let length = row.runs[index..].iter().take_while(|placed| id_of(placed.run) == Some(id)).count();
        let last = row.runs[index + length - 1].run;
        let right = row.runs.get(index + length).map(|placed| placed.run);
        let left = index.checked_sub(1).map(|left| row.runs[left].run);
        let right = right.filter(|right| touches(last, right) && !is_stray(right));
        let left = left.filter(|left| touches(left, run) && !is_stray(left));
        index += length;
        let Some((anchor, offset)) = right.map(|run| (run, 0)).or(left.map(|run| (run, 1))) else { continue };
        let Some(runs) = runs_by_id.remove(&id) else { continue };
        let target = id_of(anchor).and_then(|id| runs_by_id.get_mut(&id));
        let at =
            target.as_ref().and_then(|target| target.iter().position(|other| std::ptr::eq(*other, anchor)));
        if let (Some(target), Some(at)) = (target, at) {
            target.splice(at + offset..at + offset, runs);
            moved.insert(id);
        } else {
            runs_by_id.insert(id, runs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kid, PageContent, TagElement, TextRun, place_strays};
    use crate::read::pdf::page::Face;
    use std::collections::HashMap;

    fn run(mcid: i32, text: &str, left: f32, right: f32, baseline: f32) -> TextRun {
        let text = text.to_owned();
        TextRun {
            text,
            left,
            right,
            baseline,
            size: 12.0,
            face: Face::default(),
            mcid: Some(mcid),
            is_artifact: false,
        }
    }

    fn element(role: &str, kids: Vec<Kid>) -> TagElement {
        TagElement { role: role.to_owned(), kids, actual_text: None }
    }

    #[test]
    fn a_label_in_the_middle_of_a_later_item_is_moved_to_its_line() {
        let runs = vec![
            run(1, "\u{25FC} First item about", 50.0, 200.0, 100.0),
            run(1, "its own subject.", 62.0, 160.0, 115.0),
            run(2, "\u{25FC} Second item, with ", 50.0, 180.0, 135.0),
            run(3, "moved", 180.0, 220.0, 135.0),
            run(4, " words in it.", 220.0, 300.0, 135.0),
        ];
        let pages = [PageContent { runs, ..PageContent::default() }];
        let content = |mcid| Kid::Content((0, mcid));
        let item = |label: Vec<Kid>, body: Vec<Kid>| {
            let kids = vec![Kid::Element(element("Lbl", label)), Kid::Element(element("LBody", body))];
            Kid::Element(element("LI", kids))
        };
        let items =
            vec![item(vec![content(3)], vec![content(1)]), item(vec![], vec![content(2), content(4)])];
        let tree = element("L", items);
        let mut runs_by_id: HashMap<_, Vec<&TextRun>> = HashMap::new();
        for run in &pages[0].runs {
            runs_by_id.entry((0, run.mcid.unwrap_or_default())).or_default().push(run);
        }
        let moved = place_strays(&tree, &pages, &mut runs_by_id);
        assert!(moved.contains(&(0, 3)));
        let words: Vec<&str> = runs_by_id[&(0, 4)].iter().map(|run| run.text.as_str()).collect();
        assert_eq!(words, ["moved", " words in it."]);
    }
}
