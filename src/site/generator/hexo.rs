//! [Hexo](https://hexo.io/docs/permalinks).

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Generator, Place, address_of};
use crate::error::Result;
use crate::folder::DRAFTS;
use crate::folder::first_file;
use crate::front_matter::{Syntax, normalise};
use crate::model::{Map, Person, Value};
use crate::site::config;
use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::{Settings, limit, text, texts, value};
use crate::text::slug::transliterated;

pub(super) struct Hexo;

const POSTS: &str = "_posts";

/// How the lines begin that may close front matter: of YAML, and of JSON.
const FENCES: [&str; 2] = ["---", ";;;"];

/// A line that is front matter without a fence above it.
static KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^["']?[\w-]+["']?\s*:(?:\s|$)"#).expect("a regular expression"));

impl Generator for Hexo {
    fn name(&self) -> &'static str {
        "hexo"
    }

    /// Jekyll's file has the same name, but its posts lie beside it.
    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        let path = first_file(root, &["_config.yml", "_config.yaml", "_config.json"])?;
        let config = config::file(&path).ok()?;
        let source = text(&config, &["source_dir"]).unwrap_or("source");
        root.join(source).join(POSTS).is_dir().then_some(path)
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        let config = config::read(configuration, settings)?;
        settings.set_base_url(text(&config, &["url"]).unwrap_or_default(), "");
        settings.set_zone(text(&config, &["timezone"]));
        let first = |places: &[&str]| text(&config, places).map(str::to_owned);
        settings.feed.title = first(&["title"]);
        settings.feed.description = first(&["description", "subtitle"]);
        let languages = texts(&config, "language");
        let mut languages = languages.iter().map(|language| language.trim());
        let language = languages.find(|language| !language.is_empty());
        settings.feed.language = language.map(str::to_owned);
        settings.feed.authors = first(&["author"]).map(Person::named).into_iter().collect();
        settings.permalink = first(&["permalink"]);
        settings.limit = limit(&config, "feed.limit", 1);
        let is_off = |key| value(&config, key) == Some(&Value::Bool(false));
        settings.markdown.links_addresses = !is_off("marked.gfm") && !is_off("marked.autolink");
        settings.markdown.breaks_lines = !is_off("marked.gfm") && !is_off("marked.breaks");
        settings.markdown.picture_root = picture_root(&config, settings);
        let source = settings
            .root
            .join(text(&config, &["source_dir"]).unwrap_or("source"));
        if let Some(Value::Map(defaults)) = config.get("permalink_defaults") {
            settings.variables = defaults.clone();
        }
        if let Some(names @ Value::Map(_)) = config.get(CATEGORIES) {
            settings.private.push(CATEGORIES, names.clone());
        }
        if let Some(category) = text(&config, &["default_category"]) {
            settings.private.push(CATEGORY, category.into());
        }
        for part in ["trailing_index", "trailing_html"] {
            if value(&config, &format!("pretty_urls.{part}")) == Some(&Value::Bool(false)) {
                settings.private.push(part, Value::Bool(false));
            }
        }
        if let Some(flag) = value(&config, "marked.disableNunjucks") {
            settings.private.push(UNRUN, flag.clone());
        }
        settings.has_dated_names = text(&config, &["new_post_name"])
            .is_some_and(|name| name.starts_with(":year-:month-:day-"));
        for pattern in texts(&config, "exclude") {
            settings.excluded.add_path(&pattern, &source);
        }
        for pattern in texts(&config, "ignore") {
            settings.excluded.add_path(&pattern, &settings.root);
        }
        settings.contents = vec![source.clone()];
        settings.static_folders = vec![source];
        Ok(())
    }

    fn place(&self, path: &Path, settings: &Settings) -> Option<Place> {
        let mut place = Place::of(path)?;
        let top = (!place.folders.is_empty()).then(|| place.folders.remove(0))?;
        place.is_draft = top == DRAFTS;
        let is_post = (place.is_draft || top == POSTS)
            && !place.stem.starts_with('_')
            && !place.folders.iter().any(|folder| folder.starts_with('_'));
        let is_dated = settings.has_dated_names && place.folders.is_empty();
        is_post.then(|| {
            if is_dated {
                place.with_day(&['-'])
            } else {
                place
            }
        })
    }

    /// One line break may stand before the fence; behind two, Hexo takes everything for text.
    fn beginning<'a>(&self, text: &'a str) -> &'a str {
        let rest = text.strip_prefix("\r\n");
        let rest = rest.or_else(|| text.strip_prefix('\n'));
        let is_plain = |rest: &&str| rest.lines().next() == Some(FENCES[0]);
        rest.filter(is_plain).unwrap_or(text)
    }

    fn refenced(&self, text: &str) -> Option<(String, usize)> {
        let text = normalise(text);
        let Parts { header, fence } = parts(&text)?;
        let added = usize::from(header.start == 0);
        let body = text[header.end..].trim_start_matches(&fence[..1]);
        let body = body.strip_prefix('\n').unwrap_or(body);
        let header = &text[header];
        let text = match fence {
            ";;;" => format!("---json\n{{{header}}}\n---\n{body}"),
            _ => format!("---\n{header}---\n{body}"),
        };
        Some((text, added))
    }

    fn header(&self, text: &str) -> Option<(Range<usize>, Syntax)> {
        let parts = parts(text)?;
        let is_yaml = parts.fence == FENCES[0];
        let syntax = if is_yaml { Syntax::Yaml } else { Syntax::Json };
        Some((parts.header, syntax))
    }

    /// A page may say [that it holds none](https://hexo.io/docs/front-matter#Disabling-Nunjucks).
    fn runs_templates(&self, page: &Page, settings: &Settings) -> bool {
        let own = page.article.extra.fields.get(UNRUN);
        own.or_else(|| settings.private.get(UNRUN)) != Some(&Value::Bool(true))
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        // An address of its own is no pattern.
        if let Some(permalink) = &page.permalink {
            return Ok(cut(permalink, settings).to_owned());
        }
        let pattern = settings
            .permalink
            .as_deref()
            .unwrap_or(":year/:month/:day/:title/");
        let path = address_of(
            page.place
                .folders
                .iter()
                .map(String::as_str)
                .chain([page.place.stem.as_str()]),
        );
        // Hexo turns a date with an offset into UTC, and reads that clock as its own.
        let date = page.first_date().map(|date| {
            if page.states_zone {
                date.instant().naive_utc()
            } else {
                date.date_time().naive_local()
            }
        });
        let word = |map: &Map, name: &str| match map.get(name)? {
            Value::Int(number) => Some(number.to_string()),
            _ => text(map, &[name]).map(str::to_owned),
        };
        let of_site = |name: &str| word(&settings.variables, name);
        let address = permalink::expand(pattern, date, &|token| {
            Some(match token {
                "title" => path.trim_matches('/').to_owned(),
                "name" => page.place.stem.clone(),
                "post_title" => {
                    plain(page.article.title.as_deref().unwrap_or_default()).to_lowercase()
                }
                "category" if page.article.categories.is_empty() => {
                    word(&settings.private, CATEGORY).unwrap_or_else(|| "uncategorized".to_owned())
                }
                "category" => {
                    let categories = page.article.categories.iter();
                    categories
                        .map(|category| {
                            let named = value(&settings.private, CATEGORIES);
                            let named = named.and_then(|names| match names {
                                Value::Map(names) => names.get(category)?.as_str(),
                                _ => None,
                            });
                            plain(named.unwrap_or(category))
                        })
                        .collect::<Vec<_>>()
                        .join("/")
                }
                "lang" => page.article.locale.clone().or_else(|| of_site("lang"))?,
                // What the front matter says, else what the site does.
                other => word(&page.article.extra.fields, other).or_else(|| of_site(other))?,
            })
        })?;
        Ok(cut(&address, settings).to_owned())
    }
}

