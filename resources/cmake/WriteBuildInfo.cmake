# SPDX-License-Identifier: GPL-3.0-or-later
# Run at each build: writes imprint_build_info.h, and touches it only when its content changes.
# Variables: SOURCE_DIR, OUTPUT, VERSION, COMPILER.
set(commit unknown)
execute_process(COMMAND git -C ${SOURCE_DIR} describe --always --dirty --abbrev=12
                OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
if(status EQUAL 0)
  set(commit ${described})
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "// Generated at each build.
#pragma once
namespace imprint::build_info {
inline constexpr char version[] = \"@VERSION@\";
inline constexpr char commit[] = \"@commit@\";
inline constexpr char compiler[] = \"@COMPILER@\";
}  // namespace imprint::build_info
" @ONLY)
