# SPDX-License-Identifier: GPL-3.0-or-later
# Everything from outside, as Debian 12 packages it; app/setup.sh installs the packages.
find_package(Torch REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(ONNX REQUIRED)  # protobuf messages of its files; its checker is not used
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(LIBCRYPTO REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl>=7.85)
find_path(CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
find_path(DNNL_INCLUDE dnnl.h REQUIRED)
find_library(DNNL_LIBRARY dnnl REQUIRED)

# LibTorch with its headers as system headers, so that only our own code is held to our warnings.
add_library(imprint_torch INTERFACE)
target_include_directories(imprint_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_compile_definitions(imprint_torch INTERFACE AT_PER_OPERATOR_HEADERS)  # its headers then take each other by operator
target_link_libraries(imprint_torch INTERFACE ${TORCH_LIBRARIES})
# at::parallel_for is a template: in sources compiled without OpenMP it silently runs on one thread. The thread
# sanitizer cannot see libgomp's barriers, so its build stays serial there; fuzzers need no LibTorch.
if(NOT IMPRINT_SANITIZE MATCHES "thread" AND NOT IMPRINT_FUZZ)
  find_package(OpenMP REQUIRED COMPONENTS CXX)
  target_link_libraries(imprint_torch INTERFACE OpenMP::OpenMP_CXX)
endif()

# oneDNN itself, for small products inside our own loops. Its CMake package would ask for OpenCL.
add_library(imprint_dnnl INTERFACE)
target_include_directories(imprint_dnnl SYSTEM INTERFACE ${DNNL_INCLUDE})
target_link_libraries(imprint_dnnl INTERFACE ${DNNL_LIBRARY})

# Precompiled headers, each owned by an otherwise empty library: tensors and their functions, and these with modules. What
# a precompiled header instantiates is instantiated again in every file that takes it (a second for tensors, two with
# modules, three with all of ATen/ATen.h and torch's functions), so a target takes the smallest that it can.
set(IMPRINT_HEADERS_tensors <ATen/core/Tensor.h> <ATen/ops/empty.h> <torch/csrc/autograd/autograd.h> <cstdint> <string> <vector>)
set(IMPRINT_HEADERS_modules ${IMPRINT_HEADERS_tensors} <torch/nn/module.h>)
foreach(kind tensors modules)
  set(source ${PROJECT_BINARY_DIR}/generated/header_of_${kind}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Carries the precompiled header.\n")
  add_library(imprint_header_of_${kind} STATIC ${source})
  target_link_libraries(imprint_header_of_${kind} PUBLIC imprint_options imprint_torch)
  if(IMPRINT_PRECOMPILED_HEADER)
    target_precompile_headers(imprint_header_of_${kind} PRIVATE ${IMPRINT_HEADERS_${kind}})
  endif()
endforeach()

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
