// SPDX-License-Identifier: GPL-3.0-or-later
// Files of a stopped run, damaged at random: flipped bits, cuts, deletions, zeroed blocks, swapped files. Whoever
// resumes it gets the bits of a run that nothing disturbed, or is told why not; readers neither crash nor hang.
//
// By default 40 mutations; IMPRINT_MUTATIONS=2000 tries more, IMPRINT_MUTATION_SEED others.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "app/workflow/check/run_check.h"
#include "app/workflow/run_job.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/spec/spec_fields.h"
#include "core/store/checkpoint_files.h"
#include "core/store/run_entry.h"
#include "tests/integration/program.h"
#include "tests/support/sanitizer.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Stops a run once the arm with the deficit has done so many steps.
class Stopper : public RunListener {
 public:
  Stopper(RunControl& control, std::int64_t step) : control_(control), step_(step) {}
  void on_progress(const RunProgress& progress) override {
    if (step_ >= 0 && progress.arm == "deficit" && progress.step >= step_) control_.cancel();
  }
  double seconds_between_progress() const override { return 0; }

 private:
  RunControl& control_;
  std::int64_t step_;
};

/// Every file of the folder, sorted, so that a seed always damages the same.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != "reserve") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// Damages one file and says how.
std::string mutate(const fs::path& run, RandomStream& stream) {
  const auto files = files_in(run);
  const fs::path& file = files[stream.below(files.size())];
  std::string content = read_whole_file(file);
  const std::string name = fs::relative(file, run).string();
  const std::uint64_t kind = content.empty() ? 1 : stream.below(6);
  const std::size_t at = content.empty() ? 0 : stream.below(content.size());
  if (kind == 0) {
    fs::remove(file);
    return "deleted " + name;
  }
  if (kind == 1) {
    content.resize(at);
  } else if (kind == 2) {
    const std::size_t end = std::min(content.size(), at + 1 + stream.below(600));
    std::fill(content.begin() + static_cast<std::ptrdiff_t>(at), content.begin() + static_cast<std::ptrdiff_t>(end),
              '\0');
  } else if (kind == 3) {
    content = read_whole_file(files[stream.below(files.size())]);
  } else {
    content[at] = static_cast<char>(content[at] ^ (1 << stream.below(8)));
  }
  std::ofstream(file, std::ios::binary) << content;
  return "kind " + std::to_string(kind) + " at byte " + std::to_string(at) + " of " + name;
}

class MutatedRun : public ::testing::Test {
 protected:
  MutatedRun() {
    write_tiny_mnist(folder_ / "data");
    spec_ = tiny_file_spec(folder_ / "data");
    spec_.threads = 1;
    spec_.model.name = "mlp";
    spec_.model.options.set("hidden", std::vector<int>{8});
    spec_.training.optimizer = "adam";
    spec_.training.learning_rate = 0.002;
    spec_.training.epochs = 3;
    spec_.probe.options.set("fisher", false);
    spec_.probe.options.set("hessian", false);
  }
  RunSummary run(const fs::path& directory, bool resume, std::int64_t until = -1) {
    RunControl control;
    Stopper stopper(control, until);
    return run_experiment({spec_, directory, resume}, control, stopper);
  }
  /// "" when it ended as the undisturbed run, else why it did not.
  std::string resume(const fs::path& directory) {
    try {
      const RunSummary summary = run(directory, true);
      is_told_of_config_ = std::ranges::any_of(
          summary.notices, [](const std::string& notice) { return notice.starts_with("config.json: "); });
      return summary.status.state == RunState::finished ? "" : summary.status.reason;
    } catch (const InputError& error) {
      return error.what();
    }
  }
  bool is_as_undisturbed(const fs::path& directory) const {
    for (const char* arm : {"", "baseline"})
      if (metrics_without_time(folder_ / "whole" / arm) != metrics_without_time(directory / arm) ||
          last_weights(RunDirectory(folder_ / "whole" / arm)) != last_weights(RunDirectory(directory / arm)))
        return false;
    return is_told_of_config_ ||
           read_whole_file(folder_ / "whole/comparison.json") == read_whole_file(directory / "comparison.json");
  }
  TemporaryFolder folder_;
  ExperimentSpec spec_;
  bool is_told_of_config_ = false;  // a field that no step depends on is changed: the comparison follows it
};

TEST_F(MutatedRun, ResumesToTheSameBitsOrSaysWhyNot) {
  run(folder_ / "whole", false);
  run(folder_ / "stopped", false, 12);
  const std::uint64_t seed = number_from("IMPRINT_MUTATION_SEED", 1);
  int mended = 0, refused = 0;
  for (std::uint64_t i = 0; i < number_from("IMPRINT_MUTATIONS", 40); ++i) {
    const fs::path copy = folder_ / "copy";
    fs::remove_all(copy);
    fs::copy(folder_ / (i % 4 == 0 ? "whole" : "stopped"), copy, fs::copy_options::recursive);
    RandomStream stream(seed, StreamPurpose::bootstrap, i);
    const std::string how = "mutation " + std::to_string(i) + ": " + mutate(copy, stream);
    ::alarm(seconds_until_hang(120));  // a hang ends the test
    check_run(RunDirectory(copy));
    read_entry(copy);
    const std::string reason = resume(copy);
    if (reason.empty()) {
      ++mended;
      EXPECT_TRUE(is_as_undisturbed(copy)) << how << ": another result, and nobody said so";
    } else {
      ++refused;
      EXPECT_GT(reason.size(), 20U) << how << ": " << reason;
      std::cout << "    " << how << "\n      " << reason << "\n";
    }
  }
  ::alarm(0);
  std::cout << "    " << mended << " ended with the same bits, " << refused << " said why not\n";
}

}  // namespace
}  // namespace imprint::test
