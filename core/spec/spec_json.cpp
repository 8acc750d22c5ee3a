// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"
#include "core/fields/field_json.h"
#include "core/spec/spec_document.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/spec/stored_defaults.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

constexpr int newest_format = 1;

void require_known_format(const Json& json, const std::string& source) {
  if (!json.is_object()) throw InputError(source + ": a JSON object is expected");
  const auto format = json.find("format");
  if (format == json.end() || !format->is_number_integer())
    throw InputError(source + ": \"format\" is missing: this is no resolved spec of Imprint");
  if (format->get<double>() > newest_format)
    throw InputError(source + ": \"format\" is " + json_text(*format, json_in_one_line) +
                     ", this program knows up to " + std::to_string(newest_format) + ": use a newer Imprint");
}

}  // namespace

std::string spec_to_json(const ExperimentSpec& spec) {
  ExperimentSpec copy = spec;
  Json json = {{"format", newest_format}};
  store_fields(spec_fields(copy), json);
  if (spec.deficits.empty()) json["deficit"] = Json::array();
  return json_text(json) + "\n";
}

ExperimentSpec spec_from_json(std::string_view text, const std::string& source) {
  Json json = parse_ordered_json(text, source);
  require_known_format(json, source);
  json.erase("format");
  const FieldDocument document = document_from_json(json, source, "deficit");
  return spec_from_document(document, stored_start({}, document.tables));
}

}  // namespace imprint
