//! What is wrong with an article, a feed or a list of feeds, where, and how to mend it.
//!
//! ```
//! use feedmatter::check::{CheckOptions, Checker};
//!
//! let mut checker = Checker::new(CheckOptions::default());
//! let findings = checker.check("a.md", b"---\ntitle: Hello\npublishedDateTime: 2021-02-30\nid: 1a\n---\n");
//! assert_eq!(findings[0].code, "impossible-date");
//! assert_eq!(findings[0].position.map(|position| position.to_string()).as_deref(), Some("3:20"));
//! assert_eq!(findings[0].help.as_deref(), Some("February 2021 has 28 days"));
//! ```
//!
//! The readers say what is valid; this finds the places, tells apart what they tell in one word, and looks for what they can
//! read and others cannot.

// A rule is a row of a table: of a value in `value.rs`, of a mistake in YAML in `front_matter/cause`, of an article in
// `front_matter/rules.rs`, of a format in its file below `feed`.

mod date;
mod encoding;
mod feed;
mod finding;
mod front_matter;
mod outline;
mod refusal;
mod settings;
mod spelling;
mod value;

pub use self::finding::{Excerpt, Finding, Severity};
pub(crate) use self::settings::unread_of;

use std::collections::HashMap;
use std::path::Path;

use chrono::{DateTime, Utc};

use self::finding::{Fault, Findings};
use self::refusal::refused;
use crate::error::{Error, Matter, Result};
use crate::folder::has_ending;
use crate::formats::{self, Kind, ReadOptions, identity};
use crate::front_matter::{Dialect, Syntax, normalise, syntax_of};
use crate::json;
use crate::json::outline::end as outline_end;
use crate::site::{Membership, is_own_settings};
use crate::sources;
use crate::text::start_of;

/// How to check.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The key names of the articles; found out for each file if there are none.
    pub dialect: Option<&'static Dialect>,
    /// What is published later than this is of the future.
    pub now: Option<DateTime<Utc>>,
    /// How documents are read.
    pub read: ReadOptions,
}

/// Checks documents, one after the other, and knows the identities of those before.
#[derive(Debug, Default)]
pub struct Checker {
    options: CheckOptions,
    seen: Seen,
}

impl Checker {
    /// Makes a checker that has seen nothing yet.
    pub fn new(options: CheckOptions) -> Self {
        Self {
            options,
            seen: Seen::new(),
        }
    }

    /// Returns what is wrong with a document, in its order. The name is that of its file.
    pub fn check(&mut self, name: &str, bytes: &[u8]) -> Vec<Finding> {
        self.check_in(None, name, bytes)
    }

    /// Does the same for a file of which its site says something.
    pub fn check_in(
        &mut self,
        membership: Option<&Membership>,
        name: &str,
        bytes: &[u8],
    ) -> Vec<Finding> {
        match formats::text_of(bytes, &self.options.read) {
            Ok((text, warnings)) => {
                let text = normalise(&text);
                if text.starts_with("---\r") && !text.contains('\n') {
                    let mut findings = Findings::new(&text);
                    findings.add(3..4, encoding::old_line_ends());
                    return findings.into_sorted();
                }
                let mut findings = Findings::new(&text);
                let kind = formats::kind_of(&text, &self.options.read);
                match kind {
                    Ok(Kind::FrontMatter) => encoding::check_article(bytes, &text, &mut findings),
                    _ => encoding::check_marks(bytes, &mut findings),
                }
                let is_mislabelled = encoding::check(bytes, &text, &mut findings);
                for warning in warnings {
                    if is_mislabelled && warning.matter == Matter::Mislabelled {
                        continue;
                    }
                    let fault = Fault::error("not-utf-8", warning.message);
                    findings.add_at(warning.position, fault.with_help("save the file as UTF-8"));
                }
                self.check_text(membership, name, &text, kind, &mut findings);
                findings.into_sorted()
            }
            Err(error) => {
                let text = String::from_utf8_lossy(bytes);
                let mut findings = Findings::new(&text);
                refused(&error, &mut findings);
                findings.into_sorted()
            }
        }
    }

