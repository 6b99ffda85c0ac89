//! Counts the attributes of tags before a page is parsed, because the parser takes time that grows with the square of
//! the number of attributes of a tag.
//!
//! Must not know what tags mean.

/// The maximum number of attributes of a tag. Tags of real pages have a few dozen at most.
const MAX_TAG_ATTRIBUTES: usize = 1_000;
/// The maximum number of attributes of all tags. Each takes memory. Large real pages have some ten thousand.
const MAX_ATTRIBUTES: usize = 2_000_000;
/// How many times the bytes of a page may be read to count attributes. A quote that is missing in a script can make a
/// tag seem longer than it is, but hardly ever several tags in the same place.
const MAX_READS: usize = 8;

/// Returns true if a tag, or the whole page, has too many attributes for the parser.
///
/// Each "<" before a letter is taken for the start of a tag, also in a comment or script, so that a page cannot hide a
/// tag from the count.
pub(super) fn has_too_many_attributes(source: &str) -> bool {
    let bytes = source.as_bytes();
    let (mut attributes, mut read_bytes) = (0_usize, 0_usize);
    for open in memchr::memchr_iter(b'<', bytes) {
        let after = &bytes[open + 1..];
        let name = after.strip_prefix(b"/").unwrap_or(after);
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = scan_tag(name);
        attributes += tag.attributes;
        read_bytes += tag.bytes;
        if tag.attributes > MAX_TAG_ATTRIBUTES
            || attributes > MAX_ATTRIBUTES
            || read_bytes > bytes.len().saturating_mul(MAX_READS)
        {
            return true;
        }
    }
    false
}

/// The size of a tag.
struct TagSize {
    /// The number of attributes, up to one more than the limit.
    attributes: usize,
    /// The number of bytes that were read to count them.
    bytes: usize,
}

/// Reads a tag, from its name on, as HTML parsers do.
fn scan_tag(tag: &[u8]) -> TagSize {
    let is_space = u8::is_ascii_whitespace;
    let mut at = 0;
    let skip = |at: &mut usize, is_skipped: &dyn Fn(&u8) -> bool| {
        *at += tag[*at..].iter().take_while(|byte| is_skipped(byte)).count();
    };
    skip(&mut at, &|byte| !is_space(byte) && !matches!(byte, b'/' | b'>'));
    let mut attributes = 0;
    while attributes <= MAX_TAG_ATTRIBUTES {
        skip(&mut at, &|byte| is_space(byte) || *byte == b'/');
        if matches!(tag.get(at), None | Some(b'>')) {
            break;
        }
        attributes += 1;
        // An equals sign at the start belongs to the name.
        at += 1;
        skip(&mut at, &|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        skip(&mut at, &is_space);
        if tag.get(at) != Some(&b'=') {
            continue;
        }
        at += 1;
        skip(&mut at, &is_space);
        match tag.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let value = &tag[at + 1..];
                at += 1 + memchr::memchr(*quote, value).map_or(value.len(), |end| end + 1);
            }
            _ => skip(&mut at, &|byte| !is_space(byte) && *byte != b'>'),
        }
    }
    TagSize { attributes, bytes: at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_a_parser_counts_them() {
        for (tag, expected) in [
            ("p>", 0),
            ("p", 0),
            ("p a b>", 2),
            ("p/a/b/>", 2),
            ("p a=1 b='x > y' c=\"d e f\"g>h i", 4),
            ("p a = b c>", 2),
            ("p =a>", 1),
            ("p a=>b", 1),
            ("p a=\"never closed b c>", 1),
        ] {
            assert_eq!(scan_tag(tag.as_bytes()).attributes, expected, "{tag}");
        }
    }

    #[test]
    fn pages_with_too_many_attributes_are_recognised() {
        let many = "a=\">\" ".repeat(MAX_TAG_ATTRIBUTES + 1);
        assert!(has_too_many_attributes(&format!("<p {many}>")));
        // The first quote seems to begin a long value, which hides the tag after the comment.
        assert!(has_too_many_attributes(&format!("<!-- <p a=\" --><p {many}>")));
        assert!(has_too_many_attributes(&format!("<p>{}", "<a a=\"".repeat(100) + &"x".repeat(10_000))));
        assert!(!has_too_many_attributes(&"<p class=\"a b\" id='c'>Words with spaces</p>".repeat(2_000)));
        assert!(!has_too_many_attributes("a < b and c <d"));
    }
}
