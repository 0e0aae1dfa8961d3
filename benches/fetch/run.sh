#!/usr/bin/env bash
# How fast `feedmatter fetch` is beside other fetchers: 10,000 feeds from a server on this machine, for the first time, then
# unchanged, then with one in five changed.
#
#   cargo build --release && benches/fetch/run.sh > table.md
#
# Needs nginx, and installs the peers from the registries of PyPI and Debian, and goes on without those that can not be
# had. The tables go to standard output, all else to standard error. For the settings see ../comparison.sh; and
#
#   HOSTS        how many hosts the feeds lie on, all of them this machine   (as many as feeds)
#   STORES       the folder that they keep what they fetch in                (/dev/shm, if it is there)
#   WORKERS      requests at a time, of all programs                         (32; sfeed 16)
#
# What each run left is counted, and what the server answered: 200 for what is new, 304 for all else.
name=fetch
default_peers="newsboat sfeed reader"
default_jobs="fetch growth"
. "$(dirname "$0")/../comparison.sh"

# Its own copy of feedparser needs the second, and its package does not say so.
reader_packages=(reader==3.26 sgmllib3k==1.0.0)

feeds=$(scaled 10000)
hosts=${HOSTS:-$feeds}
entries=10

# --- the peers ---

install_newsboat() {
  install_deb newsboat newsboat || return 1
  echo "- Debian: $(deb_version newsboat), reload-threads ${WORKERS:-32}" >>"$versions"
}

install_sfeed() {
  install_deb sfeed_update sfeed && install_deb curl curl || return 1
  echo "- Debian: $(deb_version sfeed) with $(deb_version curl), maxjobs ${WORKERS:-16}, ETags as in its README" >>"$versions"
}

install_reader() {
  install_venv "$cache/reader" "${reader_packages[@]}" || return 1
  echo "- PyPI: ${reader_packages[*]}, $("$cache/reader/bin/python" --version), ${WORKERS:-32} workers" >>"$versions"
}

# Debian's package would start a server of its own on port 80: we unpack it and install nothing.
find_nginx() {
  nginx=$(command -v nginx || PATH=/usr/sbin:$PATH command -v nginx) && return
  nginx=$cache/nginx-deb/usr/sbin/nginx
  if [ ! -x "$nginx" ]; then
    mkdir -p "$cache/nginx-deb"
    (cd "$cache/nginx-deb" && apt-get download nginx && dpkg -x nginx_*.deb .) >&2 || return 1
  fi
}

find_peers
find_nginx || {
  say "missing: nginx; nothing can be fetched"
  exit 1
}
echo "- server: $("$nginx" -v 2>&1 | sed 's/.*: //'), 2 workers, $hosts hosts" >>"$versions"

# --- the feeds and their server ---

corpus=$cache/feeds-$feeds
stamp=$(cat "$here/corpus.py" "$benches/words.py" | cksum)
if ! installed "$corpus.d" "$stamp"; then
  say "writing $feeds feeds"
  rm -rf "$corpus" "$corpus.d"
  python3 "$here/corpus.py" "$feeds" "$corpus"
  mkdir -p "$corpus.d"
  echo "$stamp" >"$corpus.d/installed"
fi
find "$corpus" -type f -exec cat {} + >/dev/null

port=$(python3 -c 'import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1])')
# In memory: ext4 looks many times as long for a new file's number while files have been deleted in the last five minutes,
# as they have after each run, and those who sync do not wait for a disk that others use.
stores=${STORES:-/dev/shm}
[ -d "$stores" ] && [ -w "$stores" ] || stores=$out
stores=$(mktemp -d "$stores/feedmatter-bench-XXXXXX")
echo "- what is fetched is kept on: $(stat -f -c %T "$stores")" >>"$versions"

server=$out/server
rm -rf "$server"
mkdir -p "$server"
sed -e "s/PORT/$port/" -e "s/USER/$(id -un) $(id -gn)/" "$here/nginx.conf" >"$server/nginx.conf"
ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
ln -s "$corpus/first" "$server/now"
"$nginx" -p "$server/" -c nginx.conf -e error.log -g 'daemon off;' 2>"$server/start.log" &
server_pid=$!
trap 'kill "$server_pid" 2>/dev/null; wait "$server_pid" 2>/dev/null || true; rm -rf "$stores"' EXIT
for _ in $(seq 50); do
  [ -s "$server/nginx.pid" ] && break
  sleep 0.1
done
[ -s "$server/nginx.pid" ] || {
  cat "$server/start.log" >&2
  exit 1
}

# serve first|second: what the server has from now on; forgets what was asked. What has changed has done so this second:
# curl, as sfeed uses it, drops what says that it is older than the last request. Only files that have not are in both.
serve() {
  if [ "$1" = second ]; then
    sleep 1
    find "$corpus/second" -type f -links 1 -exec touch {} +
  fi
  ln -sfn "$corpus/$1" "$server/now"
  : >"$server/access.log"
}

