// SPDX-License-Identifier: GPL-3.0-or-later
// imprint-plain-lstm FOLDER SEEDS: the fp32 recipe of resources/examples/ptb-lstm.toml by LibTorch alone (its LSTM, its
// dropout, its generator), for seeds 1 to SEEDS. Prints of each the perplexities of the evaluation at which validation
// is best; to be held against
//   imprint run resources/examples/ptb-lstm.toml --set precision.max_bits=32 --set precision.backward_bits=32 --set
//   seed=N
#include <torch/utils.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/data/batch_source.h"
#include "datasets/catalog.h"
#include "tests/reference/plain_language_model.h"

namespace {

using namespace imprint;

constexpr std::int64_t units = 200, epochs = 12, batch_size = 20;
constexpr int stretch = 35;
constexpr double dropout = 0.5, first_rate = 20, rate_factor = 0.25, largest_norm = 0.25;

struct Perplexities {
  double validation = std::numeric_limits<double>::infinity();
  double test = std::numeric_limits<double>::infinity();
};

Perplexities train(const DatasetSplit& data, int seed) {
  torch::manual_seed(static_cast<std::uint64_t>(seed));
  test::PlainLanguageModel model(units, data.train->shape().classes, dropout);
  BatchSource batches(*data.train, {.batch_size = batch_size, .seed = 1});
  double rate = first_rate;
  Perplexities best;
  for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
    for (std::int64_t step = 0; step < batches.steps_per_epoch(); ++step)
      model.step(batches.at(epoch * batches.steps_per_epoch() + step), rate, largest_norm);
    const double validation = std::exp(model.loss_of(*data.validation));
    if (validation < best.validation)
      best = {validation, std::exp(model.loss_of(*data.test))};
    else
      rate *= rate_factor;
  }
  return best;
}

void run(const std::string& folder, int seeds) {
  DatasetSpec spec{.name = "text", .root = folder};
  spec.options.set("stretch", stretch);
  const DatasetSplit data = load_dataset(spec, 1);
  std::cout << "seed,validation/perplexity,test/perplexity\n";
  for (int seed = 1; seed <= seeds; ++seed) {
    const Perplexities best = train(data, seed);
    std::cout << seed << ',' << best.validation << ',' << best.test << std::endl;
  }
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 3 || std::atoi(arguments[2]) < 1) throw InputError("usage: imprint-plain-lstm FOLDER SEEDS");
  run(arguments[1], std::atoi(arguments[2]));
  return 0;
} catch (const std::exception& error) {
  std::cerr << "imprint-plain-lstm: " << error.what() << '\n';
  return 1;
}
