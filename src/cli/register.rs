//! `findings register`: writes the recommendations of all reports in a folder as one workbook that people fill in.

use std::{
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use clap::Args;

use super::{CliError, print_notice, writing::OutputTarget};
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
    /// Completed register (.xlsx, .ods or .csv) to update; keeps its due dates, owners, statuses, ratings and evidence
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
    app.run_command(Command::OpenFolderOfDialog(IndexStorage::Memory));
    app.finish_work(wait);
    if let Some(path) = &arguments.update {
        import_register(&mut app, path)?;
    }
    let Some(folder) = app.state().tabs.front().and_then(Tab::folder) else { return Ok(()) };
    if let Some(reason) = &folder.folder_error {
        return Err(CliError::FolderNotRead(arguments.folder.clone(), reason.clone()));
    }
    for entry in folder.collection.entries() {
        if let crate::library::EntryContent::Failed(reason) = &entry.content {
            print_notice(&folder.full_path(entry.path()), reason);
        }
    }
    let sheet = folder.register_sheet(RegisterScope::All);
    let bytes = sheet.to_xlsx(printout::today());
    let bytes = bytes.map_err(|error| CliError::Output(WriteError::from(error)))?;
    arguments.target.write_output(&bytes, &[])
}

/// Adds the entries of a completed register, and says what was filled in and what could not be matched.
fn import_register(app: &mut Application, path: &Path) -> Result<(), CliError> {
    let bytes = app::read_file(path).map_err(|error| CliError::Open(path.to_owned(), error))?;
    let edited = read_plan(&bytes).map_err(|error| CliError::Plan(path.to_owned(), error))?;
    let Some(tab) = app.state().front_tab() else { return Ok(()) };
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
    Ok(())
}
