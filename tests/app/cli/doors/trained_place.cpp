// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/doors/trained_place.h"

#include "core/base/atomic_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/run_directory.h"

namespace imprint::test {
namespace {

constexpr char tiny[] = R"(name = "tiny"
threads = 1
[dataset]
train_limit = 40
test_limit = 20
[model]
name = "mlp"
hidden = [8]
[training]
iterations = 4
batch_size = 20
[[deficit]]
length = 2
unit = "iteration"
bits = 2
[probe]
samples = 10
hessian_samples = 5
hessian_max_products = 4
)";

constexpr char grid[] = "[sweep.grid]\nseed = [1, 2]\n";

}  // namespace

std::unique_ptr<TemporaryFolder> TrainedPlace::folder_;

void TrainedPlace::SetUpTestSuite() {
  folder_ = std::make_unique<TemporaryFolder>();
  write_file_atomically(spec(), tiny);
  write_file_atomically(sweep(), std::string(tiny) + grid);
  write_file_atomically(recipe(), "name = \"early\"\n[[panel]]\nkind = \"schedule\"\nsources = [\"CR\"]\n");
  const Outcome trained = run_words({"run", spec(), "--set", "comparison.baseline=true", "--out", run()});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const Outcome plan = run_words({"sweep", "plan", sweep(), "--out", planned()});
  ASSERT_EQ(plan.exit_code, 0) << plan.err;
}

std::string TrainedPlace::weights() {
  const auto checkpoints = RunDirectory(run()).checkpoints();
  return model_file(checkpoints, checkpoint_steps(checkpoints).back()).string();
}

}  // namespace imprint::test
