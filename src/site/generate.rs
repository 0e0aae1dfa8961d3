//! [`generate`]: the feeds of a site, from its files to their texts.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use ::url::Url;
use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::archive;
use super::body::{self, Content};
use super::groups::named;
use super::page::Page;
use super::plan::{Plan, merged};
use super::select::{limit, select};
use super::settings::Settings;
use super::stylesheet;
use crate::error::{Error, Result, Warning};
use crate::formats::{self, WriteOptions};
use crate::mapping::Profile;
use crate::model::{Article, Feed};

/// How many files are read before the next ones; what is not wanted of them is forgotten.
pub(super) const CHUNK: usize = 1024;

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

/// What happens on the way.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many files are going to be read.
    Found(usize),
    /// So many more of them are.
    Read(usize),
    /// So many articles are going to be rendered.
    Selected(usize),
    /// So many more of them are.
    Rendered(usize),
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
    /// How many articles are in it; none in what is no feed.
    pub articles: usize,
}

/// Makes the feeds of a site. Every article is read once and rendered once, whatever the number of feeds.
///
/// # Errors
///
/// Fails if a feed has no title, if addresses are relative to that of the site and it is not known, or if a plan is not
/// right. A file that cannot be used is only told.
pub fn generate(
    settings: &Settings,
    plans: &[Plan],
    options: &GenerateOptions,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Output>> {
    for (index, plan) in plans.iter().enumerate() {
        plan.check()?;
        if plans[..index].iter().any(|other| other.path == plan.path) {
            return Err(not_its_own(&plan.path));
        }
        if merged(&settings.feed, &plan.feed).title.is_none() {
            return Err(Error::NoTitle);
        }
    }
    let selections = select(settings, plans, options, tell)?;
    let mut feeds = Vec::new();
    for (plan, groups) in plans.iter().zip(selections) {
        feeds.extend(
            named(groups)
                .into_iter()
                .map(|(name, value, pages)| Selected {
                    plan,
                    path: plan.path_for(&name),
                    value,
                    pages,
                }),
        );
    }
    let rendered = render(settings, &feeds, options, tell);
    let outputs: Result<Vec<_>> = feeds
        .par_iter()
        .map(|feed| written(feed, settings, options, &rendered))
        .collect();
    let mut files = BTreeMap::new();
    for output in outputs?.into_iter().flatten() {
        // Feeds share their style sheet.
        if let Some(other) = files.insert(output.path.clone(), output)
            && files[&other.path].text != other.text
        {
            return Err(not_its_own(&other.path));
        }
    }
    Ok(files.into_values().collect())
}

fn not_its_own(path: &str) -> Error {
    Error::BadSetting {
        key: "path".to_owned(),
        expected: "another one for each feed, and for each page of its archive",
        found: format!("`{path}` twice"),
    }
}

/// One feed, and its articles in order.
struct Selected<'a> {
    plan: &'a Plan,
    path: String,
    /// The value of the field that the feed is for.
    value: Option<String>,
    pages: Vec<Arc<Page>>,
}

/// Articles as feeds have them, by their page.
type Rendered<'a> = HashMap<&'a Path, Article>;

/// Renders each page that is in a feed, once.
fn render<'a>(
    settings: &Settings,
    feeds: &'a [Selected<'_>],
    options: &GenerateOptions,
    tell: &mut dyn FnMut(Event<'_>),
) -> Rendered<'a> {
    if options.profile == Profile::Lossless {
        return Rendered::new();
    }
    let mut wanted: HashMap<&Path, (&Arc<Page>, bool)> = HashMap::new();
    for feed in feeds {
        let wants_body = feed.plan.content.unwrap_or_default() == Content::Full;
        for page in &feed.pages {
            wanted.entry(&page.path).or_insert((page, false)).1 |= wants_body;
        }
    }
    let mut wanted: Vec<_> = wanted.into_values().collect();
    wanted.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    tell(Event::Selected(wanted.len()));
    let mut articles = Rendered::new();
    for chunk in wanted.chunks(CHUNK) {
        let rendered: Vec<_> = chunk
            .par_iter()
            .map(|(page, wants_body)| {
                let mut warnings = Vec::new();
                let article = body::rendered(page, settings, *wants_body, &mut warnings);
                (article, warnings)
            })
            .collect();
        tell(Event::Rendered(chunk.len()));
        for ((page, _), (article, warnings)) in chunk.iter().zip(rendered) {
            for warning in &warnings {
                tell(Event::Warning(&page.path, warning));
            }
            articles.insert(&page.path, article);
        }
    }
    articles
}

/// Returns a feed's file, and those beside it.
fn written(
    selected: &Selected<'_>,
    settings: &Settings,
    options: &GenerateOptions,
    rendered: &Rendered<'_>,
) -> Result<Vec<Output>> {
    let plan = selected.plan;
    let content = plan.content.unwrap_or_default();
    let articles: Vec<Article> = selected
        .pages
        .par_iter()
        .map(|page| match rendered.get(page.path.as_path()) {
            Some(article) => content.of(article),
            None => page.article.clone(),
        })
        .collect();
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
            articles: feed.articles.len(),
            text: formats::write_owned(plan.format_name(), feed, &write_options)?,
            path,
        });
    }
    if plan.stylesheet {
        outputs.push(Output {
            path: beside(&selected.path, stylesheet::NAME),
            text: stylesheet::TEXT.to_owned(),
            articles: 0,
        });
    }
    Ok(outputs)
}

/// Returns what a feed says of itself.
fn described(selected: &Selected<'_>, settings: &Settings) -> Feed {
    let plan = selected.plan;
    let mut feed = merged(&settings.feed, &plan.feed);
    feed.articles.clear();
    let base = settings.base_url.as_ref();
    feed.link = feed.link.or_else(|| base.map(ToString::to_string));
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
