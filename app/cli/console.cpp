// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/base/printable_text.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

std::string in_one_line(const std::string& message) {
  std::string line;
  for (const auto& part : split(message, '\n'))
    if (const auto text = trimmed(part); !text.empty()) line.append(line.empty() ? "" : "; ").append(text);
  constexpr std::size_t longest = 4000;  // it may quote a file of megabytes
  if (line.size() > longest) line = line.substr(0, longest) + " ...";
  return line;
}

}  // namespace

void Console::print(std::string_view text) {
  if (!wants_json_) out_ << printable_text(text) << std::flush;
}

void Console::json(std::string_view document) {
  out_ << printable_json(document) << (document.ends_with('\n') ? "" : "\n") << std::flush;
}

void Console::note(std::string_view text) {
  err_ << printable_text(text) << (text.ends_with('\n') ? "" : "\n") << std::flush;
}

void Console::error(const std::string& message) {
  const std::string line = in_one_line(message);
  note("imprint: " + line);
  if (wants_json_)
    json(nlohmann::json{{"error", line}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace imprint::cli
