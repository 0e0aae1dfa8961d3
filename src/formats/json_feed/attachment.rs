//! [Attachments](https://www.jsonfeed.org/version/1.1/#attachments-a-name-attachments-a): files, and images that are not
//! the first.

use atom_syndication::Link;
use serde_json::{Value as Json, json};

use super::kept::{self, DURATION, SIZE};
use super::object::{Object, line, number, objects, push, put, text};
use crate::formats::{duration, enclosure};
use crate::model::{Article, Enclosure, Image};

/// The member of an item.
pub(super) const MEMBER: &str = "attachments";

/// The members of an attachment that are read. A duration is if it is that of the item.
const KNOWN: [&str; 5] = ["url", "mime_type", "title", SIZE, DURATION];

/// Returns the attachments that are further images: in an item that has a first, those that stand before all files. The first
/// one itself is attached as a file.
pub(super) fn read_images(item: &Object) -> impl Iterator<Item = Image> {
    let first = text(item, "image").or(text(item, "banner_image"));
    objects(item, MEMBER)
        .take_while(move |object| {
            first.is_some() && text(object, "url") != first && is_image(object)
        })
        .map(read_image)
}

/// The type is required; where the address does not tell it, this much is known.
pub(super) fn write_image(uri: String, image: &Image) -> Json {
    let mime_type = enclosure::mime_type_of(&uri);
    let is_image = mime_type.starts_with("image/");
    let mut object = Object::new();
    put(&mut object, "url", Some(uri));
    put(
        &mut object,
        "mime_type",
        Some(if is_image { &mime_type } else { "image/*" }),
    );
    put(&mut object, "title", image.title.clone());
    Json::Object(object)
}

fn read_image(object: &Object) -> Image {
    Image {
        url: text(object, "url"),
        title: line(object, "title"),
        ..Image::default()
    }
}

/// Returns whether an attachment says what we say of an image, and no more.
fn is_image(object: &Object) -> bool {
    let image = read_image(object);
    let uri = image.url.clone().unwrap_or_default();
    text(object, "mime_type").is_some_and(|kind| kind.starts_with("image/"))
        && write_image(uri, &image).as_object() == Some(object)
}

/// Returns the other attachments, with those of their members that have no field.
pub(super) fn read_files(item: &Object) -> impl Iterator<Item = Enclosure> {
    let mut durations = Durations::default();
    objects(item, MEMBER)
        .skip(read_images(item).count())
        .filter_map(move |object| {
            let mut file = read_file(object)?;
            kept::read_inner(object, durations.known(&file), &mut file);
            Some(file)
        })
}

/// Tells whose duration is that of the item: that of the first recording.
#[derive(Default)]
struct Durations {
    has_recording: bool,
}

impl Durations {
    /// Returns the members of the next file that are read otherwise.
    fn known(&mut self, file: &Enclosure) -> &'static [&'static str] {
        let is_first = !self.has_recording && enclosure::recording(file).is_some();
        self.has_recording |= is_first;
        &KNOWN[..if is_first {
            KNOWN.len()
        } else {
            KNOWN.len() - 1
        }]
    }
}

/// Returns whether what is said of an attachment is none that the rows read; nothing says nothing.
pub(super) fn is_none(attachment: &Json) -> bool {
    let is_read = |object: &Object| text(object, "url").is_some();
    !attachment.is_null() && !attachment.as_object().is_some_and(is_read)
}

fn read_file(object: &Object) -> Option<Enclosure> {
    enclosure::read(&Link {
        href: text(object, "url")?,
        mime_type: text(object, "mime_type"),
        title: line(object, "title"),
        length: number(object, SIZE).map(|size| size.to_string()),
        ..Link::default()
    })
}

pub(super) fn write_files(article: &Article, item: &mut Object) {
    let mut durations = Durations::default();
    let downloads = article.actions.iter().filter(|action| action.is_download());
    for action in downloads {
        if let Some(mut object) = write_file(action) {
            let known = durations.known(action);
            kept::write_inner(action, known, &mut object);
            if known.contains(&DURATION) {
                kept::write_number(action, DURATION, seconds_of(article), &mut object);
            }
            push(item, MEMBER, Json::Object(object));
        }
    }
}

fn write_file(action: &Enclosure) -> Option<Object> {
    let link = enclosure::write(action)?;
    let mut object = Object::new();
    put(&mut object, "url", Some(link.href));
    put(&mut object, "mime_type", link.mime_type);
    put(&mut object, "title", link.title);
    put(&mut object, SIZE, action.length);
    kept::write_number(action, SIZE, action.length, &mut object);
    Some(object)
}

/// Returns the duration of the first recording, to which it is written: that of another one is not that of the article.
/// Where no type tells what is a recording, a duration does.
pub(super) fn read_length(item: &Object) -> Option<String> {
    let is_recording = |object: &&Object| {
        read_file(object).is_some_and(|file| enclosure::recording(&file).is_some())
    };
    let duration = |object: &Object| number(object, DURATION);
    let seconds = match objects(item, MEMBER).find(is_recording) {
        Some(recording) => duration(recording),
        None => objects(item, MEMBER).find_map(duration),
    };
    seconds.map(duration::from_seconds)
}

/// A duration is one of a recording: without one in the article there is no home for it.
pub(super) fn write_length(article: &Article, item: &mut Object) {
    let Some(seconds) = seconds_of(article) else {
        return;
    };
    let Some(Json::Array(attachments)) = item.get_mut(MEMBER) else {
        return;
    };
    let is_recording = |attachment: &&mut Json| {
        let kind = attachment["mime_type"].as_str().unwrap_or_default();
        kind.starts_with("audio/") || kind.starts_with("video/")
    };
    let recording = attachments.iter_mut().find(is_recording);
    // With a fraction, it is there.
    if let Some(recording) = recording.filter(|recording| recording.get(DURATION).is_none()) {
        recording[DURATION] = json!(seconds);
    }
}

fn seconds_of(article: &Article) -> Option<u64> {
    article.length.as_deref().and_then(duration::to_seconds)
}
