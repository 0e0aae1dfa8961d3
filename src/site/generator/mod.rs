//! Site generators: what tells their sites, where their settings and articles are, and at which address a page stands.
//!
//! One file a generator, all alike.

mod astro;
mod cascade;
mod eleventy;
mod hexo;
mod hugo;
mod jekyll;
mod plain;
mod zola;

pub(crate) use cascade::Target;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::page::{Page, is_program};
use super::permalink::Unresolved;
use super::settings::Settings;
use crate::error::Result;
use crate::folder::has_content_ending;
use crate::front_matter::{Dialect, Syntax, split_day, syntax_of};
use crate::model::{Map, Timestamp, Value};
use crate::text::markdown::Flavour;
use crate::text::template::Language;

/// A site generator.
pub(crate) trait Generator: Sync {
    /// Returns the name, which is that of its dialect.
    fn name(&self) -> &'static str;

    /// Returns the file that tells a site of this generator in a folder.
    fn configuration(&self, root: &Path) -> Option<PathBuf>;

    /// Takes over what the site says of itself.
    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()>;

    /// Returns what the path of a file says, below its content folder, or `None` if it holds no article.
    fn place(&self, path: &Path, settings: &Settings) -> Option<Place>;

    /// Returns what the path of a page says that holds no article, and to which links may lead, below the folder of the site's
    /// files.
    fn page(&self, _: &Path, _: &Settings) -> Option<Place> {
        None
    }

    /// Returns whether a file is named as those are that may hold articles.
    fn has_ending(&self, path: &Path) -> bool {
        has_content_ending(path)
    }

    /// Returns a file from where its front matter may begin.
    fn beginning<'a>(&self, text: &'a str) -> &'a str {
        text
    }

    /// Returns whether a file is an article without front matter, too.
    fn takes_text(&self, _: &Place) -> bool {
        false
    }

    /// Returns whether a page has the date without which none is in a feed.
    fn is_dated(&self, page: &Page) -> bool {
        page.first_date().is_some()
    }

    /// Returns whether a folder with an `index.md` is one page, and its other files belong to that.
    fn has_bundles(&self) -> bool {
        false
    }

    /// Returns whether an `_index.md` is a page to which links may lead.
    fn has_section_pages(&self) -> bool {
        false
    }

    /// Returns whether addresses of pictures in front matter are relative to that of the site, unless they lie beside the page.
    fn has_pictures_of_site(&self) -> bool {
        false
    }

    /// Returns whether addresses in a text that begin with a slash are relative to that of the site.
    fn has_links_of_site(&self, _: &Settings) -> bool {
        false
    }

    /// Returns whether a link to the file of a page leads to the page in the language of the one with the link.
    fn links_in_language(&self) -> bool {
        false
    }

    /// Returns whether links in a text lead to pages by their paths among files, with or without an ending.
    fn resolves_links(&self, _: &Settings) -> bool {
        false
    }

    /// Returns whether a file beside a page is published once for all its translations.
    fn shares_files(&self, _: &Settings) -> bool {
        false
    }

    /// Returns whether files beside a page get addresses that only the generator knows.
    fn hides_files(&self) -> bool {
        false
    }

    /// Returns the address of a file beside a page, relative to that of the site, by its path below the content folder; nothing if
    /// it is in that of the page.
    fn file_address(&self, _: &Path) -> Option<String> {
        None
    }

    /// Returns the keys of front matter that we know of a generator that does not tell their case.
    fn caseless_keys(&self) -> &'static [&'static str] {
        &[]
    }

    /// Takes out of the values that a site gives what others, which count for more, say in another place.
    fn give_way(&self, _given: &mut Map, _others: &Map) {}

    /// Makes HTML of values that are Markdown to the generator.
    fn prepare(&self, _: &mut Map) {}

    /// Changes keys that mean something else to the generator. Returns whether the page is in any list.
    fn settle(&self, _: &mut Map) -> bool {
        true
    }

    /// Returns whether a page without a date has that of its last change.
    fn dates_by_change(&self) -> bool {
        false
    }

    /// Returns whether what stands for a date is a word for one that the generator finds out.
    fn computes_date(&self, _: &str) -> bool {
        false
    }

    /// Returns the key of a person of that name among those that the site knows.
    fn person_key<'a>(&self, name: &'a str) -> Cow<'a, str> {
        name.into()
    }

    /// Returns the title of a page that has none.
    fn title(&self, _: &Place) -> Option<String> {
        None
    }

    /// Returns the date of a field of front matter as the generator means it, in the zone of the site.
    fn date(&self, date: Timestamp, _field: &str, _header: &str, settings: &Settings) -> Timestamp {
        date.within(&settings.zone)
    }

    /// Returns the date of publication of a page, if that is another than its own, which addresses are made of.
    fn publication(&self, _: &Map) -> Option<Timestamp> {
        None
    }

    /// Returns the text of a file whose front matter stands between other fences than ours, with ours, and how many lines that is
    /// more above the front matter.
    fn refenced(&self, _: &str) -> Option<(String, usize)> {
        None
    }

    /// Returns where front matter stands in such a text, and its language; of an object in JSON, it has the members.
    fn header(&self, _: &str) -> Option<(Range<usize>, Syntax)> {
        None
    }

    /// Returns the language of tags in texts; of a generator that runs none, that of most others.
    fn template_language(&self) -> Language {
        let dialect = Dialect::named(self.name());
        let own = dialect.and_then(Dialect::template_language);
        own.unwrap_or(Language::Liquid)
    }

    /// Returns whether tags in the text of a page are run, and no text.
    fn runs_templates(&self, _: &Page, _: &Settings) -> bool {
        true
    }

    /// Returns whether tags in code are run as others are.
    fn runs_code(&self) -> bool {
        false
    }

    /// Returns whose Markdown it is.
    fn flavour(&self) -> Flavour {
        Flavour::Common
    }

    /// Returns whether what is filled into the text of a page is text in HTML, and no HTML itself.
    fn escapes(&self, _: &Page, _: &Settings) -> bool {
        false
    }

    /// Returns the value of a variable in the text of a page, where the page or the settings of the site say it.
    fn variable(&self, _name: &str, _: &Page, _: &Settings) -> Option<Value> {
        None
    }

    /// Returns the address of the first page in a language, relative to that of the site.
    fn home(&self, _language: Option<&str>, _: &Settings) -> String {
        String::new()
    }

    /// Returns the address of the section of some folders in a language, relative to that of the site; nothing if it is that of
    /// its file.
    fn section(&self, _: &[&str], _language: Option<&str>, _: &Settings) -> Option<String> {
        None
    }

    /// Returns the identity that a page has in the generator's own feed, unless it is its address.
    fn identity(&self, _: &Page, _: &Settings) -> Option<String> {
        None
    }

    /// Returns the address of a page, relative to that of the site.
    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved>;
}

