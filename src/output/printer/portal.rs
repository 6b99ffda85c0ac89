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

use super::{Outcome, PrinterError};

const BUS: &str = "org.freedesktop.portal.Desktop";
const DESKTOP: &str = "/org/freedesktop/portal/desktop";

/// The number of requests so far, which gives each request its own token.
static REQUEST_COUNT: AtomicU32 = AtomicU32::new(0);

pub(super) fn print(pdf: &[u8], title: &str, parent: &str) -> Result<Outcome, PrinterError> {
    let no_dialog = |_: zbus::Error| PrinterError::NoDialog;
    let refused = |error: zbus::Error| PrinterError::Refused(error.to_string());
    let file_error = |error: std::io::Error| PrinterError::Refused(error.to_string());
    let connection = Connection::session().map_err(no_dialog)?;
    let dialog = Proxy::new(&connection, BUS, DESKTOP, "org.freedesktop.portal.Print").map_err(no_dialog)?;
    let mut file = tempfile::tempfile().map_err(file_error)?;
    file.write_all(pdf).and_then(|()| file.rewind()).map_err(file_error)?;

    // Listening begins before the call, on the path that the portal will use, so that no answer is missed.
    let token = format!("findings{}", REQUEST_COUNT.fetch_add(1, Ordering::Relaxed));
    let name = connection.unique_name().ok_or(PrinterError::NoDialog)?;
    let name = name.trim_start_matches(':').replace('.', "_");
    let path = OwnedObjectPath::try_from(format!("{DESKTOP}/request/{name}/{token}"))
        .map_err(|error| refused(error.into()))?;
    let request = Proxy::new(&connection, BUS, path, "org.freedesktop.portal.Request").map_err(no_dialog)?;
    let mut answers = request.receive_signal("Response").map_err(no_dialog)?;

    let options: HashMap<&str, Value<'_>> =
        HashMap::from([("handle_token", token.as_str().into()), ("modal", true.into())]);
    let arguments = (parent, title, Fd::from(file.as_fd()), options);
    dialog.call::<_, _, OwnedObjectPath>("Print", &arguments).map_err(no_dialog)?;
    let answer = answers.next().ok_or(PrinterError::NoDialog)?;
    let (code, _): (u32, HashMap<String, OwnedValue>) = answer.body().deserialize().map_err(refused)?;
    match code {
        0 => Ok(Outcome::Accepted(None)),
        // 1: the user cancelled; 2: the dialog ended in another way, for example because its window was closed.
        _ => Ok(Outcome::Cancelled),
    }
}
