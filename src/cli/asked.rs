//! The feeds that `fetch` is to ask for: those of its arguments, of lists and of settings.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};
use std::path::Path;

use super::args::FetchArgs;
use super::message;
use crate::error::{Error, Position, Result, Warning};
use crate::formats::ReadOptions;
use crate::front_matter::Dialect;
use crate::model::Source;
use crate::site;
use crate::sources::{self, Places};
use crate::text::url::without_user;

/// Settings that may list sources.
const CONFIG: &str = "feedmatter.yml";

/// The feeds that are asked for.
pub(super) struct Asked {
    pub(super) sources: Vec<Source>,
    pub(super) lists: Lists,
    /// The addresses of feeds that lists alone name, which may be those of strangers.
    pub(super) strangers: HashSet<String>,
    /// That of the files.
    pub(super) dialect: &'static Dialect,
}

/// The names and the texts of lists, for what is wrong with an entry of theirs.
#[derive(Default)]
pub(super) struct Lists(Vec<(String, Places<'static>)>);

impl Lists {
    /// Returns the list in which an address stands, and where that does, or the key of its feed.
    pub(super) fn place(&self, url: &str, key: Option<&str>) -> Option<(&str, Position)> {
        let mut lists = self.0.iter();
        lists.find_map(|(name, places)| {
            let found = places.source(url, 0)?;
            let key = key.and_then(|key| key_beside(places.text(), found.start, key));
            let place = key.unwrap_or(found.start);
            Some((name.as_str(), places.position(place)))
        })
    }
}

/// Returns where a key of an item stands, if it has a line of its own as that in which the item has something else at a place.
fn key_beside(text: &str, place: usize, key: &str) -> Option<usize> {
    // Where what stands on a line begins, behind the dash of an item.
    let column = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let start = text[..place].rfind('\n').map_or(0, |end| end + 1);
    let own = column(&text[start..]);
    let (mut at, mut found) = (0, None);
    for line in text.split_inclusive('\n') {
        let is_beside = column(line) == own;
        if is_beside && line.trim_start().starts_with('-') {
            if at > place {
                break;
            }
            found = None;
        }
        let is_key = || line[own..].strip_prefix(key)?.strip_prefix(':');
        if is_beside && is_key().is_some() {
            found = Some(at + own);
        }
        at += line.len();
    }
    found
}

/// Returns the feeds that are asked for, each once.
pub(super) fn asked(args: &FetchArgs) -> Result<Asked> {
    if let Some(url) = args
        .urls
        .iter()
        .find(|url| url.contains(char::is_whitespace))
    {
        return Err(Error::BadSetting {
            key: "URL".to_owned(),
            expected: "an address such as `https://example.com/feed.xml`",
            found: format!("`{}`", without_user(url)),
        });
    }
    let mut sources: Vec<Source> = args.urls.iter().map(Source::at).collect();
    let default = Path::new(CONFIG);
    let is_default = sources.is_empty() && args.from.is_empty() && default.is_file();
    let config = args
        .config
        .as_deref()
        .or_else(|| is_default.then_some(default));
    // Lists may be those of strangers; settings are the user's own.
    let lists = args.from.iter().map(|path| (path.as_path(), false));
    let mut read = Lists::default();
    let mut dialect = args.dialect;
    let mut listed = sources.len()..sources.len();
    for (path, is_own) in lists.chain(config.map(|path| (path, true))) {
        let list = list(args, path, is_own).map_err(|error| error.in_file(path))?;
        sources.extend(list.sources);
        if !is_own {
            listed.end = sources.len();
        }
        dialect = dialect.or(list.dialect);
        read.0.push((path.display().to_string(), list.places));
    }
    for source in &mut sources {
        source.url = sources::web_address(&source.url).into_owned();
    }
    let own = sources[..listed.start].iter().chain(&sources[listed.end..]);
    let own: HashSet<&str> = own.map(|source| source.url.as_str()).collect();
    let strangers = sources[listed].iter().map(|source| &source.url);
    let strangers = strangers.filter(|url| !own.contains(url.as_str()));
    let strangers: HashSet<String> = strangers.cloned().collect();
    if own.is_empty() && !sources.is_empty() && !args.headers.is_empty() {
        return Err(Error::BadSetting {
            key: "--header".to_owned(),
            expected: "for feeds that are given here or in settings (--config)",
            found: "those of --from alone, which may be a stranger's".to_owned(),
        });
    }
    let count = sources.len();
    if let Some(shard) = args.shard {
        sources.retain(|source| shard.holds(&source.url));
    }
    let sources = each_once(sources, args.quiet);
    if count == 0 {
        return Err(Error::BadSetting {
            key: "URL".to_owned(),
            expected: "the address of a feed, here or in a file with --from",
            found: "none".to_owned(),
        });
    }
    Ok(Asked {
        sources,
        lists: read,
        strangers,
        dialect: dialect.unwrap_or_else(Dialect::article),
    })
}

/// Returns sources without those whose feed is another's already, and tells of those that are not the same.
fn each_once(sources: Vec<Source>, is_quiet: bool) -> Vec<Source> {
    let mut first = Vec::<Source>::new();
    let mut places = HashMap::new();
    for source in sources {
        let place = *places.entry(source.url.clone()).or_insert(first.len());
        match first.get(place) {
            None => first.push(source),
            Some(same) if is_quiet || sources::are_alike(same, &source) => {}
            Some(_) => {
                let message = "listed again with other settings, of which none counts".to_owned();
                message::warning(&without_user(&source.url), &Warning::new(message));
            }
        }
    }
    first
}

/// What a list says.
struct List {
    sources: Vec<Source>,
    places: Places<'static>,
    dialect: Option<&'static Dialect>,
}

fn list(args: &FetchArgs, path: &Path, is_own: bool) -> Result<List> {
    let read = || {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        std::fs::read(path)
    };
    let bytes = read().map_err(Error::io("read"))?;
    let mut warnings = Vec::new();
    let (mut list, settings) = sources::read_own(&bytes, &ReadOptions::default(), &mut warnings)?;
    let mut dialect = None;
    let text = String::from_utf8_lossy(&bytes);
    let places = Places::of(text.trim_start_matches('\u{feff}').to_owned());
    if is_own {
        dialect = site::own_dialect(&settings)?;
    } else {
        sources::distrust(&mut list, &mut warnings);
    }
    if !args.quiet {
        for warning in &warnings {
            message::warning(&path.display().to_string(), warning);
        }
    }
    Ok(List {
        sources: list.sources,
        places,
        dialect,
    })
}
