#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the working tree's results against those of an earlier commit on this machine, bit for bit: metrics without their
# clock, the last weights of every run, a run that was killed and resumed, a sweep, and the files of a figure, at one and
# at two threads. Hashes hold on one machine only, so nothing is stored: the commit is built beside this one.
# Usage: bash tests/same_bits.sh COMMIT [--now FIELD=VALUE]...
#   --now gives today's program alone an override, where a default has changed since: precision.linear_granularity=tensor
source "$(dirname "${BASH_SOURCE[0]}")/../app/setup.sh"

commit="$(git -C "$IMPRINT_ROOT" rev-parse --verify "${1:?a commit to compare with}^{commit}")"
shift
now_only=()
while [ "${1:-}" = --now ]; do now_only+=(--set "${2:?FIELD=VALUE}"); shift 2; done

specs="$IMPRINT_ROOT/tests/same_bits"
work="$IMPRINT_ROOT/build/same-bits"
out="$work/out"
then_root="$work/${commit:0:12}"
differences=0

build_both() {
  install_packages
  build_preset release imprint_command imprint_figure_program
  [ -d "$then_root" ] || git -C "$IMPRINT_ROOT" worktree add --detach "$then_root" "$commit" >&2
  cd "$then_root"
  [ -f build/release/build.ninja ] || cmake --preset release >&2
  cmake --build --preset release --target imprint_command imprint_figure_program >&2
  cd "$IMPRINT_ROOT"
}

# program_of then|now: the command line, then its overrides
program_of() { [ "$1" = then ] && echo "$then_root/build/release/bin/imprint" || echo "$IMPRINT_ROOT/build/release/bin/imprint"; }

# overrides_of then|now, a word a line
overrides_of() { [ "$1" = then ] || [ ${#now_only[@]} = 0 ] || printf '%s\n' "${now_only[@]}"; }

# imprint SIDE COMMAND SPEC WORD...
imprint() {
  local more
  mapfile -t more < <(overrides_of "$1")
  "$(program_of "$1")" "${@:2}" ${more[@]+"${more[@]}"} >/dev/null 2>>"$out/log-$1"
}

# The bytes of a checkpoint's tensors, without the header, which may tell more than it did.
tensors() {
  local header
  header="$(od -An -t u8 -N 8 "$1" | tr -d ' ')"
  tail -c "+$((header + 9))" "$1"
}

metrics() { cut -d, -f1,2,4- "$1"; }

same() {  # NAME COMMAND FILE_THEN FILE_NOW
  if ! cmp -s <("$2" "$3") <("$2" "$4"); then
    differences=$((differences + 1))
    say "differs: $1: $4"
  fi
}

# Every metrics.csv below a folder, and the last weights beside it.
compare_runs() {  # NAME FOLDER_THEN FOLDER_NOW
  local file folder last
  while read -r file; do
    folder="$(dirname "$file")"
    same "$1, metrics" metrics "$2/$file" "$3/$file"
    last="$(cd "$2/$folder/checkpoints" && ls step-*.safetensors | grep -v state | tail -n 1)"
    same "$1, weights" tensors "$2/$folder/checkpoints/$last" "$3/$folder/checkpoints/$last"
    compared=$((compared + 1))
  done < <(cd "$2" && find . -name metrics.csv | sort)
}

# Kills the run once it has written some rows, and lets it go on.
interrupted() {  # SIDE SPEC THREADS FOLDER
  local more child
  mapfile -t more < <(overrides_of "$1")
  # No function here: the process in the background must be the program, for the signal to reach it.
  "$(program_of "$1")" run "$2" --set "threads=$3" ${more[@]+"${more[@]}"} --out "$4" >/dev/null 2>>"$out/log-$1" &
  child=$!
  while kill -0 $child 2>/dev/null && [ "$(cat "$4/metrics.csv" 2>/dev/null | wc -l)" -lt 60 ]; do sleep 0.02; done
  kill -9 $child 2>/dev/null || true
  wait $child 2>/dev/null || true
  "$(program_of "$1")" run --resume --out "$4" >/dev/null 2>>"$out/log-$1"
}

compare_figures() {  # THREADS
  local side recipe="$IMPRINT_ROOT/resources/examples/figures/synthetic-early-deficit.toml" file
  for side in then now; do
    "$(program_of $side)" figure "$recipe" --set "panel.0.sources=$out/$1/then/small-cnn-deficits" \
      --set "panel.1.sources=$out/$1/then/small-cnn-deficits" --out "$out/$1/$side/figure" >/dev/null 2>>"$out/log-$side"
  done
  for file in "$out/$1/then/figure"/*.{pdf,svg,png,csv,tex}; do
    same "figure" cat "$file" "$out/$1/now/figure/$(basename "$file")"
  done
}

build_both
rm -rf "$out"
mkdir -p "$out"
compared=0
export OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=0
for threads in 1 2; do
  for side in then now; do
    say "$side, $threads thread(s)"
    for spec in mlp-adam small-cnn-deficits resnet20; do
      imprint $side run "$specs/$spec.toml" --set "threads=$threads" --out "$out/$threads/$side/$spec"
    done
    interrupted $side "$specs/small-cnn-deficits.toml" $threads "$out/$threads/$side/interrupted"
    imprint $side sweep run "$specs/sweep.toml" --set "threads=$threads" --out "$out/$threads/$side/sweep"
  done
  compare_runs "$threads thread(s)" "$out/$threads/then" "$out/$threads/now"
  compare_runs "interrupted against whole" "$out/$threads/now/small-cnn-deficits" "$out/$threads/now/interrupted"
  compare_figures $threads
done
say "$compared runs compared with ${commit:0:12}: $differences differences"
[ "$differences" = 0 ]
