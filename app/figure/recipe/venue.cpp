// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/recipe/venue.h"

#include <algorithm>
#include <cctype>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_makers.h"
#include "core/fields/field_problem.h"
#include "core/fields/field_table.h"
#include "core/fields/field_toml.h"
#include "core/fields/toml_limits.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

Venue times(const char* name, const char* title, double column, double text, double points) {
  Venue venue{.name = name, .title = title, .column_inches = column, .text_inches = text};
  venue.text_points = venue.letter_points = points;
  venue.tick_points = points > 9 ? 8 : 7;
  return venue;
}

Venue nature() {
  Venue venue{.name = "nature",
              .title = "Nature",
              .column_inches = 3.5,
              .text_inches = 7.2,
              .font = "Helvetica",
              .serif = false};
  venue.text_points = 7;
  venue.tick_points = 6;
  venue.letter_points = 8;
  return venue;
}

/// For a wide screen, to be read from the last row.
Venue slides() {
  Venue venue{.name = "slides",
              .title = "Slides (16:9)",
              .column_inches = 6,
              .text_inches = 12,
              .font = "Helvetica",
              .serif = false};
  venue.text_points = venue.letter_points = 18;
  venue.tick_points = 14;
  venue.line_points = 2.5;
  venue.axis_points = 1;
  return venue;
}

bool is_file_name(const std::string& name) {
  const auto allowed = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
  return !name.empty() && name.size() <= 60 && std::ranges::all_of(name, allowed);
}

void require_file_name(const std::string& name) {
  if (!is_file_name(name))
    throw InputError("a venue's name must be of letters, digits, - and _, but is \"" + name + "\"");
}

Venue load_venue(const fs::path& file) {
  return parse_venue_toml(read_whole_file(file, largest_toml_file), file.stem().string(), file.string());
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  std::ranges::sort(files);
  return files;
}

}  // namespace

const std::vector<Venue>& built_in_venues() {
  static const std::vector<Venue> all = {times("neurips", "NeurIPS", 5.5, 5.5, 9),
                                         times("iclr", "ICLR", 5.5, 5.5, 9),
                                         times("icml", "ICML", 3.25, 6.75, 8),
                                         times("aistats", "AISTATS", 3.25, 6.75, 8),
                                         times("cvpr", "CVPR", 3.25, 6.875, 8),
                                         times("aaai", "AAAI", 3.3, 6.975, 8),
                                         times("ieee", "IEEE", 3.5, 7.16, 8),
                                         nature(),
                                         times("jmlr", "JMLR", 6.0, 6.0, 10),
                                         times("tmlr", "TMLR", 6.5, 6.5, 10),
                                         slides()};
  return all;
}

fs::path venue_folder() { return user_config_folder() / "imprint" / "venues"; }

std::vector<Venue> venues(std::vector<std::string>* problems, const fs::path& folder) {
  std::vector<Venue> all = built_in_venues();
  for (const fs::path& file : files_in(folder)) {
    try {
      Venue own = load_venue(file);
      const auto same = std::ranges::find(all, own.name, &Venue::name);
      if (same == all.end())
        all.push_back(std::move(own));
      else
        *same = std::move(own);
    } catch (const InputError& error) {
      if (problems != nullptr) problems->emplace_back(error.what());
    }
  }
  return all;
}

Venue venue_called(const std::string& name, const fs::path& folder) {
  std::error_code error;
  if (const fs::path own = folder / (name + ".toml"); is_file_name(name) && fs::is_regular_file(own, error))
    return load_venue(own);
  std::vector<std::string> known;
  for (const Venue& venue : venues(nullptr, folder)) {
    if (venue.name == name) return venue;
    known.push_back(venue.name);
  }
  const std::string near = nearest_name(name, known);
  throw InputError("venue must be " + join_choices(known) + ", but is \"" + name + "\"" +
                   (near.empty() ? "" : "; did you mean " + near + "?"));
}

std::vector<Field> venue_fields(Venue& venue) {
  using namespace field_makers;
  return {
      text({"title", "Title"}, &venue.title, TextKind::plain, "What lists call it."),
      number({"column_inches", "Column width", "in"}, &venue.column_inches, within(1, 40), "Of one column of text."),
      number({"text_inches", "Text width", "in"}, &venue.text_inches, within(1, 40), "Of the page's whole text."),
      text({"font", "Font"}, &venue.font, TextKind::plain, "The family of all text."),
      flag({"serif", "Serif"}, &venue.serif, "Whether a font with serifs replaces a missing one."),
      number({"text_points", "Text", "pt"}, &venue.text_points, within(3, 72), "Axis labels and legend."),
      number({"tick_points", "Ticks", "pt"}, &venue.tick_points, within(3, 72), "The numbers at the axes."),
      number({"letter_points", "Panel letters", "pt"}, &venue.letter_points, within(3, 72),
             "(a), (b) of several panels."),
      flag({"bold_letters", "Bold letters"}, &venue.bold_letters, "Whether panel letters are bold."),
      number({"line_points", "Lines", "pt"}, &venue.line_points, within(0.1, 20), "The width of curves."),
      number({"axis_points", "Axes", "pt"}, &venue.axis_points, within(0.1, 20), "The width of axes and ticks."),
  };
}

Venue parse_venue_toml(std::string_view text, const std::string& name, const std::string& source) {
  Venue venue{.name = name, .title = name};
  const auto fields = venue_fields(venue);
  store_document(document_from_toml(text, source), fields, [&](const FieldEntry& entry) {
    throw InputError(entry.location + ": " + unknown_key_text(entry.key, keys_of(fields)));
  });
  require_none(field_problems(fields), source + ": ");
  return venue;
}

std::string venue_to_toml(const Venue& venue) {
  Venue copy = venue;
  std::string text;
  for (const Field& field : venue_fields(copy)) text += toml_line(field);
  return text;
}

void save_venue(const Venue& venue, const fs::path& folder) {
  require_file_name(venue.name);
  Venue copy = venue;
  require_none(field_problems(venue_fields(copy)), venue.name + ": ");
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw JobError("cannot make the folder " + folder.string() + ": " + error.message());
  write_file_atomically(folder / (venue.name + ".toml"), venue_to_toml(venue));
}

}  // namespace imprint
