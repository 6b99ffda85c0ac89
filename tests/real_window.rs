//! The program in a real window under Xvfb: it is started, driven with keys, and closed, painted by the GPU (or what
//! OpenGL uses instead) and by the processor. Prints "skipped" if Xvfb or xdotool is not installed.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// A process that is killed at the end of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_installed(program: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Starts an X server with these options, and returns it with the name of its display.
fn start_display(options: &[&str]) -> (Running, String) {
    // Without -noreset, the server restarts when its last client leaves, and disconnects a client that has just connected.
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(server), format!(":{}", line.trim()))
}

/// The display, and the program's window on it.
struct Desktop {
    display: String,
    window: String,
}

impl Desktop {
    fn xdotool(&self, arguments: &[&str]) -> Output {
        Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output().unwrap()
    }

    /// Presses a key every two seconds until its effect is seen. Without a window manager, a window that is just being mapped
    /// can take the focus, and the key is lost.
    fn press_until(&self, key: &str, what: &str, mut is_done: impl FnMut() -> bool) {
        let mut last = None::<Instant>;
        wait_until(what, || {
            if last.is_none_or(|last| last.elapsed() > Duration::from_secs(2)) {
                self.xdotool(&["windowfocus", &self.window]);
                self.xdotool(&["key", key]);
                last = Some(Instant::now());
            }
            is_done()
        });
    }

    fn title(&self) -> String {
        String::from_utf8(self.xdotool(&["getwindowname", &self.window]).stdout).unwrap()
    }
}

/// Waits until a condition is true.
///
/// # Panics
/// Panics if the condition is still false after 60 seconds.
fn wait_until(what: &str, mut is_done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_done() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}: still waiting after 60 seconds");
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

/// Variables with which OpenGL finds no driver.
const NO_GL_DRIVERS: [(&str, &str); 4] = [
    ("LIBGL_DRIVERS_PATH", "/nonexistent"),
    ("__EGL_VENDOR_LIBRARY_FILENAMES", "/dev/null"),
    ("__EGL_VENDOR_LIBRARY_DIRS", "/nonexistent"),
    ("GALLIUM_DRIVER", "none"),
];

#[test]
fn the_window_painted_by_the_gpu_works() {
    check_window(&["--renderer", "gpu"], &[], &[]);
}

#[test]
fn the_window_painted_by_the_processor_works() {
    check_window(&["--renderer", "software"], &[], &[]);
}

#[test]
fn the_window_opens_without_opengl() {
    check_window(&[], &["-extension", "GLX"], &NO_GL_DRIVERS);
}

#[test]
fn the_window_opens_without_opengl_even_if_the_gpu_is_asked_for() {
    check_window(&["--renderer", "gpu"], &["-extension", "GLX"], &NO_GL_DRIVERS);
}

/// Opens a report, presses keys, waits until the program is idle, and closes it.
fn check_window(arguments: &[&str], display_options: &[&str], variables: &[(&str, &str)]) {
    if !is_installed("Xvfb") || !is_installed("xdotool") {
        println!("skipped: Xvfb or xdotool is not installed");
        return;
    }
    let (_server, display) = start_display(display_options);
    let settings = tempfile::tempdir().unwrap();
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    let child = Command::new(env!("CARGO_BIN_EXE_findings"))
        .args(arguments)
        .arg(&sample)
        .envs(variables.iter().copied())
        .env("DISPLAY", &display)
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_CONFIG_HOME", settings.path())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut program = Running(child);

    let mut desktop = Desktop { display, window: String::new() };
    wait_until("a window", || {
        assert!(program.0.try_wait().unwrap().is_none(), "the program ended");
        let found = desktop.xdotool(&["search", "--onlyvisible", "--class", "findings"]).stdout;
        desktop.window = String::from_utf8(found).unwrap().lines().next().unwrap_or("").to_owned();
        !desktop.window.is_empty()
    });
    wait_until("the report", || desktop.title().contains("Larkmoor Borough Council, 2009"));

    // The zoom is saved in the settings at once, which shows that the key arrived.
    let settings_file = settings.path().join("findings/settings.json");
    desktop.press_until("ctrl+plus", "the zoom in the settings", || {
        std::fs::read_to_string(&settings_file).is_ok_and(|text| !text.contains("\"zoom\": 1.0"))
    });
    assert!(
        std::fs::read_to_string(&settings_file).unwrap().contains("larkmoor_2009.txt"),
        "the report is among the recent reports"
    );

    wait_until_idle(program.0.id());

    desktop.press_until("ctrl+w", "the start screen", || desktop.title().trim() == "Findings");
    desktop.press_until("ctrl+q", "the end", || program.0.try_wait().unwrap().is_some());
    assert!(program.0.wait().unwrap().success());
}

/// Waits until a process uses no CPU time any more: pending work has ended, the session is saved, and at rest nothing is
/// painted.
fn wait_until_idle(process: u32) {
    /// The number of checks in a row that find the same CPU time.
    const IDLE_CHECKS: u32 = 40;
    let (mut last, mut idle_checks) = (0, 0);
    wait_until("the program at rest", || {
        let ticks = cpu_ticks(process);
        idle_checks = if ticks == last { idle_checks + 1 } else { 0 };
        last = ticks;
        idle_checks >= IDLE_CHECKS
    });
}

/// Returns the CPU time of a process so far, in ticks of 10 ms.
fn cpu_ticks(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}
