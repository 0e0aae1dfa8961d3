//! Shards: each host belongs to one of them, so that several machines part a list between them.

use ::url::Url;
use ring::digest;

use crate::error::{Error, Result};

/// One of several parts of all hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 0.
    index: u64,
    /// Of how many.
    count: u64,
}

impl Shard {
    /// Reads `I/N`: part `I`, from 0, of `N`.
    ///
    /// # Errors
    ///
    /// Fails unless `I` is a number below `N`.
    pub fn parse(text: &str) -> Result<Self> {
        let numbers = text.split_once('/').and_then(|(index, count)| {
            let (index, count) = (index.trim().parse().ok()?, count.trim().parse().ok()?);
            (index < count).then_some(Self { index, count })
        });
        numbers.ok_or_else(|| Error::BadSetting {
            key: "shard".to_owned(),
            expected: "a part from 0 and their number, such as 0/4",
            found: format!("`{text}`"),
        })
    }

    /// Returns whether the host of an address is in this part: the first 8 bytes of the SHA-256 of its name, as a number with
    /// the highest byte first, leave the part when divided by the number of parts.
    ///
    /// ```
    /// use feedmatter::fetch::Shard;
    ///
    /// let parts = [Shard::parse("0/2")?, Shard::parse("1/2")?];
    /// assert_eq!(parts.map(|part| part.holds("https://example.com/feed")), [false, true]);
    /// # Ok::<(), feedmatter::Error>(())
    /// ```
    pub fn holds(&self, url: &str) -> bool {
        let url = Url::parse(url).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let hash = digest::digest(&digest::SHA256, host.as_bytes());
        let first = hash.as_ref().first_chunk().copied().unwrap_or_default();
        u64::from_be_bytes(first) % self.count == self.index
    }

    /// Returns what tells its state from that of the others.
    pub fn name(&self) -> String {
        format!("{}-of-{}", self.index, self.count)
    }
}
