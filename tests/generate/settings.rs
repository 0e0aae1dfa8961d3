//! What `feedmatter.yml` says, and what is wrong with it.

use super::{feed, selected, test, titles, with_posts};
use crate::support::cli::Test;

#[test]
fn own_names_of_fields_are_understood() {
    let ran = test(&[])
        .file(
            "feedmatter.yml",
            "fields:\n  excerpt: teaser\n  provider.authors: writtenBy\n",
        )
        .file(
            "_posts/2026-01-01-a.md",
            "---\ntitle: a\nteaser: Short.\nwrittenBy: Ada\n---\n\nLong.\n",
        )
        .any_stdout()
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.excerpt.as_deref(), Some("Short."));
    assert_eq!(
        article.provider.expect("a provider").authors[0]
            .name
            .as_deref(),
        Some("Ada")
    );
}

#[test]
fn a_feed_that_goes_to_standard_output_is_named_for_its_format() {
    for (format, own, name) in [
        ("json", "", "feed.json"),
        ("atom", "", "feed.xml"),
        ("json", "feed: {path: x.xml}\n", "x.xml"),
    ] {
        let ran = with_posts(test(&["--format", format]), 1)
            .file("feedmatter.yml", own)
            .any_stdout()
            .run();
        let own = feed(&ran.stdout()).self_url.expect("an address");
        assert!(own.ends_with(&format!("/{name}")), "{own}");
    }
}

#[test]
fn typing_errors_in_settings_are_said() {
    for settings in ["titel: x\n", "feed: {titel: x}\n", "feeds: [{titel: x}]\n"] {
        with_posts(test(&[]), 1)
            .file("feedmatter.yml", settings)
            .stderr("feedmatter: feedmatter.yml: expected `titel` to be the name of a setting, found none of that name\n")
            .code(2)
            .run();
    }
}

#[test]
fn values_of_another_type_in_settings_are_said() {
    for settings in [
        "feed: {title: 1984}\n",
        "feeds: [{path: a.xml, title: 1984}]\n",
    ] {
        with_posts(test(&[]), 1)
            .file("feedmatter.yml", settings)
            .stderr("feedmatter: feedmatter.yml: expected `title` to be text, found an integer\n")
            .code(2)
            .run();
    }
    Test::new(&["generate"])
        .file("a.md", "---\ntitle: A\n---\n")
        .file("_feed.yml", "title: A\nlanguage: [de]\n")
        .stderr("feedmatter: _feed.yml: expected `language` to be text, found a list\n")
        .code(2)
        .run();
}

/// What holds of every feed holds of the only one.
#[test]
fn settings_hold_of_a_feed_that_is_not_listed() {
    let settings = "feed: {title: T, path: feeds/atom.xml, limit: all, content: excerpt, where: {category: a}, stylesheet: true}\n";
    let site = |arguments: &[&str]| {
        let test = test(arguments).file("feedmatter.yml", settings);
        with_posts(test, 25).file(
            "_posts/2026-02-01-x.md",
            "---\ntitle: x\ncategory: a\n---\n\nFirst.\n\nSecond.\n",
        )
    };
    let ran = site(&["-o", "public/"]).run();
    assert_eq!(ran.names("public/feeds"), ["atom.xml", "feed.css"]);
    let made = ran.read("public/feeds/atom.xml");
    assert!(made.contains("<feed "), "{made}");
    assert_eq!(titles(&made), ["x"]);
    assert_eq!(feed(&made).articles[0].body, None);
    let ran = site(&["-o", "rss.xml", "--content", "full"]).run();
    let made = ran.read("rss.xml");
    assert!(made.contains("<rss ") && made.contains("Second."), "{made}");
    assert_eq!(titles(&made), ["x"]);
    // Beside standard output lies no style sheet.
    assert_eq!(selected(site(&[])), ["x"]);
}
