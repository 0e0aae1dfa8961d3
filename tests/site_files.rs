//! Which files of a site `generate` reads, however they are named, and which old feeds it takes for its own.

use std::collections::BTreeSet;
use std::fs;

use crate::support::cli::{Ran, Test};

#[test]
fn files_of_others_are_no_old_feeds() {
    let settings = "base_url: https://example.com\nfeed: {title: A}\nfeeds:\n- path: '{topics}.json'\n- path: '{topics}.xml'\n";
    let article = "---\ntitle: T\ntopics: [rust, go]\n---\n";
    let ran = Test::new(&["generate", "-q"])
        .file("feedmatter.yml", settings)
        .file("a.md", article)
        .file("manifest.json", "{\n  \"version\": \"1\"\n}\n")
        .file("package-lock.json", "{\"name\": \"feedmatter\"}\n")
        .file(
            "sitemap.xml",
            "\u{feff}<urlset><loc>https://example.com/feedmatter/</loc></urlset>\n",
        )
        .file(
            "other.xml",
            "<rss><channel><generator>Other</generator></channel></rss>\n",
        )
        .run();
    fs::write(ran.path("a.md"), article.replace(", go", "")).expect("a file");
    let output = ran.again(&["generate"]);
    let said = String::from_utf8(output.stderr).expect("text");
    let expected = ["go.json", "go.xml"].map(|name| {
        format!("feedmatter: {name}: of an earlier run, and made no more; remove it\n")
    });
    assert_eq!(said, expected.concat());
}
