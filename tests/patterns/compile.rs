//! Compiles regular expressions to the bytes that [`CompiledPatterns`](findings::analysis::patterns::CompiledPatterns)
//! reads.

use std::collections::HashMap;

use findings::analysis::patterns::{MAX_SYMBOLS, opcode};
use regex_syntax::{
    ParserBuilder,
    hir::{Class, Hir, HirKind, Look, Repetition},
};

use super::{
    encode::{TreeEncoder, encode_guards, three_bytes},
    literals::LiteralFinder,
};

/// A part is written out if that makes at most this many alternatives. Then they can share their endings.
const MAX_WRITTEN_OUT: usize = 4;
/// The maximum number of alternatives of an optional part that is written out.
const MAX_OPTIONAL: usize = 8;

/// A step of a match.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    Nothing,
    Byte(u8),
    /// The index of a class.
    Class(usize),
    WordBoundary,
    Start,
    End,
    /// The index of a tree.
    Group(usize),
    /// The index of a guard.
    Guard(usize),
    Repeat {
        /// The index of the tree.
        tree: usize,
        min: u8,
        max: u8,
        is_lazy: bool,
    },
}

/// The steps of one way to match, from the beginning to the end.
type Sequence = Vec<Step>;

/// A node and everything under it. The steps lead from the end of a match to its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Tree {
    pub is_final: bool,
    pub edges: Vec<(Step, Tree)>,
}

/// If the alternatives of a pattern keep their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Only for finding out if the pattern matches.
    Any,
    /// For finding the matches, because the first alternative that matches decides where a match ends.
    Kept,
}

/// Compiles patterns one after another, so that they share their parts.
#[derive(Debug)]
pub struct Compiler {
    /// The bytes of each class. The first class has the bytes of words.
    classes: Vec<Vec<u8>>,
    /// The different trees. A tree comes after the trees that it contains.
    trees: Vec<Tree>,
    /// The indices in `trees`.
    tree_indices: HashMap<Tree, usize>,
    /// The literals of each guard.
    guards: Vec<Vec<Vec<u8>>>,
    literal_finder: LiteralFinder,
    /// The tree of each pattern.
    roots: Vec<usize>,
}

impl Compiler {
    /// Creates a compiler without patterns. `sample` is text in which words are about as frequent as in texts that will
    /// be searched.
    pub fn new(sample: Vec<String>) -> Self {
        let word_bytes = (0..=u8::MAX).filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        Self {
            classes: vec![word_bytes.collect()],
            trees: Vec::new(),
            tree_indices: HashMap::new(),
            guards: Vec::new(),
            literal_finder: LiteralFinder::new(sample),
            roots: Vec::new(),
        }
    }

    /// Adds a pattern for finding out if it matches.
    ///
    /// # Panics
    /// Panics if the pattern is not valid or contains something that is not supported.
    pub fn add_for_matching(&mut self, pattern: &str) {
        let hir = parse(pattern);
        let mut alternatives: Vec<&Hir> = Vec::new();
        push_alternatives(&hir, &mut alternatives);
        let mut sequences = Vec::new();
        for alternative in alternatives {
            let guard = self.guard_of(alternative).map(Step::Guard);
            let own = self.sequences(alternative, Order::Any);
            // The last step of a sequence is the first that is searched for.
            sequences
                .extend(own.into_iter().map(|sequence| sequence.into_iter().chain(guard.clone()).collect()));
        }
        let root = self.tree_index(tree_with_shared_endings(&sequences));
        self.roots.push(root);
    }

    /// Adds a pattern for finding all matches.
    ///
    /// # Panics
    /// Panics if the pattern is not valid, matches an empty text or contains something that is not supported.
    pub fn add_for_finding(&mut self, pattern: &str) {
        let hir = parse(pattern);
        assert!(hir.properties().minimum_len() > Some(0), "{pattern} matches an empty text");
        let sequences = self.sequences(&hir, Order::Kept);
        let root = self.tree_index(tree_in_order(&sequences));
        self.roots.push(root);
    }

    /// Adds a pattern that matches nothing.
    pub fn add_nothing(&mut self) {
        let root = self.tree_index(Tree::default());
        self.roots.push(root);
    }

