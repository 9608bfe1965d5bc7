#!/usr/bin/env bash
# Package and archive on a bare Debian 12, which debootstrap fills a folder with: the archive's program runs as it is, the package is
# installed by apt with what it needs. Results have the digest of the build's own program, and nothing stays when the package goes.
#
#   bare_debian_test.sh BUILD [ARCHIVE]      BUILD: where agrocap was built; ARCHIVE: what tools/packaging/make-archive made
#
# Exit code 77, with a reason: this machine has no bare Debian to give.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(realpath "$1")
archive=${2:+$(realpath "$2")}
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C DEBIAN_FRONTEND=noninteractive
skip() { echo "skipped: $*"; exit 77; }
fail() { echo "bare_debian: $*" >&2; exit 1; }

for program in debootstrap dpkg-deb dpkg-shlibdeps unshare python3; do
    command -v $program >/dev/null || skip "there is no $program"
done
[[ $(id -u) -eq 0 ]] || skip "not root"
unshare --mount true 2>/dev/null || skip "no right to mount"
# Where this machine has its packages from.
source=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 'Component: main' | awk '$1 == "bookworm" { print $2; exit }')
[[ -n $source ]] || skip "this machine has no package source for Debian 12"

dir=$(mktemp -d)
trap 'rm -rf --one-file-system "$dir"' EXIT
bare=$dir/bare
package=$("$root/tools/packaging/make-deb" "$build" "$dir")
debootstrap --variant=minbase bookworm "$bare" "$source" >"$dir/log" 2>&1 || { tail -n 3 "$dir/log"; skip "debootstrap did not come to its end"; }
# In a namespace of its own /proc is there for the new system alone, and goes with it.
inside() { unshare --mount --propagation private sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" sh -euc "$1"' "$bare" "$1"; }

digest() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["digest"])' "$1"; }
scenario=scenarios/teaching/15_what_if.toml
run="--quiet --replications 3 --json /tmp/run.json --html /tmp/run.html --xlsx /tmp/run.xlsx"
"$build/agrocap" run "$root/$scenario" --quiet --replications 3 --json "$dir/here.json" >/dev/null
expected=$(digest "$dir/here.json")
# PROGRAM DOC: runs what is installed there.
runs_inside() {
    rm -f "$bare"/tmp/run.*
    inside "$1 run $2/$scenario $run >/dev/null"
    [[ -s $bare/tmp/run.html && -s $bare/tmp/run.xlsx ]] || fail "$1 wrote no page or no spreadsheet"
    [[ $(digest "$bare/tmp/run.json") == "$expected" ]] || fail "$1 gives another digest than the build"
    echo "$1: $expected"
}

if [[ -n $archive ]]; then
    tar --extract --file "$archive" --directory "$bare/opt" --strip-components 1
    runs_inside /opt/bin/agrocap /opt/share/doc/agrocap
    rm -rf "$bare"/opt/*
fi
cp "$package" "$bare/tmp/agrocap.deb"
inside 'apt-get -q update && apt-get -q install -y --no-install-recommends /tmp/agrocap.deb' >"$dir/install" 2>&1 || { tail "$dir/install"; fail "apt does not install the package"; }
runs_inside agrocap /usr/share/doc/agrocap
inside 'apt-get -q purge -y agrocap' >"$dir/purge" 2>&1 || { tail "$dir/purge"; fail "apt does not take the package away"; }
left=$(find "$bare/usr" "$bare/etc" "$bare/var/lib" -iname '*agrocap*')
[[ -z $left ]] || fail "left behind: $left"
