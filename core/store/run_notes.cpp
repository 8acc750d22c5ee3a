// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_notes.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/store/json_file.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_tag = 40;

bool is_separator(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ','; }

/// Whether the file says a format that this program knows, or none at all.
bool is_of_newer_program(const fs::path& file) {
  try {
    const auto json = parse_json(read_file_inside(file, largest_json_file), file.string());
    return json_member<std::int64_t>(json, "format") > store_format;
  } catch (const std::exception&) {
    return false;
  }
}

/// Before a damaged file is overwritten, it gets another name.
void keep_damaged(const RunDirectory& run) {
  std::error_code error;
  if (!fs::exists(run.notes(), error)) return;
  try {
    read_notes(run);
  } catch (const InputError& damage) {
    if (is_of_newer_program(run.notes())) throw InputError(damage.what());
    fs::rename(run.notes(), run.notes().string() + ".damaged", error);
    if (error) throw JobError(run.notes().string() + " is damaged and can't be renamed: " + error.message());
  }
}

}  // namespace

RunNotes read_notes(const RunDirectory& run) {
  std::error_code error;
  if (!fs::exists(run.notes(), error)) return {};
  const JsonFileReader json(run.notes());
  RunNotes notes;
  if (!json.is_null("tags")) notes.tags = json.get<std::vector<std::string>>("tags");
  if (!json.is_null("note")) notes.note = json.get<std::string>("note");
  return notes;
}

void write_notes(const RunDirectory& run, const RunNotes& notes) {
  if (!fs::is_directory(run.root())) throw InputError(run.root().string() + ": the run is no longer there");
  keep_damaged(run);
  JsonFileWriter().set("tags", notes.tags).set("note", notes.note).write(run.notes());
}

std::string tag_problem(std::string_view tag) {
  if (tag.empty() || tag.size() > longest_tag) return "must have 1 to " + std::to_string(longest_tag) + " bytes";
  const auto is_bad = [](char c) { return is_separator(c) || c == '"' || static_cast<unsigned char>(c) < 0x20; };
  return std::ranges::any_of(tag, is_bad) ? "must not hold blanks, commas or quotes" : "";
}

std::vector<std::string> parse_tags(std::string_view text) {
  std::vector<std::string> tags;
  while (!text.empty()) {
    const auto end = std::ranges::find_if(text, is_separator);
    const std::string tag(text.begin(), end);
    text.remove_prefix(std::min(text.size(), tag.size() + 1));
    if (tag.empty() || std::ranges::find(tags, tag) != tags.end()) continue;
    if (const std::string problem = tag_problem(tag); !problem.empty())
      throw InputError("The tag " + tag + " " + problem);
    tags.push_back(tag);
  }
  return tags;
}

}  // namespace imprint
