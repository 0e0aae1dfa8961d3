//! What pages say of [how they are built](https://gohugo.io/content-management/build-options/).

use super::case::lowered;
use crate::model::{Map, Value};

/// Returns whether a page is rendered, and in some list of the whole site: others are in no feed.
pub(super) fn is_listed(map: &Map) -> bool {
    let parts = ["build", "_build"].into_iter().filter_map(|key| {
        let part = lowered(map.get(key)?);
        Some(["render", "list"].map(|key| match &part {
            Value::Map(part) => part.get(key).cloned(),
            _ => None,
        }))
    });
    let is_never = |value: &Value| match value {
        Value::Bool(flag) => !flag,
        text => matches!(text.as_str(), Some("never" | "local")),
    };
    let is_headless = map.get("headless") == Some(&Value::Bool(true));
    !is_headless && !parts.flatten().flatten().any(|part| is_never(&part))
}
