//! Printing through the print dialog of the desktop portal (`org.freedesktop.portal.Print`), which also works in
//! sandboxes.

use std::{
    collections::HashMap,
    io::{Seek as _, Write as _},
    os::fd::AsFd as _,
    sync::atomic::{AtomicU32, Ordering},
};

use zbus::{
    blocking::{Connection, Proxy},
    zvariant::{Fd, OwnedObjectPath, OwnedValue, Value},
};

use super::{DialogOwner, Job, Outcome, PrinterError};

/// The name of the portal on the session bus.
const BUS_NAME: &str = "org.freedesktop.portal.Desktop";
/// The path of the portal's object.
const OBJECT_PATH: &str = "/org/freedesktop/portal/desktop";

/// The number of requests so far. It is part of the token that identifies each request.
static REQUEST_COUNT: AtomicU32 = AtomicU32::new(0);

/// Shows the print dialog and prints. See [`super::print_with_dialog`].
pub(super) fn print(job: &Job<'_>, owner: &DialogOwner) -> Result<Outcome, PrinterError> {
    let owner = match owner {
        DialogOwner::Portal(window) => window.as_str(),
        DialogOwner::Unknown | DialogOwner::Windows(_) => "",
    };
    let no_dialog = |_: zbus::Error| PrinterError::NoDialog;
    let refused = |error: zbus::Error| PrinterError::Refused(error.to_string());
    let file_error = |error: std::io::Error| PrinterError::Refused(error.to_string());
    let connection = Connection::session().map_err(no_dialog)?;
    let dialog =
        Proxy::new(&connection, BUS_NAME, OBJECT_PATH, "org.freedesktop.portal.Print").map_err(no_dialog)?;
    let mut file = tempfile::tempfile().map_err(file_error)?;
    file.write_all(job.pdf).and_then(|()| file.rewind()).map_err(file_error)?;

    // The answer can arrive at once. To miss none, listening begins before the call, on the path that the portal makes
    // from the name of the connection and the token.
    let token = format!("findings{}", REQUEST_COUNT.fetch_add(1, Ordering::Relaxed));
    let name = connection.unique_name().ok_or(PrinterError::NoDialog)?;
    let name = name.trim_start_matches(':').replace('.', "_");
    let path = OwnedObjectPath::try_from(format!("{OBJECT_PATH}/request/{name}/{token}"))
        .map_err(|error| refused(error.into()))?;
    let request =
        Proxy::new(&connection, BUS_NAME, path, "org.freedesktop.portal.Request").map_err(no_dialog)?;
    let mut answers = request.receive_signal("Response").map_err(no_dialog)?;

    let options: HashMap<&str, Value<'_>> =
        HashMap::from([("handle_token", token.as_str().into()), ("modal", true.into())]);
    let arguments = (owner, job.title, Fd::from(file.as_fd()), options);
    dialog.call::<_, _, OwnedObjectPath>("Print", &arguments).map_err(no_dialog)?;
    let answer = answers.next().ok_or(PrinterError::NoDialog)?;
    let (code, _): (u32, HashMap<String, OwnedValue>) = answer.body().deserialize().map_err(refused)?;
    match code {
        0 => Ok(Outcome::Accepted(None)),
        // 1: the user cancelled; 2: the dialog ended in another way, for example because its window was closed.
        _ => Ok(Outcome::Cancelled),
    }
}
