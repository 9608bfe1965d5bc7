#!/usr/bin/env bash
# A Slurm cluster of some nodes on this machine, in a folder of its own, for a test: nothing of it outlives `stop`.
#
#   small_slurm.sh start DIR NODES    prints the line that makes a shell see it
#   small_slurm.sh kill DIR NODE      ends a node with all that runs on it, as if its power went
#   small_slurm.sh stop DIR
#
# Needs root (each node is a process namespace, so that its jobs go with it), and slurmctld, slurmd, slurm-client and munge.
set -euo pipefail
action=$1 dir=$2
export SLURM_CONF=$dir/slurm.conf PATH=$PATH:/usr/sbin:/sbin

until_true() { local tries=$(($1 * 5)); shift; until "$@" >/dev/null 2>&1; do ((--tries > 0)) || return 1; sleep 0.2; done; }
is_free() { ! (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
are_up() { [ "$(sinfo -h -N -o %T | grep -cE '^(idle|mixed|allocated)$')" -ge "$1" ]; }

write_conf() {   # NODES
    local port=$((20000 + RANDOM % 9000)) i
    for ((i = 0; i <= $1; ++i)); do is_free $((port + i)) || { write_conf "$1"; return; }; done
    cat >"$SLURM_CONF" <<CONF
ClusterName=small
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/spool/%n/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=0,default_queue_depth=1000
SlurmdTimeout=8
KillWait=2
MessageTimeout=8
BatchStartTimeout=8
TCPTimeout=2
MaxArraySize=16
ReturnToService=2
JobRequeue=1
NodeName=n[1-$1] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[$((port + 1))-$((port + $1))] CPUs=2 RealMemory=1024 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
}

case $action in
    start)
        mkdir -p "$dir/state" "$dir/spool" "$dir/nodes"
        install -d -m 711 "$dir/munge"
        install -d -m 700 "$dir/munge/key"
        (umask 077; head -c 1024 /dev/urandom >"$dir/munge/key/key")
        munged --force --num-threads=2 --socket="$dir/munge/socket" --key-file="$dir/munge/key/key" --pid-file="$dir/munge/key/pid" \
            --log-file="$dir/munge/key/log" --seed-file="$dir/munge/key/seed" 2>"$dir/munge/key/err"
        until_true 5 test -S "$dir/munge/socket"
        write_conf "$3"
        slurmctld -f "$SLURM_CONF" </dev/null >"$dir/slurmctld.out" 2>&1
        until_true 20 scontrol ping
        for ((i = 1; i <= $3; ++i)); do
            mkdir -p "$dir/spool/n$i"
            setsid unshare --pid --fork --mount-proc --kill-child slurmd -D -N "n$i" -f "$SLURM_CONF" </dev/null >"$dir/n$i.out" 2>&1 &
            echo $! >"$dir/nodes/n$i"
        done
        until_true 40 are_up "$3"
        echo "export SLURM_CONF=$SLURM_CONF"
        ;;
    kill) kill -9 "$(cat "$dir/nodes/$3")"; rm "$dir/nodes/$3" ;;
    stop)
        for node in "$dir"/nodes/*; do [ ! -e "$node" ] || kill -9 "$(cat "$node")" 2>/dev/null || true; done
        for pid in "$dir/slurmctld.pid" "$dir/munge/key/pid"; do [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true; done
        ;;
esac
