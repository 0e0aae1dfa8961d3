//! Parameters of a site and of its pages, which stand below `params` or, of pages, beside
//! [Hugo's own keys](https://gohugo.io/content-management/front-matter/).

use super::case::lowered_map;
use crate::front_matter::is_read;
use crate::model::{Article, Map, Record, Value};
use crate::site::page::Page;
use crate::site::settings::{Settings, value};

const PARAMS: &str = "params";
const LANGUAGES: &str = "languages";

/// Hugo's own keys, which are no parameters.
const OWN: [&str; 28] = [
    "aliases",
    "build",
    "cascade",
    "date",
    "description",
    "draft",
    "expirydate",
    "headless",
    "iscjklanguage",
    "keywords",
    "lastmod",
    "layout",
    "linktitle",
    "markup",
    "menus",
    "outputs",
    PARAMS,
    "publishdate",
    "resources",
    "sitemap",
    "sites",
    "slug",
    "summary",
    "title",
    "translationkey",
    "type",
    "url",
    "weight",
];

/// Keeps the parameters of the site and of its languages.
pub(super) fn read(config: &Map, settings: &mut Settings) {
    for key in [PARAMS, LANGUAGES] {
        if let Some(found) = config.get(key) {
            settings.variables.push(key, found.clone());
        }
    }
}

/// Returns what the [shortcode `param key`](https://gohugo.io/shortcodes/param/) puts into a text: of the page, else of the
/// language, else of the site.
pub(super) fn of_page(name: &str, page: &Page, settings: &Settings) -> Option<Value> {
    let key = name.strip_prefix("param ")?;
    let key = key.trim().trim_matches(['"', '`']).to_lowercase();
    if is_read(&key)
        || Article::FIELDS
            .iter()
            .any(|field| field.name.eq_ignore_ascii_case(&key))
    {
        // What the page says of it is no longer as it was written.
        return None;
    }
    let own = lowered_map(&page.article.extra.fields);
    let language = page.place.language.as_deref();
    let language = language.unwrap_or_else(|| settings.own_language());
    let places = [
        format!("{LANGUAGES}.{}.{PARAMS}.{key}", language.to_lowercase()),
        format!("{PARAMS}.{key}"),
    ];
    let of_site = |place: &String| value(&settings.variables, place).cloned();
    value(&own, &key)
        .cloned()
        .or_else(|| places.iter().find_map(of_site))
}

/// Takes out the parameters that others, which count for more, have in the other place.
pub(super) fn give_way(given: &mut Map, others: &Map) {
    if let Some(Value::Map(below)) = others.get(PARAMS) {
        given.retain(|key, _| !is_among(below, key));
    }
    if let Some(Value::Map(below)) = given.get_mut(PARAMS) {
        below.retain(|key, _| !is_among(others, key));
    }
}

fn is_among(map: &Map, key: &Value) -> bool {
    key.as_str().is_some_and(|key| {
        let is_it = |other: &Value| {
            let other = other.as_str();
            other.is_some_and(|other| other.eq_ignore_ascii_case(key))
        };
        !OWN.iter().any(|own| own.eq_ignore_ascii_case(key))
            && map.iter().any(|(other, _)| is_it(other))
    })
}
