//! The entry level: [`entry`](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2).

use std::borrow::Cow;

use atom_syndication::{
    Category, Content, Entry, FixedDateTime, Link, Person as AtomPerson, Text, TextType,
};

use super::feed::{read_person, write_person};
use super::{defects, text};
use crate::formats::categories::{self, Categorised};
use crate::formats::kept::Keeping;
use crate::formats::links::{self, Linked};
use crate::formats::publishing::UNTITLED;
use crate::formats::{body, draft, dublin_core, enclosure, identity, kept, language, media, side};
use crate::mapping::Row;
use crate::model::{Article, Person, Timestamp};
use crate::text::{html, markdown, person, url};
use crate::xml::element::Extensible;
use crate::xml::namespace::SIDE;

/// Returns one row for each field: the elements of Atom, then those of the vocabularies it borrows.
pub(super) fn rows() -> impl Iterator<Item = &'static Row<Entry>> {
    ROWS.iter()
        .chain(&CATEGORIES)
        .chain(&LINKS)
        .chain(&DUBLIN_CORE)
        .chain(&MEDIA)
}

static CATEGORIES: [Row<Entry>; 4] = categories::rows();
static DUBLIN_CORE: [Row<Entry>; 5] = dublin_core::rows();
static MEDIA: [Row<Entry>; 3] = media::rows();
static LINKS: [Row<Entry>; 4] = links::rows();

