//! What is wrong with the user's own settings, `feedmatter.yml`: of a site and its feeds, and of feeds of others.

use std::collections::{HashMap, HashSet};

use super::finding::{Fault, Findings};
use super::front_matter;
use super::outline::{Outline, join};
use super::spelling::nearest;
use crate::error::{Error, Result};
use crate::folder::is_below;
use crate::front_matter::Syntax;
use crate::model::{Article, Condition, Map, Mismatch, Record, Source, Value};
use crate::site::{read_own, setting_names, unknown_tokens};
use crate::sources;
use crate::text::url::{is_web, without_user};

/// Returns whether a text is settings of ours under another name, as `--config` takes them.
pub(super) fn are_own(text: &str) -> bool {
    let (known, _) = setting_names();
    let is_known = |key: &Value| key.as_str().is_some_and(|key| known.contains(&key));
    let map = Syntax::Yaml.read(text, 0, &mut Vec::new());
    map.is_ok_and(|map| !map.is_empty() && map.iter().all(|(key, _)| is_known(key)))
}

/// Looks at a file of settings, which may stand between the fences of YAML.
pub(super) fn check(text: &str, findings: &mut Findings<'_>) {
    let (lines_before, header) = match text.strip_prefix("---\n") {
        Some(rest) => (1, rest.trim_end().trim_end_matches("\n---")),
        None => (0, text),
    };
    let keys = front_matter::keys(Syntax::Yaml, header, text, lines_before, findings);
    let Some((mut map, outline)) = keys else {
        return;
    };
    front_matter::repeated(&outline, findings);
    sources::spell_settings(&mut map, header);
    let mut walk = Walk { outline, findings };
    if map.get("feeds").is_some()
        && let Some(Value::Map(feed)) = map.get("feed")
    {
        walk.of_one_feed(feed);
    }
    if let Some(Value::Str(pattern)) = map.get("permalink") {
        walk.permalink(pattern, map.get("dialect").and_then(Value::as_str));
    }
    let is_right = map
        .iter()
        .filter(|(key, value)| !walk.setting(key, value))
        .count()
        == 0;
    if is_right {
        walk.feeds(map);
    }
}

struct Walk<'f, 'a> {
    outline: Outline,
    findings: &'f mut Findings<'a>,
}

impl Walk<'_, '_> {
    /// Looks at a setting at the top. Each is read alone, since a reader stops at the first that is wrong. Returns whether none
    /// is.
    fn setting(&mut self, key: &Value, value: &Value) -> bool {
        let name = key.as_str().unwrap_or_default();
        let (all, of_feeds) = setting_names();
        match (name, value) {
            ("feed", Value::Map(feed)) => self.feed(feed, "feed", &of_feeds),
            ("feeds", Value::List(feeds)) => {
                let mut is_right = true;
                for (index, feed) in feeds.iter().enumerate() {
                    let path = format!("feeds[{index}]");
                    is_right &= match feed {
                        Value::Map(feed) => self.feed(feed, &path, &of_feeds),
                        other => {
                            let feeds = Value::List(vec![other.clone()]);
                            self.told(&path, read_own(of_one(key, feeds)))
                        }
                    };
                }
                is_right
            }
            ("fields", Value::Map(fields)) => {
                self.fields(fields);
                let read = read_own(of_one(key, value.clone()));
                self.told(name, read)
            }
            ("sources", Value::List(items)) => {
                let mut known = HashMap::new();
                for (index, item) in items.iter().enumerate() {
                    let path = format!("sources[{index}]");
                    if let Some(source) = self.source(key, item, &path) {
                        self.repeated(&source, &mut known, &path);
                    }
                }
                true
            }
            ("sources", _) => {
                let read = sources::check_settings(&of_one(key, value.clone()));
                self.told("sources", read)
            }
            _ => {
                let read = read_own(of_one(key, value.clone()));
                self.named(name, &join("", name), &all, read)
            }
        }
    }

    /// Looks at a pattern of addresses: with what its generator does not know, no article has one.
    fn permalink(&mut self, pattern: &str, dialect: Option<&str>) {
        let place = self.outline.value("permalink").unwrap_or(0..1);
        let (unknown, known) = unknown_tokens(pattern, dialect);
        for token in unknown {
            let raw = self.findings.text(place.clone());
            let at = place.start + raw.find(&format!(":{token}")).unwrap_or_default();
            let message =
                format!("expected a part of addresses such as `:title`, found `:{token}`");
            let fault = Fault::error("unknown-placeholder", message);
            let help = match nearest(token, known.iter().copied()) {
                Some(meant) => format!("did you mean `:{meant}`?"),
                None => "write `:title`, `:slug`, `:year`, `:month` or `:day`, or take it out"
                    .to_owned(),
            };
            let end = (at + 1 + token.len()).min(place.end);
            self.findings.add(at..end, fault.with_help(help));
        }
    }

