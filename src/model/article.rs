//! [`Article`]: one piece of writing.

use super::record::fields;
use super::{Enclosure, Extra, Image, Provider, Timestamp};

/// One piece of writing, with everything that its front matter says and its body.
///
/// Each field tells its name in front matter and its home in each format; "remainder" means that it has none, and
/// travels in `fm:article` under the lossless profile. The README prints the same table from the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Identity: opaque text. Absent when the web URL serves.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `id` | `guid` | `id` |
    pub id: Option<String>,
    /// Section of the site, one.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `category` | `category domain="…#category"` | `category scheme="…#category"` |
    pub category: Option<String>,
    /// Headline, plain text.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `title` | `title` | `title` |
    pub title: Option<String>,
    /// Short summary, plain text.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `excerpt` | `description` | `summary` |
    pub excerpt: Option<String>,
    /// First publication.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `publishedDateTime` | `pubDate` | `published` |
    pub published_date_time: Option<Timestamp>,
    /// Last change that matters to a reader.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `updatedDateTime` | `dcterms:modified` | `updated` |
    pub updated_date_time: Option<Timestamp>,
    /// Permalink for people.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `webUrl` | `link` | `link rel="alternate"` |
    pub web_url: Option<String>,
    /// Where the writing first appeared.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `originalUrl` | `atom:link rel="via"` | `link rel="via"` |
    pub original_url: Option<String>,
    /// The page in AMP.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `ampWebUrl` | `atom:link rel="amphtml"`, read only | `link rel="amphtml"`, read only |
    pub amp_web_url: Option<String>,
    /// The page in AMP, at a cache.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `cdnAmpWebUrl` | remainder | remainder |
    pub cdn_amp_web_url: Option<String>,
    /// Kind of writing: `article`, `video`, …
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `type` | `dc:type` | `dc:type` |
    pub r#type: Option<String>,
    /// Language, as a BCP 47 tag.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `locale` | `dc:language` | `xml:lang` of title, summary and content |
    pub locale: Option<String>,
    /// Duration of the audio or video, as ISO 8601 (`PT1H2M`).
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `length` | `media:content duration` | `media:content duration` |
    pub length: Option<String>,
    /// Score of the writing. Private.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `quality` | remainder | remainder |
    pub quality: Option<i64>,
    /// Score of the attention that it gets. Private.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `heat` | remainder | remainder |
    pub heat: Option<i64>,
    /// Whether the article is public. Absent means yes.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `published` | remainder | remainder |
    pub published: Option<bool>,
    /// An embedded player, as HTML.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `featuredContent` | `media:player` | `media:player` |
    pub featured_content: Option<String>,
    /// Who published it.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `provider.name` | `dc:publisher` | `dc:publisher`, `author` |
    /// | `provider.authors` | `dc:creator` | `author` |
    pub provider: Option<Provider>,
    /// What it is about.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `topics` | `category` | `category` |
    pub topics: Vec<String>,
    /// For whom it is.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `levels` | `dcterms:educationLevel` | `dcterms:educationLevel` |
    pub levels: Vec<String>,
    /// Sections of the site, many.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `categories` | `category domain="…#categories"` | `category scheme="…#categories"` |
    pub categories: Vec<String>,
    /// Labels.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `tags` | `category domain="…#tags"` | `category scheme="…#tags"` |
    pub tags: Vec<String>,
    /// Pictures.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `images` | `media:content medium="image"` | `media:content medium="image"` |
    pub images: Vec<Image>,
    /// Attached files, and other things to do with the article.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `actions` | `enclosure`, `atom:link rel="enclosure"` | `link rel="enclosure"` |
    pub actions: Vec<Enclosure>,
    /// Articles on the same matter.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `related` | `atom:link rel="related"` | `link rel="related"` |
    pub related: Vec<Article>,
    /// An encrypted blob of the system that the article comes from. Private.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | `secured` | remainder | remainder |
    pub secured: Option<String>,
    /// Fields that we do not know.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | any other key | remainder | remainder |
    pub extra: Extra,
    /// The full text, below the front matter.
    ///
    /// | front matter | RSS | Atom |
    /// |---|---|---|
    /// | below the fence | `content:encoded` | `content` |
    pub body: Option<Body>,
}

fields! { Article, "an article":
    "id" => id,
    "category" => category,
    "title" => title,
    "excerpt" => excerpt,
    "publishedDateTime" => published_date_time,
    "updatedDateTime" => updated_date_time,
    "webUrl" => web_url,
    "originalUrl" => original_url,
    "ampWebUrl" => amp_web_url,
    "cdnAmpWebUrl" => cdn_amp_web_url,
    "type" => r#type,
    "locale" => locale,
    "length" => length,
    "quality" => quality,
    "heat" => heat,
    "published" => published,
    "featuredContent" => featured_content,
    "provider" => provider,
    "topics" => topics,
    "levels" => levels,
    "categories" => categories,
    "tags" => tags,
    "images" => images,
    "actions" => actions,
    "related" => related,
    "secured" => secured,
}

impl Article {
    /// Returns what tells this article from others: its id, else the address where it can be read.
    pub fn identity(&self) -> Option<&str> {
        self.id
            .as_deref()
            .or(self.web_url.as_deref())
            .or(self.original_url.as_deref())
    }

    /// Returns the date of the last change, else that of publication.
    pub fn last_date_time(&self) -> Option<&Timestamp> {
        self.updated_date_time
            .as_ref()
            .or(self.published_date_time.as_ref())
    }
}

/// The full text of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The text, with LF line ends; like a text file, it normally ends in one. Never empty.
    pub text: String,
    /// How to read it.
    pub format: BodyFormat,
}

/// The language of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// CommonMark with GitHub's tables, footnotes, strikethrough and task lists.
    Markdown,
    /// A fragment of HTML.
    Html,
}

impl BodyFormat {
    /// Returns the name: `markdown` or `html`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// Returns the format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Markdown, Self::Html]
            .into_iter()
            .find(|format| format.name() == name)
    }
}
