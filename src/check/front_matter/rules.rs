//! What the fields of an article should say: one row a field, and what is missing.

use super::{Read, help, record, table};
use crate::check::finding::{Fault, Findings};
use crate::check::outline::join;
use crate::check::value::{self, Check};
use crate::front_matter::Syntax;
use crate::model::{Article, Record, Value};
use crate::site::Membership;
use crate::text::{person, url};

/// Texts and what they must be, in the order of the article.
const FIELDS: [(&str, Check); 7] = [
    ("title", value::label),
    ("webUrl", value::web_address),
    ("originalUrl", value::web_address),
    ("ampWebUrl", value::web_address),
    ("cdnAmpWebUrl", value::web_address),
    ("locale", locale),
    ("publishedDateTime", value::date),
];

/// The same for the records below.
const BELOW: [(&str, Check); 7] = [
    ("images[].url", site_address),
    ("actions[].url", site_address),
    ("provider.images[].url", site_address),
    ("provider.authors[].url", value::address),
    ("provider.authors[].email", email),
    ("provider.publishers[].url", value::address),
    ("provider.domain", domain),
];

/// Records that have an address. Others have lists under such names, too, below keys of their own.
const ADDRESSED: [&str; 3] = ["images[]", "actions[]", "provider.images[]"];

/// Holds an article to the rules; some names were `meant` by others.
pub(super) fn check(
    read: &Read,
    meant: &[String],
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) {
    let map = read.article.to_map();
    fields(&Value::Map(map), "", read, findings);
    order(read, findings);
    table::terms(read, findings);
    table::seconds(read, findings);
    if membership.is_none_or(|membership| membership.is_article) {
        missing(read, meant, membership, findings);
        table::misplaced(read, findings);
    }
}

fn fields(value: &Value, path: &str, read: &Read, findings: &mut Findings<'_>) {
    match value {
        Value::Map(map) => {
            if ADDRESSED.contains(&&*place_of(path))
                && map.get("url").is_none()
                && let Some(place) = read.outline.value(&read.path(path))
            {
                let message = format!("expected a `url` in `{}`, found none", read.path(path));
                let fault = Fault::warning("missing-url", message);
                let url = help::pair(read.syntax, "url", &help::text(read.syntax, "https://…"));
                let help = format!("write `{url}`; without it there is nothing to show");
                findings.add(place, fault.with_help(help));
            }
            for (key, value) in map {
                if let Some(key) = key.as_str() {
                    fields(value, &join(path, key), read, findings);
                }
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                fields(item, &format!("{path}[{index}]"), read, findings);
            }
        }
        Value::Str(text) => {
            let own = place_of(path);
            let mut rows = FIELDS.iter().chain(&BELOW);
            if let Some((_, check)) = rows.find(|(place, _)| *place == own)
                && let Some(fault) = check(text)
                && let Some(place) = read.outline.value(&read.path(path))
            {
                findings.add(place, help::spelt_in(read.syntax, fault));
            }
        }
        _ => {}
    }
}

/// Returns whether a field has a text that feeds live by.
pub(super) fn is_text(field: &str) -> bool {
    FIELDS.iter().any(|(name, _)| *name == field)
}

/// A language, which is written to feeds as they want it.
fn locale(text: &str) -> Option<Fault> {
    value::language(text).map(Fault::into_warning)
}

/// Returns `images[].url` for `related[0].images[3].url`: a related article is an article, too.
fn place_of(path: &str) -> String {
    let mut is_inside = false;
    let without_numbers = |c: &char| {
        is_inside = *c == '[' || is_inside && *c != ']';
        !is_inside || *c == '['
    };
    let place: String = path.chars().filter(without_numbers).collect();
    place.trim_start_matches("related[].").to_owned()
}

/// An address that may be relative to the site.
fn site_address(text: &str) -> Option<Fault> {
    if url::has_scheme(text.trim()) && !url::is_script(text.trim()) {
        return value::web_address(text);
    }
    if text.trim().is_empty() || url::has_scheme(text.trim()) {
        return Some(Fault::error(
            "not-a-web-address",
            format!("expected an address of the Web, found `{text}`"),
        ));
    }
    let odd = text
        .trim()
        .chars()
        .find(|c| c.is_whitespace() || matches!(c, '\\' | '<' | '>' | '"'))?;
    let message = format!("expected an address without blanks and backslashes, found `{odd}`");
    Some(
        Fault::warning("unescaped-address", message)
            .with_help("write `%20` for a blank, and `/` between folders"),
    )
}

