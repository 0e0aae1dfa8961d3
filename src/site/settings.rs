//! [`Settings`]: what a site says of itself, whoever generates it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ::url::Url;

use super::body::Content;
use super::config::{self, Meet};
use super::defaults::{Defaults, JoinedDefaults};
use super::exclusion::Exclusions;
use super::generator::Generator;
use super::plan::{Limit, Plan, merged};
use crate::error::{Result, Warning};
use crate::front_matter::{Dialect, Syntax};
use crate::model::{Feed, Map, Value, Zone};
use crate::text::markdown::Rules;

/// The language of pages that say nothing, on a site that says nothing.
const ENGLISH: &str = "en";

/// What a site says of itself.
pub struct Settings {
    /// The folder that paths are relative to.
    pub(super) root: PathBuf,
    pub(super) generator: &'static dyn Generator,
    /// The key names, but for addresses called canonical, which are not those of pages; found out for each file if there are none.
    pub(super) dialect: Option<Dialect>,
    /// All key names with those of the user, from which those of a file are found out.
    pub(super) dialects: Vec<Dialect>,
    /// What is said of every feed.
    pub(super) feed: Feed,
    /// What else holds for every feed: how it is made, and where it goes if it is the only one.
    pub(super) common: Plan,
    /// The feeds that the user's own settings list.
    pub(super) listed: Vec<Plan>,
    /// What is said otherwise of feeds in another language.
    pub(super) feeds: Vec<(String, Feed)>,
    /// The address of the site, with a slash at its end.
    pub(super) base_url: Option<Url>,
    /// The same of languages that have hosts of their own.
    pub(super) base_urls: Vec<(String, Url)>,
    /// Why that address may be wrong, by the files that say it; nothing if the user has.
    pub(super) doubts: Vec<(PathBuf, Warning)>,
    /// Why its title is not known, by the file that should say it.
    pub(super) title_doubt: Option<(PathBuf, Warning)>,
    /// What else is said of the site or its pages and cannot be read, by the files that say it.
    pub(super) unread: Vec<(PathBuf, Warning)>,
    /// The generator's own settings.
    pub(super) configuration: Option<PathBuf>,
    /// The clocks of dates without an offset.
    pub(super) zone: Zone,
    /// What the generator's settings call them, if nobody knows them.
    pub(super) unknown_zone: Option<String>,
    /// How addresses are made, if the site or the user says so.
    pub(super) permalink: Option<String>,
    /// The same for a collection or a section.
    pub(super) permalinks: Vec<(String, String)>,
    /// Values of the generator's own for parts of addresses and of texts.
    pub(super) variables: Map,
    /// What else it says that it alone knows, and that no text can ask for.
    pub(super) private: Map,
    /// Whether the date that a name begins with counts, and is no part of the address.
    pub(super) has_dated_names: bool,
    /// Whether a page has an address that ends in `.html`.
    pub(super) is_ugly: bool,
    /// Folders that hold articles.
    pub(super) contents: Vec<PathBuf>,
    /// Those of them that are in a language.
    pub(super) content_languages: Vec<(PathBuf, String)>,
    /// Files and folders, of which only what lies below is read; everything if there are none.
    pub(super) only: BTreeSet<PathBuf>,
    /// Files and folders that hold no articles.
    pub(super) excluded: Exclusions,
    /// Whether the folder, of which nothing says that it is a site, lies in one of drafts.
    pub(super) is_of_drafts: bool,
    /// Folders of which everything below is a draft, whatever it says.
    pub(super) draft_folders: Vec<PathBuf>,
    /// Collections that become pages, beside posts.
    pub(super) collections: Vec<String>,
    /// Values of keys that a page does not have itself.
    pub(super) defaults: Vec<Defaults>,
    pub(super) joined_defaults: JoinedDefaults,
    /// The same of single files, by their paths below the content, without endings.
    pub(super) file_defaults: HashMap<PathBuf, Map>,
    /// What becomes of such a value where a page has one, too.
    pub(super) meet: Meet,
    /// Languages of which file names tell, and the one of those that do not.
    pub(super) languages: Vec<String>,
    pub(super) default_language: Option<String>,
    /// How Markdown is read.
    pub(super) markdown: Rules,
    /// What ends the excerpt at the beginning of a body.
    pub(super) excerpt_separator: Option<String>,
    /// Folders whose files stand at the address of the site.
    pub(super) static_folders: Vec<PathBuf>,
    /// People by the keys under which pages name them.
    pub(super) people: Map,
    /// How many articles a feed has.
    pub(super) limit: Limit,
    /// How much of the text it has.
    pub(super) content: Content,
    /// The only file of each name below the content folders, once a link asks for one.
    pub(super) files_by_name: OnceLock<HashMap<String, Option<String>>>,
    /// The user's own settings.
    pub(super) own: Map,
    /// The file that says it.
    pub(super) own_file: Option<PathBuf>,
    /// What was found and used, a line each.
    pub(super) notes: Vec<String>,
}

