// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/built_in_examples.h"

#include <QDir>
#include <QFile>
#include <algorithm>

#include "core/base/error.h"
#include "core/records/spec_io.h"

namespace imprint::studio {
namespace {

std::optional<BuiltInExample> read_example(const QFileInfo& info) {
  QFile file(info.filePath());
  if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
  try {
    return BuiltInExample{info.completeBaseName(),
                          parse_spec_toml(file.readAll().toStdString(), info.fileName().toStdString())};
  } catch (const InputError&) {
    return std::nullopt;  // a test reads them all, so that none is ever missing unnoticed
  }
}

}  // namespace

std::vector<BuiltInExample> built_in_examples() {
  std::vector<BuiltInExample> examples;
  for (const QFileInfo& info : QDir(":/examples").entryInfoList({"*.toml"}, QDir::Files, QDir::Name)) {
    if (auto example = read_example(info)) examples.push_back(std::move(*example));
  }
  const auto built_in = [](const BuiltInExample& example) { return example.spec.dataset.name == "synthetic"; };
  std::ranges::stable_partition(examples, built_in);
  return examples;
}

ExperimentSpec first_example() {
  const auto examples = built_in_examples();
  if (!examples.empty()) return examples.front().spec;
  ExperimentSpec spec;
  spec.name = "early-deficit";
  spec.deficits = {DeficitSpec()};
  spec.comparison.baseline = true;
  return spec;
}

}  // namespace imprint::studio
