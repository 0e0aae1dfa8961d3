//! [`generate`]: the feeds of a site, from its files to their texts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use ::url::Url;
use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::archive;
use super::body::{self, Content};
use super::groups::named;
use super::page::Page;
use super::plan::{Plan, merged, not_its_own};
use super::select::{limit, select};
use super::settings::Settings;
use super::stylesheet;
use crate::error::{Error, Result, Warning};
use crate::formats::{self, WriteOptions, make_feed_absolute};
use crate::mapping::Profile;
use crate::model::{Article, Feed};
use crate::text::url;

/// How many files are read before the next ones; what is not wanted of them is forgotten.
pub(super) const CHUNK: usize = 1024;

/// How many of them one thread takes at a time: few, so that none has much left when the others are done.
pub(super) const TOGETHER: usize = 16;

/// Which articles the feeds of a site may have.
#[derive(Clone, Copy, Debug)]
pub struct GenerateOptions {
    /// How much is written.
    pub profile: Profile,
    /// The present: articles of the future are left out, and those that have expired. Without it, none is.
    pub now: Option<DateTime<Utc>>,
    /// Whether articles of the future count nevertheless.
    pub future: bool,
    /// Whether drafts count.
    pub drafts: bool,
}

impl GenerateOptions {
    /// Returns what anyone may read at a time: no drafts, no articles of the future and none that have expired.
    pub const fn public(now: DateTime<Utc>) -> Self {
        Self {
            profile: Profile::Public,
            now: Some(now),
            future: false,
            drafts: false,
        }
    }
}

/// What happens on the way.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// So many files are going to be read.
    Found(usize),
    /// So many more of them are.
    Read(usize),
    /// So many articles are going to be finished.
    Selected(usize),
    /// So many more of them are.
    Finished(usize),
    /// Something in a file is not right, and was helped.
    Warning(&'a Path, &'a Warning),
    /// A file cannot be used, and is left out.
    Failure(&'a Path, &'a Error),
}

/// A file to be written.
#[derive(Debug)]
pub struct Output {
    /// The path below the output folder, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// How many articles are in it, if it is a feed. Anything else is the user's once it is there.
    pub articles: Option<usize>,
}

/// Makes the feeds of a site. Every article is read once and finished once, whatever the number of feeds.
///
/// ```
/// use std::time::SystemTime;
///
/// use feedmatter::site::{Event, GenerateOptions, Settings, generate};
///
/// let settings = Settings::find(&["fixtures/sites/blog".into()], None, None)?;
/// let options = GenerateOptions::public(SystemTime::now().into());
/// let files = generate(&settings, &settings.plans(), &options, &mut |event| match event {
///     Event::Failure(path, error) => eprintln!("{}: {error}", path.display()),
///     Event::Warning(path, warning) => eprintln!("{}: {warning}", path.display()),
///     _ => {}
/// })?;
/// assert_eq!(files[0].path, "feed.xml");
/// assert_eq!(files[0].articles, Some(2));
/// assert!(files[0].text.contains("<title>A blog of two posts</title>"));
/// # Ok::<(), feedmatter::Error>(())
/// ```
///
/// # Errors
///
/// Fails if a feed of articles has no title, if addresses are relative to that of the site and it is not known, or if a plan is not
/// right. A file that cannot be used is only told.
pub fn generate(
    settings: &Settings,
    plans: &[Plan],
    options: &GenerateOptions,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Output>> {
    let mut taken = HashSet::new();
    for plan in plans {
        plan.check(&mut taken)?;
        check_language(plan, settings)?;
    }
    if let Some((path, warning)) = settings.warning() {
        tell(Event::Warning(path, &warning));
    }
    let selections = select(settings, plans, options, tell)?;
    let mut feeds = Vec::new();
    let mut pages = HashMap::new();
    for (plan, groups) in plans.iter().zip(selections) {
        for (name, value, members) in named(groups) {
            feeds.push(Selected {
                plan,
                path: plan.path_for(&name),
                value,
                numbers: members.iter().map(|page| page.number).collect(),
            });
            let wants_body = plan.content.unwrap_or(settings.content) == Content::Full;
            for page in members {
                let number = page.number;
                pages.entry(number).or_insert((page, false)).1 |= wants_body;
            }
        }
    }
    let mut pages: Vec<_> = pages.into_values().collect();
    pages.par_sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    let indices: HashMap<usize, usize> = (0..)
        .zip(&pages)
        .map(|(index, (page, _))| (page.number, index))
        .collect();
    let articles = finished(settings, pages, options, tell);
    let outputs = match feeds.as_slice() {
        // It has them all, in this order, and nobody else needs them.
        [feed] => vec![written(feed, articles, settings, options)?],
        feeds => feeds
            .par_iter()
            .map(|feed| {
                let indices = feed.numbers.iter().filter_map(|number| indices.get(number));
                let own = indices.map(|index| articles[*index].clone()).collect();
                written(feed, own, settings, options)
            })
            .collect::<Result<Vec<_>>>()?,
    };
    let mut files = BTreeMap::new();
    for output in outputs.into_iter().flatten() {
        // Feeds share their style sheet.
        if let Some(other) = files.insert(output.path.clone(), output)
            && files[&other.path].text != other.text
        {
            return Err(not_its_own(&other.path));
        }
    }
    Ok(files.into_values().collect())
}

/// Fails if a site of several languages has no article in that of a feed.
fn check_language(plan: &Plan, settings: &Settings) -> Result<()> {
    let known = &settings.languages;
    match plan.feed.language.as_deref() {
        Some(tag) if !known.is_empty() && settings.language_of(tag).is_none() => {
            let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            Err(Error::BadSetting {
                key: "language".to_owned(),
                expected: "a language of the site",
                found: format!("`{tag}`, where it has {}", known.join(", ")),
            })
        }
        _ => Ok(()),
    }
}

/// One feed, and its articles in order.
struct Selected<'a> {
    plan: &'a Plan,
    path: String,
    /// The value of the field that the feed is for.
    value: Option<String>,
    /// The numbers of its pages.
    numbers: Vec<usize>,
}

