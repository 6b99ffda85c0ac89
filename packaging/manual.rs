//! `cargo run --example manual -- FOLDER`: writes the man pages and the shell completions into a folder, from the
//! definition of the command line.
#![allow(missing_docs)]

use std::{env, error::Error, fs, path::PathBuf};

use clap_complete::Shell;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("enter the folder to write to")?);
    fs::create_dir_all(&folder)?;
    let mut command = findings::cli::command();
    clap_mangen::generate_to(command.clone(), &folder)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut command, "findings", &folder)?;
    }
    Ok(())
}
