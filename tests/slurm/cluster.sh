#!/usr/bin/env bash
# A Slurm cluster of one node on this machine, for tests. Needs root, and Debian's packages slurm-wlm and munge.
#   cluster.sh start FOLDER        starts it; all it writes is in the folder. Then: export SLURM_CONF=FOLDER/slurm.conf
#   cluster.sh kill-node FOLDER    the node dies: its daemon and all tasks are killed without warning
#   cluster.sh start-node FOLDER   the node comes back
#   cluster.sh stop FOLDER         ends everything that was started
set -euo pipefail

action=${1:?start, kill-node, start-node or stop}
folder=$(realpath -m "${2:?a folder for all that the cluster writes}")
export SLURM_CONF=$folder/slurm.conf

write_configuration() {
  cat >"$SLURM_CONF" <<END
ClusterName=engram
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
SlurmctldPort=26817
SlurmdPort=26818
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
JobRequeue=1
# A lost node is noticed in seconds, and a node that comes back works again.
SlurmdTimeout=10
BatchStartTimeout=1
MessageTimeout=5
ReturnToService=2
KillWait=10
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
}

start_munge() {
  mkdir -p "$folder/munge"
  head -c 1024 /dev/urandom >"$folder/munge/key"
  chown -R munge: "$folder/munge"
  chmod 755 "$folder/munge"
  chmod 400 "$folder/munge/key"
  setpriv --reuid munge --regid munge --clear-groups munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" \
    --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed"
}

start_node() { slurmd -N "$(hostname -s)"; }

wait_until_idle() {
  local i
  for i in $(seq 60); do
    sinfo --noheader --format=%T 2>/dev/null | grep -qE '^(idle|mixed|allocated)$' && return 0
    sleep 0.5
  done
  echo "the node is not ready: $(sinfo --noheader 2>&1)"
  return 1
}

# Tasks, the processes that watch over them, and the daemon: by their numbers, so that nothing else is hit.
kill_node() {
  local daemon tasks task parent
  daemon=$(cat "$folder/slurmd.pid" 2>/dev/null || true)
  tasks=$(scontrol listpids 2>/dev/null | awk 'NR > 1 && $1 > 1 { print $1 }' || true)
  [ -n "$daemon" ] && kill -9 "$daemon" 2>/dev/null || true
  for task in $tasks; do
    parent=$(awk '/^PPid:/ { print $2 }' "/proc/$task/status" 2>/dev/null || true)
    [ -n "$parent" ] && grep -q slurmstepd "/proc/$parent/comm" 2>/dev/null && kill -9 "$parent" 2>/dev/null || true
    kill -9 "$task" 2>/dev/null || true
  done
}

end() {
  local pid i
  pid=$(cat "$1" 2>/dev/null || true)
  [ -n "$pid" ] && kill "$pid" 2>/dev/null || return 0
  for i in $(seq 50); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
}

case $action in
  start)
    mkdir -p "$folder/state" "$folder/spool"
    chmod 755 "$folder"
    write_configuration
    start_munge
    slurmctld
    start_node
    wait_until_idle
    ;;
  kill-node) kill_node ;;
  start-node)
    start_node
    wait_until_idle
    ;;
  stop)
    kill_node
    end "$folder/slurmctld.pid"
    end "$folder/munge/pid"
    ;;
  *)
    echo "unknown action $action" >&2
    exit 2
    ;;
esac
