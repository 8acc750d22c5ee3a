// SPDX-License-Identifier: GPL-3.0-or-later
// The one way from JSON to text, for files and for --json.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace imprint {

/// `json` with `indent` blanks a level, or in one line. Never throws for what is in it: bytes that are no UTF-8 (a path's,
/// a file's that somebody else wrote) are shown as U+FFFD, so that the document stays valid JSON. A person's output shows
/// them as "\xff" (printable_text).
template <class Json>
std::string json_text(const Json& json, int indent = 2) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

inline constexpr int json_in_one_line = -1;

}  // namespace imprint
