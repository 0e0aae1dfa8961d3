//! [Eleventy](https://www.11ty.dev/docs/permalinks/). Its settings are a program, which nobody runs here.

mod data;

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use chrono::format::StrftimeItems;
use regex_lite::Regex;

use self::data::{read_folder_data, site_data, with_lists};
use super::{Generator, Place, address_of, holds_pages};
use crate::error::{Result, Warning};
use crate::folder::first_file;
use crate::front_matter::{Dialect, normalise};
use crate::json::plain;
use crate::mapping::profile::withholding_keys;
use crate::model::{Map, Value};
use crate::site::exclusion::slashed;
use crate::site::package;
use crate::site::page::{Page, is_program};
use crate::site::permalink::Unresolved;
use crate::site::program::{Setting, argument, key, variables, within};
use crate::site::settings::{Settings, text, value};
use crate::text::markdown::Flavour;
use crate::text::slug::ascii_words;

pub(super) struct Eleventy;

const NAMES: [&str; 6] = [
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    ".eleventy.js",
    ".eleventy.mjs",
    ".eleventy.cjs",
];

/// Folders of content, the most telling first, if the program names none; the site itself if none of them holds pages.
const CONTENTS: [&str; 3] = ["content", "src", "input"];

/// A [date in a path](https://www.11ty.dev/docs/dates/).
static DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{4}-\d{2}-\d{2}").expect("a regular expression"));

/// The [language of Markdown](https://www.11ty.dev/docs/config/#default-template-engine-for-markdown-files), unless it is Liquid.
static MARKDOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"markdownTemplateEngine\s*[:=]\s*["'`]njk"#).expect("a regular expression")
});

/// Where [no language](https://www.11ty.dev/docs/config/#default-template-engine-for-markdown-files) is theirs.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"markdownTemplateEngine\s*[:=]\s*false").expect("a regular expression")
});

/// Where [indented code](https://www.11ty.dev/docs/languages/markdown/#indented-code-blocks) is code.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\.enable\(\s*\[?\s*["'`]code["'`]"#).expect("a regular expression")
});

/// Under this name the settings hold that it is Nunjucks.
const NUNJUCKS: &str = "nunjucks";

/// And under this one, that it is none.
const NO_ENGINE: &str = "plain";

/// Plugins that [put the path of the site](https://www.11ty.dev/docs/plugins/html-base/) before addresses in texts; under the first
/// of these names the settings hold that there is one.
const HTML_BASE: [&str; 3] = ["HtmlBasePlugin", "html-base-plugin", "feedPlugin"];

/// Dates that [a program finds out](https://www.11ty.dev/docs/dates/), in any case.
const COMPUTED_DATES: [&str; 4] = [
    "last modified",
    "created",
    "git last modified",
    "git created",
];

/// Keys that say whether a page is in a feed.
const DECIDING: [&str; 4] = ["date", "draft", "eleventyExcludeFromCollections", "tags"];

const PERMALINK: &str = "permalink";

/// Returns the engines that a page names for itself.
fn engines(page: &Page) -> Option<impl Iterator<Item = &str>> {
    let engines = text(&page.article.extra.fields, &["templateEngineOverride"])?;
    Some(engines.split(',').map(str::trim))
}

fn ending(page: &Page) -> Option<&str> {
    page.path.extension()?.to_str()
}

