//! What a site says of itself in programs, which nobody runs here.

use feedmatter::formats::{self, ReadOptions};
use feedmatter::model::Feed;

use crate::support::cli::Test;

/// Makes a run on a site with one page.
fn site(arguments: &[&str], configuration: &str, page: &str) -> Test {
    let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
    let text = "---\ntitle: a\ndate: 2026-01-02\n---\n";
    Test::new(&arguments)
        .file(configuration, "export default {}\n")
        .file(page, text)
}

fn eleventy(arguments: &[&str]) -> Test {
    site(arguments, "eleventy.config.js", "blog/a.md")
}

fn feed(test: Test) -> Feed {
    let text = test.any_stdout().run().stdout();
    let options = ReadOptions::default();
    formats::read(text.as_bytes(), &options)
        .expect("a feed")
        .feed
}

/// As eleventy-base-blog has it, and with names and ways of others.
#[test]
fn data_of_eleventy_may_be_programs() {
    let object = "{\n\ttitle: \"Base's Blog\",\n\turl: \"https://example.com/\",\n\tlanguage: \"en\",\n\
                  \tdescription: \"Says\", // so\n\tauthor: {\n\t\tname: \"Ann\",\n\t\turl: \"https://example.com/a/\"\n\t}\n}";
    for (path, program) in [
        ("_data/metadata.js", format!("export default {object}\n")),
        ("_data/metadata.mjs", format!("export default {object};\n")),
        ("_data/site.cjs", format!("module.exports = {object};\n")),
        (
            "_data/meta.ts",
            format!("const meta = {object};\nexport default meta;\n"),
        ),
    ] {
        let feed = feed(eleventy(&["--format", "atom"]).file(path, program));
        assert_eq!(feed.title.as_deref(), Some("Base's Blog"), "{path}");
        assert_eq!(feed.description.as_deref(), Some("Says"), "{path}");
        assert_eq!(feed.language.as_deref(), Some("en"), "{path}");
        assert_eq!(feed.link.as_deref(), Some("https://example.com/"), "{path}");
    }
    // What counts for more is no program.
    let test = eleventy(&[])
        .file("_data/metadata.js", format!("export default {object}\n"))
        .file(
            "_data/metadata.json",
            "{\"title\": \"J\", \"url\": \"https://example.com\"}",
        );
    assert_eq!(feed(test).title.as_deref(), Some("J"));
}

#[test]
fn data_of_eleventy_that_must_be_computed_is_told() {
    let told = "to be a text, found a program, which nobody runs here";
    let metadata = |arguments: &[&str], program: &str| {
        let program = format!("export default {program}\n");
        eleventy(arguments).file("_data/metadata.js", program)
    };
    let test = metadata(
        &["--base-url", "https://example.com"],
        "{ title: 'A', url: process.env.URL, build: now() }",
    );
    assert_eq!(feed(test).title.as_deref(), Some("A"));
    let test = metadata(
        &[],
        "{ title: 'A', url: 'https://example.com', build: now() }",
    );
    let feed = feed(test);
    assert_eq!(feed.link.as_deref(), Some("https://example.com/"));
    metadata(
        &["--base-url", "https://example.com"],
        "function () { return { title: 'A' } }",
    )
    .stderr(format!(
        "feedmatter: _data/metadata.js: warning: expected `title` {told}\n\
         feedmatter: expected a title for the feed; give it with --title\n"
    ))
    .code(2)
    .run();
    metadata(&["--title", "T"], "{ url: process.env.URL }")
        .stderr(format!(
            "feedmatter: _data/metadata.js: warning: expected `url` {told}; addresses may be wrong\n\
             feedmatter: expected the address of the site; give it with --base-url\n"
        ))
        .code(2)
        .run();
}

/// Returns the addresses of the articles of a site of Eleventy.
fn addresses(test: Test) -> Vec<String> {
    let articles = feed(test).articles.into_iter();
    articles.filter_map(|article| article.web_url).collect()
}

