// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/field_list.h"

#include <nlohmann/json.hpp>

#include "app/cli/table.h"
#include "core/base/json_text.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string with_unit(const Field& field) { return field_text(field) + (field.unit.empty() ? "" : " " + field.unit); }

std::string with_choices(const Field& field) {
  return field.help + (field.choices.empty() ? "" : " (" + join_choices(field.choices) + ")");
}

}  // namespace

std::string field_list_text(const std::vector<Field>& fields) {
  Table table({{"FIELD"}, {"DEFAULT"}, {"MEANING"}});
  for (const Field& field : fields) table.add_row({field.key, with_unit(field), with_choices(field)});
  return table.text();
}

std::string field_list_json(const std::vector<Field>& fields) {
  Json list = Json::array();
  for (const Field& field : fields)
    list.push_back({{"key", field.key},
                    {"unit", field.unit},
                    {"default", field_text(field)},
                    {"choices", field.choices},
                    {"help", field.help}});
  return json_text(Json{{"fields", list}});
}

}  // namespace imprint::cli
