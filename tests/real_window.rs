//! The program in a real window, under Xvfb: opened, driven with keys, closed. Says "skipped" where Xvfb or xdotool are
//! not there.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_there(program: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// An X server of its own, and its display's name.
fn display() -> (Running, String) {
    // Without -noreset the server starts anew whenever its last client leaves, and throws out one that just came.
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(server), format!(":{}", line.trim()))
}

struct Desk {
    display: String,
    window: String,
}

impl Desk {
    fn xdotool(&self, arguments: &[&str]) -> Output {
        Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output().unwrap()
    }

    /// Presses a key until what it does is seen. Without a window manager the focus can be lost to a window that is
    /// just being mapped, and a key with it.
    fn press_until(&self, key: &str, what: &str, mut is_so: impl FnMut() -> bool) {
        let mut last = None::<Instant>;
        until(what, || {
            if last.is_none_or(|last| last.elapsed() > Duration::from_secs(2)) {
                self.xdotool(&["windowfocus", &self.window]);
                self.xdotool(&["key", key]);
                last = Some(Instant::now());
            }
            is_so()
        });
    }

    fn title(&self) -> String {
        String::from_utf8(self.xdotool(&["getwindowname", &self.window]).stdout).unwrap()
    }
}

/// Asks until the answer is yes; an answer that never comes fails the test.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} did not happen");
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

#[test]
fn the_program_opens_a_report_obeys_its_keys_rests_and_closes() {
    if !is_there("Xvfb") || !is_there("xdotool") {
        println!("skipped: Xvfb or xdotool is not there");
        return;
    }
    let (_server, display) = display();
    let settings = tempfile::tempdir().unwrap();
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    let child = Command::new(env!("CARGO_BIN_EXE_findings"))
        .arg(&sample)
        .env("DISPLAY", &display)
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_CONFIG_HOME", settings.path())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut program = Running(child);

    let mut desk = Desk { display, window: String::new() };
    until("a window", || {
        assert!(program.0.try_wait().unwrap().is_none(), "the program ended");
        let found = desk.xdotool(&["search", "--onlyvisible", "--class", "findings"]).stdout;
        desk.window = String::from_utf8(found).unwrap().lines().next().unwrap_or("").to_owned();
        !desk.window.is_empty()
    });
    until("the report", || desk.title().contains("Larkmoor Borough Council, 2009"));

    // Zoom is kept in the settings at once: that shows that the keys arrived.
    let kept = settings.path().join("findings/settings.json");
    desk.press_until("ctrl+plus", "the zoom in the settings", || {
        std::fs::read_to_string(&kept).is_ok_and(|text| !text.contains("\"zoom\": 1.0"))
    });
    assert!(
        std::fs::read_to_string(&kept).unwrap().contains("larkmoor_2009.txt"),
        "the report is annotations"
    );

    // At rest nothing is painted: let what is under way end, and what was open be noted after a second; then count.
    let start = Instant::now();
    until("two seconds", || start.elapsed() > Duration::from_secs(2));
    let before = ticks(program.0.id());
    let start = Instant::now();
    until("two seconds", || start.elapsed() > Duration::from_secs(2));
    let spent = ticks(program.0.id()) - before;
    assert!(spent <= 2, "{spent} ticks of CPU time in two seconds at rest");

    desk.press_until("ctrl+w", "the start screen", || desk.title().trim() == "Findings");
    desk.press_until("ctrl+q", "the end", || program.0.try_wait().unwrap().is_some());
    assert!(program.0.wait().unwrap().success());
}

/// CPU time of a process so far, in ticks of 10 ms.
fn ticks(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}
