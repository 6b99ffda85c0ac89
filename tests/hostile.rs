//! Files that are not reports, damaged files and malicious files: each is read or refused with a sentence, never a panic.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::time::Duration;

use cpu_time::ThreadTime;
use findings::{
    analysis::{self, Flow},
    app,
    read::{self, ReadError},
    report::WarningKind,
};

#[test]
fn files_that_are_not_reports_are_refused_with_a_sentence() {
    let utf16_without_mark: Vec<u8> =
        "1. All is well here.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read::read(&utf16_without_mark, "report.txt").is_ok());
    for (bytes, name, expected) in [
        (&b""[..], "report.txt", "empty"),
        (b" \n\t\n", "report.txt", "empty"),
        (b"\x00\x01\x02\x03\x7fELF", "report.txt", "can't open this type of file"),
        (&[0; 100_000], "report.txt", "can't open this type of file"),
        (b"%PDF-1.7\n", "report.pdf", "PDF"),
        (b"junk before\n%PDF-1.4", "report.txt", "PDF"),
        (b"PK\x03\x04rest", "report.docx", "damaged"),
        (b"  <!DOCTYPE html><html>", "report.pdf", "web page"),
        (b"<html><script>words()</script></html>", "report.html", "empty"),
        (b"{\\rtf1 words}", "report.txt", "RTF"),
    ] {
        let error = read::read(bytes, name).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(expected), "{message}");
        assert!(message.ends_with('.'), "{message}");
    }
    assert_eq!(read::read(b"", "x"), Err(ReadError::Empty));
}

#[test]
fn unreadable_paths_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let message = |path: &std::path::Path| app::read_report(path, None).unwrap_err().to_string();

    assert!(message(&path("missing.txt")).contains("not found"));
    assert!(message(folder.path()).contains("folder"));
    std::fs::write(path("file"), "x").unwrap();
    assert!(message(&path("file").join("beneath.txt")).contains("not found"));

    // A gigabyte of zeros, which needs no space on the disk, is refused after its first bytes: its size, which would be
    // refused next, does not matter.
    let zeros = std::fs::File::create(path("zeros.txt")).unwrap();
    zeros.set_len(1 << 30).unwrap();
    assert!(message(&path("zeros.txt")).contains("can't open this type of file"));

    // A file of this size that starts with text is too large.
    std::fs::write(path("large.txt"), "1. Words. ".repeat(10_000)).unwrap();
    std::fs::OpenOptions::new().write(true).open(path("large.txt")).unwrap().set_len(1 << 30).unwrap();
    assert!(message(&path("large.txt")).contains("1024 MB"));
}

/// A file that grows while it is read must not be shown in part. When it no longer grows, it opens.
#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    use std::{io::Write as _, sync::atomic::AtomicBool, sync::atomic::Ordering};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("growing.txt");
    std::fs::write(&path, "1. Words of a report that is being written. ".repeat(400_000)).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
            while !stop.load(Ordering::Relaxed) && file.metadata().unwrap().len() < 100_000_000 {
                file.write_all(b"More of them. ").unwrap();
            }
        });
        let result = app::read_file(&path);
        stop.store(true, Ordering::Relaxed);
        let message = result.unwrap_err().to_string();
        assert!(message.contains("changed while it was being read"), "{message}");
    });
    assert!(app::read_file(&path).is_ok());
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_locked_files_are_refused_with_the_reason() {
    use std::os::unix::fs::PermissionsExt as _;

    let message = |path: &std::path::Path| app::read_report(path, None).unwrap_err().to_string();
    assert!(message("/dev/zero".as_ref()).contains("not a file"));

    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(message(&pipe).contains("not a file"));

    let locked = folder.path().join("locked.txt");
    std::fs::write(&locked, "1. Words.").unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root can open every file.
    if std::fs::File::open(&locked).is_err() {
        assert!(message(&locked).contains("permission"));
    }
}

#[test]
fn paragraph_numbers_of_zero_and_beyond_32_bits_do_not_panic() {
    for text in [
        "Title\n\nSection\n\n0. Introduction to the review.\n1. Words.",
        "4294967295. Words.\n4294967296. More.",
    ] {
        let read = read::read(text.as_bytes(), "report.txt").unwrap();
        let _ = analysis::run_checks(&read.report, &analysis::abbreviations(&read.report));
    }
}

