//! What stands around [formulas](https://gohugo.io/content-management/mathematics/), which are no Markdown.

use crate::model::{Map, Value};
use crate::site::settings::value;
use crate::text::markdown::Delimiters;

const PLACE: &str = "markup.goldmark.extensions.passthrough";

/// Returns what the settings say of them, if formulas are told.
pub(super) fn formulas(config: &Map) -> Vec<Delimiters> {
    let at = |key: &str| value(config, &format!("{PLACE}.{key}"));
    if at("enable") != Some(&Value::Bool(true)) {
        return Vec::new();
    }
    let lists = ["delimiters.block", "delimiters.inline"].map(|key| match at(key) {
        Some(Value::List(pairs)) => &pairs[..],
        _ => &[],
    });
    let pairs = lists.into_iter().flatten().filter_map(|pair| {
        let Value::List(pair) = pair else {
            return None;
        };
        let [open, close] = &pair[..] else {
            return None;
        };
        Some([open.as_str()?, close.as_str()?])
    });
    let pairs = pairs.filter(|pair| pair.iter().all(|mark| !mark.is_empty()));
    let delimiters = pairs.map(|[open, close]| Delimiters {
        open: open.to_owned(),
        close: close.to_owned(),
        on_page: None,
    });
    delimiters.collect()
}
