// SPDX-License-Identifier: GPL-3.0-or-later
// imprint schedule list
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "core/base/json_text.h"
#include "core/schedule/precision_schedule.h"
#include "core/schedule/switch_presets.h"

namespace imprint::cli {
namespace {

std::string as_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& schedule : named_schedules())
    list.push_back({{"name", schedule.name},
                    {"profile", schedule.profile},
                    {"description", schedule.description},
                    {"cost_group", schedule.cost_group}});
  nlohmann::ordered_json switches = nlohmann::ordered_json::array();
  for (const SwitchPreset& one : switch_presets())
    switches.push_back({{"name", one.preset.name}, {"description", one.description}});
  return json_text(nlohmann::ordered_json{{"schedules", list}, {"switches", switches}});
}

std::string as_table() {
  Table table({{"NAME"}, {"PROFILE"}, {"SAVING"}, {"DESCRIPTION"}});
  for (const auto& schedule : named_schedules())
    table.add_row({schedule.name, schedule.profile, schedule.cost_group.empty() ? "none" : schedule.cost_group,
                   schedule.description});
  Table switches({{"SWITCH"}, {"DESCRIPTION"}});
  for (const SwitchPreset& one : switch_presets()) switches.add_row({one.preset.name, one.description});
  return table.text() + "\n" + switches.text();
}

class ScheduleList : public Command {
 public:
  CommandInfo info() const override {
    return {"schedule list", "List the precision schedules", "imprint schedule list\nimprint schedule list --json"};
  }
  void declare(Arguments&) override {}
  int run(Console& console) override {
    if (console.wants_json())
      console.json(as_json());
    else
      console.print(as_table());
    return exit_success;
  }
};

}  // namespace

std::unique_ptr<Command> make_schedule_list_command() { return std::make_unique<ScheduleList>(); }

}  // namespace imprint::cli
