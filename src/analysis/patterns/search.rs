//! Searches a text for compiled patterns, at all positions at once.

use std::ops::Range;

use super::{
    compiled::{CompiledPatterns, Edge, Repetition, ScannedText, Step, UNBOUNDED},
    guards::GuardSet,
    positions::Positions,
};

/// The index of the class with the bytes of words.
const WORD_CLASS: usize = 0;

/// A text that is prepared for searching: the positions after each symbol and class.
#[derive(Debug)]
pub(super) struct TextPositions<'a, const N: usize> {
    patterns: &'a CompiledPatterns,
    guards: GuardSet,
    /// The length of the text, in bytes. It is also the position at its beginning.
    length: usize,
    /// All positions of the text.
    all: Positions<N>,
    /// For each symbol, the positions directly after it.
    after_symbol: Vec<Positions<N>>,
    /// For each class, the positions directly after one of its symbols.
    after_class: Vec<Positions<N>>,
    /// The positions between a word and something else.
    word_boundaries: Positions<N>,
}

impl<'a, const N: usize> TextPositions<'a, N> {
    /// The maximum length of a text, in bytes.
    pub(super) const MAX_BYTES: usize = 64 * N - 1;

    /// Prepares a text of at most [`Self::MAX_BYTES`].
    pub(super) fn new(patterns: &'a CompiledPatterns, text: &ScannedText) -> Self {
        let length = text.len();
        let mut after_symbol = vec![Positions::EMPTY; super::MAX_SYMBOLS];
        let mut used = 0_u64;
        for (position, symbol) in text.symbols.iter().rev().enumerate() {
            after_symbol[usize::from(*symbol)].insert(position);
            used |= 1_u64 << symbol;
        }
        let all = Positions::up_to(length);
        let after_any = |mut symbols: u64| {
            let mut found = Positions::EMPTY;
            while symbols != 0 {
                found = found.or(&after_symbol[symbols.trailing_zeros() as usize]);
                symbols &= symbols - 1;
            }
            found
        };
        let before_start = Positions::only(length);
        let after_class: Vec<Positions<N>> = patterns
            .classes()
            .iter()
            .map(|class| {
                let (members, others) = (used & class, used & !class);
                // Many classes have all symbols but one or two.
                if others.count_ones() < members.count_ones() {
                    all.without(&before_start).without(&after_any(others))
                } else {
                    after_any(members)
                }
            })
            .collect();
        let after_word = after_class[WORD_CLASS];
        Self {
            patterns,
            guards: text.guards,
            length,
            all,
            after_symbol,
            after_class,
            word_boundaries: after_word.xor(&after_word.advanced()),
        }
    }

    /// Returns true if a pattern matches anywhere.
    pub(super) fn is_match(&self, pattern: usize) -> bool {
        self.patterns.has_guard(pattern, &self.guards)
            && self.has_start(self.patterns.root(pattern), &self.all)
    }

    /// Returns true if a node matches up to one of `ends` from any position.
    fn has_start(&self, node: usize, ends: &Positions<N>) -> bool {
        let node = self.patterns.node(node);
        if node.is_final {
            return true;
        }
        let mut edges = node.edges_after(|symbol| ends.intersects(&self.after_symbol[symbol]));
        while let Some(edge) = edges.next() {
            let before = self.before_step(&edge.step, ends);
            if !before.is_empty() && self.has_start(edge.child, &before) {
                return true;
            }
        }
        false
    }

    /// Returns the positions from which a node matches up to one of `ends`.
    fn starts(&self, node: usize, ends: &Positions<N>) -> Positions<N> {
        let node = self.patterns.node(node);
        let mut found = if node.is_final { *ends } else { Positions::EMPTY };
        let mut edges = node.edges_after(|symbol| ends.intersects(&self.after_symbol[symbol]));
        while let Some(edge) = edges.next() {
            let before = self.before_step(&edge.step, ends);
            if !before.is_empty() {
                found = found.or(&self.starts(edge.child, &before));
            }
        }
        found
    }

    /// Returns the positions from which a step matches up to one of `ends`.
    #[inline]
    fn before_step(&self, step: &Step<'a>, ends: &Positions<N>) -> Positions<N> {
        match *step {
            Step::Nothing => *ends,
            Step::Symbol(symbol) => ends.and(&self.after_symbol[symbol]).advanced(),
            Step::Literal { last, others } => {
                let mut at = ends.and(&self.after_symbol[last]).advanced();
                for symbol in others {
                    at = at.and(&self.after_symbol[usize::from(*symbol)]).advanced();
                    if at.is_empty() {
                        break;
                    }
                }
                at
            }
            Step::Class(class) => ends.and(&self.after_class[class]).advanced(),
            Step::WordBoundary => ends.and(&self.word_boundaries),
            Step::Start => ends.and(&Positions::only(self.length)),
            Step::End => ends.and(&Positions::only(0)),
            Step::Group(root) => self.starts(root, ends),
            Step::Guard(guard) if self.guards.contains(guard) => *ends,
            Step::Guard(_) => Positions::EMPTY,
            Step::Repeat(repetition) => self.before_repetition(repetition, ends),
        }
    }

