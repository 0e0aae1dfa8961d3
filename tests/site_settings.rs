//! What the settings of a generator, and the front matter of its sections, keep out of a feed and put into it.

use feedmatter::formats::{self, ReadOptions};

use crate::support::cli::Test;

const HUGO: &str = "baseURL = \"https://example.com/\"\ntitle = \"A site\"\n";
const ZOLA: &str = "base_url = \"https://example.com\"\ntitle = \"A site\"\n";

fn site(arguments: &[&str], configuration: &str, settings: &str) -> Test {
    let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
    Test::new(&arguments).file(configuration, settings)
}

/// Puts a page there whose title is the last part of its name.
fn with_page(test: Test, path: &str, keys: &str) -> Test {
    let name = path.rsplit('/').next().expect("a name");
    let title = name.split('.').next().expect("a name");
    let text = format!("---\ntitle: {title}\ndate: 2026-01-02\n{keys}---\n\nText.\n");
    test.file(path, text)
}

/// Returns the titles in the feed, in alphabetical order.
fn titles(test: Test) -> Vec<String> {
    let feed = test.any_stdout().run().stdout();
    let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
    let articles = feed.feed.articles.into_iter();
    let mut titles: Vec<_> = articles.filter_map(|article| article.title).collect();
    titles.sort();
    titles
}

#[test]
fn sections_of_zola_that_are_drafts_withhold_all_below() {
    let zola = |arguments: &[&str]| {
        let mut test = site(arguments, "zola.toml", ZOLA)
            .file("content/blog/_index.md", "+++\ntitle = \"Blog\"\n+++\n")
            .file("content/blog/wip/_index.md", "+++\ndraft = true\n+++\n");
        for (path, keys) in [
            ("content/blog/a.md", ""),
            ("content/blog/wip/b.md", "draft: false\n"),
            ("content/blog/wip/deep/c.md", ""),
            ("content/blog/wipe/d.md", ""),
        ] {
            test = with_page(test, path, keys);
        }
        test
    };
    assert_eq!(titles(zola(&[])), ["a", "d"]);
    assert_eq!(titles(zola(&["--drafts"])), ["a", "b", "c", "d"]);
}

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

#[test]
fn folders_among_the_settings_of_hugo_are_none() {
    let test = site(&[], "hugo.toml", HUGO).file("config/_default/dir.toml/a.txt", "A text.\n");
    assert_eq!(titles(with_page(test, "content/p/a.md", "")), ["a"]);
}

