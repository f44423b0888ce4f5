# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/session/import_tfs_eval.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session/import_tfs_eval.h
    ${CMAKE_CURRENT_SOURCE_DIR}/session/recent_workspaces.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session/recent_workspaces.h
    ${CMAKE_CURRENT_SOURCE_DIR}/session/selection.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session/selection.h
    ${CMAKE_CURRENT_SOURCE_DIR}/session/session.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session/session.h
)