#[test]
fn a_file_of_more_than_a_million_lines_is_refused() {
    let error = read::read("a\n\n".repeat(1_200_000).as_bytes(), "report.txt").unwrap_err();
    assert_eq!(error, ReadError::TooMuchText);
}

/// The memory of each of these files would grow with their size, and a file can have 200 MB.
#[test]
fn files_of_very_many_cells_or_elements_are_refused() {
    let many = |piece: &str| piece.repeat(1_100_000);
    for (file, text) in [
        ("report.txt", many("a\t")),
        ("report.md", many("*a* b c d e f g ")),
        ("report.html", many("<b>a</b>")),
    ] {
        assert_eq!(read::read(text.as_bytes(), file), Err(ReadError::TooMuchText), "{file}");
    }
}

#[test]
fn damaged_reports_are_read_or_refused() {
    let sample = std::fs::read(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap();
    let mut random = 0x9E37_79B9_u32;
    let mut next = |below: usize| {
        // Xorshift gives the same damage in every run.
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        random as usize % below
    };
    let mut read_count = 0;
    for round in 0..300 {
        let mut bytes = sample[..next(sample.len())].to_vec();
        for _ in 0..next(40) {
            if !bytes.is_empty() {
                let at = next(bytes.len());
                bytes[at] = u8::try_from(next(256)).unwrap();
            }
        }
        let name = if round % 2 == 0 { "report.txt" } else { "report.md" };
        if let Ok(read) = read::read(&bytes, name) {
            read_count += 1;
            let _ = analysis::run_checks(&read.report, &analysis::abbreviations(&read.report));
            let _ = analysis::contents_rows(&read.report);
            let flow = Flow::new(&read.report);
            for row in 0..flow.rows().len() {
                // A place has its own row, or, in a paragraph of several rows, the first of them.
                let found = flow.row_of(flow.place_of(row).unwrap());
                assert_eq!(flow.rows()[found].block, flow.rows()[row].block);
                assert_eq!(flow.rows()[found].part, flow.rows()[row].part);
            }
        }
    }
    assert!(read_count > 0, "no damaged report could be read");
}

/// Returns texts made to be slow to read, each with a name. Their lengths are in proportion to `size`.
fn slow_texts(size: usize) -> Vec<(&'static str, String)> {
    vec![
        ("stars", "*".repeat(size * 400)),
        ("emphasised words", "*a* ".repeat(size * 60)),
        ("references", "Areas for improvement\n\n1. Do:\n\n- ensure (paragraph 1) ".to_owned() + &"paragraph 2 and ".repeat(size * 40)),
        (
            "a recommendation on many lines",
            "Inspection of safeguarding and looked after children services\n\nAreas for improvement\n\n1. Do:\n\n- ensure"
                .to_owned()
                + &"\n\nthat should happen in paragraph 3".repeat(size * 20),
        ),
        ("typed cells", "*a*\t".repeat(size * 40)),
        ("attributes", format!("<p {}>words", (0..size * 100).map(|number| format!("a{number} ")).collect::<String>())),
        ("elements", "<div>".repeat(size * 200) + "words"),
        ("tables", "<table><tr><td>".repeat(size * 100)),
        ("underscores and words", "_a ".repeat(size * 150)),
        ("brackets", "[".repeat(size * 200)),
        ("one word", "a".repeat(size * 5000)),
        ("headings", "Heading\n\n".repeat(size * 60)),
        (
            "other headings",
            (1..size * 60).map(|number| format!("Heading {number}\n\nLine of text\n\n")).collect(),
        ),
        ("numbers", (1..size * 60).map(|number| format!("{number}. Words.\n")).collect()),
        ("rows", "Overall effectiveness\tGood\n".repeat(size * 60)),
        ("bullets", "1. Words:\n".to_owned() + &"- item\n".repeat(size * 100)),
        ("organisations in one sentence", (1..size * 20).map(|number| format!("Aa{number} Board, ")).collect()),
        ("months in one sentence", "inspection in March 2009, ".repeat(size * 20)),
        ("brackets of many letters", "ab a a a a a a a a a a a a ab (AAAAAAAAAZ). ".repeat(size * 6)),
        (
            "one title graded again and again",
            "Inspection of safeguarding and looked after children services\n\n".to_owned()
                + &"Leadership and management\n\nGrade 2 (good)\n\n1. Leadership and management are adequate.\n\n".repeat(size * 6),
        ),
        (
            // All pairs of a recommendation and a paragraph are scored, up to a fixed number of pairs. So only the
            // recommendations become more.
            "recommendations that refer to paragraphs",
            "Inspection of safeguarding and looked after children services\n\nSafeguarding services\n\n".to_owned()
                + &(1..400).map(|number| format!("{number}. However plans in area {number} are late.\n\n")).collect::<String>()
                + "Areas for improvement\n\n400. Do:\n\nImmediately:\n\n"
                + &"- ensure that plans are in time (paragraph 7)\n".repeat(size * 5),
        ),
        ("page numbers", (1..size * 60).map(|number| format!("head\n\n{number}\n\n")).collect()),
        (
            "graded sections and rows",
            "Inspection of safeguarding and looked after children services\n\nX\n\n".to_owned()
                + &"Overall effectiveness\n\nGrade 2 (good)\n\n".repeat(size * 20)
                + &"Overall effectiveness\tGood\n".repeat(size * 20),
        ),
        ("contents", "Contents\n".to_owned() + &"Title\t1\n".repeat(size * 50) + &"\nTitle\n\n".repeat(size * 50)),
    ]
}

/// The time to read a text grows with its length and not with the square of it. The CPU times of a text and of one four
/// times as long are compared, so that neither the speed of the machine nor its load matters.
fn assert_reading_time_grows_with_the_length(file: &str, share: usize) {
    const SIZE: usize = 40;
    const FACTOR: usize = 4;
    /// Quadratic time would be 16 times as long. In a short time, the clock and the first use of tables count too.
    const MAX_TIME_RATIO: u32 = 9;
    // Texts that are read faster than a harmless one of this length are too short to measure.
    let harmless: String = (1..SIZE * FACTOR * 60).map(|number| format!("{number}. Words.\n")).collect();
    let negligible = time_to_read(&harmless, file);
    let texts = slow_texts(SIZE).into_iter().zip(slow_texts(SIZE * FACTOR));
    for ((name, text), (_, longer)) in texts.skip(share).step_by(3) {
        // The shortest of three times has the least disturbance.
        let time = |text: &str| (0..3).map(|_| time_to_read(text, file)).min().unwrap();
        let (one, four) = (time(&text), time(&longer));
        assert!(four < negligible || four < one * MAX_TIME_RATIO, "{name} as {file}: {one:?}, then {four:?}");
        println!("{name} as {file}: {one:?}, then {four:?}");
    }
}

/// Defines tests for a file name, each with every third of the slow texts, so that none takes long.
macro_rules! growth_tests {
    ($($test:ident: $file:literal, $share:literal;)+) => {
        $(
            #[test]
            fn $test() {
                assert_reading_time_grows_with_the_length($file, $share);
            }
        )+
    };
}

growth_tests! {
    time_to_read_text_grows_with_its_length_1: "report.txt", 0;
    time_to_read_text_grows_with_its_length_2: "report.txt", 1;
    time_to_read_text_grows_with_its_length_3: "report.txt", 2;
    time_to_read_markdown_grows_with_its_length_1: "report.md", 0;
    time_to_read_markdown_grows_with_its_length_2: "report.md", 1;
    time_to_read_markdown_grows_with_its_length_3: "report.md", 2;
    time_to_read_a_web_page_grows_with_its_length_1: "report.html", 0;
    time_to_read_a_web_page_grows_with_its_length_2: "report.html", 1;
    time_to_read_a_web_page_grows_with_its_length_3: "report.html", 2;
}

/// Returns the CPU time of this thread to read a text and to compute everything that is computed from it.
fn time_to_read(text: &str, file: &str) -> Duration {
    let start = ThreadTime::now();
    if let Ok(read) = read::read(text.as_bytes(), file) {
        let abbreviations = analysis::abbreviations(&read.report);
        let _ = analysis::run_checks(&read.report, &abbreviations);
        let _ = analysis::Findings::compute(&read.report, abbreviations);
        let _ = analysis::contents_rows(&read.report);
        let _ = Flow::new(&read.report);
    }
    start.elapsed()
}

/// Reads the damaged and unusual PDF files among the real reports.
#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn broken_pdf_files_are_read_or_refused() {
    let damaged = support::corpus_folder().join("damaged/pdf");
    let mut count = 0;
    for entry in std::fs::read_dir(damaged).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let read = read::read(&bytes, &name);
        count += 1;
        match name.as_str() {
            "enc-userpw-secret.pdf" => {
                assert_eq!(read, Err(ReadError::Password { is_wrong: false }));
                let wrong = read::read_with_password(&bytes, &name, Some("guess"));
                assert_eq!(wrong, Err(ReadError::Password { is_wrong: true }));
                let opened = read::read_with_password(&bytes, &name, Some("secret")).unwrap();
                assert_eq!(opened.report.paragraphs.len(), 156);
            }
            "scan.pdf" => assert!(has_warning(read, WarningKind::NoText)),
            "no-tounicode.pdf" => assert!(has_warning(read, WarningKind::UnreadableText)),
            "truncated-tail.pdf" => assert!(has_warning(read, WarningKind::Truncated)),
            "garbage.pdf" => assert_eq!(read, Err(ReadError::DamagedPdf)),
            "truncated-60.pdf" => assert_eq!(read, Err(ReadError::Truncated)),
            _ if name.starts_with("enc-") => assert_eq!(read.unwrap().report.paragraphs.len(), 156, "{name}"),
            _ => {}
        }
    }
    println!("{count} damaged PDF files are read");
    assert!(count >= 20);
}

