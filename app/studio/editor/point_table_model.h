// SPDX-License-Identifier: GPL-3.0-or-later
// The points of the curve in hand as rows of numbers.
#pragma once

#include <QAbstractTableModel>

#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {

class PointTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { time, bits, segment, column_count };

  explicit PointTableModel(CurveEditorModel& model, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  /// A number in the C locale or with a decimal comma; false for what is none.
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  void refresh();
  bool set_number(std::size_t row, int column, double value);

  CurveEditorModel& model_;
  int rows_ = 0;
};

}  // namespace imprint::studio
