//! Groups of fixtures: one article in every spelling. Any member gives every other, byte for byte.

use std::fs;
use std::path::{Path, PathBuf};

use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::front_matter;
use feedmatter::model::{Article, Feed};

use crate::support::fixtures::{assert_file, ending};

/// What the names of the members end in.
const SPELLINGS: [(&str, &str); 4] = [
    ("rss", ".rss.xml"),
    ("atom", ".atom.xml"),
    ("json", ".feed.json"),
    ("ndjson", ".ndjson"),
];

fn written(format: &str, article: &Article) -> String {
    let feed = Feed {
        articles: vec![article.clone()],
        ..Feed::default()
    };
    formats::write(format, &feed, &WriteOptions::default()).expect("a written feed")
}

fn member(article_file: &Path, ending: &str) -> PathBuf {
    article_file.with_file_name(
        article_file
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
            + ending,
    )
}

#[test]
fn every_spelling_is_there() {
    let names: Vec<_> = formats::names()
        .into_iter()
        .filter(|name| *name != formats::FRONT_MATTER && formats::keeps_everything(name))
        .collect();
    assert_eq!(names, SPELLINGS.map(|(name, _)| name));
}

#[test]
fn every_member_gives_every_other() {
    for file in ending("articles", ".md") {
        let text = fs::read_to_string(&file).expect("a fixture");
        let article = front_matter::read(&text, &mut Vec::new()).expect("front matter");
        assert_file(
            &file,
            &front_matter::write(&article).expect("written front matter"),
        );
        for (format, ending) in SPELLINGS {
            let member = member(&file, ending);
            assert_file(&member, &written(format, &article));
            let text = fs::read(&member).expect("a fixture");
            let document = formats::read(&text, &ReadOptions::default()).expect("a readable feed");
            assert_eq!(document.format, format);
            assert_eq!(
                document.feed.articles,
                std::slice::from_ref(&article),
                "{}",
                member.display()
            );
        }
    }
}

/// A folder with a word about its feed is a feed, and the other way round.
#[test]
fn a_feed_foreign_to_us_becomes_front_matter() {
    let files = [ending("foreign", ".xml"), ending("foreign", ".json")];
    for file in files.concat() {
        let text = fs::read(&file).expect("a fixture");
        let document = formats::read(&text, &ReadOptions::default()).expect("a readable feed");
        let articles = document
            .feed
            .articles
            .iter()
            .map(|article| front_matter::write(article).expect("written front matter"));
        let own = front_matter::write_feed(&document.feed).expect("a written feed");
        let texts: Vec<String> = [own].into_iter().chain(articles).collect();
        assert_file(&member(&file, ".md"), &texts.join("\n"));
        let warnings = document
            .warnings
            .iter()
            .map(|warning| match warning.position {
                Some(position) => format!("{position}: {warning}\n"),
                None => format!("{warning}\n"),
            });
        let warnings: String = warnings.collect();
        let said = member(&file, ".warnings");
        if !warnings.is_empty() || said.exists() {
            assert_file(&said, &warnings);
        }
    }
}
