//! Lines of NDJSON: each is an article under our own names, beside what it says of its body and its feed.

use super::{Read, help, record, repeated, rules};
use crate::check::finding::{Fault, Findings};
use crate::check::outline::Outline;
use crate::formats::Limits;
use crate::front_matter::{Dialect, Syntax};
use crate::json;
use crate::json::typed::read_value;
use crate::model::{Article, BodyFormat, Feed, Record, Value};
use crate::text::start_of;

/// The members that are no fields of an article: a name, what it holds, and whether a value is such.
type Member = (&'static str, &'static str, fn(&Value) -> bool);

const MEMBERS: [Member; 3] = [
    ("body", "text", |value| value.as_str().is_some()),
    ("bodyFormat", "`html` or `markdown`", |value| {
        value.as_str().and_then(BodyFormat::named).is_some()
    }),
    ("feed", "a map", |value| matches!(value, Value::Map(_))),
];

/// Looks at a line of a text. Returns its article, if it has one: a line that cannot be read is told already.
pub(in crate::check) fn check(
    text: &str,
    line: &str,
    limits: &Limits,
    findings: &mut Findings<'_>,
) -> Option<Read> {
    let start = start_of(line, text);
    let object = json::parse(line, limits, &mut Vec::new()).ok()?;
    let map = object
        .iter()
        .map(|(name, json)| (name.as_str().into(), read_value(json)))
        .collect();
    let outline = Outline::of(Syntax::Json, line).moved(|offset| start + offset);
    repeated(&outline, findings);
    let mut read = Read {
        article: Article::default(),
        outline,
        map,
        dialect: Dialect::article().clone(),
        syntax: Syntax::Json,
        start,
    };
    let mut fields = read.map.clone();
    for (name, expects, is_right) in MEMBERS {
        let Some(value) = fields.remove(name) else {
            continue;
        };
        match value {
            Value::Map(map) if name == "feed" => {
                record::check_feed(&read, &Feed::from_map(map), findings);
            }
            value if is_right(&value) || value == Value::Null => {}
            value => {
                let found = record::found(&value);
                let message = format!("expected `{name}` to be {expects}, found {found}");
                let help = help::for_value(Syntax::Json, name, expects, &value);
                let fault = Fault::error("mistyped-field", message).with_help(help);
                findings.add(read.outline.value(name).unwrap_or(start..start), fault);
            }
        }
    }
    let has_body = read.map.get("body").is_some();
    if fields.is_empty() && !has_body {
        return None;
    }
    read.article = Article::from_map(fields);
    let meant = record::check(&read, findings);
    rules::check(&read, &meant, None, findings);
    Some(read)
}
