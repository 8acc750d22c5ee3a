// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/run_command.h"

#include <cctype>

#include "core/fields/field_assignment.h"
#include "core/spec/spec_fields.h"

namespace imprint::studio {
namespace {

/// Whether the key belongs to the deficit of that number or a later one.
bool is_deficit_from(const std::string& key, std::size_t first) {
  const std::string table = "deficit.";
  return key.starts_with(table) && std::stoul(key.substr(table.size())) >= first;
}

}  // namespace

std::optional<std::vector<std::string>> overrides_between(const ExperimentSpec& from, const ExperimentSpec& to) {
  if (to.deficits.size() < from.deficits.size()) return std::nullopt;
  ExperimentSpec base = from;
  base.deficits.resize(to.deficits.size());
  ExperimentSpec wanted = to;
  const auto base_fields = spec_fields(base);
  const auto wanted_fields = spec_fields(wanted);
  std::vector<std::string> overrides;
  for (std::size_t i = 0; i < wanted_fields.size(); ++i) {
    const std::string text = field_text(wanted_fields[i]);
    // A deficit that `from` lacks is named in full, so that it comes into being even with default values.
    const bool is_new = is_deficit_from(wanted_fields[i].key, from.deficits.size());
    if (is_new || text != field_text(base_fields[i]))
      overrides.push_back(wanted_fields[i].key + "=" + assignment_text(wanted_fields[i]));
  }
  return overrides;
}

std::string shell_word(const std::string& text) {
  const std::string plain = "@%+=:,./-_~";
  bool quoted = text.empty() || text.front() == '~';
  for (const char c : text) {
    quoted = quoted || (std::isalnum(static_cast<unsigned char>(c)) == 0 && plain.find(c) == std::string::npos);
  }
  if (!quoted) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string run_command(const std::filesystem::path& spec_file, const std::vector<std::string>& overrides,
                        const std::filesystem::path& out) {
  std::string command = "imprint run " + shell_word(spec_file.string());
  for (const std::string& assignment : overrides) command += " --set " + shell_word(assignment);
  return command + " --out " + shell_word(out.string());
}

}  // namespace imprint::studio
