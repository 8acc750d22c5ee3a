// SPDX-License-Identifier: GPL-3.0-or-later
// What a measure gives beyond numbers over the steps: a spectrum, a map of layers, a section of the landscape. A table
// of numbers in long form, a file of the run (core/store/artefact_file.h).
#pragma once

#include <string>
#include <vector>

namespace imprint {

struct Artefact {
  struct Column {
    std::string name;  // "eigenvalue"
    std::vector<double> values;
    bool operator==(const Column&) const = default;
  };

  std::string name;             // "hessian/spectrum", as metrics are called
  std::vector<Column> columns;  // equally long

  bool operator==(const Artefact&) const = default;
};

}  // namespace imprint
