//! Sites in several languages.

use feedmatter::formats::{self, ReadOptions};

use super::{HUGO, ZOLA, site, titles, with_page};

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
