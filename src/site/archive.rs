//! [Archived feeds](https://www.rfc-editor.org/rfc/rfc5005#section-4): all that a site ever said, in pages that never change
//! once they are full.

use crate::model::{Article, Feed};

/// Returns a feed of the newest articles, and pages of `size` articles each with all that came before it, with their paths.
///
/// `articles` has the newest first; `address` returns the address of a path.
pub(super) fn pages(
    feed: Feed,
    articles: Vec<Article>,
    path: &str,
    size: usize,
    address: &dyn Fn(&str) -> Option<String>,
) -> Vec<(String, Feed)> {
    let size = size.max(1);
    // The oldest are counted off first: those pages are full, and whatever comes later changes none of them. What is left
    // over is less than the newest ones are.
    let full = articles.len().saturating_sub(1) / size;
    let name = |number: usize| numbered(path, number);
    let current = feed.self_url.clone();
    let mut documents = Vec::with_capacity(full + 1);
    for number in 1..=full {
        let end = articles.len() - (number - 1) * size;
        let page = Feed {
            id: feed.id.clone().or_else(|| current.clone()),
            self_url: address(&name(number)),
            current_url: current.clone(),
            previous_archive_url: (number > 1).then(|| address(&name(number - 1))).flatten(),
            archive: Some(true),
            articles: articles[end - size..end].to_vec(),
            ..feed.clone()
        };
        documents.push((name(number), page));
    }
    let mut articles = articles;
    articles.truncate(size);
    let newest = Feed {
        previous_archive_url: (full > 0).then(|| address(&name(full))).flatten(),
        articles,
        ..feed
    };
    documents.insert(0, (path.to_owned(), newest));
    documents
}

/// Returns `feed-archive-3.xml`.
fn numbered(path: &str, number: usize) -> String {
    let (folder, file) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, file)| (folder, file));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "xml"));
    let separator = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{separator}{stem}-archive-{number}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(count: usize) -> Vec<(String, Vec<String>)> {
        let articles = (1..=count).rev().map(|number| Article {
            title: Some(number.to_string()),
            ..Article::default()
        });
        let address = |path: &str| Some(format!("https://example.com/{path}"));
        let pages = pages(
            Feed::default(),
            articles.collect(),
            "a/feed.xml",
            3,
            &address,
        );
        let titles = |feed: Feed| {
            feed.articles
                .into_iter()
                .filter_map(|article| article.title)
                .collect()
        };
        pages
            .into_iter()
            .map(|(path, feed)| (path, titles(feed)))
            .collect()
    }

    #[test]
    fn full_pages_never_change() {
        assert_eq!(titles(3).len(), 1);
        let before = titles(8);
        assert_eq!(before[0].1, ["8", "7", "6"]);
        assert_eq!(
            before[1],
            (
                "a/feed-archive-1.xml".to_owned(),
                vec!["3".into(), "2".into(), "1".into()]
            )
        );
        assert_eq!(before.len(), 3);
        for count in 9..20 {
            assert_eq!(titles(count)[1..3], before[1..], "{count}");
        }
    }
}
