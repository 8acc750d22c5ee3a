// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/run_records.h"

#include <array>
#include <utility>

#include "core/base/error.h"

namespace imprint {
namespace {

constexpr std::array<std::pair<RunState, const char*>, 6> state_names = {{
    {RunState::queued, "queued"},
    {RunState::running, "running"},
    {RunState::paused, "paused"},
    {RunState::finished, "finished"},
    {RunState::failed, "failed"},
    {RunState::cancelled, "cancelled"},
}};

constexpr std::array<std::pair<FailureKind, const char*>, 7> failure_names = {{
    {FailureKind::none, ""},
    {FailureKind::bad_input, "bad-input"},
    {FailureKind::diverged, "diverged"},
    {FailureKind::disk_full, "disk-full"},
    {FailureKind::file_system, "file-system"},
    {FailureKind::out_of_memory, "out-of-memory"},
    {FailureKind::internal, "internal"},
}};

}  // namespace

std::string to_string(RunState state) {
  for (const auto& [known, name] : state_names)
    if (known == state) return name;
  throw InputError("run state number " + std::to_string(static_cast<int>(state)) + " is unknown");
}

RunState run_state_from(const std::string& text) {
  for (const auto& [state, name] : state_names)
    if (text == name) return state;
  throw InputError("run state \"" + text +
                   "\" is unknown: queued, running, paused, finished, failed or cancelled is expected");
}

std::string to_string(FailureKind kind) {
  for (const auto& [known, name] : failure_names)
    if (known == kind) return name;
  throw InputError("failure number " + std::to_string(static_cast<int>(kind)) + " is unknown");
}

FailureKind failure_kind_from(const std::string& text) {
  for (const auto& [kind, name] : failure_names)
    if (text == name) return kind;
  throw InputError("failure \"" + text + "\" is unknown");
}

}  // namespace imprint
