//! One window for each user: a program that is started while another one runs hands its files over and ends.
//!
//! They talk over a socket that only this user can reach, one for each display. It carries nothing but names of files
//! to open, which the user could have opened as well.

use std::{
    collections::hash_map::DefaultHasher,
    env,
    fs::{self, File},
    hash::{Hash as _, Hasher as _},
    io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use etcetera::BaseStrategy as _;
use interprocess::local_socket::{
    GenericFilePath, Listener, ListenerOptions, Name, Stream, ToFsName as _, prelude::*,
};
use serde::{Deserialize, Serialize};

use super::Command;

/// What one program asks of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Open these files, each in a tab; with none, come to the front.
    Open(Vec<PathBuf>),
    /// Open this file at the paragraph of this number.
    OpenAt(PathBuf, u32),
    /// Compare these two.
    Compare([PathBuf; 2]),
}

/// A request as it goes over the socket: names of files are bytes, which need not be Unicode.
#[derive(Debug, Serialize, Deserialize)]
enum Wire {
    Open(Vec<Vec<u8>>),
    OpenAt(Vec<u8>, u32),
    Compare([Vec<u8>; 2]),
}

/// The longest request, in bytes.
const MAX_REQUEST_BYTES: usize = 1024 * 1024;
/// The answer of the other program once it has accepted a request.
const ACCEPTED: &str = "taken\n";
/// A program that does not answer in this time hangs. Then this one opens its own window.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);
/// The greatest number of other programs served at once.
const MAX_CONNECTIONS: usize = 8;

/// The outcome of asking for the window.
pub enum Claim {
    /// Another program has one and took the request.
    Handed,
    /// This program is the first; others will find it.
    First(InstanceListener),
    /// Nobody can be found or find us: there is no place for a socket.
    Alone,
}

/// Listens for other starts of the program.
pub struct InstanceListener {
    listener: Listener,
    place: SocketFile,
}

/// The socket's place among files, which is given up with this value. A named pipe has none.
#[derive(Debug)]
pub(super) struct SocketFile(Option<(PathBuf, Identity)>);

/// Which file it is, whatever its name: device and inode.
type Identity = Option<(u64, u64)>;

impl std::fmt::Debug for InstanceListener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InstanceListener").field("place", &self.place).finish_non_exhaustive()
    }
}

/// Hands a request to the running program, or makes this program the one that takes requests.
#[must_use]
pub fn claim(request: &Request) -> Claim {
    // The first place that is this user's own.
    let own = sockets().find_map(|path| lock(&path).map(|lock| (path, lock)));
    own.map_or(Claim::Alone, |(path, _lock)| claim_at(&path, request))
}

fn claim_at(path: &Path, request: &Request) -> Claim {
    let Some(wire) = wire(request) else { return Claim::Alone };
    match hand_over(path, &wire) {
        Ok(()) => Claim::Handed,
        // Nobody listens: the file is missing, or was left behind by a crash.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            listen(path).map_or(Claim::Alone, Claim::First)
        }
        // Somebody is there and does not answer: its place stays its own.
        Err(_) => Claim::Alone,
    }
}

/// Locks the socket path, so that two programs can't claim it at once, until the value is dropped. Returns `None` if
/// other users can write to the folder.
fn lock(path: &Path) -> Option<Option<File>> {
    if cfg!(windows) {
        return Some(None);
    }
    let folder = path.parent()?;
    if !is_private(folder) {
        return None;
    }
    let file = File::create(path.with_extension("lock")).ok()?;
    // Where the system knows no locks, two that start at once may both have a window.
    let _ = file.lock();
    Some(Some(file))
}

fn name(path: &Path) -> io::Result<Name<'_>> {
    path.as_os_str().to_fs_name::<GenericFilePath>()
}

