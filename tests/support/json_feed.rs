//! The rules of [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/), by someone who does not know our code.

use chrono::DateTime;
use serde_json::Value;

/// Returns the first rule that a document breaks.
pub(crate) fn fault(document: &Value) -> Option<String> {
    if document["version"] != "https://jsonfeed.org/version/1.1" {
        return Some("another version".to_owned());
    }
    let members = [
        ("title", false),
        ("home_page_url", true),
        ("feed_url", true),
        ("icon", true),
        ("favicon", true),
    ];
    let Some(items) = document["items"].as_array() else {
        return Some("no items".to_owned());
    };
    if document["title"].as_str().is_none() {
        return Some("no title".to_owned());
    }
    let next = document.get("next_url");
    if next.is_some() && next == document.get("feed_url") {
        return Some("the next page is this one".to_owned());
    }
    let own = fault_of_texts(document, &members).or_else(|| fault_of_authors(document));
    own.or_else(|| items.iter().find_map(fault_of_item))
}

fn fault_of_item(item: &Value) -> Option<String> {
    let members = [
        ("id", false),
        ("url", true),
        ("external_url", true),
        ("title", false),
        ("content_html", false),
        ("content_text", false),
        ("summary", false),
        ("image", true),
        ("language", false),
    ];
    if item["id"].as_str().is_none_or(str::is_empty) {
        return Some(format!("no id: {item}"));
    }
    if item["content_html"].is_null() && item["content_text"].is_null() {
        return Some(format!("no content: {item}"));
    }
    for name in ["date_published", "date_modified"] {
        if let Some(date) = item.get(name) {
            let parsed = date.as_str().map(DateTime::parse_from_rfc3339);
            if parsed.is_none_or(|parsed| parsed.is_err()) {
                return Some(format!("the date {date}"));
            }
        }
    }
    let attachments = item["attachments"].as_array().into_iter().flatten();
    for attachment in attachments {
        let fault = fault_of_texts(attachment, &[("url", true), ("title", false)]);
        let mime_type = attachment["mime_type"].as_str().unwrap_or_default();
        if fault.is_some() || attachment["url"].is_null() || mime_type.is_empty() {
            return Some(format!("the attachment {attachment}"));
        }
    }
    fault_of_texts(item, &members).or_else(|| fault_of_authors(item))
}

fn fault_of_authors(object: &Value) -> Option<String> {
    let authors = object.get("authors")?.as_array().expect("a list");
    let says_something =
        |author: &Value| author.as_object().is_some_and(|author| !author.is_empty());
    let silent = authors.iter().find(|author| !says_something(author));
    let members = [("name", false), ("url", true), ("avatar", true)];
    silent
        .map(|author| format!("the author {author}"))
        .or_else(|| {
            authors
                .iter()
                .find_map(|author| fault_of_texts(author, &members))
        })
}

/// Members that are texts, and whether they are absolute addresses.
fn fault_of_texts(object: &Value, members: &[(&str, bool)]) -> Option<String> {
    members.iter().find_map(|(name, is_address)| {
        let value = object.get(name)?;
        let text = value.as_str();
        let is_right = text.is_some_and(|text| {
            !*is_address || text.is_ascii() && text.contains(':') && !text.contains(' ')
        });
        (!is_right).then(|| format!("{name}: {value}"))
    })
}
