//! What the members of a JSON Feed hold, a line a place.

use super::node::{Kind, Node};
use super::rule::Context;
use crate::check::finding::Fault;
use crate::check::value;
use crate::model::Timestamp;

/// What a member holds.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Text,
    Flag,
    Number,
    Whole,
    Object,
    /// A list of such.
    Texts,
    Objects,
}

use Type::{Flag, Number, Object, Objects, Text, Texts, Whole};

/// In the order of the [specification](https://www.jsonfeed.org/version/1.1/). An `id` has a rule of its own.
const TYPES: [(&str, Type); 43] = [
    ("version", Text),
    ("title", Text),
    ("home_page_url", Text),
    ("feed_url", Text),
    ("description", Text),
    ("user_comment", Text),
    ("next_url", Text),
    ("icon", Text),
    ("favicon", Text),
    ("author", Object),
    ("authors", Objects),
    ("authors/name", Text),
    ("authors/url", Text),
    ("authors/avatar", Text),
    ("language", Text),
    ("expired", Flag),
    ("hubs", Objects),
    ("hubs/type", Text),
    ("hubs/url", Text),
    ("items", Objects),
    ("items/url", Text),
    ("items/external_url", Text),
    ("items/title", Text),
    ("items/content_html", Text),
    ("items/content_text", Text),
    ("items/summary", Text),
    ("items/image", Text),
    ("items/banner_image", Text),
    ("items/date_published", Text),
    ("items/date_modified", Text),
    ("items/author", Object),
    ("items/authors", Objects),
    ("items/authors/name", Text),
    ("items/authors/url", Text),
    ("items/authors/avatar", Text),
    ("items/tags", Texts),
    ("items/language", Text),
    ("items/attachments", Objects),
    ("items/attachments/url", Text),
    ("items/attachments/mime_type", Text),
    ("items/attachments/title", Text),
    ("items/attachments/size_in_bytes", Whole),
    ("items/attachments/duration_in_seconds", Number),
];

/// Where objects stand.
pub(super) const OBJECTS: [&str; 6] = [
    "",
    "authors",
    "hubs",
    "items",
    "items/authors",
    "items/attachments",
];

/// Returns the members that an object has at a place.
pub(super) fn known(place: &str) -> Vec<&'static str> {
    let members = TYPES.map(|(path, _)| split(path)).into_iter();
    let members = members.filter_map(|(parents, name)| (parents == place).then_some(name));
    let id = (place == "items").then_some("id");
    id.into_iter().chain(members).collect()
}

/// Splits the name off a path.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Reports what is of another type; returns whether there is something.
pub(super) fn check(root: &Node, context: &mut Context<'_, '_>) -> bool {
    let mut has_found = false;
    for (path, wanted) in TYPES {
        let (parents, name) = split(path);
        for parent in root.at(parents) {
            for node in parent.children.iter().filter(|child| child.name == name) {
                has_found |= wanted.check(node, &format!("`{name}`"), context);
            }
        }
    }
    has_found
}

impl Type {
    fn check(self, node: &Node, what: &str, context: &mut Context<'_, '_>) -> bool {
        let is_number = || node.text.parse::<f64>().is_ok_and(|number| number >= 0.0);
        let fits = match self {
            Text => node.kind == Kind::Text,
            Flag => node.kind == Kind::Other && matches!(&*node.text, "true" | "false"),
            Number => node.kind == Kind::Other && is_number(),
            Whole => node.kind == Kind::Other && node.text.parse::<u64>().is_ok(),
            Object => node.kind == Kind::Map,
            Texts | Objects => node.kind == Kind::List,
        };
        if !fits {
            self.report(node, what, context);
            return true;
        }
        let item = match self {
            Texts => Text,
            Objects => Object,
            _ => return false,
        };
        let what = format!("each of {what}");
        let items = node.children.iter();
        // Each of them, not the first alone.
        items.fold(false, |found, node| {
            item.check(node, &what, context) | found
        })
    }

    fn report(self, node: &Node, what: &str, context: &mut Context<'_, '_>) {
        let message = format!(
            "expected {what} to be {}, found {}",
            self.name(),
            found(node)
        );
        let is_item = what.starts_with("each");
        let is_null = node.kind == Kind::Other && node.text == "null";
        let (fault, help) = if is_null {
            // There is no feed without.
            let is_needed = matches!(&*node.name, "items" | "version");
            let fault = match is_needed {
                true => Fault::error("mistyped-member", message),
                false => Fault::warning("mistyped-member", message),
            };
            let help = match is_needed {
                _ if is_item => "take it out of the list".to_owned(),
                true => format!("write {}; there is no feed without", self.name()),
                false => "leave the member out".to_owned(),
            };
            (fault, help)
        } else {
            (Fault::error("mistyped-member", message), self.help(node))
        };
        context
            .findings
            .add(node.value.clone(), fault.with_help(help));
    }

    fn name(self) -> &'static str {
        match self {
            Text => "text",
            Flag => "`true` or `false`",
            Number => "a number, 0 or more",
            Whole => "a whole number, 0 or more",
            Object => "an object",
            Texts => "a list of texts",
            Objects => "a list of objects",
        }
    }

    fn help(self, node: &Node) -> String {
        match (self, node.kind) {
            (Text, _) if node.name.starts_with("date_") => {
                let date = Timestamp::parse(&node.text).map(|date| date.to_rfc3339());
                let date = date.unwrap_or_else(|| value::DATE.to_owned());
                format!("write a date of RFC 3339 in quotes: `\"{date}\"`")
            }
            (Text, Kind::Other) => format!("put quotes around it: `\"{}\"`", node.text),
            (Object, Kind::Text) if matches!(&*node.name, "author" | "authors") => {
                format!("write `{{\"name\": \"{}\"}}`", node.text)
            }
            (Number | Whole, Kind::Text) => "write digits, without quotes".to_owned(),
            (Texts, Kind::Text | Kind::Other) | (Objects, Kind::Map) => {
                "put brackets around it: `[…]`".to_owned()
            }
            _ => format!("write {}; readers cannot use another", self.name()),
        }
    }
}

fn found(node: &Node) -> String {
    match (node.kind, &*node.text) {
        (Kind::List, _) => "a list".to_owned(),
        (Kind::Map, _) => "an object".to_owned(),
        (Kind::Other, "null") => "null".to_owned(),
        (Kind::Other, text @ ("true" | "false")) => format!("`{text}`"),
        (Kind::Other, text) => format!("the number `{text}`"),
        _ => "text".to_owned(),
    }
}
