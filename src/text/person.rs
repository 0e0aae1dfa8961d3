//! People as feeds write them in one string.

use crate::model::Person;

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
    let email = email.strip_prefix("mailto:").unwrap_or(email);
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let person = Person {
        name: some(name),
        email: some(email),
        ..Person::default()
    };
    (person != Person::default()).then_some(person)
}

/// Returns whether two are one: by their names, else by their e-mail addresses.
pub fn is_same(one: &Person, other: &Person) -> bool {
    match (&one.name, &other.name) {
        (None, None) => one.email == other.email,
        (one, other) => one == other,
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
