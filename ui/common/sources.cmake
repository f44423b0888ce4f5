# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/common/message_bar.cpp ${CMAKE_CURRENT_SOURCE_DIR}/common/message_bar.h
    ${CMAKE_CURRENT_SOURCE_DIR}/common/theme.cpp ${CMAKE_CURRENT_SOURCE_DIR}/common/theme.h
)
