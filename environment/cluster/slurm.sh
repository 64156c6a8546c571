#!/usr/bin/env bash
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --output=%x-%A_%a.log
# Feature extraction and the sweep of all experiments as Slurm array jobs, each followed by a job that puts the parts together.
# Start it on the login node, in the checkout, after `dotnet build`; environment/cluster/README.md says more:
#   bash environment/cluster/slurm.sh extract
#   bash environment/cluster/slurm.sh experiments
set -euo pipefail

# Settings: set them in the environment or change them here. Paths are relative to the folder that this is started in.
: "${EPHYSTX:=dotnet lib/EphysTx.Workbook/bin/Debug/net10.0/EphysTx.Workbook.dll}"
: "${OUT:=out/cluster}"
: "${RECORDINGS:=recordings}"                # NWB files, folders, @list.txt or dandi:000020
: "${PRESET:=recommended}"
: "${EXTRACTION_OPTIONS:=}"                  # for example --stream
: "${EXPERIMENTS:=mouse-baselines human-baselines condition-transfer mouse-sequence human-sequence network-transfer cross-species learning-curve}"
: "${COHORT:=allen-scalars}"                 # allen-vectors takes the features extracted here
: "${PROFILE:=full}"
: "${EXPERIMENT_OPTIONS:=}"                  # for example --arms lda,boosting
: "${PARTS:=8}"                              # jobs of each array
: "${LABELS:=}"                              # for allen-vectors: a table with columns for identifier, species and class
export EPHYSTX OUT RECORDINGS PRESET EXTRACTION_OPTIONS EXPERIMENTS COHORT PROFILE EXPERIMENT_OPTIONS PARTS LABELS
export EPHYSTX_VECTORS="$OUT/features/cells.h5"

# The jobs run a copy of this file, in the folder that it was sent from.
cd "${SLURM_SUBMIT_DIR:-.}"
read -ra ephystx <<<"$EPHYSTX"
workers=${SLURM_CPUS_PER_TASK:-2}

# Sends an array of parts and the job that waits for all of them.
send() {
  local name=$1 part=$2 merge=$3 id
  shift 3
  id=$(sbatch --parsable --job-name="$name" --array="1-$PARTS" "$0" "$part" "$@")
  sbatch --parsable --job-name="$name-merge" --dependency="afterok:${id%%;*}" "$0" "$merge" "$@"
}

case ${1:-} in
  extract)
    send extract extract-part extract-merge
    ;;
  extract-part)
    part="$OUT/features/parts/cells.$SLURM_ARRAY_TASK_ID.h5"
    rm -f "$part"
    code=0
    # shellcheck disable=SC2086
    "${ephystx[@]}" extract "$RECORDINGS" --preset "$PRESET" --shard "$SLURM_ARRAY_TASK_ID/$PARTS" --workers "$workers" --out "$part" $EXTRACTION_OPTIONS || code=$?
    # A recording that fails is counted in the feature file and ends nothing: exit code 1, and the part is there.
    [ "$code" -eq 0 ] || { [ "$code" -eq 1 ] && [ -s "$part" ]; }
    ;;
  extract-merge)
    parts=()
    for k in $(seq "$PARTS"); do parts+=("$OUT/features/parts/cells.$k.h5"); done
    "${ephystx[@]}" extract merge "${parts[@]}" --out "$OUT/features/cells.h5"
    ;;
  experiments)
    # Once, before the parts start: the published tables, or the labels of the extracted features.
    if [ "$COHORT" = allen-scalars ]; then "${ephystx[@]}" data get; fi
    if [ -n "$LABELS" ]; then cp "$LABELS" "$OUT/features/cells.csv"; fi
    for name in $EXPERIMENTS; do send "$name" experiment-part experiment-merge "$name"; done
    ;;
  experiment-part | experiment-merge)
    if [ "$1" = experiment-part ]; then
      result="$OUT/experiments/$2.parts/$SLURM_ARRAY_TASK_ID.json"
      which=(--shard "$SLURM_ARRAY_TASK_ID/$PARTS" --jobs "$workers")
    else
      result="$OUT/experiments/$2.json"
      which=(--merge)
    fi
    # shellcheck disable=SC2086
    "${ephystx[@]}" experiment "$2" --cohort "$COHORT" --profile "$PROFILE" --store "$OUT/experiments/units" "${which[@]}" --out "$result" $EXPERIMENT_OPTIONS
    ;;
  *)
    echo "usage: bash environment/cluster/slurm.sh extract|experiments" >&2
    exit 2
    ;;
esac