fn hand_over(path: &Path, wire: &Wire) -> io::Result<()> {
    let mut stream = Stream::connect(name(path)?)?;
    // Where the system knows no such limit, a program that hangs is waited for.
    let _ = stream.set_recv_timeout(Some(ANSWER_TIMEOUT));
    let _ = stream.set_send_timeout(Some(ANSWER_TIMEOUT));
    let mut line = serde_json::to_vec(wire)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    let mut answer = String::new();
    BufReader::new(stream).take(64).read_line(&mut answer)?;
    if answer == ACCEPTED { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
}

fn listen(path: &Path) -> io::Result<InstanceListener> {
    if cfg!(unix) {
        // Nobody answered there.
        let _ = fs::remove_file(path);
    }
    let listener = ListenerOptions::new().name(name(path)?).create_sync()?;
    Ok(InstanceListener {
        listener,
        place: SocketFile(cfg!(unix).then(|| (path.to_owned(), identity(path)))),
    })
}

impl InstanceListener {
    /// Passes requests from other programs to `take`, on threads. Other programs find this one until the returned
    /// socket file is dropped.
    pub(super) fn serve(self, take: impl Fn(Command) -> bool + Send + Sync + 'static) -> SocketFile {
        let Self { listener, place } = self;
        let (take, busy) = (Arc::new(take), Arc::new(AtomicUsize::new(0)));
        let work = move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else {
                    // What keeps failing is not asked again at once.
                    #[expect(clippy::disallowed_methods, reason = "this thread has nothing else to do")]
                    thread::sleep(Duration::from_millis(200));
                    continue;
                };
                if busy.fetch_add(1, Ordering::SeqCst) >= MAX_CONNECTIONS {
                    busy.fetch_sub(1, Ordering::SeqCst);
                    continue;
                }
                let (take, done) = (Arc::clone(&take), Arc::clone(&busy));
                let serve = move || {
                    // Who sends nonsense, or nothing, is left without an answer.
                    let _ = serve(stream, &*take);
                    done.fetch_sub(1, Ordering::SeqCst);
                };
                if thread::Builder::new().name("another program".to_owned()).spawn(serve).is_err() {
                    busy.fetch_sub(1, Ordering::SeqCst);
                }
            }
        };
        // Without the thread every program has a window of its own.
        let _ = thread::Builder::new().name("other programs".to_owned()).spawn(work);
        place
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        // Another program may have made a socket of its own there.
        if let Some((path, own)) = self.0.take()
            && own.is_some()
            && identity(&path) == own
        {
            // Gone already is as well.
            let _ = fs::remove_file(path);
        }
    }
}

/// Takes one request and answers once it was accepted.
fn serve(mut stream: Stream, take: &dyn Fn(Command) -> bool) -> io::Result<()> {
    let _ = stream.set_recv_timeout(Some(ANSWER_TIMEOUT));
    let _ = stream.set_send_timeout(Some(ANSWER_TIMEOUT));
    let begun = Instant::now();
    let (mut line, mut part) = (Vec::new(), [0; 4096]);
    while !line.contains(&b'\n') {
        let read = stream.read(&mut part)?;
        line.extend_from_slice(&part[..read]);
        // A slow sender must not hold the connection open.
        if read == 0 || line.len() > MAX_REQUEST_BYTES || begun.elapsed() > ANSWER_TIMEOUT {
            return Err(ErrorKind::InvalidData.into());
        }
    }
    let commands = match serde_json::from_slice::<Wire>(&line)? {
        Wire::Open(files) => vec![Command::HandedOver(files.into_iter().filter_map(path).collect())],
        Wire::OpenAt(file, number) => {
            let at = path(file).map(|file| Command::OpenAt(file, number));
            std::iter::once(Command::HandedOver(Vec::new())).chain(at).collect()
        }
        Wire::Compare([left, right]) => {
            let files = path(left).zip(path(right)).map(|(left, right)| Command::CompareFiles([left, right]));
            std::iter::once(Command::HandedOver(Vec::new())).chain(files).collect()
        }
    };
    if commands.into_iter().all(take) {
        stream.write_all(ACCEPTED.as_bytes())?;
    }
    Ok(())
}

fn wire(request: &Request) -> Option<Wire> {
    Some(match request {
        Request::Open(files) => Wire::Open(files.iter().map(|file| bytes(file)).collect::<Option<_>>()?),
        Request::OpenAt(file, number) => Wire::OpenAt(bytes(file)?, *number),
        Request::Compare([left, right]) => Wire::Compare([bytes(left)?, bytes(right)?]),
    })
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have names that are no bytes")]
fn bytes(path: &Path) -> Option<Vec<u8>> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_owned())
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have bytes that are no names")]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    let name: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    Some(PathBuf::from(name))
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Option<Vec<u8>> {
    path.to_str().map(|name| name.as_bytes().to_owned())
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    fs::symlink_metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_path: &Path) -> Identity {
    None
}

