//! [`Source`]: a feed of someone else that is read regularly.

use super::record::fields;
use super::{Extra, Map, Provider};

/// A feed of someone else that is read regularly, and what its articles get when they are.
///
/// What an entry of `sources:` in `feedmatter.yml` holds, under the keys below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The address of the feed.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `url` | `xmlUrl` |
    pub url: String,
    /// Its name, plain text.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `title` | `text`, `title` |
    pub title: Option<String>,
    /// The page that the feed belongs to.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `link` | `htmlUrl` |
    pub link: Option<String>,
    /// A sentence on what it is about, plain text.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `description` | `description` |
    pub description: Option<String>,
    /// Language of its articles, as a BCP 47 tag.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `language` | `language` |
    pub language: Option<String>,
    /// Where it stands in the list: the headings above it, the outermost first.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `categories` | `outline` elements around it |
    pub categories: Vec<String>,
    /// The folder that the files of its articles go to, below that of the output.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `folder` | remainder |
    pub folder: Option<String>,
    /// The category of its articles.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `category` | `category`, after a slash |
    pub category: Option<String>,
    /// The topics that its articles get besides their own.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `topics` | `category`, without a slash |
    pub topics: Vec<String>,
    /// Who publishes its articles, whatever the feed says.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `provider` | remainder |
    pub provider: Option<Provider>,
    /// Whether the feed is one's own: what it says of fields beyond its format counts, and its HTML stays as it is.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `trust` | remainder |
    pub trust: Option<bool>,
    /// How many of its articles count, the first ones.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `limit` | remainder |
    pub limit: Option<u64>,
    /// Only articles whose fields have these values count.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `where` | remainder |
    pub conditions: Option<Map>,
    /// Further fields that its articles get where they have none.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | `fields` | remainder |
    pub fields: Option<Map>,
    /// Fields that we do not know.
    ///
    /// | `sources:` | OPML |
    /// |---|---|
    /// | any other key | the attribute of that name, else remainder |
    pub extra: Extra,
}

impl Source {
    /// Returns the source of an address of which nothing else is known.
    pub fn at(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            ..Self::default()
        }
    }
}

fields! { Source, "a map with `url`":
    "url" => url,
    "title" => title,
    "link" => link,
    "description" => description,
    "language" => language,
    "categories" => categories,
    "folder" => folder,
    "category" => category,
    "topics" => topics,
    "provider" => provider,
    "trust" => trust,
    "limit" => limit,
    "where" => conditions,
    "fields" => fields,
}
