// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_indices.h"

#include "core/store/json_file.h"

namespace imprint {
namespace {

using Numbers = std::vector<std::int64_t>;

/// On one line, since there may be tens of thousands.
std::string line_of(const char* key, const std::optional<Numbers>& numbers) {
  const std::string list = numbers ? nlohmann::json(*numbers).dump() : "null";
  return ",\n  \"" + std::string(key) + "\": " + list;
}

std::optional<Numbers> numbers_of(const JsonFileReader& json, const char* key) {
  if (json.is_null(key)) return std::nullopt;
  return json.get<Numbers>(key);
}

}  // namespace

void write_indices(const std::filesystem::path& path, const RunIndices& indices) {
  write_file_atomically(path, "{\n  \"format\": " + std::to_string(store_format) + line_of("train", indices.train) +
                                  line_of("test", indices.test) + line_of("probe", indices.probe) + "\n}\n");
}

RunIndices read_indices(const std::filesystem::path& path) {
  const JsonFileReader json(path);
  return {numbers_of(json, "train"), numbers_of(json, "test"), json.get<Numbers>("probe")};
}

}  // namespace imprint
