//! The address of a site, which others are relative to.

use ::url::Url;

use super::settings::Settings;

impl Settings {
    /// Sets the address of the site, of a host and a path; a relative one says nothing.
    pub(super) fn set_base_url(&mut self, address: &str, path: &str) {
        let whole = format!(
            "{}/{}",
            address.trim_end_matches('/'),
            path.trim_matches('/')
        );
        self.base_url = base_url(&whole).or_else(|| self.base_url.take());
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
