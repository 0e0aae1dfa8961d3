//! People as feeds write them in one string.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::html;
use crate::model::Person;

/// Reads the people whom a feed names in one text, which may be HTML: several if each of them has an e-mail address.
pub(crate) fn parse_all(text: &str) -> Vec<Person> {
    let text = html::title_to_text(text);
    let people: Vec<Person> = between_commas(&text).filter_map(parse).collect();
    if people.len() > 1 && people.iter().all(|person| person.email.is_some()) {
        return people;
    }
    parse(&text).into_iter().collect()
}

/// Returns the parts of a text between its commas, but those in quotes and in brackets.
fn between_commas(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut is_quoted) = (0_usize, false);
    text.split(move |c| {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' | '<' => depth += 1,
            ')' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0 && !is_quoted
    })
}

/// Reads `mail (Name)`, `Name (mail)`, `Name <mail>`, an address or a name.
pub fn parse(text: &str) -> Option<Person> {
    let text = text.trim();
    let split = |open, close| {
        let (before, rest) = text.split_once(open)?;
        Some((before.trim(), rest.trim().strip_suffix(close)?.trim()))
    };
    let (name, email) = match (split('(', ')'), split('<', '>')) {
        (Some((email, name)), _) if is_email(email) => (name, email),
        (Some((name, email)), _) if is_email(email) => (name, email),
        (_, Some((name, email))) if is_email(email) => (name, email),
        _ if is_email(text) => ("", text),
        _ => (text, ""),
    };
    // As e-mail has names with a comma in them.
    let quoted = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    let name = quoted
        .filter(|name| !email.is_empty() && !name.contains('"'))
        .unwrap_or(name);
    let email = email.strip_prefix("mailto:").unwrap_or(email);
    // Podcast hosts say the address twice.
    let name = if name.eq_ignore_ascii_case(email) {
        ""
    } else {
        name
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let person = Person {
        name: some(name),
        email: some(email),
        ..Person::default()
    };
    (person != Person::default()).then_some(person)
}

/// Returns what is the same of two that are one: the name, or else the e-mail address.
fn key(person: &Person) -> (Option<&str>, Option<&str>) {
    match person.name.as_deref() {
        None => (None, person.email.as_deref()),
        name => (name, None),
    }
}

/// Adds those who are not there yet.
pub(crate) fn add_new(people: &mut Vec<Person>, others: Vec<Person>) {
    if others.is_empty() {
        return;
    }
    let mut known: HashSet<_, RandomState> = people.iter().map(key).collect();
    let is_new: Vec<bool> = others
        .iter()
        .map(|other| known.insert(key(other)))
        .collect();
    let others = others.into_iter().zip(is_new);
    people.extend(others.filter_map(|(other, is_new)| is_new.then_some(other)));
}

/// Names the one who has an address alone as the other one, who has a name alone; else adds those who are not there yet.
pub(crate) fn name_or_add(people: &mut Vec<Person>, others: Vec<Person>) {
    match (&mut **people, &*others) {
        ([person], [other]) if person.name.is_none() && other.email.is_none() => {
            person.name.clone_from(&other.name);
        }
        _ => add_new(people, others),
    }
}

/// Writes `mail (Name)`, the form of RSS, if there are both.
pub fn to_contact(person: &Person) -> Option<String> {
    let email = person.email.as_deref().filter(|email| is_email(email))?;
    let name = person
        .name
        .as_deref()
        .filter(|name| !name.trim().is_empty() && !name.contains(['(', ')']))?;
    Some(format!("{email} ({})", name.trim()))
}

fn is_email(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part
                .contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '@'))
    };
    text.split_once('@')
        .is_some_and(|(user, host)| is_part(user) && is_part(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_added_once() {
        let people = |texts: &[&str]| -> Vec<Person> {
            texts.iter().filter_map(|text| parse(text)).collect()
        };
        let mut all = people(&["ada@example.com (Ada)", "bob@example.com"]);
        let others = ["Ada", "Bob", "bob@example.com", "cy@example.com", "Bob"];
        add_new(&mut all, people(&others));
        let expected = [
            "ada@example.com (Ada)",
            "bob@example.com",
            "Bob",
            "cy@example.com",
        ];
        assert_eq!(all, people(&expected));
    }

    #[test]
    fn several_people_have_addresses() {
        let people = |text: &str| {
            let people = parse_all(text).into_iter();
            let people = people.map(|person| (person.name.unwrap_or_default(), person.email));
            people.map(|(name, email)| format!("{name}|{}", email.unwrap_or_default()))
        };
        for (text, expected) in [
            (
                "a@x.org (A), b@x.org (B, C)",
                &["A|a@x.org", "B, C|b@x.org"][..],
            ),
            (
                "Ann <a@x.org>, Bob <b@x.org>",
                &["Ann|a@x.org", "Bob|b@x.org"],
            ),
            ("a@x.org, b@x.org", &["|a@x.org", "|b@x.org"]),
            (
                "\"Smith, J\" <j@x.org>, \"A\" <a@x.org>",
                &["Smith, J|j@x.org", "A|a@x.org"],
            ),
            ("\"Smith, J\" <j@x.org>", &["Smith, J|j@x.org"]),
            ("Ann, Bob <b@x.org>", &["Ann, Bob|b@x.org"]),
            ("Smith, J", &["Smith, J|"]),
            ("\"A\"", &["\"A\"|"]),
            ("<span>admin</span>", &["admin|"]),
            ("T&amp;J", &["T&J|"]),
            ("", &[]),
        ] {
            assert!(people(text).eq(expected.iter().copied()), "{text}");
        }
    }

    #[test]
    fn reads_people() {
        for (text, name, email) in [
            (
                "jane@example.com (Jane Doe)",
                Some("Jane Doe"),
                Some("jane@example.com"),
            ),
            (
                "Jane Doe <jane@example.com>",
                Some("Jane Doe"),
                Some("jane@example.com"),
            ),
            ("jane@example.com", None, Some("jane@example.com")),
            (
                "jane@example.com (jane@example.com)",
                None,
                Some("jane@example.com"),
            ),
            ("Jane (Doe)", Some("Jane (Doe)"), None),
            (" Jane ", Some("Jane"), None),
        ] {
            let person = parse(text).expect("a person");
            assert_eq!(
                (person.name.as_deref(), person.email.as_deref()),
                (name, email),
                "{text}"
            );
        }
        assert_eq!(parse("  "), None);
    }
}
