//! Profiles: what may leave.
//!
//! Under [`Profile::Public`] a feed is cut down *before* a row sees it, so no row can let something out.

use chrono::{DateTime, Utc};

use crate::model::{Article, Enclosure, Feed, Image, Person, Provider, Timestamp, Value};
use crate::text::{person, url};

/// How much of a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What anyone may read: standard elements, no private fields, no drafts.
    Public,
    /// Everything.
    Lossless,
}

impl Profile {
    /// Returns the name: `public` or `lossless`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Lossless => "lossless",
        }
    }
}

/// Returns whether an article may be read by anyone, now if that is given.
///
/// Front matter that says so in an unexpected way (`published: "no"`, `draft: yes`) is understood: a mistake must not
/// publish a draft. So are the dates under which other sites schedule (`publishDate`) and withdraw (`expiryDate`).
pub fn is_public(article: &Article, now: Option<DateTime<Utc>>) -> bool {
    let extra = &article.extra.fields;
    let says = |key: &str, expected: bool| extra.get(key).and_then(truth) == Some(expected);
    let date = |key: &str| Some(Timestamp::parse(extra.get(key)?.as_str()?)?.instant());
    let published = article.published_date_time.as_ref().map(Timestamp::instant);
    let is_now = now.is_none_or(|now| {
        [published, date("publishDate")]
            .iter()
            .flatten()
            .all(|from| *from <= now)
            && date("expiryDate").is_none_or(|until| now < until)
    });
    article.published != Some(false)
        && !says("published", false)
        && !["draft", "removed", "deleted"]
            .iter()
            .any(|key| says(key, true))
        && is_now
}

/// Returns how many private fields and how many drafts a feed holds.
pub fn private_parts(feed: &Feed) -> (usize, usize) {
    let fields = feed.articles.iter().map(private_fields).sum();
    (
        fields,
        feed.articles
            .iter()
            .filter(|article| !is_public(article, None))
            .count(),
    )
}

fn private_fields(article: &Article) -> usize {
    let people = article
        .provider
        .iter()
        .flat_map(|provider| provider.authors.iter().chain(&provider.publishers));
    [
        article.quality.is_some(),
        article.heat.is_some(),
        article.secured.is_some(),
    ]
    .into_iter()
    .filter(|is_there| *is_there)
    .count()
        + people.filter(|person| person.email.is_some()).count()
        + article
            .images
            .iter()
            .filter(|image| image.is_cached.is_some())
            .count()
        + article.related.iter().map(private_fields).sum::<usize>()
}

/// Returns what a value says, if it is a boolean to any YAML reader.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Int(int) => Some(*int != 0),
        Value::Float(float) => Some(*float != 0.0),
        Value::Str(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => Some(true),
            "false" | "no" | "off" | "n" | "0" => Some(false),
            _ => None,
        },
        Value::Tagged(_, value) => truth(value),
        _ => None,
    }
}

/// Returns the part of a feed that anyone may read, now if that is given.
pub(crate) fn public_feed(feed: &Feed, now: Option<DateTime<Utc>>) -> Feed {
    Feed {
        extra: Default::default(),
        authors: public_people(&feed.authors),
        image: feed.image.as_ref().map(public_image),
        articles: public_articles(&feed.articles, now),
        ..feed.clone()
    }
}

fn public_articles(articles: &[Article], now: Option<DateTime<Utc>>) -> Vec<Article> {
    let public = articles.iter().filter(|article| is_public(article, now));
    public.map(|article| public_article(article, now)).collect()
}

/// Every field is named, so that a new one must be thought about here.
fn public_article(article: &Article, now: Option<DateTime<Utc>>) -> Article {
    Article {
        id: article.id.clone(),
        category: article.category.clone(),
        title: article.title.clone(),
        excerpt: article.excerpt.clone(),
        published_date_time: article.published_date_time.clone(),
        updated_date_time: article.updated_date_time.clone(),
        web_url: article.web_url.clone(),
        original_url: article.original_url.clone(),
        amp_web_url: article.amp_web_url.clone(),
        cdn_amp_web_url: None,
        r#type: article.r#type.clone(),
        locale: article.locale.clone(),
        length: article.length.clone(),
        quality: None,
        heat: None,
        published: None,
        featured_content: article.featured_content.clone(),
        provider: article.provider.as_ref().map(public_provider),
        topics: article.topics.clone(),
        levels: article.levels.clone(),
        categories: article.categories.clone(),
        tags: article.tags.clone(),
        images: article.images.iter().map(public_image).collect(),
        actions: article.actions.iter().map(public_enclosure).collect(),
        related: public_articles(&article.related, now),
        secured: None,
        extra: Default::default(),
        body: article.body.clone(),
    }
}

fn public_provider(provider: &Provider) -> Provider {
    Provider {
        name: provider.name.clone(),
        domain: provider.domain.clone(),
        images: provider.images.iter().map(public_image).collect(),
        authors: public_people(&provider.authors),
        publishers: public_people(&provider.publishers),
        extra: Default::default(),
    }
}

fn public_people(people: &[Person]) -> Vec<Person> {
    people
        .iter()
        .map(|person| Person {
            name: person.name.as_deref().and_then(name_without_email),
            url: person.url.clone().filter(|url| url::is_web(url)),
            email: None,
            extra: Default::default(),
        })
        .collect()
}

/// Some write their address where a name is asked for.
fn name_without_email(name: &str) -> Option<String> {
    match person::parse(name) {
        Some(Person {
            name,
            email: Some(_),
            ..
        }) => name,
        _ => Some(name.to_owned()),
    }
}

fn public_image(image: &Image) -> Image {
    Image {
        is_cached: None,
        extra: Default::default(),
        ..image.clone()
    }
}

fn public_enclosure(action: &Enclosure) -> Enclosure {
    Enclosure {
        extra: Default::default(),
        ..action.clone()
    }
}
