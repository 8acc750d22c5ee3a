# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run.sh and tests/run.sh: installs what is missing on Debian 12 and builds a preset.
# It can be sourced again and again; when nothing is missing it takes a moment.
set -euo pipefail

IMPRINT_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# Everything that building, running and testing need, by name. fonts-inter is the desktop's own font, where the user's
# desktop names no other. OpenBLAS is not optional in practice: with the
# reference BLAS that libtorch-dev pulls in, a matrix product runs at a fiftieth of the speed.
IMPRINT_PACKAGES=(
  git ca-certificates g++ cmake ninja-build ccache pkg-config
  libtorch-dev libdnnl-dev libopenblas0-pthread libopenblas-dev libeigen3-dev
  qt6-base-dev qt6-charts-dev qt6-svg-dev libqt6opengl6-dev libqt6svg6 qt6-qpa-plugins
  nlohmann-json3-dev libtomlplusplus-dev libcli11-dev libspdlog-dev
  libsqlite3-dev zlib1g-dev libarchive-dev libxxhash-dev libjpeg62-turbo-dev libpng-dev
  libonnx-dev libprotobuf-dev
  libcurl4-openssl-dev libssl-dev
  libgtest-dev libgmock-dev libbenchmark-dev libmpfr-dev
  fonts-dejavu-core fonts-liberation fonts-inter
)

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

missing_packages() {
  local package
  for package in "${IMPRINT_PACKAGES[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || printf '%s\n' "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  if ! command -v apt-get >/dev/null; then
    say "apt-get is not here; please install what these Debian packages hold: ${IMPRINT_PACKAGES[*]}"
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages)
  if [ ${#missing[@]} = 0 ]; then
    return
  fi
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
}

# build_preset PRESET [target...]
build_preset() {
  local preset="$1"
  shift
  cd "$IMPRINT_ROOT"
  if [ ! -f "build/$preset/build.ninja" ]; then
    say "Configuring the $preset preset"
    cmake --preset "$preset" >&2
  fi
  say "Building the $preset preset"
  cmake --build --preset "$preset" ${1:+--target "$@"} >&2
}
