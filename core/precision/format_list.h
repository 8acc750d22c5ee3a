// SPDX-License-Identifier: GPL-3.0-or-later
// Every family of number formats. To add one: its folder in core/formats and its name here. The folder holds
//
//   NAME_facts.cpp  FormatFacts NAME_facts(): how its formats are called, its ladders (format_facts.h)
//   a source with   const Codec& NAME_codec() (core/formats/codec.h)
#pragma once

#define IMPRINT_FORMATS(FAMILY) \
  FAMILY(affine) FAMILY(minifloat) FAMILY(half) FAMILY(symmetric) FAMILY(mx) FAMILY(nvfp4) FAMILY(affine_blocks)
