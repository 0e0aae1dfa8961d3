//! What the settings of a generator, and the front matter of its sections, keep out of a feed and put into it.

mod addresses;
mod hugo;
mod languages;

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
fn keys_of_the_users_own_keep_their_case() {
    let test = site(&[], "hugo.toml", HUGO)
        .file("feedmatter.yml", "fields:\n  title: Title\n")
        .file("content/p/a.md", "---\nTitle: a\ndate: 2026-01-02\n---\n");
    assert_eq!(titles(test), ["a"]);
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
    assert_eq!(titles(test), ["a", "b", "c"]);
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

/// A folder that is no site of the generator has its articles nevertheless.
#[test]
fn a_folder_may_have_the_key_names_of_a_generator() {
    for dialect in ["hugo", "zola", "astro", "eleventy"] {
        let test = |page: &str| {
            let named = ["generate", "--dialect", dialect, "--title", "T"];
            let arguments = [&named[..], &["--base-url", "https://example.com"]].concat();
            Test::new(&arguments).file("a.md", page)
        };
        let said = "feedmatter: warning: no article has a date; name the key of `publishedDateTime` under `fields` in `feedmatter.yml`\n";
        assert!(titles(test("---\ntitle: A\n---\n").stderr(said)).is_empty());
        let page = "---\ntitle: A\ndate: 2026-01-02\n---\n";
        assert_eq!(titles(test(page)), ["A"], "{dialect}");
    }
}

/// Chirpy has its tabs there.
#[test]
fn documents_of_jekyll_without_a_date_are_no_articles() {
    let settings = "title: T\nurl: https://example.com\ncollections: {tabs: {output: true}}\n";
    let link = "---\n---\n[b]({% link _tabs/about.md %})\n";
    let test = site(&[], "_config.yml", settings)
        .file("_tabs/about.md", "---\nicon: a\n---\nText.\n")
        .file("_posts/2026-01-01-a.md", link);
    assert_eq!(
        titles(with_page(test, "_tabs/dated.md", "")),
        ["A", "dated"]
    );
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