impl Settings {
    /// Makes settings of which nothing is known but where the site lies.
    pub(super) fn new(root: PathBuf, generator: &'static dyn Generator) -> Self {
        Self {
            root,
            generator,
            dialect: Dialect::named(generator.name())
                .filter(|dialect| dialect.name() != Dialect::article().name())
                .map(|dialect| dialect.without("webUrl")),
            dialects: Vec::new(),
            feed: Feed::default(),
            feeds: Vec::new(),
            common: Plan::default(),
            listed: Vec::new(),
            base_url: None,
            base_urls: Vec::new(),
            doubts: Vec::new(),
            title_doubt: None,
            unread: Vec::new(),
            configuration: None,
            zone: Zone::default(),
            unknown_zone: None,
            permalink: None,
            permalinks: Vec::new(),
            variables: Map::default(),
            private: Map::default(),
            has_dated_names: false,
            is_ugly: false,
            contents: Vec::new(),
            content_languages: Vec::new(),
            only: BTreeSet::new(),
            excluded: Exclusions::default(),
            is_of_drafts: false,
            draft_folders: Vec::new(),
            collections: Vec::new(),
            defaults: Vec::new(),
            joined_defaults: JoinedDefaults::default(),
            file_defaults: HashMap::new(),
            meet: config::top,
            languages: Vec::new(),
            default_language: None,
            markdown: Rules::default(),
            excerpt_separator: None,
            static_folders: Vec::new(),
            people: Map::default(),
            limit: Limit::Default,
            content: Content::default(),
            files_by_name: OnceLock::new(),
            own: Map::default(),
            own_file: None,
            notes: Vec::new(),
        }
    }

    /// Returns the feeds that the settings list.
    pub(crate) fn listed(&self) -> &[Plan] {
        &self.listed
    }

    /// Returns how a feed is made that the settings do not list: what they say of all.
    pub fn common(&self) -> &Plan {
        &self.common
    }

    /// Sets the pattern of addresses, whatever the site says itself.
    pub fn set_permalink(&mut self, pattern: String) {
        self.permalinks.clear();
        self.permalink = Some(pattern);
    }

    /// Returns the folder that the feeds go to.
    pub fn output(&self) -> PathBuf {
        text(&self.own, &["output"])
            .map_or_else(|| self.root.clone(), |folder| self.root.join(folder))
    }

