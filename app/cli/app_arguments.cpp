// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/app_arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/fields/field_problem.h"

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;

/// The one value of an argument that takes one.
const std::string& single(const std::string& name, const CLI::results_t& values) {
  if (values.size() > 1)
    throw InputError(name + " is given " + std::to_string(values.size()) + " times, but takes one value");
  return values.front();
}

const std::string& not_empty(const std::string& name, const std::string& value) {
  if (value.empty()) throw InputError(name + " is empty: give it a value, or leave it away");
  return value;
}

/// Text is taken as it is; numbers are read by the same code as a spec's fields, so errors read alike.
void store(const Field& field, const std::string& text) {
  if (auto* const* target = std::get_if<std::string*>(&field.storage)) {
    **target = text;
    return;
  }
  set_field_text(field, text);
  const bool has_limits = field.minimum != field.maximum;
  if (const std::string problem = has_limits ? field_problem(field) : ""; !problem.empty())
    throw InputError(field.key + " " + problem);
}

fs::path path_from(const std::string& name, const std::string& text, PathUse use) {
  if (text == "-" && use == PathUse::input) return "/dev/stdin";
  if (text == "-" && use == PathUse::output) throw InputError(name + " = -: name a file, or use /dev/stdout");
  return expand_home(not_empty(name, text));
}

}  // namespace

void AppArguments::positional(const std::string& name, FieldStorage target, const std::string& help, Need need) {
  add_field({.key = name, .storage = target}, "", help, need);
}

void AppArguments::option(const std::string& name, const std::string& value_name, FieldStorage target,
                          const std::string& help, Need need) {
  add_field({.key = name, .storage = target}, value_name, help, need);
}

void AppArguments::number(const std::string& name, const std::string& value_name, FieldStorage target,
                          NumberLimits limits, const std::string& help) {
  add_field({.key = name, .storage = target, .minimum = limits.minimum, .maximum = limits.maximum}, value_name, help,
            Need::optional);
}

void AppArguments::path(const std::string& name, PathUse use, fs::path& target, const std::string& help, Need need) {
  add_path(name, "", use, target, help, need);
}

void AppArguments::path_option(const std::string& name, const std::string& value_name, PathUse use, fs::path& target,
                               const std::string& help, Need need) {
  add_path(name, value_name, use, target, help, need);
}

void AppArguments::folders(const std::string& name, std::vector<fs::path>& target, const std::string& help) {
  const auto take = [name, &target](const CLI::results_t& values) {
    for (const std::string& value : values) target.push_back(path_from(name, value, PathUse::folder));
    return true;
  };
  keep(name, app_.add_option(name, take, help))->type_name("")->expected(-1)->take_all();
}

void AppArguments::flag(const std::string& name, bool& target, const std::string& help) {
  keep(name, app_.add_flag(name, target, help));
}

void AppArguments::repeated(const std::string& name, const std::string& value_name, std::vector<std::string>& target,
                            const std::string& help) {
  const auto take = [name, &target](const CLI::results_t& values) {
    for (const std::string& value : values) target.push_back(not_empty(name, value));
    return true;
  };
  keep(name, app_.add_option(name, take, help))->type_name(value_name)->expected(1)->take_all();
}

void AppArguments::refuse_unread(const Mode& mode) const {
  if (mode.name.empty()) return;
  for (const auto& [name, option] : options_)
    if (option->count() > 0 && std::ranges::find(mode.reads, name) == mode.reads.end())
      throw InputError(name + " is not read " + mode.name + (mode.reason.empty() ? "" : ": " + mode.reason) +
                       "; leave it away");
}

CLI::Option* AppArguments::add_field(const Field& field, const std::string& value_name, const std::string& help,
                                     Need need) {
  const auto take = [field](const CLI::results_t& values) {
    store(field, not_empty(field.key, single(field.key, values)));
    return true;
  };
  CLI::Option* option = keep(field.key, app_.add_option(field.key, take, help));
  option->type_name(value_name)->required(need == Need::required)->expected(1)->take_all();
  if (const std::string shown = field_text(field); need == Need::optional && !shown.empty()) option->default_str(shown);
  return option;
}

CLI::Option* AppArguments::add_path(const std::string& name, const std::string& value_name, PathUse use,
                                    fs::path& target, const std::string& help, Need need) {
  const auto take = [name, use, &target](const CLI::results_t& values) {
    target = path_from(name, single(name, values), use);
    return true;
  };
  CLI::Option* option = keep(name, app_.add_option(name, take, help));
  option->type_name(value_name)->required(need == Need::required)->expected(1)->take_all();
  return option;
}

CLI::Option* AppArguments::keep(const std::string& name, CLI::Option* option) {
  options_.emplace_back(name, option);
  return option;
}

}  // namespace imprint::cli
