// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_limits.h"

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/fields/field_problem.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

template <class T>
inline constexpr bool is_number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <class T>
inline constexpr bool is_number<std::vector<T>> = is_number<T>;

bool holds_numbers(const Field& field) {
  return std::visit([](const auto* value) { return is_number<std::remove_cvref_t<decltype(*value)>>; }, field.storage);
}

}  // namespace

std::int64_t number_within(std::int64_t value, std::int64_t least, std::int64_t most_allowed, const std::string& source,
                           const char* key) {
  if (value >= least && value <= most_allowed) return value;
  throw InputError(source + ": \"" + key + "\" must be from " + std::to_string(least) + " to " +
                   std::to_string(most_allowed) + ", but is " + std::to_string(value));
}

void require_sensible(const RunStatus& status, const std::string& source) {
  number_within(status.step, 0, most_steps, source, "step");
  number_within(status.total_steps, 0, most_steps, source, "total_steps");
  number_within(status.process_id, 0, most, source, "process_id");
  if (!std::isfinite(status.heartbeat_unix_seconds))
    throw InputError(source + ": \"heartbeat_unix_seconds\" must be finite");
}

void require_sensible(const StepWindow& window, const std::string& source) {
  number_within(window.begin, 0, most_steps, source, "a window's begin");
  number_within(window.end, window.begin, most_steps, source, "a window's end");
}

void require_sensible(const RunPlan& plan, const std::string& source) {
  number_within(plan.total_steps, 0, most_steps, source, "total_steps");
  number_within(plan.steps_per_epoch, 0, most_steps, source, "steps_per_epoch");
  number_within(plan.train_samples, 0, most, source, "train_images");
  number_within(plan.test_samples, 0, most, source, "test_images");
  number_within(plan.validation_samples, 0, most, source, "validation_samples");
  number_within(plan.parameters, 0, most, source, "parameters");
  number_within(plan.macs_per_sample, 0, most, source, "macs_per_image");
  number_within(plan.threads, 0, most_threads, source, "threads");
  number_within(static_cast<std::int64_t>(plan.deficit_windows.size()), 0, most_windows, source,
                "the number of deficit_windows");
  for (const StepWindow& window : plan.deficit_windows) require_sensible(window, source);
  require_sensible(plan.continuation, source);
}

void require_sensible(const ExperimentSpec& spec, const std::string& source) {
  ExperimentSpec copy = spec;
  for (const Field& field : spec_fields(copy))
    if (holds_numbers(field))
      if (const std::string problem = field_problem(field); !problem.empty())
        throw InputError(source + ": " + field.key + " " + problem);
}

void require_sensible(const RunBranch& branch, const std::string& source) {
  number_within(branch.step, 0, most_steps, source, "step");
  const bool is_beside = branch.directory.starts_with("../") && is_plain_file_name(branch.directory.substr(3));
  if (!is_beside)
    throw InputError(source + ": \"directory\" must be \"../NAME\", a folder beside this run, but is \"" +
                     branch.directory + "\"");
}

}  // namespace imprint
