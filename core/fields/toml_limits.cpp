// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/toml_limits.h"

#include <algorithm>

#include "core/base/error.h"

namespace imprint {
namespace {

/// The text behind the string that begins at `text`: "...", '...' and their forms of three quotes over several lines.
std::string_view behind_string(std::string_view text) {
  const char quote = text.front();
  const std::string three(3, quote);
  const std::string_view end = text.starts_with(three) ? std::string_view(three) : text.substr(0, 1);
  for (std::size_t i = end.size(); i < text.size(); ++i) {
    if (text.substr(i).starts_with(end)) return text.substr(i + end.size());
    if (quote == '"' && text[i] == '\\') ++i;
  }
  return {};
}

/// An upper bound of how deep tables and lists lie in one another: brackets, and the dots of one key.
int depth_of(std::string_view text) {
  int depth = 0, dots = 0, deepest = 0;
  while (!text.empty()) {
    const char c = text.front();
    if (c == '"' || c == '\'') {
      text = behind_string(text);
      continue;
    }
    if (c == '#') text.remove_prefix(std::min(text.find('\n'), text.size() - 1));
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    dots = c == '.' ? dots + 1 : std::string_view("[]{},=\n#").find(c) != std::string_view::npos ? 0 : dots;
    deepest = std::max(deepest, depth + dots);
    text.remove_prefix(1);
  }
  return deepest;
}

}  // namespace

void require_sensible_toml(std::string_view text, const std::string& source) {
  if (static_cast<std::int64_t>(text.size()) > largest_toml_file)
    throw InputError(source + ": larger than " + std::to_string(largest_toml_file >> 20) +
                     " MiB, which no experiment needs");
  if (const int depth = depth_of(text); depth > deepest_toml)
    throw InputError(source + ": nested " + std::to_string(depth) + " levels deep, which is more than the " +
                     std::to_string(deepest_toml) + " that any such file needs");
}

}  // namespace imprint