static ROWS: [Row<Entry>; 14] = [
    Row {
        field: "provider.authors",
        place: "author",
        read: read_authors,
        write: write_authors,
    },
    Row {
        field: "body",
        place: "content",
        read: |entry, article| {
            let text = content_of(entry).or_else(|| whole_text(entry));
            article.body = text.and_then(|text| body::read(&side::absolute(entry, &text)));
        },
        write: |article, entry| {
            entry.content = article.body.as_ref().map(|text| Content {
                value: Some(body::write(text).into_owned()),
                content_type: Some("html".to_owned()),
                ..Content::default()
            });
        },
    },
    Row {
        field: "webUrl",
        place: "link rel=\"alternate\"",
        read: read_web_url,
        write: |article, entry| {
            // That which is no page comes back as it was.
            let uri = links::address_of(article)
                .filter(|uri| !kept::has_other_form(article, Entry::FORMAT, uri));
            entry
                .links
                .extend(uri.and_then(|uri| links::page("alternate", uri)));
        },
    },
    Row {
        field: "id",
        place: "id",
        read: |entry, article| {
            let made_up = article.web_url.as_deref().and_then(url::canonical);
            let id =
                Some(entry.id.trim()).filter(|id| !id.is_empty() && made_up.as_deref() != Some(id));
            article.id = id.map(str::to_owned);
        },
        write: |article, entry| {
            // An id that was given stays as it is; one that we make is canonical.
            let given = article
                .id
                .as_deref()
                .map(|id| url::to_uri(id).unwrap_or_else(|| identity::uuid_from(id)));
            let address = || article.identity().and_then(url::canonical);
            entry.id = given
                .or_else(address)
                .unwrap_or_else(|| identity::uuid_of(article));
        },
    },
    Row {
        field: "actions",
        place: "link rel=\"enclosure\"",
        read: |entry, article| {
            let links: Vec<Link> = entry
                .links
                .iter()
                .filter(|link| link.rel == "enclosure")
                .cloned()
                .collect();
            article.actions = media::read_files(entry, &links);
        },
        write: |article, entry| {
            let downloads = article.actions.iter().filter(|action| action.is_download());
            entry.links.extend(downloads.filter_map(enclosure::write));
        },
    },
    Row {
        field: "publishedDateTime",
        place: "published",
        // Many feeds have `updated` only.
        read: |entry, article| {
            let elements = [
                ("dcterms", "issued"),
                ("dcterms", "created"),
                ("dc", "date"),
            ];
            let others = || elements.map(|(prefix, name)| entry.extension_text(prefix, name));
            let stated = entry.published.map(Timestamp::from);
            let date = stated.or_else(|| {
                others()
                    .iter()
                    .flatten()
                    .find_map(|text| Timestamp::parse(text))
            });
            let date = date
                .map(Timestamp::without_text)
                .or(defects::stated(entry.updated).map(Timestamp::from));
            article.published_date_time = date.or_else(|| {
                side::read_date(
                    article,
                    "publishedDateTime",
                    [entry.extension_text(SIDE, "published")],
                )
            });
        },
        write: |article, entry| {
            let published = article.published_date_time.as_ref();
            entry.published = published.map(Timestamp::date_time);
        },
    },
    Row {
        field: "excerpt",
        place: "summary",
        read: |entry, article| {
            let has_content = content_of(entry).is_some();
            let is_whole = !has_content && whole_text(entry).is_some();
            let excerpt = match &entry.summary {
                Some(summary) => text::read(summary),
                None => description(entry).map(|text| html::collapse(text).into_owned()),
            };
            let title = text::read(&entry.title);
            let says_more = |excerpt: &String| has_content || Some(excerpt) != title.as_ref();
            article.excerpt = excerpt.filter(|_| !is_whole).filter(says_more);
        },
        // An entry without any text repeats its title: validators want one.
        write: |article, entry| {
            let title = || Some(title_of(article)).filter(|_| article.body.is_none());
            let excerpt = article.excerpt.as_deref().and_then(text::write);
            entry.summary = excerpt.or_else(title);
        },
    },
    Row {
        field: "provider.name",
        // As an author it is written with the others.
        place: "source (read only), author (if none)",
        // The feed that the entry was first in.
        read: |entry, article| {
            if let Some(name) = entry
                .source
                .as_ref()
                .and_then(|source| text::read(&source.title))
            {
                article.provider.get_or_insert_default().name = Some(name);
            }
        },
        // It would need an id and a date of that feed, which an article does not know.
        write: |_, _| {},
    },
    Row {
        field: "title",
        place: "title",
        read: |entry, article| {
            let other = || {
                entry
                    .extension_text("media", "title")
                    .map(|title| html::collapse(title).into_owned())
            };
            article.title = text::read(&entry.title).or_else(other)
        },
        write: |article, entry| entry.title = title_of(article),
    },
    Row {
        field: "updatedDateTime",
        place: "updated",
        read: |entry, article| {
            let published = article
                .published_date_time
                .as_ref()
                .map(Timestamp::date_time);
            let stated = defects::stated(entry.updated);
            let changed = stated
                .filter(|date_time| published.is_some_and(|published| published != *date_time));
            article.updated_date_time = changed.map(Timestamp::from);
            if stated.is_none() {
                let elements = [("dcterms", "modified"), (SIDE, "updated")];
                let texts = elements.map(|(prefix, name)| entry.extension_text(prefix, name));
                article.updated_date_time = side::read_date(article, "updatedDateTime", texts);
            }
        },
        // Required, so an article that never changed has its first date here too.
        write: |article, entry| {
            entry.updated = article
                .last_date_time()
                .map_or_else(FixedDateTime::default, Timestamp::date_time)
        },
    },
    Row {
        field: "locale",
        place: "title xml:lang, summary xml:lang, content xml:lang",
        read: |entry, article| {
            let content = entry
                .content
                .as_ref()
                .and_then(|content| content.lang.clone());
            let summary = entry
                .summary
                .as_ref()
                .and_then(|summary| summary.lang.clone());
            article.locale = entry
                .title
                .lang
                .clone()
                .or(content)
                .or(summary)
                .filter(|lang| !lang.trim().is_empty());
        },
        // The crate has no place for it on the entry itself.
        write: |article, entry| {
            let locale = article.locale.as_deref().and_then(language::write);
            entry.title.lang.clone_from(&locale);
            if let Some(summary) = &mut entry.summary {
                summary.lang.clone_from(&locale);
            }
            if let Some(content) = &mut entry.content {
                content.lang = locale;
            }
        },
    },
    side::locale_row(),
    draft::row(),
    kept::row(),
];

fn read_authors(entry: &Entry, article: &mut Article) {
    let mut authors: Vec<Person> = entry.authors.iter().filter_map(read_person).collect();
    person::add_new(&mut authors, dublin_core::creators(entry));
    // Those of the feed that the entry was first in (RFC 4287, 4.2.1).
    if authors.is_empty()
        && let Some(source) = &entry.source
    {
        authors.extend(source.authors.iter().filter_map(read_person));
    }
    // A publisher stands there, too, if nobody else does.
    let publisher = entry.extension_text("dc", "publisher").map(Person::named);
    if matches!(&*authors, [author] if Some(author) == publisher.as_ref()) {
        return;
    }
    side::credit(article, authors);
}

