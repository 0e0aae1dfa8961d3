//! What the settings of Hugo say of each language.

use super::CONTENT;
use crate::model::{Feed, Map, Person, Record, Value};
use crate::site::base_url::base_url;
use crate::site::settings::{Settings, text, value};

/// Returns what is said of the feed in a language, else of all.
pub(super) fn feed_in(language: &str, config: &Map) -> Feed {
    let own = |key: &str| format!("languages.{language}.{key}");
    let first = |keys: &[&str]| {
        let of_language = keys.iter().map(|key| own(key));
        let mut places = of_language.chain(keys.iter().map(|key| (*key).to_owned()));
        places.find_map(|place| text(config, &[&place]).map(str::to_owned))
    };
    let authors = [
        &own("params.author"),
        &own("author"),
        "params.author",
        "author",
    ];
    let mut authors = authors.into_iter().map(|place| value(config, place));
    Feed {
        title: first(&["title"]),
        description: first(&["params.description", "description"]),
        language: text(config, &[&own("locale"), &own("languagecode")]).map(str::to_owned),
        rights: first(&["copyright"]),
        authors: authors.find_map(|value| people(value?)).unwrap_or_default(),
        ..Feed::default()
    }
}

/// Each language [may have a host](https://gohugo.io/content-management/multilingual/#configure-multilingual-multihost).
pub(super) fn read_hosts(default: &str, config: &Map, settings: &mut Settings) {
    let own = |language: &String| text(config, &[&format!("languages.{language}.baseurl")]);
    let languages = settings.languages.iter();
    let addresses =
        languages.filter_map(|language| Some((language.clone(), base_url(own(language)?)?)));
    settings.base_urls = addresses.collect();
    let of_default = settings
        .base_urls
        .iter()
        .find(|(language, _)| language == default);
    let of_default = of_default.map(|(_, address)| address.clone());
    settings.base_url = of_default.or(settings.base_url.take());
}

/// Each language may have a folder of its own, and says what its feed is called.
pub(super) fn read_contents(default: &str, config: &Map, settings: &mut Settings) {
    let folder = |language: &str| text(config, &[&format!("languages.{language}.contentdir")]);
    let content = folder(default).or_else(|| text(config, &["contentdir"]));
    settings.contents = vec![settings.root.join(content.unwrap_or(CONTENT))];
    for language in settings.languages.iter().filter(|name| *name != default) {
        let mut feed = feed_in(language, config);
        feed.language.get_or_insert_with(|| language.clone());
        settings.feeds.push((language.clone(), feed));
        let own = folder(language).map(|folder| settings.root.join(folder));
        if let Some(own) = own.filter(|own| !settings.contents.contains(own)) {
            settings
                .content_languages
                .push((own.clone(), language.clone()));
            settings.contents.push(own);
        }
    }
}

/// Reads a person, or a list of them; nothing if there is nobody.
fn people(value: &Value) -> Option<Vec<Person>> {
    let people = match value {
        Value::List(people) => people.as_slice(),
        single => std::slice::from_ref(single),
    };
    let people = people.iter().filter_map(|person| match person {
        blank if blank.is_blank() => None,
        Value::Str(name) => Some(Person::named(name)),
        Value::Map(map) => Some(Person::from_map(map.clone())),
        _ => None,
    });
    let people: Vec<_> = people.collect();
    Some(people).filter(|people| !people.is_empty())
}
