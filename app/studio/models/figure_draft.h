// SPDX-License-Identifier: GPL-3.0-or-later
// The figure that the export dialog edits: its recipe, and what is wrong with it.
#pragma once

#include <QMap>
#include <QObject>
#include <QString>

#include "app/figure/figure_recipe.h"
#include "app/studio/models/field_source.h"

namespace imprint::studio {

class FigureDraft : public QObject, public FieldSource {
  Q_OBJECT

 public:
  explicit FigureDraft(QObject* parent = nullptr) : QObject(parent) {}

  const FigureRecipe& recipe() const { return recipe_; }
  /// Another figure; what was typed wrongly in the old one is forgotten.
  void replace(const FigureRecipe& recipe);
  bool is_valid() const { return problems_.isEmpty(); }
  const QMap<QString, QString>& problems() const { return problems_; }

  FieldDescription describe(const QString& key) const override;
  QString text(const QString& key) const override;
  QString problem(const QString& key) const override { return problems_.value(key); }
  void set_text(const QString& key, const QString& text) override;
  bool applies(const QString& key) const override;
  QString hint(const QString& key) const override;

 Q_SIGNALS:
  /// A value or a problem changed.
  void changed();
  /// Another figure with other panels.
  void replaced();

 private:
  struct Unreadable {
    QString text;
    QString problem;
  };

  void validate();

  FigureRecipe recipe_;
  QMap<QString, Unreadable> unreadable_;
  QMap<QString, QString> problems_;
};

}  // namespace imprint::studio
