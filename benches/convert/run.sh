#!/usr/bin/env bash
# How fast `feedmatter convert` reads and writes feeds, beside the usual libraries and sfeed, process start included.
#
#   cargo build --release && benches/convert/run.sh > table.md
#
# Installs the peers from the registries of Rust, npm, PyPI and Debian, and goes on without those that can not be had. The
# tables go to standard output, all else to standard error. For the settings see ../comparison.sh.
#
# feed-rs, fastfeedparser and feedparser parse and write nothing; we always write what we have read.
name=convert
default_peers="sfeed feed_rs pypi npm feedsmith fastfeedparser feedparser"
default_jobs="lines formats many small growth"
. "$(dirname "$0")/../comparison.sh"

npm_packages=(feed@6.0.0 rss-parser@3.13.0 feedsmith@3.0.1)
pypi_packages=(feedparser==6.0.14 feedgen==1.0.0 fastfeedparser==0.6.5)

# --- the peers ---

install_sfeed() {
  install_deb sfeed sfeed || return 1
  echo "- Debian: $(deb_version sfeed)" >>"$versions"
}

install_feed_rs() {
  local folder=$cache/feed-rs
  command -v cargo >/dev/null || return 1
  if ! installed "$folder" "$(cat "$here"/peers/feed-rs/{Cargo.toml,src/main.rs} | cksum)"; then
    rm -rf "$folder" && cp -r "$here/peers/feed-rs" "$folder"
    cargo build --release --quiet --manifest-path "$folder/Cargo.toml" --target-dir "$folder/target" >&2 || return 1
    cat "$folder"/{Cargo.toml,src/main.rs} | cksum >"$folder/installed"
  fi
  echo "- crates: $(sed -n 's/^feed-rs = "=\(.*\)"/feed-rs \1/p' "$folder/Cargo.toml"), $(rustc --version)" >>"$versions"
}

