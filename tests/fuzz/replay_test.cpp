// SPDX-License-Identifier: GPL-3.0-or-later
// The short pass of every fuzzer: its corpus, and a fixed number of mutations of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "core/base/atomic_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/mutation.h"
#include "tests/support/source_root.h"

namespace imprint::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int mutations = 1500;

fs::path corpus_of(const std::string& name) { return test::source_root() / "tests/fuzz/corpus" / name; }

std::vector<std::string> seeds_of(const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpus_of(name))) files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> seeds;
  for (const fs::path& file : files) seeds.push_back(read_whole_file(file));
  return seeds;
}

/// Printable, and not too long for a message.
std::string shown(const std::string& bytes) {
  std::string text;
  for (const char c : bytes.substr(0, 2000))
    text += c >= ' ' && c <= '~' ? std::string(1, c) : c == '\n' ? "\n" : "\\?";
  return text;
}

/// Whether it came through; else the test has failed and shows the input.
bool survives(const Target& target, const std::string& input) {
  try {
    target.body(input);
    return true;
  } catch (const std::exception& problem) {
    ADD_FAILURE() << target.name << ": " << problem.what() << "\nof " << input.size() << " bytes:\n" << shown(input);
    return false;
  }
}

class Fuzz : public ::testing::TestWithParam<Target> {};

TEST_P(Fuzz, ReaderKeepsItsPromisesOnSeedsAndTheirMutations) {
  const std::vector<std::string> seeds = seeds_of(GetParam().name);
  ASSERT_FALSE(seeds.empty()) << corpus_of(GetParam().name);
  const std::int64_t taken_before = inputs_taken();
  for (const std::string& seed : seeds) ASSERT_TRUE(survives(GetParam(), seed));
  EXPECT_GT(inputs_taken(), taken_before) << "no seed is taken: the mutations would test refusals alone";
  std::mt19937_64 generator(1);
  for (int i = 0; i < mutations; ++i) ASSERT_TRUE(survives(GetParam(), mutated(seeds, generator))) << "mutation " << i;
}

std::vector<Target> sorted_targets() {
  std::ranges::sort(targets(), {}, &Target::name);
  return targets();
}

INSTANTIATE_TEST_SUITE_P(Readers, Fuzz, ::testing::ValuesIn(sorted_targets()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace imprint::fuzz
