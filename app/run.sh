#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh Debian 12 to the running studio: installs, builds, starts the built-in example.
# Where there is no display the same example runs headless and leaves its figures in a folder that is named.
# Arguments are passed on to imprint-studio.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_packages
build_preset release imprint_command imprint_studio_program imprint_figure_program

bin="$IMPRINT_ROOT/build/release/bin"
example="$IMPRINT_ROOT/resources/examples/synthetic-early-deficit.toml"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  say "Starting the studio"
  if [ $# = 0 ]; then set -- "$example" --start; fi
  exec "$bin/imprint-studio" "$@"
fi

out="$IMPRINT_ROOT/out/first-light-$(date +%Y%m%d-%H%M%S)"
say "No display here: running the built-in example headless into $out"
"$bin/imprint" run "$example" --out "$out"
"$bin/imprint" figure "$IMPRINT_ROOT/resources/examples/figures/synthetic-early-deficit.toml" \
  --set "panel.0.sources=$out" --set "panel.1.sources=$out" --out "$out/figures"
QT_QPA_PLATFORM=offscreen "$bin/imprint-studio" --open "$out" --grab "$out/figures/window.png"
say "Done. The run: $out, its figures: $out/figures"
