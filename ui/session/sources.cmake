# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(session ${CMAKE_CURRENT_SOURCE_DIR}/session)
target_sources(auspex_ui PRIVATE
    ${session}/engine_command.cpp ${session}/engine_command.h
    ${session}/import_tfs_eval.cpp ${session}/import_tfs_eval.h
    ${session}/llm_center.cpp ${session}/llm_center.h
    ${session}/llm_center_batches.cpp
    ${session}/llm_center_runs.cpp
    ${session}/llm_live_run.cpp ${session}/llm_live_run.h
    ${session}/llm_run_setup.cpp
    ${session}/recent_workspaces.cpp ${session}/recent_workspaces.h
    ${session}/selection.cpp ${session}/selection.h
    ${session}/session.cpp ${session}/session.h
    ${session}/stored_ids.cpp ${session}/stored_ids.h
    ${session}/supernet_center.cpp ${session}/supernet_center.h
    ${session}/training_center.cpp ${session}/training_center.h
)
