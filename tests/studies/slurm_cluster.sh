# Sourced by tests on Slurm, with the program as its argument: a folder, a cluster of three nodes in it, and a study "plant.toml" to do
# there. Both go away when the test ends. Exit code 77: this machine has no Slurm, or we are not root, or it does not start here.
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
started=$("$here/small_slurm.sh" start "$dir/cluster" 3) || { echo "Slurm does not start here"; exit 77; }
eval "$started"

# same_digest ONE.json OTHER.json
same_digest() {
    python3 -c 'import json, sys; a, b = (json.load(open(f))["digest"] for f in sys.argv[1:]); print(a, b); raise SystemExit(a != b)' "$@"
}