#[test]
fn pages_of_eleventy_are_where_its_program_says() {
    let arguments = [
        "generate",
        "--title",
        "T",
        "--base-url",
        "https://example.com",
    ];
    let page = "---\ntitle: a\ndate: 2026-01-02\n---\n";
    let doubt = "feedmatter: eleventy.config.js: warning: expected `dir.input` to be a text, found a program; pages may be missing, and addresses wrong\n";
    for (program, folder, told) in [
        (
            "module.exports = c => { return { dir: { input: './site', output: '_site' } } }",
            "site",
            "",
        ),
        (
            "export default function (c) {}\nexport const config = { dir: { input: 'src/pages/' } };",
            "src/pages",
            "",
        ),
        (
            "export default function (c) { c.setInputDirectory(\"site\") }",
            "site",
            "",
        ),
        ("export default {}", ".", ""),
        ("export default { dir: { input: '.' } }", ".", ""),
        ("export default { dir: dirs }", "src", doubt),
        ("export default {}", "input", ""),
    ] {
        let test = Test::new(&arguments)
            .file("eleventy.config.js", program)
            .file("src/style.css", "")
            .file("content/x.json", "{}")
            .file(&format!("{folder}/posts/a.md"), page)
            .stderr(told);
        assert_eq!(
            addresses(test),
            ["https://example.com/posts/a/"],
            "{program}"
        );
    }
}

/// As the pages of eleventy-base-blog have it.
#[test]
fn front_matter_of_eleventy_may_be_a_program() {
    let computed =
        "feedmatter: p.md:1:1: expected front matter or a feed, found a program as front matter\n";
    for (program, expected, told) in [
        (
            "const eleventyNavigation = {\n\tkey: \"Home\",\n\torder: 1\n};\nconst numberOfPosts = 3;",
            &["a"][..],
            None,
        ),
        (
            "const date = '2026-01-03'; const title = 'p'",
            &["a", "p"],
            None,
        ),
        (
            "{\n  title: 'p',\n  date: '2026-01-03',\n  draft: true\n}",
            &["a"],
            None,
        ),
        (
            "const pagination = { data: 'x' };\nfunction permalink() { return '/x/' }",
            &["a"],
            None,
        ),
        (
            "const title = 'p';\nconst date = new Date();",
            &["a"],
            Some(computed),
        ),
        (
            "const title = 'p';\nconst draft = process.env.X",
            &["a"],
            Some(computed),
        ),
        (
            "{\n  title: 'p',\n  date: '2026-01-03',\n  tags: ['x'],\n  now: () => new Date(),\n  f: function() {\n    return { draft: true };\n  }\n}",
            &["a", "p"],
            None,
        ),
        (
            "{\n  title: 'p',\n  date: '2026-01-03',\n  draft: true,\n  f: function() {\n    return 1;\n  }\n}",
            &["a"],
            None,
        ),
        (
            "module.exports = { title: 'p', date: '2026-01-03', draft: true, now: () => 1 };",
            &["a"],
            None,
        ),
        (
            "{ title: 'p', date: '2026-01-03', draft: !process.env.X }",
            &["a"],
            Some(computed),
        ),
        (
            "{ title: 'p', date: '2026-01-03', published: isReady() }",
            &["a"],
            Some(computed),
        ),
        (
            "{ title: 'p', date: '2026-01-03', publishdate: new Date('2099-01-01') }",
            &["a"],
            Some(computed),
        ),
        (
            "const title = 'p';\nconst date = '2026-01-03';\nconst expiryDate = new Date('2026-02-01');",
            &["a"],
            Some(computed),
        ),
        ("{ ...base, title: 'p' }", &["a"], Some(computed)),
        (
            "{ title: 'p', date: '2026-01-03', permalink: '/x-' + 'y/' }",
            &["a"],
            Some(
                "feedmatter: p.md: expected an address, found the template `{{ a program }}`; give the article a `webUrl`, or all of them a pattern with --permalink\n",
            ),
        ),
    ] {
        let test = eleventy(&["--title", "T", "--base-url", "https://example.com"])
            .file("p.md", format!("---js\n{program}\n---\nText.\n"));
        let test = match told {
            Some(told) => test.stderr(told).code(1),
            None => test,
        };
        let articles = feed(test).articles.into_iter();
        let mut titles: Vec<_> = articles.filter_map(|article| article.title).collect();
        titles.sort();
        assert_eq!(titles, expected, "{program}");
    }
}

/// As Astro's blog template has it.
#[test]
fn constants_of_astro_are_titles() {
    let constants = "// Data of the whole site.\n\nexport const SITE_TITLE = \"Astro's Blog\";\n\
                     export const SITE_DESCRIPTION = 'Welcome!';\n";
    let arguments = ["--base-url", "https://example.com"];
    let test = site(&arguments, "astro.config.mjs", "src/content/blog/a.md")
        .file("src/consts.ts", constants)
        .file("package.json", "{\"description\": \"A package\"}");
    let feed = feed(test);
    assert_eq!(feed.title.as_deref(), Some("Astro's Blog"));
    assert_eq!(feed.description.as_deref(), Some("Welcome!"));
}