/// Every generator, the most telling configuration first; the last one is told by nothing.
static GENERATORS: [&dyn Generator; 7] = [
    &hexo::Hexo,
    &jekyll::Jekyll,
    &zola::Zola,
    &hugo::Hugo,
    &eleventy::Eleventy,
    &astro::Astro,
    &plain::Plain,
];

/// Returns the generator of a site, and its configuration.
pub(super) fn of_folder(root: &Path) -> Option<(&'static dyn Generator, PathBuf)> {
    GENERATORS
        .into_iter()
        .find_map(|generator| Some((generator, generator.configuration(root)?)))
}

/// Returns the generator of that name.
pub(super) fn named(name: &str) -> Option<&'static dyn Generator> {
    GENERATORS
        .into_iter()
        .find(|generator| generator.name() == name)
}

/// Returns the keys that a generator does not tell the case of, by the name of its dialect.
pub(crate) fn caseless_keys_of(dialect: &str) -> &'static [&'static str] {
    named(dialect).map_or(&[], |generator| generator.caseless_keys())
}

/// What is said of a word for a date that a generator finds out.
pub(crate) const COMPUTED_DATE: &str =
    "only git or the file system knows it; give one, or the page is in no feed";

/// Returns whether a text is a word for a date that a generator finds out, by the name of its dialect.
pub(crate) fn computes_date(dialect: &str, text: &str) -> bool {
    named(dialect).is_some_and(|generator| generator.computes_date(text))
}

/// Returns whether a generator reads the values of a program that is front matter; nothing if there is none.
pub(crate) fn reads_program(text: &str) -> Option<bool> {
    is_program(text).then(|| eleventy::Eleventy.refenced(text).is_some())
}

/// Returns the generator of a folder of which nothing is known.
pub(super) fn plain() -> &'static dyn Generator {
    &plain::Plain
}

/// What the path of a file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Place {
    /// The collection that the file belongs to.
    pub(crate) collection: Option<String>,
    /// The folders below the content folder, or below that of the collection.
    pub(crate) folders: Vec<String>,
    /// The name without its ending, its language and, where the generator takes it out, its date.
    pub(crate) stem: String,
    /// The name without its ending.
    pub(crate) name: String,
    /// The date in the name.
    pub(crate) day: Option<String>,
    /// The language in the name.
    pub(crate) language: Option<String>,
    /// Categories that folders stand for.
    pub(crate) categories: Vec<String>,
    /// Whether the folder is one of drafts.
    pub(crate) is_draft: bool,
}

impl Place {
    /// Reads a path of folders and a file.
    fn of(path: &Path) -> Option<Self> {
        let folders = path.parent()?.iter().map(OsStr::to_str);
        Some(Self {
            folders: folders
                .map(|folder| folder.map(str::to_owned))
                .collect::<Option<_>>()?,
            stem: path.file_stem()?.to_str()?.to_owned(),
            name: path.file_stem()?.to_str()?.to_owned(),
            ..Self::default()
        })
    }

    /// Takes the date off the beginning of the name.
    fn with_day(mut self, separators: &[char]) -> Self {
        if let Some((day, rest)) = split_day(&self.stem, separators) {
            self.day = Some(day.to_owned());
            self.stem = rest.to_owned();
        }
        self
    }

    /// Takes a known language off the end of the name, as in `about.de.md`.
    fn with_language(mut self, settings: &Settings) -> Self {
        if let Some((stem, language)) = self.stem.rsplit_once('.')
            && settings.known_language(language).is_some()
        {
            self.language = Some(language.to_owned());
            self.stem = stem.to_owned();
        }
        self
    }

    /// Names a page that is the index of its folder for the folder.
    fn with_index(mut self) -> Self {
        if self.stem == "index"
            && let Some(folder) = self.folders.pop()
        {
            self.stem = folder;
        }
        self
    }
}

/// Returns whether there is a page below a folder.
fn holds_pages(folder: &Path, generator: &dyn Generator) -> bool {
    let files = WalkDir::new(folder).follow_links(true).into_iter();
    files
        .flatten()
        .any(|file| file.file_type().is_file() && generator.has_ending(file.path()))
}

/// Returns a text from where its front matter begins, before which white space may stand.
fn behind_blanks(text: &str) -> &str {
    let rest = text.trim_start();
    if syntax_of(rest).is_some() {
        rest
    } else {
        text
    }
}

/// Returns an address of parts with slashes between them, and around.
fn address_of<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let mut address = String::from("/");
    for part in parts {
        address.push_str(part);
        address.push('/');
    }
    address
}
