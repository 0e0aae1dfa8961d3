//! [`Plan`]: a feed to be made, and where `feedmatter.yml` lists them.

use std::collections::HashSet;

use super::body::Content;
use super::config;
use super::own::{bad, check_key, setting_names, word};
use super::settings::Settings;
use crate::error::{Error, Result};
use crate::folder::is_below;
use crate::formats;
use crate::front_matter;
use crate::model::{Condition, Feed, Map, Record, Value};

/// The name of a feed for which there is no other, and of one in JSON.
const DEFAULT_NAMES: [&str; 2] = ["feed.xml", "feed.json"];

/// How many articles a feed has if nobody says so.
pub(super) const DEFAULT_LIMIT: usize = 20;

/// A feed to be made; with `{topics}` or another field in its path, one for each value of that field.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The path of the file, below the output folder, with `/` between its parts.
    pub path: String,
    /// The name of the format; by the path's ending if there is none.
    pub format: Option<String>,
    /// How many articles at most.
    pub limit: Limit,
    /// What must hold of an article.
    pub conditions: Vec<Condition>,
    /// How much of the text; as much as the site says if there is none.
    pub content: Option<Content>,
    /// What is said of this feed in place of what the site says of all.
    pub feed: Feed,
    /// Whether all older articles go to archive pages beside the feed.
    pub archive: bool,
    /// Whether a style sheet for browsers lies beside the feed.
    pub stylesheet: bool,
}

/// How many articles a feed has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// As many as the site says, else 20.
    #[default]
    Default,
    /// The newest ones.
    Newest(usize),
    /// All of them.
    All,
}

impl Limit {
    /// Reads a number, 1 or more, or `all`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "all" => Some(Self::All),
            text => text
                .parse()
                .ok()
                .filter(|limit| *limit > 0)
                .map(Self::Newest),
        }
    }
}

/// Keys of a feed, beside those of `_feed.yml`.
pub(super) const FEED_KEYS: [&str; 7] = [
    "path",
    "format",
    "limit",
    "where",
    "content",
    "archive",
    "stylesheet",
];

/// What the path of a feed is.
const PATH: &str = "a file below the output folder, such as `feeds/{topics}.xml`";

const LIMIT: &str = "a number, 1 or more, or `all`";

impl Plan {
    /// Returns the name of the format.
    pub(super) fn format_name(&self) -> &str {
        let by_ending = || formats::of_file_name(&self.path).unwrap_or("rss");
        self.format.as_deref().unwrap_or_else(by_ending)
    }

    /// Returns the field whose values have feeds of their own.
    pub(crate) fn field(&self) -> Option<&str> {
        let (_, rest) = self.path.split_once('{')?;
        Some(rest.split_once('}')?.0)
    }

    /// Returns the path with a value in place of the field.
    pub(super) fn path_for(&self, name: &str) -> String {
        match self.field() {
            Some(field) => self.path.replace(&format!("{{{field}}}"), name),
            None => self.path.clone(),
        }
    }

    /// Checks that the file lies below the output folder, is at none of the paths that are `taken`, and that the format is one of
    /// feeds. Its path is taken then.
    pub(crate) fn check<'a>(&'a self, taken: &mut HashSet<&'a str>) -> Result<()> {
        let is_below = !self.path.is_empty() && is_below(&self.path);
        // One field, or none.
        let braces: String = self.path.chars().filter(|c| "{}".contains(*c)).collect();
        let is_named = match self.field() {
            Some(field) => braces == "{}" && !field.trim().is_empty(),
            None => braces.is_empty(),
        };
        if !is_below || !is_named || self.path.contains('\\') {
            return Err(Error::BadSetting {
                key: "path".to_owned(),
                expected: PATH,
                found: match self.path.as_str() {
                    "" => "none".to_owned(),
                    path => format!("`{path}`"),
                },
            });
        }
        let name = self.format_name();
        if self.format.is_none() && name == formats::FRONT_MATTER {
            return Err(Error::BadSetting {
                key: "path".to_owned(),
                expected: "a name such as `feed.xml`, unless its format is given (--format)",
                found: format!("`{}`", self.path),
            });
        }
        if name == formats::FRONT_MATTER || !formats::names().contains(&name) {
            return Err(Error::UnknownFormat {
                found: name.to_owned(),
            });
        }
        if !taken.insert(&self.path) {
            return Err(not_its_own(&self.path));
        }
        Ok(())
    }
}

pub(super) fn not_its_own(path: &str) -> Error {
    Error::BadSetting {
        key: "path".to_owned(),
        expected: "another one for each feed, and for each page of its archive",
        found: format!("`{path}` twice"),
    }
}

impl Settings {
    /// Returns the feeds to be made: those that the settings list, else one.
    pub fn plans(&self) -> Vec<Plan> {
        if self.listed.is_empty() {
            vec![self.only(None)]
        } else {
            self.listed.clone()
        }
    }