/// As AstroPaper has it.
#[test]
fn collections_of_astro_are_loaded_and_shown_where_programs_say() {
    let constants = "export const SITE = {\n  website: \"https://example.com/\",\n  desc: \"Says\",\n  title: \"Paper\",\n} as const;\n";
    let definitions = "export const BLOG_PATH = \"src/data/blog\";\nconst blog = defineCollection({\n  loader: glob({ pattern: \"**/[^_]*.md\", base: `./${BLOG_PATH}` }),\n});\nexport const collections = { blog };\n";
    let page = "---\ntitle: a\npubDatetime: 2026-01-02\n---\n";
    let doubt = "feedmatter: src/content.config.ts: warning: expected a page such as `src/pages/blog/[...slug].astro` that shows the collection `blog`, found none; addresses may be wrong\n";
    for (route, program, expected, told) in [
        (
            "src/pages/posts/[...slug]/index.astro",
            "await getCollection(\"blog\", filter)",
            ["posts/a-b/", "posts/c/d/", "posts/e/"],
            "",
        ),
        (
            "src/pages/[slug].astro",
            "getPosts()",
            ["a-b/", "c/d/", "e/"],
            "",
        ),
        (
            "src/pages/tags/[tag].astro",
            "getCollection('blog')",
            ["blog/a-b/", "blog/c/d/", "blog/e/"],
            doubt,
        ),
    ] {
        let test = Test::new(&["generate"])
            .file(
                "astro.config.ts",
                "import { SITE } from './src/config';\nexport default defineConfig({\n  site: SITE.website,\n});\n",
            )
            .file("src/config.ts", constants)
            .file("src/content.config.ts", definitions)
            .file(route, program)
            .file("src/data/blog/A b.md", page)
            .file("src/data/blog/c/d.md", page)
            .file("src/data/blog/e/index.md", page)
            .file("src/data/other.md", page)
            .stderr(told);
        let feed = feed(test);
        assert_eq!(feed.title.as_deref(), Some("Paper"));
        assert_eq!(feed.description.as_deref(), Some("Says"));
        let articles = feed.articles.into_iter();
        let mut addresses: Vec<_> = articles.filter_map(|article| article.web_url).collect();
        addresses.sort();
        let expected = expected.map(|path| format!("https://example.com/{path}"));
        assert_eq!(addresses, expected, "{route}");
    }
}

/// Neither the name of a variable nor that of a folder is the collection's.
#[test]
fn collections_of_astro_have_the_names_that_they_are_exported_under() {
    let definitions = "const all = defineCollection({\n  loader: glob({ pattern: '**/*.md', base: './src/content/articles' }),\n});\nexport const collections = { 'posts': all };\n";
    let page = "---\ntitle: a\npubDate: 2026-01-02\n---\n";
    let test = Test::new(&["generate", "--title", "T"])
        .file(
            "astro.config.mjs",
            "export default { site: 'https://example.com' };\n",
        )
        .file("src/content.config.ts", definitions)
        .file("src/pages/blog/[...slug].astro", "getCollection('posts')")
        .file("src/pages/notes/[...slug].astro", "getCollection('notes')")
        .file("src/content/articles/one.md", page)
        .file("src/content/notes/two.md", page);
    let mut addresses = addresses(test);
    addresses.sort();
    let expected = ["blog/one/", "notes/two/"].map(|path| format!("https://example.com/{path}"));
    assert_eq!(addresses, expected);
}

/// What is known of a program is no value of its site.
#[test]
fn what_a_program_uses_is_no_variable() {
    let program = "import { HtmlBasePlugin } from \"@11ty/eleventy\";\n\
                   export default { markdownTemplateEngine: \"njk\" }\n";
    let page = "---\ntitle: a\ndate: 2026-01-02\n---\nIt is {{ nunjucks }}{{ HtmlBasePlugin }}.\n";
    let ran = eleventy(&["--format", "atom"])
        .file("eleventy.config.js", program)
        .file("blog/a.md", page)
        .file(
            "_data/metadata.json",
            "{\"title\": \"J\", \"url\": \"https://example.com\"}",
        )
        .run_whatever();
    assert!(ran.stdout().contains("It is ."), "{}", ran.stdout());
}
