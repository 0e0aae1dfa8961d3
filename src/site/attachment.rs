//! Files that articles offer, and pictures of them: what is said of them, where they stand, and how long those are that lie in
//! the site.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::links;
use super::logical_path::of_shared;
use super::page::Page;
use super::settings::Settings;
use crate::model::{Enclosure, Image, Value};
use crate::text::url;

/// Reads an attached file as other sites name it: an address, or a map with `url`, `length` and `type`.
pub(super) fn enclosure(value: &Value) -> Option<Enclosure> {
    let download = Some(Enclosure::DOWNLOAD.to_owned());
    match value {
        Value::Str(url) => Some(Enclosure {
            url: Some(url.clone()),
            r#type: download,
            ..Enclosure::default()
        }),
        Value::Map(map) => {
            let text = |keys: &[&str]| {
                keys.iter()
                    .find_map(|key| map.get(key)?.as_str())
                    .map(str::to_owned)
            };
            let length = ["length", "size"]
                .iter()
                .find_map(|key| match map.get(key)? {
                    Value::Int(int) => u64::try_from(*int).ok(),
                    Value::Str(text) => text.parse().ok(),
                    _ => None,
                });
            Some(Enclosure {
                url: Some(text(&["url", "src", "file"])?),
                r#type: download,
                mime_type: text(&["type", "mimeType", "mime_type"]),
                title: text(&["title"]),
                length,
                ..Enclosure::default()
            })
        }
        _ => None,
    }
}

impl Page {
    /// Makes the addresses of pictures and files absolute, and measures files that are there.
    pub(super) fn make_absolute(&mut self, settings: &Settings) {
        let base = self.address.clone();
        let site = settings.base_url_in(self.place.language.as_deref());
        let folder = self.path.parent().unwrap_or(Path::new("")).to_owned();
        let urls = self.article.images.iter().map(|image| &image.url);
        let urls = urls.chain(self.article.actions.iter().map(|action| &action.url));
        let shared = urls.flatten().filter_map(|url| {
            let whole = of_shared(url, self, settings)?;
            Some((url.clone(), whole))
        });
        let shared: HashMap<String, String> = shared.collect();
        let absolute = |address: &str| -> Option<String> {
            if let Some(shared) = shared.get(address) {
                return Some(shared.clone());
            }
            if let Some(attached) = links::of_attached(address, &folder, base.as_ref(), settings) {
                return Some(attached);
            }
            let of_site = address
                .strip_prefix('/')
                .filter(|rest| !rest.starts_with('/'));
            match (of_site, site) {
                (Some(rest), Some(site)) => {
                    let path = site.path();
                    // Some write the path of the site before it, and others do not.
                    let rest = address.strip_prefix(path).unwrap_or(rest);
                    site.join(&format!("./{rest}")).ok().map(String::from)
                }
                _ => url::absolute(address, base.as_ref()),
            }
        };
        let mut images = std::mem::take(&mut self.article.images);
        images.retain(|image| {
            let url = image.url.as_deref().unwrap_or_default();
            !links::is_hidden(url, self, settings)
        });
        self.article.images = images;
        for action in &mut self.article.actions {
            let Some(address) = &mut action.url else {
                continue;
            };
            if action.length.is_none() {
                action.length = length(address, &folder, settings);
            }
            if let Some(whole) = absolute(address) {
                *address = whole;
            }
        }
        for Image { url, .. } in &mut self.article.images {
            let Some(address) = url else { continue };
            let of_site = site.filter(|_| {
                let path = address.split(['?', '#']).next().unwrap_or_default();
                let file = folder.join(&*percent_decode_str(path).decode_utf8_lossy());
                settings.generator.has_pictures_of_site()
                    && !shared.contains_key(address)
                    && links::is_relative(address)
                    && !file.is_file()
            });
            let whole = match of_site {
                Some(site) => site.join(&format!("./{address}")).ok().map(String::from),
                None => absolute(address),
            };
            if whole.is_some() {
                *url = whole;
            }
        }
    }
}

/// Returns the length in bytes of a file of the site: beside the page, or where its address says.
pub(super) fn length(address: &str, folder: &Path, settings: &Settings) -> Option<u64> {
    let base = settings.base_url.as_ref();
    let of_site = base.and_then(|base| address.strip_prefix(base.as_str()));
    let path = match (of_site, address.strip_prefix('/')) {
        (Some(path), _) => path,
        (None, Some(path)) => base
            .and_then(|base| address.strip_prefix(base.path()))
            .unwrap_or(path),
        (None, None) if url::is_web(address) => return None,
        (None, None) => address,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    // As it is called among files.
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = Path::new(&*path);
    if !path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
    {
        return None;
    }
    let is_beside = !address.starts_with('/') && of_site.is_none();
    let beside = is_beside.then_some(folder).into_iter();
    let folders = beside.chain(settings.static_folders.iter().map(PathBuf::as_path));
    let files = folders.filter_map(|folder| fs::metadata(folder.join(path)).ok());
    files
        .into_iter()
        .find(fs::Metadata::is_file)
        .map(|file| file.len())
}
