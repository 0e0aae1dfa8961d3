//! Addresses of pages of Hugo, as settings and sections have them.

use feedmatter::formats::{self, ReadOptions};

use super::{HUGO, ZOLA, site, with_page};

#[test]
fn permalinks_of_hugo_may_be_of_a_language_and_of_slugs_of_sections() {
    let settings = format!(
        "{HUGO}[languages.en]\n[languages.de.permalinks]\np = '/artikel/:sectionslug/:slug/'\n\
         [permalinks]\np = '/:sectionslugs/:sectionslugs[1:]/:slug/'\nq = '/:sectionslug/:slug/'\n"
    );
    let page = "---\ntitle: A Title\ndate: 2020-01-02\n---\n";
    let site = |language: &str| {
        site(&["--language", language], "hugo.toml", &settings)
            .file("content/p/_index.md", "---\ntitle: The Posts\n---\n")
            .file("content/p/_index.de.md", "---\nslug: texte\n---\n")
            .file(
                "content/p/sub/_index.md",
                "---\ntitle: S\nslug: Below it\n---\n",
            )
            .file("content/p/sub/a.md", page)
            .file("content/p/a.de.md", page)
    };
    for (language, address) in [
        ("en", "the-posts/below-it/below-it/a-title/"),
        ("de", "de/artikel/texte/a-title/"),
    ] {
        let feed = site(language).any_stdout().run().stdout();
        let link = format!("<link>https://example.com/{address}</link>");
        assert!(feed.contains(&link), "{link}: {feed}");
    }
    // Hugo makes up the title of this one.
    site("en")
        .file("content/q/b.md", page)
        .any_stdout()
        .code(1)
        .stderr(
            "feedmatter: content/q/b.md: expected an address without `:sectionslug`, which is not known; \
             give the article a `webUrl`, or all of them a pattern with --permalink\n",
        )
        .run();
}

/// As Hugo 0.168.0 does.
#[test]
fn permalinks_of_a_language_of_hugo_replace_those_of_the_site() {
    let settings = format!(
        "{HUGO}[languages.en.permalinks]\nnotes = '/x/:slug/'\n[languages.de]\n[languages.fr.permalinks]\n\
         [permalinks]\nposts = '/g/:slug/'\nnotes = '/n/:slug/'\n"
    );
    for (language, addresses) in [
        ("en", ["posts/a/", "x/a/"]),
        ("de", ["de/g/a/", "de/n/a/"]),
        ("fr", ["fr/posts/a/", "fr/notes/a/"]),
    ] {
        let mut test = site(&["--language", language], "hugo.toml", &settings);
        for section in ["posts", "notes"] {
            let path = format!("content/{section}/a.{language}.md");
            test = with_page(test, &path, "");
        }
        let feed = test.any_stdout().run().stdout();
        for address in addresses {
            let link = format!("<link>https://example.com/{address}</link>");
            assert!(feed.contains(&link), "{link}: {feed}");
        }
    }
}

/// As Hugo 0.168.0 does.
#[test]
fn slugs_of_sections_of_hugo_come_from_many_places() {
    let link = |section: &str, index: &str| {
        let settings = format!("{HUGO}[permalinks]\n{section} = '/:sectionslug/:slug/'\n");
        let mut test = site(&[], "hugo.toml", &settings);
        if !index.is_empty() {
            test = test.file(&format!("content/{section}/_index.md"), index);
        }
        let test = with_page(test, &format!("content/{section}/a.md"), "");
        let feed = test.any_stdout().run().stdout();
        let link = feed.split_once("<item>").expect("an item").1;
        let link = link
            .split_once("<link>https://example.com")
            .expect("a link");
        link.1.split_once("</link>").expect("an end").0.to_owned()
    };
    for (section, index, expected) in [
        ("q", "---\nTitle: Foo Bar\n---\n", "/foo-bar/a/"),
        ("q", "---\nTitle: Foo Bar\nSLUG: It is\n---\n", "/it-is/a/"),
        ("q", "---\nweight: 1\n---\n", "/a/"),
        ("posts", "", "/posts/a/"),
        ("my-notes", "", "/my-notes/a/"),
    ] {
        assert_eq!(link(section, index), expected, "{section} {index}");
    }
    // Hugo makes titles of many of these.
    for section in ["blog", "focus", "access", "analysis"] {
        let settings = format!("{HUGO}[permalinks]\n{section} = '/:sectionslug/:slug/'\n");
        let path = format!("content/{section}/a.md");
        with_page(site(&[], "hugo.toml", &settings), &path, "")
            .any_stdout()
            .code(1)
            .stderr(format!(
                "feedmatter: {path}: expected an address without `:sectionslug`, which is not known; \
                 give the article a `webUrl`, or all of them a pattern with --permalink\n"
            ))
            .run();
    }
}

