// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/program/studio_options.h"

#include <functional>
#include <map>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/user_folders.h"

namespace imprint::studio {
namespace {

[[noreturn]] void refuse(const QString& text) {
  throw InputError((text + "\nimprint-studio --help tells more.").toStdString());
}

std::filesystem::path existing(const QString& text, const QString& what) {
  std::filesystem::path path = expand_home(text.toStdString());
  if (!std::filesystem::exists(path)) refuse(what + " = " + text + ": there is no such file or folder");
  return path;
}

QSize size_from(const QString& text) {
  const QStringList parts = text.split('x');
  const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
  if (size.width() < 640 || size.height() < 480 || size.width() > 8192 || size.height() > 8192)
    refuse("--size = " + text + ": WIDTHxHEIGHT from 640x480 to 8192x8192 is expected");
  return size;
}

double scale_from(const QString& text) {
  bool is_number = false;
  const double scale = text.toDouble(&is_number);
  if (!is_number || scale < 0.5 || scale > 4) refuse("--scale = " + text + ": a number from 0.5 to 4 is expected");
  return scale;
}

ThemeChoice theme_from(const QString& text) {
  if (text != "light" && text != "dark" && text != "system")
    refuse("--theme = " + text + ": light, dark or system is expected");
  return theme_choice_from(text);
}

int page_from(const QString& text) {
  const qsizetype page = QStringList{"experiment", "schedule", "range-test", "sweep", "runs"}.indexOf(text);
  if (page < 0) refuse("--page = " + text + ": experiment, schedule, range-test, sweep or runs is expected");
  return static_cast<int>(page);
}

using ValueSetter = std::function<void(StudioOptions&, const QString&)>;

const std::map<QString, ValueSetter>& value_options() {
  static const std::map<QString, ValueSetter> options = {
      {"--open", [](StudioOptions& o, const QString& v) { o.open_run = existing(v, "--open"); }},
      {"--grab", [](StudioOptions& o, const QString& v) { o.grab_file = expand_home(v.toStdString()); }},
      {"--size", [](StudioOptions& o, const QString& v) { o.size = size_from(v), o.has_size = true; }},
      {"--scale", [](StudioOptions& o, const QString& v) { o.scale = scale_from(v); }},
      {"--page", [](StudioOptions& o, const QString& v) { o.page = page_from(v); }},
      {"--theme", [](StudioOptions& o, const QString& v) { o.theme = theme_from(v), o.has_theme = true; }},
  };
  return options;
}

const std::map<QString, bool StudioOptions::*>& switches() {
  static const std::map<QString, bool StudioOptions::*> options = {
      {"--start", &StudioOptions::start},
      {"--help", &StudioOptions::help},
      {"-h", &StudioOptions::help},
      {"--version", &StudioOptions::version},
      {"--quit-when-painted", &StudioOptions::quit_when_painted},
  };
  return options;
}

[[noreturn]] void refuse_unknown(const QString& name) {
  std::vector<std::string> known;
  for (const auto& [option, setter] : value_options()) known.push_back(option.toStdString());
  for (const auto& [option, member] : switches()) known.push_back(option.toStdString());
  const std::string nearest = nearest_name(name.toStdString(), known);
  refuse(name + ": there is no such option" +
         (nearest.empty() ? QString() : "; did you mean " + QString::fromStdString(nearest) + "?"));
}

void check_together(const StudioOptions& options) {
  if (!options.spec_file.empty() && !options.open_run.empty())
    refuse("A spec and --open can't be given together: each fills the form");
  if (options.grab_file.empty()) return;
  if (options.start) refuse("--grab draws a stored run; it can't --start one");
  if (options.grab_file.extension() != ".png")
    refuse("--grab = " + QString::fromStdString(options.grab_file.string()) + ": a file name with .png is expected");
}

}  // namespace

StudioOptions parse_studio_options(const QStringList& arguments) {
  StudioOptions options;
  for (qsizetype i = 0; i < arguments.size(); ++i) {
    const QString name = arguments[i].section('=', 0, 0);
    if (!name.startsWith('-')) {
      if (!options.spec_file.empty()) refuse(arguments[i] + ": only one spec can be opened");
      options.spec_file = existing(arguments[i], "SPEC");
    } else if (const auto found = switches().find(arguments[i]); found != switches().end()) {
      options.*found->second = true;
    } else if (const auto option = value_options().find(name); option != value_options().end()) {
      const bool inside = arguments[i].contains('=');
      if (!inside && i + 1 == arguments.size()) refuse(name + " needs a value");
      option->second(options, inside ? arguments[i].section('=', 1) : arguments[++i]);
    } else {
      refuse_unknown(name);
    }
  }
  check_together(options);
  return options;
}

QString studio_help() {
  return R"(Imprint Studio: design, run and compare low-precision training with early deficits.

Usage: imprint-studio [SPEC.toml] [options]

  SPEC.toml            open this experiment in the form, or this sweep on its page
  --start              start it at once (without SPEC: the form of the last session, or the built-in example)
  --open FOLDER        show a stored run or sweep
  --grab FILE.png      draw the window to a picture and exit; needs no display
  --size WIDTHxHEIGHT  size of the window or the picture (default 1280x800)
  --scale FACTOR       pixels of the picture a unit, 0.5 to 4 (default 1)
  --page NAME          begin with experiment, schedule, range-test, sweep or runs
  --theme NAME         light, dark or system
  --version            print the version and exit
  -h, --help           print this and exit

Examples:
  imprint-studio resources/examples/mnist-early-deficit.toml
  imprint-studio --open ~/.local/share/imprint/runs/2025-03-01_14-22-05_early-deficit
  imprint-studio --open out/r1 --grab window.png --size 1280x800 --scale 2 --theme dark
)";
}

}  // namespace imprint::studio
