# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(llm ${CMAKE_CURRENT_SOURCE_DIR}/llm)
target_sources(auspex_ui PRIVATE
    ${llm}/call_detail.cpp ${llm}/call_detail.h
    ${llm}/call_model.cpp ${llm}/call_model.h
    ${llm}/call_table.cpp ${llm}/call_table.h
    ${llm}/key_dialog.cpp ${llm}/key_dialog.h
    ${llm}/launch_answer.cpp ${llm}/launch_answer.h
    ${llm}/launch_dialog.cpp ${llm}/launch_dialog.h
    ${llm}/launch_estimate.cpp ${llm}/launch_estimate.h
    ${llm}/launch_model.cpp ${llm}/launch_model.h
    ${llm}/launch_prompt.cpp ${llm}/launch_prompt.h
    ${llm}/launch_task.cpp ${llm}/launch_task.h
    ${llm}/llm_runs_actions.cpp
    ${llm}/llm_runs_panel.cpp ${llm}/llm_runs_panel.h
    ${llm}/llm_texts.cpp ${llm}/llm_texts.h
    ${llm}/progress_delegate.cpp ${llm}/progress_delegate.h
    ${llm}/price_dialog.cpp ${llm}/price_dialog.h
    ${llm}/price_model.cpp ${llm}/price_model.h
    ${llm}/provider_form.cpp ${llm}/provider_form.h
    ${llm}/provider_models.cpp
    ${llm}/providers_dialog.cpp ${llm}/providers_dialog.h
    ${llm}/run_command_line.cpp ${llm}/run_command_line.h
    ${llm}/run_commands.cpp ${llm}/run_commands.h
    ${llm}/run_model.cpp ${llm}/run_model.h
    ${llm}/search_cost_dialog.cpp ${llm}/search_cost_dialog.h
    ${llm}/switches_form.cpp ${llm}/switches_form.h
)
