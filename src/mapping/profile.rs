//! Profiles: what may leave.
//!
//! Under [`Profile::Public`] a feed is cut down *before* a row sees it, so no row can let something out. Every field is named
//! here, so that a new one must be thought about.

use chrono::{DateTime, Utc};

use crate::model::{
    Article, Category, DRAFT, Enclosure, Extra, Feed, FieldValue, Generator, Image, Map, Mismatch,
    Person, Provider, Timestamp, Value, Zone,
};
use crate::named::named;
use crate::text::{html, person, url};

/// How much of a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What anyone may read: standard elements, no private fields, no drafts.
    Public,
    /// Everything.
    Lossless,
}

named!(Profile: "public" => Public, "lossless" => Lossless);

/// Keys under which sites schedule articles, beside our own, in any case.
const SCHEDULE: [&str; 2] = ["publishDate", "pubDate"];

/// Keys under which sites withdraw articles, in any case.
const EXPIRY: [&str; 2] = ["expiryDate", "unpublishDate"];

/// Returns whether an article may be read by anyone, now if that is given.
///
/// Front matter that says so in an unexpected way (`published: "no"`, `draft: yes`) is understood: a mistake must not
/// publish a draft. So are the dates under which other sites schedule (`publishDate`) and withdraw (`expiryDate`).
pub fn is_public(article: &Article, now: Option<DateTime<Utc>>) -> bool {
    let zone = Zone::default();
    !article.is_withheld() && !is_early(article, now, &zone) && !is_expired(article, now, &zone)
}

/// Returns whether an article is one of the future. The zone is that of dates that name none.
pub(crate) fn is_early(article: &Article, now: Option<DateTime<Utc>>, zone: &Zone) -> bool {
    let own = article
        .first_date_time()
        .map(Timestamp::instant)
        .into_iter();
    let others = SCHEDULE
        .iter()
        .filter_map(|key| date_under(article, key, zone));
    let dates = own.map(Some).chain(others);
    now.is_some_and(|now| {
        dates
            .into_iter()
            .any(|date| date.is_none_or(|date| date > now))
    })
}

/// Returns whether an article has been withdrawn by its date. The zone is that of dates that name none.
pub(crate) fn is_expired(article: &Article, now: Option<DateTime<Utc>>, zone: &Zone) -> bool {
    let mut dates = EXPIRY
        .iter()
        .filter_map(|key| date_under(article, key, zone));
    now.is_some_and(|now| dates.any(|date| date.is_none_or(|date| date <= now)))
}

/// Returns the date under a key, if anything stands there; none if that is no date, which must publish nothing.
fn date_under(article: &Article, key: &str, zone: &Zone) -> Option<Option<DateTime<Utc>>> {
    let value = under(article, key)?;
    let date = value.as_str().and_then(Timestamp::parse);
    Some(date.map(|date| date.within(zone).instant()))
}

/// Returns what should say when an article is to be seen, and is no date, by its keys: nobody sees it.
pub(crate) fn unreadable_dates(article: &Article) -> impl Iterator<Item = (&'static str, &Value)> {
    let zone = Zone::default();
    let mut keys = SCHEDULE.iter().chain(&EXPIRY);
    std::iter::from_fn(move || {
        let key = keys.find(|key| date_under(article, key, &zone) == Some(None))?;
        Some((*key, under(article, key)?))
    })
}

/// Returns what stands under a key in any case, if anything does.
fn under<'a>(article: &'a Article, key: &str) -> Option<&'a Value> {
    let mut fields = article.extra.fields.iter();
    let is_there = |(own, value): &&(Value, Value)| {
        own.as_str()
            .is_some_and(|own| own.eq_ignore_ascii_case(key))
            && !value.is_blank()
    };
    fields.find(is_there).map(|(_, value)| value)
}

/// Returns why nobody can tell whether an article may be seen, or when.
pub(crate) fn unclear(article: &Article) -> Option<Mismatch<'_>> {
    let draft = DRAFT.iter().find_map(|key| {
        let value = under(article, key).filter(|value| value.as_flag().is_none())?;
        Some(mismatch(key, bool::EXPECTS, value))
    });
    let date = || {
        let (key, value) = unreadable_dates(article).next()?;
        Some(mismatch(key, Timestamp::EXPECTS, value))
    };
    // Of one that is withheld, no date matters.
    draft.or_else(|| date().filter(|_| !article.is_withheld()))
}

