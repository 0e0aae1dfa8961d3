//! Sites in several languages.

use feedmatter::formats::{self, ReadOptions};

use super::{HUGO, ZOLA, site, titles, with_page};
use crate::support::cli::Test;

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

/// A site with pages in two languages, and one in English alone.
fn two_languages(language: &str, settings: &str) -> Test {
    let settings = format!(
        "baseURL = 'https://example.com/b/'\ntitle = 'A'\n{settings}\n[languages.en]\n[languages.de]\n"
    );
    let test = site(&["--language", language], "hugo.toml", &settings);
    let pages = [
        ("content/p/b.md", ""),
        ("content/p/b.de.md", ""),
        ("content/p/trip/index.md", "slug: voyage\n"),
        ("content/p/trip/index.de.md", "slug: reise\n"),
        ("content/p/english.md", ""),
        ("content/about.md", ""),
        ("content/about.de.md", ""),
    ];
    let test = pages.into_iter().fold(test, |test, (path, keys)| {
        test.file(path, format!("---\ntitle: {path}\n{keys}---\n"))
    });
    test.file("content/p/trip/c.jpg", "")
}

/// Returns the text of the only article with a date.
fn text_of(test: Test) -> String {
    let feed = test.any_stdout().run().stdout();
    let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
    let mut articles = feed.feed.articles.into_iter();
    let body = articles.next().and_then(|article| article.body);
    body.map(|body| body.text).unwrap_or_default()
}

/// As Hugo 0.168 does.
#[test]
fn links_of_hugo_are_looked_up_where_there_are_several_languages() {
    let bundle = "content/p/a/index";
    for (page, link, german, english) in [
        ("content/p/a", "b.md", "de/p/b/", "p/b/"),
        ("content/p/a", "b.de.md#x", "de/p/b/#x", "p/b/#x"),
        ("content/p/a", "b", "de/p/b/", "p/b/"),
        (bundle, "b/", "de/p/b/", "p/b/"),
        (bundle, "../trip/index.md", "de/p/reise/", "p/voyage/"),
        (bundle, "/p/trip/?q#x", "de/p/reise/?q#x", "p/voyage/?q#x"),
        (bundle, "../about", "de/about/", "about/"),
        ("content/p/a", "/about/", "de/about/", "about/"),
        ("content/p/a", "/p", "de/p/", "p/"),
        ("content/p/a", "/", "de/", ""),
        ("content/p/a", "/p/english", "", "p/english/"),
        (
            "content/p/a",
            "{{< ref trip >}}",
            "de/p/reise/",
            "p/voyage/",
        ),
        (
            "content/p/a",
            "{{< ref \"about.md\" >}}",
            "de/about/",
            "about/",
        ),
        (
            "content/p/a",
            "{{< relref path=\"trip\" lang=\"en\" >}}",
            "p/voyage/",
            "p/voyage/",
        ),
        (
            bundle,
            "{{< relref path=\"/p/trip\" lang=\"de\" >}}",
            "de/p/reise/",
            "de/p/reise/",
        ),
    ] {
        let text = format!("---\ntitle: a\ndate: 2026-01-02\n---\n[x]({link})\n");
        for (language, ending, expected) in [("de", "de.md", german), ("en", "md", english)] {
            let test = two_languages(language, "").file(&format!("{page}.{ending}"), &*text);
            let expected = match link {
                "/p/english" if language == "de" => "https://example.com/p/english".to_owned(),
                _ => format!("https://example.com/b/{expected}"),
            };
            let expected = format!("<p><a href=\"{expected}\">x</a></p>\n");
            assert_eq!(text_of(test), expected, "{language} {page} {link}");
        }
    }
}

#[test]
fn links_of_hugo_stay_as_they_are_elsewhere() {
    let never = "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'never'";
    let page = "---\ntitle: a\ndate: 2026-01-02\n---\n[x](/about/)\n";
    for settings in [never, "[markup.goldmark]\nduplicateResourceFiles = true"] {
        let test = two_languages("en", settings).file("content/p/a.md", page);
        let expected = "<p><a href=\"https://example.com/about/\">x</a></p>\n";
        assert_eq!(text_of(test), expected, "{settings}");
    }
    // A language that is listed is enough, as it is for Hugo 0.168.
    for settings in [
        &never.replace("never", "always"),
        "[languages.en]\nweight = 1",
        "disableLanguages = ['de']\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2",
    ] {
        let test = site(&[], "hugo.toml", &format!("{HUGO}{settings}"));
        let test = test
            .file("content/p/a.md", page)
            .file("content/about.md", "---\nurl: /us/\n---\n");
        let expected = "<p><a href=\"https://example.com/us/\">x</a></p>\n";
        assert_eq!(text_of(test), expected, "{settings}");
    }
}

