# SPDX-License-Identifier: GPL-3.0-or-later
# Everything from outside, as Debian 12 packages it; app/setup.sh installs the packages.
find_package(Torch REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
find_path(CLI11_INCLUDE CLI/CLI.hpp REQUIRED)

# LibTorch with its headers as system headers, so that only our own code is held to our warnings.
add_library(imprint_torch INTERFACE)
target_include_directories(imprint_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(imprint_torch INTERFACE ${TORCH_LIBRARIES})

# The precompiled header's owner: an otherwise empty library.
file(WRITE ${PROJECT_BINARY_DIR}/generated/torch_header.cpp "// Carries the precompiled header.\n")
add_library(imprint_torch_header STATIC ${PROJECT_BINARY_DIR}/generated/torch_header.cpp)
target_link_libraries(imprint_torch_header PUBLIC imprint_options imprint_torch)
if(IMPRINT_PRECOMPILED_HEADER)
  target_precompile_headers(imprint_torch_header PRIVATE
    <ATen/ATen.h> <torch/csrc/autograd/custom_function.h> <torch/nn/module.h> <cstdint> <string> <vector>)
endif()

if(IMPRINT_STUDIO)
  find_package(Qt6 REQUIRED COMPONENTS Core Gui Widgets Charts Svg)
endif()
if(IMPRINT_TESTS)
  find_package(GTest REQUIRED)
  if(IMPRINT_STUDIO)
    find_package(Qt6 REQUIRED COMPONENTS Test)
  endif()
endif()
if(IMPRINT_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
