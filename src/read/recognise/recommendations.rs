//! What a recommendation says of itself: who is addressed.

/// Who is addressed, where the item begins with a body's name: "The Trust should ensure …".
///
/// An item that begins with what is to be done ("ensure that …", "Ensure that …") addresses nobody in particular.
pub(super) fn responsible(item: &str) -> Option<String> {
    /// No name is longer, in bytes.
    const LONGEST: usize = 300;
    let item = &item[..item.floor_char_boundary(LONGEST)];
    let verbs = [" should ", " must ", " needs to ", " need to "].iter();
    let (at, verb) = verbs.filter_map(|verb| Some((item.find(verb)?, verb))).min()?;
    let name = item[..at].trim();
    // "A plan should be developed" says what is to be made, not by whom.
    let is_made =
        item[at + verb.len()..].starts_with("be ") || name.starts_with("A ") || name.starts_with("An ");
    let is_name = !is_made
        && name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 30
        && !name.contains(['.', ';', ':'])
        && !name.split_whitespace().any(|word| matches!(word, "that" | "which" | "who" | "when" | "if"))
        && names_a_body(name);
    is_name.then(|| name.to_owned())
}

/// What a name of a body, or of those who lead one, ends with.
const BODIES: [&str; 28] = [
    "agencies",
    "authorities",
    "authority",
    "board",
    "bscb",
    "commissioners",
    "council",
    "governors",
    "group",
    "headteacher",
    "leaders",
    "lscb",
    "managers",
    "members",
    "nhs",
    "ofsted",
    "organisations",
    "partners",
    "partnership",
    "partnerships",
    "police",
    "providers",
    "school",
    "schools",
    "service",
    "services",
    "trust",
    "trusts",
];

/// Whether words name somebody who can act: "NHS Larkmoor", "the council and its partners". What ends in another
/// word is what is to be changed: "Performance management systems", "Plans for children".
fn names_a_body(name: &str) -> bool {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let ends = words.last().is_some_and(|last| BODIES.contains(&last.as_str()));
    let is_order = words.first().is_some_and(|first| ["where", "review", "ensure"].contains(&first.as_str()));
    (ends || words.iter().any(|word| word == "nhs")) && !is_order
}

#[cfg(test)]
mod tests {
    use super::responsible;

    #[test]
    fn who_is_addressed_is_told_from_what_is_to_be_made() {
        for (item, expected) in [
            ("The Trust should ensure that plans are kept.", Some("The Trust")),
            ("Ensure that the Trust keeps plans.", None),
            ("A plan for care leavers should be written.", None),
            ("Plans must be written within ten days.", None),
            ("Performance management systems should show what is done.", None),
            ("Where young people have no home, the trust should find one.", None),
            ("NHS Larkmoor and Skerne should plan visits.", Some("NHS Larkmoor and Skerne")),
            ("The council and its partners should plan visits.", Some("The council and its partners")),
            ("An audit should show whether visits are made.", None),
        ] {
            assert_eq!(responsible(item).as_deref(), expected, "{item}");
        }
    }
}