/// As Hugo 0.168 does.
#[test]
fn translations_share_files_beside_a_page_of_hugo() {
    let page = |name: &str| {
        format!("---\nslug: own\ndate: 2026-01-02\nimages: [{name}]\n---\n![x]({name})\n")
    };
    let pictures = |test: Test| {
        let feed = test.any_stdout().run().stdout();
        let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
        let article = feed.feed.articles.into_iter().next().expect("an article");
        let text = article.body.map(|body| body.text).unwrap_or_default();
        let image = article.images.into_iter().next();
        let image = image.and_then(|image| image.url).unwrap_or_default();
        assert!(text.contains(&image), "{text} {image}");
        image
    };
    let shared = two_languages("de", "").file("content/p/trip/index.de.md", page("c.jpg"));
    assert_eq!(pictures(shared), "https://example.com/b/p/voyage/c.jpg");
    let apart = "[markup.goldmark]\nduplicateResourceFiles = true";
    let apart = two_languages("de", apart).file("content/p/trip/index.de.md", page("c.jpg"));
    assert_eq!(pictures(apart), "https://example.com/b/de/p/own/c.jpg");

    let settings = format!(
        "{HUGO}[languages.en]\ncontentDir = 'content/en'\n[languages.de]\ncontentDir = 'content/de'\n"
    );
    for (name, expected) in [("i/c.jpg", "p/trip/i/c.jpg"), ("d.jpg", "de/p/own/d.jpg")] {
        let test = site(&["--language", "de"], "hugo.toml", &settings)
            .file("content/en/p/trip/index.md", "---\ntitle: a\n---\n")
            .file("content/en/p/trip/i/c.jpg", "")
            .file("content/en/p/trip/d.jpg", "")
            .file("content/de/p/trip/d.jpg", "")
            .file("content/de/p/trip/index.md", page(name));
        assert_eq!(pictures(test), format!("https://example.com/{expected}"));
    }
}

/// As Hugo 0.168 does.
#[test]
fn languages_of_hugo_may_have_hosts() {
    let settings = "baseURL = 'https://example.com/'\ntitle = 'A'\n[languages.en]\nbaseURL = 'https://en.example.com/'\n\
         [languages.de]\nbaseURL = 'https://example.de/b/'\n";
    let link = "{{< ref path=b lang=en >}}";
    let text = format!(
        "---\ntitle: a\ndate: 2026-01-02\nimages: [c.jpg, /d.jpg]\n---\n[x](/p/b/) [y]({{{{< ref b >}}}}) [z]({link})\n"
    );
    let of = |arguments: &[&str]| {
        let test = site(arguments, "hugo.toml", settings)
            .file("content/p/a/index.md", &*text)
            .file("content/p/a/index.de.md", &*text)
            .file("content/p/b.md", "---\ntitle: b\n---\n")
            .file("content/p/b.de.md", "---\ntitle: b\n---\n")
            .file("content/p/a/c.jpg", "");
        let feed = test.any_stdout().run().stdout();
        let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
        let article = feed.feed.articles.into_iter().next().expect("an article");
        let mut found = vec![feed.feed.link, article.web_url];
        found.extend(article.images.into_iter().map(|image| image.url));
        let body = article.body.map(|body| body.text).unwrap_or_default();
        let links = body.split("href=\"").skip(1);
        found.extend(links.map(|link| link.split('"').next().map(str::to_owned)));
        let found: Vec<_> = found.into_iter().map(Option::unwrap_or_default).collect();
        found.join(" ")
    };
    for (language, own, host) in [
        ("en", "https://en.example.com/", "https://en.example.com/"),
        ("de", "https://example.de/b/", "https://example.de/"),
    ] {
        let expected = format!(
            "{own} {own}p/a/ {own}p/a/c.jpg {own}d.jpg {host}p/b/ {own}p/b/ https://en.example.com/p/b/"
        );
        assert_eq!(of(&["--language", language]), expected);
    }
    let given = of(&["--language", "de", "--base-url", "https://new.example/"]);
    // Which is one host.
    let expected = "https://new.example/de/ https://new.example/de/p/a/";
    assert!(given.starts_with(expected), "{given}");
}
