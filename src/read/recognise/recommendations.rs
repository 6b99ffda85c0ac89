//! What a recommendation says of itself: who is addressed.

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
