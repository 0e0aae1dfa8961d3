//! What we wrote of an entry, field by field: enough to tell the hand of the user from ours, and not a byte more.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::counter;
use crate::front_matter::{Syntax, edit, in_yaml};
use crate::model::RESERVED;

/// What stands for the body among the keys of fields: no key, since it could not be read.
pub(super) const BODY: &str = "\"";

/// What stands likewise for the language of front matter that is not in YAML.
const LANGUAGE: &str = "\"\"";

/// What hashes in files begin with: the way in which they are made. A letter, so that YAML takes none for a number.
const VERSION: &str = "v1-";

/// The field of front matter that says which entry a file holds, and the maps in which it stands for some generators.
pub(super) const SOURCE: &str = "feed";
pub(super) const NESTS: [&str; 2] = ["extra", "params"];

/// What stands before the hash there.
const HASH: &str = " hash: v1-";

/// Bytes of a key's hash, and of that of a field.
const KEY: usize = 4;
const FIELD: usize = 8;

/// In how many fields a file and its entry may differ to find out who has changed which.
const MAX_DIFFERENCES: usize = 10;

/// The hashes of keys and fields, in their order, as the state keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<u8>);

impl Fields {
    /// Returns those of a text that we wrote. Those of another text are others.
    pub(super) fn of(text: &str) -> Self {
        let yaml = in_yaml(text);
        let (fields, body) = edit::written(&yaml);
        let mut bytes = Vec::with_capacity((fields.len() + 2) * (KEY + FIELD));
        let fields = fields.into_iter().map(|field| (edit::key(field), field));
        // Its first character tells it.
        let language = matches!(yaml, Cow::Owned(_)).then(|| (LANGUAGE, &text[..1]));
        for (key, field) in fields.chain([(BODY, body)]).chain(language) {
            bytes.extend(hash_of_key(key));
            bytes.extend(hash_of(key, field));
        }
        Self(bytes)
    }

    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Returns whether anybody knows them: every text has at least a body.
    pub(super) fn are_known(&self) -> bool {
        !self.0.is_empty()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns one hash for all of them, as files name it.
    pub(super) fn hash(&self) -> String {
        let mut hasher = SipHasher13::new();
        hasher.write(&self.0);
        format!("{VERSION}{:032x}", hasher.finish128().as_u128())
    }

    /// Returns the fields by their keys.
    pub(super) fn by_key(&self) -> ByKey {
        let fields = self.pairs();
        ByKey(
            fields
                .map(|(key, field)| (key.to_owned(), field.to_owned()))
                .collect(),
        )
    }

    /// Returns the hash of a field.
    pub(super) fn field(&self, key: &str) -> Option<&[u8]> {
        let wanted = hash_of_key(key);
        let mut pairs = self.pairs();
        pairs
            .find(|(key, _)| *key == wanted)
            .map(|(_, field)| field)
    }

    pub(super) fn has_body(&self) -> bool {
        self.field(BODY).is_some_and(|body| body != hash(""))
    }

    /// Returns the hashes of all but some fields.
    pub(super) fn without(&self, keys: &[&str]) -> Vec<u8> {
        let left_out: Vec<[u8; KEY]> = keys.iter().map(|key| hash_of_key(key)).collect();
        self.pairs()
            .filter(|(key, _)| left_out.iter().all(|other| key != other))
            .flat_map(|(key, field)| [key, field].concat())
            .collect()
    }

    /// Returns those of the text that became this one by the hand of the user, and that one in the feed, as long as no field has
    /// been changed on both sides: `is_it` knows them.
    pub(super) fn between(own: &Self, new: &Self, is_it: impl Fn(&Self) -> bool) -> Option<Self> {
        if let Some(unchanged) = [own, new].into_iter().find(|fields| is_it(fields)) {
            return Some(unchanged.clone());
        }
        let rows = side_by_side(own, new);
        let differ = rows.iter().filter(|[own, new]| own != new).count();
        let choices = 1u32 << differ.min(MAX_DIFFERENCES);
        (0..choices).find_map(|mut choice| {
            let mut bytes = Vec::with_capacity(own.0.len().max(new.0.len()));
            for [own, new] in &rows {
                let mut pair = own;
                if own != new {
                    pair = if choice & 1 == 0 { own } else { new };
                    choice >>= 1;
                }
                bytes.extend_from_slice(pair);
            }
            Some(Self(bytes)).filter(&is_it)
        })
    }

    /// Returns the same, but a field as it is in another.
    pub(super) fn with(&self, key: &str, other: &Self) -> Self {
        let mut fields = self.clone();
        let wanted = hash_of_key(key);
        let mut pairs = fields.0.chunks_exact_mut(KEY + FIELD);
        if let Some(own) = pairs.find(|bytes| bytes[..KEY] == wanted)
            && let Some(field) = other.field(key)
        {
            own[KEY..].copy_from_slice(field);
        }
        fields
    }

    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let pairs = self.0.chunks_exact(KEY + FIELD);
        pairs.map(|bytes| bytes.split_at(KEY))
    }
}

