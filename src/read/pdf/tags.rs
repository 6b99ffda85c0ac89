//! The structure tree of a tagged file: which marked sequences make a heading, a paragraph, a row of a table.
//!
//! Owns the walk through the tree; knows nothing of glyphs. Trees lie and loop: depth and size are bounded.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::{
    Pdf,
    object::{Dict, MaybeRef, Name, ObjRef, Object, ObjectIdentifier},
    xref::XRef,
};

/// A marked sequence: the page, from 0, and its number on it.
pub(super) type Mark = (usize, i32);

/// An element of the tree, with what stands in it in reading order.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// What it is, its own names mapped to the standard's: "P", "H1", "TD".
    pub(super) role: String,
    pub(super) kids: Vec<Kid>,
}

#[derive(Debug)]
pub(super) enum Kid {
    Mark(Mark),
    Element(Element),
}

const DEEPEST: usize = 60;
/// A report of 60 pages has some 4,000.
const MOST: usize = 300_000;

/// The tree; `None` where the file has none.
pub(super) fn tree(pdf: &Pdf) -> Option<Element> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let root: Dict<'_> = catalog.get(b"StructTreeRoot".as_slice())?;
    let pages = pdf
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(index, page)| page.raw().obj_id().map(|id| ((id.obj_number, id.gen_number), index)))
        .collect();
    let roles = root.get::<Dict<'_>>(b"RoleMap".as_slice()).map(|map| roles(&map)).unwrap_or_default();
    let mut walk = Walk { xref: pdf.xref(), pages, roles, left: MOST, above: HashSet::new() };
    let kids = walk.kids(&root, None, 0);
    Some(Element { role: "Document".to_owned(), kids })
}

fn roles(map: &Dict<'_>) -> HashMap<String, String> {
    let entries = map.keys().filter_map(|own| {
        let standard: Name<'_> = map.get(&*own)?;
        Some((own.as_str().to_owned(), standard.as_str().to_owned()))
    });
    entries.collect()
}

struct Walk<'x> {
    xref: &'x XRef,
    pages: HashMap<(u32, i32), usize>,
    roles: HashMap<String, String>,
    left: usize,
    /// Elements that are being walked, so that none is walked within itself.
    above: HashSet<(u32, i32)>,
}

impl Walk<'_> {
    fn kids(&mut self, element: &Dict<'_>, page: Option<usize>, depth: usize) -> Vec<Kid> {
        let mut kids = Vec::new();
        if let Some(kid) = element.get_raw::<Object<'_>>(b"K".as_slice()) {
            self.raw(kid, page, depth, &mut kids);
        }
        kids
    }

    fn raw(&mut self, raw: MaybeRef<Object<'_>>, page: Option<usize>, depth: usize, kids: &mut Vec<Kid>) {
        match raw {
            MaybeRef::Ref(ObjRef { obj_number, gen_number }) => {
                if !self.above.insert((obj_number, gen_number)) {
                    return;
                }
                if let Some(kid) = self.xref.get(ObjectIdentifier::new(obj_number, gen_number)) {
                    self.kid(kid, page, depth, kids);
                }
                self.above.remove(&(obj_number, gen_number));
            }
            MaybeRef::NotRef(kid) => self.kid(kid, page, depth, kids),
        }
    }

    fn kid(&mut self, kid: Object<'_>, page: Option<usize>, depth: usize, kids: &mut Vec<Kid>) {
        if self.left == 0 || depth > DEEPEST {
            return;
        }
        self.left -= 1;
        match kid {
            Object::Array(array) => {
                for raw in array.raw_iter() {
                    self.raw(raw, page, depth + 1, kids);
                }
            }
            Object::Number(number) => {
                let mark = i32::try_from(number.as_i64()).ok();
                kids.extend(page.zip(mark).map(Kid::Mark));
            }
            Object::Dict(dict) => {
                let own_page = dict
                    .get_ref(b"Pg".as_slice())
                    .and_then(|page| self.pages.get(&(page.obj_number, page.gen_number)).copied());
                let page = own_page.or(page);
                if let Some(mark) = dict.get::<i32>(b"MCID".as_slice()) {
                    kids.extend(page.map(|page| Kid::Mark((page, mark))));
                } else if let Some(role) = dict.get::<Name<'_>>(b"S".as_slice()) {
                    let role = self.standard(role.as_str());
                    let kids_of_it = self.kids(&dict, page, depth + 1);
                    kids.push(Kid::Element(Element { role, kids: kids_of_it }));
                }
            }
            _ => {}
        }
    }

    /// The standard's name for an element's own; names may be mapped to names that are mapped.
    fn standard(&self, own: &str) -> String {
        let mut role = own;
        for _ in 0..8 {
            match self.roles.get(role) {
                Some(mapped) if mapped != role => role = mapped,
                _ => break,
            }
        }
        role.to_owned()
    }
}
