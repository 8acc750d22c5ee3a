// SPDX-License-Identifier: GPL-3.0-or-later
// Every data deficit, in the order in which they are shown. To add one: its folder and its name here. The folder holds
//
//   NAME_facts.cpp  Kind NAME_facts(): its name, the fields that it reads, the tasks on which it works
//   (deficit_facts.h) NAME.cpp        void apply_NAME(deficit, place, batch) (data_deficit.h)
#pragma once

#define IMPRINT_DATA_DEFICITS(DEFICIT) \
  DEFICIT(blur)                        \
  DEFICIT(flip)                        \
  DEFICIT(label_permutation)           \
  DEFICIT(noise)                       \
  DEFICIT(token_noise)                 \
  DEFICIT(sentence_reversal) DEFICIT(vocabulary_permutation) DEFICIT(feature_noise) DEFICIT(dropped_edges)
