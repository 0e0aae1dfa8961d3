//! Feeds of earlier runs that are made no more: what was withdrawn since then still stands in them.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use walkdir::WalkDir;

use super::generate::Output;
use super::plan::Plan;
use crate::folder::here;
use crate::text::character::is_number;

/// How much of a file is looked at for the name of who wrote it, in bytes.
const HEAD: u64 = 4096;

/// What our feeds in RSS and Atom say of who wrote them.
const GENERATORS: [&str; 2] = ["<generator>feedmatter ", ">feedmatter</generator>"];

/// How our JSON Feeds begin.
const VERSION: &str = "{\n  \"version\": \"https://jsonfeed.org/version/";

/// Returns the files below a folder that bear the names of these feeds, or of pages of their archives, and are none of the
/// present ones, with `/` between the parts of their paths.
pub(crate) fn stale(folder: &Path, plans: &[Plan], outputs: &[Output]) -> Vec<String> {
    let present: HashSet<&str> = outputs.iter().map(|output| &*output.path).collect();
    let folder = here(folder);
    let mut stale = Vec::new();
    let changing = |plan: &&Plan| plan.archive || plan.field().is_some();
    for plan in plans.iter().filter(changing) {
        let fixed = plan.path.split('{').next().unwrap_or_default();
        let start = fixed.rfind('/').map_or("", |end| &fixed[..end]);
        let depth = plan.path.matches('/').count() + 1 - fixed.matches('/').count();
        let entries = WalkDir::new(folder.join(start)).max_depth(depth);
        for entry in entries.into_iter().filter_map(Result::ok) {
            let below = entry.path().strip_prefix(folder).ok();
            let parts: Option<Vec<&str>> = below.and_then(|path| {
                let parts = path.components().map(|part| part.as_os_str().to_str());
                parts.collect()
            });
            let path = parts.unwrap_or_default().join("/");
            if entry.file_type().is_file()
                && !present.contains(&*path)
                && is_of(&path, plan)
                && is_ours(entry.path(), plan)
            {
                stale.push(path);
            }
        }
    }
    stale.sort();
    stale.dedup();
    stale
}

/// Returns whether a path is one that a plan gives to its feeds.
fn is_of(path: &str, plan: &Plan) -> bool {
    let page = archived(path).filter(|_| plan.archive);
    [Some(path.to_owned()), page]
        .into_iter()
        .flatten()
        .any(|path| {
            let Some((before, rest)) = plan.path.split_once('{') else {
                return path == plan.path;
            };
            let after = rest.split_once('}').map_or("", |(_, after)| after);
            let value = path.strip_prefix(before);
            let value = value.and_then(|rest| rest.strip_suffix(after));
            value.is_some_and(|value| !value.is_empty() && !value.contains('/'))
        })
}

/// Returns the path of the feed of which this would be a page of the archive.
fn archived(path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    let (stem, number) = stem.rsplit_once("-archive-")?;
    is_number(number).then(|| format!("{stem}.{ending}"))
}

/// Returns whether a file is a feed as we write it. In XML, it names who wrote it; what comes before that is short.
fn is_ours(path: &Path, plan: &Plan) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let is_ours = match plan.format_name() {
        "rss" | "atom" => GENERATORS.iter().any(|ours| head.contains(ours)),
        "json" => head.starts_with(VERSION),
        // Lines say nothing of who wrote them: their names alone do.
        _ => true,
    };
    read.is_ok() && is_ours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_paths_of_a_plan() {
        let plan = |path: &str, archive| Plan {
            path: path.to_owned(),
            archive,
            ..Plan::default()
        };
        let topics = plan("feeds/{topics}.xml", false);
        assert!(is_of("feeds/rust.xml", &topics));
        for other in ["feeds/.xml", "feeds/a/b.xml", "feeds/rust.json", "rust.xml"] {
            assert!(!is_of(other, &topics), "{other}");
        }
        let archive = plan("feed.xml", true);
        assert!(is_of("feed-archive-12.xml", &archive));
        assert!(!is_of("feed-archive-12.xml", &plan("feed.xml", false)));
        assert!(!is_of("feed-archive-x.xml", &archive));
    }
}
