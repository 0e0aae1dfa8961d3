//! `feedmatter::fetch`, called by programs of others.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use feedmatter::fetch::{self, FetchOptions, Guard};
use feedmatter::model::{Feed, Source};
use tokio::runtime::Builder;

use super::{Folder, feed};
use crate::support::server::Server;

fn options(output: &Path) -> FetchOptions {
    FetchOptions {
        min_interval: Duration::ZERO,
        guard: Guard {
            allows_private: true,
            ..Guard::default()
        },
        ..FetchOptions::new(output)
    }
}

fn titles(server: &Server, options: &FetchOptions, go_on: ControlFlow<()>) -> Vec<String> {
    let sources = [Source::at(server.url.clone())];
    let mut titles = Vec::new();
    let mut give = |_, feed: Feed| {
        titles.extend(
            feed.articles
                .into_iter()
                .filter_map(|article| article.title),
        );
        Ok(go_on)
    };
    fetch::collect(&sources, options, &mut give, &mut |_| ()).expect("feeds");
    titles
}

#[test]
fn feeds_are_fetched_within_a_runtime() {
    let (server, folder) = (feed(&[]), Folder::new());
    let options = options(folder.path());
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.enable_all().build().expect("a runtime");
        runtime.block_on(async {
            for go_on in [ControlFlow::Continue(()), ControlFlow::Break(())] {
                assert_eq!(titles(&server, &options, go_on), ["One", "Two"]);
            }
            let sources = [Source::at(server.url.clone())];
            fetch::fetch(&sources, &options, &mut |_| ()).expect("files");
        });
    }
    assert_eq!(folder.files().len(), 2);
}

#[test]
fn no_requests_at_a_time_are_one() {
    let (server, folder) = (feed(&[]), Folder::new());
    for [jobs, per_host] in [[0, 1], [1, 0], [usize::MAX, usize::MAX]] {
        let options = FetchOptions {
            jobs,
            per_host,
            ..options(folder.path())
        };
        let titles = titles(&server, &options, ControlFlow::Continue(()));
        assert_eq!(titles, ["One", "Two"], "{jobs} {per_host}");
    }
}
