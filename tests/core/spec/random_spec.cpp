// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/spec/random_spec.h"

#include <array>
#include <string>

#include "core/base/random_stream.h"
#include "core/spec/spec_fields.h"

namespace imprint::test {
namespace {

/// Texts that a writer may trip over.
const std::array<std::string, 6> hard_texts = {
    "plain", "with \"quotes\" and \\ backslash", "#no comment", "a = b", "größer ½ 模型", "[x]"};
const std::array<std::string, 4> intervals = {"1 epoch", "12 epochs", "0.25 epochs", "500 iterations"};

struct Randomiser {
  const Field& field;
  RandomStream& stream;

  double number() {
    const double share = 1e-9 + (1 - 2e-9) * stream.uniform();
    return field.minimum + (field.maximum - field.minimum) * share;
  }
  void operator()(bool* value) { *value = stream.below(2) == 1; }
  void operator()(double* value) { *value = number(); }
  void operator()(std::string* value) {
    if (!field.choices.empty())
      *value = field.choices[stream.below(field.choices.size())];
    else if (field.text_kind == TextKind::interval)
      *value = intervals[stream.below(intervals.size())];
    else if (field.text_kind == TextKind::device)
      *value = stream.below(2) == 0 ? "cpu" : "cuda:1";
    else
      *value = hard_texts[stream.below(hard_texts.size())];
  }
  template <class Integer>
  void operator()(Integer* value) {
    *value = static_cast<Integer>(number());
    if (static_cast<double>(*value) < field.minimum) ++*value;
  }
  /// Lists of free text hold names.
  void operator()(std::vector<std::string>* list) {
    list->resize(stream.below(4));
    for (std::string& value : *list)
      value = field.choices.empty() ? "layer1." + std::to_string(stream.below(9)) + ".conv2"
                                    : field.choices[stream.below(field.choices.size())];
  }
  template <class Number>
  void operator()(std::vector<Number>* list) {
    list->resize(stream.below(4));
    for (Number& value : *list) (*this)(&value);
  }
};

}  // namespace

ExperimentSpec random_spec(std::uint64_t seed) {
  RandomStream stream(mix64(seed));
  ExperimentSpec spec;
  spec.deficits.resize(stream.below(4));
  for (const auto& field : spec_fields(spec)) std::visit(Randomiser{field, stream}, field.storage);
  return spec;
}

}  // namespace imprint::test
