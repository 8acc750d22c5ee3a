// SPDX-License-Identifier: GPL-3.0-or-later
// A net from a file is the net that is built in: every row of its run is the same, to the bit.
#include <gtest/gtest.h>

#include "app/workflow/run_job.h"
#include "core/base/atomic_file.h"
#include "core/models/network.h"
#include "core/store/metrics_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"
#include "tests/support/written_onnx.h"

namespace imprint::test {
namespace {

class OnnxRun : public ::testing::Test {
 protected:
  OnnxRun() {
    write_tiny_mnist(folder_ / "data");
    spec_.training.iterations = 8;
    spec_.deficits = {{.onset = 2, .length = 3, .unit = "iteration", .bits = 2}};
    spec_.comparison.baseline = false;
    spec_.probe.options.set("fisher_method", std::string("exact"));
    spec_.probe.samples = 16;
  }

  std::shared_ptr<Network> built_in() const {
    return make_network(spec_.model, shape_of_images({1, 28, 28}, 10), spec_.seed);
  }

  std::vector<MetricRow> rows_of(const std::string& name) {
    RunControl control;
    RunListener nobody;
    run_experiment({spec_, folder_ / name}, control, nobody);
    return read_metrics(folder_ / name / "metrics.csv");
  }

  void expect_same_run(const std::string& onnx) {
    const std::vector<MetricRow> expected = rows_of("built-in");
    write_file_atomically(folder_ / "net.onnx", onnx);
    spec_.model = {.name = "onnx"};
    spec_.model.options.set("file", (folder_ / "net.onnx").string());
    for (const char* weights : {"file", "random"}) {
      spec_.model.options.set("weights", std::string(weights));
      const std::vector<MetricRow> given = rows_of(weights);
      ASSERT_EQ(given.size(), expected.size());
      bool has_fisher = false;
      for (std::size_t i = 0; i < given.size(); ++i) {
        ASSERT_EQ(given[i].metric, expected[i].metric) << weights;
        ASSERT_EQ(given[i].value, expected[i].value) << weights << ": " << given[i].metric << " at " << given[i].step;
        has_fisher |= given[i].metric == metric::fisher_trace;
      }
      EXPECT_TRUE(has_fisher);
    }
  }

  TemporaryFolder folder_;
  ExperimentSpec spec_ = tiny_file_spec(folder_ / "data");
};

TEST_F(OnnxRun, AnMlpOfAFileIsTheOneBuiltIn) {
  spec_.model = {.name = "mlp"};
  spec_.model.options.set("hidden", std::vector<int>{12, 9});
  expect_same_run(onnx_of_mlp(*built_in(), 28 * 28, 10));
}

TEST_F(OnnxRun, AResidualNetOfAFileIsTheOneBuiltIn) {
  spec_.model = {.name = "resnet20"};
  spec_.model.options.set("width", 4);
  expect_same_run(onnx_of_resnet(*built_in(), {1, 28, 28}, 10));
}

TEST_F(OnnxRun, ADepthwiseNetOfAFileIsTheOneBuiltIn) {
  spec_.model = {.name = "mobilenetv2"};
  spec_.model.options.set("width_multiplier", 0.125);
  expect_same_run(onnx_of_mobilenet(*built_in(), {1, 28, 28}, 10));
}

}  // namespace
}  // namespace imprint::test