fn email(text: &str) -> Option<Fault> {
    let is_host = |host: &str| {
        let mut labels = host.split('.');
        let is_label = |label: &str| !label.is_empty() && !label.contains([' ', '@', ',']);
        host.contains('.') && labels.all(is_label)
    };
    let email = person::parse(text).and_then(|person| person.email);
    let email = email.filter(|email| email.split_once('@').is_some_and(|(_, host)| is_host(host)));
    (email.as_deref() != Some(text.trim())).then(|| {
        let message =
            format!("expected an e-mail address such as `jane@example.com`, found `{text}`");
        let fault = Fault::error("not-an-email-address", message);
        match email {
            Some(email) => fault.with_value(email, "; the name stands under `name`"),
            None => fault.with_help("the name stands under `name`; leave out what is no address"),
        }
    })
}

fn domain(text: &str) -> Option<Fault> {
    (text.contains('/') || text.contains(' ') || !text.contains('.')).then(|| {
        let message = format!("expected a host such as `example.com`, found `{text}`");
        let fault = Fault::warning("not-a-domain", message);
        match url::domain(text) {
            Some(domain) => fault.with_value(domain, ""),
            None => fault,
        }
    })
}

/// What was changed was published before.
fn order(read: &Read, findings: &mut Findings<'_>) {
    let Article {
        published_date_time: Some(published),
        updated_date_time: Some(updated),
        ..
    } = &read.article
    else {
        return;
    };
    if updated.instant() < published.instant()
        && let Some(place) = read.outline.value(&read.path("updatedDateTime"))
    {
        let message =
            format!("expected a change after the publication at `{published}`, found `{updated}`");
        findings.add(
            place,
            Fault::warning("updated-before-published", message)
                .with_help("exchange them, or leave the change out"),
        );
    }
}

/// What a feed needs of every article.
fn missing(
    read: &Read,
    meant: &[String],
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) {
    let article = &read.article;
    let has_key = |keys: &[&str]| {
        let is_meant = |key: &str| {
            let own = read.dialect.key_of(key);
            meant.iter().any(|name| name == key || name == own)
        };
        let is_there = |key: &&str| read.map.get(key).is_some() || is_meant(key);
        keys.iter().any(is_there)
    };
    let syntax = read.syntax;
    let pair = |key, text: &str| help::pair(syntax, key, text);
    let mut add = |code, what: &str, keys: &[&str], help: &str| {
        if let Some(place) = table::inside(read, keys) {
            return table::add(read, code, place, findings);
        }
        let message = format!("expected {what}, found none");
        let place = read.start..read.start + 1;
        findings.add(place, Fault::warning(code, message).with_help(help));
    };
    if record::is_empty(&read.map) {
        return add(
            "no-fields",
            match syntax {
                Syntax::Yaml => "fields between the lines `---`",
                Syntax::Toml => "fields between the lines `+++`",
                Syntax::Json => "fields between the braces",
            },
            &[],
            &format!("write lines such as `{}`", pair("title", "\"Hello\"")),
        );
    }
    let is_titled = membership.is_some_and(|membership| membership.is_titled);
    if article.title.is_none() && !is_titled && !has_key(&["title"]) {
        add(
            "missing-title",
            "a title",
            &["title"],
            &format!(
                "write `{}`; feeds show the beginning of the text in its place",
                pair("title", "\"…\"")
            ),
        );
    }
    if !read.is_ours() {
        return;
    }
    let dates = ["publishedDateTime", "updatedDateTime"];
    let date = match syntax {
        Syntax::Json => "\"2021-05-05T00:56:00Z\"",
        _ => "2021-05-05T00:56:00Z",
    };
    if article.last_date_time().is_none() && !has_key(&dates) {
        add(
            "missing-date",
            "a date",
            &dates,
            &format!(
                "write `{}`; readers sort by it",
                pair("publishedDateTime", date)
            ),
        );
    }
    let addresses = [
        "id",
        "webUrl",
        "originalUrl",
        "permalink",
        "path",
        "url",
        "slug",
    ];
    if article.identity().is_none() && !has_key(&addresses) {
        let id = if syntax == Syntax::Yaml {
            "…"
        } else {
            "\"…\""
        };
        let help = format!(
            "write `{}`, or `{}` with something that never changes; an id that is made of the text changes with it, and the \
            article comes up as a new one",
            pair("webUrl", "\"https://…\""),
            pair("id", id)
        );
        add(
            "missing-id",
            "an address or an id",
            &["id", "webUrl"],
            &help,
        );
    }
}
