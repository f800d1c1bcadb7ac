#!/usr/bin/env bash
#SBATCH --job-name=lab11 --ntasks=1 --time=15
#
# slurm.sh RESULTS: grades the class in RESULTS (intake) as a job array, on nodes that share a file system with this
# folder and RESULTS. Run by hand it prints how to submit it. Each task takes a part of the class and leaves out
# students that have a record, so the array can be submitted again.
set -euo pipefail

# Students for each task, about a minute's work for one processor: long enough against the cost of starting a task,
# short enough to spread well.
a_task=20

cannot() {
    printf 'slurm.sh: %s\n' "$1" >&2
    exit 2
}

(($# == 1)) || cannot 'say what to grade: slurm.sh RESULTS'

if [[ -n ${SLURM_ARRAY_TASK_ID:-} ]]; then
    cd "$SLURM_SUBMIT_DIR" # Slurm runs a copy of this file, from a folder of its own
    [[ -x grader/class/shard && -x build/bin/contain ]] ||
        cannot "'$SLURM_SUBMIT_DIR' is not the folder of the kit, or nothing is built there: make build, then submit from there"
    # shellcheck disable=SC2153  # these names are Slurm's
    first=$SLURM_ARRAY_TASK_MIN last=$SLURM_ARRAY_TASK_MAX count=$SLURM_ARRAY_TASK_COUNT
    ((last - first + 1 == count)) ||
        cannot 'the array has a gap: submit all of it, --array=1-N; whoever has a record is left out'
    export JOBS=${JOBS:-${SLURM_CPUS_PER_TASK:-1}}
    part=$((SLURM_ARRAY_TASK_ID - first + 1))/$count
    printf 'part %s on %s\n' "$part" "${SLURMD_NODENAME:-$HOSTNAME}"
    exec grader/class/shard "$1" "$part"
fi

count=$(jq '.students | length' "$1/manifest.json" 2>/dev/null) ||
    cannot "there is no manifest of a class in '$1': make class has to be asked first"
# The largest index that this Slurm takes is one less than its MaxArraySize.
most=$(scontrol show config 2>/dev/null | sed -n 's/^MaxArraySize *= *//p' || true)
most=$((${most:-1001} - 1))
tasks=$(((count + a_task - 1) / a_task))
tasks=$((tasks > most ? most : tasks < 1 ? 1 : tasks))
printf -v results '%q' "$1"
cat <<END
$count students. Submit them from here, 16 tasks at a time:

    make build
    sbatch --array=1-$tasks%16 --output=$results/slurm-%a.txt grader/class/slurm.sh $results

When \`squeue --me\` shows no more of it, make class brings it together, and grades who is left.
END
