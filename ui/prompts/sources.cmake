# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(prompts ${CMAKE_CURRENT_SOURCE_DIR}/prompts)
target_sources(auspex_ui PRIVATE
    ${prompts}/check_frame.cpp ${prompts}/check_frame.h
    ${prompts}/component_editor.cpp ${prompts}/component_editor.h
    ${prompts}/component_list.cpp ${prompts}/component_list.h
    ${prompts}/component_model.cpp ${prompts}/component_model.h
    ${prompts}/demonstrations_panel.cpp ${prompts}/demonstrations_panel.h
    ${prompts}/diff_dialog.cpp ${prompts}/diff_dialog.h
    ${prompts}/example_import_dialog.cpp ${prompts}/example_import_dialog.h
    ${prompts}/examples_panel.cpp ${prompts}/examples_panel.h
    ${prompts}/material_panel.cpp ${prompts}/material_panel.h
    ${prompts}/model_choice.cpp ${prompts}/model_choice.h
    ${prompts}/name_dialog.cpp ${prompts}/name_dialog.h
    ${prompts}/one_undo.cpp ${prompts}/one_undo.h
    ${prompts}/placeholder_highlighter.cpp ${prompts}/placeholder_highlighter.h
    ${prompts}/placeholder_texts.cpp ${prompts}/placeholder_texts.h
    ${prompts}/prompt_editor.cpp ${prompts}/prompt_editor.h
    ${prompts}/prompt_edits.cpp ${prompts}/prompt_edits.h
    ${prompts}/prompt_files.cpp ${prompts}/prompt_files.h
    ${prompts}/prompt_list.cpp ${prompts}/prompt_list.h
    ${prompts}/prompt_material.cpp ${prompts}/prompt_material.h
    ${prompts}/prompt_meter.cpp ${prompts}/prompt_meter.h
    ${prompts}/prompt_studio.cpp ${prompts}/prompt_studio.h
    ${prompts}/prompt_studio_actions.cpp
    ${prompts}/rendered_pane.cpp ${prompts}/rendered_pane.h
    ${prompts}/rendered_view.cpp ${prompts}/rendered_view.h
    ${prompts}/studio_commands.cpp ${prompts}/studio_commands.h
    ${prompts}/studio_document.cpp ${prompts}/studio_document.h
    ${prompts}/studio_rendering.cpp ${prompts}/studio_rendering.h
    ${prompts}/studio_state.cpp ${prompts}/studio_state.h
    ${prompts}/studio_state_edits.cpp
    ${prompts}/task_panel.cpp ${prompts}/task_panel.h
    ${prompts}/text_diff.cpp ${prompts}/text_diff.h
    ${prompts}/text_replacement.cpp ${prompts}/text_replacement.h
    ${prompts}/trial.cpp ${prompts}/trial.h
    ${prompts}/trial_panel.cpp ${prompts}/trial_panel.h
    ${prompts}/trial_panel_inputs.cpp
    ${prompts}/variant_tabs.cpp ${prompts}/variant_tabs.h
)
