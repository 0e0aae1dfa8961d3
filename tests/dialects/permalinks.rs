//! Addresses of pages: what is none to a generator is not written as one.

use super::{convert, line};

/// Hugo ends at parts that it does not know, and the others would take all this for the names of folders.
#[test]
fn patterns_and_templates_are_no_addresses_to_others() {
    let template = "blog/{{ page.fileSlug }}/";
    for (from, key, value, readers) in [
        (
            "jekyll",
            "permalink",
            "/a/b/",
            &["jekyll", "hugo", "zola", "eleventy", "hexo"][..],
        ),
        (
            "jekyll",
            "permalink",
            "/:categories/:title.html",
            &["jekyll"],
        ),
        (
            "jekyll",
            "permalink",
            "/:year_:month/:title/",
            &["jekyll", "hugo"],
        ),
        ("jekyll", "permalink", "pretty", &["jekyll"]),
        ("jekyll", "permalink", "none", &["jekyll"]),
        ("hugo", "url", "/:sections[1:]/:slug/", &["hugo"]),
        ("hugo", "url", "/a:b/", &[]),
        ("eleventy", "permalink", template, &["eleventy"]),
        ("eleventy", "permalink", "false", &["eleventy"]),
        ("eleventy", "permalink", "{build: /a/}", &["eleventy"]),
    ] {
        let value = match value {
            "false" | "{build: /a/}" => value.to_owned(),
            text => format!("\"{text}\""),
        };
        let input = format!("---\ntitle: A\n{key}: {value}\n---\n");
        let article = line(from, &input);
        for (dialect, place) in [
            ("jekyll", "permalink"),
            ("hugo", "url"),
            ("zola", "path"),
            ("eleventy", "permalink"),
            ("hexo", "permalink"),
        ] {
            let written = convert(&["--from-dialect", from, "--dialect", dialect], &input);
            let has_address = written.contains(&format!("\n{place}:"));
            assert_eq!(has_address, readers.contains(&dialect), "{written}");
            assert_eq!(line(dialect, &written), article, "{written}");
        }
    }
}

/// Where the name of the field is the generator's own, what is no address stands beside.
#[test]
fn what_is_no_address_is_carried() {
    let input = "---\ntitle: A\npermalink: false\n---\n";
    for (dialect, expected) in [
        ("jekyll", "feedmatter:\n  fields:\n    permalink: false\n"),
        ("hexo", "feedmatter:\n  fields:\n    permalink: false\n"),
        ("hugo", "params:\n  permalink: false\n"),
        ("zola", "extra:\n  permalink: false\n"),
    ] {
        let from = ["--from-dialect", "eleventy", "--dialect", dialect];
        let written = convert(&from, input);
        assert_eq!(written, format!("---\ntitle: \"A\"\n\n{expected}---\n\n"));
    }
}
