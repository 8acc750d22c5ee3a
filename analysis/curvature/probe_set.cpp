// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/probe_set.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

std::vector<Sample> as_they_are(const std::vector<std::int64_t>& indices) {
  std::vector<Sample> samples;
  for (const std::int64_t index : indices) samples.push_back({index});
  return samples;
}

std::vector<std::int64_t> original_indices(const std::vector<std::int64_t>& indices, const Dataset& train) {
  if (train.original_indices.empty()) return indices;
  std::vector<std::int64_t> original;
  for (const std::int64_t index : indices) original.push_back(train.original_indices.at(index));
  return original;
}

}  // namespace

ProbeSet ProbeSet::first(std::int64_t count) const {
  if (count < 0) throw InputError("samples of a probe set: must be 0 or more, found " + std::to_string(count));
  return slice(0, std::min(count, size()));
}

ProbeSet ProbeSet::slice(std::int64_t begin, std::int64_t count) const {
  const std::int64_t known = std::ssize(indices);
  const auto first = indices.begin() + std::min(begin, known);
  const auto last = indices.begin() + std::min(begin + count, known);
  return {batch.slice(begin, count), {first, last}, task};
}

void require_samples(const ProbeSet& probe) {
  const std::int64_t samples = probe.size(), targets = probe.batch.units();
  if (samples == 0) throw InputError("probe set: must hold at least 1 sample, found none");
  if (targets == 0 || targets % samples != 0)
    throw InputError("probe set: must hold a target for each of its " + std::to_string(samples) + " samples, found " +
                     std::to_string(targets));
}

bool is_single_sample(const ProbeSet& probe) { return probe.size() == 1 && probe.batch.units() > 1; }

ProbeSet make_probe_set(const Dataset& train, int samples, std::uint64_t seed) {
  if (samples < 0) throw InputError("probe.samples: must be 0 (all) or more, found " + std::to_string(samples));
  if (const auto measured = train.as_measured()) return make_probe_set(*measured, samples, seed);
  const auto chosen = train.representatives(samples, stream_key(seed, StreamPurpose::probe_set));
  return {train.gather(as_they_are(chosen)), original_indices(chosen, train), make_task(train.task())};
}

}  // namespace imprint
