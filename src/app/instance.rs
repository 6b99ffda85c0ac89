//! One window for one person: a program that is started while another one runs hands its files over and ends.
//!
//! They speak over a socket that only this user can reach, one for each display. Nothing else is taken from it than
//! names of files to be opened, as a person could have opened them.

use std::{
    collections::hash_map::DefaultHasher,
    env,
    ffi::OsString,
    fs,
    hash::{Hash as _, Hasher as _},
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use etcetera::BaseStrategy as _;
use interprocess::local_socket::{
    GenericFilePath, Listener, ListenerOptions, Name, Stream, ToFsName as _, prelude::*,
};
use serde::{Deserialize, Serialize};

use super::Command;

/// What one program asks of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Open these files, each in a tab; with none, come to the front.
    Open(Vec<PathBuf>),
    /// Hold these two against one another.
    Compare([PathBuf; 2]),
}

/// No list of files is longer, in bytes.
const LONGEST: u64 = 1024 * 1024;
/// What the other program answers when it has taken a request.
const TAKEN: &str = "taken\n";
/// A program that does not answer in this time hangs: then there is a window of our own.
const PATIENCE: Duration = Duration::from_secs(2);

/// What came of asking for the window.
pub enum Claim {
    /// Another program has one and took the request.
    Handed,
    /// This program is the first; others will find it.
    First(Door),
    /// Nobody can be found or find us: there is no place for a socket.
    Alone,
}

/// Where other programs knock.
pub struct Door {
    listener: Listener,
    place: Place,
}

/// The socket's place among files, which is given up with this value. A named pipe has none.
#[derive(Debug)]
pub(super) struct Place(Option<PathBuf>);

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("place", &self.place).finish_non_exhaustive()
    }
}

/// Hands a request to the program that is running, else becomes the one that runs.
#[must_use]
pub fn claim(request: &Request) -> Claim {
    let Some(path) = socket() else { return Claim::Alone };
    claim_at(&path, request)
}

fn claim_at(path: &Path, request: &Request) -> Claim {
    if hand_over(path, request).is_ok() {
        return Claim::Handed;
    }
    // A file that nobody listens at was left by a program that did not end as it should.
    match listen(path) {
        Ok(door) => Claim::First(door),
        Err(_) => Claim::Alone,
    }
}

fn name(path: &Path) -> io::Result<Name<'_>> {
    path.as_os_str().to_fs_name::<GenericFilePath>()
}

fn hand_over(path: &Path, request: &Request) -> io::Result<()> {
    let mut stream = Stream::connect(name(path)?)?;
    // Where the system knows no such limit, a program that hangs is waited for.
    let _ = stream.set_recv_timeout(Some(PATIENCE));
    let _ = stream.set_send_timeout(Some(PATIENCE));
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    let mut answer = String::new();
    BufReader::new(stream).take(64).read_line(&mut answer)?;
    if answer == TAKEN { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn listen(path: &Path) -> io::Result<Door> {
    if cfg!(unix) {
        // Nobody answered there.
        let _ = fs::remove_file(path);
    }
    let listener = ListenerOptions::new().name(name(path)?).create_sync()?;
    Ok(Door { listener, place: Place(cfg!(unix).then(|| path.to_owned())) })
}

impl Door {
    /// Takes what other programs ask for, on a thread, for as long as `take` wants it; others find it for as long as
    /// the place is kept.
    pub(super) fn open(self, take: impl Fn(Command) -> bool + Send + 'static) -> Place {
        let Self { listener, place } = self;
        let work = move || {
            for stream in listener.incoming().flatten() {
                let Ok(request) = received(stream) else { continue };
                let commands = match request {
                    Request::Open(files) => vec![Command::HandedOver(files)],
                    Request::Compare(files) => {
                        vec![Command::HandedOver(Vec::new()), Command::CompareFiles(files)]
                    }
                };
                if !commands.into_iter().all(&take) {
                    break;
                }
            }
        };
        // Without the thread every program has a window of its own.
        let _ = thread::Builder::new().name("other programs".to_owned()).spawn(work);
        place
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Gone already is as well.
            let _ = fs::remove_file(path);
        }
    }
}

fn received(stream: Stream) -> io::Result<Request> {
    let _ = stream.set_recv_timeout(Some(PATIENCE));
    let mut line = String::new();
    let mut reader = BufReader::new(stream);
    reader.by_ref().take(LONGEST).read_line(&mut line)?;
    let request = serde_json::from_str(&line)?;
    reader.get_mut().write_all(TAKEN.as_bytes())?;
    Ok(request)
}

/// Where the socket of this user and display is; the folder is the user's own.
fn socket() -> Option<PathBuf> {
    let mut hasher = DefaultHasher::new();
    let displays = ["WAYLAND_DISPLAY", "DISPLAY", "XDG_CONFIG_HOME"];
    displays.map(env::var_os).hash(&mut hasher);
    if cfg!(windows) {
        env::var_os("USERNAME").hash(&mut hasher);
        return Some(PathBuf::from(format!(r"\\.\pipe\findings-{:016x}", hasher.finish())));
    }
    let runtime: Option<OsString> = env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty());
    let folder = match runtime {
        Some(folder) => PathBuf::from(folder),
        None => {
            let folder = etcetera::choose_base_strategy().ok()?.cache_dir().join("findings");
            private(&folder).ok()?;
            folder
        }
    };
    Some(folder.join(format!("findings-{:016x}.socket", hasher.finish())))
}

/// Makes a folder that nobody else can look into.
#[cfg(unix)]
fn private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::mpsc;

    use super::*;

    fn path(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("socket")
    }

    #[test]
    fn the_second_program_hands_its_files_to_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        let Claim::First(door) = claim_at(&path, &Request::Open(Vec::new())) else { panic!("not the first") };
        let (sender, commands) = mpsc::channel();
        let _place = door.open(move |command| sender.send(command).is_ok());
        let files = vec![PathBuf::from("/a report.pdf"), PathBuf::from("/b.txt")];
        assert!(matches!(claim_at(&path, &Request::Open(files.clone())), Claim::Handed));
        let Command::HandedOver(handed) = commands.recv().unwrap() else { panic!("another command") };
        assert_eq!(handed, files);
        let pair = [PathBuf::from("/a"), PathBuf::from("/b")];
        assert!(matches!(claim_at(&path, &Request::Compare(pair)), Claim::Handed));
        assert!(matches!(commands.recv().unwrap(), Command::HandedOver(files) if files.is_empty()));
        assert!(matches!(commands.recv().unwrap(), Command::CompareFiles(_)));
    }

    #[test]
    fn what_a_program_left_that_was_killed_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        fs::write(&path, "left behind").unwrap();
        assert!(matches!(claim_at(&path, &Request::Open(Vec::new())), Claim::First(_)));
        assert!(!path.exists(), "it goes with the program");
    }

    #[test]
    fn nonsense_is_not_taken_and_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        let Claim::First(door) = claim_at(&path, &Request::Open(Vec::new())) else { panic!("not the first") };
        let (sender, commands) = mpsc::channel();
        let _place = door.open(move |command| sender.send(command).is_ok());
        let mut stream = Stream::connect(name(&path).unwrap()).unwrap();
        stream.write_all(b"rm -rf /\n").unwrap();
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer).unwrap();
        assert_eq!(answer, "");
        assert!(matches!(claim_at(&path, &Request::Open(Vec::new())), Claim::Handed));
        assert!(matches!(commands.recv().unwrap(), Command::HandedOver(files) if files.is_empty()));
    }
}
