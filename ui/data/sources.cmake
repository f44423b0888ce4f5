# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(data ${CMAKE_CURRENT_SOURCE_DIR}/data)
target_sources(auspex_ui PRIVATE
    ${data}/csv_column_map.cpp ${data}/csv_column_map.h
    ${data}/csv_import_dialog.cpp ${data}/csv_import_dialog.h
    ${data}/data_file.cpp ${data}/data_file.h
    ${data}/data_panel.cpp ${data}/data_panel.h
    ${data}/data_panel_imports.cpp
    ${data}/data_place.cpp ${data}/data_place.h
    ${data}/record_model.cpp ${data}/record_model.h
    ${data}/record_table.cpp ${data}/record_table.h
    ${data}/task_commands.cpp ${data}/task_commands.h
    ${data}/task_export.cpp ${data}/task_export.h
    ${data}/task_name_dialog.cpp ${data}/task_name_dialog.h
    ${data}/tfs_file_dialog.cpp ${data}/tfs_file_dialog.h
    ${data}/tfs_folder_dialog.cpp ${data}/tfs_folder_dialog.h
)
