//! Lines that come one after the other, and many of them.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::{LINES, NO_LINE, TABBED};
use crate::support::cli::Test;

/// A line comes out before the next one is there.
#[test]
fn lines_are_passed_on_as_they_come() {
    for (lines, to) in [(LINES, "ndjson"), (TABBED, "tsv")] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feedmatter"))
            .args(["convert", "--to", to])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program");
        let mut input = child.stdin.take().expect("an input");
        let mut output = BufReader::new(child.stdout.take().expect("an output"));
        for line in lines.split_inclusive('\n') {
            input.write_all(line.as_bytes()).expect("a line in");
            input.flush().expect("a line in");
            let mut passed = String::new();
            output.read_line(&mut passed).expect("a line out");
            assert_eq!(passed, line);
        }
        drop(input);
        assert!(child.wait().expect("an end").success());
    }
}

#[test]
fn articles_with_nul_between_them_are_passed_on_as_they_come() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_feedmatter"))
        .args(["convert", "--to", "ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a program");
    let mut input = child.stdin.take().expect("an input");
    let mut output = BufReader::new(child.stdout.take().expect("an output"));
    for title in ["a", "b", "c"] {
        let article = format!("---\ntitle: {title}\n---\n\0");
        input.write_all(article.as_bytes()).expect("an article in");
        input.flush().expect("an article in");
        let mut passed = String::new();
        output.read_line(&mut passed).expect("a line out");
        assert_eq!(passed, format!("{{\"title\":\"{title}\",\"feed\":{{}}}}\n"));
    }
    drop(input);
    assert!(child.wait().expect("an end").success());
}

/// Those that come together are worked at together, however they are divided.
#[test]
fn many_lines_are_as_few() {
    const COUNT: usize = 5_000;
    for (from, lines) in [("ndjson", LINES), ("tsv", TABBED)] {
        let many = lines.repeat(COUNT);
        let at = 2 * COUNT + 1;
        let error = match from {
            "ndjson" => format!("{at}:1: expected JSON: expected value"),
            _ => format!("{at}: {NO_LINE}"),
        };
        let ran = Test::new(&["convert", "--from", from, "--to", from, "-o", "out"])
            .input([&many, "an odd line\n", &many, many.trim_end_matches('\n')].concat())
            .stderr(format!("feedmatter: <stdin>:{error}\n"))
            .code(1)
            .run();
        assert!(ran.read("out") == lines.repeat(3 * COUNT));
    }
}
