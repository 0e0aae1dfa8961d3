//! [`Article`]: one piece of writing.

use super::record::fields;
use super::{Enclosure, Extra, Image, Provider, Timestamp, Value};

/// One piece of writing, with everything that its front matter says and its body.
///
/// Each field tells its name in front matter and its home in each format; "remainder" means that it has none, and
/// travels in `fm:article` or `_feedmatter` under the lossless profile. The README has the same table; both are printed from the
/// rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Identity: opaque text. Absent when the web URL serves.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `id` | `guid` | `id` | `id` |
    pub id: Option<String>,
    /// Section of the site, one.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `category` | `category` (in our vocabulary #category) | `category` (in our vocabulary #category) | `tags` (public only) |
    pub category: Option<String>,
    /// Headline, plain text.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `title` | `title` | `title` | `title` |
    pub title: Option<String>,
    /// Short summary, plain text.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `excerpt` | `description`, `excerpt:encoded` (read only) | `summary` | `summary` |
    pub excerpt: Option<String>,
    /// First publication.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `publishedDateTime` | `pubDate` | `published` | `date_published` |
    pub published_date_time: Option<Timestamp>,
    /// Last change that matters to a reader.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `updatedDateTime` | `dcterms:modified`, `wp:post_modified_gmt` (read only) | `updated` | `date_modified` |
    pub updated_date_time: Option<Timestamp>,
    /// Permalink for people.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `webUrl` | `link` | `link rel="alternate"` | `url` |
    pub web_url: Option<String>,
    /// Where the writing first appeared.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `originalUrl` | `atom:link rel="via"` | `link rel="via"` | `external_url` |
    pub original_url: Option<String>,
    /// The page in AMP.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `ampWebUrl` | `atom:link rel="amphtml"` (read only) | `link rel="amphtml"` (read only) | remainder |
    pub amp_web_url: Option<String>,
    /// The page in AMP, at a cache.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `cdnAmpWebUrl` | remainder | remainder | remainder |
    pub cdn_amp_web_url: Option<String>,
    /// Kind of writing: `article`, `video`, …
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `type` | `dc:type` | `dc:type` | remainder |
    pub r#type: Option<String>,
    /// Language, as a BCP 47 tag.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `locale` | `xml:lang` (read only), `dc:language` | `title xml:lang`, `summary xml:lang`, `content xml:lang`, `xml:lang` (read only), `dc:language` | `language` |
    pub locale: Option<String>,
    /// Duration of the audio or video, as ISO 8601 (`PT1H2M`).
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `length` | `media:content duration` | `media:content duration` | `attachments duration_in_seconds` |
    pub length: Option<String>,
    /// Score of the writing. Private.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `quality` | remainder | remainder | remainder |
    pub quality: Option<i64>,
    /// Score of the attention that it gets. Private.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `heat` | remainder | remainder | remainder |
    pub heat: Option<i64>,
    /// Whether the article is public. Absent means yes.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `published` | `app:draft` (not public), `wp:status` (read only) | `app:draft` (not public), `wp:status` (read only) | remainder |
    pub published: Option<bool>,
    /// An embedded player, as HTML.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `featuredContent` | `media:player` | `media:player` | remainder |
    pub featured_content: Option<String>,
    /// Who published it.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `provider.name` | `source` (read only), `dc:publisher` | `source` (read only), `author` (if none), `dc:publisher` | `authors` (if none but the feed's) |
    /// | `provider.authors` | `dc:creator`, `author` (not public) | `author` | `authors` |
    /// | `provider.publishers` | `dc:publisher` (after the first) | `dc:publisher` (after the first) | remainder |
    pub provider: Option<Provider>,
    /// What it is about.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `topics` | `category` | `category` | `tags` |
    pub topics: Vec<String>,
    /// For whom it is.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `levels` | `dcterms:educationLevel` | `dcterms:educationLevel` | remainder |
    pub levels: Vec<String>,
    /// Sections of the site, many.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `categories` | `category` (in our vocabulary #categories) | `category` (in our vocabulary #categories) | `tags` (public only) |
    pub categories: Vec<String>,
    /// Labels.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `tags` | `category` (in our vocabulary #tags) | `category` (in our vocabulary #tags) | `tags` (public only) |
    pub tags: Vec<String>,
    /// Pictures.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `images` | `media:content medium="image"` | `media:content medium="image"` | `image`, `banner_image` (read only), `attachments` (pictures after the first) |
    pub images: Vec<Image>,
    /// Attached files, and other things to do with the article.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `actions` | `enclosure`, `atom:link rel="enclosure"` (after the first), `atom:link rel="related"` (no downloads) | `link rel="enclosure"`, `link rel="related"` (no downloads) | `attachments` |
    pub actions: Vec<Enclosure>,
    /// Articles on the same matter.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `related` | `atom:link rel="related"` | `link rel="related"` | remainder |
    pub related: Vec<Article>,
    /// An encrypted blob of the system that the article comes from. Private.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `secured` | remainder | remainder | remainder |
    pub secured: Option<String>,
    /// Fields that we do not know.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | any other key | remainder | remainder | remainder |
    pub extra: Extra,
    /// The full text. In front matter, it stands below the fence.
    ///
    /// | front matter | RSS | Atom | JSON Feed |
    /// |---|---|---|---|
    /// | `body` | `content:encoded`, `description` (without excerpt) | `content` | `content_html`, `content_text` (read only) |
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

    /// Returns whether it is a draft or was taken back.
    ///
    /// Front matter that says so in an unexpected way (`published: "no"`, `draft: yes`) is understood, and so is a word that
    /// nobody knows (`draft: ture`), and keys in any case (`Draft`): a mistake must not publish a draft. So are keys of other
    /// sites (`isDraft`, `status: draft`, `publish: false`, `unlisted`).
    pub fn is_withheld(&self) -> bool {
        let withholds = |(key, value): &(Value, Value)| {
            let flag = value.as_flag();
            is_one_of(key, &PUBLISHED) && flag == Some(false)
                || (is_one_of(key, &DRAFT) || is_one_of(key, &WITHDRAWN))
                    && !value.is_blank()
                    && flag != Some(false)
                || is_draft_status(key, value)
        };
        self.published == Some(false) || self.extra.fields.iter().any(withholds)
    }

    /// Forgets that it is a draft.
    pub(crate) fn forget_draft(&mut self) {
        self.published = self.published.filter(|published| *published);
        self.extra.fields.retain(|key, value| {
            !is_one_of(key, &DRAFT) && !is_one_of(key, &PUBLISHED) && !is_draft_status(key, value)
        });
    }

    /// Returns the date of publication, else that of the last change.
    pub fn first_date_time(&self) -> Option<&Timestamp> {
        self.published_date_time
            .as_ref()
            .or(self.updated_date_time.as_ref())
    }

    /// Returns the date of the last change, else that of publication.
    pub fn last_date_time(&self) -> Option<&Timestamp> {
        self.updated_date_time
            .as_ref()
            .or(self.published_date_time.as_ref())
    }
}

/// Keys under which articles say that they are drafts, in any case.
pub(crate) const DRAFT: [&str; 3] = ["draft", "isDraft", "is_draft"];

/// Keys under which they say that they are none, and those under which they say that nobody is to find them.
pub(crate) const PUBLISHED: [&str; 2] = ["published", "publish"];
const WITHDRAWN: [&str; 3] = ["removed", "deleted", "unlisted"];

fn is_one_of(key: &Value, names: &[&str]) -> bool {
    let is = |key: &str| names.iter().any(|name| key.eq_ignore_ascii_case(name));
    key.as_str().is_some_and(is)
}

fn is_draft_status(key: &Value, value: &Value) -> bool {
    let is_draft = |status: &str| status.trim().eq_ignore_ascii_case("draft");
    is_one_of(key, &["status"]) && value.as_str().is_some_and(is_draft)
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
    pub fn named(name: &str) -> Option<Self> {
        [Self::Markdown, Self::Html]
            .into_iter()
            .find(|format| format.name() == name)
    }
}
