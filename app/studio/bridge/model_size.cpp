// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/model_size.h"

#include "app/studio/bridge/background.h"
#include "core/spec/field_tables.h"

namespace imprint::studio {
namespace {

/// Every field of the model, whatever it has, and the data that it is built for.
std::string key_of(const ExperimentSpec& spec) {
  ModelSpec model = spec.model;
  std::string key = spec.dataset.name;
  for (const Field& field : model_fields(model)) key += "\n" + field_text(field);
  return key;
}

}  // namespace

ModelSize::ModelSize(MacsOfModel measure, QObject* parent) : QObject(parent), measure_(std::move(measure)) {}

const ModelMacs* ModelSize::macs(const ExperimentSpec& spec) {
  if (!measure_) return nullptr;
  const std::string key = key_of(spec);
  if (const auto found = sizes_.find(key); found != sizes_.end()) return found->second ? &*found->second : nullptr;
  sizes_[key] = std::nullopt;
  in_background(
      this, [measure = measure_, spec] { return measure(spec); },
      [this, key](const QFuture<ModelMacs>& size) {
        try {
          sizes_[key] = size.result();
        } catch (const std::exception&) {
          return;  // no BitOPs are told for a model that can't be built; the form names the reason
        }
        Q_EMIT known();
      });
  return nullptr;
}

}  // namespace imprint::studio
