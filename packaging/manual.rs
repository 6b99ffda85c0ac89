//! `cargo run --example manual -- FOLDER`: the man pages and the shells' completions, from the command line's own
//! definition.
#![allow(missing_docs)]

use std::{env, error::Error, fs, path::PathBuf};

use clap_complete::Shell;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("the folder to write to is missing")?);
    fs::create_dir_all(&folder)?;
    let mut command = findings::cli::command();
    // The date of a page is that of the release, whenever it is made.
    clap_mangen::generate_to(command.clone(), &folder)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut command, "findings", &folder)?;
    }
    Ok(())
}
