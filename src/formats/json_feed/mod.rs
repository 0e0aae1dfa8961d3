//! [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/), and 1.0 when reading.

mod attachment;
mod feed;
mod item;
mod kept;
mod object;
mod passing;
mod signature;

use serde_json::Value as Json;

use self::object::Object;
use self::passing::Passing;
use super::detection::Shape;
use super::lossless::{self, Remainders, Standard};
use super::reading::Make;
use super::transit::Part;
use super::{Document, Format, Limits, ReadOptions, Source, pieces};
use crate::error::{Bound, Error, Result, Warning};
use crate::json;
use crate::mapping::Row;
use crate::mapping::remainder::Remainder;
use crate::mapping::remainder::json::MEMBER;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::{Article, Enclosure, Extra, Feed};

/// JSON Feed 1.1.
pub(crate) struct JsonFeed;

const NAME: &str = "json";

/// The member that holds the articles.
const ITEMS: &str = "items";

const VERSION: &str = "https://jsonfeed.org/version/1.1";

impl Format for JsonFeed {
    fn name(&self) -> &'static str {
        NAME
    }

    fn has_file_name(&self, _stem: &str, ending: &str) -> bool {
        ending == "json"
    }

    fn recognises(&self, shape: Shape<'_>) -> bool {
        matches!(shape, Shape::Json(text) if signature::is_feed(text))
    }

    fn has_person_urls(&self) -> bool {
        true
    }

    fn has_pictures(&self) -> bool {
        true
    }

    fn public_extra(&self) -> Option<fn(&Enclosure) -> Extra> {
        Some(kept::public_extra)
    }

    fn needs_names(&self) -> bool {
        false
    }

    fn has_publishers(&self) -> bool {
        false
    }

    fn has_vocabularies(&self) -> bool {
        false
    }

    fn read_standard(&self, text: &str, options: &ReadOptions) -> Result<Standard> {
        let mut warnings = Vec::new();
        let mut document = json::parse(text, &options.limits, &mut warnings)?;
        let items = items_of(&mut document, &options.limits, &mut warnings)?;
        let mut standard = around(&document);
        warnings.append(&mut standard.warnings);
        for item in pieces::map(items, |item| Item::of(&item)) {
            standard.feed.articles.push(item.article);
            standard.remainders.articles.push(item.remainder);
            warnings.extend(item.warnings);
        }
        Ok(Standard {
            warnings,
            ..standard
        })
    }

    fn pass(
        &self,
        source: &dyn Source,
        _start: usize,
        options: &ReadOptions,
        make: &Make<'_, Part>,
    ) -> Result<Option<(Standard, Vec<Part>)>> {
        let bytes = source.bytes(0..source.size()).map_err(Error::io("read"))?;
        let text = std::str::from_utf8(&bytes).ok();
        Ok(text.and_then(|text| Passing::new(make).pass(text, &options.limits)))
    }

    fn write_standard(&self, feed: &Feed, remainders: &Remainders) -> Result<String> {
        let mut document = Object::new();
        document.insert("version".to_owned(), VERSION.into());
        document.extend(write_rows::<Object, _>(&feed::ROWS, feed));
        if let Some(remainder) = &remainders.feed {
            document.insert(MEMBER.to_owned(), remainder.write_json("feed"));
        }
        let mut items: Vec<Object> =
            pieces::map(&feed.articles, |article| write_rows(&item::ROWS, article));
        for (item, remainder) in items.iter_mut().zip(&remainders.articles) {
            if let Some(remainder) = remainder {
                item.insert(MEMBER.to_owned(), remainder.write_json("article"));
            }
        }
        document.insert(ITEMS.to_owned(), items.into());
        let text = serde_json::to_string_pretty(&document);
        text.map(|text| text + "\n")
            .map_err(|source| Error::refused(NAME, "write", source))
    }

    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        item::ROWS.iter().map(Row::names).collect()
    }

    fn feed_rows(&self) -> Vec<(&'static str, &'static str)> {
        feed::ROWS.iter().map(Row::names).collect()
    }
}

/// An article as it was read, its remainder, and what neither could make sense of.
struct Item {
    article: Article,
    remainder: Option<Remainder>,
    warnings: Vec<Warning>,
}

impl Item {
    fn of(object: &Object) -> Self {
        let members = kept::warnings(object, &kept::OF_ITEMS);
        Self {
            article: read_rows(&item::ROWS, object),
            remainder: remainder(object, "article"),
            warnings: members.chain(item::warnings(object)).collect(),
        }
    }
}

/// Reads an item that stands alone, as a feed with one article.
pub(super) fn read_item(item: &Object, options: &ReadOptions) -> Document {
    let item = Item::of(item);
    let mut standard = around(&Object::new());
    standard.warnings = item.warnings;
    standard.feed.articles.push(item.article);
    standard.remainders.articles.push(item.remainder);
    lossless::document(&JsonFeed, standard, options)
}

/// Returns what a document says beside its articles.
fn around(document: &Object) -> Standard {
    Standard {
        feed: read_rows(&feed::ROWS, document),
        // A JSON Feed does not name the program that wrote it.
        is_own: true,
        warnings: kept::warnings(document, &kept::OF_FEEDS).collect(),
        remainders: Remainders {
            feed: remainder(document, "feed"),
            ..Remainders::default()
        },
        ..Standard::default()
    }
}

fn remainder(object: &Object, name: &str) -> Option<Remainder> {
    Remainder::read_json(object.get(MEMBER)?, name)
}

/// Takes the items out of a document; what is none is left out.
fn items_of(
    document: &mut Object,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Object>> {
    let items = match document.get_mut(ITEMS).map(Json::take) {
        Some(Json::Array(items)) => items,
        Some(Json::Null) | None => Vec::new(),
        Some(single) => vec![single],
    };
    let count = items.len();
    if count > limits.articles {
        return Err(Error::Exceeded {
            bound: Bound::Articles,
            limit: limits.articles,
        });
    }
    let objects = items.into_iter().filter_map(|item| match item {
        Json::Object(item) => Some(item),
        _ => None,
    });
    let objects: Vec<Object> = objects.collect();
    if objects.len() < count {
        let others = count - objects.len();
        warnings.push(Warning::new(format!(
            "expected `items` to be a list of objects, found {others} that are none; left out"
        )));
    }
    Ok(objects)
}