/// Returns whether only this user can create files in a folder.
#[cfg(unix)]
fn is_private(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(folder).is_ok_and(|folder| folder.is_dir() && folder.permissions().mode() & 0o022 == 0)
}

#[cfg(not(unix))]
fn is_private(_folder: &Path) -> bool {
    true
}

/// Where the socket of this user and display may be, the best place first.
fn sockets() -> Box<dyn Iterator<Item = PathBuf>> {
    let mut hasher = DefaultHasher::new();
    let displays = ["WAYLAND_DISPLAY", "DISPLAY", "XDG_CONFIG_HOME", "SESSIONNAME"];
    displays.map(env::var_os).hash(&mut hasher);
    if cfg!(windows) {
        env::var_os("USERNAME").hash(&mut hasher);
        let pipe = format!(r"\\.\pipe\findings-{:016x}", hasher.finish());
        return Box::new(std::iter::once(pipe.into()));
    }
    let runtime = env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    // Made only where it is needed.
    let cache = || {
        let folder = etcetera::choose_base_strategy().ok()?.cache_dir().join("findings");
        create_private_folder(&folder).ok()?;
        Some(folder)
    };
    let name = format!("findings-{:016x}.socket", hasher.finish());
    let folders = runtime.into_iter().chain(std::iter::once_with(cache).flatten());
    Box::new(folders.map(move |folder| folder.join(&name)))
}

/// Makes a folder that nobody else can look into.
#[cfg(unix)]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn create_private_folder(folder: &Path) -> io::Result<()> {
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
        let Claim::First(listener) = claim_at(&path, &Request::Open(Vec::new())) else {
            panic!("not the first")
        };
        let (sender, commands) = mpsc::channel();
        let _socket = listener.serve(move |command| sender.send(command).is_ok());
        #[cfg(unix)]
        let odd = super::path(b"/b\xE9richt.txt".to_vec()).unwrap();
        #[cfg(not(unix))]
        let odd = PathBuf::from("/b.txt");
        let files = vec![PathBuf::from("/a report.pdf"), odd];
        assert!(matches!(claim_at(&path, &Request::Open(files.clone())), Claim::Handed));
        let Command::HandedOver(handed) = commands.recv().unwrap() else { panic!("another command") };
        assert_eq!(handed, files);
        let pair = [PathBuf::from("/a"), PathBuf::from("/b")];
        assert!(matches!(claim_at(&path, &Request::Compare(pair)), Claim::Handed));
        assert!(matches!(commands.recv().unwrap(), Command::HandedOver(files) if files.is_empty()));
        assert!(matches!(commands.recv().unwrap(), Command::CompareFiles(_)));
    }

    #[test]
    fn a_socket_left_by_a_killed_program_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        fs::write(&path, "left behind").unwrap();
        assert!(matches!(claim_at(&path, &Request::Open(Vec::new())), Claim::First(_)));
        assert!(!path.exists(), "it goes with the program");
    }

    #[test]
    fn a_program_that_does_not_answer_keeps_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        let Claim::First(listener) = claim_at(&path, &Request::Open(Vec::new())) else {
            panic!("not the first")
        };
        // Nobody takes anything any more.
        let place = listener.serve(|_| false);
        assert!(matches!(claim_at(&path, &Request::Open(Vec::new())), Claim::Alone));
        assert!(path.exists());
        // A socket that another program made there is not ours to remove.
        fs::remove_file(&path).unwrap();
        fs::write(&path, "another").unwrap();
        drop(place);
        assert!(path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_others_can_write_to_is_rejected() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        assert!(lock(&path(&folder)).is_some());
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert!(lock(&path(&folder)).is_none());
        assert!(lock(&folder.path().join("missing/socket")).is_none());
    }

    #[test]
    fn an_invalid_request_is_not_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        let Claim::First(listener) = claim_at(&path, &Request::Open(Vec::new())) else {
            panic!("not the first")
        };
        let (sender, commands) = mpsc::channel();
        let _socket = listener.serve(move |command| sender.send(command).is_ok());
        let mut stream = Stream::connect(name(&path).unwrap()).unwrap();
        stream.write_all(b"rm -rf /\n").unwrap();
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer).unwrap();
        assert_eq!(answer, "");
        assert!(matches!(claim_at(&path, &Request::Open(Vec::new())), Claim::Handed));
        assert!(matches!(commands.recv().unwrap(), Command::HandedOver(files) if files.is_empty()));
    }
}
