//! One window for each user: if Findings is started while it is already running, the new process hands its files over
//! to the running process and ends.
//!
//! The processes talk over a socket for each user and display. On Unix only this user can reach it; on Windows it is a named
//! pipe with the usual access rights. It carries only names of files to open, which the user could open anyway.

mod wire;

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

use self::wire::WireRequest;
use super::Command;
use crate::report::ParagraphAddress;
use etcetera::BaseStrategy as _;
use interprocess::local_socket::{
    GenericFilePath, Listener, ListenerOptions, Name, Stream, ToFsName as _, prelude::*,
};

/// A request to the running process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InstanceRequest {
    /// Opens these files, each in a tab. Without files, only brings the window to the front.
    Open(Vec<PathBuf>),
    /// Opens this file at the paragraph with this number.
    OpenAt(PathBuf, ParagraphAddress),
    /// Compares these two files.
    Compare([PathBuf; 2]),
    /// Shows the timeline of these files.
    Timeline(Vec<PathBuf>),
}

/// The longest request, in bytes.
const MAX_REQUEST_BYTES: usize = 1024 * 1024;
/// The answer of the running process when it has accepted a request.
const ACCEPTED_ANSWER: &str = "taken\n";
/// If a process does not answer within this time, this process opens its own window.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);
/// The largest number of other processes that are served at once.
const MAX_CONNECTIONS: usize = 8;

/// The outcome of [`claim_instance`].
pub enum ClaimOutcome {
    /// Another process accepted the request.
    HandedOver,
    /// This process is the first one. It accepts requests from now on.
    First(InstanceListener),
    /// There is no usable socket, so this process cannot reach other processes or be reached.
    NoSocket,
}

/// Listens for requests from other processes.
pub struct InstanceListener {
    listener: Listener,
    socket_file: SocketFile,
}

/// The file of the socket, which is removed when this value is dropped. A named pipe on Windows has no file.
#[derive(Debug)]
pub(super) struct SocketFile(Option<(PathBuf, FileIdentity)>);

/// The device and inode of a file, to recognise it under any name; `None` if there is no file.
type FileIdentity = Option<(u64, u64)>;

impl std::fmt::Debug for InstanceListener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InstanceListener").field("socket_file", &self.socket_file).finish_non_exhaustive()
    }
}

/// Hands a request to the running process, or makes this process accept requests from now on. `own_settings` is the
/// settings folder of a portable program, whose processes form a group of their own.
#[must_use]
pub fn claim_instance(request: &InstanceRequest, own_settings: Option<&Path>) -> ClaimOutcome {
    // In a folder that other users can write to, another user could offer a socket. Such a folder is skipped.
    let own =
        possible_socket_paths(own_settings).find_map(|path| lock_socket_path(&path).map(|lock| (path, lock)));
    own.map_or(ClaimOutcome::NoSocket, |(path, _lock)| claim_instance_at(&path, request))
}

fn claim_instance_at(path: &Path, request: &InstanceRequest) -> ClaimOutcome {
    let Some(wire) = WireRequest::from_request(request) else { return ClaimOutcome::NoSocket };
    match hand_over_request(path, &wire) {
        Ok(()) => ClaimOutcome::HandedOver,
        // No process listens: the file is missing, or was left behind by a crash.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            listen_at(path).map_or(ClaimOutcome::NoSocket, ClaimOutcome::First)
        }
        // A process listens but does not answer. It keeps its socket.
        Err(_) => ClaimOutcome::NoSocket,
    }
}

/// Locks the socket path until the returned file is dropped, so that two processes cannot claim the path at once. If several
/// files are opened together, the system can start a process for each at the same time. Returns `None` if other users can
/// write to the folder or the file cannot be made.
fn lock_socket_path(path: &Path) -> Option<File> {
    let lock_path = path.with_extension("lock");
    // A named pipe on Windows is in no folder.
    let lock_path = if cfg!(windows) { cache_folder()?.join(lock_path.file_name()?) } else { lock_path };
    if !is_private_folder(lock_path.parent()?) {
        return None;
    }
    let file = File::create(lock_path).ok()?;
    // On a file system without locks, two processes that start at once may both open a window.
    let _ = file.lock();
    Some(file)
}

/// Returns the cache folder of the program, which only this user can write to. Creates it if it does not exist.
fn cache_folder() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.cache_dir().join("findings");
    super::write::create_private_folder(&folder).ok()?;
    Some(folder)
}

fn socket_name(path: &Path) -> io::Result<Name<'_>> {
    path.as_os_str().to_fs_name::<GenericFilePath>()
}

