// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_filter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <ctime>
#include <functional>
#include <variant>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_table.h"
#include "core/spec/condition.h"
#include "core/spec/spec_fields.h"
#include "core/store/run_outcome.h"

namespace imprint {

/// What the terms of a filter are made of.
namespace filter_terms {

using Texts = std::vector<std::string>;
using TextOf = std::function<Texts(const RunEntry&)>;
using NumberOf = std::function<double(const RunEntry&)>;

enum class Kind { text, number, day, state, flag };

struct FilterField {
  std::string name;
  std::string help;
  Kind kind = Kind::text;
  TextOf text = {};
  NumberOf number = {};
};

enum class Relation { holds, equal, unequal, less, at_most, greater, at_least };

}  // namespace filter_terms

using namespace filter_terms;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

/// `part` is in lower case.
bool holds(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == b; }) != text.end();
}

bool equals(std::string_view text, std::string_view other) { return text.size() == other.size() && holds(text, other); }

/// Days since 1970 of the local calendar, whose fraction is the time of the day.
double local_day(double unix_seconds) {
  const auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts = {};
  ::localtime_r(&seconds, &parts);
  return (unix_seconds + static_cast<double>(parts.tm_gmtoff)) / 86400;
}

/// "2025-03-01" as days since 1970; NaN for anything else.
double day_from(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return no_number;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9})
    if (!digit(text[i])) return no_number;
  std::tm parts = {};
  parts.tm_year = std::stoi(std::string(text.substr(0, 4))) - 1900;
  parts.tm_mon = std::stoi(std::string(text.substr(5, 2))) - 1;
  parts.tm_mday = std::stoi(std::string(text.substr(8, 2)));
  if (parts.tm_mon < 0 || parts.tm_mon > 11 || parts.tm_mday < 1 || parts.tm_mday > 31) return no_number;
  return static_cast<double>(::timegm(&parts)) / 86400;
}

FilterField text_field(const std::string& name, const std::string& help,
                       std::function<std::string(const RunEntry&)> of) {
  return {name, help, Kind::text, [of = std::move(of)](const RunEntry& e) { return Texts{of(e)}; }, {}};
}

FilterField number_field(const std::string& name, const std::string& help, NumberOf of) {
  return {name, help, Kind::number, {}, std::move(of)};
}

double flag(bool value) { return value ? 1 : 0; }

std::vector<FilterField> outcome_fields() {
  std::vector<FilterField> fields;
  for (const RunOutcome& outcome : run_outcomes())
    fields.push_back(number_field(outcome.word, outcome.help, outcome.of));
  return fields;
}

std::vector<FilterField> make_fields() {
  using E = const RunEntry&;
  std::vector<FilterField> fields = {
      text_field("name", "what the run is called", [](E e) { return e.name; }),
      text_field("folder", "its directory", [](E e) { return e.directory.string(); }),
      text_field("model", "the network", [](E e) { return e.model; }),
      text_field("dataset", "the data", [](E e) { return e.dataset; }),
      text_field("schedule", "the precision schedule", [](E e) { return e.schedule; }),
      {"state",
       "finished, running, paused, queued, failed, stopped, interrupted or unreadable",
       Kind::state,
       [](E e) { return Texts{state_name(e)}; },
       {}},
      {"tag", "one of its tags", Kind::text, [](E e) { return e.tags; }, {}},
      text_field("note", "what was written on it", [](E e) { return e.note; }),
      text_field("deficit", "the kind of its first deficit", [](E e) { return e.deficit_kind; }),
      number_field("seed", "the seed", [](E e) { return e.problem.empty() ? static_cast<double>(e.seed) : no_number; }),
      number_field("onset", "of the first deficit", [](E e) { return e.deficits > 0 ? e.deficit_onset : no_number; }),
      number_field("length", "of the first deficit", [](E e) { return e.deficits > 0 ? e.deficit_length : no_number; }),
      number_field("bits", "of the first deficit", [](E e) { return e.deficit_bits > 0 ? e.deficit_bits : no_number; }),
      number_field("deficits", "how many deficits", [](E e) { return static_cast<double>(e.deficits); }),
      number_field("step", "steps done", [](E e) { return static_cast<double>(e.status.step); }),
      {"begun",
       "the day on which it began, as 2025-03-01",
       Kind::day,
       {},
       [](E e) { return local_day(e.created_unix_seconds); }},
      {"baseline", "yes or no", Kind::flag, {}, [](E e) { return flag(e.has_baseline); }},
      {"trashed", "yes or no", Kind::flag, {}, [](E e) { return flag(e.trashed); }},
  };
  const auto step = std::ranges::find(fields, "step", &FilterField::name);
  const std::vector<FilterField> outcomes = outcome_fields();
  fields.insert(step, outcomes.begin(), outcomes.end());
  return fields;
}

