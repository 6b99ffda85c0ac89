//! Phrases that headings and sentences are searched for.
//!
//! Each is a regular expression that ignores case. The program searches for the compiled forms in
//! `assets/phrases.patterns`; `tests/patterns` compiles them. Compiling the expressions at every start took 18 million
//! instructions, and reading two pages of text and exporting them as Markdown takes 5 million.

use std::{
    ops::Range,
    sync::{LazyLock, OnceLock},
};

use regex::Regex;

use super::patterns::{CompiledPatterns, ScannedText, SearchText};

/// A phrase, or several with the same meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// A heading of an example of good practice, for example "Practice study: highly effective practice".
    GoodPracticeHeading,
    /// A heading of a section about the inspectors, the area or the method of the inspection.
    AsideHeading,
    /// A heading of a section that describes only strengths.
    StrengthHeading,
    /// Words that make a sentence critical.
    CriticalWords,
    /// A reference in brackets such as "(see paragraph 12)".
    ParagraphReference,
    /// A heading of a section that describes only strengths and says nothing else, for example "Key strengths".
    StrengthsOnlyHeading,
    /// Words with which a sentence about strengths turns to a weakness: "However, …", "… is not yet …", "more work is
    /// needed".
    TurnToWeakness,
}

/// The compiled phrases in the order of [`Phrase::ALL`], each first for matching and then for finding all matches.
static COMPILED_PHRASES: LazyLock<CompiledPatterns> =
    LazyLock::new(|| CompiledPatterns::new(include_bytes!("../../assets/phrases.patterns")));

/// The regular expressions in the order of [`Phrase::ALL`], for texts with unusual characters.
static REGEXES: [OnceLock<Option<Regex>>; Phrase::ALL.len()] = [const { OnceLock::new() }; Phrase::ALL.len()];

impl Phrase {
    /// All phrases, in the order of the compiled forms.
    pub const ALL: [Self; 7] = [
        Self::GoodPracticeHeading,
        Self::AsideHeading,
        Self::StrengthHeading,
        Self::CriticalWords,
        Self::ParagraphReference,
        Self::StrengthsOnlyHeading,
        Self::TurnToWeakness,
    ];

    /// Returns the regular expression in lower case, with spaces that are ignored (flag `x`).
    #[must_use]
    pub fn expression(self) -> &'static str {
        match self {
            Self::GoodPracticeHeading => {
                r"\b(case|practice)\ (study|studies|examples?)\b.*\b(effective|good|best|strong|outstanding)\ practice"
            }
            Self::AsideHeading => {
                r"^\W*(?:about\ (?:the|this) | information\ (?:about|for) | what\ inspectors | how\ we
                | the\ inspection\ team | inspection\ team | previous\ ofsted
                | other\ (?:ofsted\ inspections|information) | local\ leadership | children\ living
                | child\ protection\ in | children\ looked\ after\ in | in\ the\ last\ 12 | context$ | evidence$
                | purpose\ of | glossary | annex | appendix | further\ information | next\ steps
                | service\ information | school\ (?:details|data) | record\ of\ main
                | local\ area\ partnership\ details | report\ contents | summary\ for\ children
                | (?:the\ )?inspection\ judge?ments\ and\ what | what\ (?:the\ |inspection).*judge?ments\ mean
                | .*\bis\ likely\ to\ be\b)"
            }
            Self::StrengthHeading => {
                r"\bstrengths?$ | \bstrengths?\s*: | highly\ effective | effective\ practice | that\ is\ effective"
            }
            Self::CriticalWords => {
                r"\b(?:however | although | despite | but | nevertheless | not | cannot | only | few
                | too\ (?:many|few|long|often|much|slow|variable|low|high) | needs?\ to
                | requires?\ (?:improvement|further) | delay(?:s|ed)? | drift | variable | inconsisten[a-z]+
                | insufficient[a-z]* | lack[a-z]* | poor[a-z]* | weak[a-z]* | limited | absen[a-z]+ | missed
                | fail[a-z]* | inadequate[a-z]* | gaps? | unclear | shortfalls? | concern[a-z]*
                | remains?\ (?:a|an|too) | low | lower | below | declin[a-z]+ | (?:more|further)\ work)\b"
            }
            Self::ParagraphReference => r"\(\s*(?:see\s+)?para[^)]*\)",
            Self::StrengthsOnlyHeading => r"^\W*(?:key\ |main\ )?strengths\W*$",
            Self::TurnToWeakness => {
                r"\b(?:however | nevertheless | nonetheless | conversely | although | though | but | yet | still
                | unfortunately | while | whilst)\b
                | \btoo\ (?:early | soon | late | long | few | many | slow | often)\b
                | \b(?:more | further | additional)\ (?:\w+\ )?(?:work | progress | action | focus | improvement)s?\b
                | \b(?:could | would | should)\ (?:be | have\ been)\ (?:\w+\ )?
                    (?:enhanced | improved | strengthened | better)\b
                | \b(?:need(?:s|ed)? | required?)\ to\b | \blimited\b | \bnot\ currently\b"
            }
        }
    }

    /// Returns true if a text contains the phrase.
    #[must_use]
    pub fn is_in(self, text: &str) -> bool {
        match self.scan(text) {
            Some(scanned) => {
                let pattern = 2 * self as usize;
                COMPILED_PHRASES.can_match(pattern, &scanned)
                    && SearchText::new(&COMPILED_PHRASES, &scanned).is_match(pattern)
            }
            None => self.regex().is_some_and(|regex| regex.is_match(text)),
        }
    }

    /// Returns the byte ranges of the phrase in a text that do not overlap, in order.
    #[must_use]
    pub fn ranges_in(self, text: &str) -> Vec<Range<usize>> {
        match self.scan(text) {
            Some(scanned) if !COMPILED_PHRASES.can_match(2 * self as usize, &scanned) => Vec::new(),
            Some(scanned) => SearchText::new(&COMPILED_PHRASES, &scanned).find_all(2 * self as usize + 1),
            None => self
                .regex()
                .into_iter()
                .flat_map(|regex| regex.find_iter(text))
                .map(|found| found.range())
                .collect(),
        }
    }

    /// Prepares a text for the search for compiled forms. Returns `None` if their results can differ from those of the
    /// regular expression.
    fn scan(self, text: &str) -> Option<ScannedText> {
        let is_usual = |c: char| match c {
            // Punctuation, bullets, and the characters of symbol fonts.
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203E}' | '\u{A3}' | '\u{B7}' => true,
            '\u{25A0}'..='\u{25FF}' | '\u{E000}'..='\u{F8FF}' => true,
            // This space is only different where an expression allows white space.
            '\u{A0}' => !self.expression().contains(r"\s"),
            c => c.is_ascii(),
        };
        // The compiled forms treat other characters neither as letters nor as white space.
        let is_usual = text.is_ascii() || text.chars().all(is_usual);
        (is_usual && text.len() <= SearchText::MAX_BYTES)
            .then(|| COMPILED_PHRASES.scan(text.to_ascii_lowercase().as_bytes()))
    }

    /// Returns the regular expression. It is compiled when it is first used. Returns `None` if it is not valid, which a
    /// test rules out.
    fn regex(self) -> Option<&'static Regex> {
        let compile = || Regex::new(&format!("(?ix){}", self.expression())).ok();
        REGEXES[self as usize].get_or_init(compile).as_ref()
    }
}
