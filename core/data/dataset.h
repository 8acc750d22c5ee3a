// SPDX-License-Identifier: GPL-3.0-or-later
// The samples that a run learns from or is tested on, whatever they are and wherever they lie: nothing here says that
// all of them are in memory.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/batch.h"
#include "core/data/batch_plan.h"
#include "core/spec/data_shape.h"

namespace imprint {

/// How a training draws its batches.
struct BatchOptions {
  int batch_size = 1;
  bool augment = false;  // samples vary from epoch to epoch
  std::uint64_t seed = 1;
};

class Dataset {
 public:
  virtual ~Dataset() = default;

  std::string name;
  std::vector<std::int64_t> original_indices;  // of the samples in the whole file; empty = sample i is number i

  /// What is learned from it: a name of core/tasks.
  virtual std::string_view task() const = 0;
  virtual DataShape shape() const = 0;
  virtual std::int64_t size() const = 0;  // samples
  /// What is counted when people are told how much there is: samples, of a whole graph its nodes.
  virtual std::int64_t counted() const { return size(); }
  /// Whether `gather` takes so long that it is worth beginning before it is asked for (gathered_ahead.h).
  virtual bool is_slow() const { return false; }
  /// These samples in this order; on any thread. Throws InputError for an index outside the set.
  virtual Batch gather(std::span<const Sample> samples) const = 0;

  /// In which batches a training takes the samples.
  virtual std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const = 0;
  /// Every sample once.
  virtual std::unique_ptr<BatchPlan> evaluation_plan() const = 0;
  /// The same as probes see it, without random choices; null where that is this itself.
  virtual std::shared_ptr<const Dataset> as_measured() const { return nullptr; }
  /// `count` samples that stand for the whole, drawn by the key, in an order in which the first ones do as well; 0 or
  /// >= size = all. Throws InputError when there are too few of some kind.
  virtual std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const = 0;
  /// The part that dataset.train_limit or test_limit asks for; 0 or >= size = the whole. Smaller parts of one seed lie
  /// within larger ones.
  virtual std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const = 0;
  /// What the content hash covers, in this order.
  virtual std::vector<at::Tensor> content() const = 0;

 protected:
  Dataset() = default;
  Dataset(const Dataset&) = default;
  Dataset& operator=(const Dataset&) = default;
  Dataset(Dataset&&) = default;
  Dataset& operator=(Dataset&&) = default;
};

/// The parts of the data, with the hash that environment.json records.
struct DatasetSplit {
  std::shared_ptr<const Dataset> train;
  std::shared_ptr<const Dataset> test;
  std::string content_hash;
  std::shared_ptr<const Dataset> validation = {};  // null where the dataset brings none
};

/// A part that evaluations score: "validation" where there is one, then "test".
struct EvaluatedPart {
  std::string name;  // before its scores: "test/accuracy"
  std::shared_ptr<const Dataset> data;
};
std::vector<EvaluatedPart> evaluated_parts(const DatasetSplit& split);

/// XXH3-128 of the shapes and bytes of the parts' contents, in this order, as 32 hexadecimal digits.
std::string content_hash(const Dataset& train, const Dataset& test, const Dataset* validation = nullptr);

}  // namespace imprint
