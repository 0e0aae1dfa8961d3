//! `feedmatter::fetch`, called by programs of others.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use feedmatter::fetch::{self, FetchOptions, Guard};
use feedmatter::front_matter::{Dialect, Syntax};
use feedmatter::model::{Feed, Source};
use feedmatter::site::FileTemplate;
use tokio::runtime::Builder;

use super::{Folder, feed};
use crate::support::server::Server;

fn options(output: &Path) -> FetchOptions {
    FetchOptions {
        output: output.to_owned(),
        state: output.join("state.db"),
        wait: Duration::ZERO,
        force: false,
        is_trial: false,
        is_durable: false,
        rebuilds_state: false,
        has_history: false,
        dialect: Dialect::article(),
        syntax: Syntax::Yaml,
        body: None,
        file_template: FileTemplate::default(),
        since: None,
        limit: None,
        jobs: 4,
        per_host: 1,
        timeout: Duration::from_secs(20),
        max_size: 1 << 20,
        min_interval: Duration::ZERO,
        user_agent: None,
        headers: Vec::new(),
        guard: Guard {
            allows_private: true,
            ..Guard::default()
        },
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
