# What every comparison beside peers needs: settings, peers, runs by turns, checks, tables. Sourced by the run.sh of each,
# which sets `name`, `default_peers` and `default_jobs` before. Settings, all by environment:
#
#   FEEDMATTER   our program              (target/release/feedmatter)
#   BENCH_PEERS  the cache folder         (target/bench-peers)
#   ROUNDS       runs of each             (5)
#   BUDGET       seconds in a job after which a peer gets no more rounds   (150)
#   SIZE         how much of everything, in per cent                       (100)
#   PEERS        which peers              (all)
#   JOBS         which jobs               (all)
set -euo pipefail
benches=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
here=$benches/$name

feedmatter=$(realpath -m "${FEEDMATTER:-$benches/../target/release/feedmatter}")
cache=$(realpath -m "${BENCH_PEERS:-$benches/../target/bench-peers}")
rounds=${ROUNDS:-5}
budget=${BUDGET:-150}
size=${SIZE:-100}
wanted=${PEERS:-$default_peers}
jobs=${JOBS:-$default_jobs}

out=$cache/out/$name
record=$out/record.jsonl
versions=$out/versions
mkdir -p "$out"
: >"$record"
: >"$versions"
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }
includes() { [[ " $1 " == *" $2 "* ]]; }
scaled() { echo $((($1 * size + 99) / 100)); }
# counted NUMBER: with commas, for people.
counted() { sed -E ':more; s/^([0-9]+)([0-9]{3})/\1,\2/; t more' <<<"$1"; }

# --- the peers ---

# installed FOLDER WORDS: whether FOLDER holds just what WORDS say.
installed() { [ "$(cat "$1/installed" 2>/dev/null)" = "$2" ]; }

# install_venv FOLDER PACKAGE...
install_venv() {
  local folder=$1
  shift
  installed "$folder" "$*" && return
  rm -rf "$folder"
  python3 -m venv "$folder" >&2 && "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2 || return 1
  printf '%s\n' "$*" >"$folder/installed"
}

# install_node FOLDER PACKAGE...
install_node() {
  local folder=$1
  shift
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  installed "$folder" "$*" && return
  rm -rf "$folder" && mkdir -p "$folder"
  printf '{"private": true}\n' >"$folder/package.json"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel error "$@" >&2 || return 1
  printf '%s\n' "$*" >"$folder/installed"
}

# install_deb COMMAND PACKAGE: of the system, if it has the command, else from the registry, if we may.
install_deb() {
  command -v "$1" >/dev/null && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2" >"$out/apt.log" 2>&1 ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"; } \
      >"$out/apt.log" 2>&1
}

deb_version() { dpkg-query -W -f '${Package} ${Version}' "$1" 2>/dev/null || echo "$1, version unknown"; }

# find_peers: installs what is wanted; `install_PEER` says whether it can be had. Then looks for ourselves.
find_peers() {
  local peer
  peers=""
  for peer in $wanted; do
    if declare -F "install_$peer" >/dev/null && "install_$peer"; then
      peers+="$peer "
    elif includes "$default_peers" "$peer"; then
      say "missing: $peer"
      echo "- missing: $peer" >>"$versions"
    fi
  done
  ours=yes
  if [ ! -x "$feedmatter" ]; then
    ours=""
    say "missing: feedmatter ($feedmatter); only the peers run"
  else
    echo "- feedmatter: $("$feedmatter" --version)" >>"$versions"
  fi
}

# --- one run ---

# measured JOB NAME [TIMES FROM TO] COMMAND...: see measure.py. What the command says is shown if it fails.
measured() {
  python3 -IS "$benches/measure.py" "$record" "$@" >"$out/log" 2>&1 && return
  tail -n 20 "$out/log" >&2
  return 1
}

# --- the jobs ---

# about JOB TITLE [COUNT UNIT]: the headline of the job's table; with COUNT, the table says how many UNITs a second.
about() {
  printf '{"job": "%s", "title": "%s", "count": %s, "unit": "%s"}\n' "$1" "$2" "${3:-0}" "${4:-}" >>"$record"
}

# goal JOB PEER MEASURE FACTOR: what a peer takes is to be that many times ours; `fastest` is whichever takes least.
goal() {
  printf '{"job": "%s", "goal": "%s", "measure": "%s", "factor": %s}\n' "$@" >>"$record"
}

# bound JOB MEASURE VALUE: the most that we are to take.
bound() { printf '{"job": "%s", "bound": %s, "measure": "%s"}\n' "$1" "$3" "$2" >>"$record"; }

# by_turns JOB [PEERS]: ROUNDS times ours and each peer. `run_PROGRAM JOB` measures one run, and fails if what it leaves is
# not what it should be; $round is 1 in the first round, whose check is enough: the others are the same.
by_turns() {
  local job=$1 left=" " peer start
  for peer in ${2:-$peers}; do
    if includes "$peers" "$peer"; then left+="$peer "; fi
  done
  declare -A spent=()
  for ((round = 1; round <= rounds; round++)); do
    say "$job: round $round"
    if [ "$left" = " " ] && [ "$ours" ]; then run_feedmatter "$job" || fail "$job"; fi
    for peer in $left; do
      if ((${spent[$peer]:-0} > budget)); then continue; fi
      if [ "$ours" ]; then run_feedmatter "$job" || fail "$job"; fi
      start=$SECONDS
      if ! "run_$peer" "$job"; then
        say "$job: $peer failed and is left out"
        echo "- left out of $job, for it failed: $peer" >>"$versions"
        left=${left/ $peer / }
      fi
      spent[$peer]=$((${spent[$peer]:-0} + SECONDS - start))
    done
  done
}

# growing JOB TITLE UNIT: the headline of a table of growth.
growing() { printf '{"job": "%s", "title": "%s", "growth": "%s"}\n' "$@" >>"$record"; }

fail() {
  say "$1: feedmatter failed"
  exit 1
}

# growth JOB TITLE UNIT SIZE...: ROUNDS times ours at each size, by turns. `run_growth JOB SIZE` measures one run and
# records it with the size for its name.
growth() {
  local job=$1 at
  [ "$ours" ] || return 0
  growing "$1" "$2" "$3"
  shift 3
  for ((round = 1; round <= rounds; round++)); do
    say "$job: round $round"
    for at in "$@"; do run_growth "$job" "$at" || fail "$job"; done
  done
}

# report: the tables, to standard output; or, for the run.sh of all, nothing: it reads the records.
report() {
  [ -z "${BENCH_ALL:-}" ] || return 0
  machine
  sort -u "$versions"
  echo
  python3 "$benches/table.py" "$record"
}

machine() {
  local processor
  processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
  echo "$processor, $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg) at the end"
  echo
}
