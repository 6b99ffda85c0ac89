//! The words by which titles of sections with recommendations are recognised.
//!
//! Has only lists of words, in lower case.

/// Names of recommendations other than that word itself, in lower case.
pub(super) const NAMES: [&[&str]; 20] = [
    &["areas", "for", "improvement"],
    &["area", "for", "improvement"],
    &["areas", "of", "improvement"],
    &["areas", "that", "need", "to", "improve"],
    &["areas", "to", "improve"],
    &["areas", "for", "action"],
    &["actions", "for", "improvement"],
    &["essential", "actions"],
    &["recommended", "actions"],
    &["recommended", "improvements"],
    &["suggested", "improvements"],
    &["areas", "for", "further", "improvement"],
    &["areas", "for", "development"],
    &["priorities", "for", "improvement"],
    &["priorities", "for", "further", "improvement"],
    &["points", "for", "improvement"],
    &["steps", "for", "improvement"],
    &["causes", "of", "concern"],
    &["statutory", "requirements"],
    &["requirements", "and", "recommendations"],
];

/// Words before a name that do not change its meaning, in lower case.
pub(super) const WORDS_BEFORE: [&str; 29] = [
    "a",
    "all",
    "and",
    "complete",
    "consolidated",
    "detailed",
    "final",
    "formal",
    "full",
    "further",
    "general",
    "immediate",
    "key",
    "list",
    "main",
    "next",
    "of",
    "other",
    "our",
    "overall",
    "priority",
    "principal",
    "report",
    "specific",
    "steps",
    "strategic",
    "summary",
    "the",
    "this",
];

/// Words for something that can be in a section with recommendations, in lower case.
pub(super) const CONCLUSION_WORDS: [&str; 13] = [
    "analysis",
    "concern",
    "concerns",
    "conclusion",
    "conclusions",
    "discussion",
    "findings",
    "learning",
    "lessons",
    "observations",
    "reasons",
    "requirements",
    "well",
];

/// Words after a name that begin a phrase about what is recommended or to whom, in lower case.
pub(super) const SCOPE_WORDS: [&str; 8] =
    ["about", "and", "before", "for", "on", "regarding", "relating", "to"];

/// Words for a report and those who write it, in lower case.
pub(super) const REPORT_WORDS: [&str; 11] = [
    "assessment",
    "assessors",
    "board",
    "committee",
    "inquiry",
    "inspection",
    "investigation",
    "panel",
    "report",
    "review",
    "volume",
];

/// The other words of a phrase after a name that says whose recommendations they are, in lower case: "made in this report".
pub(super) const SOURCE_WORDS: [&str; 9] =
    ["arising", "by", "from", "in", "made", "of", "our", "the", "this"];

/// Words of titles of sections about the recommendations of another report, or about what became of them, in lower case.
pub(super) const OTHER_REPORT_WORDS: [&str; 32] = [
    "accepted",
    "addressed",
    "against",
    "background",
    "compliance",
    "delivered",
    "delivery",
    "earlier",
    "follow",
    "followed",
    "implementation",
    "implemented",
    "implementing",
    "last",
    "monitoring",
    "outstanding",
    "past",
    "peer",
    "previous",
    "previously",
    "prior",
    "progress",
    "rejected",
    "reports",
    "response",
    "responses",
    "reviews",
    "status",
    "taken",
    "tracker",
    "tracking",
    "update",
];

/// Words of titles that speak about recommendations but do not announce them, in lower case: "How recommendations are made".
pub(super) const SUBJECT_WORDS: [&str; 25] = [
    "are",
    "basis",
    "been",
    "cost",
    "costs",
    "evidence",
    "had",
    "has",
    "have",
    "how",
    "impact",
    "is",
    "made",
    "making",
    "methodology",
    "no",
    "not",
    "purpose",
    "rationale",
    "was",
    "were",
    "when",
    "where",
    "whether",
    "why",
];

/// The numbers of chapters in words, in lower case.
pub(super) const NUMBER_WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