/// As Hugo 0.111.3 places them.
#[test]
fn addresses_of_hugo_keep_case_lose_accents_and_are_ugly_by_section() {
    let settings = format!(
        "{HUGO}disablePathToLower = true\nremovePathAccents = true\n[uglyURLs]\nposts = true\n"
    );
    for (path, address) in [
        (
            "content/notes/Été Là.md",
            "https://example.com/notes/Ete-La/",
        ),
        (
            "content/posts/Été Là.md",
            "https://example.com/posts/Ete-La.html",
        ),
    ] {
        let test = with_page(site(&[], "hugo.toml", &settings), path, "");
        let text = test.any_stdout().run().stdout();
        assert!(text.contains(&format!("<link>{address}</link>")), "{text}");
    }
}

/// As Hugo 0.168.0 does.
#[test]
fn addresses_and_dates_of_hugo_come_from_many_places() {
    let settings = format!("{HUGO}defaultContentLanguage = 'en'\n[languages.en]\n[languages.fr]\n");
    let french = site(&["--language", "fr"], "hugo.toml", &settings)
        .file(
            "content/u.md",
            "---\ntitle: a\ndate: 2020-01-01\nurl: rel/u\n---\n",
        )
        .file(
            "content/u.fr.md",
            "---\ntitle: b\ndate: 2020-01-01\nurl: rel/u\n---\n",
        );
    let feed = french.any_stdout().run().stdout();
    assert!(
        feed.contains("<link>https://example.com/fr/rel/u/</link>"),
        "{feed}"
    );

    let settings = format!("{HUGO}[permalinks]\nnote = '/n/:contentbasename/'\n");
    let production = site(&[], "hugo.toml", &settings).file(
        "config/production/hugo.toml",
        "[permalinks]\nnote = '/prod/:contentbasename/'\n",
    );
    let feed = with_page(production, "content/note/a.md", "")
        .any_stdout()
        .run()
        .stdout();
    assert!(
        feed.contains("<link>https://example.com/prod/a/</link>"),
        "{feed}"
    );

    let settings = format!(
        "{HUGO}[frontmatter]\ndate = [':filename', ':default']\n[permalinks]\ns = '/s/:slug/'\nn = '/n/:contentbasename/'\n"
    );
    let page = "---\ntitle: Some Title\n---\n";
    let dated = site(&[], "hugo.toml", &settings)
        .file("content/s/2020-01-02-name.md", page)
        .file("content/n/2020-01-02-name.md", page);
    let feed = dated.any_stdout().run().stdout();
    for address in ["s/name/", "n/2020-01-02-name/"] {
        assert!(
            feed.contains(&format!("<link>https://example.com/{address}</link>")),
            "{feed}"
        );
    }

    let changed = site(&[], "hugo.toml", HUGO).file(
        "content/p/a.md",
        "---\ntitle: a\nlastmod: 2020-01-05\n---\n",
    );
    let feed = changed.any_stdout().run().stdout();
    assert!(feed.contains("<pubDate>Sun, 05 Jan 2020"), "{feed}");
}

