// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with a spec, a recipe, a planned sweep and a trained run of a few steps, made once for all tests of a suite.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/app/cli/doors/whole_program.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {

class TrainedPlace : public ::testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite() { folder_.reset(); }

  static std::string at(const std::string& name) { return (*folder_ / name).string(); }
  static std::string spec() { return at("spec.toml"); }
  static std::string sweep() { return at("sweep.toml"); }
  static std::string recipe() { return at("recipe.toml"); }
  static std::string run() { return at("run"); }
  static std::string planned() { return at("planned"); }
  /// The run's last model file.
  static std::string weights();

 private:
  static std::unique_ptr<TemporaryFolder> folder_;
};

/// A line that prints something, for every command.
struct PrintingLine {
  std::string command;
  std::vector<std::string> words;
};

}  // namespace imprint::test
