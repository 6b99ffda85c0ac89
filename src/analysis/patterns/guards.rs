//! Guards: literals that a text must contain for an alternative of a pattern to match.

use super::compiled::{MAX_SYMBOLS, bits_at, short_at};

/// The maximum number of guards of all patterns.
pub const MAX_GUARDS: usize = 512;

/// A set of guards, for example those that have a literal in a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GuardSet([u64; MAX_GUARDS / 64]);

impl GuardSet {
    pub(super) fn contains(&self, guard: usize) -> bool {
        self.0[guard / 64] >> (guard % 64) & 1 == 1
    }

    pub(super) fn insert(&mut self, guard: usize) {
        self.0[guard / 64] |= 1 << (guard % 64);
    }

    pub(super) fn intersects(&self, other: &Self) -> bool {
        // Counts indices as `Positions` does, and for the same reason.
        let (mut index, mut all) = (0, 0);
        while index < self.0.len() {
            all |= self.0[index] & other.0[index];
            index += 1;
        }
        all != 0
    }
}

/// The literals of all guards. Literals with the same beginning share its nodes.
#[derive(Debug)]
pub(super) struct GuardTrie {
    nodes: Vec<TrieNode>,
    /// For each first and second symbol of a literal, the third symbols, as bits. See [`literal_beginnings`].
    beginnings: Vec<u64>,
    /// Lists of guards. Each begins with its length.
    guard_lists: Vec<u16>,
}

/// The beginning of a literal.
#[derive(Debug, Clone, Copy)]
struct TrieNode {
    /// The symbols that continue the literal, as bits.
    next_symbols: u64,
    /// The index of the node for the lowest of `next_symbols`. The nodes for the others follow.
    first_child: u16,
    /// The index of the list of guards that have this literal, or 0 if the literal is not complete.
    guard_list: u16,
}

impl GuardTrie {
    /// Reads the nodes, of twelve bytes each, and the lists of guards.
    pub(super) fn new(nodes: &[u8], guard_lists: &[u8]) -> Self {
        let nodes: Vec<TrieNode> = nodes
            .chunks_exact(12)
            .map(|node| TrieNode {
                next_symbols: bits_at(node),
                first_child: short_at(node, 8),
                guard_list: short_at(node, 10),
            })
            .collect();
        Self {
            beginnings: literal_beginnings(&nodes),
            nodes,
            guard_lists: guard_lists.chunks_exact(2).map(|guard| short_at(guard, 0)).collect(),
        }
    }

    /// Returns the guards that have a literal in a text of symbols.
    pub(super) fn guards_in(&self, symbols: &[u8]) -> GuardSet {
        let mut guards = GuardSet::default();
        for start in 0..symbols.len().saturating_sub(1) {
            // Few places have the beginning of a literal.
            let third = symbols.get(start + 2).copied().unwrap_or_default();
            if self.beginnings[pair_index(symbols[start], symbols[start + 1])] >> third & 1 == 0 {
                continue;
            }
            let mut node = self.nodes[0];
            for symbol in &symbols[start..] {
                let Some(child) = child_of(&self.nodes, node, usize::from(*symbol)) else { break };
                node = child;
                if node.guard_list > 0 {
                    let first = usize::from(node.guard_list) + 1;
                    let count = usize::from(self.guard_lists[first - 1]);
                    let list = &self.guard_lists[first..first + count];
                    list.iter().for_each(|guard| guards.insert(usize::from(*guard)));
                }
            }
        }
        guards
    }
}

/// Returns the child of a node of the trie for a symbol.
#[inline]
fn child_of(trie: &[TrieNode], node: TrieNode, symbol: usize) -> Option<TrieNode> {
    let lower = (1_u64 << symbol) - 1;
    let is_present = node.next_symbols >> symbol & 1 == 1;
    is_present
        .then(|| trie[usize::from(node.first_child) + (node.next_symbols & lower).count_ones() as usize])
}

/// Returns the index of two symbols in [`literal_beginnings`].
#[inline]
fn pair_index(first: u8, second: u8) -> usize {
    usize::from(first) * MAX_SYMBOLS + usize::from(second)
}

/// Returns for each two symbols the symbols that follow them at the beginning of a literal, as bits. A literal of two
/// symbols is followed by any symbol.
fn literal_beginnings(trie: &[TrieNode]) -> Vec<u64> {
    let mut beginnings = vec![0; MAX_SYMBOLS * MAX_SYMBOLS];
    for (first, node) in children(trie, trie[0]) {
        for (second, node) in children(trie, node) {
            let is_literal = node.guard_list > 0;
            beginnings[pair_index(first, second)] = if is_literal { u64::MAX } else { node.next_symbols };
        }
    }
    beginnings
}

/// Returns the children of a node of the trie, each with its symbol.
fn children(trie: &[TrieNode], node: TrieNode) -> impl Iterator<Item = (u8, TrieNode)> {
    (0..64).filter_map(move |symbol| Some((symbol, child_of(trie, node, usize::from(symbol))?)))
}
