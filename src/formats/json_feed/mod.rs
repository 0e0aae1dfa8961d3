//! [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/), and 1.0 when reading.

mod attachment;
mod feed;
mod item;
mod kept;
mod object;
mod signature;

use serde_json::Value as Json;

use self::object::{Object, list};
use super::detection::Shape;
use super::lossless::{Remainders, Standard};
use super::{Format, Limits, ReadOptions, pieces};
use crate::error::{Bound, Error, Result, Warning};
use crate::json;
use crate::mapping::Row;
use crate::mapping::remainder::Remainder;
use crate::mapping::remainder::json::MEMBER;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::Feed;

/// JSON Feed 1.1.
pub(crate) struct JsonFeed;

const NAME: &str = "json";

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

    fn has_durations(&self) -> bool {
        true
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
        let document = json::parse(text, &options.limits, &mut warnings)?;
        let items = items_of(&document, &options.limits, &mut warnings)?;
        warnings.extend(kept::warnings(&document, &kept::OF_FEEDS));
        for item in &items {
            warnings.extend(kept::warnings(item, &kept::OF_ITEMS));
            warnings.extend(item::warnings(item));
        }
        let mut feed = read_rows(&feed::ROWS, &document);
        feed.articles = pieces::map(&items, |item| read_rows(&item::ROWS, *item));
        let remainder = |object: &Object, name| Remainder::read_json(object.get(MEMBER)?, name);
        Ok(Standard {
            feed,
            // A JSON Feed does not name the program that wrote it.
            is_own: true,
            warnings,
            remainders: Remainders {
                feed: remainder(&document, "feed"),
                articles: items
                    .iter()
                    .map(|item| remainder(item, "article"))
                    .collect(),
            },
            ..Standard::default()
        })
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
        document.insert("items".to_owned(), items.into());
        let text = serde_json::to_string_pretty(&document);
        text.map(|text| text + "\n")
            .map_err(|source| Error::Refused {
                action: "write",
                format: NAME,
                source: source.into(),
            })
    }

    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        item::ROWS.iter().map(Row::names).collect()
    }

    fn feed_rows(&self) -> Vec<(&'static str, &'static str)> {
        feed::ROWS.iter().map(Row::names).collect()
    }
}

/// Returns the items of a document; what is none is left out.
fn items_of<'a>(
    document: &'a Object,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<&'a Object>> {
    let items = list(document, "items");
    if items.len() > limits.articles {
        return Err(Error::Exceeded {
            bound: Bound::Articles,
            limit: limits.articles,
        });
    }
    let objects: Vec<&Object> = items.iter().filter_map(Json::as_object).collect();
    if objects.len() < items.len() {
        let others = items.len() - objects.len();
        warnings.push(Warning::new(format!(
            "expected `items` to be a list of objects, found {others} that are none; left out"
        )));
    }
    Ok(objects)
}
