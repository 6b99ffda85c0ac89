//! The program: hands its arguments to [`findings::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    findings::cli::run(std::env::args_os())
}
