// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/point_table_model.h"

#include <algorithm>
#include <cmath>

#include "core/spec/curve_names.h"

namespace imprint::studio {

PointTableModel::PointTableModel(CurveEditorModel& model, QObject* parent)
    : QAbstractTableModel(parent), model_(model), rows_(static_cast<int>(model.points().size())) {
  connect(&model_, &CurveEditorModel::changed, this, &PointTableModel::refresh);
  connect(&model_, &CurveEditorModel::options_changed, this, [this] {
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, time, time);
  });
}

void PointTableModel::refresh() {
  const int rows = static_cast<int>(model_.points().size());
  if (rows > rows_) {
    beginInsertRows({}, rows_, rows - 1);
    rows_ = rows;
    endInsertRows();
  } else if (rows < rows_) {
    beginRemoveRows({}, rows, rows_ - 1);
    rows_ = rows;
    endRemoveRows();
  }
  if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, column_count - 1));
}

int PointTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows_; }

int PointTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant PointTableModel::data(const QModelIndex& index, int role) const {
  const auto row = static_cast<std::size_t>(index.row());
  if (!index.isValid() || row >= model_.points().size()) return {};
  if (role == Qt::TextAlignmentRole && index.column() != segment)
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  if (role == Qt::AccessibleDescriptionRole) return model_.point_words(row);
  if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
  const CurvePoint& point = model_.points()[row];
  if (index.column() == segment) return QString::fromStdString(segment_name(point.segment));
  const double value = index.column() == time ? model_.in_unit(model_.map().progress(point.at)) : point.bits;
  return QString::number(value, 'g', role == Qt::EditRole ? 12 : 5);
}

bool PointTableModel::set_number(std::size_t row, int column, double value) {
  const CurvePoint& point = model_.points()[row];
  if (column == time) {
    const double at = model_.map().at(value * model_.unit_progress());
    model_.set_point(row, std::clamp(at, 0.0, 1.0), point.bits);
  } else {
    model_.set_point(row, point.at, value);
  }
  return true;
}

bool PointTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const auto row = static_cast<std::size_t>(index.row());
  if (role != Qt::EditRole || !index.isValid() || row >= model_.points().size() || model_.is_locked()) return false;
  if (index.column() == segment) {
    const auto& names = curve_segment_names();
    const auto found = std::ranges::find(names, value.toString().toStdString());
    if (found == names.end()) return false;
    model_.select({row});
    model_.set_segment(static_cast<CurveSegment>(found - names.begin()));
    return true;
  }
  bool is_number = false;
  const double number = value.toString().trimmed().replace(',', '.').toDouble(&is_number);
  return is_number && std::isfinite(number) && set_number(row, index.column(), number);
}

QVariant PointTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole) return {};
  if (orientation == Qt::Vertical) return section + 1;
  QString unit = model_.unit_name();
  unit[0] = unit[0].toUpper();
  return section == time ? unit : section == bits ? "Bits" : "Segment";
}

Qt::ItemFlags PointTableModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  return index.isValid() && !model_.is_locked() ? flags | Qt::ItemIsEditable : flags;
}

}  // namespace imprint::studio