const std::vector<FilterField>& own_fields() {
  static const std::vector<FilterField> fields = make_fields();
  return fields;
}

Texts spec_texts(const RunEntry& entry, const std::string& key) {
  if (entry.condition.empty()) return {};
  if (!key.starts_with("deficit.")) return {field_in(entry.fields, key)};
  if (without_number(key) != key) return {field_in(entry.fields, key)};
  Texts texts;
  for (int i = 0; i < entry.deficits; ++i)
    texts.push_back(field_in(entry.fields, "deficit." + std::to_string(i) + key.substr(7)));
  return texts;
}

FilterField spec_field(const std::string& key) {
  return {key, "", Kind::text, [key](const RunEntry& entry) { return spec_texts(entry, key); }, {}};
}

FilterField field_called(const std::string& name, const std::string& term) {
  for (const FilterField& field : own_fields())
    if (field.name == name) return field;
  if (name == "data") return field_called("dataset", term);
  if (name == "when") return field_called("begun", term);
  const auto& keys = spec_key_names();
  if (std::ranges::find(keys, without_number(name)) != keys.end()) return spec_field(name);
  std::vector<std::string> known(keys);
  for (const FilterField& field : own_fields()) known.push_back(field.name);
  const std::string nearest = nearest_name(name, known);
  throw InputError(term + ": there is no field " + name + (nearest.empty() ? "" : "; did you mean " + nearest + "?") +
                   " (to look for the text itself, put it in quotes)");
}

bool compares(double value, Relation relation, double wanted) {
  switch (relation) {
    case Relation::holds:
    case Relation::equal: return value == wanted;
    case Relation::unequal: return !std::isnan(value) && value != wanted;
    case Relation::less: return value < wanted;
    case Relation::at_most: return value <= wanted;
    case Relation::greater: return value > wanted;
    case Relation::at_least: return value >= wanted;
  }
  return false;
}

bool is_order(Relation relation) {
  return relation != Relation::holds && relation != Relation::equal && relation != Relation::unequal;
}

double number_or_nan(std::string_view text) {
  try {
    return parse_double(text);
  } catch (const InputError&) {
    return no_number;
  }
}

/// A text as it stands in the expression, told apart from what quotes made of it.
struct Token {
  std::string text;                             // without quotes
  std::string as_typed;                         // for messages
  std::size_t quoted_from = std::string::npos;  // from here on it is quoted
};

Token take_token(std::string_view& rest) {
  Token token;
  bool quoted = false;
  std::size_t i = 0;
  for (; i < rest.size() && (quoted || rest[i] != ' '); ++i) {
    if (rest[i] != '"') {
      token.text += rest[i];
      continue;
    }
    quoted = !quoted;
    if (token.quoted_from == std::string::npos) token.quoted_from = token.text.size();
  }
  token.as_typed = std::string(rest.substr(0, i));
  if (quoted) throw InputError(token.as_typed + ": the quote is not closed");
  rest.remove_prefix(i);
  return token;
}

struct Operator {
  std::string_view text;
  Relation relation;
};
constexpr std::array<Operator, 7> operators = {{{"!=", Relation::unequal},
                                                {">=", Relation::at_least},
                                                {"<=", Relation::at_most},
                                                {">", Relation::greater},
                                                {"<", Relation::less},
                                                {"=", Relation::equal},
                                                {":", Relation::holds}}};

bool is_field_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_'; }

}  // namespace

/// One word, or one comparison with one of several values.
struct RunFilter::Term {
  bool negated = false;
  bool is_word = true;
  FilterField field;
  Relation relation = Relation::holds;
  std::vector<std::string> wanted;     // in lower case
  std::vector<double> wanted_numbers;  // as many, NaN where there is none

  bool matches(const RunEntry& entry) const { return (is_word ? has_word(entry) : has_value(entry)) != negated; }

 private:
  bool has_word(const RunEntry& entry) const {
    const std::string& word = wanted.front();
    for (const std::string* text :
         {&entry.name, &entry.model, &entry.dataset, &entry.schedule, &entry.deficit_kind, &entry.note})
      if (holds(*text, word)) return true;
    if (holds(entry.directory.filename().native(), word) || holds(state_name(entry), word)) return true;
    return std::ranges::any_of(entry.tags, [&](const std::string& tag) { return holds(tag, word); });
  }