    /// Returns the positions from which a repetition matches up to one of `ends`.
    fn before_repetition(&self, repetition: Repetition, ends: &Positions<N>) -> Positions<N> {
        let Repetition { root, min, max, .. } = repetition;
        let Some(class) = self.patterns.single_class(root) else {
            return before_repeated(min, max, ends, |at| self.starts(root, at));
        };
        let class = &self.after_class[class];
        if max == UNBOUNDED {
            let from = (0..min).fold(*ends, |at, _| at.and(class).advanced());
            return from.advanced_through(class);
        }
        before_repeated(min, max, ends, |at| at.and(class).advanced())
    }

    /// Returns all matches of a pattern that do not overlap, in order.
    pub(super) fn find_all(&self, pattern: usize) -> Vec<Range<usize>> {
        let root = self.patterns.root(pattern);
        let starts = self.starts(root, &self.all);
        let mut found = Vec::new();
        let mut leftmost = self.length;
        while let Some(start) = starts.highest_up_to(leftmost) {
            let end = self.preferred_end(root, start, &self.all);
            found.push(self.length - start..self.length - end);
            if end == start {
                // The compiler accepts no pattern that matches an empty text.
                break;
            }
            leftmost = end;
        }
        found
    }

    /// Returns the end of the match from `start` to one of `ends` that regular expressions prefer: that of an earlier
    /// alternative, and with more repetitions unless they are lazy. A node must match there.
    fn preferred_end(&self, node: usize, start: usize, ends: &Positions<N>) -> usize {
        for edge in self.patterns.node(node).edges() {
            let before = self.before_step(&edge.step, ends);
            if self.starts(edge.child, &before).contains(start) {
                let step_start = self.preferred_end(edge.child, start, &before);
                return self.preferred_step_end(&edge, step_start, ends);
            }
        }
        // No edge leads further, so the match ends at this node.
        start
    }

    /// Returns the preferred end of a step from `start` to one of `ends`.
    fn preferred_step_end(&self, edge: &Edge<'a>, start: usize, ends: &Positions<N>) -> usize {
        match edge.step {
            Step::Nothing | Step::WordBoundary | Step::Start | Step::End | Step::Guard(_) => start,
            Step::Symbol(_) | Step::Class(_) => start - 1,
            Step::Literal { others, .. } => start - 1 - others.len(),
            Step::Group(root) => self.preferred_end(root, start, ends),
            Step::Repeat(repetition) => self.preferred_repetition_end(repetition, start, ends),
        }
    }

    /// Returns the preferred end of a repetition from `start` to one of `ends`.
    fn preferred_repetition_end(&self, repetition: Repetition, start: usize, ends: &Positions<N>) -> usize {
        let Repetition { root, min, max, is_lazy } = repetition;
        // For each number of repetitions that are left, the positions from which they can match. After the minimum, the
        // number makes no difference to a repetition without a limit.
        let is_unbounded = max == UNBOUNDED;
        let last = if is_unbounded { min } else { max };
        let rest = Repetition { min: 0, ..repetition };
        let mut rest = if is_unbounded { self.before_repetition(rest, ends) } else { *ends };
        let mut rests = vec![rest];
        for count in (0..last).rev() {
            rest = self.starts(root, &rest);
            if count >= min {
                rest = rest.or(ends);
            }
            rests.push(rest);
        }
        let mut at = start;
        for count in 0..max {
            let can_end = count >= min && ends.contains(at);
            let after = &rests[last.saturating_sub(count + 1)];
            if can_end && (is_lazy || !self.starts(root, after).contains(at)) {
                break;
            }
            at = self.preferred_end(root, at, after);
        }
        at
    }
}

/// Returns the positions before `min` to `max` repetitions of a step that end at one of `ends`.
fn before_repeated<const N: usize>(
    min: usize,
    max: usize,
    ends: &Positions<N>,
    before_step: impl Fn(&Positions<N>) -> Positions<N>,
) -> Positions<N> {
    let mut at = (0..min).fold(*ends, |at, _| before_step(&at));
    let mut found = at;
    let mut count = min;
    while count < max && !at.is_empty() {
        // Positions that were reached with fewer repetitions need not be tried again.
        at = before_step(&at).without(&found);
        found = found.or(&at);
        count += 1;
    }
    found
}
