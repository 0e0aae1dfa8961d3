//! Settings of Hugo: in one file and in several, mounts, and cascades.

use feedmatter::formats::{self, ReadOptions};

use super::{HUGO, site, titles, with_page};
use crate::support::cli::Test;

#[test]
fn hugo_does_not_tell_the_case_of_keys() {
    let mut test = site(&[], "hugo.toml", HUGO)
        .file(
            "content/p/a.md",
            "---\nTitle: a\nDate: 2026-01-02\nMyKey: kept\n---\n",
        )
        .file(
            "content/p/b.md",
            "+++\nTITLE = \"b\"\nDATE = 2026-01-02\n+++\n",
        );
    for (name, keys) in [
        ("c", "Draft: true\n"),
        ("d", "PublishDate: 2099-01-02\n"),
        ("e", "ExpiryDate: 2020-01-02\n"),
        ("f", "Build: {Render: never}\n"),
        ("i", "build: {list: local}\n"),
        ("g", "HEADLESS: true\n"),
    ] {
        test = with_page(test, &format!("content/p/{name}.md"), keys);
    }
    assert_eq!(titles(test), ["a", "b"]);
}

#[test]
fn hugo_may_mount_its_content() {
    let docs = "{Source: docs, target: content, disableWatch: true}";
    let more = "{source: more, target: content}";
    let list = "{source: README.md, target: content/_index.md}";
    let others = "{source: static, target: static}, {source: content/p, target: content/p}";
    assert_eq!(titles(mounting(&[], "", docs)), ["b"]);
    assert_eq!(
        titles(mounting(&[], "", &format!("{docs}, {more}"))),
        ["b", "c"]
    );
    assert_eq!(titles(mounting(&[], "", &format!("{docs}, {list}"))), ["b"]);
    assert_eq!(titles(mounting(&[], "", list)), ["a"]);
    assert_eq!(titles(mounting(&[], "", others)), ["a"]);
}

/// Better all that the site had without them than what is not on it.
#[test]
fn mounts_of_hugo_whose_pages_cannot_be_told_are_not_read() {
    let docs = "{source: docs, target: content}";
    for (more, found) in [
        (
            "source: more, target: content/blog",
            "`more` at `content/blog`",
        ),
        (
            "source: more/p/c.md, target: content/c.md",
            "`more/p/c.md` at `content/c.md`",
        ),
        (
            "source: more, target: content, files: ['! p/**']",
            "`more` with `files`",
        ),
        (
            "source: more, target: content, sites: {complements: {languages: [en]}}",
            "`more` with `sites`",
        ),
        (
            "source: more, target: content, sites: {matrix: {versions: [v1]}}",
            "`more` with `sites`",
        ),
        (
            "source: more, target: content, sites: {matrix: {languages: [en, de]}}",
            "`more` of `en, de`",
        ),
        (
            "source: more, target: content, sites: {matrix: {languages: '*'}}",
            "`more` of `*`",
        ),
        ("source: more, target: content, lang: fr", "`more` of `fr`"),
        ("source: docs, target: content, lang: de", "`docs` twice"),
    ] {
        let told = mounting(
            &[],
            "languages: {en: {}, de: {}}\n",
            &format!("{docs}, {{{more}}}"),
        );
        let told = told.stderr(format!(
            "feedmatter: hugo.yaml: warning: expected mounts of whole folders at `content`, of one language each, \
             found {found}; no mount is read\n"
        ));
        assert_eq!(titles(told), ["a"], "{more}");
    }
}

#[test]
fn mounts_of_hugo_are_in_their_languages() {
    for (english, german) in [
        ("lang: en", "lang: DE"),
        (
            "sites: {matrix: {languages: [en]}}",
            "sites: {matrix: {languages: [de]}}",
        ),
        (
            "sites: {matrix: {languages: EN}}",
            "sites: {matrix: {languages: de}}",
        ),
        ("lang: ''", "lang: de"),
    ] {
        let mounts = format!(
            "{{source: docs, target: content, {english}}}, {{source: more, target: content, {german}}}"
        );
        let feed = |language: &str| {
            let languages = "languages: {en: {}, de: {}}\n";
            let test = mounting(&["--language", language], languages, &mounts);
            test.any_stdout().run().stdout()
        };
        assert!(
            feed("en").contains("<link>https://example.com/p/b/<"),
            "{english}"
        );
        assert!(
            feed("de").contains("<link>https://example.com/de/p/c/<"),
            "{german}"
        );
    }
}

