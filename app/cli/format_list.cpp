// SPDX-License-Identifier: GPL-3.0-or-later
// imprint format list
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "app/curves/ticks.h"
#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/elements/named_format.h"

namespace imprint::cli {
namespace {

std::string formats_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const NamedFormat& format : listed_formats())
    list.push_back({{"name", format.name},
                    {"bits_a_value", format.bits_a_value()},
                    {"largest", format.largest()},
                    {"description", format.description}});
  return json_text(nlohmann::ordered_json{{"formats", list}});
}

std::string formats_table() {
  Table table({{"NAME"}, {"BITS", Align::right}, {"LARGEST", Align::right}, {"WHAT"}});
  for (const NamedFormat& format : listed_formats())
    table.add_row({format.name, plain_text(format.bits_a_value()), value_text(format.largest()), format.description});
  return table.text() + "\nalso affineB and intB of other widths, and any eXmY: imprint format show e3m4\n";
}

class FormatList : public Command {
 public:
  CommandInfo info() const override {
    return {"format list", "List number formats, with the bits of a value and the largest one",
            "imprint format list\nimprint format list --json"};
  }
  void declare(Arguments&) override {}
  int run(Console& console) override {
    if (console.wants_json())
      console.json(formats_json());
    else
      console.print(formats_table());
    return exit_success;
  }
};

}  // namespace

std::unique_ptr<Command> make_format_list_command() { return std::make_unique<FormatList>(); }

}  // namespace imprint::cli
