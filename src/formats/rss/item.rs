//! The item level: [`item`](https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt).

use std::borrow::Cow;

use atom_syndication::Link;
use rss::{Enclosure, Guid, Item};

use crate::formats::categories::{self, Categorised};
use crate::formats::links::{self, Linked};
use crate::formats::publishing::UNTITLED;
use crate::formats::{body, draft, dublin_core, enclosure, identity, kept, media, side};
use crate::mapping::Row;
use crate::model::{Article, Person, Timestamp};
use crate::text::{html, person, url};
use crate::xml::element::{Element, Extensible};
use crate::xml::namespace::SIDE;

/// Returns one row for each field: the elements of RSS, then those of the vocabularies it borrows.
pub(super) fn rows() -> impl Iterator<Item = &'static Row<Item>> {
    ROWS.iter()
        .chain(&CATEGORIES)
        .chain(&DUBLIN_CORE)
        .chain(&MEDIA)
        .chain(&LINKS)
}

static CATEGORIES: [Row<Item>; 4] = categories::rows();
static DUBLIN_CORE: [Row<Item>; 5] = dublin_core::rows();
static MEDIA: [Row<Item>; 3] = media::rows();
static LINKS: [Row<Item>; 4] = links::rows();

static ROWS: [Row<Item>; 13] = [
    Row {
        field: "title",
        place: "title",
        read: |item, article| {
            let titles = [("dc", "title"), ("atom", "title"), ("media", "title")];
            let mut others = titles
                .iter()
                .filter_map(|(prefix, name)| item.extension_text(prefix, name));
            let title = item.title.as_deref().or_else(|| others.next());
            article.title = title.and_then(|title| some_line(&html::title_to_text(title)));
        },
        // Required where there is no text.
        write: |article, item| {
            let is_silent = article.excerpt.is_none() && article.body.is_none();
            let untitled = is_silent.then(|| UNTITLED.to_owned());
            let title = article
                .title
                .as_deref()
                .map(|title| html::text_to_title(title).into_owned());
            item.title = title.or(untitled);
        },
    },
    Row {
        field: "webUrl",
        place: "link",
        read: read_web_url,
        // A guid says of itself whether it is one.
        write: |article, item| item.link = links::page_of(article).and_then(url::to_uri),
    },
    Row {
        field: "excerpt",
        place: "description, excerpt:encoded (read only)",
        read: |item, article| {
            let is_whole = content(item).is_none() && whole_text(item).is_some();
            let text = description(item).filter(|_| !is_whole);
            let text = text.map(|text| match html::is_html(text) {
                false => html::title_to_text(text),
                true => html::to_text(text),
            });
            article.excerpt = text.and_then(|text| some_line(&text));
        },
        write: |article, item| {
            let excerpt = article.excerpt.as_deref().and_then(some_line);
            item.description = excerpt.map(|text| html::escape(&text));
        },
    },
    Row {
        field: "provider.authors",
        place: "dc:creator, author (not public)",
        read: read_authors,
        write: write_authors,
    },
    Row {
        field: "actions",
        place: "enclosure, atom:link rel=\"enclosure\" (after the first)",
        read: read_actions,
        write: write_actions,
    },
    Row {
        field: "id",
        place: "guid",
        read: |item, article| {
            let guid = item
                .guid
                .as_ref()
                .map(|guid| guid.value.trim())
                .filter(|guid| !guid.is_empty());
            let others = || item.extension_text("atom", "id");
            article.id = guid
                .or_else(others)
                .filter(|guid| Some(*guid) != article.web_url.as_deref())
                .map(str::to_owned);
        },
        write: |article, item| {
            let link = item.link.as_ref().filter(|_| article.id.is_none());
            let value = link.cloned().unwrap_or_else(|| identity::of(article));
            item.guid = Some(Guid {
                permalink: item.link.as_ref() == Some(&value),
                value,
            });
        },
    },
    Row {
        field: "publishedDateTime",
        place: "pubDate",
        read: read_published,
        write: |article, item| {
            item.pub_date = article
                .published_date_time
                .as_ref()
                .map(Timestamp::to_rfc822)
        },
    },
    Row {
        field: "updatedDateTime",
        place: "dcterms:modified, wp:post_modified_gmt (read only)",
        read: |item, article| {
            let texts = [("dcterms", "modified"), ("atom", "updated")];
            let texts = texts.map(|(prefix, name)| item.extension_text(prefix, name));
            // Zeros stand for no date there.
            let of_export = item.extension_text("wp", "post_modified_gmt");
            let of_export = of_export.filter(|text| Timestamp::parse(text).is_some());
            let texts = texts.into_iter().chain([of_export]);
            article.updated_date_time = side::read_date(article, "updatedDateTime", texts);
        },
        write: |article, item| {
            if let Some(date_time) = &article.updated_date_time {
                item.push_extension_text("dcterms:modified", &date_time.to_rfc3339());
            }
        },
    },
    Row {
        field: "provider.name",
        place: "source (read only)",
        // The feed that the item was first in. Forums have there one of the item itself, called as it is.
        read: |item, article| {
            if let Some(name) = item
                .source
                .as_ref()
                .and_then(|source| some_line(&html::title_to_text(source.title.as_deref()?)))
                .filter(|name| Some(name) != article.title.as_ref())
            {
                let provider = article.provider.get_or_insert_default();
                provider.name = Some(name);
                // News search has the site there, and its own address for the page.
                let address = item.source.as_ref().map(|source| source.url.as_str());
                provider.domain = address.and_then(domain_of_site);
            }
        },
        // It would need the address of that feed, which an article does not know.
        write: |_, _| {},
    },
    Row {
        field: "body",
        place: "content:encoded, description (without excerpt)",
        read: |item, article| {
            let content = content(item).map(|text| match has_lines(item, text) {
                true => html::with_paragraphs(text),
                false => Cow::Borrowed(text),
            });
            let text = content.or_else(|| whole_text(item));
            article.body = text.and_then(|text| body::read(&side::absolute(item, &text)));
        },
        write: |article, item| {
            let text = article
                .body
                .as_ref()
                .map(|text| body::write(text).into_owned());
            // The profile asks for the whole text in the description when there is no other.
            if item.description.is_none() {
                item.description = text
            } else {
                item.content = text
            }
        },
    },
    side::locale_row(),
    draft::row(),
    kept::row(),
];

