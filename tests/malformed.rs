//! Broken input: one line on standard error, nothing on standard output, and the line as the fixture has it.

use std::fs;

use crate::support::cli::Test;
use crate::support::fixtures::{assert_file, path};

#[test]
fn broken_input_gives_one_clear_line() {
    let mut files: Vec<_> = fs::read_dir(path("malformed"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending != "error"));
    assert!(files.len() > 15);
    for file in files {
        let name = file.file_name().expect("a name").to_str().expect("a name");
        let test = Test::new(&["convert", name, "-o", "out.md"])
            .file(name, fs::read(&file).expect("a fixture"));
        let ran = test.run_whatever();
        assert_eq!(ran.code(), Some(2), "{name}: {}", ran.stderr());
        assert_eq!(ran.stdout(), "", "{name}");
        assert_eq!(ran.stderr().lines().count(), 1, "{name}: {}", ran.stderr());
        assert_eq!(ran.names("."), [name], "{name} left something behind");
        assert_file(&file.with_file_name(format!("{name}.error")), &ran.stderr());
    }
}
