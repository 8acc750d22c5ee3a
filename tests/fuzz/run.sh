#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes one reader, or each in turn. What is found stays in build/fuzz/corpus/READER, where the next call goes on; an
# input that breaks the reader is kept as build/fuzz/findings/READER-*.
# Usage: bash tests/fuzz/run.sh READER|all SECONDS      READER: idx, cifar, ... (tests/fuzz/READER_fuzz.cpp)
source "$(dirname "${BASH_SOURCE[0]}")/../../app/setup.sh"

IMPRINT_PACKAGES+=(clang libclang-rt-14-dev)
readers=()
for source in "$IMPRINT_ROOT"/tests/fuzz/*_fuzz.cpp; do readers+=("$(basename "$source" _fuzz.cpp)"); done
if [ $# != 2 ]; then
  say "Usage: bash tests/fuzz/run.sh READER|all SECONDS, with READER one of: ${readers[*]}"
  exit 2
fi
[ "$1" = all ] || readers=("$1")

# fuzz READER SECONDS: the numbers at the end are libFuzzer's (executions, edges, growth of the corpus).
fuzz() {
  local corpus="build/fuzz/corpus/$1" words="tests/fuzz/dictionaries/$1.dict" options=()
  mkdir -p "$corpus" build/fuzz/findings
  [ ! -f "$words" ] || options+=("-dict=$words")
  say "Fuzzing $1 for $2 s"
  ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=1" UBSAN_OPTIONS="print_stacktrace=1" \
    "build/fuzz/tests/fuzz_$1" "$corpus" "tests/fuzz/corpus/$1" "${options[@]}" -max_total_time="$2" -timeout=10 \
    -rss_limit_mb=4096 -max_len=16384 -artifact_prefix="build/fuzz/findings/$1-" -print_final_stats=1
}

install_packages
build_preset fuzz "${readers[@]/#/fuzz_}"
for reader in "${readers[@]}"; do fuzz "$reader" "$2"; done
