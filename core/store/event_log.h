// SPDX-License-Identifier: GPL-3.0-or-later
// events.jsonl: one JSON object a line: what happened in a run and when (started, resumed, checkpoint,
// deficit begins, deficit ends, finished, ...).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace imprint {

struct RunEvent {
  std::string time;  // ISO 8601, UTC: "2025-03-01T12:00:00Z"
  std::int64_t step = 0;
  std::string event;
  std::string detail;  // empty when there is nothing to say
};

/// Appends {"time": ISO 8601 UTC, "step": step, "event": event, "detail": detail}. A line that a crash has
/// cut is left alone and ended first. Throws DiskFullError, JobError.
void append_event(const std::filesystem::path& path, std::int64_t step, const std::string& event,
                  const std::string& detail = {});

/// All events in their order; lines that are cut or damaged are left out. Empty when there is no file.
std::vector<RunEvent> read_events(const std::filesystem::path& path);

/// "2025-03-01T12:00:00Z".
std::string utc_text(double unix_seconds);

}  // namespace imprint
