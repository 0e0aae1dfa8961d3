//! Outputs of a command: standard output, one file, or a folder of articles.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::FormatName;
use super::input::NUL;
use crate::error::{Error, Result};
use crate::folder::{Growing, write_if_changed};
use crate::formats::FRONT_MATTER;

/// What standard output is called in messages.
pub(super) const STANDARD: &str = "<stdout>";

/// Where results go.
pub(super) enum Output {
    Standard,
    File(PathBuf),
    Folder(PathBuf),
}

impl Output {
    /// Tells a folder from a file: by what is there, else by its name.
    pub(super) fn new(path: Option<&Path>, to: Option<FormatName>) -> Self {
        match path {
            None => Self::Standard,
            Some(path) if path == Path::new("-") => Self::Standard,
            Some(path) => {
                let ends_in_separator = path
                    .as_os_str()
                    .as_encoded_bytes()
                    .last()
                    .is_some_and(|byte| std::path::is_separator((*byte).into()));
                let is_for_feed = to.is_some_and(|format| format.name() != FRONT_MATTER);
                let is_new_folder = !path.exists() && path.extension().is_none() && !is_for_feed;
                let is_folder = path.is_dir() || ends_in_separator || is_new_folder;
                if is_folder {
                    Self::Folder(path.to_owned())
                } else {
                    Self::File(path.to_owned())
                }
            }
        }
    }

    /// Returns what the output is called in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Standard => STANDARD.to_owned(),
            Self::File(path) | Self::Folder(path) => path.display().to_string(),
        }
    }

    /// Returns the format that the output's name tells.
    pub(super) fn format(&self) -> Option<FormatName> {
        match self {
            Self::Standard => None,
            Self::Folder(_) => Some(FormatName::new(FRONT_MATTER)),
            Self::File(path) => FormatName::of_file(path),
        }
    }

    /// Begins what is written bit by bit; none if it goes to standard output.
    pub(super) fn growing(&self) -> Result<Option<Growing>> {
        match self {
            Self::Standard => Ok(None),
            Self::File(path) | Self::Folder(path) => {
                Growing::at(path).map(Some).map_err(Error::io("write"))
            }
        }
    }

    /// Writes one document.
    pub(super) fn write(&self, text: &str) -> Result<()> {
        match self {
            Self::Standard => write_standard(text.as_bytes())
                .map_err(|source| Error::io("write")(source).in_file(Path::new(STANDARD))),
            Self::File(path) | Self::Folder(path) => write_if_changed(path, text.as_bytes())
                .map(|_| ())
                .map_err(Error::io("write")),
        }
    }

    /// Writes several documents, each with its end.
    pub(super) fn write_several(&self, texts: &[String]) -> Result<()> {
        let ended = texts
            .iter()
            .map(|text| format!("{text}{}", char::from(NUL)));
        self.write(&ended.collect::<String>())
    }
}

/// Colours are for a terminal, and for those who [want them](https://no-color.org/).
pub(super) fn is_coloured() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

/// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
fn write_standard(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
