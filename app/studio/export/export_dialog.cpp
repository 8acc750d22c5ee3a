// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/export_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QScreen>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "app/figure/dress.h"
#include "app/figure/recipe/venue.h"
#include "app/studio/figure/qt_figure_painter.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "core/base/atomic_file.h"

namespace imprint::studio {
namespace {

constexpr int caption_height = 84;

struct NamedVision {
  const char* name;
  ColourVision vision;
};
constexpr NamedVision visions[] = {{"All colours", ColourVision::normal},
                                   {"Greyscale", ColourVision::greyscale},
                                   {"Deuteranopia", ColourVision::deuteranopia},
                                   {"Protanopia", ColourVision::protanopia},
                                   {"Tritanopia", ColourVision::tritanopia}};

QLabel* muted(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setObjectName("muted");
  label->setFont(sized_font(-0.5));
  return label;
}

}  // namespace

ExportDialog::ExportDialog(std::vector<FigureRequest> figures, const QString& folder, QWidget* parent)
    : QDialog(parent),
      session_(std::move(figures), qt_figure_painter()),
      choices_(session_.figures()),
      figures_(new QComboBox(this)),
      form_(new FigureForm(draft_, this)),
      preview_(new FigurePreview(this)),
      caption_(new QPlainTextEdit(this)),
      notes_(muted({}, this)),
      told_(muted({}, this)),
      folder_(new QLineEdit(folder, this)),
      copy_(new QPushButton("Copy as image", this)),
      save_(new QPushButton("Save this figure", this)),
      save_all_(new QPushButton(this)) {
  setWindowTitle("Export figures");
  resize(QSize(1120, 720).boundedTo(screen()->availableSize()));
  if (choices_.size() > 1) choices_.push_back(session_.combined());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(make_top());
  auto* splitter = new QSplitter(this);
  splitter->addWidget(form_);
  splitter->addWidget(make_paper());
  splitter->setStretchFactor(1, 1);
  splitter->setChildrenCollapsible(false);
  column->addWidget(splitter, 1);
  column->addWidget(make_bottom());
  connect(&draft_, &FigureDraft::changed, this, &ExportDialog::recipe_changed);
  connect(&session_, &FigureSession::drawn, this, &ExportDialog::show_drawn);
  connect(&session_, &FigureSession::saved, this, &ExportDialog::tell_saved);
  connect(&session_, &FigureSession::failed, this, [this](const QString& message) {
    tell("Nothing was saved: " + message, true);
    refresh_buttons();
  });
  choose(0);
}

// Hidden while the draft is alive: being hidden, its rows still ask it.
ExportDialog::~ExportDialog() { hide(); }

QWidget* ExportDialog::make_top() {
  auto* top = new QWidget(this);
  top->setObjectName("topBar");
  top->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(top);
  row->setContentsMargins(16, 8, 12, 8);
  row->setSpacing(grid_unit);
  for (const FigureRequest& figure : choices_) figures_->addItem(figure.title);
  figures_->setAccessibleName("Figure");
  figures_->setMinimumContentsLength(24);
  row->addWidget(figures_);
  auto* keep = new QToolButton(top);
  keep->setText("Keep as preset…");
  keep->setToolTip("Keep size, font and line widths under a name, as a venue of your own");
  connect(keep, &QToolButton::clicked, this, &ExportDialog::ask_preset_name);
  row->addWidget(keep);
  row->addStretch(1);
  auto* vision = new QComboBox(top);
  for (const NamedVision& named : visions) vision->addItem(named.name);
  vision->setAccessibleName("Colours as seen by");
  vision->setToolTip("How the figure looks in a grey print, and to eyes that see fewer colours; nothing is saved so");
  row->addWidget(vision);
  auto* zoom = new SegmentedSwitch({"True size", "Fit", "Twice"}, top);
  zoom->setAccessibleName("Size of the preview");
  row->addWidget(zoom);
  connect(figures_, &QComboBox::currentIndexChanged, this, &ExportDialog::figure_chosen);
  connect(vision, &QComboBox::currentIndexChanged, preview_,
          [this](int index) { preview_->set_vision(visions[index].vision); });
  connect(zoom, &SegmentedSwitch::changed, preview_,
          [this](int index) { preview_->set_zoom(static_cast<FigurePreview::Zoom>(index)); });
  return top;
}

QWidget* ExportDialog::make_paper() {
  auto* side = new QWidget(this);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(12, 12, 12, 8);
  column->setSpacing(6);
  column->addWidget(preview_, 1);
  auto* header = new QHBoxLayout;
  header->addWidget(muted("Draft of the caption", side), 1);
  auto* copy = new QToolButton(side);
  copy->setObjectName("flat");
  copy->setIcon(themed_icon("copy"));
  copy->setToolTip("Copy the caption");
  copy->setAccessibleName("Copy the caption");
  connect(copy, &QToolButton::clicked, this, [this] {
    QApplication::clipboard()->setText(caption());
    tell("Copied the caption");
  });
  header->addWidget(copy);
  column->addLayout(header);
  caption_->setReadOnly(true);
  caption_->setFixedHeight(caption_height);
  caption_->setAccessibleName("Draft of the caption");
  column->addWidget(caption_);
  notes_->setWordWrap(true);
  notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(notes_);
  return side;
}

QWidget* ExportDialog::make_bottom() {
  auto* bottom = new QWidget(this);
  bottom->setObjectName("formFooter");
  bottom->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(bottom);
  column->setContentsMargins(16, 8, 12, 10);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(grid_unit);
  row->addWidget(new QLabel("Save into", bottom));
  folder_->setAccessibleName("Folder of the bundles");
  folder_->setToolTip("Each figure becomes a folder in it: PDF, SVG, PNG, data.csv, TeX, caption and recipe");
  row->addWidget(folder_, 1);
  auto* browse = new QToolButton(bottom);
  browse->setIcon(themed_icon("open"));
  browse->setToolTip("Choose a folder");
  browse->setAccessibleName("Choose a folder");
  row->addWidget(browse);
  row->addSpacing(grid_unit);
  for (QPushButton* button : {copy_, save_, save_all_}) {
    button->setAutoDefault(false);
    row->addWidget(button);
  }
  save_->setObjectName("primary");
  save_->setDefault(true);
  save_all_->setText(QString("Save all %1").arg(session_.figures().size()));
  save_all_->setVisible(session_.figures().size() > 1);
  save_all_->setToolTip("Every figure of the page, dressed as this one");
  copy_->setToolTip("The figure as a picture of 300 dots per inch, to the clipboard");
  column->addLayout(row);
  told_->setWordWrap(true);
  told_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  told_->hide();
  column->addWidget(told_);
  connect(browse, &QToolButton::clicked, this, &ExportDialog::choose_folder);
  connect(copy_, &QPushButton::clicked, this, &ExportDialog::copy_image);
  connect(save_, &QPushButton::clicked, this, [this] { save({draft_.recipe()}); });
  connect(save_all_, &QPushButton::clicked, this, &ExportDialog::save_all);
  return bottom;
}

void ExportDialog::choose(int figure) {
  figures_->setCurrentIndex(figure);
  figure_chosen(figure);
}

void ExportDialog::figure_chosen(int figure) {
  if (figure < 0 || figure == chosen_) return;
  FigureRecipe next = choices_[static_cast<std::size_t>(figure)].recipe;
  if (chosen_ >= 0) {
    choices_[static_cast<std::size_t>(chosen_)].recipe = draft_.recipe();
    dress_like(next, draft_.recipe());
  }
  chosen_ = figure;
  draft_.replace(next);
}

void ExportDialog::recipe_changed() {
  refresh_buttons();
  if (draft_.is_valid()) session_.draw(draft_.recipe());
}

void ExportDialog::show_drawn() {
  refresh_buttons();
  if (!session_.drawing()) {
    preview_->show_message(session_.problem());
    caption_->clear();
    notes_->hide();
    return;
  }
  const FigureDrawing& drawing = *session_.drawing();
  preview_->show_drawing(drawing);
  caption_->setPlainText(QString::fromStdString(caption_draft(drawing.content)));
  QStringList notes;
  for (const auto* list : {&drawing.content.notes, &drawing.layout.notes})
    for (const std::string& note : *list) notes << "• " + QString::fromStdString(note);
  notes_->setText(notes.join('\n'));
  notes_->setVisible(!notes.isEmpty());
}

void ExportDialog::refresh_buttons() {
  const bool ready = draft_.is_valid() && session_.drawing().has_value();
  for (QPushButton* button : {copy_, save_, save_all_}) button->setEnabled(ready);
}

void ExportDialog::save(const std::vector<FigureRecipe>& recipes) {
  if (folder().trimmed().isEmpty()) return tell("Choose a folder to save into", true);
  Q_EMIT dress_chosen(draft_.recipe());
  tell("Saving…");
  for (QPushButton* button : {save_, save_all_}) button->setEnabled(false);
  session_.save(recipes, expand_home(folder().trimmed().toStdString()));
}

void ExportDialog::save_all() {
  std::vector<FigureRecipe> recipes;
  for (std::size_t i = 0; i < session_.figures().size(); ++i) {
    recipes.push_back(static_cast<int>(i) == chosen_ ? draft_.recipe() : choices_[i].recipe);
    dress_like(recipes.back(), draft_.recipe());
  }
  save(recipes);
}

void ExportDialog::tell_saved(const QStringList& folders, const QStringList& notes) {
  refresh_buttons();
  const QString where =
      folders.size() == 1 ? folders.front() : QString("%1 folders in %2").arg(folders.size()).arg(folder());
  QString text = "Saved " + where;
  if (folders.size() == 1) text += "   ·   again with: imprint figure " + folders.front() + "/recipe.toml --out DIR";
  tell(notes.isEmpty() ? text : text + "\n" + notes.join('\n'));
}

void ExportDialog::copy_image() {
  if (!session_.drawing()) return;
  QApplication::clipboard()->setImage(figure_image(*session_.drawing(), clipboard_dpi));
  tell("Copied the figure as a picture of 300 dots per inch");
}

void ExportDialog::choose_folder() {
  const QString chosen = QFileDialog::getExistingDirectory(this, "Save figures into", folder());
  if (!chosen.isEmpty()) folder_->setText(chosen);
}

void ExportDialog::ask_preset_name() {
  bool accepted = false;
  const QString name =
      QInputDialog::getText(this, "Keep as preset", "Name of the preset:", QLineEdit::Normal, "my-lab", &accepted);
  if (accepted) keep_preset(name.trimmed());
}

bool ExportDialog::keep_preset(const QString& name) {
  FigureRecipe recipe = draft_.recipe();
  try {
    save_venue(venue_of(style_of(recipe), name.toStdString()));
  } catch (const std::exception& error) {
    tell("The preset was not kept: " + QString::fromStdString(error.what()), true);
    return false;
  }
  const FigureRecipe usual;
  recipe.venue = name.toStdString();  // what it holds need not be said twice
  recipe.width = usual.width;
  recipe.font = usual.font;
  recipe.text_points = usual.text_points;
  recipe.tick_points = usual.tick_points;
  recipe.line_points = usual.line_points;
  recipe.axis_points = usual.axis_points;
  draft_.replace(recipe);
  tell("Kept as the venue " + name);
  return true;
}

void ExportDialog::tell(const QString& text, bool is_problem) {
  told_->setObjectName(is_problem ? "problem" : "muted");
  told_->style()->unpolish(told_);
  told_->style()->polish(told_);
  told_->setText(text);
  told_->show();
}

}  // namespace imprint::studio
