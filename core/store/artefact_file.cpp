// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/artefact_file.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/base/number_text.h"
#include "core/base/text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view artefact_prefix = "step-", artefact_suffix = ".csv";
constexpr std::int64_t largest_artefact = std::int64_t{256} << 20;

std::string file_name_of(std::int64_t step) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "step-%08lld.csv", static_cast<long long>(step));
  return text.data();
}

std::string folder_name_of(std::string name) {
  std::ranges::replace(name, '/', '-');
  if (plain_file_name(name) != name) throw JobError("\"" + name + "\" is no name for an artefact");
  return name;
}

std::optional<std::int64_t> step_of(const std::string& name) {
  if (!name.starts_with(artefact_prefix) || !name.ends_with(artefact_suffix)) return std::nullopt;
  const std::string_view digits = std::string_view(name).substr(
      artefact_prefix.size(), name.size() - artefact_prefix.size() - artefact_suffix.size());
  std::int64_t step = 0;
  return take_number(digits, step) && file_name_of(step) == name ? std::optional(step) : std::nullopt;
}

std::size_t rows_of(const Artefact& artefact) {
  const std::size_t rows = artefact.columns.empty() ? 0 : artefact.columns.front().values.size();
  for (const Artefact::Column& column : artefact.columns)
    if (column.values.size() != rows) throw JobError("the columns of " + artefact.name + " are not equally long");
  return rows;
}

std::string text_of(const Artefact& artefact) {
  const std::size_t rows = rows_of(artefact);
  std::string text;
  for (const Artefact::Column& column : artefact.columns) text += (text.empty() ? "" : ",") + column.name;
  text += "\n";
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t i = 0; i < artefact.columns.size(); ++i)
      text += shortest_text(artefact.columns[i].values[row]) + (i + 1 == artefact.columns.size() ? "\n" : ",");
  return text;
}

void add_row(const std::vector<std::string>& cells, Artefact& artefact, const std::string& place) {
  if (cells.size() != artefact.columns.size())
    throw InputError(place + ": must have " + std::to_string(artefact.columns.size()) + " numbers, but has " +
                     std::to_string(cells.size()));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    double value = 0;
    if (!take_number(cells[i], value)) throw InputError(place + ": \"" + cells[i] + "\" is no number");
    artefact.columns[i].values.push_back(value);
  }
}

}  // namespace

fs::path artefacts_folder(const fs::path& root) { return root / "artefacts"; }

void write_artefact(const fs::path& root, const Artefact& artefact, std::int64_t step) {
  const fs::path folder = artefacts_folder(root) / folder_name_of(artefact.name);
  create_folders_durably(folder);
  write_file_atomically(folder / file_name_of(step), text_of(artefact));
}

std::vector<ArtefactFile> find_artefacts(const fs::path& root) {
  std::vector<ArtefactFile> found;
  std::error_code error;
  require_no_link_inside(artefacts_folder(root));
  for (const auto& folder : fs::directory_iterator(artefacts_folder(root), error)) {
    require_no_link_inside(folder.path());
    if (!folder.is_directory(error)) continue;
    for (const auto& file : fs::directory_iterator(folder.path(), error))
      if (const auto step = step_of(file.path().filename().string()))
        found.push_back({folder.path().filename().string(), *step, file.path()});
  }
  std::ranges::sort(found, {}, [](const ArtefactFile& file) { return std::tie(file.name, file.step); });
  return found;
}

Artefact read_artefact(const ArtefactFile& file) {
  const std::string text = read_file_inside(file.path, largest_artefact);
  std::vector<std::string> lines = split(text, '\n');
  if (lines.size() < 2 || !lines.back().empty())
    throw InputError(file.path.string() + ": must be a header and lines with an end each, but is cut short");
  lines.pop_back();
  Artefact artefact{file.name, {}};
  for (const std::string& name : split(lines.front(), ',')) artefact.columns.push_back({name, {}});
  for (std::size_t line = 1; line < lines.size(); ++line)
    add_row(split(lines[line], ','), artefact, file.path.string() + ":" + std::to_string(line + 1));
  return artefact;
}

void drop_artefacts_after(const fs::path& root, std::int64_t last_step) {
  for (const ArtefactFile& file : find_artefacts(root))
    if (file.step > last_step) fs::remove(file.path);
}

void copy_artefacts(const fs::path& from, const fs::path& to, std::int64_t last_step) {
  for (const ArtefactFile& file : find_artefacts(from)) {
    if (file.step > last_step) continue;
    const fs::path folder = artefacts_folder(to) / file.name;
    create_folders_durably(folder);
    write_file_atomically(folder / file.path.filename(), read_file_inside(file.path, largest_artefact));
  }
}

}  // namespace imprint