fn write_authors(article: &Article, entry: &mut Entry) {
    let Some(provider) = &article.provider else {
        return;
    };
    entry.authors = provider.authors.iter().filter_map(write_person).collect();
    if entry.authors.is_empty() {
        let publisher: Option<AtomPerson> = provider
            .name
            .as_ref()
            .and_then(|name| write_person(&Person::named(name)));
        entry.authors.extend(publisher);
    }
}

/// Returns the text of an entry as HTML, where it has one beside its summary.
fn content_of(entry: &Entry) -> Option<Cow<'_, str>> {
    let borrowed = || entry.extension_text("content", "encoded");
    let content = entry.content.as_ref().and_then(read_content);
    content.or_else(|| borrowed().map(Cow::Borrowed))
}

/// Returns content as HTML. Without a type it is plain text, whose lines may be those of a poem; other types are files, not text.
fn read_content(content: &Content) -> Option<Cow<'_, str>> {
    let value = content.value.as_deref()?;
    match content.content_type.as_deref().unwrap_or("text") {
        "html" | "text/html" => Some(Cow::Borrowed(value)),
        "text" | "text/plain" => Some(Cow::Owned(body::from_lines(value))),
        "text/markdown" => Some(Cow::Owned(markdown::to_html(value))),
        _ => None,
    }
}

/// Returns the summary or description as HTML if it is, alone, the whole text: it has markup, or lines.
fn whole_text(entry: &Entry) -> Option<Cow<'_, str>> {
    let Some(summary) = &entry.summary else {
        return body::from_meant_lines(description(entry)?).map(Cow::Owned);
    };
    let text = &*summary.value;
    match summary.r#type {
        TextType::Text => body::from_meant_lines(text).map(Cow::Owned),
        TextType::Html | TextType::Xhtml => html::has_tag(text).then_some(Cow::Borrowed(text)),
    }
}

/// Returns what Media RSS says, of an entry that says nothing itself.
fn description(entry: &Entry) -> Option<&str> {
    let is_silent = entry.summary.is_none() && content_of(entry).is_none();
    media::description(entry).filter(|_| is_silent)
}

/// FeedBurner puts its own counter into `link`; some feeds have only an `id` that is an address.
fn read_web_url(entry: &Entry, article: &mut Article) {
    let link = links::alternate(entry);
    let id = Some(entry.id.trim()).filter(|id| url::is_web(id));
    // Content that stands elsewhere is there to be read.
    let elsewhere = || {
        entry
            .content
            .as_ref()
            .and_then(|content| content.src.as_deref())
    };
    article.web_url = entry
        .extension_text("feedburner", "origLink")
        .or(link.as_deref())
        .or_else(elsewhere)
        .or(id)
        .map(str::to_owned);
}

/// Returns the title of an entry, which is required, and not empty.
fn title_of(article: &Article) -> Text {
    let title = article.title.as_deref().and_then(text::write);
    title
        .or_else(|| text::write(&body::beginning(article)?))
        .unwrap_or_else(|| Text::plain(UNTITLED))
}

impl Categorised for Entry {
    fn terms(&self, is_of: impl Fn(Option<&str>) -> bool) -> Vec<Cow<'_, str>> {
        fn term(category: &Category) -> &str {
            let label = category.label.as_deref();
            label
                .filter(|label| !label.is_empty())
                .unwrap_or(&category.term)
        }
        let categories = self.categories.iter();
        let own = categories.filter(|category| is_of(category.scheme.as_deref()));
        let mut terms: Vec<_> = own.map(term).collect();
        if is_of(None) {
            terms.extend(dublin_core::subjects(self));
            terms.extend(categories::borrowed(self));
        }
        terms.into_iter().map(Cow::Borrowed).collect()
    }

    fn push_category(&mut self, term: String, vocabulary: Option<String>) {
        self.categories.push(Category {
            term,
            scheme: vocabulary,
            label: None,
        });
    }
}

impl Linked for Entry {
    const BORROWS: bool = false;

    fn links(&self) -> Cow<'_, [Link]> {
        Cow::Borrowed(&self.links)
    }

    fn push_link(&mut self, link: Link) {
        self.links.push(link);
    }
}

impl Linked for atom_syndication::Feed {
    const BORROWS: bool = false;

    fn links(&self) -> Cow<'_, [Link]> {
        Cow::Borrowed(&self.links)
    }

    fn push_link(&mut self, link: Link) {
        self.links.push(link);
    }
}
