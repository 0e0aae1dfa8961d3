//! Where pictures stand that front matter of site generators names.

use feedmatter::formats::{self, ReadOptions};

use crate::support::cli::Test;

/// Returns the address of the picture of the only article.
fn picture(test: Test) -> Option<String> {
    let text = test.any_stdout().run().stdout();
    let feed = formats::read(text.as_bytes(), &ReadOptions::default()).expect("a feed");
    feed.feed.articles[0].images[0].url.clone()
}

/// As jekyll-feed has it.
#[test]
fn pictures_of_jekyll_are_below_the_site() {
    for (address, expected) in [
        ("img/a b.png", "https://example.com/b/img/a%20b.png"),
        ("../a.png?c", "https://example.com/a.png?c"),
        ("/img/a.png", "https://example.com/b/img/a.png"),
        ("/b/img/a.png", "https://example.com/b/img/a.png"),
        ("https://a.example/a.png", "https://a.example/a.png"),
        ("//a.example/a.png", "https://a.example/a.png"),
    ] {
        let settings = "title: A\nurl: https://example.com\nbaseurl: /b\n";
        let test = Test::new(&["generate"]).file("_config.yml", settings).file(
            "_posts/2026-01-01-a.md",
            format!("---\ntitle: a\nimage: {address}\n---\n"),
        );
        assert_eq!(picture(test).as_deref(), Some(expected), "{address}");
    }
}

/// As Hugo's own templates have it.
#[test]
fn pictures_of_hugo_are_beside_the_page_or_below_the_site() {
    for (address, expected) in [
        ("img/a.png", "https://example.com/b/img/a.png"),
        ("own b.png", "https://example.com/b/posts/a/own%20b.png"),
        ("own%20b.png", "https://example.com/b/posts/a/own%20b.png"),
    ] {
        let settings = "title: A\nbaseURL: https://example.com/b/\n";
        let test = Test::new(&["generate"])
            .file("hugo.yaml", settings)
            .file("content/posts/a/own b.png", "")
            .file("static/img/a.png", "")
            .file(
                "content/posts/a/index.md",
                format!("---\ntitle: a\ndate: 2026-01-01\nimages: [\"{address}\"]\n---\n"),
            );
        assert_eq!(picture(test).as_deref(), Some(expected), "{address}");
    }
}