fn mismatch<'a>(key: &'static str, expects: &'static str, value: &'a Value) -> Mismatch<'a> {
    Mismatch {
        within: key,
        name: key,
        expects,
        value,
    }
}

/// Returns the keys that can withhold an article, under whatever name of ours or of a generator.
pub(crate) fn withholding_keys() -> impl Iterator<Item = &'static str> {
    DRAFT.into_iter().chain(SCHEDULE).chain(EXPIRY)
}

/// Returns how many private fields and how many drafts a feed holds, in what is related as well.
pub(crate) fn private_parts(feed: &Feed) -> (usize, usize) {
    let fields: usize = feed.articles.iter().map(private_fields).sum();
    let drafts = feed.articles.iter().map(drafts).sum();
    let is_cached = feed
        .image
        .as_ref()
        .is_some_and(|image| image.is_cached.is_some());
    (
        fields + emails(&feed.authors) + usize::from(is_cached),
        drafts,
    )
}

fn drafts(article: &Article) -> usize {
    let related: usize = article.related.iter().map(drafts).sum();
    usize::from(!is_public(article, None)) + related
}

fn emails(people: &[Person]) -> usize {
    let people = people.iter();
    people.filter(|person| person.email.is_some()).count()
}

fn private_fields(article: &Article) -> usize {
    let provider = article.provider.iter();
    let people = provider.map(|provider| emails(&provider.authors) + emails(&provider.publishers));
    [
        article.quality.is_some(),
        article.heat.is_some(),
        article.secured.is_some(),
    ]
    .into_iter()
    .filter(|is_there| *is_there)
    .count()
        + people.sum::<usize>()
        + article
            .images
            .iter()
            .filter(|image| image.is_cached.is_some())
            .count()
        + article
            .provider
            .iter()
            .flat_map(|provider| &provider.images)
            .filter(|image| image.is_cached.is_some())
            .count()
        + article.related.iter().map(private_fields).sum::<usize>()
}

/// What anyone may read of a document.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    /// When; no article is too early if that is not given.
    pub(crate) now: Option<DateTime<Utc>>,
    /// Whether the pictures of people, too.
    pub(crate) has_pictures: bool,
    /// What of the unknown fields of a file, too.
    pub(crate) extra_of_file: Option<fn(&Enclosure) -> Extra>,
}

/// Returns the part of a feed and of its articles that anyone may read.
pub(crate) fn public(mut feed: Feed, seen: Seen) -> Feed {
    let articles = std::mem::take(&mut feed.articles).into_iter();
    let articles = articles.filter_map(|article| public_article(article, seen));
    Feed {
        articles: articles.collect(),
        ..public_feed(feed, seen)
    }
}

/// Returns what a feed says of itself that anyone may read. Its articles are asked one by one.
pub(crate) fn public_feed(feed: Feed, seen: Seen) -> Feed {
    Feed {
        id: feed.id,
        title: feed.title,
        link: feed.link,
        description: feed.description,
        language: feed.language,
        self_url: feed.self_url,
        hubs: feed.hubs,
        current_url: feed.current_url,
        previous_archive_url: feed.previous_archive_url,
        next_url: feed.next_url,
        archive: feed.archive,
        complete: feed.complete,
        expired: feed.expired,
        authors: public_people(feed.authors, seen),
        rights: feed.rights,
        updated_date_time: past(feed.updated_date_time, seen.now),
        categories: feed.categories.into_iter().map(public_category).collect(),
        generator: feed.generator.map(public_generator),
        ttl: feed.ttl,
        icon: feed.icon,
        image: feed.image.map(public_image),
        extra: Default::default(),
        articles: feed.articles,
    }
}

