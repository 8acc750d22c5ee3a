// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/built_in_examples.h"

#include <QDir>
#include <QFile>
#include <algorithm>

#include "core/spec/spec_io.h"

namespace imprint::studio {
namespace {

struct ExampleFile {
  QString title;
  std::string name;
  std::string text;
  bool is_sweep() const { return text.find("\n[sweep") != std::string::npos; }
};

std::vector<ExampleFile> example_files() {
  std::vector<ExampleFile> files;
  for (const QFileInfo& info : QDir(":/examples").entryInfoList({"*.toml"}, QDir::Files, QDir::Name)) {
    QFile file(info.filePath());
    if (file.open(QIODevice::ReadOnly))
      files.push_back({info.completeBaseName(), info.fileName().toStdString(), file.readAll().toStdString()});
  }
  return files;
}

}  // namespace

std::vector<BuiltInExample> built_in_examples() {
  std::vector<BuiltInExample> examples;
  for (const ExampleFile& file : example_files())
    if (!file.is_sweep()) examples.push_back({file.title, parse_spec_toml(file.text, file.name)});
  const auto built_in = [](const BuiltInExample& example) { return example.spec.dataset.name == "synthetic"; };
  std::stable_partition(examples.begin(), examples.end(), built_in);
  return examples;
}

std::vector<SweepExample> sweep_examples() {
  std::vector<SweepExample> examples;
  for (const ExampleFile& file : example_files())
    if (file.is_sweep()) examples.push_back({file.title, parse_sweep_toml(file.text, file.name)});
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
