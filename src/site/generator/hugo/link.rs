//! [How links of Hugo are looked up](https://gohugo.io/render-hooks/links/#embedded), and where files beside a page are published.

use crate::model::{Map, Value};
use crate::site::settings::{Settings, text, texts, value};

/// Whether links are looked up among pages; under this name the settings hold that they are.
const RESOLVES: &str = "markup.goldmark.renderhooks.link.useembedded";

/// Whether each language has files beside its pages of its own; under this name the settings hold that it has none.
const DUPLICATES: &str = "markup.goldmark.duplicateresourcefiles";

/// Takes over what the settings say, which is one thing of sites that list their languages, and another of others.
pub(super) fn read(config: &Map, settings: &mut Settings) {
    let is_one_site = settings.base_urls.is_empty() && !is_set(config, DUPLICATES);
    if is_one_site && has_several(config, settings) {
        settings.private.push(DUPLICATES, Value::Bool(false));
    }
    let resolves = match text(config, &[RESOLVES]) {
        Some("never") => false,
        Some("always" | "fallback") => true,
        // One language is enough, be it the only one.
        _ => is_one_site && !settings.languages.is_empty(),
    };
    if resolves {
        settings.private.push(RESOLVES, Value::Bool(true));
    }
}

pub(super) fn resolves(settings: &Settings) -> bool {
    settings.private.get(RESOLVES).is_some()
}

pub(super) fn shares_files(settings: &Settings) -> bool {
    settings.private.get(DUPLICATES).is_some()
}

/// Returns whether a site is published in several languages.
fn has_several(config: &Map, settings: &Settings) -> bool {
    let disabled = texts(config, "disablelanguages");
    let enabled = settings.languages.iter().filter(|language| {
        !disabled.contains(language) && !is_set(config, &format!("languages.{language}.disabled"))
    });
    enabled.count() > 1
}

fn is_set(config: &Map, place: &str) -> bool {
    value(config, place) == Some(&Value::Bool(true))
}