/// The whole text; some feeds borrow that of Atom.
fn content(item: &Item) -> Option<&str> {
    let content = item.content.as_deref();
    content
        .filter(|text| !text.trim().is_empty())
        .or_else(|| item.extension_text("atom", "content"))
}

/// Returns whether this is text from the classic editor of WordPress, which makes paragraphs of lines when it shows them. An
/// export has it as it was written.
fn has_lines(item: &Item, text: &str) -> bool {
    let post_type = item.extension_text("wp", "post_type");
    let is_article = post_type.is_some_and(|name| !draft::is_part_of_site(name.trim()));
    is_article && !text.contains("<!-- wp:")
}

/// The description, or what other vocabularies have in its place.
fn description(item: &Item) -> Option<&str> {
    let others = [
        ("dc", "description"),
        ("atom", "summary"),
        ("excerpt", "encoded"),
        ("itunes", "summary"),
    ];
    let other = || {
        others
            .iter()
            .find_map(|(prefix, name)| item.extension_text(prefix, name))
            .or_else(|| media::description(item))
    };
    let description = item.description.as_deref();
    description
        .filter(|text| !text.trim().is_empty())
        .or_else(other)
}

/// Returns the description as HTML if it is, alone, the whole text: it has markup, or lines.
fn whole_text(item: &Item) -> Option<Cow<'_, str>> {
    let text = description(item)?;
    if html::is_html(text) {
        Some(Cow::Borrowed(text))
    } else {
        body::from_meant_lines(&html::decoded(text)).map(Cow::Owned)
    }
}

fn some_line(text: &str) -> Option<String> {
    Some(html::collapse(text).into_owned()).filter(|text| !text.is_empty())
}

/// Returns the domain of a site, of which this is the first page.
fn domain_of_site(address: &str) -> Option<String> {
    let origin = url::site(address)?;
    let is_first = address.trim().trim_end_matches('/') == origin.trim_end_matches('/');
    url::domain(&origin).filter(|_| is_first)
}

/// FeedBurner puts its own counter into `link`; a `guid` that is a permalink serves where there is no `link`.
fn read_web_url(item: &Item, article: &mut Article) {
    let original = item.extension_text("feedburner", "origLink");
    let alternate = links::alternate(item);
    let guid = item
        .guid
        .as_ref()
        .filter(|guid| guid.permalink && url::is_web(&guid.value));
    let addresses = [
        original,
        item.link.as_deref(),
        alternate.as_deref(),
        guid.map(|guid| &*guid.value),
    ];
    let mut addresses = addresses.into_iter().flatten();
    let address = addresses.find(|address| !url::is_script(address));
    article.web_url = address.map(str::to_owned);
}

