// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/named_kind.h"

#include "app/cli/spec_argument.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_io.h"

namespace imprint::cli {

void NamedKind::declare(Arguments& arguments) {
  const std::string group = field_.substr(0, field_.find('.'));
  arguments.positional("NAME", &name_, "Name (see imprint " + group + " list)");
  arguments.path_option("--root", "DIR", PathUse::folder, root_, "Folder or file of the data");
  arguments.repeated("--set", "KEY=VALUE", overrides_,
                     "Set a field of table " + join_choices(tables_) + " as in a spec");
}

ExperimentSpec NamedKind::spec() const {
  ExperimentSpec spec;
  const std::vector<std::string>& names = kind_names(field_);
  if (find_kind(field_, name_) == nullptr) {
    const std::string nearest = nearest_name(name_, names);
    throw InputError(field_ + " must be " + join_choices(names) + ", but is \"" + name_ + "\"" +
                     (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
  }
  apply_override(spec, field_ + "=" + name_);
  refuse_unread_fields(overrides_, tables_, "it", "only fields of " + join_choices(tables_) + " are read");
  for (const std::string& assignment : overrides_) apply_override(spec, assignment);
  if (!root_.empty()) spec.dataset.root = root_.string();
  return spec;
}

}  // namespace imprint::cli
