//! [`Provider`]: who published an article, and the people behind it.

use super::record::fields;
use super::{Extra, Image};

/// Who published an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provider {
    /// Its name, plain text.
    pub name: Option<String>,
    /// Its host, without `www.`.
    pub domain: Option<String>,
    /// Its logos. URLs may be relative to the site.
    pub images: Vec<Image>,
    /// Who wrote the article.
    pub authors: Vec<Person>,
    /// Further publishers.
    pub publishers: Vec<Person>,
    /// Fields that we do not know.
    pub extra: Extra,
}

fields! { Provider, "a map with `name`":
    "name" => name,
    "domain" => domain,
    "images" => images,
    "authors" => authors,
    "publishers" => publishers,
}

/// A person, or an organisation that acts as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The name, plain text.
    pub name: Option<String>,
    /// A page about the person.
    pub url: Option<String>,
    /// An e-mail address. Private.
    pub email: Option<String>,
    /// Fields that we do not know.
    pub extra: Extra,
}

fields! { Person, "a map with `name`":
    "name" => name,
    "url" => url,
    "email" => email,
}

impl Person {
    /// The field for the address of a picture, which the model does not know and several formats have.
    pub(crate) const AVATAR: &'static str = "avatar";

    /// Makes a person of whom only the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            ..Self::default()
        }
    }
}