    fn check_text<'a>(
        &mut self,
        membership: Option<&Membership>,
        name: &str,
        text: &'a str,
        kind: Result<Kind>,
        findings: &mut Findings<'a>,
    ) {
        if is_own_settings(Path::new(name)) {
            return settings::check(text, findings);
        }
        let read = &self.options.read;
        let kind = match kind {
            // Any line may be broken, the first ones too.
            Err(error) => formats::lines_of_file(name, text)
                .map(Kind::Feed)
                .ok_or(error),
            kind => kind,
        };
        let is_wanted = self.options.dialect.is_some()
            || membership.is_some_and(|membership| membership.is_article);
        let is_article_in_json = || {
            syntax_of(text) == Some(Syntax::Json)
                && !name.ends_with(".json")
                && (is_wanted || Syntax::Json.read(text, 0, &mut Vec::new()).is_err())
        };
        if membership.is_some_and(|site| site.header(text).is_some()) {
            return self.check_article(membership, name, text, findings);
        }
        let object = Some(text).filter(|text| {
            let is_json = syntax_of(text) == Some(Syntax::Json);
            is_json && is_markdown(name) && !matches!(kind, Ok(Kind::FrontMatter))
        });
        if let Some(end) = object.and_then(outline_end)
            && let below = text[end..].trim_start_matches([' ', '\t'])
            && !below.trim_start().starts_with('{')
        {
            if !is_wanted && !below.starts_with("\n\n") {
                let is_read = kind.is_ok() && below.trim().is_empty();
                findings.add(end - 1..end, no_blank_line(is_read));
            }
            return self.check_article(membership, name, text, findings);
        }
        match kind {
            Ok(Kind::FrontMatter) => self.check_article(membership, name, text, findings),
            Err(_) if is_article_in_json() => self.check_article(membership, name, text, findings),
            Ok(Kind::Feed(format)) => match formats::read_feed(format, text, read) {
                Ok(document) => {
                    for error in &document.errors {
                        refused(error, findings);
                    }
                    if format.name() == formats::ndjson::NAME {
                        return self.check_lines(name, text, findings);
                    }
                    let warnings = &document.warnings;
                    feed::check(document.format, text, warnings, self.options.now, findings);
                }
                Err(error) => refused(&error, findings),
            },
            Err(_) if feed::is_list(text) => {
                match sources::read(text.as_bytes(), read, &mut Vec::new()) {
                    Ok(_) => feed::check_list(text, findings),
                    Err(error) => refused(&error, findings),
                }
            }
            Err(other) if names_json_feed(text) => {
                let parsed = json::parse(text, &read.limits, &mut Vec::new());
                refused(&parsed.err().unwrap_or(other), findings);
            }
            Err(Error::NotAnArticle { .. }) if is_of_settings(name) && settings::are_own(text) => {
                settings::check(text, findings);
            }
            Err(Error::NotAnArticle { .. }) if is_of_settings(name) => {
                let found = "settings, or a list of feeds".to_owned();
                refused(&Error::NotAnArticle { found }, findings);
            }
            Err(Error::NotAnArticle { found })
                if found == formats::PLAIN_TEXT
                    || membership.is_some_and(|membership| membership.takes_text) =>
            {
                front_matter::missing(text, membership, findings);
            }
            // Markdown may begin with a comment.
            Err(_) if is_markdown(name) && text.trim_start().starts_with("<!--") => {
                front_matter::missing(text, membership, findings);
            }
            Err(error) => refused(&error, findings),
        }
    }

    fn check_article<'a>(
        &mut self,
        membership: Option<&Membership>,
        name: &str,
        text: &'a str,
        findings: &mut Findings<'a>,
    ) {
        let dialect = self.options.dialect;
        let path = Path::new(name);
        let of_section = || Dialect::named("hugo").filter(|_| is_section(path));
        let dialect = dialect
            .or_else(|| membership?.dialect.as_ref())
            .or_else(|| Dialect::of_file(path))
            .or_else(of_section);
        let Some(read) = front_matter::check(text, dialect, membership, findings) else {
            return;
        };
        let date = read.article.published_date_time.as_ref();
        let fault = date::of_name(path, &read.dialect);
        if let Some(fault) = fault.or_else(|| date::of_post(path, &read.dialect, date)) {
            findings.add_whole(fault);
        }
        identify(&read, name, "file", &mut self.seen, findings);
    }

    /// Looks at lines of NDJSON. They may hold what stands in other files, too, but each article once.
    fn check_lines<'a>(&self, name: &str, text: &'a str, findings: &mut Findings<'a>) {
        let mut seen = Seen::new();
        for (_, line) in formats::numbered(text) {
            let line = line.trim_start_matches('\u{feff}');
            if formats::ndjson::is_item(line) {
                let start = start_of(line, text);
                feed::check_item(text, start, self.options.now, findings);
                continue;
            }
            let limits = &self.options.read.limits;
            if let Some(read) = front_matter::check_line(text, line, limits, findings) {
                identify(&read, name, "line", &mut seen, findings);
            }
        }
    }
}

