//! What site generators make of dates, defaults, packages and fences.

use feedmatter::formats::{self, ReadOptions};
use feedmatter::model::Article;

use crate::support::cli::Test;

const JEKYLL: &str = "url: https://example.com\ntitle: A\ntimezone: America/New_York\n";
const TITLED: [&str; 3] = ["generate", "--title", "A"];
const PLACED: [&str; 5] = [
    "generate",
    "--title",
    "A",
    "--base-url",
    "https://example.com",
];

/// Returns the articles of the feed, by title.
fn articles(test: Test) -> Vec<Article> {
    let feed = test.any_stdout().run().stdout();
    let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
    let mut articles = feed.feed.articles;
    articles.sort_by(|a, b| a.title.cmp(&b.title));
    articles
}

/// Returns the only article of the feed.
fn article(test: Test) -> Article {
    let mut articles = articles(test);
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

fn instant(article: &Article) -> String {
    let date = article.published_date_time.clone().expect("a date");
    date.instant().to_rfc3339()
}

/// As Jekyll does.
#[test]
fn what_is_a_time_to_yaml_is_one_in_utc_to_jekyll() {
    for (date, expected) in [
        ("2024-01-02 03:30:00", "2024-01-02T03:30:00+00:00"),
        ("2024-01-02 3:30:00", "2024-01-02T03:30:00+00:00"),
        ("2024-1-2 03:30:00", "2024-01-02T03:30:00+00:00"),
        ("2024-01-02 23:30:00.5", "2024-01-02T23:30:00+00:00"),
        ("2024-01-02 23:30", "2024-01-03T04:30:00+00:00"),
        ("2024-01-02", "2024-01-02T05:00:00+00:00"),
        ("2024-01-02 23:30:00 -0500", "2024-01-03T04:30:00+00:00"),
        ("\"2024-01-02 03:30:00\"", "2024-01-02T08:30:00+00:00"),
        ("'2024-01-02T03:30:00'", "2024-01-02T08:30:00+00:00"),
        ("\"2024-01-02 03:30:00 +0000\"", "2024-01-02T03:30:00+00:00"),
    ] {
        let test = Test::new(&["generate"]).file("_config.yml", JEKYLL).file(
            "_posts/2024-01-02-a.md",
            format!("---\ntitle: a\ndate: {date}\n---\n"),
        );
        assert_eq!(instant(&article(test)), expected, "{date}");
    }
}

#[test]
fn quotes_of_other_keys_make_no_date_of_jekyll_another() {
    let of = |keys: &str| {
        let test = Test::new(&["generate", "--format", "atom"]);
        let page = format!("---\ntitle: a\n{keys}\n---\n");
        let test = test.file("_config.yml", JEKYLL);
        article(test.file("_posts/2024-01-02-a.md", page))
    };
    let (utc, local) = ("2024-01-02T03:30:00+00:00", "2024-01-02T08:30:00+00:00");
    let date = "2024-01-02 03:30:00";
    for (keys, expected) in [
        (format!("date: {date}\nupdated: '{date}'"), utc),
        (format!("updated: {date}\ndate: '{date}'"), local),
        (format!("# date: '{date}'\ndate: {date}"), utc),
        (format!("'date' : \"{date}\""), local),
        (format!("date:\n  '{date}'"), local),
        (format!("x:\n  date: '{date}'\ndate: {date}"), utc),
        (
            format!("mydate: '{date}'\ndates: '{date}'\ndate: {date}"),
            utc,
        ),
        (format!("publishedDateTime: '{date}'\ndate: {date}"), local),
    ] {
        assert_eq!(instant(&of(&keys)), expected, "{keys}");
    }
    for (keys, expected) in [
        (
            format!("date: 2024-01-01\nlast_modified_at: '{date}'"),
            local,
        ),
        (
            format!("date: 2024-01-01\nupdated: {date}\nx: '{date}'"),
            utc,
        ),
    ] {
        let changed = of(&keys).updated_date_time.expect("a date");
        assert_eq!(changed.instant().to_rfc3339(), expected, "{keys}");
    }
}

/// To Jekyll, a date in quotes is another one.
#[test]
fn dates_of_generators_stand_without_quotes() {
    let date = "2024-01-02 03:30:00";
    for (dialect, keys) in [
        ("jekyll", ["date", "last_modified_at"]),
        ("hugo", ["date", "lastmod"]),
        ("eleventy", ["date", "updated"]),
        ("astro", ["pubDate", "updatedDate"]),
        ("hexo", ["date", "updated"]),
    ] {
        let [published, updated] = keys.map(|key| format!("{key}: {date}\n"));
        let text = format!("---\ntitle: \"a\"\n{published}{updated}---\n\nText.\n");
        let arguments = [
            "convert",
            "--from-dialect",
            dialect,
            "--dialect",
            dialect,
            "--fences",
            "yaml",
            "a.md",
        ];
        Test::new(&arguments).file("a.md", &text).stdout(text).run();
    }
}

#[test]
fn a_package_is_named_for_programs_and_may_be_at_home_with_its_code() {
    let site = |homepage: &str, arguments: &[&str]| {
        let code = "git+https://code.example/me/blog.git";
        let package = format!(
            "{{\"name\": \"my-blog\", \"homepage\": \"{homepage}\", \"repository\": {{\"url\": \"{code}\"}}}}"
        );
        Test::new(arguments)
            .file("eleventy.config.js", "\n")
            .file("package.json", package)
            .file("a.md", "---\ntitle: a\ndate: 2026-01-02\n---\n")
    };
    let address = article(site("https://example.org/blog", &TITLED)).web_url;
    assert_eq!(address.as_deref(), Some("https://example.org/blog/a/"));
    for homepage in [
        "https://github.com/me/blog#readme",
        "https://www.github.com/me/blog",
        "https://gitlab.com/me/blog",
        "https://git.example.com/me/blog#readme",
        "https://code.example/me/blog/",
    ] {
        let said = site(homepage, &TITLED).run_whatever();
        assert_eq!(said.code(), Some(2), "{homepage}");
        assert!(said.stderr().contains("--base-url"), "{}", said.stderr());
    }
    let said = site("https://example.org", &["generate"]).run_whatever();
    assert!(said.stderr().contains("--title"), "{}", said.stderr());
}

/// As Jekyll does.
#[test]
fn what_a_post_of_jekyll_leaves_blank_is_the_default() {
    let defaults = "defaults:\n- scope: {path: ''}\n  values: {categories: [news], author: Ann, seo: {type: a}}\n";
    let test = Test::new(&["generate"])
        .file("_config.yml", format!("{JEKYLL}{defaults}"))
        .file(
            "_posts/2024-01-02-a.md",
            "---\ntitle: a\ncategories:\nauthor:\nseo: {type: }\n---\n",
        );
    let article = article(test);
    let address = "https://example.com/news/2024/01/02/a.html";
    assert_eq!(article.web_url.as_deref(), Some(address));
    let authors = article.provider.expect("a provider").authors;
    assert_eq!(authors[0].name.as_deref(), Some("Ann"));
}

#[test]
fn eleventy_joins_the_lists_of_folders_and_pages() {
    let topics = |program: &str, keys: &str| {
        let test = Test::new(&PLACED)
            .file("eleventy.config.js", program)
            .file(
                "recipes/recipes.json",
                "{\"tags\": [\"recipes\", \"food\"]}",
            )
            .file(
                "recipes/a.md",
                format!("---\ntitle: a\ndate: 2026-01-02\n{keys}---\n"),
            );
        article(test).topics
    };
    assert_eq!(topics("\n", ""), ["recipes", "food"]);
    let joined = ["recipes", "food", "soup"];
    assert_eq!(topics("\n", "tags: [soup]\n"), joined);
    assert_eq!(topics("\n", "tags: soup\n"), joined);
    assert_eq!(topics("\n", "tags: [food, soup]\n"), joined);
    let unjoined = "eleventyConfig.setDataDeepMerge(false)\n";
    assert_eq!(topics(unjoined, "tags: [soup]\n"), ["soup"]);
}

/// As Eleventy does: it looks for the first date in the whole path.
#[test]
fn dates_of_eleventy_stand_anywhere_in_a_path() {
    for (path, permalink, expected) in [
        ("note-2024-02-03.md", "", "/note-2024-02-03/"),
        ("on-2024-02-03/a.md", "", "/on-2024-02-03/a/"),
        (
            "2024-02-03/2025-01-01-a.md",
            "",
            "/2024-02-03/2025-01-01-a/",
        ),
        ("note-2024-02-03-b.md", "/x/{{ page.fileSlug }}/", "/x/b/"),
        ("2024-02-03-b.md", "/x/{{ page.fileSlug }}/", "/x/b/"),
    ] {
        let permalink = match permalink {
            "" => String::new(),
            permalink => format!("permalink: \"{permalink}\"\n"),
        };
        let test = Test::new(&PLACED)
            .file("eleventy.config.js", "\n")
            .file(path, format!("---\ntitle: a\n{permalink}---\n"));
        let article = article(test);
        let address = format!("https://example.com{expected}");
        assert_eq!(article.web_url, Some(address), "{path}");
        assert_eq!(instant(&article), "2024-02-03T00:00:00+00:00", "{path}");
    }
}

/// As hexo-front-matter has it.
#[test]
fn fences_of_hexo_may_be_missing_or_others() {
    let keys = "title: a\ndate: 2026-01-02\n";
    for text in [
        format!("{keys}---\nText.\n"),
        format!("{keys}-----\nText.\n"),
        format!("----\n{keys}----\nText.\n").replace('\n', "\r\n"),
        format!("-----\n{keys}-----\n\nText.\n"),
        ";;;\n\"title\": \"a\",\n\"date\": \"2026-01-02\"\n;;;\nText.\n".to_owned(),
        "\"title\": \"a\",\n\"date\": \"2026-01-02\"\n;;;\nText.\n".to_owned(),
    ] {
        let test = hexo().file("source/_posts/a.md", &text);
        let article = article(test);
        assert_eq!(article.title.as_deref(), Some("a"), "{text}");
        let body = article.body.expect("a body").text;
        assert_eq!(body.trim(), "<p>Text.</p>", "{text}");
    }
}

/// No line is counted that the file has not.
#[test]
fn lines_of_front_matter_without_a_fence_are_those_of_the_file() {
    for (fence, line) in [("", 1), ("-----\n", 2)] {
        let text = format!("{fence}title: \"a\ndate: 2026-01-02\n-----\nText.\n");
        let post = "source/_posts/a.md";
        let ran = hexo().file(post, &text).run_whatever();
        let told = ran.stderr();
        assert!(
            told.contains(&format!("at line {line}, column 8")),
            "{told}"
        );
        let mut test = Test::new(&["check", "."]).file(post, &text);
        test = test.file("_config.yml", "url: https://example.com\ntitle: A\n");
        let said = test.run_whatever().stdout();
        assert!(said.starts_with("error[unclosed-quote]"), "{said}");
        assert!(said.contains(&format!("a.md:{line}:8\n")), "{said}");
    }
    Test::new(&["check", ".", "--strict"])
        .file("_config.yml", "url: https://example.com\ntitle: A\n")
        .file(
            "source/_posts/a.md",
            "title: a\ndate: 2026-01-02\n---\nText.\n",
        )
        .run();
}

/// Its places are those of the file, braces or none.
#[test]
fn members_between_semicolons_are_checked() {
    let check = |text: &str| {
        Test::new(&["check", ".", "--strict"])
            .file("_config.yml", "url: https://example.com\ntitle: A\n")
            .file("source/_posts/a.md", text)
    };
    let sound = "\"title\": \"a\",\n\"date\": \"2026-01-02\"\n;;;\nText.\n";
    check(sound).run();
    check(&format!(";;;\n{sound}")).run();
    for (fence, line) in [("", 1), (";;;\n", 2)] {
        let text = format!("{fence}\"date\": \"2026-02-30\",\n\"title\": \"a\"\n;;;\n");
        let said = check(&text).run_whatever().stdout();
        assert!(said.starts_with("error[impossible-date]"), "{said}");
        assert!(said.contains(&format!("a.md:{line}:9\n")), "{said}");
        let text = format!("{fence}\"title\": 'a'\n;;;\n");
        let said = check(&text).run_whatever().stdout();
        assert!(said.starts_with("error[broken-json]"), "{said}");
        assert!(said.contains(&format!("a.md:{line}:10\n")), "{said}");
    }
}

#[test]
fn what_is_no_front_matter_of_hexo_stays_text() {
    let mut test = hexo().file(
        "source/_posts/a.md",
        "---\ntitle: a\ndate: 2026-01-02\n---\n",
    );
    for (index, text) in [
        "A text\n---\nand more.\n",
        "----\ntitle: b\n",
        "---- x\ntitle: b\n----\n",
        "title: b\n",
        ";;;\n;;;\n",
    ]
    .into_iter()
    .enumerate()
    {
        test = test.file(&format!("source/_posts/x{index}.md"), text);
    }
    let told = "feedmatter: source/_posts/x2.md:1:1: expected a first line `---` above the key `title`, found `---- x`\n";
    assert_eq!(articles(test.code(1).stderr(told)).len(), 1);
}

fn hexo() -> Test {
    Test::new(&["generate"]).file("_config.yml", "url: https://example.com\ntitle: A\n")
}

/// As Eleventy does.
#[test]
fn data_files_of_eleventy_are_those_of_a_folder_or_a_page() {
    let page = |keys: &str| format!("---\ntitle: x\ndate: 2026-01-02\n{keys}---\n");
    let test = Test::new(&PLACED)
        .file("eleventy.config.js", "\n")
        .file(
            "blog/blog.11tydata.mjs",
            "export default { tags: ['t'], who: 'folder' };\n",
        )
        .file("blog/a.md", page(""))
        .file("blog/a.json", "{\"draft\": true}")
        .file("blog/b.md", page(""))
        .file(
            "blog/b.11tydata.json",
            "{\"permalink\": false, \"eleventyExcludeFromCollections\": true}",
        )
        .file("blog/c.md", "---\n---\n")
        .file(
            "blog/c.json",
            "{\"title\": \"c\", \"date\": \"2026-01-01\", \"tags\": [\"u\"], \"category\": \"low\"}",
        )
        .file("blog/c.11tydata.js", "module.exports = { category: 'high' }")
        .file("blog/d.md", page("draft: false\n"))
        .file("blog/d.json", "{\"draft\": true}")
        .file("blog/e.json", "no JSON, and no page beside it")
        .file("drafts/drafts.11tydata.js", "export default { draft: true }")
        .file("drafts/f.md", page(""));
    let articles = articles(test);
    let titles: Vec<_> = articles.iter().map(|a| a.title.as_deref()).collect();
    assert_eq!(titles, [Some("c"), Some("x")]);
    assert_eq!(articles[0].topics, ["t", "u"]);
    assert_eq!(articles[0].category.as_deref(), Some("high"));
    assert_eq!(instant(&articles[0]), "2026-01-01T00:00:00+00:00");
}

#[test]
fn data_of_eleventy_that_is_a_program_is_told() {
    let said = Test::new(&PLACED)
        .file("eleventy.config.js", "\n")
        .file("blog/blog.11tydata.js", "export default () => ({ draft: true })\n")
        .file("blog/a.md", "---\ntitle: a\ndate: 2026-01-02\n---\n")
        .any_stdout()
        .stderr("feedmatter: blog/blog.11tydata.js: warning: expected values, found a program, which nobody runs here; drafts, dates and addresses may be wrong\n")
        .run();
    assert!(said.stdout().contains("<title>a</title>"));
}

/// As Eleventy does, where they are empty or hold no object.
#[test]
fn data_of_eleventy_that_is_no_object_has_no_values() {
    let mut test = Test::new(&[
        "generate",
        "--base-url",
        "https://example.com",
        "--title",
        "A",
    ])
    .file("eleventy.config.js", "\n")
    .file("blog/blog.json", "")
    .file("news/news.json", "\"text\"");
    for (path, data) in [
        ("blog/a", "\n"),
        ("blog/b", "[1]"),
        ("blog/c", "{\"draft\":\n tru}"),
        ("news/d", "{\"category\": \"x\"}"),
    ] {
        let page = format!("---\ntitle: {path}\ndate: 2026-01-02\n---\n");
        test = test
            .file(&format!("{path}.md"), page)
            .file(&format!("{path}.json"), data);
    }
    let said = "warning: expected values, found no object of JSON; drafts, dates and addresses may be wrong";
    let said = ["blog/b.json", "blog/c.json", "news/news.json"]
        .map(|place| format!("feedmatter: {place}: {said}\n"));
    assert_eq!(articles(test.stderr(said.concat())).len(), 4);
}

#[test]
fn data_of_a_site_without_keys_says_nothing() {
    let said = "expected keys and values, found a list; none is read";
    for (configuration, data) in [
        ("eleventy.config.js", "_data/metadata.json"),
        ("_config.yml", "_data/authors.yml"),
    ] {
        let test = Test::new(&PLACED)
            .file(configuration, "\n")
            .file(data, "[1]")
            .file("_data/site.json", "{\"language\": \"de\"}")
            .file("_posts/2026-01-02-a.md", "---\ntitle: a\n---\n")
            .stderr(format!("feedmatter: {data}: warning: {said}\n"));
        assert_eq!(article(test).title.as_deref(), Some("a"));
    }
}

/// As jekyll-feed, Hugo's own template and hexo-generator-feed do.
#[test]
fn sites_say_how_long_their_feeds_are() {
    for (configuration, settings, folder, expected) in [
        ("_config.yml", "feed: {posts_limit: 2}", "_posts", 2),
        ("hugo.yaml", "services: {rss: {limit: 3}}", "content", 3),
        ("hugo.yaml", "services: {RSS: {limit: -1}}", "content", 22),
        ("hugo.yaml", "services: {rss: {limit: 0}}", "content", 22),
        ("hugo.yaml", "a: b", "content", 20),
        ("_config.yml", "feed: {limit: 4}", "source/_posts", 4),
        ("_config.yml", "feed: {limit: 0}", "source/_posts", 22),
        ("_config.yml", "feed: {limit: x}", "source/_posts", 20),
    ] {
        let settings = format!(
            "url: https://example.com\nbaseURL: https://example.com/\ntitle: A\n{settings}\n"
        );
        let mut test = Test::new(&["generate"]).file(configuration, settings);
        for day in 1..=22 {
            let post = format!("---\ntitle: a{day}\ndate: 2024-01-{day:02}\n---\n");
            test = test.file(&format!("{folder}/2024-01-{day:02}-a.md"), post);
        }
        assert_eq!(articles(test).len(), expected, "{folder}");
    }
}

/// As jekyll-feed does.
#[test]
fn jekyll_may_ask_for_excerpts_alone() {
    let site = |settings: &str, keys: &str, arguments: &[&str]| {
        let arguments = [&["generate"], arguments].concat();
        let test = Test::new(&arguments)
            .file("_config.yml", format!("{JEKYLL}{settings}"))
            .file(
                "_posts/2024-01-02-a.md",
                format!("---\ntitle: a\n{keys}---\n\nOne.\n\nTwo.\n"),
            );
        let article = article(test);
        assert_eq!(article.excerpt.as_deref(), Some("One."));
        article.body.is_some()
    };
    let only = "feed: {excerpt_only: true}\n";
    assert!(site("", "", &[]));
    assert!(!site(only, "", &[]));
    assert!(!site("", only, &[]));
    assert!(site(only, "", &["--content", "full"]));
}

/// As Jekyll does.
#[test]
fn posts_of_jekyll_may_end_their_excerpts_themselves() {
    let excerpt = |settings: &str, keys: &str| {
        let text = "One **1**\nx {more}\n\nTwo {cut} Three\n";
        let test = Test::new(&["generate"])
            .file("_config.yml", format!("{JEKYLL}{settings}"))
            .file(
                "_posts/2024-01-02-a.md",
                format!("---\ntitle: a\n{keys}---\n\n{text}"),
            );
        article(test).excerpt.expect("an excerpt")
    };
    let (more, cut) = (
        "excerpt_separator: '{more}'\n",
        "excerpt_separator: '{cut}'\n",
    );
    assert_eq!(excerpt(more, ""), "One 1 x");
    assert_eq!(excerpt(more, cut), "One 1 x {more} Two");
    assert_eq!(excerpt("", cut), "One 1 x {more} Two");
    assert_eq!(excerpt(more, "excerpt_separator: ''\n"), "One 1 x {more}");
}

/// As blogs of Gatsby and Next have them.
#[test]
fn slugs_of_a_plain_folder_are_names_or_whole_paths() {
    for (path, slug, expected) in [
        ("blog/b.md", "/blog/third/", "/blog/third/"),
        ("blog/b.md", "third", "/blog/third/"),
        ("blog/b.md", "third/", "/blog/third/"),
        ("my-second/index.mdx", "/second/", "/second/"),
        ("a/index.md", "second", "/second/"),
        ("blog/a/index.md", "second", "/blog/second/"),
        ("blog/a/index.md", "x/second", "/blog/x/second/"),
        ("index.md", "second", "/second/"),
        ("blog/a/index.md", "/", "/"),
    ] {
        let page = format!("---\ntitle: a\ndate: 2026-01-02\nslug: \"{slug}\"\n---\n");
        let article = article(Test::new(&PLACED).file(path, page));
        let address = format!("https://example.com{expected}");
        assert_eq!(article.web_url, Some(address), "{path}: {slug}");
    }
}

#[test]
fn dates_of_a_plain_folder_stand_in_names_of_files_or_folders() {
    for (path, expected) in [
        ("blog/2024-02-03-a.md", "/blog/a/"),
        ("blog/2024-02-03-a/index.md", "/blog/2024-02-03-a/"),
    ] {
        let article = article(Test::new(&PLACED).file(path, "---\ntitle: a\n---\n"));
        let address = format!("https://example.com{expected}");
        assert_eq!(article.web_url, Some(address), "{path}");
        assert_eq!(instant(&article), "2024-02-03T00:00:00+00:00", "{path}");
    }
}

/// As jekyll-feed has them: readers know articles by these.
#[test]
fn identities_of_jekyll_are_those_of_its_feed() {
    for (permalink, keys, address, id) in [
        ("date", "", "2024/01/02/my-Page.html", "2024/01/02/my-Page"),
        ("pretty", "", "2024/01/02/my-Page/", "2024/01/02/my-Page"),
        ("/:title", "", "my-Page", "my-Page"),
        ("pretty", "permalink: /x/y/", "x/y/", "x/my-Page"),
        ("pretty", "slug: own", "2024/01/02/own/", "2024/01/02/own"),
        ("pretty", "webUrl: /z/", "z/", "z/"),
        (
            "pretty",
            "id: 'https://example.com/id'",
            "2024/01/02/my-Page/",
            "id",
        ),
    ] {
        let settings = format!("{JEKYLL}baseurl: /b\npermalink: {permalink}\n");
        let test = Test::new(&["generate", "--format", "atom"])
            .file("_config.yml", settings)
            .file(
                "_posts/2024-01-02-my-Page.md",
                format!("---\ntitle: a\n{keys}\n---\n"),
            );
        let article = article(test);
        let whole = |path: &str| Some(format!("https://example.com/b/{path}"));
        assert_eq!(article.web_url, whole(address), "{permalink}, {keys}");
        let own = Some("https://example.com/id".to_owned()).filter(|_| id == "id");
        assert_eq!(
            article.id.or(article.web_url),
            own.or(whole(id)),
            "{permalink}, {keys}"
        );
    }
}

#[test]
fn a_slash_at_the_end_of_the_site_stands_twice_in_identities() {
    for (url, arguments, address, id) in [
        (
            "https://e.example/",
            &[][..],
            "https://e.example/b/",
            "https://e.example//b/",
        ),
        (
            "/",
            &["--base-url", "https://e.example/b"],
            "https://e.example/b/",
            "https://e.example/b/",
        ),
        (
            "https://e.example/",
            &["--base-url", "https://e.example.org"],
            "https://e.example.org/",
            "https://e.example.org/",
        ),
    ] {
        let test = Test::new(&[&["generate", "--format", "atom"], arguments].concat())
            .file(
                "_config.yml",
                format!("title: T\nurl: {url}\nbaseurl: /b\npermalink: /:title/\n"),
            )
            .file("_posts/2024-01-02-a.md", "---\ntitle: a\n---\n");
        let article = article(test);
        assert_eq!(article.web_url, Some(format!("{address}a/")));
        assert_eq!(article.id, Some(format!("{id}a")));
    }
}

#[test]
fn contents_of_kramdown_are_no_list() {
    let page = "---\ntitle: a\n---\n* TOC\n{:toc}\n\nText.\n\n1. x\n{: toc .big}\n\n```\n* TOC\n{:toc}\n```\n\n* b\n{:.c}\n";
    let test = Test::new(&["generate"])
        .file("_config.yml", JEKYLL)
        .file("_posts/2024-01-02-a.md", page);
    let body = article(test).body.expect("a body").text;
    assert_eq!(
        body.trim_end(),
        "<p>Text.</p>\n<pre><code>* TOC\n{:toc}\n</code></pre>\n<ul>\n<li>b</li>\n</ul>"
    );
}

#[test]
fn code_of_zola_says_more_behind_a_comma() {
    let page = "+++\ntitle = 'a'\ndate = 2024-01-02\n+++\n```rust,linenos\nx\n```\n";
    let test = Test::new(&["generate"])
        .file(
            "zola.toml",
            "title = 'A'\nbase_url = 'https://example.com'\n",
        )
        .file("content/a.md", page);
    let body = article(test).body.expect("a body").text;
    assert_eq!(
        body.trim_end(),
        "<pre><code class=\"language-rust\">x\n</code></pre>"
    );
}

#[test]
fn authors_of_hugo_have_pages() {
    let test = Test::new(&["generate"])
        .file("hugo.yaml", "title: A\nbaseURL: https://example.com/\n")
        .file(
            "content/authors/admin/_index.md",
            "---\ntitle: Ann Example\n---\n",
        )
        .file(
            "content/authors/bob/_index.md",
            "---\ntitle: Secret\ndraft: true\n---\n",
        )
        .file(
            "content/authors/Cy Lee/_index.md",
            "---\ntitle: Cyrus Lee\n---\n",
        )
        .file(
            "content/authors/cy-lee/_index.md",
            "---\ntitle: Cy Lee, again\n---\n",
        )
        .file(
            "content/posts/a.md",
            "---\ntitle: a\ndate: 2024-01-02\nauthors: [Admin, bob, Cy Lee]\n---\n",
        );
    let authors = article(test).provider.expect("a provider").authors;
    let names: Vec<_> = authors
        .into_iter()
        .filter_map(|author| author.name)
        .collect();
    assert_eq!(names, ["Ann Example", "bob", "Cyrus Lee"]);
}

/// As Jekyll does.
#[test]
fn one_tag_of_jekyll_may_have_blanks_and_numbers_have_points() {
    for (keys, expected) in [
        ("tag: a b", &["a b"][..]),
        ("tags: a b", &["a", "b"]),
        ("tags: [2.0, a b, 3]", &["2.0", "a b", "3"]),
    ] {
        let test = Test::new(&["generate"]).file("_config.yml", JEKYLL).file(
            "_posts/2024-01-02-a.md",
            format!("---\ntitle: a\n{keys}\n---\n"),
        );
        assert_eq!(article(test).topics, expected);
    }
}

/// As Hugo does: its feeds have the date of publication, which is another than the one that pages have in addresses.
#[test]
fn hugo_publishes_by_a_date_of_its_own() {
    let date = |keys: &str| {
        let settings = "title: A\nbaseURL: https://example.com/\npermalinks: {p: '/:year/:contentbasename/'}\n";
        let page = format!("---\ntitle: a\n{}\n---\n", keys.replace(", ", "\n"));
        let test = Test::new(&["generate", "--format", "atom"]).file("hugo.yaml", settings);
        let ran = test.file("content/p/a.md", page).run_whatever();
        let feed = formats::read(ran.stdout().as_bytes(), &ReadOptions::default());
        let article = feed.expect("a feed").feed.articles.pop()?;
        let address = article.web_url.clone().expect("an address");
        let year = address.split('/').nth(3).unwrap_or_default().to_owned();
        Some((instant(&article)[..7].to_owned(), year))
    };
    for (keys, expected) in [
        (
            "date: 2023-01-01, publishDate: 2024-04-01",
            ("2024-04", "2023"),
        ),
        (
            "date: 2023-01-01, pubDate: 2024-02-01, publishdate: 2024-04-01",
            ("2024-04", "2023"),
        ),
        (
            "date: 2023-01-01, published: 2024-03-01",
            ("2024-03", "2023"),
        ),
        (
            "date: 2099-01-01, publishDate: 2024-01-01",
            ("2024-01", "2099"),
        ),
        ("date: 2023-01-01, published: true", ("2023-01", "2023")),
        (
            "pubDate: 2024-02-01, published: 2023-03-01",
            ("2024-02", "2024"),
        ),
        (
            "publishDate: 2024-04-01, pubDate: 2023-02-01",
            ("2024-04", "2024"),
        ),
        (
            "published: 2024-03-01, lastmod: 2025-01-01",
            ("2024-03", "2024"),
        ),
    ] {
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert_eq!(date(keys), Some(expected), "{keys}");
    }
    assert_eq!(date("date: 2023-01-01, published: 2099-03-01"), None);
}

#[test]
fn white_space_may_stand_before_the_fence() {
    let settings = "base_url = \"https://example.com\"\n";
    let hugo = ("hugo.toml", settings, "content/posts");
    let zola = ("config.toml", settings, "content");
    let hexo = ("_config.yml", "author: a\n", "source/_posts");
    let yaml = "---\ntitle: a\ndate: 2026-01-02\n---\n";
    let toml = "+++\ntitle = \"a\"\ndate = 2026-01-02\n+++\n";
    let json = "{\n  \"title\": \"a\",\n  \"date\": \"2026-01-02\"\n}\n\n";
    for ((config, settings, folder), before, header) in [
        (hugo, "\n", yaml),
        (hugo, "  ", yaml),
        (hugo, "\r\n\n", toml),
        (hugo, "\n", json),
        (zola, "\n\n", toml),
        (hexo, "\n", yaml),
        (hexo, "\r\n", yaml),
    ] {
        let name = format!("{folder}/a.md");
        let site = |arguments: &[&str]| {
            let test = Test::new(arguments).file(config, settings);
            test.file(&name, format!("{before}{header}Text.\n"))
        };
        let found = article(site(&PLACED));
        assert_eq!(found.title.as_deref(), Some("a"), "{name} {before:?}");
        let body = found.body.expect("a text").text;
        assert_eq!(body, "<p>Text.</p>\n", "{name} {before:?}");
        site(&["check", &name]).run();
    }
}