    fn tree_index(&mut self, tree: Tree) -> usize {
        let next = self.trees.len();
        let index = *self.tree_indices.entry(tree.clone()).or_insert(next);
        if index == next {
            self.trees.push(tree);
        }
        index
    }

    /// Returns the guard of an alternative: literals one of which is in every match.
    fn guard_of(&mut self, alternative: &Hir) -> Option<usize> {
        let literals = self.literal_finder.required_literals(alternative)?;
        Some(index_of(&mut self.guards, literals))
    }

    /// Returns the ways to match a part, in order.
    fn sequences(&mut self, hir: &Hir, order: Order) -> Vec<Sequence> {
        match hir.kind() {
            HirKind::Empty => vec![vec![]],
            HirKind::Literal(literal) => vec![literal.0.iter().map(|byte| Step::Byte(*byte)).collect()],
            HirKind::Class(class) => {
                let bytes = class_bytes(class);
                if bytes.len() == 1 || bytes.len() <= MAX_WRITTEN_OUT && order == Order::Any {
                    bytes.into_iter().map(|byte| vec![Step::Byte(byte)]).collect()
                } else {
                    vec![vec![Step::Class(index_of(&mut self.classes, bytes))]]
                }
            }
            HirKind::Look(look) => vec![vec![match look {
                Look::WordAscii => Step::WordBoundary,
                Look::Start => Step::Start,
                Look::End => Step::End,
                other => panic!("{other:?} is not supported"),
            }]],
            HirKind::Capture(capture) => self.sequences(&capture.sub, order),
            HirKind::Repetition(repetition) => self.repetition(repetition, order),
            HirKind::Concat(parts) => self.concatenation(parts, order),
            HirKind::Alternation(parts) => {
                parts.iter().flat_map(|part| self.sequences(part, order)).collect()
            }
        }
    }

    fn concatenation(&mut self, parts: &[Hir], order: Order) -> Vec<Sequence> {
        let max = if order == Order::Any { MAX_WRITTEN_OUT } else { 1 };
        let mut all: Vec<Sequence> = vec![vec![]];
        for part in parts {
            let mut next = self.sequences(part, order);
            if next.len() > 1 && next.len() * all.len() > max {
                let tree = self.tree_index(tree_of(&next, order));
                next = vec![vec![Step::Group(tree)]];
            }
            all =
                all.iter().flat_map(|start| next.iter().map(|end| [&start[..], &end[..]].concat())).collect();
        }
        all
    }

    fn repetition(&mut self, repetition: &Repetition, order: Order) -> Vec<Sequence> {
        assert!(repetition.sub.properties().minimum_len() > Some(0), "repeats an empty text");
        let mut inner = self.sequences(&repetition.sub, order);
        let is_optional = (repetition.min, repetition.max) == (0, Some(1));
        if is_optional && order == Order::Any && inner.len() <= MAX_OPTIONAL {
            inner.push(vec![]);
            return inner;
        }
        let max = repetition.max.map_or(opcode::UNBOUNDED, |max| u8::try_from(max).unwrap());
        assert!(repetition.max.is_none() || max < opcode::UNBOUNDED, "too many repetitions");
        vec![vec![Step::Repeat {
            tree: self.tree_index(tree_of(&inner, order)),
            min: u8::try_from(repetition.min).unwrap(),
            max,
            is_lazy: !repetition.greedy,
        }]]
    }

