//! The manners of a filter: a closed pipe and Ctrl-C end it quietly, and nothing half-done is left behind.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::support::cli::Test;
use crate::support::fixtures::path;

const ARTICLE: &str = "---\ntitle: Hello\n---\n\nText.\n";

#[cfg(unix)]
#[test]
fn whoever_reads_no_further_is_no_failure() {
    let program = env!("CARGO_BIN_EXE_feedmatter");
    let fixtures = path("");
    let commands = [
        "convert -q articles/complete.md",
        "generate -q sites/jekyll",
        "completions bash",
        "man convert",
        "check check/sound.md",
        "--help",
    ];
    for command in commands {
        let script = format!("'{program}' {command} | true; echo ${{PIPESTATUS[0]}}");
        let output = assert_cmd::Command::new("bash")
            .args(["-c", &script])
            .current_dir(&fixtures)
            .output()
            .expect("bash");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n", "{command}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
    }
}

#[test]
fn a_present_that_is_no_number_is_an_error() {
    for epoch in ["yesterday", "1.5", "99999999999999999999"] {
        let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_feedmatter"))
            .args(["convert", "--to", "rss"])
            .env("SOURCE_DATE_EPOCH", epoch)
            .write_stdin(ARTICLE)
            .output()
            .expect("a program");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            format!(
                "feedmatter: expected `SOURCE_DATE_EPOCH` to be a number of seconds since 1970, found `{epoch}`\n"
            )
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full_is_named() {
    let program = env!("CARGO_BIN_EXE_feedmatter");
    for command in [
        "convert -q articles/complete.md",
        "convert -q articles/complete.md --to ndjson",
        "convert lists/reader.opml --to yml",
        "generate -q sites/jekyll",
        "completions bash",
        "man convert",
        "check check/unquoted_colon.md",
        "--help",
    ] {
        let output = assert_cmd::Command::new("bash")
            .args(["-c", &format!("'{program}' {command} > /dev/full")])
            .current_dir(path(""))
            .output()
            .expect("bash");
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "feedmatter: <stdout>: cannot write: No space left on device (os error 28)\n",
            "{command}"
        );
    }
}

/// Someone waits for it, and gives up. Ctrl-C does as this signal does, but tests may be run where it is ignored.
#[cfg(unix)]
#[test]
fn a_signal_ends_it_quietly_and_leaves_nothing() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};

    let test = Test::new(&[]).file("feed.xml", "old");
    let mut program = Command::new(env!("CARGO_BIN_EXE_feedmatter"))
        .args(["convert", "-o", "feed.xml"])
        .current_dir(test.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a program");
    let _open = program.stdin.take();
    let id = program.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &id]).status();
    assert!(killed.expect("kill").success());
    let output = program.wait_with_output().expect("an end");
    assert_eq!(output.status.signal(), Some(15));
    assert_eq!((output.stdout, output.stderr), (Vec::new(), Vec::new()));
    let names: Vec<_> = fs::read_dir(test.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["feed.xml"]);
    let text = fs::read_to_string(test.path().join("feed.xml"));
    assert_eq!(text.expect("a file"), "old");
}

#[test]
fn what_a_killed_run_has_left_is_swept_and_no_more() {
    let test = Test::new(&["convert", "--to", "rss", "-o", "feed.xml"])
        .input(ARTICLE)
        .file(".feedmatter-old", "half")
        .file(".feedmatter-new", "half")
        .file(".feedmatterignore", "");
    let yesterday = SystemTime::now() - Duration::from_secs(24 * 60 * 60);
    for name in [".feedmatter-old", ".feedmatterignore"] {
        let file = File::options()
            .write(true)
            .open(test.path().join(name))
            .expect("a file");
        file.set_modified(yesterday).expect("a time");
    }
    let names = test.run().names(".");
    assert_eq!(names, [".feedmatter-new", ".feedmatterignore", "feed.xml"]);
}

/// Results go to standard output, and nothing else does.
#[test]
fn errors_are_never_among_the_results() {
    for arguments in [
        &["convert", "missing.md"][..],
        &["generate", "missing"],
        &["fetch", "-o", "out"],
        &["check", "missing.md"],
        &["man", "missing"],
        &["completions", "missing"],
        &["missing"],
        &["convert", "--missing"],
    ] {
        let ran = Test::new(arguments).run_whatever();
        assert_eq!(ran.code(), Some(2), "{arguments:?}: {}", ran.stderr());
        assert_eq!(ran.stdout(), "", "{arguments:?}");
        assert!(!ran.stderr().is_empty(), "{arguments:?}");
    }
}
