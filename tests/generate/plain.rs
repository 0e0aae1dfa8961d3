//! A folder of articles of which nothing is known.

use super::feed;
use crate::support::cli::Test;

fn plain(arguments: &[&str]) -> Test {
    let placed = [
        "generate",
        "--title",
        "A",
        "--base-url",
        "https://example.com/b/",
    ];
    Test::new(&[&placed[..], arguments].concat())
}

/// Nothing says that they are separated by blanks, as those of Jekyll are.
#[test]
fn topics_in_one_text_have_commas_between_them() {
    for (keys, expected) in [
        ("tags: x, y", &["x", "y"][..]),
        ("tags: Machine Learning", &["Machine Learning"]),
        ("tags: Machine Learning, b,", &["Machine Learning", "b"]),
        ("tags: [a b, c]", &["a b", "c"]),
        ("tags: a b\nlayout: post", &["a", "b"]),
    ] {
        let page = format!("---\ntitle: a\ndate: 2026-01-02\n{keys}\n---\n");
        let ran = plain(&[]).file("p/a.md", page).any_stdout().run();
        let articles = feed(&ran.stdout()).articles;
        assert_eq!(articles[0].topics, expected, "{keys}");
    }
}