    /// Looks at what is said of a feed.
    fn feed(&mut self, feed: &Map, path: &str, known: &[&str]) -> bool {
        let mut is_right = true;
        for (key, value) in feed {
            let name = key.as_str().unwrap_or_default();
            let read = read_own(of_one(
                &"feed".into(),
                Value::Map(of_one(key, value.clone())),
            ));
            is_right &= self.named(name, &join(path, name), known, read);
        }
        is_right
    }

    /// Looks at names of fields. One that is no field of ours goes to the article under its own name.
    fn fields(&mut self, fields: &Map) {
        let names = || Article::FIELDS.iter().map(|field| field.name);
        for (field, _) in fields {
            let field = field.as_str().unwrap_or_default();
            let is_known = names().any(|name| name == field);
            if let Some(meant) = nearest(field, names()).filter(|_| !is_known) {
                let message = format!("expected a known field, found `{field}`");
                let fault = Fault::warning("unknown-field", message);
                let fault = fault.with_help(format!("did you mean `{meant}`?"));
                self.add_key(&join("fields", field), fault);
            }
        }
    }

    /// Looks at what is said of all feeds, and can hold of one alone.
    fn of_one_feed(&mut self, feed: &Map) {
        for key in ["id", "self"]
            .into_iter()
            .filter(|key| feed.get(key).is_some())
        {
            let message = format!("`{key}` of all feeds is not read: it would make them one feed");
            let fault = Fault::warning("unread-setting", message);
            self.add_key(
                &join("feed", key),
                fault.with_help("say it of one of the `feeds`"),
            );
        }
    }

    /// Looks at the names of the files of feeds, once all else is right.
    fn feeds(&mut self, own: Map) {
        let plans = read_own(own).unwrap_or_default();
        let mut taken = HashSet::new();
        for (index, plan) in plans.iter().enumerate() {
            let checked = plan.check(&mut taken);
            self.told(&format!("feeds[{index}].path"), checked);
        }
    }

    /// Looks at a feed of others that stands in the list already.
    fn repeated(&mut self, source: &Source, known: &mut HashMap<String, Source>, path: &str) {
        let address = sources::web_address(&source.url).into_owned();
        let found = without_user(&address);
        let first = known.entry(address).or_insert_with(|| source.clone());
        if !sources::are_alike(first, source) {
            let message = format!("expected each feed once, found `{found}` again");
            let fault = Fault::warning("repeated-source", message);
            let help = "say all that you want of it where it stands first; nothing else counts";
            self.add(path, fault.with_help(help));
        }
    }

    /// Looks at a feed of others, and returns it.
    fn source(&mut self, key: &Value, item: &Value, path: &str) -> Option<Source> {
        let (source, url_path) = match item {
            Value::Map(map) => (Source::from_map(map.clone()), join(path, "url")),
            Value::Str(url) => (Source::at(url), path.to_owned()),
            other => {
                let items = Value::List(vec![other.clone()]);
                self.told(path, sources::check_settings(&of_one(key, items)));
                return None;
            }
        };
        for mismatch in mistyped(&source) {
            let fault = Fault::error("mistyped-field", mismatch.to_string());
            self.add(&join(path, mismatch.within), fault);
        }
        self.told(&join(path, "limit"), check_limit(&source));
        if source.url.trim().is_empty() {
            let message = "expected the address of a feed under `url`, found none";
            let help = "write `url: https://…`; without it, the entry is left out";
            self.add(path, Fault::error("missing-url", message).with_help(help));
        } else if sources::address(&source).is_none_or(|url| !is_web(url.as_str())) {
            let found = format!("`{}`", without_user(&source.url));
            let expected = "an address such as `https://example.com/feed.xml`";
            self.bad(&url_path, "url", expected, found);
        }
        if let Some(folder) = source.folder.as_deref().filter(|path| !is_below(path)) {
            let expected = "a folder below that of the output";
            self.bad(
                &join(path, "folder"),
                "folder",
                expected,
                format!("`{folder}`"),
            );
        }
        let stated = source.extra.fields.get("where");
        if let Some(stated) = stated.filter(|stated| **stated != Value::Null) {
            self.told(&join(path, "where"), Condition::all_of(Some(stated)));
        }
        for (field, value) in source.conditions.iter().flatten() {
            let read = Condition::all_of(Some(&Value::Map(of_one(field, value.clone()))));
            let path = join(&join(path, "where"), field.as_str().unwrap_or_default());
            self.told(&path, read);
        }
        for (name, help) in unread(&source) {
            let message = format!("expected a known field, found `{name}`, which nothing reads");
            let fault = Fault::error("unknown-field", message).with_help(help);
            self.add_key(&join(path, name), fault);
        }
        Some(source)
    }

