# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/predictors/predictors_panel.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/predictors/predictors_panel.h
)
