//! Large feeds are read some articles at a time: alike, wherever one piece ends and another begins.

use std::fs;

use super::document;
use crate::support::fixtures::ending;

/// More than are read together.
const TIMES: usize = 70;

/// Returns a document in which all articles stand so many times, if they stand in a row.
fn repeated(text: &str) -> Option<String> {
    let starts = ["<item>", "<item ", "<entry>", "<entry "].iter();
    let from = starts.filter_map(|start| text.find(start)).min()?;
    let ends = ["</item>", "</entry>"].iter();
    let to = ends
        .filter_map(|end| Some(text.rfind(end)? + end.len()))
        .max()?;
    let is_enclosed = text[to..].contains("</");
    let articles = text
        .get(from..to)
        .filter(|articles| is_enclosed && !articles.contains("channel>"))?;
    Some([&text[..from], &articles.repeat(TIMES), &text[to..]].concat())
}

#[test]
fn a_feed_is_read_alike_however_long_it_is() {
    let files = [
        ("foreign", ".xml"),
        ("articles", ".rss.xml"),
        ("articles", ".atom.xml"),
    ]
    .into_iter()
    .flat_map(|(folder, name)| ending(folder, name));
    let mut compared = 0;
    for file in files {
        // Some are in other encodings.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let Some(long) = repeated(&text) else {
            continue;
        };
        let (mut short, mut long) = (document(&text).feed, document(&long).feed);
        let few = std::mem::take(&mut short.articles);
        let many = std::mem::take(&mut long.articles);
        assert_eq!(short, long, "{}", file.display());
        assert_eq!(many.len(), TIMES * few.len(), "{}", file.display());
        for (index, article) in many.iter().enumerate() {
            assert_eq!(
                *article,
                few[index % few.len()],
                "{} {index}",
                file.display()
            );
        }
        compared += 1;
    }
    assert!(compared > 30, "{compared} were compared");
}
