// SPDX-License-Identifier: GPL-3.0-or-later
// A second's worth of measuring: is this machine as fast as it should be?
#pragma once

namespace imprint {

struct SpeedCheck {
  double matmul_gflops = 0;       // fp32, 1024^3, one thread
  double convolution_gflops = 0;  // fp32 3x3, 64 channels, channels last, every core
  double thread_speedup = 1;      // of the convolution, every core against one thread
};

/// Takes about a second. Leaves the thread count at one a physical core.
SpeedCheck check_speed();

}  // namespace imprint
