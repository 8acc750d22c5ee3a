// SPDX-License-Identifier: GPL-3.0-or-later
// Standard input, output and error, as a program finds them when it starts.
#pragma once

namespace imprint {

/// To be called first thing in main. A program may be started with its streams closed (`>&-`, daemons): the first file
/// that it opens would then be stdout, and its results would be written into that file. A closed stream gets a place
/// holder, so that this can't happen; what is written to a closed stdout fails (EBADF) as it should.
void hold_standard_streams();

}  // namespace imprint
