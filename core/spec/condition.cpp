// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/condition.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

using Defaults = std::map<std::string, std::string, std::less<>>;

std::string one_line(std::string text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  std::ranges::replace_if(text, is_control, ' ');
  return text;
}

const Defaults& default_texts() {
  static const Defaults texts = [] {
    Defaults result;
    ExperimentSpec plain;
    for (const Field& field : spec_fields(plain)) result[field.key] = one_line(field_text(field));
    return result;
  }();
  return texts;
}

std::string fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) digits[i] = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace

ExperimentSpec condition_of(ExperimentSpec spec) {
  const ExperimentSpec plain;
  spec.name = plain.name;
  spec.seed = plain.seed;
  spec.threads = plain.threads;
  spec.dataset.root = plain.dataset.root;
  spec.comparison.baseline = plain.comparison.baseline;
  return spec;
}

std::string condition_hash(const ExperimentSpec& spec) { return fnv1a(changed_fields(condition_of(spec))); }

std::string changed_fields(const ExperimentSpec& spec) {
  ExperimentSpec copy = spec;
  std::string lines;
  for (const Field& field : spec_fields(copy)) {
    const std::string text = one_line(field_text(field));
    const auto found = default_texts().find(field.key);
    if (found != default_texts().end() && found->second == text) continue;
    lines.append(field.key).append(" = ").append(text).append("\n");
  }
  return lines;
}

std::string field_in(std::string_view changed, std::string_view key) {
  const std::string start = std::string(key) + " = ";
  std::size_t begin = changed.starts_with(start) ? 0 : changed.find("\n" + start);
  if (begin == std::string_view::npos) {
    const auto found = default_texts().find(key);
    return found == default_texts().end() ? std::string() : found->second;
  }
  begin += start.size() + (begin == 0 && changed.starts_with(start) ? 0 : 1);
  return std::string(changed.substr(begin, changed.find('\n', begin) - begin));
}

std::string field_defaults_stamp() {
  std::string all;
  for (const auto& [key, text] : default_texts()) all.append(key).append("=").append(text).append("\n");
  return fnv1a(all);
}

}  // namespace imprint
