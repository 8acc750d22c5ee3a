// SPDX-License-Identifier: GPL-3.0-or-later
// imprint-figure RECIPE|- --out DIR [--sources DIR]: what `imprint figure` starts for what needs fonts. Needs no
// display.
#include <QGuiApplication>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/figure/figure_job.h"
#include "app/studio/figure/qt_figure_painter.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/base/printable_text.h"
#include "core/base/standard_streams.h"
#include "core/base/user_folders.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int failed = 1, bad_input = 2;
constexpr char usage[] = "imprint-figure RECIPE|- --out DIR [--sources DIR]";

struct Choices {
  std::string recipe, out, sources;
};

Choices choices_from(const std::vector<std::string>& words) {
  Choices choices;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = words[i] == "--out" || words[i] == "--sources";
    if (has_value && i + 1 == words.size()) throw InputError(words[i] + ": a folder is expected");
    std::string& target = words[i] == "--out"       ? choices.out
                          : words[i] == "--sources" ? choices.sources
                                                    : choices.recipe;
    if (!target.empty()) throw InputError("unexpected argument \"" + words[i] + "\": " + usage);
    target = has_value ? words[++i] : words[i];
  }
  if (choices.recipe.empty() || choices.out.empty()) throw InputError(usage);
  return choices;
}

FigureRecipe read_recipe(const std::string& file) {
  if (file != "-") return load_recipe(expand_home(file));
  return parse_recipe_toml(std::string(std::istreambuf_iterator<char>(std::cin), {}), "recipe");
}

void tell(const FigureSummary& summary) {
  Json files = Json::array();
  for (const fs::path& file : summary.files) files.push_back(file.string());
  std::cout << json_text(Json{{"files", files}, {"notes", summary.notes}}) << std::endl;
  if (!std::cout) throw JobError("the list of files could not be written to stdout");
}

void draw(const Choices& choices) {
  const FigureRecipe recipe = read_recipe(choices.recipe);
  const fs::path beside = choices.recipe == "-" ? fs::path() : expand_home(choices.recipe).parent_path();
  const fs::path base = fs::current_path() / (choices.sources.empty() ? beside : expand_home(choices.sources));
  tell(write_bundle(recipe, base, expand_home(choices.out), qt_figure_painter().get()));
}

int guarded(int argc, char** argv) {
  try {
    draw(choices_from({argv + 1, argv + argc}));
    return 0;
  } catch (const InputError& error) {
    std::fprintf(stderr, "%s\n", printable_text(error.what()).c_str());
    return bad_input;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", printable_text(error.what()).c_str());
    return failed;
  }
}

/// What went wrong is told by exceptions; Qt's remarks on the machine are nobody's business here.
void drop_remarks(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
}

}  // namespace
}  // namespace imprint::studio

int main(int argc, char** argv) {
  imprint::hold_standard_streams();
  qInstallMessageHandler(imprint::studio::drop_remarks);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  return imprint::studio::guarded(argc, argv);
}
