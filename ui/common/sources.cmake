# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(common ${CMAKE_CURRENT_SOURCE_DIR}/common)
target_sources(auspex_ui PRIVATE
    ${common}/background.h
    ${common}/combo_entries.cpp ${common}/combo_entries.h
    ${common}/command_action.cpp ${common}/command_action.h
    ${common}/empty_state.cpp ${common}/empty_state.h
    ${common}/labelled.cpp ${common}/labelled.h
    ${common}/message_bar.cpp ${common}/message_bar.h
    ${common}/path_field.cpp ${common}/path_field.h
    ${common}/result_table_model.cpp ${common}/result_table_model.h
    ${common}/scrolled_body.h
    ${common}/shell_command.cpp ${common}/shell_command.h
    ${common}/side_list.cpp ${common}/side_list.h
    ${common}/table_output.cpp ${common}/table_output.h
    ${common}/theme.cpp ${common}/theme.h
    ${common}/value_command.h
    ${common}/value_sort_proxy.cpp ${common}/value_sort_proxy.h
)