/// Makes a site of Hugo with three folders of articles.
fn mounting(arguments: &[&str], settings: &str, mounts: &str) -> Test {
    let settings = format!(
        "baseURL: https://example.com/\ntitle: A\n{settings}module: {{mounts: [{mounts}]}}\n"
    );
    let mut test = site(arguments, "hugo.yaml", &settings);
    for path in ["content/p/a.md", "docs/p/b.md", "more/p/c.md"] {
        test = with_page(test, path, "");
    }
    test
}

#[test]
fn hugo_may_have_a_file_for_a_part_of_its_settings() {
    let mut test = site(&[], "config/_default/hugo.toml", HUGO)
        .file("config/_default/services.toml", "[rss]\nlimit = 1\n")
        .file(
            "config/_default/module.toml",
            "[[mounts]]\nsource = \"docs\"\ntarget = \"content\"\n",
        );
    for path in ["content/p/a.md", "docs/p/b.md", "docs/p/c.md"] {
        test = with_page(test, path, "");
    }
    assert_eq!(titles(test), ["b"]);
}

#[test]
fn hugo_reads_every_file_of_its_folder_of_settings() {
    let page = "---\ntitle: A Title\n---\n";
    let feed = site(&["--language", "de"], "config/_default/hugo.toml", HUGO)
        .file(
            "config/_default/frontmatter.yaml",
            "date: [':filename', ':default']\n",
        )
        .file(
            "config/_default/permalinks.toml",
            "[page]\np = '/:sections/:slug/'\n",
        )
        .file(
            "config/production/permalinks.toml",
            "[page]\np = '/p/:slug/'\n",
        )
        .file(
            "config/_default/languages.toml",
            "[de]\ntitle = 'Titel'\n[en]\ntitle = 'Title'\n",
        )
        .file(
            "config/_default/params.de.toml",
            "description = 'Auf Deutsch'\n",
        )
        .file("content/p/2020-01-02-name.de.md", page)
        .any_stdout()
        .run()
        .stdout();
    for part in [
        "<link>https://example.com/de/p/name/</link>",
        "<pubDate>Thu, 02 Jan 2020 00:00:00 GMT</pubDate>",
        "<title>Titel</title>",
        "<description>Auf Deutsch</description>",
    ] {
        assert!(feed.contains(part), "{part}: {feed}");
    }
}

#[test]
fn folders_among_the_settings_of_hugo_are_none() {
    let test = site(&[], "hugo.toml", HUGO).file("config/_default/dir.toml/a.txt", "A text.\n");
    assert_eq!(titles(with_page(test, "content/p/a.md", "")), ["a"]);
}

#[test]
fn cascades_of_hugo_are_for_their_targets() {
    let of_site = "[[cascade]]\ndraft = true\n[cascade.target]\npath = \"/p/wip-**\"\n\
        [[cascade]]\nDraft = true\n[cascade.target]\nkind = \"section\"\n";
    let mut test = site(&[], "hugo.toml", &format!("{HUGO}{of_site}")).file(
        "content/q/_index.md",
        "---\nCascade:\n- draft: true\n  _target: {path: '/q/{x,y}*', kind: page}\n---\n",
    );
    for path in [
        "content/p/a.md",
        "content/p/wip-b.md",
        "content/p/Wip-c/index.md",
        "content/q/wip-d.md",
        "content/q/xe.md",
        "content/q/deep/xf.md",
    ] {
        test = with_page(test, path, "");
    }
    let expected = ["a", "wip-d", "xf"];
    assert_eq!(titles(test), expected);
}

