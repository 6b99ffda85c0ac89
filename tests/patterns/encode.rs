//! Writes compiled patterns as the bytes that the program reads.

use std::collections::BTreeMap;

use findings::analysis::patterns::{MAX_GUARDS, opcode};

use super::compile::{Step, Tree};

/// Encodes pattern trees as bytes. `symbols` maps each byte of text to its symbol.
pub struct TreeEncoder<'a> {
    pub symbols: &'a [u8],
}

impl TreeEncoder<'_> {
    /// Returns the bytes of a node and everything under it. `offsets` are those of the trees that it contains.
    pub fn node(&self, node: &Tree, offsets: &[usize]) -> Vec<u8> {
        let header = u16::try_from(node.edges.len() << 1 | usize::from(node.is_final)).unwrap();
        let mut bytes = header.to_le_bytes().to_vec();
        for (step, child) in &node.edges {
            let (code, mut rest, child) = self.step(step, child, offsets);
            rest.extend(self.node(child, offsets));
            bytes.push(code);
            bytes.extend(three_bytes(rest.len()));
            bytes.extend(rest);
        }
        bytes
    }

    /// Returns the code of a step, its operands, and the node after the steps that they contain.
    fn step<'t>(&self, step: &Step, child: &'t Tree, offsets: &[usize]) -> (u8, Vec<u8>, &'t Tree) {
        let (code, operands) = match step {
            Step::Byte(last) => {
                let (others, child) = self.following_symbols(child);
                let last = self.symbol(*last);
                if others.is_empty() {
                    return (opcode::SYMBOL, vec![last], child);
                }
                let count = u8::try_from(others.len()).unwrap();
                return (opcode::LITERAL, [&[last, count], &others[..]].concat(), child);
            }
            Step::Nothing => (opcode::NOTHING, vec![]),
            Step::Class(class) => (opcode::CLASS, vec![u8::try_from(*class).unwrap()]),
            Step::WordBoundary => (opcode::WORD_BOUNDARY, vec![]),
            Step::Start => (opcode::START, vec![]),
            Step::End => (opcode::END, vec![]),
            Step::Group(tree) => (opcode::GROUP, three_bytes(offsets[*tree]).to_vec()),
            Step::Guard(guard) => (opcode::GUARD, u16::try_from(*guard).unwrap().to_le_bytes().to_vec()),
            Step::Repeat { tree, min, max, is_lazy } => {
                let code = if *is_lazy { opcode::LAZY_REPEAT } else { opcode::REPEAT };
                (code, [&three_bytes(offsets[*tree])[..], &[*min, *max]].concat())
            }
        };
        (code, operands, child)
    }

    /// Returns the symbols of the bytes that every path from a node begins with, and the node after them.
    fn following_symbols<'t>(&self, mut node: &'t Tree) -> (Vec<u8>, &'t Tree) {
        let mut symbols = Vec::new();
        while let [(Step::Byte(byte), child)] = &node.edges[..]
            && !node.is_final
        {
            symbols.push(self.symbol(*byte));
            node = child;
        }
        (symbols, node)
    }

    fn symbol(&self, byte: u8) -> u8 {
        self.symbols[usize::from(byte)]
    }
}

/// A beginning of literals: the node for each next symbol, and the guards that have this literal.
#[derive(Debug, Default)]
struct TrieNode {
    children: BTreeMap<u8, usize>,
    guards: Vec<u16>,
}

/// Returns the trie of the literals of all guards, and the lists of guards.
pub fn encode_guards(guards: &[Vec<Vec<u8>>], symbols: &[u8]) -> (Vec<u8>, Vec<u8>) {
    assert!(guards.len() <= MAX_GUARDS, "{} guards", guards.len());
    let mut nodes = vec![TrieNode::default()];
    for (guard, literals) in (0..).zip(guards) {
        for literal in literals {
            assert!(literal.len() >= 2, "{literal:?} is too short for a guard");
            let mut at = 0;
            for byte in literal {
                let next = nodes.len();
                at = *nodes[at].children.entry(symbols[usize::from(*byte)]).or_insert(next);
                if at == next {
                    nodes.push(TrieNode::default());
                }
            }
            nodes[at].guards.push(guard);
        }
    }
    let mut trie: Vec<u8> = Vec::new();
    // List 0 stands for no list.
    let mut guard_lists: Vec<u16> = vec![0];
    // The children of a node follow each other.
    let mut order = vec![0];
    let mut next = 0;
    while let Some(node) = order.get(next).map(|index| &nodes[*index]) {
        next += 1;
        let next_symbols = node.children.keys().fold(0_u64, |bits, symbol| bits | 1 << symbol);
        let list = if node.guards.is_empty() { 0 } else { guard_lists.len() };
        if !node.guards.is_empty() {
            guard_lists.push(u16::try_from(node.guards.len()).unwrap());
            guard_lists.extend(&node.guards);
        }
        trie.extend(next_symbols.to_le_bytes());
        trie.extend(u16::try_from(order.len()).unwrap().to_le_bytes());
        trie.extend(u16::try_from(list).unwrap().to_le_bytes());
        order.extend(node.children.values());
    }
    (trie, guard_lists.into_iter().flat_map(u16::to_le_bytes).collect())
}

/// Returns a number in three bytes, the lowest first.
pub fn three_bytes(number: usize) -> [u8; 3] {
    let [first, second, third, rest] = u32::try_from(number).unwrap().to_le_bytes();
    assert_eq!(rest, 0, "{number} is too large");
    [first, second, third]
}