    /// Returns the bytes of all patterns that were added, in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        let symbols = self.symbols();
        let encoder = TreeEncoder { symbols: &symbols };
        let mut nodes = Vec::new();
        let mut offsets: Vec<usize> = Vec::new();
        // A tree comes after the trees that it contains, so their offsets are known.
        for tree in &self.trees {
            let node = encoder.node(tree, &offsets);
            offsets.push(nodes.len());
            nodes.extend(node);
        }
        let classes = self.classes.iter().flat_map(|class| {
            class.iter().fold(0_u64, |bits, byte| bits | 1 << symbols[usize::from(*byte)]).to_le_bytes()
        });
        let roots = self.roots.iter().flat_map(|root| three_bytes(offsets[*root]));
        let (trie, guard_lists) = encode_guards(&self.guards, &symbols);
        let parts = [symbols.clone(), classes.collect(), roots.collect(), trie, guard_lists, nodes];
        parts
            .into_iter()
            .flat_map(|part| {
                let length = u32::try_from(part.len()).unwrap();
                [length.to_le_bytes().to_vec(), part].concat()
            })
            .collect()
    }

    /// Returns the symbol of each byte. Bytes that are in the same classes have the same symbol unless a literal contains
    /// them.
    fn symbols(&self) -> Vec<u8> {
        let mut is_literal = [false; 256];
        self.trees.iter().for_each(|tree| mark_literal_bytes(tree, &mut is_literal));
        self.guards.iter().flatten().flatten().for_each(|byte| is_literal[usize::from(*byte)] = true);
        let mut kinds: Vec<(Option<u8>, Vec<bool>)> = Vec::new();
        let symbols = (0..=u8::MAX).map(|byte| {
            let in_classes = self.classes.iter().map(|class| class.contains(&byte)).collect();
            let kind = (is_literal[usize::from(byte)].then_some(byte), in_classes);
            u8::try_from(index_of(&mut kinds, kind)).unwrap()
        });
        let symbols = symbols.collect();
        assert!(kinds.len() <= MAX_SYMBOLS, "{} symbols", kinds.len());
        symbols
    }
}

/// Parses a pattern for bytes. Its letters are ASCII, and "." and "[^…]" match any byte of a longer character.
pub fn parse(pattern: &str) -> Hir {
    let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    parsed.unwrap_or_else(|error| panic!("{error}"))
}

/// Adds the outermost alternatives of a pattern to `alternatives`.
fn push_alternatives<'h>(hir: &'h Hir, alternatives: &mut Vec<&'h Hir>) {
    match hir.kind() {
        HirKind::Alternation(parts) => parts.iter().for_each(|part| push_alternatives(part, alternatives)),
        HirKind::Capture(capture) => push_alternatives(&capture.sub, alternatives),
        _ => alternatives.push(hir),
    }
}

/// Returns the bytes of a class.
pub fn class_bytes(class: &Class) -> Vec<u8> {
    let class = match class {
        Class::Bytes(class) => class.clone(),
        // The parser turns alternatives of one ASCII letter into such a class.
        Class::Unicode(class) => class.to_byte_class().unwrap(),
    };
    class.ranges().iter().flat_map(|range| range.start()..=range.end()).collect()
}

fn tree_of(sequences: &[Sequence], order: Order) -> Tree {
    match order {
        Order::Any => tree_with_shared_endings(sequences),
        Order::Kept => tree_in_order(sequences),
    }
}

/// Returns a tree in which sequences with the same ending share its edges.
fn tree_with_shared_endings(sequences: &[Sequence]) -> Tree {
    let mut tree = Tree::default();
    let mut groups: Vec<(&Step, Vec<Sequence>)> = Vec::new();
    for sequence in sequences {
        match sequence.split_last() {
            None => tree.is_final = true,
            Some((last, start)) => match groups.iter_mut().find(|(step, _)| *step == last) {
                Some((_, starts)) => starts.push(start.to_vec()),
                None => groups.push((last, vec![start.to_vec()])),
            },
        }
    }
    let edges = groups.into_iter().map(|(step, starts)| (step.clone(), tree_with_shared_endings(&starts)));
    tree.edges = edges.collect();
    tree
}

/// Returns a tree with an edge for each sequence.
fn tree_in_order(sequences: &[Sequence]) -> Tree {
    let edges = sequences.iter().map(|sequence| {
        let end = Tree { is_final: true, edges: Vec::new() };
        let mut steps = sequence.iter().cloned();
        let first = steps.next().unwrap_or(Step::Nothing);
        steps.fold((first, end), |(step, child), next| {
            (next, Tree { is_final: false, edges: vec![(step, child)] })
        })
    });
    Tree { is_final: false, edges: edges.collect() }
}

fn mark_literal_bytes(tree: &Tree, is_literal: &mut [bool; 256]) {
    for (step, child) in &tree.edges {
        if let Step::Byte(byte) = step {
            is_literal[usize::from(*byte)] = true;
        }
        mark_literal_bytes(child, is_literal);
    }
}

/// Returns the index of an item, which is added if the list does not have it.
fn index_of<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    items.iter().position(|other| *other == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}
