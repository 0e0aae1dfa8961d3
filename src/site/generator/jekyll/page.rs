//! Pages of Jekyll that are no documents of a collection: they are in no feed, and links lead to them.

use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::Settings;

/// Returns the [address of a page](https://github.com/jekyll/jekyll/blob/v4.4.1/lib/jekyll/page.rb), relative to that of the site.
pub(super) fn address(page: &Page, settings: &Settings) -> Result<String, Unresolved> {
    let place = &page.place;
    let pattern = match (&page.permalink, settings.permalink.as_deref()) {
        (Some(own), _) => own,
        (None, _) if place.stem == "index" => "/:path/",
        (None, None | Some("date" | "ordinal" | "none")) => "/:path/:basename:output_ext",
        (None, Some("pretty")) => "/:path/:basename/",
        // It takes over how the pattern ends.
        (None, Some(style)) if style.ends_with('/') => "/:path/:basename/",
        (None, Some(style)) if style.ends_with(":output_ext") => "/:path/:basename:output_ext",
        (None, Some(_)) => "/:path/:basename",
    };
    permalink::expand(pattern, None, &|token| {
        Some(match token {
            "path" => place.folders.join("/"),
            "basename" => place.name.clone(),
            "output_ext" => ".html".to_owned(),
            _ => return None,
        })
    })
}
