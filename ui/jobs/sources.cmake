# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

target_sources(auspex_ui PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/jobs/job_list.cpp ${CMAKE_CURRENT_SOURCE_DIR}/jobs/job_list.h
    ${CMAKE_CURRENT_SOURCE_DIR}/jobs/jobs_dock.cpp ${CMAKE_CURRENT_SOURCE_DIR}/jobs/jobs_dock.h
)
