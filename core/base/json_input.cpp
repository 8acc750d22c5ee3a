// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_input.h"

#include <algorithm>

#include "core/base/file_kind.h"

namespace imprint {
namespace {

struct JsonShape {
  int depth = 0;
  std::int64_t members = 0;
};

/// Brackets and colons outside of texts: right for JSON, and an upper bound for what is none.
JsonShape shape_of(std::string_view text) {
  JsonShape shape;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"')
      for (++i; i < text.size() && text[i] != '"'; ++i) i += text[i] == '\\';
    else if (c == '{' || c == '[')
      shape.depth = std::max(shape.depth, ++depth);
    else if (c == '}' || c == ']')
      --depth;
    else if (c == ':')
      ++shape.members;
  }
  return shape;
}

template <class Json>
Json parsed(std::string_view text, const std::string& source) {
  try {
    return Json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    refuse_no_text(text, source, "JSON", true);
    throw InputError(source + ": damaged JSON at byte " + std::to_string(error.byte));
  } catch (const nlohmann::json::exception&) {
    throw InputError(source + ": holds a number that is too large");
  }
}

void require_depth(const JsonShape& shape, const std::string& source) {
  if (shape.depth > deepest_json)
    throw InputError(source + ": nested " + std::to_string(shape.depth) + " levels deep, which is more than the " +
                     std::to_string(deepest_json) + " that any such file needs");
}

}  // namespace

void detail::refuse_json_value(const char* expected) { throw InputError(std::string(expected) + " is expected"); }

nlohmann::json parse_json(std::string_view text, const std::string& source) {
  require_depth(shape_of(text), source);
  return parsed<nlohmann::json>(text, source);
}

nlohmann::ordered_json parse_ordered_json(std::string_view text, const std::string& source) {
  const JsonShape shape = shape_of(text);
  require_depth(shape, source);
  if (shape.members > most_ordered_members)
    throw InputError(source + ": " + std::to_string(shape.members) + " entries, which is more than the " +
                     std::to_string(most_ordered_members) + " that any such file needs");
  return parsed<nlohmann::ordered_json>(text, source);
}

}  // namespace imprint