/// Returns the part of an article that anyone may read; of a draft, none.
pub(crate) fn public_article(article: Article, seen: Seen) -> Option<Article> {
    is_public(&article, seen.now).then(|| Article {
        id: article.id,
        category: article.category,
        title: article.title,
        excerpt: article.excerpt,
        published_date_time: article.published_date_time,
        updated_date_time: past(article.updated_date_time, seen.now),
        web_url: article.web_url,
        original_url: article.original_url,
        amp_web_url: article.amp_web_url,
        cdn_amp_web_url: None,
        r#type: article.r#type,
        locale: article.locale,
        length: article.length,
        quality: None,
        heat: None,
        published: None,
        featured_content: article.featured_content,
        provider: article
            .provider
            .map(|provider| public_provider(provider, seen)),
        topics: article.topics,
        levels: article.levels,
        categories: article.categories,
        tags: article.tags,
        images: article.images.into_iter().map(public_image).collect(),
        actions: article
            .actions
            .into_iter()
            .map(|action| public_enclosure(action, seen))
            .collect(),
        related: article
            .related
            .into_iter()
            .filter_map(|related| public_article(related, seen))
            .collect(),
        secured: None,
        extra: Default::default(),
        body: article.body,
    })
}

/// Validators take a change of the future for a mistake.
fn past(date: Option<Timestamp>, now: Option<DateTime<Utc>>) -> Option<Timestamp> {
    date.filter(|date| now.is_none_or(|now| date.instant() <= now))
}

fn public_category(category: Category) -> Category {
    Category {
        term: category.term,
        scheme: category.scheme,
        label: category.label,
        extra: Default::default(),
    }
}

fn public_generator(generator: Generator) -> Generator {
    Generator {
        name: generator.name,
        uri: generator.uri,
        version: generator.version,
        extra: Default::default(),
    }
}

pub(crate) fn public_provider(provider: Provider, seen: Seen) -> Provider {
    Provider {
        name: provider.name.and_then(name_without_email),
        domain: provider.domain,
        images: provider.images.into_iter().map(public_image).collect(),
        authors: public_people(provider.authors, seen),
        publishers: public_people(provider.publishers, seen),
        extra: Default::default(),
    }
}

fn public_people(people: Vec<Person>, seen: Seen) -> Vec<Person> {
    people
        .into_iter()
        .map(|person| Person {
            name: person.name.and_then(name_without_email),
            url: person.url.filter(|url| url::is_web(url)),
            email: None,
            extra: Extra {
                fields: public_picture(&person.extra.fields)
                    .filter(|_| seen.has_pictures)
                    .into_iter()
                    .collect(),
                ..Extra::default()
            },
        })
        .collect()
}

/// Returns the picture of a person among what is not known of it, if anyone can look at it.
fn public_picture(fields: &Map) -> Option<(Value, Value)> {
    let address = fields.get(Person::AVATAR)?.as_str()?;
    let is_seen = url::is_web(address) && url::has_known_host(address);
    let address = url::public(address).filter(|_| is_seen)?;
    Some((Person::AVATAR.into(), Value::Str(address)))
}

/// Some write their address where a name is asked for.
pub(crate) fn name_without_email(name: String) -> Option<String> {
    if !name.contains('@') {
        return Some(name);
    }
    match person::parse(&name) {
        Some(Person {
            name,
            email: Some(_),
            ..
        }) => name,
        _ => {
            let name = html::title_to_text(&name);
            let words = name.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/'));
            if !words.clone().any(has_email) {
                return Some(name);
            }
            let words = words.filter(|word| !word.is_empty() && !has_email(word));
            Some(words.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
        }
    }
}

/// `@user@host` is not one, but where someone is on the Fediverse.
fn has_email(word: &str) -> bool {
    let (user, host) = word.rsplit_once('@').unwrap_or((word, ""));
    let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
    !user.is_empty() && !user.starts_with('@') && host.contains('.')
}

fn public_image(image: Image) -> Image {
    Image {
        url: image.url,
        width: image.width,
        height: image.height,
        title: image.title,
        attribution: image.attribution.and_then(name_without_email),
        description: image.description,
        is_cached: None,
        extra: Default::default(),
    }
}

fn public_enclosure(action: Enclosure, seen: Seen) -> Enclosure {
    let extra = seen.extra_of_file.map(|extra_of| extra_of(&action));
    Enclosure {
        url: action.url,
        r#type: action.r#type,
        title: action.title,
        attribution: action.attribution.and_then(name_without_email),
        mime_type: action.mime_type,
        length: action.length,
        extra: extra.unwrap_or_default(),
    }
}
