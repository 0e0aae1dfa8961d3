//! Parameters, which Hugo's shortcode [`param`](https://gohugo.io/shortcodes/param/) puts into a text.

use super::case::lowered_map;
use crate::model::{Map, Value};
use crate::site::page::Page;
use crate::site::settings::{Settings, value};

const PARAMS: &str = "params";
const LANGUAGES: &str = "languages";

/// Keeps the parameters of the site and of its languages.
pub(super) fn read(config: &Map, settings: &mut Settings) {
    for key in [PARAMS, LANGUAGES] {
        if let Some(found) = config.get(key) {
            settings.variables.push(key, found.clone());
        }
    }
}

/// Returns the value of `param key`: of the page, else of the language, else of the site.
pub(super) fn of_page(name: &str, page: &Page, settings: &Settings) -> Option<Value> {
    let key = name.strip_prefix("param ")?;
    let key = key.trim().trim_matches(['"', '`']).to_lowercase();
    let dialect = settings.dialect.as_ref();
    if dialect.is_some_and(|own| own.field_of(&key).is_some()) {
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
