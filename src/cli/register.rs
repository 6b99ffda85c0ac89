//! `findings register`: writes the recommendations of all reports in a folder as one workbook that people fill in.

use std::{
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use clap::Args;

use super::{CliError, print_notice, strings, writing::OutputTarget};
use crate::{
    app::{
        self, Application, Command, FolderCommand, FolderRegisterCommand, IndexStorage, RegisterScope,
        Runner, State, Tab, WindowEffect,
    },
    output::{WriteError, plan::read_plan, printout},
};

#[derive(Debug, Args)]
pub(super) struct RegisterArguments {
    /// Folder with the reports; its subfolders are read too
    folder: PathBuf,
    #[command(flatten)]
    target: OutputTarget,
    /// Completed register (.xlsx, .ods or .csv) to update; keeps due dates, owners, statuses, ratings and evidence of the
    /// rows that belong to a recommendation of the folder
    #[arg(long, value_name = "REGISTER")]
    update: Option<PathBuf>,
}

/// Writes a register as an Excel workbook.
pub(super) fn run_register(arguments: &RegisterArguments) -> Result<(), CliError> {
    let extension = arguments.target.out.as_ref().and_then(|out| out.extension());
    if !extension.is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return Err(CliError::RegisterToStdout);
    }
    let main_thread = thread::current();
    let mut app = Application::new(State::default(), Runner::new(move || main_thread.unpark(), None));
    let wait = || thread::park_timeout(Duration::from_millis(20));
    app.run_command(Command::OpenFolder(arguments.folder.clone()));
    app.run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    app.finish_work(wait);
    let mut is_complete = true;
    if let Some(path) = &arguments.update {
        is_complete &= import_register(&mut app, path)?;
    }
    let Some(folder) = app.state().tabs.front().and_then(Tab::folder) else { return Ok(()) };
    if let Some(reason) = &folder.folder_error {
        return Err(CliError::FolderNotRead(arguments.folder.clone(), reason.clone()));
    }
    for entry in folder.collection.entries() {
        if let crate::library::EntryContent::Failed(reason) = &entry.content {
            print_notice(&folder.full_path(entry.path()), reason);
            is_complete = false;
        }
    }
    for closed in &folder.collection.closed_folders {
        print_notice(&folder.full_path(closed), strings::FOLDER_NOT_OPENED);
        is_complete = false;
    }
    // A register without any report would replace the one that was made before.
    if folder.collection.reports().next().is_none() {
        return Err(CliError::NoReportsFound);
    }
    let sheet = folder.register_sheet(RegisterScope::All);
    let bytes = sheet.to_xlsx(printout::today());
    let bytes = bytes.map_err(|error| CliError::Output(WriteError::from(error)))?;
    // A completed register is never replaced, because a new one may lack some of its rows.
    let sources: Vec<&Path> = arguments.update.iter().map(PathBuf::as_path).collect();
    arguments.target.write_output(&bytes, &sources)?;
    if is_complete { Ok(()) } else { Err(CliError::RegisterIncomplete) }
}

/// Adds the entries of a completed register, and says what was filled in and what could not be matched. Returns true if
/// everything was.
fn import_register(app: &mut Application, path: &Path) -> Result<bool, CliError> {
    let bytes = app::read_file(path).map_err(|error| CliError::Open(path.to_owned(), error))?;
    let edited = read_plan(&bytes).map_err(|error| CliError::Plan(path.to_owned(), error))?;
    let Some(tab) = app.state().front_tab() else { return Ok(true) };
    app.run_command(Command::Folder(tab, FolderCommand::Register(FolderRegisterCommand::Import)));
    for effect in app.take_window_effects() {
        if let WindowEffect::PickPlan(ticket) = effect {
            app.run_command(Command::PlanRead(ticket, Some((path.to_owned(), Ok(edited.clone())))));
        }
    }
    let messages = &app.state().messages;
    for notice in &messages.notices {
        print_notice(path, &notice.message);
    }
    match &messages.toast {
        Some(toast) => print_notice(path, &toast.words),
        None => return Err(CliError::RegisterOfOtherFolder(path.to_owned())),
    }
    Ok(messages.notices.is_empty())
}
