//! From the files of a site to the pages that its feeds have, read once whatever the number of feeds.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::admission::Admission;
use super::find::Found;
use super::generate::{CHUNK, Event, GenerateOptions, TOGETHER};
use super::generator::COMPUTED_DATE;
use super::groups::{Doubles, Groups, Newest, words_of};
use super::page::Page;
use super::plan::{DEFAULT_LIMIT, Limit, Plan, merged};
use super::settings::Settings;
use crate::error::{Error, Result, Warning};
use crate::mapping::Profile;
use crate::model::{Article, Condition, Record, words};

/// What articles say to the conditions of a feed.
#[derive(Clone, Default)]
struct Answer {
    /// Whether one meets them.
    is_met: bool,
    /// Under which other field one has the value that is asked for.
    elsewhere: Option<String>,
}

impl Answer {
    /// Looks for that field, as long as nobody knows it and no article meets the conditions.
    fn look_elsewhere(&mut self, page: &Page, plan: &Plan, settings: &Settings) {
        if self.is_met || self.elsewhere.is_some() || plan.conditions.is_empty() {
            return;
        }
        let fields = page.article.to_map();
        self.elsewhere = plan.conditions.iter().find_map(|condition| {
            let field = condition.field_in(&fields)?;
            let is_other = field != settings.field(condition.field());
            is_other.then(|| format!("; `{}` is under `{field}`", condition.value()))
        });
    }
}

