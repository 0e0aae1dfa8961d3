//! [Mounts](https://gohugo.io/configuration/module/#mounts): folders in place of that of the content.

use std::path::Path;

use super::CONTENT;
use crate::error::Warning;
use crate::model::{Map, Value};
use crate::site::settings::{ENGLISH, Settings, text, value};

/// Takes over mounts of all the content; one of a part of it is not read, which is told.
pub(super) fn read(configuration: Option<&Path>, config: &Map, settings: &mut Settings) {
    let Some(Value::List(mounts)) = value(config, "module.mounts") else {
        return;
    };
    let default = settings.default_language.as_deref().unwrap_or(ENGLISH);
    let is_other = |language: &&str| {
        let mut known = settings.languages.iter();
        *language != default && known.any(|known| known == language)
    };
    let (mut contents, mut languages) = (Vec::new(), Vec::new());
    for mount in mounts {
        let Value::Map(mount) = mount else { continue };
        let part = |key| text(mount, &[key]);
        let (Some(source), Some(target)) = (part("source"), part("target")) else {
            continue;
        };
        let folder = settings.root.join(source);
        let below = Path::new(target).strip_prefix(CONTENT);
        match below.map(|below| below.as_os_str().is_empty()) {
            Ok(true) => {
                let language = part("lang").filter(is_other);
                languages.extend(language.map(|language| (folder.clone(), language.to_owned())));
                contents.push(folder);
            }
            Ok(false) if settings.root.join(target) != folder => {
                let message = format!(
                    "expected a mount at `{CONTENT}`, found `{source}` at `{target}`; its pages are left out"
                );
                let file = configuration.unwrap_or(&folder).to_owned();
                settings.unread.push((file, Warning::new(message)));
            }
            _ => {}
        }
    }
    if !contents.is_empty() {
        settings.contents = contents;
        settings.content_languages = languages;
    }
}
