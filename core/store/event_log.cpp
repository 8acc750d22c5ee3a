// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_log.h"

#include <fcntl.h>

#include <array>
#include <chrono>
#include <ctime>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_descriptor.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t largest_log = std::int64_t{256} << 20;

std::string event_line(const RunEvent& event) {
  const Json json = {{"time", event.time}, {"step", event.step}, {"event", event.event}, {"detail", event.detail}};
  return json_text(json, json_in_one_line) + "\n";
}

std::optional<RunEvent> parse_event(const std::string& line) {
  try {
    const auto json = parse_json(line, "");
    const std::string detail = json.contains("detail") ? json_member<std::string>(json, "detail") : "";
    return RunEvent{json_member<std::string>(json, "time"), json_member<std::int64_t>(json, "step"),
                    json_member<std::string>(json, "event"), detail};
  } catch (const InputError&) {
    return std::nullopt;
  }
}

double unix_seconds_now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

void append_event(const std::filesystem::path& path, std::int64_t step, const std::string& event,
                  const std::string& detail) {
  FileDescriptor file(path, O_RDWR | O_CREAT | O_APPEND);
  const std::int64_t size = file.size();
  const bool is_cut = size > 0 && file.read_at(size - 1, 1) != "\n";
  try {
    file.write((is_cut ? "\n" : "") + event_line({utc_text(unix_seconds_now()), step, event, detail}));
  } catch (...) {
    file.truncate(size);
    throw;
  }
  file.close();
}

std::vector<RunEvent> read_events(const std::filesystem::path& path) {
  std::vector<RunEvent> events;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return events;
  for (const auto& line : split(read_file_inside(path, largest_log), '\n'))
    if (auto event = parse_event(line)) events.push_back(std::move(*event));
  return events;
}

std::string utc_text(double unix_seconds) {
  const auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts = {};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text;
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

}  // namespace imprint
