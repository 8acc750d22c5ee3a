// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string>

#include "core/base/error.h"
#include "core/tasks/classification.h"

namespace imprint {
namespace {

struct TaskMaker {
  std::string_view name;
  std::shared_ptr<const Task> (*make)();
};

template <typename Kind>
std::shared_ptr<const Task> make() {
  return std::make_shared<const Kind>();
}

constexpr std::array<TaskMaker, 2> makers = {
    {{"image-classification", make<Classification>}, {"language-modelling", make<LanguageModelling>}}};

}  // namespace

std::shared_ptr<const Task> make_task(std::string_view name) {
  const auto maker = std::ranges::find(makers, name, &TaskMaker::name);
  if (maker == makers.end()) throw InputError("\"" + std::string(name) + "\" is no task that Imprint knows");
  return maker->make();
}

}  // namespace imprint
