#!/usr/bin/env bash
# Stands in for sbatch: runs each index of an array as plain bash, at once, from a copy of the script in another place, and prints the number of the job.
set -euo pipefail
indices=("")
while [[ $1 == --* ]]; do
  case $1 in
    --array=*)
      range=${1#--array=}
      mapfile -t indices < <(seq "${range%-*}" "${range#*-}")
      echo "array $range" >>jobs.log
      ;;
    --dependency=afterok:*) echo "after ${1#--dependency=afterok:}" >>jobs.log ;;
  esac
  shift
done
script=$1
shift
spool=$(mktemp -d)
trap 'rm -rf "$spool"' EXIT
cp "$script" "$spool/slurm_script"
for index in "${indices[@]}"; do
  submitted=$PWD
  (
    cd /
    export SLURM_SUBMIT_DIR=$submitted SLURM_CPUS_PER_TASK=1
    [ -z "$index" ] || export SLURM_ARRAY_TASK_ID=$index
    bash "$spool/slurm_script" "$@" >>"$submitted/log.txt" 2>&1
  ) || { cat log.txt >&2; exit 1; }
done
wc -l <jobs.log
