//! [`Page`]: one file of a site, read as its generator means it.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use ::url::Url;
use chrono::{DateTime, Utc};

use super::admission::Admission;
use super::attachment::enclosure;
use super::defaults::with_defaults;
use super::generator::Place;
use super::permalink::Unresolved;
use super::settings::{Settings, value};
use crate::error::{Error, Result, Warning};
use crate::front_matter::{self, Dialect, Split};
use crate::model::{Article, Body, BodyFormat, FieldValue, Map, Person, Timestamp, Value};
use crate::text::{html, trimmed, url};
use crate::xml::decode::decode_strictly;

/// Endings of files whose text is HTML.
const HTML_ENDINGS: [&str; 4] = ["html", "htm", "njk", "liquid"];

/// Returns whether a text begins with front matter of Eleventy which is JavaScript.
pub(super) fn is_program(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    matches!(first.trim_end(), "---js" | "---javascript")
}

/// One file of a site.
pub(crate) struct Page {
    /// Which of the files it is.
    pub(super) number: usize,
    pub(crate) path: PathBuf,
    pub(crate) place: Place,
    /// What it says, without its text where that is beside it.
    pub(crate) article: Article,
    /// The text, where it is to be finished.
    pub(crate) body: Option<Body>,
    /// What it is sorted by: when it was published, else last changed.
    instant: Option<DateTime<Utc>>,
    /// When it was published, on the clocks of the site.
    pub(crate) date: Option<Timestamp>,
    /// Whether that date says itself at what distance from UTC it is.
    pub(crate) states_zone: bool,
    /// The word that stands for a date which only the generator finds out.
    pub(super) computed_date: Option<String>,
    /// Whether it lacks the date without which it is in no feed.
    pub(super) is_undated: bool,
    /// The name in addresses that the article asks for.
    pub(crate) slug: Option<String>,
    /// The address that the article asks for, as it stands.
    pub(crate) permalink: Option<String>,
    /// The address to which those in the body are relative.
    pub(crate) address: Option<Url>,
    /// The identity that the generator makes of an address of its own.
    pub(super) identity: Option<String>,
    /// Which pages are to be seen, and so may be linked to.
    pub(super) admission: Admission,
}

