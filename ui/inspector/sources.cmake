# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/inspector/architecture_drawing.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/inspector/architecture_drawing.h
    ${CMAKE_CURRENT_SOURCE_DIR}/inspector/fact_grid.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/inspector/fact_grid.h
    ${CMAKE_CURRENT_SOURCE_DIR}/inspector/inspector_panel.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/inspector/inspector_panel.h
)
