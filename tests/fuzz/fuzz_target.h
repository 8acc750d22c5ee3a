// SPDX-License-Identifier: GPL-3.0-or-later
// What every fuzzer of a reader is made of:
//
//   IMPRINT_FUZZ_TARGET(idx) { ... `bytes` ... }
//
// The body gives any bytes to the reader and holds it to its promises: what it does not take it refuses by an
// InputError, and what it takes hangs together. Built for libFuzzer the body is LLVMFuzzerTestOneInput; else it joins
// the list that replay_test.cpp runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace imprint::fuzz {

/// A promise that a reader broke. Nobody catches it under libFuzzer, which then keeps the input.
class BrokenPromise : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws BrokenPromise unless it holds.
void require(bool holds, const std::string& promise);

/// How many inputs readers took so far; a corpus of which nothing is taken would test little.
std::int64_t& inputs_taken();

/// Whether `action` takes its input; false when it throws InputError. Other exceptions pass.
template <class Action>
bool accepts(Action action) {
  try {
    action();
    ++inputs_taken();
    return true;
  } catch (const InputError& error) {
    require(error.what()[0] != '\0', "an error says something");
    return false;
  }
}

/// The same; the error must begin with the name of the input, "input".
template <class Action>
bool accepts_by_name(Action action) {
  try {
    action();
    ++inputs_taken();
    return true;
  } catch (const InputError& error) {
    require(std::string_view(error.what()).starts_with("input"),
            "the error names the file: " + std::string(error.what()));
    return false;
  }
}

/// A folder of this process's own, gone when it ends; in memory where there is /dev/shm.
const std::filesystem::path& scratch_folder();
/// A file in it that holds the bytes, for readers that take a path.
std::filesystem::path file_with(std::string_view bytes, const std::string& name = "input");

struct Target {
  std::string name;
  void (*body)(std::string_view bytes);
};
std::vector<Target>& targets();
bool add_target(const char* name, void (*body)(std::string_view bytes));

}  // namespace imprint::fuzz

#ifdef IMPRINT_LIBFUZZER
#define IMPRINT_FUZZ_TARGET(NAME)                                                     \
  static void fuzz_body_of_##NAME(std::string_view bytes);                            \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz_body_of_##NAME({reinterpret_cast<const char*>(data), size});                 \
    return 0;                                                                         \
  }                                                                                   \
  static void fuzz_body_of_##NAME(std::string_view bytes)
#else
#define IMPRINT_FUZZ_TARGET(NAME)                                                                             \
  static void fuzz_body_of_##NAME(std::string_view bytes);                                                    \
  [[maybe_unused]] static const bool is_added_##NAME = imprint::fuzz::add_target(#NAME, fuzz_body_of_##NAME); \
  static void fuzz_body_of_##NAME(std::string_view bytes)
#endif
