//! [`FetchOptions`]: how feeds are fetched.

use std::collections::HashSet;
use std::hash::Hasher;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use siphasher::sip::SipHasher13;

use super::Guard;
use crate::folder::FileTemplate;
use crate::formats::BodyForm;
use crate::front_matter::{Dialect, Syntax, WriteOptions};

/// Where the state is, below the output folder.
const STATE: &str = ".feedmatter/state.db";

/// How feeds are fetched: [as usual](FetchOptions::new), but for what is said otherwise.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// The folder that the files go to.
    pub output: PathBuf,
    /// The file that says what is known of feeds.
    pub state: PathBuf,
    /// How long to wait for another run that holds the state.
    pub wait: Duration,
    /// Whether feeds are asked that are still fresh, that failed lately, or that are gone. Servers that want to be left alone
    /// are not.
    pub force: bool,
    /// Whether nothing is to be written, but only told.
    pub is_trial: bool,
    /// Whether files are on the disk, and not only on their way there, before they count as written.
    pub is_durable: bool,
    /// Whether what is known of entries is to be taken from their files, in the place of a state that is lost or broken.
    pub rebuilds_state: bool,
    /// Whether the archives of a feed are fetched, too ([RFC 5005](https://www.rfc-editor.org/rfc/rfc5005)).
    pub has_history: bool,
    /// The site generator whose key names the files have.
    pub dialect: &'static Dialect,
    /// The language of front matter in new files.
    pub syntax: Syntax,
    /// What bodies become, if they do not stay as they are.
    pub body: Option<BodyForm>,
    /// How files are called.
    pub file_template: FileTemplate,
    /// Older entries do not count.
    pub since: Option<DateTime<Utc>>,
    /// How many entries of a feed count, the first ones.
    pub limit: Option<usize>,
    /// Requests at a time, at least one.
    pub jobs: usize,
    /// Requests at a time to one host, at least one.
    pub per_host: usize,
    /// How long one request may take, its body included.
    pub timeout: Duration,
    /// The largest document, in bytes, decoded.
    pub max_size: usize,
    /// How long a feed is left alone at least.
    pub min_interval: Duration,
    /// What is said of the user behind our own name.
    pub user_agent: Option<String>,
    /// Headers of the user's own: names and values.
    pub headers: Vec<(String, String)>,
    /// The addresses, as they are listed, of feeds that get none of these headers: a stranger lists them.
    pub strangers: HashSet<String>,
    /// What may be asked besides the public internet.
    pub guard: Guard,
}

impl FetchOptions {
    /// Returns how feeds are usually fetched into a folder: all of their entries, to files with our own key names in YAML, and
    /// with manners that no host minds. The state is in `.feedmatter/state.db` below the folder.
    pub fn new(output: impl Into<PathBuf>) -> Self {
        let output = output.into();
        Self {
            state: output.join(STATE),
            output,
            wait: Duration::ZERO,
            force: false,
            is_trial: false,
            is_durable: false,
            rebuilds_state: false,
            has_history: false,
            dialect: Dialect::article(),
            syntax: Syntax::default(),
            body: None,
            file_template: FileTemplate::default(),
            since: None,
            limit: None,
            jobs: 32,
            per_host: 2,
            timeout: Duration::from_secs(20),
            max_size: 8 << 20,
            min_interval: Duration::from_secs(300),
            user_agent: None,
            headers: Vec::new(),
            strangers: HashSet::new(),
            guard: Guard::default(),
        }
    }

    /// Returns what tells whether feeds are asked as before, which may matter to one that failed. It is no header itself, as
    /// that may hold a secret.
    pub(super) fn manner(&self, is_of_stranger: bool) -> i64 {
        let headers = (!is_of_stranger).then_some(&self.headers);
        let said = format!("{:?}", (self.timeout, &self.user_agent, headers));
        let mut hasher = SipHasher13::new();
        hasher.write(said.as_bytes());
        hasher.finish().cast_signed()
    }

    /// Returns how front matter is written.
    pub fn front_matter(&self) -> WriteOptions<'static> {
        WriteOptions {
            dialect: self.dialect,
            syntax: self.syntax,
        }
    }
}
