# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(prompts ${CMAKE_CURRENT_SOURCE_DIR}/prompts)
target_sources(auspex_ui PRIVATE
    ${prompts}/prompt_studio.cpp ${prompts}/prompt_studio.h
)
