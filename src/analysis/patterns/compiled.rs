//! The compiled form of patterns.
//!
//! A pattern is a tree. A path from its root to a final node is one way to match, from the end of the match to its
//! beginning: "weak(er|ly)" is a root with edges "re" and "yl", which lead to the same further edges "kaew". So endings
//! that several alternatives share are searched for once. A part that is used several times is stored once.

use super::guards::{GuardSet, GuardTrie};

/// The codes of the steps along edges.
///
/// An edge is a code, a number, the operands that are named here, and the child node. The number is the length of
/// operands and child. Numbers have three bytes, the lowest first.
///
/// A node begins with two bytes: the number of edges, times two, plus one if the node is final.
pub mod opcode {
    /// Matches an empty text.
    pub const NOTHING: u8 = 0;
    /// Matches a symbol: the symbol.
    pub const SYMBOL: u8 = 1;
    /// Matches several symbols: the last, the count of the others, then the others from the last to the first.
    pub const LITERAL: u8 = 2;
    /// Matches a symbol of a class: the index of the class.
    pub const CLASS: u8 = 3;
    /// Matches between a word and something else.
    pub const WORD_BOUNDARY: u8 = 4;
    /// Matches at the beginning of the text.
    pub const START: u8 = 5;
    /// Matches at the end of the text.
    pub const END: u8 = 6;
    /// Matches another tree: the offset of its root, as a number.
    pub const GROUP: u8 = 7;
    /// Matches a tree repeatedly, as often as possible: the offset of its root, as a number, the minimum, and the
    /// maximum or [`UNBOUNDED`].
    pub const REPEAT: u8 = 8;
    /// As [`REPEAT`], but as few times as possible.
    pub const LAZY_REPEAT: u8 = 9;
    /// Matches an empty text if the text contains one of the literals of a guard: the index of the guard in two bytes.
    pub const GUARD: u8 = 10;
    /// The maximum of a repetition without a limit.
    pub const UNBOUNDED: u8 = u8::MAX;
}

/// The maximum number of symbols. Bytes that no pattern distinguishes are the same symbol.
pub const MAX_SYMBOLS: usize = 64;
/// The number of repetitions without a limit.
pub(super) const UNBOUNDED: usize = usize::MAX;

/// Patterns that were compiled to bytes.
#[derive(Debug)]
pub struct CompiledPatterns {
    /// For each byte, its symbol.
    symbols: &'static [u8],
    /// For each class, its symbols as bits. The first class has the bytes of words.
    classes: Vec<u64>,
    /// For each pattern, the offset of its root in `nodes`.
    roots: Vec<usize>,
    /// For each pattern, the guards of its alternatives; `None` if an alternative has no guard.
    root_guards: Vec<Option<GuardSet>>,
    guards: GuardTrie,
    /// The nodes of all trees.
    nodes: &'static [u8],
}

/// A text as symbols, and the guards that have a literal in it.
#[derive(Debug, Default)]
pub struct ScannedText {
    pub(super) symbols: Vec<u8>,
    pub(super) guards: GuardSet,
}

impl ScannedText {
    /// Returns the length of the text, in bytes.
    #[expect(clippy::len_without_is_empty, reason = "nothing needs it")]
    #[must_use]
    pub fn len(&self) -> usize {
        self.symbols.len()
    }
}

/// The way to a node from its parent, and what the text must contain there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Nothing,
    Symbol(usize),
    /// Several symbols: the last, and the others from the last to the first.
    Literal {
        last: usize,
        others: &'a [u8],
    },
    Class(usize),
    WordBoundary,
    Start,
    End,
    /// The offset of the root of another tree.
    Group(usize),
    Guard(usize),
    Repeat(Repetition),
}

/// A tree that is matched repeatedly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repetition {
    /// The offset of the root of the tree.
    pub(super) root: usize,
    pub(super) min: usize,
    /// The maximum, or [`UNBOUNDED`].
    pub(super) max: usize,
    /// True if fewer repetitions are preferred.
    pub(super) is_lazy: bool,
}

/// An edge from a node to a child.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) step: Step<'a>,
    /// The offset of the child.
    pub(super) child: usize,
}

/// A node of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    nodes: &'a [u8],
    /// True if a path to this node is a match.
    pub(super) is_final: bool,
    edge_count: usize,
    first_edge: usize,
}

impl CompiledPatterns {
    /// Reads patterns that `tests/patterns` compiled: six parts, each with its length in four bytes before it. A test
    /// makes sure that the bytes of the program are those of its patterns; other bytes may panic.
    #[must_use]
    pub fn new(bytes: &'static [u8]) -> Self {
        let mut rest = bytes;
        let mut next_part = || {
            let (length, after) = rest.split_at(4);
            let length = (0..4).map(|index| usize::from(length[index]) << (8 * index)).sum();
            let (part, after) = after.split_at(length);
            rest = after;
            part
        };
        let (symbols, classes, roots) = (next_part(), next_part(), next_part());
        let (trie, guard_lists, nodes) = (next_part(), next_part(), next_part());
        let mut patterns = Self {
            symbols,
            classes: classes.chunks_exact(8).map(bits_at).collect(),
            roots: roots.chunks_exact(3).map(|root| number_at(root, 0)).collect(),
            root_guards: Vec::new(),
            guards: GuardTrie::new(trie, guard_lists),
            nodes,
        };
        patterns.root_guards = patterns.roots.iter().map(|root| patterns.guards_of(*root)).collect();
        patterns
    }

    /// Returns the guards of all alternatives of a pattern, or `None` if one has no guard.
    fn guards_of(&self, root: usize) -> Option<GuardSet> {
        let root = self.node(root);
        let mut guards = (!root.is_final).then(GuardSet::default)?;
        for edge in root.edges() {
            let Step::Guard(guard) = edge.step else { return None };
            guards.insert(guard);
        }
        Some(guards)
    }

