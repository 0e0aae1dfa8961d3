//! Addresses of pages, as the generators themselves make them: tables of what they wrote.

use std::fs;
use std::path::Path;

use chrono::DateTime;
use feedmatter::model::Feed;
use feedmatter::site::{GenerateOptions, Limit, Plan, Settings, generate};
use tempfile::TempDir;
use url::Url;

use crate::support::cli::NOW;
use crate::support::fixtures::path;

/// One page, alone on its site.
struct Case<'a> {
    files: Vec<(&'a str, String)>,
    address: &'a str,
}

impl<'a> Case<'a> {
    fn parse(configuration: &'a str, line: &'a str) -> Self {
        let columns: Vec<&str> = line.split('\t').collect();
        let text = |column: &str| column.replace("\\n", "\n");
        let [settings, page, front_matter, address, others @ ..] = columns.as_slice() else {
            panic!("expected four columns: {line}");
        };
        let mut files = vec![
            (configuration, text(settings) + "\n"),
            (*page, text(front_matter) + "\n\nText.\n"),
        ];
        files.extend(others.chunks(2).map(|file| (file[0], text(file[1]))));
        Self { files, address }
    }

    /// Returns the address of the page in a feed; `-` if it is not there.
    fn found(&self, generator: &str) -> String {
        let folder = TempDir::new().expect("a temporary folder");
        for (name, text) in &self.files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        address_of(folder.path(), generator)
    }
}

fn address_of(site: &Path, generator: &str) -> String {
    let settings = Settings::find(&[site.to_owned()], None, Some(generator)).expect("a site");
    let plan = Plan {
        path: "feed.json".to_owned(),
        limit: Limit::All,
        feed: Feed {
            title: Some("A site".to_owned()),
            ..Feed::default()
        },
        ..Plan::default()
    };
    let now = DateTime::from_timestamp(NOW.parse().expect("a number"), 0);
    let options = GenerateOptions::public(now.expect("a time"));
    let outputs = generate(&settings, &[plan], &options, &mut |_| {}).expect("feeds");
    let feed: serde_json::Value = serde_json::from_str(&outputs[0].text).expect("JSON");
    feed["items"][0]["url"].as_str().unwrap_or("-").to_owned()
}

/// The generators differ in what they percent-encode.
fn is_same(a: &str, b: &str) -> bool {
    a == b || matches!((Url::parse(a), Url::parse(b)), (Ok(a), Ok(b)) if a == b)
}

fn places_pages(generator: &str, configuration: &str) {
    let table = path("permalinks").join(format!("{generator}.tsv"));
    let table = fs::read_to_string(table).expect("a table");
    let cases: Vec<_> = table.lines().skip(1).collect();
    assert!(cases.len() > 30);
    let wrong: Vec<_> = cases
        .into_iter()
        .filter_map(|line| {
            let case = Case::parse(configuration, line);
            let found = case.found(generator);
            (!is_same(&found, case.address)).then(|| format!("{line}\n  found {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_jekyll() {
    places_pages("jekyll", "_config.yml");
}

#[test]
fn of_hugo() {
    places_pages("hugo", "hugo.toml");
}

#[test]
fn of_zola() {
    places_pages("zola", "config.toml");
}

#[test]
fn of_eleventy() {
    places_pages("eleventy", "package.json");
}

#[test]
fn of_astro() {
    places_pages("astro", "astro.config.mjs");
}

#[test]
fn of_hexo() {
    places_pages("hexo", "_config.yml");
}
