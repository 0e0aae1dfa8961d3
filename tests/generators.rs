//! What site generators make of dates, defaults, packages and fences.

use crate::support::cli::Test;

/// To Jekyll, a date in quotes is another one.
#[test]
fn dates_of_generators_stand_without_quotes() {
    let date = "2024-01-02 03:30:00";
    for (dialect, keys) in [
        ("jekyll", ["date", "last_modified_at"]),
        ("hugo", ["date", "lastmod"]),
        ("zola", ["date", "updated"]),
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