    /// Returns the classes: the symbols of each as bits. The first class has the bytes of words.
    pub(super) fn classes(&self) -> &[u64] {
        &self.classes
    }

    /// Converts a text to symbols and finds the guards in it.
    #[must_use]
    pub fn scan(&self, text: &[u8]) -> ScannedText {
        let symbols: Vec<u8> = text.iter().map(|byte| self.symbols[usize::from(*byte)]).collect();
        let guards = self.guards.guards_in(&symbols);
        ScannedText { symbols, guards }
    }

    /// Returns false if a pattern certainly does not match a text, because no guard of the pattern is in the text.
    #[must_use]
    pub fn can_match(&self, pattern: usize, text: &ScannedText) -> bool {
        self.has_guard(pattern, &text.guards)
    }

    /// Returns true if an alternative of a pattern has one of these guards, or no guard.
    #[inline]
    pub(super) fn has_guard(&self, pattern: usize, guards: &GuardSet) -> bool {
        self.root_guards[pattern].is_none_or(|own| own.intersects(guards))
    }

    /// Returns the offset of the root of a pattern.
    pub(super) fn root(&self, pattern: usize) -> usize {
        self.roots[pattern]
    }

    pub(super) fn node(&self, offset: usize) -> Node<'_> {
        let header = usize::from(short_at(self.nodes, offset));
        Node { nodes: self.nodes, is_final: header & 1 == 1, edge_count: header >> 1, first_edge: offset + 2 }
    }

    /// Returns the class if a tree matches one symbol of a class and nothing else.
    pub(super) fn single_class(&self, root: usize) -> Option<usize> {
        // One edge, with three bytes after the length: the class, and a child that is final and has no edges.
        match self.nodes.get(root..root + 9)? {
            [2, 0, opcode::CLASS, 3, 0, 0, class, 1, 0] => Some(usize::from(*class)),
            _ => None,
        }
    }
}

impl<'a> Node<'a> {
    /// Returns all edges, in the order of the alternatives of the pattern.
    pub(super) fn edges(self) -> impl Iterator<Item = Edge<'a>> {
        let mut edges = self.edges_after(|_| true);
        std::iter::from_fn(move || edges.next())
    }

    /// Returns the edges without those that need a symbol which does not fit.
    #[inline]
    pub(super) fn edges_after<F: Fn(usize) -> bool>(self, fits: F) -> Edges<'a, F> {
        Edges { nodes: self.nodes, offset: self.first_edge, count: self.edge_count, fits }
    }
}

/// The edges of a node that are left.
pub(super) struct Edges<'a, F> {
    nodes: &'a [u8],
    /// The offset of the next edge.
    offset: usize,
    count: usize,
    fits: F,
}

impl<'a, F: Fn(usize) -> bool> Edges<'a, F> {
    /// Returns the next edge. Most edges are passed over without a look at the rest of them.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Edge<'a>> {
        while self.count > 0 {
            self.count -= 1;
            let edge = &self.nodes[self.offset..];
            let [code, _, _, _, first, ..] = *edge else { return None };
            let child_end = self.offset + 4 + number_at(edge, 1);
            let offset = std::mem::replace(&mut self.offset, child_end);
            let is_literal = matches!(code, opcode::SYMBOL | opcode::LITERAL);
            if !is_literal || (self.fits)(usize::from(first)) {
                return Some(edge_at(self.nodes, offset));
            }
        }
        None
    }
}

/// Returns the edge at an offset.
fn edge_at(nodes: &[u8], offset: usize) -> Edge<'_> {
    let operands = offset + 4;
    let byte = |index: usize| nodes[operands + index];
    let repetition = |is_lazy| {
        Step::Repeat(Repetition {
            root: number_at(nodes, operands),
            min: usize::from(byte(3)),
            max: if byte(4) == opcode::UNBOUNDED { UNBOUNDED } else { usize::from(byte(4)) },
            is_lazy,
        })
    };
    let (step, size) = match nodes[offset] {
        opcode::SYMBOL => (Step::Symbol(usize::from(byte(0))), 1),
        opcode::LITERAL => {
            let rest = operands + 2..operands + 2 + usize::from(byte(1));
            (Step::Literal { last: usize::from(byte(0)), others: &nodes[rest.clone()] }, 2 + rest.len())
        }
        opcode::CLASS => (Step::Class(usize::from(byte(0))), 1),
        opcode::WORD_BOUNDARY => (Step::WordBoundary, 0),
        opcode::START => (Step::Start, 0),
        opcode::END => (Step::End, 0),
        opcode::GROUP => (Step::Group(number_at(nodes, operands)), 3),
        opcode::GUARD => (Step::Guard(usize::from(short_at(nodes, operands))), 2),
        opcode::REPEAT => (repetition(false), 5),
        opcode::LAZY_REPEAT => (repetition(true), 5),
        _ => (Step::Nothing, 0),
    };
    Edge { step, child: operands + size }
}

/// Returns a number of two bytes.
#[inline]
pub(super) fn short_at(bytes: &[u8], offset: usize) -> u16 {
    u16::from_le_bytes([bytes[offset], bytes[offset + 1]])
}

/// Returns a number of three bytes.
#[inline]
fn number_at(bytes: &[u8], offset: usize) -> usize {
    let bytes = &bytes[offset..offset + 3];
    usize::from(bytes[0]) | usize::from(bytes[1]) << 8 | usize::from(bytes[2]) << 16
}

/// Returns 64 bits from the first eight bytes.
pub(super) fn bits_at(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}