    /// Returns the name of the dialect.
    pub fn dialect_name(&self) -> &'static str {
        self.generator.name()
    }

    /// Returns whether it is a folder of articles, which no generator makes pages of.
    pub(super) fn is_of_articles(&self) -> bool {
        self.dialect_name() == Dialect::article().name()
    }

    /// Returns the language of pages that say nothing.
    pub(super) fn own_language(&self) -> &str {
        self.default_language.as_deref().unwrap_or(ENGLISH)
    }

    /// Returns a language of the site as its settings spell it.
    pub(super) fn known_language(&self, name: &str) -> Option<&String> {
        let mut languages = self.languages.iter();
        languages.find(|known| known.eq_ignore_ascii_case(name))
    }

    /// Returns which of the languages of the site a tag means: this one, else the first with the same primary subtag.
    pub(super) fn language_of(&self, tag: &str) -> Option<&str> {
        let primary = |tag: &str| {
            tag.split(['-', '_'])
                .next()
                .unwrap_or_default()
                .to_lowercase()
        };
        let rank = |name: &str| {
            let [own, other] = [name, tag].map(|name| name.replace('_', "-"));
            let is_same = own.eq_ignore_ascii_case(&other);
            (primary(name) == primary(tag)).then_some(!is_same)
        };
        let names = self.default_language.iter().chain(&self.languages);
        names
            .filter_map(|name| Some((rank(name)?, name.as_str())))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, name)| name)
    }

    /// Returns what is said of a feed in a language; of one in none, what is said of all.
    pub(super) fn feed_in(&self, language: Option<&str>) -> Feed {
        let name = language.and_then(|tag| self.language_of(tag));
        let own = self.feeds.iter().find(|(of, _)| Some(of.as_str()) == name);
        own.map_or_else(|| self.feed.clone(), |(_, feed)| merged(&self.feed, feed))
    }

    /// Returns the key names of a file.
    pub(super) fn dialect_of(&self, map: &Map, syntax: Syntax) -> &Dialect {
        self.dialect.as_ref().unwrap_or_else(|| {
            let known = Dialect::of_keys(map, syntax);
            let own = |dialect: &&Dialect| dialect.name() == known.name();
            self.dialects.iter().find(own).unwrap_or(known)
        })
    }

    /// Returns keys and values with the keys spelt as we know them, where the generator does not tell their case. Unknown ones
    /// stay as they are.
    pub(super) fn spelt(&self, mut map: Map) -> Map {
        let known = self.generator.caseless_keys();
        let is_read = |key: &str| {
            let mut dialect = self.dialect.iter();
            known.contains(&key) || dialect.any(|dialect| dialect.field_of(key).is_some())
        };
        if known.is_empty() {
            return map;
        }
        let spelling = |key: &Value, map: &Map| {
            let key = key.as_str().filter(|key| !is_read(key))?;
            let own = known.iter().find(|own| own.eq_ignore_ascii_case(key))?;
            Some(*own).filter(|own| map.get(own).is_none())
        };
        while let Some((key, own)) = map
            .iter()
            .find_map(|(key, _)| Some((key.clone(), spelling(key, &map)?)))
        {
            if let Some((key, _)) = map.iter_mut().find(|(known, _)| *known == key) {
                *key = own.into();
            }
        }
        map
    }

    /// Takes over names of fields that the user has given.
    pub(super) fn set_fields(&mut self, fields: &Map) -> Result<()> {
        if let Some(dialect) = &mut self.dialect {
            *dialect = dialect.with_fields(fields)?;
            return Ok(());
        }
        self.dialects = Dialect::guesses()
            .map(|dialect| dialect.with_fields(fields))
            .collect::<Result<_>>()?;
        Ok(())
    }

    /// Returns the field that a key of the site's own means.
    pub(super) fn field(&self, key: &str) -> String {
        let dialect = self.dialect.as_ref();
        let field = dialect.and_then(|dialect| dialect.field_of(key));
        field.unwrap_or_else(|| key.to_owned())
    }

    /// Returns what was found and used, a line each.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Notes that a file was found and used.
    pub(super) fn note(&mut self, what: &str, path: &Path) {
        self.notes.push(format!("{what} {}", path.display()));
    }

    /// Takes over the languages that the site's configuration lists, and the one of pages that say nothing.
    pub(super) fn set_languages(&mut self, config: &Map, default: Option<&str>) {
        if let Some(Value::Map(languages)) = config.get("languages") {
            let names = languages.iter().filter_map(|(name, _)| name.as_str());
            self.languages = names.map(str::to_owned).collect();
        }
        let english = Some(ENGLISH).filter(|_| !self.languages.is_empty());
        self.default_language = default.or(english).map(str::to_owned);
    }

    /// Sets the zone by its name, if there is one.
    pub(super) fn set_zone(&mut self, name: Option<&str>) {
        match name.and_then(Zone::parse) {
            Some(zone) => self.zone = zone,
            None => self.unknown_zone = name.map(str::to_owned),
        }
    }

    /// Returns what is wrong with the generator's own settings, and was helped.
    pub(super) fn warning(&self) -> Option<(&Path, Warning)> {
        let (path, name) = (self.configuration.as_deref()?, self.unknown_zone.as_ref()?);
        let message = format!("the time zone `{name}` is not known; UTC is used");
        Some((path, Warning::new(message)))
    }
}

/// Returns the first text that is there, of places below keys.
pub(super) fn text<'a>(config: &'a Map, places: &[&str]) -> Option<&'a str> {
    let found = places
        .iter()
        .filter_map(|place| value(config, place)?.as_str());
    found.map(str::trim).find(|text| !text.is_empty())
}

/// Returns the value at a place below keys, with dots between them.
pub(super) fn value<'a>(config: &'a Map, place: &str) -> Option<&'a Value> {
    let (first, rest) = place
        .split_once('.')
        .map_or((place, None), |(first, rest)| (first, Some(rest)));
    let value = config.get(first)?;
    match (rest, value) {
        (None, value) => Some(value),
        (Some(rest), Value::Map(map)) => self::value(map, rest),
        (Some(_), _) => None,
    }
}

/// Returns how many articles a feed has, as a number says; one below the least means all of them.
pub(super) fn limit(config: &Map, place: &str, least: i128) -> Limit {
    match value(config, place) {
        Some(Value::Int(count)) if *count < least => Limit::All,
        Some(Value::Int(count)) => usize::try_from(*count).map_or(Limit::Default, Limit::Newest),
        _ => Limit::Default,
    }
}

/// Returns the texts of a list, or a single one.
pub(super) fn texts(config: &Map, place: &str) -> Vec<String> {
    match value(config, place) {
        Some(Value::List(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(Value::Str(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}
