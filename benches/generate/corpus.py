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

SEED = 20110411
FIRST = datetime(2009, 1, 1, 6, 0, 0, tzinfo=timezone.utc)
YEARS = timedelta(days=15 * 365)
SENTENCES = 6000

WORDS = """
able about above account across action address after again against agree almost along already although always among
amount answer appear apply arrange article autumn average balance basket because become before begin behind believe
below beside better between beyond bicycle board borrow bottom branch bread bridge bright bring brother brown build
butter calm candle carbon careful carry castle catch cellar centre certain chance change chapter cheap choose circle
clean clear climb clock close cloth cloud coast coffee cold collect colour column common compare complete consider
contain copper corner cotton count country couple course cover create cross current curtain dance danger daughter
decide deep degree deliver depend describe desert design detail develop differ direct discover distance divide double
draw dream drive during early earth east easy edge effect eight either electric element empty engine enough enter equal
evening event every exact example except expect explain express extra family famous farmer feather fence field figure
final finger finish first flat flight floor flower follow forest forget forward found fourth fresh friend front garden
gather general gentle glass glove gold grain grass great green ground group grow guess guide hammer hand happen harbour
harvest heavy height history hollow honest horse hour house however hundred imagine include increase indeed industry
inside instead invent iron island join journey judge keep kitchen ladder language large later laugh layer leather
lemon length letter level library light limit linen liquid listen little local long lower machine main make manage
map market material matter measure meet member memory metal method middle might minute mirror moment month morning
mother motion mountain music narrow nation nature needle neither never night noble north notice number object observe
ocean offer often open orange order other outside over owner page paint paper parent part pattern pause pencil people
perhaps period person picture piece place plain plan plant plate pocket point polish possible potato powder practice
prepare present press pretty print private problem produce promise proof protect proud public pump purpose quarter
question quick quiet rain range rather reach reason receive record region regular remain remember repeat reply report
require result return rhythm rich river road rock roof round rule safe salt sample sand scale school science season
second secret seed seldom select sense separate serious seven several shadow shape sharp shelf shelter ship shoulder
shut side signal silent silver similar simple single sister size skill sleep slow small smoke smooth soap soft soil
solid some south space special spoon spring square stairs stamp star start station steam step still stone store story
straight stream street strong study subject substance sudden sugar summer supply support surface sweet system table
tail teach telephone temper tender theory thick thin thought thread through thunder ticket tidy timber together
tomorrow tongue tooth touch toward trade train travel tree trick trouble true trunk turn twelve twist under unit until
usual valley value various verse vessel village visit voice waiting walk wall warm wash watch water wave weather week
weight west wheel whether while whistle white whole winter wire wise within without wonder wood wool word work world
write yellow yesterday young
""".split()
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