impl Generator for Eleventy {
    fn name(&self) -> &'static str {
        "eleventy"
    }

    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        first_file(root, &NAMES)
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        if let Some(path) = configuration {
            settings.note("a site of Eleventy, by", path);
        }
        package::read(settings)?;
        let program = configuration.and_then(|path| fs::read_to_string(path).ok());
        let program = program.unwrap_or_default();
        let content = match input(&program) {
            Setting::Text(folder) => {
                let parts = Path::new(folder).components();
                let below =
                    parts.filter(|part| !matches!(part, Component::CurDir | Component::RootDir));
                settings.root.join(below.collect::<PathBuf>())
            }
            found => {
                if let Some(path) = configuration.filter(|_| found == Setting::Computed) {
                    let message = "expected `dir.input` to be a text, found a program; pages may be missing, and addresses wrong";
                    let doubt = (path.to_owned(), Warning::new(message.to_owned()));
                    settings.unread.push(doubt);
                }
                let mut folders = CONTENTS.iter().map(|name| settings.root.join(name));
                let content = folders.find(|folder| holds_pages(folder, self));
                content.unwrap_or_else(|| settings.root.clone())
            }
        };
        // The data of the base template; its folder is named against the root or the content folder.
        let mut folders = vec![settings.root.join("_data"), content.join("_data")];
        folders.dedup();
        for folder in folders {
            if let Some((name, data)) = site_data(&folder, settings)? {
                package::take_over(&data, settings);
                settings.variables.push(name, data.into());
            }
        }
        read_prefix(&program, configuration, settings);
        settings.contents = vec![content.clone()];
        settings.static_folders = vec![settings.root.join("public"), content.clone()];
        for name in ["_site", "_includes", "_data", "_layouts", "public"] {
            settings.excluded.add_name(name, &settings.root);
        }
        if MARKDOWN.is_match(&program) {
            settings.private.push(NUNJUCKS, Value::Bool(true));
        }
        if PLAIN.is_match(&program) {
            settings.private.push(NO_ENGINE, Value::Bool(true));
        }
        if HTML_BASE.iter().any(|name| program.contains(name)) {
            settings.private.push(HTML_BASE[0], Value::Bool(true));
        }
        settings.markdown.ignores_indentation = !CODE.is_match(&program);
        settings.markdown.links_addresses = program.contains("linkify: true");
        let heeds_git = !program.contains("setUseGitIgnore(false)");
        if !program.contains("setDataDeepMerge(false)") {
            settings.meet = with_lists;
        }
        let git = Some(settings.root.join(".gitignore")).filter(|_| heeds_git);
        let own = [&settings.root, &content].map(|folder| folder.join(".eleventyignore"));
        for file in git.into_iter().chain(own) {
            read_ignored(&file, settings);
        }
        read_folder_data(&content, &content, settings);
        Ok(())
    }

    fn place(&self, path: &Path, _: &Settings) -> Option<Place> {
        let mut place = Place::of(path)?;
        // The first date in the path counts, wherever it stands, and stays in the address.
        let path = slashed(path);
        place.day = DAY.find(&path).map(|day| day.as_str().to_owned());
        Some(place.with_index())
    }

    /// Tags may be names of collections, and no topics.
    fn settle(&self, map: &mut Map) -> bool {
        if let Some(Value::List(topics)) = map.get_mut("topics") {
            topics.retain(|topic| {
                topic
                    .as_str()
                    .is_none_or(|topic| !COLLECTIONS.contains(&topic))
            });
        }
        map.get("eleventyExcludeFromCollections") != Some(&Value::Bool(true))
    }

    fn computes_date(&self, text: &str) -> bool {
        COMPUTED_DATES.contains(&text.trim().to_lowercase().as_str())
    }

    /// [Front matter may be a program](https://www.11ty.dev/docs/data-frontmatter/#javascript-front-matter): its variables that are
    /// values are read, as JSON on its first line.
    fn refenced(&self, text: &str) -> Option<(String, usize)> {
        let text = normalise(text);
        let (_, rest) = text.split_once('\n').filter(|_| is_program(&text))?;
        let lines = rest.split_inclusive('\n');
        let header = lines.take_while(|line| line.trim_end() != "---");
        let (header, rest) = rest.split_at(header.map(str::len).sum());
        let (mut map, computed) = variables(header)?;
        let dialect = Dialect::named(self.name()).into_iter();
        let of_fields = dialect
            .flat_map(|own| ["publishedDateTime", "published"].map(|field| own.keys_to(field)));
        let decide: Vec<_> = of_fields
            .flatten()
            .chain(DECIDING)
            .chain(withholding_keys())
            .collect();
        let decides = |name: &&str| decide.iter().any(|key| key.eq_ignore_ascii_case(name));
        if computed.iter().any(decides) {
            return None;
        }
        if computed.contains(&PERMALINK) {
            map.remove(PERMALINK);
            map.push(PERMALINK, "{{ a program }}".into());
        }
        let json = plain::write(&Value::Map(map))?;
        let lines = "\n".repeat(header.matches('\n').count());
        Some((format!("---json\n{json}{lines}{rest}"), 0))
    }

    fn has_links_of_site(&self, settings: &Settings) -> bool {
        settings.private.get(HTML_BASE[0]).is_some()
    }

    fn flavour(&self) -> Flavour {
        Flavour::Eleventy
    }

    /// Nunjucks does so, and Liquid does not.
    fn escapes(&self, page: &Page, settings: &Settings) -> bool {
        match engines(page) {
            Some(mut engines) => engines.any(|engine| engine == "njk"),
            None => match ending(page) {
                Some("njk") => true,
                Some("md") => settings.private.get(NUNJUCKS).is_some(),
                _ => false,
            },
        }
    }

    fn runs_templates(&self, page: &Page, settings: &Settings) -> bool {
        match engines(page) {
            Some(mut engines) => engines.any(|engine| engine != "md" && engine != "html"),
            None => ending(page) != Some("md") || settings.private.get(NO_ENGINE).is_none(),
        }
    }

    fn runs_code(&self) -> bool {
        true
    }

    /// Keys of front matter and of data files, and what the site says of itself below the name of that file.
    fn variable(&self, name: &str, page: &Page, settings: &Settings) -> Option<Value> {
        let own = value(&page.article.extra.fields, name);
        own.or_else(|| value(&settings.variables, name)).cloned()
    }

    fn address(&self, page: &Page, _: &Settings) -> Result<String, Unresolved> {
        let folders = || page.place.folders.iter().map(String::as_str);
        let stem = page.place.stem.as_str();
        let behind = DAY
            .find(stem)
            .and_then(|day| stem[day.end()..].strip_prefix('-'));
        let slug = behind.unwrap_or(stem);
        let Some(permalink) = &page.permalink else {
            // A page that is called like its folder is the index of it.
            let is_index = page.place.folders.last() == Some(&page.place.name);
            let name = Some(stem).filter(|stem| *stem != "index" && !is_index);
            return Ok(address_of(folders().chain(name)));
        };
        if permalink == "false" {
            return Err(Unresolved::Unwritten);
        }
        let mut address = String::new();
        let mut rest = permalink.as_str();
        while let Some((before, tag)) = rest.split_once("{{") {
            let (expression, behind) = tag
                .split_once("}}")
                .ok_or_else(|| Unresolved::Template(permalink.clone()))?;
            let value = match expression.trim().trim_matches('-').trim() {
                "page.fileSlug" => Some(slug.to_owned()),
                "page.filePathStem" => Some(
                    address_of(folders().chain([slug]))
                        .trim_end_matches('/')
                        .to_owned(),
                ),
                "title" => page.article.title.clone(),
                expression if !expression.contains('|') => {
                    text(&page.article.extra.fields, &[expression]).map(str::to_owned)
                }
                expression => filtered(expression, page),
            };
            address.push_str(before);
            address.push_str(&value.ok_or_else(|| Unresolved::Template(permalink.clone()))?);
            rest = behind;
        }
        address.push_str(rest);
        if address.contains("{%") {
            return Err(Unresolved::Template(address));
        }
        Ok(address
            .strip_suffix("index.html")
            .unwrap_or(&address)
            .to_owned())
    }
}

