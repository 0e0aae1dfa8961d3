#!/usr/bin/env python3
"""Writes a site of COUNT articles, the same ones every time: corpus.py COUNT FOLDER

The articles are Markdown with YAML front matter that Jekyll, Hugo, Zola and the usual libraries read alike. Nothing
depends on the clock, the machine or the hash seed. Article 17 has the same body in every site that is large enough;
its date depends on COUNT, for the dates are spread evenly over the fifteen years.
"""

import json
import os
import random
import re
import sys
from datetime import datetime, timedelta, timezone

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from words import WORDS  # noqa: E402

SEED = 20110411
FIRST = datetime(2009, 1, 1, 6, 0, 0, tzinfo=timezone.utc)
YEARS = timedelta(days=15 * 365)
SENTENCES = 6000

TAGS = """
archive baking bicycles birds books cities code coffee design film gardens history maps music rivers tools travel
typography weather writing
""".split()
CATEGORIES = "essays notes reviews journal howto".split()
AUTHORS = ["Ada Marsh", "Ben Okafor", "Clara Lindqvist", "Dmitri Vale", "Elena Rossi", "Farid Haddad", "Grace Kim"]
STRANGE = [
    "Café & crème: {} {}",
    "Why {} < {} > nothing",
    "Über {} und {}",
    "東京の{}と{}",
    "Vec<T> & the {} of {}",
    "“{}” — a naïve {}…",
    "Ελληνικά: {} & {}",
    "{} → {} 🚲",
]
CODE = {
    "rust": """\
fn {a}(items: &[u32]) -> u32 {{
    let total: u32 = items.iter().sum();
    println!("{b}: < {n} & counting");
    total + {n}
}}""",
    "python": """\
def {a}(items):
    total = sum(item for item in items if item > {n})
    print(f"{b} & {c}", total)
    return total""",
    "js": """\
const {a} = (items) => items.filter((item) => item < {n} && item !== 0);
console.log(`{b}`, {a}([1, 2, {n}]));""",
    "sh": """\
for {a} in *.txt; do
  grep -c "{b}" "${a}" >> {c}.log 2>&1 && echo {n}
done""",
    "toml": """\
[{a}]
name = "{b}"
limit = {n}
paths = ["{c}/", "<none>"]""",
}
LANGUAGES = list(CODE)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    posts = os.path.join(folder, "_posts")
    os.makedirs(posts, exist_ok=True)
    with open(os.path.join(folder, "_config.yml"), "w", encoding="utf-8") as file:
        file.write("title: Bench\nurl: https://bench.example\ndescription: Articles that nobody wrote\n")
    with open(os.path.join(folder, "hugo.toml"), "w", encoding="utf-8") as file:
        file.write(
            'title = "Bench"\nbaseURL = "https://bench.example/"\nlanguageCode = "en"\ncontentDir = "_posts"\n'
            '[params]\ndescription = "Articles that nobody wrote"\n'
        )
    choice = random.Random(SEED)
    sentences = [sentence(choice) for _ in range(SENTENCES)]
    step = int(YEARS.total_seconds()) / count
    for number in range(count):
        date = FIRST + timedelta(seconds=int(number * step))
        slug, text = article(choice, sentences, number, date)
        with open(os.path.join(posts, f"{date:%Y-%m-%d}-{slug}.md"), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


def sentence(choice):
    """A dozen words and, in some, emphasis, code, an entity or a link."""
    words = choice.choices(WORDS, k=choice.randint(8, 16))
    at = choice.randrange(1, len(words) - 1)
    kind = choice.random()
    if kind < 0.06:
        words[at] = f"*{words[at]}*"
    elif kind < 0.12:
        words[at] = f"**{words[at]}**"
    elif kind < 0.17:
        words[at] = f"`{words[at]}`"
    elif kind < 0.20:
        words[at] += " & " + words[0]
    elif kind < 0.22:
        words[at] = "caf\u00e9"
    elif kind < 0.28:
        words[at] = f"[{words[at]}](https://{words[at]}.example/{words[0]}?q={words[1].strip('*`')}&p={at})"
    elif kind < 0.36:
        words[at] += ","
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def article(choice, sentences, number, date):
    uniform = choice.random

    def one(of):
        return of[int(uniform() * len(of))]

    def paragraph(least, most):
        return " ".join([one(sentences) for _ in range(least + int(uniform() * (most - least + 1)))])

    def words(count):
        return " ".join([one(WORDS) for _ in range(count)])

    plain = words(3 + int(uniform() * 4)).capitalize()
    title = one(STRANGE).format(one(WORDS), one(WORDS)) if number % 100 == 37 else plain
    slug = f"{re.sub(r'[^a-z]+', '-', plain.lower())}-{number}"
    tags = sorted({one(TAGS) for _ in range(1 + int(uniform() * 4))})
    description = f"{words(14 + int(uniform() * 14)).capitalize()}."
    lines = [
        "---",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"date: {date:%Y-%m-%dT%H:%M:%SZ}",
        f"description: {json.dumps(description)}",
        "tags:",
        *[f"  - {tag}" for tag in tags],
        "categories:",
        f"  - {one(CATEGORIES)}",
        f"author: {one(AUTHORS)}",
        "---",
        "",
        paragraph(4, 6),
        "",
        f"{paragraph(2, 4)} See [{words(2)}](../{one(WORDS)}-{one(WORDS)}/) or [{one(WORDS)}](/about/#{one(WORDS)}).",
        "",
        f"## {words(3).capitalize()}",
        "",
        paragraph(4, 7),
        "",
        *[f"- {one(sentences)}" for _ in range(3 + int(uniform() * 4))],
        "",
        f'![{words(3)}](images/{slug}.png "{words(2)}")',
        "",
        f"## {words(2).capitalize()} and `{one(WORDS)}`",
        "",
        f"{paragraph(3, 6)}[^1] {one(sentences)}",
        "",
    ]
    language = one(LANGUAGES)
    code = CODE[language].format(a=one(WORDS), b=one(WORDS), c=one(WORDS), n=int(uniform() * 1000))
    lines += [f"```{language}", code, "```", ""]
    lines += [f"> {one(sentences)}", f"> {one(sentences)}", ""]
    if number % 2 == 0:
        lines += [f"| {one(WORDS)} | {one(WORDS)} | {one(WORDS)} |", "|---|:---:|---:|"]
        lines += [
            f"| {words(2)} | **{one(WORDS)}** | {int(uniform() * 10000)} |" for _ in range(3 + int(uniform() * 3))
        ]
        lines += [""]
    else:
        lines += [f"{at}. {one(sentences)}" for at in range(1, 4 + int(uniform() * 3))]
        lines += [""]
    if number % 5 == 0:
        lines += [
            f'<figure class="wide"><img src="/images/{one(WORDS)}.jpg" alt="{words(2)}" width="640" height="480">'
            f"<figcaption>{words(5)} &amp; more</figcaption></figure>",
            "",
            f'<div class="note">\n<p>{words(12)} <a href="../{one(WORDS)}/">{one(WORDS)}</a>.</p>\n</div>',
            "",
        ]
    lines += [f"### {words(4).capitalize()}", "", paragraph(4, 8), ""]
    if uniform() < 0.7:
        lines += [paragraph(5, 9), ""]
    lines += [f"Press <kbd>{one(WORDS)}</kbd>. {paragraph(2, 5)}", "", f"[^1]: {one(sentences)}", ""]
    return slug, "\n".join(lines)


main()
