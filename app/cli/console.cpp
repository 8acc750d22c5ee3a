// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/base/error.h"
#include "core/base/json_text.h"
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

void Console::answer(std::string_view text) {
  errno = 0;
  if (out_ << text << std::flush) return;
  throw JobError(std::string("the result could not be written to stdout whole: ") +
                 (errno == 0 ? "it is closed" : std::strerror(errno)));
}

void Console::print(std::string_view text) {
  if (!wants_json_) answer(printable_text(text));
}

void Console::json(std::string_view document) {
  answer(printable_json(document) + (document.ends_with('\n') ? "" : "\n"));
}

void Console::note(std::string_view text) {
  err_ << printable_text(text) << (text.ends_with('\n') ? "" : "\n") << std::flush;
}

void Console::error(const std::string& message) {
  const std::string line = in_one_line(message);
  note("imprint: " + line);
  if (wants_json_ && out_) out_ << printable_json(json_text(nlohmann::json{{"error", line}}, json_in_one_line)) << std::endl;
}

}  // namespace imprint::cli
