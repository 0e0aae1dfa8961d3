//! Lines of NDJSON: each is an article under our own names, beside what it says of its body and its feed.

use super::{Read, help, record, repeated, rules};
use crate::check::finding::{Fault, Findings};
use crate::check::outline::Outline;
use crate::formats::Limits;
use crate::formats::ndjson::{BODY, BODY_FORMAT, FEED, Member};
use crate::front_matter::{Dialect, Syntax};
use crate::json;
use crate::json::typed::read_value;
use crate::model::{Article, BodyFormat, Feed, Record, Value};
use crate::text::start_of;

/// The members that are no fields of an article, and whether a value is as it should be.
const MEMBERS: [(Member, IsRight); 3] = [
    (BODY, |value| value.as_str().is_some()),
    (BODY_FORMAT, |value| {
        value.as_str().and_then(BodyFormat::named).is_some()
    }),
    (FEED, |value| matches!(value, Value::Map(_))),
];

type IsRight = fn(&Value) -> bool;

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
    for (Member { name, expects }, is_right) in MEMBERS {
        let Some(value) = fields.remove(name) else {
            continue;
        };
        match value {
            Value::Map(map) if name == FEED.name => {
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
    let has_body = read.map.get(BODY.name).is_some();
    if fields.is_empty() && !has_body {
        return None;
    }
    read.article = Article::from_map(fields);
    let meant = record::check(&read, findings);
    rules::check(&read, &meant, None, findings);
    Some(read)
}
