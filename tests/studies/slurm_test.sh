#!/usr/bin/env bash
# A campaign on three Slurm nodes: 20 tasks are killed while they run, a node loses its power, more tasks than an array may have;
# the merged database gives the digest of a straight sweep, and holds nothing twice.
#
#   slurm_test.sh PROGRAM        exit code 77: this machine has no Slurm, or we are not root
source "$(dirname "${BASH_SOURCE[0]}")/slurm_cluster.sh"
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
same_digest merged.json straight.json
