//! The text of a date before it is read word by word.

/// Returns the text in lower case, without comments, and with a space where a `T` parts date and time.
pub(super) fn prepared(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    let (mut is_korean, mut is_inside) = (false, false);
    for c in text.chars() {
        // `2004년 05월 28일` has spaces within the date.
        if std::mem::take(&mut is_inside) && c == ' ' {
            is_inside = true;
            continue;
        }
        match c {
            '(' => depth += 1,
            // The name of a zone behind its offset (RFC 9557), as Java has it.
            '[' if depth > 0 || !out.is_empty() => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            ')' => {}
            _ if depth > 0 => {}
            // Japanese and Chinese have the first three, Korean the others.
            '年' | '月' | '년' | '월' => {
                is_korean |= matches!(c, '년' | '월');
                is_inside = true;
                out.push('-');
            }
            '日' | '일' => out.push(' '),
            '오' => {
                is_korean = true;
                out.push(c);
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = out.as_bytes();
    let part = (1..bytes.len()).find(|&index| {
        bytes[index] == b't' && is_digit(bytes.get(index - 1)) && is_digit(bytes.get(index + 1))
    });
    if let Some(index) = part {
        out.replace_range(index..=index, " ");
    }
    // A comma before the fraction of a second.
    if let Some(index) = out.find(',').filter(|&index| {
        let bytes = out.as_bytes();
        is_digit(bytes.get(index + 1))
            && index > 2
            && is_digit(bytes.get(index - 1))
            && bytes[index - 3] == b':'
    }) {
        out.replace_range(index..=index, ".");
    }
    // Truncated years of ISO 8601 of 1988: a hyphen stands for the century.
    let out = match out.strip_prefix('-').map(|rest| rest.replace('-', "")) {
        Some(rest) if rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{rest}01")
        }
        Some(rest) if rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => out,
    };
    if is_korean { format!("{out} kst") } else { out }
}
