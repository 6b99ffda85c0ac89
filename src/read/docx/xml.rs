//! Reads the XML of a part event by event, without building a tree.

use quick_xml::{
    Reader as XmlReader, XmlVersion,
    events::{BytesStart, Event},
};

/// Calls `handle_event` for each event in the XML of a part. Stops at the end or at the first syntax error.
pub(super) fn for_each_event(xml: &str, mut handle_event: impl FnMut(Event<'_>)) {
    let mut reader = XmlReader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => handle_event(event),
        }
    }
}

/// Returns the value of the attribute with this name, without its prefix: "val" finds `w:val`. Returns `None` if the
/// element has no such attribute, or its value is longer than any name or number in a document.
pub(super) fn attribute_value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    /// The maximum length of a value in bytes. Values are copied for every paragraph.
    const MAX_VALUE_BYTES: usize = 1_000;
    let mut attributes = element.attributes();
    // Looking for duplicates takes time that grows with the square of the number of attributes.
    attributes.with_checks(false);
    let attribute =
        attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    if attribute.value.len() > MAX_VALUE_BYTES {
        return None;
    }
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Returns the number in the attribute `val`; `None` if there is none.
pub(super) fn number_value<N: std::str::FromStr>(element: &BytesStart<'_>) -> Option<N> {
    attribute_value(element, "val")?.trim().parse().ok()
}

/// Returns the list level in an attribute, from 0 to 8; `None` if there is none.
pub(super) fn level_value(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    Some(attribute_value(element, name)?.trim().parse::<usize>().ok()?.min(8))
}

/// Returns true if a property that can be on or off, such as `<w:b/>`, is on.
pub(super) fn is_switched_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute_value(element, "val").as_deref(), Some("0" | "false" | "none" | "off"))
}

/// Returns true if an element has the properties that a tracked change replaced, such as `w:pPrChange`. They are not
/// those that the document shows.
pub(super) fn is_replaced_property(name: &[u8]) -> bool {
    name.ends_with(b"Change")
}