fn hand_over_request(path: &Path, wire: &WireRequest) -> io::Result<()> {
    let mut stream = Stream::connect(socket_name(path)?)?;
    // On a system without timeouts, this waits for as long as the other process hangs.
    let _ = stream.set_recv_timeout(Some(ANSWER_TIMEOUT));
    let _ = stream.set_send_timeout(Some(ANSWER_TIMEOUT));
    allow_window_to_come_to_front();
    let mut line = serde_json::to_vec(wire)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    let mut answer = String::new();
    BufReader::new(stream).take(64).read_line(&mut answer)?;
    if answer == ACCEPTED_ANSWER { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
}

/// Lets the window of the other process come to the front. Windows otherwise lets only the program do this that the user
/// has just used, which is this one.
#[cfg(windows)]
fn allow_window_to_come_to_front() {
    // Without the permission, the button of the window on the taskbar flashes.
    let _ = winsafe::AllowSetForegroundWindow(None);
}

#[cfg(not(windows))]
fn allow_window_to_come_to_front() {}

fn listen_at(path: &Path) -> io::Result<InstanceListener> {
    if cfg!(unix) {
        // No process answered at this path, so a file there is left over from a crash.
        let _ = fs::remove_file(path);
    }
    let listener = ListenerOptions::new().name(socket_name(path)?).create_sync()?;
    Ok(InstanceListener {
        listener,
        socket_file: SocketFile(cfg!(unix).then(|| (path.to_owned(), file_identity(path)))),
    })
}

impl InstanceListener {
    /// Passes requests from other processes to `accept`, on threads. `accept` returns false to refuse a command. Other
    /// processes can connect until the returned socket file is dropped.
    pub(super) fn serve_requests(
        self,
        accept: impl Fn(Command) -> bool + Send + Sync + 'static,
    ) -> SocketFile {
        let Self { listener, socket_file } = self;
        let (accept, open_connections) = (Arc::new(accept), Arc::new(AtomicUsize::new(0)));
        let work = move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else {
                    // If accepting keeps failing, trying again at once would use all of a core.
                    #[expect(clippy::disallowed_methods, reason = "this thread has nothing else to do")]
                    thread::sleep(Duration::from_millis(200));
                    continue;
                };
                if open_connections.fetch_add(1, Ordering::SeqCst) >= MAX_CONNECTIONS {
                    open_connections.fetch_sub(1, Ordering::SeqCst);
                    continue;
                }
                let (accept, done) = (Arc::clone(&accept), Arc::clone(&open_connections));
                let serve = move || {
                    // An invalid request gets no answer.
                    let _ = serve_request(stream, &*accept);
                    done.fetch_sub(1, Ordering::SeqCst);
                };
                if thread::Builder::new().name("serve request".to_owned()).spawn(serve).is_err() {
                    open_connections.fetch_sub(1, Ordering::SeqCst);
                }
            }
        };
        // Without this thread, each process has its own window.
        let _ = thread::Builder::new().name("accept requests".to_owned()).spawn(work);
        socket_file
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        // Another process may have created its own socket at this path.
        if let Some((path, own)) = self.0.take()
            && own.is_some()
            && file_identity(&path) == own
        {
            // It does not matter if the file is gone already.
            let _ = fs::remove_file(path);
        }
    }
}

/// Reads one request and answers it if it was accepted.
fn serve_request(mut stream: Stream, accept: &dyn Fn(Command) -> bool) -> io::Result<()> {
    let _ = stream.set_recv_timeout(Some(ANSWER_TIMEOUT));
    let _ = stream.set_send_timeout(Some(ANSWER_TIMEOUT));
    let started = Instant::now();
    let (mut line, mut chunk) = (Vec::new(), [0; 4096]);
    while !line.contains(&b'\n') {
        let read = stream.read(&mut chunk)?;
        line.extend_from_slice(&chunk[..read]);
        // A slow sender must not hold the connection open.
        if read == 0 || line.len() > MAX_REQUEST_BYTES || started.elapsed() > ANSWER_TIMEOUT {
            return Err(ErrorKind::InvalidData.into());
        }
    }
    let commands = serde_json::from_slice::<WireRequest>(&line)?.into_commands();
    if commands.into_iter().all(accept) {
        stream.write_all(ACCEPTED_ANSWER.as_bytes())?;
    }
    Ok(())
}

