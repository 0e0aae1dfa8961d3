//! The address of a site, below which those of its pages are.

use ::url::Url;

use super::settings::Settings;
use crate::error::Warning;

impl Settings {
    /// Returns the address of the site, if it is known.
    pub fn base_url(&self) -> Option<&Url> {
        self.base_url.as_ref()
    }

    /// Returns the address of the site in a language.
    pub(super) fn base_url_in(&self, language: Option<&str>) -> Option<&Url> {
        let mut own = self.base_urls.iter();
        let own = own.find(|(of, _)| Some(of.as_str()) == language);
        own.map(|(_, address)| address).or(self.base_url.as_ref())
    }

    /// Sets the address of the site, whatever it says itself.
    pub fn set_address(&mut self, address: Url) {
        self.doubts.clear();
        self.base_urls.clear();
        self.base_url = Some(address);
    }

    /// Sets the address of the site, of a host and a path; a relative one says nothing.
    pub(super) fn set_base_url(&mut self, address: &str, path: &str) {
        let whole = format!(
            "{}/{}",
            address.trim_end_matches('/'),
            path.trim_matches('/')
        );
        match (base_url(&whole), &self.configuration) {
            (Some(url), _) => self.base_url = Some(url),
            (None, Some(path)) if !address.is_empty() && !address.starts_with('/') => {
                let message = format!(
                    "expected the address of the site to be one such as `https://example.com/`, found `{address}`"
                );
                self.doubts.push((path.clone(), Warning::new(message)));
            }
            (None, _) => {}
        }
    }
}

/// Returns an address of the Web with a slash at its end.
pub fn base_url(address: &str) -> Option<Url> {
    let address = format!("{}/", address.trim().trim_end_matches('/'));
    let mut url = Url::parse(&address)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    url.set_query(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url)
}
