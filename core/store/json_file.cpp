// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/json_file.h"

namespace imprint {

JsonFileReader::JsonFileReader(const std::filesystem::path& path)
    : path_(path), json_(parse_json(read_file_inside(path, largest_json_file), path.string())) {
  if (!json_.is_object()) throw InputError(path.string() + ": a JSON object is expected");
  if (const int format = get<int>("format"); format > store_format)
    throw InputError(path.string() + ": \"format\" is " + std::to_string(format) + ", this program knows up to " +
                     std::to_string(store_format) + ": use a newer Imprint");
}

}  // namespace imprint
