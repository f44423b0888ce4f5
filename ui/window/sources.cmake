# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/window/about_dialog.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/about_dialog.h
    ${CMAKE_CURRENT_SOURCE_DIR}/window/action_catalog.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/action_catalog.h
    ${CMAKE_CURRENT_SOURCE_DIR}/window/command_palette.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/command_palette.h
    ${CMAKE_CURRENT_SOURCE_DIR}/window/fuzzy_match.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/fuzzy_match.h
    ${CMAKE_CURRENT_SOURCE_DIR}/window/help_window.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/help_window.h
    ${CMAKE_CURRENT_SOURCE_DIR}/window/main_window.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/main_window.h
    ${CMAKE_CURRENT_SOURCE_DIR}/window/main_window_actions.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/main_window_drop.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/main_window_places.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/main_window_tools.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/shortcuts_dialog.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/window/shortcuts_dialog.h
)
