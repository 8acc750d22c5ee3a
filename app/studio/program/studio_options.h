// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of imprint-studio, read before there is any window system.
#pragma once

#include <QSize>
#include <QStringList>
#include <filesystem>

#include "app/studio/theme/theme.h"

namespace imprint::studio {

struct StudioOptions {
  std::filesystem::path spec_file;  // empty: the last session's form, or the first example
  std::filesystem::path open_run;   // a stored run to show
  std::filesystem::path grab_file;  // draw the window to this picture and exit
  int page = 0;                     // to begin with: as MainWindow::Page
  bool start = false;               // start at once
  bool quit_when_painted = false;   // for measuring the start
  QSize size{1280, 800};            // of the picture, in unscaled pixels
  bool has_size = false;
  double scale = 1;  // of the picture
  ThemeChoice theme = ThemeChoice::system;
  bool has_theme = false;
  bool help = false;
  bool version = false;
};

/// `arguments` without the program's name. Throws InputError that names the argument and what is expected.
StudioOptions parse_studio_options(const QStringList& arguments);

QString studio_help();

}  // namespace imprint::studio
