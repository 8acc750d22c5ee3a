// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys do on the canvas, and the same as a menu.
#pragma once

class QKeyEvent;
class QMenu;

namespace imprint::studio {

class ScheduleCanvas;

/// Whether the key means something here.
bool press_canvas_key(ScheduleCanvas& canvas, const QKeyEvent& event);

/// `at` is where in the motif a further point would go.
void fill_canvas_menu(QMenu& menu, ScheduleCanvas& canvas, double at);

}  // namespace imprint::studio
