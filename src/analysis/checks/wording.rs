//! How checks name what they found.

use std::collections::HashMap;

/// “Equality and diversity” (twice) and “Value for money”, and how many titles that are, repeats aside. No more than
/// five are named.
pub(super) fn titles<'a>(titles: impl IntoIterator<Item = &'a str>) -> (String, usize) {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for title in titles {
        let index = *known.entry(title).or_insert(counted.len());
        match counted.get_mut(index) {
            Some((_, count)) => *count += 1,
            None => counted.push((title, 1)),
        }
    }
    let more = counted.len().saturating_sub(5);
    let mut named: Vec<String> = counted
        .iter()
        .take(5)
        .map(|(title, count)| match count {
            1 => format!("“{title}”"),
            2 => format!("“{title}” (twice)"),
            times => format!("“{title}” ({times} times)"),
        })
        .collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    (listed(&named), counted.len())
}

/// "one, two and three".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "is" for one, "are" for more.
pub(super) fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
