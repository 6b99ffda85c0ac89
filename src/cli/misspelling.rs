//! Recognises a misspelled command, which would otherwise be taken as the name of a file to open.

use std::{ffi::OsString, path::Path};

use clap::error::{ContextKind, ContextValue};

use super::CliError;

/// Checks that the first argument is not a misspelled command. A file that has this name is opened.
///
/// # Errors
/// Returns [`CliError::UnknownCommand`] if there is no such file, and the name looks like that of a command.
pub(super) fn check_command_name(arguments: &[OsString]) -> Result<(), CliError> {
    let Some(word) = arguments.get(1).and_then(|argument| argument.to_str()) else { return Ok(()) };
    let is_single_word = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '-');
    if !is_single_word || word.starts_with('-') || Path::new(word).exists() {
        return Ok(());
    }
    match similar_command(word) {
        Some(command) => Err(CliError::UnknownCommand(word.to_owned(), command)),
        None => Ok(()),
    }
}

/// Returns the name of the command that is spelled most like a word; `None` if none is like it, or if the word is a
/// command.
fn similar_command(word: &str) -> Option<String> {
    // clap suggests commands if it expects one. Here it would take the word as a file.
    let only_commands = clap::Command::new("findings")
        .subcommand_required(true)
        .subcommands(super::command().get_subcommands().cloned());
    let error = only_commands.try_get_matches_from(["findings", word]).err()?;
    match error.get(ContextKind::SuggestedSubcommand)? {
        // The most similar one is the last.
        ContextValue::Strings(names) => names.last().cloned(),
        ContextValue::String(name) => Some(name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::similar_command;

    #[test]
    fn misspelled_commands_are_recognised() {
        for (word, command) in [
            ("exprot", "export"),
            ("exports", "export"),
            ("sumary", "summary"),
            ("compaer", "compare"),
            ("tabel", "table"),
            ("chekc", "check"),
        ] {
            assert_eq!(similar_command(word).as_deref(), Some(command), "{word}");
        }
        for word in ["export", "larkmoor", "inspection"] {
            assert_eq!(similar_command(word), None, "{word}");
        }
    }
}