#[test]
fn cascades_of_hugo_are_for_their_languages() {
    let settings = format!("{HUGO}[languages.en]\n[languages.de]\n");
    let mut test = site(&["--language", "de"], "hugo.toml", &settings).file(
        "content/p/_index.md",
        "---\ncascade:\n- draft: true\n  target: {lang: en}\n---\n",
    );
    for path in ["content/p/a.md", "content/p/b.de.md"] {
        test = with_page(test, path, "");
    }
    assert_eq!(titles(test), ["b"]);

    // What says no language is for that of its section.
    let draft = "---\ncascade: {draft: true}\n---\n";
    let german = "---\ncascade:\n- draft: true\n  target: {lang: de}\n---\n";
    for (section, text, language, expected) in [
        ("content/p/_index.md", draft, "de", &["b", "c"][..]),
        ("content/p/_index.md", draft, "en", &[]),
        ("content/p/_index.md", german, "de", &[]),
        ("content/p/_index.de.md", draft, "en", &["a"]),
        ("content/p/_index.de.md", draft, "de", &[]),
        ("german/p/_index.md", draft, "en", &["a"]),
        ("german/p/_index.md", draft, "de", &[]),
    ] {
        let settings = format!("{settings}contentDir = 'german'\n");
        let test = site(&["--language", language], "hugo.toml", &settings);
        let pages = ["content/p/a.md", "content/p/b.de.md", "german/p/c.md"];
        let test = pages
            .into_iter()
            .fold(test.file(section, text), |test, path| {
                with_page(test, path, "")
            });
        assert_eq!(titles(test), expected, "{section} {language}");
    }
}

#[test]
fn hugo_does_not_tell_the_case_of_settings() {
    let settings = "BaseURL = \"https://example.com/\"\nTitle = \"A site\"\n[Params]\nDescription = \"Says\"\n";
    let test = with_page(site(&[], "hugo.toml", settings), "content/p/a.md", "");
    let text = test.any_stdout().run().stdout();
    assert!(text.contains("<title>A site</title>"), "{text}");
    assert!(text.contains("<description>Says</description>"), "{text}");
    assert!(text.contains("https://example.com/p/a/"), "{text}");
}

/// What is said nearer to a page counts, below `params` or beside the keys of Hugo.
#[test]
fn cascades_of_hugo_give_way_to_parameters() {
    let test = site(&[], "hugo.toml", HUGO)
        .file(
            "content/p/_index.md",
            "---\ncascade: {author: Cas, images: [/cas.png], description: Said}\n---\n",
        )
        .file(
            "content/p/q/_index.md",
            "---\ncascade: {params: {author: Deep}}\n---\n",
        );
    let own = "params: {author: Own, Images: [/own.png], description: Other}\n";
    let pages = [
        ("content/p/a.md", own),
        ("content/p/b.md", ""),
        ("content/p/q/c.md", ""),
        ("content/p/q/d.md", "author: Own\n"),
    ];
    let test = pages
        .iter()
        .fold(test, |test, (path, keys)| with_page(test, path, keys));
    let feed = test.any_stdout().run().stdout();
    let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
    let said = feed.feed.articles.into_iter().map(|article| {
        let authors = article.provider.unwrap_or_default().authors;
        let author = authors.into_iter().find_map(|author| author.name);
        let image = article.images.into_iter().find_map(|image| image.url);
        let parts = [article.title, author, image, article.excerpt];
        parts.map(Option::unwrap_or_default).join("|")
    });
    let cascaded = "https://example.com/cas.png|Said";
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "a|Own||Said".to_owned(),
            format!("b|Cas|{cascaded}"),
            format!("c|Deep|{cascaded}"),
            format!("d|Own|{cascaded}"),
        ]
    );
}

#[test]
fn a_site_of_hugo_may_have_several_authors() {
    for (said, expected) in [
        ("[Ann, {name: Bob}]", "Ann|Bob"),
        ("Ann", "Ann"),
        ("{name: Ann}", "Ann"),
        ("[]", "Eve"),
    ] {
        let settings = format!(
            "baseURL: https://example.com/\ntitle: A\nauthor: Eve\nparams: {{author: {said}}}\n"
        );
        let test = with_page(site(&[], "hugo.yaml", &settings), "content/p/a.md", "");
        let feed = test.any_stdout().run().stdout();
        let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
        let authors = feed.feed.authors.into_iter();
        let names: Vec<_> = authors.filter_map(|author| author.name).collect();
        assert_eq!(names.join("|"), expected, "{said}");
    }
}
