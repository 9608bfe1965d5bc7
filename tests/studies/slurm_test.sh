#!/usr/bin/env bash
# A campaign on three Slurm nodes: 20 tasks are killed while they run, a node loses its power, more tasks than an array may have;
# the merged database gives the digest of a straight sweep, and holds nothing twice.
#
#   slurm_test.sh PROGRAM        exit code 77: this machine has no Slurm, or we are not root
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export AGROCAP=$1 PATH=$PATH:/usr/sbin:/sbin
for program in slurmctld slurmd sbatch munged unshare python3; do
    command -v $program >/dev/null || { echo "there is no $program"; exit 77; }
done
[ "$(id -u)" -eq 0 ] || { echo "not root"; exit 77; }
unshare --pid --fork --mount-proc true 2>/dev/null || { echo "no right to make a process namespace"; exit 77; }

dir=$(mktemp -d)
killer=
finish() {
    [ -z "$killer" ] || kill "$killer" 2>/dev/null || true
    "$here/small_slurm.sh" stop "$dir/cluster"
    for _ in $(seq 20); do rm -rf "$dir" 2>/dev/null && return; sleep 0.5; done   # a daemon that ends may still write its state
}
trap finish EXIT
chmod 711 "$dir"
cd "$dir"
cat >plant.toml <<'TOML'
schema = 1
[scenario]
horizon = "1 y"
[experiment]
replications = 40
[item.unit]
[plant.works.line.main]
makes = "unit"
route = ["saw", "press"]
[plant.works.line.main.station.saw]
time = { dist = "exponential", mean = "50 s" }
[plant.works.line.main.station.press]
time = { dist = "exponential", mean = "1 min" }
[study.size]
vary = { "plant.works.line.main.station.press.servers" = [1, 2, 3], "plant.works.line.main.buffer" = [1, 5] }
TOML
mkdir cluster
eval "$("$here/small_slurm.sh" start "$dir/cluster" 3)"
"$AGROCAP" campaign plan plant.toml --dir c --tasks 24 --quiet

kill_some() {   # 20 tasks, one at a time, and a node in between
    local kills=0 pid
    while ((kills < 20)); do
        pid=$(pgrep -f "campaign work $dir/c" | shuf -n 1 || true)
        if [ -n "$pid" ] && kill -9 "$pid" 2>/dev/null; then kills=$((kills + 1)); fi
        [ $kills -ne 5 ] || [ ! -e cluster/nodes/n3 ] || "$here/small_slurm.sh" kill "$dir/cluster" n3
        echo $kills >kills
        sleep 0.4
    done
}
kill_some & killer=$!
WAIT=1 ROUNDS=12 timeout 400 "$AGROCAP" campaign submit c --engine slurm 2>submit.log
tail -n 2 submit.log
"$AGROCAP" campaign watch c
"$AGROCAP" campaign merge c
echo "$(cat kills) tasks were killed, node n3 $([ -e cluster/nodes/n3 ] && echo "lives" || echo "is gone")"
[ "$(grep -c -- --array submit.log)" -ge 2 ] || { echo "one array for 24 tasks, where 16 are allowed"; exit 1; }
[ "$(cat kills)" -ge 5 ] && [ ! -e cluster/nodes/n3 ] || { echo "too few were killed for a test"; exit 1; }
"$AGROCAP" sweep plant.toml --quiet --db c/study.db --json merged.json --timing >/dev/null 2>timing
grep -q '240 found, 0 simulated' timing
"$AGROCAP" sweep plant.toml --quiet --db straight.db --json straight.json >/dev/null
python3 -c 'import json; a, b = (json.load(open(f))["digest"] for f in ("merged.json", "straight.json")); print(a, b); raise SystemExit(a != b)'