/// The file and the line of each identity.
type Seen = HashMap<String, (String, usize)>;

/// Reports the identity of an article that another one has, in what holds each.
fn identify(
    read: &front_matter::Read,
    name: &str,
    holder: &str,
    seen: &mut Seen,
    findings: &mut Findings<'_>,
) {
    let article = &read.article;
    let field = ["id", "webUrl", "originalUrl"]
        .into_iter()
        .zip([&article.id, &article.web_url, &article.original_url])
        .find(|(_, value)| value.is_some());
    let (Some((field, _)), Some(id)) = (field, article.identity()) else {
        return;
    };
    let place = read.outline.value(&read.path(field)).unwrap_or(0..1);
    let line = findings.line(place.start);
    let key = identity::canonical(id);
    if let Some((other, line)) = seen.get(&key) {
        let message =
            format!("expected an identity that no other {holder} has, found `{id}` again");
        let help = format!(
            "{other}:{line} has it, too, and readers would show one of the two; give each its own"
        );
        findings.add(place, Fault::error("duplicate-id", message).with_help(help));
    } else {
        seen.insert(key, (name.to_owned(), line));
    }
}

/// Returns whether a document was meant to be an article, a feed or a list of them: a folder holds other files, too, which are
/// none of our concern.
pub(crate) fn is_meant(findings: &[Finding]) -> bool {
    const OTHERS: [&str; 5] = [
        "empty-file",
        "no-article",
        "no-feeds",
        "no-fields",
        "no-front-matter",
    ];
    !findings
        .iter()
        .any(|finding| OTHERS.contains(&finding.code))
}

/// Returns whether a file is named as those with Markdown are.
fn is_markdown(name: &str) -> bool {
    has_ending(Path::new(name), &["md", "markdown", "mdx"])
}

/// Returns whether an object was meant to be a JSON Feed, however broken.
fn names_json_feed(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("https://jsonfeed.org/version/")
}

/// Returns whether a file is named as settings are.
fn is_of_settings(name: &str) -> bool {
    has_ending(Path::new(name), &["yml", "yaml", "toml"])
}

/// Returns whether a file is about a whole section of Hugo or Zola, which has neither a date nor an id.
fn is_section(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.is_some_and(|stem| stem.split('.').next() == Some("_index"))
}

/// Says that an object is not told from other data.
fn no_blank_line(is_read: bool) -> Fault {
    let message = "expected a blank line below front matter in JSON, found none";
    let fault = match is_read {
        true => Fault::warning("no-blank-line", message),
        false => Fault::error("no-blank-line", message),
    };
    fault.with_help(
        "write one, even if no text follows; without it, nobody tells the object from other data",
    )
}
