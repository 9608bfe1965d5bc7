#!/usr/bin/env bash
# Campaigns that stop by a rule, on three Slurm nodes: a precision, a check and a search take their rounds to the end, also when a task is
# killed in each; what they answer has the digest of one machine, and nothing is simulated for it again.
#
#   slurm_rounds_test.sh PROGRAM        exit code 77: this machine has no Slurm, or we are not root
source "$(dirname "${BASH_SOURCE[0]}")/slurm_cluster.sh"
cat >>plant.toml <<'TOML'
[target.enough]
metric = "output.total"
at_least = 380800
indifference = 0.0005
TOML

kill_one() {   # DIR: one of its tasks, as soon as there is one
    local pid
    until pid=$(pgrep -o -f "campaign work $dir/$1") && kill -9 "$pid" 2>/dev/null; do sleep 0.1; done
    touch "$dir/killed-$1"
}

# do_rounds DIR COMMAND PLAN-OPTIONS…: the campaign DIR to its end, then what COMMAND answers from its database and without it.
do_rounds() {
    local campaign=$1 command=$2
    shift 2
    "$AGROCAP" campaign plan plant.toml --dir "$campaign" --tasks 8 --quiet "$@"
    kill_one "$campaign" & killer=$!
    WAIT=1 ROUNDS=6 timeout 300 "$AGROCAP" campaign submit "$campaign" --engine slurm 2>"$campaign.log"
    "$AGROCAP" campaign merge "$campaign" --quiet
    [ -e "killed-$campaign" ] || { echo "nothing was killed"; exit 1; }
    [ -e "$campaign/rounds/round-0002.json" ] || { echo "$campaign: one round only"; exit 1; }
    echo "$campaign: $(ls "$campaign/rounds" | wc -l) rounds, $(grep -c -- --array "$campaign.log") arrays"
    # shellcheck disable=SC2086
    "$AGROCAP" $command --threads 1 --quiet --db "$campaign/study.db" --json "$campaign.json" --timing >/dev/null 2>"$campaign.timing"
    # shellcheck disable=SC2086
    "$AGROCAP" $command --threads 1 --quiet --db "$campaign-straight.db" --json "$campaign-straight.json" >/dev/null
    same_digest "$campaign.json" "$campaign-straight.json"
}
do_rounds fine "sweep plant.toml --precision 0.001" --precision 0.001
do_rounds checked "check plant.toml" --as check
do_rounds searched "optimise plant.toml" --as optimise
