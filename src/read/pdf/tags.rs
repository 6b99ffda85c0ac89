//! Reads the structure tree of a tagged file, which states the role of each marked-content sequence: a heading, a
//! paragraph, a table cell and so on.
//!
//! Trees can contain errors and loops, so depth and size are limited. Must not know glyphs.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::{
    Pdf,
    object::{Dict, MaybeRef, Name, ObjRef, Object, ObjectIdentifier, String as PdfString},
    xref::XRef,
};

/// The id of a marked-content sequence: the index of its page, from 0, and its number on that page.
pub(super) type ContentId = (usize, i32);

/// An element of the structure tree, with its children in reading order.
#[derive(Debug, Default)]
pub(super) struct TagElement {
    /// The standard role of the element, such as "P", "H1" or "TD". Roles that a file defines are mapped to standard
    /// roles.
    pub(super) role: String,
    /// The children of the element.
    pub(super) kids: Vec<Kid>,
    /// The text that the file states for all content of the element, such as the whole word of a decorated initial;
    /// `None` if it states none.
    pub(super) actual_text: Option<String>,
}

impl TagElement {
    /// Returns the marked-content sequences in the element and in all elements inside it, in order.
    pub(super) fn contents(&self) -> Vec<ContentId> {
        let mut found = Vec::new();
        for kid in &self.kids {
            match kid {
                Kid::Content(id) => found.push(*id),
                Kid::Element(element) => found.extend(element.contents()),
            }
        }
        found
    }

    /// Returns the outermost elements with a stated text.
    pub(super) fn elements_with_actual_text(&self) -> Vec<&Self> {
        if self.actual_text.is_some() {
            return vec![self];
        }
        let kids = self.kids.iter().filter_map(|kid| match kid {
            Kid::Content(_) => None,
            Kid::Element(element) => Some(element),
        });
        kids.flat_map(Self::elements_with_actual_text).collect()
    }
}

/// A child of an element. PDF calls the children of an element its kids.
#[derive(Debug)]
pub(super) enum Kid {
    /// A marked-content sequence.
    Content(ContentId),
    /// An element inside the element.
    Element(TagElement),
}

/// The maximum depth of objects in the tree. Deeper objects are left out.
const MAX_TREE_DEPTH: usize = 60;
/// The maximum number of objects that are read from the tree. A report of 60 pages has about 4,000.
const MAX_TREE_OBJECTS: usize = 300_000;

/// Returns the root of the structure tree; `None` if the file has no tree.
pub(super) fn structure_tree(pdf: &Pdf) -> Option<TagElement> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let root: Dict<'_> = catalog.get(b"StructTreeRoot".as_slice())?;
    let pages = pdf
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(index, page)| page.raw().obj_id().map(|id| ((id.obj_number, id.gen_number), index)))
        .collect();
    let roles = root.get::<Dict<'_>>(b"RoleMap".as_slice()).map(|map| role_map(&map)).unwrap_or_default();
    let mut walk = TreeWalk {
        xref: pdf.xref(),
        pages,
        roles,
        remaining_objects: MAX_TREE_OBJECTS,
        ancestors: HashSet::new(),
    };
    let kids = walk.read_kids(&root, None, 0);
    Some(TagElement { role: "Document".to_owned(), kids, actual_text: None })
}

/// Returns the standard role for each role that the file defines.
fn role_map(map: &Dict<'_>) -> HashMap<String, String> {
    let entries = map.keys().filter_map(|custom| {
        let standard: Name<'_> = map.get(&*custom)?;
        Some((custom.as_str().to_owned(), standard.as_str().to_owned()))
    });
    entries.collect()
}

/// The state of the walk through the tree.
struct TreeWalk<'x> {
    xref: &'x XRef,
    /// The index of each page by its object id.
    pages: HashMap<(u32, i32), usize>,
    /// The standard role for each role that the file defines.
    roles: HashMap<String, String>,
    /// The number of objects that can still be read.
    remaining_objects: usize,
    /// The object ids of the elements that contain the current one, to detect loops.
    ancestors: HashSet<(u32, i32)>,
}

impl TreeWalk<'_> {
    /// Returns the children of an element. `page` is the index of the page of the element, from 0; `None` if it is not
    /// known.
    fn read_kids(&mut self, element: &Dict<'_>, page: Option<usize>, depth: usize) -> Vec<Kid> {
        let mut kids = Vec::new();
        if let Some(kid) = element.get_raw::<Object<'_>>(b"K".as_slice()) {
            self.read_reference(kid, page, depth, &mut kids);
        }
        kids
    }

    /// Reads a child that can be a reference to an object, and appends it to `kids`. A reference to an element that
    /// contains the current one is ignored.
    fn read_reference(
        &mut self,
        raw: MaybeRef<Object<'_>>,
        page: Option<usize>,
        depth: usize,
        kids: &mut Vec<Kid>,
    ) {
        match raw {
            MaybeRef::Ref(ObjRef { obj_number, gen_number }) => {
                if !self.ancestors.insert((obj_number, gen_number)) {
                    return;
                }
                if let Some(kid) = self.xref.get(ObjectIdentifier::new(obj_number, gen_number)) {
                    self.read_kid(kid, page, depth, kids);
                }
                self.ancestors.remove(&(obj_number, gen_number));
            }
            MaybeRef::NotRef(kid) => self.read_kid(kid, page, depth, kids),
        }
    }

    /// Reads a child, and appends it to `kids`: an array of children, the number of a marked-content sequence, or an
    /// element.
    fn read_kid(&mut self, kid: Object<'_>, page: Option<usize>, depth: usize, kids: &mut Vec<Kid>) {
        if self.remaining_objects == 0 || depth > MAX_TREE_DEPTH {
            return;
        }
        self.remaining_objects -= 1;
        match kid {
            Object::Array(array) => {
                for raw in array.raw_iter() {
                    self.read_reference(raw, page, depth + 1, kids);
                }
            }
            Object::Number(number) => {
                let mcid = i32::try_from(number.as_i64()).ok();
                kids.extend(page.zip(mcid).map(Kid::Content));
            }
            Object::Dict(dict) => {
                let own_page = dict
                    .get_ref(b"Pg".as_slice())
                    .and_then(|page| self.pages.get(&(page.obj_number, page.gen_number)).copied());
                let page = own_page.or(page);
                if let Some(mcid) = dict.get::<i32>(b"MCID".as_slice()) {
                    kids.extend(page.map(|page| Kid::Content((page, mcid))));
                } else if let Some(role) = dict.get::<Name<'_>>(b"S".as_slice()) {
                    let role = self.standard_role(role.as_str());
                    let own_kids = self.read_kids(&dict, page, depth + 1);
                    let actual_text = dict.get::<PdfString<'_>>(b"ActualText".as_slice());
                    let actual_text = actual_text.map(|text| super::stated_text(text.as_bytes()));
                    kids.push(Kid::Element(TagElement { role, kids: own_kids, actual_text }));
                }
            }
            _ => {}
        }
    }

    /// Returns the standard role for a role that the file defines. A role can be mapped in several steps. A role
    /// without a mapping is returned unchanged.
    fn standard_role(&self, custom: &str) -> String {
        /// The maximum number of steps. In a damaged file, roles can be mapped to each other in a loop.
        const MAX_ROLE_MAPPINGS: usize = 8;
        let mut role = custom;
        for _ in 0..MAX_ROLE_MAPPINGS {
            match self.roles.get(role) {
                Some(mapped) if mapped != role => role = mapped,
                _ => break,
            }
        }
        role.to_owned()
    }
}
