#!/usr/bin/env bash
# A sweep of real runs through a real Slurm cluster of one node, whose node dies half-way, beside the same sweep on this
# machine: every run has to finish with the same bits. Needs root, slurm-wlm and munge.
#   slurm_check.sh ENGRAM_DLL [FOLDER]     the folder is made, and removed unless it is given
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dll=$(realpath "${1:?path of Engram.Cli.dll}")
work=${2:-$(mktemp -d)}
mkdir -p "$work"
work=$(realpath "$work")
chmod 755 "$work"
cluster=$work/cluster
followed=
trap 'end' EXIT

engram() { dotnet "$dll" "$@"; }

end() {
  [ -n "$followed" ] && kill "$followed" 2>/dev/null || true
  "$here/cluster.sh" stop "$cluster" || true
  [ "$keep" = no ] && rm -rf "$work" || true
}
keep=$([ $# -gt 1 ] && echo yes || echo no)

fail() {
  echo "$1"
  tail -n 20 "$work/follow.log" "$cluster/slurmctld.log" 2>/dev/null
  exit 1
}

# Waits until a command succeeds, for at most so many seconds.
wait_for() {
  local seconds=$1 end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || fail "after $seconds s still not: $*"
    sleep 0.3
  done
}

# Runs whose record, or whose attempt, says a word; and those of them that have left a checkpoint and train.
count() { { grep -ls "\"status\": \"$1\"" "$work"/slurm/$2 || true; } | wc -l; }
count_under_way() {
  local attempt count=0
  for attempt in "$work"/slurm/attempts/*.json; do
    grep -qs '"status": "running"' "$attempt" && compgen -G "$work/slurm/runs/$(basename "$attempt" .json)/checkpoint/*.safetensors" >/dev/null &&
      count=$((count + 1))
  done
  echo $count
}
half_way() { [ "$(count finished 'runs/*/run.json')" -ge 2 ] && [ "$(count_under_way)" -ge 1 ]; }
tasks_wait_again() { squeue --noheader --states=PENDING --format=%r | grep -q BeginTime; }
follower_ended() { ! kill -0 "$followed" 2>/dev/null; }

# Slurm lets a task of a lost node wait for two minutes; the check has no time for that.
hurry() {
  squeue --noheader --array --states=PENDING --format='%i %r' | awk '$2 == "BeginTime" { print $1 }' |
    while read -r task; do scontrol update JobId="$task" StartTime=now; done
}

cat >"$work/check.yaml" <<END
base:
  layers: [128, 96]
  epochs: 12
  trainSamples: 12000
  batchSize: 128
grid:
  model: [ff, bp]
  learningRate: [0.002, 0.01]
repetitions: 2
checkpointEvery: 1
slurm:
  cpus: 1
  time: "10"
END

engram sweep "$work/check.yaml" --output "$work/local" --workers 2 --quiet

"$here/cluster.sh" start "$cluster" || { echo "no Slurm cluster comes up on this machine"; exit 77; }
export SLURM_CONF=$cluster/slurm.conf
start=$SECONDS
dotnet "$dll" sweep "$work/check.yaml" --output "$work/slurm" --slurm >"$work/follow.log" 2>&1 &
followed=$!
wait_for 90 half_way
finished=$(count finished 'runs/*/run.json')
before=$(count_under_way)
"$here/cluster.sh" kill-node "$cluster"

# What has begun less than BatchStartTimeout + MessageTimeout ago may still be on its way for all that Slurm knows.
sleep 8
"$here/cluster.sh" start-node "$cluster"
wait_for 40 tasks_wait_again
hurry
wait_for 180 follower_ended
wait "$followed" || fail "the sweep did not finish: exit code $?"
followed=
seconds=$((SECONDS - start))

# ---------------------------------------------------------------------------------------------- the same bits
timeless_metrics() { cut -d, -f1-7,9- "$1"; }
timeless_results() { grep -vE ',(trainSeconds|totalSeconds|samplesPerSecond|peakResidentBytes|threads),' "$1"; }
compared=0
for run in "$work"/local/runs/*; do
  name=$(basename "$run")
  cmp "$run/weights.safetensors" "$work/slurm/runs/$name/weights.safetensors" || fail "weights of $name differ"
  diff <(timeless_metrics "$run/metrics.csv") <(timeless_metrics "$work/slurm/runs/$name/metrics.csv") || fail "metrics of $name differ"
  compared=$((compared + 1))
done
diff <(timeless_results "$work/local/results.csv") <(timeless_results "$work/slurm/results.csv") || fail "results differ"
[ "$(timeless_results "$work/local/results.csv" | wc -l)" -gt $((compared * 10)) ] || fail "the results are all but empty"
resumed=$(grep -l 'resumed at step' "$work"/slurm/logs/*.log | wc -l)
[ "$resumed" -gt 0 ] || fail "no run went on from a checkpoint"

# ------------------------------------------------------------- a start that finds everything done submits nothing
engram sweep "$work/check.yaml" --output "$work/slurm" --slurm | grep -q "$compared runs, $compared finished" || fail "a second start does not find everything done"

echo "fact: $compared runs as tasks of a Slurm array ($(sinfo --version)); the node died after $finished of them with $before under way"
echo "fact: all finished in $seconds s, $resumed went on from checkpoints; weights, metrics and results have the bits of a local sweep"
