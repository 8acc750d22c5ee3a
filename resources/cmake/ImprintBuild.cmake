# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of Imprint is built: language, warnings, sanitizers, and one function a kind of target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set_property(GLOBAL PROPERTY GLOBAL_DEPENDS_NO_CYCLES ON)
option(IMPRINT_PRECOMPILED_HEADER "Share precompiled headers among the LibTorch targets" ON)

find_program(IMPRINT_CCACHE ccache)
if(IMPRINT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${IMPRINT_CCACHE})
endif()

add_library(imprint_options INTERFACE)
target_include_directories(imprint_options INTERFACE ${PROJECT_SOURCE_DIR})
# No contraction: a fused multiply-add would make a kernel's bits depend on the machine.
target_compile_options(imprint_options INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Werror
                       -ffp-contract=off -fpch-preprocess $<$<CONFIG:Debug>:-DEIGEN_INITIALIZE_MATRICES_BY_NAN>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  # GCC 12 and 13 see overflows in std::string's operator+ that are not there (GCC bugs 105329 and 105651).
  target_compile_options(imprint_options INTERFACE -Wno-restrict -Wno-stringop-overflow)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 14 sees a copy beyond the end of the std::vector<bool> that LibTorch's Function::apply reserves.
  target_compile_options(imprint_options INTERFACE -Wno-array-bounds -Wno-stringop-overflow)
endif()
if(IMPRINT_SANITIZE)
  target_compile_options(imprint_options INTERFACE -fsanitize=${IMPRINT_SANITIZE} -fno-omit-frame-pointer -O1 -g1)
  target_link_options(imprint_options INTERFACE -fsanitize=${IMPRINT_SANITIZE})
endif()
if(IMPRINT_FUZZ)  # undefined behaviour is a finding, not a line in the output
  target_compile_options(imprint_options INTERFACE -fno-sanitize-recover=all)
endif()

# imprint_library(NAME [TORCH tensors|modules] [SUBFOLDERS] [OBJECT] [DEPENDS target...])
# A static library, or a bare object, from the sources of the current folder. TORCH: uses LibTorch and the precompiled header of that name;
# modules where most files see torch::nn.
# SUBFOLDERS: takes the folders below, too, unless they are targets of their own.
function(imprint_library name)
  cmake_parse_arguments(ARG "SUBFOLDERS;OBJECT" "TORCH" "DEPENDS" ${ARGN})
  if(ARG_SUBFOLDERS)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
    file(GLOB_RECURSE other_targets CONFIGURE_DEPENDS */CMakeLists.txt)
    foreach(target IN LISTS other_targets)
      get_filename_component(folder ${target} DIRECTORY)
      if(NOT folder STREQUAL CMAKE_CURRENT_SOURCE_DIR)
        list(FILTER sources EXCLUDE REGEX "^${folder}/")
      endif()
    endforeach()
  else()
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  endif()
  list(FILTER sources EXCLUDE REGEX "_facts\\.cpp$")  # of a target of their own (imprint_facts)
  if(NOT sources MATCHES "\\.cpp")
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${name}.cpp CONTENT "")
    list(APPEND sources ${PROJECT_BINARY_DIR}/generated/${name}.cpp)
  endif()
  set(kind STATIC)
  if(ARG_OBJECT)
    set(kind OBJECT)
  endif()
  add_library(${name} ${kind} ${sources})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(${name} PUBLIC imprint_options ${ARG_DEPENDS})
  imprint_use_torch(${name} "${ARG_TORCH}")
endfunction()

# imprint_facts(NAME [FOLDER folder] DEPENDS target...)
# A static library from the facts of the kinds below the current folder, or below FOLDER: every *_facts.cpp. No LibTorch.
function(imprint_facts name)
  cmake_parse_arguments(ARG "" "FOLDER" "DEPENDS" ${ARGN})
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER .)
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${ARG_FOLDER}/*_facts.cpp)
  add_library(${name} STATIC ${sources})
  # Never joined: the facts of different kinds are alike, down to the names of their helpers.
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  target_link_libraries(${name} PUBLIC imprint_options ${ARG_DEPENDS})
endfunction()

# imprint_use_torch(NAME tensors|modules): LibTorch, with that precompiled header; nothing for "". An executable that
# takes a precompiled header must be compiled as the libraries are.
function(imprint_use_torch name kind)
  if(NOT kind)
    return()
  endif()
  target_link_libraries(${name} PUBLIC imprint_torch)
  if(IMPRINT_PRECOMPILED_HEADER)
    target_compile_options(${name} PRIVATE -fPIC)
    target_precompile_headers(${name} REUSE_FROM imprint_header_of_${kind})
  endif()
endfunction()
