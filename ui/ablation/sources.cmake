# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(ablation ${CMAKE_CURRENT_SOURCE_DIR}/ablation)
target_sources(auspex_ui PRIVATE
    ${ablation}/ablation_form.cpp ${ablation}/ablation_form.h
    ${ablation}/ablation_panel.cpp ${ablation}/ablation_panel.h
    ${ablation}/ablation_setup.cpp ${ablation}/ablation_setup.h
    ${ablation}/ablation_state.cpp ${ablation}/ablation_state.h
    ${ablation}/check_menu_button.cpp ${ablation}/check_menu_button.h
)
