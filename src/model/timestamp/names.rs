//! Names in dates: of months in the languages that feeds use, of time zones, of the halves of a day.

use chrono::FixedOffset;

/// Beginnings of the names of months, in lower case. The longest that fits counts.
///
/// In this order: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Polish, Czech, Hungarian, Turkish,
/// Greek, Russian, Ukrainian; what is spelt alike stands once.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "jän", "ene", "gen", "sty", "led", "oca", "ιαν", "янв", "січ",
    ],
    &[
        "feb", "fév", "fev", "lut", "úno", "únor", "şub", "φεβ", "фев", "лют",
    ],
    &[
        "mar", "mär", "mrz", "mrt", "maart", "maa", "bře", "már", "μάρ", "μαρ", "μάώ", "μαώ",
        "мар", "бер",
    ],
    &[
        "apr", "avr", "abr", "kwi", "dub", "ápr", "nis", "απρ", "апр", "кві",
    ],
    &[
        "may", "mai", "maj", "mag", "mei", "kvě", "máj", "máujus", "μάι", "μαϊ", "μαι", "май",
        "мая", "тра",
    ],
    &[
        "jun", "juin", "giu", "cze", "červen", "června", "jún", "haz", "ιούν", "ιουν", "ιον",
        "июн", "чер",
    ],
    &[
        "jul",
        "juil",
        "lug",
        "lip",
        "červenec",
        "července",
        "júl",
        "tem",
        "ιούλ",
        "ιουλ",
        "ιολ",
        "июл",
        "лип",
    ],
    &[
        "aug", "aoû", "aou", "ago", "sie", "srp", "ağu", "αύγ", "αυγ", "авг", "сер",
    ],
    &[
        "sep", "set", "wrz", "zář", "szep", "eyl", "σεπ", "сен", "вер",
    ],
    &[
        "oct", "okt", "out", "ott", "paź", "říj", "eki", "οκτ", "окт", "жов",
    ],
    &["nov", "lis", "kas", "νοέ", "νοε", "ноя", "лис"],
    &[
        "dec", "dez", "déc", "dic", "gru", "pro", "ara", "δεκ", "дек", "гру",
    ],
];

/// Returns the month of that name, in lower case.
pub(super) fn month(name: &str) -> Option<u32> {
    if name.chars().count() < 3 {
        return None;
    }
    let beginnings = (1..)
        .zip(MONTHS)
        .flat_map(|(month, names)| names.iter().map(move |name| (month, *name)));
    let fitting = beginnings.filter(|(_, beginning)| name.starts_with(beginning));
    fitting
        .max_by_key(|(_, beginning)| beginning.len())
        .map(|(month, _)| month)
}

/// Returns the day of the week of that name in English, in lower case, from Monday as 0.
pub(super) fn weekday(name: &str) -> Option<u32> {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    WEEKDAYS
        .iter()
        .position(|weekday| name.starts_with(weekday))
        .and_then(|index| index.try_into().ok())
}

/// Returns whether this is a day of the week, in lower case, in a language that is not English.
pub(super) fn is_weekday(name: &str) -> bool {
    // German, French, Spanish, Italian, Portuguese, Dutch, Polish, Hungarian, Russian.
    const BEGINNINGS: [&str; 41] = [
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "mié",
        "mie",
        "jue",
        "vie",
        "sáb",
        "sab",
        "dom",
        "gio",
        "seg",
        "ter",
        "qua",
        "qui",
        "sex",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "hétfő",
        "kedd",
        "szerda",
        "csütörtök",
        "péntek",
        "szombat",
        "vasárnap",
    ];
    BEGINNINGS
        .iter()
        .any(|beginning| name.starts_with(beginning))
}

/// Returns whether this is a half of the day, and which: the second is true.
pub(super) fn half(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m" | "a.m." | "오전" => Some(false),
        "pm" | "p.m" | "p.m." | "오후" => Some(true),
        _ => None,
    }
}

/// Returns the zone of that name, in lower case: one of those that
/// [RFC 822](https://www.rfc-editor.org/rfc/rfc822#section-5.1) has, or another whose name means one zone only.
///
/// Its military zones were printed with the wrong sign; since
/// [RFC 2822](https://www.rfc-editor.org/rfc/rfc2822#section-4.3) they say no more than that the time is in UTC.
pub(super) fn zone(name: &str) -> Option<FixedOffset> {
    let minutes = match name {
        "z" | "ut" | "utc" | "gmt" | "wet" | "etc/gmt" | "etc/utc" | "etc/" => 0,
        military
            if military.len() == 1
                && military != "j"
                && military.as_bytes()[0].is_ascii_lowercase() =>
        {
            0
        }
        "ndt" => -150,
        "adt" | "brt" | "art" => -180,
        "nst" => -210,
        "edt" | "ast" | "at" => -240,
        "est" | "et" | "cdt" => -300,
        "cst" | "ct" | "mdt" => -360,
        "mst" | "mt" | "pdt" => -420,
        "pst" | "pt" | "akdt" => -480,
        "akst" | "hdt" => -540,
        "hst" => -600,
        "west" | "bst" | "cet" | "met" | "mez" => 60,
        "cest" | "eet" | "mest" | "mesz" | "sast" => 120,
        "eest" | "msk" => 180,
        "awst" | "hkt" | "sgt" => 480,
        "jst" | "kst" => 540,
        "acst" => 570,
        "aest" => 600,
        "acdt" => 630,
        "aedt" => 660,
        "nzst" => 720,
        "nzdt" => 780,
        _ => return None,
    };
    FixedOffset::east_opt(minutes * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_months_of_a_year() {
        for year in [
            "january february march april may june july august september october november december",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jän feb mrz apr mai jun jul aug sep okt nov dez",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv févr mars avr mai juin juil août sept oct nov déc",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "januari februari mars april maj juni juli augusti september oktober november december",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
            "ledna února března dubna května června července srpna září října listopadu prosince",
            "január február március április május június július augusztus szeptember október november december",
            "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
            "ιαν φεβ μάρ απρ μάι ιούν ιούλ αύγ σεπ οκτ νοέ δεκ",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        ] {
            let months: Vec<_> = year.split(' ').map(month).collect();
            assert_eq!(months, (1..=12).map(Some).collect::<Vec<_>>(), "{year}");
        }
        assert_eq!(month("foo"), None);
        assert_eq!(month("ja"), None);
    }
}
