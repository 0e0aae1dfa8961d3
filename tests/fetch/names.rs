//! What the files of entries are called: as the user says, and from one run to the next.

use std::fs;

use walkdir::WalkDir;

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

#[test]
fn names_are_as_the_user_gave_them() {
    let titles = [(1, "Same"), (2, "Same"), (3, "../.Other"), (4, "Index")];
    let items: Vec<String> = titles.map(|(number, title)| item(number, title)).to_vec();
    let server = Server::start(move |_, _| answer("200 OK", &[], rss(&items)));
    for (pattern, expected) in [
        (
            "_posts/{slug}.md",
            [
                "_posts/index-item.md",
                "_posts/other.md",
                "_posts/same-#.md",
                "_posts/same.md",
            ],
        ),
        (
            "source/.new/_{slug}/index.md",
            [
                "source/.new/_index/index.md",
                "source/.new/_other/index.md",
                "source/.new/_same/index.md",
                "source/.new/_same-#/index.md",
            ],
        ),
        (
            "{date}/index.md",
            [
                "2021-01-01/index.md",
                "2021-01-02/index.md",
                "2021-01-03/index.md",
                "2021-01-04/index.md",
            ],
        ),
        (
            "all/index.md",
            [
                "all/index-#.md",
                "all/index-#.md",
                "all/index-#.md",
                "all/index.md",
            ],
        ),
    ] {
        let folder = Folder::new();
        let fetch = || folder.fetch_with(&["--filename", pattern], &server.url);
        assert_eq!(fetch()["new"], 4, "{pattern}");
        let first = names(&folder);
        let shapes: Vec<String> = first.iter().map(|name| without_hash(name)).collect();
        assert_eq!(shapes, expected);
        assert_eq!(fetch()["unchanged"], 4, "{pattern}");
        assert_eq!(names(&folder), first);
        // A hidden folder, too, has what it had.
        fs::remove_dir_all(folder.path().join(".feedmatter")).expect("a state");
        assert_eq!(fetch()["unchanged"], 4, "{pattern}");
        assert_eq!(names(&folder), first);
    }
}

/// Returns the paths of the articles, in their order.
fn names(folder: &Folder) -> Vec<String> {
    let files = WalkDir::new(folder.path()).sort_by_file_name();
    let files = files.into_iter().flatten();
    let below = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(folder.path()).ok()?;
        path.extension().filter(|ending| *ending == "md")?;
        Some(path.to_string_lossy().replace('\\', "/"))
    });
    below.collect()
}

/// Returns a path with a mark for what tells it from another.
fn without_hash(path: &str) -> String {
    let is_hash = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut path = path.to_owned();
    let found = path
        .match_indices('-')
        .find(|(start, _)| path.get(start + 1..start + 9).is_some_and(is_hash));
    if let Some((start, _)) = found {
        path.replace_range(start + 1..start + 9, "#");
    }
    path
}
