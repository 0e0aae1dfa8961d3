//! Pictures and people, in the shape that themes and plugins take.

use super::{convert, line};

/// Hugo's own templates go through a list of addresses.
#[test]
fn pictures_of_hugo_are_a_list_of_addresses() {
    for (images, expected) in [
        ("[{url: /a.png}]", "images:\n  - /a.png\n---\n"),
        (
            "[{url: /a.png, width: 600}, {url: /b.png}]",
            "images:\n  - /a.png\n  - /b.png\n\nfeedmatter:\n  fields:\n    images:\n      - url: \"/a.png\"\n        width: 600\n      - url: \"/b.png\"\n---\n",
        ),
        (
            "[{width: 3}]",
            "images: []\n\nfeedmatter:\n  fields:\n    images:\n      - width: 3\n---\n",
        ),
    ] {
        let input = format!("---\nimages: {images}\n---\n");
        let written = convert(&["--dialect", "hugo"], &input);
        assert!(written.contains(expected), "{written}");
        assert_eq!(line("hugo", &written), line("article", &input));
    }
}

/// The plugins of Jekyll want one picture, as text or with its address under `path`, and one author under `author`.
#[test]
fn jekyll_gets_one_picture_and_one_author() {
    for (from, input, expected) in [
        ("article", "images: [{url: /a.png}]", "image: /a.png\n"),
        (
            "jekyll",
            "image: {path: /a.png, width: 600, height: 400, alt: A}",
            "image:\n  path: /a.png\n  width: 600\n  height: 400\n  alt: A\n",
        ),
        (
            "article",
            "images: [{width: 3}, {url: /a.png, width: 600}, {url: /b.png}]",
            "image:\n  path: /a.png\n  width: 600\n\nfeedmatter:\n  fields:\n    images:\n      - width: 3\n      - url: \"/a.png\"\n        width: 600\n      - url: \"/b.png\"\n",
        ),
        (
            "article",
            "images: [{url: /a.png, title: T, description: A}]",
            "image:\n  path: /a.png\n  title: \"T\"\n  alt: A\n",
        ),
        (
            "article",
            "provider: {authors: [{name: Ann}]}",
            "author: Ann\n",
        ),
        (
            "article",
            "provider: {authors: [{name: Ann, url: https://a.example/}]}",
            "author:\n  name: Ann\n  url: \"https://a.example/\"\n",
        ),
        (
            "article",
            "provider: {authors: [{name: Ann}, {name: Bob}]}",
            "authors:\n  - Ann\n  - Bob\n",
        ),
    ] {
        let input = format!("---\n{input}\n---\n");
        let written = convert(&["--from-dialect", from, "--dialect", "jekyll"], &input);
        assert_eq!(written, format!("---\n{expected}---\n\n"));
        assert_eq!(line("jekyll", &written), line(from, &input));
    }
}

/// What `alt` says is what the picture shows, for those who do not see it.
#[test]
fn alternatives_of_pictures_are_no_captions() {
    let input = "---\nimage: {path: https://a.example/a.png, alt: A rose}\n---\n";
    let feed = convert(&["--from-dialect", "jekyll", "--to", "rss"], input);
    assert!(
        feed.contains("<media:description type=\"plain\">A rose<"),
        "{feed}"
    );
}

/// A map without a name would break the templates that want one.
#[test]
fn nameless_people_are_carried() {
    let input = "---\nprovider: {authors: [{email: ann@a.example}]}\n---\n";
    for dialect in ["jekyll", "hugo", "zola", "eleventy", "astro", "hexo"] {
        let written = convert(&["--dialect", dialect], input);
        assert!(!written.contains("\nauthor"), "{written}");
        assert_eq!(line(dialect, &written), line("article", input));
    }
}

/// Authors under another key are those of an article that says nothing under the first.
#[test]
fn blank_authors_give_way() {
    for blank in ["[]", "''", "null"] {
        let input = format!("---\ntitle: A\nauthors: {blank}\nauthor: Ann\n---\n");
        let feed = convert(&["--to", "rss"], &input);
        assert!(feed.contains("<dc:creator>Ann<"), "{feed}");
    }
}

/// Templates of these put the value into an address.
#[test]
fn pictures_of_astro_and_hexo_are_one_address() {
    for (dialect, key) in [("astro", "heroImage"), ("hexo", "cover")] {
        let input = "---\nimages: [{url: /a.png, width: 600}, {url: /b.png}]\n---\n";
        let written = convert(&["--dialect", dialect], input);
        assert!(written.contains(&format!("{key}: /a.png\n")), "{written}");
        assert_eq!(line(dialect, &written), line("article", input));
    }
}

/// Themes of Hugo go through a list of names, and taxonomies know no other.
#[test]
fn authors_of_hugo_are_a_list_of_names() {
    for (people, expected) in [
        ("[{name: Ann}]", "authors:\n  - Ann\n---\n"),
        (
            "[{name: Ann, url: https://a.example/}, {email: b@b.example}]",
            "authors:\n  - Ann\n\nfeedmatter:\n  fields:\n    provider:\n      authors:\n        - name: Ann\n          url: \"https://a.example/\"\n        - email: b@b.example\n---\n",
        ),
    ] {
        let input = format!("---\nprovider: {{authors: {people}}}\n---\n");
        let written = convert(&["--dialect", "hugo"], &input);
        assert!(written.contains(expected), "{written}");
        assert_eq!(line("hugo", &written), line("article", &input));
    }
}

/// Topics may stand under our name beside the key of the generator, which is another field then.
#[test]
fn single_texts_are_lists_beside_each_other() {
    for (dialect, tags, topics) in [
        ("hugo", "[\"a b\"]", "[\"c d\"]"),
        ("jekyll", "[\"a\",\"b\"]", "[\"c d\"]"),
        ("zola", "[\"a b\"]", "[\"c d\"]"),
        ("eleventy", "[\"a b\"]", "[\"c d\"]"),
    ] {
        let line = line(dialect, "---\ntags: a b\ntopics: c d\n---\n");
        let found = ["tags", "topics"].map(|field| line[field].to_string());
        assert_eq!(found, [tags, topics], "{dialect}");
    }
    let line = line("hugo", "---\ntags: [a]\ntopics: [b]\n---\n");
    let found = ["tags", "topics"].map(|field| line[field].to_string());
    assert_eq!(found, ["[\"a\"]", "[\"b\"]"]);
}
