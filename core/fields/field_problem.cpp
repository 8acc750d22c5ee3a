// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_problem.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "core/base/device_name.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/fields/field_value.h"
#include "core/fields/interval.h"

namespace imprint {
namespace {

/// A whole number is compared as one: as a double, 2^53 + 1 would be 2^53.
template <class Whole>
requires std::is_integral_v<Whole>
bool is_within(const Field& field, Whole value) {
  const auto whole = [](double limit) { return static_cast<std::int64_t>(limit); };
  const bool above = field.above_minimum ? std::cmp_greater(value, whole(std::floor(field.minimum)))
                                         : std::cmp_greater_equal(value, whole(std::ceil(field.minimum)));
  const bool below = field.below_maximum ? std::cmp_less(value, whole(std::ceil(field.maximum)))
                                         : std::cmp_less_equal(value, whole(std::floor(field.maximum)));
  return above && below;
}

bool is_within(const Field& field, double value) {
  const bool above = field.above_minimum ? value > field.minimum : value >= field.minimum;
  const bool below = field.below_maximum ? value < field.maximum : value <= field.maximum;
  return std::isfinite(value) && above && below;
}

/// "from 1 to 32", "above 0 and at most 1000".
std::string limits_text(const Field& field) {
  const std::string low = plain_text(field.minimum);
  const std::string high = plain_text(field.maximum);
  if (!field.above_minimum && !field.below_maximum) return "from " + low + " to " + high;
  return (field.above_minimum ? "above " : "at least ") + low + " and " +
         (field.below_maximum ? "below " : "at most ") + high;
}

template <class Number>
std::string number_problem(const Field& field, Number value) {
  if (is_within(field, value)) return {};
  if constexpr (std::is_integral_v<Number>)
    return "must be " + limits_text(field) + ", but is " + std::to_string(value);
  else
    return "must be " + limits_text(field) + ", but is " + plain_text(value);
}

std::string choice_problem(const Field& field, const std::string& value) {
  if (std::find(field.choices.begin(), field.choices.end(), value) != field.choices.end()) return {};
  const std::string near = nearest_name(value, field.choices);
  return "must be " + join_choices(field.choices) + ", but is " + quoted(value) +
         (near.empty() ? "" : "; did you mean " + near + "?");
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

std::string text_problem(const Field& field, const std::string& value) {
  if (!is_utf8(value)) return "must be UTF-8, or it could not be stored in the run's JSON";
  const std::string found = ", but is " + quoted(value);
  if (has_control_characters(value)) return "must be one line of plain text" + found;
  if (!field.choices.empty()) return choice_problem(field, value);
  if (field.text_kind == TextKind::interval && !parse_interval(value))
    return "must be an interval like \"1 epoch\" or \"500 iterations\"" + found;
  if (field.text_kind == TextKind::device && !is_device_name(value)) return "must be cpu, cuda or cuda:N" + found;
  if (field.text_kind == TextKind::plain && trimmed(value).empty()) return "must not be empty";
  return {};
}

std::string repetition_problem(const std::vector<std::string>& list) {
  for (std::size_t i = 1; i < list.size(); ++i)
    if (std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i), list[i]) !=
        list.begin() + static_cast<std::ptrdiff_t>(i))
      return "must have each once, but has " + list[i] + " twice";
  return {};
}

struct ProblemFinder {
  const Field& field;

  std::string operator()(const bool*) const { return {}; }
  std::string operator()(const std::string* text) const { return text_problem(field, *text); }
  std::string operator()(const std::vector<std::string>* list) const {
    if (field.is_one_or_more && list->empty()) return "must have at least one of " + join_choices(field.choices);
    for (const std::string& text : *list)
      if (const std::string problem = text_problem(field, text); !problem.empty())
        return "has an element that " + problem;
    return field.is_one_or_more ? repetition_problem(*list) : "";
  }
  template <class Number>
  std::string operator()(const Number* number) const {
    return number_problem(field, *number);
  }
  template <class Number>
  std::string operator()(const std::vector<Number>* list) const {
    for (const Number& number : *list)
      if (const std::string problem = number_problem(field, number); !problem.empty())
        return "has an element that " + problem;
    return {};
  }
};

}  // namespace

std::string field_problem(const Field& field) { return std::visit(ProblemFinder{field}, field.storage); }

std::vector<FieldProblem> field_problems(std::span<const Field> fields) {
  std::vector<FieldProblem> problems;
  for (const Field& field : fields)
    if (std::string problem = field_problem(field); !problem.empty())
      problems.push_back({field.key, std::move(problem)});
  return problems;
}

std::string problems_text(std::span<const FieldProblem> problems, const std::string& start) {
  std::string text;
  for (const FieldProblem& problem : problems)
    text.append(text.empty() ? "" : "\n").append(start).append(problem.key).append(" ").append(problem.message);
  return text;
}

void require_none(std::span<const FieldProblem> problems, const std::string& start) {
  if (!problems.empty()) throw InputError(problems_text(problems, start));
}

}  // namespace imprint