impl Page {
    /// Reads a file, the one of this number. One without front matter, and one that is not to be seen, is no page; one that
    /// is in no feed for want of a date says so, and has no address.
    pub(super) fn read(
        (number, path): (usize, &Path),
        mut place: Place,
        settings: &Settings,
        admission: Admission,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<Self>> {
        let bytes = fs::read(path).map_err(Error::io("read"))?;
        if bytes.trim_ascii().is_empty() {
            return settings.unless_named(path, "an empty file");
        }
        let text = decode_strictly(&bytes)?;
        let refenced = settings.generator.refenced(&text);
        let (whole, added) = match &refenced {
            Some((text, added)) => (text.as_str(), *added),
            None => (&*text, 0),
        };
        let rest = settings.generator.beginning(whole);
        let text = front_matter::normalise(rest);
        let split = front_matter::split(&text)?;
        if split.is_none() && is_program(&text) {
            return Err(Error::NotAnArticle {
                found: "a program as front matter".to_owned(),
            });
        }
        let takes_text = settings.generator.takes_text(&place);
        let is_text = || takes_text && !front_matter::is_meant(&text);
        let of_text = || is_text().then(|| Split::of_text(&text));
        let Some(mut split) = split.or_else(of_text) else {
            return match front_matter::unopened(&text, takes_text) {
                Some(error) => Err(error),
                None => settings.unless_named(path, "a text without front matter"),
            };
        };
        let before = &whole[..whole.len() - rest.len()];
        let lines = before.matches('\n').count().cast_signed() - added.cast_signed();
        split.lines_before = split.lines_before.saturating_add_signed(lines);
        let mut is_listed = true;
        let mut has_settled_excerpt = false;
        let mut computed_date = None;
        let mut dialect = Dialect::article();
        let change = |map: Map, syntax| {
            dialect = settings.dialect_of(&map, syntax);
            let mut map = with_defaults(settings.spelt(map), path, &place, settings);
            if !admission.everything {
                settings.generator.prepare(&mut map);
            }
            let mut map = dialect.read(map);
            is_listed = settings.generator.settle(&mut map);
            has_settled_excerpt = dialect.has_settled("excerpt");
            let date = map.get("publishedDateTime").and_then(Value::as_str);
            computed_date = date
                .filter(|date| settings.generator.computes_date(date))
                .map(str::to_owned);
            if computed_date.is_some() && !admission.everything {
                map.remove("publishedDateTime");
            }
            (map, dialect)
        };
        let article = front_matter::read_split(&split, change, warnings)?;
        if computed_date.is_some() {
            // It counts for more than the name.
            place.day = None;
        }
        let mut page = Self {
            number,
            path: path.to_owned(),
            place,
            article,
            body: None,
            instant: None,
            date: None,
            states_zone: false,
            computed_date,
            is_undated: false,
            slug: None,
            permalink: None,
            address: None,
            identity: None,
            admission,
        };
        page.take_over(split.header, settings);
        page.settle_body();
        page.forget_future_change(admission.now);
        page.instant = page.first_date().map(Timestamp::instant);
        page.is_undated = !admission.everything && !settings.generator.is_dated(&page);
        if !is_listed {
            return Ok(None);
        }
        if !admission.everything {
            let is_admitted = page.is_admitted(admission, &settings.zone);
            if page.is_undated || !is_admitted {
                page.check_clear(&split, dialect)?;
                return Ok(Some(page).filter(|_| is_admitted));
            }
        }
        if !page.find_address(settings)? {
            return Ok(None);
        }
        page.make_absolute(settings);
        if page.first_date().is_some_and(|date| !date.is_plausible()) && !admission.everything {
            warnings.push(Warning::new(
                "left out the date: readers of feeds take one before 1990 for a mistake".to_owned(),
            ));
        }
        if !admission.everything {
            if !has_settled_excerpt {
                page.settle_excerpt();
            }
            page.body = page.article.body.take();
        }
        Ok(Some(page))
    }

    /// Returns the language.
    pub(super) fn language<'a>(&'a self, settings: &'a Settings) -> &'a str {
        let own = self.place.language.as_deref();
        own.unwrap_or_else(|| settings.own_language())
    }

    /// Returns the date of publication, else that of the last change.
    pub(super) fn first_date(&self) -> Option<&Timestamp> {
        self.date
            .as_ref()
            .or(self.article.updated_date_time.as_ref())
    }

    /// Gives the article what its path and its site say of it.
    fn take_over(&mut self, header: &str, settings: &Settings) {
        let zoned = |date: Option<Timestamp>, field| {
            date.map(|date| settings.generator.date(date, field, header, settings))
        };
        let article = &mut self.article;
        let text = |key: &str| match article.extra.fields.get(key)? {
            Value::Str(text) => trimmed(text),
            Value::Bool(false) => Some("false".to_owned()),
            Value::Int(int) => Some(int.to_string()),
            Value::Map(map) => map.get("build")?.as_str().map(str::to_owned),
            _ => None,
        };
        let blank = |text: &mut String| text.trim().is_empty();
        article.id.take_if(blank);
        article.web_url.take_if(blank);
        if article.web_url.is_none() && is_of_another(article) {
            // Its page is the one that it has come from.
            let dialect = Dialect::named(settings.dialect_name());
            let mut keys = dialect.into_iter().flat_map(|own| own.keys_to("webUrl"));
            article.web_url = keys.find_map(text);
        }
        article.images.retain(|image| {
            let url = image.url.as_deref();
            url.is_none_or(|url| !url.trim().is_empty())
        });
        self.slug = text("slug");
        self.permalink = text("permalink");
        if article.title.is_none() {
            article.title = settings.generator.title(&self.place);
        }
        let stated = article.published_date_time.as_ref();
        self.states_zone = stated.is_some_and(Timestamp::states_zone);
        // A name says a day; its first moment is on the clocks of the site.
        let day = || Some(Timestamp::parse(self.place.day.as_deref()?)?.within(&settings.zone));
        let published = zoned(article.published_date_time.take(), "publishedDateTime");
        self.date = published.or_else(day);
        article.updated_date_time = zoned(article.updated_date_time.take(), "updatedDateTime");
        if self.date.is_none() && settings.generator.dates_by_change() {
            self.date.clone_from(&article.updated_date_time);
        }
        let publication = settings.generator.publication(&article.extra.fields);
        let publication = publication.filter(|_| !self.admission.everything);
        let publication = zoned(publication, "publishedDateTime");
        article.published_date_time = publication.or_else(|| self.date.clone());
        if article.locale.is_none() {
            article.locale.clone_from(&self.place.language);
        }
        for category in self.place.categories.iter().rev() {
            if !article.categories.contains(category) {
                article.categories.insert(0, category.clone());
            }
        }
        if let Some(provider) = &mut article.provider {
            for author in &mut provider.authors {
                let key = author.name.as_deref();
                let key = key.map(|name| settings.generator.person_key(name));
                if let Some(Value::Map(known)) = key.and_then(|key| settings.people.get(&key)) {
                    *author = Person::from_value(Value::Map(known.clone())).unwrap_or_default();
                }
            }
        }
        if article.actions.is_empty() {
            let attached = match article.extra.fields.get("enclosure") {
                Some(Value::List(items)) => items.as_slice(),
                single => single.map_or(&[][..], std::slice::from_ref),
            };
            article.actions = attached.iter().filter_map(enclosure).collect();
        }
    }

    /// A change of the future has not happened yet; feeds would bear its date.
    fn forget_future_change(&mut self, now: Option<DateTime<Utc>>) {
        if self.date.is_some() {
            let is_future = |date: &mut Timestamp| now.is_some_and(|now| date.instant() > now);
            self.article.updated_date_time.take_if(is_future);
        }
    }

    /// Files that a browser would show hold HTML, whatever it looks like.
    fn settle_body(&mut self) {
        let ending = self.path.extension().and_then(|ending| ending.to_str());
        let is_html = ending.is_some_and(|ending| HTML_ENDINGS.contains(&ending));
        if let Some(body) = self.article.body.as_mut().filter(|_| is_html) {
            body.format = BodyFormat::Html;
        }
    }

    /// Some sites write their excerpts as HTML.
    fn settle_excerpt(&mut self) {
        let excerpt = self.article.excerpt.take();
        self.article.excerpt = excerpt
            .map(|text| html::title_to_text(&text))
            .filter(|text| !text.is_empty());
    }

    /// Finds the address: what the article says, else what the generator makes of its path. Returns whether it has one.
    fn find_address(&mut self, settings: &Settings) -> Result<bool> {
        let is_made = self.article.web_url.is_none();
        let own = [&self.article.web_url, &self.permalink]
            .into_iter()
            .flatten()
            .find(|address| url::is_web(address))
            .or_else(|| {
                self.file_of_another()
                    .filter(|_| is_made && settings.is_of_articles())
            });
        let address = match (own, &self.article.web_url) {
            (Some(address), _) => address.clone(),
            (None, Some(relative)) => relative.clone(),
            (None, None) => match settings.generator.address(self, settings) {
                Ok(address) if url::is_web(&address) && self.has_whole_pattern(settings) => address,
                // Of a path, these are characters like any other, and so is a colon.
                Ok(address) => {
                    let path = address.trim_start_matches('/');
                    format!("/{}", path.replace('#', "%23").replace('?', "%3F"))
                }
                Err(Unresolved::Unwritten) => return Ok(false),
                Err(reason) => {
                    return Err(Error::NoAddress {
                        reason: reason.to_string(),
                        hint: "give the article a `webUrl`, or all of them a pattern with --permalink",
                    });
                }
            },
        };
        let address = address.trim();
        let is_whole = url::is_web(address);
        if is_whole || url::has_scheme(address) {
            // Nobody publishes a password on purpose.
            let public = url::public(address).filter(|_| is_whole);
            let parsed = public.as_deref().and_then(|public| Url::parse(public).ok());
            let parsed = parsed.ok_or_else(|| not_an_address(address))?;
            self.article.web_url = public;
            self.address = Some(parsed);
            return Ok(true);
        }
        let Some(base) = settings.base_url_in(self.place.language.as_deref()) else {
            return Err(Error::NoBaseUrl);
        };
        let joined = if address.starts_with("//") {
            base.join(address)
        } else {
            // A colon in the first part would make a scheme of what is before it.
            base.join(&format!("./{}", address.trim_start_matches('/')))
        };
        let joined = joined.map_err(|_| not_an_address(address))?;
        self.article.web_url = Some(joined.to_string());
        self.address = Some(joined);
        let identity = settings.generator.identity(self, settings);
        self.identity = identity.filter(|_| is_made);
        Ok(true)
    }

    /// Returns the address of what an entry is about, which `fetch` wrote, and which is no page of this site.
    fn file_of_another(&self) -> Option<&String> {
        let is_of_another = is_of_another(&self.article);
        let mut files = self.article.actions.iter().filter(|_| is_of_another);
        files.find_map(|file| file.url.as_ref().filter(|url| url::is_web(url)))
    }

    /// Returns whether an address may be made of a pattern that has a host in it.
    fn has_whole_pattern(&self, settings: &Settings) -> bool {
        let of_sections = settings.permalinks.iter().map(|(_, pattern)| pattern);
        let patterns = settings.permalink.iter().chain(of_sections);
        patterns
            .chain(&self.permalink)
            .any(|pattern| url::is_web(pattern))
    }
}

/// Returns whether an article is one of another site, which `fetch` wrote.
fn is_of_another(article: &Article) -> bool {
    value(&article.extra.fields, "feed.url").is_some()
}

fn not_an_address(found: &str) -> Error {
    Error::NoAddress {
        reason: format!("an address, found `{found}`"),
        hint: "one is like `https://example.com/title/`",
    }
}

/// Pages in the order of feeds: what is greater comes first. The newest do, those without a date last, equal ones by
/// identity.
impl Ord for Page {
    fn cmp(&self, other: &Self) -> Ordering {
        let dates = self.instant.cmp(&other.instant);
        let identities = || other.article.identity().cmp(&self.article.identity());
        dates
            .then_with(identities)
            .then_with(|| other.number.cmp(&self.number))
    }
}

impl PartialOrd for Page {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Page {}
