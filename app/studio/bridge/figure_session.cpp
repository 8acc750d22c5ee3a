// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/figure_session.h"

#include <QFuture>
#include <chrono>
#include <utility>

#include "app/studio/bridge/background.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

constexpr std::chrono::milliseconds pause_after_typing(120);

using Texts = std::map<std::string, std::string>;

/// The texts of all figures. They are of one page: equal names are equal texts.
Texts texts_of(const std::vector<FigureRequest>& figures) {
  Texts texts;
  for (const FigureRequest& figure : figures)
    for (const auto& [name, text] : figure.files) texts.emplace(name, text);
  return texts;
}

void write_texts(const Texts& texts, const std::filesystem::path& folder) {
  for (const auto& [name, text] : texts) write_file_atomically(folder / name, text);
}

/// Those that a recipe has among its sources.
Texts needed(const Texts& texts, const FigureRecipe& recipe) {
  Texts used;
  for (const PanelRecipe& panel : recipe.panels)
    for (const std::string& source : panel.sources)
      if (const auto found = texts.find(source); found != texts.end()) used.insert(*found);
  return used;
}

void create_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw_file_error(error.value(), "create", folder);
}

struct Saved {
  QStringList folders, notes;
};

Saved save_bundles(const std::vector<FigureRecipe>& recipes, const Texts& texts, const std::filesystem::path& folder,
                   const FigurePainter& painter) {
  Saved saved;
  for (const FigureRecipe& recipe : recipes) {
    const std::filesystem::path own = folder / recipe.name;
    const Texts used = needed(texts, recipe);
    if (!used.empty()) create_folder(own);
    write_texts(used, own);
    for (const std::string& note : write_bundle(recipe, own, own, &painter).notes)
      saved.notes << QString::fromStdString(note);
    saved.folders << QString::fromStdString(own.string());
  }
  return saved;
}

}  // namespace

FigureSession::FigureSession(std::vector<FigureRequest> figures, std::shared_ptr<const FigurePainter> painter,
                             QObject* parent)
    : QObject(parent), figures_(std::move(figures)), painter_(std::move(painter)) {
  wait_.setSingleShot(true);
  wait_.setInterval(pause_after_typing);
  connect(&wait_, &QTimer::timeout, this, &FigureSession::draw_now);
  write_texts(texts_of(figures_), base());
}

FigureSession::~FigureSession() = default;

std::filesystem::path FigureSession::base() const { return texts_.path().toStdString(); }

FigureRequest FigureSession::combined() const {
  FigureRequest all;
  if (figures_.empty()) return all;
  all.title = QString("All %1 as one figure").arg(figures_.size());
  all.recipe = figures_.front().recipe;
  all.recipe.panels.clear();
  all.recipe.name = "figure";
  for (const FigureRequest& figure : figures_)
    all.recipe.panels.insert(all.recipe.panels.end(), figure.recipe.panels.begin(), figure.recipe.panels.end());
  all.files = texts_of(figures_);
  return all;
}

void FigureSession::draw(const FigureRecipe& recipe) {
  wanted_ = recipe;
  outdated_ = true;
  wait_.start();
}

void FigureSession::draw_now() {
  if (drawing_now_) return;  // begins again when that one is done
  drawing_now_ = true;
  outdated_ = false;
  in_background(
      this, [recipe = wanted_, base = base(), painter = painter_] { return draw_figure(recipe, base, painter.get()); },
      [this](const QFuture<FigureDrawing>& made) { take(made); });
}

void FigureSession::take(const QFuture<FigureDrawing>& made) {
  drawing_now_ = false;
  problem_.clear();
  try {
    drawing_ = made.result();
  } catch (const std::exception& error) {
    drawing_.reset();
    problem_ = QString::fromStdString(error.what());
  }
  if (outdated_ && !wait_.isActive()) draw_now();
  Q_EMIT drawn();
}

void FigureSession::save(const std::vector<FigureRecipe>& recipes, const std::filesystem::path& folder) {
  ++saving_;
  in_background(
      this,
      [recipes, texts = texts_of(figures_), folder, painter = painter_] {
        return save_bundles(recipes, texts, folder, *painter);
      },
      [this](const QFuture<Saved>& made) {
        --saving_;
        try {
          const Saved saved = made.result();
          Q_EMIT this->saved(saved.folders, saved.notes);
        } catch (const std::exception& error) {
          Q_EMIT failed(QString::fromStdString(error.what()));
        }
      });
}

}  // namespace imprint::studio
