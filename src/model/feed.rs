//! [`Feed`]: a list of articles and what is said of the list.

use super::record::fields;
use super::{Article, Extra, Image, Person, Timestamp};

/// A list of articles and what is said of the list.
///
/// Everything but the articles is what `_feed.yml` holds, under the keys below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// Identity. Absent when the address of the feed serves.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `id` | remainder | `id` | remainder |
    pub id: Option<String>,
    /// The name, plain text.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `title` | `title` | `title` | `title` |
    pub title: Option<String>,
    /// The page that the feed belongs to.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `link` | `link` | `link rel="alternate"` | `home_page_url` |
    pub link: Option<String>,
    /// A sentence on what the feed is about, plain text.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `description` | `description` | `subtitle` | `description` |
    pub description: Option<String>,
    /// Language of the articles, as a BCP 47 tag.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `language` | `language` | `xml:lang` | `language` |
    pub language: Option<String>,
    /// The address of the feed itself.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `self` | `atom:link rel="self"` | `link rel="self"` | `feed_url` |
    pub self_url: Option<String>,
    /// WebSub hubs that announce changes.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `hubs` | `atom:link rel="hub"` | `link rel="hub"` | `hubs` |
    pub hubs: Vec<String>,
    /// The feed of the newest articles, of which this is an older page.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `currentUrl` | `atom:link rel="current"` | `link rel="current"` | remainder |
    pub current_url: Option<String>,
    /// The archive page before this one.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `previousArchiveUrl` | `atom:link rel="prev-archive"` | `link rel="prev-archive"` | `next_url` (without nextUrl) |
    pub previous_archive_url: Option<String>,
    /// The page that follows this one, of a feed that comes in pages.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `nextUrl` | `atom:link rel="next"` | `link rel="next"` | `next_url` |
    pub next_url: Option<String>,
    /// Whether this is an archive page, which does not change.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `archive` | `fh:archive` | `fh:archive` | remainder |
    pub archive: Option<bool>,
    /// Whether all articles that there are stand here.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `complete` | `fh:complete` | `fh:complete` | remainder |
    pub complete: Option<bool>,
    /// Whether nothing will come any more: nobody need ask again.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `expired` | remainder | remainder | `expired` |
    pub expired: Option<bool>,
    /// Who answers for the feed.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `authors` | `managingEditor` (not public), `dc:creator` | `author` | `authors` |
    pub authors: Vec<Person>,
    /// Copyright, plain text.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `rights` | `copyright` | `rights` | remainder |
    pub rights: Option<String>,
    /// Last change; absent when it is that of the newest article.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `updatedDateTime` | `lastBuildDate` | `updated` | remainder |
    pub updated_date_time: Option<Timestamp>,
    /// What the feed is about.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `categories` | `category` | `category` | remainder |
    pub categories: Vec<Category>,
    /// The program that wrote it; absent when that is feedmatter.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `generator` | `generator` | `generator` | remainder |
    pub generator: Option<Generator>,
    /// How long a copy stays fresh, in minutes.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `ttl` | `ttl` | remainder | remainder |
    pub ttl: Option<u64>,
    /// A small square picture.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `icon` | remainder | `icon` | `favicon` |
    pub icon: Option<String>,
    /// A picture that stands for the feed.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `image` | `image` | `logo` | `icon` |
    pub image: Option<Image>,
    /// Fields that we do not know.
    ///
    /// | `_feed.yml` | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | any other key | remainder | remainder | remainder |
    pub extra: Extra,
    /// The articles, in the order of the feed.
    pub articles: Vec<Article>,
}

impl Feed {
    /// Returns the addresses that it says of itself, but for those in its lists and in its image.
    pub(crate) fn addresses_mut(&mut self) -> [&mut Option<String>; 6] {
        [
            &mut self.link,
            &mut self.self_url,
            &mut self.current_url,
            &mut self.previous_archive_url,
            &mut self.next_url,
            &mut self.icon,
        ]
    }
}

fields! { Feed, "a feed":
    "id" => id,
    "title" => title,
    "link" => link,
    "description" => description,
    "language" => language,
    "self" => self_url,
    "hubs" => hubs,
    "currentUrl" => current_url,
    "previousArchiveUrl" => previous_archive_url,
    "nextUrl" => next_url,
    "archive" => archive,
    "complete" => complete,
    "expired" => expired,
    "authors" => authors,
    "rights" => rights,
    "updatedDateTime" => updated_date_time,
    "categories" => categories,
    "generator" => generator,
    "ttl" => ttl,
    "icon" => icon,
    "image" => image,
}

/// What a feed is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Category {
    /// The word itself.
    pub term: Option<String>,
    /// The vocabulary that the word is from, as a URI by custom.
    pub scheme: Option<String>,
    /// The word for people.
    pub label: Option<String>,
    /// Fields that we do not know.
    pub extra: Extra,
}

fields! { Category, "a map with `term`":
    "term" => term,
    "scheme" => scheme,
    "label" => label,
}

/// The program that wrote a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generator {
    /// Its name.
    pub name: Option<String>,
    /// Its page.
    pub uri: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Fields that we do not know.
    pub extra: Extra,
}

fields! { Generator, "a map with `name`":
    "name" => name,
    "uri" => uri,
    "version" => version,
}
