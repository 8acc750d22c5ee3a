// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself with a fault at one of its file calls: the call fails, the process is killed there, or the machine
// loses power there. Each walks over the calls of a short run; whatever happened, the run ends with the bits of one
// that nothing disturbed, and what failed has said why.
//
// By default two calls of each walk are tried; IMPRINT_FAULT_STRIDE=1 tries all, 5 every fifth.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/spec/spec_io.h"
#include "core/store/event_log.h"
#include "core/store/run_directory.h"
#include "tests/integration/durable_tree.h"
#include "tests/integration/program.h"
#include "tests/support/sanitizer.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

std::string library() {
  const char* build = std::getenv("IMPRINT_BINARY_DIR");
  return std::string(build == nullptr ? "." : build) + "/tests/libimprint_faulty_files.so";
}

int stride(int count) {
  const char* text = std::getenv("IMPRINT_FAULT_STRIDE");
  return text == nullptr ? count / 2 : std::max(1, std::atoi(text));
}

class FaultyRun : public ::testing::Test {
 protected:
  void SetUp() override {
    if (has_sanitizer) GTEST_SKIP() << "a sanitizer's runtime must be loaded before any other library";
    write_tiny_mnist(folder_ / "data");
    ExperimentSpec spec = tiny_file_spec(folder_ / "data");
    spec.threads = 1;
    spec.model.name = "mlp";
    spec.model.options.set("hidden", std::vector<int>{8});
    spec.training.optimizer = "adam";
    spec.training.learning_rate = 0.002;
    spec.training.epochs = 2;
    spec.probe.options.set("hessian", false);
    spec.probe.options.set("fisher", false);
    spec.deficits[0].onset = 0.5;
    spec.deficits[0].length = 0.5;
    write_file_atomically(folder_ / "spec.toml", spec_to_toml(spec));
    ASSERT_EQ(wait_for(start(words("whole"))), 0);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::vector<std::string> words(const std::string& name) const {
    return {"run", path("spec.toml"), "--out", path(name)};
  }
  std::vector<std::string> resume(const std::string& name) const { return {"run", "--resume", "--out", path(name)}; }

  /// Runs in disk/run with a fault; the exit code.
  int run_with(std::map<std::string, std::string> fault) {
    for (const char* name : {"disk", "shadow", "after"}) fs::remove_all(folder_ / name);
    fs::create_directory(folder_ / "disk");
    fs::create_directory(folder_ / "shadow");
    fs::remove(folder_ / "trace");
    fault.merge(std::map<std::string, std::string>{
        {"LD_PRELOAD", library()}, {"FAULT_ROOT", path("disk")}, {"FAULT_TRACE", path("trace")}});
    return wait_for(start(words("disk/run"), {fault, path("errors")}));
  }
  std::string errors() const { return read_whole_file(folder_ / "errors"); }
  std::vector<std::string> calls() const { return split(trimmed(read_whole_file(folder_ / "trace")), '\n'); }

  /// Goes on in `name` (a run, or what is left of one), and compares with the run that nothing disturbed.
  void expect_goes_on(const std::string& name, const std::string& where) {
    const bool is_run = RunDirectory(folder_ / name).exists();
    ASSERT_EQ(wait_for(start(is_run ? resume(name) : words(name), {{}, path("errors")})), 0) << where << "\n"
                                                                                             << errors();
    for (const char* arm : {"", "baseline"}) {
      EXPECT_EQ(metrics_without_time(folder_ / "whole" / arm), metrics_without_time(folder_ / name / arm)) << where;
      EXPECT_EQ(last_weights(RunDirectory(folder_ / "whole" / arm)), last_weights(RunDirectory(folder_ / name / arm)))
          << where;
    }
    EXPECT_EQ(read_whole_file(folder_ / "whole/comparison.json"), read_whole_file(folder_ / name / "comparison.json"))
        << where;
  }

  /// The call of number `at` in words, for failures.
  std::string call(int at) const {
    const auto all = calls();
    return "call " + std::to_string(at) + ": " + all[std::min(all.size(), static_cast<std::size_t>(at)) - 1];
  }

  /// `try_at(k)` for the chosen calls; a run makes a few more or less from time to time (rows are written by the
  /// clock).
  template <class Try>
  void walk(int first, Try try_at) {
    ASSERT_EQ(run_with({}), 0);
    const int count = static_cast<int>(calls().size());
    ASSERT_GT(count, 100);
    int tried = 0;
    for (int at = 1 + first % stride(count); at <= count && !HasFailure(); at += stride(count), ++tried) try_at(at);
    std::cout << "    " << tried << " of " << count << " file calls\n";
  }
  TemporaryFolder folder_;
};

/// Whether the run's own files say why it ended, as far as they could be written.
void expect_a_reason(const RunDirectory& run, const std::string& errors, const std::string& where) {
  EXPECT_FALSE(errors.empty()) << where;
  if (!run.exists()) return;
  try {
    const RunStatus status = run.read_status();
    if (status.state != RunState::failed) {
      EXPECT_THAT(errors, HasSubstr("could not be stored")) << where;
      return;
    }
    EXPECT_NE(status.failure, FailureKind::none) << where;
    EXPECT_FALSE(status.reason.empty()) << where;
  } catch (const std::exception&) {  // none yet
    EXPECT_THAT(errors, HasSubstr("could not be stored")) << where;
  }
}

TEST_F(FaultyRun, ACallThatFailsIsToldAndMended) {
  int first = 0;
  for (const char* error : {"EIO", "ENOSPC", "EFBIG"})
    walk(17 * first++, [&](int at) {
      const int code = run_with({{"FAULT_AT", std::to_string(at)}, {"FAULT_DO", error}});
      const std::string where = std::string(error) + " at " + call(at);
      if (code != 0) expect_a_reason(RunDirectory(folder_ / "disk/run"), errors(), where);
      EXPECT_TRUE(code == 0 || code == 1 || code == 2) << where << ": " << code;
      expect_goes_on("disk/run", where);
    });
}

TEST_F(FaultyRun, ADiskThatStaysFullOrBrokenIsToldAndGoesOnLater) {
  int first = 5;
  for (const char* error : {"EIO", "ENOSPC"})
    walk(17 * first++, [&](int at) {
      const int code = run_with({{"FAULT_AT", std::to_string(at)}, {"FAULT_DO", error}, {"FAULT_TIMES", "1000000"}});
      const std::string where = std::string(error) + " from " + call(at);
      if (code != 0) expect_a_reason(RunDirectory(folder_ / "disk/run"), errors(), where);
      EXPECT_TRUE(code == 0 || code == 1 || code == 2) << where << ": " << code;
      expect_goes_on("disk/run", where);
    });
}

TEST_F(FaultyRun, KilledAtACallItGoesOnToTheSameBits) {
  walk(3, [&](int at) {
    run_with({{"FAULT_AT", std::to_string(at)}, {"FAULT_DO", "kill"}});
    expect_goes_on("disk/run", "killed at " + call(at));
  });
}

TEST_F(FaultyRun, AfterAPowerCutItGoesOnToTheSameBits) {
  int first = 29;
  for (const PowerCut cut : {PowerCut::all_unsynced, PowerCut::contents})
    walk(first++, [&](int at) {
      run_with({{"FAULT_AT", std::to_string(at)}, {"FAULT_DO", "kill"}, {"FAULT_SHADOW", path("shadow")}});
      const std::string where =
          std::string(cut == PowerCut::contents ? "contents lost" : "all unsynced lost") + " at " + call(at);
      restore_durable(folder_ / "disk", folder_ / "shadow", folder_ / "after", cut);
      expect_goes_on("after/run", where);
    });
}

TEST_F(FaultyRun, AFileSystemWithoutLocksOrFsyncIsWarnedOfOnce) {
  ASSERT_EQ(run_with({{"FAULT_NO_LOCKS", "1"}, {"FAULT_NO_FSYNC", "1"}}), 0) << errors();
  const std::string said = errors();
  EXPECT_THAT(said, HasSubstr("knows no locks"));
  int warnings = 0;
  for (const std::string& line : split(said, '\n'))
    warnings += line.find("warning: ") != std::string::npos && line.find("knows no locks") != std::string::npos;
  EXPECT_EQ(warnings, 1) << said;
  EXPECT_THAT(said, HasSubstr("can't force files to the disk"));
  std::string events;
  for (const RunEvent& event : read_events(folder_ / "disk/run/events.jsonl"))
    events += event.event + " " + event.detail + "\n";
  EXPECT_THAT(events, HasSubstr("knows no locks"));
  expect_goes_on("disk/run", "without locks");
}

TEST_F(FaultyRun, WithoutLocksASecondProcessIsRefusedAndADeadOneIsNot) {
  const std::map<std::string, std::string> without = {{"LD_PRELOAD", library()}, {"FAULT_NO_LOCKS", "1"}};
  fs::create_directory(folder_ / "disk");
  const RunDirectory run(folder_ / "disk/run");
  write_file_atomically(folder_ / "long.toml", spec_to_toml([&] {
                          ExperimentSpec spec = load_spec(folder_ / "spec.toml");
                          spec.training.epochs = 4000;
                          return spec;
                        }()));
  const pid_t first = start({"run", path("long.toml"), "--out", path("disk/run")}, {without});
  for (int i = 0; i < 10000 && !fs::exists(run.metrics()); ++i) ::usleep(2000);
  EXPECT_EQ(wait_for(start(resume("disk/run"), {without, path("errors")})), 2);
  EXPECT_THAT(errors(), HasSubstr("is in use by process"));
  ::kill(first, SIGKILL);
  wait_for(first);
  const pid_t second = start(resume("disk/run"), {without, path("errors")});
  ::usleep(3000000);
  ::kill(second, SIGTERM);
  EXPECT_EQ(wait_for(second), 130) << errors();
}

}  // namespace
}  // namespace imprint::test