/// Feeds of generators have the page that is there, whatever it calls canonical.
#[test]
fn canonical_addresses_are_not_those_of_pages() {
    const URL: &str = "https://dev.example/ada/1";
    for (configuration, settings, path, key) in [
        (
            "_config.yml",
            "title: T\nurl: https://example.com\n",
            "_posts/2026-01-02-a.md",
            "canonical_url",
        ),
        ("hugo.toml", HUGO, "content/p/a.md", "canonicalURL"),
        ("zola.toml", ZOLA, "content/p/a.md", "canonical"),
        (
            "eleventy.config.js",
            "export default {}",
            "content/p/a.md",
            "canonical",
        ),
        (
            "astro.config.mjs",
            "export default { site: 'https://example.com' }",
            "src/content/blog/a.md",
            "canonicalURL",
        ),
    ] {
        let other = path.replace("a.md", "b.md");
        let said = format!(
            "feedmatter: {other}: warning: left out, since `./{path}` has the same address\n"
        );
        let read = |keys: String, said: &str| {
            let test = site(&[], configuration, settings)
                .file("_data/site.json", "{\"url\": \"https://example.com\"}")
                .file("feedmatter.yml", "feed: {title: T}\n");
            let test = with_page(test, path, &keys);
            // Another with the same is no double of it.
            let test = with_page(test, &other, &keys).stderr(said);
            let feed = test.any_stdout().run().stdout();
            let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
            let articles = feed.feed.articles.into_iter();
            let addresses = articles.filter_map(|article| article.web_url);
            addresses.collect::<Vec<_>>()
        };
        let plain = read(String::new(), "");
        assert_eq!(plain.len(), 2, "{configuration}");
        assert_eq!(
            read(format!("{key}: {URL}\n"), ""),
            plain,
            "{configuration}"
        );
        // This is our own word for it, and what `fetch` writes is at home elsewhere.
        let own = read(format!("webUrl: {URL}\n"), &said);
        assert_eq!(own, [URL], "{configuration}");
        let feed = "feed: {url: 'https://dev.example/feed'}\n";
        assert_eq!(
            read(format!("{key}: {URL}\n{feed}"), &said),
            [URL],
            "{configuration}"
        );
    }
}

/// As Eleventy 3.1.8 does.
#[test]
fn sites_of_eleventy_may_stand_below_a_path() {
    let prefix = "pathPrefix: '/sub/'";
    for (program, url, link, picture) in [
        ("return {}", "https://example.com", "p/a/", "i.png"),
        ("PREFIX", "https://example.com", "sub/p/a/", "i.png"),
        ("PREFIX", "https://example.com/sub", "sub/p/a/", "i.png"),
        (
            "c.addPlugin(HtmlBasePlugin); PREFIX",
            "https://example.com/",
            "sub/p/a/",
            "sub/i.png",
        ),
        (
            "c.addPlugin(feedPlugin, {}); PREFIX",
            "https://example.com/",
            "sub/p/a/",
            "sub/i.png",
        ),
    ] {
        let program = program.replace("PREFIX", &format!("return {{ {prefix} }}"));
        let program = format!("export default function(c) {{ {program} }}");
        let test = site(&[], "eleventy.config.js", &program)
            .file(
                "_data/site.json",
                format!("{{\"url\": \"{url}\", \"title\": \"T\"}}"),
            )
            .file(
                "content/p/a.md",
                "---\ndate: 2026-01-02\n---\n![](/i.png) ![](//c.example/i.png) ![](j.png)\n",
            );
        let feed = test.any_stdout().run().stdout();
        for address in [
            format!("<link>https://example.com/{link}</link>"),
            format!("src=\"https://example.com/{picture}\""),
            "src=\"https://c.example/i.png\"".to_owned(),
            format!("src=\"https://example.com/{link}j.png\""),
        ] {
            assert!(feed.contains(&address), "{program} {address}: {feed}");
        }
    }
    let program = "export default () => ({ pathPrefix: process.env.PREFIX })";
    site(&[], "eleventy.config.js", program)
        .file("_data/site.json", "{\"url\": \"https://example.com\", \"title\": \"T\"}")
        .file("content/p/a.md", "---\ndate: 2026-01-02\n---\n")
        .any_stdout()
        .stderr("feedmatter: eleventy.config.js: warning: expected `pathPrefix` to be a text, found a program; addresses may be wrong\n")
        .run();
}
