// SPDX-License-Identifier: GPL-3.0-or-later
// Included by clang-tidy before every file. In C++20 std::vector is constexpr, and clang then instantiates it where
// LibTorch 1.13 still holds an incomplete type (ATen/core/List.h, of c10::IValue); GCC does not. Here libstdc++'s
// vector is what it was in C++17; nothing of it is run, so the one function that std::string has seen before may be
// left out.
#include <string>
#pragma push_macro("_GLIBCXX20_CONSTEXPR")
#undef _GLIBCXX20_CONSTEXPR
#define _GLIBCXX20_CONSTEXPR inline
#define __fill_a1 fill_a1_that_nobody_calls
#include <vector>
#undef __fill_a1
#pragma pop_macro("_GLIBCXX20_CONSTEXPR")
