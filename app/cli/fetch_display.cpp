// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fetch_display.h"

#include "app/cli/table.h"
#include "app/download/size_text.h"
#include "core/base/text.h"

namespace imprint::cli {

std::string fetch_line(const FetchProgress& progress) {
  std::string line = std::to_string(progress.number) + "/" + std::to_string(progress.files) + " " + progress.file;
  line += "  " + size_text(progress.bytes) + " of " + size_text(progress.total_bytes);
  if (progress.total_bytes > 0)
    line += " (" + percent(static_cast<double>(progress.bytes) / static_cast<double>(progress.total_bytes)) + ")";
  if (progress.seconds_left < 0) return line;
  line += "  " + size_text(static_cast<std::int64_t>(progress.bytes_per_second)) + "/s";
  return line + "  " + duration_text(progress.seconds_left) + " left";
}

FetchDisplay::FetchDisplay(Console& console, bool live) : line_(console, live, std::chrono::seconds(10)) {}

void FetchDisplay::on_progress(const FetchProgress& progress) { line_.show(fetch_line(progress)); }

void FetchDisplay::on_message(const std::string& text) { line_.tell(text); }

void FetchDisplay::finish() { line_.finish(); }

}  // namespace imprint::cli
