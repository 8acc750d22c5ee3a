// SPDX-License-Identifier: GPL-3.0-or-later
// Which known name somebody may have meant. Names are compared segment by segment at their dots; a segment is like
// another by the same letters, a typo, its initials, its beginning, one of its words or its consonants.
#include <algorithm>
#include <cctype>
#include <limits>
#include <optional>
#include <vector>

#include "core/base/text.h"

namespace imprint {
namespace {

/// How far two names are from each other; the unit is a tenth of an edit. Nothing: they are not alike.
using Distance = std::optional<int>;

constexpr int one_edit = 10;
constexpr int unlike = std::numeric_limits<int>::max();

/// Small letters without separators: "Batch-Size" -> "batchsize".
std::string folded(std::string_view name) {
  std::string letters;
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80)
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return letters;
}

/// "learning_rate" -> {"learning", "rate"}.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c == '_' || c == '-' || c == '/' || c == ' ')
      words.emplace_back();
    else
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  std::erase(words, "");
  return words;
}

/// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
int edits_between(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substituted = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, substituted});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

/// How many edits still look like a typo: none for one letter, one up to four.
int most_edits(std::size_t letters) {
  if (letters < 2) return 0;
  return letters < 5 ? 1 : std::max(2, static_cast<int>(letters) / 3);
}

/// Half of a name of two letters is no small change.
int edit_cost(std::size_t letters) { return letters < 3 ? 25 : one_edit; }

bool is_initials(const std::string& name, const std::vector<std::string>& words) {
  if (words.size() < 2 || words.size() != name.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (name[i] != words[i].front()) return false;
  return true;
}

/// "ckpt" of "checkpoint": the same first letter, the others in their order, and at least a third of them.
bool is_abbreviation(const std::string& name, const std::string& whole) {
  if (name.size() < 3 || name.size() * 3 < whole.size() || whole.empty() || name.front() != whole.front()) return false;
  std::size_t next = 0;
  for (const char c : whole)
    if (next < name.size() && name[next] == c) ++next;
  return next == name.size();
}

int missing_letters(const std::string& name, const std::string& whole) {
  return static_cast<int>(whole.size() - name.size());
}

/// Of folded names that are not equal, by the rule that brings them nearest.
int alike_by(const std::string& a, const std::string& b, const std::vector<std::string>& words) {
  int nearest = unlike;
  const auto offer = [&](bool holds, int distance) { nearest = holds ? std::min(nearest, distance) : nearest; };
  const int edits = edits_between(a, b);
  offer(is_initials(a, words), one_edit - 1);
  offer(edits <= most_edits(a.size()), edit_cost(a.size()) * edits);
  offer(a.size() >= 2 && b.starts_with(a), 2 * one_edit + missing_letters(a, b));
  offer(std::ranges::find(words, a) != words.end(), 3 * one_edit + missing_letters(a, b));
  offer(b.size() >= 3 && a.starts_with(b), 3 * one_edit + missing_letters(b, a));
  offer(is_abbreviation(a, b), 4 * one_edit + missing_letters(a, b));
  return nearest;
}

/// Of one segment.
Distance segment_distance(std::string_view name, std::string_view known) {
  if (name == known) return 0;
  const std::string a = folded(name), b = folded(known);
  if (a.empty() || b.empty()) return std::nullopt;
  if (a == b) return 1;
  const int distance = alike_by(a, b, words_of(known));
  return distance == unlike ? std::nullopt : Distance(distance);
}

/// What stands before the last dot, and what behind it.
struct Place {
  std::string_view table, leaf;
};

Place place_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? Place{{}, name} : Place{name.substr(0, dot), name.substr(dot + 1)};
}

/// A name without its table may lie in any, a shallow one first; one in a wrong table must be named rightly there.
Distance table_distance(const Place& name, const Place& known) {
  if (name.table == known.table) return 0;
  if (name.table.empty()) return one_edit / 2 + static_cast<int>(std::ranges::count(known.table, '.'));
  if (const Distance near = segment_distance(name.table, known.table)) return one_edit + *near;
  return name.leaf == known.leaf ? Distance(8 * one_edit) : std::nullopt;
}

Distance name_distance(std::string_view name, std::string_view known) {
  const Place given = place_of(name), wanted = place_of(known);
  const Distance leaf = segment_distance(given.leaf, wanted.leaf);
  if (!leaf) return std::nullopt;
  const Distance table = table_distance(given, wanted);
  return table ? Distance(*leaf + *table) : std::nullopt;
}

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> candidates) {
  std::string best;
  int best_distance = unlike;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;  // it was refused: to offer it again helps nobody
    const Distance distance = name_distance(name, candidate);
    if (!distance || *distance >= best_distance) continue;
    best_distance = *distance;
    best = candidate;
  }
  return best;
}

}  // namespace imprint