/// Returns fields of two texts by their keys, in their order; nothing where one text has none.
fn side_by_side<'a>(own: &'a Fields, new: &'a Fields) -> Vec<[&'a [u8]; 2]> {
    let [owns, news] = [own, new].map(|fields| fields.0.chunks_exact(KEY + FIELD));
    let has = |fields: &Fields, pair: &[u8]| fields.pairs().any(|(key, _)| *key == pair[..KEY]);
    let mut rows = Vec::new();
    let mut owns = owns.peekable();
    for pair in news {
        while let Some(one) = owns.next_if(|one| !has(new, one)) {
            rows.push([one, &[]]);
        }
        let one = owns.next_if(|one| one[..KEY] == pair[..KEY]);
        rows.push([one.unwrap_or_default(), pair]);
    }
    rows.extend(owns.map(|one| [one, &[][..]]));
    rows
}

/// Fields by the hashes of their keys.
pub(super) struct ByKey(HashMap<Vec<u8>, Vec<u8>>);

impl ByKey {
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(&hash_of_key(key)[..])
    }

    /// Returns whether a field, or the body, is this one.
    pub(super) fn is(&self, key: &str, field: &str) -> bool {
        let own = self.0.get(&hash_of_key(key)[..]);
        own.is_some_and(|own| own[..] == hash_of(key, field))
    }
}

/// Returns whether two spellings of a field say the same of the entry, but for counters.
pub(super) fn are_alike(key: &str, one: &str, other: &str) -> bool {
    hash_of(key, one) == hash_of(key, other) || key == RESERVED && counter::are_alike(one, other)
}

/// Returns whether two texts that we wrote say the same, but for counters.
pub(super) fn are_texts_alike(one: &str, other: &str) -> bool {
    let [first, second] = [one, other].map(in_yaml);
    let [(own, body), (others, other_body)] = [&first, &second].map(|text| edit::written(text));
    let is_alike = |(own, other): (&&str, &&str)| {
        let key = edit::key(own);
        key == edit::key(other) && are_alike(key, own, other)
    };
    body == other_body
        && own.len() == others.len()
        && own.iter().zip(&others).all(is_alike)
        && Syntax::of(one) == Syntax::of(other)
}

fn hash_of_key(key: &str) -> [u8; KEY] {
    let [a, b, c, d, ..] = hash(key);
    [a, b, c, d]
}

/// Returns the hash of a field, or of the body. The hash that stands in the file does not count.
fn hash_of(key: &str, text: &str) -> [u8; FIELD] {
    let may_hold = key == SOURCE || NESTS.contains(&key);
    let own = may_hold.then(|| own_hash(text)).flatten();
    let (before, behind) = own.unwrap_or((text, ""));
    let mut hasher = SipHasher13::new();
    hasher.write(before.as_bytes());
    hasher.write(behind.as_bytes());
    hasher.finish128().h1.to_le_bytes()
}

/// Returns what stands before the hash of a file, and what behind: it is the last that begins a line, since what a feed says
/// stands above.
fn own_hash(field: &str) -> Option<(&str, &str)> {
    let mut starts = field.rmatch_indices(HASH).map(|(start, _)| start);
    let start = starts.find(|start| field[..*start].trim_end_matches(' ').ends_with('\n'))?;
    let (before, hash) = field.split_at(start);
    let behind = hash.split_once('\n').map_or("", |(_, behind)| behind);
    Some((before, behind))
}

/// Returns the hash of a file as it stands in its field.
pub(super) fn word(field: &str) -> Option<&str> {
    let (before, _) = own_hash(field)?;
    let hash = field[before.len()..].lines().next()?;
    hash.rsplit(' ').next()
}

/// A hash that is the same on every machine and in every version.
fn hash(text: &str) -> [u8; FIELD] {
    hash_of("", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_that_stands_in_a_file_alone_does_not_count() {
        for (one, other, are_alike) in [
            ("feed:\n  hash: v1-0\n", "feed:\n  hash: v1-1\n", true),
            (
                "extra:\n  feed:\n    hash: v1-0\n",
                "extra:\n  feed:\n    hash: v1-1\n",
                true,
            ),
            (
                "feed:\n  a: \"b hash: v1-0 c\"\n  hash: v1-0\n",
                "feed:\n  a: \"b hash: v1-0 d\"\n  hash: v1-0\n",
                false,
            ),
            (
                "feed: \"a hash: v1-0 b\"\n",
                "feed: \"a hash: v1-0 c\"\n",
                false,
            ),
            (
                "excerpt: \"a hash: v1-0 b\"\n",
                "excerpt: \"a hash: v1-0 c\"\n",
                false,
            ),
            (
                "title: a\n---\n\nA hash: v1-0 b\n",
                "title: a\n---\n\nA hash: v1-0 c\n",
                false,
            ),
            (
                "title: a\n---\n\n hash: v1-0 b\n",
                "title: a\n---\n\n hash: v1-0 c\n",
                false,
            ),
        ] {
            let [first, second] = [one, other].map(|text| Fields::of(&format!("---\n{text}---\n")));
            assert_eq!(first == second, are_alike, "{one}");
        }
    }
}
