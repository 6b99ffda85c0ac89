//! The command line as a program: its output, its errors and its exit codes.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::process::{Command, Output};

/// Runs the program in the project's folder, without a display.
fn run_findings(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_findings"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .current_dir(support::project())
        .output()
        .unwrap()
}

fn stdout_text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr_text(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const EARLIER: &str = "assets/samples/larkmoor_2009.txt";
const LATER: &str = "assets/samples/larkmoor_2012.md";

#[test]
fn export_prints_json_with_exactly_the_keys_of_the_schema() {
    let output = run_findings(&["export", EARLIER, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_str(&stdout_text(&output)).unwrap();
    assert_eq!(json["schema"], "findings/1");
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    let mut expected = [
        "schema",
        "source",
        "title",
        "subject",
        "framework",
        "inspected",
        "published",
        "inspectors",
        "scale",
        "contents",
        "sections",
        "paragraphs",
        "judgements",
        "recommendations",
        "improvement_points",
        "abbreviations",
        "blocks",
        "authority",
        "warnings",
    ];
    expected.sort_unstable();
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, expected.iter().collect::<Vec<_>>());
    let bytes = std::fs::read(support::project().join(EARLIER)).unwrap();
    assert_eq!(json["source"]["file"], "larkmoor_2009.txt");
    assert_eq!(json["source"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(json["source"]["sha256"], sha256_hex(&bytes));
}

/// Returns the SHA-256 of bytes as hexadecimal digits.
fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn export_replaces_existing_files_only_with_force() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let path = file.to_str().unwrap();
    assert_eq!(run_findings(&["export", EARLIER, "--out", path]).status.code(), Some(0));
    let first = std::fs::read(&file).unwrap();
    let again = run_findings(&["export", LATER, "--out", path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr_text(&again).contains("--force"), "{}", stderr_text(&again));
    assert_eq!(std::fs::read(&file).unwrap(), first);
    assert_eq!(run_findings(&["export", LATER, "--out", path, "--force"]).status.code(), Some(0));
    assert_ne!(std::fs::read(&file).unwrap(), first);

    let many = folder.path().join("many");
    assert_eq!(
        run_findings(&["export", EARLIER, LATER, "--out", many.to_str().unwrap()]).status.code(),
        Some(0)
    );
    assert!(many.join("larkmoor_2009.json").exists() && many.join("larkmoor_2012.json").exists());
}

#[test]
fn one_unreadable_file_does_not_stop_the_others() {
    let output = run_findings(&["export", "no/such/report.txt", EARLIER]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr_text(&output).lines().count(), 1);
    assert!(
        stderr_text(&output).starts_with("findings: no/such/report.txt: File not found"),
        "{}",
        stderr_text(&output)
    );
    assert!(stdout_text(&output).contains("Larkmoor"));
}

#[test]
fn check_prints_a_line_for_each_warning_and_exits_with_1() {
    let output = run_findings(&["check", EARLIER]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout_text(&output).lines().count(), 3, "{}", stdout_text(&output));
    assert!(stdout_text(&output).lines().all(|line| line.starts_with(EARLIER)));
    let silent = run_findings(&["check", "tests/fixtures/paragraph_cut_by_page_end.txt"]);
    assert_eq!((silent.status.code(), stdout_text(&silent).as_str()), (Some(0), ""));
    assert_eq!(run_findings(&["check", "tests/fixtures"]).status.code(), Some(2));
}

#[test]
fn without_a_display_one_line_suggests_headless_commands() {
    let output = run_findings(&[EARLIER]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr_text(&output).lines().count(), 1, "{}", stderr_text(&output));
    assert!(stderr_text(&output).contains("no display") && stderr_text(&output).contains("findings export"));
}

#[test]
fn help_and_version_are_printed_and_wrong_arguments_exit_with_2() {
    assert!(stdout_text(&run_findings(&["--help"])).contains("export"));
    assert!(stdout_text(&run_findings(&["--version"])).contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(run_findings(&["export"]).status.code(), Some(2));
    assert_eq!(run_findings(&["--no-such-thing"]).status.code(), Some(2));
}

#[test]
fn picture_paints_the_window_without_a_display() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("window.png");
    let path = file.to_str().unwrap();
    let output = run_findings(&["picture", EARLIER, "--out", path, "--size", "900x600", "--para", "47"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr_text(&output));
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!((reader.info().width, reader.info().height), (900, 600));
    let dark = pixels.chunks(4).filter(|pixel| pixel[..3].iter().all(|channel| *channel < 100)).count();
    assert!(dark > 5_000, "only {dark} dark pixels: the text is missing");
    assert_eq!(run_findings(&["picture", EARLIER, "--out", path, "--para", "4711"]).status.code(), Some(2));
}

#[test]
fn compare_works_without_a_display() {
    let samples = support::project().join("assets/samples");
    let compare = |format: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_findings"))
            .arg("compare")
            .args([samples.join("larkmoor_2009.txt"), samples.join("larkmoor_2012.md")])
            .args(["--format", format])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&compare("json")).unwrap();
    assert_eq!(json["schema"], "findings-comparison/1");
    let first = &json["judgements"][0];
    assert_eq!(
        (&first["left"], &first["right"], &first["change"]),
        (&"Adequate".into(), &"Good".into(), &"up".into())
    );
    assert!(json["changes"].as_array().unwrap().iter().all(|change| change["kind"].is_string()));
    assert!(
        json["verdict"]["text"].as_str().unwrap().contains("Adequate in 2009, Good in 2012 (up one grade)")
    );
    assert!(json["recommendations"].as_array().unwrap().iter().all(|pair| pair["shared_words"].is_array()));
    let text = compare("text");
    assert!(text.contains("(up one grade)") && text.contains("Not repeated in 2012"), "{text}");
    let html = compare("html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("↑ Up") && !html.contains("<script"));
}

/// A letter about a focused visit to the council of both samples.
const VISIT: &str = "tests/fixtures/letter_with_its_frame.md";

#[test]
fn comparing_three_reports_writes_their_timeline() {
    let output = run_findings(&["compare", LATER, VISIT, EARLIER, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr_text(&output));
    let json: serde_json::Value = serde_json::from_str(&stdout_text(&output)).unwrap();
    assert_eq!(json["schema"], "findings-timeline/1");
    let labels: Vec<&str> =
        json["inspections"].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["2009", "2012", "2023"]);
    assert_eq!(json["judgements"][0]["segments"][0]["change"], "up");
    let folder = tempfile::tempdir().unwrap();
    for (name, start) in [("t.html", "<!DOCTYPE html>"), ("t.txt", "Timeline: "), ("t.pdf", "%PDF")] {
        let file = folder.path().join(name);
        let output = run_findings(&["compare", EARLIER, LATER, VISIT, "--out", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr_text(&output));
        assert!(std::fs::read(&file).unwrap().starts_with(start.as_bytes()), "{name}");
    }
}

#[test]
fn unreadable_report_is_left_out_of_a_timeline_and_reported() {
    let output = run_findings(&["compare", EARLIER, "no/such.txt", LATER, VISIT, "--format", "text"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr_text(&output).starts_with("findings: no/such.txt: "), "{}", stderr_text(&output));
    assert!(stdout_text(&output).starts_with("Timeline: "));
}

#[test]
fn timeline_of_two_councils_is_refused() {
    let other = "tests/fixtures/letter_with_an_annex_after_its_signature.md";
    let output = run_findings(&["compare", EARLIER, LATER, other, "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr_text(&output);
    assert!(message.contains("letter_with_an_annex_after_its_signature.md is about "), "{message}");
    assert!(stdout_text(&output).is_empty());
}

#[test]
fn a_scan_is_not_compared() {
    let run = run_findings(&["compare", EARLIER, "tests/fixtures/scan_without_text.pdf", "--format", "json"]);
    assert_eq!(run.status.code(), Some(2));
    let message = stderr_text(&run);
    assert!(
        message.starts_with("findings: scan_without_text.pdf: This report can't be compared"),
        "{message}"
    );
}

#[test]
fn a_summary_is_a_tagged_pdf_of_two_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("summary.pdf");
    let file = file.to_str().unwrap();
    let run = run_findings(&["summary", "assets/samples/larkmoor_2012.md", "--out", file]);
    assert!(run.status.success(), "{}", stderr_text(&run));
    let output_of = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output.ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    if let Some(info) = output_of("pdfinfo", &[file]) {
        assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{info}");
        assert!(info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 2")), "{info}");
    }
    if let Some(fonts) = output_of("pdffonts", &[file]) {
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("yes yes yes")), "{fonts}");
    }
    if let Some(check) = output_of("qpdf", &["--check", file]) {
        assert!(check.contains("No syntax or stream encoding errors"), "{check}");
    }
    // An existing file is replaced only with --force.
    let again = run_findings(&["summary", "assets/samples/larkmoor_2009.txt", "--out", file]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr_text(&again).contains("--force"), "{}", stderr_text(&again));
    let since =
        ["summary", "assets/samples/larkmoor_2012.md", "--against", "assets/samples/larkmoor_2009.txt"];
    let run = run_findings(&[&since[..], &["--out", file, "--force", "--length", "full"]].concat());
    assert!(run.status.success(), "{}", stderr_text(&run));
    let missing = run_findings(&["summary", "assets/samples/larkmoor_2012.md", "--section", "Nothing"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr_text(&missing).contains("no section “Nothing”"), "{}", stderr_text(&missing));
}

#[test]
fn export_writes_every_format_and_many_reports_as_one_table() {
    let samples = ["assets/samples/larkmoor_2009.txt", "assets/samples/larkmoor_2012.md"];
    for (format, begins) in
        [("json", "{"), ("csv", "\u{FEFF}kind,"), ("md", "<!--"), ("html", "<!DOCTYPE html>")]
    {
        let run = run_findings(&["export", samples[0], "--format", format]);
        assert!(
            run.status.success() && stdout_text(&run).starts_with(begins),
            "{format}: {}",
            stderr_text(&run)
        );
    }
    let run = run_findings(&["export", samples[0], "no such file", samples[1], "--format", "csv"]);
    assert_eq!(run.status.code(), Some(2));
    let table = stdout_text(&run);
    assert_eq!(table.matches("kind,subject").count(), 1);
    assert!(samples.iter().all(|sample| table.contains(&sample["assets/samples/".len()..])));
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let run = run_findings(&["export", samples[0], samples[1], "--format", "csv", "--out", to]);
    assert!(run.status.success(), "{}", stderr_text(&run));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn control_characters_of_a_report_or_a_file_name_are_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("\u{1b}[31mpage.html");
    let sample = stdout_text(&run_findings(&["export", EARLIER, "--format", "html"]));
    std::fs::write(&page, sample.replace("Partnership", "Part&#27;[31mner&#127;ship&#7;")).unwrap();
    let page = page.to_str().unwrap();
    let is_unsafe = |c: char| c.is_control() && c != '\n';
    for arguments in [&["check", page][..], &["export", page, "--format", "md"], &["export", page]] {
        let output = run_findings(arguments);
        let printed = stdout_text(&output) + &stderr_text(&output);
        assert!(printed.contains("31mner\u{fffd}ship\u{fffd} working"), "{arguments:?}");
        assert!(!printed.contains(is_unsafe), "{arguments:?}: {printed:?}");
    }
    let missing = folder.path().join("gone\n\u{1b}[31m.pdf");
    let output = run_findings(&["check", missing.to_str().unwrap()]);
    assert_eq!(stderr_text(&output).lines().count(), 1, "an error is one line");
    assert!(!stderr_text(&output).contains(is_unsafe));
}

/// Writes copies of the samples into a folder, and returns their paths.
fn many_reports(folder: &std::path::Path, count: usize) -> Vec<String> {
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    let copy = |number: usize| {
        let path = folder.join(format!("report {number:03}.txt"));
        std::fs::copy(&sample, &path).unwrap();
        path.to_str().unwrap().to_owned()
    };
    (0..count).map(copy).collect()
}

#[test]
fn any_number_of_jobs_gives_the_same_output_in_the_order_of_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = many_reports(folder.path(), 12);
    files.insert(5, folder.path().join("missing.txt").to_str().unwrap().to_owned());
    for command in [vec!["export", "--format", "json"], vec!["export", "--format", "csv"], vec!["check"]] {
        let run = |jobs: &str| {
            let arguments: Vec<&str> =
                command.iter().copied().chain(["-j", jobs]).chain(files.iter().map(String::as_str)).collect();
            let output = run_findings(&arguments);
            (stdout_text(&output), stderr_text(&output), output.status.code())
        };
        let one = run("1");
        assert_eq!(one.2, Some(2), "{}", one.1);
        assert!(
            one.1.contains("missing.txt") && one.1.lines().count() == 1,
            "no progress in a pipe: {}",
            one.1
        );
        for jobs in ["2", "7"] {
            assert_eq!(run(jobs), one, "{command:?} with {jobs} jobs");
        }
    }
}

#[test]
#[cfg(unix)]
fn ctrl_c_leaves_only_complete_files() {
    let folder = tempfile::tempdir().unwrap();
    let files = many_reports(folder.path(), 400);
    let out = folder.path().join("out");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_findings"))
        .args(["export", "--format", "json", "--out"])
        .arg(&out)
        .args(&files)
        .spawn()
        .unwrap();
    let exported = || std::fs::read_dir(&out).into_iter().flatten().map(|entry| entry.unwrap().path());
    while exported().next().is_none() {
        assert!(child.try_wait().unwrap().is_none(), "the command ended too early");
        std::thread::yield_now();
    }
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let count = exported().count();
    assert!(count < files.len(), "the command was interrupted: {count}");
    for path in exported() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", path.display());
    }
}

#[test]
fn summaries_of_several_reports_are_files_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("summaries");
    let output = run_findings(&["summary", EARLIER, LATER, "--out", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    for name in ["larkmoor_2009.pdf", "larkmoor_2012.pdf"] {
        assert!(std::fs::read(out.join(name)).unwrap().starts_with(b"%PDF"), "{name}");
    }
    let output = run_findings(&["summary", EARLIER, LATER]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr_text(&output).contains("--out FOLDER"), "{}", stderr_text(&output));
}

#[test]
fn comparing_with_the_later_report_first_is_pointed_out() {
    let note = |left: &str, right: &str| {
        let output = run_findings(&["compare", left, right, "--format", "json"]);
        assert!(output.status.success());
        stderr_text(&output)
    };
    assert_eq!(note(EARLIER, LATER), "");
    assert!(note(LATER, EARLIER).contains("is later than"));
}

#[test]
fn a_summary_shows_no_changes_since_a_scan() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("summary.pdf");
    let scan = "tests/fixtures/scan_without_text.pdf";
    let output = run_findings(&["summary", LATER, "--against", scan, "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr_text(&output).contains("scan_without_text.pdf"), "{}", stderr_text(&output));
    assert!(!out.exists());
}

/// Runs the program with a report on standard input.
fn run_with_stdin(arguments: &[&str], report: &str) -> Output {
    let bytes = std::fs::read(support::project().join(report)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_findings"))
        .args(arguments)
        .current_dir(support::project())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), &bytes).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn output_names_that_do_not_fit_are_errors_that_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let existing_folder = folder.path().to_str().unwrap().to_owned();
    let (ods, docx, jpg, json) = (path("p.ods"), path("x.docx"), path("w.jpg"), path("x.json"));
    let (csv, bare, pdf) = (path("x.csv"), path("bare"), path("x.pdf"));
    for (arguments, advice) in [
        (vec!["plan", LATER, "--out", &ods], "ends in .xlsx or .csv"),
        (vec!["plan", LATER, "--out", &existing_folder], "Enter the name of a file"),
        (vec!["export", LATER, "--out", &ods], ".json or .jsonl, or add a slash for a folder"),
        (vec!["export", LATER, "--out", &bare], ".json or .jsonl, or add a slash for a folder"),
        (vec!["export", LATER, "--format", "json", "--out", &csv], "ends in .json"),
        (vec!["export", EARLIER, LATER, "--out", &json], "--out FOLDER, or --format csv or --format jsonl"),
        (vec!["export", EARLIER, LATER, "--format", "html", "--out", &ods], "ends in .html"),
        (vec!["compare", EARLIER, LATER, "--out", &docx], "ends in .pdf, .html, .txt or .json"),
        (vec!["compare", EARLIER, LATER, "--out", &existing_folder], "Enter the name of a file"),
        (vec!["compare", EARLIER, LATER, "--format", "json", "--out", &pdf], "ends in .json"),
        (vec!["summary", LATER, "--out", &docx], "ends in .pdf"),
        (vec!["summary", EARLIER, LATER, "--out", &pdf], "Use --out FOLDER."),
        (vec!["picture", EARLIER, "--out", &jpg], "ends in .png"),
        (vec!["compare", EARLIER, LATER, "--paragraphs", "--format", "json"], "leave out --paragraphs"),
        (vec!["compare", EARLIER, LATER, VISIT, "--paragraphs", "--out", &pdf], "leave out --paragraphs"),
    ] {
        let run = run_findings(&arguments);
        let message = stderr_text(&run);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert!(message.contains(advice) && message.lines().count() == 1, "{arguments:?}: {message}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
    // A folder is one with a slash at its end, or an existing one.
    let new_folder = path("new/");
    assert!(run_findings(&["export", LATER, "--out", &new_folder]).status.success());
    assert!(folder.path().join("new/larkmoor_2012.json").is_file());
}

#[test]
#[cfg(unix)]
fn output_to_a_device_needs_no_ending() {
    let run = run_findings(&["export", LATER, "--format", "json", "--out", "/dev/stdout"]);
    assert!(run.status.success() && stdout_text(&run).starts_with('{'), "{}", stderr_text(&run));
}

#[test]
fn misspelled_command_is_an_error_with_a_suggestion_unless_a_file_has_the_name() {
    for arguments in [vec!["exprot", LATER], vec!["exprot", LATER, "--format", "json"], vec!["sumary"]] {
        let run = run_findings(&arguments);
        let message = stderr_text(&run);
        assert_eq!(run.status.code(), Some(2), "{message}");
        assert!(message.contains("Did you mean findings ") && message.lines().count() == 1, "{message}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(support::project().join(LATER), folder.path().join("exprot")).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_findings"))
        .args(["exprot"])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(stderr_text(&run).contains("no display"), "the file is opened: {}", stderr_text(&run));
}

#[test]
fn exit_codes_are_in_the_help() {
    let help = stdout_text(&run_findings(&["--help"]));
    for line in ["Exit codes:", "  0    Success", "  1 ", "  2 ", "  130 "] {
        assert!(help.contains(line), "{help}");
    }
}

#[test]
fn json_lines_have_a_line_for_each_file_in_order_also_for_errors() {
    let files = [LATER, "no/such.pdf", EARLIER];
    let run = run_findings(&[&["export", "--format", "jsonl"][..], &files].concat());
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr_text(&run).starts_with("findings: no/such.pdf: File not found"), "{}", stderr_text(&run));
    let lines: Vec<serde_json::Value> =
        stdout_text(&run).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["source"]["path"], LATER);
    assert_eq!(lines[2]["source"]["file"], "larkmoor_2009.txt");
    assert_eq!(lines[1].as_object().unwrap().len(), 2);
    assert_eq!(lines[1]["file"], "no/such.pdf");
    assert!(lines[1]["error"].as_str().unwrap().starts_with("File not found"));
    let whole: serde_json::Value =
        serde_json::from_str(&stdout_text(&run_findings(&["export", EARLIER]))).unwrap();
    assert_eq!(lines[2]["recommendations"], whole["recommendations"]);

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("all.jsonl");
    let run = run_findings(&[&["export", "--out", out.to_str().unwrap()][..], &files].concat());
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&out).unwrap().lines().count(), 3);
    let again = run_findings(&["export", EARLIER, "--out", out.to_str().unwrap()]);
    assert!(stderr_text(&again).contains("--force"), "{}", stderr_text(&again));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn a_report_is_read_from_standard_input() {
    let json = |arguments: &[&str], report: &str| -> serde_json::Value {
        let run = run_with_stdin(arguments, report);
        assert!(run.status.success(), "{}", stderr_text(&run));
        serde_json::from_str(&stdout_text(&run)).unwrap()
    };
    let piped = json(&["export", "-", "--name", "larkmoor_2012.md"], LATER);
    let read = run_findings(&["export", LATER]);
    assert_eq!(piped, serde_json::from_str::<serde_json::Value>(&stdout_text(&read)).unwrap());
    let text = json(&["export", "-"], EARLIER);
    assert_eq!(text["source"]["file"], "standard input");
    let run = run_with_stdin(&["check", "-"], EARLIER);
    assert_eq!(run.status.code(), Some(1));
    assert!(stdout_text(&run).lines().all(|line| line.starts_with("standard input: ")));
    let run = run_with_stdin(&["summary", "-"], EARLIER);
    assert!(run.status.success() && run.stdout.starts_with(b"%PDF"), "{}", stderr_text(&run));
    for arguments in [&["export", "-", "-"][..], &["export", EARLIER, "--name", "x.md"]] {
        assert_eq!(run_with_stdin(arguments, EARLIER).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn comparison_says_in_every_format_that_the_later_report_is_on_the_left() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["text", "html", "json"] {
        let words =
            if format == "json" { "\"left_is_later\": true" } else { "The later report is on the left" };
        let run = |left: &str, right: &str| {
            stdout_text(&run_findings(&["compare", left, right, "--format", format]))
        };
        assert!(run(LATER, EARLIER).contains(words), "{format}");
        assert!(!run(EARLIER, LATER).contains(words), "{format}");
    }
    let pdf = folder.path().join("c.pdf");
    let run = run_findings(&["compare", LATER, EARLIER, "--out", pdf.to_str().unwrap()]);
    assert!(run.status.success(), "{}", stderr_text(&run));
    let text = stdout_text(&run_findings(&["export", pdf.to_str().unwrap(), "--format", "md"]));
    assert!(text.contains("The later report is on the left"), "{text}");
    let summary = folder.path().join("s.pdf");
    let run = run_findings(&["summary", EARLIER, "--against", LATER, "--out", summary.to_str().unwrap()]);
    assert!(stderr_text(&run).contains("is later than this one"), "{}", stderr_text(&run));
}

#[test]
fn decisions_on_similar_recommendations_are_applied_only_with_notes() {
    let settings = tempfile::tempdir().unwrap();
    let compare = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_findings"))
            .args(["compare", EARLIER, LATER, "--format", "json"])
            .args(arguments)
            .env("XDG_CONFIG_HOME", settings.path())
            .env("HOME", settings.path())
            .current_dir(support::project())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr_text(&output));
        serde_json::from_str::<serde_json::Value>(&stdout_text(&output)).unwrap()
    };
    let before = compare(&[]);
    let pairs = before["recommendations"].as_array().unwrap();
    let similar: Vec<&serde_json::Value> = pairs.iter().filter(|pair| pair["change"] == "similar").collect();
    assert!(similar.len() > 1, "the samples have similar recommendations");
    // The decisions are made as the window makes them: under the ids of both recommendations, the earlier first.
    let report = |file: &str| support::read(&support::project().join(file)).report;
    let id = |file: &str, text: &serde_json::Value| {
        let report = report(file);
        let index = report.recommendations.iter().position(|item| item.text.plain() == text).unwrap();
        findings::analysis::Findings::ids_only(&report).recommendation_ids[index].clone()
    };
    let key =
        |pair: &serde_json::Value| format!("{} {}", id(EARLIER, &pair["left"]), id(LATER, &pair["right"]));
    let annotations = serde_json::json!({
        "similarity_decisions": {key(similar[0]): "confirmed", key(similar[1]): "rejected"}
    });
    let reports = settings.path().join("findings/reports");
    std::fs::create_dir_all(&reports).unwrap();
    let name = format!("{}.json", report(LATER).source.sha256);
    std::fs::write(reports.join(name), annotations.to_string()).unwrap();
    assert_eq!(compare(&[]), before, "output without --with-notes depends on the reports alone");
    let after = compare(&["--with-notes"]);
    let pairs = after["recommendations"].as_array().unwrap();
    let find = |pair: &serde_json::Value| {
        pairs.iter().find(|other| other["left"] == pair["left"] && other["right"] == pair["right"])
    };
    assert_eq!(find(similar[0]).unwrap()["confirmed"], true);
    assert!(find(similar[1]).is_none());
}

#[test]
fn summary_with_changes_gives_reasons_and_names_recommendations_that_came_back() {
    let folder = tempfile::tempdir().unwrap();
    let text_of_summary = |file: &str, against: &str| {
        let out = folder.path().join("s.pdf");
        let out = out.to_str().unwrap();
        let run = run_findings(&[
            "summary",
            file,
            "--against",
            against,
            "--length",
            "full",
            "--out",
            out,
            "--force",
        ]);
        assert!(run.status.success(), "{}", stderr_text(&run));
        let text = stdout_text(&run_findings(&["export", out, "--format", "md"]));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let text = text_of_summary(LATER, EARLIER);
    assert!(text.contains("came back from 2009"), "{text}");
    assert!(text.contains("repeats recommendation 2 from 2009"), "{text}");
    assert!(text.contains("similar to recommendation 8 in 2009"), "{text}");
    // A letter has no grades: the summary says what the report before it had.
    let letter = text_of_summary(VISIT, LATER);
    assert!(letter.contains("Changes: The 2023 report gives no grades"), "{letter}");
    let json: serde_json::Value = serde_json::from_str(&stdout_text(&run_findings(&[
        "export",
        folder.path().join("s.pdf").to_str().unwrap(),
    ])))
    .unwrap();
    assert_eq!(
        json["judgements"].as_array().unwrap().len(),
        0,
        "the grades of the other report are not its own"
    );
    let later = text_of_summary(LATER, VISIT);
    assert!(later.contains("Grades that can't be compared: The 2023 report gives no grades"), "{later}");
}
