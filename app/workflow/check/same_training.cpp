// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/check/same_training.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "core/fields/interval.h"
#include "core/schedule/run_timeline.h"
#include "core/schedule/sharing_fields.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

/// Where a run computes, not what: it may go on elsewhere.
constexpr std::array places = {std::string_view("threads"), std::string_view("dataset.root")};

bool is_free(std::string_view key) {
  return sharing_role(key) == SharingRole::irrelevant || std::ranges::find(places, key) != places.end();
}

void take_place(const ExperimentSpec& from, ExperimentSpec& to) {
  to.threads = from.threads;
  to.device = from.device;  // is_same_device has seen it
  to.dataset.root = from.dataset.root;
}

using Texts = std::map<std::string, std::string>;

Texts texts_of(ExperimentSpec spec) {
  Texts texts;
  for (const Field& field : spec_fields(spec)) texts[field.key] = field_text(field);
  return texts;
}

std::string text_in(const Texts& texts, const std::string& key) {
  const auto found = texts.find(key);
  return found == texts.end() ? "absent" : found->second;
}

std::vector<std::string> keys_of(ExperimentSpec was, ExperimentSpec is) {
  std::vector<std::string> keys;
  for (ExperimentSpec* spec : {&is, &was})
    for (const Field& field : spec_fields(*spec))
      if (std::ranges::find(keys, field.key) == keys.end()) keys.push_back(field.key);
  return keys;
}

/// cuda:0 computes what cuda:1 does.
bool is_same_device(const FieldDifference& difference) {
  return difference.key == "device" && difference.was.starts_with("cuda") && difference.is.starts_with("cuda");
}

/// The last step of a run evaluates, probes and records, whatever the intervals say.
bool is_measured_anyway(const ExperimentSpec& spec, std::int64_t steps_per_epoch, std::int64_t step) {
  return step % interval_steps(spec.evaluation.every, steps_per_epoch) == 0 &&
         step % interval_steps(spec.probe.every, steps_per_epoch) == 0 && step % spec.record.every == 0;
}

bool same_timeline(ExperimentSpec was, const ExperimentSpec& is, std::int64_t steps_per_epoch, std::int64_t steps) {
  take_place(is, was);
  if (!same_conditions(was, is)) return false;
  const RunTimeline old_run(was, steps_per_epoch), new_run(is, steps_per_epoch);
  if (steps > std::min(old_run.total_steps(), new_run.total_steps())) return false;
  for (std::int64_t step = 0; step < steps; ++step)
    if (!old_run.same_step(new_run, step)) return false;
  const bool ends_one = steps == old_run.total_steps() || steps == new_run.total_steps();
  return !ends_one || old_run.total_steps() == new_run.total_steps() || is_measured_anyway(is, steps_per_epoch, steps);
}

std::string words(const FieldDifference& difference) {
  return difference.key + " was " + difference.was + " and is " + difference.is;
}

}  // namespace

std::vector<FieldDifference> spec_differences(const ExperimentSpec& was, const ExperimentSpec& is) {
  const Texts old_texts = texts_of(was), new_texts = texts_of(is);
  std::vector<FieldDifference> differences;
  for (const std::string& key : keys_of(was, is))
    if (text_in(old_texts, key) != text_in(new_texts, key))
      differences.push_back({key, text_in(old_texts, key), text_in(new_texts, key)});
  return differences;
}

std::string first_difference(const ExperimentSpec& was, const ExperimentSpec& is, std::int64_t steps_per_epoch,
                             std::int64_t steps) {
  const FieldDifference* decided_by_step = nullptr;
  const auto differences = spec_differences(was, is);
  for (const FieldDifference& difference : differences) {
    if (is_free(difference.key) || is_same_device(difference)) continue;
    if (sharing_role(difference.key) == SharingRole::keeps_apart) return words(difference);
    if (decided_by_step == nullptr) decided_by_step = &difference;
  }
  if (decided_by_step == nullptr || same_timeline(was, is, steps_per_epoch, steps)) return {};
  return words(*decided_by_step);
}

}  // namespace imprint