install_npm() {
  install_node "$cache/convert-npm" "${npm_packages[@]}" || return 1
  cp "$here"/peers/*.mjs "$cache/convert-npm/"
  echo "- npm: ${npm_packages[*]}, Node $(node --version)" >>"$versions"
}
install_feedsmith() { install_npm; }

install_pypi() {
  install_venv "$cache/convert-pypi" "${pypi_packages[@]}" || return 1
  python=$cache/convert-pypi/bin/python
  echo "- PyPI: ${pypi_packages[*]}, $("$python" --version)" >>"$versions"
}
install_fastfeedparser() { install_pypi; }
install_feedparser() { install_pypi; }

find_peers

# --- the feeds ---

# corpus WORDS...: what corpus.py makes of them, made if it is not there, in $corpus; in the page cache after. $expected is
# the number of its articles.
corpus() {
  local stamp words="$*"
  stamp=$(cat "$here/corpus.py" "$benches/words.py" | cksum)
  corpus=$cache/convert-${words// /-}.xml
  if ! installed "$corpus.d" "$stamp"; then
    say "writing feeds: $words"
    rm -rf "$corpus" "$corpus.d"
    mkdir -p "$corpus.d"
    python3 "$here/corpus.py" "$@" "$corpus" >"$corpus.d/count"
    echo "$stamp" >"$corpus.d/installed"
  fi
  find "$corpus" -type f -exec cat {} + >/dev/null
  expected=$(cat "$corpus.d/count")
}

# The files of the feeds that $corpus has: itself, or what lies in it.
files() { if [ -d "$corpus" ]; then files=("$corpus"/*.xml); else files=("$corpus"); fi; }

# --- one run of each program: PROGRAM JOB, of the feeds $corpus to the format $to ---

# The small feed is read so often in one run, for one time is too short to measure.
times=1

# writes JOB NAME FORM COMMAND...: measures what writes articles to standard output, and checks them. Input is $corpus, for
# programs that read that.
writes() {
  local job=$1 program=$2 form=$3 input=$corpus
  shift 3
  [ -f "$input" ] || input=/dev/null
  output=$out/$program.$form
  rm -f "$output"
  measured "$job" "$program" "$times" "$input" "$output" "$@" && checked "$form"
}

# checked FORM: the first round is enough, the others are the same.
checked() { [ "$round" != 1 ] || python3 "$here/check.py" "$1" "$output" "$expected" >&2; }

run_feedmatter() {
  files
  writes "${growing:-$1}" feedmatter "$to" "$feedmatter" convert "${files[@]}" --to "$to" -q
}

run_sfeed() { writes "$1" sfeed tsv sfeed; }

run_feed_rs() {
  files
  writes "$1" feed-rs said "$cache/feed-rs/target/release/parse" "${files[@]}"
}

run_fastfeedparser() { run_parser "$1" fastfeedparser; }
run_feedparser() { run_parser "$1" feedparser; }
run_parser() {
  files
  writes "$1" "$2" said "$python" "$here/peers/parse.py" "$2" "${files[@]}"
}

# converts JOB NAME COMMAND...: measures what writes $output itself.
converts() {
  local job=$1 program=$2
  shift 2
  output=$out/${program// /-}.$to
  rm -f "$output"
  measured "$job" "$program" "$@" "$corpus" "$to" "$output" && checked "$to"
}

run_pypi() { converts "$1" "feedparser and feedgen" "$python" "$here/peers/convert.py"; }
run_npm() { converts "$1" "rss-parser and feed" node --max-old-space-size=8192 "$cache/convert-npm/feed.mjs"; }
run_feedsmith() { converts "$1" feedsmith node --max-old-space-size=8192 "$cache/convert-npm/feedsmith.mjs"; }

# --- the jobs ---

# called FORM: the name of a format, for people.
called() {
  case $1 in
    atom) echo Atom ;;
    json) echo "JSON Feed" ;;
    *) echo "${1^^}" ;;
  esac
}

# What has a line an article, if we write it; otherwise JSON Feed stands in.
lines=""
if [ "$ours" ]; then
  help=$("$feedmatter" convert --help)
  for form in ndjson tsv; do
    if grep -qw "$form" <<<"$help"; then lines+="$form "; fi
  done
  if [ ! "$lines" ]; then
    echo "- feedmatter writes neither NDJSON nor TSV: JSON Feed stands in for them" >>"$versions"
  fi
fi
lines=${lines:-json}
read -r line_format _ <<<"$lines"
big=$(scaled 50000000)
big_name="$(awk -v bytes="$big" 'BEGIN { printf "%.3g MB", bytes / 1e6 }')"

if includes "$jobs" lines; then
  for to in $lines; do
    for from in rss atom; do
      about "$from-$to" "A feed of $big_name, $(called "$from") to $(called "$to")"
      goal "$from-$to" sfeed wall 1
      goal "$from-$to" feed-rs wall 1.5
      bound "$from-$to" memory "$((3 * big / 1000000))"
      corpus "$from" "$big"
      by_turns "$from-$to" "sfeed feed_rs"
    done
  done
fi

if includes "$jobs" formats; then
  for from in rss atom; do
    if [ "$from" = rss ]; then to=atom; else to=rss; fi
    about "$from-$to" "A feed of $big_name, $(called "$from") to $(called "$to")"
    goal "$from-$to" "feedparser and feedgen" wall 20
    goal "$from-$to" "rss-parser and feed" wall 20
    goal "$from-$to" feedsmith wall 20
    corpus "$from" "$big"
    by_turns "$from-$to" "pypi npm feedsmith"
  done
fi

to=$line_format
if includes "$jobs" many; then
  count=$(scaled 200)
  about many "$count feeds of 50 kB, one process" "$count" feeds
  goal many fastfeedparser wall 1.5
  goal many feedparser wall 10
  corpus many "$count" 50000
  by_turns many "fastfeedparser feedparser feed_rs"
fi

if includes "$jobs" small; then
  times=50
  about small "A feed of 10 kB, the start of the process included" 1 processes
  goal small sfeed wall 0.5
  corpus rss 10000
  by_turns small "sfeed feed_rs"
  times=1
fi

if includes "$jobs" growth; then
  run_growth() {
    to=${1##*-}
    corpus rss "$2"
    round=2 writes "$1" "$2" "$to" "$feedmatter" convert "$corpus" --to "$to" -q
  }
  growth "growth-$line_format" "Growth of RSS to $(called "$line_format")" bytes $((big / 16)) $((big / 4)) "$big"
  growth growth-atom "Growth of RSS to Atom" bytes $((big / 16)) $((big / 4)) "$big"
fi

report