/// `author` is for an e-mail address; most feeds name people in `dc:creator`, podcasts in `itunes:author`.
fn read_authors(item: &Item, article: &mut Article) {
    let repeated = item.elements(SIDE, "author").iter().map(Element::text);
    let author = item.author.as_deref().into_iter().chain(repeated);
    let mut authors: Vec<Person> = author.flat_map(person::parse_all).collect();
    person::name_or_add(&mut authors, dublin_core::creators(item));
    let atom = item.elements("atom", "author").iter().filter_map(|author| {
        let text = |name| Some(author.children_named(name).first()?.text().to_owned());
        Some(Person {
            name: Some(text("name")?),
            url: text("uri"),
            email: text("email"),
            ..Person::default()
        })
    });
    person::add_new(&mut authors, atom.collect());
    let podcaster = item.extension_text("itunes", "author");
    person::name_or_add(
        &mut authors,
        podcaster.map(person::parse_all).unwrap_or_default(),
    );
    side::credit(article, authors);
}

/// An `author` without an e-mail address is an error, and one beside `dc:creator` says everything twice.
fn write_authors(article: &Article, item: &mut Item) {
    let authors = article
        .provider
        .as_ref()
        .map_or(&[][..], |provider| &provider.authors);
    if let [author] = authors
        && let Some(contact) = person::to_contact(author)
    {
        item.author = Some(contact);
        return;
    }
    dublin_core::push_creators(item, authors);
}

/// The crate keeps the last enclosure only; see [`canonical`](crate::xml::canonical) for what becomes of the others.
fn read_actions(item: &Item, article: &mut Article) {
    let first = item.enclosure.as_ref().map(|enclosure| Link {
        href: enclosure.url.clone(),
        mime_type: Some(enclosure.mime_type.clone()),
        length: Some(enclosure.length.clone()),
        ..Link::default()
    });
    let repeated = item.elements(SIDE, "enclosure").iter().map(|element| Link {
        href: element.attribute("url").unwrap_or_default().to_owned(),
        mime_type: element.attribute("type").map(str::to_owned),
        length: element.attribute("length").map(str::to_owned),
        ..Link::default()
    });
    let further = item.links();
    let further = further.iter().filter(|link| link.rel == "enclosure");
    let mut links: Vec<Link> = first.into_iter().chain(repeated).collect();
    links.extend(further.cloned());
    article.actions = media::read_files(item, &links);
}

/// RSS has one enclosure; the others stand in links. A length of 0 means unknown.
fn write_actions(article: &Article, item: &mut Item) {
    for link in article
        .actions
        .iter()
        .filter(|action| action.is_download())
        .filter_map(enclosure::write)
    {
        if item.enclosure.is_some() {
            item.push_link(link);
        } else {
            item.enclosure = Some(Enclosure {
                url: link.href,
                length: link.length.unwrap_or_else(|| "0".to_owned()),
                mime_type: link.mime_type.unwrap_or_default(),
            });
        }
    }
}

/// RSS 1.0 has `dc:date` only; some feeds borrow the dates of Atom and Dublin Core terms.
fn read_published(item: &Item, article: &mut Article) {
    let elements = [
        ("atom", "published"),
        ("dcterms", "issued"),
        ("dcterms", "created"),
        ("dc", "date"),
    ];
    let others = elements.map(|(prefix, name)| item.extension_text(prefix, name));
    let texts = [item.pub_date.as_deref()].into_iter().chain(others);
    article.published_date_time = side::read_date(article, "publishedDateTime", texts);
}

impl Categorised for Item {
    fn terms(&self, is_of: impl Fn(Option<&str>) -> bool) -> Vec<Cow<'_, str>> {
        let categories = self.categories.iter();
        let own = categories.filter(|category| is_of(category.domain.as_deref()));
        let mut terms: Vec<_> = own.map(|category| label(&category.name)).collect();
        if is_of(None) {
            terms.extend(dublin_core::subjects(self).map(label));
            terms.extend(categories::borrowed(self).map(Cow::Borrowed));
        }
        terms
    }

    fn push_category(&mut self, term: String, vocabulary: Option<String>) {
        self.categories.push(rss::Category {
            name: html::text_to_label(&term).into_owned(),
            domain: vocabulary,
        });
    }
}

/// Returns a label that may be HTML, unless nothing would be left of it.
pub(super) fn label(text: &str) -> Cow<'_, str> {
    let plain = html::title_to_text(text);
    if plain.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(plain)
    }
}