    /// Fails if one of the feeds that the settings list cannot be made.
    pub(crate) fn check_listed(&self) -> Result<()> {
        let mut taken = HashSet::new();
        for plan in &self.listed {
            let checked = plan.check(&mut taken);
            checked.map_err(|error| match &self.own_file {
                Some(path) => error.in_file(path),
                None => error,
            })?;
        }
        Ok(())
    }

    /// Returns the only feed of a site, in that format or as the settings say: where they say, else at `feed.xml` or `feed.json`.
    pub(crate) fn only(&self, format: Option<&str>) -> Plan {
        let mut plan = self.common.clone();
        plan.format = format.map(str::to_owned).or(plan.format);
        if plan.path.is_empty() {
            let is_json = plan.format.as_deref() == Some("json");
            DEFAULT_NAMES[usize::from(is_json)].clone_into(&mut plan.path);
        }
        plan
    }
}

/// Takes over what the user's own settings say of all feeds, and which they list.
pub(super) fn read(settings: &mut Settings) -> Result<()> {
    let own = settings.own.clone();
    let common = match own.get("feed") {
        Some(Value::Map(common)) => common.clone(),
        Some(other) => return Err(bad("feed", "a map with `title` and the like", other)),
        None => Map::default(),
    };
    let mut plan = plan(&common)?;
    let mut feed = std::mem::take(&mut plan.feed);
    if own.get("feeds").is_some() {
        // One for all of them would make them one feed.
        feed.self_url = None;
        feed.id = None;
    }
    settings.feed = merged(&settings.feed, &feed);
    for (_, of_language) in &mut settings.feeds {
        *of_language = merged(of_language, &feed);
    }
    if plan.limit != Limit::Default {
        settings.limit = plan.limit;
    }
    settings.common = plan;
    let feeds = match own.get("feeds") {
        None => &[],
        Some(Value::List(feeds)) => feeds.as_slice(),
        Some(other) => return Err(bad("feeds", "a list of maps with `path`", other)),
    };
    for feed in feeds {
        settings.listed.push(match feed {
            Value::Map(feed) => self::plan(&config::over(&shared(&common), feed))?,
            other => return Err(bad("feeds", "a list of maps with `path`", other)),
        });
    }
    Ok(())
}

/// What is said of every feed and not of the site.
fn shared(common: &Map) -> Map {
    let is_shared = |key: &Value| {
        key.as_str()
            .is_some_and(|key| FEED_KEYS.contains(&key) && key != "path")
    };
    common
        .iter()
        .filter(|(key, _)| is_shared(key))
        .cloned()
        .collect()
}

fn plan(map: &Map) -> Result<Plan> {
    let (_, known) = setting_names();
    for (key, _) in map {
        check_key(key, &known)?;
    }
    let limit = match map.get("limit") {
        None => Limit::Default,
        Some(value) => {
            let text = match value {
                Value::Str(text) | Value::BigInt(text) => text.clone(),
                Value::Int(int) => int.to_string(),
                Value::Float(float) => float.to_string(),
                other => return Err(bad("limit", LIMIT, other)),
            };
            Limit::parse(&text).ok_or_else(|| bad("limit", LIMIT, &text.into()))?
        }
    };
    let content = match map.get("content") {
        None => None,
        Some(value) => Some(
            value
                .as_str()
                .and_then(Content::named)
                .ok_or_else(|| bad("content", "`full`, `excerpt` or `none`", value))?,
        ),
    };
    let flag = |key: &str| match map.get(key) {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(other) => Err(bad(key, "`true` or `false`", other)),
    };
    let own = map
        .iter()
        .filter(|(key, _)| key.as_str().is_none_or(|key| !FEED_KEYS.contains(&key)));
    Ok(Plan {
        path: word(map, "path", PATH)?.unwrap_or_default().to_owned(),
        format: word(map, "format", "the name of a format")?.map(str::to_owned),
        limit,
        conditions: Condition::all_of(map.get("where"))?,
        content,
        feed: feed_of(own.cloned().collect())?,
        archive: flag("archive")?,
        stylesheet: flag("stylesheet")?,
    })
}

/// Returns what settings say of a feed.
pub(super) fn feed_of(map: Map) -> Result<Feed> {
    let mut warnings = Vec::new();
    let feed = front_matter::feed_of(map, &mut warnings);
    if let Some(warning) = warnings.into_iter().next() {
        return Err(Error::BadValue(warning));
    }
    match &feed.language {
        Some(tag) if formats::language(tag).is_none() => Err(Error::BadSetting {
            key: "language".to_owned(),
            expected: "a language tag such as `en` or `de-AT`",
            found: format!("`{tag}`"),
        }),
        _ => Ok(feed),
    }
}

/// Returns one feed's words over another's.
pub(super) fn merged(base: &Feed, top: &Feed) -> Feed {
    front_matter::feed_of(config::over(&base.to_map(), &top.to_map()), &mut Vec::new())
}
