//! How fast articles become feeds, and feeds articles. Run with `cargo bench`.

use divan::Bencher;
use divan::counter::BytesCount;
use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::front_matter;
use feedmatter::mapping::Profile;
use feedmatter::model::Feed;

fn main() {
    divan::main();
}

const ARTICLE: &str = include_str!("../fixtures/articles/complete.md");

/// Articles in a feed.
const COUNT: usize = 200;

fn feed() -> Feed {
    let article = front_matter::read(ARTICLE, &mut Vec::new()).expect("front matter");
    Feed {
        articles: vec![article; COUNT],
        ..Feed::default()
    }
}

fn options(profile: Profile) -> WriteOptions {
    WriteOptions::of(profile)
}

#[divan::bench]
fn read_front_matter(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(ARTICLE))
        .bench(|| front_matter::read(ARTICLE, &mut Vec::new()).expect("front matter"));
}

#[divan::bench]
fn write_front_matter(bencher: Bencher) {
    let article = front_matter::read(ARTICLE, &mut Vec::new()).expect("front matter");
    bencher
        .counter(BytesCount::of_str(ARTICLE))
        .bench(|| front_matter::write(&article).expect("front matter"));
}

#[divan::bench(args = ["rss", "atom"])]
fn write_public(bencher: Bencher, format: &str) {
    let feed = feed();
    bencher.bench(|| formats::write(format, &feed, &options(Profile::Public)).expect("a feed"));
}

#[divan::bench(args = ["rss", "atom"])]
fn write_lossless(bencher: Bencher, format: &str) {
    let feed = feed();
    bencher.bench(|| formats::write(format, &feed, &options(Profile::Lossless)).expect("a feed"));
}

#[divan::bench(args = ["rss", "atom"])]
fn read_lossless(bencher: Bencher, format: &str) {
    let xml = formats::write(format, &feed(), &options(Profile::Lossless)).expect("a feed");
    bencher
        .counter(BytesCount::of_str(&xml))
        .bench(|| formats::read(xml.as_bytes(), &ReadOptions::default()).expect("a feed"));
}
