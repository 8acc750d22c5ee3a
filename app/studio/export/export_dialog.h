// SPDX-License-Identifier: GPL-3.0-or-later
// From the figures of a page to the bundles of a paper: every option, the page at true size, the caption's draft.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <memory>
#include <vector>

#include "app/studio/bridge/figure_session.h"
#include "app/studio/export/figure_form.h"
#include "app/studio/export/figure_preview.h"
#include "app/studio/models/figure_draft.h"
#include "app/studio/widgets/segmented_switch.h"

namespace imprint::studio {

class ExportDialog : public QDialog {
  Q_OBJECT

 public:
  /// At least one figure. `folder` is where bundles go unless another is chosen.
  ExportDialog(std::vector<FigureRequest> figures, const QString& folder, QWidget* parent = nullptr);

  ~ExportDialog() override;

  FigureDraft& draft() { return draft_; }
  FigureSession& session() { return session_; }
  FigurePreview& preview() { return *preview_; }
  FigureForm& form() { return *form_; }
  QString caption() const { return caption_->toPlainText(); }
  QString notes() const { return notes_->text(); }
  QString folder() const { return folder_->text(); }
  void set_folder(const QString& folder) { folder_->setText(folder); }
  /// One of the figures, or one past them: all as one.
  void choose(int figure);
  /// Keeps size, font and lines as a venue of one's own, and uses it. Says so, or what is wrong with the name.
  bool keep_preset(const QString& name);
  QPushButton& save_button() { return *save_; }
  QPushButton& save_all_button() { return *save_all_; }
  QPushButton& copy_button() { return *copy_; }

 Q_SIGNALS:
  /// The figures of a page are dressed alike: the next dialog begins with this one's choices.
  void dress_chosen(const imprint::FigureRecipe& recipe);

 private:
  QWidget* make_top();
  QWidget* make_paper();
  QWidget* make_bottom();
  void figure_chosen(int figure);
  void recipe_changed();
  void show_drawn();
  void save(const std::vector<FigureRecipe>& recipes);
  void save_all();
  void tell_saved(const QStringList& folders, const QStringList& notes);
  void copy_image();
  void choose_folder();
  void ask_preset_name();
  void refresh_buttons();
  void tell(const QString& text, bool is_problem = false);

  FigureDraft draft_;
  FigureSession session_;
  std::vector<FigureRequest> choices_;  // the figures, then all as one where there are several
  QComboBox* figures_;
  FigureForm* form_;
  FigurePreview* preview_;
  QPlainTextEdit* caption_;
  QLabel* notes_;
  QLabel* told_;
  QLineEdit* folder_;
  QPushButton *copy_, *save_, *save_all_;
  int chosen_ = -1;
};

}  // namespace imprint::studio
