// SPDX-License-Identifier: GPL-3.0-or-later
// What a conference or a journal asks of a figure: its widths, its font, its sizes of text and lines.
//
// Presets of one's own are TOML files, one a venue: $XDG_CONFIG_HOME/imprint/venues/NAME.toml (else below ~/.config).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/figure/figure_style.h"
#include "core/fields/field.h"

namespace imprint {

struct Venue {
  std::string name = {};       // "neurips": as a recipe names it
  std::string title = {};      // "NeurIPS": as people do
  double column_inches = 5.5;  // of one column of text; the first choice
  double text_inches = 5.5;    // of the whole page's text; the same where there is one column
  std::string font = "Times";
  bool serif = true;       // which kind of font replaces a missing one
  double text_points = 9;  // axis labels, legend
  double tick_points = 7;
  double letter_points = 9;  // (a), (b)
  bool bold_letters = true;
  double line_points = 1;
  double axis_points = 0.5;  // axes, ticks, frames
  bool operator==(const Venue&) const = default;
};

const std::vector<Venue>& built_in_venues();

/// Where presets of one's own are kept; it need not exist.
std::filesystem::path venue_folder();

/// The built-in ones, then those of the folder by name; one of a built-in's name takes its place. Files that can't be
/// read are left out and told in `problems` (optional).
std::vector<Venue> venues(std::vector<std::string>* problems = nullptr,
                          const std::filesystem::path& folder = venue_folder());

/// Throws InputError for an unknown one, naming the nearest, and for a preset of one's own that is wrong.
Venue venue_called(const std::string& name, const std::filesystem::path& folder = venue_folder());

/// The dress of a recipe as a preset of one's own, so that other figures can have it by that name.
Venue venue_of(const FigureStyle& style, const std::string& name);

/// Every field but the name, for files and forms.
std::vector<Field> venue_fields(Venue& venue);

/// Throws InputError with line and column, the nearest key, or every problem of the fields.
Venue parse_venue_toml(std::string_view text, const std::string& name, const std::string& source);
std::string venue_to_toml(const Venue& venue);

/// Writes NAME.toml, replacing it. Throws InputError for a name that is no file's or values that are wrong; JobError,
/// DiskFullError.
void save_venue(const Venue& venue, const std::filesystem::path& folder = venue_folder());

}  // namespace imprint
