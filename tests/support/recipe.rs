//! A recipe of the README in a folder of its own, with a network that is not the internet.
//!
//! Recipes are followed to the letter, but for two. Addresses begin with `http://` instead of `https://`, in recipes and in lists
//! of feeds, so that `http_proxy` can send them, whatever their hosts, to a server of ours, which has no certificates. And `entr`
//! gets `-n`, since there is no terminal.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use walkdir::WalkDir;

use super::cli::NOW;
use super::fixtures;
use super::server::{Request, Server, answer};

/// How long nothing may happen before a test has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A language and a text.
pub(crate) type Block = (String, String);

/// Returns the headings of the recipes, with the blocks below them.
pub(crate) fn recipes(readme: &str) -> Vec<(String, Vec<Block>)> {
    let (_, section) = readme.split_once("\n## Recipes\n").expect("recipes");
    let section = section.split("\n## ").next().unwrap_or_default();
    let recipe = |text: &str| {
        let (heading, text) = text.split_once('\n').expect("a recipe");
        let blocks = text.split("\n```").skip(1).step_by(2).map(|block| {
            let (language, text) = block.split_once('\n').expect("a block");
            let text = text.replace("https://", "http://");
            (language.to_owned(), format!("{text}\n"))
        });
        (heading.to_owned(), blocks.collect())
    };
    section.split("\n### ").skip(1).map(recipe).collect()
}

/// Returns what a program has said.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Answers like a proxy before the hosts whose files are in `fixtures/recipes/web`.
fn web(request: &Request, _: usize) -> Vec<u8> {
    let file = request.path.strip_prefix("http://").unwrap_or("none");
    match fs::read(fixtures::path("recipes/web").join(file)) {
        Ok(body) => answer("200 OK", &[], body),
        Err(_) => answer("404 Not Found", &[], ""),
    }
}

/// A recipe in a folder of its own, and a network without the internet.
pub(crate) struct Recipe {
    blocks: Vec<Block>,
    folder: TempDir,
    server: Server,
}

impl Recipe {
    pub(crate) fn new(folder: Option<&str>, blocks: Vec<Block>) -> Self {
        let recipe = Self {
            blocks,
            folder: TempDir::new().expect("a temporary folder"),
            server: Server::start(web),
        };
        if let Some(name) = folder {
            let origin = fixtures::path("recipes").join(name);
            for entry in WalkDir::new(&origin) {
                let entry = entry.expect("a fixture");
                if entry.file_type().is_file() {
                    let name = entry.path().strip_prefix(&origin).expect("a name");
                    let text = fs::read_to_string(entry.path()).expect("a text");
                    let is_list = name.extension().is_some_and(|ending| ending == "opml");
                    let text = if is_list {
                        text.replace("https://", "http://")
                    } else {
                        text
                    };
                    recipe.write(name, &text);
                }
            }
        }
        recipe
    }

    /// Returns the recipe's only block in that language.
    pub(crate) fn block(&self, language: &str) -> &str {
        let mut blocks = self.blocks.iter().filter(|(known, _)| known == language);
        let (_, text) = blocks.next().expect("a block");
        assert!(blocks.next().is_none(), "several blocks in {language}");
        text
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Returns a program in the folder, with the clock of the tests, our program, and our server for a proxy.
    pub(crate) fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let ours = Path::new(env!("CARGO_BIN_EXE_feedmatter")).parent();
        let theirs = std::env::var("PATH").expect("a path");
        let path = format!("{}:{theirs}", ours.expect("a folder").display());
        let mut command = Command::new(program);
        for name in ["all_proxy", "http_proxy", "no_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("PATH", path)
            .env("LC_ALL", "C")
            .env("SOURCE_DATE_EPOCH", NOW)
            .env("http_proxy", &self.server.url);
        command
    }

    /// Runs a script, in which no part of a pipe may fail unnoticed.
    pub(crate) fn shell(&self, script: &str) -> Output {
        let mut command = self.command("bash", &["-o", "pipefail", "-c", script]);
        command.output().expect("bash")
    }

    /// Runs a script that succeeds.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) -> Output {
        let output = self.shell(script);
        assert!(output.status.success(), "{script}{}", text(&output.stderr));
        output
    }

    /// Runs the recipe's only block in that language.
    #[track_caller]
    pub(crate) fn follow(&self, language: &str) {
        self.run(self.block(language));
    }

    /// Returns the texts of these elements of each item or entry of a feed.
    pub(crate) fn items<const N: usize>(
        &self,
        name: &str,
        elements: &[&str; N],
    ) -> Vec<[String; N]> {
        let xml = self.read(name);
        let document = roxmltree::Document::parse(&xml).expect("XML");
        let is_item = |node: &roxmltree::Node<'_, '_>| {
            node.is_element() && ["item", "entry"].contains(&node.tag_name().name())
        };
        let items = document.descendants().filter(is_item);
        let item = |item: roxmltree::Node<'_, '_>| {
            elements.map(|name| {
                let mut children = item.children();
                let element = children.find(|child| child.tag_name().name() == name);
                element
                    .and_then(|element| element.text())
                    .unwrap_or_default()
                    .to_owned()
            })
        };
        items.map(item).collect()
    }

    pub(crate) fn titles(&self, name: &str) -> Vec<String> {
        let items = self.items(name, &["title"]);
        items.into_iter().map(|[title]| title).collect()
    }
}

/// A recipe that goes on until it is interrupted, in a process group of its own.
pub(crate) struct Watcher {
    child: Child,
    lines: Receiver<String>,
}

impl Watcher {
    pub(crate) fn new(recipe: &Recipe, script: &str) -> Self {
        let mut child = recipe
            .command("bash", &["-c", script])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("bash");
        let said = BufReader::new(child.stderr.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let lines = said.lines().map_while(Result::ok);
            lines.for_each(|line| drop(sender.send(line)));
        });
        Self { child, lines }
    }

    /// Waits until something is said.
    #[track_caller]
    pub(crate) fn wait(&self, part: &str) {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("expected to be told: {part}"));
            if line.contains(part) {
                return;
            }
        }
    }

    /// Does what Ctrl-C does, after which the recipe ends by itself.
    pub(crate) fn interrupt(mut self) {
        self.signal("INT");
        assert!(self.child.wait().expect("an end").success());
    }

    fn signal(&self, name: &str) {
        let script = format!("kill -s {name} -- -{}", self.child.id());
        let status = Command::new("bash").args(["-c", &script]).status();
        status.expect("bash");
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal("KILL");
            drop(self.child.wait());
        }
    }
}