  bool has_value(const RunEntry& entry) const {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (field.kind == Kind::text || field.kind == Kind::state ? has_text(entry, i) : has_number(entry, i))
        return true;
    }
    return false;
  }

  bool has_number(const RunEntry& entry, std::size_t i) const {
    const double value = field.number(entry);
    if (field.kind != Kind::day) return compares(value, relation, wanted_numbers[i]);
    return compares(std::floor(value), relation, wanted_numbers[i]);
  }

  bool has_text(const RunEntry& entry, std::size_t i) const {
    const Texts texts = field.text(entry);
    if (relation == Relation::unequal)
      return std::ranges::none_of(texts, [&](const std::string& text) { return is_value(text, i); });
    return std::ranges::any_of(texts, [&](const std::string& text) {
      if (is_order(relation)) return compares(number_or_nan(text), relation, wanted_numbers[i]);
      if (relation == Relation::equal || field.kind == Kind::state) return is_value(text, i);
      const bool is_number = !std::isnan(wanted_numbers[i]) && !std::isnan(number_or_nan(text));
      return is_number ? is_value(text, i) : holds(text, wanted[i]);
    });
  }

  bool is_value(const std::string& text, std::size_t i) const {
    if (equals(text, wanted[i])) return true;
    return !std::isnan(wanted_numbers[i]) && number_or_nan(text) == wanted_numbers[i];
  }
};

namespace {

double flag_from(const std::string& text, const std::string& term) {
  if (text == "yes" || text == "true") return 1;
  if (text == "no" || text == "false") return 0;
  throw InputError(term + ": yes or no is expected, not " + text);
}

std::string state_from(const std::string& text, const std::string& term) {
  static const std::vector<std::string> states = {"finished", "running", "paused",      "queued",
                                                  "failed",   "stopped", "interrupted", "unreadable"};
  if (text == "cancelled") return "stopped";
  if (text == "stale") return "interrupted";
  if (std::ranges::find(states, text) != states.end()) return text;
  throw InputError(term + ": " + text + " is no state; " + join_choices(states) + " is expected");
}

void add_value(RunFilter::Term& term, const std::string& text, const std::string& typed) {
  double number = number_or_nan(text);
  std::string wanted = text;
  if (text.empty()) throw InputError(typed + ": a value is expected behind " + term.field.name);
  if (term.field.kind == Kind::state) wanted = state_from(text, typed);
  if (term.field.kind == Kind::flag) number = flag_from(text, typed);
  if (term.field.kind == Kind::day && std::isnan(number = day_from(text)))
    throw InputError(typed + ": a day such as 2025-03-01 is expected, not " + text);
  if (term.field.kind == Kind::number && std::isnan(number))
    throw InputError(typed + ": " + term.field.name + " is a number; " + text + " is none");
  if (is_order(term.relation) &&
      (term.field.kind == Kind::state || term.field.kind == Kind::flag || std::isnan(number)))
    throw InputError(typed + ": only numbers can be larger or smaller");
  term.wanted.push_back(std::move(wanted));
  term.wanted_numbers.push_back(number);
}

void add_values(RunFilter::Term& term, const std::string& value, bool quoted, const std::string& typed) {
  if (quoted) return add_value(term, value, typed);
  for (const std::string& part : split(value, ',')) add_value(term, part, typed);
  if (term.wanted.empty()) add_value(term, "", typed);
}

RunFilter::Term term_from(const Token& token) {
  RunFilter::Term term;
  std::string text = lowered(token.text);
  std::size_t quoted_from = token.quoted_from;
  if (text.size() > 1 && text[0] == '-' && quoted_from > 0) {
    term.negated = true;
    text.erase(0, 1);
    if (quoted_from != std::string::npos) --quoted_from;
  }
  std::size_t name_end = 0;
  while (name_end < text.size() && name_end < quoted_from && is_field_character(text[name_end])) ++name_end;
  const auto found = std::ranges::find_if(
      operators, [&](const Operator& o) { return std::string_view(text).substr(name_end).starts_with(o.text); });
  if (name_end == 0 || name_end >= quoted_from || found == operators.end()) {
    term.wanted.push_back(text);
    return term;
  }
  term.is_word = false;
  term.relation = found->relation;
  term.field = field_called(text.substr(0, name_end), token.as_typed);
  const std::size_t value_begin = name_end + found->text.size();
  add_values(term, text.substr(value_begin), value_begin >= quoted_from, token.as_typed);
  return term;
}

}  // namespace

RunFilter::RunFilter(std::string_view expression) {
  std::string text(expression);
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  for (std::string_view rest = trimmed(text); !rest.empty(); rest = trimmed(rest)) {
    const Token token = take_token(rest);
    if (!token.text.empty()) terms_.push_back(std::make_shared<const Term>(term_from(token)));
  }
}

bool RunFilter::matches(const RunEntry& entry) const {
  return std::ranges::all_of(terms_, [&](const auto& term) { return term->matches(entry); });
}

const std::vector<RunFilterField>& run_filter_fields() {
  static const std::vector<RunFilterField> fields = [] {
    std::vector<RunFilterField> result;
    for (const FilterField& field : own_fields()) result.push_back({field.name, field.help});
    return result;
  }();
  return fields;
}

}  // namespace imprint
