# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/welcome/example_plot.cpp ${CMAKE_CURRENT_SOURCE_DIR}/welcome/example_plot.h
    ${CMAKE_CURRENT_SOURCE_DIR}/welcome/recent_list.cpp ${CMAKE_CURRENT_SOURCE_DIR}/welcome/recent_list.h
    ${CMAKE_CURRENT_SOURCE_DIR}/welcome/welcome_page.cpp ${CMAKE_CURRENT_SOURCE_DIR}/welcome/welcome_page.h
)