    /// Tells of a setting that it is wrong, or has a name that there is none of. Returns whether it is right.
    fn named<T>(&mut self, name: &str, path: &str, known: &[&str], read: Result<T>) -> bool {
        if known.contains(&name) {
            return self.told(path, read);
        }
        let Err(error) = read else { return true };
        let mut fault = Fault::error("unknown-setting", error.to_string());
        if let Some(meant) = nearest(name, known.iter().copied()) {
            fault = fault.with_help(format!("did you mean `{meant}`?"));
        }
        self.add_key(path, fault);
        false
    }

    /// Tells that a key has no value that it could have.
    fn bad(&mut self, path: &str, key: &str, expected: &'static str, found: String) {
        let key = key.to_owned();
        let error = Error::BadSetting {
            key,
            expected,
            found,
        };
        self.told::<()>(path, Err(error));
    }

    /// Tells why a setting could not be read, if so.
    fn told<T>(&mut self, path: &str, read: Result<T>) -> bool {
        let Err(error) = read else { return true };
        let path = match &error {
            // What the user says of fields is one setting.
            Error::BadSetting { key, .. } if key.starts_with("fields.") => key,
            _ => path,
        };
        self.add(path, Fault::error("bad-setting", error.to_string()));
        false
    }

    fn add(&mut self, path: &str, fault: Fault) {
        let place = self.outline.value(path);
        self.findings.add(place.unwrap_or(0..1), fault);
    }

    fn add_key(&mut self, path: &str, fault: Fault) {
        let place = self.outline.key(path);
        self.findings.add(place.unwrap_or(0..1), fault);
    }
}

/// Options of `fetch` that hold for all feeds, and that one of them might be thought to have of its own.
const OPTIONS: [&str; 12] = [
    "body",
    "dialect",
    "fences",
    "filename",
    "header",
    "history",
    "max-size",
    "min-interval",
    "output",
    "since",
    "timeout",
    "user-agent",
];

/// Returns the keys of a feed of others that are nearly ours, or those of options, and what helps. Others are of some other
/// program.
fn unread(source: &Source) -> impl Iterator<Item = (&str, String)> {
    let names = || Source::FIELDS.iter().map(|field| field.name);
    let keys = source.extra.fields.iter();
    keys.filter_map(move |(key, _)| {
        let key = key.as_str()?;
        let option = key.replace('_', "-");
        if OPTIONS.contains(&&*option) {
            return Some((key, format!("say it of all feeds, with --{option}")));
        }
        let meant = nearest(key, names()).filter(|meant| *meant != key)?;
        Some((key, format!("did you mean `{meant}`?")))
    })
}

fn of_one(key: &Value, value: Value) -> Map {
    [(key.clone(), value)].into_iter().collect()
}

/// Returns the values of a feed of others that are none of their keys.
fn mistyped(source: &Source) -> impl Iterator<Item = Mismatch<'_>> {
    let others = source.mismatches().into_iter();
    // `KEY=VALUE` is no map, and a condition.
    others.filter(|mismatch| mismatch.name != "where")
}

fn check_limit(source: &Source) -> Result<()> {
    match source.limit {
        Some(0) => Err(Error::BadSetting {
            key: "limit".to_owned(),
            expected: "a number, 1 or more",
            found: "`0`".to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Returns the first setting of a feed of others that nothing reads, and what is wrong with it.
pub(crate) fn unread_of(source: &Source) -> Option<(&str, String)> {
    let unread = unread(source);
    let unread = unread.map(|(key, help)| {
        (
            key,
            format!("expected a known setting, found `{key}`; {help}"),
        )
    });
    let mistyped = mistyped(source).map(|mismatch| (mismatch.within, mismatch.to_string()));
    let limit = check_limit(source).err();
    let limit = limit.map(|error| ("limit", error.to_string()));
    unread.chain(mistyped).chain(limit).next()
}
