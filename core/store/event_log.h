// SPDX-License-Identifier: GPL-3.0-or-later
// events.jsonl: one JSON object a line: what happened in a run and when (started, resumed, checkpoint, deficit
// begins, deficit ends, finished, ...).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace imprint {

/// Appends {"time": ISO 8601 UTC, "step": step, "event": event, "detail": detail}. Throws DiskFullError, JobError.
void append_event(const std::filesystem::path& path, std::int64_t step, const std::string& event,
                  const std::string& detail = {});

}  // namespace imprint