#[cfg(unix)]
fn file_identity(path: &Path) -> FileIdentity {
    use std::os::unix::fs::MetadataExt as _;
    fs::symlink_metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn file_identity(_path: &Path) -> FileIdentity {
    None
}

/// Returns true if only this user can create files in a folder.
#[cfg(unix)]
fn is_private_folder(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(folder).is_ok_and(|folder| folder.is_dir() && folder.permissions().mode() & 0o022 == 0)
}

#[cfg(not(unix))]
fn is_private_folder(_folder: &Path) -> bool {
    true
}

/// Returns the possible paths of the socket of this user and display, the best one first. `own_settings` is the settings
/// folder of a portable program.
fn possible_socket_paths(own_settings: Option<&Path>) -> Box<dyn Iterator<Item = PathBuf>> {
    let mut hasher = DefaultHasher::new();
    if let Some(settings) = own_settings {
        // The program can be started under several names of its folder.
        fs::canonicalize(settings).unwrap_or_else(|_| settings.to_owned()).hash(&mut hasher);
    }
    let displays = ["WAYLAND_DISPLAY", "DISPLAY", "XDG_CONFIG_HOME", "SESSIONNAME"];
    displays.map(env::var_os).hash(&mut hasher);
    if cfg!(windows) {
        env::var_os("USERNAME").hash(&mut hasher);
        let pipe = format!(r"\\.\pipe\findings-{:016x}", hasher.finish());
        return Box::new(std::iter::once(pipe.into()));
    }
    let runtime = env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let name = format!("findings-{:016x}.socket", hasher.finish());
    // The cache folder is created only if it is needed.
    let folders = runtime.into_iter().chain(std::iter::once_with(cache_folder).flatten());
    Box::new(folders.map(move |folder| folder.join(&name)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::mpsc;

    use super::{wire::path_from_bytes, *};

    fn socket_path(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("socket")
    }

    #[test]
    fn second_process_hands_its_files_to_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = socket_path(&folder);
        let ClaimOutcome::First(listener) = claim_instance_at(&path, &InstanceRequest::Open(Vec::new()))
        else {
            panic!("not the first")
        };
        let (sender, commands) = mpsc::channel();
        let _socket = listener.serve_requests(move |command| sender.send(command).is_ok());
        #[cfg(unix)]
        let non_unicode_path = path_from_bytes(b"/b\xE9richt.txt".to_vec()).unwrap();
        #[cfg(not(unix))]
        let non_unicode_path = PathBuf::from("/b.txt");
        let files = vec![PathBuf::from("/a report.pdf"), non_unicode_path];
        assert!(matches!(
            claim_instance_at(&path, &InstanceRequest::Open(files.clone())),
            ClaimOutcome::HandedOver
        ));
        let Command::HandedOver(handed) = commands.recv().unwrap() else { panic!("another command") };
        assert_eq!(handed, files);
        let pair = [PathBuf::from("/a"), PathBuf::from("/b")];
        assert!(matches!(
            claim_instance_at(&path, &InstanceRequest::Compare(pair)),
            ClaimOutcome::HandedOver
        ));
        assert!(matches!(commands.recv().unwrap(), Command::HandedOver(files) if files.is_empty()));
        assert!(matches!(commands.recv().unwrap(), Command::CompareFiles(_)));
    }

    #[test]
    fn socket_left_by_a_killed_process_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = socket_path(&folder);
        fs::write(&path, "left behind").unwrap();
        assert!(matches!(
            claim_instance_at(&path, &InstanceRequest::Open(Vec::new())),
            ClaimOutcome::First(_)
        ));
        assert!(!path.exists(), "the file is removed when the listener is dropped");
    }

    #[test]
    fn process_that_does_not_answer_keeps_its_socket() {
        let folder = tempfile::tempdir().unwrap();
        let path = socket_path(&folder);
        let ClaimOutcome::First(listener) = claim_instance_at(&path, &InstanceRequest::Open(Vec::new()))
        else {
            panic!("not the first")
        };
        // The listener accepts no requests.
        let socket_file = listener.serve_requests(|_| false);
        assert!(matches!(
            claim_instance_at(&path, &InstanceRequest::Open(Vec::new())),
            ClaimOutcome::NoSocket
        ));
        assert!(path.exists());
        // A socket that another process created there must not be removed.
        fs::remove_file(&path).unwrap();
        fs::write(&path, "another").unwrap();
        drop(socket_file);
        assert!(path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn folder_that_others_can_write_to_is_rejected() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        assert!(lock_socket_path(&socket_path(&folder)).is_some());
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert!(lock_socket_path(&socket_path(&folder)).is_none());
        assert!(lock_socket_path(&folder.path().join("missing/socket")).is_none());
    }

    #[test]
    fn invalid_request_is_not_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let path = socket_path(&folder);
        let ClaimOutcome::First(listener) = claim_instance_at(&path, &InstanceRequest::Open(Vec::new()))
        else {
            panic!("not the first")
        };
        let (sender, commands) = mpsc::channel();
        let _socket = listener.serve_requests(move |command| sender.send(command).is_ok());
        let mut stream = Stream::connect(socket_name(&path).unwrap()).unwrap();
        stream.write_all(b"rm -rf /\n").unwrap();
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer).unwrap();
        assert_eq!(answer, "");
        assert!(matches!(
            claim_instance_at(&path, &InstanceRequest::Open(Vec::new())),
            ClaimOutcome::HandedOver
        ));
        assert!(matches!(commands.recv().unwrap(), Command::HandedOver(files) if files.is_empty()));
    }
}
