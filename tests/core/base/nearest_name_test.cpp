// SPDX-License-Identifier: GPL-3.0-or-later
// Which name somebody meant: what people type, and what they should be told.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/text.h"

namespace imprint {
namespace {

using Names = std::vector<std::string>;

struct Meant {
  const char* typed;
  const char* told;  // empty: nothing is near
};

void expect_told(const Names& names, const std::vector<Meant>& all) {
  for (const auto& [typed, told] : all) EXPECT_EQ(nearest_name(typed, names), told) << typed;
}

TEST(NearestName, OfFields) {
  const Names fields = {"seed",
                        "threads",
                        "dataset.name",
                        "dataset.root",
                        "model.name",
                        "model.hidden",
                        "training.epochs",
                        "training.iterations",
                        "training.batch_size",
                        "training.optimizer",
                        "training.learning_rate",
                        "training.momentum",
                        "training.weight_decay",
                        "training.lr_schedule",
                        "training.lr_final",
                        "training.lr_decay",
                        "precision.schedule",
                        "precision.cycles",
                        "precision.min_bits",
                        "precision.max_bits",
                        "precision.curve.bits",
                        "deficit.bits",
                        "deficit.layers",
                        "probe.samples",
                        "probe.fisher",
                        "probe.hessian",
                        "probe.hessian_samples",
                        "checkpoint.every"};
  expect_told(fields, {{"training.lr", "training.learning_rate"},
                       {"lr", "training.learning_rate"},
                       {"training.wd", "training.weight_decay"},
                       {"training.bs", "training.batch_size"},
                       {"training.epoch", "training.epochs"},
                       {"epochs", "training.epochs"},
                       {"Training.Epochs", "training.epochs"},
                       {"num_epochs", "training.epochs"},
                       {"training.learning-rate", "training.learning_rate"},
                       {"training.learing_rate", "training.learning_rate"},
                       {"training.rate", "training.learning_rate"},
                       {"training.scheduler", "training.lr_schedule"},
                       {"training.batch", "training.batch_size"},
                       {"optimiser", "training.optimizer"},
                       {"trainig.epochs", "training.epochs"},
                       {"training.cycles", "precision.cycles"},
                       {"data.root", "dataset.root"},
                       {"hidden_layers", "model.hidden"},
                       {"bits", "deficit.bits"},
                       {"deficit.bit", "deficit.bits"},
                       {"max_bit", "precision.max_bits"},
                       {"probe.hess", "probe.hessian"},
                       {"probe.sample", "probe.samples"},
                       {"ckpt.every", "checkpoint.every"},
                       {"sed", "seed"},
                       {"nthreads", "threads"},
                       {"dataset.path", ""},
                       {"training.foo", ""},
                       {"zzzzzzzz", ""}});
}

TEST(NearestName, OfSchedules) {
  const Names schedules = {"LR", "LT", "CR", "CT", "RR", "RTH", "RTV", "ER", "ETH", "ETV", "static", "curve"};
  expect_told(schedules, {{"cr", "CR"},
                          {"lr", "LR"},
                          {"eth", "ETH"},
                          {"rt", "RTH"},
                          {"CS", "CR"},
                          {"RTHH", "RTH"},
                          {"Static", "static"},
                          {"curv", "curve"},
                          {"XX", ""},
                          {"cosine", ""},
                          {"", ""}});
}

TEST(NearestName, OfCommandsFlagsAndModels) {
  expect_told({"run", "schedule", "range-test", "curvature", "sweep", "figure", "runs", "doctor"},
              {{"ruin", "run"},
               {"rangetest", "range-test"},
               {"curve", "curvature"},
               {"schedules", "schedule"},
               {"fig", "figure"},
               {"doc", "doctor"},
               {"bench", ""},
               {"dataset", ""},
               {"model", ""}});
  expect_told(
      {"--count", "--rate", "--out", "--json", "--help"},
      {{"--cuont", "--count"}, {"--output", "--out"}, {"--ou", "--out"}, {"--outdir", "--out"}, {"--epochs", ""}});
  expect_told({"mlp", "small-cnn", "resnet20", "resnet32"},
              {{"ResNet-20", "resnet20"}, {"resnet21", "resnet20"}, {"MLP", "mlp"}, {"cnn", "small-cnn"}});
}

TEST(NearestName, IsNeverTheNameItself) {
  const Names names = {"training", "training.epochs", "CR"};
  EXPECT_EQ(nearest_name("CR", names), "");
  for (const std::string& name : names) EXPECT_NE(nearest_name(name, names), name);
}

TEST(NearestName, SwappedNeighboursAreOneTypo) {
  EXPECT_EQ(nearest_name("sgd", Names{"adam", "sdg"}), "sdg");
  EXPECT_EQ(nearest_name("abcd", Names{"badc"}), "") << "two swaps in four letters are no typo";
}

}  // namespace
}  // namespace imprint