/// Returns the [folder that a program names](https://www.11ty.dev/docs/config/#input-directory) for its pages.
fn input(program: &str) -> Setting<'_> {
    match within(program, "dir", "input") {
        Setting::Absent => argument(program, "setInputDirectory"),
        found => found,
    }
}

/// Puts the [path that the site stands at](https://www.11ty.dev/docs/config/#deploy-to-a-subdirectory-with-a-path-prefix) behind its
/// address, unless that has it.
fn read_prefix(program: &str, configuration: Option<&Path>, settings: &mut Settings) {
    let Some(base) = &settings.base_url else {
        return;
    };
    match (key(program, "pathPrefix"), configuration) {
        (Setting::Text(prefix), _) => {
            let prefix = prefix.trim_matches('/');
            if !base.path().ends_with(&format!("/{prefix}/")) {
                let address = base.to_string();
                settings.set_base_url(&address, prefix);
            }
        }
        (Setting::Computed, Some(path)) => {
            let message =
                "expected `pathPrefix` to be a text, found a program; addresses may be wrong";
            let doubt = (path.to_owned(), Warning::new(message.to_owned()));
            settings.doubts.push(doubt);
        }
        _ => {}
    }
}

/// Returns the value of `title | slugify` and `page.date | date: '%Y/%m'`, which most patterns are made of.
fn filtered(expression: &str, page: &Page) -> Option<String> {
    let (variable, filter) = expression.split_once('|')?;
    let (filter, argument) = filter.split_once(':').unwrap_or((filter, ""));
    match (variable.trim(), filter.trim()) {
        ("title", "slug" | "slugify") => Some(slugified(page.article.title.as_deref()?)),
        ("page.date" | "date", "date") => {
            let format = argument.trim().trim_matches(['"', '\'']);
            let date = page.date.as_ref()?.instant();
            let items = StrftimeItems::new(format).parse().ok()?;
            Some(date.format_with_items(items.iter()).to_string())
        }
        _ => None,
    }
}

/// Returns a title as [slugify](https://github.com/sindresorhus/slugify) has it.
fn slugified(title: &str) -> String {
    let mut plain = String::new();
    for c in title.chars() {
        match c {
            '\'' | '’' => {}
            '&' => plain.push_str(" and "),
            'ä' | 'Ä' => plain.push_str("ae"),
            'ö' | 'Ö' => plain.push_str("oe"),
            'ü' | 'Ü' => plain.push_str("ue"),
            c => plain.push(c),
        }
    }
    ascii_words(&plain)
}

/// [Files that Eleventy ignores](https://www.11ty.dev/docs/ignores/): a glob a line, below the folder that the list is in. It has
/// no exceptions.
fn read_ignored(file: &Path, settings: &mut Settings) {
    let (Some(folder), Ok(text)) = (file.parent(), fs::read_to_string(file)) else {
        return;
    };
    let lines = text.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '!'])) {
        settings.excluded.add_path(line, folder);
    }
}

/// Tags that only put pages into collections.
const COLLECTIONS: [&str; 4] = ["all", "nav", "post", "posts"];
