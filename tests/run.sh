#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and runs every test, the desktop's included (offscreen).
# Usage: bash tests/run.sh [PRESET]   with PRESET one of release (default), dev, asan, tsan; tidy runs no test.
# tidy: every header alone, clang-tidy over every source, and the fuzzers built, which clang alone compiles.
source "$(dirname "${BASH_SOURCE[0]}")/../app/setup.sh"

preset="${1:-release}"
[ "$preset" != tidy ] || IMPRINT_PACKAGES+=(clang clang-tidy libclang-rt-14-dev)
# What the tests of figures hold the files against: PDF and SVG by other programs, pgfplots by LuaTeX.
IMPRINT_PACKAGES+=(poppler-utils librsvg2-bin texlive-luatex texlive-pictures)
install_packages
build_preset "$preset"
if [ "$preset" = tidy ]; then
  say "Reading every source with clang-tidy"
  run-clang-tidy -quiet -p build/tidy -j "$(nproc)" -extra-arg=-Wno-unknown-warning-option \
    -extra-arg=-include -extra-arg="$IMPRINT_ROOT/resources/cmake/clang_and_torch.h" \
    "^$IMPRINT_ROOT/(core|analysis|datasets|app|tests)/"
  build_preset fuzz
  exit 0
fi

say "Running the tests"
export OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=0 QT_QPA_PLATFORM=offscreen
case "$preset" in
  # LibTorch and its dependencies are not instrumented: what they leak or race is not ours to report.
  asan) export ASAN_OPTIONS="detect_leaks=0:protect_shadow_gap=0" UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1" ;;
  # die_after_fork: what QProcess starts by vfork marks its parent, too, as a child that may start no thread.
  tsan) export TSAN_OPTIONS="die_after_fork=0:suppressions=$IMPRINT_ROOT/tests/support/tsan.supp:halt_on_error=1:ignore_noninstrumented_modules=1" OMP_NUM_THREADS=1 ;;
esac
cd "$IMPRINT_ROOT"
ctest --preset "$preset" --parallel "$(nproc)"
