//! [Mounts](https://gohugo.io/configuration/module/#mounts): folders in place of that of the content.

use std::path::Path;

use super::CONTENT;
use crate::error::Warning;
use crate::model::{Map, Value};
use crate::site::settings::{Settings, text, texts, value};

/// Keys of a mount that choose none of its files; below `sites`, that are languages alone.
const KEYS: [&str; 5] = ["source", "target", "lang", "disablewatch", "sites"];
const MATRIX: &str = "sites.matrix.languages";

/// Takes over mounts of all the content; where one is of a part of it, none is read, which is told.
pub(super) fn read(configuration: Option<&Path>, config: &Map, settings: &mut Settings) {
    let Some(Value::List(mounts)) = value(config, "module.mounts") else {
        return;
    };
    let mounts: Vec<_> = mounts.iter().filter_map(Mount::read).collect();
    // What is mounted where it lies is read anyway.
    if mounts.iter().all(Mount::is_at_home) {
        return;
    }
    let (mut contents, mut languages) = (Vec::new(), Vec::new());
    for mount in mounts {
        let folder = settings.root.join(mount.source);
        let language = match mount.language(settings) {
            Ok(_) if contents.contains(&folder) => Err(format!("`{}` twice", mount.source)),
            language => language,
        };
        match language {
            Ok(language) => {
                languages.extend(language.map(|language| (folder.clone(), language)));
                contents.push(folder);
            }
            Err(found) => {
                let message = format!(
                    "expected mounts of whole folders at `{CONTENT}`, of one language each, found {found}; \
                     no mount is read"
                );
                let file = configuration.unwrap_or(&folder).to_owned();
                settings.unread.push((file, Warning::new(message)));
                return;
            }
        }
    }
    settings.contents = contents;
    settings.content_languages = languages;
}

/// A mount at the folder of the content or below it.
struct Mount<'a> {
    source: &'a str,
    target: &'a str,
    map: &'a Map,
}

impl<'a> Mount<'a> {
    /// Reads a mount that may bring articles: `_index.md` is none.
    fn read(mount: &'a Value) -> Option<Self> {
        let Value::Map(map) = mount else { return None };
        let (source, target) = (text(map, &["source"])?, text(map, &["target"])?);
        let name = Path::new(target).file_name()?.to_str()?;
        let may_bring = Path::new(target).starts_with(CONTENT) && !name.starts_with("_index.");
        may_bring.then_some(Self {
            source,
            target,
            map,
        })
    }

    fn is_part(&self) -> bool {
        Path::new(self.target) != Path::new(CONTENT)
    }

    /// Returns whether it is a part of the content that lies where it would be without a mount.
    fn is_at_home(&self) -> bool {
        self.is_part() && Path::new(self.source) == Path::new(self.target)
    }

    /// Returns the language of its articles, if it is another than that of the site; fails with what it is where its articles
    /// cannot be told.
    fn language(&self, settings: &Settings) -> Result<Option<String>, String> {
        let Self {
            source,
            target,
            map,
        } = self;
        if self.is_part() {
            return Err(format!("`{source}` at `{target}`"));
        }
        if let Some(key) = self.unknown_key() {
            return Err(format!("`{source}` with `{key}`"));
        }
        let of_matrix = texts(map, MATRIX).join(", ");
        let language = text(map, &["lang"]).unwrap_or(&of_matrix);
        if language.is_empty() || language.eq_ignore_ascii_case(settings.own_language()) {
            return Ok(None);
        }
        match settings.known_language(language) {
            Some(known) => Ok(Some(known.clone())),
            None => Err(format!("`{source}` of `{language}`")),
        }
    }

    /// Returns a key that may choose some of its files.
    fn unknown_key(&self) -> Option<&str> {
        let own = self.map.iter().filter_map(|(key, _)| key.as_str());
        let mut unknown = own.filter(|key| !KEYS.contains(key));
        let has_only = |place: &str, only: &str| match value(self.map, place) {
            None => true,
            Some(Value::Map(map)) => map.iter().all(|(key, _)| key.as_str() == Some(only)),
            Some(_) => false,
        };
        let is_of_languages = has_only("sites", "matrix") && has_only("sites.matrix", "languages");
        unknown.next().or((!is_of_languages).then_some("sites"))
    }
}
