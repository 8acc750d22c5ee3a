// SPDX-License-Identifier: GPL-3.0-or-later
// A dataset or a model by its name, with --root and --set for what belongs to it.
#pragma once

#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/spec/experiment_spec.h"

namespace imprint::cli {

class NamedKind {
 public:
  /// `field` is dataset.name or model.name; `tables` are those of which fields may be set: "dataset.".
  NamedKind(std::string field, std::vector<std::string> tables)
      : field_(std::move(field)), tables_(std::move(tables)) {}

  /// Declares NAME, --root and --set.
  void declare(Arguments& arguments);
  const std::string& name() const { return name_; }
  /// A spec with the name, the folder and the fields that were set. Throws InputError for an unknown name and for a
  /// field of another table.
  ExperimentSpec spec() const;

 private:
  std::string field_;
  std::vector<std::string> tables_;
  std::string name_;
  std::filesystem::path root_;
  std::vector<std::string> overrides_;
};

}  // namespace imprint::cli
