// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/base/error.h"
#include "core/tasks/all_task_facts.h"
#include "core/tasks/task.h"

namespace imprint {
namespace {

struct TaskKind {
  TaskFacts (*facts)();
  std::shared_ptr<const Task> (*make)();
};

constexpr TaskKind kinds[] = {
#define IMPRINT_ROW(task) {task##_facts, make_##task},
    IMPRINT_TASKS(IMPRINT_ROW)
#undef IMPRINT_ROW
};

}  // namespace

std::shared_ptr<const Task> make_task(std::string_view name) {
  for (const TaskKind& kind : kinds)
    if (kind.facts().name == name) return kind.make();
  throw InputError("\"" + std::string(name) + "\" is no task that Imprint knows");
}

}  // namespace imprint