#[test]
fn keys_of_the_users_own_keep_their_case() {
    let test = site(&[], "hugo.toml", HUGO)
        .file("feedmatter.yml", "fields:\n  title: Title\n")
        .file("content/p/a.md", "---\nTitle: a\ndate: 2026-01-02\n---\n");
    assert_eq!(titles(test), ["a"]);
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

#[test]
fn languages_of_hugo_have_folders_and_titles() {
    let settings = format!(
        "{HUGO}[languages.en]\ncontentDir = 'content/en'\n[languages.de]\ncontentDir = 'content/de'\ntitle = 'Eine Seite'\n"
    );
    let of_language = |arguments: &[&str]| {
        let test = with_page(
            site(arguments, "hugo.toml", &settings),
            "content/en/p/a.md",
            "",
        );
        let test = with_page(test, "content/de/p/b.md", "");
        test.any_stdout().run().stdout()
    };
    let german = of_language(&["--language", "de"]);
    assert!(german.contains("<title>Eine Seite</title>"), "{german}");
    assert!(german.contains("https://example.com/de/p/b/"), "{german}");
    assert!(!german.contains("/p/a/"), "{german}");
    let english = of_language(&[]);
    assert!(english.contains("<title>A site</title>"), "{english}");
    assert!(english.contains("https://example.com/p/a/"), "{english}");
    assert!(!english.contains("/p/b/"), "{english}");
}

#[test]
fn feeds_of_hugo_are_in_their_language_or_say_what_holds_for_all() {
    let with = |address: &str, in_folder: bool, language: &str| {
        let settings = format!(
            "baseURL = '{address}'\ntitle = 'All'\ncopyright = 'All (c)'\nlanguageCode = 'de-AT'\n\
             defaultContentLanguage = 'de'\ndefaultContentLanguageInSubdir = {in_folder}\n\
             [params]\ndescription = 'Says all'\nauthor = 'Ann'\n\
             [languages.de]\ntitle = 'Seite'\ncopyright = 'Seite (c)'\n\
             [languages.de.params]\ndescription = 'Sagt'\nauthor = 'Ute'\n\
             [languages.fr]\nlanguageCode = 'fr-CA'\n[languages.en]\n"
        );
        let test = site(&["--language", language], "hugo.toml", &settings);
        let text = with_page(test, "content/p/a.md", "")
            .any_stdout()
            .run()
            .stdout();
        let options = ReadOptions::default();
        let feed = formats::read(text.as_bytes(), &options).expect("a feed");
        let feed = feed.feed;
        let author = feed.authors.into_iter().next();
        let parts = [
            feed.title,
            feed.description,
            feed.rights,
            author.and_then(|author| author.name),
            feed.link,
        ];
        parts.map(Option::unwrap_or_default).join("|")
    };
    let (root, sub) = ("https://example.com/", "https://example.com/sub/");
    for (address, in_folder, language, expected) in [
        (
            root,
            false,
            "de",
            "Seite|Sagt|Seite (c)|Ute|https://example.com/",
        ),
        (
            root,
            false,
            "en",
            "All|Says all|All (c)|Ann|https://example.com/en/",
        ),
        (
            sub,
            false,
            "fr",
            "All|Says all|All (c)|Ann|https://example.com/sub/fr/",
        ),
        (
            sub,
            true,
            "de",
            "Seite|Sagt|Seite (c)|Ute|https://example.com/sub/de/",
        ),
    ] {
        assert_eq!(with(address, in_folder, language), expected);
    }
}

#[test]
fn links_of_hugo_stay_in_the_language_of_their_page() {
    let settings = format!(
        "{HUGO}[languages.en]\ncontentDir = 'content/en'\n[languages.de]\ncontentDir = 'content/de'\n"
    );
    let mut test = site(
        &["--language", "de", "--content", "full"],
        "hugo.toml",
        &settings,
    );
    test = test.file(
        "content/de/p/a.md",
        "---\ntitle: a\ndate: 2021-01-02\n---\n[b](b.md) [c]({{< ref \"/p/b.md\" >}})\n",
    );
    for path in ["content/en/p/b.md", "content/de/p/b.md"] {
        test = with_page(test, path, "");
    }
    let text = test.any_stdout().run().stdout();
    let link = "href=\"https://example.com/de/p/b/\"";
    assert_eq!(text.matches(link).count(), 2, "{text}");
}

#[test]
fn a_language_is_one_of_the_site() {
    let of_language = |language: &str| {
        let settings = format!("{HUGO}[languages.en]\n[languages.zh-cn]\n[languages.zh-tw]\n");
        let mut test = site(&["--language", language], "hugo.toml", &settings);
        for path in ["p/a.md", "p/b.zh-cn.md", "p/c.zh-tw.md"] {
            test = with_page(test, &format!("content/{path}"), "");
        }
        test
    };
    for (language, title) in [
        ("en", "a"),
        ("en-GB", "a"),
        ("zh", "b"),
        ("zh-CN", "b"),
        ("zh-tw", "c"),
    ] {
        assert_eq!(titles(of_language(language)), [title], "{language}");
    }
    of_language("fr")
        .code(2)
        .stderr("feedmatter: expected `language` to be a language of the site, found `fr`, where it has `en`, `zh-cn`, `zh-tw`\n")
        .run();
    // Where it has one alone, this is what the feed says of itself.
    let test = site(
        &["--language", "de-AT"],
        "hugo.toml",
        &format!("{HUGO}defaultContentLanguage = 'en'\n"),
    );
    assert_eq!(titles(with_page(test, "content/p/a.md", "")), ["a"]);
}

#[test]
fn languages_of_zola_have_titles_that_users_override() {
    let settings = format!("{ZOLA}[languages.de]\ntitle = 'Eine Seite'\ndescription = 'Sagt'\n");
    let zola = || {
        let test = site(&["--language", "de"], "zola.toml", &settings);
        let test = with_page(test, "content/p/a.md", "");
        with_page(test, "content/p/b.de.md", "")
    };
    let text = zola().any_stdout().run().stdout();
    assert!(text.contains("<title>Eine Seite</title>"), "{text}");
    assert!(text.contains("<description>Sagt</description>"), "{text}");
    assert_eq!(titles(zola()), ["b"]);
    let own = zola().file("feedmatter.yml", "feed:\n  title: Meine\n");
    let text = own.any_stdout().run().stdout();
    assert!(text.contains("<title>Meine</title>"), "{text}");
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

#[test]
fn jekyll_makes_titles_of_names() {
    let test = site(&[], "_config.yml", "title: A\nurl: https://example.com\n")
        .file("_posts/2026-01-02-my-FIRST-post.md", "---\n---\n\nText.\n")
        .file(
            "_posts/2026-01-03-other.md",
            "---\ntitle: Own\n---\n\nText.\n",
        );
    assert_eq!(titles(test), ["My First Post", "Own"]);
}

/// Returns the titles of those pages that the settings let through.
fn kept(configuration: &str, settings: &str, paths: &[&str]) -> Vec<String> {
    let test = site(&[], configuration, settings);
    let test = paths
        .iter()
        .fold(test, |test, path| with_page(test, path, ""));
    titles(test)
}

#[test]
fn what_a_site_excludes_is_in_no_feed() {
    let jekyll = "title: A\nurl: https://example.com\nexclude: ['_posts/*-wip-*', _posts/old]\n";
    let posts = [
        "_posts/2026-01-02-a.md",
        "_posts/2026-01-02-wip-b.md",
        "_posts/x/2026-01-02-wip-c.md",
        "_posts/old/2026-01-02-d.md",
    ];
    assert_eq!(kept("_config.yml", jekyll, &posts), ["2026-01-02-a"]);
    let zola = format!("{ZOLA}ignored_content = ['secret*.md', '**/old/*']\n");
    let pages = [
        "content/p/a.md",
        "content/p/secret-b.md",
        "content/p/old/c.md",
    ];
    assert_eq!(kept("zola.toml", &zola, &pages), ["a"]);
    let hugo = format!("{HUGO}ignoreFiles = ['secret.*\\.md$', '/old/']\n");
    assert_eq!(kept("hugo.toml", &hugo, &pages), ["a"]);
    let hexo = "title: A\nurl: https://example.com\nexclude: ['_posts/wip-*']\nignore: '**/old'\n";
    let posts = [
        "source/_posts/a.md",
        "source/_posts/wip-b.md",
        "source/_posts/old/c.md",
    ];
    assert_eq!(kept("_config.yml", hexo, &posts), ["a"]);
}

#[test]
fn eleventy_names_the_language_of_front_matter() {
    let settings = "feed:\n  title: T\nbase_url: https://example.com/\ndialect: eleventy\n";
    let test = site(&[], "feedmatter.yml", settings)
        .file(
            "posts/2026-01-02-a.md",
            "---json\n{\n  \"title\": \"a\"\n}\n---\n\nText.\n",
        )
        .file(
            "posts/2026-01-02-b.md",
            "---toml\ntitle = \"b\"\n---\n\nText.\n",
        )
        .file("posts/2026-01-02-c.md", "---js\n{ title: \"c\" }\n---\n");
    let test = test.code(1).stderr("feedmatter: posts/2026-01-02-c.md:1:1: expected front matter or a feed, found a program as front matter\n");
    assert_eq!(titles(test), ["a", "b"]);
}

#[test]
fn eleventy_ignores_what_its_lists_name() {
    let mut test = site(&["--title", "A"], "eleventy.config.js", "\n")
        .file("package.json", "{\"homepage\": \"https://example.com\"}")
        .file(".gitignore", "posts/git.md\n")
        .file(
            ".eleventyignore",
            "# Not yet\nposts/wip-*\n/old/\n**/secret.md\n",
        );
    for path in [
        "posts/a.md",
        "posts/git.md",
        "posts/wip-b.md",
        "old/c.md",
        "posts/deep/secret.md",
        "posts/old/d.md",
    ] {
        test = with_page(test, path, "");
    }
    assert_eq!(titles(test), ["a", "d"]);
}

#[test]
fn users_exclude_by_globs() {
    let own =
        "base_url: https://example.com\nfeed: {title: A}\nexclude: ['a1*', 'x/**', y/b?.md]\n";
    let pages = ["a1-b.md", "z/a1.md", "x/c.md", "y/b2.md", "y/d.md"];
    assert_eq!(kept("feedmatter.yml", own, &pages), ["d"]);
}

/// As Jekyll 4.3.1 does.
#[test]
fn defaults_of_jekyll_are_for_globs_and_beginnings() {
    let settings = "title: A\nurl: https://example.com\ndefaults:\n\
                    - scope: {path: '_posts/priv*'}\n  values: {published: false}\n\
                    - scope: {path: '_posts/*/deep'}\n  values: {permalink: '/deep/:title/'}\n\
                    - scope: {path: '_posts/sec'}\n  values: {published: false}\n";
    let mut test = site(&[], "_config.yml", settings);
    for path in [
        "_posts/private/2020-01-02-a.md",
        "_posts/q/deep/2020-01-03-b.md",
        "_posts/secret/2020-01-03-c.md",
        "_posts/2020-01-03-d.md",
    ] {
        let title = path
            .rsplit(['-', '/'])
            .next()
            .expect("a name")
            .trim_end_matches(".md");
        test = test.file(path, format!("---\ntitle: {title}\n---\n"));
    }
    let feed = test.any_stdout().run().stdout();
    for (part, expected) in [
        ("<title>a</title>", false),
        ("<link>https://example.com/deep/b/</link>", true),
        ("<title>c</title>", false),
        ("<title>d</title>", true),
    ] {
        assert_eq!(feed.contains(part), expected, "{part}: {feed}");
    }
}

/// As Jekyll 4.3.1, Hexo and Hugo 0.168.0 do.
#[test]
fn generators_leave_out_files_for_their_names() {
    let kept = |configuration: &str, settings: &str, pages: &[&str]| {
        let mut test = site(&[], configuration, settings);
        for path in pages {
            test = with_page(test, path, "");
        }
        titles(test)
    };
    let jekyll = "title: A\nurl: https://example.com\ncollections: {recs: {output: true}}\ninclude: [_kept]\n";
    let pages = [
        "_posts/_x/2020-01-04-a.md",
        "_posts/_kept/2020-01-04-b.md",
        "_recs/_u.md",
        "_recs/_d/n.md",
        "_recs/v.md",
    ];
    assert_eq!(kept("_config.yml", jekyll, &pages), ["2020-01-04-b", "v"]);
    let hexo = "title: A\nurl: https://example.com\n";
    let pages = ["source/_posts/_u/a.md", "source/_posts/b.md"];
    assert_eq!(kept("_config.yml", hexo, &pages), ["b"]);
    assert_eq!(
        kept("hugo.toml", HUGO, &["content/q/#a.md", "content/q/b.md"]),
        ["b"]
    );
}

#[test]
fn files_beside_a_page_of_zola_have_their_length() {
    let page = "+++\ntitle = \"a\"\ndate = 2026-01-01\n[extra]\nenclosure = \"a.mp3\"\n+++\n";
    let test = site(&[], "zola.toml", ZOLA)
        .file("content/blog/a/index.md", page)
        .file("content/blog/a/a.mp3", "sound");
    let feed = test.any_stdout().run().stdout();
    let enclosure = "<enclosure url=\"https://example.com/blog/a/a.mp3\" length=\"5\"";
    assert!(feed.contains(enclosure), "{feed}");
}

#[test]
fn a_site_without_dates_is_told() {
    let page = "---\ntitle: A\nwhen: 2026-01-02\n---\n\nText.\n";
    let test = |settings: &str| {
        site(&[], "zola.toml", ZOLA)
            .file("content/blog/a.md", page)
            .file("feedmatter.yml", settings)
    };
    let said = "feedmatter: warning: no article has a date; name the key of `publishedDateTime` under `fields` in `feedmatter.yml`\n";
    assert!(titles(test("").stderr(said)).is_empty());
    let settings = "fields: {publishedDateTime: when}\n";
    assert_eq!(titles(test(settings)), ["A"]);
}

#[test]
fn a_site_of_which_nothing_is_public_is_told() {
    let page = |more: &str| format!("+++\ntitle = \"A\"\n{more}+++\n\nText.\n");
    let said = "feedmatter: warning: none of 3 articles is to be seen: drafts, those of the future, expired and unlisted ones are left out\n";
    let test = site(&[], "zola.toml", ZOLA)
        .file("content/blog/a.md", page("date = 2999-01-01\n"))
        .file(
            "content/blog/b.md",
            page("date = 2021-01-01\ndraft = true\n"),
        )
        .file("content/blog/c.md", page(""));
    assert!(titles(test.stderr(said)).is_empty());
}

#[test]
fn settings_of_astro_that_nobody_can_read_are_told() {
    let settings =
        "export default {\n  site: 'https://example.com',\n  base: process.env.BASE,\n}\n";
    let page = "src/content/blog/a.md";
    let title = ["--title", "A site"];
    let test = with_page(site(&title, "astro.config.mjs", settings), page, "");
    let said = "feedmatter: astro.config.mjs: warning: expected `base` to be a text, found a program; addresses may be wrong\n";
    assert_eq!(titles(test.stderr(said)), ["a"]);
    let own = [&title[..], &["--base-url", "https://example.com/b/"]].concat();
    let test = with_page(site(&own, "astro.config.mjs", settings), page, "");
    assert_eq!(titles(test), ["a"]);
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
