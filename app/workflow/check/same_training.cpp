// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/check/same_training.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "core/records/spec_fields.h"
#include "core/records/spec_io.h"
#include "core/schedule/run_timeline.h"

namespace imprint {
namespace {

/// Fields that change neither a step nor a row that is written. A field that is not named here counts.
constexpr std::array free_fields = {std::string_view("name"), std::string_view("threads"),
                                    std::string_view("dataset.root")};
constexpr std::array free_tables = {std::string_view("comparison."), std::string_view("checkpoint."),
                                    std::string_view("range_test.")};

void take_free_fields(const ExperimentSpec& from, ExperimentSpec& to) {
  to.name = from.name;
  to.threads = from.threads;
  to.device = from.device;  // is_same_device has seen it
  to.dataset.root = from.dataset.root;
  to.comparison = from.comparison;
  to.checkpoint = from.checkpoint;
  to.range_test = from.range_test;
}

bool is_free(std::string_view key) {
  return std::ranges::find(free_fields, key) != free_fields.end() ||
         std::ranges::any_of(free_tables, [&](std::string_view table) { return key.starts_with(table); });
}

/// Fields whose effect is decided step by step: learning rate, precision, deficits and the run's length.
bool is_of_the_timeline(std::string_view key) {
  return key.starts_with("training.") || key.starts_with("precision.") || key.starts_with("deficit.");
}

using Texts = std::map<std::string, std::string>;

Texts texts_of(ExperimentSpec spec) {
  Texts texts;
  for (const SpecField& field : spec_fields(spec)) texts[field.key] = field_text(field);
  return texts;
}

std::string text_in(const Texts& texts, const std::string& key) {
  const auto found = texts.find(key);
  return found == texts.end() ? "absent" : found->second;
}

std::vector<std::string> keys_of(ExperimentSpec was, ExperimentSpec is) {
  std::vector<std::string> keys;
  for (ExperimentSpec* spec : {&is, &was})
    for (const SpecField& field : spec_fields(*spec))
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
  take_free_fields(is, was);
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
  const FieldDifference* of_the_timeline = nullptr;
  const auto differences = spec_differences(was, is);
  for (const FieldDifference& difference : differences) {
    if (is_free(difference.key) || is_same_device(difference)) continue;
    if (!is_of_the_timeline(difference.key)) return words(difference);
    if (of_the_timeline == nullptr) of_the_timeline = &difference;
  }
  if (of_the_timeline == nullptr || same_timeline(was, is, steps_per_epoch, steps)) return {};
  return words(*of_the_timeline);
}

}  // namespace imprint
