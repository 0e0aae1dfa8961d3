//! [`Exclusions`]: which files and folders of a site hold no articles, as its settings say it.

use std::path::{Path, PathBuf};

use regex_lite::Regex;

use super::pattern::Glob;

/// Patterns of files and folders that hold no articles.
#[derive(Default)]
pub(super) struct Exclusions(Vec<(Scope, Regex)>);

/// What a pattern is of.
enum Scope {
    /// The name alone, wherever it stands.
    Name,
    /// The path below a folder.
    Below(PathBuf),
    /// The path from the root of the system.
    Whole,
}

impl Exclusions {
    /// Adds a glob of names, or of paths below a folder if it has a slash within. One of all that is in a folder is that folder.
    pub(super) fn add_name(&mut self, pattern: &str, folder: &Path) {
        let pattern = pattern
            .trim_matches('/')
            .trim_end_matches("/**")
            .trim_end_matches("/*");
        let scope = if pattern.contains('/') {
            Scope::Below(folder.to_owned())
        } else {
            Scope::Name
        };
        self.add(scope, Glob::Shell.whole(pattern));
    }

    /// Adds a glob of paths below a folder.
    pub(super) fn add_path(&mut self, pattern: &str, folder: &Path) {
        let pattern = pattern.trim_start_matches("./").trim_matches('/');
        self.add(Scope::Below(folder.to_owned()), Glob::Shell.whole(pattern));
    }

    /// Adds a glob of paths below a folder or of names, in which stars cross folders.
    pub(super) fn add_crossing(&mut self, pattern: &str, folder: &Path) {
        for scope in [Scope::Name, Scope::Below(folder.to_owned())] {
            self.add(scope, Glob::Crossing.whole(pattern));
        }
    }

    /// Adds what paths below a folder begin with, or a glob of Ruby's for them.
    pub(super) fn add_beginning(&mut self, pattern: &str, folder: &Path) {
        let pattern = pattern.trim_start_matches("./").trim_matches('/');
        if pattern.is_empty() {
            return;
        }
        let glob = Glob::Ruby.expression(pattern);
        let plain = regex_lite::escape(pattern);
        let regex = Regex::new(&format!("^(?s:{glob}$|{plain})")).ok();
        self.add(Scope::Below(folder.to_owned()), regex);
    }

    /// Adds a regular expression for some part of a whole path. Returns whether it is one.
    pub(super) fn add_expression(&mut self, expression: &str) -> bool {
        let regex = Regex::new(expression).ok();
        let is_known = regex.is_some();
        self.add(Scope::Whole, regex);
        is_known
    }

    fn add(&mut self, scope: Scope, regex: Option<Regex>) {
        self.0.extend(regex.map(|regex| (scope, regex)));
    }

    /// Returns whether a file or folder is left out.
    pub(super) fn hold(&self, path: &Path) -> bool {
        self.0.iter().any(|(scope, regex)| {
            let text = match scope {
                Scope::Name => path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned()),
                Scope::Below(folder) => path.strip_prefix(folder).ok().map(slashed),
                Scope::Whole => std::path::absolute(path)
                    .ok()
                    .map(|path| path.to_string_lossy().replace('\\', "/")),
            };
            text.is_some_and(|text| regex.is_match(&text))
        })
    }
}

/// Returns a path with slashes, whatever the system has.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
