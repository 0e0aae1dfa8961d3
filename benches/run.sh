#!/usr/bin/env bash
# All comparisons, one after the other: what is to be reached in one table, and all tables after it.
#
#   cargo build --release && benches/run.sh > table.md
#
# For the settings see comparison.sh; JOBS and PEERS are those of all comparisons, and each takes what it knows. Also
#
#   COMPARISONS  which of them   (fetch convert generate)
default_peers="" default_jobs="" name=all
. "$(dirname "$0")/comparison.sh"

comparisons=${COMPARISONS:-fetch convert generate}
records=()
for comparison in $comparisons; do
  say "== $comparison"
  if BENCH_ALL=yes "$benches/$comparison/run.sh" >&2; then
    cat "$cache/out/$comparison/versions" >>"$versions"
  else
    echo "- ended early: $comparison" >>"$versions"
  fi
  records+=("$cache/out/$comparison/record.jsonl")
done
python3 "$benches/table.py" "${records[@]}" >"$out/tables"
machine
sort -u "$versions"
echo
cat "$out/tables"
