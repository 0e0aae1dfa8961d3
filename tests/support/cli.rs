//! Runs of the program in a temporary folder, with exact expectations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// The present, in seconds since 1970: a day in January 2027.
pub(crate) const NOW: &str = "1800000000";

/// One run of the program.
pub(crate) struct Test {
    folder: TempDir,
    arguments: Vec<String>,
    input: Vec<u8>,
    stdout: Option<String>,
    stderr: String,
    code: i32,
}

impl Test {
    /// Makes a run of `feedmatter` with these arguments, which succeeds in silence.
    pub(crate) fn new(arguments: &[&str]) -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
            arguments: arguments
                .iter()
                .map(|argument| (*argument).to_owned())
                .collect(),
            input: Vec::new(),
            stdout: Some(String::new()),
            stderr: String::new(),
            code: 0,
        }
    }

    /// Puts a file into the folder.
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    pub(crate) fn input(self, input: impl Into<Vec<u8>>) -> Self {
        Self {
            input: input.into(),
            ..self
        }
    }

    pub(crate) fn stdout(self, text: impl Into<String>) -> Self {
        Self {
            stdout: Some(text.into()),
            ..self
        }
    }

    /// Leaves it to the caller to look at standard output.
    pub(crate) fn any_stdout(self) -> Self {
        Self {
            stdout: None,
            ..self
        }
    }

    pub(crate) fn stderr(self, text: impl Into<String>) -> Self {
        Self {
            stderr: text.into(),
            ..self
        }
    }

    pub(crate) fn code(self, code: i32) -> Self {
        Self { code, ..self }
    }

    /// Returns the folder in which the program runs.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program, and compares all that it says.
    #[track_caller]
    pub(crate) fn run(self) -> Ran {
        let (stdout, stderr, code) = (self.stdout.clone(), self.stderr.clone(), self.code);
        let ran = self.run_whatever();
        assert_eq!(ran.stderr(), stderr);
        assert_eq!(ran.code(), Some(code));
        if let Some(stdout) = stdout {
            assert_eq!(ran.stdout(), stdout);
        }
        ran
    }

    /// Runs the program, and leaves all comparing to the caller.
    pub(crate) fn run_whatever(self) -> Ran {
        let output = command(self.folder.path())
            .args(&self.arguments)
            .write_stdin(self.input)
            .output()
            .expect("a program");
        Ran {
            folder: self.folder,
            output,
        }
    }
}

/// A run that met its expectations.
pub(crate) struct Ran {
    folder: TempDir,
    output: Output,
}

impl Ran {
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("text")
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("text")
    }

    pub(crate) fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the names of all files in a folder, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        names.sort();
        names
    }

    /// Runs the program once more in the same folder, and returns what it said.
    pub(crate) fn again(&self, arguments: &[&str]) -> Output {
        command(self.folder.path())
            .args(arguments)
            .output()
            .expect("a program")
    }
}

/// Returns the program, in a folder and without a clock.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedmatter"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", NOW);
    command
}