# addresses COUNT: of so many feeds, a line each.
addresses() {
  awk -v count="$1" -v hosts="$hosts" -v port="$port" 'BEGIN {
    for (at = 0; at < count; at++) {
      host = at % hosts
      printf "http://127.%d.%d.%d:%d/%d.xml\n", 1 + int(host / 62500), int(host / 250) % 250, 1 + host % 250, port, at
    }
  }'
}

# --- one run of each program: `begin_PROGRAM` fills an empty store, `command_PROGRAM` says what is measured ---

begin_feedmatter() { addresses "$count" >"$store/list"; }

command_feedmatter() {
  command=("$feedmatter" fetch --from "$store/list" -o "$store/articles" --state "$store/state.db" --allow-private
    --min-interval 0 --fail-on never --jobs "${WORKERS:-32}" -q)
}

# Its documentation recommends no number of threads, and the default is one.
begin_newsboat() {
  addresses "$count" >"$store/list"
  printf 'reload-threads %s\n' "${WORKERS:-32}" >"$store/config"
}

command_newsboat() {
  command=(env HOME="$store" newsboat -C "$store/config" -u "$store/list" -c "$store/store.db" -x reload)
}

# The way to conditional requests is its README's.
begin_sfeed() {
  mkdir -p "$store/etags"
  {
    printf 'sfeedpath=%q\nmaxjobs=%s\netags=%q\n' "$store/feeds" "${WORKERS:-16}" "$store/etags"
    # Its own temporary folder is below /tmp, whatever one says.
    printf 'mktemp() { command mktemp -d %q; }\n' "$store/temporary-XXXXXX"
    cat <<'END'
fetch() {
  etag="$etags/$(basename "$3")"
  curl -L --max-redirs 0 -H "User-Agent:" -f -s -m 15 --compressed \
    --etag-save "${etag}" --etag-compare "${etag}" -z "${etag}" "$2" 2>/dev/null
}
feeds() {
END
    addresses "$count" | awk '{ printf "  feed \"%d\" \"%s\"\n", NR, $0 }'
    echo "}"
  } >"$store/sfeedrc"
}

command_sfeed() { command=(sfeed_update "$store/sfeedrc"); }

begin_reader() {
  addresses "$count" >"$store/list"
  "$cache/reader/bin/python" "$here/peers/with_reader.py" "$store/store.db" add "$store/list" >&2
}

command_reader() {
  command=("$cache/reader/bin/python" "$here/peers/with_reader.py" "$store/store.db" update "${WORKERS:-32}")
}

# stages PROGRAM: one run of each stage, from an empty store on.
stages() {
  local program=$1 stage command new=$(((count + 4) / 5))
  store=$(mktemp -d "$stores/$program-XXXXXX")
  "begin_$program" || return 1
  "command_$program"
  for stage in cold unchanged changed; do
    case $stage in
      cold) stage_of first "$count" 0 $((count * entries)) 0 ;;
      unchanged) stage_of first 0 "$count" $((count * entries)) 0 ;;
      changed) stage_of second "$new" $((count - new)) $((count * entries + new)) "$new" ;;
    esac || return 1
  done
  rm -rf "$store"
}

# stage_of SERVED ANSWERS-200 ANSWERS-304 ENTRIES NEW-ENTRIES
stage_of() {
  # Newsboat keeps the validators of a feed only from the second time on.
  if [ "$program $stage" = "newsboat unchanged" ]; then "${command[@]}" >&2 || return 1; fi
  serve "$1"
  measured "$prefix$stage" "${label:-$program}" "${command[@]}" && answered "$2" "$3" || return 1
  [ "$round" != 1 ] || python3 "$here/check.py" "$program" "$store" "$4" "$5" >&2
}

# answered COUNT-200 COUNT-304: whether the server answered just that; its last lines may come a moment later.
answered() {
  local found
  for _ in 1 2 3 4 5; do
    found="$(grep -c '^200$' "$server/access.log") $(grep -c '^304$' "$server/access.log") $(wc -l <"$server/access.log")"
    [ "$found" = "$1 $2 $(($1 + $2))" ] && return
    sleep 0.2
  done
  say "$program, $stage: the server answered 200, 304 and in all ${found// /, } times, not $1, $2, $(($1 + $2))"
  return 1
}

count=$feeds prefix="" label=""
run_feedmatter() { stages feedmatter; }
run_newsboat() { stages newsboat; }
run_sfeed() { stages sfeed; }
run_reader() { stages reader; }
run_growth() { count=$2 prefix=growth- label=$2 stages feedmatter; }

# --- the jobs ---

if includes "$jobs" fetch; then
  about cold "Fetching $(counted "$feeds") feeds for the first time" "$feeds" feeds
  about unchanged "Fetching $(counted "$feeds") feeds that are unchanged" "$feeds" feeds
  about changed "Fetching $(counted "$feeds") feeds of which one in five has changed" "$feeds" feeds
  for stage in cold unchanged changed; do goal "$stage" fastest wall 10; done
  by_turns fetch
fi

if includes "$jobs" growth; then
  growing growth-unchanged "Growth of fetching what is unchanged" feeds
  growing growth-changed "Growth of fetching what has changed, one in five" feeds
  growth growth-cold "Growth of fetching for the first time" feeds $((feeds / 16)) $((feeds / 4)) "$feeds"
fi

report