/// Finishes each page that is in a feed, once: with its body, if one of them wants it.
fn finished(
    settings: &Settings,
    pages: Vec<(Arc<Page>, bool)>,
    options: &GenerateOptions,
    tell: &mut dyn FnMut(Event<'_>),
) -> Vec<Article> {
    tell(Event::Selected(pages.len()));
    let mut articles = Vec::with_capacity(pages.len());
    let mut warned = Vec::new();
    let mut pages = pages.into_iter();
    while pages.len() > 0 {
        let chunk: Vec<_> = pages.by_ref().take(CHUNK).collect();
        let finished: Vec<_> = chunk
            .into_par_iter()
            .with_max_len(TOGETHER)
            .map(|(page, wants_body)| {
                let mut page =
                    Arc::into_inner(page).expect("every other hold on the page has ended");
                let mut warnings = Vec::new();
                if options.profile == Profile::Public {
                    body::finish(&mut page, settings, wants_body, &mut warnings);
                }
                (page.article, (page.number, page.path, warnings))
            })
            .collect();
        tell(Event::Finished(finished.len()));
        for (article, warnings) in finished {
            articles.push(article);
            warned.extend(Some(warnings).filter(|(.., warnings)| !warnings.is_empty()));
        }
    }
    // Files are spoken of in their order.
    warned.sort_unstable_by_key(|(number, ..)| *number);
    for (_, path, warnings) in warned {
        for warning in &warnings {
            tell(Event::Warning(&path, warning));
        }
    }
    articles
}

/// Returns a feed's file with these articles, and the files beside it.
fn written(
    selected: &Selected<'_>,
    mut articles: Vec<Article>,
    settings: &Settings,
    options: &GenerateOptions,
) -> Result<Vec<Output>> {
    let plan = selected.plan;
    if options.profile == Profile::Public {
        let content = plan.content.unwrap_or(settings.content);
        articles
            .iter_mut()
            .for_each(|article| content.limit(article));
    }
    let feed = described(selected, settings);
    // Pages of the archive lie beside the feed.
    let own = feed
        .self_url
        .as_deref()
        .and_then(|address| Url::parse(address).ok());
    let address = |path: &str| {
        let name = path.rsplit('/').next()?;
        Some(own.as_ref()?.join(name).ok()?.to_string())
    };
    let documents = match limit(plan, settings).filter(|_| plan.archive) {
        Some(size) => archive::pages(feed, articles, &selected.path, size, &address),
        None => vec![(selected.path.clone(), Feed { articles, ..feed })],
    };
    let write_options = WriteOptions {
        profile: options.profile,
        now: None,
        has_safe_bodies: true,
        stylesheet: plan.stylesheet.then(|| stylesheet::NAME.to_owned()),
    };
    let mut outputs = Vec::new();
    for (path, feed) in documents {
        outputs.push(Output {
            articles: Some(feed.articles.len()),
            text: formats::write_owned(plan.format_name(), feed, &write_options)?,
            path,
        });
    }
    if plan.stylesheet {
        outputs.push(Output {
            path: beside(&selected.path, stylesheet::NAME),
            text: stylesheet::TEXT.to_owned(),
            articles: None,
        });
    }
    Ok(outputs)
}

/// Returns what a feed says of itself.
fn described(selected: &Selected<'_>, settings: &Settings) -> Feed {
    let plan = selected.plan;
    let tag = plan.feed.language.as_deref();
    let mut feed = merged(&settings.feed_in(tag), &plan.feed);
    feed.articles.clear();
    let language = tag.and_then(|tag| settings.language_of(tag));
    let base = settings.base_url_in(language);
    let home = settings.generator.home(language, settings);
    let home = || Some(base?.join(&home).ok()?.to_string());
    // Its page may lie deep in the site; its pictures are written as pages of the site write them.
    let link = feed.link.take();
    let link = link.map(|link| url::absolute(&link, base).unwrap_or(link));
    make_feed_absolute(&mut feed, base);
    feed.link = link.or_else(home);
    if let (Some(field), Some(value)) = (plan.field(), &selected.value) {
        let token = format!("{{{field}}}");
        for text in [&mut feed.title, &mut feed.description] {
            *text = text.take().map(|text| text.replace(&token, value));
        }
        // One for all of them would make them one feed.
        feed.self_url = None;
        feed.id = None;
        if plan.feed.title.is_none() {
            feed.title = feed.title.map(|title| format!("{title}: {value}"));
        }
    }
    feed.self_url = feed
        .self_url
        .or_else(|| Some(base?.join(&selected.path).ok()?.to_string()));
    feed
}

/// Returns the path of another file in the folder of a file.
fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}
