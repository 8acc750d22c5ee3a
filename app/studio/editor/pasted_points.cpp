// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/pasted_points.h"

#include <QStringList>

#include "core/records/preset_io.h"

namespace imprint::studio {
namespace {

bool begins_with_a_heading(const QString& text) { return text.trimmed().startsWith("at", Qt::CaseInsensitive); }

/// The row with the phase of the motif in place of the time.
QString with_phase(QString line, const CurveEditorModel& model) {
  const QChar separator = line.contains('\t') ? '\t' : line.contains(';') ? ';' : ',';
  if (separator != ',') line.replace(',', '.');  // then it is the decimal comma
  const qsizetype end = line.indexOf(separator);
  bool is_number = false;
  const double value = line.left(end).trimmed().toDouble(&is_number);
  if (end < 0 || !is_number) return line;  // named as wrong by whoever reads it
  return QString::number(model.map().at(value * model.unit_progress()), 'g', 17) + line.mid(end);
}

}  // namespace

CurvePoints pasted_points(const QString& text, const CurveEditorModel& model) {
  QStringList lines = text.split('\n');
  if (!begins_with_a_heading(text))
    for (QString& line : lines) line = with_phase(line, model);
  return curve_points(curve_from_csv(lines.join('\n').toStdString(), "Clipboard"));
}

}  // namespace imprint::studio