/// Returns an address without the [end](https://hexo.io/docs/configuration#URL) that the site leaves out.
fn cut<'a>(address: &'a str, settings: &Settings) -> &'a str {
    let without = |part: &str, end: &str, address: &'a str| {
        let is_cut = settings.private.get(part).is_some();
        let before = address.strip_suffix(end).filter(|_| is_cut);
        before.unwrap_or(address)
    };
    let address = without("trailing_index", "index.html", address);
    without("trailing_html", ".html", address)
}

/// Front matter between fences that are not ours.
struct Parts {
    header: Range<usize>,
    /// How the line begins that closes it.
    fence: &'static str,
}

/// [Hexo](https://github.com/hexojs/hexo-front-matter) needs no fence above front matter, and knows longer ones. Between
/// semicolons stand members of JSON.
fn parts(text: &str) -> Option<Parts> {
    let first = text.lines().next()?;
    let mark = FENCES.into_iter().find(|mark| first.starts_with(mark));
    let start = match mark {
        Some(mark) if first != FENCES[0] && first.trim_start_matches(&mark[..1]).is_empty() => {
            first.len() + 1
        }
        Some(_) => return None,
        None if KEY.is_match(first) => 0,
        None => return None,
    };
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let mut fences = FENCES.into_iter();
        let fence = fences.find(|fence| line.starts_with(fence));
        // One that is there closes with the same.
        let fence = fence.filter(|_| mark.is_none() || line.starts_with(first));
        if let Some(fence) = fence.filter(|_| end > start) {
            let header = start..end;
            return Some(Parts { header, fence });
        }
        end += line.len();
    }
    None
}

/// Under this name the settings hold the names of categories in addresses.
const CATEGORIES: &str = "category_map";

/// Under this name a page says that no template in it is run; the settings hold that none is.
const UNRUN: &str = "disableNunjucks";

/// Returns the path that addresses of pictures in Markdown [begin below](https://github.com/hexojs/hexo-renderer-marked#options),
/// unless that is the host.
fn picture_root(config: &Map, settings: &Settings) -> Option<String> {
    let is = |key, flag| value(config, key) == Some(&Value::Bool(flag));
    if is("marked.prependRoot", false) || is("relative_link", true) {
        return None;
    }
    let site = settings.base_url.as_ref().map(::url::Url::path);
    let root = text(config, &["root"]).or(site)?.trim_matches('/');
    (!root.is_empty()).then(|| format!("/{root}"))
}

/// Under this name the settings hold the category of posts without one.
const CATEGORY: &str = "default_category";

/// Returns a category without accents, and with a hyphen for each run of blanks and marks.
fn plain(category: &str) -> String {
    const MARKS: &str = "~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/";
    let mut out = String::new();
    for c in category.chars() {
        if !c.is_whitespace() && !MARKS.contains(c) {
            match c {
                '\u{300}'..='\u{36f}' => {}
                '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => out.push_str(transliterated(c)),
                c => out.push(c),
            }
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
