// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of the person who runs the program.
#pragma once

#include <filesystem>
#include <string>

namespace imprint {

/// $HOME when it is an absolute path, else what the system's user database says. Throws InputError when neither knows
/// one, so that no folder called "~" is ever made.
std::filesystem::path home_folder();

/// `~` and `~/x` become the user's home folder, `~name/x` that of a user whom the system knows; other paths are
/// returned as they are. Throws InputError as home_folder. Every path that a person types or a file holds goes through
/// it.
std::filesystem::path expand_home(const std::string& path);

/// $XDG_DATA_HOME and $XDG_CONFIG_HOME, or ~/.local/share and ~/.config; a relative value is ignored, as the XDG base
/// directory specification says.
std::filesystem::path user_data_folder();
std::filesystem::path user_config_folder();

}  // namespace imprint
