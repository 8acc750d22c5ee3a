// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of panel, in the order of the choices. To add one: its file, with PanelKind NAME_panel() (panel_kind.h),
// and its name here.
#pragma once

#define IMPRINT_PANELS(PANEL) \
  PANEL(curves)               \
  PANEL(schedule)             \
  PANEL(damage) PANEL(heat_map) PANEL(curvature) PANEL(recovery) PANEL(cost_accuracy) PANEL(range_test) PANEL(spectrum)
