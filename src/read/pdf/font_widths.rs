//! Finds fonts whose table of widths states one width for more glyphs than a font can have. The interpreter would store each
//! of them, which takes all memory. Must not know glyphs.

use std::collections::HashSet;

use hayro::hayro_syntax::{
    object::{Array, Dict, MaybeRef, ObjRef, Object, ObjectIdentifier},
    xref::XRef,
};

/// The maximum number of glyphs of a font.
const MAX_GLYPHS: i64 = 65_536;
/// The maximum depth of objects in the resources of a page.
const MAX_DEPTH: usize = 32;
/// The maximum number of objects that are looked at. Only a malicious file has more.
const MAX_OBJECTS: usize = 2_000_000;

/// Looks through the resources of pages. Objects that several pages share are looked at once.
#[derive(Default)]
pub(super) struct FontWidths {
    seen: HashSet<(u32, i32)>,
    /// The objects that have such a table in them, because pages share them.
    endless: HashSet<(u32, i32)>,
    object_count: usize,
}

impl FontWidths {
    /// Returns true if an object in these resources is a font with an endless table of widths, or if there are too many
    /// objects to tell.
    pub(super) fn are_endless(&mut self, resources: &Dict<'_>, xref: &XRef) -> bool {
        self.is_endless_dict(resources, xref, 0)
    }

    fn is_endless_dict(&mut self, dict: &Dict<'_>, xref: &XRef, depth: usize) -> bool {
        let tables = [b"W".as_slice(), b"W2"].into_iter().filter_map(|key| dict.get::<Array<'_>>(key));
        if tables.into_iter().any(|table| is_endless_table(&table)) {
            return true;
        }
        // A parent leads back up to all pages.
        let keys = dict.keys().filter(|key| !matches!(key.as_str(), "Parent" | "P" | "Pg" | "W" | "W2"));
        let values: Vec<_> = keys.filter_map(|key| dict.get_raw::<Object<'_>>(&*key)).collect();
        values.into_iter().any(|value| self.is_endless_value(value, xref, depth + 1))
    }

    fn is_endless_value(&mut self, value: MaybeRef<Object<'_>>, xref: &XRef, depth: usize) -> bool {
        self.object_count += 1;
        if depth > MAX_DEPTH || self.object_count > MAX_OBJECTS {
            return true;
        }
        match value {
            MaybeRef::NotRef(object) => self.is_endless_object(&object, xref, depth),
            MaybeRef::Ref(ObjRef { obj_number, gen_number }) => {
                let id = (obj_number, gen_number);
                if !self.seen.insert(id) {
                    return self.endless.contains(&id);
                }
                let object: Option<Object<'_>> = xref.get(ObjectIdentifier::new(obj_number, gen_number));
                let is_endless = object.is_some_and(|object| self.is_endless_object(&object, xref, depth));
                if is_endless {
                    self.endless.insert(id);
                }
                is_endless
            }
        }
    }

    fn is_endless_object(&mut self, object: &Object<'_>, xref: &XRef, depth: usize) -> bool {
        match object {
            Object::Dict(dict) => self.is_endless_dict(dict, xref, depth),
            Object::Stream(stream) => self.is_endless_dict(stream.dict(), xref, depth),
            Object::Array(array) => {
                let items: Vec<_> = array.raw_iter().collect();
                items.into_iter().any(|item| self.is_endless_value(item, xref, depth + 1))
            }
            _ => false,
        }
    }
}

/// Returns true if a table of widths has a range of more glyphs than a font can have. A table has a first glyph with an
/// array of widths, or a first and a last glyph with their width.
fn is_endless_table(table: &Array<'_>) -> bool {
    let mut first: Option<i64> = None;
    for item in table.iter::<Object<'_>>() {
        match (item, first) {
            (Object::Number(number), None) => first = Some(number.as_i64()),
            (Object::Number(last), Some(start)) if last.as_i64().saturating_sub(start) > MAX_GLYPHS => {
                return true;
            }
            // The width that follows a range is taken for the beginning of the next range. That can only find more.
            (Object::Number(number), Some(_)) => first = Some(number.as_i64()),
            _ => first = None,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::FontWidths;
    use crate::read::pdf::open_pdf;

    /// Returns true if the font of a page with this table of widths is endless.
    fn is_endless(widths: &str) -> bool {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> >>"
                .to_owned(),
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
                .to_owned(),
            format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W {widths} >>"),
        ];
        let mut file = "%PDF-1.7\n".to_owned();
        let mut offsets = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            offsets.push(file.len());
            file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
        }
        let table = file.len();
        file += "xref\n0 6\n0000000000 65535 f \n";
        offsets.iter().for_each(|offset| file += &format!("{offset:010} 00000 n \n"));
        file += &format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        let pdf = open_pdf(&Arc::new(file.into_bytes()), None).unwrap();
        let mut widths = FontWidths::default();
        let found = widths.are_endless(&pdf.pages()[0].resources().fonts, pdf.xref());
        // The font is remembered for the next page.
        assert_eq!(widths.are_endless(&pdf.pages()[0].resources().fonts, pdf.xref()), found);
        found
    }

    #[test]
    fn only_ranges_of_more_glyphs_than_a_font_has_are_endless() {
        assert!(!is_endless("[0 [507 226] 3 65535 606 7 9 500]"));
        assert!(is_endless("[0 [507 226] 3 4294967295 606]"));
        assert!(is_endless("[0 2147483647 606]"));
    }
}
