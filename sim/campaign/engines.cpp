#include "campaign/engines.hpp"

#include <array>
#include <string_view>

namespace agrocap {

namespace {

/// Ends the scripts of engines that wait for what they began: `run` does the tasks whose numbers it is given, a line each.
constexpr std::string_view round_by_round = R"sh(rounds=0
while :; do
    "$agrocap" campaign plan "$dir" --quiet   # gives out the next round, if one is due
    open=$("$agrocap" campaign watch "$dir" --open)
    [ -n "$open" ] || break
    rounds=$((rounds + 1))
    echo "+ ${run[*]}" >&2
    printf '%s\n' "$open" | "${run[@]}" && continue
    # A limit that is reached ends tasks, too, and leaves none open.
    [ -n "$("$agrocap" campaign watch "$dir" --open)$(ls "$dir/failed")" ] || break
    echo "some tasks did not finish: see \"$agrocap campaign watch $dir\"" >&2
    exit 1
done
[ $rounds -gt 0 ] || echo "no task is open"
)sh";

constexpr std::string_view local_script = R"sh(#!/usr/bin/env bash
# Does the open tasks of this campaign on this machine, AT_ONCE at a time (default: one a core), each on one thread; then those of the
# next round, where there is one. AGROCAP names the program. Doing it again goes on with what is open.
set -euo pipefail
dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
agrocap=${AGROCAP:-agrocap}
run=(xargs -r -P "${AT_ONCE:-$(nproc)}" -n 1 "$agrocap" campaign work "$dir" --threads 1 --quiet --task)
)sh";

constexpr std::string_view parallel_script = R"sh(#!/usr/bin/env bash
# Hands the open tasks of this campaign to GNU parallel: on this machine, or on those that HOSTS names, a line each as parallel's
# --sshloginfile takes them. Every host must see this folder under the same path and have the program; AGROCAP names it.
# PARALLEL_ARGS are added. Rounds that follow are handed out, too. Doing it again goes on with what is open.
set -euo pipefail
dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
agrocap=${AGROCAP:-agrocap}
run=(parallel --joblog "$dir/parallel.log" --retries 3)
[ -z "${HOSTS:-}" ] || run+=(--sshloginfile "$HOSTS")
# shellcheck disable=SC2206
run+=(${PARALLEL_ARGS:-} "$agrocap" campaign work "$dir" --threads 1 --quiet --task "{}")
)sh";

constexpr std::string_view slurm_script = R"sh(#!/usr/bin/env bash
# Hands the open tasks of this campaign to Slurm as job arrays. AGROCAP names the program, SBATCH_ARGS are added ("-p short -t 30").
# WAIT=1 waits for the end and hands out what is still open, ROUNDS times (default 4) for each of the campaign's rounds: a batch script
# that is killed outright counts as failed and is not put back by Slurm. Doing it again goes on with what is open.
set -euo pipefail
dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
agrocap=${AGROCAP:-agrocap}
mkdir -p "$dir/log"
# A site allows arrays of so many tasks, and indices below that.
largest=$(scontrol show config | awk '$1 == "MaxArraySize" { print $3 }')
largest=${largest:-1001}

submit() {   # the open tasks, in arrays of indices below the limit: the task is OFFSET + index
    "$agrocap" campaign watch "$dir" --open | awk -v size="$largest" '{
        part = int($1 / size); list[part] = list[part] (part in list && list[part] != "" ? "," : "") ($1 - part * size)
        if (part > last) last = part
    } END { for (part = 0; part <= last; ++part) if (list[part] != "") print part * size, list[part] }' |
    while read -r offset indices; do
        run=(sbatch --parsable --requeue --open-mode=append --job-name=agrocap --output="$dir/log/%A_%a.txt" --array="$indices")
        [ -z "${WAIT:-}" ] || run+=(--wait)
        # shellcheck disable=SC2206
        run+=(${SBATCH_ARGS:-} --wrap "exec '$agrocap' campaign work '$dir' --threads \"\${SLURM_CPUS_PER_TASK:-1}\" --quiet --task \$(($offset + SLURM_ARRAY_TASK_ID))")
        echo "+ ${run[*]}" >&2
        # With --wait its exit code is that of the worst task: without a job's number nothing was taken.
        "${run[@]}" </dev/null | tee "$dir/log/job.txt" || [ -s "$dir/log/job.txt" ] || exit 1
    done
}

tries=1
[ -z "${WAIT:-}" ] || tries=${ROUNDS:-4}
for ((try = 1; try <= tries; ++try)); do
    standing=$("$agrocap" campaign plan "$dir")
    echo "$standing" >&2
    case $standing in *"is given out"*) try=1 ;; esac
    [ -n "$("$agrocap" campaign watch "$dir" --open)" ] || { echo "no task is open"; break; }
    submit
done
[ -n "${WAIT:-}" ] || exit 0
[ -z "$("$agrocap" campaign watch "$dir" --open)$(ls "$dir/failed")" ] ||
    { echo "some tasks did not finish: see \"$agrocap campaign watch $dir\"" >&2; exit 1; }
)sh";

std::string joined(std::string_view beginning, std::string_view end) { return std::string(beginning).append(end); }

const std::array<EngineScript, 3>& scripts() {
    static const std::array all{EngineScript{"local", "local.sh", joined(local_script, round_by_round)},
                                EngineScript{"parallel", "parallel.sh", joined(parallel_script, round_by_round)},
                                EngineScript{"slurm", "slurm.sh", std::string(slurm_script)}};
    return all;
}

}  // namespace

std::span<const EngineScript> engine_scripts() { return scripts(); }

const EngineScript* find_engine(const std::string& engine) {
    for (const EngineScript& script : scripts())
        if (script.engine == engine) return &script;
    return nullptr;
}

}  // namespace agrocap
