// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_source.h"

#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {
namespace {

void require_batches(const Dataset& dataset, const BatchOptions& options) {
  if (options.batch_size < 1)
    throw InputError("training.batch_size = " + std::to_string(options.batch_size) + ": at least 1 is needed");
  if (dataset.size() < 1) throw InputError(dataset.name + ": there is nothing to train on");
}

}  // namespace

BatchSource::BatchSource(const Dataset& dataset, const BatchOptions& options, std::vector<DeficitSpec> deficits,
                         std::vector<StepWindow> windows)
    : dataset_(dataset), seed_(options.seed), deficits_(std::move(deficits)), windows_(std::move(windows)) {
  require_batches(dataset, options);
  if (deficits_.size() != windows_.size())
    throw InputError(std::to_string(deficits_.size()) + " deficits have " + std::to_string(windows_.size()) +
                     " windows; each needs one");
  batches_ = std::make_unique<GatheredAhead>(dataset, dataset.training_plan(options));
}

Batch BatchSource::at(std::int64_t step) {
  Batch batch = batches_->at(step);
  const DeficitPlace place{dataset_.shape(), seed_, step};
  for (std::size_t i = 0; i < deficits_.size(); ++i)
    if (windows_[i].contains(step)) apply_data_deficit(deficits_[i], place, batch);
  return batch;
}

}  // namespace imprint