/// Reads all files, and keeps what the feeds have of them.
pub(super) fn select(
    settings: &Settings,
    plans: &[Plan],
    options: &GenerateOptions,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Groups>> {
    let Found { files, failures } = settings.files();
    for (path, source) in failures {
        tell(Event::Failure(&path, &Error::io("read")(source)));
    }
    for (path, found) in settings.named_without_article(&files) {
        tell(Event::Failure(path, &Error::NotContent { found }));
    }
    tell(Event::Found(files.len()));
    if !files.is_empty() && plans.iter().any(|plan| is_untitled(plan, settings)) {
        if let Some((path, warning)) = &settings.title_doubt {
            tell(Event::Warning(path, warning));
        }
        let has_no_base = files.par_iter().enumerate().any(|(number, file)| {
            let (page, _) = read((number, file), settings, options);
            matches!(page, Err(Error::NoBaseUrl))
        });
        return Err(if has_no_base {
            Error::NoTitleNorBaseUrl
        } else {
            Error::NoTitle
        });
    }
    for (path, warning) in settings.doubts.iter().chain(&settings.unread) {
        tell(Event::Warning(path, warning));
    }
    let mut doubles = Doubles::default();
    let contents: Vec<_> = plans
        .iter()
        .map(|plan| plan.content.unwrap_or(settings.content))
        .collect();
    let (mut dated, mut undated, mut left_out) = (0, 0, 0);
    let mut selections: Vec<Groups> = plans.iter().map(|_| Groups::new()).collect();
    let mut answers = vec![Answer::default(); plans.len()];
    for (first, chunk) in (0..).step_by(CHUNK).zip(files.chunks(CHUNK)) {
        let pages: Vec<_> = chunk
            .par_iter()
            .with_max_len(TOGETHER)
            .enumerate()
            .map(|(index, file)| {
                let (mut page, warnings) = read((first + index, file), settings, options);
                let hash = match &mut page {
                    Ok(Some(page)) if !page.is_undated => {
                        if !contents.iter().any(|content| content.needs_body(page)) {
                            page.body = None;
                        }
                        doubles.hash(page)
                    }
                    _ => 0,
                };
                (page.map(|page| page.map(Arc::new)), warnings, hash)
            })
            .collect();
        tell(Event::Read(chunk.len()));
        for (path, (page, warnings, hash)) in chunk.iter().zip(pages) {
            let page = match page {
                Ok(Some(page)) => page,
                Ok(None) => {
                    left_out += 1;
                    continue;
                }
                Err(error @ Error::NoBaseUrl) => return Err(error),
                Err(error) => {
                    tell(Event::Failure(path, &error));
                    continue;
                }
            };
            if let Some(word) = &page.computed_date {
                let message = format!("expected a date, found `{word}`: {COMPUTED_DATE}");
                tell(Event::Warning(path, &Warning::new(message)));
            }
            if page.is_undated {
                undated += 1;
                continue;
            }
            dated += 1;
            for warning in &warnings {
                tell(Event::Warning(path, warning));
            }
            if let Some(double) = doubles.of(hash, page.number) {
                let message = format!(
                    "left out, since `{}` has the same address",
                    files[double].display()
                );
                tell(Event::Warning(path, &Warning::new(message)));
                continue;
            }
            for ((plan, groups), answer) in plans.iter().zip(&mut selections).zip(&mut answers) {
                answer.is_met |= admit(&page, plan, settings, groups);
                answer.look_elsewhere(&page, plan, settings);
            }
        }
    }
    if dated == 0
        && let Some(message) = none_counts(undated, left_out)
    {
        tell(Event::Warning(settings.root(), &Warning::new(message)));
    }
    for ((plan, groups), answer) in plans.iter().zip(&mut selections).zip(answers) {
        if let Some(message) = missed(plan, groups, answer) {
            tell(Event::Warning(
                Path::new(&plan.path),
                &Warning::new(message),
            ));
        }
        // A feed without articles is one, too.
        if plan.field().is_none() {
            groups
                .entry(String::new())
                .or_insert_with(|| (String::new(), Newest::new(None)));
        }
    }
    Ok(selections)
}

fn is_untitled(plan: &Plan, settings: &Settings) -> bool {
    let feed = settings.feed_in(plan.feed.language.as_deref());
    merged(&feed, &plan.feed).title.is_none()
}

const LEFT_OUT: &str = "drafts, those of the future, expired and unlisted ones are left out";

/// Says why no article counts, of so many without a date, and so many that are left out for something else.
fn none_counts(undated: usize, left_out: usize) -> Option<String> {
    match (undated, left_out) {
        (0, 0) => None,
        (_, 0) => Some("no article has a date; name the key of `publishedDateTime` under `fields` in `feedmatter.yml`".to_owned()),
        (_, 1) if undated == 0 => Some(format!("the only article is not to be seen: {LEFT_OUT}")),
        (_, _) => {
            let count = undated + left_out;
            Some(format!("none of {count} articles is to be seen: {LEFT_OUT}"))
        }
    }
}

/// Says that a feed asks for what no article has: most likely, for a field by another name.
fn missed(plan: &Plan, groups: &Groups, answer: Answer) -> Option<String> {
    let has_conditions = !plan.conditions.is_empty();
    match plan.field() {
        _ if !groups.is_empty() => None,
        _ if has_conditions && !answer.is_met => Some(format!(
            "no article meets the conditions of this feed{}",
            answer.elsewhere.unwrap_or_default()
        )),
        Some(field) if has_conditions => Some(format!(
            "no article that meets the conditions of this feed has `{field}`"
        )),
        Some(field) => Some(format!("no article has `{field}`")),
        None => None,
    }
}

fn read(
    (number, path): (usize, &Path),
    settings: &Settings,
    options: &GenerateOptions,
) -> (Result<Option<Page>>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let admission = Admission {
        now: options.now,
        future: options.future,
        drafts: options.drafts,
        everything: options.profile == Profile::Lossless,
    };
    let page = match settings.place(path) {
        Some(place) => Page::read((number, path), place, settings, admission, &mut warnings),
        None => Ok(None),
    };
    (page, warnings)
}

/// Puts a page into the groups of a plan that it belongs to. Returns whether it meets the conditions.
fn admit(page: &Arc<Page>, plan: &Plan, settings: &Settings, groups: &mut Groups) -> bool {
    if !is_in_language(page, plan, settings)
        || !meets_all(&page.article, &plan.conditions, settings)
    {
        return false;
    }
    let mut put = |key: String, value: String| {
        let (_, newest) = groups
            .entry(key)
            .or_insert_with(|| (value, Newest::new(capacity(plan, settings))));
        newest.push(page);
    };
    let Some(field) = plan.field() else {
        put(String::new(), String::new());
        return true;
    };
    let mut seen = HashSet::new();
    for value in words(&page.article.to_map(), &settings.field(field)) {
        let key = words_of(&value);
        if !key.is_empty() && seen.insert(key.clone()) {
            put(key, value);
        }
    }
    true
}

/// Returns whether an article meets all conditions.
fn meets_all(article: &Article, conditions: &[Condition], settings: &Settings) -> bool {
    conditions.is_empty() || {
        let fields = article.to_map();
        conditions
            .iter()
            .all(|condition| condition.is_met(&fields, &settings.field(condition.field())))
    }
}

/// Returns whether a page is in the language of its feed: on a site of one language, it is.
fn is_in_language(page: &Page, plan: &Plan, settings: &Settings) -> bool {
    let default = settings.default_language.as_deref();
    let Some(language) = page.place.language.as_deref().or(default) else {
        return true;
    };
    let tag = plan.feed.language.as_deref();
    let own = tag.and_then(|tag| settings.language_of(tag)).or(default);
    settings.languages.is_empty() || own.is_none_or(|own| own.eq_ignore_ascii_case(language))
}

/// Returns how many pages are kept for a feed: all of them if older ones go to an archive.
fn capacity(plan: &Plan, settings: &Settings) -> Option<usize> {
    limit(plan, settings).filter(|_| !plan.archive)
}

/// Returns how many articles a feed has at most.
pub(super) fn limit(plan: &Plan, settings: &Settings) -> Option<usize> {
    let of_site = || settings.limit;
    match Some(plan.limit)
        .filter(|limit| *limit != Limit::Default)
        .unwrap_or_else(of_site)
    {
        Limit::Default => Some(DEFAULT_LIMIT),
        Limit::Newest(limit) => Some(limit),
        Limit::All => None,
    }
}
