//! A site of each generator, and the feeds it must give, byte for byte.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::support::cli::NOW;
use crate::support::fixtures::{assert_file, path};

/// The feeds of a site; their endings choose the format.
const FEEDS: [&str; 3] = ["feed.xml", "feed.atom", "feed.json"];

fn site(name: &str) -> PathBuf {
    path("sites").join(name)
}

/// Runs the program at the root of the project, so that messages name files as the fixtures do.
fn generate(name: &str, output: &Path) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_feedmatter"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SOURCE_DATE_EPOCH", NOW)
        .args(["generate", &format!("fixtures/sites/{name}")])
        .args(["--limit", "all", "-o"])
        .arg(output)
        .output()
        .expect("a program");
    assert_eq!(run.status.code(), Some(0), "{name}");
    assert!(run.stdout.is_empty());
    String::from_utf8(run.stderr).expect("text")
}

fn gives_its_feeds(name: &str) {
    let folder = TempDir::new().expect("a temporary folder");
    for feed in FEEDS {
        let output = folder.path().join(feed);
        let warnings = generate(name, &output);
        assert_file(
            &site(name).join(feed),
            &fs::read_to_string(&output).expect("a feed"),
        );
        let expected = site(name).join("warnings.txt");
        if expected.exists() || !warnings.is_empty() {
            assert_file(&expected, &warnings);
        }
    }
}

#[test]
fn jekyll() {
    gives_its_feeds("jekyll");
}

#[test]
fn hugo() {
    gives_its_feeds("hugo");
}

#[test]
fn zola() {
    gives_its_feeds("zola");
}

#[test]
fn eleventy() {
    gives_its_feeds("eleventy");
}

#[test]
fn astro() {
    gives_its_feeds("astro");
}

#[test]
fn hexo() {
    gives_its_feeds("hexo");
}

#[test]
fn a_site_of_its_own() {
    gives_its_feeds("article");
}
