//! What a recommendation says of itself: who is addressed, and which paragraphs it refers to.

/// Who is addressed, where the item begins with a body's name: "The Trust should ensure …".
///
/// An item that begins with what is to be done ("ensure that …", "Ensure that …") addresses nobody in particular.
pub(super) fn responsible(item: &str) -> Option<String> {
    /// No name is longer, in bytes.
    const LONGEST: usize = 300;
    let item = &item[..item.floor_char_boundary(LONGEST)];
    let at =
        [" should ", " must ", " needs to ", " need to "].iter().filter_map(|verb| item.find(verb)).min()?;
    let name = item[..at].trim();
    let is_name = name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 30
        && !name.contains(['.', ';', ':'])
        && !name.split_whitespace().any(|word| matches!(word, "that" | "which" | "who" | "when" | "if"));
    is_name.then(|| name.to_owned())
}

/// Numbers of the paragraphs an item refers to: "(paragraphs 43, 106)", "(paragraph 12 and 14 to 16)".
pub(super) fn cites(item: &str) -> Vec<u32> {
    let lower = item.to_ascii_lowercase();
    // Up to the next "paragraph", so that a text of nothing else is read once.
    let mut cites: Vec<u32> =
        lower.split("paragraph").skip(1).flat_map(|words| numbers(words.trim_start_matches('s'))).collect();
    cites.sort_unstable();
    cites.dedup();
    cites
}

/// A range wider than this is no reference to paragraphs.
const WIDEST: u32 = 30;
/// No reference is longer, in bytes.
const LONGEST: usize = 200;

/// The numbers that words begin with.
fn numbers(words: &str) -> Vec<u32> {
    let words = &words[..words.floor_char_boundary(LONGEST)];
    let spaced = words.replace(['-', '\u{2013}'], " to ").replace(['(', ')', ',', ';'], " ");
    let mut numbers: Vec<u32> = Vec::new();
    let mut open_range = false;
    for word in spaced.split_whitespace() {
        match word {
            "and" | "&" => {}
            "to" => open_range = true,
            _ => {
                let Ok(number) = word.trim_end_matches('.').parse::<u32>() else { break };
                match numbers.last().copied() {
                    Some(from) if open_range && from < number && number - from <= WIDEST => {
                        numbers.extend(from + 1..=number);
                    }
                    _ => numbers.push(number),
                }
                open_range = false;
                if word.ends_with('.') {
                    break;
                }
            }
        }
    }
    numbers
}
