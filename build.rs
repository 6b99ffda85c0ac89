//! Adds the icon, the version and the manifest to the program file on Windows. Does nothing for other systems.

use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=assets/windows");
    if env::var("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(());
    }
    const UK_ENGLISH: u16 = 0x0809;
    winresource::WindowsResource::new()
        .set_language(UK_ENGLISH)
        .set_icon("assets/windows/findings.ico")
        .set_manifest_file("assets/windows/findings.manifest")
        .set("ProductName", "Findings")
        // Explorer and the task manager show this as the name of the program.
        .set("FileDescription", "Findings")
        .set("CompanyName", "The Findings authors")
        .set("LegalCopyright", "© 2026 The Findings authors")
        .set("OriginalFilename", "findings.exe")
        .compile()?;
    Ok(())
}