#[test]
fn bytes_that_only_begin_as_a_pdf_are_refused() {
    for rest in
        ["", "1.7\n", "1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>"]
    {
        let bytes = format!("%PDF-{rest}");
        let error = read::read(bytes.as_bytes(), "a.pdf").unwrap_err();
        assert!(matches!(error, ReadError::DamagedPdf | ReadError::Truncated), "{rest}");
    }
}

fn has_warning(read: Result<read::Read, ReadError>, kind: WarningKind) -> bool {
    read.unwrap().warnings.iter().any(|warning| warning.kind == kind)
}

/// The pairwise comparisons that these reports once needed took minutes.
#[test]
fn checks_of_10_000_explanations_and_rows_finish() {
    const COUNT: usize = 10_000;
    let cover = "Inspection of safeguarding and looked after children services\n\nOtterby Borough Council\n\n\
                 Safeguarding services\n\n";
    let explained = |number: usize| {
        format!("{}. The a{:03} b{:03} (AB) met.\n\n", number + 1, number / 100, number % 100)
    };
    let text: String = (0..COUNT).map(explained).collect();
    let report = read::read(format!("{cover}{text}").as_bytes(), "report.txt").unwrap().report;
    let abbreviations = analysis::abbreviations(&report);
    assert_eq!((abbreviations.len(), abbreviations[0].explanations.len()), (1, COUNT));
    let _ = analysis::run_checks(&report, &abbreviations);

    // The table has many rows about the overall effectiveness, which has no section.
    let title = |number: usize| {
        let letter = |digit: char| char::from_digit(digit.to_digit(10).unwrap() + 10, 36).unwrap();
        format!("Quality of {}", number.to_string().chars().map(letter).collect::<String>())
    };
    let section =
        |number: usize| format!("{}\n\nGrade 2 (good)\n\n{}. Words.\n\n", title(number), number + 1);
    let sections: String = (0..COUNT).map(section).collect();
    let rows = "Overall effectiveness\tGood\n".repeat(COUNT);
    let text = format!("{cover}{sections}Record of main findings:\n\nSafeguarding services\t\n{rows}");
    let report = read::read(text.as_bytes(), "report.txt").unwrap().report;
    assert_eq!(report.judgements.len(), 2 * COUNT);
    let warnings = analysis::run_checks(&report, &[]);
    assert!(warnings.iter().all(|warning| warning.kind != WarningKind::RowWithoutSection), "{warnings:?}");
}
